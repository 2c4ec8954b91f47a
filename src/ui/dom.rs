//! What Yew has no word for: focus, scrolling, CSS variables.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Returns the element with an id.
pub(super) fn by_id(id: &str) -> Option<HtmlElement> {
    gloo::utils::document()
        .get_element_by_id(id)?
        .dyn_into()
        .ok()
}

/// Puts the keyboard focus on the element with an id.
pub(super) fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        // Focusing what cannot have the focus does nothing, which is all one can do.
        let _ = element.focus();
    }
}

/// Reports whether the element with an id has the focus.
pub(super) fn has_focus(id: &str) -> bool {
    let active = gloo::utils::document().active_element();
    active.is_some_and(|element| element.id() == id)
}

/// Reports whether the element that had the focus is gone.
pub(super) fn is_focus_nowhere() -> bool {
    let active = gloo::utils::document().active_element();
    active.is_none_or(|element| element.tag_name() == "BODY")
}

/// Reports whether a dialog lies over the page.
pub(super) fn has_open_dialog() -> bool {
    let open = gloo::utils::document().query_selector("dialog[open]");
    open.is_ok_and(|found| found.is_some())
}

/// Sets a CSS variable for the whole page. The policy forbids style attributes, not this.
pub(super) fn set_variable(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.style().set_property(name, value);
    }
}

/// Sets an attribute of the root element.
pub(super) fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(name, value);
    }
}

/// Returns an attribute of the root element.
pub(super) fn root_attribute(name: &str) -> Option<String> {
    root()?.get_attribute(name)
}

/// Brings the element with an id into sight.
pub(super) fn bring_into_sight(id: &str) {
    if let Some(element) = by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls an element to its end.
pub(super) fn scroll_to_end(element: &Element) {
    element.set_scroll_top(element.scroll_height());
}

/// Reports whether typing in the target of an event writes text.
pub(super) fn is_text_field(target: Option<EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.is_content_editable()
}

/// Moves the focus among the elements inside `parent` that match `selector`: by a step, around
/// the ends, or to an end.
pub(super) fn rove(parent: &Element, selector: &str, step: Rove) {
    let Ok(list) = parent.query_selector_all(selector) else {
        return;
    };
    let count = list.length();
    // Shapes of a drawing take the focus as elements of HTML do.
    let element = |index| Some(list.item(index)?.unchecked_into::<HtmlElement>());
    let active = gloo::utils::document().active_element();
    let current = (0..count).find(|index| {
        let same = |element: HtmlElement| Some(element.as_ref()) == active.as_ref();
        element(*index).is_some_and(same)
    });
    let target = match (step, current) {
        _ if count == 0 => return,
        (Rove::First, _) | (Rove::Next, None) => 0,
        (Rove::Last, _) | (Rove::Previous, None) => count - 1,
        (Rove::Next, Some(index)) => (index + 1) % count,
        (Rove::Previous, Some(index)) => (index + count - 1) % count,
    };
    if let Some(element) = element(target) {
        let _ = element.focus();
    }
}

/// A move of the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rove {
    /// To the next element.
    Next,
    /// To the one before.
    Previous,
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Rove {
    /// Returns the move for a key of a vertical list.
    pub(super) fn vertical(key: &str) -> Option<Self> {
        match key {
            "ArrowDown" => Some(Rove::Next),
            "ArrowUp" => Some(Rove::Previous),
            "Home" => Some(Rove::First),
            "End" => Some(Rove::Last),
            _ => None,
        }
    }

    /// Returns the move for a key of a horizontal list.
    pub(super) fn horizontal(key: &str) -> Option<Self> {
        match key {
            "ArrowRight" => Some(Rove::Next),
            "ArrowLeft" => Some(Rove::Previous),
            "Home" => Some(Rove::First),
            "End" => Some(Rove::Last),
            _ => None,
        }
    }
}

fn root() -> Option<HtmlElement> {
    gloo::utils::document().document_element()?.dyn_into().ok()
}

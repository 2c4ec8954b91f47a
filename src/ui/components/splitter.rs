//! A window splitter: <https://www.w3.org/WAI/ARIA/apg/patterns/windowsplitter/>.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// By how many percent an arrow key moves it.
const STEP: f64 = 2.0;

#[derive(PartialEq, Properties)]
pub(crate) struct SplitterProps {
    /// What it makes larger, for a screen reader.
    pub(crate) label: AttrValue,
    /// The pane's share of the parent in percent.
    pub(crate) value: f64,
    /// The smallest and the largest share.
    pub(crate) range: (f64, f64),
    /// Where the pane begins, in percent of the parent.
    #[prop_or_default]
    pub(crate) start: f64,
    /// Whether it lies and moves up and down.
    #[prop_or_default]
    pub(crate) lying: bool,
    /// Whether the pane is the one behind it.
    #[prop_or_default]
    pub(crate) behind: bool,
    pub(crate) on_resize: Callback<f64>,
    /// Double click.
    pub(crate) on_reset: Callback<MouseEvent>,
    #[prop_or_default]
    pub(crate) class: Classes,
}

/// A line between two panes that the pointer or the arrow keys move.
#[component]
pub(crate) fn Splitter(props: &SplitterProps) -> Html {
    let direction = if props.lying {
        "splitter-lying"
    } else {
        "splitter-standing"
    };
    html! {
        <div
            class={classes!("splitter", direction, props.class.clone())}
            role="separator"
            tabindex="0"
            aria-label={props.label.clone()}
            aria-orientation={if props.lying { "horizontal" } else { "vertical" }}
            aria-valuenow={format!("{:.0}", props.value)}
            aria-valuemin={format!("{:.0}", props.range.0)}
            aria-valuemax={format!("{:.0}", props.range.1)}
            onpointerdown={on_pointer_down}
            onpointermove={on_pointer_move(props)}
            onkeydown={on_key(props)}
            ondblclick={props.on_reset.clone()}
        />
    }
}

fn on_pointer_down(event: PointerEvent) {
    if let Some(element) = own_element(&event) {
        event.prevent_default();
        // Where the pointer cannot be captured it is followed as long as it stays on the line.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

fn on_pointer_move(props: &SplitterProps) -> Callback<PointerEvent> {
    let (start, lying, behind) = (props.start, props.lying, props.behind);
    let on_resize = props.on_resize.clone();
    Callback::from(move |event: PointerEvent| {
        let Some(element) = own_element(&event) else {
            return;
        };
        if !element.has_pointer_capture(event.pointer_id()) {
            return;
        }
        let Some(parent) = element.parent_element() else {
            return;
        };
        let frame = parent.get_bounding_client_rect();
        let share = match lying {
            false => (f64::from(event.client_x()) - frame.left()) / frame.width(),
            true => (f64::from(event.client_y()) - frame.top()) / frame.height(),
        };
        let share = share * 100.0;
        on_resize.emit(if behind { 100.0 - share } else { share - start });
    })
}

fn on_key(props: &SplitterProps) -> Callback<KeyboardEvent> {
    let (value, (smallest, largest)) = (props.value, props.range);
    let (lying, behind) = (props.lying, props.behind);
    let on_resize = props.on_resize.clone();
    Callback::from(move |event: KeyboardEvent| {
        let step = if behind { -STEP } else { STEP };
        let share = match (event.key().as_str(), lying) {
            ("ArrowLeft", false) | ("ArrowUp", true) => value - step,
            ("ArrowRight", false) | ("ArrowDown", true) => value + step,
            ("Home", _) => smallest,
            ("End", _) => largest,
            _ => return,
        };
        event.prevent_default();
        on_resize.emit(share);
    })
}

fn own_element(event: &PointerEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

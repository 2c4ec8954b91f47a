//! A menu button: <https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/>.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

use crate::ui::dispatch::use_language;
use crate::ui::dom::{Rove, rove};
use crate::ui::texts::texts;

use super::icon::{Icon, Picture};

/// An item of a menu.
#[derive(Clone, PartialEq)]
pub(crate) struct MenuItem {
    /// Its words.
    pub(crate) label: AttrValue,
    /// What it is about, in smaller letters.
    pub(crate) detail: Option<AttrValue>,
    /// Whether it is the present choice.
    pub(crate) checked: bool,
    /// What it does.
    pub(crate) on_choose: Callback<()>,
}

#[derive(PartialEq, Properties)]
pub(crate) struct MenuProps {
    pub(crate) label: AttrValue,
    pub(crate) items: Vec<MenuItem>,
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    #[prop_or(true)]
    pub(crate) words: bool,
    #[prop_or_default]
    pub(crate) title: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) disabled: bool,
    #[prop_or_default]
    pub(crate) class: Classes,
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// A button that opens a menu. Arrows walk, Home and End jump, a letter finds, Escape closes.
#[component]
pub(crate) fn MenuButton(props: &MenuProps) -> Html {
    use_language();
    let open = use_state(|| false);
    let root = use_node_ref();
    use_focus_inside(&root, *open);
    let onclick = {
        let open = open.clone();
        move |_| open.set(!*open)
    };
    let onkeydown = {
        let (open, root) = (open.clone(), root.clone());
        move |event: KeyboardEvent| on_key(&event, &open, &root)
    };
    let onfocusout = {
        let (open, root) = (open.clone(), root.clone());
        move |event: FocusEvent| {
            if !has_focus_gone_inside(&event, &root) {
                open.set(false);
            }
        }
    };
    html! {
        <div class={classes!("menu", props.class.clone())} ref={root.clone()} {onkeydown} {onfocusout} data-testid={props.testid.clone()}>
            <button
                type="button"
                class={classes!("button", "button-quiet", "menu-button", (!props.words).then_some("button-bare"))}
                aria-haspopup="menu"
                aria-expanded={open.to_string()}
                aria-label={(!props.words).then(|| props.label.clone())}
                title={props.title.clone().or_else(|| (!props.words).then(|| props.label.clone()))}
                disabled={props.disabled}
                {onclick}
            >
                if let Some(icon) = props.icon { <Picture {icon} /> }
                if props.words {
                    <span class="button-words">{ props.label.clone() }</span>
                    <Picture icon={Icon::ChevronDown} />
                }
            </button>
            if *open {
                <ul class="menu-list" role="menu" aria-label={props.label.clone()}>
                    { for props.items.iter().map(|item| shown(item, &open, &root)) }
                </ul>
            }
        </div>
    }
}

fn shown(item: &MenuItem, open: &UseStateHandle<bool>, root: &NodeRef) -> Html {
    let (choose, open, root) = (item.on_choose.clone(), open.clone(), root.clone());
    let onclick = move |_| {
        open.set(false);
        focus_button(&root);
        choose.emit(());
    };
    html! {
        <li role="none">
            <button type="button" role="menuitem" tabindex="-1" class={classes!("menu-item", item.checked.then_some("is-chosen"))} {onclick}>
                <span class="menu-check" aria-hidden="true">{ if item.checked { "✓" } else { "" } }</span>
                <span class="menu-words">
                    { item.label.clone() }
                    if item.checked { <span class="sr-only">{ texts().parts.chosen }</span> }
                    if let Some(detail) = &item.detail { <small>{ detail.clone() }</small> }
                </span>
            </button>
        </li>
    }
}

#[hook]
fn use_focus_inside(root: &NodeRef, open: bool) {
    let root = root.clone();
    use_effect_with(open, move |open| {
        if *open && let Some(element) = root.cast::<Element>() {
            rove(&element, "[role=menuitem]", Rove::First);
        }
    });
}

fn on_key(event: &KeyboardEvent, open: &UseStateHandle<bool>, root: &NodeRef) {
    let key = event.key();
    if !**open {
        if matches!(key.as_str(), "ArrowDown" | "ArrowUp") {
            event.prevent_default();
            event.stop_propagation();
            open.set(true);
        }
        return;
    }
    match (key.as_str(), Rove::vertical(&key), root.cast::<Element>()) {
        ("Escape", ..) => {
            open.set(false);
            focus_button(root);
        }
        ("Tab", ..) => open.set(false),
        (_, Some(step), Some(element)) => {
            event.prevent_default();
            // A list around the menu walks by the same keys.
            event.stop_propagation();
            rove(&element, "[role=menuitem]", step);
        }
        (letter, _, Some(element)) if letter.chars().count() == 1 => find(&element, letter),
        _ => {}
    }
}

fn find(root: &Element, letter: &str) {
    let Ok(list) = root.query_selector_all("[role=menuitem] .menu-words") else {
        return;
    };
    let words = (0..list.length()).filter_map(|index| list.item(index));
    let begins = |node: &Node| {
        let text = node.text_content().unwrap_or_default().to_lowercase();
        text.starts_with(&letter.to_lowercase())
    };
    let item = words
        .into_iter()
        .find(begins)
        .and_then(|node| node.parent_element());
    if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        let _ = item.focus();
    }
}

fn focus_button(root: &NodeRef) {
    let button = root
        .cast::<Element>()
        .and_then(|root| root.query_selector("button").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

fn has_focus_gone_inside(event: &FocusEvent, root: &NodeRef) -> bool {
    let target = event
        .related_target()
        .and_then(|target| target.dyn_into::<Node>().ok());
    root.cast::<Node>()
        .is_some_and(|root| root.contains(target.as_ref()))
}

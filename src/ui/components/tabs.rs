//! Tabs with automatic activation: <https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>.

use web_sys::Element;
use yew::prelude::*;

use crate::ui::dom::{Rove, rove};

use super::icon::{Icon, Picture};

/// A tab.
#[derive(Clone, PartialEq)]
pub(crate) struct Tab {
    /// Told to `on_select`; `tab-<id>` is the element's id.
    pub(crate) id: AttrValue,
    /// Its words.
    pub(crate) label: AttrValue,
    /// A longer name for who rests on it.
    pub(crate) title: Option<AttrValue>,
    /// A picture.
    pub(crate) icon: Option<Icon>,
    /// A mark after the words, with what it means.
    pub(crate) mark: Option<Html>,
    /// Id of the panel.
    pub(crate) panel: AttrValue,
    /// Name for the browser tests.
    pub(crate) testid: Option<AttrValue>,
}

#[derive(PartialEq, Properties)]
pub(crate) struct TabsProps {
    pub(crate) label: AttrValue,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) selected: AttrValue,
    pub(crate) on_select: Callback<AttrValue>,
    /// Delete on a tab, where tabs can be closed.
    #[prop_or_default]
    pub(crate) on_close: Option<Callback<AttrValue>>,
    #[prop_or_default]
    pub(crate) class: Classes,
}

/// A row of tabs.
#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let list = use_node_ref();
    let onkeydown = {
        let list = list.clone();
        move |event: KeyboardEvent| {
            let step = Rove::horizontal(&event.key());
            if let (Some(step), Some(list)) = (step, list.cast::<Element>()) {
                event.prevent_default();
                rove(&list, "[role=tab]", step);
            }
        }
    };
    html! {
        <div class={classes!("tabs", props.class.clone())} role="tablist" aria-label={props.label.clone()} ref={list} {onkeydown}>
            { for props.tabs.iter().map(|tab| shown(tab, props)) }
        </div>
    }
}

fn shown(tab: &Tab, props: &TabsProps) -> Html {
    let selected = tab.id == props.selected;
    let id = tab.id.clone();
    let onclick = props.on_select.reform(move |_| id.clone());
    let onkeydown = props.on_close.clone().map(|close| {
        let id = tab.id.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Delete" {
                close.emit(id.clone());
            }
        })
    });
    let on_select = props.on_select.clone();
    let id = tab.id.clone();
    let onfocus = move |_| {
        if !selected {
            on_select.emit(id.clone());
        }
    };
    html! {
        <button
            key={tab.id.to_string()}
            type="button"
            role="tab"
            class="tab"
            id={format!("tab-{}", tab.id)}
            aria-selected={selected.to_string()}
            aria-controls={tab.panel.clone()}
            tabindex={if selected { "0" } else { "-1" }}
            title={tab.title.clone()}
            data-testid={tab.testid.clone()}
            {onclick}
            {onkeydown}
            {onfocus}
        >
            if let Some(icon) = tab.icon { <Picture {icon} /> }
            <span>{ tab.label.clone() }</span>
            { tab.mark.clone() }
        </button>
    }
}

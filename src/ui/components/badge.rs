//! A small word or number in a frame.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct BadgeProps {
    pub(crate) children: Html,
    #[prop_or_default]
    pub(crate) class: Classes,
    #[prop_or_default]
    pub(crate) title: Option<AttrValue>,
}

/// A small word or number in a frame.
#[component]
pub(crate) fn Badge(props: &BadgeProps) -> Html {
    html! {
        <span class={classes!("badge", props.class.clone())} title={props.title.clone()}>
            { props.children.clone() }
        </span>
    }
}

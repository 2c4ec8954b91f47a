//! What stands where nothing is yet: why, and the next step.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct EmptyProps {
    pub(crate) text: AttrValue,
    /// A button that leads on.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// What stands where nothing is yet.
#[component]
pub(crate) fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty">
            <p>{ props.text.clone() }</p>
            { props.children.clone() }
        </div>
    }
}

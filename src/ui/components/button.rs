//! Buttons.

use yew::prelude::*;

use super::icon::{Icon, Picture};

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Like the text around it.
    #[default]
    Quiet,
    /// With a border.
    Plain,
    /// In the accent: what to do next.
    Accent,
    /// What destroys.
    Danger,
}

#[derive(PartialEq, Properties)]
pub(crate) struct ButtonProps {
    /// The words on it; its name for a screen reader also when only the icon is shown.
    pub(crate) label: AttrValue,
    pub(crate) on_press: Callback<MouseEvent>,
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    /// Whether the words are shown.
    #[prop_or(true)]
    pub(crate) words: bool,
    #[prop_or_default]
    pub(crate) tone: Tone,
    /// What to say when the pointer rests on it.
    #[prop_or_default]
    pub(crate) title: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// Whether it is pressed in, for a button that stays so.
    #[prop_or_default]
    pub(crate) pressed: Option<bool>,
    #[prop_or_default]
    pub(crate) class: Classes,
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// A button. One that is disabled keeps the keyboard focus, so that nobody is thrown off it by
/// the command that they started.
#[component]
pub(crate) fn Button(props: &ButtonProps) -> Html {
    let tone = match props.tone {
        Tone::Quiet => "button-quiet",
        Tone::Plain => "button-plain",
        Tone::Accent => "button-accent",
        Tone::Danger => "button-danger",
    };
    let bare = (!props.words).then_some("button-bare");
    let title = props
        .title
        .clone()
        .or_else(|| (!props.words).then(|| props.label.clone()));
    let press = props.on_press.clone();
    let enabled = !props.disabled;
    let onclick = move |event: MouseEvent| {
        if enabled {
            press.emit(event);
        }
    };
    html! {
        <button
            type="button"
            class={classes!("button", tone, bare, props.class.clone())}
            {onclick}
            {title}
            aria-label={(!props.words).then(|| props.label.clone())}
            aria-disabled={props.disabled.then_some("true")}
            aria-pressed={props.pressed.map(|pressed| pressed.to_string())}
            data-testid={props.testid.clone()}
        >
            if let Some(icon) = props.icon {
                <Picture {icon} />
            }
            if props.words {
                <span class="button-words">{ props.label.clone() }</span>
            }
        </button>
    }
}

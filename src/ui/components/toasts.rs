//! Short messages that float and go by themselves.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::ui::dispatch::use_language;
use crate::ui::texts::texts;

use super::button::{Button, Tone};
use super::icon::Icon;

/// How long a message stays, in milliseconds.
const TIME: u32 = 8000;
/// How long one stays that brings something back: time to notice what is gone.
const UNDO_TIME: u32 = 20_000;

#[derive(PartialEq, Properties)]
pub(crate) struct ToastsProps {
    /// Messages with what tells each from others, and whether it can bring back what it says is gone.
    pub(crate) messages: Vec<(u32, AttrValue, bool)>,
    pub(crate) on_undo: Callback<u32>,
    pub(crate) on_gone: Callback<u32>,
}

/// Short messages that float and go by themselves.
#[component]
pub(crate) fn Toasts(props: &ToastsProps) -> Html {
    html! {
        <div class="toasts" role="status" aria-live="polite">
            { for props.messages.iter().map(|(id, text, undo)| {
                let id = *id;
                let on_undo = undo.then(|| props.on_undo.reform(move |()| id));
                html! { <ToastView key={id} text={text.clone()} {on_undo} on_gone={props.on_gone.reform(move |()| id)} /> }
            }) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ToastProps {
    text: AttrValue,
    on_undo: Option<Callback<()>>,
    on_gone: Callback<()>,
}

#[component]
fn ToastView(props: &ToastProps) -> Html {
    use_language();
    let gone = props.on_gone.clone();
    let time = if props.on_undo.is_some() {
        UNDO_TIME
    } else {
        TIME
    };
    use_effect_with((), move |()| {
        let timer = Timeout::new(time, move || gone.emit(()));
        move || drop(timer)
    });
    html! {
        <div class="toast">
            <span>{ props.text.clone() }</span>
            if let Some(undo) = &props.on_undo {
                <Button label={texts().toolbar.undo} tone={Tone::Plain} testid="toast-undo" on_press={undo.reform(|_| ())} />
            }
            <Button label={texts().parts.close} icon={Icon::Close} words=false on_press={props.on_gone.reform(|_| ())} />
        </div>
    }
}

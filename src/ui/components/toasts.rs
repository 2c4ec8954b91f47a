//! Short messages that float and go by themselves.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::ui::dispatch::use_language;
use crate::ui::texts::texts;

use super::button::Button;
use super::icon::Icon;

/// How long a message stays, in milliseconds.
const TIME: u32 = 8000;

#[derive(PartialEq, Properties)]
pub(crate) struct ToastsProps {
    /// Messages with what tells each from others.
    pub(crate) messages: Vec<(u32, AttrValue)>,
    pub(crate) on_gone: Callback<u32>,
}

/// Short messages that float and go by themselves.
#[component]
pub(crate) fn Toasts(props: &ToastsProps) -> Html {
    html! {
        <div class="toasts" role="status" aria-live="polite">
            { for props.messages.iter().map(|(id, text)| {
                let id = *id;
                html! { <ToastView key={id} text={text.clone()} on_gone={props.on_gone.reform(move |()| id)} /> }
            }) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ToastProps {
    text: AttrValue,
    on_gone: Callback<()>,
}

#[component]
fn ToastView(props: &ToastProps) -> Html {
    use_language();
    let gone = props.on_gone.clone();
    use_effect_with((), move |()| {
        let timer = Timeout::new(TIME, move || gone.emit(()));
        move || drop(timer)
    });
    html! {
        <div class="toast">
            <span>{ props.text.clone() }</span>
            <Button label={texts().parts.close} icon={Icon::Close} words=false on_press={props.on_gone.reform(|_| ())} />
        </div>
    }
}

//! Dialogs, by the browser's own element: it keeps the focus inside, closes on Escape and gives the
//! focus back.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::ui::dispatch::use_language;
use crate::ui::texts::texts;

use super::button::Button;
use super::icon::Icon;

#[derive(PartialEq, Properties)]
pub(crate) struct DialogProps {
    pub(crate) title: AttrValue,
    pub(crate) on_close: Callback<()>,
    pub(crate) children: Html,
    #[prop_or_default]
    pub(crate) class: Classes,
}

/// A modal dialog, open as long as it is rendered.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    use_language();
    let element = use_node_ref();
    use_effect_with(element.clone(), |element| {
        let dialog = element.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            // It fails only on a dialog that is open already.
            let _ = dialog.show_modal();
        }
        move || dialog.iter().for_each(HtmlDialogElement::close)
    });
    // The browser closes it at once, which may be a while before it is no longer rendered: a key
    // pressed until then is the page's.
    let oncancel = props.on_close.reform(|_: Event| ());
    html! {
        <dialog ref={element} class={classes!("dialog", props.class.clone())} {oncancel} aria-labelledby="dialog-title">
            <div class="dialog-head">
                <h2 id="dialog-title">{ props.title.clone() }</h2>
                <Button label={texts().parts.close} icon={Icon::Close} words=false on_press={props.on_close.reform(|_| ())} />
            </div>
            { props.children.clone() }
        </dialog>
    }
}

//! The page: views of the engine in Yew. It knows the protocol and no engine type.

pub mod editor;
pub mod engine;
pub mod storage;

use yew::{Html, component, html};

/// Puts the page into the document.
pub fn mount() {
    let element = gloo::utils::document().get_element_by_id("app");
    if let Some(element) = element {
        yew::Renderer::<App>::with_root(element).render();
    }
}

#[component]
fn App() -> Html {
    let message = yew::use_state(|| "Starting the sandbox…".to_owned());
    let shown = message.clone();
    yew::use_effect_with((), move |()| {
        wasm_bindgen_futures::spawn_local(async move {
            let opened = engine::EngineHandle::connect().open_saved().await;
            shown.set(format!("{opened:?}"));
        });
    });
    html! { <main data-testid="app">{ (*message).clone() }</main> }
}

//! The page as a whole: the reducer, the effects, and the four pieces.

use wasm_bindgen::prelude::wasm_bindgen;
use yew::prelude::*;

use super::components::toasts::Toasts;
use super::dispatch::Dispatch;
use super::hooks::engine::use_engine;
use super::hooks::memory::use_memory;
use super::hooks::preferences::{self, use_preferences};
use super::hooks::shortcuts::use_shortcuts;
use super::hooks::timers::use_timers;
use super::hooks::turns::use_turns;
use super::hooks::window::{self, use_window};
use super::panels::dialogs::Dialogs;
use super::panels::insight::Insights;
use super::panels::insight::advice::AdviceTimer;
use super::panels::moments::MomentsStrip;
use super::panels::toolbar::Toolbar;
use super::panels::workbench::{PANELS, Workbench};
use super::state::{Action, EngineStatus, State};
use super::texts;

/// Shows the page in the element with the id `app`. The page's first script (`www/js/boot.js`) calls it
/// when what the page says is there, which in other languages than English is in its second part.
#[wasm_bindgen(js_name = showPage)]
pub fn mount() {
    if let Some(element) = gloo::utils::document().get_element_by_id("app") {
        yew::Renderer::<App>::with_root(element).render();
    }
}

#[component]
fn App() -> Html {
    let state = use_reducer(first_state);
    let dispatch = use_memo((), |()| Dispatch::new(&state));
    use_preferences(&state);
    use_window(&dispatch);
    use_shortcuts(&dispatch);
    use_timers(&state, &dispatch);
    use_memory(&state, &dispatch);
    use_engine(&state, &dispatch);

    texts::speak(state.language());
    let speaking = dispatch.in_language(state.language());
    let open = state.engine == EngineStatus::Ready;
    let turn = use_turns(open, PANELS);
    let ready = open && turn == PANELS;
    let messages = state
        .toasts
        .iter()
        .map(|toast| (toast.id, toast.text.clone().into(), toast.lost.is_some()));
    html! {
        <ContextProvider<Dispatch> context={speaking}>
            <div class="app" data-testid="app" data-ready={ready.then_some("")} data-piece={state.piece.id()}>
                <Toolbar state={state.for_toolbar()} />
                <MomentsStrip moments={state.moments.clone()} shown={state.view.looked_at.map(|(_, moment)| moment)} />
                <Workbench state={state.for_panels()} {turn} />
                // What is not open is not rendered: it is in the page's second part.
                if state.insight.is_some() { <Insights insight={state.insight.clone()} steps={state.view.timeline.clone()} idle={state.idle()} /> }
                if state.may_be_advised() { <AdviceTimer due={state.advice_due()} free={state.can_be_advised()} /> }
                if state.dialog.is_some() { <Dialogs state={(*state).clone()} /> }
                <Toasts messages={messages.collect::<Vec<_>>()} on_undo={dispatch.on(Action::LostWanted)} on_gone={dispatch.on(Action::ToastGone)} />
            </div>
        </ContextProvider<Dispatch>>
    }
}

fn first_state() -> State {
    let mut state = State::new(preferences::load());
    state.layout = window::layout();
    state.system_dark = window::system_dark();
    state.first_language = window::language();
    texts::speak(state.language());
    state
}

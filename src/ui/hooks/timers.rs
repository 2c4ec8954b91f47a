//! What happens after a moment without another event.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::ui::dispatch::Dispatch;
use crate::ui::state::{Action, State};

/// How long no key must be pressed before an edit goes to the engine, in milliseconds.
const TYPING_PAUSE: u32 = 250;
/// How long what is gone stays on screen, in milliseconds.
const GHOST_TIME: u32 = 2400;
/// How long each step is shown when they are shown one after the other, in milliseconds: time to see
/// what moved.
const STEP_TIME: u32 = 1600;

/// Sends edits when typing pauses, lets rows that are gone go, and shows the next step.
#[hook]
pub(crate) fn use_timers(state: &State, dispatch: &Dispatch) {
    let edits = (state.files.clone(), dispatch.clone());
    use_effect_with(edits, |(files, dispatch)| {
        let timer = files
            .has_drafts()
            .then(|| after(TYPING_PAUSE, dispatch, Action::EditsDue));
        move || drop(timer)
    });
    let shown = (state.changes.generation, dispatch.clone());
    use_effect_with(shown, |(generation, dispatch)| {
        let timer = after(GHOST_TIME, dispatch, Action::GhostsFaded(*generation));
        move || drop(timer)
    });
    let arrived = state.playing && state.heading.is_none();
    let play = (arrived, state.view.present, dispatch.clone());
    use_effect_with(play, |(arrived, _, dispatch)| {
        let timer = arrived.then(|| after(STEP_TIME, dispatch, Action::PlayDue));
        move || drop(timer)
    });
}

/// Waits and sends an action, unless what is returned is dropped before.
fn after(milliseconds: u32, dispatch: &Dispatch, action: Action) -> Timeout {
    let dispatch = dispatch.clone();
    Timeout::new(milliseconds, move || dispatch.send(action))
}

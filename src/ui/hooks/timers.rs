//! What happens after a moment without another event.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::ui::dispatch::Dispatch;
use crate::ui::state::{Action, State};

/// How long no key must be pressed before an edit goes to the engine, in milliseconds.
const TYPING_PAUSE: u32 = 250;
/// How long what is gone stays on screen, in milliseconds.
const GHOST_TIME: u32 = 2400;

/// Sends edits when typing pauses, and lets rows that are gone go.
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
}

/// Waits and sends an action, unless what is returned is dropped before.
fn after(milliseconds: u32, dispatch: &Dispatch, action: Action) -> Timeout {
    let dispatch = dispatch.clone();
    Timeout::new(milliseconds, move || dispatch.send(action))
}

//! Turns: the panels take up the project that opens one after the other.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Returns how many panels of `panels` may show the project: none until it is `open`, then one more in
/// each task of the browser's, and all of them from then on. All panels at once would keep a phone from
/// painting and answering for as long as the rest of the start.
#[hook]
pub(crate) fn use_turns(open: bool, panels: u8) -> u8 {
    let shown = use_state(|| 0);
    let next = shown.clone();
    use_effect_with((open, *shown), move |&(open, count)| {
        let turn = (open && count < panels).then(|| Timeout::new(0, move || next.set(count + 1)));
        move || drop(turn)
    });
    *shown
}

//! What to beware of in migrations, told before they run: in the editor, among the problems, and where
//! the migration is shown.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::protocol::{Advice, AdviceNote, DiagnosticView, Severity};
use crate::ui::dispatch::{use_dispatch, use_language};
use crate::ui::state::Action;
use crate::ui::state::insight::{AdviceAsked, InsightAction};
use crate::ui::texts::later;

/// How long nothing must change before the engine tries the migrations, in milliseconds: who goes along
/// the timeline or types does not wait for it.
const PAUSE: u32 = 400;

#[derive(PartialEq, Properties)]
pub(crate) struct AdviceTimerProps {
    /// What is not known.
    pub(crate) due: Option<AdviceAsked>,
    /// Whether the engine has nothing else to do.
    pub(crate) free: bool,
}

/// Asks the engine what to beware of when nothing has changed for a moment. Shows nothing.
#[component]
pub(crate) fn AdviceTimer(props: &AdviceTimerProps) -> Html {
    let dispatch = use_dispatch();
    let due = props.due.clone().filter(|_| props.free);
    use_effect_with(due, move |due| {
        let timer = due.as_ref().map(|_| {
            Timeout::new(PAUSE, move || {
                dispatch.send(Action::Insight(InsightAction::AdviceDue));
            })
        });
        move || drop(timer)
    });
    html! {}
}

#[derive(PartialEq, Properties)]
pub(crate) struct AdviceListProps {
    pub(crate) notes: Vec<AdviceNote>,
}

/// What to beware of in a migration.
#[component]
pub(crate) fn AdviceList(props: &AdviceListProps) -> Html {
    use_language();
    html! {
        <ul class="advice" aria-label={later().microscope.beware}>{ for props.notes.iter().map(|note| item(&note.advice)) }</ul>
    }
}

/// The notes as the editor and the list of problems show them.
pub(crate) fn as_problems(notes: &[AdviceNote]) -> Vec<DiagnosticView> {
    let shown = |note: &AdviceNote| {
        let [message, hint] = (later().advice)(&note.advice);
        DiagnosticView {
            path: note.path.clone(),
            start: note.start,
            end: note.end,
            line: note.line,
            column: note.column,
            severity: note.advice.severity,
            message,
            hint: Some(hint),
        }
    };
    notes.iter().map(shown).collect()
}

pub(super) fn item(advice: &Advice) -> Html {
    let class = match advice.severity {
        Severity::Error => "is-error",
        Severity::Warning => "is-warning",
    };
    let [reason, remedy] = (later().advice)(advice);
    html! {
        <li class={classes!("advice-item", class)} data-testid={format!("advice:{}", advice.id)}>
            <p class="advice-reason">{ reason }</p>
            <p>{ remedy }</p>
        </li>
    }
}

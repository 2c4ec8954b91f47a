//! Problems in files, and what to beware of in migrations, as a list that leads to them.

use yew::prelude::*;

use crate::protocol::{DiagnosticView, Severity};
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::dispatch::use_dispatch;
use crate::ui::panels::explanation::ExplanationView;
use crate::ui::state::Action;
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct ProblemsProps {
    pub(crate) diagnostics: Vec<DiagnosticView>,
    /// Whether a command can be given.
    pub(crate) idle: bool,
}

/// Problems in files, as a list that leads to them.
#[component]
pub(crate) fn Problems(props: &ProblemsProps) -> Html {
    let dispatch = use_dispatch();
    if props.diagnostics.is_empty() {
        return html! {};
    }
    let is_error = |problem: &DiagnosticView| problem.severity == Severity::Error;
    let mild = !props.diagnostics.iter().any(is_error);
    html! {
        <ul class={classes!("problems", mild.then_some("is-mild"))} aria-label={texts().files.problems} tabindex="0">
            { for props.diagnostics.iter().enumerate().map(|(index, problem)| {
                let onclick = dispatch.always(Action::DiagnosticChosen(index));
                html! {
                    <li key={index}>
                        { shown(problem, onclick) }
                        <ExplanationView text={problem.message.clone()} idle={props.idle} />
                    </li>
                }
            }) }
        </ul>
    }
}

fn shown(problem: &DiagnosticView, onclick: Callback<MouseEvent>) -> Html {
    let mark = match problem.severity {
        Severity::Error => Mark::Error,
        Severity::Warning => Mark::Changed,
    };
    html! {
        <button type="button" class="problem" {onclick}>
            <MarkSign {mark} />
            <span class="problem-text">
                { problem.message.clone() }
                if let Some(hint) = &problem.hint { <small>{ hint.clone() }</small> }
            </span>
            <span class="problem-place">{ format!("{}:{}", problem.path, problem.line) }</span>
        </button>
    }
}

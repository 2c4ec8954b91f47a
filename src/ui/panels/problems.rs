//! Problems in files, and what to beware of in migrations, as a list that leads to them.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{DiagnosticView, Severity, View};
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::dispatch::use_dispatch;
use crate::ui::panels::explanation::ExplanationView;
use crate::ui::state::Action;
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct ProblemsProps {
    pub(crate) diagnostics: Vec<DiagnosticView>,
    /// What there is, the files among it.
    pub(crate) view: Rc<View>,
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
                        <ExplanationView text={whole(problem, &props.view)} view={props.view.clone()} idle={props.idle} />
                    </li>
                }
            }) }
        </ul>
    }
}

/// What a command would print of a problem: where it is, and what helps.
fn whole(problem: &DiagnosticView, view: &View) -> String {
    let file = view.files.iter().find(|file| file.path == problem.path);
    let text = file.map_or("", |file| &file.text);
    let line = text.lines().nth(problem.line.saturating_sub(1) as usize);
    let [line, hint] = [line, problem.hint.as_deref()].map(Option::unwrap_or_default);
    format!("{line}\n{}\n{hint}", problem.message)
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

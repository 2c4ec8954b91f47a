//! What stands between the pieces: how far one is ahead of the next, and the command that catches up.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{OperationView, View};
use crate::ui::components::icon::{Icon, Picture};
use crate::ui::components::mark::{Mark, MarkSign, OperationSign};
use crate::ui::dispatch::use_dispatch;
use crate::ui::state::{Action, EngineStatus, error_count};

/// How many changes are spelled out; the rest is counted.
const SPELLED: usize = 3;

#[derive(PartialEq, Properties)]
pub(crate) struct StripProps {
    pub(crate) view: Rc<View>,
    pub(crate) engine: EngineStatus,
    pub(crate) idle: bool,
}

/// Between models.py and the migrations.
#[component]
pub(crate) fn ModelsStrip(props: &StripProps) -> Html {
    let dispatch = use_dispatch();
    let view = &props.view;
    if let Some(waiting) = waiting(&props.engine) {
        return waiting;
    }
    let Some(pending) = &view.pending else {
        return html! { <Unreadable errors={error_count(view)} on_show={dispatch.always(Action::DiagnosticChosen(0))} /> };
    };
    let changes = &pending.model_changes;
    if changes.is_empty() {
        return agreed("The migrations say what models.py says");
    }
    let text = format!("models.py is ahead by {}", count(changes.len(), "change"));
    html! {
        <div class="strip is-ahead">
            <div class="strip-text">
                <p>{ text }</p>
                { operations(changes) }
            </div>
            <StripButton label="makemigrations" enabled={props.idle} on_press={dispatch.run("python manage.py makemigrations")} />
        </div>
    }
}

/// Between the migrations and the database.
#[component]
pub(crate) fn MigrationsStrip(props: &StripProps) -> Html {
    let dispatch = use_dispatch();
    if let Some(waiting) = waiting(&props.engine) {
        return waiting;
    }
    let Some(pending) = &props.view.pending else {
        return html! { <div class="strip is-quiet"><p>{ "Known again when models.py can be read" }</p></div> };
    };
    let unapplied = &pending.unapplied;
    if unapplied.is_empty() {
        return agreed("Every migration is applied");
    }
    let own = unapplied
        .iter()
        .filter(|(app, _)| is_own(&props.view, app))
        .count();
    let contrib = unapplied.len() - own;
    let text = match (own, contrib) {
        (own, 0) => format!("{} to apply", count(own, "migration")),
        (0, contrib) => format!(
            "{} of Django's own apps to apply",
            count(contrib, "migration")
        ),
        (own, contrib) => {
            format!(
                "{} to apply, and {contrib} of Django's own apps",
                count(own, "migration")
            )
        }
    };
    html! {
        <div class="strip is-ahead">
            <div class="strip-text"><p>{ text }</p></div>
            <StripButton label="migrate" enabled={props.idle} on_press={dispatch.run("python manage.py migrate")} />
        </div>
    }
}

fn waiting(engine: &EngineStatus) -> Option<Html> {
    match engine {
        EngineStatus::Ready => None,
        EngineStatus::Starting => {
            Some(html! { <div class="strip is-quiet"><p>{ "Starting…" }</p></div> })
        }
        EngineStatus::Failed(reason) => Some(html! {
            <div class="strip is-failed" role="alert">
                <p><MarkSign mark={Mark::Error} />{ format!("The sandbox could not start: {reason}") }</p>
            </div>
        }),
    }
}

fn agreed(text: &'static str) -> Html {
    html! { <div class="strip is-quiet"><p><MarkSign mark={Mark::Agreed} />{ text }</p></div> }
}

fn operations(changes: &[(String, OperationView)]) -> Html {
    let more = changes.len().saturating_sub(SPELLED);
    html! {
        <ul class="strip-operations">
            { for changes.iter().take(SPELLED).map(|(app, operation)| html! {
                <li>
                    <OperationSign symbol={operation.symbol.clone()} />
                    { operation.description.clone() }
                    <span class="dim">{ format!(" in {app}") }</span>
                </li>
            }) }
            if more > 0 { <li class="dim">{ format!("and {more} more") }</li> }
        </ul>
    }
}

fn is_own(view: &View, label: &str) -> bool {
    view.apps
        .iter()
        .any(|app| !app.contrib && app.label == label)
}

fn count(number: usize, word: &str) -> String {
    match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    }
}

#[derive(PartialEq, Properties)]
struct UnreadableProps {
    errors: usize,
    on_show: Callback<MouseEvent>,
}

#[component]
fn Unreadable(props: &UnreadableProps) -> Html {
    html! {
        <div class="strip is-failed">
            <p><MarkSign mark={Mark::Error} />{ "models.py cannot be read" }</p>
            if props.errors > 0 {
                <button type="button" class="strip-button" onclick={props.on_show.clone()}>{ "Show where" }</button>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct StripButtonProps {
    label: AttrValue,
    enabled: bool,
    on_press: Callback<MouseEvent>,
}

/// A button whose end points to the next piece.
#[component]
fn StripButton(props: &StripButtonProps) -> Html {
    let (enabled, press) = (props.enabled, props.on_press.clone());
    let onclick = move |event| {
        if enabled {
            press.emit(event);
        }
    };
    html! {
        <button type="button" class="strip-button" aria-disabled={(!enabled).then_some("true")} {onclick}>
            <span>{ props.label.clone() }</span>
            <Picture icon={Icon::ArrowRight} />
        </button>
    }
}

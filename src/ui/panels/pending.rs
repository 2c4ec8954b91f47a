//! What stands between the pieces: how far one is ahead of the next, and the command that catches up.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{AppliedMigrationView, MigrationView, OperationView, View};
use crate::ui::components::icon::{Icon, Picture};
use crate::ui::components::mark::{Mark, MarkSign, OperationSign};
use crate::ui::dispatch::{Dispatch, use_dispatch, use_language};
use crate::ui::state::{
    Action, EngineStatus, conflicts, first_error, inconsistency, migrations, orphans,
};
use crate::ui::texts::texts;

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
    match &props.engine {
        EngineStatus::Ready => {}
        EngineStatus::Starting => return quiet(texts().strips.starting),
        EngineStatus::Failed(reason) => {
            return html! { <NotStarted reason={reason.clone()} on_retry={dispatch.always(Action::Started)} /> };
        }
    }
    let Some(pending) = &view.pending else {
        return unreadable(view, &dispatch);
    };
    let changes = &pending.model_changes;
    if changes.is_empty() {
        return agreed(texts().strips.models_agree);
    }
    let text = texts().strips.models_ahead.of(changes.len() as u64);
    // Django writes nothing else until there is one leaf again.
    let command = match conflicts(view).is_empty() {
        true => "makemigrations",
        false => "makemigrations --merge",
    };
    html! {
        <div class="strip is-ahead">
            <div class="strip-text">
                <p>{ text }</p>
                { operations(changes) }
            </div>
            <StripButton label={command} enabled={props.idle} on_press={dispatch.run(format!("python manage.py {command}"))} />
        </div>
    }
}

/// Between the migrations and the database.
#[component]
pub(crate) fn MigrationsStrip(props: &StripProps) -> Html {
    let dispatch = use_dispatch();
    if props.engine != EngineStatus::Ready {
        return quiet(texts().strips.starting);
    }
    let Some(pending) = &props.view.pending else {
        let words = &texts().strips;
        return quiet(
            match props.view.apps.iter().any(|app| app.error.is_none()) {
                true => words.unknown_until_followed,
                false => words.unknown,
            },
        );
    };
    if let Some((app, leaves)) = conflicts(&props.view).first() {
        let number = leaves.len();
        let values = [&*number.to_string(), app, &leaves.join(", ")];
        let text = texts().strips.conflict.with(number as u64, values);
        return html! {
            <div class="strip is-failed">
                <p><MarkSign mark={Mark::Error} />{ text }</p>
                <StripButton label="makemigrations --merge" enabled={props.idle} on_press={dispatch.run("python manage.py makemigrations --merge")} />
            </div>
        };
    }
    if let Some((child, parent)) = inconsistency(&props.view) {
        let named = |migration: &MigrationView| format!("{}.{}", migration.app, migration.name);
        let text = texts()
            .strips
            .inconsistent
            .with([&*named(child), &*named(parent)]);
        return html! {
            <div class="strip is-failed"><p><MarkSign mark={Mark::Error} />{ text }</p></div>
        };
    }
    let unapplied = &pending.unapplied;
    if let (true, Some(orphan)) = (unapplied.is_empty(), orphans(&props.view).first()) {
        return without_file(props, orphan, &dispatch);
    }
    if unapplied.is_empty() {
        return agreed(match migrations(&props.view).next() {
            Some(_) => texts().strips.all_applied,
            None => texts().strips.none_to_apply,
        });
    }
    let own = unapplied
        .iter()
        .filter(|(app, _)| is_own(&props.view, app))
        .count();
    let contrib = unapplied.len() - own;
    let words = &texts().strips;
    let text = match (own as u64, contrib as u64) {
        (own, 0) => words.to_apply.of(own),
        (0, contrib) => words.django_to_apply.of(contrib),
        (own, contrib) => {
            let values = [&*own.to_string(), &contrib.to_string()];
            words.both_to_apply.with(own, values)
        }
    };
    html! {
        <div class="strip is-ahead">
            <div class="strip-text"><p>{ text }</p></div>
            <StripButton label="migrate" enabled={props.idle} on_press={dispatch.run("python manage.py migrate")} />
        </div>
    }
}

/// A migration is applied whose file is gone.
fn without_file(props: &StripProps, row: &AppliedMigrationView, dispatch: &Dispatch) -> Html {
    let AppliedMigrationView { app, name, .. } = row;
    let prune = format!("migrate {app} --prune");
    let line = format!("python manage.py {prune}");
    html! {
        <div class="strip is-failed">
            <p><MarkSign mark={Mark::Error} />{ texts().strips.file_gone.with([app, name]) }</p>
            <StripButton label={prune} enabled={props.idle} on_press={dispatch.run(line)} />
        </div>
    }
}

fn quiet(text: &'static str) -> Html {
    html! { <div class="strip is-quiet"><p>{ text }</p></div> }
}

/// What keeps the project from being read, and the way there.
fn unreadable(view: &View, dispatch: &Dispatch) -> Html {
    let words = &texts().strips;
    let error = first_error(view);
    let loading = view.apps.iter().any(|app| app.error.is_some());
    let text = match (error, loading) {
        (_, true) => words.not_loaded.to_owned(),
        (Some((_, problem)), false) if problem.path.contains("/migrations/") => {
            words.not_followed.with([&problem.path])
        }
        (Some((_, problem)), false) => words.file_unreadable.with([&problem.path]),
        (None, false) => words.unreadable.to_owned(),
    };
    html! {
        <div class="strip is-failed">
            <p><MarkSign mark={Mark::Error} />{ text }</p>
            if let Some((index, _)) = error {
                <button type="button" class="strip-button" onclick={dispatch.always::<MouseEvent>(Action::DiagnosticChosen(index))}>{ words.show_where }</button>
            }
        </div>
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
                    <span class="dim">{ texts().strips.in_app.with([app]) }</span>
                </li>
            }) }
            if more > 0 { <li class="dim">{ texts().strips.more.with([&more.to_string()]) }</li> }
        </ul>
    }
}

fn is_own(view: &View, label: &str) -> bool {
    view.apps
        .iter()
        .any(|app| !app.contrib && app.label == label)
}

#[derive(PartialEq, Properties)]
struct NotStartedProps {
    reason: AttrValue,
    on_retry: Callback<MouseEvent>,
}

#[component]
fn NotStarted(props: &NotStartedProps) -> Html {
    use_language();
    let words = &texts().strips;
    html! {
        <div class="strip is-failed" role="alert">
            <p><MarkSign mark={Mark::Error} />{ words.not_started.with([&props.reason]) }</p>
            <button type="button" class="strip-button" onclick={props.on_retry.clone()}>{ words.try_again }</button>
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

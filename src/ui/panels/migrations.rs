//! Piece 2: the migrations.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{AppView, MigrationView};
use crate::ui::components::button::{Button, Tone};
use crate::ui::components::empty::Empty;
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::dispatch::use_dispatch;
use crate::ui::graph_notes::replaced_file;
use crate::ui::state::layout::{Layout, Piece};
use crate::ui::state::{Action, State, first_error};
use crate::ui::texts::texts;

use super::explanation::ExplanationView;
use super::migration_detail::MigrationDetail;
use super::migration_graph::MigrationGraph;
use super::pending::MigrationsStrip;
use super::piece::PieceFrame;

#[derive(PartialEq, Properties)]
pub(crate) struct MigrationsProps {
    pub(crate) state: State,
}

/// Piece 2: the migrations.
#[component]
pub(crate) fn MigrationsPanel(props: &MigrationsProps) -> Html {
    let state = &props.state;
    let dispatch = use_dispatch();
    let (own, contrib): (Vec<&AppView>, Vec<&AppView>) =
        state.view.apps.iter().partition(|app| !app.contrib);
    html! {
        <PieceFrame piece={Piece::Migrations} number=2 title={texts().pieces.migrations_title} tabbed={state.layout != Layout::Wide}>
            <MigrationsStrip view={state.view.clone()} engine={state.engine.clone()} idle={state.idle()} />
            <div class="migrations">
                <div class="migrations-list">
                    { for own.iter().filter_map(|app| app.error.as_ref()).map(|error| html! {
                        <p class="app-error" role="alert"><MarkSign mark={Mark::Error} />{ error.clone() }</p>
                    }) }
                    if let Some(error) = own.iter().find_map(|app| app.error.clone()) {
                        <div class="app-error-help">
                            if let Some((index, _)) = first_error(&state.view) {
                                <Button label={texts().strips.show_where} tone={Tone::Plain} on_press={dispatch.always(Action::DiagnosticChosen(index))} />
                            }
                            <ExplanationView text={error} view={state.view.clone()} idle={state.idle()} />
                        </div>
                    }
                    <Graph state={state.clone()} contrib=false />
                    if !contrib.is_empty() { { contrib_group(state, &contrib) } }
                </div>
                if let Some(migration) = state.chosen() {
                    <MigrationDetail
                        migration={migration.clone()}
                        notes={state.advised.of(migration)}
                        file={file_text(state, migration)}
                        change={state.chosen_migration.as_ref().and_then(|key| state.models_changes.get(key)).cloned()}
                        replaces={replaced(state, migration)}
                        idle={state.idle()}
                    />
                }
            </div>
        </PieceFrame>
    }
}

fn contrib_group(state: &State, apps: &[&AppView]) -> Html {
    let migrations: Vec<_> = apps.iter().flat_map(|app| &app.migrations).collect();
    let applied = migrations
        .iter()
        .filter(|migration| migration.applied)
        .count();
    let mark = if applied == migrations.len() {
        Mark::Applied
    } else {
        Mark::Pending
    };
    let words = &texts().migrations;
    let names: Vec<_> = apps.iter().map(|app| app.label.as_str()).collect();
    html! {
        <details class="contrib">
            <summary>
                <MarkSign {mark} />
                { words.django_apps }
                <span class="dim">{ names.join(", ") }</span>
                <span class="contrib-count">{ words.applied_of.with([&applied.to_string(), &migrations.len().to_string()]) }</span>
            </summary>
            <Graph state={state.clone()} contrib=true />
        </details>
    }
}

#[derive(PartialEq, Properties)]
struct GraphProps {
    state: State,
    contrib: bool,
}

/// The graph of the project's own apps or of Django's, or what to do to have one.
#[component]
fn Graph(props: &GraphProps) -> Html {
    let dispatch = use_dispatch();
    let state = &props.state;
    let apps = state
        .view
        .apps
        .iter()
        .filter(|app| app.contrib == props.contrib);
    let migrations: Rc<Vec<MigrationView>> =
        Rc::new(apps.flat_map(|app| app.migrations.clone()).collect());
    // There may be migrations that cannot be read; the strip above says so.
    let known = !state.view.files.is_empty() && state.view.pending.is_some();
    if migrations.is_empty() && !known {
        return html! {};
    }
    if migrations.is_empty() {
        return html! {
            <Empty text={texts().migrations.none_written}>
                <Button label="makemigrations" tone={Tone::Plain} disabled={!state.idle()} on_press={dispatch.run("python manage.py makemigrations")} />
            </Empty>
        };
    }
    html! {
        <MigrationGraph
            {migrations}
            chosen={state.chosen_migration.clone()}
            changes={state.changes.clone()}
            idle={state.idle()}
            view={state.view.clone()}
        />
    }
}

/// What a migration replaces, each with its file if that is still there.
fn replaced(state: &State, migration: &MigrationView) -> Vec<(String, Option<String>)> {
    let names = migration.replaces.iter().map(|(app, name)| {
        let shown = match *app == migration.app {
            true => name.clone(),
            false => format!("{app}.{name}"),
        };
        (shown, replaced_file(&state.view, migration, name))
    });
    names.collect()
}

/// The text of a migration's file; `None` for an app that the sandbox declares.
fn file_text(state: &State, migration: &MigrationView) -> Option<AttrValue> {
    let text = state.text_of(migration.path.as_deref()?)?;
    Some(text.to_owned().into())
}

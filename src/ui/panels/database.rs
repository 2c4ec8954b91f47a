//! Pieces 3 and 4: the tables, and the table that tracks migrations.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::TableView;
use crate::ui::components::button::{Button, Tone};
use crate::ui::components::empty::Empty;
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::components::tabs::{Tab, Tabs};
use crate::ui::dispatch::use_dispatch;
use crate::ui::dom;
use crate::ui::state::console::Outcome;
use crate::ui::state::layout::{Layout, Pane, Piece};
use crate::ui::state::{Action, State, is_contrib};
use crate::ui::texts::texts;

use super::diagram::DiagramView;
use super::piece::PieceFrame;
use super::table::{Table, table_head_id};
use super::tracking::Tracking;
use super::workbench::PaneSplitter;

#[derive(PartialEq, Properties)]
pub(crate) struct DatabaseProps {
    pub(crate) state: State,
}

/// Pieces 3 and 4: the tables, and the table that tracks migrations.
#[component]
pub(crate) fn DatabasePanel(props: &DatabaseProps) -> Html {
    let state = &props.state;
    use_effect_with(state.shown_table.clone(), |shown| {
        if let Some((_, name)) = shown {
            dom::focus(&table_head_id(name));
        }
    });
    html! {
        <PieceFrame piece={Piece::Database} number=4 title={texts().pieces.database_title} tabbed={state.layout == Layout::Narrow}>
            <div class="database">
                <div class="tables">
                    if !state.view.tables.is_empty() { <Views diagram={state.preferences.diagram} /> }
                    { body(state) }
                </div>
                <PaneSplitter pane={Pane::Tracking} sizes={state.preferences.sizes} />
                <Tracking
                    rows={state.view.django_migrations.clone()}
                    changes={state.changes.clone()}
                    view={state.view.clone()}
                />
            </div>
        </PieceFrame>
    }
}

fn body(state: &State) -> Html {
    let diagram = state.preferences.diagram && !state.view.tables.is_empty();
    let tabbed = !state.view.tables.is_empty();
    html! {
        <div
            id="tables-body"
            class={classes!("tables-body", diagram.then_some("has-diagram"))}
            role={if tabbed { "tabpanel" } else { "region" }}
            aria-label={if diagram { texts().tables.diagram } else { texts().tables.tables }}
            data-testid="tables-panel"
        >
            if diagram { <DiagramView state={state.clone()} /> } else { { tables(state) } }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ViewsProps {
    diagram: bool,
}

/// The two ways to see the tables.
#[component]
fn Views(props: &ViewsProps) -> Html {
    let dispatch = use_dispatch();
    let words = &texts().tables;
    let tab = |id: &'static str, label: &'static str| Tab {
        id: id.into(),
        label: label.into(),
        title: None,
        icon: None,
        mark: None,
        panel: "tables-body".into(),
        testid: Some(format!("view:{id}").into()),
    };
    let tabs = vec![tab("list", words.list), tab("diagram", words.diagram)];
    let selected = if props.diagram { "diagram" } else { "list" };
    let on_select = dispatch.on(|id: AttrValue| Action::DiagramChosen(id == "diagram"));
    html! {
        <div class="tables-head"><Tabs label={words.tables_as} {tabs} {selected} {on_select} /></div>
    }
}

fn tables(state: &State) -> Html {
    let (contrib, own): (Vec<&Rc<TableView>>, Vec<&Rc<TableView>>) = state
        .view
        .tables
        .iter()
        .partition(|table| is_contrib(&state.view, table));
    let started = !state.view.files.is_empty();
    let outcome = state.console.outcome().map(Rc::new);
    let changed = contrib
        .iter()
        .filter(|table| state.changes.tables.contains_key(&table.name));
    let is_shown = |table: &&Rc<TableView>| {
        let shown = state.shown_table.as_ref();
        shown.is_some_and(|(_, name)| *name == table.name)
    };
    let asked_for = contrib.iter().any(is_shown);
    html! {
        <>
            if own.is_empty() && started { <NoTables idle={state.idle()} pending={has_unapplied(state)} settled={is_settled(state)} /> }
            { for own.iter().map(|table| shown(state, table, &outcome)) }
            { dropped(state) }
            if !contrib.is_empty() {
                <details class="contrib" open={asked_for}>
                    <summary>
                        if changed.clone().next().is_some() { <MarkSign mark={Mark::Added} /> }
                        { texts().tables.of_django }
                        <span class="contrib-count">{ contrib.len() }</span>
                    </summary>
                    { for contrib.iter().map(|table| shown(state, table, &outcome)) }
                </details>
            }
        </>
    }
}

/// A table that did not change knows nothing of what did, so that it is not drawn anew.
fn shown(state: &State, table: &Rc<TableView>, outcome: &Option<Rc<Outcome>>) -> Html {
    let change = state.changes.tables.get(&table.name).cloned();
    let generation = change.as_ref().map_or(0, |_| state.changes.generation);
    let faded = change.is_some() && state.changes.faded;
    html! {
        <Table
            key={table.name.clone()}
            table={table.clone()}
            {change}
            {generation}
            {faded}
            open={state.open_tables.contains(&table.name)}
            outcome={outcome.clone()}
        />
    }
}

fn dropped(state: &State) -> Html {
    if state.changes.faded {
        return html! {};
    }
    state
        .changes
        .dropped
        .iter()
        .map(|name| {
            html! {
                <p key={format!("dropped-{name}")} class="table-dropped">
                    <MarkSign mark={Mark::Removed} /><s>{ name.clone() }</s>
                </p>
            }
        })
        .collect()
}

fn has_unapplied(state: &State) -> bool {
    let pending = state.view.pending.as_ref();
    pending.is_some_and(|pending| !pending.unapplied.is_empty())
}

/// Whether the models need no migration and no migration is to be applied.
fn is_settled(state: &State) -> bool {
    let pending = state.view.pending.as_ref();
    pending.is_some_and(|it| it.unapplied.is_empty() && it.model_changes.is_empty())
}

#[derive(PartialEq, Properties)]
struct NoTablesProps {
    idle: bool,
    /// Whether there is nothing to migrate.
    settled: bool,
    /// Whether there is a migration to apply.
    pending: bool,
}

#[component]
fn NoTables(props: &NoTablesProps) -> Html {
    let dispatch = use_dispatch();
    if props.settled {
        return html! { <Empty text={texts().tables.none_of_own} /> };
    }
    if !props.pending {
        return html! { <Empty text={texts().tables.migration_first} /> };
    }
    html! {
        <Empty text={texts().tables.none}>
            <Button label="migrate" tone={Tone::Plain} disabled={!props.idle} on_press={dispatch.run("python manage.py migrate")} />
        </Empty>
    }
}

//! The migration graph: a row per migration, so that it is a list as well, and lanes beside it.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::protocol::{MigrationView, View};
use crate::ui::components::badge::Badge;
use crate::ui::components::icon::Icon;
use crate::ui::components::mark::Mark;
use crate::ui::components::menu::{MenuButton, MenuItem};
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::dom::{Rove, rove};
use crate::ui::graph_notes::{Note, notes};
use crate::ui::lanes::{Lanes, lay_out};
use crate::ui::moves::{Move as Step, moves};
use crate::ui::state::changes::{Changes, MigrationChange};
use crate::ui::state::{Action, MigrationKey};
use crate::ui::texts::texts;

/// Height of a row; the style sheet has the same.
const ROW: usize = 32;
/// Width of a lane; the style sheet has the same.
const LANE: usize = 16;
/// More lanes than these lie on the last one.
const MOST_LANES: usize = 8;

#[derive(PartialEq, Properties)]
pub(crate) struct GraphProps {
    pub(crate) migrations: Rc<Vec<MigrationView>>,
    pub(crate) chosen: Option<MigrationKey>,
    pub(crate) changes: Rc<Changes>,
    pub(crate) idle: bool,
    pub(crate) view: Rc<View>,
}

/// The migration graph. Arrows walk the rows.
#[component]
pub(crate) fn MigrationGraph(props: &GraphProps) -> Html {
    let list = use_node_ref();
    let lanes = use_memo(props.migrations.clone(), |migrations| {
        lay_out(&migrations.iter().collect::<Vec<_>>())
    });
    let several = props
        .migrations
        .iter()
        .any(|m| Some(&m.app) != props.migrations.first().map(|m| &m.app));
    let onkeydown = {
        let list = list.clone();
        move |event: KeyboardEvent| {
            let step = Rove::vertical(&event.key());
            if let (Some(step), Some(list)) = (step, list.cast::<Element>()) {
                event.prevent_default();
                rove(&list, ".migration", step);
            }
        }
    };
    // The notes are in words.
    let noted = (props.view.clone(), use_dispatch());
    let notes = use_memo(noted, |(view, _)| notes(view));
    let rows = lanes
        .order
        .iter()
        .filter_map(|index| props.migrations.get(*index));
    html! {
        <div class={classes!("graph", format!("lanes-{}", lanes.width.clamp(1, MOST_LANES)))} {onkeydown}>
            { edges(&lanes, &props.migrations) }
            <ol ref={list} aria-label={texts().migrations.graph}>
                { for rows.map(|migration| html! {
                    <Row
                        key={format!("{}.{}", migration.app, migration.name)}
                        migration={migration.clone()}
                        {several}
                        chosen={is_chosen(props, migration)}
                        change={change(props, migration)}
                        generation={change(props, migration).map_or(0, |_| props.changes.generation)}
                        idle={props.idle}
                        note={notes.get(&key(migration)).cloned().unwrap_or_default()}
                        moves={moves(&props.view, migration)}
                    />
                }) }
            </ol>
        </div>
    }
}

fn key(migration: &MigrationView) -> MigrationKey {
    (migration.app.clone(), migration.name.clone())
}

fn is_chosen(props: &GraphProps, migration: &MigrationView) -> bool {
    props
        .chosen
        .as_ref()
        .is_some_and(|(app, name)| *app == migration.app && *name == migration.name)
}

fn change(props: &GraphProps, migration: &MigrationView) -> Option<MigrationChange> {
    props.changes.migrations.get(&key(migration)).copied()
}

fn edges(lanes: &Lanes, migrations: &[MigrationView]) -> Html {
    let width = lanes.width.min(MOST_LANES) * LANE;
    let height = lanes.order.len() * ROW;
    let x = |row: usize| {
        lanes
            .lane
            .get(row)
            .copied()
            .unwrap_or(0)
            .min(MOST_LANES - 1)
            * LANE
            + LANE / 2
    };
    let y = |row: usize| row * ROW + ROW / 2;
    let path = |(from, to): &(usize, usize)| match x(*from) == x(*to) {
        true => format!("M{} {}V{}", x(*from), y(*from), y(*to)),
        // Along the child's lane, so that edges of different children stay apart.
        false => format!(
            "M{} {}C{} {} {} {} {} {}V{}",
            x(*from),
            y(*from),
            x(*from),
            y(*from) + ROW,
            x(*to),
            y(*from),
            x(*to),
            y(*from) + ROW,
            y(*to)
        ),
    };
    let applied = |row: usize| {
        let migration = lanes
            .order
            .get(row)
            .and_then(|index| migrations.get(*index));
        migration.is_some_and(|migration| migration.applied)
    };
    let app = |row: usize| {
        let migration = { lanes.order.get(row) }.and_then(|index| migrations.get(*index));
        migration.map(|migration| migration.app.as_str())
    };
    // What needs a migration of another app does not continue it.
    let across = |(from, to): &(usize, usize)| app(*from) != app(*to);
    html! {
        <svg class="graph-lanes" width={width.to_string()} height={height.to_string()} viewBox={format!("0 0 {width} {height}")} aria-hidden="true" focusable="false">
            { for lanes.edges.iter().map(|edge| html! {
                <path class={classes!("edge", applied(edge.1).then_some("is-applied"), across(edge).then_some("is-across"))} d={path(edge)} />
            }) }
            { for (0..lanes.order.len()).map(|row| html! {
                <circle class={classes!("node", if applied(row) { "is-applied" } else { "is-pending" })} cx={x(row).to_string()} cy={y(row).to_string()} r="5" />
            }) }
        </svg>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    migration: MigrationView,
    /// Whether there are several apps, so that a row has to say whose it is.
    several: bool,
    chosen: bool,
    change: Option<MigrationChange>,
    generation: u32,
    idle: bool,
    note: Note,
    moves: Vec<Step>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let dispatch = use_dispatch();
    let migration = &props.migration;
    let mark = if migration.applied {
        Mark::Applied
    } else {
        Mark::Pending
    };
    let words = &texts().migrations;
    let name = format!("{}.{}", migration.app, migration.name);
    let class = props.change.map(|change| match change {
        MigrationChange::Written => "has-arrived",
        MigrationChange::Applied => "has-filled",
        MigrationChange::Unapplied => "has-emptied",
    });
    let onclick = dispatch.always(Action::MigrationChosen(key(migration)));
    html! {
        <li key={props.change.map_or(0, |_| props.generation)} class={classes!("migration-row", mark.class(), class, props.chosen.then_some("is-chosen"))}>
            <button
                type="button"
                class="migration"
                aria-current={props.chosen.then_some("true")}
                data-applied={migration.applied.to_string()}
                data-testid={format!("migration:{name}")}
                title={name.clone()}
                {onclick}
            >
                <span class="migration-name">
                    if props.several { <span class="dim">{ format!("{}.", migration.app) }</span> }
                    { migration.name.clone() }
                </span>
                <span class="sr-only">{ if migration.applied { words.applied } else { words.not_applied } }</span>
                { note_view(&props.note) }
            </button>
            <Move migration={migration.clone()} idle={props.idle} />
            <MenuButton
                class="migration-menu"
                testid={format!("migration-menu:{name}")}
                label={words.more_for.with([&name])}
                icon={Icon::More}
                words=false
                items={menu_items(migration, &props.moves, &dispatch)}
            />
        </li>
    }
}

/// What is to be known of a migration beside its name.
fn note_view(note: &Note) -> Html {
    let words = &texts().migrations;
    let order = { note.order }.map_or_else(String::new, |(number, _)| number.to_string());
    let title = match note.order {
        None => String::new(),
        Some((_, true)) => words.ran_as.with([&order]),
        Some((_, false)) => words.will_run_as.with([&order]),
    };
    html! {
        <span class="migration-notes">
            if note.faked { <Badge class="is-faked" title={texts().tables.faked_title}>{ texts().tables.faked }</Badge> }
            if note.recorded { <Badge title={words.recorded_title}>{ words.recorded }</Badge> }
            if let Some(conflict) = &note.conflict {
                <Badge class="is-error" title={conflict.clone()}>{ words.conflict }</Badge>
            }
            if let Some(replaces) = &note.replaces { <Badge title={replaces.clone()}>{ words.squashed }</Badge> }
            if let Some(replaced) = &note.replaced { <Badge title={replaced.clone()}>{ words.replaced }</Badge> }
            if let Some(needs) = &note.needs { <span class="migration-needs" title={words.needs.with([needs])}>{ "→ " }{ needs.clone() }</span> }
            if note.order.is_some() {
                <span class="migration-order" title={title.clone()}><span aria-hidden="true">{ order }</span><span class="sr-only">{ ", " }{ title }</span></span>
            }
        </span>
    }
}

fn menu_items(migration: &MigrationView, moves: &[Step], dispatch: &Dispatch) -> Vec<MenuItem> {
    let item = |label: AttrValue, detail: Option<AttrValue>, action: Action| MenuItem {
        label,
        detail,
        checked: false,
        on_choose: dispatch.always(action),
    };
    let words = &texts().migrations;
    let file = match &migration.path {
        Some(path) => item(
            words.open_file.into(),
            Some(path.clone().into()),
            Action::FileOpened(path.clone()),
        ),
        None => item(
            words.read_it.into(),
            None,
            Action::MigrationChosen(key(migration)),
        ),
    };
    let moves = moves.iter().map(|step| {
        let line = step.line.clone();
        let detail = line.trim_start_matches("python manage.py ").to_owned();
        item(
            step.words.into(),
            Some(detail.into()),
            Action::CommandGiven(line),
        )
    });
    [file].into_iter().chain(moves).collect()
}

#[derive(PartialEq, Properties)]
pub(crate) struct MoveProps {
    pub(crate) migration: MigrationView,
    pub(crate) idle: bool,
}

/// The button that rolls a migration back or applies it.
#[component]
pub(crate) fn Move(props: &MoveProps) -> Html {
    let dispatch = use_dispatch();
    let migration = &props.migration;
    let name = format!("{}.{}", migration.app, migration.name);
    let texts = &texts().migrations;
    let (command, words, hook) = match migration.applied {
        true => (&migration.rollback, texts.roll_back, "rollback"),
        false => (&migration.apply, texts.apply, "apply"),
    };
    let Some(command) = command.clone() else {
        return html! {};
    };
    let (line, idle) = (command.clone(), props.idle);
    let onclick = move |_| {
        if idle {
            dispatch.send(Action::CommandGiven(line.clone()));
        }
    };
    html! {
        <button
            type="button"
            class="button button-quiet migration-move"
            aria-label={format!("{words} {name}")}
            aria-disabled={(!idle).then_some("true")}
            title={command}
            data-testid={format!("{hook}:{name}")}
            {onclick}
        >
            { words }
        </button>
    }
}

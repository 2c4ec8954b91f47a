//! A migration under the microscope: what each of its operations does to the models, in SQL, and to
//! the rows there are, found out by running it on a copy.

mod advice;
mod differences;
mod effects;
mod failure;
mod functions;
mod notes;
mod rows;
mod state_changes;

use std::ops::Range;
use std::rc::Rc;

use super::State;
use super::bench::{Bench, Seen, What, recorder, told, turned};
use super::timeline::Timeline;
use crate::backends::base::dialect::Dialect;
use crate::database::Database;
use crate::migrations::executor::{Moment, PlanStep};
use crate::migrations::migration::{Migration, MigrationKey};
use crate::migrations::operations::Operation;
use crate::migrations::serializer::Serializer;
use crate::migrations::state::ProjectState;
use crate::migrations::writer::OperationWriter;
use crate::orm::{DjangoResult, Exception};
use crate::protocol::{
    DataEffect, DataEffectKind, InspectionView, OperationInspection, OperationSql,
};

use super::view::operation_view;

pub(super) use differences::{differences, files_between};
pub(super) use failure::fail;
pub(super) use notes::advise;
pub(super) use rows::rows_between;
pub(super) use state_changes::shown_field;

/// The databases that SQL is shown for, the first the one that there is.
const DATABASES: [(&str, Option<Dialect>); 3] = [
    ("sqlite", None),
    ("postgresql", Some(Dialect::PostgreSql)),
    ("mysql", Some(Dialect::MySql)),
];

/// An operation as it was tried.
struct Trial<'a> {
    operation: &'a Operation,
    /// All of the migration that it is in.
    operations: &'a [Operation],
    app_label: &'a str,
    /// The models before the operation and after it, forwards.
    before: &'a ProjectState,
    after: &'a ProjectState,
    backwards: bool,
    /// What it did, if it came to run.
    run: Option<Run>,
}

/// What running an operation did to the database.
struct Run {
    statements: Vec<String>,
    before: Database,
    after: Database,
}

/// Looks at a migration, the way that it can go now or the other: that from where this one leads.
///
/// # Errors
///
/// What loading the project raises, or that there is no such migration.
pub(super) fn inspect(
    timeline: &Timeline,
    key: &MigrationKey,
    other_way: bool,
    now: i64,
) -> DjangoResult<InspectionView> {
    let state = &timeline.present().state;
    let mut bench = Bench::new(state, now)?;
    let migration = bench.migration(key)?;
    let path = bench.project.migration_path(&migration)?;
    let applied = bench.is_applied(key);
    let mut hindrance = None;
    if other_way {
        match turned(state, key, now) {
            Ok(state) => bench = Bench::new(&state, now)?,
            // What it says of the models and in SQL is known all the same.
            Err(exception) => hindrance = Some(exception),
        }
    }
    let mut view = tried(&mut bench, key, applied != other_way, hindrance)?;
    view.applied = applied;
    let mut operations = view.operations.iter_mut();
    if let Some(first) = operations.find(|operation| operation.number == 0) {
        let told = advice::of_migration(timeline, &migration, &path);
        first
            .advice
            .extend(told.into_iter().map(|(_, advice)| advice));
    }
    Ok(view)
}

/// What the migrations that a state has and another has not would take from the rows there are.
///
/// # Errors
///
/// What loading the project raises.
pub(super) fn lost(before: &State, after: &State, now: i64) -> DjangoResult<Vec<DataEffect>> {
    let bench = Bench::new(after, now)?;
    let mut lost = Vec::new();
    for (key, migration) in &bench.executor.loader.disk_migrations {
        let path = bench.project.migration_path(migration)?;
        if before.files.contains(&path) || !after.files.contains(&path) {
            continue;
        }
        let view = tried(&mut Bench::new(after, now)?, key, false, None)?;
        let effects = view.operations.into_iter().flat_map(|it| it.data);
        lost.extend(effects.filter(|effect| {
            let takes = matches!(effect.kind, DataEffectKind::Lost | DataEffectKind::Removed);
            takes && effect.count > 0
        }));
    }
    Ok(lost)
}

/// What a migration does, found out by migrating a bench; unless something hinders that.
fn tried(
    bench: &mut Bench,
    key: &MigrationKey,
    backwards: bool,
    hindrance: Option<Exception>,
) -> DjangoResult<InspectionView> {
    let migration = bench.migration(key)?;
    let states = states(bench, &migration)?;
    let sql = all_sql(bench, &migration);
    let (watch, log) = recorder();
    bench.database.set_watch(Some(watch));
    let target = bench.target(key);
    let hindered = hindrance.is_some();
    let failed = hindrance.or_else(|| bench.migrate(&[target]).err());
    bench.database.set_watch(None);
    let own = own_part(log.take(), key);
    let run = statements(&own);
    let mut operations = Vec::new();
    for (number, trial) in trials(&migration, &states, &own, &bench.database, backwards).enumerate()
    {
        let operation = trial.operation;
        let data = effects::effects(&trial);
        let failed = failed.as_ref().filter(|_| own.failing == Some(number));
        let (old, new) = match backwards {
            true => (trial.after, trial.before),
            false => (trial.before, trial.after),
        };
        operations.push(OperationInspection {
            number: count(number),
            operation: operation_view(operation),
            python: python(bench, operation),
            function: functions::source(&bench.files, operation, backwards),
            reversible: operation.reversible(),
            state: state_changes::changes(bench, old, new),
            sql: of_operation(&sql, number),
            advice: advice::advice(bench, &trial, &data, failed),
            // What fails is taken back.
            data: match failed {
                Some(_) => Vec::new(),
                None => data,
            },
        });
    }
    if backwards {
        operations.reverse();
    }
    Ok(InspectionView {
        app: key.app_label.to_string(),
        name: key.name.to_string(),
        applied: backwards,
        backwards,
        atomic: migration.atomic,
        replaces: !migration.replaces.is_empty(),
        operations,
        run,
        error: failed.as_ref().map(told),
        hindered,
    })
}

/// The state of the models before each operation, and after the last.
fn states(bench: &Bench, migration: &Migration) -> DjangoResult<Vec<ProjectState>> {
    let key = [migration.key()];
    let loader = &bench.executor.loader;
    let mut state = loader.project_state(Some(&key), false, &bench.apps)?;
    let mut states = vec![state.clone()];
    for operation in &migration.operations {
        operation.state_forwards(&migration.app_label, &mut state)?;
        states.push(state.clone());
    }
    Ok(states)
}

/// The operations of a migration as they were tried, in the order of its file. `states` are those
/// before each and after the last; the run of the last ends with the database `end`.
fn trials<'a>(
    migration: &'a Migration,
    states: &'a [ProjectState],
    own: &'a OwnPart,
    end: &Database,
    backwards: bool,
) -> impl Iterator<Item = Trial<'a>> + use<'a> {
    let end = end.clone();
    let around = states.iter().zip(states.iter().skip(1));
    let operations = migration.operations.iter().zip(around).enumerate();
    operations.map(move |(number, (operation, (before, after)))| Trial {
        operation,
        operations: &migration.operations,
        app_label: &migration.app_label,
        before,
        after,
        backwards,
        run: run_of(own, number, &end),
    })
}

/// The SQL of one direction, by operation; or why there is none.
type SqlByOperation = Result<Vec<Vec<String>>, Exception>;

/// For each of the databases, forwards and backwards.
fn all_sql(bench: &mut Bench, migration: &Migration) -> Vec<(&'static str, [SqlByOperation; 2])> {
    let mut all = Vec::new();
    for (name, dialect) in DATABASES {
        let directions = [false, true].map(|backwards| {
            let key = migration.key();
            let step = PlanStep { key, backwards };
            let mut nowhere = bench.database.clone();
            let interpreter = &mut bench.project.interpreter;
            let executor = &bench.executor;
            let lines = match dialect {
                None => executor.collect_sql(&mut nowhere, interpreter, &[step]),
                Some(dialect) => {
                    executor.preview_sql((dialect, name), &mut nowhere, interpreter, &step)
                }
            }?;
            Ok(by_operation(&lines, migration, backwards))
        });
        all.push((name, directions));
    }
    all
}

/// Takes collected SQL apart at the headings of the operations.
fn by_operation(lines: &[String], migration: &Migration, backwards: bool) -> Vec<Vec<String>> {
    let operations = &migration.operations;
    let mut parts = vec![Vec::new(); operations.len()];
    let mut order: Vec<usize> = (0..operations.len()).collect();
    if backwards {
        order.reverse();
    }
    let heading = |number: usize| format!("-- {}", operations[number].describe());
    let mut left = order.into_iter().peekable();
    let mut current = None;
    let mut place = 0;
    while let Some(line) = lines.get(place) {
        let next = left.peek().map(|number| heading(*number));
        let is_heading = line == "--"
            && lines.get(place + 1) == next.as_ref()
            && lines.get(place + 2).map(String::as_str) == Some("--");
        if is_heading {
            current = left.next();
            place += 3;
            continue;
        }
        if let Some(number) = current {
            parts[number].push(line.clone());
        }
        place += 1;
    }
    parts
}

fn of_operation(all: &[(&'static str, [SqlByOperation; 2])], number: usize) -> Vec<OperationSql> {
    let part = |parts: &SqlByOperation| match parts {
        Ok(parts) => parts.get(number).cloned().unwrap_or_default(),
        Err(exception) => vec![format!("-- {}", told(exception))],
    };
    all.iter()
        .map(|(database, [forwards, backwards])| OperationSql {
            database: (*database).to_owned(),
            forwards: part(forwards),
            backwards: backwards.is_ok().then(|| part(backwards)),
        })
        .collect()
}

/// The operation's Python as Django writes it.
fn python(bench: &mut Bench, operation: &Operation) -> String {
    let mut serializer = Serializer::new(&mut bench.project.interpreter);
    let written = OperationWriter::new(&mut serializer, 0).serialize(operation);
    let text = written.unwrap_or_else(|_| format!("migrations.{}(…),", operation.class_name()));
    text.trim_end_matches(',').to_owned()
}

/// What was seen of one migration's run, taken apart at its operations.
#[derive(Default)]
struct OwnPart {
    seen: Vec<Seen>,
    /// Where each operation's part lies.
    operations: Vec<(usize, Range<usize>)>,
    /// The operation that did not come to its end.
    failing: Option<usize>,
}

fn own_part(seen: Vec<Seen>, key: &MigrationKey) -> OwnPart {
    let mut parts = parts(seen).into_iter();
    let own = parts.find(|(found, _)| found == key);
    own.map(|(_, part)| part).unwrap_or_default()
}

/// The run of each migration, in order.
fn parts(seen: Vec<Seen>) -> Vec<(MigrationKey, OwnPart)> {
    let mut parts: Vec<(MigrationKey, Vec<Seen>)> = Vec::new();
    for one in seen {
        match (&one.what, parts.last_mut()) {
            (What::Moment(Moment::Migration { key, .. }), _) => {
                parts.push((key.clone(), Vec::new()));
            }
            (_, Some((_, part))) => part.push(one),
            (_, None) => {}
        }
    }
    parts
        .into_iter()
        .map(|(key, seen)| (key, taken_apart(seen)))
        .collect()
}

fn taken_apart(seen: Vec<Seen>) -> OwnPart {
    let mut operations: Vec<(usize, Range<usize>)> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (place, one) in seen.iter().enumerate() {
        let What::Moment(moment) = &one.what else {
            continue;
        };
        if let Some((number, start)) = open.take() {
            operations.push((number, start..place));
        }
        if let Moment::Operation(number) = moment {
            open = Some((*number, place));
        }
    }
    if let Some((number, start)) = open {
        operations.push((number, start..seen.len()));
    }
    OwnPart {
        seen,
        operations,
        failing: open.map(|(number, _)| number),
    }
}

fn statements(own: &OwnPart) -> Vec<(Option<u32>, String)> {
    let operation = |place: usize| {
        let mut operations = own.operations.iter();
        operations
            .find(|(_, range)| range.contains(&place))
            .map(|(number, _)| count(*number))
    };
    let seen = own.seen.iter().enumerate();
    seen.filter_map(|(place, seen)| match &seen.what {
        What::Statement(sql) => Some((operation(place), sql.clone())),
        What::Moment(_) => None,
    })
    .collect()
}

/// What an operation did, with the database at its end: that before whatever came next. One that
/// failed has done nothing, whatever the migration's end took back with it.
fn run_of(own: &OwnPart, number: usize, end: &Database) -> Option<Run> {
    let (_, range) = own.operations.iter().find(|(it, _)| *it == number)?;
    let part = own.seen.get(range.clone())?;
    let after = match own.failing == Some(number) {
        true => &part.first()?.before,
        false => own.seen.get(range.end).map_or(end, |next| &next.before),
    };
    let statements = part.iter().filter_map(|seen| match &seen.what {
        What::Statement(sql) => Some(sql.clone()),
        What::Moment(_) => None,
    });
    Some(Run {
        statements: statements.collect(),
        before: part.first()?.before.clone(),
        after: after.clone(),
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The registry of a state, if it can be rendered.
fn apps_of(state: &ProjectState) -> Option<Rc<crate::orm::Apps>> {
    state.apps().ok()
}

//! What a statement that fails in the middle of a migration leaves behind.

use std::cell::Cell;
use std::rc::Rc;

use crate::database::{Database, DatabaseError, ErrorClass, Event, Mark, Watch};
use crate::migrations::executor::Moment;
use crate::migrations::migration::{Migration, MigrationKey};
use crate::orm::DjangoResult;
use crate::protocol::{ChangeLine, LeftView};
use crate::sandbox::State;
use crate::sandbox::bench::{Bench, told, with_values};

/// Runs a migration on a copy and lets its statement of this number fail.
///
/// # Errors
///
/// What loading the project raises, or that there is no such migration.
pub(in crate::sandbox) fn fail(
    state: &State,
    key: &MigrationKey,
    statement: usize,
    atomic: bool,
    now: i64,
) -> DjangoResult<LeftView> {
    let mut bench = Bench::new(state, now)?;
    let migration = Migration {
        atomic,
        ..Migration::clone(&*bench.migration(key)?)
    };
    bench.executor.loader.graph.replace_migration(migration);
    let target = bench.target(key);
    let (watch, failed, before) = failing(key, statement);
    bench.database.set_watch(Some(watch));
    // The error is the one that was asked for.
    drop(bench.migrate(target.clone()));
    bench.database.set_watch(None);
    let before = before.take().unwrap_or_else(|| state.database.clone());
    let left = State {
        database: bench.database.clone(),
        ..state.clone()
    };
    let mut again = Bench::new(&left, now)?;
    let raised = again.migrate(target).err();
    Ok(LeftView {
        statement: failed.take(),
        changes: differences(&before, &bench.database),
        recorded: Bench::new(&left, now)?.is_applied(key),
        again: raised.as_ref().map(told),
    })
}

type FailingWatch = (Watch, Rc<Cell<String>>, Rc<Cell<Option<Database>>>);

/// A watch that lets the statement fail, the place for that statement's text, and for the database
/// before the migration.
fn failing(key: &MigrationKey, statement: usize) -> FailingWatch {
    let failed = Rc::new(Cell::new(String::new()));
    let before = Rc::new(Cell::new(None));
    let (text, copy) = (Rc::clone(&failed), Rc::clone(&before));
    let key = key.clone();
    // The number of statements of the migration so far, while it runs.
    let count: Cell<Option<usize>> = Cell::new(None);
    let watch = move |database: &Database, event: Event<'_>| match event {
        Event::Mark(mark) => {
            if let Some(runs) = starts(mark, &key) {
                count.set(runs.then_some(0));
                let mut database = database.clone();
                database.set_watch(None);
                copy.set(runs.then_some(database));
            }
            Ok(())
        }
        Event::Statement(sql, parameters) => {
            let Some(number) = count.get() else {
                return Ok(());
            };
            count.set(Some(number + 1));
            if number != statement {
                return Ok(());
            }
            text.set(with_values(sql, parameters));
            Err(DatabaseError {
                class: ErrorClass::OperationalError,
                message: "disk I/O error".to_owned(),
            })
        }
    };
    (Rc::new(watch), failed, before)
}

/// Whether a mark begins the migration of this key; `None` when it begins none.
fn starts(mark: &dyn Mark, key: &MigrationKey) -> Option<bool> {
    let mark: &dyn std::any::Any = mark;
    match mark.downcast_ref::<Moment>()? {
        Moment::Migration { key: found, .. } => Some(found == key),
        Moment::Operation(_) | Moment::Finish => None,
    }
}

/// What is other than before, table by table.
fn differences(before: &Database, after: &Database) -> Vec<ChangeLine> {
    let (old, new) = (before.catalog(), after.catalog());
    let mut lines = Vec::new();
    let mut push = |symbol: &str, text: String| {
        lines.push(ChangeLine {
            symbol: symbol.to_owned(),
            text,
        });
    };
    let counts = |name: &str| !name.starts_with("sqlite_");
    for (name, table) in old.tables.iter().filter(|(name, _)| counts(name)) {
        let Some(other) = new.tables.get(name) else {
            push("-", format!("table {name}"));
            continue;
        };
        for column in &table.columns {
            match other.columns.iter().find(|it| it.name == column.name) {
                None => push("-", format!("column {name}.{}", column.name)),
                Some(it) if it != column => push("~", format!("column {name}.{}", column.name)),
                Some(_) => {}
            }
        }
        for column in &other.columns {
            if !table.columns.iter().any(|it| it.name == column.name) {
                push("+", format!("column {name}.{}", column.name));
            }
        }
        for (symbol, from, to) in [("-", table, other), ("+", other, table)] {
            for index in &from.indexes {
                if !to.indexes.iter().any(|it| it.name == index.name) {
                    push(symbol, format!("index {}", index.name));
                }
            }
        }
        let (was, is) = (before.rows(name), after.rows(name));
        if was != is && table.columns == other.columns {
            push(
                "~",
                format!("rows of {name}: {}", rows_words(was.len(), is.len())),
            );
        }
    }
    for name in new
        .tables
        .keys()
        .filter(|name| !old.tables.contains_key(*name))
    {
        push("+", format!("table {name}"));
    }
    lines
}

fn rows_words(was: usize, is: usize) -> String {
    match was == is {
        false => format!("{was} → {is}"),
        true => format!("{is}, with other values"),
    }
}

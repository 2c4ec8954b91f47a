//! What a statement that fails in the middle of a migration leaves behind.

use std::cell::Cell;
use std::rc::Rc;

use crate::database::{Database, DatabaseError, ErrorClass, Event, Watch};
use crate::migrations::executor::Moment;
use crate::migrations::migration::{Migration, MigrationKey};
use crate::orm::{DjangoResult, Exception};
use crate::protocol::LeftView;
use crate::sandbox::State;
use crate::sandbox::bench::{Bench, moment, recorder, told, turned, with_values};

use super::differences::differences;
use super::{own_part, statements};

/// Runs a migration on a copy and lets one of its statements fail: that of this number among those
/// that it executes as its file says; `atomic` is whether it then runs in a transaction.
///
/// # Errors
///
/// What loading the project raises, or that there is no such migration.
pub(in crate::sandbox) fn fail(
    state: &State,
    key: &MigrationKey,
    other_way: bool,
    (statement, atomic): (usize, bool),
    now: i64,
) -> DjangoResult<LeftView> {
    let state = &match other_way {
        true => turned(state, key, now)?,
        false => state.clone(),
    };
    let Some(wanted) = wanted(state, key, statement, now)? else {
        return Err(Exception::new(
            "KeyError",
            "the migration has no such statement",
        ));
    };
    let mut bench = Bench::new(state, now)?;
    let migration = Migration {
        atomic,
        ..Migration::clone(&*bench.migration(key)?)
    };
    bench.executor.loader.graph.replace_migration(migration);
    let target = bench.target(key);
    let (watch, failed, database) = failing(key, wanted);
    bench.database.set_watch(Some(watch));
    // The error is the one that was asked for.
    drop(bench.migrate(std::slice::from_ref(&target)));
    bench.database.set_watch(None);
    let earlier = database.take().unwrap_or_else(|| state.database.clone());
    let left = State {
        database: bench.database.clone(),
        ..state.clone()
    };
    let mut again = Bench::new(&left, now)?;
    let raised = again.migrate(&[target]).err();
    Ok(LeftView {
        statement: failed.take(),
        changes: differences(&earlier, &bench.database),
        recorded: Bench::new(&left, now)?.is_applied(key),
        again: raised.as_ref().map(told),
    })
}

/// A statement as it can be found again when the transaction's own statements are missing.
#[derive(Clone, PartialEq)]
struct Wanted {
    /// The operation that executes it.
    operation: Option<u32>,
    sql: String,
    /// How many like it come before it.
    earlier: usize,
}

fn wanted(
    state: &State,
    key: &MigrationKey,
    statement: usize,
    now: i64,
) -> DjangoResult<Option<Wanted>> {
    let mut bench = Bench::new(state, now)?;
    let (watch, log) = recorder();
    bench.database.set_watch(Some(watch));
    let target = bench.target(key);
    // It may fail on the rows there are, and has executed what it has.
    drop(bench.migrate(&[target]));
    let all = statements(&own_part(log.take(), key));
    let Some(found) = all.get(statement) else {
        return Ok(None);
    };
    let earlier = all[..statement].iter().filter(|it| *it == found).count();
    let (operation, sql) = found.clone();
    Ok(Some(Wanted {
        operation,
        sql,
        earlier,
    }))
}

type FailingWatch = (Watch, Rc<Cell<String>>, Rc<Cell<Option<Database>>>);

/// A watch that lets the statement fail, the place for that statement's text, and for the database
/// before the migration.
fn failing(key: &MigrationKey, wanted: Wanted) -> FailingWatch {
    let failed = Rc::new(Cell::new(String::new()));
    let before = Rc::new(Cell::new(None));
    let (text, copy) = (Rc::clone(&failed), Rc::clone(&before));
    let key = key.clone();
    // Whether the migration runs, which of its operations, and how many like the statement it has
    // executed there.
    let runs = Cell::new(false);
    let operation: Cell<Option<u32>> = Cell::new(None);
    let earlier = Cell::new(0);
    let watch = move |database: &Database, event: Event<'_>| match event {
        Event::Mark(mark) => {
            match moment(mark) {
                Some(Moment::Migration { key: found, .. }) => {
                    runs.set(found == key);
                    operation.set(None);
                    if runs.get() {
                        let mut database = database.clone();
                        database.set_watch(None);
                        copy.set(Some(database));
                    }
                }
                Some(Moment::Operation(number)) => operation.set(Some(super::count(number))),
                Some(Moment::Finish) => operation.set(None),
                None => {}
            }
            Ok(())
        }
        Event::Statement(sql, parameters) => {
            let sql = with_values(sql, parameters);
            if !runs.get() || operation.get() != wanted.operation || sql != wanted.sql {
                return Ok(());
            }
            if earlier.replace(earlier.get() + 1) != wanted.earlier {
                return Ok(());
            }
            text.set(sql);
            Err(DatabaseError {
                class: ErrorClass::OperationalError,
                message: "disk I/O error".to_owned(),
            })
        }
    };
    (Rc::new(watch), failed, before)
}

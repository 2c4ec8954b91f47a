//! A command from within: it is run again from the state before it, and the database is kept as it
//! was at every moment.

use super::bench::Bench;
use super::bench::{Seen, What, recorder};
use super::console::{self, Ran};
use super::timeline::{Origin, Step};
use super::view::operation_view;
use crate::database::Database;
use crate::migrations::executor::Moment;
use crate::migrations::migration::MigrationKey;
use crate::protocol::{MomentView, OperationView};

/// The moments of a step, with the database after each.
pub(super) struct Replay {
    /// The step that was run again.
    pub(super) step: usize,
    pub(super) moments: Vec<(MomentView, Database)>,
}

/// Runs the command of a step again.
///
/// # Errors
///
/// Why its moments cannot be shown, as a sentence.
pub(super) fn replay(step: usize, of: &Step) -> Result<Replay, String> {
    let Some(origin) = &of.origin else {
        return Err("nothing was run here".to_owned());
    };
    let Origin {
        before,
        answers,
        now,
    } = origin;
    let mut state = before.clone();
    let (watch, log) = recorder();
    state.database.set_watch(Some(watch));
    let ran = console::run(&mut state, &of.command, answers, None, *now);
    state.database.set_watch(None);
    let same = matches!(ran, Ran::Ended { exit, .. } if exit == of.exit)
        && state.database.to_bytes() == of.state.database.to_bytes();
    if !same {
        return Err(
            "this command cannot be shown from within: it would do something else now".to_owned(),
        );
    }
    let operations = Operations(Bench::new(before, *now).ok());
    Ok(Replay {
        step,
        moments: moments(log.take(), &state.database, &operations),
    })
}

/// Names the operations of migrations.
struct Operations(Option<Bench>);

impl Operations {
    fn view(&self, key: &MigrationKey, number: usize) -> Option<OperationView> {
        let migration = self.0.as_ref()?.migration(key).ok()?;
        migration.operations.get(number).map(operation_view)
    }
}

fn moments(
    seen: Vec<Seen>,
    end: &Database,
    operations: &Operations,
) -> Vec<(MomentView, Database)> {
    let mut found: Vec<(MomentView, Database)> = Vec::new();
    let mut current = outside();
    let mut key: Option<MigrationKey> = None;
    let mut close = |moment: &mut MomentView, next: MomentView, database: &Database| {
        let done = std::mem::replace(moment, next);
        if done.operation.is_some() || !done.statements.is_empty() {
            found.push((done, database.clone()));
        }
    };
    for one in seen {
        let moment = match one.what {
            What::Statement(sql) => {
                current.statements.push(sql);
                continue;
            }
            What::Moment(moment) => moment,
        };
        let next = match moment {
            Moment::Migration {
                key: begun,
                backwards,
            } => {
                let migration = Some((begun.app_label.to_string(), begun.name.to_string()));
                key = Some(begun);
                MomentView {
                    migration,
                    backwards,
                    ..outside()
                }
            }
            Moment::Operation(number) => MomentView {
                operation: key.as_ref().and_then(|key| operations.view(key, number)),
                statements: Vec::new(),
                ..current.clone()
            },
            Moment::Finish => MomentView {
                operation: None,
                statements: Vec::new(),
                ..current.clone()
            },
        };
        close(&mut current, next, &one.before);
    }
    close(&mut current, outside(), end);
    found
}

fn outside() -> MomentView {
    MomentView {
        migration: None,
        backwards: false,
        operation: None,
        statements: Vec::new(),
    }
}

//! Moments of a migration's run, as whoever watches the database hears of them.

use crate::backends::base::Connection;
use crate::database::Mark;
use crate::migrations::migration::MigrationKey;
use crate::orm::DjangoResult;

/// A moment between two statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A migration is about to run.
    Migration {
        /// Which one.
        key: MigrationKey,
        /// Whether it is unapplied.
        backwards: bool,
    },
    /// Its operation of this number, counted from 0, is about to run.
    Operation(usize),
    /// All operations have run: what was put off follows, and the tracking table.
    Finish,
}

impl Mark for Moment {}

/// Tells whoever watches the database.
pub(super) fn tell(connection: &dyn Connection, moment: Moment) -> DjangoResult<()> {
    Ok(connection.mark(&moment)?)
}

//! `with connection.schema_editor() as schema_editor`: what happens around the changes.

use super::{Newer, SchemaEditor};
use crate::backends::base::Connection;
use crate::backends::sqlite::introspection::check_constraints;
use crate::database::{Database, SqlValue};
use crate::orm::{DjangoResult, Exception};
use crate::python::Interpreter;

/// How a [`SchemaEditor`] works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EditorOptions {
    /// Collect statements as text instead of executing them.
    pub collect_sql: bool,
    /// Surround everything with one transaction.
    pub atomic: bool,
}

impl SchemaEditor<'_> {
    /// Runs `change` with an editor, then what the editor deferred; answers what `change` answered
    /// and the collected statements.
    ///
    /// Foreign keys are not enforced meanwhile, because a remade table is dropped under the rows
    /// that refer to it; they are checked at the end.
    ///
    /// # Errors
    ///
    /// What `change` raises, or an `IntegrityError` for a row that refers to nothing. With `atomic`
    /// the database is then as it was.
    pub fn with<T>(
        connection: &mut dyn Connection,
        interpreter: &mut Interpreter,
        options: EditorOptions,
        change: impl FnOnce(&mut SchemaEditor<'_>) -> DjangoResult<T>,
    ) -> DjangoResult<(T, Vec<String>)> {
        if options.collect_sql {
            return Self::edit(connection, interpreter, options, change);
        }
        disable_constraint_checking(connection)?;
        let result = if options.atomic {
            atomic(connection, |connection| {
                Self::edit(connection, interpreter, options, change)
            })
        } else {
            Self::edit(connection, interpreter, options, change)
        };
        let enabled = connection.execute("PRAGMA foreign_keys = ON", &[]);
        let answer = result?;
        enabled?;
        Ok(answer)
    }

    fn edit<T>(
        connection: &mut dyn Connection,
        interpreter: &mut Interpreter,
        options: EditorOptions,
        change: impl FnOnce(&mut SchemaEditor<'_>) -> DjangoResult<T>,
    ) -> DjangoResult<(T, Vec<String>)> {
        SchemaEditor::within(connection, interpreter, options, |editor| {
            let changed = change(editor);
            let checked = check_constraints(editor.connection);
            match (changed, checked) {
                (Ok(answer), Ok(())) => Ok(answer),
                (Ok(_), Err(error)) | (Err(error), Ok(())) => Err(error),
                // Leaving the editor checks whatever came before.
                (Err(handled), Err(error)) => Err(error.while_handling(&handled)),
            }
        })
    }

    /// Runs `change`, a part of what another editor is doing, then what it deferred; answers what
    /// `change` answered and the collected statements.
    ///
    /// # Errors
    ///
    /// What `change` raises.
    pub fn within<T>(
        connection: &mut dyn Connection,
        interpreter: &mut Interpreter,
        options: EditorOptions,
        change: impl FnOnce(&mut SchemaEditor<'_>) -> DjangoResult<T>,
    ) -> DjangoResult<(T, Vec<String>)> {
        let mut editor = SchemaEditor {
            connection,
            interpreter,
            collected_sql: options.collect_sql.then(Vec::new),
            deferred_sql: Vec::new(),
            atomic_migration: options.atomic,
            newer: Newer::ToState,
        };
        let answer = change(&mut editor)?;
        for statement in std::mem::take(&mut editor.deferred_sql) {
            editor.run(&statement.to_string())?;
        }
        Ok((answer, editor.collected_sql.unwrap_or_default()))
    }
}

/// Runs `change` in a transaction: all of it happens or nothing (`transaction.atomic`).
///
/// # Errors
///
/// What `change` raises, or what committing raises; the database is then as it was.
pub fn atomic<T>(
    connection: &mut dyn Connection,
    change: impl FnOnce(&mut dyn Connection) -> DjangoResult<T>,
) -> DjangoResult<T> {
    let savepoint = connection.savepoint();
    connection.execute("BEGIN", &[])?;
    let result = change(connection);
    finish(connection, savepoint, result)
}

/// Runs `change`; when it raises, the database gets back to what it was, if `atomic`.
///
/// # Errors
///
/// What `change` raises.
pub fn restore_on_error<T>(
    connection: &mut dyn Connection,
    atomic: bool,
    change: impl FnOnce(&mut dyn Connection) -> DjangoResult<T>,
) -> DjangoResult<T> {
    let savepoint = atomic.then(|| connection.savepoint());
    let result = change(connection);
    if let (Err(_), Some(savepoint)) = (&result, savepoint) {
        connection.rollback_to(savepoint);
    }
    result
}

pub(super) fn finish<T>(
    connection: &mut dyn Connection,
    savepoint: Database,
    result: DjangoResult<T>,
) -> DjangoResult<T> {
    let committed = result.and_then(|answer| {
        connection.execute("COMMIT", &[])?;
        Ok(answer)
    });
    if committed.is_err() {
        connection.rollback_to(savepoint);
    }
    committed
}

fn disable_constraint_checking(connection: &mut dyn Connection) -> DjangoResult<()> {
    connection.execute("PRAGMA foreign_keys = OFF", &[])?;
    let enabled = connection.execute("PRAGMA foreign_keys", &[])?;
    let still_on = enabled.rows.first().and_then(|row| row.first());
    if still_on == Some(&SqlValue::Integer(1)) {
        return Err(Exception::new(
            "django.db.utils.NotSupportedError",
            "SQLite schema editor cannot be used while foreign key constraint checks are enabled. \
             Make sure to disable them before entering a transaction.atomic() context because \
             SQLite does not support disabling them in the middle of a multi-statement transaction.",
        ));
    }
    Ok(())
}

//! Running the operations of one migration.

use super::moments::{Moment, tell};
use crate::backends::BaseDatabaseSchemaEditor;
use crate::backends::base::schema::{Change, Newer};
use crate::migrations::exceptions::irreversible_error;
use crate::migrations::migration::Migration;
use crate::migrations::operations::Operation;
use crate::migrations::state::ProjectState;
use crate::orm::{DjangoResult, Exception};

impl Migration {
    /// Runs the operations forwards from `state`, the state before the migration; answers the one
    /// after it.
    ///
    /// # Errors
    ///
    /// What an operation raises.
    pub fn apply(
        &self,
        mut state: ProjectState,
        schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    ) -> DjangoResult<ProjectState> {
        // A plan that is executed has all its models rendered; for `sqlmigrate` they are rendered
        // when an operation first asks for them.
        let mut rendered = !schema_editor.collects_sql();
        for (number, operation) in self.operations.iter().enumerate() {
            if !announce(number, operation, schema_editor)? {
                continue;
            }
            let old_state = state.clone();
            operation.state_forwards(&self.app_label, &mut state)?;
            self.run(operation, schema_editor, &mut |schema_editor| {
                schema_editor.set_newer(Newer::forwards(rendered));
                operation.database_forwards(&self.app_label, schema_editor, &old_state, &state)
            })?;
            rendered |= operation.renders_to_state();
        }
        finish(schema_editor)?;
        Ok(state)
    }

    /// Runs the operations backwards; `state` is the state before the migration, which is the one
    /// that the database gets back to, and the answer.
    ///
    /// # Errors
    ///
    /// `IrreversibleError`, before anything is run, for an operation that cannot be undone; what an
    /// operation raises.
    pub fn unapply(
        &self,
        state: ProjectState,
        schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    ) -> DjangoResult<ProjectState> {
        let states = self.states_within(&state, schema_editor)?;
        let after = states.iter().skip(1);
        let operations = self.operations.iter().enumerate();
        let steps = operations.zip(states.iter().zip(after)).rev();
        for ((number, operation), (to_state, from_state)) in steps {
            if !announce(number, operation, schema_editor)? {
                continue;
            }
            self.run(operation, schema_editor, &mut |schema_editor| {
                schema_editor.set_newer(Newer::FromState);
                operation.database_backwards(&self.app_label, schema_editor, from_state, to_state)
            })?;
        }
        finish(schema_editor)?;
        Ok(state)
    }

    /// The state before each operation, and the one after the last.
    fn states_within(
        &self,
        state: &ProjectState,
        schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    ) -> DjangoResult<Vec<ProjectState>> {
        let mut states = vec![state.clone()];
        let mut state = state.clone();
        for operation in &self.operations {
            if !operation.reversible() {
                return Err(self.irreversible(operation, schema_editor));
            }
            operation.state_forwards(&self.app_label, &mut state)?;
            states.push(state.clone());
        }
        Ok(states)
    }

    fn irreversible(
        &self,
        operation: &Operation,
        schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    ) -> Exception {
        let interpreter = schema_editor.interpreter();
        match operation.repr(interpreter) {
            Ok(operation) => irreversible_error(&operation, &self.key()),
            Err(error) => Exception::from_python(interpreter, error),
        }
    }

    /// Runs one operation, in a transaction of its own where the migration has none but the
    /// operation wants one.
    fn run(
        &self,
        operation: &Operation,
        schema_editor: &mut dyn BaseDatabaseSchemaEditor,
        change: &mut Change<'_>,
    ) -> DjangoResult<()> {
        let before = schema_editor.collected_lines();
        let wanted = operation.atomic();
        if wanted == Some(true) || (self.atomic && wanted != Some(false)) {
            schema_editor.atomically(change)?;
        } else {
            change(schema_editor)?;
        }
        if schema_editor.collected_lines() == before {
            schema_editor.collect_line("-- (no-op)".to_owned());
        }
        Ok(())
    }
}

/// Writes the heading of an operation into the collected SQL, or tells the watch of the database;
/// answers whether the operation can be run, which code cannot when only SQL is collected.
fn announce(
    number: usize,
    operation: &Operation,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
) -> DjangoResult<bool> {
    if !schema_editor.collects_sql() {
        tell(schema_editor.connection(), Moment::Operation(number))?;
        return Ok(true);
    }
    schema_editor.collect_line("--".to_owned());
    schema_editor.collect_line(format!("-- {}", operation.describe()));
    schema_editor.collect_line("--".to_owned());
    if !operation.reduces_to_sql() {
        schema_editor.collect_line("-- THIS OPERATION CANNOT BE WRITTEN AS SQL".to_owned());
        return Ok(false);
    }
    Ok(true)
}

fn finish(schema_editor: &mut dyn BaseDatabaseSchemaEditor) -> DjangoResult<()> {
    match schema_editor.collects_sql() {
        true => Ok(()),
        false => tell(schema_editor.connection(), Moment::Finish),
    }
}

//! What an operation does to the database: `database_forwards` and `database_backwards`.

pub(in crate::migrations) mod custom;
mod fields;
mod indexes;
mod models;
mod run_python;
mod run_sql;
#[cfg(test)]
mod tests;

use super::Operation;
use crate::backends::base::schema::Newer;
use crate::backends::{BaseDatabaseSchemaEditor, RenderedModel};
use crate::migrations::state::ProjectState;
use crate::orm::{DjangoResult, Exception};

/// The two states between which an operation works.
#[derive(Clone, Copy)]
struct Step<'a> {
    app_label: &'a str,
    from_state: &'a ProjectState,
    to_state: &'a ProjectState,
}

impl Operation {
    /// Changes the database as the operation changes the models from `from_state` to `to_state`.
    ///
    /// # Errors
    ///
    /// What the schema editor or the project's code raises.
    pub fn database_forwards(
        &self,
        app_label: &str,
        schema_editor: &mut dyn BaseDatabaseSchemaEditor,
        from_state: &ProjectState,
        to_state: &ProjectState,
    ) -> DjangoResult<()> {
        let step = Step {
            app_label,
            from_state,
            to_state,
        };
        match self {
            Self::RunSQL { sql, .. } => run_sql::run(schema_editor, sql),
            Self::RunPython { code, .. } => run_python::run(schema_editor, code, from_state),
            Self::SeparateDatabaseAndState {
                database_operations,
                ..
            } => separate_forwards(database_operations, schema_editor, step),
            Self::Custom(custom) => match custom.inherited("database_forwards") {
                Some(base) => separate_forwards(std::slice::from_ref(base), schema_editor, step),
                None => custom::run(custom, "database_forwards", schema_editor, step),
            },
            _ if self.field_operation_names().is_some() => {
                fields::forwards(self, schema_editor, step)
            }
            _ if self.index_operation_model().is_some() => {
                indexes::forwards(self, schema_editor, step)
            }
            _ => models::forwards(self, schema_editor, step),
        }
    }

    /// Undoes in the database what the operation did: `from_state` is the state after it,
    /// `to_state` the one before.
    ///
    /// # Errors
    ///
    /// `NotImplementedError` when the operation cannot be undone, and what the schema editor or the
    /// project's code raises.
    pub fn database_backwards(
        &self,
        app_label: &str,
        schema_editor: &mut dyn BaseDatabaseSchemaEditor,
        from_state: &ProjectState,
        to_state: &ProjectState,
    ) -> DjangoResult<()> {
        let step = Step {
            app_label,
            from_state,
            to_state,
        };
        match self {
            Self::RunSQL { reverse_sql, .. } => {
                let sql = reverse_sql.as_ref().ok_or_else(cannot_reverse)?;
                run_sql::run(schema_editor, sql)
            }
            Self::RunPython { reverse_code, .. } => {
                let code = reverse_code.as_ref().ok_or_else(cannot_reverse)?;
                run_python::run(schema_editor, code, from_state)
            }
            Self::SeparateDatabaseAndState {
                database_operations,
                ..
            } => separate_backwards(database_operations, schema_editor, step),
            Self::Custom(custom) => match custom.inherited("database_backwards") {
                Some(base) => {
                    base.database_backwards(app_label, schema_editor, from_state, to_state)
                }
                None => custom::run(custom, "database_backwards", schema_editor, step),
            },
            _ if self.field_operation_names().is_some() => {
                fields::backwards(self, schema_editor, step)
            }
            _ if self.index_operation_model().is_some() => {
                indexes::backwards(self, schema_editor, step)
            }
            _ => models::backwards(self, schema_editor, step),
        }
    }

    /// Whether going forwards asks for the models of `to_state`. A state whose models were once
    /// asked for hands them on to the states after it.
    pub(crate) fn renders_to_state(&self) -> bool {
        !matches!(
            self,
            Self::DeleteModel { .. }
                | Self::RemoveField { .. }
                | Self::RemoveIndex { .. }
                | Self::AlterModelOptions { .. }
                | Self::AlterModelManagers { .. }
                | Self::AlterConstraint { .. }
                | Self::RunSQL { .. }
                | Self::RunPython { .. }
                | Self::SeparateDatabaseAndState { .. }
                | Self::Custom(_)
        )
    }
}

impl Step<'_> {
    /// A model of the state before.
    fn old_model(&self, name: &str) -> DjangoResult<RenderedModel> {
        RenderedModel::get(&self.from_state.apps()?, self.app_label, name)
    }

    /// A model of the state after.
    fn new_model(&self, name: &str) -> DjangoResult<RenderedModel> {
        RenderedModel::get(&self.to_state.apps()?, self.app_label, name)
    }

    /// A model of the state after, if migrations touch its table.
    fn migrated_new_model(&self, name: &str) -> DjangoResult<Option<RenderedModel>> {
        let model = self.new_model(name)?;
        Ok(model.can_migrate().then_some(model))
    }

    /// A model of the state before, if migrations touch its table.
    fn migrated_old_model(&self, name: &str) -> DjangoResult<Option<RenderedModel>> {
        let model = self.old_model(name)?;
        Ok(model.can_migrate().then_some(model))
    }
}

/// Each operation works from the state that the ones before it made; the states of the migration
/// itself are made by the other half of the operation.
fn separate_forwards(
    operations: &[Operation],
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    let mut from_state = step.from_state.clone();
    let mut rendered = schema_editor.newer() == Newer::ToState;
    for operation in operations {
        let mut to_state = from_state.clone();
        operation.state_forwards(step.app_label, &mut to_state)?;
        schema_editor.set_newer(Newer::forwards(rendered));
        operation.database_forwards(step.app_label, schema_editor, &from_state, &to_state)?;
        rendered |= operation.renders_to_state();
        from_state = to_state;
    }
    Ok(())
}

fn separate_backwards(
    operations: &[Operation],
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    let mut states = vec![step.to_state.clone()];
    for operation in operations {
        let mut state = states.last().unwrap_or(step.to_state).clone();
        operation.state_forwards(step.app_label, &mut state)?;
        states.push(state);
    }
    let after = states.iter().skip(1);
    for ((operation, to_state), from_state) in operations.iter().zip(&states).zip(after).rev() {
        operation.database_backwards(step.app_label, schema_editor, from_state, to_state)?;
    }
    Ok(())
}

fn cannot_reverse() -> Exception {
    Exception::new("NotImplementedError", "You cannot reverse this operation")
}

//! What an operation makes of a state.

use crate::python::value::Namespace;
use std::rc::Rc;

use super::{ALTER_OPTION_KEYS, CustomOperation, Operation};
use crate::migrations::state::{ModelState, ProjectState, together_value};
use crate::orm::{DjangoResult, Index};
use crate::python::{Class, Value};

impl Operation {
    /// Changes the state as the operation changes the models of `app_label`.
    ///
    /// # Errors
    ///
    /// `KeyError` and `FieldDoesNotExist` for what the state does not have, `ValueError` for what it
    /// cannot hold.
    pub fn state_forwards(&self, app_label: &str, state: &mut ProjectState) -> DjangoResult<()> {
        if self.model_operation_name().is_some() {
            self.model_state_forwards(app_label, state)
        } else if self.field_operation_names().is_some() {
            self.field_state_forwards(app_label, state)
        } else if self.index_operation_model().is_some() {
            self.index_state_forwards(app_label, state)
        } else {
            self.special_state_forwards(app_label, state)
        }
    }

    fn model_state_forwards(&self, app_label: &str, state: &mut ProjectState) -> DjangoResult<()> {
        match self {
            Self::CreateModel {
                name,
                fields,
                options,
                bases,
                managers,
            } => state.add_model(ModelState::new(
                app_label,
                name,
                fields.iter().cloned(),
                options.clone(),
                bases.clone(),
                managers.clone(),
            )?),
            Self::DeleteModel { name } => state.remove_model(app_label, name),
            Self::RenameModel { old_name, new_name } => {
                state.rename_model(app_label, old_name, new_name)
            }
            Self::AlterModelManagers { name, managers } => {
                state.alter_model_managers(app_label, name, managers.clone())
            }
            Self::AlterModelOptions { name, options } => {
                state.alter_model_options(app_label, name, options, &ALTER_OPTION_KEYS)
            }
            _ => match (self.option_operation_name(), self.option()) {
                (Some(name), Some((option, value))) => {
                    let options = Namespace::from_iter([(Rc::from(option), value)]);
                    state.alter_model_options(app_label, name, &options, &[])
                }
                _ => Ok(()),
            },
        }
    }

    fn field_state_forwards(&self, app_label: &str, state: &mut ProjectState) -> DjangoResult<()> {
        match self {
            Self::AddField {
                model_name,
                name,
                field,
                preserve_default,
            } => state.add_field(app_label, model_name, name, field, *preserve_default),
            Self::AlterField {
                model_name,
                name,
                field,
                preserve_default,
            } => state.alter_field(app_label, model_name, name, field, *preserve_default),
            Self::RemoveField { model_name, name } => {
                state.remove_field(app_label, model_name, name)
            }
            Self::RenameField {
                model_name,
                old_name,
                new_name,
            } => {
                // The error names the model in lower case, as states do.
                let model_name = model_name.to_lowercase();
                state.rename_field(app_label, &model_name, old_name, new_name)
            }
            _ => Ok(()),
        }
    }

    fn index_state_forwards(&self, app_label: &str, state: &mut ProjectState) -> DjangoResult<()> {
        match self {
            Self::AddIndex { model_name, index } => {
                state.add_index(app_label, model_name, index.clone())
            }
            Self::RemoveIndex { model_name, name } => {
                state.remove_index(app_label, model_name, name)
            }
            Self::RenameIndex {
                model_name,
                new_name,
                old_name: Some(old_name),
                ..
            } => state.rename_index(app_label, model_name, old_name, new_name),
            Self::RenameIndex {
                model_name,
                new_name,
                old_fields,
                ..
            } => {
                let fields = old_fields.as_deref().unwrap_or_default();
                let index = named_index(new_name, fields);
                state.add_index(app_label, model_name, index)?;
                state.remove_model_options(app_label, model_name, "index_together", fields)
            }
            Self::AddConstraint {
                model_name,
                constraint,
            } => state.add_constraint(app_label, model_name, constraint.clone()),
            Self::RemoveConstraint { model_name, name } => {
                state.remove_constraint(app_label, model_name, name)
            }
            Self::AlterConstraint {
                model_name,
                name,
                constraint,
            } => state.alter_constraint(app_label, model_name, name, constraint),
            _ => Ok(()),
        }
    }

    fn special_state_forwards(
        &self,
        app_label: &str,
        state: &mut ProjectState,
    ) -> DjangoResult<()> {
        match self {
            Self::RunSQL {
                state_operations, ..
            }
            | Self::SeparateDatabaseAndState {
                state_operations, ..
            } => all_state_forwards(state_operations, app_label, state),
            Self::Custom(custom) => match &custom.state_operations {
                Ok(operations) => all_state_forwards(operations, app_label, state),
                Err(error) => Err(error.clone()),
            },
            _ => Ok(()),
        }
    }

    /// The one option that the operation sets, with its value.
    pub(super) fn option(&self) -> Option<(&'static str, Value)> {
        if let Some((name, groups)) = self.together() {
            return Some((name, together_value(groups.to_vec())));
        }
        match self {
            Self::AlterModelTable { table, .. } => Some(("db_table", optional_text(table))),
            Self::AlterModelTableComment { table_comment, .. } => {
                Some(("db_table_comment", optional_text(table_comment)))
            }
            Self::AlterOrderWithRespectTo {
                order_with_respect_to,
                ..
            } => Some((
                "order_with_respect_to",
                optional_text(order_with_respect_to),
            )),
            _ => None,
        }
    }
}

impl CustomOperation {
    /// Django's operation whose `method` the class inherits.
    pub(super) fn inherited(&self, method: &str) -> Option<&Operation> {
        self.base
            .as_ref()
            .filter(|_| !overrides(&self.class, method))
    }
}

/// Whether a class of the project's own, and not Django's that it derives from, has the method.
pub(super) fn overrides(class: &Rc<Class>, method: &str) -> bool {
    class
        .lookup(method)
        .is_some_and(|found| !matches!(found, Value::NativeFunction(_)))
}

fn all_state_forwards(
    operations: &[Operation],
    app_label: &str,
    state: &mut ProjectState,
) -> DjangoResult<()> {
    for operation in operations {
        operation.state_forwards(app_label, state)?;
    }
    Ok(())
}

/// A text or `None`, as Python has it.
pub(super) fn optional_text(text: &Option<Rc<str>>) -> Value {
    text.clone().map_or(Value::None, Value::Str)
}

fn named_index(name: &str, fields: &[Rc<str>]) -> Index {
    Index {
        fields: fields.to_vec(),
        name: name.into(),
        ..Index::default()
    }
}

//! What the options of a model say, and the operations that change options of kept models.

use crate::python::value::Namespace;
use std::rc::Rc;

use super::dependencies::OperationDependency;
use super::{MigrationAutodetector, comparison};
use crate::migrations::operations::{ALTER_OPTION_KEYS, Operation};
use crate::migrations::state::ModelState;
use crate::orm::DjangoResult;
use crate::python::Value;

impl MigrationAutodetector<'_> {
    /// Options that change no table, but that historical models in migrations shall have.
    pub(super) fn generate_altered_options(&mut self) -> DjangoResult<()> {
        let mut keys = self.all_kept_keys();
        let (old, new) = (&self.old_keys, &self.new_keys);
        keys.extend(old.unmanaged.intersection(&new.managed).cloned());
        keys.extend(old.managed.intersection(&new.unmanaged).cloned());
        for key in keys {
            let old_options = altered_by_options(&*self.old_model(&key)?);
            let new_options = altered_by_options(&*self.new_model(&key)?);
            if !comparison::same_options(&old_options, &new_options) {
                let operation = Operation::AlterModelOptions {
                    name: key.model_name.clone(),
                    options: new_options,
                };
                self.add_operation(&key.app_label, operation, Vec::new());
            }
        }
        Ok(())
    }

    pub(super) fn generate_altered_managers(&mut self) -> DjangoResult<()> {
        for key in self.kept_model_keys() {
            let (old_model, new_model) = (self.old_model(&key)?, self.new_model(&key)?);
            if !comparison::same_managers(&old_model.managers, &new_model.managers) {
                let operation = Operation::AlterModelManagers {
                    name: key.model_name.clone(),
                    managers: new_model.managers.clone(),
                };
                self.add_operation(&key.app_label, operation, Vec::new());
            }
        }
        Ok(())
    }

    pub(super) fn generate_altered_db_table(&mut self) -> DjangoResult<()> {
        self.generate_altered_text("db_table", |name, table| Operation::AlterModelTable {
            name,
            table,
        })
    }

    pub(super) fn generate_altered_db_table_comment(&mut self) -> DjangoResult<()> {
        self.generate_altered_text("db_table_comment", |name, table_comment| {
            Operation::AlterModelTableComment {
                name,
                table_comment,
            }
        })
    }

    /// Runs after fields were added, since the field may be one of them. The removal of a field
    /// depends on the model no longer being ordered by it.
    pub(super) fn generate_altered_order_with_respect_to(&mut self) -> DjangoResult<()> {
        for key in self.kept_model_keys() {
            let old_value = order_with_respect_to(&*self.old_model(&key)?);
            let new_value = order_with_respect_to(&*self.new_model(&key)?);
            if old_value == new_value {
                continue;
            }
            let dependencies = new_value
                .iter()
                .filter(|name| !name.is_empty())
                .map(|name| OperationDependency::create_field(&key, name))
                .collect();
            let operation = Operation::AlterOrderWithRespectTo {
                name: key.model_name.clone(),
                order_with_respect_to: new_value,
            };
            self.add_operation(&key.app_label, operation, dependencies);
        }
        Ok(())
    }

    fn generate_altered_text(
        &mut self,
        option: &str,
        operation: impl Fn(Rc<str>, Option<Rc<str>>) -> Operation,
    ) -> DjangoResult<()> {
        for key in self.all_kept_keys() {
            let old_value = text_option(&*self.old_model(&key)?, option);
            let new_value = text_option(&*self.new_model(&key)?, option);
            if old_value != new_value {
                let operation = operation(key.model_name.clone(), new_value);
                self.add_operation(&key.app_label, operation, Vec::new());
            }
        }
        Ok(())
    }
}

/// Whether `Meta` says `managed = False`.
pub(super) fn is_unmanaged(model: &ModelState) -> bool {
    model.option("managed").is_some_and(|value| !is_true(value))
}

/// Whether `Meta` names a setting that can swap the model out.
pub(super) fn is_swappable(model: &ModelState) -> bool {
    model.option("swappable").is_some_and(is_true)
}

/// `Meta.order_with_respect_to`.
pub(super) fn order_with_respect_to(model: &ModelState) -> Option<Rc<str>> {
    text_option(model, "order_with_respect_to")
}

/// `bool(value)` of what an option can hold.
fn is_true(value: &Value) -> bool {
    match value {
        Value::None => false,
        Value::Bool(truth) => *truth,
        Value::Int(number) => *number != 0,
        value => value.as_str().is_none_or(|text| !text.is_empty()),
    }
}

fn text_option(model: &ModelState, option: &str) -> Option<Rc<str>> {
    model.option(option).and_then(Value::as_text)
}

/// The options that `AlterModelOptions` carries.
fn altered_by_options(model: &ModelState) -> Namespace {
    let values = model.options.values.iter();
    values
        .filter(|(name, _)| ALTER_OPTION_KEYS.contains(&&***name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

//! Fields that were added to or removed from kept models.

use std::rc::Rc;

use super::dependencies::{self, DependencyType, OperationDependency};
use super::{FieldKey, MigrationAutodetector, get_field};
use crate::migrations::operations::Operation;
use crate::migrations::questioner::Answer;
use crate::orm::{Field, FieldKind};
use crate::python::Value;
use crate::python::stdlib::functools::Partial;

impl MigrationAutodetector<'_> {
    pub(super) fn generate_added_fields(&mut self) -> Answer<()> {
        let added: Vec<FieldKey> = self
            .new_field_keys
            .difference(&self.old_field_keys)
            .cloned()
            .collect();
        for key in added {
            self.generate_added_field(&key)?;
        }
        Ok(())
    }

    /// Existing rows need a value for the column, so a field that gives none is asked about.
    pub(super) fn generate_added_field(&mut self, key: &FieldKey) -> Answer<()> {
        let model = self.new_model(&key.model)?;
        let mut field = get_field(&model, &key.name)?.clone();
        let mut dependencies = vec![OperationDependency::remove_field(key)];
        dependencies.extend(dependencies::for_foreign_key(&key.model, &field));
        if field.generated() {
            dependencies.extend(self.dependencies_for_generated_field(&field)?);
        }
        let model_name = &key.model.model_name;
        let preserve_default = has_value_for_existing_rows(&field);
        if !preserve_default {
            let default = if is_time(&field) && is_set(&field, "auto_now_add") {
                self.questioner
                    .ask_auto_now_add_addition(&key.name, model_name)?
            } else {
                self.questioner
                    .ask_not_null_addition(&key.name, model_name)?
            };
            field = with_default(&field, default);
        }
        if field.unique() && field.options.default.as_ref().is_some_and(is_callable) {
            self.questioner
                .ask_unique_callable_default_addition(&key.name, model_name)?;
        }
        let operation = Operation::AddField {
            model_name: model_name.clone(),
            name: key.name.clone(),
            field,
            preserve_default,
        };
        self.add_operation(&key.model.app_label, operation, dependencies);
        Ok(())
    }

    pub(super) fn generate_removed_fields(&mut self) {
        let removed: Vec<FieldKey> = self
            .old_field_keys
            .difference(&self.new_field_keys)
            .cloned()
            .collect();
        for key in removed {
            self.generate_removed_field(&key);
        }
    }

    /// Options that name the field change first; without such an operation nothing is waited for.
    pub(super) fn generate_removed_field(&mut self, key: &FieldKey) {
        let before = |kind| OperationDependency::new(&key.model, Some(&key.name), kind);
        let operation = Operation::RemoveField {
            model_name: key.model.model_name.clone(),
            name: key.name.clone(),
        };
        let dependencies = vec![
            before(DependencyType::RemoveOrderWrt),
            before(DependencyType::AlterFooTogether),
        ];
        self.add_operation(&key.model.app_label, operation, dependencies);
    }
}

/// The field with a one-off default.
pub(super) fn with_default(field: &Field, default: Value) -> Field {
    field.with(|data| {
        if let Some(custom) = &mut data.custom {
            custom.kwargs.insert(Rc::from("default"), default.clone());
        }
        data.options.default = Some(default);
    })
}

fn has_value_for_existing_rows(field: &Field) -> bool {
    field.options.null
        || field.has_default()
        || field.has_db_default()
        || field.many_to_many()
        || (field.options.blank && field.empty_strings_allowed())
        || (is_time(field) && is_set(field, "auto_now"))
        || field.kind.is_auto()
}

fn is_time(field: &Field) -> bool {
    field.kind.is_subclass(FieldKind::DateField) || field.kind.is_subclass(FieldKind::TimeField)
}

fn is_set(field: &Field, option: &str) -> bool {
    matches!(field.extra.get(option), Some(Value::Bool(true)))
}

/// `callable(value)`.
fn is_callable(value: &Value) -> bool {
    match value {
        Value::Function(_) | Value::NativeFunction(_) | Value::BoundMethod(_) | Value::Class(_) => {
            true
        }
        Value::Instance(instance) => {
            instance.native::<Partial>().is_some() || instance.class.lookup("__call__").is_some()
        }
        _ => false,
    }
}

//! Fields that were renamed: a removed and an added one with the same definition, if the user says
//! so.

use std::rc::Rc;

use super::{FieldKey, MigrationAutodetector, comparison, get_field};
use crate::migrations::operations::Operation;
use crate::migrations::questioner::Answer;
use crate::migrations::state::ModelState;
use crate::orm::{DjangoResult, Field, ModelReference};

/// A rename that the user confirmed.
pub(super) struct RenamedField {
    key: FieldKey,
    field: Field,
    old_name: Rc<str>,
    old_db_column: Option<Rc<str>>,
}

impl MigrationAutodetector<'_> {
    pub(super) fn create_renamed_fields(&mut self) -> Answer<()> {
        let mut old_field_keys = self.old_field_keys.clone();
        let added: Vec<FieldKey> = self
            .new_field_keys
            .difference(&self.old_field_keys)
            .cloned()
            .collect();
        for key in added {
            let (old_model, new_model) = (self.old_model(&key.model)?, self.new_model(&key.model)?);
            let field = get_field(&new_model, &key.name)?;
            let removed = old_model
                .fields
                .keys()
                .map(|name| FieldKey::new(&key.model, name));
            let mut removed: Vec<FieldKey> = removed
                .filter(|old| old_field_keys.contains(old) && !self.new_field_keys.contains(old))
                .collect();
            removed.sort();
            for old_key in removed {
                let old_field = self.old_field_for_rename(&old_model, &old_key, field)?;
                let model_name = &key.model.model_name;
                if comparison::is_renamed(&old_field, field)
                    && self
                        .questioner
                        .ask_rename(model_name, &old_key.name, &key.name, field)?
                {
                    old_field_keys.remove(&old_key);
                    old_field_keys.insert(key.clone());
                    self.renamed_fields
                        .insert(key.clone(), old_key.name.clone());
                    self.renamed_operations.push(RenamedField {
                        key,
                        field: field.clone(),
                        old_name: old_key.name,
                        old_db_column: old_field.options.db_column.clone(),
                    });
                    break;
                }
            }
        }
        Ok(())
    }

    /// A changed `db_column` is altered first, so that the rename itself changes nothing in the
    /// database.
    pub(super) fn generate_renamed_fields(&mut self) {
        for renamed in std::mem::take(&mut self.renamed_operations) {
            let RenamedField {
                key,
                field,
                old_name,
                old_db_column,
            } = renamed;
            let model_name = &key.model.model_name;
            if old_db_column != field.options.db_column {
                let operation = Operation::AlterField {
                    model_name: model_name.clone(),
                    name: old_name.clone(),
                    field: field.with_name(&old_name),
                    preserve_default: true,
                };
                self.add_operation(&key.model.app_label, operation, Vec::new());
            }
            let operation = Operation::RenameField {
                model_name: model_name.clone(),
                old_name: old_name.clone(),
                new_name: key.name.clone(),
            };
            self.add_operation(&key.model.app_label, operation, Vec::new());
            self.old_field_keys
                .remove(&FieldKey::new(&key.model, &old_name));
            self.old_field_keys.insert(key);
        }
    }

    /// The old field under its name, pointing to where the renamed model that it points to is now.
    fn old_field_for_rename(
        &self,
        old_model: &ModelState,
        key: &FieldKey,
        new_field: &Field,
    ) -> DjangoResult<Field> {
        let field = get_field(old_model, &key.name)?.with_name(&key.name);
        let target = field.relation.as_ref().map(|relation| &relation.to);
        let renamed = match target {
            // Only a target written with its app is found among the renamed models.
            Some(ModelReference::Scoped { .. }) if new_field.is_relation() => field
                .remote_model_key(&key.model.app_label, &key.model.model_name)
                .and_then(|target| self.renamed_models_rel.get(&target)),
            _ => None,
        };
        Ok(match renamed {
            None => field,
            Some(renamed) => {
                let target = ModelReference::Scoped {
                    app_label: renamed.app_label.clone(),
                    model: renamed.model_name.clone(),
                };
                comparison::with_target(&field, &target)
            }
        })
    }
}

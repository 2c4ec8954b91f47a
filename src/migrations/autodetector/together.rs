//! `unique_together`, and `index_together` of old migrations.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{FieldKey, MigrationAutodetector, dependencies, get_field};
use crate::migrations::autodetector::OperationDependency;
use crate::migrations::operations::Operation;
use crate::migrations::state::ModelState;
use crate::orm::{DjangoResult, ModelKey};

/// Groups of field names.
pub(super) type Groups = BTreeSet<Vec<Rc<str>>>;

/// A model's option before and after.
pub(super) struct AlteredTogether {
    pub(super) old_value: Groups,
    pub(super) new_value: Groups,
    dependencies: Vec<OperationDependency>,
}

impl MigrationAutodetector<'_> {
    /// What is no longer unique together goes before fields are removed or altered.
    pub(super) fn generate_removed_altered_unique_together(&mut self) -> DjangoResult<()> {
        for key in self.kept_model_keys() {
            let Some(altered) = self.altered_together(&key, "unique_together")? else {
                continue;
            };
            if !altered.old_value.is_empty() {
                let kept = altered.new_value.intersection(&altered.old_value);
                let kept = kept.cloned().collect();
                self.add_unique_together(&key, kept, altered.dependencies);
            }
        }
        Ok(())
    }

    /// What becomes unique together comes after fields are added or altered.
    pub(super) fn generate_altered_unique_together(&mut self) -> DjangoResult<()> {
        for key in self.kept_model_keys() {
            let Some(altered) = self.altered_together(&key, "unique_together")? else {
                continue;
            };
            if !altered.new_value.is_subset(&altered.old_value) {
                let new_value = altered.new_value.into_iter().collect();
                self.add_unique_together(&key, new_value, altered.dependencies);
            }
        }
        Ok(())
    }

    /// The option before, with renamed fields under their new names, and after; `None` when equal.
    pub(super) fn altered_together(
        &self,
        key: &ModelKey,
        option: &str,
    ) -> DjangoResult<Option<AlteredTogether>> {
        let (old_model, new_model) = (self.old_model(key)?, self.new_model(key)?);
        let renamed = |name: &Rc<str>| {
            let renamed = self.renamed_fields.get(&FieldKey::new(key, name));
            renamed.unwrap_or(name).clone()
        };
        let old_value: Groups = groups(&old_model, option)
            .iter()
            .map(|group| group.iter().map(renamed).collect())
            .collect();
        let new_value = groups(&new_model, option);
        if old_value == new_value {
            return Ok(None);
        }
        let mut dependencies = Vec::new();
        for name in new_value.iter().flatten() {
            let field = get_field(&new_model, name)?;
            dependencies.extend(dependencies::for_foreign_key(key, field));
        }
        Ok(Some(AlteredTogether {
            old_value,
            new_value,
            dependencies,
        }))
    }

    fn add_unique_together(
        &mut self,
        key: &ModelKey,
        unique_together: Vec<Vec<Rc<str>>>,
        dependencies: Vec<OperationDependency>,
    ) {
        let operation = Operation::AlterUniqueTogether {
            name: key.model_name.clone(),
            unique_together,
        };
        self.add_operation(&key.app_label, operation, dependencies);
    }
}

fn groups(model: &ModelState, option: &str) -> Groups {
    model.together(option).into_iter().collect()
}

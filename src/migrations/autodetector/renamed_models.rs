//! Models that were renamed: a removed and an added one with the same fields, if the user says so.

use std::rc::Rc;

use super::comparison::{self, FieldDefinition};
use super::{MigrationAutodetector, dependencies};
use crate::migrations::autodetector::OperationDependency;
use crate::migrations::operations::Operation;
use crate::migrations::questioner::Answer;
use crate::migrations::state::ModelState;
use crate::orm::ModelKey;
use crate::python::set_order::{Filled, hash_text, hash_tuple, set_order};

/// A model that is gone, with its fields as renames are recognised by.
struct RemovedModel {
    key: ModelKey,
    model: Rc<ModelState>,
    definition: Vec<FieldDefinition>,
}

impl MigrationAutodetector<'_> {
    /// Comes before every other phase: a renamed model is a kept one from here on.
    pub(super) fn generate_renamed_models(&mut self) -> Answer<()> {
        let (old, new) = (&self.old_keys.managed, &self.new_keys.managed);
        let added: Vec<ModelKey> = new.difference(old).cloned().collect();
        let old_in_order = self
            .from_state
            .models
            .keys()
            .filter(|key| old.contains(*key));
        let old_in_order = in_set_order(old_in_order.cloned());
        let gone = in_set_order(old_in_order.into_iter().filter(|key| !new.contains(key)));
        if added.is_empty() || gone.is_empty() {
            return Ok(());
        }
        let mut removed = Vec::new();
        for key in gone {
            let model = Rc::clone(self.from_state.get_model(&key.app_label, &key.model_name)?);
            let definition = comparison::relation_agnostic_fields(&model);
            removed.push(RemovedModel {
                key,
                model,
                definition,
            });
        }
        for key in added {
            let model = self.new_model(&key)?;
            let definition = comparison::relation_agnostic_fields(&model);
            for index in 0..removed.len() {
                let Some(candidate) = removed.get(index) else {
                    break;
                };
                let is_same = candidate.key.app_label == key.app_label
                    && comparison::same_definitions(&candidate.definition, &definition);
                if is_same && self.questioner.ask_rename_model(&candidate.model, &model)? {
                    let renamed = removed.remove(index);
                    self.rename_model(&renamed.key, &renamed.model, &key, &model);
                    break;
                }
            }
        }
        Ok(())
    }

    fn rename_model(
        &mut self,
        old_key: &ModelKey,
        old_model: &ModelState,
        new_key: &ModelKey,
        new_model: &ModelState,
    ) {
        let mut dependencies: Vec<OperationDependency> = new_model
            .fields
            .values()
            .flat_map(|field| dependencies::for_foreign_key(new_key, field))
            .collect();
        let related = dependencies::related_fields(&self.to_state, new_key);
        dependencies.extend(
            related
                .iter()
                .map(|(key, ..)| OperationDependency::create(key)),
        );
        let operation = Operation::RenameModel {
            old_name: old_model.name.clone(),
            new_name: new_model.name.clone(),
        };
        self.add_operation(&new_key.app_label, operation, dependencies);
        self.renamed_models
            .insert(new_key.clone(), old_key.model_name.clone());
        self.renamed_models_rel
            .insert(old_key.clone(), new_key.clone());
        self.old_keys.managed.remove(old_key);
        self.old_keys.managed.insert(new_key.clone());
    }
}

/// The keys in the order in which a Python set of them is iterated over.
fn in_set_order(keys: impl IntoIterator<Item = ModelKey>) -> Vec<ModelKey> {
    set_order(keys, Filled::OneByOne, |key| {
        hash_tuple(&[hash_text(&key.app_label), hash_text(&key.model_name)])
    })
}

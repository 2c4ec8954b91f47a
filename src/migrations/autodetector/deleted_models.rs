//! Models and proxies that are gone.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::dependencies::{DependencyType, OperationDependency, in_set_order, related_fields};
use super::{FieldKey, MigrationAutodetector};
use crate::migrations::operations::Operation;
use crate::migrations::state::ModelState;
use crate::orm::{DjangoResult, ModelKey};

impl MigrationAutodetector<'_> {
    /// Relations go before the model, so that models which need each other can be deleted one
    /// after the other.
    pub(super) fn generate_deleted_models(&mut self) -> DjangoResult<()> {
        let new: BTreeSet<&ModelKey> = self
            .new_keys
            .managed
            .iter()
            .chain(&self.new_keys.unmanaged)
            .collect();
        let deleted = |keys: &BTreeSet<ModelKey>| -> Vec<ModelKey> {
            keys.iter()
                .filter(|key| !new.contains(key))
                .cloned()
                .collect()
        };
        let mut keys = deleted(&self.old_keys.managed);
        keys.extend(deleted(&self.old_keys.unmanaged));
        for key in keys {
            let model = Rc::clone(self.from_state.get_model(&key.app_label, &key.model_name)?);
            self.delete_model(&key, &model);
        }
        Ok(())
    }

    pub(super) fn generate_deleted_proxies(&mut self) -> DjangoResult<()> {
        let (old, new) = (&self.old_keys.proxies, &self.new_keys.proxies);
        let deleted: Vec<ModelKey> = old.difference(new).cloned().collect();
        for key in deleted {
            let model = self.from_state.get_model(&key.app_label, &key.model_name)?;
            let name = model.name.clone();
            self.add_operation(&key.app_label, Operation::DeleteModel { name }, Vec::new());
        }
        Ok(())
    }

    fn delete_model(&mut self, key: &ModelKey, model: &ModelState) {
        if !model.together("unique_together").is_empty() {
            let operation = Operation::AlterUniqueTogether {
                name: key.model_name.clone(),
                unique_together: Vec::new(),
            };
            self.add_operation(&key.app_label, operation, Vec::new());
        }
        let relations = sorted_relations(model);
        for name in &relations {
            let operation = Operation::RemoveField {
                model_name: key.model_name.clone(),
                name: name.clone(),
            };
            self.add_operation(&key.app_label, operation, Vec::new());
        }
        let dependencies = self.dependencies_of_deletion(key, &relations);
        let name = model.name.clone();
        self.add_operation(
            &key.app_label,
            Operation::DeleteModel { name },
            dependencies,
        );
    }

    /// Whatever points to the model is removed or altered first, as are its own relations, and
    /// the many-to-many field whose `through` it is.
    fn dependencies_of_deletion(
        &self,
        key: &ModelKey,
        relations: &[Rc<str>],
    ) -> Vec<OperationDependency> {
        let mut dependencies = Vec::new();
        for (model, name, field) in related_fields(&self.from_state, key) {
            dependencies.push(OperationDependency::remove_field(&FieldKey::new(
                &model, &name,
            )));
            if !field.many_to_many() {
                let altered = OperationDependency::new(&model, Some(&name), DependencyType::Alter);
                dependencies.push(altered);
            }
        }
        let own = relations.iter().map(|name| FieldKey::new(key, name));
        dependencies.extend(own.map(|field| OperationDependency::remove_field(&field)));
        let through_user = self.through_users.get(key);
        dependencies.extend(through_user.map(OperationDependency::remove_field));
        in_set_order(dependencies)
    }
}

fn sorted_relations(model: &ModelState) -> Vec<Rc<str>> {
    let fields = model.fields.iter();
    let mut relations: Vec<Rc<str>> = fields
        .filter(|(_, field)| field.is_relation())
        .map(|(name, _)| name.clone())
        .collect();
    relations.sort();
    relations
}

//! New models and new proxies.
//!
//! Relations, indexes, constraints and `unique_together` become operations of their own, so that
//! models which need each other can be created one after the other; the optimizer puts back into
//! `CreateModel` what can stand there.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::dependencies::{self, OperationDependency, in_set_order, related_fields};
use super::{FieldKey, MigrationAutodetector, options};
use crate::migrations::operations::Operation;
use crate::migrations::state::{ModelState, option_names};
use crate::orm::{Base, DjangoResult, Field, ModelKey, ModelOptions};

/// A new model taken apart.
struct CreatedModel {
    key: ModelKey,
    model: Rc<ModelState>,
    /// Relations to add after the model is there.
    related_fields: IndexMap<Rc<str>, Field>,
    /// The relation that is its primary key, which cannot wait.
    primary_key_relation: Option<Field>,
}

impl MigrationAutodetector<'_> {
    pub(super) fn generate_created_models(&mut self) -> DjangoResult<()> {
        let old: BTreeSet<&ModelKey> = self
            .old_keys
            .managed
            .iter()
            .chain(&self.old_keys.unmanaged)
            .collect();
        let added = |keys: &BTreeSet<ModelKey>| {
            let mut added: Vec<ModelKey> = keys
                .iter()
                .filter(|key| !old.contains(key))
                .cloned()
                .collect();
            // Each is inserted at the beginning, so the last here comes first in the end.
            added.sort_by_cached_key(|key| std::cmp::Reverse(self.swappable_first_key(key)));
            added
        };
        let mut keys = added(&self.new_keys.managed);
        keys.extend(added(&self.new_keys.unmanaged));
        for key in keys {
            let created = CreatedModel::new(&key, self.new_model(&key)?);
            self.create_model(&created);
            if !options::is_unmanaged(&created.model) {
                self.add_related_fields(&created);
                self.add_options(&created);
                self.repoint_former_proxy(&created);
            }
        }
        Ok(())
    }

    /// Django uses the same operation for proxies, without fields.
    pub(super) fn generate_created_proxies(&mut self) -> DjangoResult<()> {
        let (old, new) = (&self.old_keys.proxies, &self.new_keys.proxies);
        let added: Vec<ModelKey> = new.difference(old).cloned().collect();
        for key in added {
            let model = self.new_model(&key)?;
            let bases = base_keys(&model).map(|base| OperationDependency::create(&base));
            let dependencies = std::iter::once(OperationDependency::remove(&key))
                .chain(bases)
                .collect();
            let operation = create_model(&model, Vec::new(), options_with_lists(&model.options));
            self.add_operation(&key.app_label, operation, dependencies);
        }
        Ok(())
    }

    /// Models that may be swapped in come first: others depend on them through a setting.
    fn swappable_first_key(&self, key: &ModelKey) -> (String, String) {
        let label = format!("{}.{}", key.app_label, key.model_name);
        let is_user = self.to_state.settings.auth_user_model.to_lowercase() == label.to_lowercase();
        let is_swappable = self
            .to_state
            .models
            .get(key)
            .is_some_and(|model| options::is_swappable(model) || has_user_base(model));
        let prefix = if is_user || is_swappable { "___" } else { "" };
        let prefixed = |text: &str| format!("{prefix}{text}");
        (prefixed(&key.app_label), prefixed(&key.model_name))
    }

    fn create_model(&mut self, created: &CreatedModel) {
        let CreatedModel { key, model, .. } = created;
        // A proxy of the same name, or a model that this one was before, goes first.
        let mut dependencies = vec![OperationDependency::remove(key)];
        for base in base_keys(model) {
            dependencies.push(OperationDependency::create(&base));
            dependencies.extend(self.removed_base_fields(&base, model));
        }
        if let Some(field) = &created.primary_key_relation
            && let Some(target) = field.remote_model_key(&key.app_label, &key.model_name)
        {
            dependencies.push(OperationDependency::create(&target));
        }
        let fields = model
            .fields
            .iter()
            .filter(|(name, _)| !created.related_fields.contains_key(*name))
            .map(|(name, field)| (name.clone(), field.clone()))
            .collect();
        let operation = create_model(model, fields, options_without_fields(&model.options));
        self.add_operation_at_beginning(&key.app_label, operation, dependencies);
    }

    /// Fields that the base loses and the new model has cannot be in both at once.
    fn removed_base_fields(&self, base: &ModelKey, model: &ModelState) -> Vec<OperationDependency> {
        let old_base = self.from_state.models.get(base);
        let new_base = self.to_state.models.get(base);
        let (Some(old_base), Some(new_base)) = (old_base, new_base) else {
            return Vec::new();
        };
        let mut names: Vec<&Rc<str>> = old_base
            .fields
            .keys()
            .filter(|name| !new_base.fields.contains_key(*name))
            .filter(|name| model.fields.contains_key(*name))
            .collect();
        names.sort();
        names
            .into_iter()
            .map(|name| OperationDependency::remove_field(&FieldKey::new(base, name)))
            .collect()
    }

    fn add_related_fields(&mut self, created: &CreatedModel) {
        let key = &created.key;
        for (name, field) in created.sorted_related_fields() {
            let mut dependencies = dependencies::for_foreign_key(key, field);
            dependencies.push(OperationDependency::create(key));
            let dependencies = in_set_order(dependencies);
            let operation = Operation::AddField {
                model_name: key.model_name.clone(),
                name: name.clone(),
                field: field.clone(),
                preserve_default: true,
            };
            self.add_operation(&key.app_label, operation, dependencies);
        }
    }

    fn add_options(&mut self, created: &CreatedModel) {
        let CreatedModel { key, model, .. } = created;
        let name = &key.model_name;
        let created_model = OperationDependency::create(key);
        if let Some(ordered_by) =
            options::order_with_respect_to(model).filter(|ordered_by| !ordered_by.is_empty())
        {
            let dependencies = vec![
                OperationDependency::create_field(key, &ordered_by),
                created_model.clone(),
            ];
            let operation = Operation::AlterOrderWithRespectTo {
                name: name.clone(),
                order_with_respect_to: Some(ordered_by),
            };
            self.add_operation(&key.app_label, operation, dependencies);
        }
        let dependencies: Vec<OperationDependency> = created
            .sorted_related_fields()
            .into_iter()
            .map(|(field, _)| OperationDependency::create_field(key, field))
            .chain([created_model])
            .collect();
        for operation in options_after_fields(name, model) {
            self.add_operation(&key.app_label, operation, dependencies.clone());
        }
    }

    /// Relations to a proxy that becomes a model of its own get another target.
    fn repoint_former_proxy(&mut self, created: &CreatedModel) {
        let key = &created.key;
        if !self.old_keys.proxies.contains(key) {
            return;
        }
        for (related_key, name, field) in related_fields(&self.to_state, key) {
            let Some(related_model) = self.to_state.models.get(&related_key) else {
                continue;
            };
            let operation = Operation::AlterField {
                model_name: related_model.name.clone(),
                name,
                field,
                preserve_default: true,
            };
            let dependencies = vec![OperationDependency::create(key)];
            self.add_operation(&related_key.app_label, operation, dependencies);
        }
    }
}

impl CreatedModel {
    fn new(key: &ModelKey, model: Rc<ModelState>) -> Self {
        let mut related_fields = IndexMap::new();
        let mut primary_key_relation = None;
        for (name, field) in &model.fields {
            let Some(relation) = &field.relation else {
                continue;
            };
            if field.options.primary_key {
                primary_key_relation = Some(field.clone());
            } else if !relation.parent_link {
                related_fields.insert(name.clone(), field.clone());
            }
            if relation.through.is_some() {
                related_fields.insert(name.clone(), field.clone());
            }
        }
        Self {
            key: key.clone(),
            model,
            related_fields,
            primary_key_relation,
        }
    }

    fn sorted_related_fields(&self) -> Vec<(&Rc<str>, &Field)> {
        let mut fields: Vec<(&Rc<str>, &Field)> = self.related_fields.iter().collect();
        fields.sort_by_key(|(name, _)| *name);
        fields
    }
}

/// The models among the bases.
pub(super) fn base_keys(model: &ModelState) -> impl Iterator<Item = ModelKey> {
    model.bases.iter().filter_map(|base| match base {
        Base::Key(key) => Some(key.clone()),
        Base::Named(label) => {
            let (app_label, name) = label.split_once('.')?;
            Some(ModelKey::new(app_label, name))
        }
        Base::Model | Base::Class(_) => None,
    })
}

fn has_user_base(model: &ModelState) -> bool {
    model.bases.iter().any(|base| match base {
        Base::Class(class) => class
            .as_class()
            .is_some_and(|class| matches!(&*class.name, "AbstractUser" | "AbstractBaseUser")),
        _ => false,
    })
}

fn create_model(
    model: &ModelState,
    fields: Vec<(Rc<str>, Field)>,
    options: ModelOptions,
) -> Operation {
    Operation::CreateModel {
        name: model.name.clone(),
        fields,
        options,
        bases: model.bases.clone(),
        managers: model.managers.clone(),
    }
}

/// The options that name no field which may still be missing.
fn options_without_fields(options: &ModelOptions) -> ModelOptions {
    let is_kept = |name: &str| !matches!(name, "unique_together" | "order_with_respect_to");
    let is_listed = |name: &str| is_kept(name) && !matches!(name, "indexes" | "constraints");
    let mut options = options.clone();
    options.indexes.clear();
    options.constraints.clear();
    options.values.retain(|name, _| is_kept(name));
    options.order.retain(|name| is_listed(name));
    options
}

/// The options of a model state, which has a list of indexes and of constraints even when they are
/// empty.
fn options_with_lists(options: &ModelOptions) -> ModelOptions {
    let mut order = option_names(options);
    for name in ["indexes", "constraints"] {
        if !order.iter().any(|listed| &**listed == name) {
            order.push(name.into());
        }
    }
    ModelOptions {
        order,
        ..options.clone()
    }
}

fn options_after_fields(name: &Rc<str>, model: &ModelState) -> Vec<Operation> {
    let mut operations = Vec::new();
    operations.extend(
        model
            .options
            .indexes
            .iter()
            .map(|index| Operation::AddIndex {
                model_name: name.clone(),
                index: index.clone(),
            }),
    );
    operations.extend(model.options.constraints.iter().map(|constraint| {
        Operation::AddConstraint {
            model_name: name.clone(),
            constraint: constraint.clone(),
        }
    }));
    let unique_together = model.together("unique_together");
    if !unique_together.is_empty() {
        operations.push(Operation::AlterUniqueTogether {
            name: name.clone(),
            unique_together,
        });
    }
    operations
}

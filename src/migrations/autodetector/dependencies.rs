//! `OperationDependency`: what an operation needs to happen before it, and which operation does it.

use std::rc::Rc;

use indexmap::IndexMap;

use super::expression_fields::referenced_base_fields;
use super::{FieldKey, GeneratedOperation, MigrationAutodetector};
use crate::migrations::operations::Operation;
use crate::migrations::state::ProjectState;
use crate::orm::{DjangoResult, Field, ModelKey, ModelReference};
use crate::python::set_order::{Filled, Hash, hash_text, hash_tuple, set_order};

/// Something that another operation does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OperationDependency {
    /// The model, after looking up the setting.
    pub model: ModelKey,
    /// The field; `None` when it is about the model itself.
    pub field_name: Option<Rc<str>>,
    /// What is done to it.
    pub kind: DependencyType,
    /// The setting that names the model (Django's app label `__setting__`).
    pub setting: Option<Rc<str>>,
}

/// What is done to a model or field (`OperationDependency.Type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DependencyType {
    /// `CREATE`: it is created.
    Create,
    /// `REMOVE`: it is removed.
    Remove,
    /// `ALTER`: it is altered.
    Alter,
    /// `REMOVE_ORDER_WRT`: the model is no longer ordered with respect to it.
    RemoveOrderWrt,
    /// `ALTER_FOO_TOGETHER`: `unique_together` or `index_together` change.
    AlterFooTogether,
}

/// Which operations of a list do what others depend on (`check_dependency`), found by key: looking
/// at every pair of operations would make a first migration of many models cubic.
pub(super) struct Providers {
    by_key: IndexMap<ProviderKey, Vec<usize>>,
}

/// What an operation does, as dependencies name it.
#[derive(PartialEq, Eq, Hash)]
struct ProviderKey {
    kind: DependencyType,
    model_name: Rc<str>,
    field_name: Option<Rc<str>>,
}

impl OperationDependency {
    pub(super) fn new(
        model: &ModelKey,
        field_name: Option<&Rc<str>>,
        kind: DependencyType,
    ) -> Self {
        Self {
            model: model.clone(),
            field_name: field_name.cloned(),
            kind,
            setting: None,
        }
    }

    /// `hash()` of Django's named tuple. That of `None` is its address, so any number will do.
    fn hash(&self) -> Hash {
        let (app_label, model_name) = match &self.setting {
            Some(setting) => ("__setting__", setting),
            None => (&*self.model.app_label, &self.model.model_name),
        };
        let field_name = self.field_name.as_deref().map_or(0, hash_text);
        let kind = hash_text(self.kind.name());
        hash_tuple(&[
            hash_text(app_label),
            hash_text(model_name),
            field_name,
            kind,
        ])
    }

    pub(super) fn create(model: &ModelKey) -> Self {
        Self::new(model, None, DependencyType::Create)
    }

    pub(super) fn create_field(model: &ModelKey, name: &Rc<str>) -> Self {
        Self::new(model, Some(name), DependencyType::Create)
    }

    pub(super) fn remove(model: &ModelKey) -> Self {
        Self::new(model, None, DependencyType::Remove)
    }

    pub(super) fn remove_field(key: &FieldKey) -> Self {
        Self::new(&key.model, Some(&key.name), DependencyType::Remove)
    }
}

impl DependencyType {
    fn name(self) -> &'static str {
        match self {
            Self::Create => "CREATE",
            Self::Remove => "REMOVE",
            Self::Alter => "ALTER",
            Self::RemoveOrderWrt => "REMOVE_ORDER_WRT",
            Self::AlterFooTogether => "ALTER_FOO_TOGETHER",
        }
    }
}

/// `list(set(dependencies))`: without those named twice, in the set's order.
pub(super) fn in_set_order(dependencies: Vec<OperationDependency>) -> Vec<OperationDependency> {
    set_order(dependencies, Filled::OneByOne, OperationDependency::hash)
}

impl Providers {
    /// Of an app's operations, in their order.
    pub(super) fn of<'o>(operations: impl IntoIterator<Item = &'o GeneratedOperation>) -> Self {
        let mut by_key: IndexMap<ProviderKey, Vec<usize>> = IndexMap::new();
        for (index, generated) in operations.into_iter().enumerate() {
            for key in provided_by(&generated.operation) {
                let indexes = by_key.entry(key).or_default();
                if indexes.last() != Some(&index) {
                    indexes.push(index);
                }
            }
        }
        Self { by_key }
    }

    /// The positions of the operations that do what the dependency names, ascending.
    /// `operation` answers the operation at a position.
    pub(super) fn of_dependency<'o>(
        &self,
        dependency: &OperationDependency,
        operation: impl Fn(usize) -> Option<&'o Operation>,
    ) -> Vec<usize> {
        let Some(indexes) = self.by_key.get(&ProviderKey::of(dependency)) else {
            return Vec::new();
        };
        indexes
            .iter()
            .copied()
            .filter(|index| {
                operation(*index).is_some_and(|operation| releases(operation, dependency))
            })
            .collect()
    }
}

impl ProviderKey {
    /// A created field is looked up as written, since `CreateModel` compares it so; the others by
    /// their lower-case name.
    fn of(dependency: &OperationDependency) -> Self {
        let field_name = match dependency.kind {
            DependencyType::RemoveOrderWrt | DependencyType::AlterFooTogether => None,
            DependencyType::Create => dependency.field_name.clone(),
            _ => dependency.field_name.as_deref().map(lower),
        };
        Self {
            kind: dependency.kind,
            model_name: dependency.model.model_name.clone(),
            field_name,
        }
    }

    fn new(kind: DependencyType, model_name: &str, field_name: Option<&str>) -> Self {
        Self {
            kind,
            model_name: lower(model_name),
            field_name: field_name.map(Into::into),
        }
    }
}

fn provided_by(operation: &Operation) -> Vec<ProviderKey> {
    use DependencyType::{Alter, AlterFooTogether, Create, Remove, RemoveOrderWrt};
    let key = ProviderKey::new;
    match operation {
        Operation::CreateModel { name, fields, .. } => std::iter::once(key(Create, name, None))
            .chain(
                fields
                    .iter()
                    .map(|(field, _)| key(Create, name, Some(field))),
            )
            .collect(),
        Operation::AddField {
            model_name, name, ..
        } => {
            let mut keys = vec![key(Create, model_name, Some(name))];
            // Any dependency whose lower-case name is this one's is satisfied; besides the name as
            // written only the lower-case one can occur, because field names are unique in a model.
            keys.push(key(Create, model_name, Some(&name.to_lowercase())));
            keys
        }
        Operation::RemoveField { model_name, name } => {
            vec![key(Remove, model_name, Some(&name.to_lowercase()))]
        }
        Operation::DeleteModel { name } => vec![key(Remove, name, None)],
        Operation::AlterField {
            model_name, name, ..
        } => vec![key(Alter, model_name, Some(&name.to_lowercase()))],
        Operation::AlterOrderWithRespectTo { name, .. } => vec![key(RemoveOrderWrt, name, None)],
        Operation::AlterUniqueTogether { name, .. }
        | Operation::AlterIndexTogether { name, .. } => {
            vec![key(AlterFooTogether, name, None)]
        }
        _ => Vec::new(),
    }
}

/// The part of a dependency that its key does not say.
fn releases(operation: &Operation, dependency: &OperationDependency) -> bool {
    match operation {
        Operation::AlterOrderWithRespectTo {
            order_with_respect_to,
            ..
        } => {
            let ordered_by = order_with_respect_to.as_deref().unwrap_or_default();
            let field_name = dependency.field_name.as_deref().unwrap_or_default();
            ordered_by.to_lowercase() != field_name.to_lowercase()
        }
        _ => true,
    }
}

fn lower(name: &str) -> Rc<str> {
    name.to_lowercase().into()
}

/// The models that a relation of `model` needs: the one it points to, and its `through`.
pub(super) fn for_foreign_key(model: &ModelKey, field: &Field) -> Vec<OperationDependency> {
    let Some(relation) = &field.relation else {
        return Vec::new();
    };
    let resolve =
        |reference: &ModelReference| reference.resolve(&model.app_label, &model.model_name);
    let mut target = OperationDependency::create(&resolve(&relation.to));
    if let ModelReference::Setting { setting, .. } = &relation.to
        && relation.swappable
    {
        target.setting = Some(setting.clone());
    }
    let through = relation.through.as_ref().map(resolve);
    std::iter::once(target)
        .chain(through.as_ref().map(OperationDependency::create))
        .collect()
}

/// The fields that point to a model: `state.relations[model]`.
pub(super) fn related_fields(
    state: &ProjectState,
    model: &ModelKey,
) -> Vec<(ModelKey, Rc<str>, Field)> {
    let relations = state.relations();
    let by_model = relations.get(model).into_iter().flatten();
    by_model
        .flat_map(|(key, fields)| {
            fields
                .iter()
                .map(|(name, field)| (key.clone(), name.clone(), field.clone()))
        })
        .collect()
}

impl MigrationAutodetector<'_> {
    /// The models that any relation of a model needs.
    pub(super) fn dependencies_for_model(
        &self,
        key: &ModelKey,
    ) -> DjangoResult<Vec<OperationDependency>> {
        let model = self.new_model(key)?;
        let fields = model.fields.values();
        Ok(fields
            .flat_map(|field| for_foreign_key(key, field))
            .collect())
    }

    /// The new fields that a generated field may refer to. Django counts every new relation of
    /// the project among them.
    pub(super) fn dependencies_for_generated_field(
        &self,
        field: &Field,
    ) -> DjangoResult<Vec<OperationDependency>> {
        let referenced = referenced_base_fields(field);
        let mut dependencies = Vec::new();
        for key in self.new_field_keys.difference(&self.old_field_keys) {
            let model = self.new_model(&key.model)?;
            let added = super::get_field(&model, &key.name)?;
            if added.is_relation() || referenced.contains(&key.name) {
                dependencies.push(OperationDependency::create_field(&key.model, &key.name));
            }
        }
        Ok(dependencies)
    }
}

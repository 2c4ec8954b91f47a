//! `MigrationAutodetector`: what migrations lead from one state of the models to another.
//!
//! Detection runs in Django's order, one file per phase, because the order of operations decides
//! the order of questions, names and SQL. Every phase adds operations for an app, each with the
//! operations that must come before it. Then the operations of each app are sorted, cut into
//! migrations where apps depend on each other, optimized, numbered and named.

mod altered_fields;
mod arrange;
mod comparison;
mod constraints;
mod created_models;
mod deleted_models;
mod dependencies;
mod expression_fields;
mod fields;
mod indexes;
mod migration_list;
mod options;
mod renamed_fields;
mod renamed_models;
mod sort;
mod together;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use indexmap::IndexMap;

use super::graph::MigrationGraph;
use super::migration::Migration;
use super::operations::Operation;
use super::optimizer::optimize;
use super::questioner::{Answer, MigrationQuestioner};
use super::state::{ModelState, ProjectState};
use crate::orm::{DjangoResult, Exception, Field, ModelKey};

pub use arrange::parse_number;
pub use dependencies::{DependencyType, OperationDependency};

/// New migrations by app label, in the order in which they were built.
pub type Changes = IndexMap<Rc<str>, Vec<Migration>>;

/// Compares two states of the models of a whole project.
pub struct MigrationAutodetector<'a> {
    from_state: ProjectState,
    to_state: ProjectState,
    questioner: &'a mut dyn MigrationQuestioner,
    now: i64,
    existing_apps: BTreeSet<Rc<str>>,
    generated_operations: BTreeMap<Rc<str>, VecDeque<GeneratedOperation>>,
    old_keys: ModelKeys,
    new_keys: ModelKeys,
    kept_keys: ModelKeys,
    /// Old names by new keys.
    renamed_models: BTreeMap<ModelKey, Rc<str>>,
    /// New keys by old keys.
    renamed_models_rel: BTreeMap<ModelKey, ModelKey>,
    /// Old names by new keys.
    renamed_fields: BTreeMap<FieldKey, Rc<str>>,
    renamed_operations: Vec<renamed_fields::RenamedField>,
    old_field_keys: BTreeSet<FieldKey>,
    new_field_keys: BTreeSet<FieldKey>,
    /// Fields of the old state by the model that is their `through`.
    through_users: BTreeMap<ModelKey, FieldKey>,
    altered_indexes: Vec<(ModelKey, indexes::AlteredIndexes)>,
    altered_constraints: Vec<(ModelKey, constraints::AlteredConstraints)>,
}

/// An operation with what must come before it (`_auto_deps`).
#[derive(Clone)]
struct GeneratedOperation {
    operation: Operation,
    dependencies: Vec<OperationDependency>,
}

/// The models that migrations care about, by how they are treated.
#[derive(Default)]
struct ModelKeys {
    managed: BTreeSet<ModelKey>,
    proxies: BTreeSet<ModelKey>,
    unmanaged: BTreeSet<ModelKey>,
}

/// A field of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FieldKey {
    model: ModelKey,
    name: Rc<str>,
}

impl Ord for FieldKey {
    /// By model, then by name. Fields of one model share its key, which need not be read then: sets
    /// of all fields of a project are compared again and again.
    fn cmp(&self, other: &Self) -> Ordering {
        let (own, others) = (&self.model, &other.model);
        let is_shared = Rc::ptr_eq(&own.model_name, &others.model_name)
            && Rc::ptr_eq(&own.app_label, &others.app_label);
        let by_model = if is_shared {
            Ordering::Equal
        } else {
            own.cmp(others)
        };
        by_model.then_with(|| self.name.cmp(&other.name))
    }
}

impl PartialOrd for FieldKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'a> MigrationAutodetector<'a> {
    /// A comparison that asks `questioner` what it cannot know. `now`, in microseconds
    /// since the epoch, names migrations that nothing else gives a name.
    pub fn new(
        from_state: ProjectState,
        to_state: ProjectState,
        questioner: &'a mut dyn MigrationQuestioner,
        now: i64,
    ) -> Self {
        let existing_apps = from_state
            .models
            .keys()
            .map(|key| key.app_label.clone())
            .collect();
        Self {
            from_state,
            to_state,
            questioner,
            now,
            existing_apps,
            generated_operations: BTreeMap::new(),
            old_keys: ModelKeys::default(),
            new_keys: ModelKeys::default(),
            kept_keys: ModelKeys::default(),
            renamed_models: BTreeMap::new(),
            renamed_models_rel: BTreeMap::new(),
            renamed_fields: BTreeMap::new(),
            renamed_operations: Vec::new(),
            old_field_keys: BTreeSet::new(),
            new_field_keys: BTreeSet::new(),
            through_users: BTreeMap::new(),
            altered_indexes: Vec::new(),
            altered_constraints: Vec::new(),
        }
    }

    /// The migrations that extend `graph`, of all apps or of `trim_to_apps` and what they need.
    /// `convert_apps` are apps without migrations that shall get their first.
    ///
    /// # Errors
    ///
    /// A question that has no answer yet, an exit, or an exception.
    pub fn changes(
        &mut self,
        graph: &MigrationGraph,
        trim_to_apps: Option<&[Rc<str>]>,
        convert_apps: Option<&[Rc<str>]>,
        migration_name: Option<&str>,
    ) -> Answer<Changes> {
        let changes = self.detect_changes(convert_apps, graph)?;
        let mut changes = self.arrange_for_graph(changes, graph, migration_name)?;
        if let Some(apps) = trim_to_apps.filter(|apps| !apps.is_empty()) {
            arrange::trim_to_apps(&mut changes, apps);
        }
        Ok(changes)
    }

    fn detect_changes(
        &mut self,
        convert_apps: Option<&[Rc<str>]>,
        graph: &MigrationGraph,
    ) -> Answer<Changes> {
        self.prepare_model_keys(convert_apps);
        self.generate_renamed_models()?;
        self.prepare_field_lists()?;
        self.generate_through_model_map()?;
        self.generate_deleted_models()?;
        self.generate_created_models()?;
        self.generate_deleted_proxies()?;
        self.generate_created_proxies()?;
        self.generate_altered_options()?;
        self.generate_altered_managers()?;
        self.generate_altered_db_table_comment()?;
        // What was renamed must be known before indexes and unique_together are compared, but its
        // operations come after the removal of indexes.
        self.create_renamed_fields()?;
        self.create_altered_indexes()?;
        self.create_altered_constraints()?;
        self.generate_removed_constraints();
        self.generate_removed_indexes();
        self.generate_renamed_fields();
        self.generate_renamed_indexes();
        self.generate_removed_altered_unique_together()?;
        self.generate_removed_fields();
        self.generate_added_fields()?;
        self.generate_altered_fields()?;
        self.generate_altered_order_with_respect_to()?;
        self.generate_altered_unique_together()?;
        self.generate_added_indexes()?;
        self.generate_added_constraints()?;
        self.generate_altered_constraints()?;
        self.generate_altered_db_table()?;
        self.sort_migrations()?;
        let mut changes = self.build_migration_list(graph)?;
        optimize_migrations(&mut changes);
        Ok(changes)
    }

    fn prepare_model_keys(&mut self, convert_apps: Option<&[Rc<str>]>) {
        let real_apps = &self.from_state.real_apps;
        let converted = |app: &Rc<str>| convert_apps.is_some_and(|apps| apps.contains(app));
        self.old_keys = ModelKeys::of(&self.from_state, |app| !real_apps.contains(app));
        self.new_keys = ModelKeys::of(&self.to_state, |app| {
            !real_apps.contains(app) || converted(app)
        });
    }

    /// Called after the renames, which make an old and a new key one kept key.
    fn prepare_field_lists(&mut self) -> DjangoResult<()> {
        self.kept_keys = self.old_keys.intersection(&self.new_keys);
        // Sets are made at once from all their keys, which is much less work than key by key.
        let (mut old_fields, mut new_fields) = (Vec::new(), Vec::new());
        for key in &self.kept_keys.managed {
            let names = |model: Rc<ModelState>, fields: &mut Vec<FieldKey>| {
                fields.extend(model.fields.keys().map(|name| FieldKey::new(key, name)));
            };
            names(self.old_model(key)?, &mut old_fields);
            names(self.new_model(key)?, &mut new_fields);
        }
        self.old_field_keys = old_fields.into_iter().collect();
        self.new_field_keys = new_fields.into_iter().collect();
        Ok(())
    }

    fn generate_through_model_map(&mut self) -> DjangoResult<()> {
        for key in self.old_keys.managed.clone() {
            let old_model = self.old_model(&key)?;
            let old_key = ModelKey::new(&key.app_label, &old_model.name);
            for (name, field) in &old_model.fields {
                if let Some(through) = field.through_key(&key.app_label, &key.model_name) {
                    self.through_users
                        .insert(through, FieldKey::new(&old_key, name));
                }
            }
        }
        Ok(())
    }

    fn add_operation(
        &mut self,
        app_label: &Rc<str>,
        operation: Operation,
        dependencies: Vec<OperationDependency>,
    ) {
        let operations = self.generated_operations.entry(app_label.clone());
        operations.or_default().push_back(GeneratedOperation {
            operation,
            dependencies,
        });
    }

    fn add_operation_at_beginning(
        &mut self,
        app_label: &Rc<str>,
        operation: Operation,
        dependencies: Vec<OperationDependency>,
    ) {
        let operations = self.generated_operations.entry(app_label.clone());
        operations.or_default().push_front(GeneratedOperation {
            operation,
            dependencies,
        });
    }

    /// The old state of a kept model, which may have had another name.
    fn old_model(&self, key: &ModelKey) -> DjangoResult<Rc<ModelState>> {
        match self.renamed_models.get(key) {
            Some(old_name) => self.from_state.get_model(&key.app_label, old_name).cloned(),
            None => self.from_state.require_model(key).cloned(),
        }
    }

    fn new_model(&self, key: &ModelKey) -> DjangoResult<Rc<ModelState>> {
        self.to_state.require_model(key).cloned()
    }

    /// Every kept model whose table migrations do not leave alone, sorted.
    fn kept_model_keys(&self) -> Vec<ModelKey> {
        self.kept_keys.managed.iter().cloned().collect()
    }

    /// Every kept model, proxies and unmanaged ones too, sorted.
    fn all_kept_keys(&self) -> BTreeSet<ModelKey> {
        let ModelKeys {
            managed,
            proxies,
            unmanaged,
        } = &self.kept_keys;
        managed
            .iter()
            .chain(proxies)
            .chain(unmanaged)
            .cloned()
            .collect()
    }
}

impl ModelKeys {
    /// Splits the models of a state; unmanaged ones count whatever their app is.
    fn of(state: &ProjectState, is_migrated: impl Fn(&Rc<str>) -> bool) -> Self {
        let mut keys = Self::default();
        for (key, model) in state.models.iter() {
            if options::is_unmanaged(model) {
                keys.unmanaged.insert(key.clone());
            } else if is_migrated(&key.app_label) {
                let kind = if model.is_proxy() {
                    &mut keys.proxies
                } else {
                    &mut keys.managed
                };
                kind.insert(key.clone());
            }
        }
        keys
    }

    fn intersection(&self, other: &Self) -> Self {
        let common = |left: &BTreeSet<ModelKey>, right| left.intersection(right).cloned().collect();
        Self {
            managed: common(&self.managed, &other.managed),
            proxies: common(&self.proxies, &other.proxies),
            unmanaged: common(&self.unmanaged, &other.unmanaged),
        }
    }
}

impl FieldKey {
    fn new(model: &ModelKey, name: &Rc<str>) -> Self {
        Self {
            model: model.clone(),
            name: name.clone(),
        }
    }
}

/// `ModelState.get_field()`.
fn get_field<'s>(model: &'s ModelState, name: &str) -> DjangoResult<&'s Field> {
    model
        .get_field(name)
        .ok_or_else(|| Exception::new("KeyError", format!("'{name}'")))
}

/// Chains the migrations of each app and optimizes their operations.
fn optimize_migrations(changes: &mut Changes) {
    for migrations in changes.values_mut() {
        migration_list::chain(migrations);
        for migration in migrations {
            let operations = std::mem::take(&mut migration.operations);
            migration.operations = optimize(operations, &migration.app_label);
        }
    }
}

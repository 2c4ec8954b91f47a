//! `MigrationLoader`: the migrations on disk and what the database says is applied, as a graph.

pub mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use indexmap::IndexMap;

pub use source::{MigrationSource, MigrationsModule};

use super::exceptions::{
    NodeNotFoundError, ambiguity_error, bad_migration_error, inconsistent_migration_history,
};
use super::graph::MigrationGraph;
use super::migration::{Dependency, Migration, MigrationKey};
use super::state::ProjectState;
use super::utils::in_set_order;
use crate::orm::{Apps, DjangoResult, Exception};
use crate::python::set_order::{Filled, hash_text, set_order};

/// Applied migrations in the order recorded, with the `applied` time as `django_migrations` shows
/// it; `None` for a replacing migration that counts as applied because all it replaces is.
pub type AppliedMigrations = IndexMap<MigrationKey, Option<Rc<str>>>;

/// How migrations are loaded.
#[derive(Clone, Copy, Debug)]
pub struct LoaderOptions {
    /// Whether an app whose `MIGRATION_MODULES` entry does not exist counts as unmigrated.
    pub ignore_no_migrations: bool,
    /// Whether replacing migrations take the place of those they replace.
    pub replace_migrations: bool,
}

impl Default for LoaderOptions {
    fn default() -> Self {
        Self {
            ignore_no_migrations: false,
            replace_migrations: true,
        }
    }
}

/// Everything known about a project's migrations.
#[derive(Clone)]
pub struct MigrationLoader {
    /// How they were loaded.
    pub options: LoaderOptions,
    /// Migrations as their files define them, apps in the order installed, names in no order.
    pub disk_migrations: IndexMap<MigrationKey, Rc<Migration>>,
    /// Apps that have no migrations package.
    pub unmigrated_apps: BTreeSet<Rc<str>>,
    /// Apps that have one.
    pub migrated_apps: BTreeSet<Rc<str>>,
    /// What is applied; replacing migrations follow those they replace.
    pub applied_migrations: AppliedMigrations,
    /// The graph.
    pub graph: MigrationGraph,
    /// Migrations that replace others.
    pub replacements: IndexMap<MigrationKey, Rc<Migration>>,
}

impl MigrationLoader {
    /// Loads every migration of `source` and builds the graph (`MigrationLoader(connection)`).
    /// `applied` is what the recorder answers, or nothing when there is no connection.
    ///
    /// # Errors
    ///
    /// What a migration raises, or an exception about a graph that cannot be.
    pub fn new(
        source: &mut dyn MigrationSource,
        applied: AppliedMigrations,
        options: LoaderOptions,
    ) -> DjangoResult<Self> {
        let mut loader = Self {
            options,
            disk_migrations: IndexMap::new(),
            unmigrated_apps: BTreeSet::new(),
            migrated_apps: BTreeSet::new(),
            applied_migrations: applied,
            graph: MigrationGraph::new(),
            replacements: IndexMap::new(),
        };
        loader.load_disk(source)?;
        loader.build_graph()?;
        Ok(loader)
    }

    /// Builds the graph again from the same files, after `applied` has changed.
    ///
    /// # Errors
    ///
    /// An exception about a graph that cannot be.
    pub fn rebuild_graph(&mut self, applied: AppliedMigrations) -> DjangoResult<()> {
        self.applied_migrations = applied;
        self.graph = MigrationGraph::new();
        self.replacements = IndexMap::new();
        self.build_graph()
    }

    /// The migration at a node of the graph.
    pub fn get_migration(&self, app_label: &str, name: &str) -> Option<&Rc<Migration>> {
        self.graph.migration(&MigrationKey::new(app_label, name))
    }

    /// The one migration on disk whose name starts with `name_prefix`.
    ///
    /// # Errors
    ///
    /// `AmbiguityError` for several, `KeyError` for none.
    pub fn get_migration_by_prefix(
        &self,
        app_label: &str,
        name_prefix: &str,
    ) -> DjangoResult<&Rc<Migration>> {
        let mut matches = self
            .disk_migrations
            .iter()
            .filter(|(key, _)| &*key.app_label == app_label && key.name.starts_with(name_prefix))
            .map(|(_, migration)| migration);
        let found = matches.next().ok_or_else(|| {
            // `str()` of a KeyError is the `repr()` of its argument.
            Exception::new(
                "KeyError",
                format!(
                    "\"There is no migration for '{app_label}' with the prefix '{name_prefix}'\""
                ),
            )
        })?;
        match matches.next() {
            None => Ok(found),
            Some(_) => Err(ambiguity_error(app_label, name_prefix)),
        }
    }

    /// Checks that whatever is applied has its dependencies applied.
    ///
    /// # Errors
    ///
    /// `InconsistentMigrationHistory`.
    pub fn check_consistent_history(
        &self,
        applied: &AppliedMigrations,
        database: &str,
    ) -> DjangoResult<()> {
        for child in applied.keys() {
            let Some(node) = self.graph.node(child) else {
                continue;
            };
            let missing = node.parents.iter().filter(|parent| {
                !applied.contains_key(*parent) && !self.is_replaced_by_applied(parent, applied)
            });
            let missing = in_set_order(missing.cloned(), Filled::OneByOne);
            if let Some(parent) = missing.first() {
                return Err(inconsistent_migration_history(child, parent, database));
            }
        }
        Ok(())
    }

    /// Apps with more than one leaf, with the leaves' names, sorted.
    pub fn detect_conflicts(&self) -> BTreeMap<Rc<str>, Vec<Rc<str>>> {
        let mut leaves: BTreeMap<Rc<str>, Vec<Rc<str>>> = BTreeMap::new();
        for leaf in self.graph.leaf_nodes(None) {
            leaves.entry(leaf.app_label).or_default().push(leaf.name);
        }
        leaves.retain(|_, names| names.len() > 1);
        leaves
    }

    /// The state that the migrations add up to; see [`MigrationGraph::make_state`]. `apps` has the
    /// models of apps without migrations.
    ///
    /// # Errors
    ///
    /// What an operation raises.
    pub fn project_state(
        &self,
        nodes: Option<&[MigrationKey]>,
        at_end: bool,
        apps: &Apps,
    ) -> DjangoResult<ProjectState> {
        let mut state = ProjectState::new(Rc::clone(&apps.settings));
        state.set_real_apps(self.unmigrated_apps.iter().cloned().collect(), apps)?;
        self.graph.make_state(nodes, at_end, state)
    }

    fn load_disk(&mut self, source: &mut dyn MigrationSource) -> DjangoResult<()> {
        for app_label in source.app_labels() {
            let names = match source.migrations_module(&app_label)? {
                MigrationsModule::Package(names) => names,
                MigrationsModule::Missing { explicit, error }
                    if explicit && !self.options.ignore_no_migrations =>
                {
                    return Err(error);
                }
                _ => {
                    self.unmigrated_apps.insert(app_label);
                    continue;
                }
            };
            self.migrated_apps.insert(app_label.clone());
            for name in names_in_set_order(names) {
                let migration = source
                    .load(&app_label, &name)?
                    .ok_or_else(|| bad_migration_error(&app_label, &name))?;
                self.disk_migrations
                    .insert(MigrationKey::new(&app_label, &name), migration);
            }
        }
        Ok(())
    }

    fn build_graph(&mut self) -> DjangoResult<()> {
        let migrations: Vec<(MigrationKey, Rc<Migration>)> = self
            .disk_migrations
            .iter()
            .map(|(key, migration)| (key.clone(), Rc::clone(migration)))
            .collect();
        for (key, migration) in &migrations {
            self.graph.add_node(key.clone(), Rc::clone(migration));
            if !migration.replaces.is_empty() {
                self.replacements.insert(key.clone(), Rc::clone(migration));
            }
        }
        // Inside the apps first, so that `__first__` finds the right root.
        for (key, migration) in &migrations {
            self.add_internal_dependencies(key, migration);
        }
        for (key, migration) in &migrations {
            self.add_external_dependencies(key, migration)?;
        }
        if self.options.replace_migrations {
            self.carry_out_replacements()?;
        }
        self.graph
            .validate_consistency()
            .map_err(|error| self.explain(error))?;
        self.graph.ensure_not_cyclic()
    }

    fn add_internal_dependencies(&mut self, key: &MigrationKey, migration: &Migration) {
        for parent in migration.dependencies.iter().map(Dependency::key) {
            if parent.app_label == key.app_label && &*parent.name != "__first__" {
                self.graph.add_dependency(key, key, parent);
            }
        }
    }

    fn add_external_dependencies(
        &mut self,
        key: &MigrationKey,
        migration: &Migration,
    ) -> DjangoResult<()> {
        for parent in migration.dependencies.iter().map(Dependency::key) {
            if parent.app_label == key.app_label {
                continue;
            }
            if let Some(parent) = self.check_key(parent, &key.app_label)? {
                self.graph.add_dependency(key, key, &parent);
            }
        }
        for child in &migration.run_before {
            if let Some(child) = self.check_key(child, &key.app_label)? {
                self.graph.add_dependency(key, &child, key);
            }
        }
        Ok(())
    }

    /// The migration that a dependency means; `None` when it means none that has to be in the
    /// graph: one's own app's `__first__`, or anything of an app without migrations.
    fn check_key(
        &self,
        key: &MigrationKey,
        current_app: &str,
    ) -> DjangoResult<Option<MigrationKey>> {
        let is_first = &*key.name == "__first__";
        if !(is_first || &*key.name == "__latest__") || self.graph.contains(key) {
            return Ok(Some(key.clone()));
        }
        if &*key.app_label == current_app || self.unmigrated_apps.contains(&key.app_label) {
            return Ok(None);
        }
        if !self.migrated_apps.contains(&key.app_label) {
            return Err(value_error("Dependency on unknown app", &key.app_label));
        }
        let ends = if is_first {
            self.graph.root_nodes(Some(&key.app_label))
        } else {
            self.graph.leaf_nodes(Some(&key.app_label))
        };
        match ends.into_iter().next() {
            Some(end) => Ok(Some(end)),
            None if self.options.ignore_no_migrations => Ok(None),
            None => Err(value_error(
                "Dependency on app with no migrations",
                &key.app_label,
            )),
        }
    }

    /// A replacing migration stands in for the others when all or none of them are applied.
    fn carry_out_replacements(&mut self) -> DjangoResult<()> {
        for (key, migration) in &self.replacements {
            let applied = migration
                .replaces
                .iter()
                .filter(|target| self.applied_migrations.contains_key(*target))
                .count();
            let all = applied == migration.replaces.len();
            if all {
                // From now on the migration stands for itself, not for the row that recorded it:
                // the time of that row is no longer shown.
                self.applied_migrations.insert(key.clone(), None);
            } else {
                self.applied_migrations.shift_remove(key);
            }
            if all || applied == 0 {
                self.graph.remove_replaced_nodes(key, &migration.replaces)?;
            } else {
                self.graph
                    .remove_replacement_node(key, &migration.replaces)?;
            }
        }
        Ok(())
    }

    /// A missing node may be one that a replacing migration could not stand in for.
    fn explain(&self, error: NodeNotFoundError) -> Exception {
        let candidates: BTreeSet<&MigrationKey> = self
            .replacements
            .iter()
            .filter(|(_, migration)| migration.replaces.contains(&error.node))
            .map(|(key, _)| key)
            .collect();
        let is_replaced = candidates
            .iter()
            .any(|candidate| self.graph.contains(candidate));
        let (false, false, Some(origin)) = (candidates.is_empty(), is_replaced, &error.origin)
        else {
            return error.into();
        };
        let tries: Vec<String> = candidates.iter().map(ToString::to_string).collect();
        let MigrationKey { app_label, name } = &error.node;
        let message = format!(
            "Migration {origin} depends on nonexistent node ('{app_label}', '{name}'). Django \
             tried to replace migration {app_label}.{name} with any of [{}] but wasn't able to \
             because some of the replaced migrations are already applied.",
            tries.join(", ")
        );
        NodeNotFoundError { message, ..error }.into()
    }

    fn is_replaced_by_applied(&self, key: &MigrationKey, applied: &AppliedMigrations) -> bool {
        self.replacements.get(key).is_some_and(|migration| {
            migration
                .replaces
                .iter()
                .all(|target| applied.contains_key(target))
        })
    }
}

/// The names of migrations as Django imports them: from a set, filled in the order of the files.
fn names_in_set_order(mut names: Vec<Rc<str>>) -> Vec<Rc<str>> {
    names.retain(|name| !name.starts_with(['_', '~']));
    names.sort_by_cached_key(|name| format!("{name}.py"));
    set_order(names, Filled::OneByOne, |name| hash_text(name))
}

fn value_error(message: &str, app_label: &str) -> Exception {
    Exception::new("ValueError", format!("{message}: {app_label}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Migrations as lines: `a.2: a.1 replaces a.0 before b.1`.
    struct Lines(&'static [&'static str]);

    impl Lines {
        fn parsed(&self) -> impl Iterator<Item = (MigrationKey, &'static str)> {
            let lines = self.0.iter().filter_map(|line| line.split_once(':'));
            lines.map(|(head, body)| (key(head), body))
        }
    }

    impl MigrationSource for Lines {
        fn app_labels(&self) -> Vec<Rc<str>> {
            vec!["a".into(), "b".into(), "plain".into()]
        }

        fn migrations_module(&mut self, app_label: &str) -> DjangoResult<MigrationsModule> {
            if app_label == "plain" {
                return Ok(MigrationsModule::Namespace);
            }
            let own = self
                .parsed()
                .filter(|(key, _)| &*key.app_label == app_label);
            let names = own.map(|(key, _)| key.name).chain(["_private".into()]);
            Ok(MigrationsModule::Package(names.collect()))
        }

        fn load(&mut self, app_label: &str, name: &str) -> DjangoResult<Option<Rc<Migration>>> {
            let key = MigrationKey::new(app_label, name);
            let (_, body) = self.parsed().find(|(other, _)| *other == key).unwrap();
            if body.contains("none") {
                return Ok(None);
            }
            let mut migration = Migration::new(app_label, name);
            let mut list = "dependencies";
            for word in body.split_whitespace() {
                match (word, list) {
                    ("replaces" | "before", _) => list = word,
                    (_, "replaces") => migration.replaces.push(self::key(word)),
                    (_, "before") => migration.run_before.push(self::key(word)),
                    _ => {
                        let dependency = Dependency::Migration(self::key(word));
                        migration.dependencies.push(dependency);
                    }
                }
            }
            Ok(Some(Rc::new(migration)))
        }
    }

    fn key(text: &str) -> MigrationKey {
        let (app_label, name) = text.split_once('.').unwrap();
        MigrationKey::new(app_label, name)
    }

    fn load(lines: &'static [&'static str], applied: &str) -> DjangoResult<MigrationLoader> {
        let applied = applied
            .split_whitespace()
            .map(|text| (key(text), None))
            .collect();
        MigrationLoader::new(&mut Lines(lines), applied, LoaderOptions::default())
    }

    /// Checks the plan to the last leaf of `a`, or the error.
    fn check(lines: &'static [&'static str], applied: &str, expected: &str) {
        let answer = load(lines, applied).map(|loader| {
            let leaf = loader.graph.leaf_nodes(Some("a")).pop().unwrap();
            let plan = loader.graph.forwards_plan(&leaf).unwrap();
            let names: Vec<String> = plan.iter().map(ToString::to_string).collect();
            names.join(" ")
        });
        assert_eq!(answer.unwrap_or_else(|error| error.message), expected);
    }

    const SQUASH: &[&str] = &["a.1:", "a.2: a.1", "a.1_2: replaces a.1 a.2", "a.3: a.2"];

    #[test]
    fn a_squashed_migration_stands_in_when_all_or_nothing_is_applied() {
        check(SQUASH, "", "a.1_2 a.3");
        check(SQUASH, "a.1", "a.1 a.2 a.3");
        check(SQUASH, "a.1 a.2", "a.1_2 a.3");
        let loader = load(SQUASH, "a.1 a.2").unwrap();
        assert!(loader.applied_migrations.contains_key(&key("a.1_2")));
        let loader = load(SQUASH, "a.1 a.1_2").unwrap();
        assert!(!loader.applied_migrations.contains_key(&key("a.1_2")));
    }

    #[test]
    fn a_missing_migration_that_was_squashed_is_explained() {
        check(
            &["a.1:", "a.1_2: replaces a.1 a.2", "a.3: a.2"],
            "a.1",
            "Migration a.3 depends on nonexistent node ('a', '2'). Django tried to replace \
             migration a.2 with any of [a.1_2] but wasn't able to because some of the replaced \
             migrations are already applied.",
        );
        check(
            &["a.1:", "a.3: a.2"],
            "",
            "Migration a.3 dependencies reference nonexistent parent node ('a', '2')",
        );
    }

    #[test]
    fn dependencies_may_name_an_end_of_an_app() {
        check(
            &[
                "a.1: b.__latest__ plain.__first__ a.__first__",
                "b.1:",
                "b.2: b.1",
            ],
            "",
            "b.1 b.2 a.1",
        );
        check(&["a.1: x.__first__"], "", "Dependency on unknown app: x");
        check(
            &["a.1: b.__first__"],
            "",
            "Dependency on app with no migrations: b",
        );
        check(&["a.1:", "b.1: before a.1"], "", "b.1 a.1");
    }

    #[test]
    fn a_module_without_a_migration_is_named() {
        check(
            &["a.1: none"],
            "",
            "Migration 1 in app a has no Migration class",
        );
    }

    #[test]
    fn history_must_be_consistent() {
        let loader = load(&["a.1:", "a.2: a.1"], "a.2").unwrap();
        let applied = &loader.applied_migrations;
        assert_eq!(
            loader
                .check_consistent_history(applied, "default")
                .unwrap_err()
                .message,
            "Migration a.2 is applied before its dependency a.1 on database 'default'."
        );
        let loader = load(SQUASH, "a.1 a.2 a.3").unwrap();
        let applied = [key("a.1"), key("a.2"), key("a.3")].map(|key| (key, None));
        assert!(
            loader
                .check_consistent_history(&applied.into(), "default")
                .is_ok()
        );
    }

    #[test]
    fn prefixes_and_conflicts() {
        let loader = load(
            &["a.0001_x:", "a.0002_y: a.0001_x", "a.0002_z: a.0001_x"],
            "",
        )
        .unwrap();
        let error = |prefix: &str| {
            loader
                .get_migration_by_prefix("a", prefix)
                .err()
                .unwrap()
                .message
        };
        assert_eq!(
            error("0002"),
            "There is more than one migration for 'a' with the prefix '0002'"
        );
        assert_eq!(
            error("9"),
            "\"There is no migration for 'a' with the prefix '9'\""
        );
        assert_eq!(
            &*loader.get_migration_by_prefix("a", "0001").unwrap().name,
            "0001_x"
        );
        let conflicts = loader.detect_conflicts();
        assert_eq!(conflicts["a"], ["0002_y".into(), "0002_z".into()]);
    }
}

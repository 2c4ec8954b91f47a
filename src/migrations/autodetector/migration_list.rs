//! `_build_migration_list`: cuts the apps' operations into migrations.
//!
//! An app's operations become one migration when nothing they need is still pending in another
//! app. When no app can go on so, apps need each other in a circle, and what can already be done
//! of one of them is cut off into a migration of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::dependencies::{OperationDependency, Providers};
use super::{Changes, GeneratedOperation, MigrationAutodetector};
use crate::migrations::graph::MigrationGraph;
use crate::migrations::migration::{Dependency, Migration, MigrationKey};
use crate::orm::{DjangoResult, Exception};

/// The operations of an app that are in no migration yet: those from `start` on.
struct Pending {
    operations: Vec<GeneratedOperation>,
    providers: Providers,
    start: usize,
}

/// What an operation's dependencies on other apps come to.
enum Satisfaction {
    /// Something is pending, or unknown and not yet to be guessed at.
    Not,
    /// All of it is in these migrations.
    By(Vec<Dependency>),
}

struct ListBuilder<'a> {
    graph: &'a MigrationGraph,
    existing_apps: &'a BTreeSet<Rc<str>>,
    pending: BTreeMap<Rc<str>, Pending>,
    migrations: Changes,
    chop_mode: bool,
}

impl MigrationAutodetector<'_> {
    /// Cuts the sorted operations into migrations that depend on each other.
    pub(super) fn build_migration_list(&mut self, graph: &MigrationGraph) -> DjangoResult<Changes> {
        let pending = std::mem::take(&mut self.generated_operations)
            .into_iter()
            .map(|(app_label, operations)| (app_label, Pending::new(operations.into())))
            .collect();
        let mut builder = ListBuilder {
            graph,
            existing_apps: &self.existing_apps,
            pending,
            migrations: Changes::new(),
            chop_mode: false,
        };
        builder.build()?;
        Ok(builder.migrations)
    }
}

impl ListBuilder<'_> {
    fn build(&mut self) -> DjangoResult<()> {
        let app_labels: Vec<Rc<str>> = self.pending.keys().cloned().collect();
        let mut count = self.pending_count();
        while count > 0 {
            for app_label in &app_labels {
                self.step(app_label);
            }
            let new_count = self.pending_count();
            if new_count == count {
                if self.chop_mode {
                    return Err(self.unresolvable());
                }
                self.chop_mode = true;
            }
            count = new_count;
        }
        Ok(())
    }

    /// Takes operations off an app's list while they can be done, and makes a migration of them
    /// when that empties the list or chopping is allowed.
    fn step(&mut self, app_label: &Rc<str>) {
        let Some(pending) = self.pending.get(app_label) else {
            return;
        };
        let mut dependencies = BTreeSet::new();
        let mut end = pending.start;
        while let Some(generated) = pending.operations.get(end) {
            match self.satisfaction(app_label, &generated.dependencies) {
                Satisfaction::Not => break,
                Satisfaction::By(migrations) => dependencies.extend(migrations),
            }
            end += 1;
        }
        let (start, is_last) = (pending.start, end == pending.operations.len());
        if start < end && (is_last || self.chop_mode) {
            self.add_migration(app_label, start..end, dependencies);
            self.chop_mode = false;
        }
    }

    fn satisfaction(&self, app_label: &str, dependencies: &[OperationDependency]) -> Satisfaction {
        let mut migrations = Vec::new();
        for dependency in dependencies {
            let other_app = &dependency.model.app_label;
            if &**other_app == app_label {
                continue;
            }
            if self.is_pending(dependency) {
                return Satisfaction::Not;
            }
            match self.migration_with(dependency) {
                Some(migration) => migrations.push(migration),
                None => return Satisfaction::Not,
            }
        }
        Satisfaction::By(migrations)
    }

    fn is_pending(&self, dependency: &OperationDependency) -> bool {
        self.pending
            .get(&dependency.model.app_label)
            .is_some_and(|pending| pending.provides(dependency))
    }

    /// The migration to depend on. Of an app that gets no migration in this run, only the last
    /// one is known to have what is needed; that is a guess, made only when nothing else goes on.
    fn migration_with(&self, dependency: &OperationDependency) -> Option<Dependency> {
        let app_label = &dependency.model.app_label;
        let first = MigrationKey::new(app_label, "__first__");
        if let Some(setting) = &dependency.setting {
            return Some(Dependency::Swappable {
                setting: setting.clone(),
                key: first,
            });
        }
        if let Some(last) = self.migrations.get(app_label).and_then(|list| list.last()) {
            return Some(Dependency::Migration(last.key()));
        }
        if !self.chop_mode {
            return None;
        }
        let leaf = self.graph.leaf_nodes(Some(app_label)).into_iter().next();
        Some(Dependency::Migration(leaf.unwrap_or(first)))
    }

    fn add_migration(
        &mut self,
        app_label: &Rc<str>,
        range: std::ops::Range<usize>,
        dependencies: BTreeSet<Dependency>,
    ) {
        let Some(pending) = self.pending.get_mut(app_label) else {
            return;
        };
        pending.start = range.end;
        let operations = pending.operations.get(range).unwrap_or_default();
        let operations = operations
            .iter()
            .map(|generated| generated.operation.clone());
        let migrations = self.migrations.entry(app_label.clone()).or_default();
        let name = format!("auto_{}", migrations.len() + 1);
        migrations.push(Migration {
            operations: operations.collect(),
            dependencies: dependencies.into_iter().collect(),
            initial: Some(!self.existing_apps.contains(app_label)),
            ..Migration::new(app_label, &name)
        });
    }

    fn pending_count(&self) -> usize {
        let counts = self.pending.values();
        counts
            .map(|pending| pending.operations.len() - pending.start)
            .sum()
    }

    fn unresolvable(&self) -> Exception {
        let rest: Vec<String> = self
            .pending
            .iter()
            .map(|(app_label, pending)| {
                let rest = pending.operations.iter().skip(pending.start);
                let operations: Vec<String> = rest
                    .map(|generated| format!("<{}>", generated.operation.class_name()))
                    .collect();
                format!("'{app_label}': [{}]", operations.join(", "))
            })
            .collect();
        Exception::new(
            "ValueError",
            format!(
                "Cannot resolve operation dependencies: {{{}}}",
                rest.join(", ")
            ),
        )
    }
}

impl Pending {
    fn new(operations: Vec<GeneratedOperation>) -> Self {
        Self {
            providers: Providers::of(&operations),
            operations,
            start: 0,
        }
    }

    fn provides(&self, dependency: &OperationDependency) -> bool {
        let positions = self.providers.of_dependency(dependency, |position| {
            self.operations
                .get(position)
                .map(|generated| &generated.operation)
        });
        positions.last().is_some_and(|last| *last >= self.start)
    }
}

/// Makes each migration of an app depend on the one before, without naming one twice.
pub(super) fn chain(migrations: &mut [Migration]) {
    for index in 1..migrations.len() {
        let Some(previous) = migrations.get(index - 1).map(Migration::key) else {
            continue;
        };
        if let Some(migration) = migrations.get_mut(index) {
            migration.dependencies.push(Dependency::Migration(previous));
        }
    }
    for migration in migrations {
        migration.dependencies.sort();
        migration.dependencies.dedup();
    }
}

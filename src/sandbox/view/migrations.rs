//! Apps, their migrations, and what is pending.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::database::Database;
use crate::files::Files;
use crate::management::project::Project;
use crate::migrations::autodetector::MigrationAutodetector;
use crate::migrations::executor::{MigrationExecutor, Target};
use crate::migrations::loader::{LoaderOptions, MigrationLoader};
use crate::migrations::migration::{Migration, MigrationKey};
use crate::migrations::operations::Operation;
use crate::migrations::questioner::{Interruption, QuestionerDefaults};
use crate::migrations::recorder::MigrationRecorder;
use crate::migrations::state::ProjectState;
use crate::orm::{Apps, DjangoResult, Exception};
use crate::protocol::{AppView, MigrationView, OperationView, PendingView, View};

/// Fills in what the project's models and migrations show.
pub(super) fn show(
    view: &mut View,
    project: &mut Project,
    database: &Database,
    files: &Files,
    now: i64,
) {
    name_models(view, project);
    let mut database = database.clone();
    let applied = MigrationRecorder::new(&mut database)
        .applied_migrations()
        .unwrap_or_default();
    match MigrationLoader::new(project, applied, LoaderOptions::default()) {
        Ok(loader) => {
            view.apps = apps(project, files, &loader);
            view.pending = match pending(project, &loader, now) {
                Ok(pending) => Some(pending),
                Err(_) => {
                    say_what_cannot_be_followed(view, project, &loader, files);
                    None
                }
            };
        }
        Err(error) => {
            let diagnostics = &mut view.diagnostics;
            super::diagnostics::exception(diagnostics, &error, "");
            super::diagnostics::missing_parent(diagnostics, &error, project, files);
            view.apps = apps_without_graph(project, &error);
        }
    }
}

/// Follows the migrations up to the operation that names what is not there.
fn say_what_cannot_be_followed(
    view: &mut View,
    project: &mut Project,
    loader: &MigrationLoader,
    files: &Files,
) {
    let Ok(apps) = project.apps() else { return };
    let mut state = ProjectState::new(Rc::clone(&apps.settings));
    let unmigrated = loader.unmigrated_apps.iter().cloned().collect();
    let plan = loader
        .graph
        .generate_plan(&loader.graph.leaf_nodes(None), true);
    let (Ok(()), Ok(plan)) = (state.set_real_apps(unmigrated, &apps), plan) else {
        return;
    };
    for migration in plan.iter().filter_map(|key| loader.graph.migration(key)) {
        for (number, operation) in migration.operations.iter().enumerate() {
            if let Err(error) = operation.state_forwards(&migration.app_label, &mut state) {
                let place = (&**migration, number);
                let diagnostics = &mut view.diagnostics;
                return super::diagnostics::operation(diagnostics, &error, project, files, place);
            }
        }
    }
}

/// Says for every table which model it belongs to.
fn name_models(view: &mut View, project: &Project) {
    let Ok(apps) = project.state().and_then(|state| state.apps()) else {
        return;
    };
    let apps: &Apps = &apps;
    let owners: BTreeMap<String, String> = apps
        .models
        .values()
        .filter(|model| !model.proxy())
        .map(|model| (model.db_table().to_string(), model.label()))
        .collect();
    for table in &mut view.tables {
        Rc::make_mut(table).model = owners.get(&table.name).cloned();
    }
}

/// The apps' labels, the project's own first.
fn labels(project: &Project) -> Vec<(Rc<str>, bool)> {
    let registry = project.registry.borrow();
    let is_contrib = |name: &str| name.starts_with("django.contrib.");
    let mut labels: Vec<(Rc<str>, bool)> = registry
        .app_configs
        .values()
        .map(|config| (Rc::clone(&config.label), is_contrib(&config.name)))
        .collect();
    labels.sort_by_key(|(_, contrib)| *contrib);
    labels
}

fn apps(project: &Project, files: &Files, loader: &MigrationLoader) -> Vec<AppView> {
    let with_models = project.labels_with_models();
    labels(project)
        .into_iter()
        .filter(|(label, _)| with_models.contains(label) || loader.migrated_apps.contains(label))
        .map(|(label, contrib)| AppView {
            migrations: migrations(project, files, loader, &label),
            label: label.to_string(),
            contrib,
            error: None,
        })
        .collect()
}

fn apps_without_graph(project: &Project, error: &Exception) -> Vec<AppView> {
    labels(project)
        .into_iter()
        .map(|(label, contrib)| AppView {
            label: label.to_string(),
            contrib,
            migrations: Vec::new(),
            error: (!contrib).then(|| error.to_string()),
        })
        .collect()
}

fn migrations(
    project: &Project,
    files: &Files,
    loader: &MigrationLoader,
    label: &str,
) -> Vec<MigrationView> {
    let mut keys: Vec<MigrationKey> = Vec::new();
    for leaf in loader.graph.leaf_nodes(Some(label)) {
        let plan = loader.graph.forwards_plan(&leaf).unwrap_or_default();
        for key in plan {
            if &*key.app_label == label && !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    let found = keys.iter().filter_map(|key| loader.graph.migration(key));
    found
        .map(|migration| migration_view(project, files, loader, migration))
        .collect()
}

fn migration_view(
    project: &Project,
    files: &Files,
    loader: &MigrationLoader,
    migration: &Migration,
) -> MigrationView {
    let key = MigrationKey::new(&migration.app_label, &migration.name);
    let node = loader.graph.node(&key);
    let parents: Vec<MigrationKey> = node
        .map(|node| node.parents.iter().cloned().collect())
        .unwrap_or_default();
    let before = parents
        .iter()
        .find(|parent| parent.app_label == key.app_label);
    let target = before.map_or("zero", |parent| &parent.name);
    let app = key.app_label.to_string();
    let path = project
        .migration_path(migration)
        .ok()
        .filter(|path| files.contains(path));
    let pair = |key: &MigrationKey| (key.app_label.to_string(), key.name.to_string());
    MigrationView {
        name: key.name.to_string(),
        path,
        dependencies: parents.iter().map(pair).collect(),
        applied: loader.applied_migrations.contains_key(&key),
        replaces: migration.replaces.iter().map(pair).collect(),
        operations: migration.operations.iter().map(operation_view).collect(),
        rollback: Some(format!("python manage.py migrate {app} {target}")),
        apply: Some(format!("python manage.py migrate {app} {}", key.name)),
        app,
    }
}

pub(in crate::sandbox) fn operation_view(operation: &Operation) -> OperationView {
    OperationView {
        symbol: operation.category().value().to_string(),
        description: operation.describe(),
    }
}

fn pending(project: &mut Project, loader: &MigrationLoader, now: i64) -> DjangoResult<PendingView> {
    let apps = project.apps()?;
    let from_state = loader.project_state(None, true, &apps)?;
    let to_state = project.state()?;
    // Changes are counted, not written, so nobody is asked.
    let mut questioner = QuestionerDefaults {
        empty_packages: project.empty_migration_packages(),
        dry_run: true,
        ..QuestionerDefaults::default()
    };
    let mut autodetector = MigrationAutodetector::new(from_state, to_state, &mut questioner, now);
    let changes = match autodetector.changes(&loader.graph, None, None, None) {
        Ok(changes) => changes,
        Err(Interruption::Exception(exception)) => return Err(exception),
        Err(_) => {
            return Err(Exception::new(
                "RuntimeError",
                "the changes raise a question",
            ));
        }
    };
    let model_changes = changes
        .iter()
        .flat_map(|(label, migrations)| {
            let operations = migrations
                .iter()
                .flat_map(|migration| &migration.operations);
            operations.map(|operation| (label.to_string(), operation_view(operation)))
        })
        .collect();
    Ok(PendingView {
        model_changes,
        unapplied: unapplied(project, loader)?,
    })
}

fn unapplied(project: &Project, loader: &MigrationLoader) -> DjangoResult<Vec<(String, String)>> {
    let mut executor = MigrationExecutor::new(loader.clone(), Rc::new(project.apps()?));
    let targets: Vec<Target> = loader
        .graph
        .leaf_nodes(None)
        .into_iter()
        .map(Target::from)
        .collect();
    let plan = executor.migration_plan(&targets)?;
    Ok(plan
        .iter()
        .map(|step| (step.key.app_label.to_string(), step.key.name.to_string()))
        .collect())
}

//! `migrate --run-syncdb`: tables for apps without migrations.

use std::rc::Rc;

use crate::backends::sqlite::schema::EditorOptions;
use crate::backends::{RenderedModel, SchemaEditor};
use crate::management::argparse::Options;
use crate::management::command::{Failure, Invocation};
use crate::migrations::loader::MigrationLoader;
use crate::orm::Model;

/// Creates the tables that the apps' models lack.
pub(super) fn run(
    invocation: &mut Invocation,
    loader: &MigrationLoader,
    options: &Options,
) -> Result<(), Failure> {
    let verbosity = options.verbosity();
    if verbosity >= 1 {
        invocation
            .terminal
            .line("Synchronizing apps without migrations:");
        invocation.terminal.line("  Creating tables...");
    }
    let is_synced = |model: &Model| match options.get("app_label") {
        Some(app_label) => &*model.app_label == app_label,
        None => loader.unmigrated_apps.contains(&model.app_label),
    };
    let apps = invocation.project()?.state()?.apps()?;
    let catalog = invocation.database.catalog();
    let has_table = |name: &str| catalog.tables.contains_key(name);
    let models: Vec<Rc<Model>> = apps
        .models
        .values()
        .filter(|model| is_synced(model) && model.auto_created().is_none())
        .filter(|model| !has_table(&model.db_table()))
        .cloned()
        .collect();
    let Some(project) = invocation.project.as_mut() else {
        return Ok(());
    };
    let terminal = &mut *invocation.terminal;
    let options = EditorOptions {
        collect_sql: false,
        atomic: true,
    };
    let (database, interpreter) = (&mut *invocation.database, &mut project.interpreter);
    SchemaEditor::with(database, interpreter, options, |editor| {
        for model in models.iter().filter(|model| model.can_migrate()) {
            if verbosity >= 3 {
                let line = format!("    Processing {}.{} model", model.app_label, model.name);
                terminal.line(&line);
            }
            if verbosity >= 1 {
                terminal.line(&format!("    Creating table {}", model.db_table()));
            }
            let model = RenderedModel::get(&apps, &model.app_label, &model.name)?;
            editor.create_model(&model)?;
        }
        if verbosity >= 1 {
            terminal.line("    Running deferred SQL...");
        }
        Ok(())
    })?;
    Ok(())
}

//! `django.contrib.contenttypes.management`.

use std::rc::Rc;

use crate::database::{Database, SqlValue};
use crate::migrations::executor::Plan;
use crate::migrations::graph::MigrationGraph;
use crate::migrations::migration::{Migration, MigrationKey};
use crate::migrations::operations::Operation;
use crate::orm::{Apps, DjangoResult, Model};
use crate::python::Value;

/// Records a content type for every model of the app that has none, and answers a line for each.
///
/// # Errors
///
/// The database's, when the table does not fit.
pub fn create_contenttypes(
    database: &mut Database,
    apps: &Apps,
    app_label: &str,
) -> DjangoResult<Vec<String>> {
    let Some(content_type) = apps.get_model("contenttypes", "ContentType") else {
        return Ok(Vec::new());
    };
    let table = content_type.db_table();
    // Before its second migration a content type has a name, which a new one leaves empty.
    let has_name = content_type
        .get_field("name")
        .is_ok_and(|field| !field.options.null);
    let (names, values) = match has_name {
        true => (", \"name\"", ", ''"),
        false => ("", ""),
    };
    let mut lines = Vec::new();
    for model in models_of(apps, app_label) {
        let name = model.name.to_lowercase();
        if find(database, &table, app_label, &name)?.is_none() {
            let insert = format!(
                "INSERT INTO \"{table}\" (\"app_label\", \"model\"{names}) VALUES (?, ?{values})"
            );
            database.execute(&insert, &[text(app_label), text(&name)])?;
            lines.push(format!("Adding content type '{app_label} | {name}'"));
        }
    }
    Ok(lines)
}

/// Makes the migrations of a plan rename content types where they rename models
/// (`inject_rename_contenttypes_operations`). `apps` is what the plan starts from.
pub fn inject_rename_contenttypes_operations(plan: &Plan, apps: &Apps, graph: &mut MigrationGraph) {
    let mut table = apps
        .get_model("contenttypes", "ContentType")
        .map(|content_type| content_type.db_table());
    for step in plan {
        if step.key == MigrationKey::new("contenttypes", "0001_initial") {
            if step.backwards {
                break;
            }
            table = Some("django_content_type".into());
        } else if let (Some(table), Some(migration)) = (&table, graph.migration(&step.key)) {
            let operations = migration.operations.iter();
            let with_renames = operations.flat_map(|operation| {
                let rename = rename_contenttype(table, &migration.app_label, operation);
                std::iter::once(operation.clone()).chain(rename)
            });
            let operations: Vec<Operation> = with_renames.collect();
            if operations.len() > migration.operations.len() {
                let migration = Migration::clone(migration);
                graph.replace_migration(Migration {
                    operations,
                    ..migration
                });
            }
        }
    }
}

/// `RenameContentType`, which leaves both alone when the new one is there already.
fn rename_contenttype(table: &str, app_label: &str, operation: &Operation) -> Option<Operation> {
    let Operation::RenameModel { old_name, new_name } = operation else {
        return None;
    };
    let app_label = literal(app_label);
    let [old, new] = [old_name, new_name].map(|name| literal(&name.to_lowercase()));
    let rename = |from: &str, to: &str| {
        Value::str(format!(
            "UPDATE \"{table}\" SET \"model\" = {to} WHERE \"app_label\" = {app_label} AND \
             \"model\" = {from} AND NOT EXISTS (SELECT 1 FROM \"{table}\" WHERE \"app_label\" = \
             {app_label} AND \"model\" = {to})"
        ))
    };
    Some(Operation::RunSQL {
        sql: rename(&old, &new),
        reverse_sql: Some(rename(&new, &old)),
        state_operations: Vec::new(),
        hints: None,
        elidable: false,
        arguments: Rc::default(),
    })
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The models of an app that were declared, not made for a many-to-many field.
pub(super) fn models_of<'a>(
    apps: &'a Apps,
    app_label: &'a str,
) -> impl Iterator<Item = &'a Rc<Model>> {
    apps.models
        .values()
        .filter(move |model| &*model.app_label == app_label && model.auto_created().is_none())
}

/// The key of a content type.
pub(super) fn find(
    database: &mut Database,
    table: &str,
    app_label: &str,
    model: &str,
) -> DjangoResult<Option<SqlValue>> {
    let select =
        format!("SELECT \"id\" FROM \"{table}\" WHERE \"app_label\" = ? AND \"model\" = ?");
    let result = database.execute(&select, &[text(app_label), text(model)])?;
    Ok(result
        .rows
        .into_iter()
        .next()
        .and_then(|row| row.into_iter().next()))
}

pub(super) fn text(text: &str) -> SqlValue {
    SqlValue::Text(text.into())
}

//! `django.contrib.contenttypes.management`.

use std::rc::Rc;

use crate::database::{Database, SqlValue};
use crate::orm::{Apps, DjangoResult, Model};

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

//! `django.contrib.auth.management`.

pub mod checks;

use std::rc::Rc;

use super::contenttypes::{create_contenttypes, find, models_of, text};
use crate::database::Database;
use crate::orm::{Apps, DjangoResult, Model};
use crate::python::Value;

const DEFAULT_PERMISSIONS: [&str; 4] = ["add", "change", "delete", "view"];

/// Records the permissions of every model of the app, and answers a line for each new row.
///
/// # Errors
///
/// The database's, when a table does not fit.
pub fn create_permissions(
    database: &mut Database,
    apps: &Apps,
    app_label: &str,
) -> DjangoResult<Vec<String>> {
    let Some(permission) = apps.get_model("auth", "Permission") else {
        return Ok(Vec::new());
    };
    // Auth may be installed before contenttypes.
    let mut lines = create_contenttypes(database, apps, app_label)?;
    let Some(content_type) = apps.get_model("contenttypes", "ContentType") else {
        return Ok(lines);
    };
    let (permissions, content_types) = (permission.db_table(), content_type.db_table());
    for model in models_of(apps, app_label) {
        let name = model.name.to_lowercase();
        let Some(key) = find(database, &content_types, app_label, &name)? else {
            continue;
        };
        for (codename, name) in all_permissions(model) {
            let parameters = [key.clone(), text(&codename)];
            let select = format!(
                "SELECT \"id\" FROM \"{permissions}\" WHERE \"content_type_id\" = ? AND \
                 \"codename\" = ?"
            );
            if !database.execute(&select, &parameters)?.rows.is_empty() {
                continue;
            }
            let insert = format!(
                "INSERT INTO \"{permissions}\" (\"name\", \"content_type_id\", \"codename\") \
                 VALUES (?, ?, ?)"
            );
            let result = database.execute(&insert, &[text(&name), key.clone(), text(&codename)])?;
            let id = result.last_insert_id.unwrap_or_default();
            lines.push(format!("Adding permission 'Permission object ({id})'"));
        }
    }
    Ok(lines)
}

/// `(codename, name)` of a model's default and own permissions.
fn all_permissions(model: &Model) -> impl Iterator<Item = (String, String)> {
    builtin_permissions(model)
        .into_iter()
        .chain(own_permissions(model))
}

/// `(codename, name)` of the permissions that every model has (`_get_builtin_permissions`).
fn builtin_permissions(model: &Model) -> Vec<(String, String)> {
    let verbose_name = model.verbose_name();
    let model_name = model.name.to_lowercase();
    let actions: Vec<Rc<str>> = match model.options.values.get("default_permissions") {
        Some(actions) => texts(actions),
        None => DEFAULT_PERMISSIONS.map(Rc::from).into(),
    };
    let permission = |action: &Rc<str>| {
        let codename = format!("{action}_{model_name}");
        (codename, format!("Can {action} {verbose_name}"))
    };
    actions.iter().map(permission).collect()
}

/// `(codename, name)` of the permissions that the model declares.
fn own_permissions(model: &Model) -> Vec<(String, String)> {
    let declared = model.options.values.get("permissions");
    let declared = declared.and_then(Value::as_sequence).unwrap_or_default();
    let pair = |pair: &Value| match texts(pair).as_slice() {
        [codename, name] => Some((codename.to_string(), name.to_string())),
        _ => None,
    };
    declared.iter().filter_map(pair).collect()
}

fn texts(value: &Value) -> Vec<Rc<str>> {
    let items = value.as_sequence().unwrap_or_default();
    items.iter().filter_map(Value::as_text).collect()
}

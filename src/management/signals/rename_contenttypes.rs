//! `RenameContentType`: a model that is renamed takes its content type along.

use std::rc::Rc;

use crate::migrations::executor::{MigrationExecutor, Plan};
use crate::migrations::migration::{Migration, MigrationKey};
use crate::migrations::operations::Operation;
use crate::orm::{Apps, DjangoResult, Exception};
use crate::python::{Interpreter, Value};

/// Makes the migrations of a plan rename content types where they rename models
/// (`inject_rename_contenttypes_operations`). `apps` is what the plan starts from.
///
/// # Errors
///
/// None for a plan that can be run.
pub(super) fn inject_rename_contenttypes_operations(
    interpreter: &mut Interpreter,
    executor: &mut MigrationExecutor,
    plan: &Plan,
    apps: &Apps,
) -> DjangoResult<()> {
    let first = MigrationKey::new("contenttypes", "0001_initial");
    let mut table = apps
        .get_model("contenttypes", "ContentType")
        .map(|content_type| content_type.db_table());
    let order: Vec<MigrationKey> = executor.full_plan()?.into_iter().map(|it| it.key).collect();
    let place = |key: &MigrationKey| order.iter().position(|other| other == key);
    for step in plan {
        if step.key == first {
            if step.backwards {
                break;
            }
            table = Some("django_content_type".into());
        }
        let migration = executor.loader.graph.migration(&step.key);
        let (Some(table), Some(migration)) = (&table, migration) else {
            continue;
        };
        // On its way back a migration sees the state that the ones before it add up to.
        let unavailable = step.backwards && place(&first) > place(&step.key);
        let mut operations = Vec::new();
        for operation in &migration.operations {
            operations.push(operation.clone());
            if let Operation::RenameModel { old_name, new_name } = operation {
                operations.push(match unavailable {
                    true => content_types_unavailable(interpreter)?,
                    false => rename_contenttype(table, &migration.app_label, old_name, new_name),
                });
            }
        }
        if operations.len() > migration.operations.len() {
            let migration = Migration::clone(migration);
            executor.loader.graph.replace_migration(Migration {
                operations,
                ..migration
            });
        }
    }
    Ok(())
}

fn content_types_unavailable(interpreter: &mut Interpreter) -> DjangoResult<Operation> {
    let module = interpreter.import_module("django.contrib.contenttypes.management");
    let module = module.map_err(|error| Exception::from_python(interpreter, error))?;
    let code = module.get("unavailable").unwrap_or(Value::None);
    Ok(Operation::RunPython {
        reverse_code: Some(code.clone()),
        code,
        atomic: None,
        hints: None,
        elidable: false,
        arguments: Rc::default(),
    })
}

/// `RenameContentType`, which leaves both alone when the new one is there already.
fn rename_contenttype(table: &str, app_label: &str, old_name: &str, new_name: &str) -> Operation {
    let app_label = literal(app_label);
    let [old, new] = [old_name, new_name].map(|name| literal(&name.to_lowercase()));
    let rename = |from: &str, to: &str| {
        Value::str(format!(
            "UPDATE \"{table}\" SET \"model\" = {to} WHERE \"app_label\" = {app_label} AND \
             \"model\" = {from} AND NOT EXISTS (SELECT 1 FROM \"{table}\" WHERE \"app_label\" = \
             {app_label} AND \"model\" = {to})"
        ))
    };
    Operation::RunSQL {
        sql: rename(&old, &new),
        reverse_sql: Some(rename(&new, &old)),
        state_operations: Vec::new(),
        hints: None,
        elidable: false,
        arguments: Rc::default(),
    }
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::Database;

    #[test]
    fn a_renamed_model_takes_its_content_type_along() {
        let operation = rename_contenttype("django_content_type", "books", "Author", "Writer");
        let Operation::RunSQL {
            sql, reverse_sql, ..
        } = operation
        else {
            panic!("no SQL");
        };
        let mut database = Database::new();
        let mut run = |sql: &str| database.execute(sql, &[]).map(|it| it.rows.len());
        run("CREATE TABLE django_content_type (app_label, model, UNIQUE (app_label, model))")
            .unwrap();
        run("INSERT INTO django_content_type VALUES ('books', 'author'), ('shop', 'author')")
            .unwrap();
        run(sql.as_str().unwrap()).unwrap();
        let renamed = "SELECT * FROM django_content_type WHERE app_label || model = 'bookswriter'";
        assert_eq!(run(renamed).unwrap(), 1);
        run(reverse_sql.unwrap().as_str().unwrap()).unwrap();
        assert_eq!(run(renamed).unwrap(), 0);
        // Where the new one is there already, Django leaves both.
        run("INSERT INTO django_content_type VALUES ('books', 'writer')").unwrap();
        run(sql.as_str().unwrap()).unwrap();
        assert_eq!(run("SELECT * FROM django_content_type").unwrap(), 3);
    }
}

//! `RenameContentType`: a model that is renamed takes its content type along.

use std::rc::Rc;

use crate::migrations::executor::Plan;
use crate::migrations::graph::MigrationGraph;
use crate::migrations::migration::{Migration, MigrationKey};
use crate::migrations::operations::Operation;
use crate::orm::{Apps, DjangoResult, Exception};
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// Makes the migrations of a plan rename content types where they rename models
/// (`inject_rename_contenttypes_operations`). `apps` is what the plan starts from.
///
/// # Errors
///
/// None: the function of these operations is the sandbox's own.
pub(super) fn inject_rename_contenttypes_operations(
    interpreter: &mut Interpreter,
    graph: &mut MigrationGraph,
    plan: &Plan,
    apps: &Apps,
) -> DjangoResult<()> {
    let mut available = apps.get_model("contenttypes", "ContentType").is_some();
    for step in plan {
        if step.key == MigrationKey::new("contenttypes", "0001_initial") {
            // Without its first migration there is no table of content types.
            if step.backwards {
                break;
            }
            available = true;
            continue;
        }
        let Some(migration) = graph.migration(&step.key).filter(|_| available) else {
            continue;
        };
        let mut operations = Vec::new();
        for operation in &migration.operations {
            operations.push(operation.clone());
            if let Operation::RenameModel { old_name, new_name } = operation {
                let names = [old_name, new_name].map(|name| name.to_lowercase());
                let rename = rename_content_type(interpreter, &migration.app_label, names);
                operations.push(rename.map_err(|it| Exception::from_python(interpreter, it))?);
            }
        }
        if operations.len() > migration.operations.len() {
            let migration = Migration::clone(migration);
            graph.replace_migration(Migration {
                operations,
                ..migration
            });
        }
    }
    Ok(())
}

fn rename_content_type(
    interpreter: &mut Interpreter,
    app_label: &Rc<str>,
    [old, new]: [String; 2],
) -> PyResult<Operation> {
    let module =
        Value::Module(interpreter.import_module("django.contrib.contenttypes.management")?);
    let mut rename = |from: &str, to: &str| {
        let arguments = vec![
            Value::Str(app_label.clone()),
            Value::str(from),
            Value::str(to),
        ];
        interpreter.call_method(&module, "rename", Arguments::positional(arguments))
    };
    Ok(Operation::RunPython {
        code: rename(&old, &new)?,
        reverse_code: Some(rename(&new, &old)?),
        atomic: None,
        hints: None,
        elidable: false,
        arguments: Rc::default(),
    })
}

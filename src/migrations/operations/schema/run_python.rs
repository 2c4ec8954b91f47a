//! `RunPython`: calls the project's function with the historical models and the schema editor.

use crate::backends::SchemaEditor;
use crate::migrations::state::ProjectState;
use crate::orm::{DjangoResult, Exception};
use crate::python::value::Instance;
use crate::python::{Arguments, Interpreter, PyResult, Value};

pub(super) fn run(
    schema_editor: &mut SchemaEditor<'_>,
    code: &Value,
    from_state: &ProjectState,
) -> DjangoResult<()> {
    from_state.apps()?;
    let interpreter = schema_editor.interpreter();
    let arguments = Arguments::positional(vec![apps(interpreter), editor(interpreter)]);
    match interpreter.call(code, arguments) {
        Ok(_) => Ok(()),
        Err(error) => Err(Exception::from_python(interpreter, error)),
    }
}

/// Stands for `apps`: asking it for a model says that models have no queries here.
fn apps(interpreter: &Interpreter) -> Value {
    let class = interpreter
        .class_builder("StateApps", "django.db.migrations.state")
        .method("get_model", |interpreter, _| {
            unsupported(interpreter, "apps.get_model()")
        })
        .build();
    Value::Instance(Instance::new(&class))
}

/// Stands for `schema_editor`.
fn editor(interpreter: &Interpreter) -> Value {
    let connection = interpreter
        .class_builder("DatabaseWrapper", "django.db.backends.sqlite3.base")
        .attribute("alias", Value::str("default"))
        .attribute("vendor", Value::str("sqlite"))
        .method("cursor", |interpreter, _| {
            unsupported(interpreter, "schema_editor.connection.cursor()")
        })
        .build();
    let connection = Value::Instance(Instance::new(&connection));
    let class = interpreter
        .class_builder("DatabaseSchemaEditor", "django.db.backends.sqlite3.schema")
        .attribute("connection", connection)
        .method("execute", |interpreter, _| {
            unsupported(interpreter, "schema_editor.execute()")
        })
        .build();
    Value::Instance(Instance::new(&class))
}

fn unsupported(interpreter: &mut Interpreter, what: &str) -> PyResult<Value> {
    let message = format!("{what} is not supported in a data migration yet");
    Err(interpreter.raise("NotImplementedError", message))
}

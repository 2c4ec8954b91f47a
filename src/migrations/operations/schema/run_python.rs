//! `RunPython`: calls the project's function with the historical models and the schema editor.

use crate::backends::BaseDatabaseSchemaEditor;
use crate::backends::sqlite::wrapper::{self, EditorObject};
use crate::migrations::state::ProjectState;
use crate::orm::connection::{connection, lend};
use crate::orm::exceptions::keep_traceback;
use crate::orm::model::classes::ModelClasses;
use crate::orm::modules::apps::historical_apps;
use crate::orm::{DjangoResult, Exception};
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// Calls `code(apps, schema_editor)`.
pub(super) fn run(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    code: &Value,
    from_state: &ProjectState,
) -> DjangoResult<()> {
    let apps = from_state.complete_apps()?;
    lent(schema_editor, &mut |interpreter| {
        let connection = connection(interpreter)?;
        let classes = ModelClasses::historical(apps.clone(), connection);
        let models = historical_apps(interpreter, classes.clone());
        let editor = wrapper::schema_editor(interpreter, EditorObject::default())?;
        let arguments = Arguments::positional(vec![models, editor]);
        let called = interpreter.call(code, arguments);
        // The classes hold on to the registry, which holds on to them.
        classes.clear();
        called.map(drop)
    })
}

/// Calls the project's code, which works on the migration's database: it is lent to
/// `django.db.connection`. What the code did before it raises is undone only by a transaction.
pub(super) fn lent(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    call: &mut dyn FnMut(&mut Interpreter) -> PyResult<()>,
) -> DjangoResult<()> {
    let database = schema_editor.connection().savepoint();
    let interpreter = schema_editor.interpreter();
    let checked = |interpreter: &mut Interpreter| -> PyResult<()> {
        let called = call(interpreter);
        if let Err(error) = &called {
            if error.uncatchable {
                return called;
            }
            keep_traceback(error);
        }
        // What Django asks next finds a broken transaction unusable: to check the constraints when it
        // leaves the schema editor after an error, or to record the migration.
        connection(interpreter)?.check_usable(interpreter)?;
        called
    };
    let lent = lend(interpreter, database, checked);
    let (result, changed) = match lent {
        Ok(lent) => lent,
        Err(error) => return Err(Exception::from_python(interpreter, error)),
    };
    let result = result.map_err(|error| Exception::from_python(interpreter, error));
    schema_editor.connection().rollback_to(changed);
    result
}

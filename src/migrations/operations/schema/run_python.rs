//! `RunPython`: calls the project's function with the historical models and the schema editor.

use crate::backends::SchemaEditor;
use crate::backends::sqlite::wrapper;
use crate::migrations::state::ProjectState;
use crate::orm::connection::{connection, lend};
use crate::orm::model::classes::ModelClasses;
use crate::orm::modules::apps::historical_apps;
use crate::orm::{DjangoResult, Exception};
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// Calls `code(apps, schema_editor)`. The code works on the migration's database, which it is lent;
/// what it did before it raises is undone only by a transaction.
pub(super) fn run(
    schema_editor: &mut SchemaEditor<'_>,
    code: &Value,
    from_state: &ProjectState,
) -> DjangoResult<()> {
    let apps = from_state.complete_apps()?;
    let database = schema_editor.connection().savepoint();
    let interpreter = schema_editor.interpreter();
    let call = |interpreter: &mut Interpreter| -> PyResult<()> {
        let connection = connection(interpreter)?;
        let classes = ModelClasses::historical(apps, connection.clone());
        let models = historical_apps(interpreter, classes.clone());
        let editor = wrapper::schema_editor(interpreter)?;
        let arguments = Arguments::positional(vec![models, editor]);
        let called = interpreter.call(code, arguments);
        // The classes hold on to the registry, which holds on to them.
        classes.clear();
        if let Err(error) = called {
            // Leaving the schema editor checks the constraints first, which a broken transaction
            // refuses.
            connection.check_usable(interpreter)?;
            return Err(error);
        }
        // What Django asks next, to record the migration, finds the transaction unusable.
        connection.check_usable(interpreter)
    };
    let lent = lend(interpreter, database, call);
    let (result, changed) = match lent {
        Ok(lent) => lent,
        Err(error) => return Err(Exception::from_python(interpreter, error)),
    };
    let result = result.map_err(|error| Exception::from_python(interpreter, error));
    schema_editor.connection().rollback_to(changed);
    result
}

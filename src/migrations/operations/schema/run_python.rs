//! `RunPython`: calls the project's function with the historical models and the schema editor.

use std::cell::RefCell;
use std::rc::Rc;

use crate::backends::SchemaEditor;
use crate::backends::sqlite::wrapper;
use crate::migrations::state::ProjectState;
use crate::orm::{DjangoResult, Exception};
use crate::python::value::Instance;
use crate::python::{Arguments, Interpreter, Value};

/// Calls `code(apps, schema_editor)`. The code works on a copy of the database that then takes its
/// place, also when the code raises: what it did before is undone only by a transaction.
pub(super) fn run(
    schema_editor: &mut SchemaEditor<'_>,
    code: &Value,
    from_state: &ProjectState,
) -> DjangoResult<()> {
    from_state.complete_apps()?;
    let database = Rc::new(RefCell::new(schema_editor.connection().savepoint()));
    let interpreter = schema_editor.interpreter();
    let editor = wrapper::schema_editor(interpreter, &database);
    let arguments = Arguments::positional(vec![apps(interpreter), editor]);
    let result = match interpreter.call(code, arguments) {
        Ok(_) => Ok(()),
        Err(error) => Err(Exception::from_python(interpreter, error)),
    };
    let changed = database.borrow().clone();
    schema_editor.connection().rollback_to(changed);
    result
}

/// Stands for `apps`: asking it for a model says that models have no queries here.
fn apps(interpreter: &Interpreter) -> Value {
    let class = interpreter
        .class_builder("StateApps", "django.db.migrations.state")
        .method("get_model", |interpreter, _| {
            let message = "apps.get_model() is not supported in a data migration yet; use \
                           schema_editor.execute() or RunSQL";
            Err(interpreter.raise("NotImplementedError", message))
        })
        .build();
    Value::Instance(Instance::new(&class))
}

//! Operations of the project's own: calls of their methods, and of Django's through `super()`.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::Step;
use super::run_python::lent;
use crate::backends::BaseDatabaseSchemaEditor;
use crate::backends::sqlite::wrapper::{self, EditorObject};
use crate::migrations::operations::{CustomOperation, OperationObject};
use crate::migrations::state::ProjectState;
use crate::orm::connection::connection;
use crate::orm::model::classes::ModelClasses;
use crate::orm::modules::apps::historical_apps;
use crate::orm::{DjangoResult, Exception};
use crate::python::value::Instance;
use crate::python::{Arguments, Interpreter, NativeObject, PyError, PyResult, Signature, Value};

/// Calls the operation's `database_forwards()` or `database_backwards()`.
pub(super) fn run(
    custom: &CustomOperation,
    method: &str,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    if let Some(database) = schema_editor.preview_of() {
        return Err(no_preview(custom, database));
    }
    let collected: Rc<RefCell<Vec<String>>> = Rc::default();
    let native = EditorObject {
        collected_sql: schema_editor.collects_sql().then(|| collected.clone()),
        newer: schema_editor.newer(),
    };
    lent(schema_editor, &mut |interpreter| {
        let editor = wrapper::schema_editor(interpreter, native.clone())?;
        let states = [step.from_state, step.to_state].map(|state| Rc::new(StateObject::new(state)));
        let mut positional = vec![Value::str(step.app_label), editor];
        for state in &states {
            positional.push(state_value(interpreter, state.clone()));
        }
        let arguments = Arguments::positional(positional);
        let called = interpreter.call_method(&custom.instance, method, arguments);
        for state in &states {
            state.clear();
        }
        called.map(drop)
    })?;
    for line in collected.take() {
        schema_editor.collect_line(line);
    }
    Ok(())
}

/// The project's own operation works on the database that there is; there is no other to ask.
fn no_preview(custom: &CustomOperation, database: &str) -> Exception {
    let class = custom
        .instance
        .as_instance()
        .map(|it| it.class.name.clone());
    let message = format!(
        "{}, an operation of the project's own, cannot be previewed for {database}; its SQL for \
         SQLite is what sqlmigrate prints without --database",
        class.unwrap_or_default()
    );
    Exception::new("NotImplementedError", message)
}

/// What Django's operation does, for a subclass that calls `super().database_forwards(…)`.
///
/// # Errors
///
/// `NotImplementedError` for `Operation` itself, and what the operation raises.
pub(in crate::migrations) fn call_inherited(
    interpreter: &mut Interpreter,
    mut arguments: Arguments,
    backwards: bool,
) -> PyResult<Value> {
    const FORWARDS: Signature = Signature::new(
        "Operation.database_forwards",
        "app_label, schema_editor, from_state, to_state",
    );
    const BACKWARDS: Signature = Signature::new(
        "Operation.database_backwards",
        "app_label, schema_editor, from_state, to_state",
    );
    let (signature, method) = match backwards {
        true => (BACKWARDS, "database_backwards"),
        false => (FORWARDS, "database_forwards"),
    };
    let this = arguments.take_receiver().unwrap_or(Value::None);
    let mut bound = signature.bind(interpreter, arguments)?;
    let Some(operation) = this.native::<OperationObject>() else {
        return Err(not_provided(interpreter, method));
    };
    let app_label = bound
        .take_or_none("app_label")
        .as_text()
        .unwrap_or_default();
    let values = ["schema_editor", "from_state", "to_state"].map(|name| bound.take_or_none(name));
    let [editor, from_state, to_state] = &values;
    let (Some(editor), Some(from_state), Some(to_state)) = (
        editor.native::<EditorObject>(),
        from_state.native::<StateObject>(),
        to_state.native::<StateObject>(),
    ) else {
        let call = format!("{method}() with a schema editor or a state of your own");
        return Err(interpreter.unsupported(&call));
    };
    wrapper::make(interpreter, editor, method, |schema_editor| {
        let (from, to) = (&from_state.state, &to_state.state);
        match backwards {
            true => (operation.0).database_backwards(&app_label, schema_editor, from, to),
            false => (operation.0).database_forwards(&app_label, schema_editor, from, to),
        }
    })
}

/// The error of a method that `Operation` leaves to its subclasses.
pub(in crate::migrations) fn not_provided(interpreter: &Interpreter, method: &str) -> Box<PyError> {
    let text = format!("subclasses of Operation must provide a {method}() method");
    interpreter.raise("NotImplementedError", text)
}

/// The host's part of the `ProjectState` that an operation of the project's own gets.
struct StateObject {
    state: ProjectState,
    classes: OnceCell<Rc<ModelClasses>>,
}

impl StateObject {
    fn new(state: &ProjectState) -> Self {
        Self {
            state: state.clone(),
            classes: OnceCell::new(),
        }
    }

    /// `state.apps`.
    fn apps(&self, interpreter: &mut Interpreter) -> PyResult<Value> {
        let classes = match self.classes.get() {
            Some(classes) => classes.clone(),
            None => {
                let apps = self.state.complete_apps();
                let apps = apps.map_err(|error| error.into_python(interpreter))?;
                let classes = ModelClasses::historical(apps, connection(interpreter)?);
                self.classes.get_or_init(|| classes).clone()
            }
        };
        Ok(historical_apps(interpreter, classes))
    }

    /// The classes hold on to the registry, which holds on to them.
    fn clear(&self) {
        if let Some(classes) = self.classes.get() {
            classes.clear();
        }
    }
}

impl NativeObject for StateObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        match name {
            "apps" => Some(self.apps(interpreter)),
            "models" | "relations" | "real_apps" => {
                Some(Err(interpreter.unsupported(&format!("ProjectState.{name}"))))
            }
            _ => None,
        }
    }
}

fn state_value(interpreter: &Interpreter, state: Rc<StateObject>) -> Value {
    let class = interpreter.class_builder("ProjectState", "django.db.migrations.state");
    Value::Instance(Instance::with_native(&class.build(), state))
}

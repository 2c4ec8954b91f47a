//! `sqlite3`, as far as code asks what a database can do: the sandbox has no database beside the
//! project's, and no extension of SQLite.

use crate::python::interpreter::Interpreter;
use crate::python::value::{Instance, Module, Value};

/// The version whose behaviour the sandbox has.
const VERSION: [i64; 3] = [3, 40, 1];

/// The module.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let module = Module::new("sqlite3");
    let version = VERSION.map(Value::Int).to_vec();
    module.set("sqlite_version_info", Value::tuple(version));
    module.set("sqlite_version", Value::str("3.40.1"));
    let base = interpreter.builtin("Exception");
    for name in ["Warning", "Error"] {
        let bases: Vec<_> = base.iter().collect();
        let class = interpreter.exception_class(name, "sqlite3", &bases);
        module.set(name, Value::Class(class));
    }
    for (name, base) in [
        ("InterfaceError", "Error"),
        ("DatabaseError", "Error"),
        ("DataError", "DatabaseError"),
        ("OperationalError", "DatabaseError"),
        ("IntegrityError", "DatabaseError"),
        ("InternalError", "DatabaseError"),
        ("ProgrammingError", "DatabaseError"),
        ("NotSupportedError", "DatabaseError"),
    ] {
        let base = module.get(base);
        let bases: Vec<_> = base.iter().filter_map(Value::as_class).collect();
        let class = interpreter.exception_class(name, "sqlite3", &bases);
        module.set(name, Value::Class(class));
    }
    let operational = module.get("OperationalError");
    let connection = interpreter
        .class_builder("Connection", "sqlite3")
        .method("execute", move |py, arguments| {
            let sql = arguments.positional.get(1).and_then(Value::as_text);
            let sql = sql.unwrap_or_default().to_lowercase();
            let mut words = sql.split_whitespace().skip_while(|word| *word != "using");
            match (&operational, words.nth(1)) {
                (Some(Value::Class(class)), Some(extension))
                    if sql.trim_start().starts_with("create virtual table") =>
                {
                    let name = extension.split('(').next().unwrap_or(extension);
                    Err(py.raise_class(class, format!("no such module: {name}")))
                }
                _ => Err(py.unsupported("databases opened with sqlite3.connect()")),
            }
        })
        .method("close", |_, _| Ok(Value::None))
        .build();
    let opened = connection.clone();
    module.set(
        "connect",
        Value::function("connect", "sqlite3", move |_, _| {
            Ok(Value::Instance(Instance::new(&opened)))
        }),
    );
    module.with_class(&connection)
}

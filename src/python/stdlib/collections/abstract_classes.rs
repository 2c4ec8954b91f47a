//! `collections.abc`: the classes without methods. The others are written in Python
//! (`stdlib/written/collections_abc.py`).

use crate::python::interpreter::Interpreter;
use crate::python::value::{Module, Value};

/// The module `collections.abc`.
pub(in crate::python::stdlib) fn module(interpreter: &mut Interpreter) -> Module {
    const NAMES: &[&str] = &[
        "Container",
        "Hashable",
        "Iterable",
        "Sized",
        "Callable",
        "Awaitable",
        "Coroutine",
        "AsyncIterable",
        "AsyncIterator",
        "AsyncGenerator",
    ];
    let module = Module::new("collections.abc");
    for name in NAMES {
        let class = interpreter
            .class_builder(name, "collections.abc")
            .class_method("__class_getitem__", |py, arguments| {
                match arguments.positional.as_slice() {
                    [class, key] => Ok(crate::python::stdlib::typing::alias(py, class, key)),
                    _ => Ok(Value::None),
                }
            })
            .build();
        module.set(name, Value::Class(class));
    }
    module
}

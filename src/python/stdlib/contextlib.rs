//! `contextlib`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::machine::generator::{Generator, Resumed};
use crate::python::object::NativeObject;
use crate::python::stdlib::{Constructor, MethodRow, functions, instance, methods};
use crate::python::types::exception::ExceptionState;
use crate::python::value::{Class, Instance, Module, Value};

/// The context manager that a generator function makes.
struct GeneratorManager {
    function: Value,
    arguments: Arguments,
    generator: RefCell<Option<Value>>,
}

impl NativeObject for GeneratorManager {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

const METHODS: &[MethodRow] = &[
    ("__enter__", "", |py, it, _| {
        let Some(manager) = it.native::<GeneratorManager>() else {
            return Ok(Value::None);
        };
        let generator = py.call(&manager.function, manager.arguments.clone())?;
        *manager.generator.borrow_mut() = Some(generator.clone());
        match py.next_item(&generator)? {
            Some(value) => Ok(value),
            None => Err(py.raise("RuntimeError", "generator didn't yield")),
        }
    }),
    ("__exit__", "typ, value, traceback", exit),
    ("__call__", "func", |_, it, mut a| {
        let (manager, function) = (it.clone(), a.take_or_none("func"));
        Ok(Value::function(
            "inner",
            "contextlib",
            move |py, arguments| {
                let Some(inner) = manager.native::<GeneratorManager>() else {
                    return Ok(Value::None);
                };
                let fresh = GeneratorManager {
                    function: inner.function.clone(),
                    arguments: inner.arguments.clone(),
                    generator: RefCell::new(None),
                };
                let fresh = instance(&py.class_of(&manager), fresh);
                py.call_method(&fresh, "__enter__", Arguments::default())?;
                let result = py.call(&function, arguments);
                let details = match &result {
                    Ok(_) => vec![Value::None; 3],
                    Err(error) => {
                        let class = Value::Class(py.class_of(&error.exception));
                        vec![class, error.exception.clone(), Value::None]
                    }
                };
                let suppressed =
                    py.call_method(&fresh, "__exit__", Arguments::positional(details))?;
                match result {
                    Err(_) if py.truthy(&suppressed)? => Ok(Value::None),
                    other => other,
                }
            },
        ))
    }),
];

fn exit(interpreter: &mut Interpreter, manager: &Value, mut arguments: Bound) -> PyResult<Value> {
    let generator = manager
        .native::<GeneratorManager>()
        .and_then(|manager| manager.generator.borrow().clone())
        .unwrap_or(Value::None);
    let exception = arguments.take_or_none("value");
    let Some(inner) = generator.native::<Generator>() else {
        return Ok(Value::Bool(false));
    };
    if exception.is_none() {
        return match inner.resume(interpreter, Value::None, None)? {
            Resumed::Returned(_) => Ok(Value::Bool(false)),
            Resumed::Item(_) => Err(interpreter.raise("RuntimeError", "generator didn't stop")),
        };
    }
    let mut error = crate::python::PyError::new(exception.clone());
    let state = exception.native::<ExceptionState>();
    let passed = state.map(|state| state.traceback.borrow().clone());
    error.traceback = passed.clone().unwrap_or_default();
    let resumed = inner.resume(interpreter, Value::None, Some(error));
    match resumed {
        Ok(Resumed::Returned(_)) => Ok(Value::Bool(true)),
        Ok(Resumed::Item(_)) => {
            Err(interpreter.raise("RuntimeError", "generator didn't stop after throw()"))
        }
        Err(error) if error.exception.is(&exception) && !error.uncatchable => {
            // It goes on as if the generator had not seen it.
            if let (Some(state), Some(passed)) = (state, passed) {
                *state.traceback.borrow_mut() = passed;
            }
            Ok(Value::Bool(false))
        }
        Err(error) => Err(error),
    }
}

/// The module `contextlib`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let manager = interpreter
        .class_builder("_GeneratorContextManager", "contextlib")
        .build();
    methods(&manager, METHODS);
    let module = Module::new("contextlib");
    module.set(
        "contextmanager",
        Value::function("contextmanager", "contextlib", move |py, mut a| {
            let function = a.take_receiver().unwrap_or(Value::None);
            let class = manager.clone();
            let wrapped = function.clone();
            let wrapper = Value::function("helper", "contextlib", move |_, arguments| {
                let manager = GeneratorManager {
                    function: function.clone(),
                    arguments,
                    generator: RefCell::new(None),
                };
                Ok(instance(&class, manager))
            });
            let _ = (py, wrapped);
            Ok(method_like(wrapper))
        }),
    );
    let suppress = plain(interpreter, "suppress", |py, it, exception| {
        let classes = it.get("classes").unwrap_or(Value::None);
        if exception.is_none() {
            return Ok(false);
        }
        py.is_instance_of(exception, &classes)
    });
    module.set("suppress", Value::Class(suppress));
    let null = plain(interpreter, "nullcontext", |_, _, _| Ok(false));
    module.set("nullcontext", Value::Class(null));
    let closing = plain(interpreter, "closing", |py, it, _| {
        let thing = it.get("enter_result").unwrap_or(Value::None);
        py.call_method(&thing, "close", Arguments::default())
            .map(|_| false)
    });
    module.set("closing", Value::Class(closing));
    for name in ["AbstractContextManager", "ContextDecorator"] {
        let class = interpreter
            .class_builder(name, "contextlib")
            .method("__enter__", |_, a| {
                Ok(a.positional.first().cloned().unwrap_or(Value::None))
            })
            .build();
        module.set(name, Value::Class(class));
    }
    functions(
        &module,
        &[("asynccontextmanager", "func", |py, _| {
            Err(py.unsupported("asynchronous context managers"))
        })],
    );
    module
}

/// A function of the host that binds as a method when it stands in a class.
fn method_like(function: Value) -> Value {
    match function {
        Value::NativeFunction(inner) => {
            let code =
                move |py: &mut Interpreter, arguments: Arguments| (inner.code)(py, arguments);
            Value::NativeFunction(crate::python::NativeFunction::bound(
                "helper",
                "helper",
                "contextlib",
                crate::python::Binding::Method,
                code,
            ))
        }
        other => other,
    }
}

type ExitCode = fn(&mut Interpreter, &Rc<Instance>, &Value) -> PyResult<bool>;

/// A context manager that keeps its arguments and has one thing to do at the end.
fn plain(interpreter: &Interpreter, name: &str, exit: ExitCode) -> Rc<Class> {
    interpreter
        .class_builder(name, "contextlib")
        .native(Rc::new(Constructor(|_, class, arguments| {
            let manager = Instance::new(class);
            let first = arguments.positional.first().cloned().unwrap_or(Value::None);
            manager.set("enter_result", first);
            manager.set("classes", Value::tuple(arguments.positional.clone()));
            Ok(Value::Instance(manager))
        })))
        .method("__enter__", |_, arguments| {
            let manager = arguments.positional.first().and_then(Value::as_instance);
            Ok(manager
                .and_then(|it| it.get("enter_result"))
                .unwrap_or(Value::None))
        })
        .method("__exit__", move |py, arguments| {
            let exception = arguments.positional.get(2).cloned().unwrap_or(Value::None);
            match arguments.positional.first() {
                Some(Value::Instance(manager)) => exit(py, manager, &exception).map(Value::Bool),
                _ => Ok(Value::Bool(false)),
            }
        })
        .build()
}

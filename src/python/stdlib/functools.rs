//! `functools`.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{NativeClass, NativeObject};
use crate::python::value::{Class, Instance, Module, Value};

/// `functools.partial`.
pub struct Partial {
    /// `func`.
    pub function: Value,
    /// `args`.
    pub arguments: Vec<Value>,
    /// `keywords`.
    pub keywords: IndexMap<Rc<str>, Value>,
}

impl NativeObject for Partial {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "func" => Some(self.function.clone()),
            "args" => Some(Value::tuple(self.arguments.clone())),
            "keywords" => {
                let mut dict = crate::python::Dict::default();
                for (name, value) in &self.keywords {
                    dict.set_text(Rc::clone(name), value.clone());
                }
                Some(Value::dict(dict))
            }
            _ => None,
        }
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(self.shown(interpreter))
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        Some(interpreter.call(&self.function, self.with(arguments)))
    }
}

impl Partial {
    /// The arguments of a call, after those that the partial has.
    fn with(&self, arguments: Arguments) -> Arguments {
        let mut whole = Arguments::default();
        whole.positional.extend(self.arguments.iter().cloned());
        whole.positional.extend(arguments.positional);
        whole.keywords = self.keywords.clone();
        whole.keywords.extend(arguments.keywords);
        whole
    }

    fn shown(&self, interpreter: &mut Interpreter) -> PyResult<String> {
        let mut parts = vec![interpreter.repr(&self.function)?.to_string()];
        for value in &self.arguments {
            parts.push(interpreter.repr(value)?.to_string());
        }
        for (name, value) in &self.keywords {
            parts.push(format!("{name}={}", interpreter.repr(value)?));
        }
        Ok(format!("functools.partial({})", parts.join(", ")))
    }
}

/// The module `functools`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let partial = interpreter
        .class_builder("partial", "functools")
        .native(Rc::new(PartialClass))
        .build();
    let cached_property = interpreter
        .class_builder("cached_property", "functools")
        .native(Rc::new(CachedPropertyClass))
        .build();
    let function = |name: &str, code: fn(&mut Interpreter, Arguments) -> PyResult<Value>| {
        Value::function(name, "functools", code)
    };
    Module::new("functools")
        .with_class(&partial)
        .with_class(&cached_property)
        .with("reduce", function("reduce", reduce))
        .with("wraps", function("wraps", wraps))
        .with("update_wrapper", function("update_wrapper", update_wrapper))
        .with("lru_cache", function("lru_cache", lru_cache))
        .with(
            "cache",
            function("cache", |_, arguments| Ok(cached(first(&arguments)))),
        )
        .with(
            "total_ordering",
            function("total_ordering", |_, arguments| Ok(first(&arguments))),
        )
        .with(
            "singledispatch",
            function("singledispatch", |_, arguments| Ok(first(&arguments))),
        )
        .with(
            "cmp_to_key",
            function("cmp_to_key", |interpreter, _| {
                Err(interpreter.unsupported("functools.cmp_to_key"))
            }),
        )
}

fn first(arguments: &Arguments) -> Value {
    arguments.positional.first().cloned().unwrap_or(Value::None)
}

struct PartialClass;

impl NativeClass for PartialClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let mut positional = arguments.positional.into_iter();
        let Some(function) = positional.next() else {
            return Err(interpreter.type_error("type 'partial' takes at least one argument"));
        };
        // A partial of a partial is one partial.
        let partial = match function.native::<Partial>() {
            Some(inner) => {
                let own = Arguments {
                    positional: positional.collect(),
                    keywords: arguments.keywords,
                };
                let whole = inner.with(own);
                Partial {
                    function: inner.function.clone(),
                    arguments: whole.positional,
                    keywords: whole.keywords,
                }
            }
            None => Partial {
                function,
                arguments: positional.collect(),
                keywords: arguments.keywords,
            },
        };
        let _ = instance.native.set(Rc::new(partial));
        Ok(())
    }
}

struct CachedPropertyClass;

/// A property whose value replaces it on the instance.
struct CachedProperty {
    function: Value,
}

impl NativeClass for CachedPropertyClass {
    fn init(
        &self,
        _interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let _ = instance.native.set(Rc::new(CachedProperty {
            function: first(&arguments),
        }));
        Ok(())
    }
}

impl NativeObject for CachedProperty {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        (name == "func").then(|| self.function.clone())
    }

    fn get(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<PyResult<Value>> {
        let Some(instance) = instance else {
            return Some(Ok(this.clone()));
        };
        let arguments = Arguments::positional(vec![instance.clone()]);
        let value = match interpreter.call(&self.function, arguments) {
            Ok(value) => value,
            Err(error) => return Some(Err(error)),
        };
        if let (Some(instance), Some(name)) = (instance.as_instance(), name_of(&self.function)) {
            instance.set(&name, value.clone());
        }
        Some(Ok(value))
    }
}

fn name_of(function: &Value) -> Option<Rc<str>> {
    match function {
        Value::Function(function) => Some(Rc::clone(&function.name)),
        Value::NativeFunction(function) => Some(Rc::clone(&function.name)),
        _ => None,
    }
}

/// `reduce(function, iterable[, initial])`.
fn reduce(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let mut arguments = arguments.positional.into_iter();
    let (Some(function), Some(iterable)) = (arguments.next(), arguments.next()) else {
        return Err(interpreter.type_error("reduce expected at least 2 arguments"));
    };
    let mut items = interpreter.iterate(&iterable)?.into_iter();
    let start = arguments.next().or_else(|| items.next());
    let Some(mut total) = start else {
        return Err(interpreter.type_error("reduce() of empty iterable with no initial value"));
    };
    for item in items {
        total = interpreter.call(&function, Arguments::positional(vec![total, item]))?;
    }
    Ok(total)
}

/// `wraps(wrapped)`: a decorator that gives the wrapper the wrapped function's name and text.
fn wraps(_interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let wrapped = first(&arguments);
    Ok(Value::function(
        "wraps",
        "functools",
        move |interpreter, arguments| {
            let arguments = vec![first(&arguments), wrapped.clone()];
            update_wrapper(interpreter, Arguments::positional(arguments))
        },
    ))
}

fn update_wrapper(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let wrapper = first(&arguments);
    let wrapped = arguments.positional.get(1).cloned().unwrap_or(Value::None);
    for name in ["__module__", "__name__", "__qualname__", "__doc__"] {
        if let Some(value) = interpreter.find_attribute(&wrapped, name)? {
            interpreter.set_attribute(&wrapper, name, value)?;
        }
    }
    interpreter.set_attribute(&wrapper, "__wrapped__", wrapped)?;
    Ok(wrapper)
}

/// `@lru_cache` and `@lru_cache(maxsize=…)`.
fn lru_cache(_interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    match first(&arguments) {
        function @ (Value::Function(_) | Value::NativeFunction(_)) => Ok(cached(function)),
        _ => Ok(Value::function("lru_cache", "functools", |_, arguments| {
            Ok(cached(first(&arguments)))
        })),
    }
}

/// A function that answers equal positional arguments from what it answered before.
fn cached(function: Value) -> Value {
    let name = name_of(&function).unwrap_or_else(|| "cached".into());
    let known: RefCell<IndexMap<crate::python::value::HashKey, Value>> = RefCell::default();
    Value::function(&name, "functools", move |interpreter, arguments| {
        if !arguments.keywords.is_empty() {
            return interpreter.call(&function, arguments);
        }
        let key = interpreter.hash_key(&Value::tuple(arguments.positional.clone()))?;
        if let Some(value) = known.borrow().get(&key) {
            return Ok(value.clone());
        }
        let value = interpreter.call(&function, arguments)?;
        known.borrow_mut().insert(key, value.clone());
        Ok(value)
    })
}

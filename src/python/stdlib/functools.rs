//! `functools`.

use crate::python::value::Namespace;
use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::object::NativeObject;
use crate::python::stdlib::{Constructor, functions, instance};
use crate::python::value::{Class, Dict, HashKey, Instance, Module, Value};

/// `functools.partial`.
pub struct Partial {
    /// `func`.
    pub function: Value,
    /// `args`.
    pub arguments: Vec<Value>,
    /// `keywords`.
    pub keywords: Namespace,
}

impl NativeObject for Partial {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "func" => self.function.clone(),
            "args" => Value::tuple(self.arguments.clone()),
            "keywords" => Value::dict(Dict::from_text_keys(self.keywords.clone())),
            _ => return None,
        })
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let mut parts = Vec::new();
        for value in std::iter::once(&self.function).chain(&self.arguments) {
            match interpreter.repr(value) {
                Ok(repr) => parts.push(repr.to_string()),
                Err(error) => return Some(Err(error)),
            }
        }
        for (name, value) in &self.keywords {
            match interpreter.repr(value) {
                Ok(repr) => parts.push(format!("{name}={repr}")),
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok(format!("functools.partial({})", parts.join(", "))))
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        let mut positional = self.arguments.clone();
        positional.extend(arguments.positional);
        let mut keywords = self.keywords.clone();
        keywords.extend(arguments.keywords);
        Some(interpreter.call(
            &self.function,
            Arguments {
                positional,
                keywords,
            },
        ))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.push(std::mem::replace(&mut self.function, Value::None));
        values.append(&mut self.arguments);
        values.extend(std::mem::take(&mut self.keywords).into_values());
    }
}

/// `functools.cached_property`.
struct CachedProperty {
    function: Value,
    name: RefCell<Option<Rc<str>>>,
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
        let Some(receiver) = instance else {
            return Some(Ok(this.clone()));
        };
        let name = self.name.borrow().clone().unwrap_or_default();
        let arguments = Arguments::positional(vec![receiver.clone()]);
        let value = match interpreter.call(&self.function, arguments) {
            Ok(value) => value,
            Err(error) => return Some(Err(error)),
        };
        if let Value::Instance(receiver) = receiver {
            receiver.set(&name, value.clone());
        }
        Some(Ok(value))
    }
}

/// A value and the arguments that it is for: the key may be an address of theirs.
type Kept = (Value, Vec<Value>);

/// `lru_cache` around a function.
pub(in crate::python) struct Cached {
    function: Value,
    entries: RefCell<IndexMap<HashKey, Kept>>,
    most: Option<usize>,
    is_typed: bool,
    counts: RefCell<(i64, i64)>,
}

impl NativeObject for Cached {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        let cache = this.clone();
        match name {
            "__wrapped__" => Some(Ok(self.function.clone())),
            "cache_clear" => Some(Ok(Value::function(name, "functools", move |_, _| {
                if let Some(cached) = cache.native::<Self>() {
                    cached.entries.borrow_mut().clear();
                    *cached.counts.borrow_mut() = (0, 0);
                }
                Ok(Value::None)
            }))),
            "cache_info" => Some(Ok(Value::function(name, "functools", move |py, _| {
                let Some(cached) = cache.native::<Self>() else {
                    return Ok(Value::None);
                };
                let (hits, misses) = *cached.counts.borrow();
                let most = cached.shown_most();
                let size = Value::Int(cached.entries.borrow().len() as i64);
                let parts = vec![Value::Int(hits), Value::Int(misses), most, size];
                let module = Value::Module(py.import_module("functools")?);
                let class = py.get_attribute(&module, "_CacheInfo")?;
                py.call(&class, Arguments::positional(parts))
            }))),
            "cache_parameters" => {
                let parameters = Dict::from_text_keys([
                    ("maxsize", self.shown_most()),
                    ("typed", Value::Bool(self.is_typed)),
                ]);
                Some(Ok(Value::function(name, "functools", move |_, _| {
                    Ok(Value::dict(parameters.clone()))
                })))
            }
            "__name__" | "__qualname__" | "__doc__" | "__module__" => {
                Some(interpreter.get_attribute(&self.function, name))
            }
            _ => None,
        }
    }

    fn get(
        &self,
        _interpreter: &mut Interpreter,
        this: &Value,
        instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<PyResult<Value>> {
        Some(Ok(match instance {
            Some(receiver) => Value::BoundMethod(Rc::new(crate::python::BoundMethod {
                receiver: receiver.clone(),
                function: this.clone(),
            })),
            None => this.clone(),
        }))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.push(std::mem::replace(&mut self.function, Value::None));
        for (value, arguments) in std::mem::take(self.entries.get_mut()).into_values() {
            values.push(value);
            values.extend(arguments);
        }
    }
}

impl Cached {
    fn shown_most(&self) -> Value {
        self.most
            .map_or(Value::None, |most| Value::Int(most as i64))
    }

    fn key(&self, interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<HashKey> {
        let mut parts = Vec::new();
        for value in &arguments.positional {
            parts.push(interpreter.hash_key(value)?);
        }
        for (name, value) in &arguments.keywords {
            let value = interpreter.hash_key(value)?;
            parts.push(HashKey::Tuple(vec![HashKey::Str(name.clone()), value]));
        }
        if self.is_typed {
            let values = arguments.positional.iter();
            for value in values.chain(arguments.keywords.values()) {
                let class = Rc::as_ptr(&interpreter.class_of(value));
                parts.push(HashKey::Identity(class.addr()));
            }
        }
        Ok(HashKey::Tuple(parts))
    }

    /// What was used last is forgotten last.
    fn used(&self, interpreter: &mut Interpreter, at: usize) -> PyResult<()> {
        let last = self.entries.borrow().len() - 1;
        if self.most.is_some() && at < last {
            interpreter.charge((last - at) / 8)?;
            self.entries.borrow_mut().move_index(at, last);
        }
        Ok(())
    }
}

/// What a cached function keeps a value by: the key and the arguments.
pub(in crate::python) type Key = (HashKey, Vec<Value>);

/// What a cached function has for arguments.
pub(in crate::python) enum Remembered {
    /// Its value.
    Value(Value),
    /// The call that finds it, and the key to keep it by.
    Call(Value, Arguments, Key),
}

impl Interpreter {
    /// The value that a cached function has for arguments, or how to find it.
    pub(in crate::python) fn remembered(
        &mut self,
        cached: &Value,
        arguments: Arguments,
    ) -> PyResult<Remembered> {
        let Some(cached) = cached.native::<Cached>() else {
            return Ok(Remembered::Value(Value::None));
        };
        let key = cached.key(self, &arguments)?;
        let found = {
            let entries = cached.entries.borrow();
            let found = entries.get_full(&key);
            found.map(|(at, _, (value, _))| (at, value.clone()))
        };
        let Some((at, found)) = found else {
            cached.counts.borrow_mut().1 += 1;
            let given = arguments
                .positional
                .iter()
                .chain(arguments.keywords.values());
            let key = (key, given.cloned().collect());
            return Ok(Remembered::Call(cached.function.clone(), arguments, key));
        };
        cached.counts.borrow_mut().0 += 1;
        cached.used(self, at)?;
        Ok(Remembered::Value(found))
    }

    /// Keeps what a cached function has answered.
    pub(in crate::python) fn remember(
        &mut self,
        cached: &Value,
        (key, arguments): Key,
        value: Value,
    ) -> PyResult<Value> {
        let Some(cached) = cached.native::<Cached>().filter(|it| it.most != Some(0)) else {
            return Ok(value);
        };
        let entry = (value.clone(), arguments);
        cached.entries.borrow_mut().insert(key, entry);
        let length = cached.entries.borrow().len();
        if cached.most.is_some_and(|most| length > most) {
            self.charge(length / 8)?;
            cached.entries.borrow_mut().shift_remove_index(0);
        }
        Ok(value)
    }
}

/// What `wraps()` copies.
const WRAPPER_ASSIGNMENTS: [&str; 5] = [
    "__module__",
    "__name__",
    "__qualname__",
    "__doc__",
    "__annotations__",
];

fn names(names: &[&str]) -> Value {
    Value::tuple(names.iter().copied().map(Value::str).collect())
}

/// The module `functools`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let partial = interpreter
        .class_builder("partial", "functools")
        .native(Rc::new(Constructor(make_partial)))
        .build();
    let cached_property = interpreter
        .class_builder("cached_property", "functools")
        .native(Rc::new(Constructor(|_, class, mut arguments| {
            let function = arguments.take_receiver().unwrap_or(Value::None);
            Ok(instance(
                class,
                CachedProperty {
                    function,
                    name: RefCell::new(None),
                },
            ))
        })))
        .method("__set_name__", |_, arguments| {
            if let [property, _, name] = arguments.positional.as_slice()
                && let Some(property) = property.native::<CachedProperty>()
            {
                *property.name.borrow_mut() = name.as_text();
            }
            Ok(Value::None)
        })
        .build();
    let module = Module::new("functools")
        .with_class(&partial)
        .with("WRAPPER_ASSIGNMENTS", names(&WRAPPER_ASSIGNMENTS))
        .with("WRAPPER_UPDATES", names(&["__dict__"]))
        .with_class(&cached_property);
    functions(
        &module,
        &[
            ("reduce", "function, iterable, initial=None, /", reduce),
            (
                "wraps",
                "wrapped, assigned=None, updated=None",
                |_, mut a| {
                    let wrapped = a.take_or_none("wrapped");
                    Ok(Value::function(
                        "wraps",
                        "functools",
                        move |py, mut arguments| {
                            let wrapper = arguments.take_receiver().unwrap_or(Value::None);
                            update_wrapper(py, &wrapper, &wrapped)?;
                            Ok(wrapper)
                        },
                    ))
                },
            ),
            (
                "update_wrapper",
                "wrapper, wrapped, assigned=None, updated=None",
                |py, mut a| {
                    let (wrapper, wrapped) = (a.take_or_none("wrapper"), a.take_or_none("wrapped"));
                    update_wrapper(py, &wrapper, &wrapped)?;
                    Ok(wrapper)
                },
            ),
            ("lru_cache", "maxsize=128, typed=False", lru_cache),
            ("cache", "user_function, /", |_, mut a| {
                Ok(cached(a.take_or_none("user_function"), None, false))
            }),
            ("total_ordering", "cls, /", total_ordering),
            ("cmp_to_key", "mycmp", |py, mut a| {
                let compare = a.take_or_none("mycmp");
                let class = py
                    .class_builder("K", "functools")
                    .method("__lt__", |py, arguments| {
                        let mut parts = Vec::new();
                        for key in &arguments.positional {
                            parts.push(py.get_attribute(key, "obj")?);
                        }
                        let compare = match arguments.positional.first() {
                            Some(key) => py.get_attribute(key, "_compare")?,
                            None => Value::None,
                        };
                        let order = py.call(&compare, Arguments::positional(parts))?;
                        Ok(Value::Bool(order.as_i64().is_some_and(|order| order < 0)))
                    })
                    .build();
                Ok(Value::function(
                    "cmp_to_key",
                    "functools",
                    move |_, mut arguments| {
                        let key = Instance::new(&class);
                        key.set("obj", arguments.take_receiver().unwrap_or(Value::None));
                        key.set("_compare", compare.clone());
                        Ok(Value::Instance(key))
                    },
                ))
            }),
        ],
    );
    module
}

fn make_partial(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    mut arguments: Arguments,
) -> PyResult<Value> {
    let Some(function) = arguments.take_receiver() else {
        let message = "type 'partial' takes at least one argument";
        return Err(interpreter.type_error(message));
    };
    if !interpreter.is_callable(&function) {
        return Err(interpreter.type_error("the first argument must be callable"));
    }
    // A partial of a partial is one partial.
    if let Some(inner) = function.native::<Partial>() {
        let mut positional = inner.arguments.clone();
        positional.extend(arguments.positional);
        let mut keywords = inner.keywords.clone();
        keywords.extend(arguments.keywords);
        let function = inner.function.clone();
        return Ok(instance(
            class,
            Partial {
                function,
                arguments: positional,
                keywords,
            },
        ));
    }
    let Arguments {
        positional,
        keywords,
    } = arguments;
    Ok(instance(
        class,
        Partial {
            function,
            arguments: positional,
            keywords,
        },
    ))
}

fn lru_cache(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let is_typed = arguments.take_or_none("typed");
    let is_typed = interpreter.truthy(&is_typed)?;
    let most = arguments.take("maxsize").unwrap_or(Value::Int(128));
    if most.as_i64().is_none() && !most.is_none() {
        if !interpreter.is_callable(&most) {
            let message = "Expected first argument to be an integer, a callable, or None";
            return Err(interpreter.type_error(message));
        }
        return Ok(cached(most, Some(128), is_typed));
    }
    let most = most.as_i64().map(how_many);
    let decorate = move |_: &mut Interpreter, mut arguments: Arguments| {
        let function = arguments.take_receiver().unwrap_or(Value::None);
        Ok(cached(function, most, is_typed))
    };
    Ok(Value::function("lru_cache", "functools", decorate))
}

fn cached(function: Value, most: Option<usize>, is_typed: bool) -> Value {
    let class = Rc::new(Class {
        name: "_lru_cache_wrapper".into(),
        qualname: "_lru_cache_wrapper".into(),
        module: "functools".into(),
        bases: Vec::new(),
        ancestors: Vec::new(),
        attributes: Default::default(),
        native: None,
        attachment: Default::default(),
        span: None,
    });
    instance(
        &class,
        Cached {
            function,
            entries: RefCell::default(),
            most,
            is_typed,
            counts: RefCell::default(),
        },
    )
}

fn reduce(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let function = arguments.take_or_none("function");
    let iterable = arguments.take_or_none("iterable");
    let mut total = arguments.take("initial");
    let iterator = match interpreter.iterator(&iterable) {
        Err(error) if error.is_builtin(interpreter, "TypeError") => {
            return Err(interpreter.type_error("reduce() arg 2 must support iteration"));
        }
        iterator => iterator?,
    };
    while let Some(item) = interpreter.next_item(&iterator)? {
        total = Some(match total {
            None => item,
            Some(total) => interpreter.call(&function, Arguments::positional(vec![total, item]))?,
        });
    }
    let message = "reduce() of empty iterable with no initial value";
    total.ok_or_else(|| interpreter.type_error(message))
}

fn update_wrapper(interpreter: &mut Interpreter, wrapper: &Value, wrapped: &Value) -> PyResult<()> {
    for name in WRAPPER_ASSIGNMENTS {
        if let Some(value) = interpreter.find_attribute(wrapped, name)? {
            interpreter.set_attribute(wrapper, name, value)?;
        }
    }
    if let Value::Function(function) = wrapped {
        for (name, value) in function.attributes.borrow().clone() {
            interpreter.set_attribute(wrapper, &name, value)?;
        }
    }
    interpreter.set_attribute(wrapper, "__wrapped__", wrapped.clone())
}

/// Adds the comparisons that follow from the one that the class defines.
fn total_ordering(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let Value::Class(class) = arguments.take_or_none("cls") else {
        return Err(interpreter.type_error("total_ordering needs a class"));
    };
    let builtin = |name: &str| {
        class
            .lookup(name)
            .is_some_and(|found| matches!(found, Value::Function(_)))
    };
    const ORDER: &[&str] = &["__lt__", "__le__", "__gt__", "__ge__"];
    let Some(root) = ORDER.iter().find(|name| builtin(name)).copied() else {
        let message = "must define at least one ordering operation: < > <= >=";
        return Err(interpreter.value_error(message));
    };
    for name in ORDER {
        if builtin(name) {
            continue;
        }
        let code = move |py: &mut Interpreter, arguments: Arguments| {
            let [left, right] = arguments.positional.as_slice() else {
                return Ok(Value::NotImplemented);
            };
            let known = py.call_method(left, root, Arguments::positional(vec![right.clone()]))?;
            if matches!(known, Value::NotImplemented) {
                return Ok(known);
            }
            let (known, equal) = (py.truthy(&known)?, py.equals(left, right)?);
            let less = if matches!(root, "__lt__" | "__le__") {
                known && !equal
            } else {
                !known && !equal
            };
            Ok(Value::Bool(match *name {
                "__lt__" => less,
                "__le__" => less || equal,
                "__gt__" => !less && !equal,
                _ => !less,
            }))
        };
        let function = crate::python::NativeFunction::bound(
            name,
            &format!("{}.{name}", class.qualname),
            "functools",
            crate::python::Binding::Method,
            code,
        );
        class.set(name, Value::NativeFunction(function));
    }
    Ok(Value::Class(class))
}

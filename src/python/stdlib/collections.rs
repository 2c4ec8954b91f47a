//! `collections` and `collections.abc`.

mod abstract_classes;
mod counter;
mod deque;
mod named_tuple;

use std::rc::Rc;

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::{MethodRow, functions, methods};
use crate::python::value::{Binding, Class, Module, NativeFunction, Value};

pub(super) use abstract_classes::module as abstract_module;

const ORDERED_METHODS: &[MethodRow] = &[
    ("move_to_end", "key, last=True", |py, it, mut a| {
        let key = a.take_or_none("key");
        let hash = py.hash_key(&key)?;
        let last = a.take("last").unwrap_or(Value::Bool(true));
        let last = py.truthy(&last)?;
        let Value::Dict(dict) = it.unboxed() else {
            return Ok(Value::None);
        };
        let Some(entry) = dict.borrow_mut().entries.shift_remove(&hash) else {
            return Err(py.key_error(&key));
        };
        let mut dict = dict.borrow_mut();
        dict.entries.insert(hash, entry);
        if !last {
            let end = dict.entries.len() - 1;
            dict.entries.move_index(end, 0);
        }
        Ok(Value::None)
    }),
    ("popitem", "last=True", |py, it, mut a| {
        let last = a.take("last").unwrap_or(Value::Bool(true));
        let last = py.truthy(&last)?;
        let Value::Dict(dict) = it.unboxed() else {
            return Ok(Value::None);
        };
        let mut dict = dict.borrow_mut();
        let entry = if last {
            dict.entries.pop()
        } else {
            dict.entries.shift_remove_index(0)
        };
        match entry {
            Some((_, (key, value))) => Ok(Value::tuple(vec![key, value])),
            None => Err(py.key_error(&Value::str("dictionary is empty"))),
        }
    }),
    ("__eq__", "other, /", |py, it, mut a| {
        let other = a.take_or_none("other");
        let ordered = py.library_class("collections", "OrderedDict");
        let (Value::Dict(_), Value::Dict(_)) = (it.unboxed(), other.unboxed()) else {
            return Ok(Value::NotImplemented);
        };
        let same = py.equals(&it.unboxed().clone(), &other.unboxed().clone())?;
        if !same || !py.is_instance(&other, &ordered) {
            return Ok(Value::Bool(same));
        }
        let (one, two) = (py.iterate(it)?, py.iterate(&other)?);
        py.equals(&Value::list(one), &Value::list(two))
            .map(Value::Bool)
    }),
    ("__repr__", "", |py, it, _| {
        let items = py.mapping_items(it)?.unwrap_or_default();
        let class = py.class_of(it);
        if items.is_empty() {
            return Ok(Value::str(format!("{}()", class.name)));
        }
        let pairs = items
            .into_iter()
            .map(|(key, value)| Value::tuple(vec![key, value]))
            .collect();
        let shown = py.repr(&Value::list(pairs))?;
        Ok(Value::str(format!("{}({shown})", class.name)))
    }),
];

const DEFAULT_METHODS: &[MethodRow] = &[
    ("copy", "", |py, it, _| copied_default(py, it)),
    ("__copy__", "", |py, it, _| copied_default(py, it)),
    ("__missing__", "key, /", |py, it, mut a| {
        let key = a.take_or_none("key");
        let factory = py.get_attribute(it, "default_factory")?;
        if factory.is_none() {
            return Err(py.key_error(&key));
        }
        let value = py.call(&factory, Arguments::default())?;
        py.set_item(it, &key, value.clone())?;
        Ok(value)
    }),
    ("__repr__", "", |py, it, _| {
        let factory = py.get_attribute(it, "default_factory")?;
        let (factory, dict) = (py.repr(&factory)?, py.repr(&it.unboxed().clone())?);
        let class = py.class_of(it);
        Ok(Value::str(format!("{}({factory}, {dict})", class.name)))
    }),
];

/// The module `collections`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let (dict, list) = (interpreter.types.dict(), interpreter.types.list());
    let class = |name: &str, base: &Rc<Class>| {
        interpreter
            .class_builder(name, "collections")
            .base(base)
            .build()
    };
    let ordered = class("OrderedDict", &dict);
    methods(&ordered, ORDERED_METHODS);
    ordered.set("__hash__", Value::None);
    let default = class("defaultdict", &dict);
    methods(&default, DEFAULT_METHODS);
    initializer(&default, |py, mut arguments| {
        let receiver = arguments.take_receiver().unwrap_or(Value::None);
        let factory = arguments.take_receiver().unwrap_or(Value::None);
        if !factory.is_none() && !py.is_callable(&factory) {
            return Err(py.type_error("first argument must be callable or None"));
        }
        py.set_attribute(&receiver, "default_factory", factory)?;
        fill_dict(py, &receiver, arguments)
    });
    let counter = class("Counter", &dict);
    methods(&counter, counter::METHODS);
    counter.set("__hash__", Value::None);
    counter.set("fromkeys", no_from_keys());
    initializer(&counter, |py, mut arguments| {
        let receiver = arguments.take_receiver().unwrap_or(Value::None);
        py.call_method(&receiver, "update", arguments)
    });
    let deque = class("deque", &list);
    methods(&deque, deque::METHODS);
    initializer(&deque, |py, mut arguments| {
        let receiver = arguments.take_receiver().unwrap_or(Value::None);
        let mut bound = Signature::new("deque", "iterable=(), maxlen=None").bind(py, arguments)?;
        let most = bound.take_or_none("maxlen");
        if !most.is_none() && py.index_argument(&most)? < 0 {
            return Err(py.value_error("maxlen must be non-negative"));
        }
        py.set_attribute(&receiver, "maxlen", most)?;
        match bound.take("iterable") {
            Some(items) => py.call_method(&receiver, "extend", Arguments::positional(vec![items])),
            None => Ok(Value::None),
        }
    });
    let module = Module::new("collections");
    for class in [&ordered, &default, &counter, &deque] {
        module.set(&class.name, Value::Class(class.clone()));
    }
    for (name, base) in [
        ("UserDict", &dict),
        ("UserList", &list),
        ("UserString", &interpreter.types.str()),
    ] {
        module.set(name, Value::Class(class(name, base)));
    }
    functions(
        &module,
        &[(
            "namedtuple",
            "typename, field_names, *, rename=False, defaults=None, module=None",
            named_tuple::make,
        )],
    );
    // Importing the submodule would import its parent, this module, first.
    let abc = Rc::new(abstract_module(interpreter));
    interpreter.loaded.insert(abc.name.clone(), abc.clone());
    module.set("abc", Value::Module(abc));
    module
}

fn initializer(class: &Rc<Class>, code: fn(&mut Interpreter, Arguments) -> PyResult<Value>) {
    let qualname = format!("{}.__init__", class.name);
    let code =
        move |py: &mut Interpreter, arguments: Arguments| code(py, arguments).map(|_| Value::None);
    let function =
        NativeFunction::bound("__init__", &qualname, "collections", Binding::Method, code);
    class.set("__init__", Value::NativeFunction(function));
}

fn fill_dict(
    interpreter: &mut Interpreter,
    receiver: &Value,
    arguments: Arguments,
) -> PyResult<Value> {
    if let Value::Dict(dict) = receiver.unboxed() {
        crate::python::types::dict::update_dict(interpreter, dict, arguments)?;
    }
    Ok(Value::None)
}

fn copied_default(interpreter: &mut Interpreter, it: &Value) -> PyResult<Value> {
    let class = Value::Class(interpreter.class_of(it));
    let factory = interpreter.get_attribute(it, "default_factory")?;
    interpreter.call(&class, Arguments::positional(vec![factory, it.clone()]))
}

/// `Counter.fromkeys`, which says that it is none.
fn no_from_keys() -> Value {
    let code = |py: &mut Interpreter, _: Arguments| {
        let message = "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.";
        Err(py.raise("NotImplementedError", message))
    };
    let function = NativeFunction::bound(
        "fromkeys",
        "Counter.fromkeys",
        "collections",
        Binding::ClassMethod,
        code,
    );
    Value::NativeFunction(function)
}

//! `instance.__dict__` and `globals()`: dicts whose changes reach what they belong to.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::class::ClassBuilder;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::types::dict::update_dict;
use crate::python::value::access::Boxed;
use crate::python::value::{Class, Dict, Instance, Namespace, Value};

/// The methods that change a dict.
const CHANGING: &[&str] = &[
    "__setitem__",
    "__delitem__",
    "update",
    "pop",
    "popitem",
    "setdefault",
    "clear",
];

/// The class of these dicts, which shows itself as `dict`.
pub(super) fn class(object: &Rc<Class>, dict: &Rc<Class>) -> Rc<Class> {
    let mut builder = ClassBuilder::new("dict", "builtins", object).base(dict);
    for name in CHANGING {
        builder = builder.method(name, move |py, arguments| change(py, name, arguments));
    }
    builder.build()
}

impl Interpreter {
    /// `instance.__dict__`: what the host keeps of it, and its names, as a dict that changes these.
    pub(in crate::python) fn instance_dict(&mut self, instance: &Value) -> PyResult<Value> {
        let mut leading = Namespace::default();
        for name in leading_names(instance) {
            if let Some(value) = self.find_attribute(instance, name)? {
                leading.insert((*name).into(), value);
            }
        }
        Ok(self.live_dict(instance, leading))
    }

    /// The names of an instance or a module, behind others, as a dict that changes them.
    pub(in crate::python) fn live_dict(&self, owner: &Value, mut names: Namespace) -> Value {
        if let Some(own) = names_of(owner) {
            names.extend(own.clone());
        }
        let inner = Boxed(Value::dict(Dict::from_text_keys(names)));
        let dict = Instance::with_native(&self.types.live_dict, Rc::new(inner));
        dict.set("owner", owner.clone());
        Value::Instance(dict)
    }
}

fn leading_names(owner: &Value) -> &'static [&'static str] {
    let native = owner.as_instance().and_then(|it| it.native.get());
    native.map(|it| it.leading_names()).unwrap_or_default()
}

fn names_of(owner: &Value) -> Option<std::cell::Ref<'_, Namespace>> {
    match owner {
        Value::Instance(instance) => Some(instance.attributes.borrow()),
        Value::Module(module) => Some(module.globals.borrow()),
        _ => None,
    }
}

/// Changes the dict, then makes its owner have the same names.
fn change(py: &mut Interpreter, name: &str, mut arguments: Arguments) -> PyResult<Value> {
    let receiver = arguments.take_receiver().unwrap_or(Value::None);
    let inner = receiver.unboxed().clone();
    let result = match (name, arguments.positional.as_slice(), &inner) {
        ("__setitem__", [key, value], _) => py
            .set_item(&inner, key, value.clone())
            .map(|()| Value::None),
        ("__delitem__", [key], _) => py.delete_item(&inner, key).map(|()| Value::None),
        ("update", _, Value::Dict(dict)) => update_dict(py, dict, arguments).map(|()| Value::None),
        _ => py.call_method(&inner, name, arguments),
    };
    let owner = receiver
        .as_instance()
        .and_then(|it| it.get("owner"))
        .unwrap_or(Value::None);
    let Value::Dict(dict) = &inner else {
        return result;
    };
    let mut names: Namespace = dict.borrow().text_entries();
    for name in leading_names(&owner) {
        names.shift_remove(*name);
    }
    match &owner {
        Value::Instance(instance) => *instance.attributes.borrow_mut() = names,
        Value::Module(module) => *module.globals.borrow_mut() = names,
        _ => {}
    }
    result
}

//! How the methods of built-in types are declared.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::value::{Binding, Class, NativeFunction, Value};

/// The code of a method: the receiver as built-in value, and the bound arguments.
pub(in crate::python) type MethodCode = fn(&mut Interpreter, &Value, Bound) -> PyResult<Value>;

/// Name, parameters without `self`, and code.
pub(in crate::python) type Method = (&'static str, &'static str, MethodCode);

/// The methods of collections that do not look at all the items.
const QUICK: &[&str] = &[
    "add",
    "append",
    "get",
    "items",
    "keys",
    "popitem",
    "setdefault",
    "values",
];

/// Gives a class its methods.
pub(in crate::python) fn install(class: &Rc<Class>, methods: &'static [Method]) {
    for (name, parameters, code) in methods {
        let owner = class.clone();
        let function = move |interpreter: &mut Interpreter, mut arguments: Arguments| {
            let receiver = receiver(interpreter, &owner, name, &mut arguments)?;
            let signature = Signature { name, parameters };
            let path = format_args!("{}.{name}", owner.name);
            let bound = signature.bind_in_c(interpreter, &path, arguments)?;
            let receiver = receiver.unboxed();
            let is_text = matches!(receiver, Value::Str(_) | Value::Bytes(_));
            if is_text || !QUICK.contains(name) {
                interpreter.charge_value(receiver)?;
            }
            code(interpreter, receiver, bound)
        };
        add(class, name, Binding::Method, function);
    }
}

/// Gives a class methods that apply an operator of Python to the receiver and the arguments.
pub(in crate::python) fn install_operators(class: &Rc<Class>, names: &'static [&'static str]) {
    for name in names {
        let owner = class.clone();
        let function = move |interpreter: &mut Interpreter, mut arguments: Arguments| {
            let receiver = receiver(interpreter, &owner, name, &mut arguments)?;
            interpreter.operator_method(name, receiver.unboxed(), &arguments.positional)
        };
        add(class, name, Binding::Method, function);
    }
}

/// Gives a class one function.
pub(in crate::python) fn add(
    class: &Rc<Class>,
    name: &str,
    binding: Binding,
    code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
) {
    let qualname = format!("{}.{name}", class.name);
    let function = NativeFunction::bound(name, &qualname, "builtins", binding, code);
    class.set(name, Value::NativeFunction(function));
}

fn receiver(
    interpreter: &Interpreter,
    owner: &Rc<Class>,
    name: &str,
    arguments: &mut Arguments,
) -> PyResult<Value> {
    match arguments.take_receiver() {
        Some(receiver) if interpreter.is_instance(&receiver, owner) => Ok(receiver),
        Some(other) => {
            let other = interpreter.operand_name(&other);
            Err(interpreter.type_error(format!(
                "descriptor '{name}' for '{}' objects doesn't apply to a '{other}' object",
                owner.name
            )))
        }
        None => Err(interpreter.type_error(format!(
            "unbound method {}.{name}() needs an argument",
            owner.name
        ))),
    }
}

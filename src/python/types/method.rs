//! How the methods of built-in types are declared.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound, Parameters, Signature};
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

/// A method of a built-in type, as it was declared.
pub struct DeclaredMethod {
    owner: Rc<Class>,
    method: &'static Method,
    /// Whether it may look at all of the receiver.
    is_charged: bool,
    parameters: OnceCell<Rc<Parameters>>,
}

impl DeclaredMethod {
    /// Positional arguments as bound, if the method takes them of this receiver.
    pub(in crate::python) fn bind(
        &self,
        interpreter: &Interpreter,
        receiver: &Value,
        arguments: &[Value],
    ) -> Option<Bound> {
        let (_, text, _) = self.method;
        let class = interpreter.types.plain_class(receiver)?;
        let parameters = self
            .parameters
            .get_or_init(|| interpreter.signatures.parameters(text));
        let fits = Rc::ptr_eq(class, &self.owner) && parameters.fits(arguments.len());
        fits.then(|| parameters.by_position(arguments))
    }

    /// Calls it with what [`Self::bind`] answers.
    pub(in crate::python) fn call(
        &self,
        interpreter: &mut Interpreter,
        receiver: &Value,
        bound: Bound,
    ) -> PyResult<Value> {
        let (_, _, code) = self.method;
        if self.is_charged {
            interpreter.charge_value(receiver)?;
        }
        code(interpreter, receiver, bound)
    }
}

/// Gives a class its methods.
pub(in crate::python) fn install(class: &Rc<Class>, methods: &'static [Method]) {
    for method in methods {
        let (name, parameters, code) = method;
        let is_text = matches!(&*class.name, "str" | "bytes");
        let is_charged = is_text || !QUICK.contains(name);
        let owner = class.clone();
        let function = move |interpreter: &mut Interpreter, mut arguments: Arguments| {
            let receiver = receiver(interpreter, &owner, name, &mut arguments)?;
            let signature = Signature { name, parameters };
            let path = format_args!("{}.{name}", owner.name);
            let bound = signature.bind_in_c(interpreter, &path, arguments)?;
            let receiver = receiver.unboxed();
            if is_charged {
                interpreter.charge_value(receiver)?;
            }
            code(interpreter, receiver, bound)
        };
        class.set(
            name,
            Value::NativeFunction(Rc::new(NativeFunction {
                name: (*name).into(),
                qualname: format!("{}.{name}", class.name).into(),
                module: "builtins".into(),
                binding: Binding::Method,
                code: Box::new(function),
                declared: Some(DeclaredMethod {
                    owner: class.clone(),
                    method,
                    is_charged,
                    parameters: OnceCell::new(),
                }),
            })),
        );
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

//! `property`, `classmethod`, `staticmethod` and `super`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{NativeClass, NativeObject};
use crate::python::value::{Class, Instance, Value};

/// `property`.
pub struct Property {
    /// `fget`.
    pub getter: Option<Value>,
    /// `fset`.
    pub setter: Option<Value>,
    /// `fdel`.
    pub deleter: Option<Value>,
    /// `doc`, when it was given.
    pub doc: Option<Value>,
    /// The name it was assigned to.
    pub name: RefCell<Option<Rc<str>>>,
}

/// `classmethod`: the function.
pub struct ClassMethod(pub Value);

/// `staticmethod`: the function.
pub struct StaticMethod(pub Value);

/// `super(class, receiver)`.
pub struct SuperObject {
    /// The class after which the lookup begins.
    pub class: Rc<Class>,
    /// `self`, or the class in a class method.
    pub receiver: Value,
}

impl NativeObject for Property {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let function = match name {
            "fget" => &self.getter,
            "fset" => &self.setter,
            "fdel" => &self.deleter,
            "__isabstractmethod__" => &self.getter,
            "__doc__" => {
                let own = self.doc.clone();
                return own.or_else(|| match &self.getter {
                    Some(Value::Function(getter)) => getter.doc.clone().map(Value::Str),
                    _ => None,
                });
            }
            _ => return None,
        };
        match (name, function) {
            ("__isabstractmethod__", Some(Value::Function(function))) => {
                function.attributes.borrow().get(name).cloned()
            }
            ("__isabstractmethod__", _) => None,
            _ => Some(function.clone().unwrap_or(Value::None)),
        }
    }

    fn is_data_descriptor(&self) -> bool {
        true
    }
}

impl NativeObject for ClassMethod {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        wrapped_attribute(&self.0, name)
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.push(std::mem::replace(&mut self.0, Value::None));
    }
}

impl NativeObject for StaticMethod {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        wrapped_attribute(&self.0, name)
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.push(std::mem::replace(&mut self.0, Value::None));
    }
}

fn wrapped_attribute(function: &Value, name: &str) -> Option<Value> {
    match (name, function) {
        ("__func__" | "__wrapped__", _) => Some(function.clone()),
        ("__name__", Value::Function(inner)) => Some(Value::Str(inner.name.clone())),
        ("__doc__", Value::Function(inner)) => {
            Some(inner.doc.clone().map_or(Value::None, Value::Str))
        }
        ("__isabstractmethod__", Value::Function(inner)) => {
            inner.attributes.borrow().get(name).cloned()
        }
        _ => None,
    }
}

impl NativeObject for SuperObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// The classes `property`, `classmethod`, `staticmethod`.
pub(super) struct DescriptorType;

impl NativeClass for DescriptorType {
    fn create(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        let arguments = arguments.clone();
        let kind = class
            .mro()
            .find(|owner| interpreter.types.is_builtin(owner));
        let native: Rc<dyn NativeObject> = match kind.map(|kind| kind.name.as_ref()) {
            Some("classmethod") => {
                let mut bound =
                    Signature::new("classmethod", "function, /").bind(interpreter, arguments)?;
                Rc::new(ClassMethod(bound.take_or_none("function")))
            }
            Some("staticmethod") => {
                let mut bound =
                    Signature::new("staticmethod", "function, /").bind(interpreter, arguments)?;
                Rc::new(StaticMethod(bound.take_or_none("function")))
            }
            _ => {
                let signature =
                    Signature::new("property", "fget=None, fset=None, fdel=None, doc=None");
                let mut bound = signature.bind(interpreter, arguments)?;
                let mut part = |name| bound.take(name).filter(|it: &Value| !it.is_none());
                Rc::new(Property {
                    getter: part("fget"),
                    setter: part("fset"),
                    deleter: part("fdel"),
                    doc: part("doc"),
                    name: RefCell::new(None),
                })
            }
        };
        Ok(Some(Value::Instance(Instance::with_native(class, native))))
    }

    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }
}

/// The class `super`.
pub(super) struct SuperType;

impl NativeClass for SuperType {
    fn create(
        &self,
        interpreter: &mut Interpreter,
        _class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        match arguments.positional.as_slice() {
            [Value::Class(class), receiver] => {
                interpreter.super_object(class, receiver.clone()).map(Some)
            }
            [] => Err(interpreter.raise("RuntimeError", "super(): no arguments")),
            _ => Err(interpreter.unsupported("super() with these arguments")),
        }
    }

    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }
}

impl Interpreter {
    /// `super(class, receiver)`
    pub(in crate::python) fn super_object(
        &mut self,
        class: &Rc<Class>,
        receiver: Value,
    ) -> PyResult<Value> {
        let own = match &receiver {
            Value::Class(own) => own.clone(),
            other => self.class_of(other),
        };
        if !own.is_subclass(class) && !self.class_of(&receiver).is_subclass(class) {
            let message = "super(type, obj): obj must be an instance or subtype of type";
            return Err(self.type_error(message));
        }
        let native = SuperObject {
            class: class.clone(),
            receiver,
        };
        let super_class = self.types.super_();
        Ok(Value::Instance(Instance::with_native(
            &super_class,
            Rc::new(native),
        )))
    }

    /// The function that a `staticmethod` object calls.
    pub(in crate::python) fn static_target(&self, instance: &Instance) -> Option<Value> {
        instance
            .native::<StaticMethod>()
            .map(|method| method.0.clone())
    }

    /// `@x.setter` and its like: the property with one function replaced.
    pub(super) fn property_with(
        &mut self,
        mut arguments: Arguments,
        part: &str,
    ) -> PyResult<Value> {
        let receiver = arguments.take_receiver().unwrap_or(Value::None);
        let function = arguments.take_receiver();
        let Some(old) = receiver.native::<Property>() else {
            return Err(self.type_error("a property is required"));
        };
        let mut new = Property {
            getter: old.getter.clone(),
            setter: old.setter.clone(),
            deleter: old.deleter.clone(),
            doc: old.doc.clone(),
            name: RefCell::new(None),
        };
        match part {
            "getter" => new.getter = function,
            "setter" => new.setter = function,
            _ => new.deleter = function,
        }
        let class = self.class_of(&receiver);
        Ok(Value::Instance(Instance::with_native(&class, Rc::new(new))))
    }
}

//! The methods of `object` and `type`, and the hash of every value.

use std::rc::Rc;

use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::types::Types;
use crate::python::types::exception::ExceptionState;
use crate::python::types::method::add;
use crate::python::value::{Binding, Class, Dict, Value};

/// Gives both their methods.
pub(super) fn object(types: &Types) {
    let object = &types.object;
    add(object, "__init__", Binding::Method, |_, _| Ok(Value::None));
    add(
        object,
        "__new__",
        Binding::Static,
        |py, mut arguments| match arguments.take_receiver() {
            Some(Value::Class(class)) => py.new_instance(&class, &arguments),
            Some(other) => {
                let name = py.operand_name(&other);
                Err(py.type_error(format!(
                    "object.__new__(X): X is not a type object ({name})"
                )))
            }
            None => Err(py.type_error("object.__new__(): not enough arguments")),
        },
    );
    add(
        object,
        "__init_subclass__",
        Binding::ClassMethod,
        |py, arguments| {
            let class = match arguments.positional.first() {
                Some(Value::Class(class)) => class.name.to_string(),
                _ => String::new(),
            };
            if arguments.keywords.is_empty() {
                return Ok(Value::None);
            }
            Err(py.type_error(format!(
                "{class}.__init_subclass__() takes no keyword arguments"
            )))
        },
    );
    add(object, "__setattr__", Binding::Method, |py, arguments| {
        match arguments.positional.as_slice() {
            [target @ Value::Instance(instance), name, value] => {
                let name = name.as_text().unwrap_or_default();
                py.store_instance_attribute(target, instance, &name, value.clone())?;
            }
            [Value::Class(class), name, value] if !py.types.is_builtin(class) => {
                let name = name.as_text().unwrap_or_default();
                py.store_class_attribute(class, &name, value.clone())?;
            }
            [target, name, value] => {
                let name = name.as_text().unwrap_or_default();
                py.set_attribute(target, &name, value.clone())?;
            }
            _ => return Err(py.type_error("expected 2 arguments")),
        }
        Ok(Value::None)
    });
    add(
        object,
        "__delattr__",
        Binding::Method,
        |py, arguments| match arguments.positional.as_slice() {
            [target @ Value::Instance(instance), name] => {
                let name = name.as_text().unwrap_or_default();
                // What goes is dropped, and what is missing looked for, with the names at rest.
                let removed = instance.attributes.borrow_mut().shift_remove(&name);
                match removed {
                    Some(_) => Ok(Value::None),
                    None => Err(py.no_attribute(target, &name)),
                }
            }
            [Value::Class(class), name] if !py.types.is_builtin(class) => {
                let name = name.as_text().unwrap_or_default();
                py.remove_class_attribute(class, &name)
                    .map(|()| Value::None)
            }
            _ => Err(py.type_error("expected 1 argument")),
        },
    );
    add(
        object,
        "__getattribute__",
        Binding::Method,
        |py, arguments| match arguments.positional.as_slice() {
            [target @ Value::Instance(instance), name] => {
                let name = name.as_str().unwrap_or_default();
                let found = py.plain_instance_attribute(target, instance, name)?;
                found.ok_or_else(|| py.no_attribute(target, name))
            }
            [target, name] => py.get_attribute(target, name.as_str().unwrap_or_default()),
            _ => Err(py.type_error("expected 1 argument")),
        },
    );
    add(
        object,
        "__eq__",
        Binding::Method,
        |_, arguments| match arguments.positional.as_slice() {
            [left, right] if left.is(right) => Ok(Value::Bool(true)),
            _ => Ok(Value::NotImplemented),
        },
    );
    add(
        object,
        "__ne__",
        Binding::Method,
        |py, arguments| match arguments.positional.as_slice() {
            [left, right] => Ok(Value::Bool(!py.equals(left, right)?)),
            _ => Ok(Value::NotImplemented),
        },
    );
    add(object, "__hash__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        Ok(Value::Int((py.identity(&receiver) >> 4) as i64))
    });
    add(object, "__repr__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        py.plain_repr(&receiver).map(Value::str)
    });
    add(object, "__str__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        py.plain_str(&receiver).map(Value::Str)
    });
    add(object, "__format__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        py.str(&receiver).map(Value::Str)
    });
    add(object, "__dir__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        let names = py
            .attribute_names(&receiver)
            .into_iter()
            .map(Value::Str)
            .collect();
        Ok(Value::list(names))
    });
    type_methods(&types.type_());
}

fn type_methods(class: &Rc<Class>) {
    add(
        class,
        "mro",
        Binding::Method,
        |_, arguments| match arguments.positional.first() {
            Some(Value::Class(class)) => Ok(Value::list(
                class.mro().cloned().map(Value::Class).collect(),
            )),
            _ => Ok(Value::None),
        },
    );
    add(
        class,
        "__subclasses__",
        Binding::Method,
        |py, arguments| match arguments.positional.first() {
            Some(Value::Class(class)) => py.subclasses(class),
            _ => Err(py.type_error("unbound method type.__subclasses__() needs an argument")),
        },
    );
    add(
        class,
        "__instancecheck__",
        Binding::Method,
        |py, arguments| match arguments.positional.as_slice() {
            [Value::Class(class), value] => Ok(Value::Bool(py.is_instance(value, class))),
            _ => Ok(Value::Bool(false)),
        },
    );
    add(
        class,
        "__call__",
        Binding::Method,
        |py, mut arguments| match arguments.take_receiver() {
            Some(Value::Class(class)) => {
                let prepared = py.make_instance(&class, arguments)?;
                py.complete(prepared)
            }
            _ => Err(py.type_error("descriptor '__call__' requires a 'type' object")),
        },
    );
    add(
        class,
        "__new__",
        Binding::Static,
        |py, mut arguments| match arguments.take_receiver() {
            Some(Value::Class(metaclass)) => py.type_new(&metaclass, arguments),
            _ => Err(py.type_error("type.__new__(X): X is not a type object")),
        },
    );
    add(class, "__init__", Binding::Method, |_, _| Ok(Value::None));
    add(class, "__prepare__", Binding::ClassMethod, |_, _| {
        Ok(Value::dict(Dict::default()))
    });
}

impl Interpreter {
    /// `hash(value)`: a number that depends on the value only.
    ///
    /// # Errors
    ///
    /// `TypeError` for what has none.
    pub fn hash_value(&mut self, value: &Value) -> PyResult<Value> {
        if let Some(result) = self.call_special(value, "__hash__", &[])? {
            return self.checked_hash(&result).map(Value::big);
        }
        let key = self.hash_key(value)?;
        if let Some(hash) = key.python_hash() {
            return Ok(Value::Int(hash.cast_signed()));
        }
        // FNV-1a over the key's text: the same on every platform.
        let text = format!("{key:?}");
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Ok(Value::Int((hash >> 2) as i64))
    }

    /// `object.__repr__(value)`.
    pub(super) fn plain_repr(&mut self, value: &Value) -> PyResult<String> {
        match value {
            Value::Instance(instance) => {
                // The host's part stands for a class that has words of its own.
                if let Some(native) = instance.native.get().cloned()
                    && let Some(shown) = native.repr(self)
                {
                    return shown;
                }
                let path = instance.class.path();
                let address = self.address(value);
                Ok(format!("<{path} object at {address}>"))
            }
            other => self.repr(other).map(|repr| repr.to_string()),
        }
    }

    /// `object.__str__(value)`.
    pub(super) fn plain_str(&mut self, value: &Value) -> PyResult<Rc<str>> {
        if value.native::<ExceptionState>().is_some() {
            return self.str_without_special(value);
        }
        let native = value.as_instance().and_then(|it| it.native.get().cloned());
        match native.and_then(|native| native.str(self)) {
            Some(text) => text.map(Into::into),
            None => self.repr(value),
        }
    }
}

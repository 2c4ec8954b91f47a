//! `django.core.exceptions.ValidationError`.

use std::rc::Rc;

use super::utils::nth;
use crate::python::types::exception::ExceptionState;
use crate::python::{
    Arguments, BinaryOperator, Class, ClassBuilder, Dict, Interpreter, PyResult, Signature, Value,
};

/// The class with its methods; `builder` knows its name and its base.
pub(super) fn class(builder: ClassBuilder) -> Rc<Class> {
    builder
        .method("__init__", init)
        .method("__iter__", |interpreter, arguments| {
            let items = items(interpreter, &nth(&arguments, 0))?;
            interpreter.iterator(&items)
        })
        .method("__str__", |interpreter, arguments| {
            text(interpreter, &nth(&arguments, 0)).map(Value::str)
        })
        .method("__repr__", |interpreter, arguments| {
            let text = text(interpreter, &nth(&arguments, 0))?;
            Ok(Value::str(format!("ValidationError({text})")))
        })
        .method("__getattr__", |interpreter, arguments| {
            // Kept in the object it would never be freed.
            let (this, name) = (nth(&arguments, 0), nth(&arguments, 1));
            let instance = this.as_instance();
            let is_one = instance.is_some_and(|it| it.get("message").is_some());
            match name.as_text() {
                Some(name) if is_one && &*name == "error_list" => Ok(Value::list(vec![this])),
                name => Err(interpreter.no_attribute(&this, &name.unwrap_or_default())),
            }
        })
        .method("update_error_dict", |interpreter, arguments| {
            let (this, known) = (nth(&arguments, 0), nth(&arguments, 1));
            let own = match interpreter.find_attribute(&this, "error_dict")? {
                Some(_) => error_dict(interpreter, &this)?,
                None => {
                    let list = interpreter.get_attribute(&this, "error_list")?;
                    vec![(Value::str("__all__"), list)]
                }
            };
            for (field, errors) in own {
                let arguments = Arguments::positional(vec![field, Value::list(Vec::new())]);
                let list = interpreter.call_method(&known, "setdefault", arguments)?;
                let errors = Arguments::positional(vec![errors]);
                interpreter.call_method(&list, "extend", errors)?;
            }
            Ok(known)
        })
        .property("messages", |interpreter, arguments| {
            let this = nth(&arguments, 0);
            if interpreter.find_attribute(&this, "error_dict")?.is_none() {
                return items(interpreter, &this);
            }
            let mut messages = Vec::new();
            for (_, errors) in error_dict(interpreter, &this)? {
                messages.extend(shown(interpreter, &errors)?);
            }
            Ok(Value::list(messages))
        })
        .property("message_dict", |interpreter, arguments| {
            message_dict(interpreter, &nth(&arguments, 0))
        })
        .build()
}

fn init(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    const SIGNATURE: Signature = Signature {
        name: "ValidationError.__init__",
        parameters: "message, code=None, params=None",
    };
    let this = arguments.take_receiver().unwrap_or(Value::None);
    let mut bound = SIGNATURE.bind(interpreter, arguments)?;
    let [mut message, mut code, mut params] =
        ["message", "code", "params"].map(|name| bound.take_or_none(name));
    if let Some(state) = this.native::<ExceptionState>() {
        let given = vec![message.clone(), code.clone(), params.clone()];
        state.arguments.replace(given);
    }
    if is_validation_error(interpreter, &message) {
        let find = |interpreter: &mut Interpreter, name| interpreter.find_attribute(&message, name);
        let parts = (
            find(interpreter, "error_dict")?,
            find(interpreter, "message")?,
        );
        (message, code, params) = match parts {
            (Some(errors), _) => (errors, Value::None, Value::None),
            (None, None) => (
                interpreter.get_attribute(&message, "error_list")?,
                Value::None,
                Value::None,
            ),
            (None, Some(own)) => (
                own,
                interpreter.get_attribute(&message, "code")?,
                interpreter.get_attribute(&message, "params")?,
            ),
        };
    }
    match message.unboxed() {
        Value::Dict(dict) => {
            let pairs: Vec<(Value, Value)> = {
                let dict = dict.borrow();
                dict.pairs()
                    .map(|(key, it)| (key.clone(), it.clone()))
                    .collect()
            };
            let errors = Value::dict(Dict::default());
            for (key, messages) in pairs {
                let list = error_list(interpreter, &messages)?;
                interpreter.set_item(&errors, &key, list)?;
            }
            interpreter.set_attribute(&this, "error_dict", errors)?;
        }
        Value::List(list) => {
            let (items, mut errors) = (list.borrow().clone(), Vec::new());
            for item in items {
                let error = wrapped(interpreter, &item)?;
                match interpreter.find_attribute(&error, "error_dict")? {
                    Some(_) => {
                        for (_, list) in error_dict(interpreter, &error)? {
                            errors.extend(interpreter.iterate(&list)?);
                        }
                    }
                    None => {
                        let list = interpreter.get_attribute(&error, "error_list")?;
                        errors.extend(interpreter.iterate(&list)?);
                    }
                }
            }
            interpreter.set_attribute(&this, "error_list", Value::list(errors))?;
        }
        _ => {
            for (name, value) in [("message", message), ("code", code), ("params", params)] {
                interpreter.set_attribute(&this, name, value)?;
            }
        }
    }
    Ok(Value::None)
}

fn is_validation_error(interpreter: &Interpreter, value: &Value) -> bool {
    let class = interpreter.class_of(value);
    class
        .mro()
        .any(|base| base.path() == super::core::VALIDATION_ERROR)
}

/// The value as a `ValidationError`.
fn wrapped(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    if is_validation_error(interpreter, value) {
        return Ok(value.clone());
    }
    let module = interpreter.import_module("django.core.exceptions")?;
    let class = module.get("ValidationError").unwrap_or(Value::None);
    interpreter.call(&class, Arguments::positional(vec![value.clone()]))
}

fn error_list(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    let error = wrapped(interpreter, value)?;
    interpreter.get_attribute(&error, "error_list")
}

fn error_dict(interpreter: &mut Interpreter, this: &Value) -> PyResult<Vec<(Value, Value)>> {
    let errors = interpreter.get_attribute(this, "error_dict")?;
    let Value::Dict(dict) = errors.unboxed() else {
        return Ok(Vec::new());
    };
    let dict = dict.borrow();
    Ok(dict
        .pairs()
        .map(|(key, it)| (key.clone(), it.clone()))
        .collect())
}

/// What iterating it gives: texts, or pairs of a field and its texts.
fn items(interpreter: &mut Interpreter, this: &Value) -> PyResult<Value> {
    if interpreter.find_attribute(this, "error_dict")?.is_none() {
        let errors = interpreter.get_attribute(this, "error_list")?;
        return shown(interpreter, &errors).map(Value::list);
    }
    let mut pairs = Vec::new();
    for (field, errors) in error_dict(interpreter, this)? {
        let texts = Value::list(shown(interpreter, &errors)?);
        pairs.push(Value::tuple(vec![field, texts]));
    }
    Ok(Value::list(pairs))
}

/// The texts of the errors, with their parameters.
fn shown(interpreter: &mut Interpreter, errors: &Value) -> PyResult<Vec<Value>> {
    let mut texts = Vec::new();
    for error in interpreter.iterate(errors)? {
        let mut message = interpreter.get_attribute(&error, "message")?;
        let params = interpreter.get_attribute(&error, "params")?;
        if interpreter.truthy(&params)? {
            message = interpreter.binary(BinaryOperator::Mod, &message, &params)?;
        }
        texts.push(Value::Str(interpreter.str(&message)?));
    }
    Ok(texts)
}

fn message_dict(interpreter: &mut Interpreter, this: &Value) -> PyResult<Value> {
    let messages = Value::dict(Dict::default());
    interpreter.get_attribute(this, "error_dict")?;
    for (field, errors) in error_dict(interpreter, this)? {
        let texts = Value::list(shown(interpreter, &errors)?);
        interpreter.set_item(&messages, &field, texts)?;
    }
    Ok(messages)
}

fn text(interpreter: &mut Interpreter, this: &Value) -> PyResult<Rc<str>> {
    let value = match interpreter.find_attribute(this, "error_dict")? {
        Some(_) => message_dict(interpreter, this)?,
        None => items(interpreter, this)?,
    };
    interpreter.repr(&value)
}

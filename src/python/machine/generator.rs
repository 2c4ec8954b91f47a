//! Generators: frames that wait.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::Exit;
use super::frame::Frame;
use crate::python::arguments::Arguments;
use crate::python::code::Code;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::types::exception::ExceptionState;
use crate::python::value::{Binding, BoundMethod, Function, NativeFunction, Value};

/// A generator.
pub(in crate::python) struct Generator {
    name: RefCell<Rc<str>>,
    qualname: RefCell<Rc<str>>,
    code: Rc<Code>,
    /// `None` while it runs and when it has ended.
    frame: RefCell<Option<Box<Frame>>>,
    started: Cell<bool>,
    running: Cell<bool>,
}

/// What resuming a generator gives.
pub(in crate::python) enum Resumed {
    Item(Value),
    Returned(Value),
}

impl Generator {
    pub fn new(frame: Box<Frame>) -> Self {
        Self {
            name: RefCell::new(frame.code.name.clone()),
            qualname: RefCell::new(frame.code.qualname.clone()),
            code: frame.code.clone(),
            frame: RefCell::new(Some(frame)),
            started: Cell::new(false),
            running: Cell::new(false),
        }
    }

    /// The names of the function that makes it, when they have been changed.
    pub fn named_as(self, function: &Function) -> Self {
        let attributes = function.attributes.borrow();
        for (part, name) in [(&self.name, "__name__"), (&self.qualname, "__qualname__")] {
            if let Some(text) = attributes.get(name).and_then(Value::as_text) {
                *part.borrow_mut() = text;
            }
        }
        drop(attributes);
        self
    }

    /// What a program may look at while the generator waits.
    fn looked_at(&self, interpreter: &Interpreter, name: &str) -> Value {
        let waiting = self.frame.borrow();
        match name {
            "gi_code" => interpreter.code_object(&self.code),
            "gi_suspended" => Value::Bool(waiting.is_some() && self.started.get()),
            "gi_yieldfrom" => {
                let delegate = waiting.as_ref().filter(|_| self.started.get());
                let delegate = delegate.and_then(|frame| frame.delegate());
                delegate.unwrap_or(Value::None)
            }
            _ if waiting.is_none() && !self.running.get() => Value::None,
            _ => {
                let place = waiting.as_ref().map_or((0, 0), |frame| frame.range());
                let line = self.code.source.line(place.0);
                let locals = waiting.as_ref().map(|frame| {
                    let names = frame.code.locals.iter().cloned();
                    let values = frame.locals.iter().cloned();
                    names
                        .zip(values)
                        .filter_map(|(name, value)| Some((name, value?)))
                        .collect()
                });
                interpreter.frame_object(&self.code, line, locals.unwrap_or_default())
            }
        }
    }

    /// Goes on: the waiting `yield` evaluates to `sent`, or raises `error`.
    pub fn resume(
        &self,
        interpreter: &mut Interpreter,
        sent: Value,
        error: Option<Box<PyError>>,
    ) -> PyResult<Resumed> {
        if self.running.get() {
            return Err(interpreter.value_error("generator already executing"));
        }
        let Some(mut frame) = self.frame.borrow_mut().take() else {
            return error.map_or(Ok(Resumed::Returned(Value::None)), Err);
        };
        if self.started.replace(true) {
            if let Some(error) = error {
                return self.throw(interpreter, frame, error);
            }
            frame.push(sent);
        } else if !sent.is_none() {
            self.started.set(false);
            *self.frame.borrow_mut() = Some(frame);
            let message = "can't send non-None value to a just-started generator";
            return Err(interpreter.type_error(message));
        }
        frame.pending = error;
        self.run(interpreter, frame)
    }

    /// Raises an error at the waiting `yield`. What a `yield from` waits for gets it first.
    fn throw(
        &self,
        interpreter: &mut Interpreter,
        mut frame: Box<Frame>,
        error: Box<PyError>,
    ) -> PyResult<Resumed> {
        let Some(delegate) = frame.delegate() else {
            frame.push(Value::None);
            frame.pending = Some(error);
            return self.run(interpreter, frame);
        };
        self.running.set(true);
        // What the generator is handling is the context of what comes up in the delegate.
        let handling = interpreter.handling.len();
        interpreter.handling.extend(frame.handling.iter().cloned());
        let outcome = interpreter.throw_into(&delegate, error);
        interpreter.handling.truncate(handling);
        self.running.set(false);
        match outcome {
            Ok(Resumed::Item(item)) => {
                *self.frame.borrow_mut() = Some(frame);
                return Ok(Resumed::Item(item));
            }
            Ok(Resumed::Returned(value)) => {
                // The `yield from` ends with the value: the instruction after it goes on.
                frame.pop();
                frame.push(value);
                frame.at += 1;
            }
            Err(error) => {
                frame.push(Value::None);
                frame.pending = Some(error);
            }
        }
        self.run(interpreter, frame)
    }

    fn run(&self, interpreter: &mut Interpreter, frame: Box<Frame>) -> PyResult<Resumed> {
        self.running.set(true);
        let result = interpreter.run(frame);
        self.running.set(false);
        match result {
            Ok(Exit::Yield(frame, value)) => {
                *self.frame.borrow_mut() = Some(frame);
                Ok(Resumed::Item(value))
            }
            Ok(Exit::Return(value)) => Ok(Resumed::Returned(value)),
            Err(error) if error.is_builtin(interpreter, "StopIteration") && !error.uncatchable => {
                let stopped = interpreter.raise("RuntimeError", "generator raised StopIteration");
                Err(interpreter.caused_by(stopped, *error))
            }
            Err(error) => Err(error),
        }
    }

    fn close(&self, interpreter: &mut Interpreter) -> PyResult<Value> {
        if !self.started.get() {
            self.frame.borrow_mut().take();
            return Ok(Value::None);
        }
        let exit = interpreter.raise("GeneratorExit", "");
        match self.resume(interpreter, Value::None, Some(exit)) {
            Ok(Resumed::Returned(_)) => Ok(Value::None),
            Ok(Resumed::Item(_)) => {
                Err(interpreter.raise("RuntimeError", "generator ignored GeneratorExit"))
            }
            Err(error) if error.is_builtin(interpreter, "GeneratorExit") => Ok(Value::None),
            Err(error) => Err(error),
        }
    }
}

impl Interpreter {
    /// Raises an error in what a `yield from` waits for: its `throw`, or `close` on the way out.
    fn throw_into(&mut self, delegate: &Value, error: Box<PyError>) -> PyResult<Resumed> {
        let exits = error.is_builtin(self, "GeneratorExit");
        if let Some(inner) = delegate.native::<Generator>() {
            if exits {
                inner.close(self)?;
                return Err(error);
            }
            return inner.resume(self, Value::None, Some(error));
        }
        let method = self.find_attribute(delegate, if exits { "close" } else { "throw" })?;
        let Some(method) = method else {
            return Err(error);
        };
        if exits {
            self.call(&method, Arguments::default())?;
            return Err(error);
        }
        let arguments = Arguments::positional(vec![error.exception.clone()]);
        match self.call(&method, arguments) {
            Ok(item) => Ok(Resumed::Item(item)),
            Err(error) if error.is_builtin(self, "StopIteration") && !error.uncatchable => {
                let value = self.find_attribute(&error.exception, "value")?;
                Ok(Resumed::Returned(value.unwrap_or(Value::None)))
            }
            Err(error) => Err(error),
        }
    }

    /// The item, or `StopIteration` with what the generator returned.
    pub(in crate::python) fn item_or_stop(&self, resumed: Resumed) -> PyResult<Value> {
        match resumed {
            Resumed::Item(value) => Ok(value),
            Resumed::Returned(value) => {
                let arguments = if value.is_none() {
                    Vec::new()
                } else {
                    vec![value]
                };
                let class = self.builtin("StopIteration");
                Err(class.map_or_else(
                    || self.raise("StopIteration", ""),
                    |class| self.raise_with(&class, arguments),
                ))
            }
        }
    }

    fn generator_method(
        &mut self,
        generator: &Value,
        name: &str,
        mut arguments: Arguments,
    ) -> PyResult<Value> {
        let Some(inner) = generator.native::<Generator>() else {
            return Ok(Value::None);
        };
        let argument = arguments.take_receiver().unwrap_or(Value::None);
        match name {
            "send" => {
                let resumed = inner.resume(self, argument, None)?;
                self.item_or_stop(resumed)
            }
            "throw" => {
                let value = arguments.take_receiver();
                let fits = matches!(argument, Value::Class(_)) || is_exception(&argument);
                if !fits {
                    let name = self.operand_name(&argument);
                    return Err(self.type_error(format!(
                        "exceptions must be classes or instances deriving from BaseException, not {name}"
                    )));
                }
                let error = match value {
                    Some(value) if is_exception(&value) => self.raised(value, None)?,
                    Some(Value::None) | None => self.raised(argument, None)?,
                    value => self.raised(argument, value)?,
                };
                let resumed = inner.resume(self, Value::None, Some(error))?;
                self.item_or_stop(resumed)
            }
            "close" => inner.close(self),
            "__next__" => {
                let resumed = inner.resume(self, Value::None, None)?;
                self.item_or_stop(resumed)
            }
            _ => Ok(generator.clone()),
        }
    }
}

fn is_exception(value: &Value) -> bool {
    value.native::<ExceptionState>().is_some()
}

impl NativeObject for Generator {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn type_name(&self) -> &'static str {
        "generator"
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        match name {
            "__name__" => return Some(Ok(Value::Str(self.name.borrow().clone()))),
            "__qualname__" => return Some(Ok(Value::Str(self.qualname.borrow().clone()))),
            "gi_frame" | "gi_code" | "gi_yieldfrom" | "gi_suspended" => {
                return Some(Ok(self.looked_at(interpreter, name)));
            }
            "gi_running" => return Some(Ok(Value::Bool(self.running.get()))),
            "send" | "throw" | "close" | "__next__" | "__iter__" => {}
            _ => return None,
        }
        let method = name.to_owned();
        let function = NativeFunction::bound(
            name,
            &format!("generator.{name}"),
            "builtins",
            Binding::Method,
            move |interpreter, mut arguments| {
                let this = arguments.take_receiver().unwrap_or(Value::None);
                interpreter.generator_method(&this, &method, arguments)
            },
        );
        Some(Ok(Value::BoundMethod(Rc::new(BoundMethod {
            receiver: this.clone(),
            function: Value::NativeFunction(function),
        }))))
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
        value: &Value,
    ) -> Option<PyResult<()>> {
        let part = match name {
            "__name__" => &self.name,
            "__qualname__" => &self.qualname,
            _ => return None,
        };
        let Some(text) = value.as_text() else {
            let message = format!("{name} must be set to a string object");
            return Some(Err(interpreter.type_error(message)));
        };
        *part.borrow_mut() = text;
        Some(Ok(()))
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let address = std::ptr::from_ref(self) as usize;
        Some(Ok(format!(
            "<generator object {} at {address:#x}>",
            self.qualname.borrow()
        )))
    }

    fn next(&self, interpreter: &mut Interpreter) -> Option<PyResult<Option<Value>>> {
        Some(match self.resume(interpreter, Value::None, None) {
            Ok(Resumed::Item(value)) => Ok(Some(value)),
            Ok(Resumed::Returned(_)) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        if let Some(frame) = self.frame.get_mut() {
            values.append(&mut frame.stack);
            values.extend(std::mem::take(&mut frame.locals).into_iter().flatten());
        }
    }
}

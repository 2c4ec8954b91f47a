//! Calls.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::frame::{After, Frame};
use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::functools::{Cached, Remembered};
use crate::python::value::{Class, Instance, NativeFunction, Value};

/// A call whose arguments are bound.
pub(in crate::python) enum Prepared {
    /// It ran in the host, and this is its value.
    Value(Value),
    /// It is to run.
    Frame(Box<Frame>),
}

impl Interpreter {
    /// Binds a call; functions of the host run at once.
    pub(in crate::python) fn prepare_call(
        &mut self,
        callable: &Value,
        arguments: Arguments,
    ) -> PyResult<Prepared> {
        let (mut callable, mut arguments) = (callable.clone(), arguments);
        // Each round strips one layer, such as a method's receiver.
        for _ in 0..self.options.limits.depth {
            match &callable {
                Value::Function(function) => return self.prepare_function(function, arguments),
                Value::NativeFunction(function) => return self.call_native(function, arguments),
                Value::Class(class) => return self.prepare_class(class, arguments),
                Value::BoundMethod(method) => {
                    arguments.positional.insert(0, method.receiver.clone());
                    callable = method.function.clone();
                }
                Value::Instance(instance) => {
                    if let Some(wrapped) = self.static_target(instance) {
                        callable = wrapped;
                        continue;
                    }
                    if let Some(method) = self.special(&callable, "__call__") {
                        arguments.positional.insert(0, callable.clone());
                        callable = method;
                        continue;
                    }
                    if callable.native::<Cached>().is_some() {
                        return self.prepare_cached(&callable, arguments);
                    }
                    let native = instance.native.get().cloned();
                    let result = match native {
                        Some(native) => native.call(self, &callable, arguments),
                        None => None,
                    };
                    return match result {
                        Some(result) => result.map(Prepared::Value),
                        None => Err(self.not_callable(&callable)),
                    };
                }
                _ => return Err(self.not_callable(&callable)),
            }
        }
        Err(self.raise("RecursionError", "maximum recursion depth exceeded"))
    }

    /// A function whose results are kept: one that is known, or the call that finds it. It is run as
    /// any other, so that it may call itself as deeply.
    fn prepare_cached(&mut self, cached: &Value, arguments: Arguments) -> PyResult<Prepared> {
        let (function, arguments, key) = match self.remembered(cached, arguments)? {
            Remembered::Value(value) => return Ok(Prepared::Value(value)),
            Remembered::Call(function, arguments, key) => (function, arguments, key),
        };
        match self.prepare_call(&function, arguments)? {
            Prepared::Frame(mut frame) if matches!(frame.after, After::Push) => {
                frame.after = After::Keep(Box::new((cached.clone(), key)));
                Ok(Prepared::Frame(frame))
            }
            prepared => {
                let value = self.complete(prepared)?;
                self.remember(cached, key, value).map(Prepared::Value)
            }
        }
    }

    fn not_callable(&self, value: &Value) -> Box<crate::python::PyError> {
        let name = self.operand_name(value);
        self.type_error(format!("'{name}' object is not callable"))
    }

    fn call_native(
        &mut self,
        function: &Rc<NativeFunction>,
        arguments: Arguments,
    ) -> PyResult<Prepared> {
        self.charge(1)?;
        (function.code)(self, arguments).map(Prepared::Value)
    }

    /// `Class(*arguments)`
    fn prepare_class(&mut self, class: &Rc<Class>, arguments: Arguments) -> PyResult<Prepared> {
        if let Some(call) = self.metaclass_call(class) {
            let mut arguments = arguments;
            arguments.positional.insert(0, Value::Class(class.clone()));
            return self.prepare_call(&call, arguments);
        }
        self.make_instance(class, arguments)
    }

    /// `type.__call__(class, *arguments)`
    pub(in crate::python) fn make_instance(
        &mut self,
        class: &Rc<Class>,
        arguments: Arguments,
    ) -> PyResult<Prepared> {
        if let Some(native) = class.native()
            && let Some(value) = native.class_call(self, class, &arguments)?
        {
            return Ok(Prepared::Value(value));
        }
        self.check_abstract(class)?;
        let type_ = self.types.type_();
        if class.is_subclass(&type_)
            && !(Rc::ptr_eq(class, &type_) && arguments.positional.len() == 1)
        {
            return self.call_metaclass(class, arguments).map(Prepared::Value);
        }
        let (value, customized) = match self.python_new(class) {
            Some(new) => {
                let mut passed = arguments.clone();
                passed.positional.insert(0, Value::Class(class.clone()));
                (self.call(&new, passed)?, true)
            }
            None => {
                let value = self.new_instance(class, &arguments)?;
                let plain = matches!(&value, Value::Instance(it) if it.native.get().is_none());
                (value, !plain)
            }
        };
        self.initialize(class, value, customized, arguments)
    }

    /// Runs `__init__` on what `__new__` made.
    fn initialize(
        &mut self,
        class: &Rc<Class>,
        value: Value,
        customized: bool,
        arguments: Arguments,
    ) -> PyResult<Prepared> {
        let Value::Instance(instance) = &value else {
            return Ok(Prepared::Value(value));
        };
        if !instance.class.is_subclass(class) {
            return Ok(Prepared::Value(value));
        }
        for owner in instance.class.clone().mro() {
            if Rc::ptr_eq(owner, &self.types.object) {
                break;
            }
            if let Some(init) = owner.get("__init__") {
                return self.call_init(&init, value.clone(), arguments);
            }
            if let Some(native) = &owner.native {
                native.init(self, instance, arguments)?;
                return Ok(Prepared::Value(value));
            }
        }
        if !customized && !arguments.is_empty() {
            return Err(self.type_error(format!("{}() takes no arguments", class.name)));
        }
        Ok(Prepared::Value(value))
    }

    fn call_init(
        &mut self,
        init: &Value,
        instance: Value,
        mut arguments: Arguments,
    ) -> PyResult<Prepared> {
        arguments.positional.insert(0, instance.clone());
        match self.prepare_call(init, arguments)? {
            Prepared::Value(_) => Ok(Prepared::Value(instance)),
            Prepared::Frame(mut frame) => {
                frame.after = After::Instance(instance);
                Ok(Prepared::Frame(frame))
            }
        }
    }

    /// A `__new__` that the program defines.
    pub(in crate::python) fn python_new(&self, class: &Rc<Class>) -> Option<Value> {
        match class.lookup("__new__")? {
            Value::NativeFunction(function) if function.module.as_ref() == "builtins" => None,
            Value::Instance(instance) => self.static_target(&instance),
            other => Some(other),
        }
    }

    /// `object.__new__(class)`: an instance that is not initialized yet.
    pub(in crate::python) fn new_instance(
        &mut self,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Value> {
        for owner in class.mro() {
            if let Some(native) = &owner.native
                && let Some(value) = native.create(self, class, arguments)?
            {
                return Ok(value);
            }
        }
        Ok(Value::Instance(Rc::new(Instance {
            class: class.clone(),
            attributes: RefCell::default(),
            native: OnceCell::new(),
            arguments: arguments.clone(),
            span: self.call_site(),
        })))
    }

    fn check_abstract(&mut self, class: &Rc<Class>) -> PyResult<()> {
        let Some(names) = class.get("__abstractmethods__") else {
            return Ok(());
        };
        let mut names: Vec<String> = self
            .iterate(&names)?
            .iter()
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect();
        if names.is_empty() {
            return Ok(());
        }
        names.sort();
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = format!(
            "Can't instantiate abstract class {} with abstract method{plural} {}",
            class.name,
            names.join(", ")
        );
        Err(self.type_error(message))
    }
}

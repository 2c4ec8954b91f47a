//! Instructions that call: functions, classes, decorators, class statements, and the arguments of all.

use std::cell::RefCell;
use std::rc::Rc;

use super::names::local_names;
use super::{below, cell};
use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::machine::Flow;
use crate::python::machine::call::Prepared;
use crate::python::machine::frame::{After, ClassStatement, Frame};
use crate::python::value::{Dict, Value};

impl Interpreter {
    pub(super) fn call_instruction(
        &mut self,
        frame: &mut Frame,
        count: u32,
        names: Option<u32>,
    ) -> PyResult<Flow> {
        if names.is_none() {
            let first = frame.stack.len().saturating_sub(count as usize);
            let callee = first.saturating_sub(1);
            if let Some(flow) = self.quick_call(frame, callee, None, first)? {
                return Ok(flow);
            }
        }
        let arguments = pop_arguments(frame, count, names);
        let callable = frame.pop();
        self.note_call(frame);
        self.call_flow(frame, &callable, arguments)
    }

    /// `(receiver function args… kwargs… -- result)`
    pub(super) fn call_method_instruction(
        &mut self,
        frame: &mut Frame,
        count: u32,
        names: Option<u32>,
    ) -> PyResult<Flow> {
        if names.is_none() {
            let first = frame.stack.len().saturating_sub(count as usize);
            let (function, receiver) = (first.saturating_sub(1), first.saturating_sub(2));
            let flow = if matches!(frame.stack.get(function), Some(Value::None)) {
                self.quick_call(frame, receiver, None, first)?
            } else {
                self.quick_call(frame, function, Some(receiver), first)?
            };
            if let Some(flow) = flow {
                return Ok(flow);
            }
        }
        let mut arguments = pop_arguments(frame, count, names);
        let (function, receiver) = (frame.pop(), frame.pop());
        self.note_call(frame);
        if function.is_none() {
            return self.call_flow(frame, &receiver, arguments);
        }
        arguments.positional.insert(0, receiver);
        self.call_flow(frame, &function, arguments)
    }

    pub(super) fn call_flow(
        &mut self,
        frame: &mut Frame,
        callable: &Value,
        arguments: Arguments,
    ) -> PyResult<Flow> {
        if let Value::Class(class) = callable
            && class.name.as_ref() == "super"
            && arguments.is_empty()
        {
            let value = self.super_of_frame(frame)?;
            frame.push(value);
            return Ok(Flow::Next);
        }
        if let Value::NativeFunction(function) = callable
            && function.module.as_ref() == "builtins"
        {
            if let Some(value) = self.frame_builtin(frame, function, &arguments) {
                frame.push(value);
                return Ok(Flow::Next);
            }
            if matches!(function.qualname.as_ref(), "eval" | "exec")
                && let [text] = arguments.positional.as_slice()
                && arguments.keywords.is_empty()
            {
                let mode = if &*function.qualname == "eval" {
                    "eval"
                } else {
                    "exec"
                };
                let value = self.run_text_in(frame, mode, text)?;
                frame.push(value);
                return Ok(Flow::Next);
            }
        }
        match self.prepare_call(callable, arguments)? {
            Prepared::Value(value) => {
                frame.push(value);
                Ok(Flow::Next)
            }
            Prepared::Frame(frame) => Ok(Flow::Call(frame)),
        }
    }

    /// `super()` without arguments.
    fn super_of_frame(&mut self, frame: &Frame) -> PyResult<Value> {
        let at = frame
            .code
            .cells
            .iter()
            .position(|name| name.as_ref() == "__class__");
        let class = at.and_then(|at| cell(frame, at as u32));
        let first = frame
            .code
            .parameter_cells
            .iter()
            .find(|(slot, _)| *slot == 0);
        let receiver = match first {
            Some((_, at)) => cell(frame, *at as u32),
            None => frame.locals.first().and_then(Option::clone),
        };
        match (class, receiver) {
            (Some(Value::Class(class)), Some(receiver)) => self.super_object(&class, receiver),
            (_, None) => Err(self.raise("RuntimeError", "super(): no arguments")),
            _ => Err(self.raise("RuntimeError", "super(): __class__ cell not found")),
        }
    }

    /// `locals()`, `globals()`, `vars()` and `dir()` without arguments read the frame.
    fn frame_builtin(
        &mut self,
        frame: &Frame,
        function: &Rc<crate::python::value::NativeFunction>,
        arguments: &Arguments,
    ) -> Option<Value> {
        if !arguments.is_empty() {
            return None;
        }
        let names = match function.qualname.as_ref() {
            "globals" => return Some(self.module_dict(&frame.globals)),
            "locals" | "vars" | "dir" => local_names(frame),
            _ => return None,
        };
        if function.name.as_ref() == "dir" {
            let mut names: Vec<Rc<str>> = names.into_iter().map(|(name, _)| name).collect();
            names.sort();
            return Some(Value::list(names.into_iter().map(Value::Str).collect()));
        }
        Some(Value::dict(Dict::from_text_keys(names)))
    }

    /// `eval(text)` and `exec(text)`: what the frame sees is there, and `exec` at the top of a module
    /// adds to its names.
    fn run_text_in(&mut self, frame: &Frame, mode: &'static str, text: &Value) -> PyResult<Value> {
        let is_module = frame.code.kind == crate::python::code::CodeKind::Module;
        let names = match &frame.namespace {
            Some(names) => Some(names.clone()),
            None if is_module => None,
            None => Some(Rc::new(RefCell::new(
                local_names(frame).into_iter().collect(),
            ))),
        };
        self.run_text(mode, text, &frame.globals.clone(), names)
    }

    /// `[*value]`
    pub(super) fn spread(&mut self, iterable: &Value) -> PyResult<Vec<Value>> {
        match self.iterate(iterable) {
            Err(error) if error.is_builtin(self, "TypeError") && error.traceback.is_empty() => {
                let name = self.operand_name(iterable);
                Err(self.type_error(format!("Value after * must be an iterable, not {name}")))
            }
            other => other,
        }
    }

    /// `f(*value)`
    pub(super) fn spread_argument(
        &mut self,
        callable: Option<&Value>,
        iterable: &Value,
    ) -> PyResult<Vec<Value>> {
        match self.iterate(iterable) {
            Err(error) if error.is_builtin(self, "TypeError") && error.traceback.is_empty() => {
                let (function, name) = (self.callable_name(callable), self.operand_name(iterable));
                Err(self.type_error(format!(
                    "{function} argument after * must be an iterable, not {name}"
                )))
            }
            other => other,
        }
    }

    pub(super) fn merge_keywords(&mut self, frame: &mut Frame) -> PyResult<()> {
        let mapping = frame.pop();
        let callable = frame
            .stack
            .len()
            .checked_sub(3)
            .and_then(|at| frame.stack.get(at))
            .cloned();
        let Some(entries) = self.mapping_items(&mapping)? else {
            let name = self.operand_name(&mapping);
            let function = self.callable_name(callable.as_ref());
            let message = format!("{function} argument after ** must be a mapping, not {name}");
            return Err(self.type_error(message));
        };
        let Some(Value::Dict(dict)) = below(frame, 0) else {
            return Ok(());
        };
        for (key, value) in entries {
            if key.as_str().is_none() {
                return Err(self.type_error("keywords must be strings"));
            }
            let hash = self.hash_key(&key)?;
            if dict.borrow().entries.contains_key(&hash) {
                let name = self.callable_name(callable.as_ref());
                let keyword = self.str(&key)?;
                return Err(self.type_error(format!(
                    "{name} got multiple values for keyword argument '{keyword}'"
                )));
            }
            dict.borrow_mut().insert(hash, key, value);
        }
        Ok(())
    }

    fn callable_name(&self, callable: Option<&Value>) -> String {
        match callable {
            Some(Value::Function(function)) => {
                format!("{}.{}()", function.module, function.qualname)
            }
            Some(Value::Class(class)) => format!("{}()", class.path()),
            Some(Value::NativeFunction(function)) => format!("{}()", function.qualname),
            Some(other) => format!("{} object", self.operand_name(other)),
            None => "function".to_owned(),
        }
    }

    /// Calls a decorator; one that the sandbox has only the name of leaves alone what it decorates.
    pub(super) fn decorate(&mut self, frame: &mut Frame) -> PyResult<Flow> {
        let decorator = frame
            .stack
            .len()
            .checked_sub(2)
            .and_then(|at| frame.stack.get(at));
        if decorator.is_some_and(Self::is_inert) {
            let decorated = frame.pop();
            frame.pop();
            frame.push(decorated);
            return Ok(Flow::Next);
        }
        self.call_instruction(frame, 1, None)
    }

    pub(super) fn class_statement(&mut self, frame: &mut Frame) -> PyResult<Flow> {
        let mut keywords = spread_arguments(frame);
        let body = frame.pop();
        let Value::Function(function) = &body else {
            return Err(self.type_error("the class body is not code"));
        };
        let original = std::mem::take(&mut keywords.positional);
        let bases = self.resolve_bases(&original)?;
        let named = keywords.take("metaclass");
        let statement = ClassStatement {
            metaclass: self.choose_metaclass(&bases, named)?,
            name: function.name.clone(),
            qualname: function.qualname.clone(),
            module: function.module.clone(),
            bases,
            keywords: Arguments {
                positional: Vec::new(),
                keywords: keywords.keywords,
            },
        };
        match self.prepare_function(function, Arguments::default())? {
            Prepared::Frame(mut inner) => {
                let mut names = self.prepare_namespace(&statement)?;
                self.note_original_bases(&mut names, &original)?;
                inner.namespace = Some(Rc::new(RefCell::new(names)));
                inner.assigned = statement.bases.iter().find_map(|base| {
                    let base = base.as_class()?;
                    let native = base.native().filter(|it| it.watches_assignments())?;
                    Some((native, base.clone()))
                });
                inner.after = After::Class(Box::new(statement));
                Ok(Flow::Call(inner))
            }
            Prepared::Value(_) => Err(self.type_error("a class body cannot yield")),
        }
    }
}

/// The arguments of a call, off the stack.
fn pop_arguments(frame: &mut Frame, count: u32, names: Option<u32>) -> Arguments {
    let names = names
        .and_then(|index| frame.code.constants.get(index as usize))
        .and_then(Value::as_sequence)
        .unwrap_or_default();
    let values = frame.pop_many(names.len());
    let keywords = names
        .iter()
        .zip(values)
        .filter_map(|(name, it)| Some((name.as_text()?, it)));
    Arguments {
        keywords: keywords.collect(),
        positional: frame.pop_many(count as usize),
    }
}

/// `(list dict --)`
pub(super) fn spread_arguments(frame: &mut Frame) -> Arguments {
    let keywords = match frame.pop() {
        Value::Dict(dict) => dict
            .borrow()
            .pairs()
            .filter_map(|(key, value)| Some((key.as_text()?, value.clone())))
            .collect(),
        _ => Default::default(),
    };
    let positional = frame.pop().as_sequence().unwrap_or_default();
    Arguments {
        positional,
        keywords,
    }
}

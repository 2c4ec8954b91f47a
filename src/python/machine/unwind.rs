//! Exceptions: raising them, and finding who handles them.

use super::frame::{Block, Frame};
use crate::python::arguments::Arguments;
use crate::python::error::{Frame as Entry, PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::types::exception::ExceptionState;
use crate::python::types::exception_group;
use crate::python::value::{Instance, Value};

impl Interpreter {
    /// Goes to the nearest handler; the error comes back when no frame has one.
    pub(super) fn unwind(
        &mut self,
        frames: &mut super::Frames,
        mut error: Box<PyError>,
    ) -> PyResult<()> {
        if error.traceback.is_empty() && !error.reraised {
            self.add_context(&error.exception);
        }
        // The innermost comes first here, and last in the traceback.
        let mut passed = Vec::new();
        while let Some(frame) = frames.last_mut() {
            if !std::mem::take(&mut error.reraised) {
                passed.push(entry(frame));
            }
            if !error.uncatchable
                && let Some(block) = frame.blocks.pop()
            {
                self.counters.steps += passed.len() as u64;
                prepend(&mut error.traceback, passed);
                self.handle(frame, block, *error);
                return Ok(());
            }
            self.handling.truncate(frame.handling_base);
            frames.pop();
            if !frames.is_empty() {
                self.counters.depth = self.counters.depth.saturating_sub(1);
            }
        }
        prepend(&mut error.traceback, passed);
        Err(error)
    }

    fn handle(&mut self, frame: &mut Frame, block: Block, error: PyError) {
        frame.stack.truncate(block.height);
        self.handling.truncate(frame.handling_base + block.handling);
        if let Some(state) = state(&error.exception) {
            *state.traceback.borrow_mut() = error.traceback;
        }
        self.handling.push(error.exception);
        frame.at = block.handler;
    }

    /// Notes what was being handled when the exception came up.
    fn add_context(&mut self, exception: &Value) {
        let (Some(current), Some(own)) = (self.handling.last(), state(exception)) else {
            return;
        };
        if current.is(exception) || own.context.borrow().is_some() {
            return;
        }
        // The chain must not lead back to the exception itself.
        let mut link = Some(current.clone());
        while let Some(value) = link {
            self.counters.steps += 1;
            let Some(state) = state(&value) else { break };
            let next = state.context.borrow().clone();
            if next.as_ref().is_some_and(|next| next.is(exception)) {
                *state.context.borrow_mut() = None;
            }
            link = next.filter(|next| !next.is(exception));
        }
        *own.context.borrow_mut() = Some(current.clone());
    }

    /// The error of a `raise` statement's operand: a class or an instance.
    pub(super) fn raised(
        &mut self,
        exception: Value,
        argument: Option<Value>,
    ) -> PyResult<Box<PyError>> {
        let instance = match &exception {
            Value::Class(class) if self.is_exception_class(class) => {
                let arguments = argument.into_iter().collect::<Vec<_>>();
                self.call(&exception, Arguments::positional(arguments))?
            }
            _ => exception.clone(),
        };
        let was_called = matches!(&exception, Value::Class(it) if self.is_exception_class(it));
        if state(&instance).is_none() && was_called {
            let class = self.repr(&exception)?;
            let found = self.repr(&Value::Class(self.class_of(&instance)))?;
            return Err(self.type_error(format!(
                "calling {class} should have returned an instance of BaseException, not {found}"
            )));
        }
        if state(&instance).is_none() {
            return Err(self.type_error("exceptions must derive from BaseException"));
        }
        Ok(error_again(instance))
    }

    /// `raise`, with so many operands on the stack.
    pub(super) fn raise_statement(&mut self, frame: &mut Frame, count: u32) -> Box<PyError> {
        let cause = (count > 1).then(|| frame.pop());
        if count == 0 {
            return self.reraise();
        }
        let exception = frame.pop();
        let error = match self.raised(exception, None) {
            Ok(error) => error,
            Err(error) => return error,
        };
        match cause {
            Some(cause) => self.with_cause(error, cause),
            None => error,
        }
    }

    fn with_cause(&mut self, error: Box<PyError>, cause: Value) -> Box<PyError> {
        let cause = match cause {
            Value::None => None,
            other => match self.raised(other, None) {
                Ok(cause) => Some(cause.exception),
                Err(_) => {
                    return self.type_error("exception causes must derive from BaseException");
                }
            },
        };
        if let Some(state) = state(&error.exception) {
            state.suppress_context.set(true);
            *state.cause.borrow_mut() = cause;
        }
        error
    }

    /// An error that another one, which ends here, has caused.
    pub(super) fn caused_by(&self, error: Box<PyError>, cause: PyError) -> Box<PyError> {
        if let Some(own) = state(&cause.exception) {
            *own.traceback.borrow_mut() = cause.traceback;
        }
        if let Some(state) = state(&error.exception) {
            state.suppress_context.set(true);
            *state.cause.borrow_mut() = Some(cause.exception.clone());
            *state.context.borrow_mut() = Some(cause.exception);
        }
        error
    }

    /// The exception being handled, once more.
    pub(super) fn reraise(&mut self) -> Box<PyError> {
        match self.handling.last() {
            Some(exception) => {
                let mut error = error_again(exception.clone());
                error.reraised = true;
                error
            }
            None => self.raise("RuntimeError", "No active exception to reraise"),
        }
    }

    pub(super) fn match_exception(&mut self, class: &Value) -> PyResult<bool> {
        let Some(current) = self.handling.last().cloned() else {
            return Ok(false);
        };
        match class {
            Value::Tuple(classes) => {
                for class in classes.iter() {
                    if self.match_exception(class)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Value::Class(class) if self.is_exception_class(class) => {
                Ok(self.is_instance(&current, class))
            }
            _ => {
                let message =
                    "catching classes that do not inherit from BaseException is not allowed";
                Err(self.type_error(message))
            }
        }
    }

    /// Handles what of an exception the class on the stack fits, or goes on with the next clause.
    pub(super) fn handle_group(&mut self, frame: &mut Frame, target: u32) -> PyResult<()> {
        let class = frame.pop();
        let raised = frame.pop();
        let rest = frame.pop();
        let (fitting, rest) = match &rest {
            Value::None => (None, None),
            rest => self.match_group(rest, &class)?,
        };
        frame.push(rest.unwrap_or(Value::None));
        frame.push(raised);
        match fitting {
            Some(fitting) => self.handling.push(fitting),
            None => frame.at = target as usize,
        }
        Ok(())
    }

    /// Raises what the clauses of `except*` have left of an exception, or have raised themselves.
    pub(super) fn end_group(&mut self, frame: &mut Frame) -> PyResult<()> {
        let raised = frame.pop().as_sequence().unwrap_or_default();
        let rest = Some(frame.pop()).filter(|it| !it.is_none());
        let original = self.handling.last().cloned().unwrap_or(Value::None);
        let left = self.left_of_group(&original, raised, rest)?;
        match left {
            Some(left) => Err(exception_group::again(left)),
            None => {
                self.handling.pop();
                Ok(())
            }
        }
    }

    fn is_exception_class(&self, class: &std::rc::Rc<crate::python::value::Class>) -> bool {
        self.builtin("BaseException")
            .is_some_and(|base| class.is_subclass(&base))
    }
}

/// Puts the frames that an error has passed before those that it had passed already.
fn prepend(traceback: &mut Vec<Entry>, passed: Vec<Entry>) {
    let before = std::mem::replace(traceback, passed);
    traceback.reverse();
    traceback.extend(before);
}

/// An error for an exception that may have been raised before.
fn error_again(exception: Value) -> Box<PyError> {
    let traceback = state(&exception)
        .map(|state| state.traceback.borrow().clone())
        .unwrap_or_default();
    let mut error = PyError::new(exception);
    error.traceback = traceback;
    error
}

fn state(exception: &Value) -> Option<&ExceptionState> {
    exception
        .as_instance()
        .and_then(|instance| Instance::native(instance))
}

fn entry(frame: &Frame) -> Entry {
    let range = frame.range();
    Entry {
        file: frame.code.source.path.clone(),
        line: frame.code.source.line(range.0),
        function: frame.code.name.clone(),
        span: frame.code.source.span(range),
    }
}

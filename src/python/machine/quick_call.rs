//! Calls by position that fit: their arguments go from one frame's stack to where they are used.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::Flow;
use super::call::Prepared;
use super::frame::{After, Frame};
use super::function::{FunctionBody, begin};
use super::stack::push_copy;
use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::value::{Class, Found, Function, Instance, Namespace, Recipe, Value};

impl Interpreter {
    /// A call of what lies at `callee`, with what lies at `receiver` and the values from `first` on,
    /// which leaves the result in the place of all. `None` when it takes more than to pass these.
    pub(super) fn quick_call(
        &mut self,
        frame: &mut Frame,
        callee: usize,
        receiver: Option<usize>,
        first: usize,
    ) -> PyResult<Option<Flow>> {
        let bottom = receiver.unwrap_or(callee);
        let given = frame.stack.len().saturating_sub(first);
        let count = given + usize::from(receiver.is_some());
        match frame.stack.get(callee) {
            Some(Value::Function(function)) if takes(&function.code, count) => {
                self.note_call(frame);
                let mut inner = self.frame_of(&function.code);
                if let Some(receiver) = receiver {
                    push_copies(&mut inner.locals, frame.stack.get(receiver..=receiver));
                }
                push_copies(&mut inner.locals, frame.stack.get(first..));
                let begun = begin(function, inner);
                frame.stack.truncate(bottom);
                Ok(Some(enter(frame, begun)))
            }
            Some(Value::Class(class)) if receiver.is_none() => {
                let Some(init) = self.plain_init(class, count + 1) else {
                    return Ok(None);
                };
                self.note_call(frame);
                let begun = self.begin_instance(class, &init, frame.stack.get(first..));
                frame.stack.truncate(bottom);
                Ok(Some(enter(frame, begun)))
            }
            Some(Value::NativeFunction(function)) => {
                let (Some(method), Some(receiver)) = (&function.declared, receiver) else {
                    return Ok(None);
                };
                let (Some(receiver), Some(arguments)) =
                    (frame.stack.get(receiver), frame.stack.get(first..))
                else {
                    return Ok(None);
                };
                let Some(bound) = method.bind(self, receiver, arguments) else {
                    return Ok(None);
                };
                self.note_call(frame);
                self.charge(1)?;
                let value = method.call(self, receiver, bound)?;
                frame.stack.truncate(bottom);
                frame.stack.push(value);
                Ok(Some(Flow::Next))
            }
            _ => Ok(None),
        }
    }

    /// Notes where the call stands that is about to be made.
    #[inline]
    pub(super) fn note_call(&mut self, frame: &Frame) {
        match &mut self.call_at {
            Some((code, at, globals))
                if Rc::ptr_eq(code, &frame.code) && Rc::ptr_eq(globals, &frame.globals) =>
            {
                *at = frame.at;
            }
            place => *place = Some((frame.code.clone(), frame.at, frame.globals.clone())),
        }
    }

    /// The `__init__` that alone makes an instance of the class what it is, given so many arguments.
    fn plain_init(&self, class: &Rc<Class>, count: usize) -> Option<Rc<Function>> {
        let known = class.attributes.recipe().get();
        let found = if known.changes == class.attributes.changes() {
            known.init
        } else {
            self.look_up_recipe(class)
        };
        match class.found(found?) {
            Some(Value::Function(init)) if takes(&init.code, count) => {
                (!init.code.code.is_generator).then_some(init)
            }
            _ => None,
        }
    }

    #[cold]
    fn look_up_recipe(&self, class: &Rc<Class>) -> Option<Found> {
        let is_plain = class.native().is_none()
            && self.metaclass_call(class).is_none()
            && self.python_new(class).is_none()
            && class.get("__abstractmethods__").is_none();
        let init = class.find("__init__").filter(|_| is_plain);
        let init = init.map(|(found, _)| found);
        let changes = class.attributes.changes();
        class.attributes.recipe().set(Recipe { changes, init });
        init
    }

    fn begin_instance(
        &mut self,
        class: &Rc<Class>,
        init: &Rc<Function>,
        arguments: Option<&[Value]>,
    ) -> Prepared {
        let instance = Value::Instance(Rc::new(Instance {
            class: class.clone(),
            attributes: RefCell::new(Namespace::default()),
            native: OnceCell::new(),
            arguments: Arguments::positional(arguments.unwrap_or_default()),
            span: self.call_site(),
        }));
        let mut inner = self.frame_of(&init.code);
        push_copy(&mut inner.locals, &instance);
        push_copies(&mut inner.locals, arguments);
        inner.after = After::Instance(instance);
        begin(init, inner)
    }
}

/// Whether a function takes so many positional arguments and nothing else.
#[inline]
fn takes(body: &FunctionBody, count: usize) -> bool {
    let parameters = &body.code.parameters;
    parameters.positional == count && parameters.names.len() == count
}

#[inline]
fn push_copies(locals: &mut Vec<Option<Value>>, values: Option<&[Value]>) {
    for value in values.unwrap_or_default() {
        push_copy(locals, value);
    }
}

fn enter(frame: &mut Frame, begun: Prepared) -> Flow {
    match begun {
        Prepared::Frame(inner) => Flow::Call(inner),
        Prepared::Value(value) => {
            frame.stack.push(value);
            Flow::Next
        }
    }
}

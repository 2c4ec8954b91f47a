//! Calls by position that fit: their arguments go from one frame's stack to where they are used.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::Flow;
use super::call::Prepared;
use super::frame::{After, Frame};
use super::function::{FunctionBody, begin};
use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::value::{Class, Found, Function, Instance, Namespace, Recipe, Value};

impl Interpreter {
    /// A call of what lies at `callee` with the values from `first` on, which leaves the stack as high
    /// as `bottom` and the result upon it. `None` when it takes more than to move the arguments.
    pub(super) fn quick_call(
        &mut self,
        frame: &mut Frame,
        bottom: usize,
        callee: usize,
        first: usize,
    ) -> PyResult<Option<Flow>> {
        let count = frame.stack.len().saturating_sub(first);
        match frame.stack.get(callee) {
            Some(Value::Function(function)) if takes(&function.code, count) => {
                let function = function.clone();
                self.note_call(frame);
                let mut inner = self.frame_of(&function.code);
                inner.locals.extend(frame.stack.drain(first..).map(Some));
                frame.stack.truncate(bottom);
                Ok(Some(enter(frame, &function, inner)))
            }
            Some(Value::Class(class)) => match self.plain_init(class, count + 1) {
                Some(init) => {
                    let class = class.clone();
                    self.note_call(frame);
                    let flow = self.quick_instance(frame, &class, &init, first);
                    frame.stack.truncate(bottom);
                    Ok(Some(flow))
                }
                None => Ok(None),
            },
            Some(Value::NativeFunction(function)) => {
                let function = function.clone();
                let Some(method) = &function.declared else {
                    return Ok(None);
                };
                let Some(arguments) = method.take_arguments(self, &mut frame.stack, first) else {
                    return Ok(None);
                };
                self.note_call(frame);
                self.charge(1)?;
                let value = method.call(self, arguments)?;
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

    fn quick_instance(
        &mut self,
        frame: &mut Frame,
        class: &Rc<Class>,
        init: &Rc<Function>,
        first: usize,
    ) -> Flow {
        let arguments = frame.stack.get(first..).unwrap_or_default().to_vec();
        let instance = Value::Instance(Rc::new(Instance {
            class: class.clone(),
            attributes: RefCell::new(Namespace::default()),
            native: OnceCell::new(),
            arguments: Arguments::positional(arguments),
            span: self.call_site(),
        }));
        let mut inner = self.frame_of(&init.code);
        inner.locals.push(Some(instance.clone()));
        inner.locals.extend(frame.stack.drain(first..).map(Some));
        inner.after = After::Instance(instance);
        enter(frame, init, inner)
    }
}

/// Whether a function takes so many positional arguments and nothing else.
#[inline]
fn takes(body: &FunctionBody, count: usize) -> bool {
    let parameters = &body.code.parameters;
    parameters.positional == count && parameters.names.len() == count
}

fn enter(frame: &mut Frame, function: &Function, mut inner: Box<Frame>) -> Flow {
    let slots = function.code.code.locals.len();
    inner.locals.resize_with(slots, || None);
    match begin(function, inner) {
        Prepared::Frame(inner) => Flow::Call(inner),
        Prepared::Value(value) => {
            frame.stack.push(value);
            Flow::Next
        }
    }
}

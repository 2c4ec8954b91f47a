//! The state of one call.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::code::{Code, Instruction};
use crate::python::error::PyError;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeClass;
use crate::python::stdlib::functools::Key;
use crate::python::value::{Class, Module, Namespace, Value, dismantle, let_go};

use super::FunctionBody;

/// A variable that inner functions share.
#[derive(Default)]
pub(in crate::python) struct Cell(RefCell<Option<Value>>);

impl Cell {
    pub fn new(value: Option<Value>) -> Rc<Self> {
        Rc::new(Self(RefCell::new(value)))
    }

    pub fn get(&self) -> Option<Value> {
        self.0.borrow().clone()
    }

    pub fn set(&self, value: Option<Value>) {
        *self.0.borrow_mut() = value;
    }

    pub fn take(&mut self) -> Option<Value> {
        self.0.get_mut().take()
    }
}

impl Drop for Cell {
    fn drop(&mut self) {
        dismantle(self.take().into_iter().collect());
    }
}

/// Where control goes when an exception passes.
#[derive(Clone, Copy)]
pub(super) struct Block {
    pub handler: usize,
    /// The height that the value stack is cut to.
    pub height: usize,
    /// How many exceptions the frame was handling.
    pub handling: usize,
}

/// What happens when a frame returns.
pub(in crate::python) enum After {
    /// The caller receives the value.
    Push,
    /// The frame was an `__init__`: the caller receives the instance.
    Instance(Value),
    /// The frame was a class body: the class is made, and the caller receives it.
    Class(Box<ClassStatement>),
    /// A `functools.lru_cache` keeps the value by a key, and the caller receives it.
    Keep(Box<(Value, Key)>),
}

/// The head of a class statement.
pub(in crate::python) struct ClassStatement {
    pub name: Rc<str>,
    pub qualname: Rc<str>,
    pub module: Rc<str>,
    pub bases: Vec<Value>,
    /// `None` for the one that the bases have.
    pub metaclass: Value,
    pub keywords: Arguments,
}

/// The state of one call.
pub(in crate::python) struct Frame {
    pub code: Rc<Code>,
    /// The next instruction.
    pub at: usize,
    pub stack: Vec<Value>,
    pub locals: Vec<Option<Value>>,
    pub cells: Vec<Rc<Cell>>,
    pub(super) blocks: Vec<Block>,
    pub globals: Rc<Module>,
    /// The names of a class body, or of an evaluated expression.
    pub namespace: Option<Rc<RefCell<Namespace>>>,
    /// Who is told of assignments in a class body: the behaviour of a base, and that base.
    pub assigned: Option<(Rc<dyn NativeClass>, Rc<Class>)>,
    pub after: After,
    /// How many exceptions were being handled when the frame began.
    pub handling_base: usize,
    /// The exceptions that a waiting generator is handling.
    pub handling: Vec<Value>,
    /// An exception that `generator.throw()` raises when the frame goes on.
    pub pending: Option<Box<PyError>>,
}

impl Frame {
    pub fn new(code: &Rc<Code>, globals: &Rc<Module>, closure: &[Rc<Cell>]) -> Box<Self> {
        let own = (0..code.own_cells).map(|_| Cell::new(None));
        Box::new(Self {
            code: code.clone(),
            at: 0,
            stack: Vec::with_capacity(8),
            locals: vec![None; code.locals.len()],
            cells: own.chain(closure.iter().cloned()).collect(),
            blocks: Vec::new(),
            globals: globals.clone(),
            namespace: None,
            assigned: None,
            after: After::Push,
            handling_base: 0,
            handling: Vec::new(),
            pending: None,
        })
    }

    /// The names that a `from` statement takes from the module that it is about to receive.
    pub fn imported_names(&self) -> Vec<Rc<str>> {
        let code = &self.code;
        // Each is stored by the instruction that follows.
        let instructions = code.instructions.iter().skip(self.at).step_by(2);
        instructions
            .map_while(|instruction| match instruction {
                Instruction::ImportFrom(index) => code.names.get(*index as usize).cloned(),
                _ => None,
            })
            .collect()
    }

    pub fn pop(&mut self) -> Value {
        self.stack.pop().unwrap_or(Value::None)
    }

    /// Pops so many values; the last popped comes last.
    pub fn pop_many(&mut self, count: usize) -> Vec<Value> {
        let at = self.stack.len().saturating_sub(count);
        // A method's receiver comes before them.
        let mut values = Vec::with_capacity(count + 1);
        values.extend(self.stack.drain(at..));
        values
    }

    pub fn push(&mut self, value: Value) {
        self.stack.push(value);
    }

    pub fn top(&self) -> Value {
        self.stack.last().cloned().unwrap_or(Value::None)
    }

    /// What the `yield from` waits for that the frame stands at.
    pub(super) fn delegate(&self) -> Option<Value> {
        let waits = matches!(
            self.code.instructions.get(self.at),
            Some(Instruction::YieldFrom)
        );
        waits.then(|| self.top())
    }

    /// The source range of the instruction being executed.
    pub fn range(&self) -> (u32, u32) {
        self.code.range_before(self.at)
    }
}

/// So many frames of ended calls are kept.
const MOST_SPARE: usize = 16;
/// What keeps more values than this is not.
const MOST_VALUES: usize = 64;

impl Interpreter {
    /// A frame for a call of a function, still without locals.
    pub(super) fn frame_of(&mut self, body: &FunctionBody) -> Box<Frame> {
        let Some(mut frame) = self.spare_frames.pop() else {
            let mut frame = Frame::new(&body.code, &body.globals, &body.closure);
            frame.locals.clear();
            return frame;
        };
        if !Rc::ptr_eq(&frame.code, &body.code) {
            frame.code = body.code.clone();
        }
        if !Rc::ptr_eq(&frame.globals, &body.globals) {
            frame.globals = body.globals.clone();
        }
        frame.at = 0;
        if body.code.own_cells > 0 || !body.closure.is_empty() {
            let own = (0..body.code.own_cells).map(|_| Cell::new(None));
            frame.cells.extend(own.chain(body.closure.iter().cloned()));
        }
        frame
    }

    /// Keeps what a call that has ended took, for another.
    pub(super) fn keep_frame(&mut self, mut frame: Box<Frame>) {
        let is_small = frame.stack.capacity().max(frame.locals.capacity()) <= MOST_VALUES;
        if !is_small || frame.namespace.is_some() || self.spare_frames.len() >= MOST_SPARE {
            return;
        }
        frame.stack.iter_mut().for_each(let_go);
        frame.locals.iter_mut().flatten().for_each(let_go);
        frame.stack.clear();
        frame.locals.clear();
        frame.cells.clear();
        frame.blocks.clear();
        frame.after = After::Push;
        self.spare_frames.push(frame);
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        let mut values = std::mem::take(&mut self.stack);
        values.extend(std::mem::take(&mut self.locals).into_iter().flatten());
        dismantle(values);
    }
}

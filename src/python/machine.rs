//! Runs code.
//!
//! A call of one of the program's functions by another pushes a [`Frame`] on a vector; only calls
//! that go through the host (`sorted(key=…)`, operators that a class defines) use the host's stack.
//! A generator is a frame that waits.

mod call;
mod execute;
mod frame;
mod function;
pub(super) mod generator;
mod matching;
mod quick_call;
mod site;
mod stack;
mod unwind;

use super::error::PyResult;
use super::interpreter::Interpreter;
use super::value::Value;
pub(super) use call::Prepared;
pub(super) use frame::{After, Cell, ClassStatement, Frame};
pub(super) use function::{FunctionBody, empty_closure, release_code};

/// The calls in progress, innermost last. A frame is large and moves often, so each is boxed.
type Frames = Vec<Box<Frame>>;

/// How the frames that [`Interpreter::run`] was given ended.
pub(super) enum Exit {
    Return(Value),
    /// The outermost frame, a generator's, waits at a `yield`.
    Yield(Box<Frame>, Value),
}

/// What an instruction asks the machine to do next.
enum Flow {
    Next,
    Call(Box<Frame>),
    /// What is returned lies topmost, and so does what is yielded.
    Return,
    Yield,
}

impl Interpreter {
    /// Runs a frame and those it calls, until it returns or yields.
    pub(super) fn run(&mut self, frame: Box<Frame>) -> PyResult<Exit> {
        self.enter_native("")?;
        let (depth, handling) = (self.counters.depth, self.handling.len());
        let mut frames = vec![frame];
        let result = self.run_frames(&mut frames);
        self.counters.depth = depth;
        self.handling.truncate(handling);
        self.leave_native();
        result
    }

    fn run_frames(&mut self, frames: &mut Frames) -> PyResult<Exit> {
        self.restore_handling(frames);
        loop {
            let flow = match frames.last_mut() {
                Some(frame) => self.run_frame(frame),
                None => return Ok(Exit::Return(Value::None)),
            };
            let result = match flow {
                Ok(Flow::Next) => Ok(()),
                Ok(Flow::Call(frame)) => self.push_frame(frames, frame),
                Ok(Flow::Return) => match self.pop_frame(frames) {
                    Ok(Some(value)) => return Ok(Exit::Return(value)),
                    Ok(None) => Ok(()),
                    Err(error) => Err(error),
                },
                Ok(Flow::Yield) => {
                    if let Some(mut frame) = frames.pop() {
                        let value = frame.pop();
                        frame.handling = self.handling.split_off(frame.handling_base);
                        return Ok(Exit::Yield(frame, value));
                    }
                    Ok(())
                }
                Err(error) => Err(error),
            };
            if let Err(error) = result {
                self.unwind(frames, error)?;
            }
        }
    }

    /// A generator that waited inside an `except` goes on handling that exception.
    fn restore_handling(&mut self, frames: &mut [Box<Frame>]) {
        if let Some(frame) = frames.last_mut() {
            frame.handling_base = self.handling.len();
            self.handling.append(&mut frame.handling);
        }
    }

    fn push_frame(&mut self, frames: &mut Frames, mut frame: Box<Frame>) -> PyResult<()> {
        self.counters.depth += 1;
        if self.counters.depth > self.options.limits.depth {
            self.counters.depth -= 1;
            return Err(self.raise("RecursionError", "maximum recursion depth exceeded"));
        }
        frame.handling_base = self.handling.len();
        frames.push(frame);
        Ok(())
    }

    /// Ends the top frame; answers the value when it was the outermost.
    fn pop_frame(&mut self, frames: &mut Frames) -> PyResult<Option<Value>> {
        let Some(mut frame) = frames.pop() else {
            return Ok(Some(Value::None));
        };
        self.handling.truncate(frame.handling_base);
        if !frames.is_empty() {
            self.counters.depth = self.counters.depth.saturating_sub(1);
        }
        if !matches!(frame.after, After::Push) {
            let value = frame.pop();
            let value = self.finish_frame(&mut frame, value)?;
            frame.push(value);
        }
        let Some(caller) = frames.last_mut() else {
            return Ok(Some(frame.pop()));
        };
        if let Some(value) = frame.stack.last() {
            stack::push_copy(&mut caller.stack, value);
        }
        self.keep_frame(frame);
        Ok(None)
    }

    /// What the call evaluates to, given what the frame returned.
    fn finish_frame(&mut self, frame: &mut Frame, value: Value) -> PyResult<Value> {
        match std::mem::replace(&mut frame.after, After::Push) {
            After::Push => Ok(value),
            After::Instance(_) if !value.is_none() => {
                let name = self.operand_name(&value);
                Err(self.type_error(format!("__init__() should return None, not '{name}'")))
            }
            After::Instance(instance) => Ok(instance),
            After::Keep(kept) => {
                let (cached, key) = *kept;
                self.remember(&cached, key, value)
            }
            After::Class(statement) => {
                let namespace = frame
                    .namespace
                    .take()
                    .map(|names| names.take())
                    .unwrap_or_default();
                let cell = frame
                    .code
                    .cells
                    .iter()
                    .position(|name| name.as_ref() == "__class__");
                let cell = cell.and_then(|at| frame.cells.get(at)).cloned();
                self.finish_class(*statement, namespace, &frame.code, cell)
            }
        }
    }

    /// Counts one level of the host's stack, `doing` something: [`Self::leave_native`] follows.
    ///
    /// # Errors
    ///
    /// `RecursionError` when there are too many.
    pub fn enter_native(&mut self, doing: &str) -> PyResult<()> {
        if self.counters.native_depth >= self.options.limits.native_depth {
            let message = format!("maximum recursion depth exceeded{doing}");
            return Err(self.raise("RecursionError", message));
        }
        self.counters.native_depth += 1;
        Ok(())
    }

    /// The end of what [`Self::enter_native`] began.
    pub fn leave_native(&mut self) {
        self.counters.native_depth -= 1;
    }

    /// Runs to the end a call that has been prepared.
    pub(super) fn complete(&mut self, prepared: Prepared) -> PyResult<Value> {
        match prepared {
            Prepared::Value(value) => Ok(value),
            Prepared::Frame(frame) => match self.run(frame)? {
                Exit::Return(value) => Ok(value),
                // Only generators' frames yield, and those run in `generator`.
                Exit::Yield(..) => Ok(Value::None),
            },
        }
    }
}

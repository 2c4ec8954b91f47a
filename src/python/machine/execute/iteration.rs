//! Instructions that ask another iterator: `yield from` and unpacking.

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::machine::Flow;
use crate::python::machine::frame::Frame;
use crate::python::machine::generator::{Generator, Resumed};
use crate::python::value::Value;

impl Interpreter {
    pub(super) fn yield_from(&mut self, frame: &mut Frame) -> PyResult<Flow> {
        let sent = frame.pop();
        let iterator = frame.top();
        let resumed = match iterator.native::<Generator>() {
            Some(generator) => generator.resume(self, sent, None)?,
            None => self.resume_other(&iterator, sent)?,
        };
        match resumed {
            Resumed::Item(item) => {
                // The same instruction runs again with what is sent next.
                frame.at -= 1;
                frame.push(item);
                Ok(Flow::Yield)
            }
            Resumed::Returned(value) => {
                frame.pop();
                frame.push(value);
                Ok(Flow::Next)
            }
        }
    }

    /// Goes on with an iterator that is no generator of the program.
    fn resume_other(&mut self, iterator: &Value, sent: Value) -> PyResult<Resumed> {
        let method = if sent.is_none() { "__next__" } else { "send" };
        let result = match iterator {
            Value::Instance(_) if !sent.is_none() || self.special(iterator, method).is_some() => {
                self.call_method(
                    iterator,
                    method,
                    Arguments::positional(
                        (!sent.is_none())
                            .then_some(sent)
                            .into_iter()
                            .collect::<Vec<_>>(),
                    ),
                )
            }
            _ if sent.is_none() => {
                return Ok(match self.next_item(iterator)? {
                    Some(item) => Resumed::Item(item),
                    None => Resumed::Returned(Value::None),
                });
            }
            _ => self.call_method(iterator, method, Arguments::positional(vec![sent])),
        };
        match result {
            Ok(item) => Ok(Resumed::Item(item)),
            Err(error) if error.is_builtin(self, "StopIteration") && !error.uncatchable => {
                let value = self.find_attribute(&error.exception, "value")?;
                Ok(Resumed::Returned(value.unwrap_or(Value::None)))
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn unpack(
        &mut self,
        frame: &mut Frame,
        before: usize,
        after: Option<usize>,
    ) -> PyResult<()> {
        let iterable = frame.pop();
        let items = match self.unpackable(&iterable, before, after)? {
            Ok(items) => items,
            Err(message) => return Err(self.value_error(message)),
        };
        frame.stack.extend(items.into_iter().rev());
        Ok(())
    }

    /// The values for the targets, or the text of the `ValueError`.
    fn unpackable(
        &mut self,
        iterable: &Value,
        before: usize,
        after: Option<usize>,
    ) -> PyResult<Result<Vec<Value>, String>> {
        let Ok(iterator) = self.iterator(iterable) else {
            let name = self.operand_name(iterable);
            return Err(self.type_error(format!("cannot unpack non-iterable {name} object")));
        };
        let least = before + after.unwrap_or(0);
        let mut items = Vec::new();
        while let Some(item) = self.next_item(&iterator)? {
            items.push(item);
            if after.is_none() && items.len() > least {
                return Ok(Err(format!("too many values to unpack (expected {least})")));
            }
            self.check_size(items.len())?;
        }
        if items.len() < least {
            let at_least = if after.is_some() { "at least " } else { "" };
            return Ok(Err(format!(
                "not enough values to unpack (expected {at_least}{least}, got {})",
                items.len()
            )));
        }
        if let Some(after) = after {
            let end = items.split_off(items.len() - after);
            let middle = items.split_off(before);
            items.push(Value::list(middle));
            items.extend(end);
        }
        Ok(Ok(items))
    }
}

//! The iterators of `enumerate`, `zip`, `map`, `filter`, `reversed` and their like.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::value::{Value, dismantle};

/// An iterator over values that are there already.
pub(in crate::python) struct Items(RefCell<VecDeque<Value>>, &'static str);

impl Items {
    pub fn new(items: Vec<Value>) -> Self {
        Self(RefCell::new(items.into()), "iterator")
    }

    pub fn named(items: Vec<Value>, name: &'static str) -> Self {
        Self(RefCell::new(items.into()), name)
    }
}

impl NativeObject for Items {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn type_name(&self) -> &'static str {
        self.1
    }

    fn next(&self, _interpreter: &mut Interpreter) -> Option<PyResult<Option<Value>>> {
        Some(Ok(self.0.borrow_mut().pop_front()))
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.extend(self.0.get_mut().drain(..));
    }
}

/// Iterates by `__getitem__` until `IndexError`.
pub(in crate::python) struct SequenceIterator {
    sequence: Value,
    at: Cell<i64>,
}

impl SequenceIterator {
    pub fn new(sequence: Value) -> Self {
        Self {
            sequence,
            at: Cell::new(0),
        }
    }
}

impl NativeObject for SequenceIterator {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn next(&self, interpreter: &mut Interpreter) -> Option<PyResult<Option<Value>>> {
        let at = self.at.get();
        self.at.set(at + 1);
        Some(
            match interpreter.get_item(&self.sequence, &Value::Int(at)) {
                Ok(item) => Ok(Some(item)),
                Err(error) if error.is_builtin(interpreter, "IndexError") => Ok(None),
                Err(error) => Err(error),
            },
        )
    }
}

/// What an [`Adapter`] does with the items of its sources.
pub(in crate::python) enum Adaptation {
    Enumerate(Cell<i64>),
    Zip {
        strict: bool,
    },
    Map(Value),
    /// `filter(function, …)`, and `filterfalse` when the flag is false.
    Filter(Value, bool),
    Chain,
    TakeWhile(Value, Cell<bool>),
    DropWhile(Value, Cell<bool>),
    StarMap(Value),
    /// `iter(callable, sentinel)`.
    Sentinel(Value, Value),
    Accumulate(Value, RefCell<Option<Value>>),
    /// `islice`: how many to skip first, how many are left, and how many to skip between.
    Slice {
        skip: Cell<usize>,
        left: Cell<Option<usize>>,
        step: usize,
    },
    Pairwise(RefCell<Option<Value>>),
    Count(RefCell<Value>, Value),
    Repeat(Value, Cell<Option<usize>>),
    Cycle(RefCell<Vec<Value>>, Cell<usize>, Cell<bool>),
}

/// A lazy iterator over other iterators.
pub(in crate::python) struct Adapter {
    name: &'static str,
    sources: RefCell<Vec<Value>>,
    adaptation: Adaptation,
}

impl Adapter {
    pub fn new(name: &'static str, sources: Vec<Value>, adaptation: Adaptation) -> Self {
        Self {
            name,
            sources: RefCell::new(sources),
            adaptation,
        }
    }

    fn source(&self, index: usize) -> Value {
        self.sources
            .borrow()
            .get(index)
            .cloned()
            .unwrap_or(Value::None)
    }

    fn advance(&self, interpreter: &mut Interpreter) -> PyResult<Option<Value>> {
        interpreter.charge(1)?;
        match &self.adaptation {
            Adaptation::Enumerate(count) => {
                let Some(item) = interpreter.next_item(&self.source(0))? else {
                    return Ok(None);
                };
                let index = count.replace(count.get() + 1);
                Ok(Some(Value::tuple(vec![Value::Int(index), item])))
            }
            Adaptation::Zip { strict } => self.zip(interpreter, *strict),
            Adaptation::Map(function) => match self.round(interpreter)? {
                Some(items) => interpreter
                    .call(function, Arguments::positional(items))
                    .map(Some),
                None => Ok(None),
            },
            Adaptation::StarMap(function) => {
                let Some(item) = interpreter.next_item(&self.source(0))? else {
                    return Ok(None);
                };
                let items = interpreter.iterate(&item)?;
                interpreter
                    .call(function, Arguments::positional(items))
                    .map(Some)
            }
            Adaptation::Filter(function, wanted) => self.filter(interpreter, function, *wanted),
            Adaptation::Chain => self.chain(interpreter),
            Adaptation::TakeWhile(function, over) => {
                if over.get() {
                    return Ok(None);
                }
                let Some(item) = interpreter.next_item(&self.source(0))? else {
                    return Ok(None);
                };
                if passes(interpreter, function, &item)? {
                    return Ok(Some(item));
                }
                over.set(true);
                Ok(None)
            }
            Adaptation::DropWhile(function, started) => loop {
                let Some(item) = interpreter.next_item(&self.source(0))? else {
                    return Ok(None);
                };
                if started.get() || !passes(interpreter, function, &item)? {
                    started.set(true);
                    return Ok(Some(item));
                }
            },
            Adaptation::Sentinel(callable, sentinel) => {
                let item = interpreter.call(callable, Arguments::default())?;
                Ok((!interpreter.equals(&item, sentinel)?).then_some(item))
            }
            Adaptation::Accumulate(function, total) => {
                let Some(item) = interpreter.next_item(&self.source(0))? else {
                    return Ok(None);
                };
                let before = total.borrow().clone();
                let next = match before {
                    None => item,
                    Some(total) if function.is_none() => {
                        interpreter.binary(crate::python::BinaryOperator::Add, &total, &item)?
                    }
                    Some(total) => {
                        interpreter.call(function, Arguments::positional(vec![total, item]))?
                    }
                };
                *total.borrow_mut() = Some(next.clone());
                Ok(Some(next))
            }
            Adaptation::Slice { skip, left, step } => self.slice(interpreter, skip, left, *step),
            Adaptation::Pairwise(before) => {
                let first = match before.borrow_mut().take() {
                    Some(first) => first,
                    None => match interpreter.next_item(&self.source(0))? {
                        Some(first) => first,
                        None => return Ok(None),
                    },
                };
                let Some(second) = interpreter.next_item(&self.source(0))? else {
                    return Ok(None);
                };
                *before.borrow_mut() = Some(second.clone());
                Ok(Some(Value::tuple(vec![first, second])))
            }
            Adaptation::Count(next, step) => {
                let current = next.borrow().clone();
                let after =
                    interpreter.binary(crate::python::BinaryOperator::Add, &current, step)?;
                *next.borrow_mut() = after;
                Ok(Some(current))
            }
            Adaptation::Repeat(value, left) => match left.get() {
                Some(0) => Ok(None),
                other => {
                    left.set(other.map(|count| count - 1));
                    Ok(Some(value.clone()))
                }
            },
            Adaptation::Cycle(seen, at, over) => {
                if !over.get() {
                    if let Some(item) = interpreter.next_item(&self.source(0))? {
                        seen.borrow_mut().push(item.clone());
                        return Ok(Some(item));
                    }
                    over.set(true);
                }
                let seen = seen.borrow();
                let item = seen.get(at.get()).cloned();
                at.set(if at.get() + 1 >= seen.len() {
                    0
                } else {
                    at.get() + 1
                });
                Ok(item)
            }
        }
    }

    /// The next item of every source, or `None` when one has ended.
    fn round(&self, interpreter: &mut Interpreter) -> PyResult<Option<Vec<Value>>> {
        let sources = self.sources.borrow().clone();
        let mut items = Vec::with_capacity(sources.len());
        for source in &sources {
            match interpreter.next_item(source)? {
                Some(item) => items.push(item),
                None => return Ok(None),
            }
        }
        Ok((!items.is_empty()).then_some(items))
    }

    fn zip(&self, interpreter: &mut Interpreter, strict: bool) -> PyResult<Option<Value>> {
        let sources = self.sources.borrow().clone();
        let mut items = Vec::with_capacity(sources.len());
        for (index, source) in sources.iter().enumerate() {
            match interpreter.next_item(source)? {
                Some(item) => items.push(item),
                None if !strict => return Ok(None),
                None if index > 0 => return Err(shorter(interpreter, index, "shorter")),
                None => {
                    for (index, source) in sources.iter().enumerate().skip(1) {
                        if interpreter.next_item(source)?.is_some() {
                            return Err(shorter(interpreter, index, "longer"));
                        }
                    }
                    return Ok(None);
                }
            }
        }
        Ok((!items.is_empty()).then(|| Value::tuple(items)))
    }

    fn filter(
        &self,
        interpreter: &mut Interpreter,
        function: &Value,
        wanted: bool,
    ) -> PyResult<Option<Value>> {
        loop {
            let Some(item) = interpreter.next_item(&self.source(0))? else {
                return Ok(None);
            };
            interpreter.charge(1)?;
            let passes = if function.is_none() {
                interpreter.truthy(&item)?
            } else {
                passes(interpreter, function, &item)?
            };
            if passes == wanted {
                return Ok(Some(item));
            }
        }
    }

    /// The first source is an iterator over the iterables; the current one follows it.
    fn chain(&self, interpreter: &mut Interpreter) -> PyResult<Option<Value>> {
        loop {
            let current = self.sources.borrow().get(1).cloned();
            if let Some(current) = current {
                if let Some(item) = interpreter.next_item(&current)? {
                    return Ok(Some(item));
                }
                self.sources.borrow_mut().truncate(1);
            }
            interpreter.charge(1)?;
            let Some(next) = interpreter.next_item(&self.source(0))? else {
                return Ok(None);
            };
            let next = interpreter.iterator(&next)?;
            self.sources.borrow_mut().push(next);
        }
    }

    fn slice(
        &self,
        interpreter: &mut Interpreter,
        skip: &Cell<usize>,
        left: &Cell<Option<usize>>,
        step: usize,
    ) -> PyResult<Option<Value>> {
        if left.get() == Some(0) {
            return Ok(None);
        }
        for _ in 0..skip.replace(step - 1) {
            interpreter.charge(1)?;
            if interpreter.next_item(&self.source(0))?.is_none() {
                return Ok(None);
            }
        }
        left.set(left.get().map(|count| count - 1));
        interpreter.next_item(&self.source(0))
    }
}

fn passes(interpreter: &mut Interpreter, function: &Value, item: &Value) -> PyResult<bool> {
    let result = interpreter.call(function, Arguments::positional(vec![item.clone()]))?;
    interpreter.truthy(&result)
}

fn shorter(interpreter: &Interpreter, index: usize, what: &str) -> Box<crate::python::PyError> {
    let others = if index == 1 {
        "argument 1".to_owned()
    } else {
        format!("arguments 1-{index}")
    };
    interpreter.value_error(format!(
        "zip() argument {} is {what} than {others}",
        index + 1
    ))
}

impl NativeObject for Adapter {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn type_name(&self) -> &'static str {
        self.name
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let parts = match &self.adaptation {
            Adaptation::Count(next, step) => {
                let next = next.borrow().clone();
                match step {
                    Value::Int(1) => vec![next],
                    step => vec![next, step.clone()],
                }
            }
            Adaptation::Repeat(value, left) => {
                let left = left.get().map(|left| Value::Int(left as i64));
                std::iter::once(value.clone()).chain(left).collect()
            }
            _ => return None,
        };
        let name = self.name.rsplit('.').next().unwrap_or(self.name);
        let mut shown = Vec::new();
        for part in parts {
            match interpreter.repr(&part) {
                Ok(part) => shown.push(part.to_string()),
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok(format!("{name}({})", shown.join(", "))))
    }

    fn next(&self, interpreter: &mut Interpreter) -> Option<PyResult<Option<Value>>> {
        if let Err(error) = interpreter.enter_native("") {
            return Some(Err(error));
        }
        let result = self.advance(interpreter);
        interpreter.leave_native();
        Some(result)
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.append(self.sources.get_mut());
    }
}

impl Drop for Adapter {
    fn drop(&mut self) {
        dismantle(std::mem::take(self.sources.get_mut()));
    }
}

impl Drop for Items {
    fn drop(&mut self) {
        dismantle(std::mem::take(self.0.get_mut()).into());
    }
}

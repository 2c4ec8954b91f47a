//! The bounds of a run: what ends a program that would not end by itself, or would take all there is.
//!
//! A bound that is reached ends the run with an error that the program cannot catch, and everything
//! the program would do after it ends the same way.

use std::collections::BTreeMap;

use super::error::{PyError, PyResult};
use super::interpreter::Interpreter;
use super::types::byte_array::ByteArray;
use super::value::Value;
use crate::memory;

/// The bounds of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Instructions, and work of built-ins in proportion to its size.
    pub steps: u64,
    /// Nested calls of the program's functions: `RecursionError` beyond.
    pub depth: usize,
    /// Nested calls through the host (`sorted(key=…)`, `__init__`, properties), which use the
    /// host's stack: `RecursionError` beyond.
    pub native_depth: usize,
    /// Bytes of a string or elements of a collection.
    pub size: usize,
    /// Bytes of all values together.
    pub memory: usize,
    /// Bytes that are printed.
    pub output: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 50_000_000,
            depth: 1000,
            native_depth: 90,
            size: 16 << 20,
            memory: 256 << 20,
            output: 1_000_000,
        }
    }
}

/// The variables of the environment that raise bounds.
const STEPS: &str = "MIGRATION_SANDBOX_STEPS";
const MEGABYTES: &str = "MIGRATION_SANDBOX_MEGABYTES";
const OUTPUT: &str = "MIGRATION_SANDBOX_OUTPUT";

/// A 32-bit address reaches no further.
const MOST_MEGABYTES: u64 = 2048;
/// How many steps go by until memory is looked at again.
const STEPS_BETWEEN: u64 = 1024;
/// What telling of a reached bound may take beyond it.
const GRACE: u64 = 1_000_000;

/// How many a program asks for: none if the number is negative, and no more than there are addresses,
/// of which wasm has fewer than a number can say.
pub(super) fn how_many(number: i64) -> usize {
    usize::try_from(number.max(0)).unwrap_or(usize::MAX)
}

impl Limits {
    /// The bounds that the variables of the environment ask for.
    ///
    /// # Errors
    ///
    /// The text that names a variable which is not a number.
    pub fn from_variables(variables: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut limits = Self::default();
        if let Some(steps) = number(variables, STEPS)? {
            limits.steps = steps;
        }
        if let Some(megabytes) = number(variables, MEGABYTES)? {
            limits.memory = (megabytes.min(MOST_MEGABYTES) as usize) << 20;
            limits.size = limits.memory / 16;
        }
        if let Some(output) = number(variables, OUTPUT)? {
            limits.output = usize::try_from(output).unwrap_or(usize::MAX);
        }
        Ok(limits)
    }
}

impl Limits {
    /// How a statement of the database says that there may be more.
    pub fn advice(&self) -> String {
        let more = self.steps.saturating_mul(10);
        let megabytes = (self.memory >> 22 << 4).min(MOST_MEGABYTES as usize);
        format!("; `export {STEPS}={more} {MEGABYTES}={megabytes}` allows more")
    }
}

fn number(variables: &BTreeMap<String, String>, name: &str) -> Result<Option<u64>, String> {
    let Some(text) = variables.get(name).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    match text.replace('_', "").parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(format!("{name} is '{text}', which is not a number")),
    }
}

/// A bound that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    Steps,
    Memory,
    Output,
}

/// What a run has used up.
pub(super) struct Counters {
    pub steps: u64,
    pub depth: usize,
    pub native_depth: usize,
    pub random: u64,
    /// The number of steps at which the bounds are looked at next.
    pub check_at: u64,
    /// The bound that has ended the run.
    reached: Option<Reached>,
    printed: usize,
    /// The memory in use when the interpreter began.
    memory_before: usize,
}

impl Counters {
    pub fn new(seed: u64) -> Self {
        Self {
            steps: 0,
            depth: 0,
            native_depth: 0,
            random: seed,
            check_at: 0,
            reached: None,
            printed: 0,
            memory_before: memory::in_use(),
        }
    }
}

impl Interpreter {
    /// Counts work in proportion to its size.
    ///
    /// # Errors
    ///
    /// That of a bound that is reached, which the program cannot catch.
    pub fn charge(&mut self, work: usize) -> PyResult<()> {
        self.counters.steps = self.counters.steps.saturating_add(work as u64);
        if self.counters.steps < self.counters.check_at {
            return Ok(());
        }
        self.check_bounds()
    }

    /// Checks the size of a string or collection about to be made.
    ///
    /// # Errors
    ///
    /// `MemoryError` when it is above the limit; the program cannot catch it.
    pub fn check_size(&mut self, size: usize) -> PyResult<()> {
        let limits = &self.options.limits;
        if size > limits.size || self.memory().saturating_add(size) > limits.memory {
            return Err(self.stop(Reached::Memory));
        }
        self.charge(size / 16)
    }

    /// Counts work that looks at all of a value: nothing for one that is small.
    ///
    /// # Errors
    ///
    /// See [`Interpreter::charge`].
    pub(super) fn charge_value(&mut self, value: &Value) -> PyResult<()> {
        let work = match value {
            Value::Str(text) => text.len() / 64,
            Value::Bytes(bytes) => bytes.len() / 64,
            Value::BigInt(number) => (number.bits() / 1024) as usize,
            Value::List(items) => items.borrow().len() / 16,
            Value::Tuple(items) => items.len() / 16,
            Value::Dict(dict) | Value::Set(dict) => dict.borrow().len() / 2,
            Value::FrozenSet(set) => set.len() / 2,
            Value::Instance(instance) => {
                instance.native::<ByteArray>().map_or(0, |it| it.len() / 64)
            }
            _ => 0,
        };
        match work {
            0 => Ok(()),
            work => self.charge(work),
        }
    }

    /// The error for a value that would be larger than all memory there may be.
    pub(super) fn too_large(&mut self) -> Box<PyError> {
        self.stop(Reached::Memory)
    }

    /// Counts what a database did; `stopped` when a bound ended it.
    ///
    /// # Errors
    ///
    /// See [`Interpreter::charge`].
    pub fn charge_rows(&mut self, rows: u64, stopped: bool) -> PyResult<()> {
        self.charge(usize::try_from(rows).unwrap_or(usize::MAX))?;
        match stopped {
            true if self.steps_left() == 0 => Err(self.stop(Reached::Steps)),
            true => Err(self.stop(Reached::Memory)),
            false => Ok(()),
        }
    }

    /// The steps that are left.
    pub fn steps_left(&self) -> u64 {
        match self.counters.reached {
            Some(_) => 0,
            None => self
                .options
                .limits
                .steps
                .saturating_sub(self.counters.steps),
        }
    }

    /// Whether a bound has ended the run.
    pub fn is_stopped(&self) -> bool {
        self.counters.reached.is_some()
    }

    /// Begins the next run: steps and output are counted anew.
    pub fn renew(&mut self) {
        self.counters.steps = 0;
        self.counters.check_at = 0;
        self.counters.printed = 0;
        self.counters.reached = None;
    }

    /// Adds to what `print` has written, within the bound: the step after one too many ends the run.
    pub fn write_output(&mut self, text: &str) {
        if self.counters.printed.saturating_add(text.len()) > self.options.limits.output {
            self.counters.reached.get_or_insert(Reached::Output);
            self.counters.check_at = 0;
            return;
        }
        self.counters.printed += text.len();
        self.output.push_str(text);
    }

    /// Lets `work` tell of the bound that has ended the run, which may take steps.
    pub(super) fn telling<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let Some(reached) = self.counters.reached.take() else {
            return work(self);
        };
        let (steps, limits) = (self.counters.steps, self.options.limits);
        self.options.limits = Limits {
            steps: steps.saturating_add(GRACE),
            memory: limits.memory.saturating_mul(2),
            ..limits
        };
        let result = work(self);
        self.options.limits = limits;
        self.counters.steps = steps;
        self.counters.reached = Some(reached);
        self.counters.check_at = 0;
        result
    }

    /// Looks whether a bound is reached.
    #[cold]
    pub(super) fn check_bounds(&mut self) -> PyResult<()> {
        let limits = &self.options.limits;
        let reached = match self.counters.reached {
            Some(reached) => Some(reached),
            None if self.counters.steps > limits.steps => Some(Reached::Steps),
            None if self.memory() > limits.memory => Some(Reached::Memory),
            None => None,
        };
        if let Some(reached) = reached {
            return Err(self.stop(reached));
        }
        let next = self.counters.steps.saturating_add(STEPS_BETWEEN);
        self.counters.check_at = next.min(limits.steps.saturating_add(1));
        Ok(())
    }

    fn memory(&self) -> usize {
        // Less may be in use than before: what was there was freed.
        let more = memory::in_use().wrapping_sub(self.counters.memory_before);
        if more > usize::MAX / 2 { 0 } else { more }
    }

    /// Ends the run.
    fn stop(&mut self, reached: Reached) -> Box<PyError> {
        let reached = *self.counters.reached.get_or_insert(reached);
        self.counters.check_at = 0;
        let limits = &self.options.limits;
        let (class, message) = match reached {
            Reached::Steps => {
                let (steps, more) = (limits.steps, limits.steps.saturating_mul(10));
                let what = format!("after {steps} steps; does it loop for ever?");
                ("TimeoutError", raising(&what, STEPS, more))
            }
            Reached::Memory => {
                let megabytes = (limits.memory >> 20) as u64;
                let what = format!("at {megabytes} MB of memory;");
                let more = megabytes.saturating_mul(4).clamp(1, MOST_MEGABYTES);
                ("MemoryError", raising(&what, MEGABYTES, more))
            }
            Reached::Output => {
                let output = limits.output as u64;
                let what = format!("after printing {output} bytes;");
                ("OSError", raising(&what, OUTPUT, output.saturating_mul(10)))
            }
        };
        let mut error = self.raise(class, message);
        error.uncatchable = true;
        error
    }
}

fn raising(what: &str, variable: &str, more: u64) -> String {
    format!("the program was stopped {what} `export {variable}={more}` allows more")
}

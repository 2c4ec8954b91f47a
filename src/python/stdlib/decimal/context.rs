//! `decimal.Context`: what it prescribes, what has been signaled, and what raises.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::instance;
use crate::python::value::{Class, Value};

use super::number::MOST_DIGITS;
use super::work::{BY_ZERO, INVALID, OVERFLOW, ROUNDINGS, SIGNALS, Settings, Work};

/// `MAX_PREC` and `MAX_EMAX`.
pub(super) const MOST: i64 = 999_999_999_999_999_999;
pub(super) const DEFAULT_TRAPS: u32 = INVALID | BY_ZERO | OVERFLOW;

/// `decimal.Context`.
pub(super) struct Context {
    pub settings: RefCell<Settings>,
    pub flags: Cell<u32>,
    pub traps: Cell<u32>,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            settings: RefCell::default(),
            flags: Cell::new(0),
            traps: Cell::new(DEFAULT_TRAPS),
        }
    }
}

impl Context {
    pub fn copied(&self) -> Self {
        Self {
            settings: RefCell::new(self.settings.borrow().clone()),
            flags: Cell::new(self.flags.get()),
            traps: Cell::new(self.traps.get()),
        }
    }

    /// Sets one of the parts that have a number, or the rounding.
    pub fn set(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        value: &Value,
    ) -> Option<PyResult<()>> {
        let mut settings = self.settings.borrow_mut();
        if name == "rounding" {
            let found = ROUNDINGS
                .iter()
                .find(|(known, _)| value.as_str() == Some(known));
            return Some(match found {
                Some((_, rounding)) => {
                    settings.rounding = *rounding;
                    Ok(())
                }
                None => Err(bad_rounding(interpreter)),
            });
        }
        let (least, most, message) = match name {
            "prec" => (1, MOST, "valid range for prec is [1, MAX_PREC]"),
            "Emin" => (-MOST, 0, "valid range for Emin is [MIN_EMIN, 0]"),
            "Emax" => (0, MOST, "valid range for Emax is [0, MAX_EMAX]"),
            "capitals" => (0, 1, "valid values for capitals are 0 or 1"),
            "clamp" => (0, 1, "valid values for clamp are 0 or 1"),
            _ => return None,
        };
        if value.as_bigint().is_none() {
            let message = "argument must be an integer";
            return Some(Err(interpreter.type_error(message)));
        }
        let number = value.as_i64();
        let Some(number) = number.filter(|number| (least..=most).contains(number)) else {
            return Some(Err(interpreter.value_error(message)));
        };
        match name {
            "prec" => settings.precision = number,
            "Emin" => settings.least = number,
            "Emax" => settings.most = number,
            "capitals" => settings.capitals = number == 1,
            _ => settings.clamp = number == 1,
        }
        Some(Ok(()))
    }
}

pub(super) fn bad_rounding(interpreter: &Interpreter) -> Box<PyError> {
    interpreter.type_error(
        "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   \
         ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
    )
}

/// The names of signals as `repr()` lists them.
fn listed(signals: u32) -> String {
    const ORDER: &[usize] = &[0, 8, 2, 6, 1, 3, 7, 5, 4];
    let names = ORDER.iter().filter(|at| signals >> **at & 1 == 1);
    let names: Vec<&str> = names.map(|at| SIGNALS[*at]).collect();
    format!("[{}]", names.join(", "))
}

impl NativeObject for Context {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        let settings = self.settings.borrow();
        Some(Ok(match name {
            "prec" => Value::Int(settings.precision),
            "Emin" => Value::Int(settings.least),
            "Emax" => Value::Int(settings.most),
            "capitals" => Value::Int(i64::from(settings.capitals)),
            "clamp" => Value::Int(i64::from(settings.clamp)),
            "rounding" => {
                let known = ROUNDINGS.iter().find(|(_, it)| *it == settings.rounding);
                known.map_or(Value::None, |(name, _)| Value::str(*name))
            }
            "flags" | "traps" => {
                let class = interpreter.class_builder("SignalDict", "decimal").build();
                let signals = Signals {
                    context: this.clone(),
                    traps: name == "traps",
                };
                instance(&class, signals)
            }
            _ => return None,
        }))
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
        value: &Value,
    ) -> Option<PyResult<()>> {
        if matches!(name, "flags" | "traps") {
            return Some(match signals_of(interpreter, value, true) {
                Ok(signals) if name == "flags" => {
                    self.flags.set(signals);
                    Ok(())
                }
                Ok(signals) => {
                    self.traps.set(signals);
                    Ok(())
                }
                Err(error) => Err(error),
            });
        }
        let own = this
            .as_instance()
            .is_some_and(|it| &*it.class.module == "decimal");
        match self.set(interpreter, name, value) {
            None if own => Some(Err(interpreter.attribute_error(format!(
                "'decimal.Context' object has no attribute '{name}'"
            )))),
            result => result,
        }
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let settings = self.settings.borrow();
        let rounding = ROUNDINGS.iter().find(|(_, it)| *it == settings.rounding);
        Some(Ok(format!(
            "Context(prec={}, rounding={}, Emin={}, Emax={}, capitals={}, clamp={}, flags={}, \
             traps={})",
            settings.precision,
            rounding.map_or("", |(name, _)| name),
            settings.least,
            settings.most,
            i64::from(settings.capitals),
            i64::from(settings.clamp),
            listed(self.flags.get()),
            listed(self.traps.get()),
        )))
    }
}

/// `context.flags` and `context.traps`.
struct Signals {
    context: Value,
    traps: bool,
}

impl Signals {
    fn get(&self) -> u32 {
        let context = self.context.native::<Context>();
        context.map_or(0, |it| {
            if self.traps {
                it.traps.get()
            } else {
                it.flags.get()
            }
        })
    }

    fn set(&self, signals: u32) {
        if let Some(context) = self.context.native::<Context>() {
            if self.traps {
                context.traps.set(signals);
            } else {
                context.flags.set(signals);
            }
        }
    }

    fn pairs(&self, interpreter: &mut Interpreter) -> Vec<(Value, Value)> {
        let signals = self.get();
        let pair = |(at, name): (usize, &&str)| {
            let class = Value::Class(interpreter.library_class("decimal", name));
            (class, Value::Bool(signals >> at & 1 == 1))
        };
        SIGNALS.iter().enumerate().map(pair).collect()
    }
}

impl NativeObject for Signals {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if !matches!(name, "keys" | "values" | "items" | "copy" | "get") {
            return None;
        }
        let pairs = Value::list(
            self.pairs(interpreter)
                .into_iter()
                .map(|(key, value)| Value::tuple(vec![key, value]))
                .collect::<Vec<_>>(),
        );
        let class = Value::Class(interpreter.types.dict());
        let dict = interpreter.call(&class, Arguments::positional(vec![pairs]));
        Some(match dict {
            Ok(dict) => interpreter.get_attribute(&dict, name),
            Err(error) => Err(error),
        })
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let mut parts = Vec::new();
        for (key, value) in self.pairs(interpreter) {
            match (interpreter.repr(&key), interpreter.repr(&value)) {
                (Ok(key), Ok(value)) => parts.push(format!("{key}:{value}")),
                (Err(error), _) | (_, Err(error)) => return Some(Err(error)),
            }
        }
        Some(Ok(format!("{{{}}}", parts.join(", "))))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let other = other.native::<Self>()?;
        Some(self.get() == other.get())
    }

    fn iterate(&self, interpreter: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        let pairs = self.pairs(interpreter);
        Some(Ok(pairs.into_iter().map(|(key, _)| key).collect()))
    }

    fn length(&self, _interpreter: &mut Interpreter) -> Option<PyResult<usize>> {
        Some(Ok(SIGNALS.len()))
    }

    fn contains(&self, _interpreter: &mut Interpreter, value: &Value) -> Option<PyResult<bool>> {
        Some(Ok(signal_of(value).is_some()))
    }

    fn item(&self, interpreter: &mut Interpreter, key: &Value) -> Option<PyResult<Value>> {
        Some(match signal_of(key) {
            Some(signal) => Ok(Value::Bool(self.get() & signal != 0)),
            None => Err(bad_signal(interpreter)),
        })
    }

    fn set_item(
        &self,
        interpreter: &mut Interpreter,
        key: &Value,
        value: &Value,
    ) -> Option<PyResult<()>> {
        let Some(signal) = signal_of(key) else {
            return Some(Err(bad_signal(interpreter)));
        };
        Some(interpreter.truthy(value).map(|truth| {
            let others = self.get() & !signal;
            self.set(if truth { others | signal } else { others });
        }))
    }

    fn delete_item(&self, interpreter: &mut Interpreter, _key: &Value) -> Option<PyResult<()>> {
        Some(Err(interpreter.value_error("signal keys cannot be deleted")))
    }
}

fn bad_signal(interpreter: &Interpreter) -> Box<PyError> {
    interpreter.raise("KeyError", "invalid error flag")
}

/// The bit of a signal's class.
fn signal_of(value: &Value) -> Option<u32> {
    let Value::Class(class) = value else {
        return None;
    };
    let at = SIGNALS.iter().position(|name| **name == *class.name)?;
    (&*class.module == "decimal").then_some(1 << at)
}

/// The signals of a list, or of a dict that has all of them.
pub(super) fn signals_of(
    interpreter: &mut Interpreter,
    value: &Value,
    only_dict: bool,
) -> PyResult<u32> {
    if let Some(signals) = value.native::<Signals>() {
        return Ok(signals.get());
    }
    let mut found = 0;
    if let Some(pairs) = interpreter.mapping_items(value)? {
        if pairs.len() != SIGNALS.len() {
            return Err(interpreter.raise("KeyError", "invalid signal dict"));
        }
        for (key, truth) in pairs {
            let Some(signal) = signal_of(&key) else {
                return Err(interpreter.raise("KeyError", "invalid error flag"));
            };
            if interpreter.truthy(&truth)? {
                found |= signal;
            }
        }
        return Ok(found);
    }
    if only_dict || !matches!(value.unboxed(), Value::List(_)) {
        return Err(interpreter.type_error("argument must be a signal dict"));
    }
    for item in interpreter.iterate(value)? {
        match signal_of(&item) {
            Some(signal) => found |= signal,
            None => {
                let message = "valid values for signals are:\n  [InvalidOperation, FloatOperation, \
                               DivisionByZero,\n   Overflow, Subnormal, Underflow, Rounded,\n   \
                               Inexact, Clamped]";
                return Err(interpreter.type_error(message));
            }
        }
    }
    Ok(found)
}

/// `Context(…)`
pub(super) fn construct(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    mut bound: Bound,
) -> PyResult<Value> {
    let default = default_context(interpreter);
    let context = match default.native::<Context>() {
        Some(default) => default.copied(),
        None => Context::default(),
    };
    context.flags.set(0);
    for name in ["prec", "rounding", "Emin", "Emax", "capitals", "clamp"] {
        if let Some(value) = bound.take(name).filter(|it| !it.is_none())
            && let Some(result) = context.set(interpreter, name, &value)
        {
            result?;
        }
    }
    if let Some(flags) = bound.take("flags").filter(|it| !it.is_none()) {
        context.flags.set(signals_of(interpreter, &flags, false)?);
    }
    if let Some(traps) = bound.take("traps").filter(|it| !it.is_none()) {
        context.traps.set(signals_of(interpreter, &traps, false)?);
    }
    Ok(instance(class, context))
}

fn default_context(interpreter: &mut Interpreter) -> Value {
    let module = interpreter.module("decimal");
    module
        .and_then(|module| module.get("DefaultContext"))
        .unwrap_or(Value::None)
}

/// The context of this moment.
pub(super) fn current(interpreter: &mut Interpreter) -> Value {
    if let Some(context) = &interpreter.decimal_context {
        return context.clone();
    }
    let class = interpreter.library_class("decimal", "Context");
    let default = default_context(interpreter);
    let context = match default.native::<Context>() {
        Some(default) => default.copied(),
        None => Context::default(),
    };
    let context = instance(&class, context);
    interpreter.decimal_context = Some(context.clone());
    context
}

/// The context that an argument gives, or the one of this moment.
pub(super) fn chosen(interpreter: &mut Interpreter, given: Option<Value>) -> PyResult<Value> {
    match given.filter(|it| !it.is_none()) {
        None => Ok(current(interpreter)),
        Some(context) if context.native::<Context>().is_some() => Ok(context),
        Some(_) => Err(interpreter.type_error("optional argument must be a context")),
    }
}

/// Calculates in a context, notes what is signaled, and raises what it traps.
pub(super) fn calculate<Answer>(
    interpreter: &mut Interpreter,
    context: &Value,
    size: i64,
    calculation: impl FnOnce(&mut Work) -> Answer,
) -> PyResult<Answer> {
    let Some(known) = context.native::<Context>() else {
        return Err(interpreter.type_error("optional argument must be a context"));
    };
    let mut work = Work::new(&known.settings.borrow());
    // Products of long numbers take time quadratic in their digits.
    let digits = (size + work.settings.precision.min(MOST_DIGITS)).clamp(0, 4 * MOST_DIGITS);
    let digits = usize::try_from(digits).unwrap_or(0);
    interpreter.charge(digits / 16 + (digits / 64).pow(2))?;
    let answer = calculation(&mut work);
    if work.too_long {
        return Err(interpreter.raise("MemoryError", ""));
    }
    note(interpreter, known, work.raised, work.condition)?;
    Ok(answer)
}

/// Notes signals in a context, and raises what it traps.
pub(super) fn note(
    interpreter: &mut Interpreter,
    context: &Context,
    raised: u32,
    condition: &'static str,
) -> PyResult<()> {
    context.flags.set(context.flags.get() | raised);
    let trapped = raised & context.traps.get();
    let Some(first) = (0..SIGNALS.len()).find(|at| trapped >> at & 1 == 1) else {
        return Ok(());
    };
    let mut conditions = Vec::new();
    for (at, name) in SIGNALS.iter().enumerate() {
        if trapped >> at & 1 == 1 {
            let name = if at == 0 { condition } else { name };
            conditions.push(Value::Class(interpreter.library_class("decimal", name)));
        }
    }
    let class = interpreter.library_class("decimal", SIGNALS[first]);
    Err(interpreter.raise_with(&class, vec![Value::list(conditions)]))
}

//! `timezone`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::{Constructor, MethodRow, instance, methods};
use crate::python::value::{Class, HashKey, Value};

use super::{TimeDelta, TimeZone, delta};

const METHODS: &[MethodRow] = &[
    ("utcoffset", "dt, /", |py, it, _| {
        let offset = it
            .native::<TimeZone>()
            .map(|zone| zone.offset)
            .unwrap_or_default();
        Ok(py.timedelta(offset))
    }),
    ("tzname", "dt, /", |_, it, _| {
        Ok(Value::str(
            it.native::<TimeZone>()
                .map(TimeZone::shown)
                .unwrap_or_default(),
        ))
    }),
    ("dst", "dt, /", |_, _, _| Ok(Value::None)),
];

pub(super) fn class(interpreter: &Interpreter, tzinfo: &Rc<Class>) -> Rc<Class> {
    let class = interpreter
        .class_builder("timezone", "datetime")
        .base(tzinfo)
        .native(Rc::new(Constructor(construct)))
        .build();
    methods(&class, METHODS);
    class
}

fn construct(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    let signature = Signature::new("timezone", "offset, name=None");
    let mut bound = signature.bind(interpreter, arguments)?;
    let offset = bound.take_or_none("offset");
    let Some(offset) = offset.native::<TimeDelta>().copied() else {
        let found = interpreter.operand_name(&offset);
        return Err(interpreter.type_error(format!(
            "timezone() argument 1 must be datetime.timedelta, not {found}"
        )));
    };
    let day = super::calendar::MICROSECONDS_PER_DAY;
    if offset.total_microseconds().abs() >= day {
        let shown = delta::repr(offset);
        return Err(interpreter.value_error(format!(
            "offset must be a timedelta strictly between -timedelta(hours=24) and \
             timedelta(hours=24), not {shown}."
        )));
    }
    let name = bound
        .take("name")
        .and_then(|name| name.as_str().map(str::to_owned));
    if offset == TimeDelta::default() && name.is_none() {
        return Ok(class.get("utc").unwrap_or(Value::None));
    }
    Ok(instance(class, TimeZone { offset, name }))
}

impl TimeZone {
    /// `tzname()`: `UTC`, `UTC+01:00`, or the name it was given.
    pub fn shown(&self) -> String {
        match &self.name {
            Some(name) => name.clone(),
            None if self.offset == TimeDelta::default() => "UTC".to_owned(),
            None => format!("UTC{}", offset_text(self.offset, ":")),
        }
    }
}

/// `+01:00`.
pub(super) fn offset_text(offset: TimeDelta, separator: &str) -> String {
    let total = offset.total_microseconds();
    let sign = if total < 0 { '-' } else { '+' };
    let (seconds, microseconds) = (total.abs() / 1_000_000, total.abs() % 1_000_000);
    let mut text = format!(
        "{sign}{:02}{separator}{:02}",
        seconds / 3600,
        seconds / 60 % 60
    );
    if seconds % 60 != 0 || microseconds != 0 {
        text.push_str(&format!("{separator}{:02}", seconds % 60));
    }
    if microseconds != 0 {
        text.push_str(&format!(".{microseconds:06}"));
    }
    text
}

impl NativeObject for TimeZone {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let offset = delta::repr(self.offset);
        Some(Ok(match &self.name {
            None if self.offset == TimeDelta::default() => "datetime.timezone.utc".to_owned(),
            None => format!("datetime.timezone({offset})"),
            Some(name) => {
                let name = crate::python::text::string_repr(name);
                format!("datetime.timezone({offset}, {name})")
            }
        }))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.shown()))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other
            .native::<Self>()
            .map(|other| other.offset == self.offset)
    }

    fn hash_key(&self) -> Option<HashKey> {
        let key = self.offset.hash_key()?;
        Some(HashKey::Native("timezone", Box::new(key)))
    }
}

//! `zoneinfo`: time zones by name, with the rule by which their clocks go now. What is known of a
//! moment before that rule is nothing.

use std::rc::Rc;

use crate::python::arguments::Signature;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::datetime::{DateTime, TimeDelta};
use crate::python::stdlib::{Constructor, MethodRow, functions, instance, methods};
use crate::python::value::{Dict, HashKey, Module, Value};
use crate::time_zones::{self, Offset};

/// `zoneinfo.ZoneInfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneInfo(pub Rc<str>);

/// What a clock shows that is asked for an offset.
#[derive(Clone, Copy)]
pub(super) enum Clock<'a> {
    /// The wall's time.
    Wall(&'a DateTime),
    /// UTC.
    Universal(&'a DateTime),
}

impl ZoneInfo {
    /// Whether it is UTC by one of its names, which has the same offset at all times.
    pub(super) fn is_utc(&self) -> bool {
        ["UTC", "GMT", "Etc/UTC"].contains(&&*self.0)
    }

    /// The offset from UTC; `None` when the sandbox does not know it.
    pub(super) fn offset(&self, clock: Clock) -> Option<TimeDelta> {
        let offset = self.found(clock)?;
        Some(delta(offset.seconds))
    }

    fn found(&self, clock: Clock) -> Option<Offset> {
        let seconds = |moment: &DateTime| {
            let time = &moment.time;
            let clock =
                i64::from(time.hour) * 3600 + i64::from(time.minute) * 60 + i64::from(time.second);
            (moment.date.ordinal() - EPOCH) * 86_400 + clock
        };
        match clock {
            Clock::Wall(wall) => time_zones::at_wall(&self.0, seconds(wall), wall.time.fold != 0),
            Clock::Universal(moment) => time_zones::at_utc(&self.0, seconds(moment)),
        }
    }
}

/// The ordinal of 1970-01-01.
const EPOCH: i64 = 719_163;

fn delta(seconds: i64) -> TimeDelta {
    TimeDelta {
        days: seconds.div_euclid(86_400),
        seconds: seconds.rem_euclid(86_400),
        microseconds: 0,
    }
}

impl NativeObject for ZoneInfo {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        (name == "key").then(|| Value::Str(self.0.clone()))
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!(
            "zoneinfo.ZoneInfo(key={})",
            crate::python::text::string_repr(&self.0)
        )))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.0.to_string()))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other.native::<Self>().map(|other| other == self)
    }

    fn hash_key(&self) -> Option<HashKey> {
        Some(HashKey::Native(
            "zoneinfo",
            Box::new(HashKey::Str(self.0.clone())),
        ))
    }
}

const METHODS: &[MethodRow] = &[
    ("utcoffset", "dt, /", |py, it, mut a| {
        let moment = a.take_or_none("dt");
        let offset = py.utc_offset(it, &moment)?;
        Ok(offset.map_or(Value::None, |offset| py.timedelta(offset)))
    }),
    ("tzname", "dt, /", |_, it, mut a| {
        let moment = a.take_or_none("dt");
        let Some(zone) = it.native::<ZoneInfo>() else {
            return Ok(Value::None);
        };
        let name = match moment.native::<DateTime>() {
            Some(wall) => zone.found(Clock::Wall(wall)).map(|offset| offset.name),
            None => zone.is_utc().then_some("UTC"),
        };
        Ok(name.map_or(Value::None, Value::str))
    }),
    ("dst", "dt, /", |py, it, mut a| {
        let moment = a.take_or_none("dt");
        let (Some(zone), Some(wall)) = (it.native::<ZoneInfo>(), moment.native::<DateTime>())
        else {
            return Ok(Value::None);
        };
        let found = zone.found(Clock::Wall(wall));
        Ok(found.map_or(Value::None, |offset| py.timedelta(delta(offset.summer))))
    }),
];

/// The module `zoneinfo`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let tzinfo = interpreter.library_class("datetime", "tzinfo");
    let class = interpreter
        .class_builder("ZoneInfo", "zoneinfo")
        .base(&tzinfo)
        .native(Rc::new(Constructor(|py, class, arguments| {
            let mut bound = Signature::new("ZoneInfo.__new__", "key").bind(py, arguments)?;
            match bound.take("key").and_then(|key| key.as_text()) {
                Some(key) if zones().any(|zone| zone == *key) => Ok(instance(class, ZoneInfo(key))),
                Some(key) => Err(not_found(py, &key)),
                None => Err(py.type_error("ZoneInfo keys must be strings")),
            }
        })))
        .build();
    methods(&class, METHODS);
    let key_error = interpreter.types.find("KeyError");
    let missing = key_error.map(|base| {
        interpreter.exception_class("ZoneInfoNotFoundError", "zoneinfo._common", &[&base])
    });
    let module = Module::new("zoneinfo").with_class(&class);
    functions(
        &module,
        &[("available_timezones", "", |_, _| {
            let zones = zones().map(|zone| (zone, Value::None));
            Ok(Value::set(Dict::from_text_keys(zones)))
        })],
    );
    match missing {
        Some(missing) => module.with_class(&missing),
        None => module,
    }
}

/// The names of the time zones, sorted.
fn zones() -> impl Iterator<Item = String> {
    include_str!("zones.txt").lines().flat_map(|line| {
        let (region, places) = line.split_once(' ').unwrap_or((line, ""));
        places.split(' ').map(move |place| match region {
            "" => place.to_owned(),
            region => format!("{region}/{place}"),
        })
    })
}

/// `ZoneInfoNotFoundError`.
fn not_found(interpreter: &mut Interpreter, key: &str) -> Box<PyError> {
    let message = Value::str(format!("No time zone found with key {key}"));
    let module = interpreter.import_module("zoneinfo");
    let class = module
        .ok()
        .and_then(|module| module.get("ZoneInfoNotFoundError"));
    match class.as_ref().and_then(Value::as_class) {
        Some(class) => interpreter.raise_with(class, vec![message]),
        None => interpreter.raise_with(&interpreter.types.runtime_error(), vec![message]),
    }
}

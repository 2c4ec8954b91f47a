//! `zoneinfo`: time zones by name. The sandbox carries no time zone database: a zone is a name, but for
//! UTC and for those of the United States, one of which Django's settings have by default.

use std::rc::Rc;

use crate::python::arguments::Signature;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::datetime::{Date, DateTime, TimeDelta};
use crate::python::stdlib::{Constructor, MethodRow, functions, instance, methods};
use crate::python::value::{Dict, HashKey, Module, Value};

/// `zoneinfo.ZoneInfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneInfo(pub Rc<str>);

/// Zones with the clock changes that the United States have had since 2007, and their standard hours.
const AMERICAN: &[(&str, i64)] = &[
    ("America/New_York", -5),
    ("America/Chicago", -6),
    ("America/Denver", -7),
    ("America/Los_Angeles", -8),
];

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
        if self.is_utc() {
            return Some(TimeDelta::default());
        }
        let (_, standard) = AMERICAN.iter().find(|(known, _)| *known == &*self.0)?;
        let hours = standard + i64::from(is_summer(clock, *standard)?);
        // Normalized: the days are negative.
        Some(TimeDelta {
            days: -1,
            seconds: (24 + hours) * 3600,
            microseconds: 0,
        })
    }
}

/// Whether clocks are put forward: from the second Sunday of March, when two o'clock becomes three, to
/// the first of November, when it becomes one.
fn is_summer(clock: Clock, standard: i64) -> Option<bool> {
    let hour = |moment: &DateTime| moment.date.ordinal() * 24 + i64::from(moment.time.hour);
    let (now, year, forward, back) = match clock {
        Clock::Wall(wall) => {
            let fold = i64::from(wall.time.fold);
            (hour(wall), wall.date.year, 3 - fold, 2 - fold)
        }
        Clock::Universal(moment) => (hour(moment) + standard, moment.date.year, 2, 1),
    };
    let sunday = |month, day| {
        let first = Date { year, month, day };
        first.ordinal() + 6 - first.weekday()
    };
    let summer = sunday(3, 8) * 24 + forward..sunday(11, 1) * 24 + back;
    (year >= 2007).then(|| summer.contains(&now))
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
    ("tzname", "dt, /", |_, it, _| {
        Ok(it
            .native::<ZoneInfo>()
            .map_or(Value::None, |zone| Value::Str(zone.0.clone())))
    }),
    ("dst", "dt, /", |_, _, _| Ok(Value::None)),
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

//! `datetime`: dates, times and their differences.

mod calendar;
mod date;
mod delta;
mod moment;
mod text;
mod zone;

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::zoneinfo::{Clock, ZoneInfo};
use crate::python::value::{Module, Value};

/// `datetime.date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day, from 1.
    pub day: u32,
}

/// `datetime.time`.
#[derive(Clone)]
pub struct Time {
    /// Hour, 0 to 23.
    pub hour: u32,
    /// Minute.
    pub minute: u32,
    /// Second.
    pub second: u32,
    /// Microsecond.
    pub microsecond: u32,
    /// `tzinfo`: an instance of `timezone`, `ZoneInfo` or of a class of the program.
    pub tzinfo: Option<Value>,
    /// Which of two equal wall times this is.
    pub fold: u32,
}

/// `datetime.datetime`.
#[derive(Clone)]
pub struct DateTime {
    /// The date.
    pub date: Date,
    /// The time of day, with `tzinfo`.
    pub time: Time,
}

/// `datetime.timedelta`, normalized as Python does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeDelta {
    /// Days, the only part that may be negative.
    pub days: i64,
    /// Seconds, 0 to 86399.
    pub seconds: i64,
    /// Microseconds, 0 to 999999.
    pub microseconds: i64,
}

/// `datetime.timezone`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZone {
    /// The distance from UTC.
    pub offset: TimeDelta,
    /// The name, when one was given.
    pub name: Option<String>,
}

/// The module `datetime`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let tzinfo = interpreter.class_builder("tzinfo", "datetime").build();
    let timezone = zone::class(interpreter, &tzinfo);
    let timedelta = delta::class(interpreter);
    let time = moment::time_class(interpreter);
    let date = date::class(interpreter);
    let datetime = moment::datetime_class(interpreter, &date);
    for (class, days, microseconds) in [(&date, 1, 0), (&datetime, 0, 1), (&time, 0, 1)] {
        let least = TimeDelta {
            days,
            seconds: 0,
            microseconds,
        };
        class.set("resolution", super::instance(&timedelta, least));
    }
    let utc = super::instance(
        &timezone,
        TimeZone {
            offset: TimeDelta::default(),
            name: None,
        },
    );
    timezone.set("utc", utc.clone());
    for (name, sign) in [("max", 1), ("min", -1)] {
        let days = if sign > 0 { 999_999_999 } else { -999_999_999 };
        let (seconds, microseconds) = if sign > 0 { (86_399, 999_999) } else { (0, 0) };
        timedelta.set(
            name,
            super::instance(
                &timedelta,
                TimeDelta {
                    days,
                    seconds,
                    microseconds,
                },
            ),
        );
    }
    date.set(
        "min",
        super::instance(
            &date,
            Date {
                year: 1,
                month: 1,
                day: 1,
            },
        ),
    );
    date.set(
        "max",
        super::instance(
            &date,
            Date {
                year: 9999,
                month: 12,
                day: 31,
            },
        ),
    );
    for (name, last) in [("min", false), ("max", true)] {
        let moment = Time::new(
            if last { 23 } else { 0 },
            if last { 59 } else { 0 },
            if last { 59 } else { 0 },
            if last { 999_999 } else { 0 },
        );
        let day = if last {
            Date {
                year: 9999,
                month: 12,
                day: 31,
            }
        } else {
            Date {
                year: 1,
                month: 1,
                day: 1,
            }
        };
        time.set(name, super::instance(&time, moment.clone()));
        datetime.set(
            name,
            super::instance(
                &datetime,
                DateTime {
                    date: day,
                    time: moment,
                },
            ),
        );
    }
    Module::new("datetime")
        .with_class(&tzinfo)
        .with_class(&timezone)
        .with_class(&timedelta)
        .with_class(&time)
        .with_class(&date)
        .with_class(&datetime)
        .with("UTC", utc)
        .with("MINYEAR", Value::Int(1))
        .with("MAXYEAR", Value::Int(9999))
}

impl Interpreter {
    /// A `datetime.date`.
    pub fn date(&mut self, date: Date) -> Value {
        super::instance(&self.library_class("datetime", "date"), date)
    }

    /// A `datetime.time`.
    pub fn time(&mut self, time: Time) -> Value {
        super::instance(&self.library_class("datetime", "time"), time)
    }

    /// A `datetime.datetime`.
    pub fn datetime(&mut self, datetime: DateTime) -> Value {
        super::instance(&self.library_class("datetime", "datetime"), datetime)
    }

    /// A `datetime.timedelta`.
    pub fn timedelta(&mut self, delta: TimeDelta) -> Value {
        super::instance(&self.library_class("datetime", "timedelta"), delta)
    }

    /// `datetime.timezone.utc`.
    pub fn utc(&mut self) -> Value {
        self.library_class("datetime", "timezone")
            .get("utc")
            .unwrap_or(Value::None)
    }

    /// `value.utcoffset()` of a `tzinfo`, asked for a datetime or `None`.
    pub(super) fn utc_offset(
        &mut self,
        tzinfo: &Value,
        moment: &Value,
    ) -> PyResult<Option<TimeDelta>> {
        if let Some(zone) = tzinfo.native::<TimeZone>() {
            return Ok(Some(zone.offset));
        }
        if let Some(zone) = tzinfo.native::<ZoneInfo>() {
            return match moment.native::<DateTime>() {
                Some(wall) => self.zone_offset(zone, Clock::Wall(wall)).map(Some),
                None => Ok(zone.is_utc().then(TimeDelta::default)),
            };
        }
        let arguments = Arguments::positional(vec![moment.clone()]);
        let offset = self.call_method(tzinfo, "utcoffset", arguments)?;
        Ok(offset.native::<TimeDelta>().copied())
    }

    /// The offset of a `tzinfo` at a moment of UTC.
    pub(super) fn utc_offset_at(
        &mut self,
        tzinfo: &Value,
        moment: &DateTime,
    ) -> PyResult<TimeDelta> {
        match tzinfo.native::<ZoneInfo>() {
            Some(zone) => self.zone_offset(zone, Clock::Universal(moment)),
            None => Ok(self.utc_offset(tzinfo, &Value::None)?.unwrap_or_default()),
        }
    }

    fn zone_offset(&self, zone: &ZoneInfo, clock: Clock) -> PyResult<TimeDelta> {
        zone.offset(clock).ok_or_else(|| {
            self.unsupported(&format!("the clock changes of time zone '{}'", zone.0))
        })
    }
}

/// An integer argument within bounds.
fn bounded(
    interpreter: &mut Interpreter,
    value: Option<Value>,
    default: i64,
    range: std::ops::RangeInclusive<i64>,
    message: &str,
) -> PyResult<i64> {
    let Some(value) = value else {
        return Ok(default);
    };
    let Some(number) = interpreter.index_of(&value)? else {
        let name = interpreter.operand_name(&value);
        let message = format!("'{name}' object cannot be interpreted as an integer");
        return Err(interpreter.type_error(message));
    };
    if range.contains(&number) {
        Ok(number)
    } else {
        Err(interpreter.value_error(message))
    }
}

/// Whether the class is the library's own, so that reprs name the module.
fn shown_name(value: &Value) -> String {
    value
        .as_instance()
        .map_or_else(String::new, |it| match it.class.module.as_ref() {
            "datetime" => format!("datetime.{}", it.class.qualname),
            _ => it.class.name.to_string(),
        })
}

//! `datetime`: dates, times and their differences.

use crate::python::object::NativeObject;
use crate::python::value::Value;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl NativeObject for Date {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl NativeObject for Time {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl NativeObject for DateTime {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl NativeObject for TimeDelta {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl NativeObject for TimeZone {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

//! `datetime` and `time`.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound, Signature};
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeObject};
use crate::python::stdlib::zoneinfo::{Clock, ZoneInfo};
use crate::python::stdlib::{Constructor, MethodRow, instance, methods};
use crate::python::value::{Class, HashKey, Value};

use super::calendar::EPOCH;
use super::date::{class_argument, replaced as replaced_date};
use super::{Date, DateTime, Time, TimeDelta, TimeZone, bounded, text};

const TIME_METHODS: &[MethodRow] = &[
    ("isoformat", "timespec='auto'", |py, it, mut a| {
        let time = time_of(it);
        let clock = clock_text(py, &time, a.take("timespec"))?;
        let offset = offset_of(py, &time, &Value::None)?;
        Ok(Value::str(format!("{clock}{}", text::offset(offset))))
    }),
    ("strftime", "format, /", strftime),
    ("__format__", "format, /", format),
    (
        "replace",
        "hour=None, minute=None, second=None, microsecond=None, tzinfo=None, *, fold=None",
        |py, it, mut a| {
            let time = replaced_time(py, time_of(it), &mut a)?;
            Ok(instance(&py.class_of(it), time))
        },
    ),
    ("utcoffset", "", utcoffset),
    ("tzname", "", tzname),
    ("dst", "", |_, _, _| Ok(Value::None)),
];

const DATETIME_METHODS: &[MethodRow] = &[
    ("isoformat", "sep='T', timespec='auto'", |py, it, mut a| {
        let moment = moment_of(it);
        let separator = a
            .take("sep")
            .and_then(|it| it.as_text())
            .unwrap_or_else(|| "T".into());
        let clock = clock_text(py, &moment.time, a.take("timespec"))?;
        let offset = offset_of(py, &moment.time, it)?;
        let (date, offset) = (text::date(moment.date), text::offset(offset));
        Ok(Value::str(format!("{date}{separator}{clock}{offset}")))
    }),
    ("strftime", "format, /", strftime),
    ("date", "", |py, it, _| Ok(py.date(moment_of(it).date))),
    ("time", "", |py, it, _| {
        let time = moment_of(it).time;
        Ok(py.time(Time {
            tzinfo: None,
            ..time
        }))
    }),
    ("timetz", "", |py, it, _| Ok(py.time(moment_of(it).time))),
    (
        "replace",
        "year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=None, *, fold=None",
        |py, it, mut a| {
            let moment = moment_of(it);
            let date = replaced_date(py, moment.date, &mut a)?;
            let time = replaced_time(py, moment.time, &mut a)?;
            Ok(instance(&py.class_of(it), DateTime { date, time }))
        },
    ),
    ("utcoffset", "", utcoffset),
    ("tzname", "", tzname),
    ("dst", "", |_, _, _| Ok(Value::None)),
    ("timestamp", "", |py, it, _| {
        let microseconds = utc_microseconds(py, it)?;
        Ok(Value::Float(epoch_distance(microseconds) as f64 / 1e6))
    }),
    ("astimezone", "tz=None", as_time_zone),
    ("timetuple", "", |py, it, _| {
        let Some(moment) = it.native::<DateTime>().cloned() else {
            return Ok(Value::None);
        };
        let zone = moment.time.tzinfo.clone().unwrap_or(Value::None);
        let is_dst = match zone.is_none() {
            true => -1,
            false => {
                let dst = py.call_method(it, "dst", Arguments::default())?;
                match dst.native::<TimeDelta>() {
                    None => -1,
                    Some(delta) => i64::from(delta.total_microseconds() != 0),
                }
            }
        };
        super::date::time_tuple(py, &moment, is_dst)
    }),
    ("utctimetuple", "", |py, it, _| {
        let offset = py.call_method(it, "utcoffset", Arguments::default())?;
        let moment = if offset.is_none() {
            it.clone()
        } else {
            py.binary(BinaryOperator::Sub, it, &offset)?
        };
        match moment.native::<DateTime>() {
            Some(moment) => super::date::time_tuple(py, moment, 0),
            None => Ok(Value::None),
        }
    }),
    ("ctime", "", |py, it, _| {
        text::strftime(py, &moment_of(it), it, "%a %b %e %H:%M:%S %Y").map(Value::str)
    }),
];

pub(super) fn time_class(interpreter: &Interpreter) -> Rc<Class> {
    let class = interpreter
        .class_builder("time", "datetime")
        .native(Rc::new(Constructor(construct_time)))
        .class_method("fromisoformat", |py, arguments| {
            let class = class_argument(py, &arguments);
            let source = arguments.positional.get(1).cloned().unwrap_or(Value::None);
            match source.as_str().and_then(text::parse_time) {
                Some((mut time, offset)) => {
                    time.tzinfo = offset.map(|offset| zone(py, offset));
                    Ok(instance(&class, time))
                }
                None => Err(invalid_format(py, &source)),
            }
        })
        .build();
    methods(&class, TIME_METHODS);
    class
}

pub(super) fn datetime_class(interpreter: &Interpreter, date: &Rc<Class>) -> Rc<Class> {
    let class = interpreter
        .class_builder("datetime", "datetime")
        .base(date)
        .native(Rc::new(Constructor(construct)))
        .class_method("now", now)
        .class_method("today", now)
        .class_method("utcnow", |py, mut arguments| {
            arguments.positional.truncate(1);
            now(py, arguments)
        })
        .class_method("fromtimestamp", from_timestamp)
        .class_method("utcfromtimestamp", from_timestamp)
        .class_method("combine", combine)
        .class_method("strptime", strptime)
        .class_method("fromisoformat", from_iso_format)
        .build();
    methods(&class, DATETIME_METHODS);
    class
}

fn time_of(value: &Value) -> Time {
    match value.native::<DateTime>() {
        Some(moment) => moment.time.clone(),
        None => value
            .native::<Time>()
            .cloned()
            .unwrap_or_else(|| Time::new(0, 0, 0, 0)),
    }
}

fn moment_of(value: &Value) -> DateTime {
    value
        .native::<DateTime>()
        .cloned()
        .unwrap_or_else(|| DateTime {
            date: Date {
                year: 1900,
                month: 1,
                day: 1,
            },
            time: time_of(value),
        })
}

fn zone(interpreter: &mut Interpreter, offset: TimeDelta) -> Value {
    if offset == TimeDelta::default() {
        return interpreter.utc();
    }
    let class = interpreter.library_class("datetime", "timezone");
    instance(&class, TimeZone { offset, name: None })
}

fn invalid_format(interpreter: &mut Interpreter, source: &Value) -> Box<PyError> {
    if source.as_str().is_none() {
        return interpreter.type_error("fromisoformat: argument must be str");
    }
    match interpreter.repr(source) {
        Ok(shown) => interpreter.value_error(format!("Invalid isoformat string: {shown}")),
        Err(error) => error,
    }
}

fn construct_time(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    let signature = Signature::new(
        "time.__new__",
        "hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0",
    );
    let mut bound = signature.bind(interpreter, arguments)?;
    let time = replaced_time(interpreter, Time::new(0, 0, 0, 0), &mut bound)?;
    Ok(instance(class, time))
}

fn construct(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    super::date::refuse_missing(interpreter, &arguments, 9)?;
    let signature = Signature::new(
        "datetime.__new__",
        "year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0",
    );
    let mut bound = signature.bind(interpreter, arguments)?;
    let date = replaced_date(
        interpreter,
        Date {
            year: 1,
            month: 1,
            day: 1,
        },
        &mut bound,
    )?;
    let time = replaced_time(interpreter, Time::new(0, 0, 0, 0), &mut bound)?;
    Ok(instance(class, DateTime { date, time }))
}

fn replaced_time(
    interpreter: &mut Interpreter,
    time: Time,
    arguments: &mut Bound,
) -> PyResult<Time> {
    let mut part = |name: &str, default: u32, most: i64, message: &str| {
        bounded(
            interpreter,
            arguments.take(name),
            i64::from(default),
            0..=most,
            message,
        )
        .map(|value| u32::try_from(value).unwrap_or(0))
    };
    let hour = part("hour", time.hour, 23, "hour must be in 0..23")?;
    let minute = part("minute", time.minute, 59, "minute must be in 0..59")?;
    let second = part("second", time.second, 59, "second must be in 0..59")?;
    let microsecond = part(
        "microsecond",
        time.microsecond,
        999_999,
        "microsecond must be in 0..999999",
    )?;
    let fold = part("fold", time.fold, 1, "fold must be either 0 or 1")?;
    let tzinfo = match arguments.take("tzinfo") {
        None => time.tzinfo,
        Some(Value::None) => None,
        Some(tzinfo) => {
            let class = interpreter.library_class("datetime", "tzinfo");
            if !interpreter.is_instance(&tzinfo, &class) {
                let found = interpreter.operand_name(&tzinfo);
                return Err(interpreter.type_error(format!(
                    "tzinfo argument must be None or of a tzinfo subclass, not type '{found}'"
                )));
            }
            Some(tzinfo)
        }
    };
    Ok(Time {
        hour,
        minute,
        second,
        microsecond,
        tzinfo,
        fold,
    })
}

fn clock_text(interpreter: &Interpreter, time: &Time, timespec: Option<Value>) -> PyResult<String> {
    let timespec = timespec
        .and_then(|it| it.as_text())
        .unwrap_or_else(|| "auto".into());
    text::time(time, &timespec).ok_or_else(|| interpreter.value_error("Unknown timespec value"))
}

fn offset_of(
    interpreter: &mut Interpreter,
    time: &Time,
    moment: &Value,
) -> PyResult<Option<TimeDelta>> {
    match &time.tzinfo {
        Some(tzinfo) => interpreter.utc_offset(tzinfo, moment),
        None => Ok(None),
    }
}

fn strftime(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let format = text::format_argument(interpreter, &arguments.take_or_none("format"))?;
    text::strftime(interpreter, &moment_of(value), value, &format).map(Value::str)
}

fn format(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let format = arguments.take_or_none("format");
    if format.as_str() == Some("") {
        return interpreter.str(value).map(Value::Str);
    }
    interpreter.call_method(value, "strftime", Arguments::positional(vec![format]))
}

fn utcoffset(interpreter: &mut Interpreter, value: &Value, _: Bound) -> PyResult<Value> {
    let offset = offset_of(interpreter, &time_of(value), value)?;
    Ok(offset.map_or(Value::None, |offset| interpreter.timedelta(offset)))
}

fn tzname(interpreter: &mut Interpreter, value: &Value, _: Bound) -> PyResult<Value> {
    match time_of(value).tzinfo {
        Some(tzinfo) => interpreter.call_method(
            &tzinfo,
            "tzname",
            Arguments::positional(vec![value.clone()]),
        ),
        None => Ok(Value::None),
    }
}

/// Microseconds on the wall clock of UTC; a naive datetime counts as UTC.
fn utc_microseconds(interpreter: &mut Interpreter, value: &Value) -> PyResult<i128> {
    let moment = moment_of(value);
    let offset = offset_of(interpreter, &moment.time, value)?;
    Ok(moment.microseconds() - offset.map_or(0, TimeDelta::total_microseconds))
}

fn epoch_distance(microseconds: i128) -> i128 {
    microseconds - i128::from(EPOCH) * super::calendar::MICROSECONDS_PER_DAY
}

fn now(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let class = class_argument(interpreter, &arguments);
    let tz = arguments
        .keywords
        .get("tz")
        .or(arguments.positional.get(1))
        .cloned();
    let microseconds = interpreter.options().now;
    at_epoch(interpreter, &class, i128::from(microseconds), tz)
}

fn from_timestamp(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let class = class_argument(interpreter, &arguments);
    let seconds = arguments.positional.get(1).cloned().unwrap_or(Value::None);
    let tz = arguments
        .keywords
        .get("tz")
        .or(arguments.positional.get(2))
        .cloned();
    let seconds = interpreter.float_argument(&seconds)?;
    at_epoch(
        interpreter,
        &class,
        (seconds * 1e6).round_ties_even() as i128,
        tz,
    )
}

/// The datetime of microseconds since 1970, in a time zone or naive.
fn at_epoch(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    microseconds: i128,
    tz: Option<Value>,
) -> PyResult<Value> {
    let tz = tz.filter(|tz| !tz.is_none());
    let universal = microseconds + i128::from(EPOCH) * super::calendar::MICROSECONDS_PER_DAY;
    let offset = match (&tz, DateTime::from_microseconds(universal)) {
        (Some(tz), Some(moment)) => interpreter.utc_offset_at(tz, &moment)?,
        _ => TimeDelta::default(),
    };
    let wall = universal + offset.total_microseconds();
    match DateTime::from_microseconds(wall) {
        Some(mut moment) => {
            // An hour that the wall's clock shows twice: this is the second one.
            if let Some(zone) = tz.as_ref().and_then(Value::native::<ZoneInfo>) {
                let first = zone.offset(Clock::Wall(&moment));
                moment.time.fold = u32::from(first != Some(offset));
            }
            moment.time.tzinfo = tz;
            Ok(instance(class, moment))
        }
        None => Err(interpreter.value_error("year is out of range")),
    }
}

fn as_time_zone(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
) -> PyResult<Value> {
    let tz = match arguments.take_or_none("tz") {
        Value::None => interpreter.utc(),
        tz => tz,
    };
    let microseconds = epoch_distance(utc_microseconds(interpreter, value)?);
    let class = interpreter.class_of(value);
    at_epoch(interpreter, &class, microseconds, Some(tz))
}

fn combine(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let class = class_argument(interpreter, &arguments);
    let signature = Signature::new("datetime.combine", "date, time, tzinfo=None");
    let mut arguments = arguments;
    arguments.take_receiver();
    let mut bound = signature.bind(interpreter, arguments)?;
    let (date, time) = (bound.take_or_none("date"), bound.take_or_none("time"));
    let fits = date.native::<Date>().is_some() || date.native::<DateTime>().is_some();
    if !fits || time.native::<Time>().is_none() {
        let found = interpreter.operand_name(if fits { &time } else { &date });
        let (index, wanted) = if fits { (2, "time") } else { (1, "date") };
        return Err(interpreter.type_error(format!(
            "combine() argument {index} must be datetime.{wanted}, not {found}"
        )));
    }
    let mut moment = DateTime {
        date: super::date::date_of(&date),
        time: time_of(&time),
    };
    match bound.take("tzinfo") {
        Some(Value::None) => moment.time.tzinfo = None,
        Some(tzinfo) => moment.time.tzinfo = Some(tzinfo),
        None => {}
    }
    Ok(instance(&class, moment))
}

fn strptime(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let class = class_argument(interpreter, &arguments);
    let part = |index: usize| {
        arguments
            .positional
            .get(index)
            .and_then(Value::as_text)
            .ok_or_else(|| {
                interpreter.type_error(format!("strptime() argument {index} must be str"))
            })
    };
    let (source, format) = (part(1)?, part(2)?);
    let shown = crate::python::text::string_repr;
    let parsed = text::strptime(&source, &format).map_err(|code| {
        let format = shown(&format);
        interpreter.value_error(format!("'{code}' is a bad directive in format {format}"))
    })?;
    match parsed {
        Some((parsed, rest)) if rest.is_empty() => match parsed.moment() {
            Some(mut moment) => {
                moment.time.tzinfo = parsed.offset.map(|offset| zone(interpreter, offset));
                Ok(instance(&class, moment))
            }
            None => Err(interpreter.value_error("day is out of range for month")),
        },
        Some((_, rest)) => {
            Err(interpreter.value_error(format!("unconverted data remains: {rest}")))
        }
        None => Err(interpreter.value_error(format!(
            "time data {} does not match format {}",
            shown(&source),
            shown(&format)
        ))),
    }
}

fn from_iso_format(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let class = class_argument(interpreter, &arguments);
    let source = arguments.positional.get(1).cloned().unwrap_or(Value::None);
    let parsed = source.as_str().and_then(|source| {
        let split = if source.as_bytes().get(4) == Some(&b'-') {
            10
        } else {
            8
        };
        let date = text::parse_date(source.get(..split)?)?;
        let rest = source.get(split..)?;
        if rest.is_empty() {
            return Some((date, (Time::new(0, 0, 0, 0), None)));
        }
        let separator = rest.chars().next().map_or(0, char::len_utf8);
        Some((date, text::parse_time(rest.get(separator..)?)?))
    });
    match parsed {
        Some((date, (mut time, offset))) => {
            time.tzinfo = offset.map(|offset| zone(interpreter, offset));
            Ok(instance(&class, DateTime { date, time }))
        }
        None => Err(invalid_format(interpreter, &source)),
    }
}

/// The fixed offset of a time zone that needs no call to know it.
fn fixed_offset(time: &Time) -> Option<TimeDelta> {
    match &time.tzinfo {
        None => None,
        Some(tzinfo) => match tzinfo.native::<TimeZone>() {
            Some(zone) => Some(zone.offset),
            None => Some(TimeDelta::default()),
        },
    }
}

fn comparable(one: &Time, other: &Time) -> Option<(i128, i128)> {
    match (fixed_offset(one), fixed_offset(other)) {
        (None, None) => Some((0, 0)),
        (Some(one), Some(other)) => Some((one.total_microseconds(), other.total_microseconds())),
        _ => None,
    }
}

fn parts_repr(interpreter: &mut Interpreter, mut parts: Vec<u32>, time: &Time) -> PyResult<String> {
    parts.extend([time.hour, time.minute]);
    if time.second != 0 || time.microsecond != 0 {
        parts.push(time.second);
    }
    if time.microsecond != 0 {
        parts.push(time.microsecond);
    }
    let mut shown: Vec<String> = parts.iter().map(ToString::to_string).collect();
    if time.fold != 0 {
        shown.push(format!("fold={}", time.fold));
    }
    if let Some(tzinfo) = &time.tzinfo {
        shown.push(format!("tzinfo={}", interpreter.repr(tzinfo)?));
    }
    Ok(shown.join(", "))
}

fn time_attribute(time: &Time, name: &str) -> Option<Value> {
    Some(Value::Int(i64::from(match name {
        "hour" => time.hour,
        "minute" => time.minute,
        "second" => time.second,
        "microsecond" => time.microsecond,
        "fold" => time.fold,
        "tzinfo" => return Some(time.tzinfo.clone().unwrap_or(Value::None)),
        _ => return None,
    })))
}

impl NativeObject for Time {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        time_attribute(self, name)
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let parts = parts_repr(interpreter, Vec::new(), self);
        Some(parts.map(|parts| format!("datetime.time({parts})")))
    }

    fn str(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let offset = match offset_of(interpreter, self, &Value::None) {
            Ok(offset) => text::offset(offset),
            Err(error) => return Some(Err(error)),
        };
        text::time(self, "auto").map(|clock| Ok(format!("{clock}{offset}")))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        self.compare(other)
            .map(Ordering::is_eq)
            .or(other.native::<Self>().map(|_| false))
    }

    fn order_error(&self, interpreter: &mut Interpreter, other: &Value) -> Option<Box<PyError>> {
        other.native::<Self>()?;
        Some(interpreter.type_error("can't compare offset-naive and offset-aware times"))
    }

    fn compare(&self, other: &Value) -> Option<Ordering> {
        let other = other.native::<Self>()?;
        let (one, two) = comparable(self, other)?;
        Some((self.microseconds() - one).cmp(&(other.microseconds() - two)))
    }

    fn hash_key(&self) -> Option<HashKey> {
        let offset = fixed_offset(self).map_or(0, TimeDelta::total_microseconds);
        let total = i64::try_from(self.microseconds() - offset).unwrap_or(0);
        Some(HashKey::Native("time", Box::new(HashKey::Int(total))))
    }
}

impl NativeObject for DateTime {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        self.date
            .attribute(name)
            .or_else(|| time_attribute(&self.time, name))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let date = vec![
            self.date.year.unsigned_abs(),
            self.date.month,
            self.date.day,
        ];
        let parts = parts_repr(interpreter, date, &self.time);
        Some(parts.map(|parts| format!("datetime.datetime({parts})")))
    }

    fn str(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let moment = interpreter.datetime(self.clone());
        let offset = match offset_of(interpreter, &self.time, &moment) {
            Ok(offset) => text::offset(offset),
            Err(error) => return Some(Err(error)),
        };
        let date = text::date(self.date);
        text::time(&self.time, "auto").map(|clock| Ok(format!("{date} {clock}{offset}")))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        if other.native::<Date>().is_some() {
            return Some(false);
        }
        self.compare(other)
            .map(Ordering::is_eq)
            .or(other.native::<Self>().map(|_| false))
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
        _value: &Value,
    ) -> Option<PyResult<()>> {
        self.attribute(name)
            .map(|_| Err(super::date::not_writable(interpreter, this, name)))
    }

    fn order_error(&self, interpreter: &mut Interpreter, other: &Value) -> Option<Box<PyError>> {
        let message = if other.native::<Self>().is_some() {
            "can't compare offset-naive and offset-aware datetimes"
        } else if other.native::<Date>().is_some() {
            "can't compare datetime.datetime to datetime.date"
        } else {
            return None;
        };
        Some(interpreter.type_error(message))
    }

    fn compare(&self, other: &Value) -> Option<Ordering> {
        let other = other.native::<Self>()?;
        let (one, two) = comparable(&self.time, &other.time)?;
        Some((self.microseconds() - one).cmp(&(other.microseconds() - two)))
    }

    fn hash_key(&self) -> Option<HashKey> {
        let offset = fixed_offset(&self.time).map_or(0, TimeDelta::total_microseconds);
        let total = i64::try_from(self.microseconds() - offset).unwrap_or(0);
        Some(HashKey::Native("datetime", Box::new(HashKey::Int(total))))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        if let (BinaryOperator::Sub, Some(_), false) = (operator, other.native::<Self>(), reflected)
        {
            return Some(difference(interpreter, this, other));
        }
        let delta = other.native::<TimeDelta>()?.total_microseconds();
        let total = match (operator, reflected) {
            (BinaryOperator::Add, _) => self.microseconds() + delta,
            (BinaryOperator::Sub, false) => self.microseconds() - delta,
            _ => return None,
        };
        let class = interpreter.class_of(this);
        Some(match DateTime::from_microseconds(total) {
            Some(mut moment) => {
                moment.time.tzinfo = self.time.tzinfo.clone();
                Ok(instance(&class, moment))
            }
            None => Err(interpreter.raise("OverflowError", "date value out of range")),
        })
    }
}

fn difference(interpreter: &mut Interpreter, left: &Value, right: &Value) -> PyResult<Value> {
    let (one, other) = (moment_of(left), moment_of(right));
    if one.time.tzinfo.is_some() != other.time.tzinfo.is_some() {
        let message = "can't subtract offset-naive and offset-aware datetimes";
        return Err(interpreter.type_error(message));
    }
    let same_zone = match (&one.time.tzinfo, &other.time.tzinfo) {
        (Some(one), Some(other)) => one.is(other),
        _ => true,
    };
    let total = if same_zone {
        one.microseconds() - other.microseconds()
    } else {
        utc_microseconds(interpreter, left)? - utc_microseconds(interpreter, right)?
    };
    let delta = TimeDelta::from_microseconds(total).unwrap_or_default();
    Ok(interpreter.timedelta(delta))
}

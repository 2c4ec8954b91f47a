//! `date`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeObject};
use crate::python::stdlib::{Constructor, MethodRow, instance, methods};
use crate::python::value::{Class, HashKey, Value};

use super::calendar::days_in_month;
use super::{Date, DateTime, Time, TimeDelta, bounded, shown_name, text};

/// What `date` has, and `datetime` inherits.
const METHODS: &[MethodRow] = &[
    ("isoformat", "", |_, it, _| {
        Ok(Value::str(text::date(date_of(it))))
    }),
    ("strftime", "format, /", |py, it, mut a| {
        let format = text::format_argument(py, &a.take_or_none("format"))?;
        let moment = DateTime {
            date: date_of(it),
            time: Time::new(0, 0, 0, 0),
        };
        text::strftime(py, &moment, &Value::None, &format).map(Value::str)
    }),
    ("__format__", "format, /", |py, it, mut a| {
        let format = a.take_or_none("format");
        if format.as_str() == Some("") {
            return py.str(it).map(Value::Str);
        }
        py.call_method(it, "strftime", Arguments::positional(vec![format]))
    }),
    ("weekday", "", |_, it, _| {
        Ok(Value::Int(date_of(it).weekday()))
    }),
    ("isoweekday", "", |_, it, _| {
        Ok(Value::Int(date_of(it).weekday() + 1))
    }),
    ("toordinal", "", |_, it, _| {
        Ok(Value::Int(date_of(it).ordinal()))
    }),
    ("isocalendar", "", |py, it, _| {
        let (year, week, weekday) = date_of(it).iso_calendar();
        let parts = [i64::from(year), week, weekday];
        let class = Value::Module(py.import_module("datetime")?);
        let class = py.get_attribute(&class, "IsoCalendarDate")?;
        let parts = parts.into_iter().map(Value::Int).collect::<Vec<_>>();
        py.call(&class, Arguments::positional(parts))
    }),
    ("timetuple", "", |py, it, _| {
        let moment = DateTime {
            date: date_of(it),
            time: Time::new(0, 0, 0, 0),
        };
        time_tuple(py, &moment, -1)
    }),
    ("__repr__", "", |py, it, _| {
        if let Some(moment) = it.native::<DateTime>() {
            let shown = moment.repr(py).transpose()?.unwrap_or_default();
            let shown = shown.replacen("datetime.datetime", &shown_name(it), 1);
            return Ok(Value::str(shown));
        }
        let date = date_of(it);
        Ok(Value::str(format!(
            "{}({}, {}, {})",
            shown_name(it),
            date.year,
            date.month,
            date.day
        )))
    }),
    (
        "replace",
        "year=None, month=None, day=None",
        |py, it, mut a| {
            let date = date_of(it);
            let date = replaced(py, date, &mut a)?;
            Ok(instance(&py.class_of(it), date))
        },
    ),
    ("ctime", "", |py, it, _| {
        let moment = DateTime {
            date: date_of(it),
            time: Time::new(0, 0, 0, 0),
        };
        text::strftime(py, &moment, &Value::None, "%a %b %e %H:%M:%S %Y").map(Value::str)
    }),
];

/// `time.struct_time` of a moment.
pub(super) fn time_tuple(
    interpreter: &mut Interpreter,
    moment: &DateTime,
    is_dst: i64,
) -> PyResult<Value> {
    let (date, time) = (moment.date, &moment.time);
    let first = Date {
        month: 1,
        day: 1,
        ..date
    };
    let parts = [
        i64::from(date.year),
        i64::from(date.month),
        i64::from(date.day),
        i64::from(time.hour),
        i64::from(time.minute),
        i64::from(time.second),
        date.weekday(),
        date.ordinal() - first.ordinal() + 1,
        is_dst,
    ];
    let parts = parts.map(Value::Int).to_vec();
    let module = Value::Module(interpreter.import_module("time")?);
    let class = interpreter.get_attribute(&module, "struct_time")?;
    interpreter.call(&class, Arguments::positional(vec![Value::tuple(parts)]))
}

/// The error that a computed attribute cannot be set.
pub(super) fn not_writable(
    interpreter: &Interpreter,
    this: &Value,
    name: &str,
) -> Box<crate::python::PyError> {
    let class = this
        .as_instance()
        .and_then(|it| it.class.mro().find(|it| &*it.module == "datetime").cloned());
    let class = class.map_or_else(String::new, |class| class.path());
    let message = format!("attribute '{name}' of '{class}' objects is not writable");
    interpreter.attribute_error(message)
}

/// The date of a `date` or `datetime`.
pub(super) fn date_of(value: &Value) -> Date {
    match value.native::<DateTime>() {
        Some(moment) => moment.date,
        None => value.native::<Date>().copied().unwrap_or(Date {
            year: 1,
            month: 1,
            day: 1,
        }),
    }
}

pub(super) fn class(interpreter: &Interpreter) -> Rc<Class> {
    let class = interpreter
        .class_builder("date", "datetime")
        .native(Rc::new(Constructor(construct)))
        .class_method("today", |py, arguments| {
            let now = DateTime::from_epoch(py.options().now);
            let class = class_argument(py, &arguments);
            Ok(now.map_or(Value::None, |now| instance(&class, now.date)))
        })
        .class_method("fromordinal", |py, arguments| {
            let class = class_argument(py, &arguments);
            let ordinal = arguments
                .positional
                .get(1)
                .and_then(Value::as_i64)
                .unwrap_or(0);
            match Date::from_ordinal(ordinal) {
                Some(date) => Ok(instance(&class, date)),
                None => Err(py.value_error("ordinal must be >= 1")),
            }
        })
        .class_method("fromisoformat", |py, arguments| {
            let class = class_argument(py, &arguments);
            let source = arguments.positional.get(1).cloned().unwrap_or(Value::None);
            match source.as_str().and_then(text::parse_date) {
                Some(date) => Ok(instance(&class, date)),
                None if source.as_str().is_none() => {
                    Err(py.type_error("fromisoformat: argument must be str"))
                }
                None => {
                    let shown = py.repr(&source)?;
                    Err(py.value_error(format!("Invalid isoformat string: {shown}")))
                }
            }
        })
        .class_method("fromtimestamp", |py, arguments| {
            let class = class_argument(py, &arguments);
            let seconds = arguments.positional.get(1).cloned().unwrap_or(Value::None);
            let seconds = py.float_argument(&seconds)?;
            match DateTime::from_epoch((seconds * 1e6) as i64) {
                Some(moment) => Ok(instance(&class, moment.date)),
                None => Err(py.value_error("year is out of range")),
            }
        })
        .build();
    methods(&class, METHODS);
    class
}

/// The class that a class method was called on.
pub(super) fn class_argument(interpreter: &Interpreter, arguments: &Arguments) -> Rc<Class> {
    match arguments.positional.first() {
        Some(Value::Class(class)) => class.clone(),
        _ => interpreter.types.object.clone(),
    }
}

fn construct(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    refuse_missing(interpreter, &arguments, 3)?;
    let signature = Signature::new("date.__new__", "year, month, day");
    let mut bound = signature.bind(interpreter, arguments)?;
    let date = replaced(
        interpreter,
        Date {
            year: 1,
            month: 1,
            day: 1,
        },
        &mut bound,
    )?;
    Ok(instance(class, date))
}

/// Says which of the three parts of a date is missing, in the words of C.
pub(super) fn refuse_missing(
    interpreter: &Interpreter,
    arguments: &Arguments,
    most: usize,
) -> PyResult<()> {
    let given = arguments.positional.len();
    if given + arguments.keywords.len() > most {
        let given = given + arguments.keywords.len();
        let message = format!("function takes at most {most} arguments ({given} given)");
        return Err(interpreter.type_error(message));
    }
    for (at, name) in ["year", "month", "day"].iter().enumerate().skip(given) {
        if !arguments.keywords.contains_key(*name) {
            let at = at + 1;
            let message = format!("function missing required argument '{name}' (pos {at})");
            return Err(interpreter.type_error(message));
        }
    }
    Ok(())
}

/// A date with the parts that the arguments give.
pub(super) fn replaced(
    interpreter: &mut Interpreter,
    date: Date,
    arguments: &mut Bound,
) -> PyResult<Date> {
    let mut part = |name: &str, default: i64, range, message: &str| {
        bounded(interpreter, arguments.take(name), default, range, message)
    };
    let given_year = part("year", i64::from(date.year), i64::MIN..=i64::MAX, "")?;
    if !(1..=9999).contains(&given_year) {
        return Err(interpreter.value_error(format!("year {given_year} is out of range")));
    }
    let year = i32::try_from(given_year).unwrap_or(1);
    let month = part(
        "month",
        i64::from(date.month),
        1..=12,
        "month must be in 1..12",
    )?;
    let month = u32::try_from(month).unwrap_or(1);
    let most = i64::from(days_in_month(year, month));
    let day = part(
        "day",
        i64::from(date.day),
        1..=most,
        "day is out of range for month",
    )?;
    Ok(Date {
        year,
        month,
        day: u32::try_from(day).unwrap_or(1),
    })
}

impl NativeObject for Date {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(Value::Int(match name {
            "year" => i64::from(self.year),
            "month" => i64::from(self.month),
            "day" => i64::from(self.day),
            _ => return None,
        }))
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
        _value: &Value,
    ) -> Option<PyResult<()>> {
        self.attribute(name)
            .map(|_| Err(not_writable(interpreter, this, name)))
    }

    fn order_error(
        &self,
        interpreter: &mut Interpreter,
        other: &Value,
    ) -> Option<Box<crate::python::PyError>> {
        other.native::<DateTime>()?;
        Some(interpreter.type_error("can't compare datetime.datetime to datetime.date"))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(text::date(*self)))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other.native::<Self>().map(|other| other == self)
    }

    fn compare(&self, other: &Value) -> Option<std::cmp::Ordering> {
        other.native::<Self>().map(|other| self.cmp(other))
    }

    fn hash_key(&self) -> Option<HashKey> {
        Some(HashKey::Native(
            "date",
            Box::new(HashKey::Int(self.ordinal())),
        ))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let days = match (
            operator,
            other.native::<TimeDelta>(),
            other.native::<Self>(),
        ) {
            (BinaryOperator::Add, Some(delta), _) => delta.days,
            (BinaryOperator::Sub, Some(delta), _) if !reflected => -delta.days,
            (BinaryOperator::Sub, None, Some(date)) if !reflected => {
                let days = self.ordinal() - date.ordinal();
                return Some(Ok(interpreter.timedelta(TimeDelta {
                    days,
                    seconds: 0,
                    microseconds: 0,
                })));
            }
            _ => return None,
        };
        let class = interpreter.class_of(this);
        Some(
            match Date::from_ordinal(self.ordinal().saturating_add(days)) {
                Some(date) => Ok(instance(&class, date)),
                None => Err(interpreter.raise("OverflowError", "date value out of range")),
            },
        )
    }
}

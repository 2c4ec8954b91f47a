//! From what SQLite stores to what Python code sees (`get_db_converters`, `from_db_value`).

use super::node::Node;
use crate::database::SqlValue;
use crate::orm::fields::{Field, FieldKind, has_own};
use crate::orm::settings::Settings;
use crate::python::stdlib::datetime::{Date, DateTime, Time, TimeDelta};
use crate::python::stdlib::decimal::Decimal;
use crate::python::stdlib::uuid::Uuid;
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// How the values of one column are converted.
pub struct Converter {
    kind: Conversion,
    /// A field of the project with its own `from_db_value()`.
    own: Option<Value>,
}

enum Conversion {
    Plain,
    Bool,
    Int,
    Float,
    /// With the size of a column; a computed value has all the digits of the number.
    Decimal(Option<Size>),
    Date,
    DateTime {
        aware: bool,
        /// The zone that a truncated moment is in.
        zone: Option<Value>,
    },
    Time,
    Duration,
    Uuid,
    Json,
}

/// `decimal_places` and `max_digits`.
#[derive(Clone, Copy)]
struct Size {
    places: i64,
    digits: i64,
}

/// The values of a row as SQLite's storage classes give them.
pub fn plain(value: SqlValue) -> Value {
    match value {
        SqlValue::Null => Value::None,
        SqlValue::Integer(number) => Value::Int(number),
        SqlValue::Real(number) => Value::Float(number),
        SqlValue::Text(text) => Value::Str(text),
        SqlValue::Blob(bytes) => Value::Bytes(bytes),
    }
}

impl Converter {
    /// What Django registers with `sqlite3` for the declared type of a column, whose name ends at a
    /// space or a parenthesis.
    pub fn of_declared_type(declared: &str) -> Option<Self> {
        let name = declared.split([' ', '(']).next().unwrap_or_default();
        let kind = match name.to_ascii_lowercase().as_str() {
            "bool" => Conversion::Bool,
            "date" => Conversion::Date,
            "time" => Conversion::Time,
            "datetime" | "timestamp" => Conversion::DateTime {
                aware: false,
                zone: None,
            },
            _ => return None,
        };
        Some(Self { kind, own: None })
    }

    /// The converter of an expression's values.
    ///
    /// # Errors
    ///
    /// `FieldError` when the expression has no type that could be told.
    pub fn of_node(
        interpreter: &mut Interpreter,
        node: &Node,
        settings: &Settings,
    ) -> Result<Self, super::Failure> {
        if let Node::Call(call) = node
            && let Some(mixed) = &call.mixed
        {
            return Err(super::field_error(mixed.as_ref()));
        }
        let is_column = matches!(node, Node::Col(_));
        let field = match node {
            Node::Ref { source, .. } => source.value_field(),
            other => other.value_field(),
        };
        let Some(field) = field else {
            return Ok(Self {
                kind: Conversion::Plain,
                own: None,
            });
        };
        let mut converter = Self::of_field(&field, settings);
        match &mut converter.kind {
            Conversion::Decimal(size) if !is_column => *size = None,
            Conversion::DateTime { aware: true, zone } if is_truncation(node) => {
                *zone = Some(zone_of(interpreter, node, settings)?);
            }
            _ => {}
        }
        Ok(converter)
    }

    /// The converter of a field's column.
    pub fn of_field(field: &Field, settings: &Settings) -> Self {
        let own = field.instance.clone().filter(|instance| {
            let class = instance.as_instance().map(|instance| &instance.class);
            class.is_some_and(|class| has_own(class, "from_db_value"))
        });
        let output = field.output_field();
        let field = output.as_ref().unwrap_or(field);
        let is = |kind| field.kind.is_subclass(kind);
        let kind = match () {
            () if is(FieldKind::IntegerField) => Conversion::Int,
            () if is(FieldKind::BooleanField) => Conversion::Bool,
            () if is(FieldKind::FloatField) => Conversion::Float,
            () if is(FieldKind::DecimalField) => {
                let number = |name| field.extra.get(name).and_then(Value::as_i64);
                let sizes = number("decimal_places").zip(number("max_digits"));
                Conversion::Decimal(sizes.map(|(places, digits)| Size { places, digits }))
            }
            () if is(FieldKind::DateTimeField) => Conversion::DateTime {
                aware: settings.use_tz,
                zone: None,
            },
            () if is(FieldKind::DateField) => Conversion::Date,
            () if is(FieldKind::TimeField) => Conversion::Time,
            () if is(FieldKind::DurationField) => Conversion::Duration,
            () if is(FieldKind::UUIDField) => Conversion::Uuid,
            () if is(FieldKind::JSONField) => Conversion::Json,
            () => Conversion::Plain,
        };
        Self { kind, own }
    }

    /// The value as Python code sees it.
    ///
    /// # Errors
    ///
    /// What a project's own `from_db_value()` raises.
    pub fn apply(&self, interpreter: &mut Interpreter, value: SqlValue) -> PyResult<Value> {
        let value = self.convert(interpreter, value)?;
        let Some(field) = &self.own else {
            return Ok(value);
        };
        let connection = interpreter.import_module("django.db")?.get("connection");
        let connection = connection.unwrap_or(Value::None);
        let arguments = Arguments::positional(vec![value, Value::None, connection]);
        interpreter.call_method(field, "from_db_value", arguments)
    }

    fn convert(&self, interpreter: &mut Interpreter, value: SqlValue) -> PyResult<Value> {
        Ok(match (&self.kind, value) {
            (_, SqlValue::Null) => Value::None,
            (Conversion::Bool, SqlValue::Integer(number @ (0 | 1))) => Value::Bool(number == 1),
            (Conversion::Int, SqlValue::Real(number)) if number.fract() == 0.0 => {
                Value::Int(number as i64)
            }
            (Conversion::Float, SqlValue::Integer(number)) => Value::Float(number as f64),
            (Conversion::Decimal(size), value) => decimal(interpreter, value, *size)?,
            (Conversion::Date, SqlValue::Text(text)) => match date(&text) {
                Some(date) => interpreter.date(date),
                None => Value::None,
            },
            (Conversion::Time, SqlValue::Text(text)) => match time(&text) {
                Some(time) => interpreter.time(time),
                None => Value::None,
            },
            (Conversion::DateTime { aware, zone }, SqlValue::Text(text)) => match moment(&text) {
                Some(mut moment) => {
                    if *aware {
                        let zone = zone.clone().unwrap_or_else(|| interpreter.utc());
                        moment.time.tzinfo = Some(zone);
                    }
                    interpreter.datetime(moment)
                }
                None => Value::Str(text),
            },
            (Conversion::Duration, SqlValue::Real(number)) => {
                match TimeDelta::from_microseconds(number.round_ties_even() as i128) {
                    Some(delta) => interpreter.timedelta(delta),
                    None => Value::Float(number),
                }
            }
            (Conversion::Duration, SqlValue::Integer(number)) => {
                match TimeDelta::from_microseconds(i128::from(number)) {
                    Some(delta) => interpreter.timedelta(delta),
                    None => Value::Int(number),
                }
            }
            (Conversion::Uuid, SqlValue::Text(text)) => {
                match u128::from_str_radix(&text.replace('-', ""), 16) {
                    Ok(number) => interpreter.uuid(Uuid(number)),
                    Err(_) => Value::Str(text),
                }
            }
            (Conversion::Json, SqlValue::Text(text)) => json(interpreter, text)?,
            (_, value) => plain(value),
        })
    }
}

/// The time zone of a truncated moment.
fn zone_of(interpreter: &mut Interpreter, node: &Node, settings: &Settings) -> PyResult<Value> {
    let asked = match node {
        Node::Call(call) => call.option("tzinfo"),
        Node::Ref { source, .. } => return zone_of(interpreter, source, settings),
        _ => None,
    };
    if let Some(zone) = asked.filter(|zone| !zone.is_none()) {
        return Ok(zone);
    }
    let module = interpreter.module("django.utils.timezone");
    let active = module.and_then(|module| module.get("_active"));
    if let Some(zone) = active.filter(|zone| !zone.is_none()) {
        return Ok(zone);
    }
    let module = Value::Module(interpreter.import_module("zoneinfo")?);
    let name = Arguments::positional(vec![Value::Str(settings.time_zone.clone())]);
    interpreter.call_method(&module, "ZoneInfo", name)
}

fn is_truncation(node: &Node) -> bool {
    match node {
        Node::Call(call) => call.class().starts_with("Trunc"),
        Node::Ref { source, .. } => is_truncation(source),
        _ => false,
    }
}

fn json(interpreter: &mut Interpreter, text: std::rc::Rc<str>) -> PyResult<Value> {
    let module = Value::Module(interpreter.import_module("json")?);
    let arguments = Arguments::positional(vec![Value::Str(text.clone())]);
    match interpreter.call_method(&module, "loads", arguments) {
        Err(error) if !error.uncatchable => Ok(Value::Str(text)),
        loaded => loaded,
    }
}

fn date(text: &str) -> Option<Date> {
    crate::orm::fields::parse_date(text.get(..10).unwrap_or(text))
}

fn time(text: &str) -> Option<Time> {
    crate::orm::fields::parse_time(text)
}

fn moment(text: &str) -> Option<DateTime> {
    let (day, rest) = (text.get(..10)?, text.get(11..));
    Some(DateTime {
        date: date(day)?,
        time: match rest {
            Some(rest) if !rest.is_empty() => time(rest)?,
            _ => time("00:00")?,
        },
    })
}

/// A number of the database as a `Decimal` of fifteen digits at most.
fn decimal(interpreter: &mut Interpreter, value: SqlValue, size: Option<Size>) -> PyResult<Value> {
    let text = match value {
        SqlValue::Integer(number) => number.to_string(),
        SqlValue::Real(number) => fifteen_digits(number),
        SqlValue::Null => return Ok(Value::None),
        SqlValue::Text(_) | SqlValue::Blob(_) => {
            return Err(interpreter.type_error("argument must be int or float"));
        }
    };
    let Some(number) = Decimal::parse(&text) else {
        return Ok(Value::str(text));
    };
    let number = interpreter.decimal(number);
    let Some(Size { places, digits }) = size else {
        return Ok(number);
    };
    let unit = format!("1E-{places}");
    let unit = match Decimal::parse(&unit) {
        Some(unit) => interpreter.decimal(unit),
        None => return Ok(number),
    };
    let mut arguments = Arguments::positional(vec![unit]);
    // Only a number as long as this may have too many digits for the column.
    let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
    if length.saturating_add(places) > digits {
        let context = interpreter.import_module("decimal")?.get("Context");
        let mut precision = Arguments::default();
        precision.keywords.insert("prec".into(), Value::Int(digits));
        let context = interpreter.call(&context.unwrap_or(Value::None), precision)?;
        arguments.keywords.insert("context".into(), context);
    }
    interpreter.call_method(&number, "quantize", arguments)
}

/// `Context(prec=15).create_decimal_from_float(number)`: exactly, or rounded to fifteen digits.
fn fifteen_digits(number: f64) -> String {
    if !number.is_finite() {
        return format!("{number}");
    }
    let exact = format!("{number:.70e}");
    let (mantissa, exponent) = exact.split_once('e').unwrap_or((&exact, "0"));
    let digits = mantissa.trim_start_matches('-').replace('.', "");
    let digits = digits.trim_end_matches('0');
    let exponent: i64 = exponent.parse().unwrap_or_default();
    let negative = if number.is_sign_negative() { "-" } else { "" };
    if digits.len() > 15 {
        return format!("{number:.14e}");
    }
    if digits.is_empty() {
        return format!("{negative}0");
    }
    // A whole number has no exponent.
    let length = i64::try_from(digits.len()).unwrap_or_default();
    let scale = exponent + 1 - length;
    match usize::try_from(scale) {
        Ok(zeros) => format!("{negative}{digits}{}", "0".repeat(zeros)),
        Err(_) => format!("{negative}{digits}E{scale}"),
    }
}

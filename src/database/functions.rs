//! The scalar functions that SQL calls, and the names of the aggregates.

pub mod datetime;
pub mod json;
mod math;
mod printf;
mod registered;
mod registered_dates;
mod text;

use super::affinity::{to_number, truth};
use super::compare::{Collation, compare};
use super::expression::{Node, Scope, literal};
use super::{DatabaseError, SqlValue};
use std::cmp::Ordering;

type Answer = Result<SqlValue, DatabaseError>;

/// A scalar function.
#[derive(Debug)]
pub struct ScalarFunction {
    pub name: &'static str,
    /// How many arguments it takes.
    pub arguments: std::ops::RangeInclusive<usize>,
    pub run: fn(&[SqlValue], &Scope<'_>) -> Answer,
}

const MANY: usize = 127;

macro_rules! functions {
    ($($name:literal, $arguments:expr, $run:expr;)*) => {
        [$(ScalarFunction { name: $name, arguments: $arguments, run: $run }),*]
    };
}

/// In the order of their names.
static FUNCTIONS: &[ScalarFunction] = &functions![
    "abs", 1..=1, math::abs;
    "acos", 1..=1, |arguments, _| Ok(math::one(arguments, f64::acos));
    "acosh", 1..=1, |arguments, _| Ok(math::one(arguments, f64::acosh));
    "asin", 1..=1, |arguments, _| Ok(math::one(arguments, f64::asin));
    "asinh", 1..=1, |arguments, _| Ok(math::one(arguments, f64::asinh));
    "atan", 1..=1, |arguments, _| Ok(math::one(arguments, f64::atan));
    "atan2", 2..=2, |arguments, _| Ok(math::two(arguments, f64::atan2));
    "atanh", 1..=1, |arguments, _| Ok(math::one(arguments, f64::atanh));
    "bitxor", 2..=2, registered::bit_xor;
    "ceil", 1..=1, math::ceil;
    "ceiling", 1..=1, math::ceil;
    "changes", 0..=0, |_, scope| Ok(count(scope.session.changes));
    "char", 0..=MANY, text::char;
    "coalesce", 2..=MANY, |arguments, _| Ok(first_known(arguments));
    "concat", 1..=MANY, text::concat;
    "cos", 1..=1, |arguments, _| Ok(math::one(arguments, f64::cos));
    "cosh", 1..=1, |arguments, _| Ok(math::one(arguments, f64::cosh));
    "cot", 1..=1, registered::cot;
    "date", 0..=MANY, |arguments, scope| Ok(datetime::date(arguments, scope));
    "datetime", 0..=MANY, |arguments, scope| Ok(datetime::datetime(arguments, scope));
    "degrees", 1..=1, |arguments, _| Ok(math::one(arguments, f64::to_degrees));
    "django_date_extract", 2..=2, registered_dates::extract;
    "django_date_trunc", 4..=4, registered_dates::date_trunc;
    "django_datetime_cast_date", 3..=3, registered_dates::cast_date;
    "django_datetime_cast_time", 3..=3, registered_dates::cast_time;
    "django_datetime_extract", 4..=4, registered_dates::extract;
    "django_datetime_trunc", 4..=4, registered_dates::datetime_trunc;
    "django_format_dtdelta", 3..=3, registered_dates::format_delta;
    "django_time_diff", 2..=2, registered_dates::difference;
    "django_time_extract", 2..=2, registered_dates::extract;
    "django_time_trunc", 4..=4, registered_dates::time_trunc;
    "django_timestamp_diff", 2..=2, registered_dates::difference;
    "exp", 1..=1, math::exp;
    "floor", 1..=1, math::floor;
    "format", 0..=MANY, |arguments, _| printf::printf(arguments);
    "glob", 2..=2, text::glob;
    "hex", 1..=1, text::hex;
    "ifnull", 2..=2, |arguments, _| Ok(first_known(arguments));
    "iif", 3..=3, iif;
    "instr", 2..=2, text::instr;
    "json", 1..=1, json::json;
    "json_array", 0..=MANY, json::array;
    "json_array_length", 1..=2, json::array_length;
    "json_extract", 2..=MANY, json::extract;
    "json_insert", 1..=MANY, json::insert;
    "json_object", 0..=MANY, json::object;
    "json_quote", 1..=1, json::quote;
    "json_remove", 1..=MANY, json::remove;
    "json_replace", 1..=MANY, json::replace;
    "json_set", 1..=MANY, json::set;
    "json_type", 1..=2, json::kind;
    "json_valid", 1..=1, json::valid;
    "julianday", 0..=MANY, |arguments, scope| Ok(datetime::julianday(arguments, scope));
    "last_insert_rowid", 0..=0, |_, scope| Ok(SqlValue::Integer(scope.session.last_insert_id));
    "length", 1..=1, text::length;
    "like", 2..=3, text::like;
    "likelihood", 2..=2, |arguments, _| Ok(first(arguments));
    "likely", 1..=1, |arguments, _| Ok(first(arguments));
    "ln", 1..=1, math::ln;
    "log", 1..=2, math::log;
    "log10", 1..=1, |arguments, _| Ok(math::one(arguments, f64::log10));
    "log2", 1..=1, |arguments, _| Ok(math::one(arguments, f64::log2));
    "lower", 1..=1, text::lower;
    "lpad", 3..=3, registered::lpad;
    "ltrim", 1..=2, text::ltrim;
    "max", 2..=MANY, |arguments, _| Ok(extreme(arguments, Ordering::Greater, Collation::Binary));
    "md5", 1..=1, registered::md5;
    "min", 2..=MANY, |arguments, _| Ok(extreme(arguments, Ordering::Less, Collation::Binary));
    "mod", 2..=2, math::modulo;
    "nullif", 2..=2, |arguments, _| Ok(nullif(arguments));
    "pi", 0..=0, |_, _| Ok(SqlValue::Real(std::f64::consts::PI));
    "pow", 2..=2, math::power;
    "power", 2..=2, math::power;
    "printf", 0..=MANY, |arguments, _| printf::printf(arguments);
    "quote", 1..=1, |arguments, _| Ok(SqlValue::Text(literal(&first(arguments)).into()));
    "radians", 1..=1, |arguments, _| Ok(math::one(arguments, f64::to_radians));
    "rand", 0..=0, |_, scope| drawn(scope, "rand").map(SqlValue::Real);
    "random", 0..=0, |_, scope| {
        let number = drawn(scope, "random")?;
        Ok(SqlValue::Integer(((number - 0.5) * 2f64.powi(64)) as i64))
    };
    "regexp", 2..=2, text::regexp_function;
    "repeat", 2..=2, registered::repeat;
    "replace", 3..=3, text::replace;
    "reverse", 1..=1, registered::reverse;
    "round", 1..=2, math::round;
    "rpad", 3..=3, registered::rpad;
    "rtrim", 1..=2, text::rtrim;
    "sign", 1..=1, math::sign;
    "sin", 1..=1, |arguments, _| Ok(math::one(arguments, f64::sin));
    "sinh", 1..=1, |arguments, _| Ok(math::one(arguments, f64::sinh));
    "sqlite_version", 0..=0, |_, _| Ok(SqlValue::Text("3.40.1".into()));
    "sqrt", 1..=1, math::sqrt;
    "strftime", 1..=MANY, |arguments, scope| Ok(datetime::strftime(arguments, scope));
    "substr", 2..=3, text::substr;
    "substring", 2..=3, text::substr;
    "tan", 1..=1, |arguments, _| Ok(math::one(arguments, f64::tan));
    "tanh", 1..=1, |arguments, _| Ok(math::one(arguments, f64::tanh));
    "time", 0..=MANY, |arguments, scope| Ok(datetime::time(arguments, scope));
    "total_changes", 0..=0, |_, scope| Ok(count(scope.session.changes));
    "trim", 1..=2, text::trim;
    "trunc", 1..=1, |arguments, _| Ok(math::rounded(arguments, f64::trunc));
    "typeof", 1..=1, |arguments, _| Ok(SqlValue::Text(type_name(&first(arguments)).into()));
    "unicode", 1..=1, text::unicode;
    "unixepoch", 0..=MANY, |arguments, scope| Ok(datetime::unixepoch(arguments, scope));
    "unlikely", 1..=1, |arguments, _| Ok(first(arguments));
    "upper", 1..=1, text::upper;
    "zeroblob", 1..=1, text::zeroblob;
];

/// Functions whose answer no input determines.
const RANDOM: [&str; 3] = ["random", "randomblob", "rand"];

/// The function of this name for so many arguments.
///
/// # Errors
///
/// `no such function: …` and `wrong number of arguments to function …()`.
pub fn find(name: &str, arguments: usize) -> Result<&'static ScalarFunction, DatabaseError> {
    let lower = name.to_ascii_lowercase();
    if lower == "randomblob" {
        return Err(DatabaseError::not_supported(format_args!("{lower}()")));
    }
    let Some(function) = FUNCTIONS.iter().find(|function| function.name == lower) else {
        return Err(DatabaseError::operational(format!(
            "no such function: {name}"
        )));
    };
    if !function.arguments.contains(&arguments) {
        let message = format!("wrong number of arguments to function {name}()");
        return Err(DatabaseError::operational(message));
    }
    Ok(function)
}

/// `rand()`, as Django registers it, and SQLite's `random()`: drawn from the source that is given, so
/// that every run gives the same.
fn drawn(scope: &Scope<'_>, name: &str) -> Result<f64, DatabaseError> {
    let refused = || DatabaseError::not_supported(format_args!("{name}()"));
    scope
        .session
        .chance
        .as_ref()
        .map(|draw| draw())
        .ok_or_else(refused)
}

/// Whether a function's answer is a matter of chance.
pub fn is_random(name: &str) -> bool {
    RANDOM
        .iter()
        .any(|random| random.eq_ignore_ascii_case(name))
}

/// Calls a function; those that choose evaluate only what they choose.
pub fn call(function: &ScalarFunction, arguments: &[Node], scope: &Scope<'_>) -> Answer {
    match function.name {
        "coalesce" | "ifnull" => {
            for argument in arguments {
                let value = argument.evaluate(scope)?;
                if value != SqlValue::Null {
                    return Ok(value);
                }
            }
            Ok(SqlValue::Null)
        }
        "min" | "max" => {
            let wanted = match function.name {
                "min" => Ordering::Less,
                _ => Ordering::Greater,
            };
            let values = evaluate_all(arguments, scope)?;
            Ok(extreme(&values, wanted, collation_of(arguments)))
        }
        "nullif" => {
            let mut values = evaluate_all(arguments, scope)?;
            let collation = collation_of(arguments);
            let same = values.len() == 2 && compare(&values[0], &values[1], collation).is_eq();
            Ok(if same || values.is_empty() {
                SqlValue::Null
            } else {
                values.swap_remove(0)
            })
        }
        _ => (function.run)(&evaluate_all(arguments, scope)?, scope),
    }
}

/// The collation by which a function compares its arguments: that of the first one with any.
fn collation_of(arguments: &[Node]) -> Collation {
    arguments
        .iter()
        .find_map(Node::collation)
        .unwrap_or_default()
        .0
}

fn evaluate_all(arguments: &[Node], scope: &Scope<'_>) -> Result<Vec<SqlValue>, DatabaseError> {
    arguments
        .iter()
        .map(|argument| argument.evaluate(scope))
        .collect()
}

/// Whether a pattern of Python's `re` finds something in a text.
pub fn regexp(pattern: &str, text: &str) -> Result<bool, DatabaseError> {
    text::regexp(pattern, text)
}

fn first(arguments: &[SqlValue]) -> SqlValue {
    arguments.first().cloned().unwrap_or(SqlValue::Null)
}

fn count(number: u64) -> SqlValue {
    SqlValue::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn first_known(arguments: &[SqlValue]) -> SqlValue {
    arguments
        .iter()
        .find(|value| **value != SqlValue::Null)
        .cloned()
        .unwrap_or(SqlValue::Null)
}

fn iif(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let chosen = if truth(&first(arguments)) == Some(true) {
        1
    } else {
        2
    };
    Ok(arguments.get(chosen).cloned().unwrap_or(SqlValue::Null))
}

fn nullif(arguments: &[SqlValue]) -> SqlValue {
    match arguments {
        [left, right] if compare(left, right, Collation::Binary).is_eq() => SqlValue::Null,
        _ => first(arguments),
    }
}

/// The least or greatest argument; NULL if any is NULL.
fn extreme(arguments: &[SqlValue], wanted: Ordering, collation: Collation) -> SqlValue {
    if arguments.contains(&SqlValue::Null) {
        return SqlValue::Null;
    }
    let mut best = first(arguments);
    for value in arguments.iter().skip(1) {
        // Of equal values, which may differ in their class, `min` takes the last and `max` the first.
        let ordering = compare(value, &best, collation);
        if ordering == wanted || (ordering.is_eq() && wanted.is_lt()) {
            best = value.clone();
        }
    }
    best
}

/// The name of a value's storage class.
pub fn type_name(value: &SqlValue) -> &'static str {
    match value {
        SqlValue::Null => "null",
        SqlValue::Integer(_) => "integer",
        SqlValue::Real(_) => "real",
        SqlValue::Text(_) => "text",
        SqlValue::Blob(_) => "blob",
    }
}

fn real(value: &SqlValue) -> Option<f64> {
    match to_number(value) {
        SqlValue::Integer(integer) => Some(super::number::to_real(integer)),
        SqlValue::Real(real) => Some(real),
        _ => None,
    }
}

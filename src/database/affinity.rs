//! Type affinity: what a declared type does to the values of its column.

use super::SqlValue;
use super::number::{
    exact_integer, leading_integer, leading_number, real_text, saturate, to_real, whole_number,
};

/// A column's affinity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Affinity {
    /// Values stay as they are.
    #[default]
    Blob,
    /// Numbers become text.
    Text,
    /// Text that spells a number becomes that number.
    Numeric,
    /// As NUMERIC.
    Integer,
    /// As NUMERIC, and integers become REAL.
    Real,
}

impl Affinity {
    /// The affinity of a declared type, by the substrings that SQLite looks for.
    pub fn of_type(declared: &str) -> Self {
        let upper = declared.to_ascii_uppercase();
        let has = |part: &str| upper.contains(part);
        if has("INT") {
            Self::Integer
        } else if has("CHAR") || has("CLOB") || has("TEXT") {
            Self::Text
        } else if has("BLOB") || upper.is_empty() {
            Self::Blob
        } else if has("REAL") || has("FLOA") || has("DOUB") {
            Self::Real
        } else {
            Self::Numeric
        }
    }

    /// Whether values of this affinity are numbers by preference.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Numeric | Self::Integer | Self::Real)
    }

    /// The value as a column of this affinity stores it.
    pub fn apply(self, value: SqlValue) -> SqlValue {
        match (self, value) {
            (Self::Text, number @ (SqlValue::Integer(_) | SqlValue::Real(_))) => {
                SqlValue::Text(to_text(&number).into())
            }
            (Self::Numeric | Self::Integer, value) => normalise(as_number(value)),
            (Self::Real, value) => match as_number(value) {
                SqlValue::Integer(integer) => SqlValue::Real(to_real(integer)),
                // It is stored as an integer, which has no negative zero.
                SqlValue::Real(real) => SqlValue::Real(real + 0.0),
                other => other,
            },
            (_, value) => value,
        }
    }
}

/// Text that spells a number as that number; anything else unchanged.
fn as_number(value: SqlValue) -> SqlValue {
    match &value {
        SqlValue::Text(text) => whole_number(text).unwrap_or(value),
        _ => value,
    }
}

/// A REAL without a fraction as the integer it is.
fn normalise(value: SqlValue) -> SqlValue {
    match value {
        SqlValue::Real(real) => exact_integer(real).map_or(value, SqlValue::Integer),
        _ => value,
    }
}

/// `CAST(value AS type)`.
pub fn cast(value: &SqlValue, type_name: &str) -> SqlValue {
    if *value == SqlValue::Null {
        return SqlValue::Null;
    }
    match Affinity::of_type(type_name) {
        Affinity::Blob => match value {
            SqlValue::Blob(_) => value.clone(),
            other => SqlValue::Blob(to_text(other).into_bytes().into()),
        },
        Affinity::Text => SqlValue::Text(to_text(value).into()),
        Affinity::Integer => SqlValue::Integer(to_integer(value)),
        Affinity::Real => SqlValue::Real(to_float(value)),
        Affinity::Numeric => match value {
            SqlValue::Integer(_) | SqlValue::Real(_) => value.clone(),
            other => normalise(leading_number(&to_text(other))),
        },
    }
}

/// The value as text; NULL as the empty text.
pub fn to_text(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => String::new(),
        SqlValue::Integer(integer) => integer.to_string(),
        SqlValue::Real(real) => real_text(*real),
        SqlValue::Text(text) => text.to_string(),
        SqlValue::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The value as an integer, as CAST makes it.
pub fn to_integer(value: &SqlValue) -> i64 {
    match value {
        SqlValue::Null => 0,
        SqlValue::Integer(integer) => *integer,
        SqlValue::Real(real) => saturate(*real),
        SqlValue::Text(_) | SqlValue::Blob(_) => leading_integer(&to_text(value)),
    }
}

/// The value as a REAL, as CAST makes it.
pub fn to_float(value: &SqlValue) -> f64 {
    let real = match to_number(value) {
        SqlValue::Integer(integer) => to_real(integer),
        SqlValue::Real(real) => real,
        _ => 0.0,
    };
    let is_text = matches!(value, SqlValue::Text(_) | SqlValue::Blob(_));
    if real == 0.0 && is_text && to_text(value).trim_start().starts_with('-') {
        return -0.0;
    }
    real
}

/// The value as arithmetic sees it: INTEGER, REAL or NULL.
pub fn to_number(value: &SqlValue) -> SqlValue {
    match value {
        SqlValue::Null | SqlValue::Integer(_) | SqlValue::Real(_) => value.clone(),
        SqlValue::Text(_) | SqlValue::Blob(_) => leading_number(&to_text(value)),
    }
}

/// The value as a whole number, if it is one or spells one.
pub fn whole(value: &SqlValue) -> Option<i64> {
    match Affinity::Integer.apply(value.clone()) {
        SqlValue::Integer(integer) => Some(integer),
        _ => None,
    }
}

/// The value as a condition; `None` for NULL.
pub fn truth(value: &SqlValue) -> Option<bool> {
    match value {
        SqlValue::Null => None,
        SqlValue::Integer(integer) => Some(*integer != 0),
        SqlValue::Real(real) => Some(*real != 0.0),
        SqlValue::Text(_) | SqlValue::Blob(_) => truth(&to_number(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::Affinity;
    use crate::database::SqlValue;

    #[test]
    fn declared_types_have_sqlites_affinities() {
        let check = |declared: &str, affinity| assert_eq!(Affinity::of_type(declared), affinity);
        check("integer unsigned", Affinity::Integer);
        check("varchar(100)", Affinity::Text);
        check("bool", Affinity::Numeric);
        check("decimal", Affinity::Numeric);
        check("real", Affinity::Real);
        check("BLOB", Affinity::Blob);
        check("", Affinity::Blob);
    }

    #[test]
    fn affinities_convert_what_they_store() {
        let check = |affinity: Affinity, from: SqlValue, to| assert_eq!(affinity.apply(from), to);
        check(
            Affinity::Integer,
            SqlValue::Text("1".into()),
            SqlValue::Integer(1),
        );
        check(
            Affinity::Integer,
            SqlValue::Text("x".into()),
            SqlValue::Text("x".into()),
        );
        check(Affinity::Numeric, SqlValue::Real(2.0), SqlValue::Integer(2));
        check(Affinity::Real, SqlValue::Integer(2), SqlValue::Real(2.0));
        check(
            Affinity::Text,
            SqlValue::Real(1.5),
            SqlValue::Text("1.5".into()),
        );
    }
}

//! The order of values: NULL, numbers, text, blobs; text by its collation.

use std::cmp::Ordering;

use super::SqlValue;
use super::number::{saturate, to_real};

/// How text compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Collation {
    /// Byte by byte.
    #[default]
    Binary,
    /// ASCII letters without regard to case.
    NoCase,
    /// Without regard to spaces at the end.
    RightTrim,
}

impl Collation {
    /// The collation of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_uppercase().as_str() {
            "BINARY" => Some(Self::Binary),
            "NOCASE" => Some(Self::NoCase),
            "RTRIM" => Some(Self::RightTrim),
            _ => None,
        }
    }

    /// Compares two texts.
    pub fn compare(self, left: &str, right: &str) -> Ordering {
        match self {
            Self::Binary => left.cmp(right),
            Self::NoCase => {
                let lower =
                    |text: &str| text.bytes().map(|byte| byte.to_ascii_lowercase()).collect();
                let (left, right): (Vec<u8>, Vec<u8>) = (lower(left), lower(right));
                left.cmp(&right)
            }
            Self::RightTrim => left.trim_end_matches(' ').cmp(right.trim_end_matches(' ')),
        }
    }
}

/// Compares two values; NULLs are equal to each other here.
pub fn compare(left: &SqlValue, right: &SqlValue, collation: Collation) -> Ordering {
    match (left, right) {
        (SqlValue::Integer(left), SqlValue::Integer(right)) => left.cmp(right),
        (SqlValue::Real(left), SqlValue::Real(right)) => compare_reals(*left, *right),
        (SqlValue::Integer(left), SqlValue::Real(right)) => compare_mixed(*left, *right),
        (SqlValue::Real(left), SqlValue::Integer(right)) => compare_mixed(*right, *left).reverse(),
        (SqlValue::Text(left), SqlValue::Text(right)) => collation.compare(left, right),
        (SqlValue::Blob(left), SqlValue::Blob(right)) => left.cmp(right),
        _ => class(left).cmp(&class(right)),
    }
}

fn class(value: &SqlValue) -> u8 {
    match value {
        SqlValue::Null => 0,
        SqlValue::Integer(_) | SqlValue::Real(_) => 1,
        SqlValue::Text(_) => 2,
        SqlValue::Blob(_) => 3,
    }
}

fn compare_reals(left: f64, right: f64) -> Ordering {
    left.partial_cmp(&right).unwrap_or(Ordering::Equal)
}

/// Compares without the loss that turning the integer into a REAL might bring.
fn compare_mixed(integer: i64, real: f64) -> Ordering {
    if real >= 9_223_372_036_854_775_808.0 {
        return Ordering::Less;
    }
    if real < -9_223_372_036_854_775_808.0 {
        return Ordering::Greater;
    }
    let whole = saturate(real);
    integer
        .cmp(&whole)
        .then_with(|| compare_reals(to_real(whole), real))
}

/// A value as the key of an ordered map, its text already folded by its collation.
#[derive(Clone, Debug)]
pub struct OrderedValue(SqlValue);

impl OrderedValue {
    /// The key of a value under a collation.
    pub fn new(value: &SqlValue, collation: Collation) -> Self {
        match (value, collation) {
            (SqlValue::Text(text), Collation::NoCase) => {
                Self(SqlValue::Text(text.to_ascii_lowercase().into()))
            }
            (SqlValue::Text(text), Collation::RightTrim) => {
                Self(SqlValue::Text(text.trim_end_matches(' ').into()))
            }
            _ => Self(value.clone()),
        }
    }

    /// The value, folded.
    pub fn into_value(self) -> SqlValue {
        self.0
    }

    /// Whether this is NULL.
    pub fn is_null(&self) -> bool {
        self.0 == SqlValue::Null
    }
}

impl Ord for OrderedValue {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(&self.0, &other.0, Collation::Binary)
    }
}

impl PartialOrd for OrderedValue {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for OrderedValue {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for OrderedValue {}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{Collation, compare};
    use crate::database::SqlValue::{Blob, Integer, Null, Real, Text};

    #[test]
    fn classes_and_numbers_order_as_in_sqlite() {
        let values = [
            Null,
            Integer(-1),
            Real(0.5),
            Integer(1),
            Integer(9_007_199_254_740_993),
            Real(1e19),
            Text("a".into()),
            Blob([].into()),
        ];
        for pair in values.windows(2) {
            assert_eq!(
                compare(&pair[0], &pair[1], Collation::Binary),
                Ordering::Less,
                "{pair:?}"
            );
        }
        assert_eq!(
            compare(&Integer(1), &Real(1.0), Collation::Binary),
            Ordering::Equal
        );
        assert_eq!(
            compare(&Text("aB".into()), &Text("Ab".into()), Collation::NoCase),
            Ordering::Equal
        );
    }
}

//! Values as GlueSQL takes them.

use gluesql::core::data::Value;

use crate::database::SqlValue;
use crate::database::compare::OrderedValue;
use crate::database::number::{exact_integer, saturate, to_real};
use crate::database::query::OrderNode;

/// A value as GlueSQL compares it: a REAL without fraction is the same number as an INTEGER, in
/// hashed keys, too.
pub fn to_value(value: &SqlValue) -> Value {
    match value {
        SqlValue::Real(real) => exact_integer(*real).map_or(Value::F64(*real), Value::I64),
        other => plain(other),
    }
}

fn plain(value: &SqlValue) -> Value {
    match value {
        SqlValue::Null => Value::Null,
        SqlValue::Integer(integer) => Value::I64(*integer),
        SqlValue::Real(real) => Value::F64(*real),
        SqlValue::Text(text) => Value::Str(text.to_string()),
        SqlValue::Blob(bytes) => Value::Bytea(bytes.to_vec()),
    }
}

/// A value that came back.
pub fn from_value(value: Value) -> SqlValue {
    match value {
        Value::I64(integer) => SqlValue::Integer(integer),
        Value::F64(real) => SqlValue::Real(real),
        Value::Str(text) => SqlValue::Text(text.into()),
        Value::Bytea(bytes) => SqlValue::Blob(bytes.into()),
        _ => SqlValue::Null,
    }
}

/// A sort key whose bytes order as ORDER BY orders the value, before DESC turns it around.
pub fn sort_key(value: &SqlValue, term: &OrderNode) -> Value {
    let mut bytes = Vec::new();
    match OrderedValue::new(value, term.collation).into_value() {
        // DESC turns NULLs around, too.
        SqlValue::Null if term.nulls_first == term.descending => bytes.push(0xff),
        SqlValue::Null => bytes.push(0),
        SqlValue::Integer(integer) => number_key(to_real(integer), rest(integer), &mut bytes),
        SqlValue::Real(real) => number_key(real, 0, &mut bytes),
        SqlValue::Text(text) => {
            bytes.push(2);
            bytes.extend(text.as_bytes());
        }
        SqlValue::Blob(blob) => {
            bytes.push(3);
            bytes.extend(blob.iter());
        }
    }
    Value::Bytea(bytes)
}

/// What an integer is more than the nearest REAL.
fn rest(integer: i64) -> i16 {
    let nearest = saturate(to_real(integer));
    i16::try_from(i128::from(integer) - i128::from(nearest)).unwrap_or(0)
}

fn number_key(real: f64, rest: i16, bytes: &mut Vec<u8>) {
    // -0.0 is 0.0; negative numbers order against their bits.
    let bits = (real + 0.0).to_bits();
    let ordered = if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    };
    bytes.push(1);
    bytes.extend(ordered.to_be_bytes());
    bytes.extend((rest.cast_unsigned() ^ 0x8000).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use gluesql::core::data::Value;

    use super::sort_key;
    use crate::database::SqlValue::{self, Blob, Integer, Null, Real, Text};
    use crate::database::compare::Collation;
    use crate::database::expression::Node;
    use crate::database::query::OrderNode;

    #[test]
    fn keys_order_as_values_do() {
        let term = OrderNode {
            node: Node::Value(Null),
            descending: false,
            nulls_first: true,
            collation: Collation::Binary,
        };
        let values: [SqlValue; 11] = [
            Null,
            Real(-1e300),
            Integer(i64::MIN),
            Real(-0.5),
            Integer(0),
            Real(0.5),
            Integer(9_007_199_254_740_992),
            Integer(9_007_199_254_740_993),
            Integer(i64::MAX),
            Text("a".into()),
            Blob([0].into()),
        ];
        let key = |value: &SqlValue| match sort_key(value, &term) {
            Value::Bytea(bytes) => bytes,
            _ => Vec::new(),
        };
        for pair in values.windows(2) {
            assert!(key(&pair[0]) < key(&pair[1]), "{pair:?}");
        }
        assert_eq!(key(&Integer(1)), key(&Real(1.0)));
    }
}

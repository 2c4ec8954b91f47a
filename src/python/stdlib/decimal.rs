//! `decimal`: decimal numbers of any length.

use num_bigint::BigUint;

use crate::python::object::NativeObject;

/// `decimal.Decimal`: `(-1)^negative * digits * 10^exponent`.
#[derive(Clone, Debug)]
pub struct Decimal {
    /// The sign, which zero has too.
    pub negative: bool,
    /// What kind of number it is.
    pub kind: DecimalKind,
}

/// A finite number or one of Python's special values.
#[derive(Clone, Debug)]
pub enum DecimalKind {
    /// `digits * 10^exponent`.
    Finite {
        /// The coefficient.
        digits: BigUint,
        /// The power of ten.
        exponent: i64,
    },
    /// `Infinity`.
    Infinity,
    /// `NaN`.
    NaN,
}

impl NativeObject for Decimal {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

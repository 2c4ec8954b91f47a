//! `full_clean()` and its parts.

use crate::python::{Bound, Interpreter, PyResult, Value};

/// `Model.full_clean(…)`.
///
/// # Errors
///
/// That the sandbox does not have it.
pub fn full_clean(interpreter: &mut Interpreter, _: &Value, _: Bound) -> PyResult<Value> {
    Err(interpreter.unsupported("full_clean()"))
}

/// `Model.clean_fields(…)`.
///
/// # Errors
///
/// That the sandbox does not have it.
pub fn clean_fields(interpreter: &mut Interpreter, _: &Value, _: Bound) -> PyResult<Value> {
    Err(interpreter.unsupported("clean_fields()"))
}

/// `Model.validate_unique(…)`.
///
/// # Errors
///
/// That the sandbox does not have it.
pub fn validate_unique(interpreter: &mut Interpreter, _: &Value, _: Bound) -> PyResult<Value> {
    Err(interpreter.unsupported("validate_unique()"))
}

/// `Model.validate_constraints(…)`.
///
/// # Errors
///
/// That the sandbox does not have it.
pub fn validate_constraints(interpreter: &mut Interpreter, _: &Value, _: Bound) -> PyResult<Value> {
    Err(interpreter.unsupported("validate_constraints()"))
}

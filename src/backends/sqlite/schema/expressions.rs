//! Expressions of defaults, generated columns, conditions and indexes, as SQL without parameters.

use crate::backends::base::format::percent_format;
use crate::backends::base::rendered::{RenderedField, RenderedModel};
use crate::backends::sqlite::operations::quote_value;
use crate::database::SqlValue;
use crate::orm::{DjangoResult, Exception, deconstruct_value};
use crate::python::{Interpreter, Value};

/// The key of an index as SQL, with the columns that it uses.
pub(super) struct KeySql {
    /// The SQL.
    pub(super) sql: String,
    /// The columns.
    pub(super) columns: Vec<String>,
}

/// Whether the value is `models.Value(…)`, written out.
pub(super) fn is_value_expression(value: &Value) -> bool {
    deconstruct_value(value).is_some_and(|call| call.path.ends_with(".Value"))
}

/// Whether the value is a plain one: `models.Value(…)` or no expression at all.
pub(super) fn is_constant(value: &Value) -> bool {
    is_value_expression(value) || deconstruct_value(value).is_none()
}

/// The SQL of a database default.
pub(super) fn db_default(
    interpreter: &mut Interpreter,
    field: &RenderedField,
    default: &Value,
) -> DjangoResult<String> {
    if deconstruct_value(default).is_some() {
        return Err(unsupported());
    }
    let RenderedField { field, model } = field;
    let value = field.get_db_prep_save(interpreter, &model.apps, &model.model, default)?;
    literal(&value)
}

/// The SQL that computes a generated field.
pub(super) fn generated(
    _interpreter: &mut Interpreter,
    _field: &RenderedField,
) -> DjangoResult<String> {
    Err(unsupported())
}

/// The SQL of a condition: a check, or what a partial index covers.
pub(super) fn condition(
    _interpreter: &mut Interpreter,
    _model: &RenderedModel,
    _condition: &Value,
) -> DjangoResult<String> {
    Err(unsupported())
}

/// The SQL of the expressions of an index.
pub(super) fn index_expressions(
    _interpreter: &mut Interpreter,
    _model: &RenderedModel,
    _expressions: &[Value],
) -> DjangoResult<KeySql> {
    Err(unsupported())
}

fn literal(value: &SqlValue) -> DjangoResult<String> {
    percent_format("%s", &[quote_value(value)])
}

fn unsupported() -> Exception {
    Exception::new(
        "NotImplementedError",
        "this expression cannot be compiled to SQL yet",
    )
}

//! Expressions of defaults, generated columns, conditions and indexes, as SQL without parameters.

use crate::backends::base::rendered::{RenderedField, RenderedModel};
use crate::backends::sqlite::operations::quote_value;
use crate::orm::DjangoResult;
use crate::orm::expressions::compiler::{self, Compiled};
use crate::orm::expressions::object::{Expression, is_expression};
use crate::orm::expressions::referenced_columns;
use crate::orm::format::percent_format;
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
    let expression = value.native::<Expression>();
    expression.is_some_and(|expression| expression.class == "Value")
}

/// Whether the value is a plain one: `models.Value(…)` or no expression at all.
pub(super) fn is_constant(value: &Value) -> bool {
    is_value_expression(value) || !is_expression(value)
}

/// The SQL of a database default.
pub(super) fn db_default(
    interpreter: &mut Interpreter,
    field: &RenderedField,
    default: &Value,
) -> DjangoResult<String> {
    let RenderedField { field, model } = field;
    let RenderedModel { apps, model } = model;
    let compiled = compiler::compile_default(interpreter, apps, model, field, default)?;
    interpolate(&compiled)
}

/// The SQL that computes a generated field; nothing for another field.
pub(super) fn generated(
    interpreter: &mut Interpreter,
    field: &RenderedField,
) -> DjangoResult<String> {
    let Some(expression) = field.field.extra.get("expression") else {
        return Ok(String::new());
    };
    let RenderedModel { apps, model } = &field.model;
    let compiled = compiler::compile(interpreter, apps, model, expression)?;
    interpolate(&compiled)
}

/// The SQL of a condition: a check, or what a partial index covers.
pub(super) fn condition(
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    condition: &Value,
) -> DjangoResult<String> {
    let RenderedModel { apps, model } = model;
    let compiled = compiler::compile_condition(interpreter, apps, model, condition)?;
    interpolate(&compiled)
}

/// The SQL of the expressions of an index.
pub(super) fn index_expressions(
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    expressions: &[Value],
) -> DjangoResult<KeySql> {
    let RenderedModel { apps, model } = model;
    let (mut parts, mut columns) = (Vec::new(), Vec::new());
    for expression in expressions {
        let compiled = compiler::compile_index_expression(interpreter, apps, model, expression)?;
        parts.push(interpolate(&compiled)?);
        columns.extend(referenced_columns(model, expression));
    }
    let sql = parts.join(", ");
    Ok(KeySql { sql, columns })
}

/// Compiled SQL with its parameters filled in as literals.
fn interpolate(compiled: &Compiled) -> DjangoResult<String> {
    let literals: Vec<String> = compiled.params.iter().map(quote_value).collect();
    percent_format(&compiled.sql, &literals)
}

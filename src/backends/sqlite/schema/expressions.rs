//! Expressions of defaults, generated columns, conditions and indexes, as SQL without parameters.

use crate::backends::base::format::percent_format;
use crate::backends::base::rendered::{RenderedField, RenderedModel};
use crate::backends::sqlite::operations::quote_value;
use crate::orm::expressions::{
    Compiled, compile, compile_condition, compile_default, compile_index_expression,
    referenced_columns,
};
use crate::orm::{DjangoResult, deconstruct_value};
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
    let RenderedField { field, model } = field;
    let compiled = compile_default(interpreter, &model.apps, &model.model, field, default)?;
    literal(&compiled)
}

/// The SQL that computes a generated field.
pub(super) fn generated(
    interpreter: &mut Interpreter,
    field: &RenderedField,
) -> DjangoResult<String> {
    let RenderedField { field, model } = field;
    let expression = field
        .extra
        .get("expression")
        .cloned()
        .unwrap_or(Value::None);
    let compiled = compile(interpreter, &model.apps, &model.model, &expression)?;
    if compiled.params.is_empty() {
        return Ok(compiled.sql);
    }
    literal(&compiled)
}

/// The SQL of a condition: a check, or what a partial index covers.
pub(super) fn condition(
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    condition: &Value,
) -> DjangoResult<String> {
    literal(&compile_condition(
        interpreter,
        &model.apps,
        &model.model,
        condition,
    )?)
}

/// The SQL of the expressions of an index.
pub(super) fn index_expressions(
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    expressions: &[Value],
) -> DjangoResult<KeySql> {
    let mut key = KeySql {
        sql: String::new(),
        columns: Vec::new(),
    };
    for expression in expressions {
        let RenderedModel { apps, model } = model;
        let compiled = compile_index_expression(interpreter, apps, model, expression)?;
        if !key.sql.is_empty() {
            key.sql.push_str(", ");
        }
        key.sql.push_str(&literal(&compiled)?);
        key.columns.extend(referenced_columns(model, expression));
    }
    Ok(key)
}

/// The SQL with its parameters written out.
fn literal(compiled: &Compiled) -> DjangoResult<String> {
    let parameters: Vec<String> = compiled.params.iter().map(quote_value).collect();
    percent_format(&compiled.sql, &parameters)
}

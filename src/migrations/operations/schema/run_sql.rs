//! `RunSQL`: a script, or a list of statements with or without parameters.

use crate::backends::SchemaEditor;
use crate::backends::sqlite::operations::prepare_sql_script;
use crate::database::SqlValue;
use crate::orm::fields::to_sql;
use crate::orm::{DjangoResult, Exception};
use crate::python::{Interpreter, Value};

pub(super) fn run(schema_editor: &mut SchemaEditor<'_>, sql: &Value) -> DjangoResult<()> {
    if let Some(statements) = sequence(sql) {
        return statements
            .iter()
            .try_for_each(|statement| run_one(schema_editor, statement));
    }
    let script = text(schema_editor.interpreter(), sql)?;
    for statement in prepare_sql_script(&script) {
        schema_editor.execute(&statement, None)?;
    }
    Ok(())
}

/// A statement, or a pair of a statement and its parameters.
fn run_one(schema_editor: &mut SchemaEditor<'_>, statement: &Value) -> DjangoResult<()> {
    let Some(pair) = sequence(statement) else {
        let sql = text(schema_editor.interpreter(), statement)?;
        return schema_editor.execute(&sql, None).map(drop);
    };
    let [sql, parameters] = pair.as_slice() else {
        let message = format!("Expected a 2-tuple but got {}", pair.len());
        return Err(Exception::new("ValueError", message));
    };
    let parameters = match parameters {
        Value::None => None,
        parameters => Some(sql_values(schema_editor, parameters)?),
    };
    let sql = text(schema_editor.interpreter(), sql)?;
    schema_editor.execute(&sql, parameters.as_deref()).map(drop)
}

fn sql_values(
    schema_editor: &mut SchemaEditor<'_>,
    parameters: &Value,
) -> DjangoResult<Vec<SqlValue>> {
    let Some(parameters) = parameters.as_sequence() else {
        return Err(Exception::new(
            "NotImplementedError",
            "parameters of a RunSQL statement must be a list or a tuple here; name them by position",
        ));
    };
    let interpreter = schema_editor.interpreter();
    let values = parameters.iter().map(|value| to_sql(interpreter, value));
    let values: Result<Vec<SqlValue>, _> = values.collect();
    values.map_err(|error| Exception::from_python(interpreter, error))
}

fn sequence(value: &Value) -> Option<Vec<Value>> {
    matches!(value, Value::List(_) | Value::Tuple(_))
        .then(|| value.as_sequence())
        .flatten()
}

fn text(interpreter: &Interpreter, value: &Value) -> DjangoResult<String> {
    let text = value.as_text().map(|text| text.to_string());
    text.ok_or_else(|| {
        let class = interpreter.class_of(value);
        let path = match value {
            // `RunPython.noop` is Python code in Django.
            Value::NativeFunction(_) => "function".to_owned(),
            _ if &*class.module == "builtins" => class.qualname.to_string(),
            _ => class.path(),
        };
        let message = format!("Expected text or file-like object, got <class '{path}'>");
        Exception::new("TypeError", message)
    })
}

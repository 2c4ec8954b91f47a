//! `RunSQL`: a script, or a list of statements with or without parameters.

use crate::backends::BaseDatabaseSchemaEditor;
use crate::orm::{DjangoResult, Exception};
use crate::python::{Interpreter, Value};

pub(super) fn run(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    sql: &Value,
) -> DjangoResult<()> {
    if let Some(statements) = sequence(sql) {
        return statements
            .iter()
            .try_for_each(|statement| run_one(schema_editor, statement));
    }
    let script = text(schema_editor.interpreter(), sql)?;
    for statement in schema_editor.prepare_sql_script(&script) {
        schema_editor.execute_with(&statement, None)?;
    }
    Ok(())
}

/// A statement, or a pair of a statement and its parameters.
fn run_one(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    statement: &Value,
) -> DjangoResult<()> {
    let Some(pair) = sequence(statement) else {
        let sql = text(schema_editor.interpreter(), statement)?;
        return schema_editor.execute_with(&sql, None);
    };
    let [sql, parameters] = pair.as_slice() else {
        let message = format!("Expected a 2-tuple but got {}", pair.len());
        return Err(Exception::new("ValueError", message));
    };
    let parameters = match parameters {
        Value::None => None,
        parameters => Some(sequence_of(parameters)?),
    };
    let sql = text(schema_editor.interpreter(), sql)?;
    schema_editor.execute_with(&sql, parameters.as_deref())
}

fn sequence_of(parameters: &Value) -> DjangoResult<Vec<Value>> {
    parameters.as_sequence().ok_or_else(|| {
        Exception::new(
            "NotImplementedError",
            "parameters of a RunSQL statement must be a list or a tuple here; name them by position",
        )
    })
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

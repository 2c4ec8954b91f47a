//! Whether a field that is altered changes anything in a database, and which changes none takes.

use super::{Connection, RenderedField};
use crate::database::SqlValue;
use crate::orm::connection::lend;
use crate::orm::deconstruct::Deconstruction;
use crate::orm::fields::NON_DB_ATTRS;
use crate::orm::{DjangoResult, Exception, Field};
use crate::python::{Interpreter, Value};

/// What existing rows get in a new column: the default, `''` where that is what blank means, the
/// present moment for `auto_now`, else nothing.
///
/// # Errors
///
/// What a callable default raises, or a value that the field does not take.
pub fn effective_default(
    connection: &mut dyn Connection,
    interpreter: &mut Interpreter,
    field: &RenderedField,
) -> DjangoResult<SqlValue> {
    let RenderedField { field, model } = field;
    let default = |interpreter: &mut Interpreter| {
        field.effective_default(interpreter, &model.apps, &model.model)
    };
    if !field.has_callable_default() {
        return default(interpreter);
    }
    // The project's function may ask for rows, and make some.
    let database = connection.savepoint();
    match lend(interpreter, database, default) {
        Ok((default, changed)) => {
            connection.rollback_to(changed);
            default
        }
        Err(error) => Err(Exception::from_python(interpreter, error)),
    }
}

/// Whether the two fields differ in more than what a database never sees, and than the attributes
/// to `ignore`. `same_default` answers whether the SQL of both defaults is the same.
///
/// # Errors
///
/// `AttributeError` for a relation that has not met its model, and what a comparison raises.
pub fn field_should_be_altered(
    interpreter: &mut Interpreter,
    (old_field, new_field): (&RenderedField, &RenderedField),
    ignore: &[&str],
    same_default: &mut dyn FnMut(&mut Interpreter) -> DjangoResult<bool>,
) -> DjangoResult<bool> {
    if !old_field.field.concrete() && !new_field.field.concrete() {
        return Ok(false);
    }
    let (mut old, mut new) = (deconstruct(old_field), deconstruct(new_field));
    for name in ignore {
        forget(name, &mut old, &mut new);
    }
    if refer_to_same_table(old_field, new_field)? {
        forget("to", &mut old, &mut new);
    }
    let has_default = |it: &Deconstruction| it.kwargs.contains_key("db_default");
    if has_default(&old) && has_default(&new) && same_default(interpreter)? {
        forget("db_default", &mut old, &mut new);
    }
    let same_column = old_field.column() == new_field.column();
    Ok(!same_column || !equal_calls(interpreter, &old, &new)?)
}

/// `old == new`. Fields are equal only to themselves, as they are numbered.
///
/// # Errors
///
/// What the comparison raises.
pub fn equal_values(interpreter: &mut Interpreter, old: &Value, new: &Value) -> DjangoResult<bool> {
    if old.is(new) {
        return Ok(true);
    }
    if Field::is_field(old) {
        return Ok(false);
    }
    let equal = interpreter.equals(old, new);
    equal.map_err(|error| Exception::from_python(interpreter, error))
}

/// Refuses another computation of a generated column. `generated_sql` answers what computes one.
///
/// # Errors
///
/// `ValueError`, and what the compilation raises.
pub fn refuse_generated_change<Sql: PartialEq>(
    old_field: &RenderedField,
    new_field: &RenderedField,
    mut generated_sql: impl FnMut(&RenderedField) -> DjangoResult<Sql>,
) -> DjangoResult<()> {
    let (old, new) = (&old_field.field, &new_field.field);
    let modified = if old.generated() != new.generated() {
        true
    } else if !new.generated() {
        false
    } else if old_field.db_persist() != new_field.db_persist() {
        true
    } else {
        match generated_sql(old_field) {
            Ok(old_sql) => old_sql != generated_sql(new_field)?,
            // A field that the expression uses was renamed.
            Err(error) if error.class_path.ends_with("FieldError") => true,
            Err(error) => return Err(error),
        }
    };
    if !modified {
        return Ok(());
    }
    let message = format!(
        "Modifying GeneratedFields is not supported - the field {} must be removed and re-added \
         with the new definition.",
        new_field.label()
    );
    Err(Exception::new("ValueError", message))
}

/// The error of a field without a column that is no relation.
pub fn no_db_type(old_field: &RenderedField, new_field: &RenderedField) -> Exception {
    let message = format!(
        "Cannot alter field {} into {} - they do not properly define db_type (are you using a \
         badly-written custom field?)",
        old_field.label(),
        new_field.label()
    );
    Exception::new("ValueError", message)
}

/// The error of two fields of which only one has a column, or an intermediate table of its own.
pub fn incompatible(old_field: &RenderedField, new_field: &RenderedField) -> Exception {
    let message = format!(
        "Cannot alter field {} into {} - they are not compatible types (you cannot alter to or \
         from M2M fields, or add or remove through= on M2M fields)",
        old_field.label(),
        new_field.label()
    );
    Exception::new("ValueError", message)
}

/// Whether Python finds path, arguments and keywords equal.
fn equal_calls(
    interpreter: &mut Interpreter,
    old: &Deconstruction,
    new: &Deconstruction,
) -> DjangoResult<bool> {
    if old.path != new.path
        || old.args.len() != new.args.len()
        || old.kwargs.len() != new.kwargs.len()
    {
        return Ok(false);
    }
    for (old, new) in old.args.iter().zip(&new.args) {
        if !equal_values(interpreter, old, new)? {
            return Ok(false);
        }
    }
    for (name, old) in &old.kwargs {
        match new.kwargs.get(name) {
            Some(new) if equal_values(interpreter, old, new)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// Whether both are foreign keys to the same table, whatever its model is called.
fn refer_to_same_table(old_field: &RenderedField, new_field: &RenderedField) -> DjangoResult<bool> {
    let are_related = old_field.field.is_relation() && new_field.field.is_relation();
    if new_field.field.many_to_many() || !are_related {
        return Ok(false);
    }
    match (old_field.remote_model(), new_field.remote_model()) {
        (Ok(old), Ok(new)) => Ok(old.db_table() == new.db_table()),
        // A relation that has not met its model has the model's name in its place.
        _ => {
            let message = "'str' object has no attribute '_meta'";
            Err(Exception::new("AttributeError", message))
        }
    }
}

/// What the field is to the database, with the models that it refers to spelled out.
fn deconstruct(field: &RenderedField) -> Deconstruction {
    let mut call = field.field.deconstruct();
    for name in NON_DB_ATTRS {
        call.kwargs.shift_remove(*name);
    }
    let owner = &field.model.model;
    let references = [
        ("to", field.field.remote_key(owner)),
        (
            "through",
            field.field.through_key(&owner.app_label, &owner.name),
        ),
    ];
    for (name, key) in references {
        if let (Some(written), Some(key)) = (call.kwargs.get_mut(name), key) {
            *written = Value::str(key.to_string());
        }
    }
    call
}

fn forget(name: &str, old: &mut Deconstruction, new: &mut Deconstruction) {
    old.kwargs.shift_remove(name);
    new.kwargs.shift_remove(name);
}

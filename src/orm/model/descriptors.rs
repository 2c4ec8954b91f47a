//! Fields that stand on their model's class as descriptors: those of files.

use std::rc::Rc;

use crate::orm::fields::{Field, FieldKind};
use crate::python::{Arguments, Class, Interpreter, PyResult, Value};

/// Whether a field's values are made when they are asked for.
pub(super) fn has_own(field: &Field) -> bool {
    field.kind.is_subclass(FieldKind::FileField)
}

/// Sets the descriptor of such a field.
///
/// # Errors
///
/// What making it raises.
pub(super) fn set(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    field: &Field,
    value: &Value,
) -> PyResult<()> {
    if !has_own(field) {
        return Ok(());
    }
    let name = match field.kind.is_subclass(FieldKind::ImageField) {
        true => "ImageFileDescriptor",
        false => "FileDescriptor",
    };
    let own = interpreter.class_of(value).lookup("descriptor_class");
    let module = interpreter.import_module("django.db.models.fields.files")?;
    let descriptor = own.or_else(|| module.get(name)).unwrap_or(Value::None);
    let arguments = Arguments::positional(vec![value.clone()]);
    let descriptor = interpreter.call(&descriptor, arguments)?;
    class.set(&field.attname(), descriptor);
    Ok(())
}

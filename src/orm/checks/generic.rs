//! Checks of generic foreign keys, which are no columns and which migrations do not see.

use std::rc::Rc;

use super::CheckMessage;
use crate::orm::apps::Apps;
use crate::orm::model::{Model, meta_of};
use crate::python::{Class, Value};

const HINT: &str = "GenericForeignKeys must use a ForeignKey to 'contenttypes.ContentType' as the \
                    'content_type' field.";

/// `GenericForeignKey.check()` of every one that the class declares.
pub fn generic_foreign_keys(apps: &Apps, class: &Rc<Class>) -> Vec<CheckMessage> {
    let Some(meta) = meta_of(class) else {
        return Vec::new();
    };
    let model = meta.model.borrow();
    let Some(model) = apps.model(&model.key()) else {
        return Vec::new();
    };
    let mut messages = Vec::new();
    for (name, value) in meta.private_fields.borrow().iter() {
        if let Value::Instance(instance) = value
            && &*instance.class.name == "GenericForeignKey"
        {
            let text = |attribute: &str, default: &str| {
                let given = instance.get(attribute).and_then(|it| it.as_text());
                given.unwrap_or_else(|| default.into())
            };
            let (key, kind) = (
                text("fk_field", "object_id"),
                text("ct_field", "content_type"),
            );
            let label = format!("{}.{name}", model.label());
            if name.ends_with('_') {
                let text = "Field names must not end with an underscore.";
                messages.push(CheckMessage::error(&label, "fields.E001", text));
            }
            messages.extend(object_id(model, &label, &key));
            messages.extend(content_type(apps, model, &label, &kind));
        }
    }
    messages
}

fn object_id(model: &Model, label: &str, name: &str) -> Option<CheckMessage> {
    let text =
        format!("The GenericForeignKey object ID references the nonexistent field '{name}'.");
    let missing = model.get_field(name).is_err();
    missing.then(|| CheckMessage::error(label, "contenttypes.E001", text))
}

fn content_type(apps: &Apps, model: &Model, label: &str, name: &str) -> Option<CheckMessage> {
    let place = format!("{}.{name}", model.name);
    let Ok(field) = model.get_field(name) else {
        let text = format!(
            "The GenericForeignKey content type references the nonexistent field '{place}'."
        );
        return Some(CheckMessage::error(label, "contenttypes.E002", text));
    };
    if !field.kind.is_foreign_key() {
        let text = format!("'{place}' is not a ForeignKey.");
        return Some(CheckMessage::error(label, "contenttypes.E003", text).hint(HINT));
    }
    let target = field.remote_model(apps, model);
    if target.is_some_and(|target| target.label_lower() == "contenttypes.contenttype") {
        return None;
    }
    let text = format!("'{place}' is not a ForeignKey to 'contenttypes.ContentType'.");
    Some(CheckMessage::error(label, "contenttypes.E004", text).hint(HINT))
}

//! Which fields refer to which models and fields: `django.db.migrations.utils`.

use std::rc::Rc;

use super::ProjectState;
use crate::orm::{Field, FieldKind, ModelKey, ModelReference};
use crate::python::Value;

/// How a relation refers to a model: as its target, as its `through` model, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldReference {
    /// The model is the target.
    pub to: bool,
    /// The model is the `through` model.
    pub through: bool,
}

/// A field that a reference may be narrowed to: its name, and the field itself when it is known.
pub type ReferencedField<'a> = (&'a str, Option<&'a Field>);

/// Whether the field points to another model.
pub fn is_relation(field: &Field) -> bool {
    field.relation.is_some()
}

/// How `field` of `app_label.model_name` refers to a model, or to one field of it.
///
/// With a field's name and no field, a reference to the primary key counts only when it may be.
pub fn field_references(
    app_label: &str,
    model_name: &str,
    field: &Field,
    model: &ModelKey,
    referenced: Option<ReferencedField<'_>>,
) -> Option<FieldReference> {
    let relation = field.relation.as_ref()?;
    let points_at =
        |reference: &ModelReference| resolves_to(reference, app_label, model_name, model);
    let to = points_at(&relation.to) && refers_to_field(field, referenced);
    let through = relation.through.as_ref().is_some_and(points_at)
        && match (&relation.through_fields, referenced) {
            (Some(fields), Some((name, _))) => fields.iter().any(|field| &**field == name),
            _ => true,
        };
    (to || through).then_some(FieldReference { to, through })
}

/// The fields of a state that refer to a model, or to one field of it: model, field name, how.
pub fn get_references(
    state: &ProjectState,
    model: &ModelKey,
    referenced: Option<ReferencedField<'_>>,
) -> Vec<(ModelKey, Rc<str>, FieldReference)> {
    let mut found = Vec::new();
    for (key, model_state) in state.models.iter() {
        for (name, field) in &model_state.fields {
            let reference =
                field_references(&key.app_label, &key.model_name, field, model, referenced);
            if let Some(reference) = reference {
                found.push((key.clone(), name.clone(), reference));
            }
        }
    }
    found
}

/// Whether a field of the state refers to this field.
pub fn field_is_referenced(state: &ProjectState, model: &ModelKey, field: (&str, &Field)) -> bool {
    !get_references(state, model, Some((field.0, Some(field.1)))).is_empty()
}

/// Whether a reference made in `app_label.model_name` resolves to the model.
pub fn resolves_to(
    reference: &ModelReference,
    app_label: &str,
    model_name: &str,
    model: &ModelKey,
) -> bool {
    let (app_label, name) = match reference {
        ModelReference::Recursive => (app_label, model_name),
        ModelReference::Unscoped(name) => (app_label, &**name),
        ModelReference::Scoped { app_label, model }
        | ModelReference::Setting {
            app_label, model, ..
        } => (&**app_label, &**model),
    };
    *app_label == *model.app_label && same_lower(name, &model.model_name)
}

/// `name.lower() == lower`, without making the lower-case name.
pub fn same_lower(name: &str, lower: &str) -> bool {
    name.eq_ignore_ascii_case(lower) || (!name.is_ascii() && name.to_lowercase() == lower)
}

/// The names of the remote fields: `None` stands for the primary key. A field without `to_fields`
/// may refer to any.
fn to_fields(field: &Field) -> Option<Vec<Option<Rc<str>>>> {
    let relation = field.relation.as_ref()?;
    match field.kind {
        FieldKind::ForeignKey | FieldKind::OneToOneField => Some(vec![relation.to_field.clone()]),
        FieldKind::ForeignObject => Some(relation.to_fields.iter().cloned().map(Some).collect()),
        _ => None,
    }
}

fn refers_to_field(field: &Field, referenced: Option<ReferencedField<'_>>) -> bool {
    let (Some((name, referenced)), Some(to_fields)) = (referenced, to_fields(field)) else {
        return true;
    };
    let may_be_primary_key = referenced.is_none_or(|field| field.options.primary_key);
    to_fields.iter().any(|to_field| match to_field {
        None => may_be_primary_key,
        Some(to_field) => &**to_field == name,
    })
}

/// Changes the field of the same model that names the renamed field: a composite relation or key.
pub fn rename_local_field(field: &mut Field, old_name: &str, new_name: &str) {
    let names_it = |names: &[Rc<str>]| names.iter().any(|name| &**name == old_name);
    if let Some(relation) = &field.relation
        && names_it(&relation.from_fields)
    {
        *field = field.with(|data| {
            if let Some(relation) = &mut data.relation {
                rename_all(&mut relation.from_fields, old_name, new_name);
            }
        });
    }
    let Some(mut names) = field_names(field) else {
        return;
    };
    if names_it(&names) {
        rename_all(&mut names, old_name, new_name);
        let names = names.into_iter().map(Value::Str).collect();
        *field = field.with(|data| {
            data.extra.insert("field_names".into(), Value::tuple(names));
        });
    }
}

/// The field with its reference to a renamed remote field changed.
pub fn rename_to_field(field: &Field, old_name: &str, new_name: &str) -> Field {
    field.with(|data| {
        if let Some(relation) = &mut data.relation {
            if relation.to_field.as_deref() == Some(old_name) {
                relation.to_field = Some(new_name.into());
            }
            rename_all(&mut relation.to_fields, old_name, new_name);
        }
    })
}

fn field_names(field: &Field) -> Option<Vec<Rc<str>>> {
    let names = field.extra.get("field_names")?.as_sequence()?;
    names.iter().map(Value::as_text).collect()
}

fn rename_all(names: &mut [Rc<str>], old_name: &str, new_name: &str) {
    for name in names {
        if &**name == old_name {
            *name = new_name.into();
        }
    }
}

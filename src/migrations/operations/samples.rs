//! Fields and operations for tests, written briefly.

use super::Operation;
use crate::orm::fields::FieldData;
use crate::orm::{Base, Field, FieldKind, ModelOptions, ModelReference, Relation};

pub(crate) fn field(kind: FieldKind, change: impl FnOnce(&mut FieldData)) -> Field {
    Field::of_kind(kind).with(change)
}

pub(crate) fn key() -> Field {
    field(FieldKind::AutoField, |it| it.options.primary_key = true)
}

pub(crate) fn text() -> Field {
    field(FieldKind::TextField, |_| {})
}

pub(crate) fn integer() -> Field {
    field(FieldKind::IntegerField, |_| {})
}

pub(crate) fn indexed(kind: FieldKind) -> Field {
    field(kind, |it| it.options.db_index = true)
}

pub(crate) fn relation(kind: FieldKind, to: &str) -> Field {
    let reference = match to {
        "self" => ModelReference::Recursive,
        name => ModelReference::Unscoped(name.into()),
    };
    field(kind, |it| {
        it.options.db_index = kind != FieldKind::ManyToManyField;
        it.options.unique = kind == FieldKind::OneToOneField;
        it.relation = Some(Relation::to(reference));
    })
}

pub(crate) fn nullable(field: Field) -> Field {
    field.with(|it| it.options.null = true)
}

pub(crate) fn unique(field: Field) -> Field {
    field.with(|it| it.options.unique = true)
}

pub(crate) fn primary(field: Field) -> Field {
    field.with(|it| it.options.primary_key = true)
}

pub(crate) fn create(name: &str, fields: &[(&str, Field)]) -> Operation {
    let fields = fields
        .iter()
        .map(|(name, field)| ((*name).into(), field.clone()));
    Operation::CreateModel {
        name: name.into(),
        fields: fields.collect(),
        options: ModelOptions::default(),
        bases: vec![Base::Model],
        managers: Vec::new(),
    }
}

pub(crate) fn add(model: &str, name: &str, field: Field) -> Operation {
    Operation::AddField {
        model_name: model.into(),
        name: name.into(),
        field,
        preserve_default: true,
    }
}

pub(crate) fn remove(model: &str, name: &str) -> Operation {
    Operation::RemoveField {
        model_name: model.into(),
        name: name.into(),
    }
}

pub(crate) fn rename_field(model: &str, old_name: &str, new_name: &str) -> Operation {
    Operation::RenameField {
        model_name: model.into(),
        old_name: old_name.into(),
        new_name: new_name.into(),
    }
}

pub(crate) fn alter(model: &str, name: &str, field: Field) -> Operation {
    Operation::AlterField {
        model_name: model.into(),
        name: name.into(),
        field,
        preserve_default: true,
    }
}

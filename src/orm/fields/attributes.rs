//! What a field answers about itself.

use std::rc::Rc;

use super::{Field, FieldData, FieldKind, ModelReference};
use crate::orm::model::ModelKey;
use crate::python::Value;

/// Attributes that do not touch the column: a field that differs in nothing else needs no
/// `ALTER TABLE` (`Field.non_db_attrs`).
pub const NON_DB_ATTRS: &[&str] = &[
    "blank",
    "choices",
    "db_column",
    "editable",
    "error_messages",
    "help_text",
    "limit_choices_to",
    "on_delete",
    "related_name",
    "related_query_name",
    "validators",
    "verbose_name",
];

impl Field {
    /// A field of a built-in class without any option.
    pub fn of_kind(kind: FieldKind) -> Self {
        FieldData {
            kind,
            path: kind.path().into(),
            name: None,
            options: super::FieldOptions {
                editable: true,
                serialize: true,
                ..Default::default()
            },
            extra: indexmap::IndexMap::default(),
            relation: None,
            custom: None,
            creation_counter: 0,
            instance: None,
            model: None,
            internal_type: None,
            own_db_type: None,
        }
        .into()
    }

    /// The automatic primary key `id` of the class at `path` (`DEFAULT_AUTO_FIELD`).
    pub fn auto(kind: FieldKind) -> Self {
        Self::of_kind(kind).with(|data| {
            data.name = Some("id".into());
            data.options.verbose_name = Some(Value::Str("ID".into()));
            data.options.primary_key = true;
            data.options.auto_created = true;
            data.options.serialize = false;
            data.options.blank = true;
            data.creation_counter = -1;
        })
    }

    /// Django's `Field.clone()`: an equal field that belongs to no model. It keeps its name, which
    /// every caller sets again.
    #[must_use]
    pub fn clone_field(&self) -> Self {
        self.with(|data| data.model = None)
    }

    /// The same field under another name.
    #[must_use]
    pub fn with_name(&self, name: &str) -> Self {
        self.with(|data| data.name = Some(name.into()))
    }

    /// Whether it points to another model.
    pub fn is_relation(&self) -> bool {
        self.relation.is_some()
    }

    /// Whether it is a `ManyToManyField`.
    pub fn many_to_many(&self) -> bool {
        self.kind == FieldKind::ManyToManyField
    }

    /// Whether it is a `ForeignKey` (or `ForeignObject`) that is no `OneToOneField`.
    pub fn many_to_one(&self) -> bool {
        self.kind.is_subclass(FieldKind::ForeignObject) && !self.one_to_one()
    }

    /// Whether it is a `OneToOneField`.
    pub fn one_to_one(&self) -> bool {
        self.kind == FieldKind::OneToOneField
    }

    /// Whether the database computes it.
    pub fn generated(&self) -> bool {
        self.kind == FieldKind::GeneratedField
    }

    /// `unique`: said so, or the primary key.
    pub fn unique(&self) -> bool {
        self.options.unique || self.options.primary_key
    }

    /// Whether `default` is given.
    pub fn has_default(&self) -> bool {
        self.options.default.is_some()
    }

    /// Whether `db_default` is given.
    pub fn has_db_default(&self) -> bool {
        self.options.db_default.is_some()
    }

    /// Whether an INSERT answers the column's value.
    pub fn db_returning(&self) -> bool {
        self.has_db_default() || self.generated() || self.kind.is_auto()
    }

    /// `empty_strings_allowed`.
    pub fn empty_strings_allowed(&self) -> bool {
        self.kind.empty_strings_allowed()
    }

    /// Whether `auto_now` or `auto_now_add` is set.
    pub fn is_auto_now(&self) -> bool {
        let set = |name| matches!(self.extra.get(name), Some(Value::Bool(true)));
        set("auto_now") || set("auto_now_add")
    }

    /// The constraint in the database that a relation wants.
    pub fn db_constraint(&self) -> bool {
        self.relation
            .as_ref()
            .is_some_and(|relation| relation.db_constraint)
    }

    /// The model that a relation points to, seen from a field of `app_label.model_name`.
    pub fn remote_model_key(&self, app_label: &str, model_name: &str) -> Option<ModelKey> {
        let relation = self.relation.as_ref()?;
        Some(relation.to.resolve(app_label, model_name))
    }

    /// The explicit `through` model of a many-to-many relation.
    pub fn through_key(&self, app_label: &str, model_name: &str) -> Option<ModelKey> {
        let through = self.relation.as_ref()?.through.as_ref()?;
        Some(through.resolve(app_label, model_name))
    }

    /// `related_name` with `%(class)s`, `%(model_name)s` and `%(app_label)s` filled in, and as
    /// many-to-many fields make it up when the relation has no reverse side.
    pub fn related_name(&self, app_label: &str, model_name: &str) -> Option<Rc<str>> {
        let relation = self.relation.as_ref()?;
        let (name, model_name) = (self.name(), model_name.to_lowercase());
        if self.many_to_many() {
            let recursive = match &relation.to {
                ModelReference::Recursive => true,
                ModelReference::Unscoped(to) => to.to_lowercase() == model_name,
                // What was resolved was written so.
                ModelReference::Scoped {
                    app_label: label,
                    model,
                } => **label == *app_label && model.to_lowercase() == model_name,
                ModelReference::Setting { .. } => false,
            };
            if relation.symmetrical == Some(true) && recursive {
                return Some(format!("{name}_rel_+").into());
            }
            if self.is_hidden_relation() {
                return Some(format!("_{app_label}_{model_name}_{name}_+").into());
            }
        }
        let given = relation.related_name.as_ref()?;
        Some(interpolate(given, app_label, &model_name).into())
    }

    /// Whether the relation has no reverse side: `related_name` ends with `+`.
    pub fn is_hidden_relation(&self) -> bool {
        self.relation
            .as_ref()
            .and_then(|relation| relation.related_name.as_ref())
            .is_some_and(|name| name.ends_with('+'))
    }

    /// `verbose_name`, made from the name when it is not given.
    pub fn verbose_name(&self) -> Value {
        match &self.options.verbose_name {
            Some(given) => given.clone(),
            None => Value::Str(self.name().replace('_', " ").into()),
        }
    }
}

/// `text % {"class": …, "model_name": …, "app_label": …}`.
pub(crate) fn interpolate(text: &str, app_label: &str, model_name: &str) -> String {
    text.replace("%(class)s", model_name)
        .replace("%(model_name)s", model_name)
        .replace("%(app_label)s", &app_label.to_lowercase())
}

/// `field.<name>` as Python sees it.
pub(crate) fn attribute_value(field: &Field, name: &str) -> Option<Value> {
    let options = &field.options;
    let optional = |value: &Option<Value>| value.clone().unwrap_or(Value::None);
    let text = |value: &Option<Rc<str>>| value.clone().map_or(Value::None, Value::Str);
    Some(match name {
        "name" => text(&field.name),
        "attname" => Value::Str(field.attname()),
        "column" => text(&field.column()),
        "verbose_name" => field.verbose_name(),
        "_verbose_name" => optional(&options.verbose_name),
        "primary_key" => Value::Bool(options.primary_key),
        "max_length" => optional(&options.max_length),
        "unique" => Value::Bool(field.unique()),
        "blank" => Value::Bool(options.blank),
        "null" => Value::Bool(options.null),
        "db_index" => Value::Bool(options.db_index),
        "default" => return options.default.clone(),
        "db_default" => return options.db_default.clone(),
        "editable" => Value::Bool(options.editable),
        "serialize" => Value::Bool(options.serialize),
        "unique_for_date" => text(&options.unique_for_date),
        "unique_for_month" => text(&options.unique_for_month),
        "unique_for_year" => text(&options.unique_for_year),
        "choices" => optional(&options.choices),
        "help_text" => options.help_text.clone().unwrap_or_else(|| Value::str("")),
        "db_column" => text(&options.db_column),
        "db_comment" => text(&options.db_comment),
        "auto_created" => Value::Bool(options.auto_created),
        "validators" | "_validators" => Value::list(options.validators.clone()),
        "error_messages" => optional(&options.error_messages),
        "is_relation" => Value::Bool(field.is_relation()),
        "many_to_many" | "many_to_one" | "one_to_one" | "one_to_many" if !field.is_relation() => {
            Value::None
        }
        "many_to_many" => Value::Bool(field.many_to_many()),
        "many_to_one" => Value::Bool(field.many_to_one()),
        "one_to_one" => Value::Bool(field.one_to_one()),
        "one_to_many" => Value::Bool(false),
        "concrete" => Value::Bool(field.concrete()),
        "generated" => Value::Bool(field.generated()),
        "hidden" => Value::Bool(false),
        "empty_strings_allowed" => Value::Bool(field.empty_strings_allowed()),
        "creation_counter" => Value::Int(field.creation_counter),
        "auto_now" | "auto_now_add" => {
            Value::Bool(matches!(field.extra.get(name), Some(Value::Bool(true))))
        }
        "_storage" => optional(&field.extra.get("storage").cloned()),
        _ => return field.extra.get(name).cloned(),
    })
}

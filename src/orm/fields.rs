//! Model fields as immutable values.

mod attributes;
pub(crate) mod choices;
pub(crate) mod clean;
mod column;
pub(crate) mod construct;
mod deconstruct;
mod duration;
mod kind;
mod object;
mod parse;
mod prepare;

pub use attributes::NON_DB_ATTRS;
pub(crate) use attributes::attribute_value;
pub(crate) use attributes::interpolate;
pub use column::DbParameters;
pub(crate) use duration::parse_duration;
pub use object::FieldObject;
pub(crate) use object::{has_own, text_keys};
pub(crate) use parse::{parse_date, parse_text, parse_time};
pub(crate) use prepare::{is_callable, to_sql};

use crate::python::value::Namespace;
use std::ops::Deref;
use std::rc::Rc;

use super::deconstruct::Deconstruction;
use super::model::ModelKey;
use crate::python::Value;

/// A model field. Cloning copies a pointer; a changed field is a new one.
#[derive(Clone)]
pub struct Field(Rc<FieldData>);

/// The built-in field class that decides a field's behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the Django class it names")]
pub enum FieldKind {
    AutoField,
    BigAutoField,
    SmallAutoField,
    BigIntegerField,
    BinaryField,
    BooleanField,
    CharField,
    CommaSeparatedIntegerField,
    CompositePrimaryKey,
    DateField,
    DateTimeField,
    DecimalField,
    DurationField,
    EmailField,
    FileField,
    FilePathField,
    FloatField,
    ForeignKey,
    ForeignObject,
    GeneratedField,
    GenericIPAddressField,
    IPAddressField,
    ImageField,
    IntegerField,
    JSONField,
    ManyToManyField,
    NullBooleanField,
    OneToOneField,
    OrderWrt,
    PositiveBigIntegerField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    SlugField,
    SmallIntegerField,
    TextField,
    TimeField,
    URLField,
    UUIDField,
    /// A subclass of `Field` itself, known only by its own `db_type()` or `get_internal_type()`.
    Custom,
}

/// What a field is made of.
#[derive(Clone)]
pub struct FieldData {
    /// The nearest built-in class.
    pub kind: FieldKind,
    /// Dotted path as `deconstruct()` writes it; a project's subclass has its own.
    pub path: Rc<str>,
    /// The attribute name on the model, once the field has one.
    pub name: Option<Rc<str>>,
    /// Options that every field has.
    pub options: FieldOptions,
    /// Options of the class alone, by keyword, only those that differ from the default:
    /// `auto_now`, `max_digits`, `upload_to`, `protocol`, `expression`, `db_collation`, …
    pub extra: Namespace,
    /// The relation, for `ForeignKey`, `OneToOneField`, `ManyToManyField`, `ForeignObject`.
    pub relation: Option<Relation>,
    /// What a project's own `deconstruct()` answered, when its class overrides it.
    pub custom: Option<Deconstruction>,
    /// The order in which fields were made, as `Field.creation_counter`; auto-created ones come first.
    pub creation_counter: i64,
    /// The Python instance it was read from, if any.
    pub instance: Option<Value>,
    /// The model it belongs to, once [`super::Apps`] rendered it.
    pub model: Option<ModelKey>,
    /// What a project's own `get_internal_type()` answered.
    pub internal_type: Option<Rc<str>>,
    /// What a project's own `db_type()` answered: `Some(None)` for a field without a column.
    pub own_db_type: Option<Option<Rc<str>>>,
}

/// The constructor options that every field takes, with `None` for "not given".
#[derive(Clone, Default)]
#[expect(missing_docs, reason = "each is the Django option it names")]
pub struct FieldOptions {
    pub verbose_name: Option<Value>,
    pub primary_key: bool,
    pub max_length: Option<Value>,
    pub unique: bool,
    pub blank: bool,
    pub null: bool,
    pub db_index: bool,
    pub default: Option<Value>,
    pub db_default: Option<Value>,
    pub editable: bool,
    pub serialize: bool,
    pub unique_for_date: Option<Rc<str>>,
    pub unique_for_month: Option<Rc<str>>,
    pub unique_for_year: Option<Rc<str>>,
    pub choices: Option<Value>,
    pub help_text: Option<Value>,
    pub db_column: Option<Rc<str>>,
    pub db_comment: Option<Rc<str>>,
    pub db_tablespace: Option<Rc<str>>,
    pub auto_created: bool,
    pub validators: Vec<Value>,
    pub error_messages: Option<Value>,
}

/// The other end of a relation.
#[derive(Clone)]
pub struct Relation {
    /// The model referred to.
    pub to: ModelReference,
    /// Whether the model was given as a class.
    pub is_class: bool,
    /// `on_delete`, a function of `django.db.models.deletion`; `None` for many-to-many.
    pub on_delete: Option<Value>,
    /// `related_name`.
    pub related_name: Option<Rc<str>>,
    /// `related_query_name`.
    pub related_query_name: Option<Rc<str>>,
    /// `limit_choices_to`.
    pub limit_choices_to: Option<Value>,
    /// `parent_link`.
    pub parent_link: bool,
    /// `to_field`.
    pub to_field: Option<Rc<str>>,
    /// `db_constraint`.
    pub db_constraint: bool,
    /// `symmetrical`, of many-to-many.
    pub symmetrical: Option<bool>,
    /// `through`, of many-to-many, when given.
    pub through: Option<ModelReference>,
    /// `through_fields`.
    pub through_fields: Option<Vec<Rc<str>>>,
    /// `db_table`, of many-to-many.
    pub db_table: Option<Rc<str>>,
    /// `swappable`.
    pub swappable: bool,
    /// `from_fields`, of `ForeignObject`.
    pub from_fields: Vec<Rc<str>>,
    /// `to_fields`, of `ForeignObject`.
    pub to_fields: Vec<Rc<str>>,
}

/// A reference to a model as the program wrote it or as a state resolved it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelReference {
    /// `"self"`.
    Recursive,
    /// `"Book"`: a model of the same app.
    Unscoped(Rc<str>),
    /// `"books.Book"` or the class itself, case as written.
    Scoped {
        /// App label.
        app_label: Rc<str>,
        /// Model name.
        model: Rc<str>,
    },
    /// `settings.AUTH_USER_MODEL`: the setting's name and the `app.Model` that it holds.
    Setting {
        /// `AUTH_USER_MODEL`.
        setting: Rc<str>,
        /// App label of the value.
        app_label: Rc<str>,
        /// Model name of the value.
        model: Rc<str>,
    },
}

impl ModelReference {
    /// The model referred to from a field of `app_label.model_name` (`resolve_relation()`).
    pub fn resolve(&self, app_label: &str, model_name: &str) -> ModelKey {
        match self {
            Self::Recursive => ModelKey::new(app_label, model_name),
            Self::Unscoped(model) => ModelKey::new(app_label, model),
            Self::Scoped { app_label, model }
            | Self::Setting {
                app_label, model, ..
            } => ModelKey::new(app_label, model),
        }
    }
}

impl Relation {
    /// A relation to a model with Django's defaults for everything else.
    pub fn to(to: ModelReference) -> Self {
        Self {
            to,
            is_class: false,
            on_delete: None,
            related_name: None,
            related_query_name: None,
            limit_choices_to: None,
            parent_link: false,
            to_field: None,
            db_constraint: true,
            symmetrical: None,
            through: None,
            through_fields: None,
            db_table: None,
            swappable: true,
            from_fields: Vec::new(),
            to_fields: Vec::new(),
        }
    }
}

impl Deref for Field {
    type Target = FieldData;

    fn deref(&self) -> &FieldData {
        &self.0
    }
}

impl From<FieldData> for Field {
    fn from(data: FieldData) -> Self {
        Self(Rc::new(data))
    }
}

impl Field {
    /// The same field with some parts changed.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut FieldData)) -> Self {
        let mut data = FieldData::clone(self);
        change(&mut data);
        data.into()
    }
}

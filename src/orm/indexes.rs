//! `Meta.indexes`.

use crate::python::value::Namespace;
use std::rc::Rc;

use indexmap::IndexMap;

use super::deconstruct::{Deconstruction, deep_equal};
use super::exceptions::{DjangoResult, Exception};
use super::model::Model;
use super::names::{names_digest, shorten};
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{Class, Interpreter, PyResult, Value};

/// Django's limit for index names, which Oracle sets.
const MAX_NAME_LENGTH: usize = 30;

/// `models.Index`.
#[derive(Clone)]
pub struct Index {
    /// Dotted path of the class.
    pub path: Rc<str>,
    /// Field names as given, `-` in front for descending.
    pub fields: Vec<Rc<str>>,
    /// Name; empty until `set_name_with_model`.
    pub name: Rc<str>,
    /// Positional expressions.
    pub expressions: Vec<Value>,
    /// `str()` of each expression, which descriptions show.
    pub expression_texts: Vec<Rc<str>>,
    /// `condition`, a `Q`.
    pub condition: Option<Value>,
    /// `db_tablespace`.
    pub db_tablespace: Option<Rc<str>>,
    /// `opclasses`.
    pub opclasses: Vec<Rc<str>>,
    /// `include`.
    pub include: Vec<Rc<str>>,
    /// What ends a generated name: `idx`.
    pub suffix: Rc<str>,
    /// Further arguments that a subclass's `deconstruct()` writes.
    pub extra: Namespace,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            path: "django.db.models.Index".into(),
            fields: Vec::new(),
            name: "".into(),
            expressions: Vec::new(),
            expression_texts: Vec::new(),
            condition: None,
            db_tablespace: None,
            opclasses: Vec::new(),
            include: Vec::new(),
            suffix: "idx".into(),
            extra: IndexMap::default(),
        }
    }
}

impl Index {
    /// Reads an instance of `models.Index`.
    ///
    /// # Errors
    ///
    /// A `TypeError` when the value is no index.
    pub fn from_value(interpreter: &mut Interpreter, value: &Value) -> PyResult<Self> {
        Self::of_instance(value).ok_or_else(|| {
            let type_name = interpreter.type_name(value);
            interpreter.type_error(format!("expected an Index, found '{type_name}'"))
        })
    }

    /// The index behind an instance.
    pub fn of_instance(value: &Value) -> Option<Self> {
        Some(value.native::<IndexObject>()?.0.clone())
    }

    /// An instance of `class`, or of `models.Index` itself, with this index behind it.
    pub fn into_value(self, class: &Rc<Class>) -> Value {
        Value::Instance(Instance::with_native(class, Rc::new(IndexObject(self))))
    }

    /// `Index.deconstruct()`.
    pub fn deconstruct(&self) -> Deconstruction {
        let texts = |texts: &[Rc<str>]| texts.iter().cloned().map(Value::Str).collect::<Vec<_>>();
        let mut kwargs = IndexMap::default();
        kwargs.insert("name".into(), Value::Str(self.name.clone()));
        if !self.fields.is_empty() {
            kwargs.insert("fields".into(), Value::list(texts(&self.fields)));
        }
        if let Some(tablespace) = &self.db_tablespace {
            kwargs.insert("db_tablespace".into(), Value::Str(tablespace.clone()));
        }
        if !self.opclasses.is_empty() {
            kwargs.insert("opclasses".into(), Value::list(texts(&self.opclasses)));
        }
        if let Some(condition) = &self.condition {
            kwargs.insert("condition".into(), condition.clone());
        }
        if !self.include.is_empty() {
            kwargs.insert("include".into(), Value::tuple(texts(&self.include)));
        }
        kwargs.extend(self.extra.clone());
        Deconstruction {
            path: self.path.clone(),
            args: self.expressions.clone(),
            kwargs,
        }
    }

    /// Whether both are the same index, the name included.
    pub fn deep_equals(&self, other: &Self) -> bool {
        if !self.extra.is_empty() || !other.extra.is_empty() {
            return self.deconstruct().deep_equals(&other.deconstruct());
        }
        // Its own parts are all that the call is made of; to compare them is less work.
        let same = |left: &Value, right: &Value| deep_equal(left, right);
        self.name == other.name
            && self.path == other.path
            && self.fields == other.fields
            && self.db_tablespace == other.db_tablespace
            && self.opclasses == other.opclasses
            && self.include == other.include
            && match (&self.condition, &other.condition) {
                (Some(left), Some(right)) => same(left, right),
                (left, right) => left.is_none() && right.is_none(),
            }
            && self.expressions.len() == other.expressions.len()
            && self
                .expressions
                .iter()
                .zip(&other.expressions)
                .all(|(left, right)| same(left, right))
    }

    /// The same index under another name.
    #[must_use]
    pub fn with_name(&self, name: &str) -> Self {
        Self {
            name: name.into(),
            ..self.clone()
        }
    }

    /// Field names without the sign, each with whether it is descending.
    pub fn fields_orders(&self) -> Vec<(Rc<str>, bool)> {
        let order = |field: &Rc<str>| match field.strip_prefix('-') {
            Some(name) => (name.into(), true),
            None => (field.clone(), false),
        };
        self.fields.iter().map(order).collect()
    }

    /// `contains_expressions`.
    pub fn contains_expressions(&self) -> bool {
        !self.expressions.is_empty()
    }

    /// The index with the name that Django generates from the model's table and the columns.
    ///
    /// # Errors
    ///
    /// `FieldDoesNotExist` for a field that the model has not; `ValueError` when a subclass's
    /// suffix makes the name too long.
    pub fn set_name_with_model(&self, model: &Model) -> DjangoResult<Self> {
        let table = model.db_table();
        let mut columns = Vec::new();
        for (name, descending) in self.fields_orders() {
            let field = model.get_field(&name)?;
            columns.push((field.column().unwrap_or(name), descending));
        }
        let signed = columns.iter().map(|(column, descending)| match descending {
            true => format!("-{column}"),
            false => column.to_string(),
        });
        let parts = std::iter::once(table.to_string())
            .chain(signed)
            .chain(std::iter::once(self.suffix.to_string()));
        let digest = names_digest(parts, 6);
        let first = columns
            .first()
            .map(|(column, _)| column.to_string())
            .unwrap_or_default();
        let name = format!(
            "{}_{}_{digest}_{}",
            shorten(&table, 11),
            shorten(&first, 7),
            self.suffix
        );
        if name.chars().count() > MAX_NAME_LENGTH {
            return Err(Exception::new(
                "ValueError",
                "Index too long for multiple database support. Is self.suffix longer than 3 characters?",
            ));
        }
        Ok(self.with_name(&without_bad_start(name)))
    }
}

/// Names must not begin with an underscore or a digit on Oracle.
fn without_bad_start(name: String) -> String {
    match name.chars().next() {
        Some(first) if first == '_' || first.is_ascii_digit() => {
            format!("D{}", &name[first.len_utf8()..])
        }
        _ => name,
    }
}

/// The host's part of an `Index` instance.
pub struct IndexObject(pub Index);

impl NativeObject for IndexObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let texts = |texts: &[Rc<str>]| texts.iter().cloned().map(Value::Str).collect::<Vec<_>>();
        Some(match name {
            "name" => Value::Str(self.0.name.clone()),
            "fields" => Value::list(texts(&self.0.fields)),
            "condition" => self.0.condition.clone().unwrap_or(Value::None),
            "include" => Value::tuple(texts(&self.0.include)),
            "expressions" => Value::tuple(self.0.expressions.clone()),
            "opclasses" => Value::list(texts(&self.0.opclasses)),
            _ => return None,
        })
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let other = Index::of_instance(other)?;
        Some(self.0.deep_equals(&other))
    }
}

//! A model with its options.

mod base;
pub mod classes;
mod descriptors;
pub mod features;
pub mod instance;
pub mod meta;
pub mod options;
pub mod related;
pub mod save;
pub mod validation;

pub(crate) use base::{add_to_class, create_model};
pub use meta::{ModelMeta, OptionsObject, add_field, has_private_field, meta_of, private_field};

use crate::python::value::Namespace;
use std::rc::Rc;

use indexmap::IndexMap;

use super::constraints::{Constraint, ConstraintKind};
use super::exceptions::{DjangoResult, Exception};
use super::fields::{Field, FieldKind};
use super::indexes::Index;
use crate::python::Value;

/// A model's key in a registry or state: app label and lower-case name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModelKey {
    /// App label.
    pub app_label: Rc<str>,
    /// Model name in lower case.
    pub model_name: Rc<str>,
}

impl ModelKey {
    /// The key of `app_label.name`, whatever the case of `name`.
    pub fn new(app_label: &str, name: &str) -> Self {
        Self {
            app_label: app_label.into(),
            model_name: name.to_lowercase().into(),
        }
    }

    /// The key of the text `app_label.Name`.
    pub fn parse(label: &str) -> Option<Self> {
        let (app_label, name) = label.split_once('.')?;
        Some(Self::new(app_label, name))
    }
}

impl std::fmt::Display for ModelKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}", self.app_label, self.model_name)
    }
}

/// A model's definition: what a class statement or a `CreateModel` says. In [`super::Apps`] it is
/// complete: with its automatic fields, and with what `Resolved` holds.
#[derive(Clone, Default)]
pub struct Model {
    /// App label.
    pub app_label: Rc<str>,
    /// Class name, case as written.
    pub name: Rc<str>,
    /// The module of the class; `__fake__` for a historical model.
    pub module: Rc<str>,
    /// Fields of its own by name, in Django's order.
    pub fields: IndexMap<Rc<str>, Field>,
    /// Meta.
    pub options: ModelOptions,
    /// Bases in order.
    pub bases: Vec<Base>,
    /// Managers by name.
    pub managers: Vec<(Rc<str>, Value)>,
    /// What looking for a manager raises that Meta names and nobody defines.
    pub missing_manager: Option<Exception>,
    /// The Python class, when there is one.
    pub class: Option<Value>,
    /// What [`super::Apps`] worked out; empty before.
    pub resolved: Resolved,
}

/// What a model is among the other models of a registry.
#[derive(Clone, Default)]
pub struct Resolved {
    /// `_meta.db_table`.
    pub db_table: Rc<str>,
    /// `_meta.parents`: each concrete parent with the name of the field that links to it, which a
    /// proxy does not have.
    pub parents: Vec<(ModelKey, Option<Rc<str>>)>,
    /// `_meta.fields` and `_meta.many_to_many` in one: those of the parents first, each with the
    /// model it belongs to.
    pub all_fields: Vec<Field>,
    /// `_meta.pk`.
    pub pk: Option<Field>,
    /// `_meta.concrete_model`: the model itself, or what a proxy stands for in the end.
    pub concrete_model: Option<ModelKey>,
    /// `_meta.proxy_for_model`.
    pub proxy_for_model: Option<ModelKey>,
    /// `_meta.auto_created`: the model whose many-to-many field made this one.
    pub auto_created: Option<ModelKey>,
    /// `_meta.swapped`: the model that stands in for this one.
    pub swapped: Option<Rc<str>>,
}

/// A base of a model.
#[derive(Clone)]
pub enum Base {
    /// `models.Model`.
    Model,
    /// Another model of a registry or state.
    Key(ModelKey),
    /// Another model as a `CreateModel` spells it, `books.Book`. Only operations hold this one,
    /// because they are written back as they were read.
    Named(Rc<str>),
    /// Any other class: a plain mixin.
    Class(Value),
}

/// `class Meta`, as Django's `ModelState.options` holds it.
#[derive(Clone, Default)]
pub struct ModelOptions {
    /// Every option that was given, by name, except `indexes` and `constraints`; `unique_together`
    /// and `index_together` normalised to a set of tuples, in the order written.
    pub values: Namespace,
    /// `indexes`, named.
    pub indexes: Vec<Index>,
    /// `constraints`.
    pub constraints: Vec<Constraint>,
    /// The names of options in the order in which a `CreateModel` writes them, `indexes` and
    /// `constraints` among them. Names that are missing here come last.
    pub order: Vec<Rc<str>>,
    /// `unique_together` as a class has it, which the system checks judge; nothing when it is
    /// empty, of whatever type.
    pub written_unique_together: Option<Value>,
}

impl ModelOptions {
    /// A true-or-false option; `None` when it is not given.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.values
            .get(name)
            .map(|value| !matches!(value, Value::Bool(false) | Value::None))
    }

    /// An option that is text.
    pub fn text(&self, name: &str) -> Option<Rc<str>> {
        self.values.get(name).and_then(super::lazy::lazy_text)
    }

    /// `unique_together` or `index_together`, normalised: a list of lists of field names.
    pub fn together(&self, name: &str) -> Vec<Vec<Rc<str>>> {
        let Some(value) = self.values.get(name) else {
            return Vec::new();
        };
        normalize_together(value)
    }
}

/// `normalize_together`: one tuple of names, or any collection of them, as a list of lists.
pub fn normalize_together(value: &Value) -> Vec<Vec<Rc<str>>> {
    let items = collection_items(value);
    let names = |value: &Value| -> Vec<Rc<str>> {
        collection_items(value)
            .iter()
            .filter_map(Value::as_text)
            .collect()
    };
    match items.first() {
        Some(Value::Str(_)) => vec![items.iter().filter_map(Value::as_text).collect()],
        _ => items.iter().map(names).collect(),
    }
}

fn collection_items(value: &Value) -> Vec<Value> {
    match value.unboxed() {
        Value::Set(set) => set.borrow().keys().cloned().collect(),
        Value::FrozenSet(set) => set.keys().cloned().collect(),
        other => other.as_sequence().unwrap_or_default(),
    }
}

impl Model {
    /// A model without fields and options whose only base is `models.Model`.
    pub fn new(app_label: &str, name: &str) -> Self {
        Self {
            app_label: app_label.into(),
            name: name.into(),
            module: "__fake__".into(),
            bases: vec![Base::Model],
            ..Self::default()
        }
    }

    /// Its key in a registry or state.
    pub fn key(&self) -> ModelKey {
        ModelKey::new(&self.app_label, &self.name)
    }

    /// `_meta.model_name`: the name in lower case.
    pub fn model_name(&self) -> Rc<str> {
        self.name.to_lowercase().into()
    }

    /// `_meta.label`: `blog.Post`.
    pub fn label(&self) -> String {
        format!("{}.{}", self.app_label, self.name)
    }

    /// `_meta.label_lower`: `blog.post`.
    pub fn label_lower(&self) -> String {
        format!("{}.{}", self.app_label, self.model_name())
    }

    /// The table's name. SQLite's names have no limit, so it is never cut.
    pub fn db_table(&self) -> Rc<str> {
        if !self.resolved.db_table.is_empty() {
            return self.resolved.db_table.clone();
        }
        match self.options.text("db_table") {
            Some(table) if !table.is_empty() => table,
            _ => format!("{}_{}", self.app_label, self.model_name()).into(),
        }
    }

    /// `_meta.abstract`.
    pub fn is_abstract(&self) -> bool {
        self.options.flag("abstract") == Some(true)
    }

    /// `_meta.proxy`.
    pub fn proxy(&self) -> bool {
        self.options.flag("proxy") == Some(true)
    }

    /// `_meta.managed`.
    pub fn managed(&self) -> bool {
        self.options.flag("managed") != Some(false)
    }

    /// `_meta.swapped`.
    pub fn swapped(&self) -> bool {
        self.resolved.swapped.is_some()
    }

    /// The model whose many-to-many field made this one.
    pub fn auto_created(&self) -> Option<&ModelKey> {
        self.resolved.auto_created.as_ref()
    }

    /// `_meta.can_migrate()` on SQLite.
    pub fn can_migrate(&self) -> bool {
        if self.proxy() || self.swapped() || !self.managed() {
            return false;
        }
        match self.options.text("required_db_vendor") {
            Some(vendor) if !vendor.is_empty() => vendor.as_ref() == "sqlite",
            _ => self.has_required_db_features(),
        }
    }

    /// The key of the model whose table this one uses.
    pub fn concrete_key(&self) -> ModelKey {
        self.resolved
            .concrete_model
            .clone()
            .unwrap_or_else(|| self.key())
    }

    /// `_meta.parents`.
    pub fn parents(&self) -> &[(ModelKey, Option<Rc<str>>)] {
        &self.resolved.parents
    }

    /// `_meta.pk`.
    pub fn pk(&self) -> Option<Field> {
        let own = || {
            self.fields
                .values()
                .find(|field| field.options.primary_key)
                .cloned()
        };
        self.resolved.pk.clone().or_else(own)
    }

    /// `_meta.pk_fields`: the fields of a composite primary key, or the one field.
    pub fn pk_fields(&self) -> Vec<Field> {
        let Some(pk) = self.pk() else {
            return Vec::new();
        };
        let Some(names) = pk.extra.get("field_names") else {
            return vec![pk];
        };
        let names = names.as_sequence().unwrap_or_default();
        names
            .iter()
            .filter_map(Value::as_str)
            .filter_map(|name| self.get_field(name).ok())
            .collect()
    }

    /// Whether the primary key is a `CompositePrimaryKey`.
    pub fn has_composite_pk(&self) -> bool {
        self.pk()
            .is_some_and(|pk| pk.kind == FieldKind::CompositePrimaryKey)
    }

    /// `_meta.local_fields`.
    pub fn local_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.values().filter(|field| !field.many_to_many())
    }

    /// `_meta.local_concrete_fields`.
    pub fn local_concrete_fields(&self) -> impl Iterator<Item = &Field> {
        self.local_fields().filter(|field| field.concrete())
    }

    /// `_meta.local_many_to_many`.
    pub fn local_many_to_many(&self) -> impl Iterator<Item = &Field> {
        self.fields.values().filter(|field| field.many_to_many())
    }

    /// `_meta.fields`: with those of the parents, without many-to-many.
    pub fn fields_with_inherited(&self) -> impl Iterator<Item = &Field> {
        self.all_fields().filter(|field| !field.many_to_many())
    }

    /// `_meta.concrete_fields`.
    pub fn concrete_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields_with_inherited()
            .filter(|field| field.concrete())
    }

    /// `_meta.many_to_many`.
    pub fn many_to_many(&self) -> impl Iterator<Item = &Field> {
        self.all_fields().filter(|field| field.many_to_many())
    }

    fn all_fields(&self) -> impl Iterator<Item = &Field> {
        let own = self
            .resolved
            .all_fields
            .is_empty()
            .then_some(self.fields.values());
        self.resolved
            .all_fields
            .iter()
            .chain(own.into_iter().flatten())
    }

    /// `_meta.get_field(name)`: by name or by attname, inherited fields included.
    ///
    /// # Errors
    ///
    /// `FieldDoesNotExist`.
    pub fn get_field(&self, name: &str) -> DjangoResult<Field> {
        let by_name = self
            .all_fields()
            .find(|field| field.name.as_deref() == Some(name));
        let found = by_name.or_else(|| self.all_fields().find(|field| *field.attname() == *name));
        found.cloned().ok_or_else(|| {
            Exception::new(
                "django.core.exceptions.FieldDoesNotExist",
                format!("{} has no field named '{name}'", self.name),
            )
            .during(&[format!("KeyError: '{name}'")])
        })
    }

    /// `_meta.unique_together`.
    pub fn unique_together(&self) -> Vec<Vec<Rc<str>>> {
        self.options.together("unique_together")
    }

    /// Whether `unique_together` or a constraint over all rows makes the field alone unique.
    pub fn is_unique_together(&self, name: &str) -> bool {
        let alone = |names: &[Rc<str>]| matches!(names, [only] if **only == *name);
        let by_constraint = |constraint: &Constraint| {
            matches!(
                &constraint.kind,
                ConstraintKind::Unique { fields, condition: None, .. } if alone(fields)
            )
        };
        self.unique_together().iter().any(|names| alone(names))
            || self.constraints().iter().any(by_constraint)
    }

    /// `_meta.index_together`, which only historical models have.
    pub fn index_together(&self) -> Vec<Vec<Rc<str>>> {
        self.options.together("index_together")
    }

    /// `_meta.indexes`.
    pub fn indexes(&self) -> &[Index] {
        &self.options.indexes
    }

    /// `_meta.constraints`.
    pub fn constraints(&self) -> &[Constraint] {
        &self.options.constraints
    }

    /// `_meta.verbose_name`: as given, or made from the class's name.
    pub fn verbose_name(&self) -> Rc<str> {
        self.options
            .text("verbose_name")
            .unwrap_or_else(|| camel_case_to_spaces(&self.name).into())
    }

    /// `_meta.verbose_name_plural`.
    pub fn verbose_name_plural(&self) -> Rc<str> {
        self.options
            .text("verbose_name_plural")
            .unwrap_or_else(|| format!("{}s", self.verbose_name()).into())
    }
}

/// `django.utils.text.camel_case_to_spaces`: `BlogPost` becomes `blog post`.
pub fn camel_case_to_spaces(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut spaced = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let after_lower = index
            .checked_sub(1)
            .and_then(|at| letters.get(at))
            .is_some_and(char::is_ascii_lowercase);
        let before_other = letters
            .get(index + 1)
            .is_some_and(|next| !next.is_ascii_uppercase());
        if letter.is_ascii_uppercase() && (after_lower || before_other) {
            spaced.push(' ');
        }
        spaced.push(*letter);
    }
    spaced.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::camel_case_to_spaces;

    #[test]
    fn splits_class_names_into_words() {
        let check = |name, words| assert_eq!(camel_case_to_spaces(name), words);
        check("BlogPost", "blog post");
        check("HTTPServer", "http server");
        check("Page2Part", "page2 part");
        check("Foo_Bar", "foo_ bar");
        check("X", "x");
    }
}

//! `Model._meta` of a class that is being made or is made.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;

use super::{Model, ModelKey};
use crate::orm::fields::{Field, FieldKind};
use crate::python::object::NativeObject;
use crate::python::{Class, Interpreter, PyResult, Value};

/// What Django keeps in a model class's `_meta`.
pub struct ModelMeta {
    /// The definition as far as it is known.
    pub model: RefCell<Model>,
    /// Whether the class is abstract.
    pub is_abstract: bool,
    /// Fields that are no columns, like `GenericForeignKey`, by name.
    pub private_fields: RefCell<IndexMap<Rc<str>, Value>>,
    /// The class's own managers, in order of declaration.
    pub local_managers: RefCell<Vec<(Rc<str>, Value)>>,
    /// `parents`: each concrete parent with the name of the link.
    pub parents: RefCell<IndexMap<ModelKey, Option<Rc<str>>>>,
    /// The model that the class's table is of.
    pub concrete: RefCell<Option<ModelKey>>,
    /// Whether `swappable` names a setting that another model fills.
    pub swapped: RefCell<Option<Rc<str>>>,
    /// Whether an automatic field is there already.
    pub(crate) has_auto_field: Cell<bool>,
}

impl ModelMeta {
    /// `_meta.app_label`.
    pub fn app_label(&self) -> Rc<str> {
        self.model.borrow().app_label.clone()
    }

    /// `_meta.object_name`.
    pub fn object_name(&self) -> Rc<str> {
        self.model.borrow().name.clone()
    }

    /// The key in the registry.
    pub fn key(&self) -> ModelKey {
        self.model.borrow().key()
    }

    /// `_meta.concrete_model`.
    pub fn concrete_key(&self) -> ModelKey {
        self.concrete.borrow().clone().unwrap_or_else(|| self.key())
    }

    /// Whether the class is a proxy.
    pub fn is_proxy(&self) -> bool {
        self.model.borrow().proxy()
    }

    /// The fields that the class has itself, many-to-many ones last.
    pub fn local_fields(&self) -> Vec<Field> {
        let model = self.model.borrow();
        let columns = model.local_fields().cloned();
        columns.chain(model.local_many_to_many().cloned()).collect()
    }
}

/// The `_meta` of a class, when it is a model.
pub fn meta_of(class: &Rc<Class>) -> Option<Rc<ModelMeta>> {
    class.attachment.get()?.clone().downcast::<ModelMeta>().ok()
}

/// `_meta.add_field(field)`: into its place by creation counter, many-to-many ones last.
///
/// # Errors
///
/// `ValueError` for a second automatic field.
pub fn add_field(interpreter: &mut Interpreter, meta: &ModelMeta, field: Field) -> PyResult<()> {
    if field.kind.is_auto() {
        if meta.has_auto_field.get() {
            let label = meta.model.borrow().label();
            return Err(interpreter.value_error(format!(
                "Model {label} can't have more than one auto-generated field."
            )));
        }
        meta.has_auto_field.set(true);
    }
    let mut model = meta.model.borrow_mut();
    let has_pk = model.fields.values().any(|known| known.options.primary_key);
    let field = match field.options.primary_key && (!has_pk || is_composite(&field)) {
        true => field.with(|data| data.options.serialize = false),
        false => field,
    };
    let place = |field: &Field| (field.many_to_many(), field.creation_counter);
    let index = model
        .fields
        .values()
        .take_while(|known| place(known) <= place(&field))
        .count();
    let name = field.name();
    // A field that replaces one of the same name takes its own place.
    model.fields.shift_remove(&name);
    let index = index.min(model.fields.len());
    model.fields.shift_insert(index, name, field);
    Ok(())
}

fn is_composite(field: &Field) -> bool {
    field.kind == FieldKind::CompositePrimaryKey
}

/// What `_meta` says about an option that the model does not give.
fn default_option(name: &str) -> Option<Value> {
    Some(match name {
        "swappable"
        | "get_latest_by"
        | "order_with_respect_to"
        | "default_related_name"
        | "base_manager_name"
        | "default_manager_name"
        | "required_db_vendor"
        | "auto_field" => Value::None,
        "ordering" | "permissions" | "indexes" | "constraints" | "required_db_features" => {
            Value::list(Vec::new())
        }
        "unique_together" => Value::tuple(Vec::new()),
        "default_permissions" => {
            let actions = ["add", "change", "delete", "view"];
            Value::tuple(actions.map(Value::str).to_vec())
        }
        "select_on_save" => Value::Bool(false),
        "db_tablespace" | "db_table_comment" => Value::str(""),
        _ => return None,
    })
}

/// The host's part of `Model._meta` in the evaluator.
pub struct OptionsObject(pub Rc<ModelMeta>);

impl OptionsObject {
    /// The concrete models that the class derives from, the nearest first.
    fn parents(&self) -> Vec<Rc<Class>> {
        let class = self.0.model.borrow().class.clone();
        let Some(Value::Class(class)) = class else {
            return Vec::new();
        };
        let is_concrete = |class: &&Rc<Class>| meta_of(class).is_some_and(|meta| !meta.is_abstract);
        class
            .ancestors
            .iter()
            .filter(is_concrete)
            .cloned()
            .collect()
    }
}

impl NativeObject for OptionsObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let model = self.0.model.borrow();
        let text = |text: &str| Value::str(text);
        let instances = |fields: Vec<Field>| {
            Value::list(
                fields
                    .iter()
                    .filter_map(|field| field.instance.clone())
                    .collect(),
            )
        };
        Some(match name {
            "app_label" => Value::Str(model.app_label.clone()),
            "object_name" => Value::Str(model.name.clone()),
            "model_name" => Value::Str(model.model_name()),
            "label" => text(&model.label()),
            "label_lower" => text(&model.label_lower()),
            "db_table" => Value::Str(model.db_table()),
            "verbose_name" => Value::Str(model.verbose_name()),
            "verbose_name_plural" => Value::Str(model.verbose_name_plural()),
            "abstract" => Value::Bool(self.0.is_abstract),
            "proxy" => Value::Bool(model.proxy()),
            "managed" => Value::Bool(model.managed()),
            "swapped" => self
                .0
                .swapped
                .borrow()
                .clone()
                .map_or(Value::None, Value::Str),
            "auto_created" => Value::Bool(false),
            "fields" | "local_fields" | "concrete_fields" => {
                instances(model.local_fields().cloned().collect())
            }
            "many_to_many" | "local_many_to_many" => {
                instances(model.local_many_to_many().cloned().collect())
            }
            "pk" => model
                .pk()
                .and_then(|field| field.instance.clone())
                .unwrap_or(Value::None),
            "private_fields" => {
                let fields = self.0.private_fields.borrow();
                Value::list(fields.values().cloned().collect())
            }
            "all_parents" => {
                let parents = self.parents().into_iter().map(Value::Class);
                Value::list(parents.collect())
            }
            _ => match model.options.values.get(name) {
                Some(given) => given.clone(),
                None => default_option(name)?,
            },
        })
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!("<Options for {}>", self.0.object_name())))
    }
}

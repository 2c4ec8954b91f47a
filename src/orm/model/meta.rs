//! `Model._meta` of a class that is being made or is made.

use crate::python::value::Namespace;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;

use super::classes::ModelClasses;
use super::{Base, Model, ModelKey};
use crate::orm::fields::{Field, FieldKind, FieldObject};
use crate::orm::modules::Context;
use crate::orm::query::manager;
use crate::python::object::NativeObject;
use crate::python::{Attachment, Class, Interpreter, PyResult, Value};

/// What Django keeps in a model class's `_meta`.
pub struct ModelMeta {
    /// The definition as far as it is known.
    pub model: RefCell<Model>,
    /// Whether the class is abstract.
    pub is_abstract: bool,
    /// Fields that are no columns, like `GenericForeignKey`, by name.
    pub private_fields: RefCell<Namespace>,
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
    /// The registry of a historical model.
    pub(crate) classes: RefCell<Option<Rc<ModelClasses>>>,
    /// What a model of the project shares with the others.
    pub(crate) context: Option<Rc<Context>>,
    /// The managers that were asked for, each with its model.
    pub(crate) managers: RefCell<Namespace>,
}

impl ModelMeta {
    /// `_meta` of a class that is made for a rendered model.
    pub(crate) fn of_model(model: &Rc<Model>, classes: Rc<ModelClasses>) -> Self {
        let parents = model.parents().iter().cloned().collect();
        Self {
            model: RefCell::new(Model::clone(model)),
            is_abstract: false,
            private_fields: RefCell::default(),
            local_managers: RefCell::default(),
            parents: RefCell::new(parents),
            concrete: RefCell::new(Some(model.concrete_key())),
            swapped: RefCell::new(model.resolved.swapped.clone()),
            has_auto_field: Cell::new(true),
            classes: RefCell::new(Some(classes)),
            context: None,
            managers: RefCell::default(),
        }
    }

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

impl Attachment for ModelMeta {
    fn give_up(&self) {
        self.private_fields.take();
        self.local_managers.take();
        self.managers.take();
        self.classes.take();
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

/// The `_meta` of a class, when it is a model.
pub fn meta_of(class: &Rc<Class>) -> Option<Rc<ModelMeta>> {
    let attachment = class.attachment.borrow().clone()?;
    attachment.into_any().downcast::<ModelMeta>().ok()
}

/// A field of the class, or of one that it inherits from, that is no column.
pub fn private_field(class: &Rc<Class>, name: &str) -> Option<Value> {
    let mut metas = class.mro().filter_map(meta_of);
    metas.find_map(|meta| meta.private_fields.borrow().get(name).cloned())
}

/// Whether a name of the class, or of one that it inherits from, is a field that is no column.
pub fn has_private_field(class: &Rc<Class>, name: &str) -> bool {
    let mut metas = class.mro().filter_map(meta_of);
    metas.any(|meta| meta.private_fields.borrow().contains_key(name))
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

/// The model that a base is, unless it is abstract.
fn base_key(base: &Base) -> Option<ModelKey> {
    match base {
        Base::Model => None,
        Base::Key(key) => Some(key.clone()),
        Base::Named(label) => ModelKey::parse(label),
        Base::Class(class) => {
            let meta = meta_of(class.as_class()?)?;
            (!meta.is_abstract).then(|| meta.key())
        }
    }
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

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        self.find(interpreter, name).transpose()
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!("<Options for {}>", self.0.object_name())))
    }
}

impl ModelMeta {
    /// The model as complete as it is: with what it inherits, once all models are known.
    ///
    /// # Errors
    ///
    /// What putting the models together raises.
    pub(crate) fn resolved(&self, interpreter: &mut Interpreter) -> PyResult<Rc<Model>> {
        let key = self.key();
        let classes = self.registered(interpreter)?;
        let found = classes.and_then(|classes| classes.apps.model(&key).cloned());
        Ok(found.unwrap_or_else(|| Rc::new(self.model.borrow().clone())))
    }

    /// The classes among which it is, once the models are put together.
    ///
    /// # Errors
    ///
    /// What putting them together raises.
    pub(crate) fn registered(
        &self,
        interpreter: &mut Interpreter,
    ) -> PyResult<Option<Rc<ModelClasses>>> {
        let classes = self.classes.borrow().clone();
        match (classes, &self.context) {
            (None, Some(context)) if context.registry.borrow().ready && !self.is_abstract => {
                super::classes::live_classes(interpreter, context).map(Some)
            }
            (classes, _) => Ok(classes),
        }
    }
}

impl ModelMeta {
    /// Says which class a field's `model` is: this one, or the parent that it is inherited from.
    ///
    /// # Errors
    ///
    /// What putting the models together raises.
    pub(crate) fn set_model(
        &self,
        interpreter: &mut Interpreter,
        field: &Field,
        value: &Value,
    ) -> PyResult<()> {
        let Some(object) = value.native::<FieldObject>() else {
            return Ok(());
        };
        let class = match self.registered(interpreter)? {
            Some(classes) => {
                let owner = field.model.clone().unwrap_or_else(|| self.key());
                Some(classes.class(interpreter, &owner)?)
            }
            None => {
                let model = self.model.borrow();
                model.class.as_ref().and_then(Value::as_class).cloned()
            }
        };
        if let Some(class) = class {
            object.set_model(&class);
        }
        Ok(())
    }
}

/// The class at a dotted path.
fn class_at(interpreter: &mut Interpreter, path: &str) -> PyResult<Option<Rc<Class>>> {
    let (module, name) = path.rsplit_once('.').unwrap_or(("", path));
    let class = interpreter.import_module(module)?.get(name);
    Ok(class.as_ref().and_then(Value::as_class).cloned())
}

/// `_meta.managers`, `_meta.default_manager` and `_meta.base_manager`.
fn managers_of(interpreter: &mut Interpreter, class: &Rc<Class>, name: &str) -> PyResult<Value> {
    match name {
        "default_manager" => manager::default_manager(interpreter, class),
        "base_manager" => manager::base_manager(interpreter, class),
        _ => manager::all(interpreter, class).map(Value::tuple),
    }
}

impl OptionsObject {
    fn find(&self, interpreter: &mut Interpreter, name: &str) -> PyResult<Option<Value>> {
        if name.starts_with("__") {
            return Ok(None);
        }
        let model = self.0.resolved(interpreter)?;
        let fields: Vec<Field> = match name {
            "fields" => model.fields_with_inherited().cloned().collect(),
            "concrete_fields" => model.concrete_fields().cloned().collect(),
            "local_fields" => model.local_fields().cloned().collect(),
            "local_concrete_fields" => model.local_concrete_fields().cloned().collect(),
            "many_to_many" => model.many_to_many().cloned().collect(),
            "local_many_to_many" => model.local_many_to_many().cloned().collect(),
            "pk" => model.pk().into_iter().collect(),
            "indexes" => {
                let mut values = Vec::new();
                for index in &model.options.indexes {
                    let class = class_at(interpreter, &index.path)?;
                    values.extend(class.map(|class| index.clone().into_value(&class)));
                }
                return Ok(Some(Value::list(values)));
            }
            "constraints" => {
                let mut values = Vec::new();
                for constraint in &model.options.constraints {
                    let class = class_at(interpreter, &constraint.path)?;
                    values.extend(class.map(|class| constraint.clone().into_value(&class)));
                }
                return Ok(Some(Value::list(values)));
            }
            "managers" | "default_manager" | "base_manager" => {
                let class = model.class.as_ref().and_then(Value::as_class);
                return class
                    .map(|it| managers_of(interpreter, it, name))
                    .transpose();
            }
            "concrete_model" => return self.class_of(interpreter, Some(self.0.concrete_key())),
            "proxy_for_model" => {
                let proxied = Some(&model).filter(|model| model.proxy());
                let key = proxied.and_then(|model| model.bases.iter().find_map(base_key));
                return self.class_of(interpreter, key);
            }
            "auto_created" if model.auto_created().is_some() => {
                return self.class_of(interpreter, model.auto_created().cloned());
            }
            _ => return Ok(self.plain(&model, name)),
        };
        let mut values = Vec::with_capacity(fields.len());
        for field in &fields {
            let value = crate::orm::modules::fields::field_value(interpreter, field)?;
            self.0.set_model(interpreter, field, &value)?;
            values.push(value);
        }
        Ok(match name {
            "pk" => Some(values.into_iter().next().unwrap_or(Value::None)),
            "local_fields" | "local_many_to_many" => Some(Value::list(values)),
            // `ImmutableList`, which is a tuple.
            _ => Some(Value::tuple(values)),
        })
    }

    /// The class of a model of the same registry; `None` while the models are being declared.
    fn class_of(
        &self,
        interpreter: &mut Interpreter,
        key: Option<ModelKey>,
    ) -> PyResult<Option<Value>> {
        let classes = self.0.registered(interpreter)?;
        Ok(Some(match (classes, key) {
            (Some(classes), Some(key)) => Value::Class(classes.class(interpreter, &key)?),
            _ => Value::None,
        }))
    }

    fn plain(&self, model: &Model, name: &str) -> Option<Value> {
        let text = |text: &str| Value::str(text);
        Some(match name {
            "app_label" => Value::Str(model.app_label.clone()),
            "object_name" => Value::Str(model.name.clone()),
            "model_name" => Value::Str(model.model_name()),
            "label" => text(&model.label()),
            "label_lower" => text(&model.label_lower()),
            "db_table" => Value::Str(model.db_table()),
            "verbose_name" | "verbose_name_raw" => Value::Str(model.verbose_name()),
            "verbose_name_plural" => Value::Str(model.verbose_name_plural()),
            "abstract" => Value::Bool(self.0.is_abstract),
            "proxy" => Value::Bool(model.proxy()),
            "managed" => Value::Bool(model.managed()),
            "model" => model.class.clone().unwrap_or(Value::None),
            "swapped" => self
                .0
                .swapped
                .borrow()
                .clone()
                .map_or(Value::None, Value::Str),
            "auto_created" => Value::Bool(false),
            "private_fields" => {
                let fields = self.0.private_fields.borrow();
                Value::list(fields.values().cloned().collect())
            }
            "all_parents" => {
                let parents = self.parents().into_iter().map(Value::Class);
                Value::list(parents.collect())
            }
            "ordering" => match model.options.values.get(name) {
                Some(ordering) => ordering.clone(),
                None => Value::list(Vec::new()),
            },
            "unique_together" => Value::tuple(
                model
                    .unique_together()
                    .into_iter()
                    .map(|names| Value::tuple(names.into_iter().map(Value::Str).collect()))
                    .collect(),
            ),
            _ => match model.options.values.get(name) {
                Some(given) => given.clone(),
                None => default_option(name)?,
            },
        })
    }
}

//! The host's part of a field instance in the evaluator.

use crate::python::value::Namespace;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use super::{Field, FieldData, FieldKind};
use crate::orm::deconstruct::{Deconstruction, ask_deconstructions};
use crate::python::object::NativeObject;
use crate::python::value::{Dict, Instance};
use crate::python::{Arguments, Class, Interpreter, PyResult, Value};

/// What stands behind an instance of a field class.
pub struct FieldObject {
    field: RefCell<Field>,
    /// The class that it was last asked of, which holds on to it.
    model: RefCell<Weak<Class>>,
}

impl FieldObject {
    /// The class that it was last asked of.
    pub fn owner(&self) -> Option<Rc<Class>> {
        self.model.borrow().upgrade()
    }

    /// The host's part for a field just constructed.
    pub fn new(field: Field) -> Self {
        Self {
            field: RefCell::new(field),
            model: RefCell::default(),
        }
    }

    /// The field as it is now.
    pub fn field(&self) -> Field {
        self.field.borrow().clone()
    }

    /// Says which class `field.model` is.
    pub fn set_model(&self, class: &Rc<Class>) {
        *self.model.borrow_mut() = Rc::downgrade(class);
    }

    /// Replaces the field: it got a name, a model, or a target.
    pub fn set(&self, field: Field) {
        // The instance holds this; to hold it as well would keep both for ever.
        *self.field.borrow_mut() = match field.instance {
            Some(_) => field.with(|data| data.instance = None),
            None => field,
        };
    }
}

/// What every field says, unless its class or its `error_messages` say something else.
const MESSAGES: &[(&str, &str)] = &[
    ("invalid_choice", "Value %(value)r is not a valid choice."),
    ("null", "This field cannot be null."),
    ("blank", "This field cannot be blank."),
    (
        "unique",
        "%(model_name)s with this %(field_label)s already exists.",
    ),
    (
        "unique_for_date",
        "%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s.",
    ),
];

impl FieldObject {
    /// `error_messages`: those of the classes and its own.
    fn error_messages(&self, this: &Value) -> Value {
        let mut messages: Namespace = IndexMap::default();
        let usual = MESSAGES.iter();
        messages.extend(usual.map(|(code, text)| (Rc::from(*code), Value::str(*text))));
        if let Some(instance) = this.as_instance() {
            let classes: Vec<_> = instance.class.mro().cloned().collect();
            for class in classes.iter().rev() {
                let own = class.attributes.borrow();
                if let Some(own) = own.get("default_error_messages") {
                    messages.extend(text_keys(own));
                }
            }
        }
        if let Some(own) = &self.field().options.error_messages {
            messages.extend(text_keys(own));
        }
        Value::dict(Dict::from_text_keys(messages))
    }

    /// The field with what the program assigned to its instance, without asking its class.
    pub fn read(&self, instance: &Rc<Instance>, value: &Value) -> Field {
        let field = overlay(&self.field(), instance).with(|data| {
            data.instance = Some(value.clone());
        });
        self.set(field.clone());
        field
    }
}

impl NativeObject for FieldObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        super::attribute_value(&self.field.borrow(), name)
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        None
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if let "remote_field" | "related_model" = name {
            let field = self.field();
            let remote = crate::orm::modules::relations::remote_field(interpreter, &field, this);
            return Some(remote.and_then(|remote| match remote {
                Some(remote) if name == "related_model" => {
                    interpreter.get_attribute(&remote, "model")
                }
                Some(remote) => Ok(remote),
                None => Ok(Value::None),
            }));
        }
        if name == "error_messages" {
            return Some(Ok(self.error_messages(this)));
        }
        if name == "model" {
            let class = self.model.borrow().upgrade();
            return class.map(|class| Ok(Value::Class(class)));
        }
        self.attribute(name).map(Ok)
    }
}

impl Field {
    /// The field behind an instance, as it was last read.
    pub fn of_instance(value: &Value) -> Option<Self> {
        Some(value.native::<FieldObject>()?.field())
    }

    /// Whether a many-to-many field's class derives from `ManyToManyField`: a project may have one of
    /// another class.
    pub(crate) fn is_many_to_many_class(&self) -> bool {
        let Some(Value::Instance(instance)) = &self.instance else {
            return true;
        };
        FieldKind::of_class(&instance.class) == Some(FieldKind::ManyToManyField)
    }

    /// `copy.deepcopy(field)`, when the field's class is a project's that has this method.
    pub(crate) fn own_copy(&self, method: &str) -> Option<Value> {
        let original = self.instance.as_ref()?.as_instance()?;
        if !has_own(&original.class, method) {
            return None;
        }
        let native = Rc::new(FieldObject::new(self.clone()));
        let copy = Instance::with_native(&original.class, native);
        *copy.attributes.borrow_mut() = original.attributes.borrow().clone();
        let value = Value::Instance(copy.clone());
        if let Some(Value::Instance(remote)) = copy.get("remote_field") {
            let own = Instance::new(&remote.class);
            *own.attributes.borrow_mut() = remote.attributes.borrow().clone();
            own.set("field", value.clone());
            copy.set("remote_field", Value::Instance(own));
        }
        Some(value)
    }

    /// Whether the value is an instance of a field class.
    pub fn is_field(value: &Value) -> bool {
        value.native::<FieldObject>().is_some()
    }

    /// Reads a field from an instance of a field class, a project's own included: what its own
    /// `deconstruct()`, `get_internal_type()` and `db_type()` answer is asked here, once.
    ///
    /// # Errors
    ///
    /// What the project's methods raise; a `TypeError` when the value is no field.
    pub fn from_value(interpreter: &mut Interpreter, value: &Value) -> PyResult<Self> {
        let (Some(instance), Some(object)) = (value.as_instance(), value.native::<FieldObject>())
        else {
            let type_name = interpreter.type_name(value);
            return Err(interpreter.type_error(format!("expected a field, found '{type_name}'")));
        };
        let field = object.read(instance, value);
        ask_arguments(interpreter, &field)?;
        let field = ask_own_methods(interpreter, &field, value, &instance.class)?;
        object.set(field.clone());
        Ok(field)
    }
}

/// Lets the objects among the arguments say how they are deconstructed, while there is someone to
/// ask.
fn ask_arguments(interpreter: &mut Interpreter, field: &Field) -> PyResult<()> {
    let options = &field.options;
    let arguments = options
        .default
        .iter()
        .chain(&options.validators)
        .chain(field.extra.values());
    for argument in arguments {
        ask_deconstructions(interpreter, argument)?;
    }
    Ok(())
}

/// The field with what the program assigned to the instance after `__init__`.
fn overlay(field: &Field, instance: &Rc<Instance>) -> Field {
    let attributes = instance.attributes.borrow();
    if attributes.is_empty() {
        return field.clone();
    }
    field.with(|data| {
        for (name, value) in attributes.iter() {
            assign(data, name, value);
        }
    })
}

fn assign(data: &mut FieldData, name: &str, value: &Value) {
    let options = &mut data.options;
    let given = Some(value.clone()).filter(|value| !value.is_none());
    let flag = value.as_bool();
    match name {
        "verbose_name" => options.verbose_name = given,
        "max_length" => options.max_length = given,
        "default" => options.default = Some(value.clone()),
        "choices" => options.choices = given,
        "help_text" => options.help_text = given,
        "error_messages" => options.error_messages = given,
        "null" => options.null = flag.unwrap_or(options.null),
        "blank" => options.blank = flag.unwrap_or(options.blank),
        "unique" | "_unique" => options.unique = flag.unwrap_or(options.unique),
        "editable" => options.editable = flag.unwrap_or(options.editable),
        "db_index" => options.db_index = flag.unwrap_or(options.db_index),
        "primary_key" => options.primary_key = flag.unwrap_or(options.primary_key),
        "remote_field" => {
            if let Some(relation) = crate::orm::modules::relations::many_to_many_relation(value) {
                data.kind = FieldKind::ManyToManyField;
                data.relation = Some(relation);
            }
        }
        "db_column" => options.db_column = given.and_then(|value| value.as_text()),
        _ => {
            if data.extra.contains_key(name) {
                data.extra.insert(name.into(), value.clone());
            }
        }
    }
}

fn ask_own_methods(
    interpreter: &mut Interpreter,
    field: &Field,
    value: &Value,
    class: &Rc<Class>,
) -> PyResult<Field> {
    let custom = match has_own(class, "deconstruct") {
        true => Some(own_deconstruction(interpreter, value)?),
        false => None,
    };
    let internal_type = match has_own(class, "get_internal_type") {
        true => interpreter
            .call_method(value, "get_internal_type", Arguments::default())?
            .as_text(),
        false => None,
    };
    let own_db_type = match has_own(class, "db_type") {
        true => {
            let connection = connection(interpreter)?;
            let arguments = Arguments::positional(vec![connection]);
            Some(
                interpreter
                    .call_method(value, "db_type", arguments)?
                    .as_text(),
            )
        }
        false => None,
    };
    if custom.is_none() && internal_type.is_none() && own_db_type.is_none() {
        return Ok(field.clone());
    }
    Ok(field.with(|data| {
        data.custom = custom;
        data.internal_type = internal_type;
        data.own_db_type = own_db_type;
    }))
}

/// Whether the program, not Django, defines this method of the class.
pub(crate) fn has_own(class: &Rc<Class>, method: &str) -> bool {
    matches!(class.lookup(method), Some(Value::Function(_)))
}

/// `django.db.connection`.
fn connection(interpreter: &mut Interpreter) -> PyResult<Value> {
    let module = interpreter.import_module("django.db")?;
    Ok(module.get("connection").unwrap_or(Value::None))
}

fn own_deconstruction(interpreter: &mut Interpreter, value: &Value) -> PyResult<Deconstruction> {
    let answer = interpreter.call_method(value, "deconstruct", Arguments::default())?;
    let parts = interpreter.iterate(&answer)?;
    let [_, path, args, kwargs] = parts.as_slice() else {
        let count = parts.len();
        return Err(interpreter.value_error(format!(
            "a field's deconstruct() must answer 4 values, found {count}"
        )));
    };
    Ok(Deconstruction {
        path: path.as_text().unwrap_or_default(),
        args: interpreter.iterate(args)?,
        kwargs: text_keys(kwargs),
    })
}

/// The entries of a dict with text keys.
pub(crate) fn text_keys(value: &Value) -> Namespace {
    let Value::Dict(dict) = value.unboxed() else {
        return IndexMap::default();
    };
    let dict: &Dict = &dict.borrow();
    dict.pairs()
        .filter_map(|(key, value)| Some((key.as_text()?, value.clone())))
        .collect()
}

impl FieldKind {
    /// The kind of the nearest built-in class that a field class inherits from.
    pub fn of_class(class: &Rc<Class>) -> Option<Self> {
        class
            .mro()
            .filter(|base| base.module.starts_with("django.db.models.fields"))
            .find_map(|base| Self::from_name(&base.name))
    }
}

//! `django.db.models.fields.reverse_related`: the other ends of relations (`field.remote_field`).

use std::rc::Rc;

use super::ModuleSet;
use crate::orm::fields::construct::model_reference;
use crate::orm::fields::{Field, FieldObject, ModelReference, Relation};
use crate::orm::model::meta::meta_of;
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, NativeClass, PyResult, Signature, Value};

const MODULE: &str = "django.db.models.fields.reverse_related";

/// Name, base, parameters.
const CLASSES: &[(&str, &str, Signature)] = &[
    (
        "ForeignObjectRel",
        "",
        Signature::new(
            "ForeignObjectRel.__init__",
            "field, to, related_name=None, related_query_name=None, limit_choices_to=None, \
             parent_link=False, on_delete=None",
        ),
    ),
    (
        "ManyToOneRel",
        "ForeignObjectRel",
        Signature::new(
            "ManyToOneRel.__init__",
            "field, to, field_name, related_name=None, related_query_name=None, \
             limit_choices_to=None, parent_link=False, on_delete=None",
        ),
    ),
    (
        "OneToOneRel",
        "ManyToOneRel",
        Signature::new(
            "OneToOneRel.__init__",
            "field, to, field_name, related_name=None, related_query_name=None, \
             limit_choices_to=None, parent_link=False, on_delete=None",
        ),
    ),
    (
        "ManyToManyRel",
        "ForeignObjectRel",
        Signature::new(
            "ManyToManyRel.__init__",
            "field, to, related_name=None, related_query_name=None, limit_choices_to=None, \
             symmetrical=True, through=None, through_fields=None, db_constraint=True",
        ),
    ),
];

/// Adds the classes.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    for (name, base, signature) in CLASSES {
        let mut builder = interpreter
            .class_builder(name, MODULE)
            .native(Rc::new(RelationClass { signature }))
            .method("get_accessor_name", |interpreter, arguments| {
                interpreter.get_attribute(&super::utils::nth(&arguments, 0), "accessor_name")
            })
            .method("__repr__", |_, arguments| {
                let this = super::utils::nth(&arguments, 0);
                let shown = this.as_instance().and_then(|relation| {
                    let model = meta_of(relation.get("related_model")?.as_class()?)?;
                    let label = model.model.borrow().label_lower();
                    Some(format!("<{}: {label}>", relation.class.name))
                });
                Ok(Value::str(
                    shown.unwrap_or_else(|| "<ForeignObjectRel>".to_owned()),
                ))
            });
        if let Some(base) = modules.find_class(MODULE, base) {
            builder = builder.base(&base);
        }
        let class = builder.build();
        modules
            .class(&class)
            .export("django.db.models", &class)
            .export("django.db.models.fields.related", &class);
    }
}

/// A class of the other ends of relations: its instances have their arguments as attributes.
struct RelationClass {
    signature: &'static Signature,
}

impl NativeClass for RelationClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let bound = self.signature.bind(interpreter, arguments)?;
        for name in [
            "related_name",
            "related_query_name",
            "limit_choices_to",
            "through",
        ] {
            instance.set(name, Value::None);
        }
        for (name, value) in bound.into_values() {
            let name = if &*name == "to" { "model" } else { &*name };
            instance.set(name, value);
        }
        Ok(())
    }
}

/// The relation of a field whose class passes a `ManyToManyRel` of its own to `Field.__init__`.
pub(crate) fn many_to_many_relation(remote_field: &Value) -> Option<Relation> {
    let instance = remote_field.as_instance()?;
    let is_many_to_many = |path: String| path == format!("{MODULE}.ManyToManyRel");
    if !instance
        .class
        .mro()
        .any(|class| is_many_to_many(class.path()))
    {
        return None;
    }
    let reference = |name: &str| instance.get(name).as_ref().and_then(model_reference);
    // Until the program has found out what it points to, it points to nothing.
    let to = reference("model").unwrap_or(ModelReference::Unscoped("".into()));
    let mut relation = Relation::to(to);
    relation.through = reference("through");
    relation.related_name = instance.get("related_name").and_then(|name| name.as_text());
    relation.symmetrical = Some(false);
    relation.swappable = false;
    Some(relation)
}

/// The class of `field.remote_field` of a built-in relation.
pub(crate) fn class_name(field: &Field) -> &'static str {
    match (field.many_to_many(), field.one_to_one()) {
        (true, _) => "ManyToManyRel",
        (false, true) => "OneToOneRel",
        (false, false) => "ManyToOneRel",
    }
}

/// `field.remote_field` of a built-in relation; `None` for other fields.
///
/// # Errors
///
/// What importing the class raises.
pub(crate) fn remote_field(
    interpreter: &mut Interpreter,
    field: &Field,
    this: &Value,
) -> PyResult<Option<Value>> {
    let Some(relation) = &field.relation else {
        return Ok(None);
    };
    let name = class_name(field);
    let module = interpreter.import_module(MODULE)?;
    let Some(Value::Class(class)) = module.get(name) else {
        return Ok(None);
    };
    let instance = Instance::new(&class);
    let text = |text: &Option<Rc<str>>| text.clone().map_or(Value::None, Value::Str);
    instance.set("field", this.clone());
    instance.set("related_name", text(&relation.related_name));
    instance.set("related_query_name", text(&relation.related_query_name));
    instance.set("field_name", text(&relation.to_field));
    instance.set("parent_link", Value::Bool(relation.parent_link));
    for (name, value) in [
        ("on_delete", &relation.on_delete),
        ("limit_choices_to", &relation.limit_choices_to),
    ] {
        instance.set(name, value.clone().unwrap_or(Value::None));
    }
    let owner = this.native::<FieldObject>().and_then(FieldObject::owner);
    let model = model_of(interpreter, &relation.to, owner.as_ref())?;
    instance.set("model", model);
    let through = match (&relation.through, &owner) {
        (Some(through), _) => model_of(interpreter, through, owner.as_ref())?,
        (None, Some(owner)) if field.many_to_many() => own_through(interpreter, owner, field)?,
        (None, _) => Value::None,
    };
    instance.set("through", through);
    Ok(Some(Value::Instance(instance)))
}

/// The class of the table in between that Django makes, once there is one.
fn own_through(interpreter: &mut Interpreter, owner: &Rc<Class>, field: &Field) -> PyResult<Value> {
    let owner = Value::Class(owner.clone());
    let descriptor = interpreter.find_attribute(&owner, &field.name())?;
    let through = match descriptor {
        Some(descriptor) => interpreter.find_attribute(&descriptor, "through")?,
        None => None,
    };
    Ok(through.unwrap_or(Value::None))
}

/// The class that is referred to, once there is one, or the reference as it was written. `owner` has
/// the field.
fn model_of(
    interpreter: &mut Interpreter,
    reference: &ModelReference,
    owner: Option<&Rc<Class>>,
) -> PyResult<Value> {
    let meta = owner.and_then(meta_of);
    let (app_label, model) = match (reference, owner) {
        (ModelReference::Recursive, Some(owner)) => return Ok(Value::Class(owner.clone())),
        (ModelReference::Recursive, None) => return Ok(Value::str("self")),
        (ModelReference::Unscoped(name), _) => match meta {
            Some(meta) => (meta.key().app_label.clone(), name.clone()),
            None => return Ok(Value::Str(name.clone())),
        },
        (
            ModelReference::Scoped { app_label, model }
            | ModelReference::Setting {
                app_label, model, ..
            },
            _,
        ) => (app_label.clone(), model.clone()),
    };
    let label = format!("{app_label}.{model}");
    let apps = interpreter.import_module("django.apps")?.get("apps");
    let arguments = Arguments::positional(vec![Value::str(label.as_str())])
        .with("require_ready", Value::Bool(false));
    match interpreter.call_method(&apps.unwrap_or(Value::None), "get_model", arguments) {
        Ok(class) => Ok(class),
        Err(error) if error.is_builtin(interpreter, "LookupError") => Ok(Value::str(label)),
        Err(error) => Err(error),
    }
}

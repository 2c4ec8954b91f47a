//! `django.db.models` itself, and `Model`.

use std::rc::Rc;

use super::{Context, ModuleSet};
use crate::orm::model::{create_model, meta_of};
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, NativeClass, PyResult, Value};

/// Adds `Model`, `_meta`'s class and the sentinels.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let native = Rc::new(ModelClass {
        context: context.clone(),
    });
    let metaclass = interpreter
        .builtin("type")
        .into_iter()
        .fold(
            interpreter.class_builder("ModelBase", "django.db.models.base"),
            |builder, base| builder.base(&base),
        )
        .build();
    modules.class(&metaclass);
    let builder = interpreter
        .class_builder("Model", "django.db.models.base")
        .attribute("__metaclass__", Value::Class(metaclass))
        .native(native);
    let names = [
        "save",
        "delete",
        "full_clean",
        "clean_fields",
        "refresh_from_db",
        "validate_unique",
    ];
    let builder = names.into_iter().fold(builder, |builder, name| {
        builder.method(name, move |interpreter, _| {
            Err(interpreter.unsupported(&format!("model instances here: {name}()")))
        })
    });
    let model = builder.method("clean", |_, _| Ok(Value::None)).build();
    modules.class(&model).export("django.db.models", &model);
    let options = interpreter
        .class_builder("Options", "django.db.models.options")
        .method("get_field", |interpreter, arguments| {
            get_field(interpreter, &arguments)
        })
        .method("add_field", |interpreter, arguments| {
            let (this, value) = (
                super::utils::nth(&arguments, 0),
                super::utils::nth(&arguments, 1),
            );
            let options = this.native::<crate::orm::model::OptionsObject>();
            let object = value.native::<crate::orm::fields::FieldObject>();
            if let (Some(options), Some(object), Some(instance)) =
                (options, object, value.as_instance())
            {
                let field = object.read(instance, &value);
                crate::orm::model::add_field(interpreter, &options.0, field)?;
            }
            Ok(Value::None)
        })
        .build();
    modules.class(&options);
    let deferred = interpreter
        .class_builder("Deferred", "django.db.models.base")
        .build();
    modules.value(
        "django.db.models",
        "DEFERRED",
        Value::Instance(Instance::new(&deferred)),
    );
    modules.value("django.db.models.constants", "LOOKUP_SEP", Value::str("__"));
    // `from django.db import models` finds the module as an attribute of its package.
    let module = modules.module("django.db.models");
    modules.value("django.db", "models", Value::Module(module));
}

fn get_field(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let (this, name) = (
        super::utils::nth(arguments, 0),
        super::utils::nth(arguments, 1),
    );
    let Some(options) = this.native::<crate::orm::model::OptionsObject>() else {
        return Err(interpreter.type_error("descriptor 'get_field' requires an 'Options' object"));
    };
    let name = name.as_text().unwrap_or_default();
    let field = options.0.model.borrow().get_field(&name);
    match field {
        Ok(field) => Ok(field.instance.clone().unwrap_or(Value::None)),
        Err(exception) => Err(exception.into_python(interpreter)),
    }
}

/// `models.Model`, with what its metaclass does.
struct ModelClass {
    context: Rc<Context>,
}

impl NativeClass for ModelClass {
    fn class_created(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        _keywords: Arguments,
    ) -> PyResult<()> {
        create_model(interpreter, &self.context, class)
    }

    fn stand_in_names(&self, interpreter: &mut Interpreter) -> crate::python::Namespace {
        let meta = interpreter
            .class_builder("Meta", "")
            .attribute("abstract", Value::Bool(true))
            .build();
        [("Meta".into(), Value::Class(meta))].into_iter().collect()
    }

    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let class = &instance.class;
        let Some(meta) = meta_of(class) else {
            return Err(interpreter.type_error("Model cannot be instantiated"));
        };
        if meta.is_abstract {
            return Err(interpreter.type_error("Abstract models cannot be instantiated."));
        }
        let fields: Vec<_> = meta.model.borrow().fields.values().cloned().collect();
        if arguments.positional.len() > fields.len() {
            return Err(interpreter.raise("IndexError", "Number of args exceeds number of fields"));
        }
        for (field, value) in fields.iter().zip(arguments.positional) {
            instance.set(&field.attname(), value);
        }
        let mut unexpected = Vec::new();
        for (name, value) in arguments.keywords {
            let known = fields
                .iter()
                .any(|field| field.name() == name || field.attname() == name);
            if known || name.as_ref() == "pk" || class.lookup(&name).is_some() {
                instance.set(&name, value);
            } else {
                unexpected.push(format!("'{name}'"));
            }
        }
        if !unexpected.is_empty() {
            let names = unexpected.join(", ");
            return Err(interpreter.type_error(format!(
                "{}() got unexpected keyword arguments: {names}",
                class.name
            )));
        }
        for field in fields {
            if instance.get(&field.name()).is_none() && instance.get(&field.attname()).is_none() {
                let default = field.get_default(interpreter)?;
                instance.set(&field.attname(), default);
            }
        }
        Ok(())
    }
}

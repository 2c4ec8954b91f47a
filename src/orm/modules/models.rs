//! `django.db.models` itself, and `Model`.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::{Context, ModuleSet};
use crate::orm::fields::Field;
use crate::orm::model::classes::{ModelClasses, opts_of};
use crate::orm::model::instance::{self, ModelObject, opts_of_instance};
use crate::orm::model::{
    ModelMeta, add_to_class, create_model, meta_of, private_field, related, save, validation,
};
use crate::orm::query::generic::{self, GenericRel};
use crate::orm::query::manager;
use crate::orm::query::opts::{Member, Opts, Related};
use crate::orm::query::queryset::{Method, with_methods};
use crate::python::value::Instance;
use crate::python::{
    Arguments, Class, Dict, Interpreter, NativeClass, NativeObject, PyResult, Value,
};

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
    let shared = context.clone();
    let builder = with_methods(builder, "Model", METHODS)
        .class_method("add_to_class", move |interpreter, arguments| {
            if let [Value::Class(class), name, value] = arguments.positional.as_slice() {
                let name = interpreter.str(name)?;
                add_to_class(interpreter, &shared, class, &name, value)?;
            }
            Ok(Value::None)
        })
        .class_method("from_db", |interpreter, arguments| {
            from_db(interpreter, &arguments)
        })
        // What Django's own checks of a model find is found out apart from what a project adds.
        .class_method("check", |_, _| Ok(Value::list(Vec::new())));
    let model = builder.build();
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
        .method("get_fields", |interpreter, arguments| {
            get_fields(interpreter, &arguments)
        })
        .build();
    modules.class(&options);
    let state = interpreter
        .class_builder("ModelState", "django.db.models.base")
        .build();
    modules.class(&state);
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
    let model = options.0.resolved(interpreter)?;
    match model.get_field(&name) {
        Ok(field) => forward(interpreter, &options.0, &field),
        Err(exception) => {
            let class = model.class.as_ref().and_then(Value::as_class);
            if let Some(field) = class.and_then(|class| private_field(class, &name)) {
                return Ok(field);
            }
            if let Some(classes) = options.0.registered(interpreter)?
                && let Some(opts) = Opts::get(&classes.apps, &model.key())
                && let Some(Member::Related(related)) = opts.get_field(&name)
            {
                return relation(interpreter, &classes, &related);
            }
            Err(exception.into_python(interpreter))
        }
    }
}

/// `_meta.get_fields(include_parents=True, include_hidden=False)`: of the parents and of the model
/// itself, the relations that point there and the fields; private fields come last.
fn get_fields(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let this = super::utils::nth(arguments, 0);
    let Some(options) = this.native::<crate::orm::model::OptionsObject>() else {
        return Err(interpreter.type_error("descriptor 'get_fields' requires an 'Options' object"));
    };
    let flag = |interpreter: &mut Interpreter, place, name, otherwise| {
        let given = arguments.positional.get(place);
        match given.or_else(|| arguments.keywords.get(name)).cloned() {
            Some(value) => interpreter.truthy(&value),
            None => Ok(otherwise),
        }
    };
    let parents = flag(interpreter, 1, "include_parents", true)?;
    let hidden = flag(interpreter, 2, "include_hidden", false)?;
    let model = options.0.resolved(interpreter)?;
    let classes = options.0.registered(interpreter)?;
    let opts = classes.and_then(|classes| {
        let opts = Opts::get(&classes.apps, &model.key())?;
        Some((classes, opts))
    });
    let mut values = Vec::new();
    if let Some((classes, opts)) = opts {
        let mut generic = Some(generic::pointing_here(&opts));
        for member in opts.get_fields(parents) {
            match member {
                Member::Related(related) if !hidden && related.hidden() => {}
                Member::Related(related) => {
                    values.push(relation(interpreter, &classes, &related)?);
                }
                Member::Field(field) => {
                    let is_own = field.model.as_ref() == Some(&opts.key());
                    for related in generic.take_if(|_| is_own).into_iter().flatten() {
                        values.push(generic_relation(interpreter, &classes, &opts, &related)?);
                    }
                    values.push(forward(interpreter, &options.0, &field)?);
                }
            }
        }
    } else {
        for field in model.fields_with_inherited().chain(model.many_to_many()) {
            values.push(forward(interpreter, &options.0, field)?);
        }
    }
    let class = model.class.as_ref().and_then(Value::as_class);
    if let Some(meta) = class.and_then(meta_of) {
        values.extend(meta.private_fields.borrow().values().cloned());
    }
    Ok(Value::tuple(values))
}

/// A field, with the model that it is of.
fn forward(interpreter: &mut Interpreter, meta: &ModelMeta, field: &Field) -> PyResult<Value> {
    let value = super::fields::bound_field_value(interpreter, field)?;
    meta.set_model(interpreter, field, &value)?;
    Ok(value)
}

/// A relation seen from the model that it points to (`ForeignObjectRel`).
fn relation(
    interpreter: &mut Interpreter,
    classes: &Rc<ModelClasses>,
    related: &Related,
) -> PyResult<Value> {
    let (many, one) = (related.field.many_to_many(), related.field.one_to_one());
    let name = super::relations::class_name(&related.field);
    let module = interpreter.import_module("django.db.models.fields.reverse_related")?;
    let class = module.get(name).unwrap_or(Value::None);
    let Some(class) = class.as_class() else {
        return Err(interpreter.unsupported("a class of your own in the place of a relation's"));
    };
    let field = super::fields::bound_field_value(interpreter, &related.field)?;
    let owner = Value::Class(classes.class(interpreter, &related.owner.key())?);
    let model = match related.field.remote_key(&related.owner) {
        Some(model) => Value::Class(classes.class(interpreter, &model)?),
        None => Value::None,
    };
    let relation = reverse(class, related.name(), [field, model, owner]);
    let accessor = related.accessor_name().map_or(Value::None, Value::Str);
    for (name, value) in [
        ("accessor_name", accessor),
        ("hidden", Value::Bool(related.hidden())),
        ("many_to_many", Value::Bool(many)),
        ("one_to_one", Value::Bool(one)),
        ("one_to_many", Value::Bool(!many && !one)),
    ] {
        relation.set(name, value);
    }
    Ok(Value::Instance(relation))
}

/// A generic relation seen from the model that it leads to (`GenericRel`).
fn generic_relation(
    interpreter: &mut Interpreter,
    classes: &Rc<ModelClasses>,
    opts: &Opts,
    related: &GenericRel,
) -> PyResult<Value> {
    let module = interpreter.import_module("django.contrib.contenttypes.fields")?;
    let Some(Value::Class(class)) = module.get("GenericRel") else {
        return Ok(Value::None);
    };
    let owner = Value::Class(classes.class(interpreter, &related.owner.key())?);
    let model = Value::Class(classes.class(interpreter, &opts.key())?);
    let field = Value::Instance(related.field.clone());
    let relation = reverse(&class, related.name.clone(), [field, model, owner]);
    relation.set("many_to_one", Value::Bool(true));
    Ok(Value::Instance(relation))
}

/// What every `ForeignObjectRel` tells of itself. The values are the field, the model that it leads to
/// and the model that has it.
fn reverse(class: &Rc<Class>, name: Rc<str>, [field, model, owner]: [Value; 3]) -> Rc<Instance> {
    let relation = Instance::new(class);
    relation.set("name", Value::Str(name));
    relation.set("field", field.clone());
    relation.set("remote_field", field);
    relation.set("model", model);
    relation.set("related_model", owner);
    relation.set("is_relation", Value::Bool(true));
    relation.set("auto_created", Value::Bool(true));
    for absent in [
        "concrete",
        "hidden",
        "many_to_many",
        "one_to_one",
        "one_to_many",
        "many_to_one",
    ] {
        relation.set(absent, Value::Bool(false));
    }
    relation
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

    fn create(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        // An object whose `__init__` is the program's has its state from the beginning too.
        let object: Rc<dyn NativeObject> = Rc::new(ModelObject::default());
        Ok(Some(Value::Instance(Rc::new(Instance {
            class: class.clone(),
            attributes: RefCell::default(),
            native: OnceCell::from(object),
            arguments: arguments.clone(),
            span: interpreter.call_site(),
        }))))
    }

    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        instance::init(interpreter, instance, arguments)
    }

    fn class_attribute(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        let is_model = meta_of(class).is_some_and(|meta| !meta.is_abstract);
        if name.starts_with("__") || !is_model {
            return Ok(None);
        }
        match name {
            "_default_manager" => manager::default_manager(interpreter, class).map(Some),
            "_base_manager" => manager::base_manager(interpreter, class).map(Some),
            // A receiver of `m2m_changed` is connected while the models are still being declared.
            _ if self.context.registry.borrow().ready || declares_relation(class, name) => {
                related::of_class(interpreter, class, name)
            }
            _ => Ok(None),
        }
    }
}

/// Whether a field of the class itself is a relation of this name.
fn declares_relation(class: &Rc<Class>, name: &str) -> bool {
    let meta = meta_of(class);
    meta.is_some_and(|meta| {
        let model = meta.model.borrow();
        model.fields.get(name).is_some_and(Field::is_relation)
    })
}

const METHODS: &[Method] = &[
    ("__str__", "", |interpreter, this, _| {
        let class = interpreter.class_of(this).name.clone();
        let pk = interpreter.get_attribute(this, "pk")?;
        let pk = interpreter.str(&pk)?;
        Ok(Value::str(format!("{class} object ({pk})")))
    }),
    ("__repr__", "", |interpreter, this, _| {
        let class = interpreter.class_of(this).name.clone();
        let shown = interpreter.str(this)?;
        Ok(Value::str(format!("<{class}: {shown}>")))
    }),
    ("__eq__", "other, /", |interpreter, this, mut bound| {
        equal(interpreter, this, &bound.take_or_none("other"))
    }),
    ("__hash__", "", |interpreter, this, _| {
        hash(interpreter, this)
    }),
    ("save", "*args, **kwargs", |interpreter, this, bound| {
        save::save(interpreter, this, arguments_of(bound))?;
        Ok(Value::None)
    }),
    (
        "save_base",
        "*args, **kwargs",
        |interpreter, this, bound| {
            save::save_base_method(interpreter, this, arguments_of(bound))?;
            Ok(Value::None)
        },
    ),
    ("delete", "*args, **kwargs", |interpreter, this, bound| {
        save::delete(interpreter, this, arguments_of(bound))
    }),
    (
        "refresh_from_db",
        "*args, **kwargs",
        |interpreter, this, bound| {
            save::refresh(interpreter, this, arguments_of(bound))?;
            Ok(Value::None)
        },
    ),
    ("get_deferred_fields", "", |interpreter, this, _| {
        let class = interpreter.class_of(this);
        let opts = opts_of(interpreter, &class)?;
        let mut deferred = Dict::default();
        for field in opts.model.concrete_fields() {
            let name = field.attname();
            let loaded = this.as_instance().and_then(|instance| instance.get(&name));
            if loaded.is_none() {
                let name = Value::Str(name);
                deferred.insert(interpreter.hash_key(&name)?, name, Value::None);
            }
        }
        Ok(Value::set(deferred))
    }),
    (
        "serializable_value",
        "field_name",
        |interpreter, this, mut bound| {
            let name = bound
                .take_or_none("field_name")
                .as_text()
                .unwrap_or_default();
            let class = interpreter.class_of(this);
            let opts = opts_of(interpreter, &class)?;
            let name = match opts.model.get_field(&name) {
                Ok(field) => field.attname(),
                Err(_) => name,
            };
            interpreter.get_attribute(this, &name)
        },
    ),
    ("_get_pk_val", "meta=None", |interpreter, this, _| {
        interpreter.get_attribute(this, "pk")
    }),
    ("clean", "", |_, _, _| Ok(Value::None)),
    (
        "full_clean",
        "exclude=None, validate_unique=True, validate_constraints=True",
        validation::full_clean,
    ),
    ("clean_fields", "exclude=None", validation::clean_fields),
    (
        "validate_unique",
        "exclude=None",
        validation::validate_unique,
    ),
    (
        "validate_constraints",
        "exclude=None",
        validation::validate_constraints,
    ),
];

fn arguments_of(bound: crate::python::Bound) -> Arguments {
    Arguments {
        positional: bound.rest,
        keywords: bound.keywords,
    }
}

fn equal(interpreter: &mut Interpreter, this: &Value, other: &Value) -> PyResult<Value> {
    let own = or_raise_opts(interpreter, this)?;
    let Some(others) = or_raise_opts(interpreter, other)? else {
        return Ok(Value::NotImplemented);
    };
    let same_model = own.is_some_and(|own| own.model.concrete_key() == others.model.concrete_key());
    if !same_model {
        return Ok(Value::Bool(false));
    }
    let pk = interpreter.get_attribute(this, "pk")?;
    if pk.is_none() {
        return Ok(Value::Bool(this.is(other)));
    }
    let other_pk = interpreter.get_attribute(other, "pk")?;
    interpreter.equals(&pk, &other_pk).map(Value::Bool)
}

fn or_raise_opts(interpreter: &mut Interpreter, value: &Value) -> PyResult<Option<Opts>> {
    let opts = opts_of_instance(interpreter, value);
    opts.map_err(|failure| failure.into_python(interpreter))
}

/// `hash(instance)`: that of the key.
fn hash(interpreter: &mut Interpreter, this: &Value) -> PyResult<Value> {
    let pk = interpreter.get_attribute(this, "pk")?;
    if pk.is_none() {
        let message = "Model instances without primary key value are unhashable";
        return Err(interpreter.type_error(message));
    }
    interpreter.hash_value(&pk)
}

/// `Model.from_db(db, field_names, values)`.
fn from_db(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let class = super::utils::nth(arguments, 0);
    let Some(class) = class.as_class() else {
        return Err(interpreter.type_error("from_db() needs a model"));
    };
    let opts = opts_of(interpreter, class)?;
    let names = interpreter.iterate(&super::utils::nth(arguments, 2))?;
    let names: Vec<Rc<str>> = names.iter().filter_map(Value::as_text).collect();
    let values = interpreter.iterate(&super::utils::nth(arguments, 3))?;
    let fields: Vec<_> = opts
        .model
        .concrete_fields()
        .filter(|field| names.contains(&field.attname()))
        .cloned()
        .collect();
    let by_init = matches!(class.lookup("__init__"), Some(Value::Function(_)));
    let value = instance::from_row(interpreter, class, &opts, &fields, values, by_init)?;
    if let Some(object) = value.native::<ModelObject>() {
        object.adding.set(false);
        *object.db.borrow_mut() = Some("default".into());
    }
    Ok(value)
}

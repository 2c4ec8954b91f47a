//! `django.db.models.fields` and its submodules: the field classes.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::utils::nth;
use super::{Context, ModuleSet};
use crate::orm::deconstruct::Deconstruction;
use crate::orm::expressions::registered::Lookups;
use crate::orm::fields::construct::FieldClass;
use crate::orm::fields::{Field, FieldKind, FieldObject, clean};
use crate::orm::model::{add_field, meta_of};
use crate::python::value::{Dict, Instance};
use crate::python::{Arguments, Class, ClassBuilder, Interpreter, PyResult, Signature, Value};

const MODULE: &str = "django.db.models.fields";
const RELATED: &str = "django.db.models.fields.related";

/// Adds the field classes and answers those that `django.db.models` exports.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let native = |kind| {
        Rc::new(FieldClass {
            kind,
            context: context.clone(),
        })
    };
    let field = interpreter
        .class_builder("Field", MODULE)
        .native(native(FieldKind::Custom));
    let field = with_lookups(with_methods(field), context).build();
    let related = interpreter
        .class_builder("RelatedField", RELATED)
        .base(&field)
        .native(native(FieldKind::Custom))
        .build();
    modules.class(&field).export("django.db.models", &field);
    modules.class(&related);
    let mut classes: BTreeMap<FieldKind, Rc<Class>> = BTreeMap::new();
    for kind in FieldKind::all().filter(|kind| *kind != FieldKind::Custom) {
        build(kind, interpreter, &field, &related, &native, &mut classes);
    }
    for (kind, class) in &classes {
        modules.class(class);
        modules.export(MODULE_EXPORT, class);
        if kind.is_relation() {
            modules.export(MODULE, class);
        }
    }
    for name in ["NOT_PROVIDED", "Empty"] {
        let class = interpreter.class_builder(name, MODULE).build();
        modules.class(&class).export(MODULE_EXPORT, &class);
    }
    let blank = Value::tuple(vec![Value::str(""), Value::str("---------")]);
    let blank = Value::list(vec![blank]);
    modules.value(MODULE, "BLANK_CHOICE_DASH", blank.clone());
    modules.value(MODULE_EXPORT, "BLANK_CHOICE_DASH", blank);
    modules.value(
        RELATED,
        "RECURSIVE_RELATIONSHIP_CONSTANT",
        Value::str("self"),
    );
    super::relations::add(modules, interpreter);
}

const MODULE_EXPORT: &str = "django.db.models";

fn build(
    kind: FieldKind,
    interpreter: &Interpreter,
    field: &Rc<Class>,
    related: &Rc<Class>,
    native: &impl Fn(FieldKind) -> Rc<FieldClass>,
    classes: &mut BTreeMap<FieldKind, Rc<Class>>,
) -> Rc<Class> {
    if let Some(class) = classes.get(&kind) {
        return class.clone();
    }
    let base = match kind.base() {
        Some(base) => build(base, interpreter, field, related, native, classes),
        None if kind.is_relation() => related.clone(),
        None => field.clone(),
    };
    let mut builder = interpreter
        .class_builder(kind.name(), kind.module())
        .base(&base)
        .native(native(kind));
    if kind == FieldKind::ForeignKey {
        // `ForeignKey["Author"]` is for type checkers.
        builder = builder.class_method("__class_getitem__", |_, mut arguments| {
            Ok(arguments.take_receiver().unwrap_or(Value::None))
        });
    }
    if kind == FieldKind::FileField {
        builder = with_files(builder);
    }
    let class = builder.build();
    classes.insert(kind, class.clone());
    class
}

/// What the module of files answers about a field.
fn with_files(builder: ClassBuilder) -> ClassBuilder {
    let names = [("storage", "storage_of"), ("attr_class", "attr_class")];
    let builder = names
        .into_iter()
        .fold(builder, |builder, (name, function)| {
            builder.property(name, move |interpreter, arguments| {
                of_files(interpreter, function, arguments)
            })
        });
    builder.method("generate_filename", |interpreter, arguments| {
        of_files(interpreter, "generate_filename", arguments)
    })
}

fn of_files(interpreter: &mut Interpreter, name: &str, arguments: Arguments) -> PyResult<Value> {
    let module = interpreter.import_module("django.db.models.fields.files")?;
    let function = module.get(name).unwrap_or(Value::None);
    interpreter.call(&function, arguments)
}

/// The instance of a field's class that stands for a field: the one that the program made, or a new
/// one for a field that Django added.
///
/// # Errors
///
/// When the field's class cannot be imported.
pub(crate) fn field_value(interpreter: &mut Interpreter, field: &Field) -> PyResult<Value> {
    if let Some(instance) = &field.instance {
        let bound = instance.native::<FieldObject>().map(FieldObject::field);
        let (Value::Instance(original), true) = (
            instance,
            bound.is_some_and(|bound| bound.name != field.name),
        ) else {
            return Ok(instance.clone());
        };
        // The field of a migration, which a historical model has under a name.
        let object = Rc::new(FieldObject::new(field.clone()));
        let copy = Instance::with_native(&original.class, object);
        let attributes = original.attributes.borrow().clone();
        copy.attributes.replace(attributes);
        return Ok(Value::Instance(copy));
    }
    let module = interpreter.import_module(field.kind.module())?;
    let class = module.get(field.kind.name()).unwrap_or(Value::None);
    let Some(class) = class.as_class() else {
        return Err(interpreter.unsupported("a field class of your own in Django's place"));
    };
    let object = Rc::new(FieldObject::new(field.clone()));
    Ok(Value::Instance(Instance::with_native(class, object)))
}

/// The field of a model as an object. A migration's own object is not bound to a model, so that one
/// like it stands for the field.
pub(crate) fn bound_field_value(interpreter: &mut Interpreter, field: &Field) -> PyResult<Value> {
    let value = field_value(interpreter, field)?;
    let known = Field::of_instance(&value).is_some_and(|known| known.name == field.name);
    let Some(instance) = value.as_instance().filter(|_| !known) else {
        return Ok(value);
    };
    let object = Rc::new(FieldObject::new(field.clone()));
    let bound = Instance::with_native(&instance.class, object);
    *bound.attributes.borrow_mut() = instance.attributes.borrow().clone();
    Ok(Value::Instance(bound))
}

/// The methods of `Field` that project subclasses call through `super()`.
fn with_methods(builder: ClassBuilder) -> ClassBuilder {
    let builder = builder
        .method("deconstruct", |interpreter, arguments| {
            let field = receiver(interpreter, &arguments)?;
            Ok(deconstruction(&field, field.builtin_deconstruct()))
        })
        .method("clone", |interpreter, arguments| {
            let this = arguments.positional.first().cloned().unwrap_or(Value::None);
            let parts = interpreter.call_method(&this, "deconstruct", Arguments::default())?;
            let parts = interpreter.iterate(&parts)?;
            let [_, _, args, kwargs] = parts.as_slice() else {
                return Ok(Value::None);
            };
            let call = Arguments {
                positional: interpreter.iterate(args)?,
                keywords: crate::orm::fields::text_keys(kwargs),
            };
            let class = Value::Class(interpreter.class_of(&this));
            interpreter.call(&class, call)
        })
        .method("get_internal_type", |interpreter, arguments| {
            let field = receiver(interpreter, &arguments)?;
            Ok(Value::str(
                field
                    .with(|data| data.internal_type = None)
                    .get_internal_type(),
            ))
        })
        .method("has_default", |interpreter, arguments| {
            Ok(Value::Bool(
                receiver(interpreter, &arguments)?.has_default(),
            ))
        })
        .method("get_default", |interpreter, arguments| {
            receiver(interpreter, &arguments)?.get_default(interpreter)
        })
        .method("get_attname", |interpreter, arguments| {
            Ok(Value::Str(receiver(interpreter, &arguments)?.attname()))
        })
        .method("contribute_to_class", contribute_to_class)
        .method("set_attributes_from_name", |interpreter, arguments| {
            let field = receiver(interpreter, &arguments)?;
            let [this, name] = arguments.positional.as_slice() else {
                return Err(interpreter.type_error("set_attributes_from_name() needs a name"));
            };
            if let (Some(object), Some(name)) = (this.native::<FieldObject>(), name.as_str()) {
                let own_name = field.name.clone().unwrap_or_else(|| name.into());
                object.set(field.with_name(&own_name));
            }
            Ok(Value::None)
        });
    with_conversions(builder)
}

/// `register_lookup` and what asks for the registered classes.
pub(super) fn with_lookups(builder: ClassBuilder, context: &Rc<Context>) -> ClassBuilder {
    let of = |context: &Rc<Context>| {
        let context = context.clone();
        move || context.settings().lookups.clone()
    };
    let registering = |add: bool| {
        let lookups = of(context);
        move |interpreter: &mut Interpreter, arguments: Arguments| {
            registered(interpreter, &lookups(), arguments, add)
        }
    };
    let finding = |kind: &'static str| {
        let lookups = of(context);
        move |interpreter: &mut Interpreter, arguments: Arguments| {
            found_lookup(interpreter, &lookups(), &arguments, kind)
        }
    };
    let lookups = of(context);
    builder
        .class_method("register_lookup", registering(true))
        .class_method("_unregister_lookup", registering(false))
        .class_method("get_lookup", finding("Lookup"))
        .class_method("get_transform", finding("Transform"))
        .class_method("get_lookups", move |_, arguments| {
            let class = nth(&arguments, 0);
            let names = class
                .as_class()
                .map(|class| lookups().names_of_class(class));
            let names = names.unwrap_or_default().into_iter();
            let names = names.map(|(name, class)| (name, Value::Class(class)));
            Ok(Value::dict(Dict::from_text_keys(names)))
        })
}

fn registered(
    interpreter: &mut Interpreter,
    lookups: &Lookups,
    arguments: Arguments,
    add: bool,
) -> PyResult<Value> {
    let signature = Signature::new("register_lookup", "cls, lookup, lookup_name=None");
    let mut bound = signature.bind(interpreter, arguments)?;
    let (owner, lookup) = (bound.take_or_none("cls"), bound.take_or_none("lookup"));
    let name = match bound.take_or_none("lookup_name") {
        Value::None => interpreter.get_attribute(&lookup, "lookup_name")?,
        name => name,
    };
    let name = interpreter.str(&name)?;
    if let (Some(owner), Some(class)) = (owner.as_class(), lookup.as_class()) {
        match add {
            true => lookups.register(owner, &name, class),
            false => lookups.unregister(owner, &name),
        }
    }
    Ok(if add { lookup } else { Value::None })
}

fn found_lookup(
    interpreter: &mut Interpreter,
    lookups: &Lookups,
    arguments: &Arguments,
    kind: &str,
) -> PyResult<Value> {
    let name = interpreter.str(&nth(arguments, 1))?;
    let owner = nth(arguments, 0);
    let own = owner
        .as_class()
        .and_then(|class| lookups.of_class(class, &name));
    let is_kind = |class: &Rc<Class>| class.mro().any(|base| *base.name == *kind);
    if let Some(class) = own {
        return Ok(if is_kind(&class) {
            Value::Class(class)
        } else {
            Value::None
        });
    }
    let known = crate::orm::query::lookups::class_of_lookup(&name);
    match known.filter(|_| kind == "Lookup") {
        Some(class) => {
            let module = interpreter.import_module("django.db.models.lookups")?;
            Ok(module.get(class).unwrap_or(Value::None))
        }
        None => Ok(Value::None),
    }
}

/// Conversions, which the built-in classes do in Rust: what comes in goes out.
fn with_conversions(builder: ClassBuilder) -> ClassBuilder {
    let names = ["get_prep_value", "get_db_prep_value", "get_db_prep_save"];
    let builder = names.into_iter().fold(builder, |builder, name| {
        builder.method(name, |_, arguments| {
            Ok(arguments.positional.get(1).cloned().unwrap_or(Value::None))
        })
    });
    let value_of = |interpreter: &mut Interpreter, arguments: &Arguments| {
        let field = receiver(interpreter, arguments)?;
        let object = nth(arguments, 1);
        if field.many_to_many() {
            return many_to_many_objects(interpreter, &field, &object);
        }
        interpreter.get_attribute(&object, &field.attname())
    };
    builder
        .method("value_from_object", move |interpreter, arguments| {
            value_of(interpreter, &arguments)
        })
        .method("value_to_string", move |interpreter, arguments| {
            let this = nth(&arguments, 0);
            let object = Arguments::positional(vec![nth(&arguments, 1)]);
            let value = interpreter.call_method(&this, "value_from_object", object)?;
            let kind = receiver(interpreter, &arguments)?.kind;
            let has_own_text = [FieldKind::BinaryField, FieldKind::DurationField]
                .into_iter()
                .any(|it| kind.is_subclass(it));
            if has_own_text {
                let texts = interpreter.import_module("django.core.serializers")?;
                let text = texts.get("text_of").unwrap_or(Value::None);
                return interpreter.call(&text, Arguments::positional(vec![value]));
            }
            interpreter.str(&value).map(Value::Str)
        })
        .method("to_python", |interpreter, arguments| {
            // Its class may have words of its own for what is refused.
            let this = nth(&arguments, 0);
            let field = receiver(interpreter, &arguments)?;
            let field = field.with(|data| data.instance = Some(this));
            clean::to_python(interpreter, &field, &nth(&arguments, 1))
        })
        .method("validate", |interpreter, arguments| {
            let field = receiver(interpreter, &arguments)?;
            clean::validate(interpreter, &field, &nth(&arguments, 1))?;
            Ok(Value::None)
        })
        .method("run_validators", |interpreter, arguments| {
            let field = receiver(interpreter, &arguments)?;
            clean::run_validators(interpreter, &field, &nth(&arguments, 1))?;
            Ok(Value::None)
        })
        .method("clean", |interpreter, arguments| {
            let [field, value, instance] = [0, 1, 2].map(|at| nth(&arguments, at));
            clean::clean(interpreter, &field, value, instance)
        })
        .method("db_type", db_type)
        .method("rel_db_type", db_type)
        .method("check", |_, _| Ok(Value::list(Vec::new())))
        .method("__str__", |interpreter, arguments| {
            let this = arguments.positional.first().cloned().unwrap_or(Value::None);
            let field = receiver(interpreter, &arguments)?;
            let model = interpreter
                .get_attribute(&this, "model")
                .unwrap_or(Value::None);
            match model.as_class().and_then(meta_of) {
                Some(meta) => {
                    let label = meta.model.borrow().label();
                    Ok(Value::str(format!("{label}.{}", field.name())))
                }
                None => Ok(Value::Str(interpreter.repr(&this)?)),
            }
        })
        .method("__repr__", |interpreter, arguments| {
            let field = receiver(interpreter, &arguments)?;
            let this = arguments.positional.first().cloned().unwrap_or(Value::None);
            let path = interpreter.class_of(&this).path();
            Ok(Value::str(match &field.name {
                Some(name) => format!("<{path}: {name}>"),
                None => format!("<{path}>"),
            }))
        })
}

/// `ManyToManyField.value_from_object(object)`: the objects, none before the object has a key.
fn many_to_many_objects(
    interpreter: &mut Interpreter,
    field: &Field,
    object: &Value,
) -> PyResult<Value> {
    if interpreter.get_attribute(object, "pk")?.is_none() {
        return Ok(Value::list(Vec::new()));
    }
    let manager = interpreter.get_attribute(object, &field.name())?;
    let objects = interpreter.call_method(&manager, "all", Arguments::default())?;
    interpreter.iterate(&objects).map(Value::list)
}

fn db_type(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let field = receiver(interpreter, &arguments)?;
    let builtin = field.with(|data| data.own_db_type = None);
    Ok(builtin.own_column_type().map_or(Value::None, Value::str))
}

fn receiver(interpreter: &Interpreter, arguments: &Arguments) -> PyResult<Field> {
    arguments
        .positional
        .first()
        .and_then(Field::of_instance)
        .ok_or_else(|| interpreter.type_error("descriptor requires a 'Field' object"))
}

fn deconstruction(field: &Field, parts: Deconstruction) -> Value {
    let name = field.name.clone().map_or(Value::None, Value::Str);
    let kwargs = Value::dict(Dict::from_text_keys(parts.kwargs));
    Value::tuple(vec![
        name,
        Value::Str(parts.path),
        Value::list(parts.args),
        kwargs,
    ])
}

/// `Field.contribute_to_class(cls, name)`, for projects that override it.
fn contribute_to_class(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let [this, class, name, ..] = arguments.positional.as_slice() else {
        return Err(interpreter.type_error(
            "Field.contribute_to_class() missing 2 required positional arguments: 'cls' and 'name'",
        ));
    };
    let meta = class.as_class().and_then(meta_of);
    if let (Some(object), Some(meta), Some(name)) =
        (this.native::<FieldObject>(), meta, name.as_str())
    {
        let field = object.field();
        if field.name.is_none() {
            object.set(field.with_name(name));
        }
        let field = Field::from_value(interpreter, this)?;
        add_field(interpreter, &meta, field)?;
    }
    Ok(Value::None)
}

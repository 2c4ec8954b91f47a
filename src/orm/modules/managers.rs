//! `django.db.models.manager` and `.query`: managers as models declare them.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::transaction::attribute_in;
use super::utils::nth;
use super::{ModuleSet, QUERYING};
use crate::orm::managers::ManagerObject;
use crate::orm::query::{manager, prefetch, queryset, raw};
use crate::python::value::Instance;
use crate::python::{
    Arguments, Binding, Class, ClassBuilder, Interpreter, Namespace, NativeClass, NativeFunction,
    NativeObject, PyResult, Value,
};

const MANAGER: &str = "django.db.models.manager";
const QUERY: &str = "django.db.models.query";

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let queryset = queryset::class(interpreter)
        .class_method("as_manager", |interpreter, arguments| {
            as_manager(interpreter, &arguments)
        })
        .class_method("__class_getitem__", |_, arguments| Ok(nth(&arguments, 0)))
        .build();
    modules
        .class(&queryset)
        .export("django.db.models", &queryset);
    let prefetch = prefetch::class(interpreter).build();
    modules
        .class(&prefetch)
        .export("django.db.models", &prefetch);
    modules.function(QUERY, "prefetch_related_objects", prefetch::function);
    let exported = modules.module(QUERY).get("prefetch_related_objects");
    modules.value(
        "django.db.models",
        "prefetch_related_objects",
        exported.unwrap_or(Value::None),
    );
    let raw = interpreter.class_builder("RawQuerySet", QUERY);
    let raw = queryset::with_methods(raw, "RawQuerySet", raw::METHODS)
        .method("__getattr__", |interpreter, arguments| {
            attribute_in(interpreter, arguments, QUERYING)
        })
        .build();
    modules.class(&raw);
    let query = interpreter
        .class_builder("Query", "django.db.models.sql.query")
        .build();
    modules.class(&query);
    let base = interpreter
        .class_builder("BaseManager", MANAGER)
        .native(Rc::new(ManagerClass))
        .attribute("use_in_migrations", Value::Bool(false))
        .attribute("auto_created", Value::Bool(false))
        .class_method("from_queryset", |interpreter, arguments| {
            from_queryset(interpreter, &arguments)
        })
        .class_method("__class_getitem__", |_, arguments| Ok(nth(&arguments, 0)))
        .method("check", |_, _| Ok(Value::list(Vec::new())))
        .method("deconstruct", |interpreter, arguments| {
            crate::orm::managers::deconstruction_value(interpreter, &nth(&arguments, 0))
        });
    let base = with_query_methods(base).build();
    let manager = interpreter
        .class_builder("Manager", MANAGER)
        .base(&base)
        .attribute("_queryset_class", Value::Class(queryset))
        .build();
    modules
        .class(&base)
        .class(&manager)
        .export("django.db.models", &manager);
}

/// What managers have of querysets: each method is asked of `get_queryset()`.
fn with_query_methods(builder: ClassBuilder) -> ClassBuilder {
    let builder = queryset::with_methods(builder, "BaseManager", manager::METHODS);
    manager::QUERYSET_METHODS
        .iter()
        .fold(builder, |builder, name| {
            builder.method(name, move |interpreter, arguments| {
                manager::forwarded(interpreter, name, arguments)
            })
        })
        .class_method("__class_getitem__", |_, arguments| Ok(nth(&arguments, 0)))
}

/// `Manager`.
struct ManagerClass;

impl NativeClass for ManagerClass {
    fn create(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        // A manager whose `__init__` is the program's keeps its arguments as well.
        let object: Rc<dyn NativeObject> = Rc::new(ManagerObject::new(arguments.clone()));
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
        if instance.native.get().is_none() {
            // The cell was just seen to be empty.
            let _ = instance
                .native
                .set(Rc::new(ManagerObject::new(arguments.clone())));
        }
        if arguments.is_empty() {
            return Ok(());
        }
        let given = arguments.positional.len() + 1;
        Err(interpreter.type_error(format!(
            "BaseManager.__init__() takes 1 positional argument but {given} were given"
        )))
    }
}

/// `Manager.from_queryset(queryset_class, class_name=None)`.
fn from_queryset(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let (class, queryset) = (nth(arguments, 0), nth(arguments, 1));
    let (Some(class), Some(queryset_class)) = (class.as_class(), queryset.as_class()) else {
        return Err(interpreter.type_error("from_queryset() needs a QuerySet class"));
    };
    let given = arguments
        .positional
        .get(2)
        .or_else(|| arguments.keywords.get("class_name"));
    let name = match given.and_then(Value::as_text) {
        Some(name) => name.to_string(),
        None => format!("{}From{}", class.name, queryset_class.name),
    };
    let mut attributes = Namespace::default();
    attributes.insert("_queryset_class".into(), queryset.clone());
    for ancestor in queryset_class.mro() {
        for (name, value) in ancestor.attributes.borrow().iter() {
            let only_queryset = match value {
                Value::Function(function) => {
                    function.attributes.borrow().get("queryset_only").cloned()
                }
                _ => continue,
            };
            let copied = match only_queryset {
                Some(flag) => matches!(flag, Value::Bool(false)),
                None => !name.starts_with('_'),
            };
            if copied && class.lookup(name).is_none() && !attributes.contains_key(name) {
                attributes.insert(name.clone(), forwarding(name, value));
            }
        }
    }
    let class = interpreter.create_class(&name, MANAGER, vec![class.clone()], attributes)?;
    Ok(Value::Class(class))
}

/// A manager's method that asks its queryset.
fn forwarding(name: &Rc<str>, function: &Value) -> Value {
    let qualname = match function {
        Value::Function(function) => function.qualname.clone(),
        _ => name.clone(),
    };
    let forwarded = name.clone();
    let code = move |interpreter: &mut Interpreter, arguments: Arguments| {
        manager::forwarded(interpreter, &forwarded, arguments)
    };
    let function = NativeFunction::bound(name, &qualname, MANAGER, Binding::Method, code);
    Value::NativeFunction(function)
}

/// `QuerySet.as_manager()`.
fn as_manager(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let queryset = nth(arguments, 0);
    let module = interpreter.import_module(MANAGER)?;
    let manager = module.get("Manager").unwrap_or(Value::None);
    let class = from_queryset(interpreter, &Arguments::positional(vec![manager, queryset]))?;
    let manager = interpreter.call(&class, Arguments::default())?;
    interpreter.set_attribute(&manager, "_built_with_as_manager", Value::Bool(true))?;
    Ok(manager)
}

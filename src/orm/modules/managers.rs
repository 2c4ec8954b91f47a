//! `django.db.models.manager` and `.query`: managers as models declare them.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::ModuleSet;
use super::inert::AnyArguments;
use super::utils::nth;
use crate::orm::managers::ManagerObject;
use crate::python::value::Instance;
use crate::python::{
    Arguments, Class, ClassBuilder, Interpreter, Namespace, NativeClass, NativeObject, PyResult,
    Value,
};

const MANAGER: &str = "django.db.models.manager";
const QUERY: &str = "django.db.models.query";

/// Methods of `QuerySet` that managers have too.
const QUERYSET_METHODS: &[&str] = &[
    "aggregate",
    "alias",
    "annotate",
    "bulk_create",
    "bulk_update",
    "complex_filter",
    "contains",
    "count",
    "create",
    "dates",
    "datetimes",
    "defer",
    "delete",
    "difference",
    "distinct",
    "earliest",
    "exclude",
    "exists",
    "explain",
    "extra",
    "filter",
    "first",
    "get",
    "get_or_create",
    "in_bulk",
    "intersection",
    "iterator",
    "last",
    "latest",
    "none",
    "only",
    "order_by",
    "prefetch_related",
    "raw",
    "reverse",
    "select_for_update",
    "select_related",
    "union",
    "update",
    "update_or_create",
    "using",
    "values",
    "values_list",
];

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let anything = Rc::new(AnyArguments);
    let queryset = interpreter
        .class_builder("QuerySet", QUERY)
        .native(anything.clone());
    let queryset = with_query_methods(queryset)
        .class_method("as_manager", |interpreter, arguments| {
            as_manager(interpreter, &arguments)
        })
        .build();
    modules
        .class(&queryset)
        .export("django.db.models", &queryset);
    let prefetch = interpreter
        .class_builder("Prefetch", QUERY)
        .native(anything)
        .build();
    modules
        .class(&prefetch)
        .export("django.db.models", &prefetch);
    let base = interpreter
        .class_builder("BaseManager", MANAGER)
        .native(Rc::new(ManagerClass))
        .attribute("use_in_migrations", Value::Bool(false))
        .attribute("auto_created", Value::Bool(false))
        .class_method("from_queryset", |interpreter, arguments| {
            from_queryset(interpreter, &arguments)
        })
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

/// Querying is not this room's work: each method says so by its name.
fn with_query_methods(builder: ClassBuilder) -> ClassBuilder {
    let names = QUERYSET_METHODS.iter().chain(&["all", "get_queryset"]);
    names
        .fold(builder, |builder, name| {
            builder.method(name, move |interpreter, _| {
                interpreter.declared(&format!("queries here: {name}()"))
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
    let mut attributes = Namespace::new();
    attributes.insert("_queryset_class".into(), queryset.clone());
    for ancestor in queryset_class.mro() {
        for (name, value) in ancestor.attributes.borrow().iter() {
            let is_public = !name.starts_with('_') && matches!(value, Value::Function(_));
            if is_public && class.lookup(name).is_none() && !attributes.contains_key(name) {
                attributes.insert(name.clone(), value.clone());
            }
        }
    }
    let class = interpreter.create_class(&name, MANAGER, vec![class.clone()], attributes)?;
    Ok(Value::Class(class))
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

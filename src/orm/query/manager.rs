//! `Manager`: what stands between a model and its querysets.

use std::rc::Rc;

use super::queryset::{self, Method};
use crate::orm::managers::{ManagerObject, copy_manager, plain_manager};
use crate::orm::model::classes::opts_of;
use crate::orm::model::{ModelMeta, meta_of};
use crate::python::{Arguments, Class, Interpreter, PyError, PyResult, Value};

/// Methods of querysets that managers have too.
pub(crate) const QUERYSET_METHODS: &[&str] = &[
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

/// The methods of managers that are their own.
pub(crate) const METHODS: &[Method] = &[
    ("get_queryset", "", |interpreter, this, _| {
        get_queryset(interpreter, this)
    }),
    ("all", "", |interpreter, this, _| {
        interpreter.call_method(this, "get_queryset", Arguments::default())
    }),
    ("db_manager", "using=None, hints=None", |_, this, _| {
        Ok(this.clone())
    }),
    ("__str__", "", |interpreter, this, _| {
        let (model, name) = match this.native::<ManagerObject>() {
            Some(object) => (object.model.borrow().clone(), object.name.borrow().clone()),
            None => (None, None),
        };
        let label = match model {
            Some(model) => opts_of(interpreter, &model)?.model.label(),
            None => "None".to_owned(),
        };
        let name = name.unwrap_or_else(|| "None".into());
        Ok(Value::str(format!("{label}.{name}")))
    }),
];

/// `Manager.get_queryset()`.
///
/// # Errors
///
/// `AttributeError` for a manager without model.
pub fn get_queryset(interpreter: &mut Interpreter, this: &Value) -> PyResult<Value> {
    let class = interpreter.class_of(this);
    let model = this
        .native::<ManagerObject>()
        .and_then(|object| object.model.borrow().clone());
    let Some(model) = model else {
        let message = "'NoneType' object has no attribute '_meta'";
        return Err(interpreter.attribute_error(message));
    };
    let queryset = class.lookup("_queryset_class");
    let Some(queryset) = queryset.as_ref().and_then(Value::as_class) else {
        return Err(interpreter.unsupported("a manager without a queryset class"));
    };
    queryset::create(interpreter, queryset, &model)
}

/// `getattr(self.get_queryset(), name)(*args, **kwargs)`.
///
/// # Errors
///
/// What the method raises.
pub(crate) fn forwarded(
    interpreter: &mut Interpreter,
    name: &str,
    mut arguments: Arguments,
) -> PyResult<Value> {
    let this = arguments.take_receiver().unwrap_or(Value::None);
    let queryset = interpreter.call_method(&this, "get_queryset", Arguments::default())?;
    interpreter.call_method(&queryset, name, arguments)
}

/// A manager of a model: itself when it knows its model, a copy that does otherwise
/// (`ManagerDescriptor.__get__`).
///
/// # Errors
///
/// `AttributeError` for abstract and swapped models.
pub(crate) fn of_class(
    interpreter: &mut Interpreter,
    manager: &Value,
    owner: &Rc<Class>,
    meta: &Rc<ModelMeta>,
) -> PyResult<Value> {
    if meta.is_abstract {
        let class = &owner.name;
        return Err(not_available(interpreter, &format!("{class} is abstract")));
    }
    if let Some(swapped) = meta.swapped.borrow().as_ref() {
        let label = meta.model.borrow().label();
        let message = format!("'{label}' has been swapped for '{swapped}'");
        return Err(not_available(interpreter, &message));
    }
    let Some(object) = manager.native::<ManagerObject>() else {
        return Ok(manager.clone());
    };
    let name = object.name.borrow().clone().unwrap_or_default();
    if let Some(known) = meta.managers.borrow().get(&name) {
        return Ok(known.clone());
    }
    let copy = copy_manager(manager);
    if let Some(object) = copy.native::<ManagerObject>() {
        *object.model.borrow_mut() = Some(owner.clone());
    }
    meta.managers.borrow_mut().insert(name, copy.clone());
    Ok(copy)
}

fn not_available(interpreter: &Interpreter, why: &str) -> Box<PyError> {
    interpreter.attribute_error(format!("Manager isn't available; {why}"))
}

/// `Model._default_manager`.
///
/// # Errors
///
/// `ValueError` for a `default_manager_name` that is none.
pub fn default_manager(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<Value> {
    let managers = managers(class);
    let own = meta_of(class).is_some_and(|meta| !meta.local_managers.borrow().is_empty());
    let wanted = manager_name(class, "default_manager_name", own);
    let found = match &wanted {
        Some(name) => managers.iter().find(|(known, _)| known == name),
        None => managers.first(),
    };
    match (found, wanted) {
        (Some((_, manager)), _) => bound(interpreter, manager, class),
        (None, Some(name)) => {
            let message = format!("{} has no manager named '{name}'", class.name);
            Err(interpreter.value_error(message))
        }
        (None, None) => base_manager(interpreter, class),
    }
}

/// `Model._meta.managers`.
///
/// # Errors
///
/// See [`default_manager`].
pub fn all(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<Vec<Value>> {
    let managers = managers(class).into_iter();
    managers
        .map(|(_, manager)| bound(interpreter, &manager, class))
        .collect()
}

/// `Model._base_manager`.
///
/// # Errors
///
/// See [`default_manager`].
pub fn base_manager(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<Value> {
    let name: Rc<str> = "_base_manager".into();
    if let Some(name) = manager_name(class, "base_manager_name", false) {
        let found = managers(class)
            .into_iter()
            .find(|(known, _)| *known == name);
        if let Some((_, manager)) = found {
            return bound(interpreter, &manager, class);
        }
    }
    let meta = meta_of(class);
    let known = meta
        .as_ref()
        .and_then(|meta| meta.managers.borrow().get(&name).cloned());
    if let Some(known) = known {
        return Ok(known);
    }
    let manager = plain_manager(interpreter, &name)?;
    bound(interpreter, &manager, class)
}

fn bound(interpreter: &mut Interpreter, manager: &Value, class: &Rc<Class>) -> PyResult<Value> {
    match meta_of(class) {
        Some(meta) => of_class(interpreter, manager, class, &meta),
        None => Ok(manager.clone()),
    }
}

/// `_meta.managers`: the class's own, then those of its bases that it does not hide.
fn managers(class: &Rc<Class>) -> Vec<(Rc<str>, Value)> {
    let mut managers: Vec<(Rc<str>, Value)> = Vec::new();
    for meta in class.mro().filter_map(meta_of) {
        for (name, manager) in meta.local_managers.borrow().iter() {
            if !managers.iter().any(|(known, _)| known == name) {
                managers.push((name.clone(), manager.clone()));
            }
        }
    }
    managers
}

/// An option that names a manager, of the class or of the first model that it inherits from.
fn manager_name(class: &Rc<Class>, option: &str, only_own: bool) -> Option<Rc<str>> {
    let mut metas = class.mro().filter_map(meta_of);
    let name = |meta: Rc<ModelMeta>| {
        let name = meta.model.borrow().options.text(option);
        name.filter(|name| !name.is_empty())
    };
    let own = metas.next().and_then(name);
    match (own, only_own) {
        (Some(own), _) => Some(own),
        (None, true) => None,
        (None, false) => metas.next().and_then(name),
    }
}

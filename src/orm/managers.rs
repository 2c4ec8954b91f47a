//! Managers of models: what a class declares, and what migrations keep of it.

use crate::python::value::Namespace;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::model::meta_of;
use super::query::manager;
use super::query::related_managers::RelatedState;
use crate::python::object::NativeObject;
use crate::python::value::{Dict, Instance};
use crate::python::{Arguments, Class, Interpreter, PyResult, Value};

/// The host's part of a manager.
pub struct ManagerObject {
    /// The arguments of the call that made it (`_constructor_args`).
    pub arguments: Arguments,
    /// `name`, once a model has it.
    pub name: RefCell<Option<Rc<str>>>,
    /// `auto_created`: the `objects` that Django adds.
    pub auto_created: Cell<bool>,
    /// `model`, once it is asked for through a class.
    pub model: RefCell<Option<Rc<Class>>>,
    /// The object and the relation, of a related manager.
    pub related: RefCell<Option<Rc<RelatedState>>>,
}

impl ManagerObject {
    /// The host's part of a manager made with these arguments.
    pub fn new(arguments: Arguments) -> Self {
        Self {
            arguments,
            name: RefCell::default(),
            auto_created: Cell::new(false),
            model: RefCell::default(),
            related: RefCell::default(),
        }
    }
}

impl NativeObject for ManagerObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "name" => self.name.borrow().clone().map_or(Value::None, Value::Str),
            "model" => self
                .model
                .borrow()
                .clone()
                .map_or(Value::None, Value::Class),
            "instance" => self.related.borrow().as_ref()?.instance.clone(),
            "db" | "_db" => Value::str("default"),
            "auto_created" => Value::Bool(self.auto_created.get()),
            _ => return None,
        })
    }

    fn set_attribute(
        &self,
        _interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
        value: &Value,
    ) -> Option<PyResult<()>> {
        let class = value.as_class().filter(|_| name == "model")?;
        *self.model.borrow_mut() = Some(class.clone());
        Some(Ok(()))
    }

    fn get(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        instance: Option<&Value>,
        owner: &Rc<Class>,
    ) -> Option<PyResult<Value>> {
        let meta = meta_of(owner)?;
        if instance.is_some() {
            let message = format!("Manager isn't accessible via {} instances", owner.name);
            return Some(Err(interpreter.attribute_error(message)));
        }
        Some(manager::of_class(interpreter, this, owner, &meta))
    }
}

/// A manager of the same class and arguments that belongs to no model yet.
pub(crate) fn copy_manager(manager: &Value) -> Value {
    let (Some(instance), Some(object)) = (manager.as_instance(), manager.native::<ManagerObject>())
    else {
        return manager.clone();
    };
    let copy = ManagerObject::new(object.arguments.clone());
    copy.name.borrow_mut().clone_from(&object.name.borrow());
    copy.auto_created.set(object.auto_created.get());
    let copied = Instance::with_native(&instance.class, Rc::new(copy));
    copied
        .attributes
        .borrow_mut()
        .clone_from(&instance.attributes.borrow());
    Value::Instance(copied)
}

/// `manager.deconstruct()`.
#[derive(Clone)]
pub struct ManagerDeconstruction {
    /// Whether `QuerySet.as_manager()` made it.
    pub as_manager: bool,
    /// The path of the manager's class; of the queryset's when `as_manager`.
    pub path: Rc<str>,
    /// Positional arguments.
    pub args: Vec<Value>,
    /// Keyword arguments.
    pub kwargs: Namespace,
}

impl ManagerDeconstruction {
    /// Takes a manager apart; `None` for a value that is no manager.
    pub fn of(manager: &Value) -> Option<Self> {
        let instance = manager.as_instance()?;
        let object = instance.native::<ManagerObject>()?;
        let class = &instance.class;
        if instance.get("_built_with_as_manager").is_some() {
            let queryset = class.lookup("_queryset_class")?;
            let queryset = queryset.as_class()?;
            return Some(Self {
                as_manager: true,
                path: format!("{}.{}", queryset.module, queryset.name).into(),
                args: Vec::new(),
                kwargs: Namespace::default(),
            });
        }
        Some(Self {
            as_manager: false,
            path: format!("{}.{}", class.module, class.name).into(),
            args: object.arguments.positional.clone(),
            kwargs: object.arguments.keywords.clone(),
        })
    }
}

/// Whether two managers are equal: of the same class, made with equal arguments
/// (`BaseManager.__eq__`).
pub fn managers_equal(left: &Value, right: &Value) -> bool {
    match (
        ManagerDeconstruction::of(left),
        ManagerDeconstruction::of(right),
    ) {
        (Some(left), Some(right)) => {
            let call = |it: &ManagerDeconstruction| super::Deconstruction {
                path: it.path.clone(),
                args: it.args.clone(),
                kwargs: it.kwargs.clone(),
            };
            left.as_manager == right.as_manager && call(&left).deep_equals(&call(&right))
        }
        _ => left.is(right),
    }
}

/// Whether the manager is serialized into migrations.
pub fn use_in_migrations(interpreter: &mut Interpreter, manager: &Value) -> PyResult<bool> {
    match interpreter.find_attribute(manager, "use_in_migrations")? {
        Some(value) => interpreter.truthy(&value),
        None => Ok(false),
    }
}

/// `manager.deconstruct()` as Python sees it: five values.
pub(crate) fn deconstruction_value(
    interpreter: &mut Interpreter,
    manager: &Value,
) -> PyResult<Value> {
    let Some(parts) = ManagerDeconstruction::of(manager) else {
        return Err(interpreter.type_error("descriptor 'deconstruct' requires a manager"));
    };
    let path = Value::Str(parts.path);
    Ok(Value::tuple(match parts.as_manager {
        true => vec![
            Value::Bool(true),
            Value::None,
            path,
            Value::None,
            Value::None,
        ],
        false => vec![
            Value::Bool(false),
            path,
            Value::None,
            Value::tuple(parts.args),
            Value::dict(Dict::from_text_keys(parts.kwargs)),
        ],
    }))
}

/// `models.Manager()` with a name.
///
/// # Errors
///
/// What calling the class raises.
pub(crate) fn plain_manager(interpreter: &mut Interpreter, name: &Rc<str>) -> PyResult<Value> {
    let module = interpreter.import_module("django.db.models.manager")?;
    let class = module.get("Manager").unwrap_or(Value::None);
    let manager = interpreter.call(&class, Arguments::default())?;
    if let Some(object) = manager.native::<ManagerObject>() {
        *object.name.borrow_mut() = Some(name.clone());
    }
    Ok(manager)
}

/// Whether an instance's class is a manager class.
pub(crate) fn is_manager(value: &Value) -> bool {
    value
        .as_instance()
        .is_some_and(|instance: &Rc<Instance>| instance.native::<ManagerObject>().is_some())
}

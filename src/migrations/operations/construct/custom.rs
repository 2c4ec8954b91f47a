//! Operations of classes that are not Django's.
//!
//! What such an operation makes of a state is known by letting its `state_forwards()` change a
//! stand-in that records the changes.

use std::cell::RefCell;
use std::rc::Rc;

use super::{
    Constructor, OperationObject, add_constraint, add_field, add_index, alter_constraint,
    alter_field, alter_model_managers, delete_model, remove_constraint, remove_field, remove_index,
    rename_field, rename_index, rename_model,
};
use crate::migrations::operations::schema::custom::not_provided;
use crate::migrations::operations::state_forwards::overrides;
use crate::migrations::operations::{CustomOperation, Operation};
use crate::orm::Exception;
use crate::python::object::NativeObject;
use crate::python::value::Namespace;
use crate::python::{Arguments, Class, Dict, Instance, Interpreter, PyResult, Signature, Value};

/// The methods of `ProjectState` that change it, and the operations that make the same change.
#[rustfmt::skip]
const STATE_METHODS: &[(&str, Signature, Constructor)] = &[
    ("remove_model", Signature::new("ProjectState.remove_model", "app_label, name"), delete_model),
    ("rename_model", Signature::new("ProjectState.rename_model", "app_label, old_name, new_name"), rename_model),
    ("alter_model_managers", Signature::new("ProjectState.alter_model_managers", "app_label, name, managers"), alter_model_managers),
    ("add_index", Signature::new("ProjectState.add_index", "app_label, model_name, index"), add_index),
    ("remove_index", Signature::new("ProjectState.remove_index", "app_label, model_name, name"), remove_index),
    ("rename_index", Signature::new("ProjectState.rename_index", "app_label, model_name, old_name, new_name"), rename_index),
    ("add_constraint", Signature::new("ProjectState.add_constraint", "app_label, model_name, constraint"), add_constraint),
    ("remove_constraint", Signature::new("ProjectState.remove_constraint", "app_label, model_name, name"), remove_constraint),
    ("alter_constraint", Signature::new("ProjectState.alter_constraint", "app_label, model_name, name, constraint"), alter_constraint),
    ("add_field", Signature::new("ProjectState.add_field", "app_label, model_name, name, field, preserve_default"), add_field),
    ("remove_field", Signature::new("ProjectState.remove_field", "app_label, model_name, name"), remove_field),
    ("alter_field", Signature::new("ProjectState.alter_field", "app_label, model_name, name, field, preserve_default"), alter_field),
    ("rename_field", Signature::new("ProjectState.rename_field", "app_label, model_name, old_name, new_name"), rename_field),
];

/// An operation whose class is the base class or the project's.
pub(super) fn custom_operation(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
) -> PyResult<Operation> {
    let value = Value::Instance(instance.clone());
    let base = instance
        .native::<OperationObject>()
        .map(|object| object.0.clone());
    let flag = |interpreter: &mut Interpreter, name: &str, default: bool| match interpreter
        .find_attribute(&value, name)?
    {
        Some(Value::None) => Ok(None),
        Some(found) => interpreter.truthy(&found).map(Some),
        None => Ok(Some(default)),
    };
    let of_base = |ask: fn(&Operation) -> bool, default| base.as_ref().map_or(default, ask);
    let elidable =
        flag(interpreter, "elidable", of_base(Operation::elidable, false))?.unwrap_or(false);
    let reversible = flag(
        interpreter,
        "reversible",
        of_base(Operation::reversible, true),
    )?
    .unwrap_or(false);
    let reduces_to_sql = flag(
        interpreter,
        "reduces_to_sql",
        of_base(Operation::reduces_to_sql, true),
    )?
    .unwrap_or(false);
    let atomic = match &base {
        Some(base) if interpreter.find_attribute(&value, "atomic")?.is_none() => base.atomic(),
        _ => flag(interpreter, "atomic", false)?,
    };
    let description = match &base {
        Some(base) if !overrides(&instance.class, "describe") => base.describe().into(),
        _ => describe(interpreter, instance)?,
    };
    let state_operations = match &base {
        Some(base) if !overrides(&instance.class, "state_forwards") => Ok(vec![base.clone()]),
        _ => record_state_forwards(interpreter, &value)
            .map_err(|error| Exception::from_python(interpreter, error)),
    };
    let fragment = interpreter.find_attribute(&value, "migration_name_fragment")?;
    let deconstructed = match base.is_some() && !overrides(&instance.class, "deconstruct") {
        true => named_arguments(&instance.class, instance.arguments.clone()),
        false => deconstructed(interpreter, &value, &instance.class)?,
    };
    Ok(Operation::Custom(Rc::new(CustomOperation {
        class: instance.class.clone(),
        instance: value,
        arguments: Rc::new(instance.arguments.clone()),
        deconstructed,
        description,
        base,
        state_operations,
        migration_name_fragment: fragment.and_then(|it| it.as_text()),
        elidable,
        reversible,
        reduces_to_sql,
        atomic,
    })))
}

fn describe(interpreter: &mut Interpreter, instance: &Rc<Instance>) -> PyResult<Rc<str>> {
    let value = Value::Instance(instance.clone());
    let text = interpreter.call_method(&value, "describe", Arguments::default())?;
    interpreter.str(&text)
}

/// The arguments that `deconstruct()` answers, as `OperationWriter.serialize` names them.
fn deconstructed(
    interpreter: &mut Interpreter,
    operation: &Value,
    class: &Rc<Class>,
) -> PyResult<Vec<(Rc<str>, Value)>> {
    let call = interpreter.call_method(operation, "deconstruct", Arguments::default())?;
    let parts = interpreter.iterate(&call)?;
    let [_, positional, keywords] = parts.as_slice() else {
        return Err(interpreter.value_error("deconstruct() must return a name, a list and a dict"));
    };
    let positional = interpreter.iterate(positional)?;
    let keywords = match keywords {
        Value::Dict(dict) => dict.borrow().text_entries(),
        _ => Namespace::default(),
    };
    let mut arguments = Arguments::positional(positional);
    arguments.keywords = keywords;
    Ok(named_arguments(class, arguments))
}

/// The arguments of a call of `__init__`, in the order of its parameters. What has no parameter of its
/// own is left out, as Django does.
fn named_arguments(class: &Rc<Class>, arguments: Arguments) -> Vec<(Rc<str>, Value)> {
    let Some(Value::Function(init)) = class.lookup("__init__") else {
        return arguments.keywords.into_iter().collect();
    };
    let names = init.parameter_names().iter().skip(1);
    let mut positional = arguments.positional.into_iter();
    let value = |name: &Rc<str>| {
        let value = positional.next();
        let value = value.or_else(|| arguments.keywords.get(name).cloned());
        Some((name.clone(), value?))
    };
    names.filter_map(value).collect()
}

/// `deconstruct()` of `Operation`: the class's name and the arguments of the constructor.
///
/// # Errors
///
/// For Django's operations, which answer with other arguments than they were made with.
pub(in crate::migrations) fn inherited_deconstruct(
    interpreter: &mut Interpreter,
    operation: &Value,
) -> PyResult<Value> {
    let custom = operation
        .as_instance()
        .filter(|_| operation.native::<OperationObject>().is_none());
    let Some(instance) = custom else {
        return Err(interpreter.unsupported("deconstruct() of Django's operations"));
    };
    Ok(Value::tuple(vec![
        Value::Str(instance.class.name.clone()),
        Value::tuple(instance.arguments.positional.clone()),
        Value::dict(Dict::from_text_keys(instance.arguments.keywords.clone())),
    ]))
}

/// What `describe()` of Django's classes answers.
///
/// # Errors
///
/// What showing the operation's arguments raises.
pub(in crate::migrations) fn inherited_description(
    interpreter: &mut Interpreter,
    operation: &Value,
) -> PyResult<Value> {
    if let Some(object) = operation.native::<OperationObject>() {
        return Ok(Value::str(object.0.describe()));
    }
    let Some(instance) = operation.as_instance() else {
        return Err(interpreter.type_error("the receiver is no operation"));
    };
    let positional = Value::tuple(instance.arguments.positional.clone());
    let keywords = instance.arguments.keywords.clone();
    let keywords = Value::dict(Dict::from_text_keys(keywords));
    let arguments = interpreter.repr(&Value::tuple(vec![positional, keywords]))?;
    Ok(Value::str(format!("{}: {arguments}", instance.class.name)))
}

/// `state_forwards()` of Django's classes, for a subclass that calls it.
///
/// # Errors
///
/// `NotImplementedError` for `Operation` itself.
pub(in crate::migrations) fn inherited_state_forwards(
    interpreter: &mut Interpreter,
    arguments: &Arguments,
) -> PyResult<Value> {
    let mut positional = arguments.positional.iter();
    let this = positional.next().and_then(Value::native::<OperationObject>);
    let Some(operation) = this else {
        return Err(not_provided(interpreter, "state_forwards"));
    };
    let state = arguments.keywords.get("state").or(positional.nth(1));
    let Some(recorder) = state.and_then(Value::native::<Recorder>) else {
        return Err(interpreter.unsupported("state_forwards() with a state of your own"));
    };
    recorder.0.borrow_mut().push(operation.0.clone());
    Ok(Value::None)
}

/// The operations that change a state as `state_forwards()` does.
fn record_state_forwards(
    interpreter: &mut Interpreter,
    operation: &Value,
) -> PyResult<Vec<Operation>> {
    let recorded = Rc::new(RefCell::new(Vec::new()));
    let state = recorder(interpreter, &recorded);
    // The app is not known where the operation is made; the changes are made in the right one.
    let arguments = Arguments::positional(vec![Value::str(""), state]);
    interpreter.call_method(operation, "state_forwards", arguments)?;
    Ok(recorded.take())
}

/// The host's part of the stand-in for a `ProjectState`.
struct Recorder(Rc<RefCell<Vec<Operation>>>);

impl NativeObject for Recorder {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// Stands for the `ProjectState` that `state_forwards()` changes.
fn recorder(interpreter: &Interpreter, recorded: &Rc<RefCell<Vec<Operation>>>) -> Value {
    let mut class = interpreter.class_builder("ProjectState", "django.db.migrations.state");
    for (name, signature, constructor) in STATE_METHODS {
        let recorded = recorded.clone();
        class = class.method(name, move |interpreter, mut arguments| {
            arguments.take_receiver();
            let bound = signature.bind(interpreter, arguments)?;
            let operation = constructor(interpreter, bound)?;
            recorded.borrow_mut().push(operation);
            Ok(Value::None)
        });
    }
    let native = Rc::new(Recorder(recorded.clone()));
    Value::Instance(Instance::with_native(&class.build(), native))
}

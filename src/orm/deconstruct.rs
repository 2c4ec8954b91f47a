//! `deconstruct()`: how Django takes an object apart into a constructor call.

use crate::python::value::Namespace;
use std::cell::RefCell;
use std::rc::Rc;

use super::constraints::Constraint;
use super::expressions::Q;
use super::fields::{Field, has_own, text_keys};
use super::indexes::Index;
use super::lazy::lazy_text;
use crate::python::stdlib::functools::Partial;
use crate::python::stdlib::re::Pattern;
use crate::python::value::access::Boxed;
use crate::python::value::{Dict, Instance};
use crate::python::{Arguments, Class, Interpreter, PyResult, Value};

/// How deep nested values are compared; deeper ones count as different.
const DEPTH: usize = 100;

/// A constructor call that makes an equal object: `path(*args, **kwargs)`.
#[derive(Clone, Default)]
pub struct Deconstruction {
    /// Dotted path of the class: `django.db.models.CharField`.
    pub path: Rc<str>,
    /// Positional arguments.
    pub args: Vec<Value>,
    /// Keyword arguments, in the order in which Django builds them.
    pub kwargs: Namespace,
}

impl Deconstruction {
    /// Whether both calls make equal objects, as `MigrationAutodetector.deep_deconstruct` compares.
    pub fn deep_equals(&self, other: &Self) -> bool {
        self.deep_equals_within(other, DEPTH)
    }

    fn deep_equals_within(&self, other: &Self, depth: usize) -> bool {
        self.path == other.path
            && self.args.len() == other.args.len()
            && self
                .args
                .iter()
                .zip(&other.args)
                .all(|(left, right)| equal(left, right, depth))
            && self.kwargs.len() == other.kwargs.len()
            && self.kwargs.iter().all(|(name, left)| {
                other
                    .kwargs
                    .get(name)
                    .is_some_and(|right| equal(left, right, depth))
            })
    }
}

/// Whether two values are equal as `MigrationAutodetector.deep_deconstruct` compares them:
/// containers by their items, what can be deconstructed by its parts, functions and classes by
/// identity.
pub fn deep_equal(left: &Value, right: &Value) -> bool {
    equal(left, right, DEPTH)
}

/// The constructor call of a value that has one: a field, index, constraint, expression,
/// validator, or an instance of a class with `@deconstructible`. `None` for other values, and for
/// classes: `deconstruct` of a class is a function, not an answer.
///
/// An instance whose class has a `deconstruct()` written in Python is known once
/// [`deconstruct_value_with`] has asked it.
pub fn deconstruct_value(value: &Value) -> Option<Deconstruction> {
    let instance = value.as_instance()?;
    if let Some(field) = Field::of_instance(value) {
        return Some(field.deconstruct());
    }
    if let Some(index) = Index::of_instance(value) {
        return Some(index.deconstruct());
    }
    if let Some(constraint) = Constraint::of_instance(value) {
        return Some(constraint.deconstruct());
    }
    if let Some(q) = value.native::<Q>() {
        return Some(q.deconstruct());
    }
    if let Some(cached) = instance.get(ANSWER) {
        return read_answer(&cached);
    }
    recorded_call(instance)
}

/// [`deconstruct_value`], asking also a project class that has its own `deconstruct()`.
///
/// # Errors
///
/// What the project's method raises.
pub fn deconstruct_value_with(
    interpreter: &mut Interpreter,
    value: &Value,
) -> PyResult<Option<Deconstruction>> {
    let Some(instance) = value.as_instance() else {
        return Ok(None);
    };
    let own = has_own(&instance.class, "deconstruct") && !Field::is_field(value);
    if own && instance.get(ANSWER).is_none() {
        let answer = interpreter.call_method(value, "deconstruct", Arguments::default())?;
        instance.set(ANSWER, answer);
    }
    Ok(deconstruct_value(value))
}

/// Asks every instance inside a value for its own `deconstruct()`, so that [`deconstruct_value`]
/// knows the answers without an interpreter.
///
/// # Errors
///
/// What the project's methods raise.
pub(crate) fn ask_deconstructions(interpreter: &mut Interpreter, value: &Value) -> PyResult<()> {
    match value {
        Value::List(_) | Value::Tuple(_) => {
            for item in value.as_sequence().unwrap_or_default() {
                ask_deconstructions(interpreter, &item)?;
            }
        }
        Value::Instance(_) => {
            deconstruct_value_with(interpreter, value)?;
        }
        _ => {}
    }
    Ok(())
}

/// Django's `SettingsReference`: the text `label`, which stands for `settings.<setting>`.
pub fn settings_reference(setting: &str, label: &str) -> Value {
    // It is made where there is no interpreter, so its class cannot be looked up.
    let class = Rc::new(Class {
        name: REFERENCE.into(),
        qualname: REFERENCE.into(),
        module: "django.conf".into(),
        bases: Vec::new(),
        ancestors: Vec::new(),
        attributes: Default::default(),
        native: None,
        attachment: RefCell::default(),
        span: None,
    });
    let native = Rc::new(Boxed(Value::str(label)));
    let instance = Instance::with_native(&class, native);
    instance.set(SETTING_NAME, Value::str(setting));
    Value::Instance(instance)
}

/// The setting's name and the label of a `SettingsReference`; `None` for every other value.
pub fn as_settings_reference(value: &Value) -> Option<(Rc<str>, Rc<str>)> {
    let instance = value.as_instance()?;
    if instance.class.name.as_ref() != REFERENCE {
        return None;
    }
    Some((instance.get(SETTING_NAME)?.as_text()?, value.as_text()?))
}

const REFERENCE: &str = "SettingsReference";
const SETTING_NAME: &str = "setting_name";

/// The attribute that keeps what a project's `deconstruct()` answered; no identifier, so that the
/// program cannot meet it.
const ANSWER: &str = "(deconstruct)";

/// The class attribute that marks a class as `@deconstructible`: the path, or `None` for the
/// class's own.
pub(crate) const DECONSTRUCTIBLE: &str = "(deconstructible)";

fn read_answer(answer: &Value) -> Option<Deconstruction> {
    let parts = answer.as_sequence()?;
    let [path, args, kwargs] = parts.as_slice() else {
        return None;
    };
    Some(Deconstruction {
        path: path.as_text()?,
        args: args.as_sequence()?,
        kwargs: text_keys(kwargs),
    })
}

/// The call that made an instance of a class with `@deconstructible`.
fn recorded_call(instance: &Rc<Instance>) -> Option<Deconstruction> {
    let class = &instance.class;
    let (owner, path) = class.lookup_with_owner(DECONSTRUCTIBLE)?;
    let path = match path.as_text() {
        Some(path) if Rc::ptr_eq(&owner, class) => path,
        _ => format!("{}.{}", class.module, class.name).into(),
    };
    Some(Deconstruction {
        path,
        args: instance.arguments.positional.clone(),
        kwargs: instance.arguments.keywords.clone(),
    })
}

fn equal(left: &Value, right: &Value, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    // Not a number is no other one: a file that is read anew has a new one.
    if left.is(right) && left.as_f64().is_none_or(|number| !number.is_nan()) {
        return true;
    }
    match (left.unboxed(), right.unboxed()) {
        (Value::List(_), Value::List(_)) | (Value::Tuple(_), Value::Tuple(_)) => {
            let left = left.as_sequence().unwrap_or_default();
            let right = right.as_sequence().unwrap_or_default();
            equal_items(&left, &right, depth)
        }
        (Value::Dict(left), Value::Dict(right)) => {
            equal_dicts(&left.borrow(), &right.borrow(), depth)
        }
        (Value::Set(left), Value::Set(right)) => equal_sets(&left.borrow(), &right.borrow()),
        (Value::FrozenSet(left), Value::FrozenSet(right)) => equal_sets(left, right),
        // The host's functions are made where they are needed, so their names identify them.
        (Value::NativeFunction(left), Value::NativeFunction(right)) => {
            left.module == right.module && left.qualname == right.qualname
        }
        (Value::BoundMethod(left), Value::BoundMethod(right)) => {
            left.receiver.is(&right.receiver) && left.function.is(&right.function)
        }
        (Value::Instance(_), _) | (_, Value::Instance(_)) => equal_instances(left, right, depth),
        (left, right) => equal_scalars(left, right),
    }
}

fn equal_items(left: &[Value], right: &[Value], depth: usize) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| equal(left, right, depth))
}

fn equal_dicts(left: &Dict, right: &Dict, depth: usize) -> bool {
    left.len() == right.len()
        && left.entries.iter().all(|(key, (_, value))| {
            right
                .entries
                .get(key)
                .is_some_and(|(_, other)| equal(value, other, depth))
        })
}

fn equal_sets(left: &Dict, right: &Dict) -> bool {
    left.len() == right.len()
        && left
            .entries
            .keys()
            .all(|key| right.entries.contains_key(key))
}

fn equal_instances(left: &Value, right: &Value, depth: usize) -> bool {
    if let (Some(left), Some(right)) = (left.native::<Partial>(), right.native::<Partial>()) {
        return equal(&left.function, &right.function, depth)
            && equal_items(&left.arguments, &right.arguments, depth)
            && equal_keywords(&left.keywords, &right.keywords, depth);
    }
    if let (Some(left), Some(right)) = (left.native::<Pattern>(), right.native::<Pattern>()) {
        return left.pattern == right.pattern && left.flags == right.flags;
    }
    if let (Some(left), Some(right)) = (lazy_text(left), lazy_text(right)) {
        return left == right;
    }
    match (deconstruct_value(left), deconstruct_value(right)) {
        (Some(left), Some(right)) => left.deep_equals_within(&right, depth),
        (None, None) => equal_natives(left, right) || equal_natives(right, left),
        _ => false,
    }
}

fn equal_keywords(left: &Namespace, right: &Namespace, depth: usize) -> bool {
    left.len() == right.len()
        && left.iter().all(|(name, value)| {
            right
                .get(name)
                .is_some_and(|other| equal(value, other, depth))
        })
}

fn equal_natives(left: &Value, right: &Value) -> bool {
    let native = left
        .as_instance()
        .and_then(|instance| instance.native.get());
    native.and_then(|native| native.equals(right)) == Some(true)
}

fn equal_scalars(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Str(left), Value::Str(right)) => left == right,
        (Value::Bytes(left), Value::Bytes(right)) => left == right,
        (Value::Range(..), Value::Range(..)) => range_items(left).eq(range_items(right)),
        _ => match (left.as_bigint(), right.as_bigint()) {
            (Some(left), Some(right)) => left == right,
            _ => match (as_float(left), as_float(right)) {
                (Some(left), Some(right)) => left == right,
                _ => false,
            },
        },
    }
}

fn range_items(range: &Value) -> impl Iterator<Item = i64> {
    let (start, stop, step) = match range {
        Value::Range(start, stop, step) => (*start, *stop, *step),
        _ => (0, 0, 1),
    };
    std::iter::successors(Some(start), move |at| at.checked_add(step))
        .take_while(move |at| if step > 0 { *at < stop } else { *at > stop })
}

fn as_float(value: &Value) -> Option<f64> {
    value
        .as_f64()
        .or_else(|| value.as_i64().map(|number| number as f64))
}

//! From the names of a class body to members.

use std::rc::Rc;

use super::super::super::arguments::Arguments;
use super::super::super::error::PyResult;
use super::super::super::interpreter::Interpreter;
use super::super::super::value::access::Boxed;
use super::super::super::value::{Class, Instance, Value};
use super::{first, flags, part};

/// The class attribute that lists names in the order of definition, aliases among them.
const MEMBER_NAMES: &str = "_member_names_";

/// Names of a class body that make no member, by the kind of their value.
fn is_member(name: &str, value: &Value) -> bool {
    if name.starts_with('_') {
        return false;
    }
    match value {
        Value::Function(_) | Value::NativeFunction(_) | Value::BoundMethod(_) | Value::Class(_) => {
            false
        }
        Value::Instance(instance) => !matches!(
            instance.class.path().as_str(),
            "property"
                | "builtins.property"
                | "classmethod"
                | "builtins.classmethod"
                | "staticmethod"
                | "builtins.staticmethod"
                | "functools.cached_property"
        ),
        _ => true,
    }
}

/// Makes the members of an enumeration that was just defined.
pub(super) fn create_members(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<()> {
    if let Some(base) = class
        .ancestors
        .iter()
        .find(|base| !member_map(base).is_empty())
    {
        let (name, base) = (&class.qualname, &base.qualname);
        let message = format!("<enum '{name}'> cannot extend <enum '{base}'>");
        return Err(interpreter.type_error(message));
    }
    let body: Vec<(Rc<str>, Value)> = class
        .attributes
        .borrow()
        .iter()
        .filter(|(name, value)| is_member(name, value))
        .map(|(name, value)| (Rc::clone(name), value.clone()))
        .collect();
    let mut names = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    for (name, value) in body {
        let value = match is_auto(&value) {
            true => next_value(interpreter, class, &name, &values)?,
            false => value,
        };
        let member = create_member(interpreter, class, &name, value)?;
        let existing = find(interpreter, class, &names, &part(&member, "_value_"))?;
        values.push(part(&member, "_value_"));
        class.set(&name, existing.unwrap_or(member));
        names.push(Value::Str(name));
    }
    class.set(MEMBER_NAMES, Value::list(names));
    Ok(())
}

/// Every name with its member, aliases included.
pub(super) fn member_map(class: &Rc<Class>) -> Vec<(Rc<str>, Value)> {
    let names = class
        .get(MEMBER_NAMES)
        .and_then(|names| names.as_sequence())
        .unwrap_or_default();
    names
        .iter()
        .filter_map(Value::as_text)
        .filter_map(|name| Some((Rc::clone(&name), class.get(&name)?)))
        .collect()
}

/// The members without aliases.
pub(super) fn members(class: &Rc<Class>) -> Vec<Value> {
    let map = member_map(class).into_iter();
    let proper = map.filter(|(name, member)| part(member, "_name_").as_str() == Some(name));
    proper.map(|(_, member)| member).collect()
}

/// `Color(value)`.
pub(super) fn member_by_value(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    value: &Value,
) -> PyResult<Value> {
    if matches!(value, Value::Instance(instance) if Rc::ptr_eq(&instance.class, class)) {
        return Ok(value.clone());
    }
    for member in members(class) {
        if interpreter.equals(&part(&member, "_value_"), value)? {
            return Ok(member);
        }
    }
    if let Some(member) = flags::composite(class, value) {
        return Ok(member);
    }
    if class.lookup("_missing_").is_some() {
        let arguments = Arguments::positional(vec![value.clone()]);
        let missing = interpreter.get_attribute(&Value::Class(Rc::clone(class)), "_missing_")?;
        let found = interpreter.call(&missing, arguments)?;
        if matches!(&found, Value::Instance(it) if Rc::ptr_eq(&it.class, class)) {
            return Ok(found);
        }
    }
    let shown = interpreter.repr(value)?;
    Err(interpreter.value_error(format!("{shown} is not a valid {}", class.qualname)))
}

/// `Enum("Color", "RED GREEN")`, with names as text, a list, pairs or a dict.
pub(super) fn functional(
    interpreter: &mut Interpreter,
    base: &Rc<Class>,
    name: &Value,
    names: &Value,
) -> PyResult<Value> {
    let items = match names {
        Value::Str(text) => text
            .split([' ', ','])
            .filter(|name| !name.is_empty())
            .map(Value::str)
            .collect(),
        Value::Dict(dict) => {
            let dict = dict.borrow();
            dict.pairs()
                .map(|(name, value)| Value::tuple(vec![name.clone(), value.clone()]))
                .collect()
        }
        other => interpreter.iterate(other)?,
    };
    let name = name.as_text().unwrap_or_default();
    let mut builder = interpreter.class_builder(&name, "__main__").base(base);
    for (index, item) in items.iter().enumerate() {
        let pair = item
            .as_sequence()
            .filter(|_| item.as_str().is_none())
            .unwrap_or_default();
        builder = match pair.as_slice() {
            [name, value] => builder.attribute(&name.as_text().unwrap_or_default(), value.clone()),
            _ => {
                let number = i64::try_from(index).unwrap_or_default() + 1;
                builder.attribute(&item.as_text().unwrap_or_default(), Value::Int(number))
            }
        };
    }
    let class = builder.build();
    create_members(interpreter, &class)?;
    Ok(Value::Class(class))
}

/// A member with a name, whatever its class makes of the value.
pub(super) fn create_member(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &Rc<str>,
    value: Value,
) -> PyResult<Value> {
    let arguments = match &value {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let member = new_member(interpreter, class, &value, &arguments)?;
    let Some(instance) = member.as_instance().cloned() else {
        return Ok(member);
    };
    instance.set("_name_", Value::Str(Rc::clone(name)));
    if instance.get("_value_").is_none() {
        let own = instance.native::<Boxed>().map(|boxed| boxed.0.clone());
        instance.set("_value_", own.unwrap_or(value));
    }
    let init = class.mro().find_map(|base| base.get("__init__"));
    if let Some(init @ Value::Function(_)) = init {
        let mut arguments = arguments;
        arguments.insert(0, member.clone());
        interpreter.call(&init, Arguments::positional(arguments))?;
    }
    Ok(member)
}

fn new_member(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    value: &Value,
    arguments: &[Value],
) -> PyResult<Value> {
    let new = class.mro().find_map(|base| base.get("__new__"));
    if let Some(new) = new.filter(|new| !matches!(new, Value::NativeFunction(_))) {
        let owner = Value::Class(Rc::clone(class));
        let new = interpreter.get_attribute(&owner, "__new__").unwrap_or(new);
        let mut passed = vec![owner];
        passed.extend(arguments.iter().cloned());
        return interpreter.call(&new, Arguments::positional(passed));
    }
    let data_type = class
        .mro()
        .find(|base| &*base.module == "builtins" && &*base.name != "object")
        .cloned();
    let Some(data_type) = data_type else {
        return Ok(Value::Instance(Instance::new(class)));
    };
    let passed = match (&*data_type.name, value) {
        ("tuple", Value::Tuple(_)) => vec![value.clone()],
        _ => arguments.to_vec(),
    };
    let arguments = Arguments::positional(passed);
    let inner = interpreter.call(&Value::Class(data_type), arguments)?;
    Ok(Value::Instance(Instance::with_native(
        class,
        Rc::new(Boxed(inner)),
    )))
}

fn find(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    names: &[Value],
    value: &Value,
) -> PyResult<Option<Value>> {
    for name in names.iter().filter_map(Value::as_text) {
        if let Some(member) = class.get(&name)
            && interpreter.equals(&part(&member, "_value_"), value)?
        {
            return Ok(Some(member));
        }
    }
    Ok(None)
}

fn is_auto(value: &Value) -> bool {
    value
        .as_instance()
        .is_some_and(|instance| instance.class.path() == "enum.auto")
}

/// What `auto()` stands for: `_generate_next_value_`, or the next number, power or name.
fn next_value(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &Rc<str>,
    values: &[Value],
) -> PyResult<Value> {
    if let Some(generate) = class.lookup("_generate_next_value_") {
        let generate = unwrap_static(&generate);
        let count = i64::try_from(values.len()).unwrap_or_default();
        let arguments = vec![
            Value::Str(Rc::clone(name)),
            Value::Int(1),
            Value::Int(count),
            Value::list(values.to_vec()),
        ];
        return interpreter.call(&generate, Arguments::positional(arguments));
    }
    let inherits = |path: &str| class.mro().any(|base| base.path() == path);
    if inherits("enum.StrEnum") {
        return Ok(Value::str(name.to_lowercase()));
    }
    let highest = values.iter().filter_map(Value::as_i64).max();
    let next = match highest {
        None => 1,
        Some(highest) if inherits("enum.Flag") => 1_i64
            .checked_shl(64 - highest.leading_zeros())
            .unwrap_or(i64::MAX),
        Some(highest) => highest.saturating_add(1),
    };
    Ok(Value::Int(next))
}

/// The function behind a `staticmethod`.
fn unwrap_static(value: &Value) -> Value {
    let inner = value
        .as_instance()
        .and_then(|instance| instance.native.get()?.attribute("__func__"));
    inner.unwrap_or_else(|| value.clone())
}

/// Whether two operands are members of the same enumeration, and their values.
pub(super) fn operand_values(arguments: &Arguments) -> Option<(Rc<Class>, i64, i64)> {
    let member = first(arguments);
    let class = Rc::clone(&member.as_instance()?.class);
    let other = arguments.positional.get(1)?;
    let other = match part(other, "_value_") {
        Value::None => other.as_i64()?,
        value => value.as_i64()?,
    };
    Some((class, part(&member, "_value_").as_i64()?, other))
}

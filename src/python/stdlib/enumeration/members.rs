//! The members of an enumeration.

use std::rc::Rc;

use super::flags;
use super::{Auto, Marked, MemberHook, enum_member, is_enum};
use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::types::descriptor::{ClassMethod, Property, StaticMethod};
use crate::python::value::access::Boxed;
use crate::python::value::{Class, Dict, Instance, Namespace, Value};

/// Turns the values of a class body into members.
pub(super) fn make_members(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    hook: Option<&MemberHook>,
) -> PyResult<()> {
    check_bases(interpreter, class)?;
    prefer_enum_methods(interpreter, class);
    let body: Vec<(Rc<str>, Value)> = class
        .attributes
        .borrow()
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let mut members = Members {
        names: Vec::new(),
        map: Dict::default(),
    };
    let mut before = Namespace::default();
    for (name, value) in body {
        if let Some(marked) = value.native::<Marked>().filter(|marked| !marked.is_member) {
            class.set(&name, marked.value.clone());
            continue;
        }
        let forced = value.native::<Marked>().map(|marked| marked.value.clone());
        let is_member = forced.is_some() || is_member(interpreter, class, &name, &value);
        if !is_member {
            continue;
        }
        let value = forced.unwrap_or(value);
        let value = resolve_auto(interpreter, class, &before, &name, value)?;
        before.insert(name.clone(), value.clone());
        let (value, extra) = match hook {
            Some(hook) => hook(interpreter, &name, value)?,
            None => (value, Namespace::default()),
        };
        let member = make_member(interpreter, class, &name, value, extra, &members)?;
        members.add(interpreter, class, &name, member)?;
    }
    for name in ignored_names(class) {
        class.remove(&name);
    }
    let names = members.names.into_iter().map(Value::Str).collect();
    class.set("_member_names_", Value::list(names));
    let by_value = Value::dict(Dict::default());
    for (_, member) in members.map.pairs() {
        // As in CPython: a value that has no hash is found by looking at all.
        let value = member.as_instance().and_then(|it| it.get("_value_"));
        let _ = interpreter.set_item(&by_value, &value.unwrap_or(Value::None), member.clone());
    }
    class.set("_value2member_map_", by_value);
    class.set("_member_map_", Value::dict(members.map));
    Ok(())
}

struct Members {
    /// Without aliases.
    names: Vec<Rc<str>>,
    map: Dict,
}

impl Members {
    fn add(
        &mut self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &Rc<str>,
        member: Value,
    ) -> PyResult<()> {
        let value = member
            .as_instance()
            .and_then(|it| it.get("_value_"))
            .unwrap_or(Value::None);
        let mut canonical = None;
        for known in &self.names {
            let Some(other) = class.get(known) else {
                continue;
            };
            let Some(known) = other.as_instance().and_then(|it| it.get("_value_")) else {
                continue;
            };
            if interpreter.equals(&known, &value)? {
                canonical = Some(other);
                break;
            }
        }
        let stored = match canonical {
            Some(canonical) => canonical,
            None => {
                // A flag of several bits, or of none, is no member of its own.
                if !flags::is_flag(class) || flags::is_single_bit(&value) {
                    self.names.push(name.clone());
                }
                member
            }
        };
        class.set(name, stored.clone());
        self.map.set_text(name.clone(), stored);
        Ok(())
    }
}

fn check_bases(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<()> {
    for base in &class.bases {
        let members = base
            .get("_member_names_")
            .and_then(|names| names.as_sequence());
        if is_enum(base) && members.is_some_and(|members| !members.is_empty()) {
            let shown = interpreter.repr(&Value::Class(base.clone()))?;
            let message = format!("<enum '{}'> cannot extend {shown}", class.name);
            return Err(interpreter.type_error(message));
        }
    }
    Ok(())
}

/// What `_ignore_` names.
fn ignored_names(class: &Rc<Class>) -> Vec<Rc<str>> {
    let Some(ignored) = class.get("_ignore_") else {
        return Vec::new();
    };
    match ignored.as_str() {
        Some(text) => text
            .replace(',', " ")
            .split_whitespace()
            .map(Into::into)
            .collect(),
        None => {
            let items = ignored.as_sequence().unwrap_or_default();
            items.iter().filter_map(Value::as_text).collect()
        }
    }
}

fn is_member(interpreter: &Interpreter, class: &Rc<Class>, name: &str, value: &Value) -> bool {
    let dunder = name.len() > 4 && name.starts_with("__") && name.ends_with("__");
    let sunder = name.len() > 2 && name.starts_with('_') && name.ends_with('_');
    let private = name.starts_with(&format!("_{}__", class.name));
    let ignored = ignored_names(class).iter().any(|it| &**it == name);
    let descriptor = match value {
        Value::Function(_) | Value::NativeFunction(_) | Value::BoundMethod(_) => true,
        Value::Instance(instance) => {
            instance.native::<Property>().is_some()
                || instance.native::<ClassMethod>().is_some()
                || instance.native::<StaticMethod>().is_some()
                || interpreter.lookup(&instance.class, "__get__").is_some()
        }
        _ => false,
    };
    !(dunder || sunder || private || ignored || descriptor)
}

/// A member is assigned once only.
pub(super) fn check_assigned(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    names: &Namespace,
    name: &Rc<str>,
) -> PyResult<()> {
    let Some(before) = names.get(name) else {
        return Ok(());
    };
    if !is_member(interpreter, class, name, before) {
        return Ok(());
    }
    let before = interpreter.repr(&before.clone())?;
    let message = format!("'{name}' already defined as {before}");
    Err(interpreter.type_error(message))
}

/// The value of `auto()`, alone or in a tuple, given the names before it.
pub(super) fn resolve_auto(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    names: &Namespace,
    name: &Rc<str>,
    value: Value,
) -> PyResult<Value> {
    if value.native::<Auto>().is_some() {
        return next_value(interpreter, class, names, name);
    }
    match &value {
        Value::Tuple(items) if items.iter().any(|item| item.native::<Auto>().is_some()) => {
            let mut resolved = Vec::new();
            for item in items.iter() {
                resolved.push(match item.native::<Auto>() {
                    Some(_) => next_value(interpreter, class, names, name)?,
                    None => item.clone(),
                });
            }
            Ok(Value::tuple(resolved))
        }
        _ => Ok(value),
    }
}

/// `_generate_next_value_(name, start, count, last_values)`.
fn next_value(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    names: &Namespace,
    name: &Rc<str>,
) -> PyResult<Value> {
    let before = names
        .iter()
        .filter(|(known, value)| is_member(interpreter, class, known, value));
    let values: Vec<Value> = before
        .map(|(_, value)| match value {
            // Its number stands first when a label follows.
            Value::Tuple(items) => items.first().cloned().unwrap_or(Value::None),
            Value::Instance(instance) => instance.get("_value_").unwrap_or_else(|| value.clone()),
            other => other.clone(),
        })
        .collect();
    let generate = names.get("_generate_next_value_").cloned();
    if let Some(generate) = generate.or_else(|| class.lookup("_generate_next_value_")) {
        let function = match &generate {
            Value::Instance(instance) => interpreter.static_target(instance).unwrap_or(generate),
            _ => generate,
        };
        let arguments = vec![
            Value::Str(name.clone()),
            Value::Int(1),
            Value::Int(values.len() as i64),
            Value::list(values),
        ];
        return interpreter.call(&function, Arguments::positional(arguments));
    }
    let highest = values.iter().filter_map(Value::as_i64).max();
    if flags::is_flag(class) {
        let bits = 64
            - u64::try_from(highest.unwrap_or(0))
                .unwrap_or(0)
                .leading_zeros();
        return Ok(Value::Int(1_i64.checked_shl(bits).unwrap_or(0)));
    }
    Ok(Value::Int(highest.map_or(1, |last| last.saturating_add(1))))
}

/// What of `Enum` shows a member goes before what its data type would.
fn prefer_enum_methods(interpreter: &Interpreter, class: &Rc<Class>) {
    let Some(first) = class.bases.last() else {
        return;
    };
    for name in ["__repr__", "__str__", "__format__"] {
        let Some((owner, _)) = class.lookup_with_owner(name) else {
            continue;
        };
        if !interpreter.types.is_builtin(&owner) {
            continue;
        }
        let own = first
            .mro()
            .filter(|base| !interpreter.types.is_builtin(base));
        if let Some(method) = own.map(|base| base.get(name)).find_map(|method| method) {
            class.set(name, method);
        }
    }
}

/// The built-in type that members carry a value of.
fn data_type(interpreter: &Interpreter, class: &Rc<Class>) -> Option<Rc<Class>> {
    let found = class.ancestors.iter().find(|base| {
        !is_enum(base)
            && !Rc::ptr_eq(base, &interpreter.types.object)
            && (interpreter.types.is_builtin(base) || base.native.is_some())
    });
    found.cloned()
}

/// What the metaclass notes of an enumeration, under names that programs know.
pub(super) fn computed_attribute(
    interpreter: &Interpreter,
    class: &Rc<Class>,
    name: &str,
) -> Option<Value> {
    Some(match name {
        "_member_type_" => {
            let found = data_type(interpreter, class);
            Value::Class(found.unwrap_or_else(|| interpreter.types.object.clone()))
        }
        "_new_member_" => {
            let found = data_type(interpreter, class);
            let owner = found.unwrap_or_else(|| interpreter.types.object.clone());
            let new = interpreter.lookup(&owner, "__new__")?;
            class.lookup("__new_member__").unwrap_or(new)
        }
        "_value_repr_" => match data_type(interpreter, class) {
            Some(data_type) => interpreter
                .lookup(&data_type, "__repr__")
                .unwrap_or(Value::None),
            None => Value::None,
        },
        "_use_args_" => Value::Bool(data_type(interpreter, class).is_some()),
        "_flag_mask_" | "_all_bits_" | "_singles_mask_" if flags::is_flag(class) => {
            let bits = flags::all_bits(class);
            match name {
                "_all_bits_" => {
                    let width = 64 - bits.leading_zeros();
                    Value::Int(1_i64.checked_shl(width).unwrap_or(0).wrapping_sub(1))
                }
                _ => Value::Int(bits),
            }
        }
        "_boundary_" if flags::is_flag(class) => {
            let is_int = class.mro().any(|it| it.path() == "enum.IntFlag");
            Value::str(if is_int { "KEEP" } else { "STRICT" })
        }
        _ => return None,
    })
}

fn make_member(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &Rc<str>,
    value: Value,
    extra: Namespace,
    members: &Members,
) -> PyResult<Value> {
    let arguments = match &value {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let data_type = data_type(interpreter, class);
    if data_type
        .as_ref()
        .is_some_and(|it| it.name.as_ref() == "str")
    {
        check_text(interpreter, class, &arguments)?;
    }
    let data = match &data_type {
        Some(data_type) => {
            let callable = Value::Class(data_type.clone());
            Some(interpreter.call(&callable, Arguments::positional(arguments.clone()))?)
        }
        None => None,
    };
    let own_new = class.lookup("__new__").and_then(|new| match new {
        Value::NativeFunction(_) => None,
        Value::Instance(instance) => interpreter.static_target(&instance),
        other => Some(other),
    });
    let instance = match own_new {
        Some(new) => {
            let mut passed = vec![Value::Class(class.clone())];
            passed.extend(arguments.clone());
            match interpreter.call(&new, Arguments::positional(passed))? {
                Value::Instance(instance) => instance,
                _ => return Err(interpreter.type_error("__new__ of an enum must return a member")),
            }
        }
        None => Instance::new(class),
    };
    if let Some(data) = &data
        && instance.native.get().is_none()
    {
        let native: Rc<dyn crate::python::object::NativeObject> = match data {
            Value::Instance(data) => match data.native.get() {
                Some(native) => native.clone(),
                None => Rc::new(Boxed(Value::Instance(data.clone()))),
            },
            other => Rc::new(Boxed(other.clone())),
        };
        // Checked to be empty.
        let _ = instance.native.set(native);
    }
    if instance.get("_value_").is_none() {
        instance.set("_value_", data.unwrap_or(value));
    }
    instance.set("_name_", Value::Str(name.clone()));
    instance.set("__objclass__", Value::Class(class.clone()));
    instance.set("_sort_order_", Value::Int(members.names.len() as i64));
    for (name, value) in extra {
        instance.set(&name, value);
    }
    let member = Value::Instance(instance);
    if let Some(init @ Value::Function(_)) = class.lookup("__init__") {
        let bound = interpreter.bind(&init, Some(&member), class)?;
        interpreter.call(&bound, Arguments::positional(arguments))?;
    }
    Ok(member)
}

/// `StrEnum` takes text only.
fn check_text(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: &[Value],
) -> PyResult<()> {
    let is_str_enum = class.mro().any(|base| base.path() == "enum.StrEnum");
    match arguments.first() {
        Some(first) if is_str_enum && first.as_str().is_none() => {
            let shown = interpreter.repr(first)?;
            Err(interpreter.type_error(format!("{shown} is not a string")))
        }
        _ => Ok(()),
    }
}

/// `Enumeration(value)`.
pub(super) fn by_value(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    value: &Value,
) -> PyResult<Value> {
    if let Some(member) = enum_member(value)
        && Rc::ptr_eq(&member.class, class)
    {
        return Ok(value.clone());
    }
    let members = match class.get("_member_map_") {
        Some(Value::Dict(map)) => map.borrow().pairs().map(|(_, it)| it.clone()).collect(),
        _ => Vec::new(),
    };
    for member in members {
        let own = member
            .as_instance()
            .and_then(|it| it.get("_value_"))
            .unwrap_or(Value::None);
        if interpreter.equals(&own, value)? {
            return Ok(member);
        }
    }
    if let Some(missing) = class.lookup("_missing_") {
        let bound = interpreter.bind(&missing, None, class)?;
        let found = interpreter.call(&bound, Arguments::positional(vec![value.clone()]))?;
        if !found.is_none() {
            return Ok(found);
        }
    }
    if flags::is_flag(class)
        && let Some(bits) = value.as_i64()
    {
        return flags::composite(interpreter, class, bits);
    }
    let shown = interpreter.repr(value)?;
    Err(interpreter.value_error(format!("{shown} is not a valid {}", class.qualname)))
}

/// `@unique`
pub(super) fn check_unique(interpreter: &mut Interpreter, class: &Value) -> PyResult<()> {
    let Value::Class(class) = class else {
        return Ok(());
    };
    let Some(Value::Dict(map)) = class.get("_member_map_") else {
        return Ok(());
    };
    let aliases: Vec<String> = map
        .borrow()
        .pairs()
        .filter_map(|(name, member)| {
            let own = member.as_instance()?.get("_name_")?.as_text()?;
            let name = name.as_str()?;
            (name != &*own).then(|| format!("{name} -> {own}"))
        })
        .collect();
    if aliases.is_empty() {
        return Ok(());
    }
    let shown = interpreter.repr(&Value::Class(class.clone()))?;
    let message = format!("duplicate values found in {shown}: {}", aliases.join(", "));
    Err(interpreter.value_error(message))
}

//! `enum`: enumerations and flags.
//!
//! A member is an instance of its enumeration whose `__dict__` has `_name_` and `_value_`; where the
//! enumeration also inherits from a built-in type, the member carries a value of that type.

mod flags;
mod members;

use std::rc::Rc;

use super::super::arguments::Arguments;
use super::super::error::PyResult;
use super::super::interpreter::Interpreter;
use super::super::object::NativeClass;
use super::super::value::{Binding, Class, Dict, Instance, Module, NativeFunction, Value};

use members::{create_members, functional, member_by_value, member_map, members};

/// A member of an enumeration, taken apart.
pub struct EnumMember {
    /// The enumeration.
    pub class: Rc<Class>,
    /// `member.name`.
    pub name: Rc<str>,
    /// `member.value`.
    pub value: Value,
}

/// The parts of an enumeration's member; `None` for every other value.
pub fn enum_member(value: &Value) -> Option<EnumMember> {
    let instance = value.as_instance()?;
    let name = instance.get("_name_")?.as_text()?;
    let value = instance.get("_value_")?;
    let class = instance.class.clone();
    let is_enum = class.mro().any(|base| base.path() == "enum.Enum");
    is_enum.then_some(EnumMember { class, name, value })
}

/// The module `enum`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let base = base_class(interpreter);
    let repr_enum = subclass(interpreter, "ReprEnum", &[&base]);
    let int = interpreter.builtin("int");
    let text = interpreter.builtin("str");
    let mixed = |interpreter: &mut Interpreter, name, builtin: &Option<Rc<Class>>, last| {
        let mut bases: Vec<&Rc<Class>> = builtin.iter().collect();
        bases.push(last);
        subclass(interpreter, name, &bases)
    };
    let int_enum = mixed(interpreter, "IntEnum", &int, &repr_enum);
    let str_enum = mixed(interpreter, "StrEnum", &text, &repr_enum);
    let flag = flags::class(interpreter, "Flag", &[&base]);
    let int_flag = {
        let mut bases: Vec<&Rc<Class>> = int.iter().collect();
        bases.extend([&repr_enum, &flag]);
        flags::class(interpreter, "IntFlag", &bases)
    };
    for class in [&int_enum, &str_enum, &int_flag] {
        class.set("__str__", value_method("__str__", &class.qualname));
        class.set("__format__", format_method(&class.qualname));
    }
    let auto = interpreter.class_builder("auto", "enum").build();
    let metaclass = interpreter.class_builder("EnumType", "enum").build();
    let unique = Value::function("unique", "enum", |interpreter, arguments| {
        unique(interpreter, arguments)
    });
    let verify = Value::function("verify", "enum", |_, _| {
        Ok(Value::function("verify", "enum", |_, arguments| {
            Ok(first(&arguments))
        }))
    });
    let same = |name: &str| Value::function(name, "enum", |_, arguments| Ok(first(&arguments)));
    Module::new("enum")
        .with_class(&base)
        .with_class(&repr_enum)
        .with_class(&int_enum)
        .with_class(&str_enum)
        .with_class(&flag)
        .with_class(&int_flag)
        .with_class(&auto)
        .with_class(&metaclass)
        .with("EnumMeta", Value::Class(metaclass.clone()))
        .with("unique", unique)
        .with("verify", verify)
        .with("UNIQUE", Value::str("one name per value"))
        .with("global_enum", same("global_enum"))
        .with("member", same("member"))
        .with("KEEP", Value::str("keep"))
        .with("STRICT", Value::str("strict"))
        .with("CONFORM", Value::str("conform"))
        .with("EJECT", Value::str("eject"))
}

/// `Enum` itself.
fn base_class(interpreter: &mut Interpreter) -> Rc<Class> {
    interpreter
        .class_builder("Enum", "enum")
        .native(Rc::new(EnumClass))
        .property("name", |_, arguments| {
            Ok(part(&first(&arguments), "_name_"))
        })
        .property("value", |_, arguments| {
            Ok(part(&first(&arguments), "_value_"))
        })
        .method("__repr__", |interpreter, arguments| {
            let member = first(&arguments);
            let value = interpreter.repr(&part(&member, "_value_"))?;
            let name = part(&member, "_name_").as_text().unwrap_or_default();
            Ok(Value::str(format!(
                "<{}.{name}: {value}>",
                class_name(&member)
            )))
        })
        .method("__str__", |_, arguments| {
            let member = first(&arguments);
            let name = part(&member, "_name_").as_text().unwrap_or_default();
            Ok(Value::str(format!("{}.{name}", class_name(&member))))
        })
        .build()
}

fn subclass(interpreter: &mut Interpreter, name: &str, bases: &[&Rc<Class>]) -> Rc<Class> {
    let builder = interpreter
        .class_builder(name, "enum")
        .native(Rc::new(EnumClass));
    bases
        .iter()
        .fold(builder, |builder, base| builder.base(base))
        .build()
}

/// `str(member)` is `str(member.value)`.
fn value_method(name: &str, owner: &str) -> Value {
    let qualname = format!("{owner}.{name}");
    Value::NativeFunction(NativeFunction::bound(
        name,
        &qualname,
        "enum",
        Binding::Method,
        |interpreter, arguments| {
            let value = part(&first(&arguments), "_value_");
            interpreter.str(&value).map(Value::Str)
        },
    ))
}

/// `format(member, specification)` is that of the value.
fn format_method(owner: &str) -> Value {
    let qualname = format!("{owner}.__format__");
    Value::NativeFunction(NativeFunction::bound(
        "__format__",
        &qualname,
        "enum",
        Binding::Method,
        |interpreter, arguments| {
            let value = part(&first(&arguments), "_value_");
            let specification = arguments.positional.get(1).and_then(Value::as_text);
            interpreter
                .format(&value, &specification.unwrap_or_default())
                .map(Value::Str)
        },
    ))
}

/// `@unique`.
fn unique(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let value = first(&arguments);
    let Some(class) = value.as_class() else {
        return Ok(value);
    };
    let aliases: Vec<String> = member_map(class)
        .into_iter()
        .filter_map(|(alias, member)| {
            let name = part(&member, "_name_").as_text()?;
            (name != alias).then(|| format!("{alias} -> {name}"))
        })
        .collect();
    if aliases.is_empty() {
        return Ok(value);
    }
    let shown = format!("<enum '{}'>", class.qualname);
    Err(interpreter.value_error(format!(
        "duplicate values found in {shown}: {}",
        aliases.join(", ")
    )))
}

/// The behaviour of enumerations: what `EnumType` does.
struct EnumClass;

impl NativeClass for EnumClass {
    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }

    fn class_created(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        _keywords: Arguments,
    ) -> PyResult<()> {
        create_members(interpreter, class)
    }

    fn class_call(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        let has_members = !member_map(class).is_empty();
        match (has_members, arguments.positional.as_slice()) {
            (true, [value]) => member_by_value(interpreter, class, value).map(Some),
            (false, [name, names, ..]) => functional(interpreter, class, name, names).map(Some),
            (_, []) => Err(interpreter
                .type_error("EnumType.__call__() missing 1 required positional argument: 'value'")),
            (false, [_]) => Err(interpreter.type_error(format!(
                "<enum '{}'> has no members; give names to make one with Enum(name, names)",
                class.qualname
            ))),
            (true, several) => {
                let value = Value::tuple(several.to_vec());
                member_by_value(interpreter, class, &value).map(Some)
            }
        }
    }

    fn class_iterate(
        &self,
        _interpreter: &mut Interpreter,
        class: &Rc<Class>,
    ) -> Option<PyResult<Vec<Value>>> {
        Some(Ok(members(class)))
    }

    fn class_item(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        key: &Value,
    ) -> Option<PyResult<Value>> {
        let found = member_map(class)
            .into_iter()
            .find(|(name, _)| key.as_str() == Some(name));
        Some(match found {
            Some((_, member)) => Ok(member),
            None => match interpreter.repr(key) {
                Ok(key) => Err(interpreter.raise("KeyError", key.to_string())),
                Err(error) => Err(error),
            },
        })
    }

    fn class_contains(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        value: &Value,
    ) -> Option<PyResult<bool>> {
        for member in members(class) {
            if member.is(value) {
                return Some(Ok(true));
            }
            match interpreter.equals(&part(&member, "_value_"), value) {
                Ok(false) => {}
                answer => return Some(answer),
            }
        }
        Some(Ok(false))
    }

    fn class_repr(&self, class: &Rc<Class>) -> Option<String> {
        Some(format!("<enum '{}'>", class.qualname))
    }

    fn class_attribute(
        &self,
        _interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        if name != "__members__" {
            return Ok(None);
        }
        let mut dict = Dict::default();
        for (name, member) in member_map(class) {
            dict.set_text(name, member);
        }
        Ok(Some(Value::dict(dict)))
    }
}

fn first(arguments: &Arguments) -> Value {
    arguments.positional.first().cloned().unwrap_or(Value::None)
}

/// `_name_` or `_value_` of a member.
fn part(member: &Value, name: &str) -> Value {
    member
        .as_instance()
        .and_then(|instance| instance.get(name))
        .unwrap_or(Value::None)
}

fn class_name(member: &Value) -> Rc<str> {
    member
        .as_instance()
        .map(|instance| Rc::clone(&instance.class.qualname))
        .unwrap_or_default()
}

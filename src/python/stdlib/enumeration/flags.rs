//! `Flag` and `IntFlag`: members that combine.

use std::rc::Rc;

use super::super::super::interpreter::Interpreter;
use super::super::super::value::access::Boxed;
use super::super::super::value::{Class, Instance, Value};
use super::members::{members, operand_values};
use super::{EnumClass, first, part};

/// A class of flags.
pub(super) fn class(interpreter: &mut Interpreter, name: &str, bases: &[&Rc<Class>]) -> Rc<Class> {
    let mut builder = interpreter
        .class_builder(name, "enum")
        .native(Rc::new(EnumClass))
        .method("__invert__", |_, arguments| {
            let member = first(&arguments);
            let Some(instance) = member.as_instance() else {
                return Ok(Value::NotImplemented);
            };
            let value = part(&member, "_value_").as_i64().unwrap_or_default();
            Ok(combined(
                &instance.class,
                all_bits(&instance.class) & !value,
            ))
        })
        .method("__contains__", |_, arguments| {
            let values = operand_values(&arguments);
            Ok(Value::Bool(
                values.is_some_and(|(_, whole, bits)| whole & bits == bits),
            ))
        })
        .method("__bool__", |_, arguments| {
            let value = part(&first(&arguments), "_value_").as_i64();
            Ok(Value::Bool(value.unwrap_or_default() != 0))
        });
    let operators: [(&str, &str, fn(i64, i64) -> i64); 3] = [
        ("__or__", "__ror__", |left, right| left | right),
        ("__and__", "__rand__", |left, right| left & right),
        ("__xor__", "__rxor__", |left, right| left ^ right),
    ];
    for (name, reflected, operator) in operators {
        for name in [name, reflected] {
            builder = builder.method(name, move |_, arguments| {
                Ok(match operand_values(&arguments) {
                    Some((class, left, right)) => combined(&class, operator(left, right)),
                    None => Value::NotImplemented,
                })
            });
        }
    }
    bases
        .iter()
        .fold(builder, |builder, base| builder.base(base))
        .build()
}

/// The member for a value made of known bits; `None` for other enumerations and other bits.
pub(super) fn composite(class: &Rc<Class>, value: &Value) -> Option<Value> {
    let is_flag = class.mro().any(|base| base.path() == "enum.Flag");
    let bits = value.as_i64().filter(|_| is_flag)?;
    (bits & !all_bits(class) == 0).then(|| combined(class, bits))
}

fn all_bits(class: &Rc<Class>) -> i64 {
    members(class)
        .iter()
        .filter_map(|member| part(member, "_value_").as_i64())
        .fold(0, |all, bits| all | bits)
}

/// The named member with these bits, or one whose name joins those of its bits.
fn combined(class: &Rc<Class>, bits: i64) -> Value {
    let members = members(class);
    let value = |member: &Value| part(member, "_value_").as_i64().unwrap_or_default();
    if let Some(member) = members.iter().find(|member| value(member) == bits) {
        return member.clone();
    }
    let names: Vec<Rc<str>> = members
        .iter()
        .filter(|member| value(member) != 0 && value(member) & bits == value(member))
        .filter_map(|member| part(member, "_name_").as_text())
        .collect();
    let is_int = class
        .mro()
        .any(|base| &*base.module == "builtins" && &*base.name == "int");
    let instance = if is_int {
        Instance::with_native(class, Rc::new(Boxed(Value::Int(bits))))
    } else {
        Instance::new(class)
    };
    instance.set("_name_", Value::str(names.join("|")));
    instance.set("_value_", Value::Int(bits));
    Value::Instance(instance)
}

//! `Flag` and `IntFlag`.

use std::rc::Rc;

use super::enum_members;
use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::{MethodRow, methods};
use crate::python::value::access::Boxed;
use crate::python::value::{Class, Instance, Value};

const METHODS: &[MethodRow] = &[
    ("__or__", "other, /", |py, it, a| {
        combine(py, it, a, |one, other| one | other)
    }),
    ("__and__", "other, /", |py, it, a| {
        combine(py, it, a, |one, other| one & other)
    }),
    ("__xor__", "other, /", |py, it, a| {
        combine(py, it, a, |one, other| one ^ other)
    }),
    ("__ror__", "other, /", |py, it, a| {
        combine(py, it, a, |one, other| one | other)
    }),
    ("__rand__", "other, /", |py, it, a| {
        combine(py, it, a, |one, other| one & other)
    }),
    ("__rxor__", "other, /", |py, it, a| {
        combine(py, it, a, |one, other| one ^ other)
    }),
    ("__invert__", "", |py, it, _| {
        let class = py.class_of(it);
        composite(py, &class, all_bits(&class) & !bits(it))
    }),
    ("__contains__", "other, /", |py, it, mut a| {
        let other = a.take_or_none("other");
        let class = py.class_of(it);
        if !py.is_instance(&other, &class) {
            let (kind, own) = (py.type_name(&other), py.type_name(it));
            return Err(py.type_error(format!(
                "unsupported operand type(s) for 'in': '{kind}' and '{own}'"
            )));
        }
        Ok(Value::Bool(bits(&other) & bits(it) == bits(&other)))
    }),
    ("__bool__", "", |_, it, _| Ok(Value::Bool(bits(it) != 0))),
    ("__iter__", "", |py, it, _| {
        let own = bits(it);
        let class = py.class_of(it);
        let parts = enum_members(&class)
            .into_iter()
            .filter(|part| bits(part) & own != 0)
            .collect();
        py.iterator(&Value::list(parts))
    }),
    ("__len__", "", |_, it, _| {
        Ok(Value::Int(i64::from(bits(it).count_ones())))
    }),
    ("__hash__", "", |py, it, _| {
        if is_int_flag(&py.class_of(it)) {
            return Ok(Value::Int(bits(it)));
        }
        let name = it.as_instance().and_then(|it| it.get("_name_"));
        py.hash_value(&name.unwrap_or(Value::None))
    }),
];

pub(super) fn install(class: &Rc<Class>) {
    methods(class, METHODS);
}

pub(super) fn is_flag(class: &Rc<Class>) -> bool {
    class
        .mro()
        .any(|base| base.name.as_ref() == "Flag" && base.module.as_ref() == "enum")
}

fn is_int_flag(class: &Rc<Class>) -> bool {
    class.mro().any(|base| base.name.as_ref() == "IntFlag")
}

pub(super) fn is_single_bit(value: &Value) -> bool {
    value.as_i64().is_some_and(|bits| bits.count_ones() == 1)
}

fn bits(member: &Value) -> i64 {
    let value = member.as_instance().and_then(|it| it.get("_value_"));
    value
        .unwrap_or_else(|| member.clone())
        .as_i64()
        .unwrap_or(0)
}

pub(super) fn all_bits(class: &Rc<Class>) -> i64 {
    enum_members(class)
        .iter()
        .fold(0, |all, member| all | bits(member))
}

fn combine(
    interpreter: &mut Interpreter,
    member: &Value,
    mut arguments: Bound,
    operator: fn(i64, i64) -> i64,
) -> PyResult<Value> {
    let other = arguments.take_or_none("other");
    let class = interpreter.class_of(member);
    let is_int = is_int_flag(&class);
    let fits = interpreter.is_instance(&other, &class) || (is_int && other.as_i64().is_some());
    if !fits {
        return Ok(Value::NotImplemented);
    }
    composite(interpreter, &class, operator(bits(member), bits(&other)))
}

/// The member of these bits, which is made and kept when there is none.
pub(super) fn composite(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    wanted: i64,
) -> PyResult<Value> {
    let known = all_bits(class);
    let is_int = is_int_flag(class);
    let wanted = if wanted < 0 { known & wanted } else { wanted };
    let by_value = class.get("_value2member_map_").unwrap_or(Value::None);
    if let Value::Dict(map) = &by_value
        && let Some((_, member)) = map
            .borrow()
            .pairs()
            .find(|(_, member)| bits(member) == wanted)
    {
        return Ok(member.clone());
    }
    if wanted & !known != 0 && !is_int {
        let width = usize::try_from(64 - (wanted | known).leading_zeros()).unwrap_or(0);
        let shown = interpreter.repr(&Value::Class(class.clone()))?;
        let message = format!(
            "{shown} invalid value {wanted}\n    given 0b0 {wanted:0width$b}\n  allowed 0b0 {known:0width$b}"
        );
        return Err(interpreter.value_error(message));
    }
    let names: Vec<Rc<str>> = enum_members(class)
        .iter()
        .filter(|member| bits(member) & wanted != 0)
        .filter_map(|member| member.as_instance()?.get("_name_")?.as_text())
        .collect();
    let instance = Instance::new(class);
    if is_int {
        // The cell is new, so it is empty.
        let _ = instance.native.set(Rc::new(Boxed(Value::Int(wanted))));
    }
    let name = if names.is_empty() {
        Value::None
    } else {
        Value::str(names.join("|"))
    };
    instance.set("_name_", name);
    instance.set("_value_", Value::Int(wanted));
    let member = Value::Instance(instance);
    if matches!(by_value, Value::Dict(_)) {
        interpreter.set_item(&by_value, &Value::Int(wanted), member.clone())?;
    }
    Ok(member)
}

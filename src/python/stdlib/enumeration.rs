//! `enum`.

use std::rc::Rc;

use crate::python::value::{Class, Value};

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

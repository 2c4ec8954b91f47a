//! `enum`.

mod flags;
mod members;

use std::rc::Rc;

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{NativeClass, NativeObject};
use crate::python::stdlib::{Constructor, MethodRow, functions, instance, methods};
use crate::python::value::{Binding, Class, Instance, Module, Namespace, NativeFunction, Value};

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
    if !is_enum(&instance.class) {
        return None;
    }
    let name = instance
        .get("_name_")
        .and_then(|name| name.as_text())
        .unwrap_or_default();
    let value = instance.get("_value_")?;
    Some(EnumMember {
        class: instance.class.clone(),
        name,
        value,
    })
}

/// Whether a class is an enumeration.
pub fn is_enum(class: &Rc<Class>) -> bool {
    class
        .mro()
        .any(|base| base.name.as_ref() == "Enum" && base.module.as_ref() == "enum")
}

/// The members of an enumeration in definition order, without aliases.
pub fn enum_members(class: &Rc<Class>) -> Vec<Value> {
    let names = class
        .get("_member_names_")
        .and_then(|names| names.as_sequence());
    let members = names.unwrap_or_default().into_iter();
    members
        .filter_map(|name| class.get(name.as_str()?))
        .collect()
}

/// What a subclass of `Enum` that the host declares makes of the values in a class body: the
/// member's value, and further attributes of the member.
pub type MemberHook = dyn Fn(&mut Interpreter, &str, Value) -> PyResult<(Value, Namespace)>;

/// The behaviour of `Enum`. A host's subclass of it, such as Django's `Choices`, is declared with
/// [`EnumType::with_hook`] as its native behaviour.
#[derive(Default)]
pub struct EnumType {
    hook: Option<Box<MemberHook>>,
    class_attributes: Option<Box<ClassAttributes>>,
}

/// Attributes of the enumeration that its metaclass computes.
pub type ClassAttributes = dyn Fn(&mut Interpreter, &Rc<Class>, &str) -> PyResult<Option<Value>>;

impl EnumType {
    /// The behaviour of an enumeration whose values the hook takes apart.
    pub fn with_hook(
        hook: impl Fn(&mut Interpreter, &str, Value) -> PyResult<(Value, Namespace)> + 'static,
    ) -> Self {
        Self {
            hook: Some(Box::new(hook)),
            class_attributes: None,
        }
    }

    /// Adds attributes of the class, such as `choices`.
    #[must_use]
    pub fn with_class_attributes(
        mut self,
        attributes: impl Fn(&mut Interpreter, &Rc<Class>, &str) -> PyResult<Option<Value>> + 'static,
    ) -> Self {
        self.class_attributes = Some(Box::new(attributes));
        self
    }
}

impl NativeClass for EnumType {
    fn create(
        &self,
        _interpreter: &mut Interpreter,
        class: &Rc<Class>,
        _arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        // `object.__new__(cls)` in an enumeration's own `__new__`.
        Ok(Some(Value::Instance(Instance::new(class))))
    }

    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }

    fn watches_assignments(&self) -> bool {
        true
    }

    fn assigned(
        &self,
        interpreter: &mut Interpreter,
        base: &Rc<Class>,
        names: &Namespace,
        name: &Rc<str>,
        value: Value,
    ) -> PyResult<Value> {
        members::check_assigned(interpreter, base, names, name)?;
        members::resolve_auto(interpreter, base, names, name, value)
    }

    fn class_set_attribute(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &str,
        value: Option<&Value>,
    ) -> Option<PyResult<()>> {
        let Some(Value::Dict(members)) = class.get("_member_map_") else {
            return None;
        };
        members.borrow().get_text(name)?;
        let message = match value {
            Some(_) => format!("cannot reassign member '{name}'"),
            None => format!("'{}' cannot delete member '{name}'.", class.name),
        };
        Some(Err(interpreter.attribute_error(message)))
    }

    fn class_created(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        _keywords: Arguments,
    ) -> PyResult<()> {
        members::make_members(interpreter, class, self.hook.as_deref())
    }

    fn class_call(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        if class
            .get("_member_names_")
            .is_none_or(|names| names.as_sequence().is_none_or(|it| it.is_empty()))
        {
            return functional(interpreter, class, arguments.clone()).map(Some);
        }
        let mut bound = Signature::new("EnumType.__call__", "value, names=None, *args, **kwargs")
            .bind(interpreter, arguments.clone())?;
        let value = bound.take_or_none("value");
        members::by_value(interpreter, class, &value).map(Some)
    }

    fn class_iterate(
        &self,
        _interpreter: &mut Interpreter,
        class: &Rc<Class>,
    ) -> Option<PyResult<Vec<Value>>> {
        Some(Ok(enum_members(class)))
    }

    fn class_item(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        key: &Value,
    ) -> Option<PyResult<Value>> {
        let members = class.get("_member_map_").unwrap_or(Value::None);
        Some(interpreter.get_item(&members, key))
    }

    fn class_contains(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        value: &Value,
    ) -> Option<PyResult<bool>> {
        if enum_member(value).is_none() {
            let (kind, class) = (
                interpreter.type_name(value),
                interpreter.type_name(&Value::Class(class.clone())),
            );
            return Some(Err(interpreter.type_error(format!(
                "unsupported operand type(s) for 'in': '{kind}' and '{class}'"
            ))));
        }
        Some(Ok(interpreter.is_instance(value, class)))
    }

    fn class_attribute(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        if name == "__members__" {
            return Ok(class.get("_member_map_"));
        }
        if name.starts_with('_')
            && let Some(found) = members::computed_attribute(interpreter, class, name)
        {
            return Ok(Some(found));
        }
        if let Some(attributes) = &self.class_attributes
            && let Some(found) = attributes(interpreter, class, name)?
        {
            return Ok(Some(found));
        }
        let metaclass = interpreter.metaclass(class);
        if name.starts_with("__") || interpreter.lookup(&metaclass, name).is_some() {
            return Ok(None);
        }
        Err(interpreter.attribute_error(name))
    }

    fn class_repr(&self, class: &Rc<Class>) -> Option<String> {
        let kind = if flags::is_flag(class) {
            "flag"
        } else {
            "enum"
        };
        Some(format!("<{kind} '{}'>", class.name))
    }
}

/// `Enum("Name", "A B C")`.
fn functional(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    let signature = Signature::new(
        "EnumType.__call__",
        "value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None",
    );
    let mut bound = signature.bind(interpreter, arguments)?;
    let (name, names) = (bound.take_or_none("value"), bound.take_or_none("names"));
    if names.is_none() {
        let shown = interpreter.repr(&name)?;
        return Err(interpreter.value_error(format!("{shown} is not a valid {}", class.qualname)));
    }
    let start = bound.take("start").and_then(|it| it.as_i64()).unwrap_or(1);
    let items = match names.as_str() {
        Some(text) => text
            .split(|it: char| it == ',' || it.is_whitespace())
            .filter(|part| !part.is_empty())
            .map(Value::str)
            .collect(),
        None => match interpreter.mapping_items(&names)? {
            Some(pairs) => pairs
                .into_iter()
                .map(|(name, it)| Value::tuple(vec![name, it]))
                .collect(),
            None => interpreter.iterate(&names)?,
        },
    };
    let mut attributes = Namespace::default();
    for (index, item) in items.into_iter().enumerate() {
        match item.as_sequence().as_deref() {
            Some([name, value]) => {
                attributes.insert(name.as_text().unwrap_or_default(), value.clone());
            }
            _ => {
                let value = if flags::is_flag(class) {
                    // Each the bit after those before; the first may be several.
                    let width = 64 - start.leading_zeros();
                    match index {
                        0 => Value::Int(start),
                        index => {
                            Value::Int(1_i64.checked_shl(width + index as u32 - 1).unwrap_or(0))
                        }
                    }
                } else {
                    Value::Int(start + index as i64)
                };
                attributes.insert(item.as_text().unwrap_or_default(), value);
            }
        }
    }
    let module = bound
        .take("module")
        .and_then(|it| it.as_text())
        .or_else(|| interpreter.calling_module())
        .unwrap_or_else(|| "__main__".into());
    let name = name.as_text().unwrap_or_default();
    let mut bases: Vec<Rc<Class>> = Vec::new();
    match bound.take_or_none("type") {
        Value::Class(mixed) => bases.push(mixed),
        Value::None => {}
        other => {
            let found = interpreter.operand_name(&other);
            return Err(interpreter.type_error(format!("type must be a class, not {found}")));
        }
    }
    bases.push(class.clone());
    interpreter
        .create_class(&name, &module, bases, attributes)
        .map(Value::Class)
}

/// `auto()`, until it is assigned.
pub struct Auto;

impl NativeObject for Auto {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// `member(value)` and `nonmember(value)`.
pub(super) struct Marked {
    pub value: Value,
    pub is_member: bool,
}

impl NativeObject for Marked {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

const METHODS: &[MethodRow] = &[
    ("__repr__", "", |py, it, _| {
        let name = py.get_attribute(it, "_name_")?;
        let value = py.get_attribute(it, "_value_")?;
        let class = py.class_of(it);
        let value = py.repr(&value)?;
        Ok(Value::str(match name.as_str() {
            Some(name) => format!("<{}.{name}: {value}>", class.name),
            None => format!("<{}: {value}>", class.name),
        }))
    }),
    ("__str__", "", |py, it, _| {
        let name = py.get_attribute(it, "_name_")?;
        let class = py.class_of(it);
        Ok(Value::str(match name.as_str() {
            Some(name) => format!("{}.{name}", class.name),
            None => {
                let value = py.get_attribute(it, "_value_")?;
                format!("{}({})", class.name, py.repr(&value)?)
            }
        }))
    }),
    ("__format__", "format_spec, /", |py, it, mut a| {
        let text = py.str(it)?;
        let specification = a
            .take("format_spec")
            .and_then(|it| it.as_text())
            .unwrap_or_default();
        py.format(&Value::Str(text), &specification).map(Value::Str)
    }),
    ("__dir__", "", |py, it, _| {
        let names = py.attribute_names(it).into_iter().map(Value::Str).collect();
        Ok(Value::list(names))
    }),
];

/// Enumerations with a data type are shown as their value.
const VALUE_METHODS: &[MethodRow] = &[
    ("__str__", "", |py, it, _| {
        let value = py.get_attribute(it, "_value_")?;
        py.str(&value).map(Value::Str)
    }),
    ("__format__", "format_spec, /", |py, it, mut a| {
        let value = py.get_attribute(it, "_value_")?;
        let specification = a
            .take("format_spec")
            .and_then(|it| it.as_text())
            .unwrap_or_default();
        py.format(&value, &specification).map(Value::Str)
    }),
];

/// The module `enum`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let type_ = interpreter.types.type_();
    let metaclass = interpreter
        .class_builder("EnumType", "enum")
        .base(&type_)
        .build();
    let base = interpreter
        .class_builder("Enum", "enum")
        .native(Rc::new(EnumType::default()))
        .attribute("__metaclass__", Value::Class(metaclass.clone()))
        .property("name", |py, a| part(py, &a, "_name_"))
        .property("value", |py, a| part(py, &a, "_value_"))
        .build();
    methods(&base, METHODS);
    let subclass = |name: &str, bases: &[&Rc<Class>]| {
        let builder = interpreter.class_builder(name, "enum");
        bases
            .iter()
            .fold(builder, |builder, base| builder.base(base))
            .build()
    };
    let repr_enum = subclass("ReprEnum", &[&base]);
    methods(&repr_enum, VALUE_METHODS);
    let int_enum = subclass("IntEnum", &[&interpreter.types.int(), &repr_enum]);
    let str_enum = subclass("StrEnum", &[&interpreter.types.str(), &repr_enum]);
    let flag = subclass("Flag", &[&base]);
    flags::install(&flag);
    let int_flag = subclass("IntFlag", &[&interpreter.types.int(), &repr_enum, &flag]);
    flags::install(&int_flag);
    for class in [&int_enum, &str_enum, &int_flag] {
        methods(class, VALUE_METHODS);
    }
    str_enum.set("_generate_next_value_", lower_names());
    let auto = interpreter
        .class_builder("auto", "enum")
        .native(Rc::new(Constructor(|_, class, _| {
            Ok(instance(class, Auto))
        })))
        .build();
    let module = Module::new("enum");
    for class in [
        &metaclass, &base, &repr_enum, &int_enum, &str_enum, &flag, &int_flag, &auto,
    ] {
        module.set(&class.name, Value::Class(class.clone()));
    }
    module.set("EnumMeta", Value::Class(metaclass));
    for (name, is_member) in [("member", true), ("nonmember", false)] {
        let class = interpreter.class_builder(name, "enum").build();
        module.set(
            name,
            Value::function(name, "enum", move |_, mut arguments| {
                let value = arguments.take_receiver().unwrap_or(Value::None);
                Ok(instance(&class, Marked { value, is_member }))
            }),
        );
    }
    let property = interpreter.types.property();
    module.set("property", Value::Class(property));
    functions(
        &module,
        &[
            ("unique", "enumeration, /", |py, mut a| {
                let class = a.take_or_none("enumeration");
                members::check_unique(py, &class)?;
                Ok(class)
            }),
            ("verify", "*constraints", |_, _| {
                Ok(Value::function("verify", "enum", |_, mut a| {
                    Ok(a.take_receiver().unwrap_or(Value::None))
                }))
            }),
            ("global_enum", "cls, update_str=False", |_, mut a| {
                Ok(a.take_or_none("cls"))
            }),
        ],
    );
    for name in [
        "UNIQUE",
        "CONTINUOUS",
        "NAMED_FLAGS",
        "STRICT",
        "CONFORM",
        "EJECT",
        "KEEP",
    ] {
        module.set(name, Value::str(name));
    }
    module
}

fn part(interpreter: &mut Interpreter, arguments: &Arguments, name: &str) -> PyResult<Value> {
    let member = arguments.positional.first().cloned().unwrap_or(Value::None);
    interpreter.get_attribute(&member, name)
}

/// `StrEnum` gives `auto()` the member's name in lower case.
fn lower_names() -> Value {
    let code = |_: &mut Interpreter, arguments: Arguments| {
        let name = arguments
            .positional
            .first()
            .and_then(Value::as_text)
            .unwrap_or_default();
        Ok(Value::str(name.to_lowercase()))
    };
    Value::NativeFunction(NativeFunction::bound(
        "_generate_next_value_",
        "StrEnum._generate_next_value_",
        "enum",
        Binding::Static,
        code,
    ))
}

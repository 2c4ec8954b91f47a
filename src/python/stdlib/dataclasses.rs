//! `dataclasses`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound, Parameters};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::{functions, instance};
use crate::python::value::{Binding, Class, Dict, Module, NativeFunction, Value};

/// A field of a data class.
#[derive(Clone)]
struct Field {
    name: Rc<str>,
    annotation: Value,
    default: Option<Value>,
    factory: Option<Value>,
    init: bool,
    repr: bool,
    compare: bool,
    keyword_only: bool,
}

impl NativeObject for Field {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "name" => Value::Str(self.name.clone()),
            "type" => self.annotation.clone(),
            "default" => self.default.clone()?,
            "default_factory" => self.factory.clone()?,
            "init" => Value::Bool(self.init),
            "repr" => Value::Bool(self.repr),
            "compare" => Value::Bool(self.compare),
            _ => return None,
        })
    }
}

#[derive(Clone, Copy)]
struct Settings {
    init: bool,
    repr: bool,
    eq: bool,
    order: bool,
    frozen: bool,
    keyword_only: bool,
}

/// The module `dataclasses`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let module = Module::new("dataclasses");
    functions(
        &module,
        &[
            (
                "dataclass",
                "cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, \
             match_args=True, kw_only=False, slots=False, weakref_slot=False",
                dataclass,
            ),
            (
                "field",
                "*, default=None, default_factory=None, init=True, repr=True, hash=None, compare=True, \
             metadata=None, kw_only=False",
                field,
            ),
            ("fields", "class_or_instance, /", |py, mut a| {
                let target = a.take_or_none("class_or_instance");
                match py.find_attribute(&target, "__dataclass_fields__")? {
                    Some(Value::Dict(fields)) => {
                        let fields = fields.borrow();
                        Ok(Value::tuple(
                            fields.pairs().map(|(_, field)| field.clone()).collect(),
                        ))
                    }
                    _ => Err(py.type_error("must be called with a dataclass type or instance")),
                }
            }),
            ("is_dataclass", "obj, /", |py, mut a| {
                let target = a.take_or_none("obj");
                Ok(Value::Bool(
                    py.find_attribute(&target, "__dataclass_fields__")?
                        .is_some(),
                ))
            }),
            ("asdict", "obj, *, dict_factory=None", |py, mut a| {
                let object = a.take_or_none("obj");
                plain(py, &object, true)
            }),
            ("astuple", "obj, *, tuple_factory=None", |py, mut a| {
                let object = a.take_or_none("obj");
                plain(py, &object, false)
            }),
            ("replace", "obj, /, **changes", |py, mut a| {
                let object = a.take_or_none("obj");
                let mut arguments = Arguments::default();
                for field in fields_of(py, &object)? {
                    if !field.init {
                        continue;
                    }
                    let value = match a.keywords.shift_remove(&field.name) {
                        Some(value) => value,
                        None => py.get_attribute(&object, &field.name)?,
                    };
                    arguments.keywords.insert(field.name, value);
                }
                arguments.keywords.extend(a.keywords);
                let class = Value::Class(py.class_of(&object));
                py.call(&class, arguments)
            }),
        ],
    );
    if let Some(base) = interpreter.types.find("AttributeError") {
        let error = interpreter.exception_class("FrozenInstanceError", "dataclasses", &[&base]);
        module.set("FrozenInstanceError", Value::Class(error));
    }
    let marker = interpreter.class_builder("KW_ONLY", "dataclasses").build();
    module.set("KW_ONLY", Value::Class(marker));
    module.set("MISSING", Value::Ellipsis);
    module
}

fn field_class(interpreter: &Interpreter) -> Rc<Class> {
    interpreter.class_builder("Field", "dataclasses").build()
}

fn flag(
    interpreter: &mut Interpreter,
    bound: &mut Bound,
    name: &str,
    default: bool,
) -> PyResult<bool> {
    let value = bound.take(name).unwrap_or(Value::Bool(default));
    interpreter.truthy(&value)
}

fn field(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Value> {
    let field = Field {
        name: "".into(),
        annotation: Value::None,
        default: bound.take("default"),
        factory: bound.take("default_factory"),
        init: flag(interpreter, &mut bound, "init", true)?,
        repr: flag(interpreter, &mut bound, "repr", true)?,
        compare: flag(interpreter, &mut bound, "compare", true)?,
        keyword_only: flag(interpreter, &mut bound, "kw_only", false)?,
    };
    if field.default.is_some() && field.factory.is_some() {
        return Err(interpreter.value_error("cannot specify both default and default_factory"));
    }
    Ok(instance(&field_class(interpreter), field))
}

fn dataclass(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Value> {
    let settings = Settings {
        init: flag(interpreter, &mut bound, "init", true)?,
        repr: flag(interpreter, &mut bound, "repr", true)?,
        eq: flag(interpreter, &mut bound, "eq", true)?,
        order: flag(interpreter, &mut bound, "order", false)?,
        frozen: flag(interpreter, &mut bound, "frozen", false)?,
        keyword_only: flag(interpreter, &mut bound, "kw_only", false)?,
    };
    match bound.take("cls") {
        Some(Value::Class(class)) => process(interpreter, &class, settings),
        _ => Ok(Value::function(
            "dataclass",
            "dataclasses",
            move |py, mut arguments| match arguments.take_receiver() {
                Some(Value::Class(class)) => process(py, &class, settings),
                _ => Err(py.type_error("dataclass() should be called on a class")),
            },
        )),
    }
}

fn process(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    settings: Settings,
) -> PyResult<Value> {
    let fields = collect_fields(interpreter, class, settings.keyword_only)?;
    let field_type = field_class(interpreter);
    let shown = fields
        .iter()
        .map(|field| (field.name.clone(), instance(&field_type, field.clone())));
    class.set(
        "__dataclass_fields__",
        Value::dict(Dict::from_text_keys(shown)),
    );
    let names = fields
        .iter()
        .filter(|it| it.init && !it.keyword_only)
        .map(|it| Value::Str(it.name.clone()));
    let names = Value::tuple(names.collect());
    if class.get("__match_args__").is_none() {
        class.set("__match_args__", names);
    }
    let fields = Rc::new(fields);
    if settings.init && class.get("__init__").is_none() {
        set_method(class, "__init__", initializer(class, fields.clone())?);
    }
    if settings.repr && class.get("__repr__").is_none() {
        let fields = fields.clone();
        set_method(
            class,
            "__repr__",
            Box::new(move |py, a| repr(py, &a, &fields)),
        );
    }
    if settings.eq && class.get("__eq__").is_none() {
        let compared = fields.clone();
        set_method(
            class,
            "__eq__",
            Box::new(move |py, a| compare(py, &a, &compared, "__eq__")),
        );
        let hashed = fields.clone();
        if settings.frozen {
            set_method(
                class,
                "__hash__",
                Box::new(move |py, a| {
                    let this = a.positional.first().cloned().unwrap_or(Value::None);
                    let values = values(py, &this, &hashed)?;
                    py.hash_value(&Value::tuple(values))
                }),
            );
        } else if class.get("__hash__").is_none() {
            class.set("__hash__", Value::None);
        }
    }
    if settings.order {
        for name in ["__lt__", "__le__", "__gt__", "__ge__"] {
            let compared = fields.clone();
            set_method(
                class,
                name,
                Box::new(move |py, a| compare(py, &a, &compared, name)),
            );
        }
    }
    if settings.frozen {
        for (name, verb) in [("__setattr__", "assign to"), ("__delattr__", "delete")] {
            set_method(
                class,
                name,
                Box::new(move |py, a| {
                    let field = a
                        .positional
                        .get(1)
                        .and_then(Value::as_text)
                        .unwrap_or_default();
                    let error = py.library_class("dataclasses", "FrozenInstanceError");
                    Err(py.raise_class(&error, format!("cannot {verb} field '{field}'")))
                }),
            );
        }
    }
    Ok(Value::Class(class.clone()))
}

type Code = Box<dyn Fn(&mut Interpreter, Arguments) -> PyResult<Value>>;

fn set_method(class: &Rc<Class>, name: &str, code: Code) {
    let qualname = format!("{}.{name}", class.qualname);
    let function = NativeFunction::bound(name, &qualname, &class.module, Binding::Method, code);
    class.set(name, Value::NativeFunction(function));
}

/// The fields of the bases and of the class, in order.
fn collect_fields(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    keyword_only: bool,
) -> PyResult<Vec<Field>> {
    let mut fields: Vec<Field> = Vec::new();
    for base in class.ancestors.iter().rev() {
        let Some(Value::Dict(inherited)) = base.get("__dataclass_fields__") else {
            continue;
        };
        for (_, field) in inherited.borrow().pairs() {
            if let Some(field) = field.native::<Field>() {
                add(&mut fields, field.clone());
            }
        }
    }
    let Some(Value::Dict(annotations)) = class.get("__annotations__") else {
        return Ok(fields);
    };
    let annotations = annotations.borrow().clone();
    let mut keyword_only = keyword_only;
    for (name, annotation) in annotations.pairs() {
        let name = name.as_text().unwrap_or_default();
        let shown = interpreter.repr(annotation)?;
        if shown.contains("KW_ONLY") {
            keyword_only = true;
            continue;
        }
        if shown.trim_matches('\'').starts_with("typing.ClassVar") || shown.contains("ClassVar") {
            continue;
        }
        let default = class.get(&name);
        let declared = default
            .as_ref()
            .and_then(|default| default.native::<Field>().cloned());
        let mut field = match declared {
            Some(field) => {
                match &field.default {
                    Some(default) => class.set(&name, default.clone()),
                    None => drop(class.remove(&name)),
                }
                field
            }
            None => {
                if matches!(
                    default,
                    Some(Value::List(_) | Value::Dict(_) | Value::Set(_))
                ) {
                    let kind = default.map_or_else(String::new, |it| {
                        format!("<class '{}'>", interpreter.type_name(&it))
                    });
                    return Err(interpreter.value_error(format!(
                        "mutable default {kind} for field {name} is not allowed: use default_factory"
                    )));
                }
                Field {
                    name: name.clone(),
                    annotation: Value::None,
                    default,
                    factory: None,
                    init: true,
                    repr: true,
                    compare: true,
                    keyword_only: false,
                }
            }
        };
        field.name = name;
        field.annotation = annotation.clone();
        field.keyword_only |= keyword_only;
        add(&mut fields, field);
    }
    check_order(interpreter, &fields)?;
    Ok(fields)
}

fn add(fields: &mut Vec<Field>, field: Field) {
    match fields.iter_mut().find(|known| known.name == field.name) {
        Some(known) => *known = field,
        None => fields.push(field),
    }
}

fn check_order(interpreter: &Interpreter, fields: &[Field]) -> PyResult<()> {
    let mut defaulted = false;
    for field in fields
        .iter()
        .filter(|field| field.init && !field.keyword_only)
    {
        let has_default = field.default.is_some() || field.factory.is_some();
        if defaulted && !has_default {
            let name = &field.name;
            let message = format!("non-default argument '{name}' follows default argument");
            return Err(interpreter.type_error(message));
        }
        defaulted |= has_default;
    }
    Ok(())
}

fn initializer(class: &Rc<Class>, fields: Rc<Vec<Field>>) -> PyResult<Code> {
    let qualname = format!("{}.__init__", class.qualname);
    let ordered: Vec<&Field> = fields
        .iter()
        .filter(|field| field.init && !field.keyword_only)
        .chain(
            fields
                .iter()
                .filter(|field| field.init && field.keyword_only),
        )
        .collect();
    let parameters = Parameters {
        positional: ordered.iter().filter(|field| !field.keyword_only).count(),
        keyword_only: ordered.iter().filter(|field| field.keyword_only).count(),
        names: ordered.iter().map(|field| field.name.clone()).collect(),
        defaulted: ordered
            .iter()
            .map(|it| it.default.is_some() || it.factory.is_some())
            .collect(),
        ..Parameters::default()
    };
    Ok(Box::new(move |py, mut arguments| {
        let this = arguments.take_receiver().unwrap_or(Value::None);
        let filled = parameters
            .fill(&qualname, 1, arguments)
            .map_err(|message| py.type_error(message))?;
        if let Some(message) = parameters.missing(&qualname, &filled.slots, false) {
            return Err(py.type_error(message));
        }
        for field in fields.iter() {
            let slot = parameters.names.iter().position(|name| *name == field.name);
            let given = slot.and_then(|slot| filled.slots.get(slot).cloned().flatten());
            let value = match (given, &field.default, &field.factory) {
                (Some(value), ..) => value,
                (None, Some(default), _) => default.clone(),
                (None, None, Some(factory)) => py.call(factory, Arguments::default())?,
                _ => continue,
            };
            // A frozen class's own `__setattr__` would refuse.
            if let Value::Instance(instance) = &this {
                py.store_instance_attribute(&this, instance, &field.name, value)?;
            }
        }
        if py.find_attribute(&this, "__post_init__")?.is_some() {
            py.call_method(&this, "__post_init__", Arguments::default())?;
        }
        Ok(Value::None)
    }))
}

fn values(interpreter: &mut Interpreter, this: &Value, fields: &[Field]) -> PyResult<Vec<Value>> {
    let compared = fields.iter().filter(|field| field.compare);
    compared
        .map(|field| interpreter.get_attribute(this, &field.name))
        .collect()
}

fn repr(interpreter: &mut Interpreter, arguments: &Arguments, fields: &[Field]) -> PyResult<Value> {
    let this = arguments.positional.first().cloned().unwrap_or(Value::None);
    let mut parts = Vec::new();
    for field in fields.iter().filter(|field| field.repr) {
        let value = interpreter.get_attribute(&this, &field.name)?;
        parts.push(format!("{}={}", field.name, interpreter.repr(&value)?));
    }
    let class = interpreter.class_of(&this);
    Ok(Value::str(format!(
        "{}({})",
        class.qualname,
        parts.join(", ")
    )))
}

fn compare(
    interpreter: &mut Interpreter,
    arguments: &Arguments,
    fields: &[Field],
    operator: &str,
) -> PyResult<Value> {
    let [this, other] = arguments.positional.as_slice() else {
        return Ok(Value::NotImplemented);
    };
    if !Rc::ptr_eq(&interpreter.class_of(this), &interpreter.class_of(other)) {
        return Ok(Value::NotImplemented);
    }
    let (this, other) = (
        values(interpreter, this, fields)?,
        values(interpreter, other, fields)?,
    );
    use crate::python::code::Comparison as C;
    let comparison = match operator {
        "__lt__" => C::Less,
        "__le__" => C::LessEqual,
        "__gt__" => C::Greater,
        "__ge__" => C::GreaterEqual,
        _ => C::Equal,
    };
    interpreter.rich_compare(comparison, &Value::tuple(this), &Value::tuple(other))
}

fn fields_of(interpreter: &mut Interpreter, object: &Value) -> PyResult<Vec<Field>> {
    match interpreter.find_attribute(object, "__dataclass_fields__")? {
        Some(Value::Dict(fields)) => Ok(fields
            .borrow()
            .pairs()
            .filter_map(|(_, it)| it.native::<Field>().cloned())
            .collect()),
        _ => Err(interpreter.type_error("called on a value that is no dataclass instance")),
    }
}

/// `asdict` and `astuple`.
fn plain(interpreter: &mut Interpreter, value: &Value, as_dict: bool) -> PyResult<Value> {
    interpreter.enter_native("")?;
    let result = plain_nested(interpreter, value, as_dict);
    interpreter.leave_native();
    result
}

fn plain_nested(interpreter: &mut Interpreter, value: &Value, as_dict: bool) -> PyResult<Value> {
    match value {
        Value::Instance(_)
            if interpreter
                .find_attribute(value, "__dataclass_fields__")?
                .is_some() =>
        {
            let mut entries = Vec::new();
            for field in fields_of(interpreter, value)? {
                let inner = interpreter.get_attribute(value, &field.name)?;
                entries.push((field.name, plain(interpreter, &inner, as_dict)?));
            }
            Ok(if as_dict {
                Value::dict(Dict::from_text_keys(entries))
            } else {
                Value::tuple(entries.into_iter().map(|(_, value)| value).collect())
            })
        }
        Value::List(items) => {
            let items = items.borrow().clone();
            let items: PyResult<Vec<Value>> = items
                .iter()
                .map(|item| plain(interpreter, item, as_dict))
                .collect();
            items.map(Value::list)
        }
        Value::Tuple(items) => {
            let items: PyResult<Vec<Value>> = items
                .iter()
                .map(|item| plain(interpreter, item, as_dict))
                .collect();
            items.map(Value::tuple)
        }
        other => Ok(other.clone()),
    }
}

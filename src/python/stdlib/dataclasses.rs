//! `dataclasses`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound, Parameters};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::{functions, instance};
use crate::python::value::{Binding, Class, Dict, Instance, Module, NativeFunction, Value};

/// A field of a data class.
#[derive(Clone)]
struct Field {
    name: Rc<str>,
    annotation: Value,
    default: Option<Value>,
    factory: Option<Value>,
    init: bool,
    repr: bool,
    hash: Option<bool>,
    compare: bool,
    metadata: Value,
    keyword_only: bool,
    /// What stands for a default that there is not.
    missing: Value,
    /// It is an argument of `__post_init__`: `InitVar[…]`.
    is_argument: bool,
}

impl NativeObject for Field {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(self.shown(interpreter))
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "name" => Value::Str(self.name.clone()),
            "type" => self.annotation.clone(),
            "default" => self.default.as_ref().unwrap_or(&self.missing).clone(),
            "default_factory" => self.factory.as_ref().unwrap_or(&self.missing).clone(),
            "init" => Value::Bool(self.init),
            "repr" => Value::Bool(self.repr),
            "hash" => self.hash.map_or(Value::None, Value::Bool),
            "compare" => Value::Bool(self.compare),
            "metadata" => self.metadata.clone(),
            "kw_only" => Value::Bool(self.keyword_only),
            _ => return None,
        })
    }
}

impl Field {
    fn has_default(&self) -> bool {
        self.default.is_some() || self.factory.is_some()
    }

    fn shown(&self, interpreter: &mut Interpreter) -> PyResult<String> {
        let mut text = format!(
            "Field(name={}",
            interpreter.repr(&Value::Str(self.name.clone()))?
        );
        for name in [
            "type",
            "default",
            "default_factory",
            "init",
            "repr",
            "hash",
            "compare",
        ] {
            let value = self.attribute(name).unwrap_or(Value::None);
            text.push_str(&format!(",{name}={}", interpreter.repr(&value)?));
        }
        let kind = if self.is_argument {
            "_FIELD_INITVAR"
        } else {
            "_FIELD"
        };
        let metadata = interpreter.repr(&self.metadata)?;
        let keyword_only = interpreter.repr(&Value::Bool(self.keyword_only))?;
        text.push_str(&format!(
            ",metadata=mappingproxy({metadata}),kw_only={keyword_only},_field_type={kind})"
        ));
        Ok(text)
    }
}

/// `InitVar[type]`.
struct InitVar(Value);

impl NativeObject for InitVar {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        (name == "type").then(|| self.0.clone())
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let inner = annotation_text(interpreter, &self.0);
        Some(inner.map(|inner| format!("dataclasses.InitVar[{inner}]")))
    }
}

#[derive(Clone, Copy)]
struct Settings {
    init: bool,
    repr: bool,
    eq: bool,
    order: bool,
    frozen: bool,
    unsafe_hash: bool,
    slots: bool,
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
                        let is_field = |field: &&Value| {
                            let field = field.native::<Field>();
                            field.is_some_and(|field| !field.is_argument)
                        };
                        let found = fields.pairs().map(|(_, field)| field).filter(is_field);
                        Ok(Value::tuple(found.cloned().collect()))
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
                demand_instance(py, &object, "asdict")?;
                let factory = a.take("dict_factory");
                plain(py, &object, true, factory.as_ref())
            }),
            ("astuple", "obj, *, tuple_factory=None", |py, mut a| {
                let object = a.take_or_none("obj");
                demand_instance(py, &object, "astuple")?;
                let factory = a.take("tuple_factory");
                plain(py, &object, false, factory.as_ref())
            }),
            ("replace", "obj, /, **changes", |py, mut a| {
                let object = a.take_or_none("obj");
                demand_instance(py, &object, "replace")?;
                let mut arguments = Arguments::default();
                for field in fields_of(py, &object)? {
                    let name = &field.name;
                    if !field.init {
                        if a.keywords.contains_key(name) {
                            return Err(py.value_error(format!(
                                "field {name} is declared with init=False, it cannot be \
                                 specified with replace()"
                            )));
                        }
                        continue;
                    }
                    if field.is_argument && !field.has_default() && !a.keywords.contains_key(name) {
                        return Err(py.value_error(format!(
                            "InitVar '{name}' must be specified with replace()"
                        )));
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
    let missing = interpreter
        .class_builder("_MISSING_TYPE", "dataclasses")
        .build();
    module.set("MISSING", Value::Instance(Instance::new(&missing)));
    let arguments = interpreter
        .class_builder("InitVar", "dataclasses")
        .class_method("__class_getitem__", |_, arguments| {
            let kind = arguments.positional.get(1).cloned();
            Ok(match arguments.positional.first() {
                Some(Value::Class(class)) => instance(class, InitVar(kind.unwrap_or(Value::None))),
                _ => Value::None,
            })
        })
        .build();
    module.set("InitVar", Value::Class(arguments));
    module
}

/// How a signature shows an annotation.
fn annotation_text(interpreter: &mut Interpreter, annotation: &Value) -> PyResult<String> {
    match annotation {
        Value::Class(class) if &*class.module == "builtins" => Ok(class.qualname.to_string()),
        Value::Class(class) => Ok(format!("{}.{}", class.module, class.qualname)),
        other => Ok(interpreter.repr(other)?.replace("typing.", "")),
    }
}

fn demand_instance(interpreter: &mut Interpreter, object: &Value, function: &str) -> PyResult<()> {
    let is_class = matches!(object, Value::Class(_));
    let fields = interpreter.find_attribute(object, "__dataclass_fields__")?;
    match fields {
        Some(_) if !is_class => Ok(()),
        _ => {
            let message = format!("{function}() should be called on dataclass instances");
            Err(interpreter.type_error(message))
        }
    }
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
    let missing = missing(interpreter)?;
    let mut given = |name: &str| bound.take(name).filter(|value| !value.is(&missing));
    let field = Field {
        name: "".into(),
        annotation: Value::None,
        default: given("default"),
        factory: given("default_factory"),
        hash: given("hash").and_then(|hash| hash.as_bool()),
        metadata: given("metadata")
            .filter(|it| !it.is_none())
            .unwrap_or_else(no_metadata),
        missing: missing.clone(),
        is_argument: false,
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

fn no_metadata() -> Value {
    Value::dict(Dict::default())
}

/// `MISSING`.
fn missing(interpreter: &mut Interpreter) -> PyResult<Value> {
    let module = interpreter.import_module("dataclasses")?;
    Ok(module.get("MISSING").unwrap_or(Value::None))
}

fn dataclass(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Value> {
    let settings = Settings {
        init: flag(interpreter, &mut bound, "init", true)?,
        repr: flag(interpreter, &mut bound, "repr", true)?,
        eq: flag(interpreter, &mut bound, "eq", true)?,
        order: flag(interpreter, &mut bound, "order", false)?,
        frozen: flag(interpreter, &mut bound, "frozen", false)?,
        unsafe_hash: flag(interpreter, &mut bound, "unsafe_hash", false)?,
        slots: flag(interpreter, &mut bound, "slots", false)?,
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
    if settings.order && !settings.eq {
        return Err(interpreter.value_error("eq must be true if order is true"));
    }
    let stored = fields.iter().filter(|field| !field.is_argument);
    let stored: Vec<Rc<str>> = stored.map(|field| field.name.clone()).collect();
    let shown = Value::dict(Dict::from_text_keys(shown));
    class.set("__dataclass_fields__", shown);
    if class.get("__doc__").is_none_or(|doc| doc.is_none()) {
        let text = signature(interpreter, class, &fields)?;
        class.set("__doc__", Value::str(text));
    }
    let names = fields
        .iter()
        .filter(|it| it.init && !it.keyword_only)
        .map(|it| Value::Str(it.name.clone()));
    let names = Value::tuple(names.collect());
    if class.get("__match_args__").is_none() {
        class.set("__match_args__", names);
    }
    let every = Rc::new(fields);
    let fields = every.iter().filter(|field| !field.is_argument);
    let fields: Rc<Vec<Field>> = Rc::new(fields.cloned().collect());
    if settings.init && class.get("__init__").is_none() {
        set_method(
            class,
            "__init__",
            initializer(class, every, settings.slots)?,
        );
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
    }
    set_hash(interpreter, class, settings, &fields)?;
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
    match settings.slots {
        true => with_slots(interpreter, class, &stored),
        false => Ok(Value::Class(class.clone())),
    }
}

/// `__hash__`, as the class is compared and may change. What the class says itself stays.
fn set_hash(
    interpreter: &Interpreter,
    class: &Rc<Class>,
    settings: Settings,
    fields: &Rc<Vec<Field>>,
) -> PyResult<()> {
    let own = class.get("__hash__");
    let is_own = own.is_some_and(|own| !own.is_none());
    if settings.unsafe_hash && is_own {
        let message = format!(
            "Cannot overwrite attribute __hash__ in class {}",
            class.name
        );
        return Err(interpreter.type_error(message));
    }
    if settings.unsafe_hash || (settings.eq && settings.frozen && !is_own) {
        let hashed = fields
            .iter()
            .filter(|field| field.hash.unwrap_or(field.compare));
        let names: Vec<Rc<str>> = hashed.map(|field| field.name.clone()).collect();
        set_method(
            class,
            "__hash__",
            Box::new(move |py, a| {
                let this = a.positional.first().cloned().unwrap_or(Value::None);
                let values: PyResult<Vec<Value>> = names
                    .iter()
                    .map(|name| py.get_attribute(&this, name))
                    .collect();
                py.hash_value(&Value::tuple(values?))
            }),
        );
    } else if settings.eq && !is_own {
        class.set("__hash__", Value::None);
    }
    Ok(())
}

/// The class once more, its fields in slots.
fn with_slots(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    fields: &[Rc<str>],
) -> PyResult<Value> {
    if class.get("__slots__").is_some() {
        let message = format!("{} already specifies __slots__", class.name);
        return Err(interpreter.type_error(message));
    }
    let mut inherited = Vec::new();
    for base in &class.ancestors {
        if let Some(slots) = base.get("__slots__") {
            inherited.extend(interpreter.iterate(&slots)?);
        }
    }
    let is_new = |name: &&Rc<str>| !inherited.iter().any(|slot| slot.as_str() == Some(name));
    let slots = fields.iter().filter(is_new).cloned().map(Value::Str);
    let mut names = Dict::default();
    names.set_text("__module__", Value::Str(class.module.clone()));
    names.set_text("__qualname__", Value::Str(class.qualname.clone()));
    let attributes = class.attributes.borrow().clone();
    for (name, value) in attributes {
        if !fields.contains(&name) && !["__dict__", "__weakref__"].contains(&&*name) {
            names.set_text(name, value);
        }
    }
    names.set_text("__slots__", Value::tuple(slots.collect()));
    let bases = class.bases.iter().cloned().map(Value::Class).collect();
    let metaclass = Value::Class(interpreter.metaclass(class));
    let arguments = vec![
        Value::Str(class.name.clone()),
        Value::tuple(bases),
        Value::dict(names),
    ];
    interpreter.call(&metaclass, Arguments::positional(arguments))
}

/// `Name(field: type = default)`: what stands in for a docstring.
fn signature(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    fields: &[Field],
) -> PyResult<String> {
    let mut parts = Vec::new();
    for keyword_only in [false, true] {
        for field in fields
            .iter()
            .filter(|field| field.init && field.keyword_only == keyword_only)
        {
            if keyword_only && !parts.iter().any(|part| part == "*") {
                parts.push("*".to_owned());
            }
            let mut part = format!("{}: ", field.name);
            part.push_str(&match &field.annotation {
                Value::Str(text) => format!("'{text}'"),
                other => annotation_text(interpreter, other)?,
            });
            match (&field.default, &field.factory) {
                (Some(default), _) => {
                    part.push_str(" = ");
                    part.push_str(&interpreter.repr(default)?);
                }
                (None, Some(_)) => part.push_str(" = <factory>"),
                (None, None) => {}
            }
            parts.push(part);
        }
    }
    Ok(format!("{}({})", class.name, parts.join(", ")))
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
    let missing = missing(interpreter)?;
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
                    hash: None,
                    compare: true,
                    metadata: no_metadata(),
                    keyword_only: false,
                    missing: missing.clone(),
                    is_argument: false,
                }
            }
        };
        field.name = name;
        field.annotation = annotation.clone();
        field.is_argument = shown.trim_matches('\'').starts_with("dataclasses.InitVar")
            || shown.trim_matches('\'').starts_with("InitVar")
            || &*shown == "<class 'dataclasses.InitVar'>";
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
        let has_default = field.has_default();
        if defaulted && !has_default {
            let name = &field.name;
            let message = format!("non-default argument '{name}' follows default argument");
            return Err(interpreter.type_error(message));
        }
        defaulted |= has_default;
    }
    Ok(())
}

fn initializer(class: &Rc<Class>, fields: Rc<Vec<Field>>, slots: bool) -> PyResult<Code> {
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
        defaulted: ordered.iter().map(|it| it.has_default()).collect(),
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
        let mut passed = Vec::new();
        for field in fields.iter() {
            let slot = parameters.names.iter().position(|name| *name == field.name);
            let given = slot.and_then(|slot| filled.slots.get(slot).cloned().flatten());
            let value = match (given, &field.default, &field.factory) {
                (Some(value), ..) => value,
                // What the class says of it is enough.
                (None, Some(_), _) if !field.init && !slots => continue,
                (None, Some(default), _) => default.clone(),
                (None, None, Some(factory)) => py.call(factory, Arguments::default())?,
                _ => continue,
            };
            if field.is_argument {
                passed.push(value);
                continue;
            }
            // A frozen class's own `__setattr__` would refuse.
            if let Value::Instance(instance) = &this {
                py.store_instance_attribute(&this, instance, &field.name, value)?;
            }
        }
        if py.find_attribute(&this, "__post_init__")?.is_some() {
            py.call_method(&this, "__post_init__", Arguments::positional(passed))?;
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
fn plain(
    interpreter: &mut Interpreter,
    value: &Value,
    as_dict: bool,
    factory: Option<&Value>,
) -> PyResult<Value> {
    interpreter.enter_native("")?;
    let result = plain_nested(interpreter, value, as_dict, factory);
    interpreter.leave_native();
    result
}

fn plain_nested(
    interpreter: &mut Interpreter,
    value: &Value,
    as_dict: bool,
    factory: Option<&Value>,
) -> PyResult<Value> {
    let each = |interpreter: &mut Interpreter, items: &[Value]| -> PyResult<Vec<Value>> {
        let items = items.iter();
        items
            .map(|item| plain(interpreter, item, as_dict, factory))
            .collect()
    };
    match value {
        Value::Instance(_)
            if interpreter
                .find_attribute(value, "__dataclass_fields__")?
                .is_some() =>
        {
            let (mut names, mut values) = (Vec::new(), Vec::new());
            for field in fields_of(interpreter, value)? {
                if !field.is_argument {
                    values.push(interpreter.get_attribute(value, &field.name)?);
                    names.push(field.name);
                }
            }
            let values = each(interpreter, &values)?;
            let pair = |(name, value)| Value::tuple(vec![Value::Str(name), value]);
            let parts = names.into_iter().zip(values);
            match (factory, as_dict) {
                (None, true) => Ok(Value::dict(Dict::from_text_keys(parts))),
                (None, false) => Ok(Value::tuple(parts.map(|(_, value)| value).collect())),
                (Some(factory), _) => {
                    let parts = match as_dict {
                        true => parts.map(pair).collect(),
                        false => parts.map(|(_, value)| value).collect(),
                    };
                    let arguments = Arguments::positional(vec![Value::list(parts)]);
                    interpreter.call(factory, arguments)
                }
            }
        }
        Value::List(items) => {
            let items = items.borrow().clone();
            each(interpreter, &items).map(Value::list)
        }
        Value::Tuple(items) => each(interpreter, items).map(Value::tuple),
        Value::Dict(items) => {
            let mut found = Dict::default();
            let items = items.borrow().clone();
            for (key, value) in items.pairs() {
                let pair = each(interpreter, &[key.clone(), value.clone()])?;
                if let [key, value] = pair.as_slice() {
                    let hash = interpreter.hash_key(key)?;
                    found.insert(hash, key.clone(), value.clone());
                }
            }
            Ok(Value::dict(found))
        }
        other => Ok(other.clone()),
    }
}

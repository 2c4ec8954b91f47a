//! `typing`: annotations are kept, and mean nothing here.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeClass, NativeObject};
use crate::python::value::{Class, HashKey, Instance, Module, Namespace, Value};

/// `list[int]`, `Optional[str]`, `int | None` and the bare names of this module.
pub struct Alias {
    /// How it is written.
    pub shown: String,
    /// What is subscripted: `list` of `list[int]`.
    pub origin: Value,
    /// The parameters.
    pub arguments: Vec<Value>,
    /// Whether it is a union, which `isinstance` accepts.
    pub is_union: bool,
}

impl NativeObject for Alias {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "__origin__" => Some(self.origin.clone()),
            "__args__" => Some(Value::tuple(self.arguments.clone())),
            "__parameters__" => Some(Value::tuple(Vec::new())),
            _ => None,
        }
    }

    fn get_attribute(
        &self,
        _interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if name == "__mro_entries__" {
            let origin = match &self.origin {
                Value::Class(class) => Value::tuple(vec![Value::Class(class.clone())]),
                _ => Value::tuple(Vec::new()),
            };
            return Some(Ok(Value::function(name, "typing", move |_, _| {
                Ok(origin.clone())
            })));
        }
        let _ = this;
        self.attribute(name).map(Ok)
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.shown.clone()))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other
            .native::<Self>()
            .map(|other| other.shown == self.shown)
    }

    fn hash_key(&self) -> Option<HashKey> {
        Some(HashKey::Native(
            "alias",
            Box::new(HashKey::Str(self.shown.as_str().into())),
        ))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        if operator != BinaryOperator::BitOr {
            return None;
        }
        let (left, right) = if reflected {
            (other, this)
        } else {
            (this, other)
        };
        Some(Ok(union(interpreter, left, right)))
    }

    fn item(&self, interpreter: &mut Interpreter, key: &Value) -> Option<PyResult<Value>> {
        let class = interpreter.class_of(&self.origin);
        let origin = Value::Instance(Instance::with_native(
            &class,
            Rc::new(Self {
                shown: self.shown.clone(),
                origin: self.origin.clone(),
                arguments: Vec::new(),
                is_union: false,
            }),
        ));
        Some(Ok(subscripted(
            interpreter,
            &origin,
            &self.shown,
            key,
            self.shown == "typing.Union",
        )))
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        match &self.origin {
            Value::Class(_) => Some(interpreter.call(&self.origin, arguments)),
            // `TypeVar("T")` and its like.
            _ => Some(Ok(bare(
                interpreter,
                &match arguments.positional.first() {
                    Some(name) => format!("~{}", name.as_str().unwrap_or_default()),
                    None => self.shown.clone(),
                },
            ))),
        }
    }

    fn is_callable(&self) -> bool {
        true
    }
}

/// `origin[parameters]`.
pub(in crate::python) fn alias(
    interpreter: &mut Interpreter,
    origin: &Value,
    key: &Value,
) -> Value {
    let shown = shown(interpreter, origin);
    subscripted(interpreter, origin, &shown, key, false)
}

fn subscripted(
    interpreter: &mut Interpreter,
    origin: &Value,
    name: &str,
    key: &Value,
    is_union: bool,
) -> Value {
    let arguments = match key {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let parts: Vec<String> = arguments.iter().map(|it| shown(interpreter, it)).collect();
    let shown = format!("{name}[{}]", parts.join(", "));
    make(
        interpreter,
        Alias {
            shown,
            origin: origin.clone(),
            arguments,
            is_union,
        },
    )
}

/// `left | right`.
pub(in crate::python) fn union(
    interpreter: &mut Interpreter,
    left: &Value,
    right: &Value,
) -> Value {
    let mut arguments = Vec::new();
    for value in [left, right] {
        match union_members(value) {
            Some(members) => arguments.extend(members),
            None => arguments.push(value.clone()),
        }
    }
    let parts: Vec<String> = arguments.iter().map(|it| shown(interpreter, it)).collect();
    let shown = parts.join(" | ");
    make(
        interpreter,
        Alias {
            shown,
            origin: Value::None,
            arguments,
            is_union: true,
        },
    )
}

/// The members of a union; `None` for every other value.
pub(in crate::python) fn union_members(value: &Value) -> Option<Vec<Value>> {
    value
        .native::<Alias>()
        .filter(|alias| alias.is_union)
        .map(|alias| alias.arguments.clone())
}

fn make(interpreter: &Interpreter, alias: Alias) -> Value {
    let class = interpreter.class_builder("GenericAlias", "types").build();
    Value::Instance(Instance::with_native(&class, Rc::new(alias)))
}

fn bare(interpreter: &Interpreter, shown: &str) -> Value {
    let shown = shown.to_owned();
    make(
        interpreter,
        Alias {
            shown,
            origin: Value::None,
            arguments: Vec::new(),
            is_union: false,
        },
    )
}

/// How an annotation is written inside another.
fn shown(interpreter: &mut Interpreter, value: &Value) -> String {
    match value {
        Value::Class(class) if class.name.as_ref() == "NoneType" => "None".to_owned(),
        Value::Class(class) => class.path(),
        Value::Ellipsis => "...".to_owned(),
        other => interpreter
            .repr(other)
            .map_or_else(|_| String::new(), |it| it.to_string()),
    }
}

/// `TypedDict`: what looks like a class makes plain dicts.
struct TypedDict;

impl NativeClass for TypedDict {
    fn class_call(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        if class.path() != "typing.TypedDict" {
            let dict = Value::Class(interpreter.types.dict());
            return interpreter.call(&dict, arguments.clone()).map(Some);
        }
        // `TypedDict("Name", {"key": type})`
        let Some(name) = arguments.positional.first().and_then(Value::as_text) else {
            return Err(interpreter.type_error("TypedDict() needs a name"));
        };
        let module = interpreter
            .calling_module()
            .unwrap_or_else(|| "__main__".into());
        let bases = vec![class.clone()];
        let class = interpreter.create_class(&name, &module, bases, Namespace::default())?;
        Ok(Some(Value::Class(class)))
    }

    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }
}

/// `NamedTuple`, whose metaclass makes classes of `collections.namedtuple`.
fn named_tuple(interpreter: &Interpreter) -> Rc<Class> {
    let type_ = interpreter.types.type_();
    let metaclass = interpreter
        .class_builder("NamedTupleMeta", "typing")
        .base(&type_)
        .static_method("__new__", |py, arguments| {
            match arguments.positional.as_slice() {
                [_, name, _, names] => named_tuple_class(py, name, names),
                _ => Err(py.type_error("NamedTuple needs a class body")),
            }
        })
        .build();
    interpreter
        .class_builder("NamedTuple", "typing")
        .attribute("__metaclass__", Value::Class(metaclass))
        .native(Rc::new(NamedTuple))
        .build()
}

/// `NamedTuple` itself.
struct NamedTuple;

impl NativeClass for NamedTuple {
    fn class_call(
        &self,
        interpreter: &mut Interpreter,
        _class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        // `NamedTuple("Name", [("field", type)])`
        let [name, fields] = arguments.positional.as_slice() else {
            return Err(interpreter.type_error("NamedTuple() needs a name and fields"));
        };
        let mut names = Vec::new();
        for field in interpreter.iterate(fields)? {
            names.extend(interpreter.iterate(&field)?.into_iter().next());
        }
        let make = interpreter.import_module("collections")?.get("namedtuple");
        let arguments = Arguments::positional(vec![name.clone(), Value::list(names)]);
        interpreter
            .call(&make.unwrap_or(Value::None), arguments)
            .map(Some)
    }

    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }
}

/// The class of a `class Name(NamedTuple)` statement with these names in its body.
fn named_tuple_class(py: &mut Interpreter, name: &Value, names: &Value) -> PyResult<Value> {
    let Value::Dict(names) = names.unboxed() else {
        return Err(py.type_error("NamedTuple needs a class body"));
    };
    let names = names.borrow().clone();
    let annotations = names.get_text("__annotations__").cloned();
    let fields = match &annotations {
        Some(annotations) => py.iterate(annotations)?,
        None => Vec::new(),
    };
    let mut defaults = Vec::new();
    for field in &fields {
        match names.get_text(field.as_str().unwrap_or_default()) {
            Some(default) => defaults.push(default.clone()),
            None if defaults.is_empty() => {}
            None => {
                let field = field.as_str().unwrap_or_default();
                return Err(py.type_error(format!(
                    "non-default namedtuple field {field} cannot follow default field"
                )));
            }
        }
    }
    let make = py.import_module("collections")?.get("namedtuple");
    let module = names.get_text("__module__").cloned();
    let arguments = Arguments::positional(vec![name.clone(), Value::list(fields.clone())])
        .with("defaults", Value::list(defaults))
        .with("module", module.unwrap_or(Value::None));
    let made = py.call(&make.unwrap_or(Value::None), arguments)?;
    if let Value::Class(class) = &made {
        for (name, value) in names.pairs() {
            let name = name.as_str().unwrap_or_default();
            let is_field = fields.iter().any(|field| field.as_str() == Some(name));
            let special = ["__module__", "__qualname__", "__classcell__"];
            if !is_field && !special.contains(&name) {
                class.set(name, value.clone());
            }
        }
    }
    Ok(made)
}

const NAMES: &[&str] = &[
    "Any",
    "Annotated",
    "AnyStr",
    "Awaitable",
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Callable",
    "ChainMap",
    "ClassVar",
    "Collection",
    "Concatenate",
    "Container",
    "Coroutine",
    "Counter",
    "DefaultDict",
    "Deque",
    "Dict",
    "Final",
    "ForwardRef",
    "FrozenSet",
    "Generator",
    "Hashable",
    "IO",
    "ItemsView",
    "Iterable",
    "Iterator",
    "KeysView",
    "List",
    "Literal",
    "LiteralString",
    "Mapping",
    "MappingView",
    "Match",
    "MutableMapping",
    "MutableSequence",
    "MutableSet",
    "Never",
    "NoReturn",
    "NotRequired",
    "Optional",
    "OrderedDict",
    "ParamSpec",
    "Pattern",
    "Required",
    "Reversible",
    "Self",
    "Sequence",
    "Set",
    "Sized",
    "SupportsInt",
    "Text",
    "TextIO",
    "Tuple",
    "Type",
    "TypeAlias",
    "TypeGuard",
    "TypeVar",
    "TypeVarTuple",
    "Union",
    "Unpack",
    "ValuesView",
];

/// The module `typing`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let module = Module::new("typing");
    for name in NAMES {
        let shown = format!("typing.{name}");
        module.set(name, bare(interpreter, &shown));
    }
    module.set("TYPE_CHECKING", Value::Bool(false));
    for name in ["Generic", "Protocol"] {
        let builder = interpreter.class_builder(name, "typing");
        let class = builder
            .class_method(
                "__class_getitem__",
                |interpreter, arguments| match arguments.positional.as_slice() {
                    [Value::Class(class), key] => {
                        let origin = Value::Class(class.clone());
                        Ok(alias(interpreter, &origin, key))
                    }
                    _ => Ok(Value::None),
                },
            )
            .build();
        module.set(name, Value::Class(class));
    }
    let dict = interpreter.types.dict();
    let typed_dict = interpreter
        .class_builder("TypedDict", "typing")
        .base(&dict)
        .native(Rc::new(TypedDict))
        .build();
    module.set("TypedDict", Value::Class(typed_dict));
    module.set("NamedTuple", Value::Class(named_tuple(interpreter)));
    let identity = |_: &mut Interpreter, mut arguments: Arguments| {
        Ok(arguments.positional.pop().unwrap_or(Value::None))
    };
    for name in [
        "cast",
        "final",
        "no_type_check",
        "overload",
        "runtime_checkable",
        "override",
        "assert_type",
        "reveal_type",
    ] {
        module.set(name, Value::function(name, "typing", identity));
    }
    module.set("NewType", Value::function("NewType", "typing", identity));
    module.set(
        "get_type_hints",
        Value::function("get_type_hints", "typing", |py, arguments| {
            let target = arguments.positional.first().cloned().unwrap_or(Value::None);
            py.get_attribute(&target, "__annotations__")
        }),
    );
    let _: Option<Rc<Class>> = None;
    module
}

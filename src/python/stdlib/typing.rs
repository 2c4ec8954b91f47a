//! `typing`: annotations are kept, and mean nothing here.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeClass, NativeObject};
use crate::python::value::{Class, Dict, HashKey, Instance, Module, Namespace, Value};

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
    /// What `Annotated` adds.
    pub metadata: Vec<Value>,
}

impl Alias {
    /// The members of a union in an order that does not depend on how it is written.
    fn canonical(&self) -> Option<Vec<String>> {
        if !self.is_union {
            return None;
        }
        let inside = match self.shown.split_once('[') {
            Some(("typing.Optional", inside)) => {
                format!("{}, NoneType", inside.strip_suffix(']').unwrap_or(inside))
            }
            Some(("typing.Union", inside)) => inside.strip_suffix(']').unwrap_or(inside).to_owned(),
            _ => self.shown.replace(" | ", ", "),
        };
        let none = |part: &str| if part == "None" { "NoneType" } else { part }.to_owned();
        let mut parts: Vec<String> = inside.split(", ").map(none).collect();
        parts.sort();
        Some(parts)
    }
}

impl NativeObject for Alias {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        // A bare name of the module has been given nothing.
        let is_bare = self.arguments.is_empty() && self.origin.is_none();
        match name {
            "__args__" if !is_bare => Some(Value::tuple(self.arguments.clone())),
            "__metadata__" if !self.metadata.is_empty() => {
                Some(Value::tuple(self.metadata.clone()))
            }
            "__name__" | "_name" | "__qualname__" if self.shown.starts_with("typing.") => {
                let name = self.shown.trim_start_matches("typing.");
                Some(Value::str(name.split('[').next().unwrap_or(name)))
            }
            _ => None,
        }
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        match name {
            "__origin__" => return self.origin(interpreter),
            "__parameters__" => return Some(Ok(Value::tuple(self.parameters()))),
            _ => {}
        }
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
            .map(|other| other.shown == self.shown || self.is_same_union(other))
    }

    fn hash_key(&self) -> Option<HashKey> {
        let shown = self.canonical().map(|parts| parts.join("|"));
        let shown = shown.unwrap_or_else(|| self.shown.clone());
        Some(HashKey::Native(
            "alias",
            Box::new(HashKey::Str(shown.into())),
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
        let origin = match &self.origin {
            Value::None => bare(interpreter, &self.shown),
            origin => origin.clone(),
        };
        let name = self.shown.strip_prefix("typing.").unwrap_or_default();
        if let Err(error) = check_key(interpreter, name, key) {
            return Some(Err(error));
        }
        Some(Ok(match name {
            "Union" | "Optional" => union_of(interpreter, &origin, name, key),
            "Callable" => callable(interpreter, &origin, key),
            "Annotated" => annotated(interpreter, key),
            _ => subscripted(interpreter, &origin, &self.shown, key, false),
        }))
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        match &self.origin {
            Value::Class(_) => Some(interpreter.call(&self.origin, arguments)),
            _ => match self.origin(interpreter) {
                // `List()` is a list.
                Some(Ok(origin @ Value::Class(_))) => Some(interpreter.call(&origin, arguments)),
                _ if self.shown == "typing.Any" => {
                    Some(Err(interpreter.type_error("Any cannot be instantiated")))
                }
                // `TypeVarTuple("T")` and its like.
                _ => {
                    let name = arguments.positional.first().and_then(Value::as_text);
                    let shown = name.as_deref().unwrap_or(&self.shown).to_owned();
                    Some(Ok(bare(interpreter, &shown)))
                }
            },
        }
    }

    fn is_callable(&self) -> bool {
        true
    }
}

/// What the bare names of this module stand for, where it is no class of `collections.abc`.
const ORIGINS: &[(&str, &str, &str)] = &[
    ("List", "builtins", "list"),
    ("Dict", "builtins", "dict"),
    ("Tuple", "builtins", "tuple"),
    ("Set", "builtins", "set"),
    ("FrozenSet", "builtins", "frozenset"),
    ("Type", "builtins", "type"),
    ("DefaultDict", "collections", "defaultdict"),
    ("OrderedDict", "collections", "OrderedDict"),
    ("Counter", "collections", "Counter"),
    ("ChainMap", "collections", "ChainMap"),
    ("Deque", "collections", "deque"),
    ("Pattern", "re", "Pattern"),
    ("Match", "re", "Match"),
];

/// The bare names that stand for a class of `collections.abc`.
const ABSTRACT: &[&str] = &[
    "Awaitable",
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Callable",
    "Collection",
    "Container",
    "Coroutine",
    "Generator",
    "Hashable",
    "ItemsView",
    "Iterable",
    "Iterator",
    "KeysView",
    "Mapping",
    "MappingView",
    "MutableMapping",
    "MutableSequence",
    "MutableSet",
    "Reversible",
    "Sequence",
    "Sized",
    "ValuesView",
];

impl Alias {
    fn is_same_union(&self, other: &Self) -> bool {
        self.is_union && self.canonical() == other.canonical()
    }

    /// `__origin__`: the class that a name of this module stands for.
    fn origin(&self, interpreter: &mut Interpreter) -> Option<PyResult<Value>> {
        if !self.metadata.is_empty() {
            return Some(Ok(self.origin.clone()));
        }
        let name = match (&self.origin, self.origin.native::<Self>()) {
            (Value::None, _) if self.is_union => {
                let module = interpreter.import_module("types").ok()?;
                let module = Value::Module(module);
                return Some(interpreter.get_attribute(&module, "UnionType"));
            }
            (Value::None, _) => self.shown.clone(),
            (_, Some(bare)) => bare.shown.clone(),
            _ => return Some(Ok(self.origin.clone())),
        };
        let name = name.strip_prefix("typing.")?;
        let (module, class) = match ORIGINS.iter().find(|(known, ..)| *known == name) {
            Some((_, module, class)) => (*module, *class),
            None if ABSTRACT.contains(&name) => ("collections.abc", name),
            None if self.origin.is_none() => return None,
            None if name == "Optional" => ("typing", "Union"),
            None => ("typing", name),
        };
        let module = match interpreter.import_module(module) {
            Ok(module) => Value::Module(module),
            Err(error) => return Some(Err(error)),
        };
        Some(interpreter.get_attribute(&module, class))
    }

    /// The type variables among the parameters.
    fn parameters(&self) -> Vec<Value> {
        let mut found: Vec<Value> = Vec::new();
        for argument in &self.arguments {
            let inner = match argument.native::<Self>() {
                Some(alias) => alias.parameters(),
                None if argument
                    .as_instance()
                    .is_some_and(|it| &*it.class.module == "typing") =>
                {
                    vec![argument.clone()]
                }
                None => continue,
            };
            for one in inner {
                if !found.iter().any(|known| known.is(&one)) {
                    found.push(one);
                }
            }
        }
        found
    }
}

/// Refuses parameters that a name of this module does not take.
fn check_key(interpreter: &mut Interpreter, name: &str, key: &Value) -> PyResult<()> {
    const SINGLE: &[&str] = &[
        "List",
        "Set",
        "FrozenSet",
        "Type",
        "Iterable",
        "Iterator",
        "Sequence",
        "Deque",
        "Collection",
    ];
    let several = match key {
        Value::Tuple(items) if items.len() != 1 => items.len(),
        _ => 1,
    };
    let shown = interpreter.repr(key)?;
    let message = match name {
        "Optional" if several != 1 => {
            format!("typing.Optional requires a single type. Got {shown}.")
        }
        "ClassVar" | "Final" if several != 1 => {
            format!("typing.{name} accepts only single type. Got {shown}.")
        }
        "Union" if several == 0 => "Cannot take a Union of no types.".to_owned(),
        "Callable" if several != 2 => {
            "Callable must be used as Callable[[arg, ...], result].".to_owned()
        }
        _ if SINGLE.contains(&name) && several > 1 => {
            format!("Too many arguments for typing.{name}; actual {several}, expected 1")
        }
        "Dict" | "Mapping" | "DefaultDict" | "MutableMapping" if several != 2 => {
            let amount = if several > 2 { "many" } else { "few" };
            format!("Too {amount} arguments for typing.{name}; actual {several}, expected 2")
        }
        "Any" => "type 'Any' is not subscriptable".to_owned(),
        _ => return Ok(()),
    };
    Err(interpreter.type_error(message))
}

/// `Union[…]` and `Optional[…]`: each member once, and one alone as itself.
fn union_of(interpreter: &mut Interpreter, origin: &Value, name: &str, key: &Value) -> Value {
    let mut members = match key {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    if name == "Optional" {
        members.push(Value::None);
    }
    let mut arguments: Vec<Value> = Vec::new();
    for member in members {
        let inner = union_members(&member).unwrap_or_else(|| vec![member]);
        for one in inner {
            let one = match one {
                Value::None => Value::Class(interpreter.types.none_type()),
                other => other,
            };
            if !arguments
                .iter()
                .any(|known| interpreter.equals(known, &one).unwrap_or(false))
            {
                arguments.push(one);
            }
        }
    }
    if arguments.len() == 1 {
        return arguments.pop().unwrap_or(Value::None);
    }
    let is_none = |it: &Value| matches!(it, Value::Class(class) if &*class.name == "NoneType");
    let parts: Vec<String> = arguments
        .iter()
        .map(|it| named(interpreter, it, true))
        .collect();
    let others: Vec<&Value> = arguments.iter().filter(|it| !is_none(it)).collect();
    let shown = match (others.as_slice(), arguments.len()) {
        ([only], 2) => format!("typing.Optional[{}]", shown(interpreter, only)),
        _ => format!("typing.Union[{}]", parts.join(", ")),
    };
    let alias = Alias {
        shown,
        origin: origin.clone(),
        arguments,
        is_union: true,
        metadata: Vec::new(),
    };
    make(interpreter, alias)
}

/// How a parameter is written: the names of this module call the class of `None` by its name.
fn named(interpreter: &mut Interpreter, value: &Value, is_of_typing: bool) -> String {
    match value {
        Value::Class(class) if is_of_typing && &*class.name == "NoneType" => "NoneType".to_owned(),
        other => shown(interpreter, other),
    }
}

/// `Callable[[…], …]`.
fn callable(interpreter: &mut Interpreter, origin: &Value, key: &Value) -> Value {
    let parts = key.as_sequence().unwrap_or_default();
    let [taken, result] = parts.as_slice() else {
        return subscripted(interpreter, origin, "typing.Callable", key, false);
    };
    let (mut arguments, inside) = match taken {
        Value::List(items) => {
            let items = items.borrow().clone();
            let parts: Vec<String> = items.iter().map(|it| shown(interpreter, it)).collect();
            (items, format!("[{}]", parts.join(", ")))
        }
        other => (vec![other.clone()], shown(interpreter, other)),
    };
    let result = match result {
        Value::None => Value::Class(interpreter.types.none_type()),
        other => other.clone(),
    };
    let shown = format!(
        "typing.Callable[{inside}, {}]",
        named(interpreter, &result, true)
    );
    arguments.push(result);
    let alias = Alias {
        shown,
        origin: origin.clone(),
        arguments,
        is_union: false,
        metadata: Vec::new(),
    };
    make(interpreter, alias)
}

/// `Annotated[…]`.
fn annotated(interpreter: &mut Interpreter, key: &Value) -> Value {
    let mut parts = key.as_sequence().unwrap_or_else(|| vec![key.clone()]);
    let rest = parts.split_off(1.min(parts.len()));
    let mut texts: Vec<String> = parts.iter().map(|it| shown(interpreter, it)).collect();
    for one in &rest {
        texts.push(
            interpreter
                .repr(one)
                .map_or_else(|_| String::new(), |it| it.to_string()),
        );
    }
    let alias = Alias {
        shown: format!("typing.Annotated[{}]", texts.join(", ")),
        origin: parts.first().cloned().unwrap_or(Value::None),
        arguments: parts,
        is_union: false,
        metadata: rest,
    };
    make(interpreter, alias)
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
    let mut arguments = match key {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let is_of_typing = name.starts_with("typing.") && name != "typing.Literal";
    if is_of_typing {
        let none = Value::Class(interpreter.types.none_type());
        let is_none = |it: &&mut Value| it.is_none();
        arguments
            .iter_mut()
            .filter(is_none)
            .for_each(|it| *it = none.clone());
    }
    let parts: Vec<String> = arguments
        .iter()
        .map(|it| named(interpreter, it, is_of_typing))
        .collect();
    let shown = format!("{name}[{}]", parts.join(", "));
    make(
        interpreter,
        Alias {
            shown,
            origin: origin.clone(),
            arguments,
            is_union,
            metadata: Vec::new(),
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
            metadata: Vec::new(),
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

/// The class that a bare name of this module stands for in `isinstance`; `None` for what is no name
/// of it. What has parameters is refused.
pub(in crate::python) fn stands_for(
    interpreter: &mut Interpreter,
    value: &Value,
) -> PyResult<Option<Value>> {
    let Some(alias) = value.native::<Alias>() else {
        return Ok(None);
    };
    if !alias.arguments.is_empty() {
        let message = if alias.shown.starts_with("typing.") {
            "Subscripted generics cannot be used with class and instance checks"
        } else {
            "isinstance() argument 2 cannot be a parameterized generic"
        };
        return Err(interpreter.type_error(message));
    }
    let origin = alias.origin(interpreter).transpose()?;
    Ok(origin.filter(|it| matches!(it, Value::Class(_))))
}

fn make(interpreter: &mut Interpreter, alias: Alias) -> Value {
    let is_plain_union = alias.is_union && alias.origin.is_none();
    let name = if is_plain_union {
        "UnionType"
    } else {
        "GenericAlias"
    };
    let class = interpreter.library_class("types", name);
    Value::Instance(Instance::with_native(&class, Rc::new(alias)))
}

fn bare(interpreter: &mut Interpreter, shown: &str) -> Value {
    let shown = shown.to_owned();
    make(
        interpreter,
        Alias {
            shown,
            origin: Value::None,
            arguments: Vec::new(),
            is_union: false,
            metadata: Vec::new(),
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

    fn class_created(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        keywords: Arguments,
    ) -> PyResult<()> {
        let total = match keywords.keywords.get("total") {
            Some(total) => interpreter.truthy(total)?,
            None => true,
        };
        let keys = |name: &str| match class.lookup(name) {
            Some(Value::FrozenSet(set)) => set.as_ref().clone(),
            _ => Dict::default(),
        };
        let (mut required, mut optional) = (keys("__required_keys__"), keys("__optional_keys__"));
        let mut annotations = Dict::default();
        for owner in class.mro().collect::<Vec<_>>().into_iter().rev() {
            let Some(Value::Dict(own)) = owner.get("__annotations__") else {
                continue;
            };
            for (name, hint) in own.borrow().pairs() {
                let name = name.as_text().unwrap_or_default();
                annotations.set_text(name.clone(), hint.clone());
                if Rc::ptr_eq(owner, class) {
                    let keys = if total { &mut required } else { &mut optional };
                    let key = HashKey::Str(name.clone());
                    keys.insert(key, Value::Str(name), Value::None);
                }
            }
        }
        class.set("__annotations__", Value::dict(annotations));
        class.set("__required_keys__", Value::FrozenSet(Rc::new(required)));
        class.set("__optional_keys__", Value::FrozenSet(Rc::new(optional)));
        class.set("__total__", Value::Bool(total));
        Ok(())
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
    "Pattern",
    "Required",
    "Reversible",
    "Self",
    "Sequence",
    "Set",
    "Sized",
    "SupportsInt",
    "TextIO",
    "Tuple",
    "Type",
    "TypeAlias",
    "TypeGuard",
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
    module.set(
        "NewType",
        Value::function("NewType", "typing", |py, mut arguments| {
            let home = py.calling_module().map_or(Value::None, Value::Str);
            let module = Value::Module(py.import_module("typing")?);
            arguments.positional.push(home);
            py.call_method(&module, "_NewType", arguments)
        }),
    );
    module.set("Text", Value::Class(interpreter.types.str()));
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
        "override",
        "assert_type",
        "reveal_type",
    ] {
        module.set(name, Value::function(name, "typing", identity));
    }
    module
}

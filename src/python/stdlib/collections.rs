//! `collections` and `collections.abc`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::stdlib::{MethodRow, functions, methods};
use crate::python::value::{
    Binding, Class, Dict, HashKey, Module, Namespace, NativeFunction, Value,
};

const ORDERED_METHODS: &[MethodRow] = &[
    ("move_to_end", "key, last=True", |py, it, mut a| {
        let key = a.take_or_none("key");
        let hash = py.hash_key(&key)?;
        let last = a.take("last").unwrap_or(Value::Bool(true));
        let last = py.truthy(&last)?;
        let Value::Dict(dict) = it.unboxed() else {
            return Ok(Value::None);
        };
        let Some(entry) = dict.borrow_mut().entries.shift_remove(&hash) else {
            return Err(py.key_error(&key));
        };
        let mut dict = dict.borrow_mut();
        dict.entries.insert(hash, entry);
        if !last {
            let end = dict.entries.len() - 1;
            dict.entries.move_index(end, 0);
        }
        Ok(Value::None)
    }),
    ("popitem", "last=True", |py, it, mut a| {
        let last = a.take("last").unwrap_or(Value::Bool(true));
        let last = py.truthy(&last)?;
        let Value::Dict(dict) = it.unboxed() else {
            return Ok(Value::None);
        };
        let mut dict = dict.borrow_mut();
        let entry = if last {
            dict.entries.pop()
        } else {
            dict.entries.shift_remove_index(0)
        };
        match entry {
            Some((_, (key, value))) => Ok(Value::tuple(vec![key, value])),
            None => Err(py.key_error(&Value::str("dictionary is empty"))),
        }
    }),
    ("__repr__", "", |py, it, _| {
        let items = py.mapping_items(it)?.unwrap_or_default();
        let class = py.class_of(it);
        if items.is_empty() {
            return Ok(Value::str(format!("{}()", class.name)));
        }
        let pairs = items
            .into_iter()
            .map(|(key, value)| Value::tuple(vec![key, value]))
            .collect();
        let shown = py.repr(&Value::list(pairs))?;
        Ok(Value::str(format!("{}({shown})", class.name)))
    }),
];

const DEFAULT_METHODS: &[MethodRow] = &[
    ("__missing__", "key, /", |py, it, mut a| {
        let key = a.take_or_none("key");
        let factory = py.get_attribute(it, "default_factory")?;
        if factory.is_none() {
            return Err(py.key_error(&key));
        }
        let value = py.call(&factory, Arguments::default())?;
        py.set_item(it, &key, value.clone())?;
        Ok(value)
    }),
    ("__repr__", "", |py, it, _| {
        let factory = py.get_attribute(it, "default_factory")?;
        let (factory, dict) = (py.repr(&factory)?, py.repr(&it.unboxed().clone())?);
        let class = py.class_of(it);
        Ok(Value::str(format!("{}({factory}, {dict})", class.name)))
    }),
];

const COUNTER_METHODS: &[MethodRow] = &[
    ("__missing__", "key, /", |_, _, _| Ok(Value::Int(0))),
    ("most_common", "n=None", |py, it, mut a| {
        let items = py.mapping_items(it)?.unwrap_or_default();
        let pairs = items
            .into_iter()
            .map(|(key, value)| Value::tuple(vec![key, value]))
            .collect();
        let by_count = Value::function("count", "collections", |py, arguments| {
            let pair = arguments.positional.first().cloned().unwrap_or(Value::None);
            py.get_item(&pair, &Value::Int(1))
        });
        let mut sorted =
            crate::python::types::list::sort(py, pairs, &by_count, &Value::Bool(true))?;
        if let Some(most) = a.take("n").and_then(|it| it.as_i64()) {
            sorted.truncate(how_many(most));
        }
        Ok(Value::list(sorted))
    }),
    ("elements", "", |py, it, _| {
        let mut elements = Vec::new();
        for (key, count) in py.mapping_items(it)?.unwrap_or_default() {
            let count = how_many(count.as_i64().unwrap_or(0));
            py.check_size(elements.len().saturating_add(count))?;
            elements.extend(std::iter::repeat_n(key, count));
        }
        py.iterator(&Value::list(elements))
    }),
    ("total", "", |py, it, _| {
        let counts = py.mapping_items(it)?.unwrap_or_default();
        Ok(Value::Int(
            counts.iter().filter_map(|(_, count)| count.as_i64()).sum(),
        ))
    }),
    ("update", "iterable=None, /, **kwargs", |py, it, a| {
        count_into(py, it, a, 1)
    }),
    ("subtract", "iterable=None, /, **kwargs", |py, it, a| {
        count_into(py, it, a, -1)
    }),
    ("__repr__", "", |py, it, _| {
        let class = py.class_of(it);
        if py.length(it)? == 0 {
            return Ok(Value::str(format!("{}()", class.name)));
        }
        let pairs = py.call_method(it, "most_common", Arguments::default())?;
        let mut parts = Vec::new();
        for pair in py.iterate(&pairs)? {
            let (key, count) = (
                py.get_item(&pair, &Value::Int(0))?,
                py.get_item(&pair, &Value::Int(1))?,
            );
            parts.push(format!("{}: {}", py.repr(&key)?, py.repr(&count)?));
        }
        Ok(Value::str(format!(
            "{}({{{}}})",
            class.name,
            parts.join(", ")
        )))
    }),
    ("__add__", "other, /", |py, it, a| {
        merged(py, it, a, |one, other| one + other)
    }),
    ("__sub__", "other, /", |py, it, a| {
        merged(py, it, a, |one, other| one - other)
    }),
];

const DEQUE_METHODS: &[MethodRow] = &[
    ("appendleft", "x, /", |py, it, mut a| {
        let value = a.take_or_none("x");
        if let Value::List(list) = it.unboxed() {
            py.charge(list.borrow().len() / 64)?;
            list.borrow_mut().insert(0, value);
        }
        trim(py, it, false)
    }),
    ("append", "x, /", |py, it, mut a| {
        let value = a.take_or_none("x");
        if let Value::List(list) = it.unboxed() {
            list.borrow_mut().push(value);
        }
        trim(py, it, true)
    }),
    ("extend", "iterable, /", |py, it, mut a| {
        let items = py.iterate(&a.take_or_none("iterable"))?;
        if let Value::List(list) = it.unboxed() {
            list.borrow_mut().extend(items);
        }
        trim(py, it, true)
    }),
    ("extendleft", "iterable, /", |py, it, mut a| {
        let items = py.iterate(&a.take_or_none("iterable"))?;
        if let Value::List(list) = it.unboxed() {
            list.borrow_mut().splice(0..0, items.into_iter().rev());
        }
        trim(py, it, false)
    }),
    ("pop", "", |py, it, _| {
        let popped = match it.unboxed() {
            Value::List(list) => list.borrow_mut().pop(),
            _ => None,
        };
        popped.ok_or_else(|| py.raise("IndexError", "pop from an empty deque"))
    }),
    ("popleft", "", |py, it, _| match it.unboxed() {
        Value::List(list) if !list.borrow().is_empty() => {
            py.charge(list.borrow().len() / 64)?;
            Ok(list.borrow_mut().remove(0))
        }
        _ => Err(py.raise("IndexError", "pop from an empty deque")),
    }),
    ("rotate", "n=1, /", |_, it, mut a| {
        let count = a.take("n").and_then(|it| it.as_i64()).unwrap_or(1);
        if let Value::List(list) = it.unboxed() {
            let mut list = list.borrow_mut();
            if !list.is_empty() {
                let by = count.rem_euclid(list.len() as i64);
                list.rotate_right(usize::try_from(by).unwrap_or(0));
            }
        }
        Ok(Value::None)
    }),
    ("__repr__", "", |py, it, _| {
        let shown = py.repr(&it.unboxed().clone())?;
        let most = py.get_attribute(it, "maxlen")?;
        let most = if most.is_none() {
            String::new()
        } else {
            format!(", maxlen={}", py.repr(&most)?)
        };
        Ok(Value::str(format!("deque({shown}{most})")))
    }),
];

/// The module `collections`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let (dict, list) = (interpreter.types.dict(), interpreter.types.list());
    let class = |name: &str, base: &Rc<Class>| {
        interpreter
            .class_builder(name, "collections")
            .base(base)
            .build()
    };
    let ordered = class("OrderedDict", &dict);
    methods(&ordered, ORDERED_METHODS);
    let default = class("defaultdict", &dict);
    methods(&default, DEFAULT_METHODS);
    initializer(&default, |py, mut arguments| {
        let receiver = arguments.take_receiver().unwrap_or(Value::None);
        let factory = arguments.take_receiver().unwrap_or(Value::None);
        if !factory.is_none() && !py.is_callable(&factory) {
            return Err(py.type_error("first argument must be callable or None"));
        }
        py.set_attribute(&receiver, "default_factory", factory)?;
        fill_dict(py, &receiver, arguments)
    });
    let counter = class("Counter", &dict);
    methods(&counter, COUNTER_METHODS);
    initializer(&counter, |py, mut arguments| {
        let receiver = arguments.take_receiver().unwrap_or(Value::None);
        py.call_method(&receiver, "update", arguments)
    });
    let deque = class("deque", &list);
    methods(&deque, DEQUE_METHODS);
    initializer(&deque, |py, mut arguments| {
        let receiver = arguments.take_receiver().unwrap_or(Value::None);
        let mut bound = Signature::new("deque", "iterable=(), maxlen=None").bind(py, arguments)?;
        py.set_attribute(&receiver, "maxlen", bound.take_or_none("maxlen"))?;
        match bound.take("iterable") {
            Some(items) => py.call_method(&receiver, "extend", Arguments::positional(vec![items])),
            None => Ok(Value::None),
        }
    });
    let module = Module::new("collections");
    for class in [&ordered, &default, &counter, &deque] {
        module.set(&class.name, Value::Class(class.clone()));
    }
    for (name, base) in [
        ("UserDict", &dict),
        ("UserList", &list),
        ("UserString", &interpreter.types.str()),
    ] {
        module.set(name, Value::Class(class(name, base)));
    }
    functions(
        &module,
        &[
            (
                "namedtuple",
                "typename, field_names, *, rename=False, defaults=None, module=None",
                named_tuple,
            ),
            ("ChainMap", "*maps", |py, _| {
                Err(py.unsupported("collections.ChainMap"))
            }),
        ],
    );
    // Importing the submodule would import its parent, this module, first.
    let abc = Rc::new(abstract_module(interpreter));
    interpreter.loaded.insert(abc.name.clone(), abc.clone());
    module.set("abc", Value::Module(abc));
    module
}

fn initializer(class: &Rc<Class>, code: fn(&mut Interpreter, Arguments) -> PyResult<Value>) {
    let qualname = format!("{}.__init__", class.name);
    let code =
        move |py: &mut Interpreter, arguments: Arguments| code(py, arguments).map(|_| Value::None);
    let function =
        NativeFunction::bound("__init__", &qualname, "collections", Binding::Method, code);
    class.set("__init__", Value::NativeFunction(function));
}

fn fill_dict(
    interpreter: &mut Interpreter,
    receiver: &Value,
    arguments: Arguments,
) -> PyResult<Value> {
    if let Value::Dict(dict) = receiver.unboxed() {
        crate::python::types::dict::update_dict(interpreter, dict, arguments)?;
    }
    Ok(Value::None)
}

fn count_into(
    interpreter: &mut Interpreter,
    counter: &Value,
    mut arguments: Bound,
    sign: i64,
) -> PyResult<Value> {
    let mut counts = Vec::new();
    if let Some(source) = arguments
        .take("iterable")
        .filter(|source| !source.is_none())
    {
        match interpreter.mapping_items(&source)? {
            Some(items) => counts.extend(items),
            None => {
                let items = interpreter.iterate(&source)?;
                counts.extend(items.into_iter().map(|item| (item, Value::Int(1))));
            }
        }
    }
    counts.extend(
        arguments
            .keywords
            .into_iter()
            .map(|(name, value)| (Value::Str(name), value)),
    );
    let Value::Dict(dict) = counter.unboxed() else {
        return Ok(Value::None);
    };
    for (key, count) in counts {
        let hash = interpreter.hash_key(&key)?;
        let before = dict
            .borrow()
            .entries
            .get(&hash)
            .and_then(|(_, it)| it.as_i64())
            .unwrap_or(0);
        let count = before + sign * count.as_i64().unwrap_or(0);
        dict.borrow_mut().insert(hash, key, Value::Int(count));
    }
    Ok(Value::None)
}

fn merged(
    interpreter: &mut Interpreter,
    counter: &Value,
    mut arguments: Bound,
    operator: fn(i64, i64) -> i64,
) -> PyResult<Value> {
    let other = arguments.take_or_none("other");
    let (Value::Dict(one), Value::Dict(two)) = (counter.unboxed(), other.unboxed()) else {
        return Ok(Value::NotImplemented);
    };
    let mut result = Dict::default();
    let count = |dict: &Dict, hash: &HashKey| {
        dict.entries
            .get(hash)
            .and_then(|(_, it)| it.as_i64())
            .unwrap_or(0)
    };
    let (one, two) = (one.borrow(), two.borrow());
    for (hash, (key, _)) in one.entries.iter().chain(&two.entries) {
        let total = operator(count(&one, hash), count(&two, hash));
        if total > 0 {
            result.insert(hash.clone(), key.clone(), Value::Int(total));
        }
    }
    let class = Value::Class(interpreter.class_of(counter));
    interpreter.call(&class, Arguments::positional(vec![Value::dict(result)]))
}

/// Cuts a deque to its `maxlen`.
fn trim(interpreter: &mut Interpreter, deque: &Value, from_left: bool) -> PyResult<Value> {
    let most = interpreter.get_attribute(deque, "maxlen")?;
    if let (Some(most), Value::List(list)) = (most.as_i64(), deque.unboxed()) {
        let most = how_many(most);
        let mut list = list.borrow_mut();
        let extra = list.len().saturating_sub(most);
        if from_left {
            list.drain(..extra);
        } else {
            list.truncate(most);
        }
    }
    Ok(Value::None)
}

fn named_tuple(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let name = arguments
        .take("typename")
        .and_then(|it| it.as_text())
        .unwrap_or_default();
    let fields = arguments.take_or_none("field_names");
    let fields: Vec<Rc<str>> = match fields.as_str() {
        Some(text) => text
            .split(|it: char| it == ',' || it.is_whitespace())
            .filter(|part| !part.is_empty())
            .map(Into::into)
            .collect(),
        None => interpreter
            .iterate(&fields)?
            .iter()
            .filter_map(Value::as_text)
            .collect(),
    };
    let defaults = match arguments.take_or_none("defaults") {
        Value::None => Vec::new(),
        defaults => interpreter.iterate(&defaults)?,
    };
    let module = arguments.take("module").and_then(|it| it.as_text());
    let module = module
        .or_else(|| interpreter.calling_module())
        .unwrap_or_else(|| "__main__".into());
    let tuple = interpreter.types.tuple();
    let mut attributes = Namespace::new();
    let names = fields.iter().cloned().map(Value::Str).collect();
    attributes.insert("_fields".into(), Value::tuple(names));
    attributes.insert(
        "__match_args__".into(),
        Value::tuple(fields.iter().cloned().map(Value::Str).collect()),
    );
    attributes.insert("__slots__".into(), Value::tuple(Vec::new()));
    let first_default = fields.len().saturating_sub(defaults.len());
    let default_pairs = fields.iter().skip(first_default).cloned().zip(defaults);
    attributes.insert(
        "_field_defaults".into(),
        Value::dict(Dict::from_text_keys(default_pairs)),
    );
    let class = interpreter.create_class(&name, &module, vec![tuple.clone()], attributes)?;
    for (index, field) in fields.iter().enumerate() {
        let qualname = format!("{name}.{field}");
        let code = move |py: &mut Interpreter, arguments: Arguments| {
            let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
            py.get_item(&receiver.unboxed().clone(), &Value::Int(index as i64))
        };
        let function = NativeFunction::bound(field, &qualname, &module, Binding::Property, code);
        class.set(field, Value::NativeFunction(function));
    }
    let new = named_tuple_new(&name, &fields);
    class.set("__new__", new);
    methods(&class, NAMED_TUPLE_METHODS);
    let make = NativeFunction::bound(
        "_make",
        "_make",
        &module,
        Binding::ClassMethod,
        |py, arguments| {
            let [class, iterable] = arguments.positional.as_slice() else {
                return Ok(Value::None);
            };
            let items = py.iterate(iterable)?;
            py.call(class, Arguments::positional(items))
        },
    );
    class.set("_make", Value::NativeFunction(make));
    Ok(Value::Class(class))
}

const NAMED_TUPLE_METHODS: &[MethodRow] = &[
    ("__repr__", "", |py, it, _| {
        let class = py.class_of(it);
        let fields = class
            .lookup("_fields")
            .and_then(|it| it.as_sequence())
            .unwrap_or_default();
        let mut parts = Vec::new();
        for (field, value) in fields.iter().zip(it.as_sequence().unwrap_or_default()) {
            parts.push(format!(
                "{}={}",
                field.as_str().unwrap_or_default(),
                py.repr(&value)?
            ));
        }
        Ok(Value::str(format!("{}({})", class.name, parts.join(", "))))
    }),
    ("_asdict", "", |py, it, _| {
        let class = py.class_of(it);
        let fields = class
            .lookup("_fields")
            .and_then(|it| it.as_sequence())
            .unwrap_or_default();
        let names = fields.iter().filter_map(Value::as_text);
        let values = it.as_sequence().unwrap_or_default();
        Ok(Value::dict(Dict::from_text_keys(names.zip(values))))
    }),
    ("_replace", "**kwargs", |py, it, mut a| {
        let class = py.class_of(it);
        let fields = class
            .lookup("_fields")
            .and_then(|it| it.as_sequence())
            .unwrap_or_default();
        let mut values = it.as_sequence().unwrap_or_default();
        for (field, value) in fields.iter().zip(&mut values) {
            if let Some(new) = field
                .as_str()
                .and_then(|field| a.keywords.shift_remove(field))
            {
                *value = new;
            }
        }
        if !a.keywords.is_empty() {
            let names: Vec<String> = a.keywords.keys().map(|name| format!("'{name}'")).collect();
            let message = format!("Got unexpected field names: [{}]", names.join(", "));
            return Err(py.value_error(message));
        }
        py.call(&Value::Class(class), Arguments::positional(values))
    }),
];

/// `__new__` of a named tuple, which binds the fields as parameters.
fn named_tuple_new(name: &str, fields: &[Rc<str>]) -> Value {
    let qualname = format!("{name}.__new__");
    let fields = fields.to_vec();
    let code = move |py: &mut Interpreter, mut arguments: Arguments| {
        let Some(Value::Class(class)) = arguments.take_receiver() else {
            return Ok(Value::None);
        };
        let defaults = match class.lookup("_field_defaults") {
            Some(Value::Dict(dict)) => dict.borrow().clone(),
            _ => Dict::default(),
        };
        let mut parameters = crate::python::arguments::Parameters {
            positional: fields.len(),
            names: fields.clone(),
            ..Default::default()
        };
        let defaulted = fields
            .iter()
            .map(|field| defaults.get_text(field).is_some());
        parameters.defaulted = defaulted.collect();
        let name = format!("{}.__new__", class.name);
        let mut filled = parameters
            .fill(&name, 1, arguments)
            .map_err(|message| py.type_error(message))?;
        for (slot, field) in filled.slots.iter_mut().zip(&fields) {
            if slot.is_none() {
                *slot = defaults.get_text(field).cloned();
            }
        }
        if let Some(message) = parameters.missing(&name, &filled.slots) {
            return Err(py.type_error(message));
        }
        let items = filled.slots.into_iter().flatten().collect();
        let tuple = Arguments::positional(vec![Value::tuple(items)]);
        py.new_instance(&class, &tuple)
    };
    let function =
        NativeFunction::bound("__new__", &qualname, "collections", Binding::Static, code);
    Value::NativeFunction(function)
}

/// The module `collections.abc`.
pub(super) fn abstract_module(interpreter: &mut Interpreter) -> Module {
    const NAMES: &[&str] = &[
        "Container",
        "Hashable",
        "Iterable",
        "Iterator",
        "Reversible",
        "Generator",
        "Sized",
        "Callable",
        "Collection",
        "Sequence",
        "MutableSequence",
        "ByteString",
        "Set",
        "MutableSet",
        "Mapping",
        "MutableMapping",
        "MappingView",
        "ItemsView",
        "KeysView",
        "ValuesView",
        "Awaitable",
        "Coroutine",
        "AsyncIterable",
        "AsyncIterator",
        "AsyncGenerator",
    ];
    let module = Module::new("collections.abc");
    for name in NAMES {
        let class = interpreter
            .class_builder(name, "collections.abc")
            .class_method("__class_getitem__", |py, arguments| {
                match arguments.positional.as_slice() {
                    [class, key] => Ok(super::typing::alias(py, class, key)),
                    _ => Ok(Value::None),
                }
            })
            .build();
        module.set(name, Value::Class(class));
    }
    module
}

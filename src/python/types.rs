//! Python's built-in types, as classes.

pub mod byte_array;
mod bytes;
mod code_object;
pub(in crate::python) mod complex;
mod construct;
pub mod descriptor;
pub(in crate::python) mod dict;
pub mod exception;
pub(in crate::python) mod exception_group;
mod float_text;
mod installation;
pub(in crate::python) mod iterator;
pub(in crate::python) mod list;
mod live;
mod memory_view;
pub(in crate::python) mod method;
pub(in crate::python) mod number;
mod number_method;
mod object;
mod operator_method;
pub(in crate::python) mod str;
pub(in crate::python) mod traceback;
pub(in crate::python) mod view;

use std::rc::Rc;

use indexmap::IndexMap;

use super::class::ClassBuilder;
use super::object::NativeClass;
use super::quick_hash::BuildQuickHasher;
use super::value::{Class, Value};
use construct::BuiltinType;
use descriptor::{DescriptorType, SuperType};
use exception::ExceptionType;

/// The built-in classes of an interpreter.
pub struct Types {
    /// `object`, the root.
    pub object: Rc<Class>,
    /// The class of `__dict__` and `globals()`.
    pub(super) live_dict: Rc<Class>,
    by_name: IndexMap<&'static str, Rc<Class>, BuildQuickHasher>,
}

macro_rules! builtin_types {
    ($($(#[$doc:meta])* $method:ident $name:literal $module:literal $base:literal;)*) => {
        /// Name, module and base of each type, bases first.
        const TYPES: &[(&str, &str, &str)] = &[$(($name, $module, $base),)*];

        impl Types {
            $(
                #[doc = concat!("The class `", $name, "`.")]
                pub fn $method(&self) -> Rc<Class> {
                    self.named($name)
                }
            )*
        }
    };
}

builtin_types! {
    type_ "type" "builtins" "object";
    none_type "NoneType" "builtins" "object";
    ellipsis "ellipsis" "builtins" "object";
    not_implemented_type "NotImplementedType" "builtins" "object";
    int "int" "builtins" "object";
    bool "bool" "builtins" "int";
    float "float" "builtins" "object";
    complex "complex" "builtins" "object";
    str "str" "builtins" "object";
    bytes "bytes" "builtins" "object";
    bytearray "bytearray" "builtins" "object";
    list "list" "builtins" "object";
    tuple "tuple" "builtins" "object";
    dict "dict" "builtins" "object";
    set "set" "builtins" "object";
    frozenset "frozenset" "builtins" "object";
    range "range" "builtins" "object";
    slice "slice" "builtins" "object";
    function "function" "builtins" "object";
    builtin_function "builtin_function_or_method" "builtins" "object";
    method "method" "builtins" "object";
    module "module" "builtins" "object";
    property "property" "builtins" "object";
    classmethod "classmethod" "builtins" "object";
    staticmethod "staticmethod" "builtins" "object";
    super_ "super" "builtins" "object";
    generator "generator" "builtins" "object";
    iterator "iterator" "builtins" "object";
    enumerate "enumerate" "builtins" "object";
    zip "zip" "builtins" "object";
    map "map" "builtins" "object";
    filter "filter" "builtins" "object";
    reversed "reversed" "builtins" "object";
    dict_keys "dict_keys" "builtins" "object";
    dict_values "dict_values" "builtins" "object";
    dict_items "dict_items" "builtins" "object";
    mappingproxy "mappingproxy" "builtins" "object";
    traceback "traceback" "builtins" "object";
    cell "cell" "builtins" "object";
    memoryview "memoryview" "builtins" "object";
    list_iterator "list_iterator" "builtins" "object";
    tuple_iterator "tuple_iterator" "builtins" "object";
    str_iterator "str_ascii_iterator" "builtins" "object";
    bytes_iterator "bytes_iterator" "builtins" "object";
    range_iterator "range_iterator" "builtins" "object";
    set_iterator "set_iterator" "builtins" "object";
    key_iterator "dict_keyiterator" "builtins" "object";
    value_iterator "dict_valueiterator" "builtins" "object";
    item_iterator "dict_itemiterator" "builtins" "object";
    reverse_key_iterator "dict_reversekeyiterator" "builtins" "object";
    reverse_list_iterator "list_reverseiterator" "builtins" "object";
    callable_iterator "callable_iterator" "builtins" "object";
    chain "chain" "itertools" "object";
    count "count" "itertools" "object";
    cycle "cycle" "itertools" "object";
    repeat "repeat" "itertools" "object";
    islice "islice" "itertools" "object";
    takewhile "takewhile" "itertools" "object";
    dropwhile "dropwhile" "itertools" "object";
    filterfalse "filterfalse" "itertools" "object";
    starmap "starmap" "itertools" "object";
    accumulate "accumulate" "itertools" "object";
    compress "compress" "itertools" "object";
    zip_longest "zip_longest" "itertools" "object";
    pairwise "pairwise" "itertools" "object";
    product "product" "itertools" "object";
    permutations "permutations" "itertools" "object";
    combinations "combinations" "itertools" "object";
}

impl Types {
    pub(super) fn new() -> Self {
        let object = root();
        let mut types = Self {
            object: object.clone(),
            live_dict: object.clone(),
            by_name: IndexMap::default(),
        };
        types.by_name.insert("object", object.clone());
        for (name, module, base) in TYPES {
            let native: Rc<dyn NativeClass> = match *name {
                "property" | "classmethod" | "staticmethod" => Rc::new(DescriptorType),
                "super" => Rc::new(SuperType),
                name => Rc::new(BuiltinType(name)),
            };
            let builder = ClassBuilder::new(name, module, &object).native(native);
            types
                .by_name
                .insert(name, builder.base(&types.named(base)).build());
        }
        for (name, bases) in exception::HIERARCHY {
            let mut builder = ClassBuilder::new(name, "builtins", &object);
            for base in *bases {
                builder = builder.base(&types.named(base));
            }
            if *name == "BaseException" {
                builder = builder.native(Rc::new(ExceptionType));
            }
            types.by_name.insert(name, builder.build());
        }
        installation::install_all(&types);
        types.live_dict = live::class(&object, &types.dict());
        types
    }

    /// A built-in class by its name.
    pub fn find(&self, name: &str) -> Option<Rc<Class>> {
        self.by_name.get(name).cloned()
    }

    /// Whether the class is one of these, and not of the program or the host.
    pub fn is_builtin(&self, class: &Rc<Class>) -> bool {
        self.by_name
            .get(class.name.as_ref())
            .is_some_and(|own| Rc::ptr_eq(own, class))
    }

    /// `RuntimeError`.
    pub fn runtime_error(&self) -> Rc<Class> {
        self.named("RuntimeError")
    }

    /// The classes of iterators.
    pub(super) fn iterators(&self) -> impl Iterator<Item = &Rc<Class>> {
        const NAMES: &[&str] = &["iterator", "enumerate", "zip", "map", "filter", "reversed"];
        self.by_name.values().filter(|class| {
            let name = class.name.as_ref();
            name.ends_with("iterator") || &*class.module == "itertools" || NAMES.contains(&name)
        })
    }

    /// Every class, in order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<Class>> {
        self.by_name.values()
    }

    /// An exception instance.
    pub fn exception(&self, class: &Rc<Class>, arguments: Vec<Value>) -> Value {
        exception::instance(class, arguments)
    }

    /// `type(value)`.
    pub fn class_of(&self, value: &Value) -> Rc<Class> {
        if let Some(class) = self.plain_class(value) {
            return class.clone();
        }
        let name = match value {
            Value::Iterator(native) => {
                let name = native.type_name();
                name.strip_prefix("itertools.").unwrap_or(name)
            }
            Value::Ellipsis => "ellipsis",
            Value::NotImplemented => "NotImplementedType",
            Value::Function(_) => "function",
            Value::NativeFunction(_) => "builtin_function_or_method",
            Value::BoundMethod(_) => "method",
            Value::Class(class) => {
                return class
                    .mro()
                    .find_map(|owner| match owner.get("__metaclass__") {
                        Some(Value::Class(metaclass)) => Some(metaclass),
                        _ => None,
                    })
                    .unwrap_or_else(|| self.type_());
            }
            _ => "module",
        };
        self.named(name)
    }

    /// The class of a value whose attributes are those of its class, and of an instance its own.
    pub(super) fn plain_class<'a>(&'a self, value: &'a Value) -> Option<&'a Rc<Class>> {
        let at = match value {
            Value::Instance(instance) => return Some(&instance.class),
            Value::None => const { place("NoneType") },
            Value::Bool(_) => const { place("bool") },
            Value::Int(_) | Value::BigInt(_) => const { place("int") },
            Value::Float(_) => const { place("float") },
            Value::Str(_) => const { place("str") },
            Value::Bytes(_) => const { place("bytes") },
            Value::List(_) => const { place("list") },
            Value::Tuple(_) => const { place("tuple") },
            Value::Dict(_) => const { place("dict") },
            Value::Set(_) => const { place("set") },
            Value::FrozenSet(_) => const { place("frozenset") },
            Value::Range(..) => const { place("range") },
            Value::Slice(_) => const { place("slice") },
            _ => return None,
        };
        self.by_name.get_index(at).map(|(_, class)| class)
    }

    /// A class that is known to exist; `object` otherwise.
    fn named(&self, name: &str) -> Rc<Class> {
        self.find(name).unwrap_or_else(|| self.object.clone())
    }
}

/// Where [`Types`] has a type: after `object`, in the order of [`TYPES`].
const fn place(name: &str) -> usize {
    let mut at = 0;
    while !is_same(TYPES[at].0.as_bytes(), name.as_bytes()) {
        at += 1;
    }
    at + 1
}

const fn is_same(left: &[u8], right: &[u8]) -> bool {
    let mut at = 0;
    while at < left.len() && at < right.len() && left[at] == right[at] {
        at += 1;
    }
    at == left.len() && at == right.len()
}

/// `object` has no base, which the builder cannot express.
fn root() -> Rc<Class> {
    Rc::new(Class {
        name: "object".into(),
        qualname: "object".into(),
        module: "builtins".into(),
        bases: Vec::new(),
        ancestors: Vec::new(),
        attributes: Default::default(),
        native: None,
        attachment: std::cell::RefCell::default(),
        span: None,
    })
}

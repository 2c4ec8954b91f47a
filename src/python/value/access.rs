//! Making values and taking them apart, for the host.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use num_bigint::BigInt;

use super::{
    Binding, Class, Dict, Function, HashKey, Instance, List, Module, Namespace, NativeFunction,
    Tuple, Value,
};
use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{NativeClass, NativeObject};
use crate::python::set_order::{
    Filled, Hash, hash_bytes, hash_int, hash_text, hash_tuple, set_order,
};

impl Value {
    /// A `str`.
    pub fn str(text: impl Into<Rc<str>>) -> Self {
        Self::Str(text.into())
    }

    /// An `int`.
    pub fn int(number: i64) -> Self {
        Self::Int(number)
    }

    /// An `int` of any size.
    pub fn big(number: BigInt) -> Self {
        match i64::try_from(&number) {
            Ok(small) => Self::Int(small),
            Err(_) => Self::BigInt(Rc::new(number)),
        }
    }

    /// A `bytes`.
    pub fn bytes(bytes: impl Into<Rc<[u8]>>) -> Self {
        Self::Bytes(bytes.into())
    }

    /// A `list`.
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(Rc::new(List::new(items)))
    }

    /// A `tuple`.
    pub fn tuple(items: Vec<Self>) -> Self {
        Self::Tuple(Rc::new(Tuple::new(items)))
    }

    /// A `dict`.
    pub fn dict(dict: Dict) -> Self {
        Self::Dict(Rc::new(RefCell::new(dict)))
    }

    /// A `set`.
    pub fn set(dict: Dict) -> Self {
        Self::Set(Rc::new(RefCell::new(dict)))
    }

    /// A native function that belongs to no class.
    pub fn function(
        name: &str,
        module: &str,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Self> + 'static,
    ) -> Self {
        Self::NativeFunction(NativeFunction::new(name, module, code))
    }

    /// An iterator of the host.
    pub fn iterator(iterator: impl NativeObject) -> Self {
        Self::Iterator(Rc::new(iterator))
    }

    /// Whether it is `None`.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// The text of a `str`, also of an instance of a subclass of `str`.
    pub fn as_str(&self) -> Option<&str> {
        match self.unboxed() {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The shared text of a `str`, also of an instance of a subclass of `str`.
    pub fn as_text(&self) -> Option<Rc<str>> {
        match self.unboxed() {
            Self::Str(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The number of a `bool` or of an `int` that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self.unboxed() {
            Self::Int(number) => Some(*number),
            Self::Bool(truth) => Some(i64::from(*truth)),
            _ => None,
        }
    }

    /// The number of a `bool` or `int`, however large.
    pub fn as_bigint(&self) -> Option<BigInt> {
        match self.unboxed() {
            Self::BigInt(number) => Some(number.as_ref().clone()),
            other => other.as_i64().map(BigInt::from),
        }
    }

    /// The number of a `float`.
    pub fn as_f64(&self) -> Option<f64> {
        match self.unboxed() {
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// `True` or `False`, not other values' truth: that is [`Interpreter::truthy`].
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The items of a `list` or `tuple`, copied; `None` for everything else.
    pub fn as_sequence(&self) -> Option<Vec<Self>> {
        match self.unboxed() {
            Self::List(items) => Some(items.borrow().clone()),
            Self::Tuple(items) => Some(items.to_vec()),
            _ => None,
        }
    }

    /// The class, when the value is one.
    pub fn as_class(&self) -> Option<&Rc<Class>> {
        match self {
            Self::Class(class) => Some(class),
            _ => None,
        }
    }

    /// The instance, when the value is one.
    pub fn as_instance(&self) -> Option<&Rc<Instance>> {
        match self {
            Self::Instance(instance) => Some(instance),
            _ => None,
        }
    }

    /// The module, when the value is one.
    pub fn as_module(&self) -> Option<&Rc<Module>> {
        match self {
            Self::Module(module) => Some(module),
            _ => None,
        }
    }

    /// The host's part of an instance, when it is a `T`.
    pub fn native<T: NativeObject>(&self) -> Option<&T> {
        match self {
            Self::Instance(instance) => instance.native::<T>(),
            Self::Iterator(native) => native.as_any().downcast_ref(),
            _ => None,
        }
    }

    /// Whether both are the same object: `is`.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None)
            | (Self::Ellipsis, Self::Ellipsis)
            | (Self::NotImplemented, Self::NotImplemented) => true,
            (Self::Bool(left), Self::Bool(right)) => left == right,
            (Self::Int(left), Self::Int(right)) => left == right,
            (Self::Float(left), Self::Float(right)) => left.to_bits() == right.to_bits(),
            (Self::Str(left), Self::Str(right)) => Rc::ptr_eq(left, right) || left == right,
            (Self::Tuple(left), Self::Tuple(right)) if left.is_empty() => right.is_empty(),
            _ => {
                matches!((self.address(), other.address()), (Some(left), Some(right)) if left == right)
            }
        }
    }

    /// The address of what the value points to; `None` for values without identity of their own.
    pub fn address(&self) -> Option<usize> {
        let pointer: *const () = match self {
            Self::BigInt(it) => Rc::as_ptr(it).cast(),
            Self::Bytes(it) => Rc::as_ptr(it).cast(),
            Self::List(it) => Rc::as_ptr(it).cast(),
            Self::Tuple(it) => Rc::as_ptr(it).cast(),
            Self::Dict(it) | Self::Set(it) => Rc::as_ptr(it).cast(),
            Self::FrozenSet(it) => Rc::as_ptr(it).cast(),
            Self::Slice(it) => Rc::as_ptr(it).cast(),
            Self::Function(it) => Rc::as_ptr(it).cast(),
            Self::NativeFunction(it) => Rc::as_ptr(it).cast(),
            Self::BoundMethod(it) => Rc::as_ptr(it).cast(),
            Self::Class(it) => Rc::as_ptr(it).cast(),
            Self::Instance(it) => Rc::as_ptr(it).cast(),
            Self::Module(it) => Rc::as_ptr(it).cast(),
            Self::Iterator(it) => Rc::as_ptr(it).cast(),
            Self::Str(it) => Rc::as_ptr(it).cast(),
            _ => return None,
        };
        Some(pointer as usize)
    }

    /// The built-in value that an instance of a subclass of a built-in type carries; itself for
    /// every other value.
    pub fn unboxed(&self) -> &Self {
        match self {
            Self::Instance(instance) => match instance.native::<Boxed>() {
                Some(inner) => &inner.0,
                None => self,
            },
            _ => self,
        }
    }
}

/// The host's part of an instance of a subclass of a built-in type: the built-in value.
pub struct Boxed(pub Value);

impl NativeObject for Boxed {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.push(std::mem::replace(&mut self.0, Value::None));
    }
}

impl HashKey {
    /// CPython's `hash()`, which for texts is that of `PYTHONHASHSEED=0`; `None` where it is an address,
    /// or the sandbox does not know it.
    pub fn python_hash(&self) -> Option<Hash> {
        match self {
            Self::Int(number) => Some(hash_int(*number)),
            Self::BigInt(number) => Some(crate::python::text::bigint_hash(number).cast_unsigned()),
            Self::Float(bits) => {
                let number = f64::from_bits(*bits);
                Some(crate::python::text::float_hash(number).cast_unsigned())
            }
            Self::Str(text) => Some(hash_text(text)),
            Self::Bytes(bytes) => Some(hash_bytes(bytes)),
            Self::Tuple(items) => {
                let items: Option<Vec<Hash>> = items.iter().map(Self::python_hash).collect();
                items.map(|items| hash_tuple(&items))
            }
            Self::Native("hash", own) => match own.as_ref() {
                Self::Tuple(parts) => match parts.first() {
                    Some(Self::BigInt(hash)) => i64::try_from(hash).ok().map(i64::cast_unsigned),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }
}

impl Instance {
    /// An instance without attributes.
    pub fn new(class: &Rc<Class>) -> Rc<Self> {
        Rc::new(Self {
            class: class.clone(),
            attributes: RefCell::default(),
            native: OnceCell::new(),
            arguments: Arguments::default(),
            span: None,
        })
    }

    /// An instance with the host's part.
    pub fn with_native(class: &Rc<Class>, native: Rc<dyn NativeObject>) -> Rc<Self> {
        let instance = Self::new(class);
        // The cell is new, so it is empty.
        let _ = instance.native.set(native);
        instance
    }

    /// The host's part, when it is a `T`.
    pub fn native<T: NativeObject>(&self) -> Option<&T> {
        self.native.get()?.as_any().downcast_ref()
    }

    /// An attribute of the instance's own `__dict__`.
    pub fn get(&self, name: &str) -> Option<Value> {
        named(&self.attributes.borrow(), name).cloned()
    }

    /// Sets an attribute of the instance's own `__dict__`.
    pub fn set(&self, name: &str, value: Value) {
        let mut attributes = self.attributes.borrow_mut();
        // A name that is there already is not copied again.
        match attributes.get_mut(name) {
            Some(place) => *place = value,
            None => drop(attributes.insert(name.into(), value)),
        }
    }
}

/// The value of a name. Among a few, looking at each is quicker than hashing the name.
fn named<'a>(names: &'a Namespace, name: &str) -> Option<&'a Value> {
    const FEW: usize = 8;
    if names.len() > FEW {
        return names.get(name);
    }
    let (_, value) = names.iter().find(|(known, _)| known.as_ref() == name)?;
    Some(value)
}

impl Module {
    /// A module of the host, without a file.
    pub fn new(name: &str) -> Self {
        let mut globals = Namespace::default();
        globals.insert("__name__".into(), Value::str(name));
        Self {
            name: name.into(),
            file: None,
            is_partial: false,
            globals: RefCell::new(globals),
        }
    }

    /// The module with one more name.
    #[must_use]
    pub fn with(self, name: &str, value: Value) -> Self {
        self.set(name, value);
        self
    }

    /// The module with a class under the class's own name.
    #[must_use]
    pub fn with_class(self, class: &Rc<Class>) -> Self {
        self.set(&class.name, Value::Class(class.clone()));
        self
    }

    /// The module with a function of the host.
    #[must_use]
    pub fn with_function(
        self,
        name: &str,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
    ) -> Self {
        let function = Value::function(name, &self.name, code);
        self.with(name, function)
    }

    /// A global, or `None`.
    pub fn get(&self, name: &str) -> Option<Value> {
        self.globals.borrow().get(name).cloned()
    }

    /// Sets a global.
    pub fn set(&self, name: &str, value: Value) {
        self.globals.borrow_mut().insert(name.into(), value);
    }
}

impl NativeFunction {
    /// A function of a module.
    pub fn new(
        name: &str,
        module: &str,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
    ) -> Rc<Self> {
        Self::bound(name, name, module, Binding::Static, code)
    }

    /// A function as a class attribute: `qualname` is `Class.name`.
    pub fn bound(
        name: &str,
        qualname: &str,
        module: &str,
        binding: Binding,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
    ) -> Rc<Self> {
        Rc::new(Self {
            name: name.into(),
            qualname: qualname.into(),
            module: module.into(),
            binding,
            code: Box::new(code),
            declared: None,
        })
    }
}

impl Function {
    /// Whether a `lambda` made it.
    pub fn is_lambda(&self) -> bool {
        self.name.as_ref() == "<lambda>"
    }

    /// The parameters for one argument each: the positional ones first, then the keyword-only.
    pub fn parameter_names(&self) -> &[Rc<str>] {
        let parameters = &self.code.code.parameters;
        let single = parameters.positional + parameters.keyword_only;
        parameters.names.get(..single).unwrap_or_default()
    }
}

impl Class {
    /// The class itself and its ancestors: `__mro__`.
    pub fn mro(self: &Rc<Self>) -> impl Iterator<Item = &Rc<Self>> {
        std::iter::once(self).chain(self.ancestors.iter())
    }

    /// The behaviour of the nearest class in the method resolution order that has one.
    pub fn native(self: &Rc<Self>) -> Option<Rc<dyn NativeClass>> {
        // The mixed-in built-in type of `class Color(str, Enum)` comes first in the order, but what
        // it does for a class is only to construct.
        // Nor does a mixin of which the sandbox has only the name.
        let own = self.mro().filter(|class| &*class.module != "builtins");
        let mut own = own.filter_map(|class| class.native.clone());
        let found = own.find(|native| native.inert_path().is_none());
        let found = found.or_else(|| {
            self.mro()
                .find_map(|class| class.native.clone().filter(|it| it.inert_path().is_some()))
        });
        found.or_else(|| self.mro().find_map(|class| class.native.clone()))
    }

    /// An attribute of the class or of an ancestor, unbound.
    pub fn lookup(self: &Rc<Self>, name: &str) -> Option<Value> {
        self.mro().find_map(|class| class.get(name))
    }

    /// The nearest class in the method resolution order that defines the attribute, and the value.
    pub fn lookup_with_owner(self: &Rc<Self>, name: &str) -> Option<(Rc<Self>, Value)> {
        self.mro()
            .find_map(|class| class.get(name).map(|value| (class.clone(), value)))
    }

    /// An attribute of the class's own `__dict__`.
    pub fn get(&self, name: &str) -> Option<Value> {
        named(&self.attributes.borrow(), name).cloned()
    }

    /// Sets an attribute of the class's own `__dict__`.
    pub fn set(&self, name: &str, value: Value) {
        self.attributes.borrow_mut().insert(name.into(), value);
    }

    /// Removes an attribute of the class's own `__dict__`.
    pub fn remove(&self, name: &str) -> Option<Value> {
        self.attributes.borrow_mut().shift_remove(name)
    }

    /// `issubclass(self, other)`.
    pub fn is_subclass(self: &Rc<Self>, other: &Rc<Self>) -> bool {
        self.mro().any(|class| Rc::ptr_eq(class, other))
    }

    /// `module.qualname`: how texts name the class.
    pub fn path(&self) -> String {
        if self.module.as_ref() == "builtins" {
            return self.qualname.to_string();
        }
        format!("{}.{}", self.module, self.qualname)
    }

    /// The documentation string.
    pub fn doc(&self) -> Option<Rc<str>> {
        self.get("__doc__").and_then(|doc| doc.as_text())
    }
}

impl Dict {
    /// A dict with text keys.
    pub fn from_text_keys<Key: Into<Rc<str>>>(
        entries: impl IntoIterator<Item = (Key, Value)>,
    ) -> Self {
        let mut dict = Self::default();
        for (key, value) in entries {
            dict.set_text(key, value);
        }
        dict
    }

    /// The entries whose keys are texts.
    pub fn text_entries(&self) -> Namespace {
        let entries = self.pairs();
        entries
            .filter_map(|(key, value)| Some((key.as_text()?, value.clone())))
            .collect()
    }

    /// Sets the value of a text key.
    pub fn set_text(&mut self, key: impl Into<Rc<str>>, value: Value) {
        let key = key.into();
        self.insert(HashKey::Str(key.clone()), Value::Str(key), value);
    }

    /// The value of a text key.
    pub fn get_text(&self, key: &str) -> Option<&Value> {
        // A lookup in a map keyed by `HashKey` needs an owned key.
        self.entries
            .get(&HashKey::Str(key.into()))
            .map(|(_, value)| value)
    }

    /// Sets a value; an equal key that is there already stays, as in Python.
    pub fn insert(&mut self, hash: HashKey, key: Value, value: Value) {
        match self.entries.entry(hash) {
            indexmap::map::Entry::Occupied(mut entry) => entry.get_mut().1 = value,
            indexmap::map::Entry::Vacant(entry) => {
                entry.insert((key, value));
            }
        }
    }

    /// The keys as a set of them is iterated over: numbers by their hashes, as every Python does;
    /// what Python hashes differently each time in the order in which it was put in. What was taken
    /// out leaves no gap here, as it does in Python until the table grows.
    pub fn keys_in_set_order(&self) -> Vec<Value> {
        let hashes = self.entries.keys().map(HashKey::python_hash);
        let Some(hashes) = hashes.collect::<Option<Vec<Hash>>>() else {
            return self.keys().cloned().collect();
        };
        let hash = |place: &usize| hashes.get(*place).copied().unwrap_or_default();
        set_order(0..hashes.len(), Filled::OneByOne, hash)
            .into_iter()
            .filter_map(|place| self.entries.get_index(place))
            .map(|(_, (key, _))| key.clone())
            .collect()
    }

    /// Keys and values, in order.
    pub fn pairs(&self) -> impl DoubleEndedIterator<Item = (&Value, &Value)> {
        self.entries.values().map(|(key, value)| (key, value))
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.entries.values().map(|(key, _)| key)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

//! What an expression evaluates to.

pub mod access;
mod class_names;
mod dismantle;
mod take_apart;
pub use class_names::ClassNames;
pub(super) use class_names::{Found, Recipe};
pub(super) use dismantle::{dismantle, let_go};
pub(in crate::python) use take_apart::take_apart;

use std::cell::{OnceCell, Ref, RefCell, RefMut};
use std::ops::Deref;
use std::rc::Rc;

use indexmap::IndexMap;
use num_bigint::BigInt;

use super::arguments::Arguments;
use super::error::{PyResult, Span};
use super::interpreter::Interpreter;
use super::machine::FunctionBody;
use super::object::{NativeClass, NativeObject};
use super::quick_hash::BuildQuickHasher;
use super::types::method::DeclaredMethod;

/// Named values in definition order: a class's or a module's `__dict__`.
pub type Namespace = IndexMap<Rc<str>, Value, BuildQuickHasher>;

/// A Python value. Cloning copies a pointer, as assignment does in Python.
#[derive(Clone)]
pub enum Value {
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `NotImplemented`.
    NotImplemented,
    /// `True`, `False`.
    Bool(bool),
    /// An integer that fits 64 bits.
    Int(i64),
    /// An integer that does not fit 64 bits, never one that does.
    BigInt(Rc<BigInt>),
    /// `float`.
    Float(f64),
    /// `str`.
    Str(Rc<str>),
    /// `bytes`.
    Bytes(Rc<[u8]>),
    /// `list`.
    List(Rc<List>),
    /// `tuple`.
    Tuple(Rc<Tuple>),
    /// `dict`.
    Dict(Rc<RefCell<Dict>>),
    /// `set`, as a dict whose values are ignored: insertion-ordered, so iteration is deterministic.
    Set(Rc<RefCell<Dict>>),
    /// `frozenset`.
    FrozenSet(Rc<Dict>),
    /// `range(start, stop, step)`.
    Range(i64, i64, i64),
    /// `slice(start, stop, step)`.
    Slice(Rc<(Value, Value, Value)>),
    /// A function of the program: `def`, `lambda`.
    Function(Rc<Function>),
    /// A function of the host.
    NativeFunction(Rc<NativeFunction>),
    /// A method bound to its receiver.
    BoundMethod(Rc<BoundMethod>),
    /// A class, the host's or the program's, and the built-in types (`int`, `str`, …).
    Class(Rc<Class>),
    /// An instance of a class. Everything that has no variant of its own is one: `datetime`,
    /// `Decimal`, `UUID`, compiled patterns, enum members, Django's fields, exceptions.
    Instance(Rc<Instance>),
    /// A module.
    Module(Rc<Module>),
    /// An iterator or generator, opaque outside the evaluator.
    Iterator(Rc<dyn NativeObject>),
}

/// The items of a `list`.
#[derive(Default)]
pub struct List(RefCell<Vec<Value>>);

impl List {
    /// A list of these items.
    pub fn new(items: Vec<Value>) -> Self {
        Self(RefCell::new(items))
    }

    /// The items, for reading.
    pub fn borrow(&self) -> Ref<'_, Vec<Value>> {
        self.0.borrow()
    }

    /// The items, for changing.
    pub fn borrow_mut(&self) -> RefMut<'_, Vec<Value>> {
        self.0.borrow_mut()
    }
}

/// The items of a `tuple`; a slice of values to read.
#[derive(Default)]
pub struct Tuple(Vec<Value>);

impl Tuple {
    /// A tuple of these items.
    pub fn new(items: Vec<Value>) -> Self {
        Self(items)
    }
}

impl Deref for Tuple {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.0
    }
}

/// A hash table in insertion order, keyed by Python's `==` and `hash()`.
///
/// Keys that are equal in Python (`1`, `1.0`, `True`) are one key.
#[derive(Clone, Default)]
pub struct Dict {
    /// Entries by the key's canonical form.
    pub entries: IndexMap<HashKey, (Value, Value), BuildQuickHasher>,
}

/// The canonical form of a hashable value, equal exactly when the values are equal in Python.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HashKey {
    /// `None`.
    None,
    /// `bool`, `int`, and floats with an integral value, within 64 bits.
    Int(i64),
    /// The same beyond 64 bits.
    BigInt(BigInt),
    /// A float without an integral value, by its bits.
    Float(u64),
    /// `str`.
    Str(Rc<str>),
    /// `bytes`.
    Bytes(Rc<[u8]>),
    /// `tuple`.
    Tuple(Vec<HashKey>),
    /// `frozenset`, sorted.
    Set(Vec<HashKey>),
    /// A value that is equal only to itself, by its address.
    Identity(usize),
    /// A host object with equality of its own: its class's name and its key.
    Native(&'static str, Box<HashKey>),
}

/// What a host attaches to a class.
pub trait Attachment: std::any::Any {
    /// Gives up the values that it holds: they may hold the class.
    fn give_up(&self);

    /// Itself, for [`Rc::downcast`].
    fn into_any(self: Rc<Self>) -> Rc<dyn std::any::Any>;
}

/// A class: of the program, of the host (with `native`), or built in.
pub struct Class {
    /// `__name__`.
    pub name: Rc<str>,
    /// `__qualname__`: `Outer.Inner`.
    pub qualname: Rc<str>,
    /// `__module__`.
    pub module: Rc<str>,
    /// `__bases__`.
    pub bases: Vec<Rc<Class>>,
    /// The classes after this one in `__mro__`; the class itself comes first and is not repeated here.
    pub ancestors: Vec<Rc<Class>>,
    /// `__dict__`, in definition order, without `__module__` and `__qualname__`.
    pub attributes: ClassNames,
    /// The host's behaviour. A subclass finds its nearest ancestor's with [`Class::native`].
    pub native: Option<Rc<dyn NativeClass>>,
    /// What the host attached when the class was created: Django's `_meta`.
    pub attachment: RefCell<Option<Rc<dyn Attachment>>>,
    /// Where the class statement stands.
    pub span: Option<Span>,
}

/// An instance of a class.
pub struct Instance {
    /// `type(self)`.
    pub class: Rc<Class>,
    /// `__dict__`.
    pub attributes: RefCell<Namespace>,
    /// The host's part, set by the native class's `init`.
    pub native: OnceCell<Rc<dyn NativeObject>>,
    /// The arguments the instance was made with: what `@deconstructible` records.
    pub arguments: Arguments,
    /// Where the call stands that made it.
    pub span: Option<Span>,
}

/// A module, whole or while it is being executed.
pub struct Module {
    /// `__name__`.
    pub name: Rc<str>,
    /// The project path of its file, if it has one.
    pub file: Option<Rc<str>>,
    /// Whether the tables of names know what its file leaves out.
    pub is_partial: bool,
    /// Its globals.
    pub globals: RefCell<Namespace>,
}

/// A function of the program.
pub struct Function {
    /// `__name__`; `<lambda>` for a lambda.
    pub name: Rc<str>,
    /// `__qualname__`.
    pub qualname: Rc<str>,
    /// `__module__`.
    pub module: Rc<str>,
    /// `__doc__`.
    pub doc: Option<Rc<str>>,
    /// `__dict__`.
    pub attributes: RefCell<Namespace>,
    /// Code, defaults and closure.
    pub(in crate::python) code: Rc<FunctionBody>,
    /// Where the `def` or `lambda` stands.
    pub span: Option<Span>,
}

/// What a native function runs.
pub type NativeCode = dyn Fn(&mut Interpreter, Arguments) -> PyResult<Value>;

/// A function of the host. As a class attribute it binds like a Python function: `self` is the
/// first positional argument.
pub struct NativeFunction {
    /// `__name__`.
    pub name: Rc<str>,
    /// `__qualname__`, as error messages write it: `Field.deconstruct`.
    pub qualname: Rc<str>,
    /// `__module__`: what the migration writer imports it from.
    pub module: Rc<str>,
    /// How it binds as a class attribute.
    pub binding: Binding,
    /// The code.
    pub code: Box<NativeCode>,
    /// The declaration, when it is a method of a built-in type: calls by position go there directly.
    pub(in crate::python) declared: Option<DeclaredMethod>,
}

/// How a function behaves as a class attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Receives the instance first.
    Method,
    /// Receives the class first.
    ClassMethod,
    /// Receives nothing.
    Static,
    /// Is called at attribute access.
    Property,
}

/// A function together with the receiver it was looked up on.
pub struct BoundMethod {
    /// `__self__`: the instance, or the class of a class method.
    pub receiver: Value,
    /// `__func__`.
    pub function: Value,
}

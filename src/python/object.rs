//! How the host gives the evaluator classes and objects of its own.

use std::any::Any;
use std::rc::Rc;

use super::arguments::Arguments;
use super::error::PyResult;
use super::interpreter::Interpreter;
use super::value::{Class, HashKey, Instance, Value};

/// A Python binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the operator it names")]
pub enum BinaryOperator {
    Add,
    Sub,
    Mul,
    MatMul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
}

/// A Python unary operator other than `not`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the operator it names")]
pub enum UnaryOperator {
    Negative,
    Positive,
    Invert,
}

/// The behaviour of a class that the host declares. Subclasses written in Python inherit it.
pub trait NativeClass {
    /// `__new__`: what `C(…)` evaluates to. `None` for an ordinary instance. When the answer is an
    /// instance of `class`, `init` follows. Asked of every class in the method resolution order
    /// until one answers.
    ///
    /// # Errors
    ///
    /// What the constructor raises.
    fn create(
        &self,
        _interpreter: &mut Interpreter,
        _class: &Rc<Class>,
        _arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        Ok(None)
    }

    /// `__init__`: reads the arguments (without `self`) and sets `instance.native` or attributes.
    ///
    /// Called for `C(…)` when no class nearer in the method resolution order defines `__init__`,
    /// and for `super().__init__(…)`.
    ///
    /// # Errors
    ///
    /// A `TypeError` with CPython's text when the arguments do not fit, or what the class raises.
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()>;

    /// The metaclass's `__call__`: `C(…)` itself, before any instance exists. `None` makes an
    /// instance as usual.
    ///
    /// # Errors
    ///
    /// What the call raises.
    fn class_call(
        &self,
        _interpreter: &mut Interpreter,
        _class: &Rc<Class>,
        _arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        Ok(None)
    }

    /// The metaclass's `__iter__`: `for member in C`.
    fn class_iterate(
        &self,
        _interpreter: &mut Interpreter,
        _class: &Rc<Class>,
    ) -> Option<PyResult<Vec<Value>>> {
        None
    }

    /// The metaclass's `__getitem__`: `C[key]`.
    fn class_item(
        &self,
        _interpreter: &mut Interpreter,
        _class: &Rc<Class>,
        _key: &Value,
    ) -> Option<PyResult<Value>> {
        None
    }

    /// The metaclass's `__contains__`: `value in C`.
    fn class_contains(
        &self,
        _interpreter: &mut Interpreter,
        _class: &Rc<Class>,
        _value: &Value,
    ) -> Option<PyResult<bool>> {
        None
    }

    /// The metaclass's `__setattr__`, and its `__delattr__` when there is no value. `None` sets the
    /// attribute as usual.
    fn class_set_attribute(
        &self,
        _interpreter: &mut Interpreter,
        _class: &Rc<Class>,
        _name: &str,
        _value: Option<&Value>,
    ) -> Option<PyResult<()>> {
        None
    }

    /// The metaclass's `__repr__`.
    fn class_repr(&self, _class: &Rc<Class>) -> Option<String> {
        None
    }

    /// The namespace's work: a name in the body of a class statement whose first base has this
    /// behaviour is assigned. Answers what is stored; `names` are those assigned so far.
    ///
    /// # Errors
    ///
    /// What the namespace raises.
    fn assigned(
        &self,
        _interpreter: &mut Interpreter,
        _base: &Rc<Class>,
        _names: &super::value::Namespace,
        _name: &Rc<str>,
        value: Value,
    ) -> PyResult<Value> {
        Ok(value)
    }

    /// Whether [`Self::assigned`] is to be asked.
    fn watches_assignments(&self) -> bool {
        false
    }

    /// The metaclass's work: called after the body of a class statement whose bases include this
    /// class, directly or not, with the class complete. `keywords` are those of the statement.
    ///
    /// # Errors
    ///
    /// What the metaclass raises.
    fn class_created(
        &self,
        _interpreter: &mut Interpreter,
        _class: &Rc<Class>,
        _keywords: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }

    /// What the sandbox does not have and this class only has the name of.
    fn inert_path(&self) -> Option<&Rc<str>> {
        None
    }

    /// The body of a class that derives from this one to stand in for another.
    fn stand_in_names(&self, _interpreter: &mut Interpreter) -> super::value::Namespace {
        super::value::Namespace::default()
    }

    /// An attribute of the class itself that stands in no `__dict__`: the metaclass's attributes.
    ///
    /// # Errors
    ///
    /// What computing the attribute raises.
    fn class_attribute(
        &self,
        _interpreter: &mut Interpreter,
        _class: &Rc<Class>,
        _name: &str,
    ) -> PyResult<Option<Value>> {
        Ok(None)
    }
}

/// The host's part of an instance. Every method answers `None` for "nothing special here".
pub trait NativeObject: Any {
    /// Itself, for downcasting.
    fn as_any(&self) -> &dyn Any;

    /// The name of the built-in type of an iterator (`Value::Iterator`).
    fn type_name(&self) -> &'static str {
        "iterator"
    }

    /// An attribute computed from the payload; asked after the instance's own `__dict__`.
    fn attribute(&self, _name: &str) -> Option<Value> {
        None
    }

    /// An attribute that takes the interpreter to compute, or that needs the object itself.
    fn get_attribute(
        &self,
        _interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        self.attribute(name).map(Ok)
    }

    /// `this.name = value`; `None` stores it in `__dict__`.
    fn set_attribute(
        &self,
        _interpreter: &mut Interpreter,
        _this: &Value,
        _name: &str,
        _value: &Value,
    ) -> Option<PyResult<()>> {
        None
    }

    /// `__get__`: the object stands as an attribute of a class and is read through the class
    /// (`instance` is `None`) or through an instance.
    fn get(
        &self,
        _interpreter: &mut Interpreter,
        _this: &Value,
        _instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<PyResult<Value>> {
        None
    }

    /// `__set__`: assignment through an instance of the class that has this object as attribute.
    fn set(
        &self,
        _interpreter: &mut Interpreter,
        _this: &Value,
        _instance: &Value,
        _value: &Value,
    ) -> Option<PyResult<()>> {
        None
    }

    /// Whether the object is a data descriptor, which goes before the instance's `__dict__`.
    fn is_data_descriptor(&self) -> bool {
        false
    }

    /// `repr()`.
    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        None
    }

    /// `str()`, when it differs from `repr()`.
    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        None
    }

    /// `==`.
    fn equals(&self, _other: &Value) -> Option<bool> {
        None
    }

    /// `<` as -1, 0, 1.
    fn compare(&self, _other: &Value) -> Option<std::cmp::Ordering> {
        None
    }

    /// Why `<` and its like refuse the other value, when CPython has a text of its own for that.
    fn order_error(
        &self,
        _interpreter: &mut Interpreter,
        _other: &Value,
    ) -> Option<Box<super::error::PyError>> {
        None
    }

    /// `hash()`: the canonical form that is equal when the objects are.
    fn hash_key(&self) -> Option<HashKey> {
        None
    }

    /// Attributes that `__dict__` shows before the instance's own, though the host keeps them.
    fn leading_names(&self) -> &'static [&'static str] {
        &[]
    }

    /// `bool()`.
    fn truth(&self) -> Option<bool> {
        None
    }

    /// `this <operator> other`, or `other <operator> this` when `reflected`.
    fn binary(
        &self,
        _interpreter: &mut Interpreter,
        _operator: BinaryOperator,
        _this: &Value,
        _other: &Value,
        _reflected: bool,
    ) -> Option<PyResult<Value>> {
        None
    }

    /// A unary operator.
    fn unary(
        &self,
        _interpreter: &mut Interpreter,
        _operator: UnaryOperator,
        _this: &Value,
    ) -> Option<PyResult<Value>> {
        None
    }

    /// `this(…)`.
    fn call(
        &self,
        _interpreter: &mut Interpreter,
        _this: &Value,
        _arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        None
    }

    /// `callable(this)`.
    fn is_callable(&self) -> bool {
        false
    }

    /// `iter(this)`, whole.
    fn iterate(&self, _interpreter: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        None
    }

    /// `this[key]`.
    fn item(&self, _interpreter: &mut Interpreter, _key: &Value) -> Option<PyResult<Value>> {
        None
    }

    /// The next value of an iterator; `Ok(None)` at its end.
    fn next(&self, _interpreter: &mut Interpreter) -> Option<PyResult<Option<Value>>> {
        None
    }

    /// `len(this)`.
    fn length(&self, _interpreter: &mut Interpreter) -> Option<PyResult<usize>> {
        None
    }

    /// `value in this`.
    fn contains(&self, _interpreter: &mut Interpreter, _value: &Value) -> Option<PyResult<bool>> {
        None
    }

    /// `this[key] = value`.
    fn set_item(
        &self,
        _interpreter: &mut Interpreter,
        _key: &Value,
        _value: &Value,
    ) -> Option<PyResult<()>> {
        None
    }

    /// `del this[key]`.
    fn delete_item(&self, _interpreter: &mut Interpreter, _key: &Value) -> Option<PyResult<()>> {
        None
    }

    /// Gives up the values it holds, so that long chains are freed without recursion.
    fn release(&mut self, _values: &mut Vec<Value>) {}
}

//! The evaluator's public face.

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;

use super::arguments::Arguments;
use super::class::ClassBuilder;
use super::error::{PyError, PyResult, Span};
use super::object::{BinaryOperator, UnaryOperator};
use super::types::Types;
use super::value::{Class, HashKey, Module, Namespace, Value};

/// Where `import` finds what is not a native module.
pub trait Importer {
    /// The source of a module by its dotted name, or `None` when the project has no such file.
    fn find(&self, dotted: &str) -> Option<Source>;

    /// The project folder of this dotted name, when it is a package without `__init__.py`.
    fn namespace_package(&self, _dotted: &str) -> Option<Rc<str>> {
        None
    }
}

/// The text of a module.
#[derive(Clone)]
pub struct Source {
    /// The project path: `blog/models.py`.
    pub path: Rc<str>,
    /// The text.
    pub text: Rc<str>,
    /// Whether it is a package's `__init__.py`.
    pub is_package: bool,
}

/// What the host decides for a run.
#[derive(Clone)]
pub struct Options {
    /// The folder that project paths are shown under, in tracebacks and in `__file__`.
    pub root: Rc<str>,
    /// The time, in microseconds since 1970-01-01 UTC.
    pub now: i64,
    /// Where deterministic randomness (`uuid4`, `random`) starts.
    pub seed: u64,
    /// The bounds.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        // 2025-01-01 00:00 UTC.
        let now = 1_735_689_600_000_000;
        Self {
            root: "/project".into(),
            now,
            seed: 0,
            limits: Limits::default(),
        }
    }
}

/// The bounds of a run.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Instructions, and work of built-ins in proportion to its size. Reaching it ends the run.
    pub steps: u64,
    /// Nested calls of the program's functions: `RecursionError` beyond.
    pub depth: usize,
    /// Nested calls through the host (`sorted(key=…)`, `__init__`, properties), which use the
    /// host's stack: `RecursionError` beyond.
    pub native_depth: usize,
    /// Bytes of a string or elements of a collection: `MemoryError` beyond.
    pub size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 50_000_000,
            depth: 1000,
            native_depth: 90,
            size: 1 << 24,
        }
    }
}

/// Runs Python: modules, functions and expressions.
pub struct Interpreter {
    pub(super) types: Rc<Types>,
    pub(super) builtins: Rc<Module>,
    pub(super) importer: Rc<dyn Importer>,
    pub(super) options: Options,
    pub(super) registered: IndexMap<Rc<str>, Rc<Module>>,
    pub(super) loaded: IndexMap<Rc<str>, Rc<Module>>,
    pub(super) sources: BTreeMap<Rc<str>, Rc<str>>,
    pub(super) output: String,
    pub(super) counters: Counters,
}

/// What a run has used up.
#[derive(Default)]
pub(super) struct Counters {
    pub steps: u64,
    pub depth: usize,
    pub native_depth: usize,
    pub random: u64,
}

impl Interpreter {
    /// An interpreter with Python's built-ins and the standard library's modules that it knows.
    pub fn new(importer: Rc<dyn Importer>) -> Self {
        Self::with_options(importer, Options::default())
    }

    /// An interpreter with options.
    pub fn with_options(importer: Rc<dyn Importer>, options: Options) -> Self {
        let types = Rc::new(Types::new());
        let builtins = Rc::new(Module::new("builtins"));
        let counters = Counters {
            random: options.seed,
            ..Counters::default()
        };
        Self {
            types,
            builtins,
            importer,
            options,
            registered: IndexMap::new(),
            loaded: IndexMap::new(),
            sources: BTreeMap::new(),
            output: String::new(),
            counters,
        }
    }

    /// The options it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Makes a module of the host importable under its dotted name. When its parent package is
    /// registered too, it becomes the package's attribute.
    pub fn register(&mut self, module: Rc<Module>) {
        let name = module.name.clone();
        for (other, registered) in &self.registered {
            match (name.rsplit_once('.'), other.rsplit_once('.')) {
                (Some((parent, child)), _) if parent == other.as_ref() => {
                    registered.set(child, Value::Module(module.clone()));
                }
                (_, Some((parent, child))) if parent == name.as_ref() => {
                    module.set(child, Value::Module(registered.clone()));
                }
                _ => {}
            }
        }
        self.registered.insert(name, module);
    }

    /// `importlib.import_module(dotted)`: executes it once, then answers from `sys.modules`.
    ///
    /// # Errors
    ///
    /// `ModuleNotFoundError`, or what executing the module raises.
    pub fn import_module(&mut self, dotted: &str) -> PyResult<Rc<Module>> {
        Err(self.unsupported(dotted))
    }

    /// A module that has been imported: `sys.modules.get(dotted)`.
    pub fn module(&self, dotted: &str) -> Option<Rc<Module>> {
        self.loaded.get(dotted).cloned()
    }

    /// The modules that have been imported, in the order their execution began.
    pub fn loaded_modules(&self) -> impl Iterator<Item = &Rc<Module>> {
        self.loaded.values()
    }

    /// Forgets an imported module, so that the next import executes it again.
    pub fn unload(&mut self, dotted: &str) {
        self.loaded.shift_remove(dotted);
    }

    /// `eval(text, names)`; places in errors are in the file `<string>`.
    ///
    /// # Errors
    ///
    /// `SyntaxError`, or what the expression raises.
    pub fn evaluate(&mut self, text: &str, _names: Namespace) -> PyResult<Value> {
        Err(self.unsupported(text))
    }

    /// Executes statements in a module's globals, as the interactive prompt does: the answer is
    /// the value of the last statement when that is an expression.
    ///
    /// # Errors
    ///
    /// `SyntaxError`, or what the statements raise.
    pub fn execute(&mut self, text: &str, _module: &Rc<Module>) -> PyResult<Option<Value>> {
        Err(self.unsupported(text))
    }

    /// What `print` has written since the last call.
    pub fn take_output(&mut self) -> String {
        std::mem::take(&mut self.output)
    }

    /// Adds to what `print` has written.
    pub fn write_output(&mut self, text: &str) {
        self.output.push_str(text);
    }

    /// Starts a class of the host: `name` is its qualified name.
    pub fn class_builder(&self, name: &str, module: &str) -> ClassBuilder {
        ClassBuilder::new(name, module, &self.types.object)
    }

    /// Declares an exception class of the host.
    pub fn exception_class(&self, name: &str, module: &str, bases: &[&Rc<Class>]) -> Rc<Class> {
        bases
            .iter()
            .fold(self.class_builder(name, module), |builder, base| {
                builder.base(base)
            })
            .build()
    }

    /// A built-in type or exception class: `builtin("int")`, `builtin("ValueError")`.
    pub fn builtin(&self, name: &str) -> Option<Rc<Class>> {
        self.types.find(name)
    }

    /// Counts work in proportion to its size.
    ///
    /// # Errors
    ///
    /// The step limit's error, which the program cannot catch.
    pub fn charge(&mut self, work: usize) -> PyResult<()> {
        self.counters.steps = self.counters.steps.saturating_add(work as u64);
        if self.counters.steps <= self.options.limits.steps {
            return Ok(());
        }
        let limit = self.options.limits.steps;
        let mut error = self.raise(
            "TimeoutError",
            format!("the program was stopped after {limit} steps; does it loop for ever?"),
        );
        error.uncatchable = true;
        Err(error)
    }

    /// Checks the size of a string or collection about to be made.
    ///
    /// # Errors
    ///
    /// `MemoryError` when it is above the limit.
    pub fn check_size(&mut self, size: usize) -> PyResult<()> {
        if size > self.options.limits.size {
            return Err(self.raise("MemoryError", ""));
        }
        self.charge(size / 16)
    }

    // Raising.

    /// An error of a built-in exception class; of `RuntimeError` if there is no such class.
    pub fn raise(&self, class: &str, message: impl Into<String>) -> Box<PyError> {
        let class = self
            .types
            .find(class)
            .unwrap_or_else(|| self.types.runtime_error());
        self.raise_class(&class, message)
    }

    /// An error of a class of the host, with the message as its only argument.
    pub fn raise_class(&self, class: &Rc<Class>, message: impl Into<String>) -> Box<PyError> {
        let message: String = message.into();
        let arguments = if message.is_empty() {
            Vec::new()
        } else {
            vec![Value::str(message)]
        };
        self.raise_with(class, arguments)
    }

    /// An error of a class with these arguments, without calling the class.
    pub fn raise_with(&self, class: &Rc<Class>, arguments: Vec<Value>) -> Box<PyError> {
        PyError::new(self.types.exception(class, arguments))
    }

    /// A `TypeError`.
    pub fn type_error(&self, message: impl Into<String>) -> Box<PyError> {
        self.raise("TypeError", message)
    }

    /// A `ValueError`.
    pub fn value_error(&self, message: impl Into<String>) -> Box<PyError> {
        self.raise("ValueError", message)
    }

    /// An `AttributeError`.
    pub fn attribute_error(&self, message: impl Into<String>) -> Box<PyError> {
        self.raise("AttributeError", message)
    }

    /// The error for what the sandbox cannot do; `what` names it.
    pub fn unsupported(&self, what: &str) -> Box<PyError> {
        self.raise(
            "NotImplementedError",
            format!("the sandbox does not support {what}"),
        )
    }

    // Operations on values: Python's built-in functions and operators.

    /// `callable(*arguments)`.
    ///
    /// # Errors
    ///
    /// What the call raises.
    pub fn call(&mut self, _callable: &Value, _arguments: Arguments) -> PyResult<Value> {
        Err(self.unsupported("calls"))
    }

    /// `value.name(*arguments)`.
    ///
    /// # Errors
    ///
    /// What the lookup or the call raises.
    pub fn call_method(
        &mut self,
        value: &Value,
        name: &str,
        arguments: Arguments,
    ) -> PyResult<Value> {
        let method = self.get_attribute(value, name)?;
        self.call(&method, arguments)
    }

    /// `getattr(value, name)`.
    ///
    /// # Errors
    ///
    /// `AttributeError`, or what a property raises.
    pub fn get_attribute(&mut self, _value: &Value, name: &str) -> PyResult<Value> {
        Err(self.unsupported(name))
    }

    /// `getattr(value, name, None)`, with Rust's `None` for a missing attribute.
    ///
    /// # Errors
    ///
    /// What a property raises, other than `AttributeError`.
    pub fn find_attribute(&mut self, value: &Value, name: &str) -> PyResult<Option<Value>> {
        match self.get_attribute(value, name) {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_builtin(self, "AttributeError") => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// `setattr(target, name, value)`.
    ///
    /// # Errors
    ///
    /// `AttributeError`, or what a descriptor raises.
    pub fn set_attribute(&mut self, _target: &Value, name: &str, _value: Value) -> PyResult<()> {
        Err(self.unsupported(name))
    }

    /// `delattr(target, name)`.
    ///
    /// # Errors
    ///
    /// `AttributeError`, or what a descriptor raises.
    pub fn delete_attribute(&mut self, _target: &Value, name: &str) -> PyResult<()> {
        Err(self.unsupported(name))
    }

    /// `value[key]`.
    ///
    /// # Errors
    ///
    /// `KeyError`, `IndexError`, `TypeError`, or what `__getitem__` raises.
    pub fn get_item(&mut self, _value: &Value, _key: &Value) -> PyResult<Value> {
        Err(self.unsupported("items"))
    }

    /// `target[key] = value`.
    ///
    /// # Errors
    ///
    /// `IndexError`, `TypeError`, or what `__setitem__` raises.
    pub fn set_item(&mut self, _target: &Value, _key: &Value, _value: Value) -> PyResult<()> {
        Err(self.unsupported("items"))
    }

    /// `repr(value)`.
    ///
    /// # Errors
    ///
    /// What `__repr__` raises.
    pub fn repr(&mut self, _value: &Value) -> PyResult<Rc<str>> {
        Err(self.unsupported("repr"))
    }

    /// `str(value)`.
    ///
    /// # Errors
    ///
    /// What `__str__` raises.
    pub fn str(&mut self, _value: &Value) -> PyResult<Rc<str>> {
        Err(self.unsupported("str"))
    }

    /// `bool(value)`.
    ///
    /// # Errors
    ///
    /// What `__bool__` or `__len__` raises.
    pub fn truthy(&mut self, _value: &Value) -> PyResult<bool> {
        Err(self.unsupported("bool"))
    }

    /// `left == right`.
    ///
    /// # Errors
    ///
    /// What `__eq__` raises.
    pub fn equals(&mut self, _left: &Value, _right: &Value) -> PyResult<bool> {
        Err(self.unsupported("=="))
    }

    /// `left < right` as an ordering, for sorting.
    ///
    /// # Errors
    ///
    /// `TypeError` when the two have no order.
    pub fn compare(&mut self, _left: &Value, _right: &Value) -> PyResult<std::cmp::Ordering> {
        Err(self.unsupported("<"))
    }

    /// `value in container`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the container is none.
    pub fn contains(&mut self, _container: &Value, _value: &Value) -> PyResult<bool> {
        Err(self.unsupported("in"))
    }

    /// `hash(value)`, as the key of a [`super::Dict`].
    ///
    /// # Errors
    ///
    /// `TypeError` when the value is unhashable.
    pub fn hash_key(&mut self, _value: &Value) -> PyResult<HashKey> {
        Err(self.unsupported("hash"))
    }

    /// `list(value)`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the value is not iterable, or what iterating raises.
    pub fn iterate(&mut self, _value: &Value) -> PyResult<Vec<Value>> {
        Err(self.unsupported("iter"))
    }

    /// `len(value)`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the value has no length.
    pub fn length(&mut self, _value: &Value) -> PyResult<usize> {
        Err(self.unsupported("len"))
    }

    /// `left <operator> right`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the operands do not fit, or what the operator raises.
    pub fn binary(
        &mut self,
        _operator: BinaryOperator,
        _left: &Value,
        _right: &Value,
    ) -> PyResult<Value> {
        Err(self.unsupported("operators"))
    }

    /// `<operator> value`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the operand does not fit, or what the operator raises.
    pub fn unary(&mut self, _operator: UnaryOperator, _value: &Value) -> PyResult<Value> {
        Err(self.unsupported("operators"))
    }

    /// `format(value, specification)`.
    ///
    /// # Errors
    ///
    /// `ValueError` or `TypeError` when the specification does not fit the value.
    pub fn format(&mut self, _value: &Value, _specification: &str) -> PyResult<Rc<str>> {
        Err(self.unsupported("format"))
    }

    /// `type(value)`.
    pub fn class_of(&self, value: &Value) -> Rc<Class> {
        self.types.class_of(value)
    }

    /// `type(value).__name__`.
    pub fn type_name(&self, value: &Value) -> Rc<str> {
        self.class_of(value).name.clone()
    }

    /// `isinstance(value, class)`.
    pub fn is_instance(&self, value: &Value, class: &Rc<Class>) -> bool {
        self.class_of(value).is_subclass(class)
    }

    /// Creates a class as a class statement with this body would.
    ///
    /// # Errors
    ///
    /// `TypeError` when the bases have no consistent order, or what metaclass hooks raise.
    pub fn create_class(
        &mut self,
        _name: &str,
        _module: &str,
        _bases: Vec<Rc<Class>>,
        _attributes: Namespace,
    ) -> PyResult<Rc<Class>> {
        Err(self.unsupported("classes"))
    }

    /// Where the call that is being evaluated stands.
    pub fn call_site(&self) -> Option<Span> {
        None
    }

    pub(super) fn exception_summary(&mut self, exception: &Value) -> String {
        self.type_name(exception).to_string()
    }

    pub(super) fn render_traceback(&mut self, error: &PyError) -> String {
        self.exception_summary(&error.exception)
    }
}

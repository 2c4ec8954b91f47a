//! The evaluator's public face.

mod attribute;
mod class;
pub(super) mod compare;
mod format;
mod import;
pub mod interactive;
pub(super) mod item;
mod iterate;
mod metaclass;
mod operate;
mod text;
mod text_code;
mod traceback;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;

use super::arguments::{Arguments, Signatures};
use super::class::ClassBuilder;
use super::code::Code;
use super::error::{PyError, PyResult, Span};
use super::limits::Counters;
pub use super::limits::Limits;
use super::machine::Frame;
use super::stand_in::{Advice, StandIns};
use super::types::Types;
use super::value::{Class, Module, Value, take_apart};

/// Where `import` finds what is not a native module.
pub trait Importer {
    /// The source of a module by its dotted name, or `None` when the project has no such file.
    fn find(&self, dotted: &str) -> Option<Source>;

    /// The text of a file of the project.
    fn text(&self, _path: &str) -> Option<Rc<str>> {
        None
    }

    /// The project folder of this dotted name, when it is a package without `__init__.py`.
    fn namespace_package(&self, _dotted: &str) -> Option<Rc<str>> {
        None
    }

    /// The names in a folder of the project, sorted; `None` when there is no such folder.
    fn entries(&self, _folder: &str) -> Option<Vec<Rc<str>>> {
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
    /// Whether the tables of names know what the text leaves out.
    pub is_partial: bool,
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
    /// `os.environ`.
    pub variables: BTreeMap<String, String>,
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
            variables: BTreeMap::new(),
            limits: Limits::default(),
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
    /// What Python text adds to modules of the host when they are imported.
    pub(super) additions: BTreeMap<&'static str, fn() -> &'static str>,
    pub(super) loaded: IndexMap<Rc<str>, Rc<Module>>,
    pub(super) sources: BTreeMap<Rc<str>, Rc<str>>,
    pub(super) output: String,
    pub(super) counters: Counters,
    pub(super) signatures: Signatures,
    /// The exceptions being handled, innermost last.
    pub(super) handling: Vec<Value>,
    /// The call that is being evaluated.
    pub(super) call_at: Option<CallSite>,
    /// Frames of calls that have ended, to be used again.
    pub(super) spare_frames: Vec<Box<Frame>>,
    /// The containers whose repr is being computed.
    pub(super) being_shown: Vec<usize>,
    /// The numbers that stand for addresses.
    pub(super) addresses: BTreeMap<usize, u64>,
    /// The values whose classes define `__hash__`, by hash: what stands for equal ones in a key.
    pub(super) hashed: BTreeMap<num_bigint::BigInt, Vec<Value>>,
    /// The modules that are being executed.
    pub(super) initializing: Vec<Rc<str>>,
    /// Where the class statement stands that a metaclass is working on.
    pub(super) class_span: Option<Span>,
    /// Whether there are classes whose metaclass is the program's.
    pub(super) has_metaclasses: bool,
    /// Whether a class of the program has a `__subclasshook__`.
    pub(super) has_subclass_hooks: bool,
    /// The classes that the program has made, as long as they are there.
    pub(super) made_classes: Vec<std::rc::Weak<Class>>,
    /// Whether a class has a `__getattribute__` of its own.
    pub(super) has_getattribute: bool,
    /// How many decimal digits an integer may have as text; 0 for any number.
    pub(super) digit_limit: usize,
    /// `decimal.getcontext()`, once there is one.
    pub(super) decimal_context: Option<Value>,
    /// The tables of names ([`super::inert`]), and what they say once they were asked.
    pub(super) tables: Vec<fn() -> &'static str>,
    pub(super) names: OnceCell<BTreeMap<&'static str, &'static str>>,
    /// The class of inert values, once there is one.
    pub(super) inert: Option<Rc<Class>>,
    pub(super) stand_ins: StandIns,
    pub(super) advice: Option<Advice>,
    /// What the host does when the interpreter goes.
    endings: Vec<Box<dyn FnOnce()>>,
}

/// Modules and classes hold each other in rings, which would otherwise stay for ever.
impl Drop for Interpreter {
    fn drop(&mut self) {
        for ending in std::mem::take(&mut self.endings) {
            ending();
        }
        let modules = self.loaded.values().chain(self.registered.values());
        let modules = modules.chain([&self.builtins]).cloned();
        take_apart(modules, self.types.iter().cloned());
    }
}

/// A call: its code, the place after its instruction there, and the module that makes it.
type CallSite = (Rc<Code>, usize, Rc<Module>);

impl Interpreter {
    /// An interpreter with Python's built-ins and the standard library's modules that it knows.
    pub fn new(importer: Rc<dyn Importer>) -> Self {
        Self::with_options(importer, Options::default())
    }

    /// The text of a file of the project, by its path from the project's folder or from the root.
    pub fn project_text(&self, path: &str) -> Option<Rc<str>> {
        let below = path.strip_prefix(&*self.options.root);
        match below.and_then(|below| below.strip_prefix('/')) {
            Some(below) => self.importer.text(below),
            None if path.starts_with('/') => None,
            None => self.importer.text(path),
        }
    }

    /// An interpreter with options.
    pub fn with_options(importer: Rc<dyn Importer>, options: Options) -> Self {
        let types = Rc::new(Types::new());
        let builtins = Rc::new(Module::new("builtins"));
        let counters = Counters::new(options.seed);
        let mut interpreter = Self {
            types,
            builtins,
            importer,
            options,
            registered: IndexMap::new(),
            additions: BTreeMap::new(),
            loaded: IndexMap::new(),
            sources: BTreeMap::new(),
            output: String::new(),
            counters,
            signatures: Signatures::default(),
            handling: Vec::new(),
            call_at: None,
            spare_frames: Vec::new(),
            being_shown: Vec::new(),
            addresses: BTreeMap::new(),
            hashed: BTreeMap::new(),
            initializing: Vec::new(),
            class_span: None,
            has_metaclasses: false,
            has_subclass_hooks: false,
            made_classes: Vec::new(),
            has_getattribute: false,
            digit_limit: 4300,
            decimal_context: None,
            tables: Vec::new(),
            names: OnceCell::new(),
            inert: None,
            stand_ins: StandIns::new(),
            advice: None,
            endings: Vec::new(),
        };
        super::builtins::install(&interpreter);
        interpreter.add_names(super::stdlib::names);
        interpreter
    }

    /// The options it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Has the host do something when the interpreter goes: give up values that it keeps elsewhere.
    pub fn at_end(&mut self, ending: impl FnOnce() + 'static) {
        self.endings.push(Box::new(ending));
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

    /// A module of the host, whether it has been imported or not.
    pub fn registered(&self, dotted: &str) -> Option<Rc<Module>> {
        self.registered.get(dotted).cloned()
    }

    /// Has a module of the host execute a text of Python when it is imported first.
    pub fn register_text(&mut self, dotted: &'static str, text: fn() -> &'static str) {
        self.additions.insert(dotted, text);
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

    /// What `print` has written since the last call.
    pub fn take_output(&mut self) -> String {
        std::mem::take(&mut self.output)
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

    /// `type(value)`.
    pub fn class_of(&self, value: &Value) -> Rc<Class> {
        self.types.class_of(value)
    }

    /// `type(value).__name__`: how errors that are raised in Python name the type of a value.
    pub fn type_name(&self, value: &Value) -> Rc<str> {
        self.class_of(value).name.clone()
    }

    /// How errors that CPython raises in C name the type of a value: types that are written in C carry
    /// their module.
    pub(super) fn operand_name(&self, value: &Value) -> Rc<str> {
        const IN_C: &[&str] = &["datetime", "decimal", "functools", "re", "zoneinfo"];
        let class = self.class_of(value);
        let in_c = IN_C.contains(&class.module.as_ref())
            || (class.module.as_ref() == "collections"
                && ["OrderedDict", "defaultdict", "deque"].contains(&class.name.as_ref()));
        if in_c {
            class.path().into()
        } else {
            class.name.clone()
        }
    }

    /// `isinstance(value, class)`.
    pub fn is_instance(&self, value: &Value, class: &Rc<Class>) -> bool {
        self.class_of(value).is_subclass(class)
    }

    /// `callable(*arguments)`.
    ///
    /// # Errors
    ///
    /// What the call raises.
    pub fn call(&mut self, callable: &Value, arguments: Arguments) -> PyResult<Value> {
        self.enter_native("")?;
        let result = self
            .prepare_call(callable, arguments)
            .and_then(|it| self.complete(it));
        self.leave_native();
        result
    }

    /// The name of the module that makes the call that is being evaluated.
    pub(super) fn calling_module(&self) -> Option<Rc<str>> {
        let (_, _, module) = self.call_at.as_ref()?;
        module.get("__name__").and_then(|name| name.as_text())
    }

    /// Where the call that is being evaluated stands.
    pub fn call_site(&self) -> Option<Span> {
        let (code, at, _) = self.call_at.as_ref()?;
        Some(code.source.span(code.range_before(*at)))
    }
}

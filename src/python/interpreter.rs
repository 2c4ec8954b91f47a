//! The evaluator's public face.

use std::rc::Rc;

use super::error::PyResult;
use super::value::{Module, Value};

/// Where `import` finds what is not a native module.
pub trait Importer {
    /// The source of a module by its dotted name, or `None` when the project has no such file.
    fn find(&self, dotted: &str) -> Option<Source>;
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

/// Runs Python: modules, functions and expressions.
pub struct Interpreter {
    modules: Vec<Rc<Module>>,
}

impl Interpreter {
    /// An interpreter with Python's built-ins and the standard library's modules that it knows.
    pub fn new(_importer: Rc<dyn Importer>) -> Self {
        Self {
            modules: Vec::new(),
        }
    }

    /// Makes a module of the host importable under its dotted name.
    pub fn register(&mut self, module: Rc<Module>) {
        self.modules.push(module);
    }

    /// `importlib.import_module(dotted)`: executes it once, then answers from `sys.modules`.
    ///
    /// # Errors
    ///
    /// `ModuleNotFoundError`, or what executing the module raises.
    pub fn import_module(&mut self, _dotted: &str) -> PyResult<Rc<Module>> {
        unimplemented!("the python room is being built")
    }

    /// `eval(text, names)`.
    ///
    /// # Errors
    ///
    /// `SyntaxError`, or what the expression raises.
    pub fn evaluate(&mut self, _text: &str, _names: super::value::Namespace) -> PyResult<Value> {
        unimplemented!("the python room is being built")
    }
}

//! What the tests of this room share.

use std::cell::RefCell;
use std::rc::Rc;

use super::registry::{AppConfig, Registry};
use super::settings::Settings;
use crate::python::interpreter::{Importer, Source};
use crate::python::{Interpreter, Module, Value};

struct Nothing;

impl Importer for Nothing {
    fn find(&self, _dotted: &str) -> Option<Source> {
        None
    }
}

/// The app `blog` whose models module is what the tests execute.
pub(crate) struct Blog {
    /// The evaluator.
    pub interpreter: Interpreter,
    /// The registry that models register in.
    pub registry: Rc<RefCell<Registry>>,
    module: Rc<Module>,
}

impl Blog {
    /// The app after these statements, or the last line of the traceback.
    pub fn with(source: &str) -> Result<Self, String> {
        let config = AppConfig {
            label: "blog".into(),
            name: "blog".into(),
            verbose_name: "Blog".into(),
            default_auto_field: None,
            class_path: None,
            has_models: true,
        };
        let registry = Rc::new(RefCell::new(Registry::new([config])));
        let mut interpreter = Interpreter::new(Rc::new(Nothing));
        super::register(
            &mut interpreter,
            registry.clone(),
            Rc::new(Settings::default()),
        );
        let module = Rc::new(Module::new("blog.models"));
        let mut blog = Self {
            interpreter,
            registry,
            module,
        };
        blog.run("from django.db import models")?;
        blog.run(source)?;
        blog.registry.borrow_mut().finish();
        Ok(blog)
    }

    /// Executes statements; answers the value of the last one.
    pub fn run(&mut self, source: &str) -> Result<Value, String> {
        match self.interpreter.execute(source, &self.module) {
            Ok(value) => Ok(value.unwrap_or(Value::None)),
            Err(error) => Err(error.summary(&mut self.interpreter)),
        }
    }

    /// `repr()` of an expression.
    pub fn shown(&mut self, source: &str) -> Result<String, String> {
        let value = self.run(source)?;
        let shown = self.interpreter.repr(&value);
        shown
            .map(|text| text.to_string())
            .map_err(|error| error.summary(&mut self.interpreter))
    }
}

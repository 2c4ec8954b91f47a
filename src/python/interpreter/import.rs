//! `import`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::code::SourceText;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::{Interpreter, Source};
use crate::python::machine::Frame;
use crate::python::value::{Module, Namespace, Value};
use crate::python::{compile, stdlib, syntax};

impl Interpreter {
    /// `importlib.import_module(dotted)`: executes it once, then answers from `sys.modules`.
    ///
    /// # Errors
    ///
    /// `ModuleNotFoundError`, or what executing the module raises.
    pub fn import_module(&mut self, dotted: &str) -> PyResult<Rc<Module>> {
        if let Some(module) = self.loaded.get(dotted) {
            return Ok(module.clone());
        }
        let mut parent: Option<Rc<Module>> = None;
        let ends = dotted
            .match_indices('.')
            .map(|(at, _)| at)
            .chain([dotted.len()]);
        for end in ends {
            let name = &dotted[..end];
            let module = match self.loaded.get(name) {
                Some(module) => module.clone(),
                None => self.load(name, parent.as_ref(), dotted)?,
            };
            parent = Some(module);
        }
        parent.ok_or_else(|| self.value_error("Empty module name"))
    }

    /// Whether a module was executed already.
    pub fn is_imported(&self, dotted: &str) -> bool {
        self.loaded.contains_key(dotted)
    }

    /// Finds and executes one module whose parent is loaded.
    fn load(
        &mut self,
        name: &str,
        parent: Option<&Rc<Module>>,
        wanted: &str,
    ) -> PyResult<Rc<Module>> {
        let module = match self
            .stand_in_module(name)?
            .or_else(|| self.find_native(name))
        {
            Some(module) => {
                self.loaded.insert(name.into(), module.clone());
                self.complete_module(name, &module)?;
                module
            }
            None => match self.importer.clone().find(name) {
                Some(source) => self.execute_module(name, &source)?,
                None => match self.named_module(name) {
                    Some(module) => {
                        self.loaded.insert(name.into(), module.clone());
                        module
                    }
                    None => self.namespace_module(name, parent, wanted)?,
                },
            },
        };
        if let (Some(parent), Some((_, child))) = (parent, name.rsplit_once('.')) {
            parent.set(child, Value::Module(module.clone()));
        }
        Ok(module)
    }

    /// Executes what Python text adds to a module of the host.
    fn complete_module(&mut self, name: &str, module: &Rc<Module>) -> PyResult<()> {
        let Some(text) = self.additions.get(name).copied() else {
            return Ok(());
        };
        let path = format!("{}.py", name.replace('.', "/"));
        let source = Source {
            path: path.into(),
            text: text().into(),
            is_package: false,
            is_partial: true,
        };
        if let Err(error) = self.run_module(module, &source) {
            self.loaded.shift_remove(name);
            return Err(error);
        }
        Ok(())
    }

    fn find_native(&mut self, name: &str) -> Option<Rc<Module>> {
        if let Some(module) = self.registered.get(name) {
            return Some(module.clone());
        }
        if name == "builtins" {
            return Some(self.builtins.clone());
        }
        stdlib::load(self, name).map(Rc::new)
    }

    /// A package without `__init__.py`, or the error that there is no such module.
    fn namespace_module(
        &mut self,
        name: &str,
        parent: Option<&Rc<Module>>,
        wanted: &str,
    ) -> PyResult<Rc<Module>> {
        let Some(folder) = self.importer.namespace_package(name) else {
            if let Some(module) = self.implied_module(name) {
                self.loaded.insert(name.into(), module.clone());
                return Ok(module);
            }
            let mut message = format!("No module named '{name}'");
            if let Some(parent) = parent
                && parent.get("__path__").is_none()
                && !self.registered.contains_key(&parent.name)
            {
                message.push_str(&format!("; '{}' is not a package", parent.name));
            }
            let _ = wanted;
            return Err(self.import_error("ModuleNotFoundError", message, name, None));
        };
        let module = Module {
            name: name.into(),
            file: None,
            is_partial: false,
            globals: RefCell::default(),
        };
        module.set("__name__", Value::str(name));
        module.set("__file__", Value::None);
        let path = format!("{}/{folder}", self.options.root);
        module.set("__path__", Value::list(vec![Value::str(path)]));
        let module = Rc::new(module);
        self.loaded.insert(name.into(), module.clone());
        Ok(module)
    }

    fn execute_module(&mut self, name: &str, source: &Source) -> PyResult<Rc<Module>> {
        if !source.is_partial {
            self.sources
                .insert(source.path.clone(), source.text.clone());
        }
        let file = format!("{}/{}", self.options.root, source.path);
        let module = Module {
            name: name.into(),
            file: Some(source.path.clone()),
            is_partial: source.is_partial,
            globals: RefCell::default(),
        };
        let package = match (source.is_package, name.rsplit_once('.')) {
            (true, _) => name,
            (false, Some((package, _))) => package,
            (false, None) => "",
        };
        module.set("__name__", Value::str(name));
        module.set("__doc__", Value::None);
        module.set("__package__", Value::str(package));
        if source.is_package {
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            module.set("__path__", Value::list(vec![Value::str(folder)]));
        }
        module.set("__file__", Value::str(file));
        let module = Rc::new(module);
        self.loaded.insert(name.into(), module.clone());
        self.initializing.push(name.into());
        let result = self.run_module(&module, source);
        self.initializing.pop();
        if let Err(error) = result {
            self.loaded.shift_remove(name);
            return Err(error);
        }
        Ok(module)
    }

    pub(in crate::python) fn run_module(
        &mut self,
        module: &Rc<Module>,
        source: &Source,
    ) -> PyResult<()> {
        let text = Rc::new(SourceText::new(source.path.clone(), source.text.clone()));
        let tree =
            syntax::parse(&source.text).map_err(|problem| self.syntax_error(&text, &problem))?;
        let code = compile::module(text.clone(), &tree.body, false)
            .map_err(|error| self.compile_error(&text, &error))?;
        drop(tree);
        let frame = Frame::new(&code, module, &[]);
        self.run(frame).map(drop)
    }

    /// `eval(text, names)`; places in errors are in the file `<string>`.
    ///
    /// # Errors
    ///
    /// `SyntaxError`, or what the expression raises.
    pub fn evaluate(&mut self, text: &str, names: Namespace) -> PyResult<Value> {
        let module = Rc::new(Module {
            name: "__main__".into(),
            file: None,
            is_partial: false,
            globals: RefCell::new(names),
        });
        let source = Rc::new(SourceText::new("<string>".into(), text.into()));
        let expression = syntax::parse_expression(text)
            .map_err(|problem| self.syntax_error(&source, &problem))?;
        let code = compile::expression(source.clone(), &expression)
            .map_err(|error| self.compile_error(&source, &error))?;
        drop(expression);
        self.complete(crate::python::machine::Prepared::Frame(Frame::new(
            &code,
            &module,
            &[],
        )))
    }

    /// Executes statements in a module's globals, as the interactive prompt does: the answer is
    /// the value of the last statement when that is an expression.
    ///
    /// # Errors
    ///
    /// `SyntaxError`, or what the statements raise.
    pub fn execute(&mut self, text: &str, module: &Rc<Module>) -> PyResult<Option<Value>> {
        self.execute_as("<stdin>", text, module)
    }

    /// [`Interpreter::execute`] of a text that tracebacks call `file`.
    ///
    /// # Errors
    ///
    /// See [`Interpreter::execute`].
    pub fn execute_as(
        &mut self,
        file: &str,
        text: &str,
        module: &Rc<Module>,
    ) -> PyResult<Option<Value>> {
        let source = Rc::new(SourceText::new(file.into(), text.into()));
        let tree = syntax::parse(text).map_err(|problem| self.syntax_error(&source, &problem))?;
        let code = compile::module(source.clone(), &tree.body, true)
            .map_err(|error| self.compile_error(&source, &error))?;
        let shows = matches!(tree.body.last(), Some(ruff_python_ast::Stmt::Expr(_)));
        drop(tree);
        let prepared = crate::python::machine::Prepared::Frame(Frame::new(&code, module, &[]));
        let value = self.complete(prepared)?;
        Ok(shows.then_some(value))
    }

    /// `import name` and the first half of `from name import …`: the top-level package, or the
    /// module itself when `full`.
    pub(in crate::python) fn import_statement(
        &mut self,
        name: &str,
        level: u32,
        globals: &Rc<Module>,
        full: bool,
    ) -> PyResult<Value> {
        let absolute = self.resolve(name, level, globals)?;
        let module = self.import_module(&absolute)?;
        if full {
            return Ok(Value::Module(module));
        }
        let top = absolute.split('.').next().unwrap_or(&absolute);
        Ok(self
            .module(top)
            .map_or(Value::Module(module), Value::Module))
    }

    /// The absolute name of a relative import.
    pub(in crate::python) fn resolve(
        &mut self,
        name: &str,
        level: u32,
        globals: &Rc<Module>,
    ) -> PyResult<String> {
        if level == 0 {
            return Ok(name.to_owned());
        }
        let package = globals
            .get("__package__")
            .and_then(|it| it.as_text())
            .unwrap_or_default();
        if package.is_empty() {
            let message = "attempted relative import with no known parent package";
            return Err(self.raise("ImportError", message));
        }
        let mut base: &str = &package;
        for _ in 1..level {
            let Some((parent, _)) = base.rsplit_once('.') else {
                let message = "attempted relative import beyond top-level package";
                return Err(self.raise("ImportError", message));
            };
            base = parent;
        }
        Ok(if name.is_empty() {
            base.to_owned()
        } else {
            format!("{base}.{name}")
        })
    }

    /// `from module import name`.
    pub(in crate::python) fn import_from(&mut self, module: &Value, name: &str) -> PyResult<Value> {
        if let Value::Module(module) = module
            && let Some(found) = self.stand_in(&format!("{}.{name}", module.name))?
        {
            module.set(name, found.clone());
            return Ok(found);
        }
        if let Some(found) = self.find_attribute(module, name)? {
            return Ok(found);
        }
        let Value::Module(module) = module else {
            return Err(self.raise("ImportError", format!("cannot import name '{name}'")));
        };
        let dotted = format!("{}.{name}", module.name);
        let may_be_submodule = module.get("__path__").is_some()
            || self.registered.contains_key(dotted.as_str())
            || self.registered.contains_key(&module.name)
            || module.file.is_none();
        if may_be_submodule {
            match self.import_module(&dotted) {
                Ok(found) => return Ok(Value::Module(found)),
                Err(error) => {
                    let missing = error.is_builtin(self, "ModuleNotFoundError")
                        && self.missing_module(&error).as_deref() == Some(&dotted);
                    if !missing {
                        return Err(error);
                    }
                }
            }
        }
        Err(self.cannot_import(module, name))
    }

    fn cannot_import(&mut self, module: &Rc<Module>, name: &str) -> Box<PyError> {
        let place = module
            .get("__file__")
            .and_then(|file| file.as_text())
            .unwrap_or_else(|| "unknown location".into());
        let message = if self.is_initializing(module) {
            format!(
                "cannot import name '{name}' from partially initialized module '{}' (most likely \
                 due to a circular import) ({place})",
                module.name
            )
        } else {
            format!(
                "cannot import name '{name}' from '{}' ({place})",
                module.name
            )
        };
        self.import_error("ImportError", message, &module.name, Some(place))
    }

    /// An `ImportError` with its `name` and `path`.
    fn import_error(
        &self,
        class: &str,
        message: String,
        name: &str,
        path: Option<Rc<str>>,
    ) -> Box<PyError> {
        let error = self.raise(class, message);
        if let Value::Instance(instance) = &error.exception {
            instance.set("name", Value::str(name));
            instance.set("path", path.map_or(Value::None, Value::Str));
        }
        error
    }

    /// The `name` of a `ModuleNotFoundError`.
    fn missing_module(&self, error: &PyError) -> Option<Rc<str>> {
        error.exception.as_instance()?.get("name")?.as_text()
    }

    /// `from module import *`.
    pub(in crate::python) fn import_star(
        &mut self,
        module: &Value,
    ) -> PyResult<Vec<(Rc<str>, Value)>> {
        let Value::Module(module) = module else {
            return Ok(Vec::new());
        };
        let Some(listed) = module.get("__all__") else {
            if stdlib::is_part_written(&module.name) {
                self.written_names(module)?;
            }
            for name in self.listed_names(module) {
                if module.get(&name).is_none() {
                    self.known_name(module, &name)?;
                }
            }
            let globals = module.globals.borrow();
            // What the host provides says by `__all__` that the modules in a package are no part of it.
            let below = format!("{}.", module.name);
            let is_package = self.registered.contains_key(&module.name);
            let is_inside = |value: &Value| matches!(value, Value::Module(inner) if is_package && inner.name.starts_with(&below));
            return Ok(globals
                .iter()
                .filter(|(name, value)| !name.starts_with('_') && !is_inside(value))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect());
        };
        let mut names = Vec::new();
        for name in self.iterate(&listed)? {
            let Some(name) = name.as_text() else { continue };
            let value = match module.get(&name) {
                Some(value) => value,
                None => match self.import_from(&Value::Module(module.clone()), &name) {
                    Ok(value) => value,
                    Err(_) => return Err(self.no_attribute(&Value::Module(module.clone()), &name)),
                },
            };
            names.push((name, value));
        }
        Ok(names)
    }

    /// Whether a module is still being executed.
    pub(in crate::python) fn is_initializing(&self, module: &Module) -> bool {
        self.initializing.contains(&module.name)
    }
}

//! `eval()`, `exec()` and `compile()`: texts that the program has made.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::arguments::Bound;
use crate::python::code::{Code, SourceText};
use crate::python::compile;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::machine::{Frame, Prepared};
use crate::python::object::NativeObject;
use crate::python::syntax;
use crate::python::value::{Dict, Instance, Module, Namespace, Value};

/// The host's part of what `compile()` makes.
struct CompiledText {
    code: Rc<Code>,
    is_expression: bool,
}

impl NativeObject for CompiledText {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "co_name" => Value::Str(self.code.name.clone()),
            "co_filename" => Value::Str(self.code.source.path.clone()),
            _ => return None,
        })
    }
}

impl Interpreter {
    /// `compile(source, filename, mode)`.
    pub(in crate::python) fn compile_text(&mut self, mut arguments: Bound) -> PyResult<Value> {
        let file = arguments.take("filename").and_then(|it| it.as_text());
        let mode = arguments.take("mode").and_then(|it| it.as_text());
        let is_expression = match mode.as_deref() {
            Some("eval") => true,
            Some("exec" | "single") => false,
            _ => {
                let message = "compile() mode must be 'exec', 'eval' or 'single'";
                return Err(self.value_error(message));
            }
        };
        let source = arguments.take_or_none("source");
        let file = file.as_deref().unwrap_or("<string>");
        let code = self.code_of(&source, file, is_expression, "compile")?;
        let part = CompiledText {
            code,
            is_expression,
        };
        let class = self.class_builder("code", "builtins").build();
        let instance = Instance::with_native(&class, Rc::new(part));
        Ok(Value::Instance(instance))
    }

    /// `eval(source, globals, locals)` and `exec(…)` with names that are given.
    pub(in crate::python) fn run_text_with(
        &mut self,
        mode: &'static str,
        mut arguments: Bound,
    ) -> PyResult<Value> {
        let globals = arguments.take_or_none("globals");
        let locals = arguments.take_or_none("locals");
        let source = arguments.take_or_none("source");
        if !globals.is_none() && !matches!(globals.unboxed(), Value::Dict(_)) {
            let name = self.operand_name(&globals);
            let message = match mode {
                "eval" => "globals must be a dict".to_owned(),
                _ => format!("exec() globals must be a dict, not {name}"),
            };
            return Err(self.type_error(message));
        }
        // What `globals()` answers stands for a module, whose own names these are.
        let owner = globals.as_instance().and_then(|it| it.get("owner"));
        if let Some(Value::Module(module)) = &owner
            && locals.is_none()
        {
            return self.run_text(mode, &source, module, None);
        }
        let module = Rc::new(Module {
            name: "__main__".into(),
            file: None,
            is_partial: false,
            globals: RefCell::new(namespace_of(&globals)),
        });
        let is_own = locals.is_none() || locals.is(&globals);
        let names = (!is_own).then(|| Rc::new(RefCell::new(namespace_of(&locals))));
        let result = self.run_text(mode, &source, &module, names.clone());
        give_back(&globals, &module.globals.borrow());
        if let Some(names) = names {
            give_back(&locals, &names.borrow());
        }
        result
    }

    /// Runs a text, or what `compile()` made of one, in a module's globals; `names` are the locals
    /// where these are others.
    pub(in crate::python) fn run_text(
        &mut self,
        mode: &'static str,
        source: &Value,
        globals: &Rc<Module>,
        names: Option<Rc<RefCell<Namespace>>>,
    ) -> PyResult<Value> {
        let (code, is_expression) = match source.native::<CompiledText>() {
            Some(compiled) => (compiled.code.clone(), compiled.is_expression),
            None => {
                let code = self.code_of(source, "<string>", mode == "eval", mode)?;
                (code, mode == "eval")
            }
        };
        let mut frame = Frame::new(&code, globals, &[]);
        frame.namespace = names;
        let value = self.complete(Prepared::Frame(frame))?;
        Ok(if is_expression && mode == "eval" {
            value
        } else {
            Value::None
        })
    }

    fn code_of(
        &mut self,
        source: &Value,
        file: &str,
        is_expression: bool,
        function: &str,
    ) -> PyResult<Rc<Code>> {
        let text = match source.unboxed() {
            Value::Str(text) => text.clone(),
            Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into(),
            _ => {
                let message = match function {
                    "compile" => "compile() arg 1 must be a string, bytes or AST object".to_owned(),
                    _ => format!("{function}() arg 1 must be a string, bytes or code object"),
                };
                return Err(self.type_error(message));
            }
        };
        let source = Rc::new(SourceText::new(file.into(), text.clone()));
        if is_expression {
            let tree = syntax::parse_expression(&text)
                .map_err(|problem| self.syntax_error(&source, &problem))?;
            return compile::expression(source.clone(), &tree)
                .map_err(|error| self.compile_error(&source, &error));
        }
        let tree = syntax::parse(&text).map_err(|problem| self.syntax_error(&source, &problem))?;
        compile::module(source.clone(), &tree.body, false)
            .map_err(|error| self.compile_error(&source, &error))
    }
}

fn namespace_of(dict: &Value) -> Namespace {
    match dict.unboxed() {
        Value::Dict(dict) => dict
            .borrow()
            .pairs()
            .filter_map(|(key, value)| Some((key.as_text()?, value.clone())))
            .collect(),
        _ => Namespace::default(),
    }
}

/// Writes the names back into the dict that they came from.
fn give_back(dict: &Value, names: &Namespace) {
    let Value::Dict(dict) = dict.unboxed() else {
        return;
    };
    let mut new = Dict::from_text_keys(names.iter().map(|(name, it)| (name.clone(), it.clone())));
    for (hash, (key, value)) in &dict.borrow().entries {
        if key.as_text().is_none() {
            new.insert(hash.clone(), key.clone(), value.clone());
        }
    }
    *dict.borrow_mut() = new;
}

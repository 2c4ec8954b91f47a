//! `code.InteractiveConsole`: a prompt that runs Python line by line.

use std::cell::RefCell;
use std::rc::Rc;

use super::Interpreter;
use crate::python::code::SourceText;
use crate::python::error::{PyError, PyResult};
use crate::python::machine::{Frame, Prepared};
use crate::python::syntax::SyntaxProblem;
use crate::python::types::exception::ExceptionState;
use crate::python::value::{Module, Namespace, Value};
use crate::python::{compile, syntax};

/// A prompt: its names, and the lines of a statement that is not whole yet.
pub struct Console {
    /// The name of what is typed, in tracebacks.
    file: &'static str,
    module: Rc<Module>,
    pending: Vec<String>,
}

/// What a line did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// What it printed, and the value that the prompt shows.
    pub output: String,
    /// The traceback.
    pub error: String,
    /// The status that `exit()` ended the session with.
    pub exit: Option<i32>,
}

impl Console {
    /// A prompt in a module called `name` with these names; tracebacks call what is typed `file`.
    pub fn new(file: &'static str, name: &str, names: Namespace) -> Self {
        let module = Module {
            name: name.into(),
            file: None,
            is_partial: false,
            globals: RefCell::new(names),
        };
        module.set("__name__", Value::str(name));
        module.set("__doc__", Value::None);
        Self {
            file,
            module: Rc::new(module),
            pending: Vec::new(),
        }
    }

    /// The names that were set.
    pub fn module(&self) -> &Rc<Module> {
        &self.module
    }

    /// The prompt for the next line.
    pub fn prompt(&self) -> &'static str {
        if self.pending.is_empty() {
            ">>> "
        } else {
            "... "
        }
    }

    /// Forgets the lines of a statement that is not whole (Ctrl-C).
    pub fn interrupt(&mut self) {
        self.pending.clear();
    }

    /// Takes one typed line, and runs the statement when it is whole.
    pub fn push(&mut self, interpreter: &mut Interpreter, line: &str) -> Reply {
        self.pending.push(line.to_owned());
        let text = self.pending.join("\n");
        if syntax::is_incomplete(&text) {
            return Reply::default();
        }
        self.pending.clear();
        interpreter.renew();
        let result = interpreter.run_typed(self.file, &text, &self.module);
        let mut reply = Reply {
            output: interpreter.take_output(),
            ..Reply::default()
        };
        if let Err(error) = result {
            match interpreter.exit_status(&error) {
                Some((status, text)) => {
                    reply.exit = Some(status);
                    reply.error = text;
                }
                None => reply.error = error.render(interpreter),
            }
        }
        reply
    }
}

impl Interpreter {
    /// Runs one statement; a value that is not `None` is shown and kept as `_`.
    fn run_typed(&mut self, file: &str, text: &str, module: &Rc<Module>) -> PyResult<()> {
        let source = Rc::new(SourceText::new(file.into(), text.into()));
        let tree = syntax::parse(text)
            .map_err(|problem| self.syntax_error(&source, &without_mark_at_end(text, problem)))?;
        if let Some(problem) = syntax::second_statement(text, &tree.body) {
            return Err(self.syntax_error(&source, &problem));
        }
        // `1; 2` shows both values.
        for statement in &tree.body {
            let one = std::slice::from_ref(statement);
            let code = compile::module(source.clone(), one, true)
                .map_err(|error| self.compile_error(&source, &error))?;
            let value = self.complete(Prepared::Frame(Frame::new(&code, module, &[])))?;
            if matches!(statement, ruff_python_ast::Stmt::Expr(_)) && !matches!(value, Value::None)
            {
                let shown = self.repr(&value)?;
                self.write_output(&format!("{shown}\n"));
                self.builtins.set("_", value);
            }
        }
        Ok(())
    }

    /// The status and the text that `SystemExit` ends a program with.
    pub fn exit_status(&mut self, error: &PyError) -> Option<(i32, String)> {
        if error.class_path() != "SystemExit" {
            return None;
        }
        let state = error.exception.native::<ExceptionState>()?;
        let code = state.arguments.borrow().first().cloned();
        Some(match code.unwrap_or(Value::None) {
            Value::None => (0, String::new()),
            Value::Bool(failed) => (i32::from(failed), String::new()),
            Value::Int(status) => ((status & 0xff) as i32, String::new()),
            other => {
                let text = self
                    .str(&other)
                    .map_or_else(|_| String::new(), |it| format!("{it}\n"));
                (1, text)
            }
        })
    }
}

/// What is typed has no newline, so nothing is marked where the line should go on.
fn without_mark_at_end(text: &str, problem: SyntaxProblem) -> SyntaxProblem {
    let line = text.lines().nth(problem.line.saturating_sub(1) as usize);
    let width = line.map_or(0, |line| line.trim_end().chars().count());
    let column = match problem.column as usize > width {
        true => 0,
        false => problem.column,
    };
    SyntaxProblem { column, ..problem }
}

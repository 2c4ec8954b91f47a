//! `function.__code__` and `function.__closure__`.

use std::rc::Rc;

use crate::python::code::Code;
use crate::python::interpreter::Interpreter;
use crate::python::machine::Cell;
use crate::python::value::{Dict, Instance, Value};

impl Interpreter {
    /// What a program may ask of the code of a function.
    pub(in crate::python) fn code_object(&self, code: &Code) -> Value {
        let class = self.class_builder("code", "builtins").build();
        let object = Instance::new(&class);
        let names = |names: &[Rc<str>]| {
            Value::tuple(names.iter().cloned().map(Value::Str).collect::<Vec<_>>())
        };
        let count = |count: usize| Value::Int(count as i64);
        let parameters = &code.parameters;
        let file = if code.source.path.starts_with('<') {
            code.source.path.to_string()
        } else {
            format!("{}/{}", self.options().root, code.source.path)
        };
        let (own, free) = code.cells.split_at(code.own_cells.min(code.cells.len()));
        let flags = [
            (0x3, true),
            (0x4, parameters.rest),
            (0x8, parameters.keyword_rest),
            (0x10, !free.is_empty()),
            (0x20, code.is_generator),
        ];
        let flags = flags
            .iter()
            .filter(|(_, set)| *set)
            .map(|(bit, _)| bit)
            .sum();
        for (name, value) in [
            ("co_name", Value::Str(code.name.clone())),
            ("co_qualname", Value::Str(code.qualname.clone())),
            ("co_filename", Value::str(file)),
            (
                "co_firstlineno",
                Value::Int(i64::from(code.source.line(code.range.0))),
            ),
            ("co_argcount", count(parameters.positional)),
            ("co_posonlyargcount", count(parameters.positional_only)),
            ("co_kwonlyargcount", count(parameters.keyword_only)),
            ("co_nlocals", count(code.locals.len())),
            ("co_varnames", names(&code.locals)),
            ("co_cellvars", names(own)),
            ("co_freevars", names(free)),
            ("co_names", names(&code.names)),
            ("co_consts", Value::tuple(code.constants.clone())),
            ("co_flags", Value::Int(flags)),
        ] {
            object.set(name, value);
        }
        Value::Instance(object)
    }

    /// A waiting frame.
    pub(in crate::python) fn frame_object(
        &self,
        code: &Code,
        line: u32,
        locals: Vec<(Rc<str>, Value)>,
    ) -> Value {
        let class = self.class_builder("frame", "builtins").build();
        let object = Instance::new(&class);
        object.set("f_back", Value::None);
        object.set("f_code", self.code_object(code));
        object.set("f_lineno", Value::Int(i64::from(line)));
        object.set("f_locals", Value::dict(Dict::from_text_keys(locals)));
        Value::Instance(object)
    }

    /// The cells of a closure as Python sees them now.
    pub(in crate::python) fn closure_cells(&self, closure: &[Rc<Cell>]) -> Value {
        let class = self.types.find("cell");
        let class = class.unwrap_or_else(|| self.types.object.clone());
        let shown = closure.iter().map(|cell| {
            let shown = Instance::new(&class);
            if let Some(value) = cell.get() {
                shown.set("cell_contents", value);
            }
            Value::Instance(shown)
        });
        Value::tuple(shown.collect::<Vec<_>>())
    }
}

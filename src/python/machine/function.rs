//! Functions: their making, and how arguments become locals.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

use super::call::Prepared;
use super::frame::{Cell, Frame};
use super::generator::Generator;
use crate::python::arguments::Arguments;
use crate::python::code::{Code, FunctionParts};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::value::{Function, Module, Namespace, Value};

/// What stands behind [`Function::code`].
pub struct FunctionBody {
    pub code: Rc<Code>,
    pub defaults: RefCell<Vec<Value>>,
    pub keyword_defaults: RefCell<Namespace>,
    pub closure: Vec<Rc<Cell>>,
    pub globals: Rc<Module>,
}

/// Gives up the values that a function's closure alone holds.
pub(in crate::python) fn release_code(code: Rc<FunctionBody>, values: &mut Vec<Value>) {
    let Some(body) = Rc::into_inner(code) else {
        return;
    };
    values.append(&mut body.defaults.take());
    for cell in body.closure {
        if let Some(mut cell) = Rc::into_inner(cell) {
            values.extend(cell.take());
        }
    }
}

/// Takes out of a function's closure and defaults what they hold.
pub(in crate::python) fn empty_closure(function: &Function, values: &mut Vec<Value>) {
    let body = &function.code;
    values.append(&mut body.defaults.take());
    values.extend(body.keyword_defaults.take().into_values());
    for cell in &body.closure {
        values.extend(cell.get());
        cell.set(None);
    }
    values.push(Value::Module(body.globals.clone()));
}

impl Interpreter {
    /// `(parts… -- function)`
    pub(super) fn make_function(&self, frame: &mut Frame, index: u32, parts: FunctionParts) {
        let Some(code) = frame.code.codes.get(index as usize).cloned() else {
            return;
        };
        let annotations = parts.annotations.then(|| frame.pop());
        let keyword_defaults = parts.keyword_defaults.then(|| frame.pop());
        let defaults = parts.defaults.then(|| frame.pop());
        let module = frame
            .globals
            .get("__name__")
            .and_then(|name| name.as_text());
        let mut attributes = Namespace::default();
        if let Some(annotations) = annotations {
            attributes.insert("__annotations__".into(), annotations);
        }
        let closure = code
            .captures
            .iter()
            .filter_map(|at| frame.cells.get(*at).cloned());
        let body = FunctionBody {
            code: code.clone(),
            defaults: RefCell::new(defaults.and_then(|it| it.as_sequence()).unwrap_or_default()),
            keyword_defaults: RefCell::new(keyword_defaults.map(text_keyed).unwrap_or_default()),
            closure: closure.collect(),
            globals: frame.globals.clone(),
        };
        frame.push(Value::Function(Rc::new(Function {
            name: code.name.clone(),
            qualname: code.qualname.clone(),
            module: module.unwrap_or_else(|| "builtins".into()),
            doc: code.doc.clone(),
            attributes: RefCell::new(attributes),
            code: Rc::new(body),
            span: Some(code.source.span(code.range)),
        })));
    }

    /// Binds the arguments of a call to a function of the program.
    pub(super) fn prepare_function(
        &mut self,
        function: &Rc<Function>,
        arguments: Arguments,
    ) -> PyResult<Prepared> {
        let body = &function.code;
        let code = &body.code;
        let mut frame = self.frame_of(body);
        let parameters = &code.parameters;
        let name = &function.qualname;
        let mut filled = parameters
            .fill(name, 0, arguments)
            .map_err(|message| self.type_error(message))?;
        fill_defaults(body, &mut filled.slots);
        if let Some(message) = parameters.missing(name, &filled.slots, true) {
            return Err(self.type_error(message));
        }
        let (rest, keywords) = (
            std::mem::take(&mut filled.rest),
            parameters.keyword_rest.then(|| filled.keyword_dict()),
        );
        frame.locals.append(&mut filled.slots);
        if parameters.rest {
            frame.locals.push(Some(Value::tuple(rest)));
        }
        frame.locals.extend(keywords.map(Some));
        Ok(begin(function, frame))
    }
}

/// What a call comes to whose arguments are the first locals.
pub(super) fn begin(function: &Function, mut frame: Box<Frame>) -> Prepared {
    let slots = function.code.code.locals.len();
    frame.locals.resize_with(slots, || None);
    for (slot, cell) in &function.code.code.parameter_cells {
        if let (Some(local), Some(cell)) = (frame.locals.get_mut(*slot), frame.cells.get(*cell)) {
            cell.set(local.take());
        }
    }
    if function.code.code.is_generator {
        let generator = Generator::new(frame).named_as(function);
        return Prepared::Value(Value::iterator(generator));
    }
    Prepared::Frame(frame)
}

fn fill_defaults(body: &FunctionBody, slots: &mut [Option<Value>]) {
    let parameters = &body.code.parameters;
    let defaults = body.defaults.borrow();
    let first = parameters.positional.saturating_sub(defaults.len());
    for (slot, default) in slots[..parameters.positional]
        .iter_mut()
        .skip(first)
        .zip(defaults.iter())
    {
        slot.get_or_insert_with(|| default.clone());
    }
    let keyword_defaults = body.keyword_defaults.borrow();
    let named = slots
        .iter_mut()
        .zip(&parameters.names)
        .skip(parameters.positional);
    for (slot, name) in named {
        if slot.is_none() {
            *slot = keyword_defaults.get(name).cloned();
        }
    }
}

fn text_keyed(dict: Value) -> Namespace {
    match dict {
        Value::Dict(dict) => dict
            .borrow()
            .pairs()
            .filter_map(|(key, value)| Some((key.as_text()?, value.clone())))
            .collect(),
        _ => IndexMap::default(),
    }
}

//! Instructions that look names up, and the errors of names without a value.

use std::rc::Rc;

use crate::python::code::Code;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::machine::frame::Frame;
use crate::python::machine::site::guess;
use crate::python::machine::stack::push_copy;
use crate::python::types::exception::Hint;
use crate::python::value::Value;

impl Interpreter {
    #[inline]
    pub(super) fn load_global(
        &mut self,
        frame: &mut Frame,
        code: &Code,
        index: u32,
    ) -> PyResult<()> {
        if let (Some(name), Some(site)) = (code.names.get(index as usize), code.site(index))
            && let Some(value) = guess(site, &frame.globals.globals.borrow(), name)
        {
            push_copy(&mut frame.stack, value);
            return Ok(());
        }
        let value = self.global(frame, index)?;
        frame.push(value);
        Ok(())
    }

    pub(super) fn global(&mut self, frame: &Frame, index: u32) -> PyResult<Value> {
        let Some(name) = frame.code.names.get(index as usize) else {
            return Ok(Value::None);
        };
        if let Some(value) = frame.globals.globals.borrow().get(name) {
            return Ok(value.clone());
        }
        match self.builtins.globals.borrow().get(name) {
            Some(value) => Ok(value.clone()),
            None => Err(self.undefined_name(frame, name)),
        }
    }

    pub(super) fn undefined_name(&self, frame: &Frame, name: &Rc<str>) -> Box<PyError> {
        let error = self.raise("NameError", format!("name '{name}' is not defined"));
        let groups = vec![
            // Of a function alone: what a class's body has defined is never suggested.
            frame.code.locals.to_vec(),
            frame.globals.globals.borrow().keys().cloned().collect(),
            self.builtins.globals.borrow().keys().cloned().collect(),
        ];
        self.with_hint(error, Hint::Misspelt(name.clone(), groups))
    }

    pub(super) fn unbound_local(&self, frame: &Frame, slot: u32) -> Box<PyError> {
        let name = frame
            .code
            .locals
            .get(slot as usize)
            .cloned()
            .unwrap_or_default();
        let message = format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        );
        self.raise("UnboundLocalError", message)
    }

    pub(super) fn unbound_cell(&self, frame: &Frame, index: u32) -> Box<PyError> {
        let name = frame
            .code
            .cells
            .get(index as usize)
            .cloned()
            .unwrap_or_default();
        if (index as usize) < frame.code.own_cells {
            let message = format!(
                "cannot access local variable '{name}' where it is not associated with a value"
            );
            return self.raise("UnboundLocalError", message);
        }
        let message = format!(
            "cannot access free variable '{name}' where it is not associated with a value in \
             enclosing scope"
        );
        self.raise("NameError", message)
    }
}

pub(super) fn local_names(frame: &Frame) -> Vec<(Rc<str>, Value)> {
    if let Some(names) = &frame.namespace {
        let names = names.borrow();
        return names
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
    }
    if frame.code.kind == crate::python::code::CodeKind::Module {
        let names = frame.globals.globals.borrow();
        return names
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
    }
    let locals = frame.code.locals.iter().zip(&frame.locals);
    let cells = frame.code.cells.iter().zip(&frame.cells);
    locals
        .map(|(name, value)| (name.clone(), value.clone()))
        .chain(cells.map(|(name, cell)| (name.clone(), cell.get())))
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

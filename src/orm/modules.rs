//! Django's modules as the evaluator imports them, one file per module.

pub mod deletion;

use std::cell::RefCell;
use std::rc::Rc;

use super::registry::Registry;
use super::settings::Settings;
use crate::python::{Interpreter, Value};

/// Makes Django's modules importable. Model classes register themselves in `registry`.
pub fn register(
    interpreter: &mut Interpreter,
    registry: Rc<RefCell<Registry>>,
    settings: Rc<Settings>,
) {
    let _ = (interpreter, registry, settings);
}

/// Whether an instance of one of Django's classes can be called.
pub(crate) fn is_callable_native(_value: &Value) -> bool {
    false
}

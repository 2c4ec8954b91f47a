//! `functools`.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::python::object::NativeObject;
use crate::python::value::Value;

/// `functools.partial`.
pub struct Partial {
    /// `func`.
    pub function: Value,
    /// `args`.
    pub arguments: Vec<Value>,
    /// `keywords`.
    pub keywords: IndexMap<Rc<str>, Value>,
}

impl NativeObject for Partial {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

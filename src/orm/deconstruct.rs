//! `deconstruct()`: how Django takes an object apart into a constructor call.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::python::Value;

/// A constructor call that makes an equal object: `path(*args, **kwargs)`.
#[derive(Clone, Default)]
pub struct Deconstruction {
    /// Dotted path of the class: `django.db.models.CharField`.
    pub path: Rc<str>,
    /// Positional arguments.
    pub args: Vec<Value>,
    /// Keyword arguments, in the order in which Django builds them.
    pub kwargs: IndexMap<Rc<str>, Value>,
}

//! The arguments of a call, and how they bind to parameters.

use std::rc::Rc;

use indexmap::IndexMap;

use super::value::Value;

/// The arguments of a call: `*args, **kwargs`.
#[derive(Clone, Default)]
pub struct Arguments {
    /// Positional arguments, in order.
    pub positional: Vec<Value>,
    /// Keyword arguments, in the order written.
    pub keywords: IndexMap<Rc<str>, Value>,
}

/// The parameters of a native function, so that wrong calls get CPython's own `TypeError`.
pub struct Signature {
    /// The qualified name that error texts use: `ForeignKey.__init__`.
    pub name: &'static str,
    /// The parameters as Python writes them: `to, on_delete, related_name=None, *, db_index=True, **kwargs`.
    pub parameters: &'static str,
}

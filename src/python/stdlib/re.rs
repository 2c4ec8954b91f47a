//! `re`.

use std::rc::Rc;

use crate::python::object::NativeObject;

/// A compiled pattern.
pub struct Pattern {
    /// `pattern`.
    pub pattern: Rc<str>,
    /// `flags`, with the implied `re.UNICODE` (32).
    pub flags: i64,
}

impl NativeObject for Pattern {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// `re.RegexFlag`: a set of flags by their bits.
pub struct RegexFlag(pub i64);

impl NativeObject for RegexFlag {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

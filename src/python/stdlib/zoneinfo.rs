//! `zoneinfo`: time zones by name.

use std::rc::Rc;

use crate::python::object::NativeObject;

/// `zoneinfo.ZoneInfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneInfo(pub Rc<str>);

impl NativeObject for ZoneInfo {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

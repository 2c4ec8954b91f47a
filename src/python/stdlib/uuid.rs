//! `uuid`.

use crate::python::object::NativeObject;

/// `uuid.UUID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uuid(pub u128);

impl NativeObject for Uuid {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

//! `pathlib`: pure paths, without a file system behind them.

use std::rc::Rc;

use crate::python::object::NativeObject;

/// `pathlib.PurePosixPath` and `PosixPath`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub Rc<str>);

impl NativeObject for Path {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

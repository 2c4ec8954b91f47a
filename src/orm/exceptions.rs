//! Django's and Python's exceptions as values.

use std::rc::Rc;

use crate::database::DatabaseError;
use crate::python::PyError;

/// What engine functions that can raise return.
pub type DjangoResult<T> = Result<T, Exception>;

/// An exception on its way to the console.
#[derive(Clone, thiserror::Error)]
#[error("{class_path}: {message}")]
pub struct Exception {
    /// Where Python finds the class: `django.db.utils.IntegrityError`, `ValueError`.
    pub class_path: Rc<str>,
    /// `str(exception)`.
    pub message: String,
    /// The Python error it came from, when project code raised it.
    pub python: Option<Rc<PyError>>,
}

impl Exception {
    /// An exception of the class at `class_path`.
    pub fn new(class_path: &str, message: impl Into<String>) -> Self {
        Self {
            class_path: class_path.into(),
            message: message.into(),
            python: None,
        }
    }
}

impl From<DatabaseError> for Exception {
    fn from(error: DatabaseError) -> Self {
        Self::new(&format!("django.db.utils.{:?}", error.class), error.message)
    }
}

impl std::fmt::Debug for Exception {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, formatter)
    }
}

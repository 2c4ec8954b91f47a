//! Why something has no SQL.

use crate::orm::exceptions::Exception;
use crate::python::{Interpreter, PyError};

/// Why something has no SQL.
pub enum Failure {
    /// Nothing can match: `EmptyResultSet`.
    Empty,
    /// Everything matches: `FullResultSet`.
    Full,
    /// An exception.
    Error(Exception),
    /// A Python exception.
    Python(Box<PyError>),
}

/// What resolving and compiling answer.
pub type Outcome<T> = Result<T, Failure>;

impl From<Exception> for Failure {
    fn from(exception: Exception) -> Self {
        Self::Error(exception)
    }
}

impl From<Box<PyError>> for Failure {
    fn from(error: Box<PyError>) -> Self {
        Self::Python(error)
    }
}

impl Failure {
    /// The exception that Python code sees.
    pub fn into_python(self, interpreter: &mut Interpreter) -> Box<PyError> {
        match self {
            Self::Python(error) => error,
            other => other.into_exception(interpreter).into_python(interpreter),
        }
    }

    /// The exception.
    pub fn into_exception(self, interpreter: &mut Interpreter) -> Exception {
        match self {
            Self::Error(exception) => exception,
            Self::Python(error) => Exception::from_python(interpreter, error),
            Self::Empty => Exception::new("django.core.exceptions.EmptyResultSet", ""),
            Self::Full => Exception::new("django.core.exceptions.FullResultSet", ""),
        }
    }
}

/// A `FieldError`.
pub fn field_error(message: impl Into<String>) -> Failure {
    Exception::new("django.core.exceptions.FieldError", message).into()
}

/// A `ValueError`.
pub fn value_error(message: impl Into<String>) -> Failure {
    Exception::new("ValueError", message).into()
}

/// A `TypeError`.
pub fn type_error(message: impl Into<String>) -> Failure {
    Exception::new("TypeError", message).into()
}

/// The error for what the sandbox cannot do in SQL.
pub fn unsupported(what: &str) -> Failure {
    let message = format!("the sandbox does not support {what} in SQL");
    Exception::new("NotImplementedError", message).into()
}

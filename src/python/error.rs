//! Python exceptions on their way out, and where they were raised.

use std::rc::Rc;

use super::value::Value;

/// What every evaluation returns.
pub type PyResult<T> = Result<T, Box<PyError>>;

/// A place in a source file: byte offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The project path of the file; `<string>` for evaluated text.
    pub file: Rc<str>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// An exception that was raised and not yet caught.
pub struct PyError {
    /// The exception instance, e.g. of `TypeError`.
    pub exception: Value,
    /// The calls it passed through, outermost first; the last is where it was raised.
    pub traceback: Vec<Frame>,
    /// Whether a limit of the sandbox ended the run: the program cannot catch this one.
    pub uncatchable: bool,
}

/// One entry of a traceback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The project path of the file.
    pub file: Rc<str>,
    /// Line, from 1.
    pub line: u32,
    /// The function's name; `<module>` at top level.
    pub function: Rc<str>,
    /// The place.
    pub span: Span,
}

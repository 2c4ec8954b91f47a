//! Python source to syntax tree to values.
//!
//! **Architecture invariant:** this room knows nothing of Django. Django's classes reach the
//! evaluator as [`value::Class`]es with a [`object::NativeClass`] behind them, in modules that the
//! caller registers. Nothing outside this folder sees the parser's types.

pub mod arguments;
pub mod error;
pub mod interpreter;
pub mod object;
pub mod value;

pub use arguments::{Arguments, Signature};
pub use error::{PyError, PyResult, Span};
pub use interpreter::{Importer, Interpreter, Source};
pub use object::{BinaryOperator, NativeClass, NativeObject};
pub use value::{Class, Dict, Function, Instance, Module, NativeFunction, Value};

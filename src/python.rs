//! Python source to syntax tree to values.
//!
//! `syntax` parses and words errors as CPython does; `compile` lowers the tree to [`code`], a small
//! stack code in which every name is resolved; `machine` runs it. The frames of the machine live on
//! the heap, which is what makes generators lazy and recursion bounded by a counter instead of by
//! the host's stack. `types` and `builtins` are Python's built-ins, `stdlib` one file per module.
//!
//! **Architecture invariant:** this room knows nothing of Django. Django's classes reach the
//! evaluator as [`value::Class`]es with a [`object::NativeClass`] behind them, in modules that the
//! caller registers. Nothing outside this folder sees the parser's types.

pub mod arguments;
mod builtins;
pub mod class;
mod code;
mod compile;
pub mod error;
pub mod inert;
pub mod interpreter;
mod limits;
mod machine;
pub mod object;
pub mod quick_hash;
pub mod set_order;
pub mod stand_in;
pub mod stdlib;
pub mod syntax;
mod text;
pub mod types;
pub mod value;

/// The version of Python whose behaviour this is.
pub const VERSION: &str = "3.11.7";

pub use arguments::{Arguments, Bound, Signature};
pub use class::ClassBuilder;
pub use error::{Frame, PyError, PyResult, Span};
pub use interpreter::{Importer, Interpreter, Limits, Options, Source};
pub use object::{BinaryOperator, NativeClass, NativeObject, UnaryOperator};
pub use text::string_repr;
pub use value::{
    Attachment, Binding, BoundMethod, Class, Dict, Function, HashKey, Instance, List, Module,
    Namespace, NativeFunction, Tuple, Value,
};

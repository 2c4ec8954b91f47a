//! Query expressions as values: `Q`, `F`, `Func` and their relatives.
//!
//! An expression other than `Q` is known by its class and by the arguments of the call that made
//! it, which is also what `deconstruct()` answers and what two expressions are compared by.

pub(crate) mod classes;
pub mod compiler;
pub mod object;
pub(crate) mod output_field;
pub mod own;
pub mod q;
mod references;
pub mod registered;

pub use compiler::{
    Compiled, compile, compile_condition, compile_default, compile_index_expression,
};
pub use object::{Expression, expression_repr, expression_text, is_expression};
pub use q::{Connector, Q};
pub use references::{expression_references, referenced_columns};

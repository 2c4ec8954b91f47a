//! Query expressions as values: `Q`, `F`, `Func` and their relatives.
//!
//! An expression other than `Q` is known by its class and by the arguments of the call that made
//! it, which is also what `deconstruct()` answers and what two expressions are compared by.

pub mod q;

pub use q::{Connector, Q};

//! Stands in for the real crate, whose automata and Unicode tables weigh 690 KB in the
//! engine, 160 KB compressed.
//!
//! GlueSQL alone asks for it: one fixed pattern, LIKE patterns that it escapes itself, and the
//! regular expression operators, which SQLite does not have. `regex-lite` has the same interface and
//! matches those alike.

pub use regex_lite::*;

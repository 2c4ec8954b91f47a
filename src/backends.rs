//! Database backends: what turns model changes into SQL.

pub mod base;

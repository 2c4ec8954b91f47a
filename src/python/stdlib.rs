//! The standard library's modules that models, settings and migrations import.
//!
//! Instances of their types are ordinary instances whose host's part is one of the public structs
//! here: `value.native::<datetime::DateTime>()`.

pub mod datetime;
pub mod decimal;
pub mod enumeration;
pub mod functools;
pub mod pathlib;
pub mod re;
pub mod uuid;
pub mod zoneinfo;

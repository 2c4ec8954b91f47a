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
pub mod typing;
pub mod uuid;
pub mod zoneinfo;

use super::interpreter::Interpreter;
use super::value::Module;

/// A module of the standard library, made afresh; `None` when the sandbox has none of that name.
pub(super) fn load(interpreter: &mut Interpreter, name: &str) -> Option<Module> {
    match name {
        "enum" => Some(enumeration::module(interpreter)),
        "functools" => Some(functools::module(interpreter)),
        "pathlib" => Some(pathlib::module(interpreter)),
        "typing" => Some(typing::module(interpreter)),
        _ => None,
    }
}

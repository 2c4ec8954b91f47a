//! Takes out of the engine what the linker keeps and nothing can reach.
//!
//! GlueSQL executes the plans that our own SQL front end makes: scans, joins, filters, sorting,
//! counting, changes of rows. Arithmetic, functions and casts are SQLite's and evaluated by
//! `src/database`, so GlueSQL's own are never reached; and its cast from text to INTERVAL, by parsing
//! SQL, holds on to all of `sqlparser` and of the translation from it. Together they are a megabyte.
//! These functions become traps; wasm-opt then lets go of them and of what only they used.
//!
//! `tests/structure.rs` sees to it that `src/database` asks GlueSQL for nothing of the kind.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use walrus::{FunctionKind, Module};

/// How the names of functions that become traps begin, after `<` where a method has one.
const UNREACHED: [&str; 9] = [
    "sqlparser::",
    "gluesql_core::translate::",
    "gluesql_core::data::interval::Interval>::parse::",
    "gluesql_core::data::value::Value>::add::",
    "gluesql_core::data::value::Value>::subtract::",
    "gluesql_core::data::value::Value>::multiply::",
    "gluesql_core::data::value::Value>::divide::",
    "gluesql_core::data::value::Value>::modulo::",
    "gluesql_core::executor::evaluate::evaluate_function::",
];

/// The bytes of the module in the file `compiled`, without the functions of [`UNREACHED`].
pub fn without_unreached_code(compiled: &Path) -> Result<Vec<u8>> {
    let mut module = Module::from_file(compiled)
        .with_context(|| format!("cannot read {}", compiled.display()))?;
    let mut trapped = [0; UNREACHED.len()];
    for function in module.funcs.iter_mut() {
        let name = function.name.as_deref().unwrap_or_default();
        let name = format!("{:#}::", rustc_demangle::demangle(name));
        let unreached = UNREACHED
            .iter()
            .position(|path| name.trim_start_matches('<').starts_with(path));
        if let (Some(index), FunctionKind::Local(local)) = (unreached, &mut function.kind) {
            let mut body = local.builder_mut().func_body();
            body.instrs_mut().clear();
            body.unreachable();
            trapped[index] += 1;
        }
    }
    for (path, trapped) in UNREACHED.iter().zip(trapped) {
        ensure!(
            trapped > 0,
            "no function is called {path}…: UNREACHED is out of date"
        );
    }
    Ok(module.emit_wasm())
}

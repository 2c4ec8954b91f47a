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

/// Parts of the symbols of functions that become traps.
const UNREACHED: [&str; 9] = [
    "sqlparser",
    "gluesql_core9translate",
    "gluesql_core4data8interval6string",
    "gluesql_core8executor8evaluate17evaluate_function",
    "gluesql_core4data5value5Value3add",
    "gluesql_core4data5value5Value8subtract",
    "gluesql_core4data5value5Value8multiply",
    "gluesql_core4data5value5Value6divide",
    "gluesql_core4data5value5Value6modulo",
];

/// The bytes of the module in the file `compiled`, without the functions of [`UNREACHED`].
pub fn without_unreached_code(compiled: &Path) -> Result<Vec<u8>> {
    let mut module = Module::from_file(compiled)
        .with_context(|| format!("cannot read {}", compiled.display()))?;
    for part in UNREACHED {
        let trapped = trap(&mut module, part);
        ensure!(
            trapped > 0,
            "no function is called …{part}…: UNREACHED is out of date"
        );
    }
    Ok(module.emit_wasm())
}

fn trap(module: &mut Module, part: &str) -> usize {
    let mut trapped = 0;
    for function in module.funcs.iter_mut() {
        let named = function
            .name
            .as_deref()
            .is_some_and(|name| name.contains(part));
        if let (true, FunctionKind::Local(local)) = (named, &mut function.kind) {
            let mut body = local.builder_mut().func_body();
            body.instrs_mut().clear();
            body.unreachable();
            trapped += 1;
        }
    }
    trapped
}

//! Takes out of the engine what the linker keeps and nothing can reach.
//!
//! GlueSQL casts text to INTERVAL by parsing SQL, and so holds on to all of `sqlparser` and of its own
//! translation from it: half a megabyte for a type that SQLite does not have. Our own front end reads
//! the SQL and never asks for that type. The functions become traps; wasm-opt then lets go of them
//! and of what only they used.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use walrus::{FunctionKind, Module};

/// Parts of the symbols of functions that become traps.
const UNREACHED: [&str; 3] = [
    "sqlparser",
    "gluesql_core9translate",
    "gluesql_core4data8interval6string",
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

//! What parts of the engine add to its size.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::snip::{Snipped, UNREACHED_IN_ENGINE};
use super::{Profile, dist, wasm};

/// The evaluator, as patterns of [`super::snip::named`]. What only they reach goes with them.
const EVALUATOR: [&str; 3] = [
    "migration_sandbox::python::machine::*",
    "migration_sandbox::python::types::*",
    "migration_sandbox::python::stdlib::*",
];

/// What works with rows.
const ORM: [&str; 3] = [
    "migration_sandbox::orm::query::*",
    "migration_sandbox::orm::model::*",
    "migration_sandbox::management::commands::shell::*",
];

/// Builds the engine as one module, and again without each of the parts; prints a table.
pub fn run() -> Result<()> {
    let compiled = wasm::compiled(wasm::Module::Engine, Profile::Release)?;
    let whole = weight(&compiled, &[])?;
    println!("| what | bytes, brotli |\n|---|---:|\n| the engine in one piece | {whole} |");
    let both = [EVALUATOR, ORM].concat();
    for (name, patterns) in [
        ("the evaluator: machine, types, library", &EVALUATOR[..]),
        ("querysets, instances and the shell", &ORM[..]),
        ("both", &both[..]),
    ] {
        let added = whole.saturating_sub(weight(&compiled, patterns)?);
        println!("| of this, {name} | {added} |");
    }
    Ok(())
}

fn weight(compiled: &Path, without: &[&str]) -> Result<usize> {
    let unreached = [UNREACHED_IN_ENGINE.as_slice(), without].concat();
    let module = Snipped::read(compiled, &unreached)?.finish()?;
    let optimized = wasm::optimize(&wasm::bind_alone("weighed", &module)?)?;
    Ok(dist::brotli(&fs::read(optimized)?)?.len())
}

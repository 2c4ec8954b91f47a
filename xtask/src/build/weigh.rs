//! What parts of the engine add to its size.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::snip::{Snipped, UNREACHED_IN_ENGINE};
use super::split::Rest;
use super::{Profile, dist, later, wasm};

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

/// Builds the engine as one module, and again without each of the parts; likewise what a first visit
/// fetches of it. Prints a table.
pub fn run() -> Result<()> {
    let compiled = wasm::compiled(wasm::Module::Engine, Profile::Release)?;
    let both = [EVALUATOR, ORM].concat();
    println!("| what | bytes, brotli | of these at the first load |\n|---|---:|---:|");
    let mut whole = (0, 0);
    for (name, patterns) in [
        ("the engine", &[][..]),
        (
            "of this, the evaluator: machine, types, library",
            &EVALUATOR[..],
        ),
        ("of this, querysets, instances and the shell", &ORM[..]),
        ("of this, both", &both[..]),
    ] {
        let left = (
            weight(&in_one_piece(&compiled, patterns)?)?,
            weight(&first_part(&compiled, patterns)?)?,
        );
        if patterns.is_empty() {
            whole = left;
            println!("| {name} | {} | {} |", whole.0, whole.1);
        } else {
            println!("| {name} | {} | {} |", whole.0 - left.0, whole.1 - left.1);
        }
    }
    Ok(())
}

/// The engine without these functions and what only they reach.
fn in_one_piece(compiled: &Path, without: &[&str]) -> Result<Vec<u8>> {
    let module = snipped(compiled, without)?.finish()?;
    Ok(fs::read(wasm::bind_alone("weighed", &module)?)?)
}

/// What a first visit fetches of that.
fn first_part(compiled: &Path, without: &[&str]) -> Result<Vec<u8>> {
    let mut snipped = snipped(compiled, without)?;
    let rest = Rest::take(&mut snipped, later::OF_ENGINE)?;
    let bound = wasm::bind_alone("weighed", &snipped.finish()?)?;
    let (first, _) = rest.split(&fs::read(bound)?)?;
    Ok(first)
}

fn snipped(compiled: &Path, without: &[&str]) -> Result<Snipped> {
    Snipped::read(
        compiled,
        &[UNREACHED_IN_ENGINE.as_slice(), without].concat(),
    )
}

fn weight(module: &[u8]) -> Result<i64> {
    let path = wasm::bindings_folder("weighed").join("weighed.wasm");
    fs::write(&path, module)?;
    let bytes = dist::brotli(&fs::read(wasm::optimize(&path)?)?)?.len();
    Ok(i64::try_from(bytes)?)
}

//! Takes out of the engine what the linker keeps and nothing can reach.
//!
//! GlueSQL executes the plans that our own SQL front end makes: scans, joins, filters, sorting,
//! counting, changes of rows. Arithmetic, functions and casts are SQLite's and evaluated by
//! `src/database`, so GlueSQL's own are never reached; and its cast from text to INTERVAL, by parsing
//! SQL, holds on to all of `sqlparser` and of the translation from it. Together they are a megabyte.
//! These functions become traps; wasm-opt then lets go of them and of what only they used.
//!
//! `tests/structure.rs` sees to it that `src/database` asks GlueSQL for nothing of the kind.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::relocations::{Relocations, without_relocations};

/// The names of functions of the engine that become traps, without the `<` and `&` that a name may
/// begin with; `*` stands for anything.
pub const UNREACHED_IN_ENGINE: [&str; 9] = [
    "sqlparser::*",
    "gluesql_core::translate::*",
    "gluesql_core::data::interval::Interval>::parse",
    "gluesql_core::data::value::Value>::add",
    "gluesql_core::data::value::Value>::subtract",
    "gluesql_core::data::value::Value>::multiply",
    "gluesql_core::data::value::Value>::divide",
    "gluesql_core::data::value::Value>::modulo",
    "gluesql_core::executor::evaluate::evaluate_function::*",
];

/// A linked module without the code and data that nothing leads to.
pub struct Snipped {
    /// Its bytes, the relocations still among them.
    pub module: Vec<u8>,
    /// What refers to what in it.
    pub relocations: Relocations,
    /// Says for each item whether it was taken out.
    pub is_gone: Vec<bool>,
}

impl Snipped {
    /// Reads the module in the file `compiled`, and takes out of it the functions that `unreached`
    /// names and all else that nothing leads to then.
    pub fn read(compiled: &Path, unreached: &[&str]) -> Result<Self> {
        let mut module =
            fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
        let relocations = Relocations::read(&module)
            .with_context(|| format!("cannot follow the references in {}", compiled.display()))?;
        let traps = named(&relocations.names, unreached)?;
        let is_trap = |item| traps.get(item) == Some(&true);
        let reached = relocations.reached(relocations.roots.clone(), is_trap);
        let is_gone: Vec<bool> = (0..reached.len())
            .map(|item| is_trap(item) || !reached[item])
            .collect();
        for (item, place) in relocations.places.iter().enumerate() {
            match (is_gone[item], item < traps.len()) {
                (true, true) => become_trap(&mut module[place.clone()]),
                (true, false) => module[place.clone()].fill(0),
                (false, _) => {}
            }
        }
        Ok(Self {
            module,
            relocations,
            is_gone,
        })
    }

    /// The module, without relocations.
    pub fn finish(&self) -> Result<Vec<u8>> {
        without_relocations(&self.module)
    }
}

/// Says for each function whether one of the patterns is its name; a pattern after `!` takes names out
/// again. Each pattern must be some function's.
pub fn named(names: &[String], patterns: &[&str]) -> Result<Vec<bool>> {
    let mut found = vec![false; patterns.len()];
    let named = names.iter().map(|name| {
        let name = format!("{:#}", rustc_demangle::demangle(name));
        let name = name.trim_start_matches(['<', '&']);
        let mut named = false;
        for (pattern, found) in patterns.iter().zip(&mut found) {
            let wanted = pattern.strip_prefix('!');
            if matches(wanted.unwrap_or(pattern), name) {
                named = wanted.is_none();
                *found = true;
            }
        }
        named
    });
    let named = named.collect();
    for (pattern, found) in patterns.iter().zip(found) {
        ensure!(
            found,
            "no function is called {pattern}: the list is out of date"
        );
    }
    Ok(named)
}

/// Whether `pattern`, in which `*` stands for anything, describes the whole of `name`.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(name) = name.strip_prefix(start) else {
        return false;
    };
    name.char_indices()
        .map(|(index, _)| index)
        .chain([name.len()])
        .any(|index| matches(rest, &name[index..]))
}

/// Makes a function's body `unreachable`, as long as before: no locals, the trap, `nop`s, the end.
fn become_trap(body: &mut [u8]) {
    const UNREACHABLE: u8 = 0x00;
    const NOP: u8 = 0x01;
    const END: u8 = 0x0b;
    if let [locals, trap, padding @ .., end] = body {
        (*locals, *trap, *end) = (0, UNREACHABLE, END);
        padding.fill(NOP);
    }
}

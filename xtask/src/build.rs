//! `cargo xtask build`: from the sources to a folder that any file server can host.
//!
//! Two wasm modules come out of the one package: the page (`page`, the Yew application) and the
//! engine (`engine`, everything that the page shows), each with its JavaScript. Neither carries the
//! other's code, so the browser compiles them side by side.

mod dist;
mod relocations;
mod sizes;
mod snip;
mod split;
mod wasm;
mod web;

use std::fs;

use anyhow::Result;
pub use sizes::Sizes;
use web::ScriptKind::{Classic, Module};

use crate::tools;

/// How to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build: unoptimized, not compressed.
    Dev,
    /// What is published.
    Release,
}

/// Builds the page into `dist/` and returns what each file weighs.
pub fn run(profile: Profile) -> Result<Sizes> {
    wasm::check_versions()?;
    tools::ensure_wasm_target()?;
    tools::ensure_npm_packages()?;
    let engine = wasm::compile(wasm::Module::Engine, profile)?;
    let page = wasm::compile(wasm::Module::Page, profile)?;
    let rest = wasm::rest_of_engine(&engine)?;
    let modules = wasm::optimize_all(vec![engine, page, rest], profile)?;
    let mut dist = dist::Dist::new()?;
    for (name, module) in ["engine.wasm", "page.wasm", "engine-rest.wasm"]
        .into_iter()
        .zip(modules)
    {
        dist.add(name, fs::read(module)?)?;
    }
    dist.add("worker.js", web::script("worker.js", Classic, profile)?)?;
    dist.add("boot.js", web::script("boot.js", Module, profile)?)?;
    dist.add("page.css", web::stylesheet(profile)?)?;
    dist.add_static_folder()?;
    dist.add_as("embed.js", web::script("embed.js", Module, profile)?)?;
    dist.add_index()?;
    dist.finish(profile)
}

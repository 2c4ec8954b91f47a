//! `cargo xtask build`: from the sources to a folder that any file server can host.
//!
//! Two wasm modules come out of the one package: the page (`page`, the Yew application) and the
//! engine (`engine`, everything that the page shows), each with its JavaScript. Neither carries the
//! other's code, so the browser compiles them side by side. What a first visit does not run is in a
//! second part of each, which is fetched later.

mod dist;
mod later;
mod relocations;
mod sizes;
mod snip;
mod split;
mod wasm;
mod web;
pub mod weigh;

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
    let rests = [wasm::rest_of(&engine)?, wasm::rest_of(&page)?];
    let names = [
        "engine.wasm",
        "page.wasm",
        "engine-rest.wasm",
        "page-rest.wasm",
    ];
    let modules = [engine, page].into_iter().chain(rests).collect();
    let modules = wasm::optimize_all(modules, profile)?;
    let mut dist = dist::Dist::new()?;
    for (name, module) in names.into_iter().zip(modules) {
        dist.add(name, fs::read(module)?)?;
    }
    dist.add("worker.js", web::script("js/worker.js", Classic, profile)?)?;
    dist.add("boot.js", web::script("js/boot.js", Module, profile)?)?;
    dist.add(
        "editor.js",
        web::script("editor/turns.js", Module, profile)?,
    )?;
    dist.add("page.css", web::stylesheet(profile)?)?;
    dist.add_static_folder()?;
    dist.add_as("embed.js", web::script("js/embed.js", Module, profile)?)?;
    dist.add_index()?;
    dist.finish(profile)
}

//! What a build and the tests need beside cargo: found, installed where that is possible, and
//! otherwise named with the command that installs it.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

use anyhow::{Result, bail};

use crate::process::{self, find_program, output, root, run};

/// The target of both wasm modules.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that the standard library of [`WASM_TARGET`] is there.
pub fn ensure_wasm_target() -> Result<()> {
    // A build and the lints may ask at the same time.
    static ASKED: Mutex<()> = Mutex::new(());
    let _alone = ASKED.lock();
    let mut rustc = Command::new("rustc");
    let folder = output(rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if folder.is_some_and(|folder| PathBuf::from(folder.trim()).is_dir()) {
        return Ok(());
    }
    if find_program(&["rustup"]).is_none() {
        bail!(
            "the target {WASM_TARGET} is missing and so is rustup; install it from https://rustup.rs"
        );
    }
    run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
}

/// Makes sure that the sources of the standard library are there, which [`crate::build`] compiles
/// for size.
pub fn ensure_std_sources() -> Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]));
    let sources = "lib/rustlib/src/rust/library/std/Cargo.toml";
    if sysroot.is_some_and(|folder| PathBuf::from(folder.trim()).join(sources).is_file()) {
        return Ok(());
    }
    if find_program(&["rustup"]).is_none() {
        bail!(
            "the sources of the standard library are missing and so is rustup; \
             install it from https://rustup.rs"
        );
    }
    run(Command::new("rustup").args(["component", "add", "rust-src"]))
}

/// Makes sure that `node_modules` is what `package-lock.json` says.
pub fn ensure_npm_packages() -> Result<()> {
    let modified = |path: &str| {
        root()
            .join(path)
            .metadata()
            .and_then(|data| data.modified())
            .ok()
    };
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    let Some(npm) = find_program(&["npm", "npm.cmd"]) else {
        bail!("npm is missing; install Node 20 or later from https://nodejs.org");
    };
    run(Command::new(npm).args(["ci", "--no-audit", "--no-fund"]))
}

/// Finds Chromium, or installs it where this program may.
pub fn ensure_chromium() -> Result<PathBuf> {
    if let Some(chromium) = find_chromium() {
        return Ok(chromium);
    }
    if is_root() && find_program(&["apt-get"]).is_some() {
        run(Command::new("apt-get").args(["update", "-q"]))?;
        let install = ["install", "-y", "-q", "--no-install-recommends", "chromium"];
        run(Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(install))?;
    }
    match find_chromium() {
        Some(chromium) => Ok(chromium),
        None => bail!(
            "Chromium is missing; install it (`sudo apt-get install chromium`) \
             or set CHROMIUM to the path of Chromium, Chrome or Edge"
        ),
    }
}

/// A program that npm installed.
pub fn npm_program(name: &str) -> Command {
    let name = if cfg!(windows) {
        format!("{name}.cmd")
    } else {
        name.to_owned()
    };
    Command::new(root().join("node_modules/.bin").join(name))
}

fn find_chromium() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return Some(path.into());
    }
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    find_program(&names)
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

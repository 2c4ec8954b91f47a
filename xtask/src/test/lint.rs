//! Formatting, lints and documentation, natively and for wasm with each of its two features.

use anyhow::Result;

use super::Step;
use crate::process::{cargo, run};
use crate::tools::{self, WASM_TARGET};

/// The steps, quickest first.
pub fn steps() -> Vec<Step> {
    vec![
        Step::new("rustfmt", || cargo_passes(&["fmt", "--all", "--check"])),
        Step::new("clippy", || clippy(&["--workspace", "--all-targets"])),
        Step::new("clippy, wasm engine", || wasm_clippy("engine", &["--lib"])),
        Step::new("clippy, wasm page", || {
            wasm_clippy("page", &["--lib", "--bin", "page"])
        }),
        Step::new("rustdoc", documentation),
    ]
}

fn clippy(arguments: &[&str]) -> Result<String> {
    run(cargo()
        .arg("clippy")
        .args(arguments)
        .args(["--quiet", "--", "-D", "warnings"]))?;
    Ok(String::new())
}

fn wasm_clippy(feature: &str, targets: &[&str]) -> Result<String> {
    tools::ensure_wasm_target()?;
    clippy(&[&["--target", WASM_TARGET, "--features", feature], targets].concat())
}

fn documentation() -> Result<String> {
    let arguments = [
        "doc",
        "--no-deps",
        "--lib",
        "--document-private-items",
        "--quiet",
    ];
    run(cargo().args(arguments).env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(String::new())
}

fn cargo_passes(arguments: &[&str]) -> Result<String> {
    run(cargo().args(arguments))?;
    Ok(String::new())
}

//! JavaScript and CSS: bundled and minified by esbuild.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use super::{Profile, wasm};
use crate::process::root;
use crate::tools::npm_program;

/// Files of `www/css` that come before the others, in this order.
const FIRST_STYLES: [&str; 2] = ["tokens.css", "base.css"];

/// How a page runs a script.
#[derive(Clone, Copy)]
pub enum ScriptKind {
    /// `type="module"`.
    Module,
    /// What a worker in a frame of opaque origin has to be.
    Classic,
}

/// Bundles a script of `www` with everything that it imports.
pub fn script(name: &str, kind: ScriptKind, profile: Profile) -> Result<Vec<u8>> {
    let format = match kind {
        ScriptKind::Module => "--format=esm",
        ScriptKind::Classic => "--format=iife",
    };
    let mut arguments = vec![format!("www/{name}"), "--bundle".into(), format.into()];
    for module in ["engine", "page"] {
        let bindings = wasm::bindings_folder(module).join(format!("{module}.js"));
        arguments.push(format!("--alias:{module}={}", bindings.display()));
    }
    esbuild(arguments, &[], profile).with_context(|| format!("cannot bundle {name}"))
}

/// Joins the files of `www/css`: tokens, then the base, then one file per component.
pub fn stylesheet(profile: Profile) -> Result<Vec<u8>> {
    let mut joined = Vec::new();
    for path in stylesheets(&root().join("www/css"))? {
        joined.extend(fs::read(&path)?);
        joined.push(b'\n');
    }
    esbuild(vec!["--loader=css".into()], &joined, profile).context("cannot read www/css")
}

fn stylesheets(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            paths.push(path);
        }
    }
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let rank = |name: &str| FIRST_STYLES.iter().position(|first| *first == name);
    paths.sort_by_key(|path| {
        let name = name(path);
        (rank(&name).unwrap_or(FIRST_STYLES.len()), name)
    });
    Ok(paths)
}

fn esbuild(arguments: Vec<String>, input: &[u8], profile: Profile) -> Result<Vec<u8>> {
    let mut command = npm_program("esbuild");
    command.args(arguments).args([
        "--target=es2022",
        "--log-level=warning",
        "--legal-comments=none",
    ]);
    // CodeMirror makes one when it is loaded, a third of the time that takes, for a command that no key
    // is bound to.
    command.arg("--define:Intl.Segmenter=undefined");
    // wasm-bindgen lists a module once per function that wasm imports from it directly.
    command.arg("--log-override:duplicate-object-key=silent");
    if profile == Profile::Release {
        command.arg("--minify");
    }
    // wasm-bindgen's copy of the editor's source lies outside of the folders that hold node_modules.
    command.env("NODE_PATH", root().join("node_modules"));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input)?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("esbuild failed ({})", output.status);
    }
    Ok(output.stdout)
}

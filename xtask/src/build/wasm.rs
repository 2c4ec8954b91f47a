//! The two wasm modules: cargo, then wasm-bindgen, then wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::snip::{self, Snipped};
use super::split::Rest;
use super::{Profile, dist, later};
use crate::process::{cargo, root, run, target_folder, work_folder};
use crate::tools::{self, WASM_TARGET, npm_program};

/// The file of a module's second part.
const REST: &str = "rest.wasm";

/// The header alone.
const EMPTY_MODULE: &[u8] = b"\0asm\x01\0\0\0";

/// One of the two modules.
#[derive(Clone, Copy)]
pub enum Module {
    /// The worker's: `--lib --features engine`.
    Engine,
    /// The page's: `--bin page --features page`.
    Page,
}

impl Module {
    /// The name of its files and of the JavaScript module that loads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Engine => "engine",
            Self::Page => "page",
        }
    }

    /// What cargo is asked for. The library is a `cdylib` here only: listed beside `rlib` in the
    /// manifest it would be linked in every build, and without link-time optimization.
    fn cargo_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Engine => &[
                "rustc",
                "--lib",
                "--crate-type",
                "cdylib",
                "--features",
                "engine",
            ],
            Self::Page => &["rustc", "--bin", "page", "--features", "page"],
        }
    }

    /// The functions that it has and never calls.
    fn unreached(self) -> &'static [&'static str] {
        match self {
            Self::Engine => &snip::UNREACHED_IN_ENGINE,
            Self::Page => &[],
        }
    }

    /// The functions that a first visit does not run.
    fn later(self) -> &'static [&'static str] {
        match self {
            Self::Engine => later::OF_ENGINE,
            Self::Page => later::OF_PAGE,
        }
    }

    fn cargo_output(self) -> &'static str {
        match self {
            Self::Engine => "migration_sandbox.wasm",
            Self::Page => "page.wasm",
        }
    }
}

/// The folder with a module's JavaScript, `<name>.js`, and its wasm before optimization.
pub fn bindings_folder(name: &str) -> PathBuf {
    work_folder().join(name)
}

/// Compiles a module and writes its bindings; returns the path of the wasm file.
pub fn compile(module: Module, profile: Profile) -> Result<PathBuf> {
    bind(module, &compiled(module, profile)?, profile)
}

/// Compiles a module; returns the path of what the linker made.
pub fn compiled(module: Module, profile: Profile) -> Result<PathBuf> {
    let (cargo_profile, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Release => ("wasm", "wasm"),
    };
    let mut command = cargo();
    command.args(module.cargo_arguments());
    command.args(["--target", WASM_TARGET, "--profile", cargo_profile]);
    if profile == Profile::Release {
        build_std_for_size(&mut command)?;
        // By the relocations `snip` knows what refers to what.
        command.args(["--", "-Clink-arg=--emit-relocs"]);
    }
    run(&mut command)?;
    Ok(target_folder()
        .join(WASM_TARGET)
        .join(folder)
        .join(module.cargo_output()))
}

/// Writes the bindings of a linked module that nothing else needs; returns the path of the wasm file.
pub fn bind_alone(name: &str, module: &[u8]) -> Result<PathBuf> {
    let folder = bindings_folder(name);
    bindgen(name)?
        .input_bytes(name, module.to_vec())
        .generate(&folder)
        .with_context(|| format!("wasm-bindgen failed on {name}"))?;
    Ok(folder.join(format!("{name}_bg.wasm")))
}

/// Optimizes modules, two at a time. The dev profile leaves them as they are.
pub fn optimize_all(modules: Vec<PathBuf>, profile: Profile) -> Result<Vec<PathBuf>> {
    if profile == Profile::Dev {
        return Ok(modules);
    }
    let mut modules = modules.into_iter();
    let first = modules.next().context("no module")?;
    let others = thread::spawn(move || modules.map(|module| optimize(&module)).collect());
    let first = optimize(&first)?;
    let others: Result<Vec<PathBuf>> = others
        .join()
        .map_err(|_| anyhow!("wasm-opt's thread ended early"))?;
    let mut optimized = vec![first];
    optimized.extend(others?);
    Ok(optimized)
}

/// A module's second part, beside its first: what a first visit does not need. In the dev profile the
/// first has everything, and this one nothing.
pub fn rest_of(module: &Path) -> Result<PathBuf> {
    let rest = module.with_file_name(REST);
    if !rest.is_file() {
        fs::write(&rest, EMPTY_MODULE)?;
    }
    Ok(rest)
}

/// wasm-bindgen's two halves must be of one version: the crate in the modules and the crate in here.
pub fn check_versions() -> Result<()> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let version = |package: &str| {
        let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
        after.split('"').next()
    };
    let (library, tool) = (version("wasm-bindgen"), version("wasm-bindgen-cli-support"));
    if library != tool {
        bail!(
            "Cargo.lock has wasm-bindgen {} but wasm-bindgen-cli-support {}; \
             pin the latter to the same version in xtask/Cargo.toml",
            library.unwrap_or("missing"),
            tool.unwrap_or("missing"),
        );
    }
    Ok(())
}

/// Has the standard library compiled along, for size: sorting and formatting are smaller, and a panic
/// is a trap without words, which the dev profile has. It takes a fifth off the modules.
///
/// Cargo counts this among its unstable features, which `RUSTC_BOOTSTRAP` opens in the compiler that
/// `rust-toolchain.toml` pins; what is built natively is without it.
fn build_std_for_size(command: &mut Command) -> Result<()> {
    tools::ensure_std_sources()?;
    command.args([
        "-Zbuild-std=std,panic_abort",
        "-Zbuild-std-features=optimize_for_size",
    ]);
    // `snip` goes by names, so a function must not stand for another that compiles to the same.
    let flags = "-Zunstable-options -Cpanic=immediate-abort -Zmerge-functions=disabled";
    command.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", flags);
    Ok(())
}

fn bind(module: Module, compiled: &Path, profile: Profile) -> Result<PathBuf> {
    let folder = bindings_folder(module.name());
    let bound = folder.join(format!("{}_bg.wasm", module.name()));
    if is_newer(&bound, compiled) {
        return Ok(bound);
    }
    // A snippet that the sources no longer have must not stay behind.
    let _ = fs::remove_dir_all(&folder);
    let mut bindgen = bindgen(module.name())?;
    let mut rest = None;
    match profile {
        Profile::Dev => bindgen.input_path(compiled),
        Profile::Release => {
            let mut snipped = Snipped::read(compiled, module.unreached())?;
            rest = Some(Rest::take(&mut snipped, module.later())?);
            bindgen.input_bytes(module.name(), snipped.finish()?)
        }
    };
    bindgen
        .generate(&folder)
        .with_context(|| format!("wasm-bindgen failed on {}", compiled.display()))?;
    if let Some(rest) = rest {
        let (first, second) = rest.split(&fs::read(&bound)?)?;
        fs::write(bound.with_file_name(REST), second)?;
        fs::write(&bound, first)?;
    }
    Ok(bound)
}

fn bindgen(name: &str) -> Result<Bindgen> {
    let mut bindgen = Bindgen::new();
    bindgen
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // `split` and wasm-opt go by the linker's names; the latter takes them out.
        .demangle(false)
        .remove_producers_section(true);
    Ok(bindgen)
}

fn is_newer(output: &Path, input: &Path) -> bool {
    let modified = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    modified(output).is_some_and(|time| Some(time) > modified(input))
}

/// Optimizes a module. It takes a minute, so the result is kept under the hash of what was given.
pub fn optimize(bound: &Path) -> Result<PathBuf> {
    let folder = work_folder().join("optimized");
    fs::create_dir_all(&folder)?;
    let result = folder.join(format!("{}.wasm", dist::hash(&fs::read(bound)?)));
    if result.is_file() {
        return Ok(result);
    }
    let unfinished = result.with_extension("unfinished");
    let mut command = npm_program("wasm-opt");
    command
        .arg(bound)
        .arg("-Oz")
        // The stack grows down to address 0, so nothing that a pointer could mean lies there.
        .arg("--low-memory-unused")
        // Smaller than what was inlined, and functions of like names compress better side by side.
        .arg("--one-caller-inline-max-function-size=0")
        .args([
            "--reorder-functions-by-name",
            "--strip-debug",
            "--strip-producers",
        ]);
    // What rustc 1.95 emits for this target, and every browser of the last three years runs.
    command.args([
        "--enable-bulk-memory",
        "--enable-bulk-memory-opt",
        "--enable-mutable-globals",
    ]);
    command.args(["--enable-nontrapping-float-to-int", "--enable-sign-ext"]);
    command.args([
        "--enable-reference-types",
        "--enable-multivalue",
        "--enable-call-indirect-overlong",
    ]);
    run(command.arg("-o").arg(&unfinished))?;
    fs::rename(unfinished, &result)?;
    Ok(result)
}

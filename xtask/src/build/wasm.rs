//! The two wasm modules: cargo, then wasm-bindgen, then wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::{Profile, dist, snip};
use crate::process::{cargo, root, run, target_folder, work_folder};
use crate::tools::{self, WASM_TARGET, npm_program};

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
    let (cargo_profile, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Release => ("wasm", "wasm"),
    };
    let mut command = cargo();
    command.args(module.cargo_arguments());
    command.args(["--target", WASM_TARGET, "--profile", cargo_profile]);
    if profile == Profile::Release {
        build_std_for_size(&mut command)?;
    }
    run(&mut command)?;
    let compiled = target_folder()
        .join(WASM_TARGET)
        .join(folder)
        .join(module.cargo_output());
    bind(module, &compiled, profile)
}

/// Optimizes both modules, side by side. The dev profile leaves them as they are.
pub fn optimize_both(
    engine: PathBuf,
    page: PathBuf,
    profile: Profile,
) -> Result<(PathBuf, PathBuf)> {
    if profile == Profile::Dev {
        return Ok((engine, page));
    }
    let other = thread::spawn(move || optimize(&page));
    let engine = optimize(&engine)?;
    let page = other
        .join()
        .map_err(|_| anyhow!("wasm-opt's thread ended early"))??;
    Ok((engine, page))
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
    let mut bindgen = Bindgen::new();
    match (module, profile) {
        (Module::Engine, Profile::Release) => {
            bindgen.input_bytes(module.name(), snip::without_unreached_code(compiled)?)
        }
        _ => bindgen.input_path(compiled),
    };
    bindgen
        .out_name(module.name())
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(profile == Profile::Release)
        .remove_producers_section(true)
        .generate(&folder)
        .with_context(|| format!("wasm-bindgen failed on {}", compiled.display()))?;
    Ok(bound)
}

fn is_newer(output: &Path, input: &Path) -> bool {
    let modified = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    modified(output).is_some_and(|time| Some(time) > modified(input))
}

/// wasm-opt takes a minute; its result is kept under the hash of what it was given.
fn optimize(bound: &Path) -> Result<PathBuf> {
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
        .arg("--strip-debug")
        .arg("--strip-producers");
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

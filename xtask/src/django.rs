//! Real Django beside the sandbox's own `manage`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{cargo, find_program, output, root, run, target_folder, work_folder};

/// The Django whose text is the reference.
pub const DJANGO: &str = "Django==5.2.*";

/// Starts `script` in the interpreter of a virtual environment with Django, with the path of an
/// optimized `manage` as its argument.
pub fn run_beside_manage(python: PathBuf, script: &str) -> Result<()> {
    run(&mut beside_manage(python, script)?)
}

fn beside_manage(python: PathBuf, script: &str) -> Result<Command> {
    run(cargo().args(["build", "--release", "--bin", "manage"]))?;
    let manage = target_folder().join("release/manage");
    let mut command = Command::new(python);
    command.arg(root().join(script)).arg(manage);
    Ok(command)
}

/// The interpreter of a virtual environment with Django, made once; `None` where it cannot be made.
pub fn interpreter() -> Option<PathBuf> {
    let folder = work_folder().join("django");
    let python = folder.join("bin/python");
    let has_django = || output(Command::new(&python).args(["-c", "import django"])).is_some();
    if !has_django() {
        output(
            Command::new(find_program(&["python3"])?)
                .args(["-m", "venv"])
                .arg(&folder),
        )?;
        let install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            DJANGO,
        ];
        output(Command::new(&python).args(install))?;
    }
    has_django().then_some(python)
}

/// `cargo xtask bench`: the table of BENCHMARKS.md, of the benchmark's own workloads or of those in a
/// folder.
pub fn bench(workloads: Option<&Path>) -> Result<()> {
    let Some(python) = interpreter() else {
        bail!("{DJANGO} cannot be installed here; it takes python3 with venv, and PyPI");
    };
    let mut command = beside_manage(python, "tests/benchmark.py")?;
    command.arg(planning()?).args(workloads);
    run(&mut command)
}

/// Builds the benchmark and answers where cargo has put it.
fn planning() -> Result<PathBuf> {
    let mut build = cargo();
    build.args(["bench", "--no-run", "--bench", "planning"]);
    run(&mut build)?;
    let messages = output(build.args(["--quiet", "--message-format", "json"]));
    let messages = messages.context("cargo does not say what it built")?;
    let executable = messages
        .lines()
        .filter(|message| message.contains("\"name\":\"planning\""))
        .find_map(|message| message.split("\"executable\":\"").nth(1)?.split('"').next());
    Ok(executable.context("cargo names no benchmark")?.into())
}

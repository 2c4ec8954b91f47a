//! Real Django beside the sandbox's own `manage`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{cargo, find_program, output, root, run, target_folder, work_folder};

/// The Django whose text is the reference.
pub const DJANGO: &str = "Django==5.2.*";

/// Starts `script` in the interpreter of a virtual environment with Django, with the path of an
/// optimized `manage` as its argument.
pub fn run_beside_manage(python: PathBuf, script: &str) -> Result<()> {
    run(cargo().args(["build", "--release", "--bin", "manage"]))?;
    let manage = target_folder().join("release/manage");
    run(Command::new(python).arg(root().join(script)).arg(manage))
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

/// `cargo xtask bench`: the table of BENCHMARKS.md.
pub fn bench() -> Result<()> {
    run_beside_manage(needed_interpreter()?, "tests/benchmark.py")
}

/// `cargo xtask record`: the terminal sessions, written anew from what Django prints.
pub fn record(words: &[String]) -> Result<()> {
    let script = root().join("tests/sessions/record.py");
    run(Command::new(needed_interpreter()?).arg(script).args(words))
}

fn needed_interpreter() -> Result<PathBuf> {
    let Some(python) = interpreter() else {
        bail!("{DJANGO} cannot be installed here; it takes python3 with venv, and PyPI");
    };
    Ok(python)
}

//! Real Django beside the sandbox's own `manage`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::arguments::HistoryOptions;
use crate::process::{Native, built, find_program, output, root, run, work_folder};

/// The Django whose text is the reference.
pub const DJANGO: &str = "Django==5.2.*";
const NOT_INSTALLED: &str = "cannot be installed here; it takes python3 with venv, and PyPI";

/// The command that runs `script` in the interpreter of a virtual environment with Django, with the
/// path of `manage` as its argument.
pub fn beside_manage(python: PathBuf, script: &str, native: Native) -> Result<Command> {
    let mut command = Command::new(python);
    command
        .arg(root().join(script))
        .arg(built("manage", native)?);
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

/// Random edit histories, invented and recorded in real Django and compared with the engine.
pub const HISTORIES: &str = "tests/conformance/histories.py";

/// `cargo xtask fuzz-histories`.
pub fn fuzz_histories(options: &HistoryOptions) -> Result<()> {
    let python = required_interpreter()?;
    let (count, seed) = (options.count.to_string(), options.seed.to_string());
    let compare = ["compare", &count, &seed];
    let runner = built("conformance", Native::Optimized)?;
    run(Command::new(python)
        .arg(root().join(HISTORIES))
        .args(compare)
        .arg(runner))
}

/// `cargo xtask projects`: packages from PyPI and their migrations, in Django and in the sandbox.
pub fn projects(packages: Vec<String>) -> Result<()> {
    let script = "tests/real_projects.py";
    run(beside_manage(required_interpreter()?, script, Native::Optimized)?.args(packages))
}

/// The interpreter, or why it cannot be.
pub fn required_interpreter() -> Result<PathBuf> {
    match interpreter() {
        Some(python) => Ok(python),
        None => bail!("{DJANGO} {NOT_INSTALLED}"),
    }
}

/// `cargo xtask record`: the terminal sessions, written anew from what Django prints.
pub fn record(words: &[String]) -> Result<()> {
    let script = root().join("tests/sessions/record.py");
    run(Command::new(required_interpreter()?)
        .arg(script)
        .args(words))
}

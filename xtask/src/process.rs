//! Running other programs.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// The folder of the workspace. cargo says where it is now, which may not be where this was compiled.
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR");
    let manifest = manifest.map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    manifest.parent().unwrap_or(&manifest).to_owned()
}

/// Where xtask keeps what it makes on the way to `dist/`.
pub fn work_folder() -> PathBuf {
    root().join("target/xtask")
}

/// `cargo` of the toolchain that runs this program.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The folder that cargo builds into.
pub fn target_folder() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// How one of the project's own programs is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Native {
    /// As the tests are: quick to build beside them.
    AsTests,
    /// For long work, and to be timed.
    Optimized,
}

/// Builds a program of the project; returns its path.
pub fn built(program: &str, native: Native) -> Result<PathBuf> {
    let mut build = cargo();
    build.args(["build", "--bin", program]);
    let folder = match native {
        Native::AsTests => "debug",
        Native::Optimized => {
            build.arg("--release");
            "release"
        }
    };
    run(&mut build)?;
    Ok(target_folder().join(folder).join(program))
}

/// Runs `command` with its output on the terminal; fails when it does.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = describe(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// What `command` prints; `None` when it cannot be run or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a command printed, and whether it succeeded.
pub struct Echoed {
    /// Its exit status was zero.
    pub passed: bool,
    /// Standard output, then standard error.
    pub lines: Vec<String>,
}

/// Runs `command`, showing what it prints as it comes.
pub fn echoed(command: &mut Command) -> Result<Echoed> {
    let shown = describe(command);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start `{shown}`"))?;
    let stderr = child.stderr.take();
    let errors = thread::spawn(move || stderr.map(|pipe| echo(pipe, true)).unwrap_or_default());
    let mut lines = child
        .stdout
        .take()
        .map(|pipe| echo(pipe, false))
        .unwrap_or_default();
    lines.extend(errors.join().unwrap_or_default());
    Ok(Echoed {
        passed: child.wait()?.success(),
        lines,
    })
}

/// The command as one would type it.
pub fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first of `names` that is a program on the PATH.
pub fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let candidates = names
        .iter()
        .flat_map(|name| folders.iter().map(move |one| one.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}

fn echo(pipe: impl Read, to_stderr: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for line in BufReader::new(pipe).lines().map_while(Result::ok) {
        if to_stderr {
            eprintln!("{line}");
        } else {
            println!("{line}");
        }
        lines.push(line);
    }
    lines
}

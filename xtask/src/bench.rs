//! `cargo xtask bench`: the tables of BENCHMARKS.md.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::build::{self, Profile, weigh};
use crate::django::{beside_manage, required_interpreter};
use crate::process::{Native, cargo, output, root, run};
use crate::tools;

/// What is timed, and beside what.
#[derive(Debug, PartialEq, Eq)]
pub enum Benchmark {
    /// The native engine beside Django, on the workloads of a folder if one is given.
    Workloads(Option<PathBuf>),
    /// The database beside SQLite.
    Database,
    /// The evaluator beside CPython.
    Python,
    /// What parts of the engine add to its size.
    Size,
    /// A data migration in the page beside Django, and how soon the page answers.
    Browser,
}

impl Benchmark {
    /// The benchmark of this name; another word is a folder of workloads.
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("database") => Self::Database,
            Some("python") => Self::Python,
            Some("browser") => Self::Browser,
            Some("size") => Self::Size,
            folder => Self::Workloads(folder.map(PathBuf::from)),
        }
    }

    /// Runs it; it prints a table.
    pub fn run(&self) -> Result<()> {
        match self {
            Self::Workloads(folder) => beside_django(folder.as_deref()),
            Self::Database => run(cargo().args(["bench", "--bench", "database"])),
            Self::Python => run(&mut beside_manage(
                required_interpreter()?,
                "benches/python/beside.py",
                Native::Optimized,
            )?),
            Self::Size => weigh::run(),
            Self::Browser => in_browser(),
        }
    }
}

fn beside_django(workloads: Option<&Path>) -> Result<()> {
    let mut command = beside_manage(
        required_interpreter()?,
        "tests/benchmark.py",
        Native::Optimized,
    )?;
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

fn in_browser() -> Result<()> {
    let python = required_interpreter()?;
    build::run(Profile::Release)?;
    let chromium = tools::ensure_chromium()?;
    for script in ["data_migration.mjs", "responsiveness.mjs", "lighthouse.mjs"] {
        run(Command::new("node")
            .arg(root().join("benches/browser").join(script))
            .arg(&python)
            .env("CHROMIUM", &chromium))?;
    }
    Ok(())
}

//! The project's own commands: `cargo xtask serve`, `cargo xtask build`, `cargo xtask test`.
//!
//! They exist because a build of the page needs more than cargo (wasm-bindgen, wasm-opt, bundling,
//! compression), and because one command that finds or installs what it needs is the only kind that
//! works on a stranger's machine.

mod arguments;
mod bench;
mod build;
mod django;
mod fuzz;
mod process;
mod serve;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::Result;
use arguments::Command;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--port N] [--release]   build, serve on localhost, rebuild on change
  build [--dev]                  write the static page to dist/
  test [--only GROUP]...         run every test; groups: lint, native, conformance, browser
        [--dev]                  browser tests on a quick, unoptimized build
  fuzz-histories [--count N]     compare random edit histories with real Django's;
        [--seed N]               the seed of the first
  projects [PACKAGE]...          take packages from PyPI through their migrations, in both
  bench [WORKLOADS]              time the native engine beside real Django
  bench database                 time the database beside SQLite
  bench python                   time the evaluator beside CPython
  bench browser                  time the page, and a data migration in it beside Django
  bench size                     weigh what the evaluator and the ORM add to the engine
  fuzz [SECONDS] [SEED]          run the commands on broken projects: no panic, no hang
  fuzz programs [SECONDS] [SEED] run invented Python programs: no panic, no hang
  record [--check] [NAME.md]...  ask real Django what the terminal sessions of tests/sessions print
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let command = match arguments::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(problem) => {
            eprint!("error: {problem}\n\n{USAGE}");
            return Ok(ExitCode::from(2));
        }
    };
    std::env::set_current_dir(process::root())?;
    match command {
        Command::Help => print!("{USAGE}"),
        Command::Build(profile) => build::run(profile)?.print(),
        Command::Serve(options) => serve::run(&options)?,
        Command::FuzzHistories(options) => django::fuzz_histories(&options)?,
        Command::Projects(packages) => django::projects(packages)?,
        Command::Bench(benchmark) => benchmark.run()?,
        Command::Fuzz(options) => fuzz::run(&options)?,
        Command::Record(words) => django::record(&words)?,
        Command::Test(options) => return test::run(&options),
    }
    Ok(ExitCode::SUCCESS)
}

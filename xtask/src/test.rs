//! `cargo xtask test`: every test of the project, each group by its own runner.

mod browser;
mod conformance;
mod lint;
mod native;

use std::process::ExitCode;
use std::str::FromStr;

use anyhow::Result;

use crate::arguments::TestOptions;

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Formatting, lints, documentation.
    Lint,
    /// Unit, integration and documentation tests.
    Native,
    /// Recorded runs of Django, and a live Django where one can be installed.
    Conformance,
    /// The page in Chromium.
    Browser,
}

const GROUPS: [(&str, Group); 4] = [
    ("lint", Group::Lint),
    ("native", Group::Native),
    ("conformance", Group::Conformance),
    ("browser", Group::Browser),
];

impl FromStr for Group {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = GROUPS.iter().find(|(known, _)| *known == name);
        let names = || GROUPS.map(|(name, _)| name).join(", ");
        found
            .map(|(_, group)| *group)
            .ok_or_else(|| format!("unknown group '{name}': {}", names()))
    }
}

/// What became of one step.
pub enum Outcome {
    /// It passed; its runner's summary line, if it has one.
    Passed(String),
    /// It could not be run here, and why.
    Skipped(String),
    /// It failed, and how.
    Failed(String),
}

impl From<Result<String>> for Outcome {
    fn from(result: Result<String>) -> Self {
        match result {
            Ok(summary) => Self::Passed(summary),
            Err(error) => Self::Failed(format!("{error:#}")),
        }
    }
}

/// A named step. A failing one does not keep the others from running.
pub struct Step {
    /// Its name in the summary.
    pub name: &'static str,
    /// What it does.
    pub run: Box<dyn FnOnce() -> Outcome>,
}

impl Step {
    /// A step from its name and what it does.
    pub fn new<T: Into<Outcome>>(name: &'static str, run: impl FnOnce() -> T + 'static) -> Self {
        Self {
            name,
            run: Box::new(|| run().into()),
        }
    }
}

/// Runs the chosen groups; ends with a line for every step.
pub fn run(options: &TestOptions) -> Result<ExitCode> {
    let mut results = Vec::new();
    for step in steps(options) {
        println!("\n=== {} ===", step.name);
        let outcome = (step.run)();
        results.push((step.name, outcome));
    }
    println!("\n=== summary ===");
    for (name, outcome) in &results {
        println!("{}", summary_line(name, outcome));
    }
    let failed = results
        .iter()
        .any(|(_, outcome)| matches!(outcome, Outcome::Failed(_)));
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn steps(options: &TestOptions) -> Vec<Step> {
    let chosen = |group| options.only.is_empty() || options.only.contains(&group);
    let mut steps = Vec::new();
    if chosen(Group::Lint) {
        steps.extend(lint::steps());
    }
    if chosen(Group::Native) {
        steps.extend(native::steps());
    }
    if chosen(Group::Conformance) {
        steps.extend(conformance::steps());
    }
    if chosen(Group::Browser) {
        steps.extend(browser::steps(options.profile));
    }
    steps
}

fn summary_line(name: &str, outcome: &Outcome) -> String {
    let (word, detail) = match outcome {
        Outcome::Passed(detail) => ("passed", detail),
        Outcome::Skipped(detail) => ("skipped", detail),
        Outcome::Failed(detail) => ("FAILED", detail),
    };
    format!("{word:8} {name}: {detail}")
        .trim_end_matches([':', ' '])
        .to_owned()
}

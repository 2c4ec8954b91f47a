//! Unit, integration and documentation tests on this machine.

use std::process::Command;

use anyhow::{Result, bail};

use super::Step;
use crate::process::{cargo, describe, echoed, find_program};

/// The steps.
pub fn steps() -> Vec<Step> {
    vec![
        Step::new("tests", tests),
        Step::new("documentation tests", || {
            summarized(cargo().args(["test", "--doc"]))
        }),
    ]
}

fn tests() -> Result<String> {
    if find_program(&["cargo-nextest"]).is_some() {
        let arguments = [
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--status-level",
            "fail",
        ];
        return summarized(cargo().args(arguments));
    }
    summarized(cargo().args([
        "test",
        "--workspace",
        "--all-targets",
        "--no-fail-fast",
        "--quiet",
    ]))
}

/// Runs a test runner and returns its own summary: nextest's `Summary …`, or the sum of the test
/// harness's `test result: …` lines.
fn summarized(command: &mut Command) -> Result<String> {
    let shown = describe(command);
    let output = echoed(command)?;
    let summary = summary_of(&output.lines).unwrap_or_else(|| format!("`{shown}` has no summary"));
    if !output.passed {
        bail!("{summary}");
    }
    Ok(summary)
}

fn summary_of(lines: &[String]) -> Option<String> {
    let nextest = lines
        .iter()
        .rev()
        .find(|line| line.trim_start().starts_with("Summary ["));
    if let Some(line) = nextest {
        return Some(line.trim().to_owned());
    }
    let results: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("test result: "))
        .collect();
    if results.is_empty() {
        return None;
    }
    let sum = |word: &str| {
        results
            .iter()
            .map(|line| count_before(line, word))
            .sum::<u32>()
    };
    Some(format!(
        "{} passed, {} failed, {} ignored",
        sum("passed"),
        sum("failed"),
        sum("ignored")
    ))
}

/// The number before `word` in `ok. 12 passed; 0 failed; …`.
fn count_before(line: &str, word: &str) -> u32 {
    let mut words = line.split([' ', ';']).filter(|one| !one.is_empty());
    let mut previous = "";
    words
        .find_map(|one| {
            let number = (one == word).then(|| previous.parse().ok()).flatten();
            previous = one;
            number
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(output: &str, expected: Option<&str>) {
        let lines: Vec<String> = output.lines().map(str::to_owned).collect();
        assert_eq!(summary_of(&lines).as_deref(), expected);
    }

    #[test]
    fn summaries_are_the_runners_own() {
        check(
            "     Summary [   0.5s] 9 tests run: 9 passed, 0 skipped",
            Some("Summary [   0.5s] 9 tests run: 9 passed, 0 skipped"),
        );
        check(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\
             test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured",
            Some("5 passed, 1 failed, 1 ignored"),
        );
        check("nothing", None);
    }
}

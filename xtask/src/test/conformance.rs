//! Recorded runs of real Django, each kind compared by its own program, and a live Django.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Outcome, Step};
use crate::django::{self, DJANGO};
use crate::process::{Native, built, echoed, root, run};

/// How many cases of each suite must pass: `suite count` per line.
const COUNTS: &str = "tests/conformance/COUNTS";

/// What real Django did in histories that `histories.py` invented.
const HISTORIES: &str = "tests/conformance/histories.xz";

/// The steps.
pub fn steps() -> Vec<Step> {
    vec![
        Step::new("recorded Django", recorded),
        Step::new("recorded histories", histories),
        Step::new("round trip through Django", round_trip),
    ]
}

/// The recordings lie beside the checkout, or where `MIGRATION_SANDBOX_CONFORMANCE` says.
fn recordings() -> PathBuf {
    match std::env::var_os("MIGRATION_SANDBOX_CONFORMANCE") {
        Some(folder) => folder.into(),
        None => root().join("../shared/conformance"),
    }
}

fn recorded() -> Outcome {
    let folder = recordings();
    if !folder.join("check.py").is_file() {
        return Outcome::Skipped("no recordings beside the checkout".into());
    }
    compare(&folder).into()
}

fn compare(folder: &Path) -> Result<String> {
    let runner = built_runner()?;
    let wanted = wanted_counts()?;
    let mut python = Command::new("python3");
    python
        .arg(folder.join("check.py"))
        .arg("--runner")
        .arg(&runner)
        .args(["--show", "0"]);
    python.args(wanted.keys().map(|suite| folder.join(suite)));
    // The comparison fails when any case does; the counts decide here.
    let output = python
        .output()
        .context("cannot start python3; install Python 3.10 or later")?;
    let printed = String::from_utf8_lossy(&output.stdout);
    print!("{printed}");
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    let fallen: Vec<String> = wanted
        .iter()
        .map(|(suite, wanted)| (suite, *wanted, passed_in(&printed, suite)))
        .filter(|(_, wanted, passed)| passed.unwrap_or(0) < *wanted)
        .map(|(suite, wanted, passed)| format!("{suite} {} of {wanted}", passed.unwrap_or(0)))
        .collect();
    if !fallen.is_empty() {
        bail!("below {COUNTS}: {}", fallen.join(", "));
    }
    Ok(printed.lines().last().unwrap_or_default().to_owned())
}

/// The project's own recordings: random histories, which an interpreter without Django can compare.
fn histories() -> Result<String> {
    let mut compare = Command::new("python3");
    compare.arg(root().join(django::HISTORIES)).arg("replay");
    compare.arg(root().join(HISTORIES)).arg(built_runner()?);
    let echoed = echoed(&mut compare)?;
    let summary = echoed.lines.last().cloned().unwrap_or_default();
    if !echoed.passed {
        bail!("{summary}");
    }
    Ok(summary)
}

/// The program that replays a case: as the tests before it are, which takes less than building all
/// anew.
fn built_runner() -> Result<PathBuf> {
    built("conformance", Native::AsTests)
}

fn wanted_counts() -> Result<BTreeMap<String, u32>> {
    let text = fs::read_to_string(root().join(COUNTS)).with_context(|| format!("no {COUNTS}"))?;
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let (suite, count) = line.split_once(' ').context("a line without a count")?;
            Ok((suite.to_owned(), count.trim().parse()?))
        })
        .collect::<Result<_>>()
        .with_context(|| format!("{COUNTS} cannot be read"))
}

/// The count in `walkthroughs    3 of   16   18.8 %`.
fn passed_in(printed: &str, suite: &str) -> Option<u32> {
    let lines = printed
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    lines
        .filter(|words| words.first() == Some(&suite) && words.get(2) == Some(&"of"))
        .find_map(|words| words.get(1)?.parse().ok())
}

fn round_trip() -> Outcome {
    let Some(python) = django::interpreter() else {
        return Outcome::Skipped(format!("{DJANGO} cannot be installed here"));
    };
    let passed = || -> Result<String> {
        let script = "tests/round_trip.py";
        run(&mut django::beside_manage(python, script, Native::AsTests)?)?;
        Ok(String::new())
    };
    passed().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_from_the_comparison() {
        let printed = "fuzz                        7 of   20   35.0 %\n7 passed, 13 failed\n";
        assert_eq!(passed_in(printed, "fuzz"), Some(7));
        assert_eq!(passed_in(printed, "operations"), None);
    }
}

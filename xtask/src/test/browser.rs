//! The page in headless Chromium: `node --test tests/browser/`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use anyhow::{Result, bail};

use super::Step;
use crate::build::{self, Profile};
use crate::process::root;
use crate::tools;

/// The steps. The page is built while the steps before these run: most of its build keeps one
/// processor busy, and so do their longest parts.
pub fn steps(profile: Profile) -> Vec<Step> {
    let build = thread::spawn(move || build_page(profile));
    let page = move || match build.join() {
        Ok(sizes) => sizes,
        Err(_) => bail!("the build panicked"),
    };
    vec![Step::new("page", page), Step::new("browser", browser)]
}

fn build_page(profile: Profile) -> Result<String> {
    let sizes = build::run(profile)?;
    sizes.print();
    Ok(sizes.summary())
}

fn browser() -> Result<String> {
    tools::ensure_npm_packages()?;
    let chromium = tools::ensure_chromium()?;
    let mut node = Command::new("node");
    // Two files at a time: a page mostly waits.
    node.args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .args(test_files()?)
        .env("CHROMIUM", chromium);
    let output = crate::process::echoed(&mut node)?;
    let summary = summary_of(&output.lines);
    if !output.passed {
        bail!("{summary}");
    }
    Ok(summary)
}

fn test_files() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join("tests/browser"))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.js") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// `tests 9, pass 9, fail 0, skipped 0` from the lines that Node's runner ends with.
fn summary_of(lines: &[String]) -> String {
    let counts = ["tests", "pass", "fail", "skipped"]
        .into_iter()
        .filter_map(|word| {
            let line = lines
                .iter()
                .rev()
                .find(|line| line.starts_with(&format!("ℹ {word} ")))?;
            Some(line.trim_start_matches("ℹ ").to_owned())
        });
    counts.collect::<Vec<_>>().join(", ")
}

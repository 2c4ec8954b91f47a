//! What GlueSQL makes of the storage, and what it makes of SQL by itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

#[path = "sqlite/answer.rs"]
mod answer;
mod gluesql {
    mod answers;
    mod storage;
    mod suite;
}

use std::collections::BTreeMap;
use std::process::Command;

/// Tests of the suite that cannot hold, by why they cannot: each test with words of its failure.
const CANNOT_HOLD: &[(&str, &[(&str, &str)])] = &[
    (
        "SQLite's NULL comes before every value in an index; GlueSQL's comes after them, and so is \
         greater",
        &[
            ("sql_index_null", "WHERE date >= DATE '2040-12-24'"),
            ("sql_index_order_by", "ORDER BY id + num"),
        ],
    ),
    (
        "no statement of SQLite makes a function",
        &[("sql_custom_function", "CREATE FUNCTION add_none()")],
    ),
];

/// The suite's tests are ignored ones of this very program: those that fail must be those listed.
#[test]
fn gluesqls_own_tests_hold_but_for_those_listed() {
    let program = std::env::current_exe().expect("a program");
    let run = Command::new(program)
        .args(["--ignored", "gluesql::suite::"])
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("the program runs");
    let output = String::from_utf8_lossy(&run.stdout);
    let results = results(&output);
    println!("{} tests of the suite", results.len());
    assert!(results.len() > 200, "the suite is gone:\n{output}");
    let listed: BTreeMap<&str, &str> = CANNOT_HOLD
        .iter()
        .flat_map(|(_, tests)| tests.iter().copied())
        .collect();
    let mut wrong = Vec::new();
    for (test, failure) in &results {
        match (failure, listed.get(test)) {
            (None, None) => {}
            (None, Some(_)) => wrong.push(format!("{test} is listed and holds")),
            (Some(failure), Some(words)) if failure.contains(words) => {}
            (Some(failure), Some(_)) => {
                wrong.push(format!("{test} fails otherwise than listed:\n{failure}"));
            }
            (Some(failure), None) => wrong.push(format!("{test} fails:\n{failure}")),
        }
    }
    let gone = listed.keys().filter(|test| !results.contains_key(*test));
    wrong.extend(gone.map(|test| format!("{test} is listed and is no test of the suite")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The tests that a run reports, with what the failed ones printed.
fn results(output: &str) -> BTreeMap<&str, Option<&str>> {
    let lines = output.lines().filter_map(|line| {
        let (test, result) = line
            .strip_prefix("test gluesql::suite::")?
            .split_once(' ')?;
        Some((test, result.ends_with("FAILED").then_some("")))
    });
    let mut results: BTreeMap<&str, Option<&str>> = lines.collect();
    for section in output.split("\n---- gluesql::suite::").skip(1) {
        let Some((test, text)) = section.split_once(" stdout ----\n") else {
            continue;
        };
        let text = text.split("\n\nfailures:\n").next().unwrap_or(text);
        results.insert(test, Some(text.trim()));
    }
    results
}

//! The database beside real SQLite, and on suites in the format of sqllogictest.
//!
//! `SQLITE_SEED=7 SQLITE_SESSIONS=500 cargo nextest run --test sqlite` invents other statements, and
//! more of them. `SQLLOGICTEST=FILE cargo nextest run --test sqlite` runs a suite's file, or the files
//! of a folder.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

mod sqlite {
    pub mod answer;
    pub mod generator;
    pub mod logic;
}

use migration_sandbox::database::{Database, SqlValue};
use rusqlite::Connection;
use sqlite::answer::{Answer, ours, sqlites};
use sqlite::generator::Generator;

/// 2025-01-01, in microseconds.
const NOW: i64 = 1_735_689_600_000_000;
const STATEMENTS: usize = 60;

#[test]
fn invented_statements_answer_as_in_sqlite() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let first = number("SQLITE_SEED").unwrap_or(1);
    let sessions = number("SQLITE_SESSIONS").unwrap_or(60);
    let (mut count, mut succeeded, mut differences) = (0, 0, Vec::new());
    for seed in first..first + sessions {
        let mut generator = Generator::new(seed);
        let mut here = Database::new();
        here.set_now(NOW);
        let there = Connection::open_in_memory().expect("a database in memory");
        there
            .execute_batch("PRAGMA foreign_keys = ON")
            .expect("a pragma");
        let mut before = String::new();
        for _ in 0..STATEMENTS {
            let statement = generator.statement();
            let (found, wanted) = (ours(&mut here, &statement), sqlites(&there, &statement));
            count += 1;
            succeeded += usize::from(wanted.is_ok());
            if !is_same(&found, &wanted, &statement) {
                differences.push(format!(
                    "seed {seed}:\n{before}  {statement}\n  sqlite: {wanted:?}\n  here:   {found:?}"
                ));
                break;
            }
            match &wanted {
                Ok(_) if statement.starts_with("SELECT") => {}
                Ok(_) => before += &format!("  {statement};\n"),
                Err(error) => before += &format!("  {statement}; -- {error}\n"),
            }
        }
    }
    println!("{count} statements, {succeeded} of them valid, from seed {first}");
    assert!(
        succeeded * 4 > count * 3,
        "most statements must be valid, or they compare nothing but refusals"
    );
    assert!(
        differences.is_empty(),
        "{} of {sessions} sessions differ; the first ones:\n{}",
        differences.len(),
        differences[..differences.len().min(40)].join("\n")
    );
}

#[test]
fn suites_of_sqllogictest_pass() {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sqlite/basics.test");
    let path = std::env::var("SQLLOGICTEST").unwrap_or_else(|_| own.to_owned());
    let report = sqlite::logic::run(path.as_ref());
    println!("{} records passed", report.passed);
    assert!(report.passed > 0, "no record in {path}");
    let failures = &report.failures[..report.failures.len().min(20)];
    assert!(
        failures.is_empty(),
        "{} of {} failed:\n{}",
        report.failures.len(),
        report.failures.len() + report.passed,
        failures.join("\n")
    );
}

/// Whether two answers are the same. Only a statement with LIMIT has an order of its own.
fn is_same(found: &Answer, wanted: &Answer, statement: &str) -> bool {
    match (found, wanted) {
        (Err(_), Err(_)) => true,
        (Ok(found), Ok(wanted)) => {
            let text = |rows: &Vec<Vec<SqlValue>>| {
                let mut lines: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
                if !statement.contains("LIMIT") {
                    lines.sort();
                }
                lines
            };
            text(found) == text(wanted)
        }
        _ => false,
    }
}

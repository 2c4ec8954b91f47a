//! Runs files in the format of sqllogictest (<https://www.sqlite.org/sqllogictest>).

use std::fs;
use std::path::{Path, PathBuf};

use md5::{Digest, Md5};
use migration_sandbox::database::{Database, SqlValue};

/// What came of a suite.
#[derive(Default)]
pub struct Report {
    pub passed: usize,
    pub failures: Vec<String>,
}

/// Runs the file, or every `.test` file below the folder, each on an empty database.
pub fn run(path: &Path) -> Report {
    let mut report = Report::default();
    for file in files(path) {
        let text = fs::read_to_string(&file).expect("a suite is text");
        let mut database = Database::new();
        for record in records(&text) {
            match check(&mut database, &record) {
                None => report.passed += 1,
                Some(problem) => report.failures.push(format!(
                    "{}:{}: {problem}\n  {}",
                    file.display(),
                    record.line,
                    record.sql
                )),
            }
        }
    }
    report
}

fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir()
            || path
                .extension()
                .is_some_and(|extension| extension == "test")
        {
            found.extend(files(&path));
        }
    }
    found.sort();
    found
}

enum Wanted {
    Success,
    Failure,
    /// The types of the columns, how to sort, and the values or their number and hash.
    Rows(String, Sort, Vec<String>),
}

#[derive(Clone, Copy)]
enum Sort {
    None,
    Rows,
    Values,
}

struct Record {
    line: usize,
    sql: String,
    wanted: Wanted,
}

fn records(text: &str) -> Vec<Record> {
    let mut records = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    let mut is_skipped = false;
    while let Some((number, line)) = lines.next() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut block = || {
            let mut block = Vec::new();
            while let Some((_, line)) = lines.next_if(|(_, line)| !line.trim().is_empty()) {
                block.push(line.to_owned());
            }
            block
        };
        let (sql, wanted) = match words.as_slice() {
            ["halt", ..] => break,
            ["skipif", "sqlite", ..] => {
                is_skipped = true;
                continue;
            }
            ["onlyif", engine, ..] => {
                is_skipped |= *engine != "sqlite";
                continue;
            }
            ["statement", outcome, ..] => {
                let wanted = if *outcome == "ok" {
                    Wanted::Success
                } else {
                    Wanted::Failure
                };
                (block(), wanted)
            }
            ["query", types, rest @ ..] => {
                let mut sql = block();
                let values = match sql.iter().position(|line| line == "----") {
                    Some(place) => sql.split_off(place).split_off(1),
                    None => Vec::new(),
                };
                let sort = match rest.first() {
                    Some(&"rowsort") => Sort::Rows,
                    Some(&"valuesort") => Sort::Values,
                    _ => Sort::None,
                };
                (sql, Wanted::Rows((*types).to_owned(), sort, values))
            }
            _ => continue,
        };
        if !std::mem::take(&mut is_skipped) {
            records.push(Record {
                line: number + 1,
                sql: sql.join("\n"),
                wanted,
            });
        }
    }
    records
}

/// What is wrong with the answer, if anything.
fn check(database: &mut Database, record: &Record) -> Option<String> {
    let answer = database.execute(&record.sql, &[]);
    match (&record.wanted, answer) {
        (Wanted::Success, Ok(_)) | (Wanted::Failure, Err(_)) => None,
        (Wanted::Failure, Ok(_)) => Some("it should fail".to_owned()),
        (_, Err(error)) => Some(error.message),
        (Wanted::Rows(types, sort, wanted), Ok(result)) => {
            let mut rows: Vec<Vec<String>> = result
                .rows
                .iter()
                .map(|row| row.iter().zip(types.chars()).map(shown).collect())
                .collect();
            if matches!(sort, Sort::Rows) {
                rows.sort();
            }
            let mut values = rows.concat();
            if matches!(sort, Sort::Values) {
                values.sort();
            }
            let is_hash = wanted.len() == 1 && wanted[0].contains(" values hashing to ");
            let found = if is_hash { vec![hash(&values)] } else { values };
            (found != *wanted).then(|| format!("wanted {wanted:?}, found {found:?}"))
        }
    }
}

fn hash(values: &[String]) -> String {
    let mut digest = Md5::new();
    for value in values {
        digest.update(value.as_bytes());
        digest.update(b"\n");
    }
    let hexadecimal: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{} values hashing to {hexadecimal}", values.len())
}

/// A value as the suites write one of the type `I`, `R` or `T`.
fn shown((value, kind): (&SqlValue, char)) -> String {
    match (value, kind) {
        (SqlValue::Null, _) => "NULL".to_owned(),
        (SqlValue::Integer(integer), 'R') => format!("{:.3}", *integer as f64),
        (SqlValue::Integer(integer), _) => integer.to_string(),
        (SqlValue::Real(real), 'I') => format!("{}", *real as i64),
        (SqlValue::Real(real), _) => format!("{real:.3}"),
        (SqlValue::Text(text), 'I') => text.trim().parse::<i64>().unwrap_or(0).to_string(),
        (SqlValue::Text(text), 'R') => format!("{:.3}", text.trim().parse::<f64>().unwrap_or(0.0)),
        (SqlValue::Text(text), _) if text.is_empty() => "(empty)".to_owned(),
        (SqlValue::Text(text), _) => text
            .chars()
            .map(|one| if (' '..='~').contains(&one) { one } else { '@' })
            .collect(),
        (SqlValue::Blob(bytes), _) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

//! What SQLite answers, statement by statement: the fixtures in `tests/database`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

use std::path::Path;

use migration_sandbox::database::{Database, DatabaseError, ErrorClass, QueryResult, SqlValue};

/// The clock that the fixtures were recorded with.
const NOW: i64 = 1_735_689_600_000_000;

/// A statement and the lines that SQLite answered.
struct Case {
    line: usize,
    statement: String,
    answers: Vec<String>,
}

#[test]
fn every_fixture_answers_as_sqlite() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/database");
    let wanted = std::env::var("FIXTURE").unwrap_or_default();
    let mut failures = Vec::new();
    let mut count = 0;
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .filter(|path| path.to_string_lossy().contains(&wanted))
        .collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a fixture is text");
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        count += check(&name, &text, &mut failures);
    }
    let shown = failures.join("\n\n");
    assert!(
        failures.is_empty(),
        "{} of {count} differ:\n{shown}",
        failures.len()
    );
}

#[test]
fn a_statement_with_a_null_character_is_refused_as_by_python() {
    let error = Database::new().execute("SELECT 'a\0b'", &[]).unwrap_err();
    assert_eq!(error.class, ErrorClass::ProgrammingError);
    assert_eq!(error.message, "the query contains a null character");
}

/// Runs a fixture; answers how many statements it has.
fn check(name: &str, text: &str, failures: &mut Vec<String>) -> usize {
    let mut database = Database::new();
    database.set_now(NOW);
    let cases = cases(text);
    for case in &cases {
        let found = lines(&database.execute(case.statement.trim_end().trim_end_matches(';'), &[]));
        if found != case.answers {
            failures.push(format!(
                "{name}:{}: {}\n  sqlite: {:?}\n  here:   {found:?}",
                case.line, case.statement, case.answers
            ));
        }
        // A snapshot must hold everything.
        if !database.in_transaction() {
            let copy = Database::from_bytes(&database.to_bytes()).expect("a snapshot is read back");
            assert_eq!(copy.catalog(), database.catalog(), "{name}:{}", case.line);
        }
    }
    cases.len()
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<Case> = None;
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("-- = ") || line.starts_with("-- ! ") {
            cases.extend(open.take());
            if let Some(last) = cases.last_mut() {
                last.answers.push(line.to_owned());
            }
            continue;
        }
        if line.starts_with("--") || line.trim().is_empty() {
            continue;
        }
        let case = open.get_or_insert(Case {
            line: number + 1,
            statement: String::new(),
            answers: Vec::new(),
        });
        if !case.statement.is_empty() {
            case.statement.push('\n');
        }
        case.statement.push_str(line);
        if line.trim_end().ends_with(';') {
            cases.extend(open.take());
        }
    }
    cases.extend(open);
    cases
}

fn lines(answer: &Result<QueryResult, DatabaseError>) -> Vec<String> {
    match answer {
        Err(error) => vec![format!("-- ! {:?}: {}", error.class, error.message)],
        Ok(result) => result
            .rows
            .iter()
            .map(|row| {
                format!(
                    "-- = {}",
                    row.iter().map(literal).collect::<Vec<_>>().join(" | ")
                )
            })
            .collect(),
    }
}

fn literal(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "NULL".to_owned(),
        SqlValue::Integer(integer) => integer.to_string(),
        SqlValue::Real(real) => python_float(*real),
        SqlValue::Text(text) => format!("'{}'", text.replace('\'', "''").replace('\n', "\\n")),
        SqlValue::Blob(bytes) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("x'{digits}'")
        }
    }
}

/// A float as Python's `repr` writes it.
fn python_float(real: f64) -> String {
    let shortest = format!("{real:e}");
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        return format!("{real:?}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

#[test]
fn a_statement_that_fails_at_its_end_leaves_the_row_as_it_was() {
    let mut database = Database::new();
    let mut run = |sql: &str| database.execute(sql, &[]);
    for sql in [
        // What is referred to is not unique, which only a change of the child finds out.
        "CREATE TABLE parent (a integer)",
        "CREATE TABLE child (id integer PRIMARY KEY, \
         a integer REFERENCES parent (a) DEFERRABLE INITIALLY DEFERRED)",
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO child VALUES (1, 5)",
        "PRAGMA foreign_keys = ON",
        "BEGIN",
    ] {
        run(sql).unwrap();
    }
    let before = run("SELECT id, a FROM child").unwrap().rows;
    assert!(run("UPDATE child SET id = 2 WHERE id = 1").is_err());
    assert_eq!(run("SELECT id, a FROM child").unwrap().rows, before);
}

//! What a command leaves behind: nothing. A page may run thousands in one visit, and keeps the
//! database before each of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

use migration_sandbox::database::{Database, SqlValue};
use migration_sandbox::memory::in_use;
use migration_sandbox::protocol::{EngineCommand, EngineOutcome, Request};
use migration_sandbox::sandbox::Sandbox;

/// Runs `command` often and answers how many bytes each run left.
fn left_by(sandbox: &mut Sandbox, command: &EngineCommand) -> usize {
    const RUNS: usize = 10;
    let mut run = || {
        let request = Request {
            id: 0,
            now: 1.7e12,
            command: command.clone(),
        };
        let response = sandbox.handle(request);
        if let EngineOutcome::Refused { message } = response.outcome {
            panic!("{message}");
        }
    };
    // What is made once does not count.
    (0..3).for_each(|_| run());
    let before = in_use();
    (0..RUNS).for_each(|_| run());
    in_use().saturating_sub(before) / RUNS
}

fn line(line: &str) -> EngineCommand {
    EngineCommand::Run {
        line: line.to_owned(),
        answers: Vec::new(),
        interrupt: None,
    }
}

#[test]
fn a_command_leaves_nothing_behind() {
    // The console's log, the allocator's rounding of collections that grow.
    const FREE: usize = 4096;
    let mut sandbox = Sandbox::default();
    for made in [
        "python manage.py makemigrations",
        "python manage.py migrate",
    ] {
        sandbox.handle(Request {
            id: 0,
            now: 1.7e12,
            command: line(made),
        });
    }
    let commands = [
        line("ls"),
        line("python manage.py makemigrations --dry-run"),
        line("python manage.py migrate"),
        line("python manage.py showmigrations"),
        line("python manage.py check"),
        line("python manage.py shell -c 'print(Author.objects.count())'"),
        EngineCommand::WriteFile {
            path: "books/notes.py".to_owned(),
            text: "# nothing".to_owned(),
        },
    ];
    let left: Vec<(usize, &EngineCommand)> = commands
        .iter()
        .map(|command| (left_by(&mut sandbox, command), command))
        .collect();
    println!("{left:#?}");
    assert!(
        left.iter().all(|(bytes, _)| *bytes < FREE),
        "bytes left behind: {left:#?}"
    );
}

/// Runs a statement with two numbers as its parameters.
fn run(database: &mut Database, sql: &str, numbers: [i64; 2]) {
    let parameters = numbers.map(SqlValue::Integer);
    let used = sql.matches('?').count();
    if let Err(error) = database.execute(sql, &parameters[..used]) {
        panic!("{sql}: {error:?}");
    }
}

/// A database with ten thousand rows.
fn ten_thousand_rows() -> Database {
    let mut database = Database::new();
    for sql in [
        "CREATE TABLE \"event\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \
         \"title\" varchar(60) NOT NULL, \"place\" integer NOT NULL UNIQUE, \
         \"changed\" datetime NOT NULL, \"counted\" integer NOT NULL)",
        "INSERT INTO \"event\" (\"title\", \"place\", \"changed\", \"counted\") \
         WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 10000) \
         SELECT 'Event number ' || n, n, '2025-01-01 00:00:00', 0 FROM number",
    ] {
        run(&mut database, sql, [0, 0]);
    }
    database
}

#[test]
fn a_thousand_snapshots_share_what_has_not_changed() {
    const STEPS: i64 = 1000;
    let before = in_use();
    let mut database = ten_thousand_rows();
    let one = in_use() - before;
    // How many hundredths of one snapshot all of them may take: a step that moves a row in an index
    // copies the ways to two places in it, too.
    let mut costs = Vec::new();
    for (name, limit, sql) in [
        (
            "UPDATE",
            200,
            "UPDATE \"event\" SET \"counted\" = ? WHERE \"id\" = ?",
        ),
        (
            "UPDATE of an indexed column",
            205,
            "UPDATE \"event\" SET \"place\" = 20000 + ? WHERE \"id\" = ?",
        ),
        (
            "INSERT",
            200,
            "INSERT INTO \"event\" (\"title\", \"place\", \"changed\", \"counted\") \
             VALUES ('New', 30000 + ?, '2025-01-01 00:00:00', ?)",
        ),
        ("DELETE", 200, "DELETE FROM \"event\" WHERE \"id\" = ?"),
    ] {
        let mut snapshots = Vec::with_capacity(STEPS as usize);
        let before = in_use();
        for step in 0..STEPS {
            let row = 1 + step * 7919 % 10_000;
            let numbers = if name == "DELETE" {
                [row, 0]
            } else {
                [step, row]
            };
            run(&mut database, sql, numbers);
            snapshots.push(database.clone());
        }
        costs.push((name, limit, one + in_use() - before));
    }
    println!("one snapshot takes {one} bytes, a thousand {costs:?}");
    for (name, limit, all) in costs {
        assert!(100 * all <= limit * one, "{name}: {all} of {one} bytes");
    }
}

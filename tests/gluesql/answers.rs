//! What GlueSQL by itself gets wrong or has no words for, and what the database answers: the same as
//! SQLite.

use gluesql::prelude::{Glue, Payload, Value};
use gluesql_memory_storage::MemoryStorage;
use migration_sandbox::database::{Database, SqlValue};
use rusqlite::Connection;

use crate::answer;

/// The rows that the last of some statements answered, or the first error.
type Answer = Result<Vec<Vec<String>>, String>;

/// Statements, and what GlueSQL answers: the rows as text, or a part of its error.
struct Case {
    what: &'static str,
    statements: &'static [&'static str],
    gluesql: Result<&'static [&'static [&'static str]], &'static str>,
}

const fn case(
    what: &'static str,
    statements: &'static [&'static str],
    gluesql: Result<&'static [&'static [&'static str]], &'static str>,
) -> Case {
    Case {
        what,
        statements,
        gluesql,
    }
}

/// The answers of plain GlueSQL that are wrong without an error.
const WRONG: &[Case] = &[
    case(
        "OR knows NULL",
        &[
            "CREATE TABLE t (id INTEGER, name TEXT, x INTEGER NULL)",
            "INSERT INTO t VALUES (1, 'A', NULL), (2, 'B', 1), (3, 'C', NULL)",
            "SELECT id FROM t WHERE name = 'A' OR x = 1 ORDER BY id",
        ],
        Ok(&[&["2"]]),
    ),
    case(
        "AND knows NULL",
        &[
            "CREATE TABLE t (id INTEGER, x INTEGER NULL)",
            "INSERT INTO t VALUES (1, NULL)",
            "SELECT id FROM t WHERE (id = 2 AND x = 1) IS NOT NULL",
        ],
        Ok(&[]),
    ),
    case(
        "a decimal equals a number",
        &[
            "CREATE TABLE t (id INTEGER, d DECIMAL)",
            "INSERT INTO t VALUES (1, 10.5), (2, 3)",
            "SELECT id FROM t WHERE d = 10.5",
        ],
        Ok(&[]),
    ),
    case(
        "a decimal is in a list of numbers",
        &[
            "CREATE TABLE t (id INTEGER, d DECIMAL)",
            "INSERT INTO t VALUES (1, 10.5), (2, 3)",
            "SELECT id FROM t WHERE d IN (10.5, 3) ORDER BY id",
        ],
        Ok(&[]),
    ),
    case(
        "INSERT with columns from SELECT fills the others with their defaults",
        &[
            "CREATE TABLE t (id INTEGER, name TEXT, n INTEGER DEFAULT 7)",
            "CREATE TABLE s (a INTEGER, b TEXT)",
            "INSERT INTO s VALUES (1, 'x')",
            "INSERT INTO t (id, name) SELECT a, b FROM s",
            "SELECT count(n) FROM t",
        ],
        Err("identifier not found"),
    ),
    case(
        "one INSERT cannot give a primary key twice",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)",
            "INSERT INTO t VALUES (1, 'x'), (1, 'y')",
            "SELECT id, name FROM t",
        ],
        Ok(&[&["1", "y"]]),
    ),
    case(
        "a table has one primary key",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER PRIMARY KEY)",
            "SELECT count(*) FROM t",
        ],
        Ok(&[&["0"]]),
    ),
    case(
        "all columns of a composite foreign key count",
        &[
            "CREATE TABLE p (id INTEGER PRIMARY KEY, code INTEGER)",
            "CREATE TABLE c (a INTEGER, b INTEGER, FOREIGN KEY (a, b) REFERENCES p (id, code))",
            "INSERT INTO p VALUES (1, 1)",
            "INSERT INTO c VALUES (1, 2)",
            "SELECT a, b FROM c",
        ],
        Ok(&[&["1", "2"]]),
    ),
    case(
        "a row that another row of its table refers to stays",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY, up INTEGER NULL, \
             FOREIGN KEY (up) REFERENCES t (id))",
            "INSERT INTO t VALUES (1, NULL)",
            "INSERT INTO t VALUES (2, 1)",
            "DELETE FROM t WHERE id = 1",
            "SELECT id, up FROM t",
        ],
        Ok(&[&["2", "1"]]),
    ),
    case(
        "a table is not renamed onto another",
        &[
            "CREATE TABLE a (id INTEGER)",
            "INSERT INTO a VALUES (1)",
            "CREATE TABLE b (id INTEGER)",
            "INSERT INTO b VALUES (2)",
            "ALTER TABLE a RENAME TO b",
            "SELECT id FROM b",
        ],
        Ok(&[&["1"]]),
    ),
    case(
        "foreign keys follow a renamed table",
        &[
            "CREATE TABLE p (id INTEGER PRIMARY KEY)",
            "CREATE TABLE c (p INTEGER, FOREIGN KEY (p) REFERENCES p (id))",
            "INSERT INTO p VALUES (1)",
            "INSERT INTO c VALUES (1)",
            "ALTER TABLE p RENAME TO q",
            "DELETE FROM q WHERE id = 1",
            "SELECT count(*) FROM q",
        ],
        Ok(&[&["0"]]),
    ),
    case(
        "a column that is added is not unique",
        &[
            "CREATE TABLE t (id INTEGER)",
            "INSERT INTO t VALUES (1), (2)",
            "ALTER TABLE t ADD COLUMN x INTEGER DEFAULT 5 UNIQUE",
            "SELECT id, x FROM t",
        ],
        Ok(&[&["1", "5"], &["2", "5"]]),
    ),
    case(
        "a column that is added is no primary key",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY)",
            "INSERT INTO t VALUES (1)",
            "ALTER TABLE t ADD COLUMN x INTEGER DEFAULT 5 PRIMARY KEY",
            "SELECT id, x FROM t",
        ],
        Ok(&[&["1", "5"]]),
    ),
    case(
        "ROLLBACK without a transaction is an error",
        &["ROLLBACK", "SELECT 1"],
        Ok(&[&["1"]]),
    ),
    case(
        "GROUP BY a number is by that column of the answer",
        &[
            "CREATE TABLE t (name TEXT, n INTEGER)",
            "INSERT INTO t VALUES ('a', 1), ('b', 2), ('a', 3)",
            "SELECT name, sum(n) FROM t GROUP BY 1 ORDER BY name",
        ],
        Ok(&[&["a", "6"]]),
    ),
    case(
        "an aggregate has its FILTER",
        &[
            "CREATE TABLE t (n INTEGER)",
            "INSERT INTO t VALUES (1), (2), (3)",
            "SELECT count(*) FILTER (WHERE n > 2) FROM t",
        ],
        Ok(&[&["3"]]),
    ),
    case(
        "NULL comes first in order",
        &[
            "CREATE TABLE t (n INTEGER NULL)",
            "INSERT INTO t VALUES (1), (NULL), (2)",
            "SELECT n FROM t ORDER BY n",
        ],
        Ok(&[&["1"], &["2"], &["NULL"]]),
    ),
    case(
        "NOT IN a list with NULL is unknown",
        &[
            "CREATE TABLE t (n INTEGER)",
            "INSERT INTO t VALUES (1), (2)",
            "SELECT n FROM t WHERE n NOT IN (1, NULL)",
        ],
        Ok(&[&["2"]]),
    ),
    case(
        "integers are divided as integers",
        &["SELECT 5 / 2"],
        Ok(&[&["2.5"]]),
    ),
];

/// What plain GlueSQL refuses.
const REFUSED: &[Case] = &[
    case(
        "LIKE with NULL is unknown",
        &[
            "CREATE TABLE t (id INTEGER, name TEXT NULL)",
            "INSERT INTO t VALUES (1, 'xa'), (2, NULL)",
            "SELECT id FROM t WHERE name LIKE 'x%'",
        ],
        Err("Null LIKE"),
    ),
    case(
        "IS NOT NULL stands before LIKE",
        &[
            "CREATE TABLE t (id INTEGER, name TEXT NULL)",
            "INSERT INTO t VALUES (1, 'xa'), (2, NULL)",
            "SELECT id FROM t WHERE name IS NOT NULL AND name LIKE 'x%'",
        ],
        Err("Null LIKE"),
    ),
    case(
        "INSERT takes the columns of SELECT in its own order",
        &[
            "CREATE TABLE t (id INTEGER, name TEXT)",
            "CREATE TABLE s (id INTEGER, name TEXT)",
            "INSERT INTO s VALUES (1, 'x')",
            "INSERT INTO t (name, id) SELECT name, id FROM s",
            "SELECT id, name FROM t",
        ],
        Err("incompatible data type"),
    ),
    case(
        "a unique value may be set again",
        &[
            "CREATE TABLE t (id INTEGER, e TEXT UNIQUE)",
            "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
            "UPDATE t SET e = 'a' WHERE id = 1",
            "SELECT id, e FROM t ORDER BY id",
        ],
        Err("duplicate entry"),
    ),
    case(
        "a primary key can be updated",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY)",
            "INSERT INTO t VALUES (1)",
            "UPDATE t SET id = 2",
            "SELECT id FROM t",
        ],
        Err("update on primary key is not supported"),
    ),
    case(
        "keys are given",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)",
            "INSERT INTO t (name) VALUES ('a'), ('b')",
            "SELECT id, name FROM t ORDER BY id",
        ],
        Err("lack of required column"),
    ),
    case(
        "a primary key may have several columns",
        &[
            "CREATE TABLE t (a INTEGER, b INTEGER, PRIMARY KEY (a, b))",
            "INSERT INTO t VALUES (1, 1), (1, 2)",
            "SELECT a, b FROM t ORDER BY b",
        ],
        Err("unsupported constraint"),
    ),
    case(
        "several columns may be unique together",
        &[
            "CREATE TABLE t (a INTEGER, b INTEGER, UNIQUE (a, b))",
            "INSERT INTO t VALUES (1, 1), (1, 1)",
        ],
        Err("unsupported constraint"),
    ),
    case(
        "CHECK is checked",
        &[
            "CREATE TABLE t (a INTEGER CHECK (a > 0))",
            "INSERT INTO t VALUES (0)",
        ],
        Err("unsupported column option"),
    ),
    case(
        "a column may refer",
        &[
            "CREATE TABLE p (id INTEGER PRIMARY KEY)",
            "CREATE TABLE c (p INTEGER REFERENCES p (id))",
            "INSERT INTO c VALUES (1)",
        ],
        Err("unsupported column option"),
    ),
    case(
        "a foreign key may refer to a unique column",
        &[
            "CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE)",
            "CREATE TABLE c (p TEXT, FOREIGN KEY (p) REFERENCES p (code))",
            "INSERT INTO p VALUES (1, 'a')",
            "INSERT INTO c VALUES ('a')",
            "SELECT p FROM c",
        ],
        Err("not unique"),
    ),
    case(
        "ON DELETE CASCADE deletes",
        &[
            "CREATE TABLE p (id INTEGER PRIMARY KEY)",
            "CREATE TABLE c (p INTEGER, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            "INSERT INTO p VALUES (1), (2)",
            "INSERT INTO c VALUES (1), (2)",
            "DELETE FROM p WHERE id = 1",
            "SELECT p FROM c",
        ],
        Err("CASCADE"),
    ),
    case(
        "ON DELETE SET NULL sets NULL",
        &[
            "CREATE TABLE p (id INTEGER PRIMARY KEY)",
            "CREATE TABLE c (p INTEGER, FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL)",
            "INSERT INTO p VALUES (1), (2)",
            "INSERT INTO c VALUES (1), (2)",
            "DELETE FROM p WHERE id = 1",
            "SELECT p FROM c ORDER BY p",
        ],
        Err("SET NULL"),
    ),
    case(
        "one INSERT may hold a row and what it refers to",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY, up INTEGER NULL, \
             FOREIGN KEY (up) REFERENCES t (id))",
            "INSERT INTO t VALUES (1, NULL), (2, 1)",
            "SELECT id, up FROM t ORDER BY id",
        ],
        Err("cannot find referenced value"),
    ),
    case(
        "a deferred foreign key waits for the commit",
        &[
            "CREATE TABLE p (id INTEGER PRIMARY KEY)",
            "CREATE TABLE c (p INTEGER, \
             FOREIGN KEY (p) REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)",
            "BEGIN",
            "INSERT INTO c VALUES (1)",
            "INSERT INTO p VALUES (1)",
            "COMMIT",
            "SELECT p FROM c",
        ],
        Err("transaction is not supported"),
    ),
    case(
        "ROLLBACK undoes, tables included",
        &[
            "CREATE TABLE t (n INTEGER)",
            "BEGIN",
            "INSERT INTO t VALUES (1)",
            "CREATE TABLE u (n INTEGER)",
            "ROLLBACK",
            "SELECT n FROM t",
        ],
        Err("transaction is not supported"),
    ),
    case(
        "savepoints",
        &[
            "CREATE TABLE t (n INTEGER)",
            "SAVEPOINT s",
            "INSERT INTO t VALUES (1)",
            "ROLLBACK TO s",
            "RELEASE s",
            "SELECT n FROM t",
        ],
        Err("unsupported statement"),
    ),
    case(
        "types have SQLite's names and lengths",
        &[
            "CREATE TABLE t (a varchar(3), b bigint, c datetime, d bool)",
            "INSERT INTO t VALUES ('long', '12', '2025-01-01', 1)",
            "SELECT a, b, c, d FROM t",
        ],
        Err("unsupported data type"),
    ),
    case(
        "a column takes values of other types",
        &[
            "CREATE TABLE t (a TEXT, n INTEGER)",
            "INSERT INTO t VALUES (1, 'x')",
            "SELECT a, n FROM t",
        ],
        Err("failed to parse number"),
    ),
    case(
        "a key is compared as a number",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY)",
            "INSERT INTO t VALUES (1)",
            "SELECT id FROM t WHERE id = '1'",
        ],
        Err("failed to parse text"),
    ),
    case(
        "names differ by more than case",
        &[
            "CREATE TABLE Foo (Id INTEGER)",
            "INSERT INTO foo (ID) VALUES (1)",
            "SELECT id FROM FOO",
        ],
        Err("not found"),
    ),
    case(
        "indexes may be unique, partial and of several columns",
        &[
            "CREATE TABLE t (a INTEGER, b INTEGER)",
            "CREATE UNIQUE INDEX i ON t (a, b) WHERE a > 1",
            "INSERT INTO t VALUES (1, 1), (1, 1), (2, 1)",
            "INSERT INTO t VALUES (2, 1)",
        ],
        Err("unsupported CREATE INDEX option"),
    ),
    case(
        "an index is dropped by its name",
        &[
            "CREATE TABLE t (a INTEGER)",
            "CREATE INDEX i ON t (a)",
            "DROP INDEX i",
            "SELECT count(*) FROM t",
        ],
        Err("index is not supported"),
    ),
    case(
        "views",
        &["CREATE VIEW v AS SELECT 1 AS n", "SELECT n FROM v"],
        Err("unsupported statement"),
    ),
    case(
        "ON CONFLICT",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)",
            "INSERT INTO t VALUES (1, 1)",
            "INSERT INTO t VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET n = excluded.n + 10",
            "SELECT id, n FROM t",
        ],
        Err("ON CONFLICT"),
    ),
    case(
        "RETURNING",
        &[
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)",
            "INSERT INTO t VALUES (1, 5) RETURNING id, n + 1",
        ],
        Err("RETURNING"),
    ),
    case(
        "DEFAULT VALUES",
        &[
            "CREATE TABLE t (n INTEGER DEFAULT 3)",
            "INSERT INTO t DEFAULT VALUES",
            "SELECT n FROM t",
        ],
        Err("DEFAULT VALUES"),
    ),
    case(
        "UPDATE FROM",
        &[
            "CREATE TABLE t (id INTEGER, n INTEGER)",
            "CREATE TABLE s (id INTEGER, n INTEGER)",
            "INSERT INTO t VALUES (1, 0)",
            "INSERT INTO s VALUES (1, 9)",
            "UPDATE t SET n = s.n FROM s WHERE s.id = t.id",
            "SELECT id, n FROM t",
        ],
        Err("FROM"),
    ),
    case(
        "UNION",
        &["SELECT 1 AS n UNION SELECT 2 ORDER BY n"],
        Err("unsupported query set expr"),
    ),
    case(
        "WITH",
        &["WITH w AS (SELECT 1 AS n) SELECT n FROM w"],
        Err("WITH"),
    ),
    case(
        "window functions",
        &[
            "CREATE TABLE t (n INTEGER)",
            "INSERT INTO t VALUES (5), (7)",
            "SELECT n, row_number() OVER (ORDER BY n DESC) FROM t ORDER BY n",
        ],
        Err("ROW_NUMBER"),
    ),
    case(
        "right and cross joins",
        &[
            "CREATE TABLE a (n INTEGER)",
            "CREATE TABLE b (m INTEGER)",
            "INSERT INTO a VALUES (1), (2)",
            "INSERT INTO b VALUES (1), (3)",
            "SELECT n, m FROM a CROSS JOIN b ORDER BY n, m",
        ],
        Err("join"),
    ),
    case(
        "USING",
        &[
            "CREATE TABLE a (n INTEGER)",
            "CREATE TABLE b (n INTEGER)",
            "INSERT INTO a VALUES (1), (2)",
            "INSERT INTO b VALUES (1), (3)",
            "SELECT n FROM a JOIN b USING (n)",
        ],
        Err("USING"),
    ),
    case(
        "IS TRUE",
        &[
            "CREATE TABLE t (n INTEGER)",
            "INSERT INTO t VALUES (0), (2)",
            "SELECT n FROM t WHERE n IS TRUE",
        ],
        Err("unsupported expr"),
    ),
    case(
        "rows are compared",
        &[
            "CREATE TABLE t (a INTEGER, b INTEGER)",
            "INSERT INTO t VALUES (1, 2), (2, 1)",
            "SELECT a FROM t WHERE (a, b) IN (SELECT 1, 2)",
        ],
        Err("unsupported"),
    ),
    case(
        "LIKE has its ESCAPE",
        &["SELECT '10%' LIKE '10!%' ESCAPE '!'"],
        Err("ESCAPE"),
    ),
    case(
        "CAST cuts a fraction off",
        &["SELECT CAST(1.7 AS INTEGER)"],
        Err("1.7"),
    ),
];

/// What the database does not do either: the statement, and what its error says.
const REFUSED_HERE: &[(&str, &str)] = &[
    (
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
        "TRIGGER",
    ),
    ("ATTACH 'other.db' AS other", "ATTACH"),
    (
        "CREATE TABLE u (id integer PRIMARY KEY) WITHOUT ROWID",
        "WITHOUT ROWID",
    ),
    ("CREATE TABLE u (id integer) STRICT", "STRICT"),
    ("EXPLAIN SELECT 1", "EXPLAIN"),
    ("INSERT OR FAIL INTO t VALUES (1)", "OR FAIL"),
    ("UPDATE OR ROLLBACK t SET n = 1", "OR ROLLBACK"),
];

#[test]
fn wrong_answers_of_gluesql_are_repaired() {
    check(WRONG);
}

#[test]
fn what_gluesql_refuses_is_done() {
    check(REFUSED);
}

#[test]
fn what_cannot_be_repaired_is_refused_by_name() {
    for (statement, words) in REFUSED_HERE {
        let mut database = Database::new();
        database.execute("CREATE TABLE t (n integer)", &[]).unwrap();
        let there = Connection::open_in_memory().unwrap();
        there.execute_batch("CREATE TABLE t (n integer)").unwrap();
        assert!(
            there.prepare(statement).is_ok(),
            "SQLite refuses {statement}"
        );
        let error = database.execute(statement, &[]).unwrap_err().message;
        assert!(error.contains(words), "{statement}: {error}");
    }
}

/// Checks that GlueSQL is wrong as the cases say, and that the database answers as SQLite does.
fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let (plain, here, there) = (
            gluesqls(case.statements),
            heres(case.statements),
            sqlites(case.statements),
        );
        let as_said = match (&plain, &case.gluesql) {
            (Ok(rows), Ok(said)) => rows == said,
            (Err(error), Err(words)) => error.contains(words),
            _ => false,
        };
        if !as_said {
            wrong.push(format!("{}: GlueSQL says {plain:?}", case.what));
        }
        if plain == there {
            wrong.push(format!("{}: GlueSQL is right: {there:?}", case.what));
        }
        let same = match (&here, &there) {
            (Ok(here), Ok(there)) => here == there,
            (Err(here), Err(there)) => there.starts_with(here),
            _ => false,
        };
        if !same {
            let what = case.what;
            wrong.push(format!("{what}:\n  sqlite: {there:?}\n  here:   {here:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn gluesqls(statements: &[&str]) -> Answer {
    let mut glue = Glue::new(MemoryStorage::default());
    let mut answer = Vec::new();
    for statement in statements {
        let payloads = glue.execute(statement).map_err(|error| error.to_string())?;
        answer = match payloads.into_iter().next() {
            Some(Payload::Select { rows, .. }) => rows.iter().map(|row| row_text(row)).collect(),
            _ => Vec::new(),
        };
    }
    Ok(answer)
}

fn row_text(row: &[Value]) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Null => "NULL".to_owned(),
        value => String::from(value),
    };
    row.iter().map(text).collect()
}

/// What the last of some statements answers, as text, or the first error.
fn last(statements: &[&str], mut execute: impl FnMut(&str) -> answer::Answer) -> Answer {
    let mut rows = Vec::new();
    for statement in statements {
        rows = execute(statement)?;
    }
    Ok(texts(rows))
}

fn heres(statements: &[&str]) -> Answer {
    let mut database = Database::new();
    last(statements, |statement| {
        answer::ours(&mut database, statement)
    })
}

fn sqlites(statements: &[&str]) -> Answer {
    let connection = Connection::open_in_memory().unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = ON")
        .unwrap();
    last(statements, |statement| {
        answer::sqlites(&connection, statement)
    })
}

fn texts(rows: Vec<Vec<SqlValue>>) -> Vec<Vec<String>> {
    let text = |value: SqlValue| match value {
        SqlValue::Null => "NULL".to_owned(),
        SqlValue::Integer(integer) => integer.to_string(),
        SqlValue::Real(real) => format!("{real:?}"),
        SqlValue::Text(text) => text.to_string(),
        SqlValue::Blob(bytes) => format!("{bytes:?}"),
    };
    let row = |row: Vec<SqlValue>| row.into_iter().map(text).collect();
    rows.into_iter().map(row).collect()
}

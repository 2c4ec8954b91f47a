//! What is measured: statements as Django writes them, on tables of a hundred thousand rows.

use migration_sandbox::database::SqlValue;

use crate::engine::Engine;

/// How many rows the tables have.
const ROWS: u32 = 100_000;
/// How many rows an INSERT may have with five parameters each: Django stays below 999.
const BATCH: u32 = 199;
const SHOPS: i64 = 1000;

/// What a work answers, so that both sides can be compared; or why it cannot be done.
type Outcome = Result<i64, String>;

/// A piece of work; each begins where the one before has ended.
pub struct Work {
    pub name: &'static str,
    /// How often something is done.
    pub times: u32,
    pub run: fn(&mut dyn Engine, u32) -> Outcome,
}

/// All works, in their order.
pub const WORKS: &[Work] = &[
    work(
        "a row inserted in batches of 199, with an index",
        ROWS,
        insert_batches,
    ),
    work(
        "a row inserted alone, with a UNIQUE column",
        ROWS,
        insert_single,
    ),
    work("a row by its primary key", 20_000, by_primary_key),
    work("ten rows by an index", 10_000, by_index),
    work("UPDATE of a row by its primary key", 20_000, update_by_key),
    work("scan of 100,000 rows, comparing numbers", 10, scan_numbers),
    work("scan of 100,000 rows, with LIKE", 10, scan_text),
    work("hash join of 100,000 rows with 1,000", 3, hash_join),
    work("table of 100,000 rows remade with a new column", 1, rebuild),
    work("DELETE of a row by its primary key", 20_000, delete_by_key),
    work(
        "CREATE TABLE with a foreign key and an index, of 500",
        500,
        create_tables,
    ),
    work("snapshot", 10, snapshot),
];

const fn work(name: &'static str, times: u32, run: fn(&mut dyn Engine, u32) -> Outcome) -> Work {
    Work { name, times, run }
}

fn insert_batches(engine: &mut dyn Engine, times: u32) -> Outcome {
    for statement in [
        "CREATE TABLE \"shop\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \
         \"code\" varchar(10) NOT NULL, \"city\" varchar(40) NOT NULL)",
        "CREATE TABLE \"sale\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \
         \"title\" varchar(60) NOT NULL, \"pieces\" integer NOT NULL, \
         \"amount\" decimal NOT NULL, \"weight\" integer NOT NULL, \
         \"shop_code\" varchar(10) NOT NULL)",
        "CREATE INDEX \"sale_pieces\" ON \"sale\" (\"pieces\")",
    ] {
        engine.run(statement, &[])?;
    }
    for number in 0..SHOPS {
        let shop = [shop_code(number), text(format!("City {}", number % 40))];
        let sql = "INSERT INTO \"shop\" (\"code\", \"city\") VALUES (?, ?)";
        engine.run(sql, &shop)?;
    }
    engine.run("BEGIN", &[])?;
    let mut number = 0;
    while number < times {
        let count = BATCH.min(times - number);
        let mut parameters = Vec::new();
        for row in number..number + count {
            let row = i64::from(row);
            parameters.extend([
                text(format!("Sale number {row}")),
                SqlValue::Integer(row % 10_000),
                SqlValue::Real(f64::from(number % 1000) + 0.25),
                SqlValue::Integer(row * 7 % 1000),
                shop_code(row % SHOPS),
            ]);
        }
        let rows = vec!["(?, ?, ?, ?, ?)"; count as usize].join(", ");
        let sql = format!(
            "INSERT INTO \"sale\" (\"title\", \"pieces\", \"amount\", \"weight\", \
             \"shop_code\") VALUES {rows}"
        );
        engine.run(&sql, &parameters)?;
        number += count;
    }
    engine.run("COMMIT", &[])?;
    count(engine, "sale")
}

fn insert_single(engine: &mut dyn Engine, times: u32) -> Outcome {
    engine.run(
        "CREATE TABLE \"member\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \
         \"email\" varchar(254) NOT NULL UNIQUE, \"age\" integer NULL)",
        &[],
    )?;
    let sql =
        "INSERT INTO \"member\" (\"email\", \"age\") VALUES (?, ?) RETURNING \"member\".\"id\"";
    engine.run("BEGIN", &[])?;
    let mut last = 0;
    for number in 0..times {
        let email = format!("member{}@example.com", scattered(number));
        let values = [text(email), SqlValue::Integer(i64::from(number % 90))];
        last = sum(&engine.run(sql, &values)?);
    }
    engine.run("COMMIT", &[])?;
    Ok(last + count(engine, "member")?)
}

fn by_primary_key(engine: &mut dyn Engine, times: u32) -> Outcome {
    let sql = "SELECT \"sale\".\"id\", \"sale\".\"title\", \"sale\".\"pieces\", \
               \"sale\".\"amount\", \"sale\".\"weight\", \"sale\".\"shop_code\" FROM \"sale\" \
               WHERE \"sale\".\"id\" = ? LIMIT 21";
    repeated(engine, times, |number| (sql, vec![key(number)]))
}

fn by_index(engine: &mut dyn Engine, times: u32) -> Outcome {
    let sql = "SELECT \"sale\".\"id\", \"sale\".\"title\" FROM \"sale\" \
               WHERE \"sale\".\"pieces\" = ?";
    repeated(engine, times, |number| {
        let pieces = i64::from(scattered(number) % 10_000);
        (sql, vec![SqlValue::Integer(pieces)])
    })
}

fn update_by_key(engine: &mut dyn Engine, times: u32) -> Outcome {
    let sql = "UPDATE \"sale\" SET \"title\" = ?, \"weight\" = ? WHERE \"sale\".\"id\" = ?";
    engine.run("BEGIN", &[])?;
    repeated(engine, times, |number| {
        let title = text(format!("Sold {number}"));
        (
            sql,
            vec![title, SqlValue::Integer(number.into()), key(number)],
        )
    })?;
    engine.run("COMMIT", &[])?;
    Ok(sum(
        &engine.run("SELECT SUM(\"weight\") FROM \"sale\"", &[])?
    ))
}

fn scan_numbers(engine: &mut dyn Engine, times: u32) -> Outcome {
    let sql = "SELECT \"sale\".\"id\", \"sale\".\"title\" FROM \"sale\" \
               WHERE (\"sale\".\"weight\" >= ? AND \"sale\".\"weight\" < 20)";
    repeated(engine, times, |number| {
        (sql, vec![SqlValue::Integer(i64::from(number % 3))])
    })
}

fn scan_text(engine: &mut dyn Engine, times: u32) -> Outcome {
    let sql = "SELECT \"sale\".\"id\", \"sale\".\"title\" FROM \"sale\" \
               WHERE (\"sale\".\"amount\" > 7 AND \"sale\".\"title\" LIKE ? ESCAPE '\\')";
    repeated(engine, times, |number| {
        (sql, vec![text(format!("%{}7%", number + 10))])
    })
}

fn hash_join(engine: &mut dyn Engine, times: u32) -> Outcome {
    let sql = "SELECT \"sale\".\"id\", \"shop\".\"city\" FROM \"sale\" \
               INNER JOIN \"shop\" ON (\"sale\".\"shop_code\" = \"shop\".\"code\") \
               WHERE \"sale\".\"weight\" >= 0";
    repeated(engine, times, |_| (sql, Vec::new()))
}

/// What Django's schema editor does to add a column that is not NULL.
fn rebuild(engine: &mut dyn Engine, _: u32) -> Outcome {
    for statement in [
        "PRAGMA foreign_keys = OFF",
        "BEGIN",
        "CREATE TABLE \"new__sale\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \
         \"title\" varchar(60) NOT NULL, \"pieces\" integer NOT NULL, \
         \"amount\" decimal NOT NULL, \"weight\" integer NOT NULL, \
         \"shop_code\" varchar(10) NOT NULL, \"paid\" bool NOT NULL)",
        "INSERT INTO \"new__sale\" (\"id\", \"title\", \"pieces\", \"amount\", \"weight\", \
         \"shop_code\", \"paid\") SELECT \"id\", \"title\", \"pieces\", \"amount\", \"weight\", \
         \"shop_code\", 0 FROM \"sale\"",
        "DROP TABLE \"sale\"",
        "ALTER TABLE \"new__sale\" RENAME TO \"sale\"",
        "CREATE INDEX \"sale_pieces\" ON \"sale\" (\"pieces\")",
        "PRAGMA foreign_key_check",
        "COMMIT",
        "PRAGMA foreign_keys = ON",
    ] {
        engine.run(statement, &[])?;
    }
    count(engine, "sale")
}

fn delete_by_key(engine: &mut dyn Engine, times: u32) -> Outcome {
    let sql = "DELETE FROM \"sale\" WHERE \"sale\".\"id\" = ?";
    engine.run("BEGIN", &[])?;
    repeated(engine, times, |number| (sql, vec![key(number)]))?;
    engine.run("COMMIT", &[])?;
    count(engine, "sale")
}

fn create_tables(engine: &mut dyn Engine, times: u32) -> Outcome {
    engine.run("BEGIN", &[])?;
    for number in 0..times {
        let table = format!(
            "CREATE TABLE \"app_model{number}\" (\"id\" integer NOT NULL PRIMARY KEY \
             AUTOINCREMENT, \"title\" varchar(60) NOT NULL, \"code\" varchar(50) NOT NULL UNIQUE, \
             \"pieces\" integer unsigned NOT NULL CHECK (\"pieces\" >= 0), \"owner_id\" bigint \
             NULL REFERENCES \"app_model{}\" (\"id\") DEFERRABLE INITIALLY DEFERRED)",
            number / 2
        );
        engine.run(&table, &[])?;
        let index = format!(
            "CREATE INDEX \"app_model{number}_owner_id\" ON \"app_model{number}\" (\"owner_id\")"
        );
        engine.run(&index, &[])?;
    }
    engine.run("COMMIT", &[])?;
    count(engine, "sqlite_master")
}

fn snapshot(engine: &mut dyn Engine, times: u32) -> Outcome {
    for _ in 0..times {
        engine.snapshot()?;
    }
    Ok(0)
}

/// Runs statements and adds up what they answer.
fn repeated(
    engine: &mut dyn Engine,
    times: u32,
    statement: impl Fn(u32) -> (&'static str, Vec<SqlValue>),
) -> Outcome {
    let mut answer = 0;
    for number in 0..times {
        let (sql, parameters) = statement(number);
        answer += sum(&engine.run(sql, &parameters)?);
    }
    Ok(answer)
}

/// A number that other rows do not have.
fn sum(rows: &[Vec<SqlValue>]) -> i64 {
    rows.iter()
        .flatten()
        .map(|value| match value {
            SqlValue::Null => 1,
            SqlValue::Integer(integer) => *integer,
            SqlValue::Real(real) => i64::from(real.to_bits().count_ones()),
            SqlValue::Text(text) => i64::try_from(text.len()).unwrap_or(0),
            SqlValue::Blob(bytes) => i64::try_from(bytes.len()).unwrap_or(0),
        })
        .fold(0, i64::wrapping_add)
}

fn count(engine: &mut dyn Engine, table: &str) -> Outcome {
    let rows = engine.run(&format!("SELECT COUNT(*) FROM \"{table}\""), &[])?;
    Ok(sum(&rows))
}

/// Numbers in no order, none twice.
fn scattered(number: u32) -> u32 {
    (u64::from(number) * 70_001 % u64::from(ROWS))
        .try_into()
        .unwrap_or(0)
}

fn key(number: u32) -> SqlValue {
    SqlValue::Integer(i64::from(scattered(number)) + 1)
}

fn shop_code(number: i64) -> SqlValue {
    text(format!("S{number:05}"))
}

fn text(text: String) -> SqlValue {
    SqlValue::Text(text.into())
}

//! Rows that survive schema changes: the statements by which migrations rebuild tables, run here and
//! in SQLite on values that are easily lost, leave the same rows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking and says why"
)]

#[expect(dead_code, reason = "the database is asked by commands here")]
#[path = "sqlite/answer.rs"]
mod answer;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use answer::sqlites;
use migration_sandbox::database::{Database, Event, SqlValue};
use migration_sandbox::files::Files;
use migration_sandbox::management::command::Environment;
use migration_sandbox::management::output::Terminal;
use migration_sandbox::management::utility::{Ending, execute_from_command_line};
use migration_sandbox::protocol::Stream;
use rusqlite::Connection;
use rusqlite::types::Value;

use SqlValue::{Integer, Null, Real};

/// The columns of `zoo_thing` after the first migration, with how Django declares them.
const FIELDS: &[(&str, &str)] = &[
    (
        "price",
        "DecimalField(max_digits=20, decimal_places=5, null=True)",
    ),
    ("day", "DateField(null=True)"),
    ("moment", "DateTimeField(null=True)"),
    ("hour", "TimeField(null=True)"),
    ("span", "DurationField(null=True)"),
    ("uuid", "UUIDField(null=True)"),
    ("data", "JSONField(null=True)"),
    ("raw", "BinaryField(null=True)"),
    ("flag", "BooleanField(null=True)"),
    ("big", "BigIntegerField(null=True)"),
    ("size", "FloatField(null=True)"),
    ("name", "CharField(max_length=40, null=True)"),
    ("text", "TextField(null=True)"),
];

/// What each migration after the first does.
const MIGRATIONS: &[&[&str]] = &[
    &[
        "migrations.AddField('thing', 'extra', models.TextField(default='é\u{1f600}'))",
        "migrations.AddField('thing', 'count', models.IntegerField(null=True))",
        "migrations.AlterField('thing', 'name', models.CharField(max_length=9, null=True, db_index=True))",
        "migrations.AddField('thing', 'cost', models.DecimalField(max_digits=30, decimal_places=10, \
         default='0.1'))",
    ],
    // Every column becomes text, in a table that is rebuilt for each.
    &[
        "migrations.AlterField('thing', 'price', models.TextField(null=True))",
        "migrations.AlterField('thing', 'day', models.TextField(null=True))",
        "migrations.AlterField('thing', 'moment', models.TextField(null=True))",
        "migrations.AlterField('thing', 'hour', models.TextField(null=True))",
        "migrations.AlterField('thing', 'span', models.TextField(null=True))",
        "migrations.AlterField('thing', 'uuid', models.TextField(null=True))",
        "migrations.AlterField('thing', 'data', models.TextField(null=True))",
        "migrations.AlterField('thing', 'raw', models.TextField(null=True))",
        "migrations.AlterField('thing', 'flag', models.TextField(null=True))",
        "migrations.AlterField('thing', 'big', models.TextField(null=True))",
        "migrations.AlterField('thing', 'size', models.TextField(null=True))",
    ],
    // And another type again.
    &[
        "migrations.AlterField('thing', 'price', models.FloatField(null=True))",
        "migrations.AlterField('thing', 'day', models.DateTimeField(null=True))",
        "migrations.AlterField('thing', 'moment', models.DateField(null=True))",
        "migrations.AlterField('thing', 'hour', models.BinaryField(null=True))",
        "migrations.AlterField('thing', 'span', models.DecimalField(max_digits=9, decimal_places=2, \
         null=True))",
        "migrations.AlterField('thing', 'uuid', models.CharField(max_length=9, null=True))",
        "migrations.AlterField('thing', 'raw', models.IntegerField(null=True))",
        "migrations.AlterField('thing', 'flag', models.IntegerField(null=True))",
        "migrations.AlterField('thing', 'big', models.FloatField(null=True))",
        "migrations.AlterField('thing', 'size', models.IntegerField(null=True))",
        "migrations.AlterField('thing', 'text', models.FloatField(null=True))",
    ],
    &[
        "migrations.RenameField('thing', 'price', 'value')",
        "migrations.RenameModel('Thing', 'Item')",
        "migrations.AddIndex('item', models.Index(fields=['value', '-day'], name='item_value'))",
        "migrations.AddConstraint('item', models.CheckConstraint(\
         condition=~models.Q(name='never'), name='item_name'))",
        "migrations.AlterModelTable('item', 'items')",
    ],
    // What is NULL gets a default.
    &[
        "migrations.AlterField('item', 'value', models.FloatField(default=0.1))",
        "migrations.AlterField('item', 'day', models.DateTimeField(\
         default=datetime.datetime(2024, 2, 29, 23, 59, 59, 999999)))",
        "migrations.AlterField('item', 'big', models.BigIntegerField(default=9223372036854775807))",
        "migrations.AlterField('item', 'text', models.TextField(default='it\\'s'))",
        "migrations.AlterField('item', 'hour', models.BinaryField(default=b'\\x00\\xff'))",
        "migrations.AlterField('item', 'flag', models.BooleanField(default=True))",
    ],
    &[
        "migrations.RemoveField('item', 'moment')",
        "migrations.AlterField('item', 'id', models.AutoField(primary_key=True))",
        "migrations.AlterField('item', 'name', models.CharField(max_length=9, default='x', \
         db_column='label'))",
        "migrations.RemoveField('other', 'thing')",
    ],
];

/// Values that are easily lost, for a column; each row takes the next of them.
fn values(column: &str) -> Vec<SqlValue> {
    let texts = |texts: &[&str]| {
        let mut values: Vec<SqlValue> = texts
            .iter()
            .map(|text| SqlValue::Text((*text).into()))
            .collect();
        values.push(Null);
        values
    };
    match column {
        "price" => texts(&[
            "10.50",
            "0.1",
            "12345678901234.56789",
            "-0.00001",
            "100000000000000000000",
            "9007199254740993",
            "0",
            "-0",
        ]),
        "day" => texts(&["2024-02-29", "0001-01-01", "9999-12-31", "2024"]),
        "moment" => texts(&[
            "2024-02-29 23:59:59.999999",
            "0001-01-01 00:00:00",
            "2024-02-29T12:00:00+05:30",
        ]),
        "hour" => texts(&["23:59:59.999999", "00:00:00", "12:30"]),
        "span" => vec![
            Integer(0),
            Integer(-1),
            Integer(86_399_999_999_999_999),
            Integer(i64::MIN),
            Null,
        ],
        "uuid" => texts(&[
            "00000000000000000000000000000000",
            "ffffffffffffffffffffffffffffffff",
            "12345678123456781234567812345678",
            "1e100000000000000000000000000000",
        ]),
        "data" => texts(&[
            "{\"a\": [1, 2.50, null, \"\u{1f600}\", \"\\u0000\"]}",
            "123456789012345678901234567890",
            "\"\\ud83d\"",
            "null",
            "[]",
            "1.0",
            "true",
        ]),
        "raw" => vec![
            SqlValue::Blob((0..=255).collect::<Vec<u8>>().into()),
            SqlValue::Blob([].into()),
            SqlValue::Blob([0].into()),
            SqlValue::Blob(b"12".as_slice().into()),
            SqlValue::Blob([0xff, 0xfe, 0x80].into()),
            Null,
        ],
        "flag" => vec![Integer(0), Integer(1), Null],
        "big" => vec![
            Integer(i64::MAX),
            Integer(i64::MIN),
            Integer(9_007_199_254_740_993),
            Integer(-1),
            Null,
        ],
        "size" => vec![
            Real(0.1),
            Real(-0.0),
            Real(1.0 / 3.0),
            Real(1e308),
            Real(5e-324),
            Real(f64::INFINITY),
            Real(f64::NEG_INFINITY),
            Real(9_007_199_254_740_993.0),
            Real(9.223_372_036_854_776e18),
            Real(0.1 + 0.2),
            Real(123_456_789_012_345.67),
            Real(1e15),
            Real(1e16),
            Null,
        ],
        "name" | "text" => {
            let long = "\u{1f600}x".repeat(20_000);
            let mut values = texts(&[
                "",
                " ",
                "e\u{301}",
                "\u{e9}",
                "\u{1f469}\u{200d}\u{1f680}",
                "a\0b",
                "\0",
                "a\u{202e}b\u{feff}",
                "'\"`[]",
                "NULL",
                "1.0",
                "1e3",
                " 12 ",
                "0x1F",
                "\u{0663}",
                "9223372036854775808",
                "line\r\nline\t",
                "\u{10ffff}\u{e000}",
                "\u{df}\u{1e9e}\u{130}",
            ]);
            values.push(SqlValue::Text(long.as_str().into()));
            values
        }
        _ => vec![Null],
    }
}

/// A project whose migrations run here, and a database of SQLite that gets the same statements.
struct Both {
    files: Files,
    here: Database,
    there: Connection,
}

/// Statements with their parameters.
type Statements = Vec<(String, Vec<SqlValue>)>;

#[test]
fn rows_survive_every_change_as_in_sqlite() {
    let mut both = Both::new();
    both.migrate("0001");
    both.fill();
    both.compare("filled");
    for number in 2..=MIGRATIONS.len() + 1 {
        both.migrate(&format!("{number:04}"));
    }
    for number in (1..=MIGRATIONS.len()).rev() {
        both.migrate(&format!("{number:04}"));
    }
}

impl Both {
    fn new() -> Self {
        let mut files = Files::new();
        files.write(
            "manage.py",
            "import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config\")\n",
        );
        files.write(
            "config.py",
            "INSTALLED_APPS = [\"zoo\"]\nDATABASES = {\"default\": {\"ENGINE\": \
             \"django.db.backends.sqlite3\", \"NAME\": \"db.sqlite3\"}}\n",
        );
        for path in ["__init__", "models", "migrations/__init__"] {
            files.write(&format!("zoo/{path}.py"), "");
        }
        let fields = FIELDS
            .iter()
            .map(|(name, field)| format!("('{name}', models.{field})"));
        let fields: Vec<String> = fields.collect();
        let id = "('id', models.BigAutoField(primary_key=True))";
        let create = [
            format!(
                "migrations.CreateModel('Thing', [{id}, {}])",
                fields.join(", ")
            ),
            format!(
                "migrations.CreateModel('Other', [{id}, ('thing', models.ForeignKey('zoo.Thing', \
                 models.CASCADE, null=True))])"
            ),
        ];
        let create: Vec<&str> = create.iter().map(String::as_str).collect();
        let mut last = String::new();
        let all = std::iter::once(create.as_slice()).chain(MIGRATIONS.iter().copied());
        for (number, operations) in (1..).zip(all) {
            let name = format!("{number:04}");
            let text = format!(
                "import datetime\n\nfrom django.db import migrations, models\n\n\n\
                 class Migration(migrations.Migration):\n    dependencies = [{last}]\n    \
                 operations = [{}]\n",
                operations.join(", ")
            );
            files.write(&format!("zoo/migrations/{name}.py"), &text);
            last = format!("('zoo', '{name}')");
        }
        Self {
            files,
            here: Database::new(),
            there: Connection::open_in_memory().unwrap(),
        }
    }

    /// Migrates to a migration, here and by the same statements there.
    fn migrate(&mut self, name: &str) {
        let executed: Rc<RefCell<Statements>> = Rc::default();
        let kept = Rc::clone(&executed);
        let watch = move |_: &Database, event: Event<'_>| {
            if let Event::Statement(sql, parameters) = event {
                let statement = (sql.to_owned(), parameters.to_vec());
                kept.borrow_mut().push(statement);
            }
            Ok(())
        };
        self.here.set_watch(Some(Rc::new(watch)));
        let environment = Environment {
            now: 1_735_689_600_000_000,
            folder: String::new(),
            root: "/project".to_owned(),
            settings_module: None,
            variables: BTreeMap::new(),
            program: "manage.py".to_owned(),
            share: 1,
        };
        let words = ["migrate", "zoo", name].map(str::to_owned);
        let mut terminal = Terminal::default();
        let ending = execute_from_command_line(
            &mut terminal,
            &mut self.files,
            &mut self.here,
            &environment,
            &words,
        );
        self.here.set_watch(None);
        let printed = terminal.text(Stream::Stdout) + &terminal.text(Stream::Stderr);
        assert!(matches!(ending, Ending::Exit(0)), "{name}: {printed}");
        for (sql, parameters) in executed.take() {
            self.there(&sql, &parameters);
        }
        self.compare(&format!("migrated to {name}"));
    }

    fn there(&self, sql: &str, parameters: &[SqlValue]) {
        let mut prepared = self.there.prepare(sql).unwrap();
        let parameters = parameters.iter().map(|value| match value {
            Null => Value::Null,
            Integer(integer) => Value::Integer(*integer),
            Real(real) => Value::Real(*real),
            SqlValue::Text(text) => Value::Text(text.to_string()),
            SqlValue::Blob(bytes) => Value::Blob(bytes.to_vec()),
        });
        let mut rows = prepared
            .query(rusqlite::params_from_iter(parameters))
            .unwrap();
        while rows
            .next()
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
            .is_some()
        {}
    }

    /// Fills the tables until every value of every column has its row.
    fn fill(&mut self) {
        let columns: Vec<Vec<SqlValue>> = FIELDS.iter().map(|(name, _)| values(name)).collect();
        let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
        let places = vec!["?"; names.len()].join(", ");
        let sql = format!(
            "INSERT INTO zoo_thing ({}) VALUES ({places})",
            names.join(", ")
        );
        let rows = columns.iter().map(Vec::len).max().unwrap_or_default();
        for row in 0..rows {
            let values = columns
                .iter()
                .map(|values| values[row % values.len()].clone());
            let values: Vec<SqlValue> = values.collect();
            self.here.execute(&sql, &values).unwrap();
            self.there(&sql, &values);
        }
        let sql = "INSERT INTO zoo_other (thing_id) SELECT id FROM zoo_thing";
        self.here.execute(sql, &[]).unwrap();
        self.there(sql, &[]);
    }

    /// Compares all tables, to the bits of their numbers.
    fn compare(&self, when: &str) {
        let tables = self.here.catalog().tables.into_keys();
        for table in tables.filter(|table| !table.starts_with("sqlite_")) {
            let there = sqlites(
                &self.there,
                &format!("SELECT * FROM \"{table}\" ORDER BY rowid"),
            );
            let (here, there) = (self.here.rows(&table), there.unwrap());
            assert_eq!(here.len(), there.len(), "{when}: {table}");
            for (here, there) in here.iter().zip(&there) {
                // So that -0.0 is another number than 0.0.
                let (here, there) = (format!("{here:?}"), format!("{there:?}"));
                assert_eq!(here, there, "{when}: {table}");
            }
        }
    }
}

//! `conformance CASE.json`: replays a scenario that real Django has run and prints what the engine
//! did at every step, as JSON.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a terminal program"
)]

#[path = "conformance/scenario.rs"]
mod scenario;

use std::collections::BTreeMap;
use std::process::ExitCode;

use migration_sandbox::database::catalog::{ColumnInfo, IndexInfo};
use migration_sandbox::database::{Database, SqlValue, TableInfo};
use migration_sandbox::files::Files;
use migration_sandbox::management::command::Environment;
use migration_sandbox::management::output::Terminal;
use migration_sandbox::management::utility::{Ending, execute_from_command_line};
use migration_sandbox::protocol::{Interrupt, Stream};
use serde_json::{Map, Value, json};

use scenario::{ROOT, texts};

/// 2025-01-01 00:00 UTC in microseconds since 1970.
const FROZEN_NOW: i64 = 1_735_689_600_000_000;
/// Tables with more rows than this are recorded without them.
const MAX_ROWS: usize = 50;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: conformance CASE.json");
        return ExitCode::from(2);
    };
    match replay(&path) {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("conformance: {message}");
            ExitCode::from(1)
        }
    }
}

fn replay(path: &str) -> Result<Value, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let case: Value = serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    let scenario = case.get("scenario").unwrap_or(&case);
    let steps = scenario
        .get("steps")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let mut replay = Replay::new(scenario);
    let steps: Vec<Value> = steps.iter().map(|step| replay.step(step)).collect();
    Ok(json!({ "steps": steps }))
}

/// A scenario being replayed, with what was last reported.
struct Replay {
    files: Files,
    database: Database,
    labels: Vec<String>,
    reported_files: BTreeMap<String, String>,
    reported_schema: Value,
    reported_rows: Value,
}

impl Replay {
    fn new(scenario: &Value) -> Self {
        let (files, labels) = scenario::project(scenario);
        let mut replay = Self {
            files,
            database: Database::new(),
            labels,
            reported_files: BTreeMap::new(),
            reported_schema: json!({}),
            reported_rows: json!({}),
        };
        replay.reported_files = replay.migration_files();
        replay
    }

    fn step(&mut self, step: &Value) -> Value {
        let mut record = Map::new();
        if let Some(edit) = step.get("edit").and_then(Value::as_object) {
            record.insert("kind".into(), json!("edit"));
            for (path, text) in edit {
                match text.as_str() {
                    Some(text) => self.files.write(path, text),
                    None => {
                        self.files.remove(path);
                    }
                }
            }
        } else if let Some(sql) = step.get("sql").and_then(Value::as_str) {
            self.sql(sql, step.get("params"), &mut record);
        } else {
            self.run(step, &mut record);
        }
        self.report_state(&mut record);
        Value::Object(record)
    }

    fn sql(&mut self, sql: &str, parameters: Option<&Value>, record: &mut Map<String, Value>) {
        let parameters: Vec<SqlValue> = parameters
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(parameter)
            .collect();
        record.insert("kind".into(), json!("sql"));
        match self.database.execute(sql, &parameters) {
            Ok(result) => {
                let rows: Vec<Value> = result.rows.iter().map(|row| row_value(row)).collect();
                record.insert("rows".into(), json!(rows));
            }
            Err(error) => {
                record.insert("error".into(), json!(format!("{:?}: {error}", error.class)));
            }
        }
    }

    fn run(&mut self, step: &Value, record: &mut Map<String, Value>) {
        let words = match step.get("run") {
            Some(Value::String(line)) => shlex::split(line).unwrap_or_default(),
            words => texts(words),
        };
        let answers = texts(step.get("answers"));
        let environment = Environment {
            now: FROZEN_NOW,
            folder: String::new(),
            root: ROOT.to_owned(),
            settings_module: Some("project.settings".to_owned()),
            variables: BTreeMap::new(),
            program: "manage.py".to_owned(),
            share: 1,
        };
        let mut terminal = Terminal::new(&answers, Some(Interrupt::EndOfFile));
        let ending = execute_from_command_line(
            &mut terminal,
            &mut self.files,
            &mut self.database,
            &environment,
            &words,
        );
        let exit = match ending {
            Ending::Exit(status) => status,
            Ending::Ask(_) => 1,
        };
        record.insert("kind".into(), json!("run"));
        record.insert("exit".into(), json!(exit));
        record.insert("stdout".into(), json!(terminal.text(Stream::Stdout)));
        let stderr = as_recorded(&terminal.text(Stream::Stderr));
        record.insert("stderr".into(), json!(stderr));
        let transcript = as_recorded(&terminal.transcript());
        record.insert("transcript".into(), json!(transcript));
    }

    /// Adds what changed since the step before, and the whole list of files and migrations.
    fn report_state(&mut self, record: &mut Map<String, Value>) {
        let files = self.migration_files();
        let mut changed: BTreeMap<&str, Option<&str>> = files
            .iter()
            .filter(|(path, text)| self.reported_files.get(*path) != Some(text))
            .map(|(path, text)| (path.as_str(), Some(text.as_str())))
            .collect();
        let gone = self
            .reported_files
            .keys()
            .filter(|path| !files.contains_key(*path));
        changed.extend(gone.map(|path| (path.as_str(), None)));
        record.insert("files_changed".into(), json!(changed));
        record.insert("file_list".into(), json!(files.keys().collect::<Vec<_>>()));
        self.reported_files = files;

        let (schema, applied, rows) = introspect(&self.database);
        record.insert("django_migrations".into(), applied);
        if schema != self.reported_schema {
            record.insert("schema".into(), schema.clone());
        }
        if rows != self.reported_rows {
            record.insert("table_rows".into(), rows.clone());
        }
        (self.reported_schema, self.reported_rows) = (schema, rows);
    }

    fn migration_files(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for label in &self.labels {
            let folder = format!("{label}/migrations/");
            for path in self.files.below(&folder) {
                let name = &path[folder.len()..];
                if name.ends_with(".py") && !name.contains('/') {
                    let text = self
                        .files
                        .read(path)
                        .map(ToString::to_string)
                        .unwrap_or_default();
                    found.insert(path.to_string(), text);
                }
            }
        }
        found
    }
}

fn parameter(value: &Value) -> SqlValue {
    match value {
        Value::Null => SqlValue::Null,
        Value::Bool(truth) => SqlValue::Integer(i64::from(*truth)),
        Value::String(text) => SqlValue::Text(text.as_str().into()),
        number => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => SqlValue::Integer(integer),
            (None, Some(real)) => SqlValue::Real(real),
            (None, None) => SqlValue::Text(number.to_string().into()),
        },
    }
}

/// Scenarios are recorded through Python 3.11's `traceback` module, which prints what the interpreter
/// prints at its end but for the suggestion of a similar name, and without addresses.
fn as_recorded(text: &str) -> String {
    let kept = |line: &str| match line.split_once(". Did you mean: '") {
        Some((start, end)) if end.ends_with("'?") && line.contains("Error: ") => start.to_owned(),
        _ => line.to_owned(),
    };
    let text = text.split('\n').map(kept).collect::<Vec<_>>().join("\n");
    let mut parts = text.split(" at 0x");
    let mut recorded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        recorded.push_str(" at 0xADDR");
        recorded.push_str(part.trim_start_matches(|it: char| it.is_ascii_hexdigit()));
    }
    recorded
}

/// Tables, rows of `django_migrations`, rows of the other tables.
fn introspect(database: &Database) -> (Value, Value, Value) {
    let catalog = database.catalog();
    let mut schema = Map::new();
    let mut rows = Map::new();
    let mut applied = Vec::new();
    for (name, table) in &catalog.tables {
        if name.starts_with("sqlite_") {
            continue;
        }
        schema.insert(name.clone(), table_value(table));
        let stored = database.rows(name);
        if name == "django_migrations" {
            applied = stored
                .iter()
                .filter_map(|row| row.get(1..3))
                .map(row_value)
                .collect();
        } else if stored.len() <= MAX_ROWS {
            rows.insert(
                name.clone(),
                stored.iter().map(|row| row_value(row)).collect(),
            );
        }
    }
    (
        Value::Object(schema),
        Value::Array(applied),
        Value::Object(rows),
    )
}

fn table_value(table: &TableInfo) -> Value {
    let foreign_keys: Vec<Value> = table
        .foreign_keys
        .iter()
        .map(|key| {
            json!({
                "from": key.from, "to_table": key.to_table, "to": key.to,
                "on_update": key.on_update, "on_delete": key.on_delete,
            })
        })
        .collect();
    let checks: Vec<Value> = table
        .checks
        .iter()
        .map(|check| json!({ "name": check.name, "expr": check.expression }))
        .collect();
    json!({
        "sql": table.sql,
        "columns": table.columns.iter().map(column_value).collect::<Vec<_>>(),
        "indexes": table.indexes.iter().map(index_value).collect::<Vec<_>>(),
        "fks": foreign_keys,
        "checks": checks,
    })
}

fn column_value(column: &ColumnInfo) -> Value {
    let mut value = json!({
        "name": column.name, "type": column.declared_type, "notnull": column.not_null,
        "default": column.default, "pk": column.primary_key,
    });
    if column.hidden != 0 {
        value["hidden"] = json!(column.hidden);
    }
    value
}

fn index_value(index: &IndexInfo) -> Value {
    let columns: Vec<Value> = index
        .columns
        .iter()
        .map(|column| json!({ "name": column.name, "desc": column.descending }))
        .collect();
    json!({
        "name": index.name, "unique": index.unique, "origin": index.origin,
        "partial": index.partial, "columns": columns, "sql": index.sql,
    })
}

fn row_value(row: &[SqlValue]) -> Value {
    let cell = |value: &SqlValue| match value {
        SqlValue::Null => Value::Null,
        SqlValue::Integer(integer) => json!(integer),
        SqlValue::Real(real) => json!(real),
        SqlValue::Text(text) => json!(&**text),
        SqlValue::Blob(bytes) => {
            json!(
                bytes
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect::<String>()
            )
        }
    };
    row.iter().map(cell).collect()
}

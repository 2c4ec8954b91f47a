//! What `sqlmigrate --database postgresql` and `--database mysql` print, beside what real Django
//! prints with these backends: `dialects/record.py` has recorded it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking and says why"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use migration_sandbox::database::Database;
use migration_sandbox::files::Files;
use migration_sandbox::management::command::Environment;
use migration_sandbox::management::output::Terminal;
use migration_sandbox::management::utility::execute_from_command_line;
use migration_sandbox::protocol::{Interrupt, Stream};

/// 2025-01-01 00:00 UTC, in microseconds.
const NOW: i64 = 1_735_689_600_000_000;

/// The header of a case's migrations, as `record.py` has it.
const HEADER: &str = "\
import datetime
import uuid
from decimal import Decimal

from django.db import migrations, models
from django.db.models import functions, lookups
";

const CONTRIB: [&str; 7] = [
    "contenttypes",
    "auth",
    "admin",
    "sessions",
    "sites",
    "flatpages",
    "redirects",
];

macro_rules! projects {
    ($($name:ident),* $(,)?) => {
        mod postgresql {
            $(#[test] fn $name() { super::compare(stringify!($name), "postgresql"); })*
        }
        mod mysql {
            $(#[test] fn $name() { super::compare(stringify!($name), "mysql"); })*
        }
        const PROJECTS: &[&str] = &[$(stringify!($name)),*];
    };
}

projects!(
    added,
    changes,
    columns,
    contrib,
    expressions,
    indexes,
    keys,
    relations,
    sample_conflict,
    sample_data_migration,
    sample_rename_field,
    special,
);

#[test]
fn every_answer_is_compared() {
    let mut names: Vec<String> = fs::read_dir(folder().join("answers"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = PROJECTS.iter().flat_map(|name| {
        let of = |vendor| format!("{name}.{vendor}.sql");
        [of("mysql"), of("postgresql")]
    });
    assert_eq!(names, expected.collect::<Vec<_>>());
}

#[test]
fn only_sqlmigrate_takes_a_database_that_is_not_there() {
    let mut project = Project::of("special", "postgresql");
    let (output, error) = project.run(&["migrate", "--database", "postgresql"]);
    assert_eq!(output, "");
    assert_eq!(
        error,
        "CommandError: The database 'postgresql' is a preview: there is no server here that \
         migrate could work on. `sqlmigrate APP MIGRATION --database postgresql` shows its SQL; \
         leave out --database to run migrate on the project's own database.\n"
    );
    let (_, error) = project.run(&["sqlmigrate", "special", "0001", "--database", "oracle"]);
    let last = "argument --database: invalid choice: 'oracle' (choose from 'default')\n";
    assert!(error.ends_with(last), "{error}");
}

#[test]
fn a_database_of_the_settings_is_previewed_by_its_engine() {
    let mut project = Project::of("special", "postgresql");
    let mut settings = project
        .files
        .read("config/settings.py")
        .unwrap()
        .to_string();
    settings.push_str(
        "DATABASES[\"shop\"] = {\"ENGINE\": \"django.db.backends.mysql\", \"NAME\": \"shop\"}\n",
    );
    project.files.write("config/settings.py", &settings);
    let (output, error) = project.run(&["sqlmigrate", "special", "0001", "--database", "shop"]);
    assert_eq!(error, "");
    assert!(output.contains("CREATE TABLE `special_note`"), "{output}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialects")
}

/// Compares all recorded answers of a project.
fn compare(name: &str, vendor: &str) {
    let answers = folder().join(format!("answers/{name}.{vendor}.sql"));
    let answers = fs::read_to_string(answers).unwrap();
    let mut project = Project::of(name, vendor);
    let (mut report, mut failed, mut count) = (String::new(), 0, 0);
    for answer in answers.split(">>> ").skip(1) {
        let (line, expected) = answer.split_once('\n').unwrap();
        let mut words = vec!["sqlmigrate"];
        words.extend(line.split(' '));
        // As `call_command()` does, by which they were recorded.
        words.extend(["--database", vendor, "--skip-checks"]);
        let (output, error) = project.run(&words);
        let printed = match error.is_empty() {
            true => output,
            false => output + &as_recorded(&error),
        };
        // The recorded databases are named after their projects.
        let expected = expected.replace(&format!("'dialects_{name}."), &format!("'{vendor}."));
        count += 1;
        if printed != expected {
            failed += 1;
            let _ = write!(report, "\n$ {line}\n{}", difference(&expected, &printed));
        }
    }
    assert!(count > 0, "{name} has no answers for {vendor}");
    assert!(
        report.is_empty(),
        "{failed} of {count} answers differ from what Django says:\n{report}"
    );
}

/// The last line of a traceback as `record.py` writes an exception down.
fn as_recorded(error: &str) -> String {
    let last = error.trim_end().lines().last().unwrap_or_default();
    if last == "No operations found." {
        return format!("{last}\n");
    }
    let (path, message) = last.split_once(": ").unwrap_or((last, ""));
    let class = path.rsplit('.').next().unwrap();
    format!("!{class}: {message}\n")
}

fn difference(expected: &str, printed: &str) -> String {
    let (expected, printed): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), printed.lines().collect());
    let mut text = String::new();
    for line in expected.iter().filter(|line| !printed.contains(line)) {
        let _ = writeln!(text, "- {line}");
    }
    for line in printed.iter().filter(|line| !expected.contains(line)) {
        let _ = writeln!(text, "+ {line}");
    }
    if text.is_empty() {
        text.push_str("the same lines in another order or number\n");
    }
    text
}

struct Project {
    files: Files,
    database: Database,
}

impl Project {
    fn of(name: &str, vendor: &str) -> Self {
        let mut files = Files::new();
        let mut apps: Vec<String> = Vec::new();
        let contrib = |count| {
            CONTRIB
                .iter()
                .take(count)
                .map(|it| format!("django.contrib.{it}"))
        };
        if let Some(sample) = name.strip_prefix("sample_") {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("migrations")
                .join(sample);
            apps.extend(contrib(4));
            apps.extend(copy(&root, &root, &mut files));
        } else if name == "contrib" {
            apps.extend(contrib(7));
        } else {
            write_case(name, vendor, &mut files);
            apps.push(name.to_owned());
        }
        files.write("config/__init__.py", "");
        files.write(
            "config/settings.py",
            &format!(
                "SECRET_KEY = \"x\"\nINSTALLED_APPS = {apps:?}\nUSE_TZ = True\nTEMPLATES = []\n\
                 DEFAULT_AUTO_FIELD = \"django.db.models.BigAutoField\"\n\
                 DATABASES = {{\"default\": {{\"ENGINE\": \"django.db.backends.sqlite3\", \
                 \"NAME\": \":memory:\"}}}}\n"
            ),
        );
        let database = Database::default();
        Self { files, database }
    }

    /// What a command writes and what it complains.
    fn run(&mut self, words: &[&str]) -> (String, String) {
        let environment = Environment {
            now: NOW,
            folder: String::new(),
            root: "/project".to_owned(),
            settings_module: Some("config.settings".to_owned()),
            variables: BTreeMap::new(),
            program: "manage.py".to_owned(),
            share: 1,
        };
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut terminal = Terminal::new(&[], Some(Interrupt::EndOfFile));
        execute_from_command_line(
            &mut terminal,
            &mut self.files,
            &mut self.database,
            &environment,
            &words,
        );
        (terminal.text(Stream::Stdout), terminal.text(Stream::Stderr))
    }
}

/// Copies a folder's Python files; answers its apps that have migrations, sorted.
fn copy(root: &Path, folder: &Path, files: &mut Files) -> Vec<String> {
    let mut apps = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            apps.extend(copy(root, &path, files));
        } else if path.extension().is_some_and(|extension| extension == "py") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            if let Some(app) = name.strip_suffix("/migrations/__init__.py") {
                apps.push(app.to_owned());
            }
            files.write(&name, &fs::read_to_string(&path).unwrap());
        }
    }
    apps.sort();
    apps
}

/// Writes a case's migrations as files, as `record.py` does.
fn write_case(name: &str, vendor: &str, files: &mut Files) {
    let collation = if vendor == "postgresql" {
        "C"
    } else {
        "utf8mb4_bin"
    };
    let text = fs::read_to_string(folder().join(format!("cases/{name}.py"))).unwrap();
    for file in ["__init__", "models", "migrations/__init__"] {
        files.write(&format!("{name}/{file}.py"), "");
    }
    let mut dependencies = "[]".to_owned();
    for part in text.split("\n## ").skip(1) {
        let (migration, body) = part.split_once('\n').unwrap_or((part, ""));
        let atomic = match body.contains("# atomic = False") {
            true => "False",
            false => "True",
        };
        let body = body.replace("# atomic = False\n", "");
        // Every operation but those inside of others begins a line.
        let operations = body.trim_end().replace(")\nmigrations.", "),\nmigrations.");
        let migration_text = format!(
            "{HEADER}\nCOLLATION = \"{collation}\"\n\n\nclass Migration(migrations.Migration):\n    \
             atomic = {atomic}\n    dependencies = {dependencies}\n    operations = [\n{operations}\n    ]\n"
        );
        files.write(
            &format!("{name}/migrations/{migration}.py"),
            &migration_text,
        );
        dependencies = format!("[({name:?}, {migration:?})]");
    }
}

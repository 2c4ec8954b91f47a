//! The system checks of `tests/checks/*.py` say what real Django's say, which `tests/checks/record.py`
//! keeps beside them: in `.out` without a database, in `.database.out` with one. `CASE=name` runs one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;

use migration_sandbox::database::Database;
use migration_sandbox::files::Files;
use migration_sandbox::management::command::Environment;
use migration_sandbox::management::output::Terminal;
use migration_sandbox::management::utility::execute_from_command_line;
use migration_sandbox::protocol::Interrupt;

#[test]
fn checks_say_what_djangos_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks");
    let wanted = std::env::var("CASE").ok();
    let mut failures = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap().flatten() {
        let path = entry.path();
        let name = path
            .file_stem()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        let is_case = path.extension().is_some_and(|it| it == "py") && name != "record";
        if !is_case || wanted.as_deref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        let models = std::fs::read_to_string(&path).unwrap();
        for (ending, words) in [
            ("out", &["check"][..]),
            ("database.out", &["check", "--database", "default"]),
        ] {
            let expected = std::fs::read_to_string(path.with_extension(ending)).unwrap();
            let found = run(&models, words);
            if found != expected {
                failures.push(format!(
                    "{name}.{ending}\n--- Django\n{expected}\n--- engine\n{found}"
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What a command prints in a project of one app.
fn run(models: &str, words: &[&str]) -> String {
    let mut files = Files::new();
    files.write("project/__init__.py", "");
    files.write("project/settings.py", &settings(models));
    files.write(
        "manage.py",
        "os.environ[\"DJANGO_SETTINGS_MODULE\"] = \"project.settings\"\n",
    );
    files.write("app/__init__.py", "");
    files.write("app/models.py", models);
    let environment = Environment {
        now: 1_735_689_600_000_000,
        folder: String::new(),
        root: "/project".to_owned(),
        settings_module: Some("project.settings".to_owned()),
        program: "manage.py".to_owned(),
        share: 1,
        variables: BTreeMap::new(),
    };
    let mut terminal = Terminal::new(&[], Some(Interrupt::EndOfFile));
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let mut database = Database::new();
    let (terminal, files) = (&mut terminal, &mut files);
    execute_from_command_line(terminal, files, &mut database, &environment, &words);
    normalized(&terminal.transcript())
}

/// The settings, with what `# apps:` and `# settings:` say in the models.
fn settings(models: &str) -> String {
    let stated = |what: &str| models.lines().find_map(|line| line.strip_prefix(what));
    let apps = stated("# apps: ").unwrap_or("[]");
    let own = stated("# settings: ").unwrap_or_default();
    format!(
        "SECRET_KEY = \"x\"\nDEFAULT_AUTO_FIELD = \"django.db.models.BigAutoField\"\n\
         INSTALLED_APPS = {apps} + [\"app\"]\n{own}\n"
    )
}

/// Without addresses and the frames of tracebacks.
fn normalized(text: &str) -> String {
    let mut lines = Vec::new();
    let mut in_traceback = false;
    for line in text.split_inclusive('\n') {
        if in_traceback && (line.starts_with(' ') || line == "\n") {
            continue;
        }
        in_traceback = line == "Traceback (most recent call last):\n";
        lines.push(match line.split_once(" at 0x") {
            Some(_) => addresses_hidden(line),
            None => line.to_owned(),
        });
    }
    lines.concat()
}

fn addresses_hidden(line: &str) -> String {
    let mut parts = line.split(" at 0x");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(" at 0x…");
        text.push_str(part.trim_start_matches(|it: char| it.is_ascii_hexdigit()));
    }
    text
}

//! `loaddata`.

use super::dumpdata::{call, texts};
use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation, database};
use crate::python::Value;

/// `loaddata fixture …`.
pub const COMMAND: Command = Command {
    name: "loaddata",
    help: "Installs the named fixture(s) in the database.",
    arguments,
    requires_system_checks: true,
    missing_args_message: Some(
        "No database fixture specified. Please provide the path of at least one fixture in the \
         command line.",
    ),
    handle,
};

fn arguments() -> Vec<Argument> {
    vec![
        Argument::positional("args", Nargs::OneOrMore, "Fixture labels.").metavar("fixture"),
        database(
            "Nominates a specific database to load fixtures into. Defaults to the \"default\" \
             database.",
        ),
        Argument::value(
            &["--app"],
            "app_label",
            "Only look for fixtures in the specified app.",
        ),
        Argument::flag(
            &["--ignorenonexistent", "-i"],
            "ignore",
            Action::StoreTrue,
            "Ignores entries in the serialized data for fields that do not currently exist on \
             the model.",
        ),
        Argument::value(
            &["-e", "--exclude"],
            "exclude",
            "An app_label or app_label.ModelName to exclude. Can be used multiple times.",
        )
        .action(Action::Append),
        Argument::value(
            &["--format"],
            "format",
            "Format of serialized data when reading from stdin.",
        ),
    ]
}

/// A file with objects.
struct Fixture {
    path: String,
    format: String,
    text: String,
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let folders = folders(invocation, options)?;
    let mut fixtures = Vec::new();
    for label in options.all("args") {
        fixtures.extend(find(invocation, &folders, label)?);
    }
    let items = fixtures.iter().map(|fixture| {
        let parts = [&fixture.path, &fixture.format, &fixture.text];
        Value::tuple(parts.iter().map(|part| Value::str(part.as_str())).collect())
    });
    let arguments = vec![
        Value::list(items.collect()),
        Value::Bool(options.is_set("ignore")),
        texts(options.all("exclude")),
    ];
    let counts = call(invocation, "load", arguments)?;
    let counts = counts.as_sequence().unwrap_or_default();
    let number = |place: usize| {
        counts
            .get(place)
            .and_then(Value::as_i64)
            .unwrap_or_default()
    };
    let (found, saved, files) = (number(0), number(1), fixtures.len());
    if options.verbosity() >= 1 {
        invocation.terminal.line(&match found == saved {
            true => format!("Installed {saved} object(s) from {files} fixture(s)"),
            false => format!("Installed {saved} object(s) (of {found}) from {files} fixture(s)"),
        });
    }
    Ok(())
}

/// Where fixtures are looked for: in the apps, in `FIXTURE_DIRS`, and here.
fn folders(invocation: &mut Invocation, options: &Options) -> Result<Vec<String>, Failure> {
    let environment = invocation.environment;
    let project = invocation.project()?;
    let wanted = options.get("app_label");
    if let Some(label) = wanted {
        project.app_config(label).map_err(Failure::command)?;
    }
    let mut folders = Vec::new();
    for config in project.registry.borrow().app_configs.values() {
        if wanted.is_none_or(|label| *label == *config.label) {
            folders.push(format!("{}/fixtures", config.name.replace('.', "/")));
        }
    }
    let more = project.settings.all.get("FIXTURE_DIRS");
    let more = more.and_then(Value::as_sequence).unwrap_or_default();
    for folder in &more {
        let folder = project.interpreter.str(folder);
        folders.extend(folder.ok().map(|folder| environment.resolve(&folder)));
    }
    folders.push(environment.folder.clone());
    Ok(folders)
}

fn find(invocation: &Invocation, folders: &[String], label: &str) -> Result<Vec<Fixture>, Failure> {
    let (name, format) = match label.rsplit_once('.') {
        Some((name, format @ ("json" | "jsonl"))) => (name, Some(format)),
        Some((name, format @ ("xml" | "yaml" | "yml"))) => {
            return Err(Failure::command(format!(
                "the sandbox reads fixtures in JSON, not '{name}.{format}'"
            )));
        }
        _ => (label, None),
    };
    let formats: &[&str] = match format {
        Some("jsonl") => &["jsonl"],
        Some(_) => &["json"],
        None => &["json", "jsonl"],
    };
    let mut found = Vec::new();
    for folder in folders {
        for format in formats {
            let file = format!("{name}.{format}");
            let path = match (folder.is_empty(), name.starts_with('/')) {
                (_, true) => invocation.environment.resolve(&file),
                (true, _) => file,
                (false, _) => format!("{folder}/{file}"),
            };
            if found
                .iter()
                .any(|known: &Fixture| known.path.ends_with(&format!("/{path}")))
            {
                continue;
            }
            if let Some(text) = invocation.files.read(&path) {
                found.push(Fixture {
                    path: format!("{}/{path}", invocation.environment.root),
                    format: (*format).to_owned(),
                    text: text.to_string(),
                });
            }
        }
    }
    if found.is_empty() {
        return Err(Failure::command(format!(
            "No fixture named '{name}' found."
        )));
    }
    Ok(found)
}

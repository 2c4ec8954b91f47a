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
    /// The label without its format, as messages name it.
    label: String,
    folder: String,
    path: String,
    format: &'static str,
    text: String,
}

/// Where Django warns of a fixture without objects, as Python shows the place.
const EMPTY: &str = "django/core/management/commands/loaddata.py:276: RuntimeWarning: ";

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let folders = folders(invocation, options)?;
    let is_loud = options.verbosity() >= 2;
    let has_format = options.get("format").is_some();
    let mut fixtures = Vec::new();
    for label in options.all("args") {
        fixtures.extend(find(invocation, &folders, label, (is_loud, has_format))?);
    }
    let items = fixtures.iter().map(|fixture| {
        let parts = [&*fixture.path, fixture.format, &*fixture.text];
        Value::tuple(parts.into_iter().map(Value::str).collect())
    });
    let arguments = vec![
        Value::list(items.collect()),
        Value::Bool(options.is_set("ignore")),
        texts(options.all("exclude")),
    ];
    let counts = call(invocation, "load", arguments)?;
    invocation.report_output();
    let counts = counts.as_sequence().unwrap_or_default();
    let (mut found, mut saved) = (0, 0);
    for (fixture, counts) in fixtures.iter().zip(&counts) {
        if is_loud {
            let Fixture {
                label,
                folder,
                format,
                ..
            } = fixture;
            let installing = format!("Installing {format} fixture '{label}' from '{folder}'.");
            invocation.terminal.line(&installing);
        }
        let counts = counts.as_sequence().unwrap_or_default();
        let mut counts = counts
            .iter()
            .map(|count| count.as_i64().unwrap_or_default());
        let own = counts.next().unwrap_or_default();
        found += own;
        saved += counts.next().unwrap_or_default();
        if own == 0 {
            let label = &fixture.label;
            invocation.terminal.error_line(&format!(
                "{EMPTY}No fixture data found for '{label}'. (File format may be invalid.)\n  \
                 warnings.warn("
            ));
        }
    }
    if options.verbosity() >= 1 {
        let files = fixtures.len();
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
    let files = invocation.files.clone();
    let project = invocation.project()?;
    let wanted = options.get("app_label");
    let mut folders = Vec::new();
    for config in project.registry.borrow().app_configs.values() {
        let folder = format!("{}/fixtures", config.name.replace('.', "/"));
        let is_wanted = wanted.is_none_or(|label| *label == *config.label);
        if is_wanted && files.is_folder(&folder) {
            folders.push(folder);
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

/// The name of a label without its format, and the formats to look for.
fn parse_name(label: &str) -> Result<(&str, &'static [&'static str]), Failure> {
    // Files here are texts: a packed one is never there.
    let label = label
        .rsplit_once('.')
        .filter(|(_, packing)| ["bz2", "gz", "lzma", "xz", "zip"].contains(packing))
        .map_or(label, |(name, _)| name);
    let Some((name, format)) = label
        .rsplit_once('.')
        .filter(|(name, format)| !name.is_empty() && !name.ends_with('/') && !format.contains('/'))
    else {
        return Ok((label, &["json", "jsonl"]));
    };
    match format {
        "json" => Ok((name, &["json"])),
        "jsonl" => Ok((name, &["jsonl"])),
        "xml" | "yaml" | "yml" => Err(Failure::command(format!(
            "the sandbox reads fixtures in JSON, not '{label}'"
        ))),
        _ => Err(Failure::command(format!(
            "Problem installing fixture '{name}': {format} is not a known serialization format."
        ))),
    }
}

fn find(
    invocation: &mut Invocation,
    folders: &[String],
    label: &str,
    (is_loud, has_format): (bool, bool),
) -> Result<Vec<Fixture>, Failure> {
    if label == "-" && !has_format {
        return Err(Failure::command(
            "--format must be specified when reading from stdin.",
        ));
    }
    if label == "-" {
        let message = "the sandbox has no standard input to read a fixture from";
        return Err(Failure::command(message));
    }
    let (whole, formats) = parse_name(label)?;
    let environment = invocation.environment;
    let (below, name) = whole.rsplit_once('/').unwrap_or(("", whole));
    let folders: Vec<String> = match whole.starts_with('/') {
        true => vec![environment.resolve(below)],
        false => folders.iter().map(|folder| joined(folder, below)).collect(),
    };
    if is_loud {
        let loading = format!("Loading '{name}' fixtures...");
        invocation.terminal.line(&loading);
    }
    let mut found: Vec<Fixture> = Vec::new();
    for folder in &folders {
        let shown = joined(&environment.root, folder);
        if is_loud {
            let checking = format!("Checking '{shown}' for fixtures...");
            invocation.terminal.line(&checking);
        }
        let before = found.len();
        for format in formats {
            let path = joined(folder, &format!("{name}.{format}"));
            if let Some(text) = invocation.files.read(&path) {
                found.push(Fixture {
                    label: name.to_owned(),
                    folder: shown.clone(),
                    path: joined(&environment.root, &path),
                    format,
                    text: text.to_string(),
                });
            }
        }
        match found.len() - before {
            0 if is_loud => {
                let nothing = format!("No fixture '{name}' in '{shown}'.");
                invocation.terminal.line(&nothing);
            }
            0 | 1 => {}
            _ => {
                return Err(Failure::command(format!(
                    "Multiple fixtures named '{name}' in '{shown}'. Aborting."
                )));
            }
        }
    }
    if found.is_empty() {
        return Err(Failure::command(not_found(invocation, &folders, name)));
    }
    Ok(found)
}

/// Nothing of this name can be read; a fixture in another format is named.
fn not_found(invocation: &Invocation, folders: &[String], name: &str) -> String {
    for format in ["xml", "yaml", "yml"] {
        let file = format!("{name}.{format}");
        let is_there = |folder: &String| invocation.files.read(&joined(folder, &file)).is_some();
        if folders.iter().any(is_there) {
            return format!("the sandbox reads fixtures in JSON, not '{file}'");
        }
    }
    format!("No fixture named '{name}' found.")
}

/// A path in a folder; the project's own is empty.
fn joined(folder: &str, path: &str) -> String {
    let path = path.trim_start_matches("./");
    let path = if path == "." { "" } else { path };
    match (folder.is_empty(), path.is_empty()) {
        (true, _) => path.to_owned(),
        (false, true) => folder.to_owned(),
        (false, false) => format!("{folder}/{path}"),
    }
}

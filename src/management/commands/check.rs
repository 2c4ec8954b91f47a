//! `check`.

use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::checks::{Level, Report};
use crate::management::command::{Command, Failure, Invocation};
use crate::management::project::Asked;

/// `check [app_label …]`.
pub const COMMAND: Command = Command {
    name: "check",
    help: "Checks the entire Django project for potential problems.",
    arguments,
    requires_system_checks: false,
    missing_args_message: None,
    handle,
};

/// Tags of the checks that Django has without the contrib apps; those about models do the work here.
const TAGS: &[&str] = &[
    "caches",
    "commands",
    "compatibility",
    "database",
    "files",
    "models",
    "security",
    "templates",
    "translation",
    "urls",
];

/// Tags that an installed contrib app brings.
const APP_TAGS: &[&str] = &["admin", "sites", "staticfiles"];

fn arguments() -> Vec<Argument> {
    vec![
        Argument {
            help: None,
            ..Argument::positional("args", Nargs::ZeroOrMore, "")
        }
        .metavar("app_label"),
        Argument::value(
            &["--tag", "-t"],
            "tags",
            "Run only checks labeled with given tag.",
        )
        .action(Action::Append),
        Argument::flag(
            &["--list-tags"],
            "list_tags",
            Action::StoreTrue,
            "List available tags. Specify --deploy to include available deployment tags.",
        ),
        Argument::flag(
            &["--deploy"],
            "deploy",
            Action::StoreTrue,
            "Check deployment settings.",
        ),
        Argument::value(
            &["--fail-level"],
            "fail_level",
            "Message level that will cause the command to exit with a non-zero status. Default is \
             ERROR.",
        )
        .choices(&["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"])
        .default("ERROR"),
        Argument::value(
            &["--database"],
            "databases",
            "Run database related checks against these aliases.",
        )
        .action(Action::Append)
        .choices(&["default"]),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let project = invocation.project()?;
    let installed = project.installed_labels();
    let brought = APP_TAGS
        .iter()
        .filter(|tag| installed.iter().any(|label| **label == ***tag));
    let mut known: Vec<&str> = TAGS.iter().chain(brought).copied().collect();
    let own = project.own_tags(options.is_set("deploy"))?;
    known.extend(own.iter().map(String::as_str));
    known.sort_unstable();
    known.dedup();
    if options.is_set("list_tags") {
        if options.is_set("deploy") {
            known.insert(0, "async_support");
            known.sort_unstable();
        }
        invocation.terminal.line(&known.join("\n"));
        return Ok(());
    }
    let labels = options.all("args");
    for label in labels {
        project.app_config(label).map_err(|message| {
            let exception = crate::orm::Exception::new("LookupError", message);
            Failure::Exception(exception.during(&[format!("KeyError: '{label}'")]))
        })?;
    }
    let tags = options.all("tags");
    if let Some(unknown) = tags.iter().find(|tag| !known.contains(&tag.as_str())) {
        return Err(Failure::command(format!(
            "There is no system check with the \"{unknown}\" tag."
        )));
    }
    let messages = project.run_checks(Asked {
        labels,
        tags,
        database: !options.all("databases").is_empty(),
        deploy: options.is_set("deploy"),
    })?;
    let silenced = project.settings.silenced_system_checks.clone();
    let fail_level = options.get("fail_level").and_then(Level::from_name);
    Report {
        messages: &messages,
        silenced: &silenced,
        display_num_errors: true,
        fail_level: fail_level.unwrap_or(Level::Error),
    }
    .print(invocation.terminal)
}

//! `check`.

use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::checks::{Level, Report};
use crate::management::command::{Command, Failure, Invocation};

/// `check [app_label …]`.
pub const COMMAND: Command = Command {
    name: "check",
    help: "Checks the entire Django project for potential problems.",
    arguments,
    requires_system_checks: false,
    missing_args_message: None,
    handle,
};

/// Tags of Django's own checks; those about models do the work here.
const TAGS: &[&str] = &[
    "admin",
    "async_support",
    "caches",
    "commands",
    "compatibility",
    "database",
    "files",
    "models",
    "security",
    "signals",
    "sites",
    "staticfiles",
    "templates",
    "translation",
    "urls",
];

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
    if options.is_set("list_tags") {
        let tags = TAGS.join("\n");
        invocation.terminal.line(&tags);
        return Ok(());
    }
    let labels = options.all("args");
    for label in labels {
        project.app_config(label).map_err(|message| {
            Failure::Exception(crate::orm::Exception::new("LookupError", message))
        })?;
    }
    let tags = options.all("tags");
    if let Some(unknown) = tags.iter().find(|tag| !TAGS.contains(&tag.as_str())) {
        return Err(Failure::command(format!(
            "There is no system check with the \"{unknown}\" tag."
        )));
    }
    let about_models = tags.is_empty() || tags.iter().any(|tag| tag == "models");
    let messages = if about_models {
        project.run_checks(labels, !options.all("databases").is_empty())?
    } else {
        Vec::new()
    };
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

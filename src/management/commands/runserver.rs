//! `runserver`, up to the server.

use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::checks::{Level, Report};
use crate::management::command::{Command, Failure, Invocation};
use crate::management::commands::migrate::check_migrations;
use crate::management::project::Asked;

/// `runserver [addrport]`.
pub const COMMAND: Command = Command {
    name: "runserver",
    help: "Starts a lightweight web server for development.",
    arguments,
    requires_system_checks: false,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    vec![
        Argument::positional(
            "addrport",
            Nargs::Optional,
            "Optional port number, or ipaddr:port",
        ),
        Argument::flag(
            &["--ipv6", "-6"],
            "use_ipv6",
            Action::StoreTrue,
            "Tells Django to use an IPv6 address.",
        ),
        Argument::flag(
            &["--nothreading"],
            "use_threading",
            Action::StoreFalse,
            "Tells Django to NOT use threading.",
        ),
        Argument::flag(
            &["--noreload"],
            "use_reloader",
            Action::StoreFalse,
            "Tells Django to NOT use the auto-reloader.",
        ),
        Argument::flag(
            &["--skip-checks"],
            "skip_checks",
            Action::StoreTrue,
            "Skip system checks.",
        ),
    ]
}

/// Checks the project as the server does when it starts, and says that there is none.
fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let project = invocation.project()?;
    let messages = project.run_checks(Asked::default())?;
    let silenced = project.settings.silenced_system_checks.clone();
    if !options.is_set("skip_checks") {
        invocation.terminal.write("Performing system checks...\n\n");
        Report {
            messages: &messages,
            silenced: &silenced,
            display_num_errors: true,
            fail_level: Level::Error,
        }
        .print(invocation.terminal)?;
    }
    check_migrations(invocation)?;
    invocation.terminal.error_line(
        "runserver: the sandbox has no server, so the project's pages cannot be opened; what they \
         would read is in its database: sqlite3 db.sqlite3",
    );
    Err(Failure::Exit(1))
}

//! The commands, a file each.

pub mod check;
pub mod flush;
pub mod makemigrations;
pub mod migrate;
pub mod optimizemigration;
pub mod shell;
pub mod showmigrations;
pub mod sqlflush;
pub mod sqlmigrate;
pub mod squashmigrations;
pub mod startapp;
pub mod startproject;

use super::command::Command;

/// Every command that runs, sorted by name.
pub const COMMANDS: &[&Command] = &[
    &check::COMMAND,
    &flush::COMMAND,
    &makemigrations::COMMAND,
    &migrate::COMMAND,
    &optimizemigration::COMMAND,
    &shell::COMMAND,
    &showmigrations::COMMAND,
    &sqlflush::COMMAND,
    &sqlmigrate::COMMAND,
    &squashmigrations::COMMAND,
    &startapp::COMMAND,
    &startproject::COMMAND,
];

/// Commands of a real Django that the sandbox does not have, by the app that `help` lists them
/// under, and why.
pub const UNSUPPORTED: &[(&str, &[&str])] = &[
    (
        "django",
        &[
            "compilemessages",
            "createcachetable",
            "dbshell",
            "diffsettings",
            "dumpdata",
            "inspectdb",
            "loaddata",
            "makemessages",
            "runserver",
            "sendtestemail",
            "sqlsequencereset",
            "test",
            "testserver",
        ],
    ),
    ("auth", &["changepassword", "createsuperuser"]),
    ("contenttypes", &["remove_stale_contenttypes"]),
    ("sessions", &["clearsessions"]),
    ("staticfiles", &["collectstatic", "findstatic"]),
];

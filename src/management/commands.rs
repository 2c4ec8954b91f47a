//! The commands, a file each.

pub mod changepassword;
pub mod check;
pub mod createsuperuser;
pub mod dumpdata;
pub mod flush;
pub mod inspectdb;
pub mod loaddata;
pub mod makemigrations;
pub mod migrate;
pub mod optimizemigration;
pub mod runserver;
pub mod shell;
pub mod showmigrations;
pub mod sqlflush;
pub mod sqlmigrate;
pub mod sqlsequencereset;
pub mod squashmigrations;
pub mod startapp;
pub mod startproject;

use super::command::Command;

/// Every command of Django itself that runs, sorted by name.
pub const COMMANDS: &[&Command] = &[
    &check::COMMAND,
    &dumpdata::COMMAND,
    &flush::COMMAND,
    &inspectdb::COMMAND,
    &loaddata::COMMAND,
    &makemigrations::COMMAND,
    &migrate::COMMAND,
    &optimizemigration::COMMAND,
    &runserver::COMMAND,
    &shell::COMMAND,
    &showmigrations::COMMAND,
    &sqlflush::COMMAND,
    &sqlmigrate::COMMAND,
    &sqlsequencereset::COMMAND,
    &squashmigrations::COMMAND,
    &startapp::COMMAND,
    &startproject::COMMAND,
];

/// The commands that `django.contrib.auth` brings.
pub const AUTH_COMMANDS: &[&Command] = &[&changepassword::COMMAND, &createsuperuser::COMMAND];

/// Commands of a real Django that the sandbox does not have, by the app that `help` lists them
/// under, each with what to do instead.
pub const UNSUPPORTED: &[(&str, &[(&str, &str)])] = &[
    (
        "django",
        &[
            ("compilemessages", NO_TRANSLATIONS),
            ("createcachetable", "it has no cache"),
            ("dbshell", "type it alone on a line, or sqlite3 db.sqlite3"),
            ("diffsettings", "read the settings in the editor"),
            ("makemessages", NO_TRANSLATIONS),
            ("sendtestemail", "it has no network"),
            (
                "test",
                "it runs no tests; check looks for errors, and makemigrations --check for missing migrations",
            ),
            ("testserver", "it has no server"),
        ],
    ),
    (
        "contenttypes",
        &[(
            "remove_stale_contenttypes",
            "delete rows of django_content_type with sqlite3 db.sqlite3",
        )],
    ),
    (
        "sessions",
        &[(
            "clearsessions",
            "delete rows of django_session with sqlite3 db.sqlite3",
        )],
    ),
    (
        "staticfiles",
        &[("collectstatic", NO_STATIC), ("findstatic", NO_STATIC)],
    ),
];

const NO_TRANSLATIONS: &str = "texts are shown as they are written";
const NO_STATIC: &str = "it serves no files";

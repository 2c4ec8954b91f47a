//! `startapp`.

use super::startproject::{Template, arguments};
use crate::management::command::Command;
use crate::management::templates;

/// `startapp name [directory]`.
pub const COMMAND: Command = Command {
    name: "startapp",
    help: "Creates a Django app directory structure for the given app name in the current \
           directory or optionally in the given directory.",
    arguments,
    requires_system_checks: false,
    missing_args_message: Some("You must provide an application name."),
    handle: |invocation, options| {
        let template = Template {
            kind: "app",
            article: "an",
            files: templates::app,
        };
        template.write(invocation, options)
    },
};

//! `startproject`.

use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation};
use crate::management::names::is_identifier;
use crate::management::templates;

/// `startproject name [directory]`.
pub const COMMAND: Command = Command {
    name: "startproject",
    help: "Creates a Django project directory structure for the given project name in the current \
           directory or optionally in the given directory.",
    arguments,
    requires_system_checks: false,
    missing_args_message: Some("You must provide a project name."),
    handle: |invocation, options| {
        let template = Template {
            kind: "project",
            article: "a",
            files: templates::project,
        };
        template.write(invocation, options)
    },
};

/// What `startproject` and `startapp` have in common (`TemplateCommand`).
pub(super) struct Template {
    /// `project` or `app`.
    pub kind: &'static str,
    /// `a` or `an`.
    pub article: &'static str,
    /// The files, for a name.
    pub files: fn(&str) -> Vec<(String, String)>,
}

/// The arguments of a template command.
pub(super) fn arguments() -> Vec<Argument> {
    vec![
        Argument::positional("name", Nargs::One, "Name of the application or project."),
        Argument::positional(
            "directory",
            Nargs::Optional,
            "Optional destination directory",
        ),
        Argument::value(
            &["--template"],
            "template",
            "The path or URL to load the template from.",
        ),
        Argument::value(
            &["--extension", "-e"],
            "extensions",
            "The file extension(s) to render (default: \"py\"). Separate multiple extensions with \
             commas, or use -e multiple times.",
        )
        .action(Action::Append),
        Argument::value(
            &["--name", "-n"],
            "files",
            "The file name(s) to render. Separate multiple file names with commas, or use -n \
             multiple times.",
        )
        .action(Action::Append),
        Argument::value(
            &["--exclude", "-x"],
            "exclude",
            "The directory name(s) to exclude, in addition to .git and __pycache__. Can be used \
             multiple times.",
        )
        .action(Action::Append)
        .optional_value(),
    ]
}

impl Template {
    /// Writes the files below the target directory.
    pub(super) fn write(
        &self,
        invocation: &mut Invocation,
        options: &Options,
    ) -> Result<(), Failure> {
        let name = options.get("name").unwrap_or_default();
        self.validate_name(invocation, name, "name")?;
        if options.get("template").is_some() {
            return Err(Failure::command(
                "the sandbox has only Django's own templates; leave --template out",
            ));
        }
        let folder = self.folder(invocation, options, name)?;
        for (path, text) in (self.files)(name) {
            let path = join(&folder, &path);
            if invocation.files.contains(&path) {
                let shown = invocation.environment.absolute(&path);
                return Err(Failure::command(format!(
                    "{shown} already exists. Overlaying {article} {kind} into an existing \
                     directory won't replace conflicting files.",
                    article = self.article,
                    kind = self.kind,
                )));
            }
            invocation.files.write(&path, &text);
        }
        Ok(())
    }

    fn folder(
        &self,
        invocation: &Invocation,
        options: &Options,
        name: &str,
    ) -> Result<String, Failure> {
        let environment = invocation.environment;
        let Some(target) = options.get("directory") else {
            let folder = environment.resolve(name);
            if invocation.files.is_folder(&folder) || invocation.files.contains(&folder) {
                let shown = environment.absolute(&folder);
                return Err(Failure::command(format!("'{shown}' already exists")));
            }
            return Ok(folder);
        };
        let folder = environment.resolve(target);
        if self.kind == "app" {
            let base = folder.rsplit('/').next().unwrap_or_default().to_owned();
            self.validate_name(invocation, &base, "directory")?;
        }
        if !folder.is_empty() && !invocation.files.is_folder(&folder) {
            let shown = environment.absolute(&folder);
            return Err(Failure::command(format!(
                "Destination directory '{shown}' does not exist, please create it first."
            )));
        }
        Ok(folder)
    }

    fn validate_name(
        &self,
        invocation: &Invocation,
        name: &str,
        what: &str,
    ) -> Result<(), Failure> {
        let Self { kind, article, .. } = self;
        if !is_identifier(name) {
            return Err(Failure::command(format!(
                "'{name}' is not a valid {kind} {what}. Please make sure the {what} is a valid \
                 identifier."
            )));
        }
        // `manage.py` runs with the project on the path; `django-admin` does not.
        let environment = invocation.environment;
        let beside = join(&environment.folder, name);
        let in_project = environment.program == "manage.py"
            && (invocation.files.contains(&format!("{beside}.py"))
                || invocation.files.is_folder(&beside));
        if what == "name" && (in_project || TAKEN_MODULES.contains(&name)) {
            return Err(Failure::command(format!(
                "'{name}' conflicts with the name of an existing Python module and cannot be used \
                 as {article} {kind} {what}. Please try another {what}."
            )));
        }
        Ok(())
    }
}

/// Top-level modules that a learner is likely to hit.
const TAKEN_MODULES: &[&str] = &[
    "abc",
    "ast",
    "asyncio",
    "calendar",
    "code",
    "collections",
    "copy",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "django",
    "email",
    "enum",
    "functools",
    "html",
    "http",
    "io",
    "json",
    "logging",
    "math",
    "os",
    "pathlib",
    "platform",
    "queue",
    "random",
    "re",
    "secrets",
    "select",
    "site",
    "sqlite3",
    "string",
    "sys",
    "test",
    "time",
    "token",
    "types",
    "typing",
    "unittest",
    "urllib",
    "uuid",
    "xml",
];

fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() {
        path.to_owned()
    } else {
        format!("{folder}/{path}")
    }
}

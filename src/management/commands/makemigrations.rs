//! `makemigrations`.

mod merge;
mod update;

use std::rc::Rc;

use indexmap::IndexMap;

use crate::management::argparse::{Action, Argument, Options};
use crate::management::command::{Command, Failure, Invocation, app_labels, noinput};
use crate::management::project::Project;
use crate::management::prompts::Prompts;
use crate::migrations::autodetector::{Changes, MigrationAutodetector};
use crate::migrations::loader::{LoaderOptions, MigrationLoader};
use crate::migrations::migration::Migration;
use crate::migrations::questioner::{
    InteractiveMigrationQuestioner, MigrationQuestioner, NonInteractiveMigrationQuestioner,
    QuestionerDefaults,
};
use crate::migrations::writer::MigrationWriter;
use crate::python::set_order::{Filled, hash_text, set_order};

/// `makemigrations [app_label …]`.
pub const COMMAND: Command = Command {
    name: "makemigrations",
    help: "Creates new migration(s) for apps.",
    arguments,
    requires_system_checks: true,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    let flag = Argument::flag;
    vec![
        app_labels("args", "Specify the app label(s) to create migrations for.")
            .metavar("app_label"),
        flag(
            &["--dry-run"],
            "dry_run",
            Action::StoreTrue,
            "Just show what migrations would be made; don't actually write them.",
        ),
        flag(
            &["--merge"],
            "merge",
            Action::StoreTrue,
            "Enable fixing of migration conflicts.",
        ),
        flag(
            &["--empty"],
            "empty",
            Action::StoreTrue,
            "Create an empty migration.",
        ),
        noinput(),
        Argument::value(
            &["-n", "--name"],
            "name",
            "Use this name for migration file(s).",
        ),
        flag(
            &["--no-header"],
            "include_header",
            Action::StoreFalse,
            "Do not add header comments to new migration file(s).",
        ),
        flag(
            &["--check"],
            "check_changes",
            Action::StoreTrue,
            "Exit with a non-zero status if model changes are missing migrations and don't \
             actually write them. Implies --dry-run.",
        ),
        flag(
            &["--scriptable"],
            "scriptable",
            Action::StoreTrue,
            "Divert log output and input prompts to stderr, writing only paths of generated \
             migration files to stdout.",
        ),
        flag(
            &["--update"],
            "update",
            Action::StoreTrue,
            "Merge model changes into the latest migration and optimize the resulting operations.",
        ),
    ]
}

/// The command's options, read once.
struct MakeMigrations {
    verbosity: u8,
    interactive: bool,
    dry_run: bool,
    include_header: bool,
    scriptable: bool,
    name: Option<Rc<str>>,
    /// In the order of a Python set.
    labels: Vec<Rc<str>>,
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let command = MakeMigrations::read(options)?;
    command.check_labels(invocation)?;
    let loader_options = LoaderOptions {
        ignore_no_migrations: true,
        ..LoaderOptions::default()
    };
    let loader = invocation.loader_without_connection(loader_options)?;
    // A database to which no model would be migrated is not looked at.
    let has_models = invocation
        .apps()?
        .get_models()
        .any(|model| model.auto_created().is_none());
    if has_models {
        invocation.check_consistent_history(&loader)?;
    }
    let mut conflicts = loader.detect_conflicts();
    if !command.labels.is_empty() {
        conflicts.retain(|app_label, _| command.labels.contains(app_label));
    }
    let merge = options.is_set("merge");
    if !conflicts.is_empty() && !merge {
        return Err(conflict_error(&conflicts));
    }
    if merge && conflicts.is_empty() {
        command.log(invocation, "No conflicts detected to merge.");
        return Ok(());
    }
    if merge {
        return command.handle_merge(invocation, &loader, &conflicts);
    }
    if options.is_set("empty") {
        return command.write_empty(invocation, &loader);
    }
    let changes = command.detect(invocation, &loader)?;
    if changes.is_empty() {
        command.report_no_changes(invocation);
        return Ok(());
    }
    if options.is_set("update") {
        command.write_to_last_migration_files(invocation, changes)?;
    } else {
        command.write_migration_files(invocation, &changes, &IndexMap::new())?;
    }
    if options.is_set("check_changes") {
        Err(Failure::Exit(1))
    } else {
        Ok(())
    }
}

/// `CommandError: Conflicting migrations detected; …`
pub(super) fn conflict_error(
    conflicts: &std::collections::BTreeMap<Rc<str>, Vec<Rc<str>>>,
) -> Failure {
    let names: Vec<String> = conflicts
        .iter()
        .map(|(app_label, names)| format!("{} in {app_label}", names.join(", ")))
        .collect();
    Failure::command(format!(
        "Conflicting migrations detected; multiple leaf nodes in the migration graph: ({}).\nTo \
         fix them run 'python manage.py makemigrations --merge'",
        names.join("; ")
    ))
}

impl MakeMigrations {
    fn read(options: &Options) -> Result<Self, Failure> {
        let name = options.get("name").filter(|name| !name.is_empty());
        if name.is_some_and(|name| !crate::management::names::is_identifier(name)) {
            return Err(Failure::command(
                "The migration name must be a valid Python identifier.",
            ));
        }
        let labels = options
            .all("args")
            .iter()
            .map(|label| Rc::from(label.as_str()));
        let labels = set_order(labels, Filled::OneByOne, |label| hash_text(label));
        Ok(Self {
            verbosity: options.verbosity(),
            interactive: options.is_set("interactive"),
            dry_run: options.is_set("dry_run") || options.is_set("check_changes"),
            include_header: options.is_set("include_header"),
            scriptable: options.is_set("scriptable"),
            name: name.map(Into::into),
            labels,
        })
    }

    fn log(&self, invocation: &mut Invocation, message: &str) {
        if self.scriptable {
            invocation.terminal.error_line(message);
        } else {
            invocation.terminal.line(message);
        }
    }

    fn check_labels(&self, invocation: &mut Invocation) -> Result<(), Failure> {
        let mut bad = Vec::new();
        for label in &self.labels {
            bad.extend(invocation.project()?.app_config(label).err());
        }
        for message in &bad {
            invocation.terminal.error_line(message);
        }
        if bad.is_empty() {
            Ok(())
        } else {
            Err(Failure::Exit(2))
        }
    }

    fn detect(
        &self,
        invocation: &mut Invocation,
        loader: &MigrationLoader,
    ) -> Result<Changes, Failure> {
        let from_state = invocation.loader_state(loader)?;
        let to_state = invocation.project()?.state()?;
        let defaults = self.questioner_defaults(invocation)?;
        let name = self.name.clone();
        let trim = (!self.labels.is_empty()).then(|| self.labels.clone());
        self.with_questioner(invocation, defaults, |questioner, now| {
            let mut autodetector =
                MigrationAutodetector::new(from_state, to_state, questioner, now);
            autodetector.changes(
                &loader.graph,
                trim.as_deref(),
                trim.as_deref(),
                name.as_deref(),
            )
        })
    }

    fn questioner_defaults(
        &self,
        invocation: &mut Invocation,
    ) -> Result<QuestionerDefaults, Failure> {
        Ok(QuestionerDefaults {
            specified_apps: self.labels.iter().cloned().collect(),
            empty_packages: invocation.project()?.empty_migration_packages(),
            dry_run: self.dry_run,
            ..QuestionerDefaults::default()
        })
    }

    /// Calls `work` with the questioner that the flags ask for, and the time.
    fn with_questioner<T>(
        &self,
        invocation: &mut Invocation,
        defaults: QuestionerDefaults,
        work: impl FnOnce(
            &mut dyn MigrationQuestioner,
            i64,
        ) -> Result<T, crate::migrations::questioner::Interruption>,
    ) -> Result<T, Failure> {
        let now = invocation.environment.now;
        let project: &mut Project = match invocation.project.as_mut() {
            Some(project) => project,
            None => return Err(invocation.project().err().unwrap_or(Failure::Exit(1))),
        };
        let mut prompts = Prompts {
            terminal: &mut *invocation.terminal,
            to_stderr: self.scriptable,
        };
        if self.interactive {
            let mut questioner =
                InteractiveMigrationQuestioner::new(defaults, &mut prompts, project);
            Ok(work(&mut questioner, now)?)
        } else {
            let mut questioner =
                NonInteractiveMigrationQuestioner::new(defaults, self.verbosity, &mut prompts);
            Ok(work(&mut questioner, now)?)
        }
    }

    fn write_empty(
        &self,
        invocation: &mut Invocation,
        loader: &MigrationLoader,
    ) -> Result<(), Failure> {
        if self.labels.is_empty() {
            return Err(Failure::command(
                "You must supply at least one app label when using --empty.",
            ));
        }
        let changes: Changes = self
            .labels
            .iter()
            .map(|label| (Rc::clone(label), vec![Migration::new(label, "custom")]))
            .collect();
        let from_state = invocation.loader_state(loader)?;
        let to_state = invocation.project()?.state()?;
        let defaults = self.questioner_defaults(invocation)?;
        let changes = self.with_questioner(invocation, defaults, |questioner, now| {
            MigrationAutodetector::new(from_state, to_state, questioner, now).arrange_for_graph(
                changes,
                &loader.graph,
                self.name.as_deref(),
            )
        })?;
        self.write_migration_files(invocation, &changes, &IndexMap::new())
    }

    fn report_no_changes(&self, invocation: &mut Invocation) {
        if self.verbosity == 0 {
            return;
        }
        let message = match self.labels.as_slice() {
            [] => "No changes detected".to_owned(),
            [label] => format!("No changes detected in app '{label}'"),
            several => format!("No changes detected in apps '{}'", several.join("', '")),
        };
        self.log(invocation, &message);
    }

    /// Prints the changes and writes their files; `previous` are files that `--update` replaces.
    fn write_migration_files(
        &self,
        invocation: &mut Invocation,
        changes: &Changes,
        previous: &IndexMap<Rc<str>, String>,
    ) -> Result<(), Failure> {
        for (app_label, migrations) in changes {
            if self.verbosity >= 1 {
                self.log(invocation, &format!("Migrations for '{app_label}':"));
            }
            for migration in migrations {
                let path = invocation.project()?.migration_path(migration)?;
                self.describe(invocation, migration, &path);
                if !self.dry_run {
                    self.write_file(invocation, migration, &path)?;
                    if let Some(previous) = previous.get(app_label) {
                        self.remove_previous(invocation, migration, &path, previous)?;
                    }
                } else if self.verbosity == 3 {
                    let file = path.rsplit('/').next().unwrap_or(&path);
                    self.log(invocation, &format!("Full migrations file '{file}':"));
                    let text = self.text(invocation, migration)?;
                    self.log(invocation, &text);
                }
            }
        }
        Ok(())
    }

    fn describe(&self, invocation: &mut Invocation, migration: &Migration, path: &str) {
        if self.verbosity == 0 {
            return;
        }
        let shown = invocation.environment.shown(path);
        self.log(invocation, &format!("  {shown}"));
        for operation in &migration.operations {
            let description = operation.formatted_description();
            self.log(invocation, &format!("    {description}"));
        }
        if self.scriptable {
            invocation.terminal.line(&shown);
        }
    }

    fn text(&self, invocation: &mut Invocation, migration: &Migration) -> Result<String, Failure> {
        let now = invocation.environment.now;
        let project = invocation.project()?;
        let writer = MigrationWriter::new(migration, self.include_header, now);
        Ok(writer.as_string(&mut project.interpreter)?)
    }

    fn write_file(
        &self,
        invocation: &mut Invocation,
        migration: &Migration,
        path: &str,
    ) -> Result<(), Failure> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let package = format!("{folder}/__init__.py");
        if !invocation.files.contains(&package) {
            invocation.files.write(&package, "");
        }
        let text = self.text(invocation, migration)?;
        invocation.files.write(path, &text);
        Ok(())
    }

    fn remove_previous(
        &self,
        invocation: &mut Invocation,
        migration: &Migration,
        path: &str,
        previous: &str,
    ) -> Result<(), Failure> {
        let shown = invocation.environment.shown(previous);
        if migration.needs_manual_porting(&mut invocation.project()?.interpreter) {
            let path = invocation.environment.shown(path);
            self.log(
                invocation,
                &format!(
                    "Updated migration {path} requires manual porting.\nPrevious migration \
                     {shown} was kept and must be deleted after porting functions manually."
                ),
            );
        } else {
            invocation.files.remove(previous);
            self.log(invocation, &format!("Deleted {shown}"));
        }
        Ok(())
    }
}

//! The work that is measured, each piece on a project that is ready for it.

use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use cpu_time::ProcessTime;
use migration_sandbox::database::Database;
use migration_sandbox::files::Files;
use migration_sandbox::management::command::Environment;
use migration_sandbox::management::project::Project;
use migration_sandbox::migrations::autodetector::{Changes, MigrationAutodetector};
use migration_sandbox::migrations::executor::{Fake, MigrationExecutor, Session, Target};
use migration_sandbox::migrations::loader::{AppliedMigrations, LoaderOptions, MigrationLoader};
use migration_sandbox::migrations::questioner::{Interruption, QuestionerDefaults};
use migration_sandbox::migrations::state::ProjectState;
use migration_sandbox::migrations::writer::MigrationWriter;
use migration_sandbox::orm::Exception;

use crate::generate::{ChainText, ModelsText};

/// What a piece of work answers, or why it cannot be done.
pub type Outcome<T> = Result<T, String>;

const SETTINGS: &str = "\
SECRET_KEY = 'only for this benchmark'
INSTALLED_APPS = ['shop']
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
USE_TZ = True
";

/// 2025-01-01, in microseconds.
const NOW: i64 = 1_735_689_600_000_000;

/// Work shorter than this is repeated, and the best time counts.
const ENOUGH: Duration = Duration::from_millis(500);

/// Two versions of an app's models, and the migrations that lead to the first.
pub struct Models {
    before: Files,
    migrated: Files,
    after: Files,
}

/// Two states to compare.
pub struct Comparison {
    loader: MigrationLoader,
    from_state: ProjectState,
    to_state: ProjectState,
}

/// An app with its migrations.
pub struct Chain {
    files: Files,
}

/// Prints what each piece of work takes on the workload in the folder: its name, a tab, CPU seconds.
pub fn measure(folder: &Path) -> Result<(), String> {
    if folder.join("migrations").is_dir() {
        return measure_chain(&Chain::new(&read_chain(folder)?));
    }
    let models = Models::new(&ModelsText {
        before: read(&folder.join("before.py"))?,
        after: read(&folder.join("after.py"))?,
    });
    for (name, comparison) in [
        ("initial", models.initial()?),
        ("nothing changed", models.unchanged()?),
        ("changed", models.changed()?),
    ] {
        best(name, || Ok(()), |()| comparison.changes())?;
    }
    Ok(())
}

fn measure_chain(chain: &Chain) -> Result<(), String> {
    best(
        "load",
        || chain.project(),
        |project| chain.load(Ok(project)),
    )?;
    let loaded = || chain.load(chain.project());
    best("migrate", loaded, |loaded| chain.migrate(Ok(loaded)))
}

/// Prints the least CPU time of some runs.
fn best<I, O>(
    name: &str,
    prepare: impl Fn() -> Outcome<I>,
    work: impl Fn(I) -> Outcome<O>,
) -> Result<(), String> {
    let (mut total, mut least) = (Duration::ZERO, Duration::MAX);
    while total < ENOUGH {
        let input = prepare()?;
        let start = ProcessTime::now();
        let output = work(input)?;
        let elapsed = start.elapsed();
        drop(output);
        total += elapsed.max(Duration::from_micros(1));
        least = least.min(elapsed);
    }
    println!("{name}\t{:.6}", least.as_secs_f64());
    Ok(())
}

impl Models {
    /// The project before and after; its first migration is the one that the sandbox makes.
    pub fn new(text: &ModelsText) -> Self {
        let before = files(&text.before, &[]);
        let first = Self::comparison(&before).and_then(|comparison| {
            let changes = comparison.changes()?;
            written(&before, &changes)
        });
        let migrations = first.unwrap_or_default();
        Self {
            migrated: files(&text.before, &migrations),
            after: files(&text.after, &migrations),
            before,
        }
    }

    /// No migrations yet.
    pub fn initial(&self) -> Outcome<Comparison> {
        Self::comparison(&self.before)
    }

    /// The models are as the migrations have them.
    pub fn unchanged(&self) -> Outcome<Comparison> {
        Self::comparison(&self.migrated)
    }

    /// A fifth of the models is another.
    pub fn changed(&self) -> Outcome<Comparison> {
        Self::comparison(&self.after)
    }

    fn comparison(files: &Files) -> Outcome<Comparison> {
        let mut project = project(files)?;
        let loader = loader(&mut project)?;
        let apps = project.apps().map_err(text)?;
        let from_state = loader.project_state(None, true, &apps).map_err(text)?;
        Ok(Comparison {
            from_state,
            to_state: project.state().map_err(text)?,
            loader,
        })
    }
}

impl Comparison {
    /// `MigrationAutodetector(from_state, to_state, …).changes(graph)`.
    pub fn changes(&self) -> Outcome<Changes> {
        let mut questioner = QuestionerDefaults {
            ask_initial: true,
            ..QuestionerDefaults::default()
        };
        let (from_state, to_state) = (self.from_state.clone(), self.to_state.clone());
        let mut autodetector =
            MigrationAutodetector::new(from_state, to_state, &mut questioner, NOW);
        let changes = autodetector.changes(&self.loader.graph, None, None, None);
        changes.map_err(|end| match end {
            Interruption::Exception(exception) => text(exception),
            other => format!("{other:?}"),
        })
    }
}

impl Chain {
    /// A project with these migrations.
    pub fn new(text: &ChainText) -> Self {
        Self {
            files: files(&text.models, &text.migrations),
        }
    }

    /// The project as `django.setup()` leaves it: no migration is imported yet.
    pub fn project(&self) -> Outcome<Project> {
        project(&self.files)
    }

    /// `MigrationExecutor(connection)`: imports the migrations and builds their graph.
    pub fn load(&self, project: Outcome<Project>) -> Outcome<(Project, MigrationExecutor)> {
        let mut project = project?;
        let loader = loader(&mut project)?;
        let apps = Rc::new(project.apps().map_err(text)?);
        Ok((project, MigrationExecutor::new(loader, apps)))
    }

    /// `executor.migrate(leaves)` on an empty database; answers that and the database.
    pub fn migrate(
        &self,
        loaded: Outcome<(Project, MigrationExecutor)>,
    ) -> Outcome<(ProjectState, Database)> {
        let (mut project, mut executor) = loaded?;
        let leaves = executor.loader.graph.leaf_nodes(None).into_iter();
        let targets: Vec<Target> = leaves.map(Target::from).collect();
        let plan = executor.migration_plan(&targets).map_err(text)?;
        let mut database = Database::new();
        let mut session = Session {
            connection: &mut database,
            interpreter: &mut project.interpreter,
            now: NOW,
            progress: &mut |_| {},
        };
        let state = executor.migrate(&mut session, &plan, None, Fake::default());
        Ok((state.map_err(text)?, database))
    }
}

fn loader(project: &mut Project) -> Outcome<MigrationLoader> {
    let options = LoaderOptions {
        ignore_no_migrations: true,
        ..LoaderOptions::default()
    };
    MigrationLoader::new(project, AppliedMigrations::new(), options).map_err(text)
}

fn project(files: &Files) -> Outcome<Project> {
    let environment = Environment {
        now: NOW,
        folder: String::new(),
        root: "/project".to_owned(),
        settings_module: None,
        program: "manage.py".to_owned(),
        share: 1,
        variables: std::collections::BTreeMap::new(),
    };
    let project = Project::load_settings(files, &environment, "settings").map_err(text)?;
    project.populate().map_err(text)
}

fn files(models: &str, migrations: &[(String, String)]) -> Files {
    let mut files = Files::new();
    files.write("settings.py", SETTINGS);
    files.write("shop/__init__.py", "");
    files.write("shop/models.py", models);
    files.write("shop/migrations/__init__.py", "");
    for (name, text) in migrations {
        files.write(&format!("shop/migrations/{name}.py"), text);
    }
    files
}

/// The new migrations as files.
fn written(files: &Files, changes: &Changes) -> Outcome<Vec<(String, String)>> {
    let mut project = project(files)?;
    let mut written = Vec::new();
    for migration in changes.values().flatten() {
        let writer = MigrationWriter::new(migration, true, NOW);
        let file = writer.as_string(&mut project.interpreter).map_err(text)?;
        written.push((migration.name.to_string(), file));
    }
    Ok(written)
}

fn read_chain(folder: &Path) -> Outcome<ChainText> {
    let migrations = folder.join("migrations");
    let entries = fs::read_dir(&migrations).map_err(|error| error.to_string())?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.extension().is_some_and(|it| it == "py") && name != "__init__" {
            files.push((name.into_owned(), read(&path)?));
        }
    }
    files.sort();
    Ok(ChainText {
        models: read(&folder.join("models.py"))?,
        migrations: files,
    })
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn text(exception: Exception) -> String {
    exception.render_traceback()
}

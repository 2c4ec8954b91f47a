//! A project set up: settings read, apps installed, models imported (`django.setup()`).

mod apps;
mod own_checks;
mod settings_checks;
mod source;

pub use own_checks::Asked;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::command::{Environment, Failure, Invocation};
use crate::contrib::{self, auth};
use crate::database::{Database, Work};
use crate::files::Files;
use crate::memory;
use crate::migrations::loader::{AppliedMigrations, LoaderOptions, MigrationLoader};
use crate::migrations::migration::Migration;
use crate::migrations::questioner::DefaultEvaluator;
use crate::migrations::recorder::MigrationRecorder;
use crate::migrations::state::ProjectState;
use crate::orm::checks::{CheckMessage, generic_foreign_keys, run_checks};
use crate::orm::model::classes::ModelClasses;
use crate::orm::modules::signals::receiver_count;
use crate::orm::registry::{AppConfig, Registry};
use crate::orm::{Apps, DjangoResult, Exception, ModelKey, Settings};
use crate::python::interpreter::{Limits, Options};
use crate::python::{Arguments, Importer, Interpreter, PyResult, Source, Value};

/// A project whose models are loaded.
pub struct Project {
    /// Runs its Python.
    pub interpreter: Interpreter,
    /// Its settings.
    pub settings: Rc<Settings>,
    /// Its apps and models.
    pub registry: Rc<RefCell<Registry>>,
    /// The apps in the order in which they became ready, each with the number of receivers that
    /// `pre_migrate` and `post_migrate` had then.
    pub became_ready: Vec<(Rc<str>, [usize; 2])>,
    files: Files,
    folder: String,
}

/// The value of `DJANGO_SETTINGS_MODULE` that the folder's `manage.py` sets, or the `settings.py`
/// beside it.
pub fn settings_module(files: &Files, folder: &str) -> Option<String> {
    let manage = files.read(&join(folder, "manage.py"));
    let named = manage.and_then(|text| {
        let (_, rest) = text.split_once("DJANGO_SETTINGS_MODULE")?;
        let mut quoted = rest.get(1..)?.split(['\'', '"']);
        quoted.nth(1).map(str::to_owned)
    });
    let beside = || {
        files
            .contains(&join(folder, "settings.py"))
            .then(|| "settings".to_owned())
    };
    named.or_else(beside)
}

/// An interpreter that finds the project's files, for Python without `django.setup()`.
///
/// # Errors
///
/// When a variable of the environment is not what it should be.
pub(super) fn interpreter(files: &Files, environment: &Environment) -> DjangoResult<Interpreter> {
    let (importer, options) = surroundings(files, environment)?;
    let mut interpreter = Interpreter::with_options(importer, options);
    let registry = Rc::new(RefCell::new(Registry::default()));
    crate::orm::modules::register(&mut interpreter, registry, Rc::new(Settings::default()));
    crate::migrations::modules::register(&mut interpreter);
    Ok(interpreter)
}

fn surroundings(
    files: &Files,
    environment: &Environment,
) -> DjangoResult<(Rc<dyn Importer>, Options)> {
    let limits = limits(environment)
        .map_err(|text| Exception::new("django.core.exceptions.ImproperlyConfigured", text))?;
    let importer = Rc::new(ProjectImporter {
        files: files.clone(),
        folder: environment.folder.clone(),
    });
    let options = Options {
        root: environment.absolute(&environment.folder).into(),
        now: environment.now,
        // One command's salts and UUIDs are not those of the next.
        seed: environment.now.cast_unsigned(),
        variables: environment.variables.clone(),
        limits,
    };
    Ok((importer, options))
}

/// Bounds the work of the database as the variables of the environment ask for.
///
/// # Errors
///
/// The text that names a variable which is not a number; the bounds are then the usual ones.
pub fn bound_work(
    database: &mut Database,
    variables: &BTreeMap<String, String>,
) -> Result<(), String> {
    let asked = Limits::from_variables(variables);
    let limits = asked.clone().unwrap_or_default();
    let memory = memory::in_use().saturating_add(limits.memory);
    database.set_work(Work::new(limits.steps, memory, &limits.advice()));
    asked.map(drop)
}

fn limits(environment: &Environment) -> Result<Limits, String> {
    let limits = Limits::from_variables(&environment.variables)?;
    Ok(Limits {
        steps: limits.steps / environment.share.max(1),
        ..limits
    })
}

/// Imports the settings in an interpreter of their own: they may import from Django, whose classes
/// are made for settings that are known.
fn read_settings(
    importer: &Rc<dyn Importer>,
    options: &Options,
    module: &str,
) -> DjangoResult<Settings> {
    let mut interpreter = Interpreter::with_options(Rc::clone(importer), options.clone());
    let registry = Rc::new(RefCell::new(Registry::default()));
    crate::orm::modules::register(&mut interpreter, registry, Rc::new(Settings::default()));
    match interpreter.import_module(module) {
        Ok(module) => {
            let mut settings = Settings::from_module(&module);
            check_lists(&settings)?;
            check_time_zone(&mut interpreter, &settings)?;
            if let Some(name) = database_name(&mut interpreter, &settings) {
                settings.database_name = name;
            }
            Ok(settings)
        }
        Err(error) => Err(Exception::from_python(&mut interpreter, error)),
    }
}

/// Settings that are written as a text by mistake.
fn check_lists(settings: &Settings) -> DjangoResult<()> {
    for name in [
        "ALLOWED_HOSTS",
        "INSTALLED_APPS",
        "TEMPLATE_DIRS",
        "LOCALE_PATHS",
    ] {
        let value = settings.all.get(name);
        if value.is_some_and(|it| !matches!(it.unboxed(), Value::List(_) | Value::Tuple(_))) {
            return Err(Exception::new(
                "django.core.exceptions.ImproperlyConfigured",
                format!("The {name} setting must be a list or a tuple."),
            ));
        }
    }
    Ok(())
}

/// `TIME_ZONE` must name a zone that there is.
fn check_time_zone(interpreter: &mut Interpreter, settings: &Settings) -> DjangoResult<()> {
    let name = &settings.time_zone;
    if name.is_empty() || **name == *"UTC" {
        return Ok(());
    }
    let zone = interpreter.import_module("zoneinfo").and_then(|module| {
        let class = module.get("ZoneInfo").unwrap_or(Value::None);
        interpreter.call(
            &class,
            Arguments::positional(vec![Value::Str(name.clone())]),
        )
    });
    match zone {
        Ok(_) => Ok(()),
        Err(_) => {
            let message = format!("Incorrect timezone setting: {name}");
            Err(Exception::new("ValueError", message))
        }
    }
}

fn database_name(interpreter: &mut Interpreter, settings: &Settings) -> Option<Rc<str>> {
    let databases = settings.all.get("DATABASES")?;
    let default = interpreter
        .get_item(databases, &Value::str("default"))
        .ok()?;
    let name = interpreter.get_item(&default, &Value::str("NAME")).ok()?;
    interpreter.str(&name).ok()
}

impl Project {
    /// Reads the settings; [`Project::populate`] goes on.
    ///
    /// # Errors
    ///
    /// What importing the settings module raises.
    pub fn load_settings(
        files: &Files,
        environment: &Environment,
        module: &str,
    ) -> DjangoResult<Self> {
        let (importer, options) = surroundings(files, environment)?;
        let registry = Rc::new(RefCell::new(Registry::default()));
        let settings = Rc::new(read_settings(&importer, &options, module)?);
        let mut interpreter = Interpreter::with_options(importer, options);
        crate::orm::modules::register(&mut interpreter, Rc::clone(&registry), settings.clone());
        crate::migrations::modules::register(&mut interpreter);
        if let Err(error) = crate::backends::sqlite::wrapper::register(&mut interpreter) {
            return Err(Exception::from_python(&mut interpreter, error));
        }
        let folder = environment.folder.clone();
        Ok(Self {
            interpreter,
            settings,
            registry,
            became_ready: Vec::new(),
            files: files.clone(),
            folder,
        })
    }

    /// Installs the apps and imports their models (`apps.populate`).
    ///
    /// # Errors
    ///
    /// `ImproperlyConfigured`, or what importing an app or its models raises.
    pub fn populate(mut self) -> DjangoResult<Self> {
        let mut configs: Vec<AppConfig> = Vec::new();
        for entry in self.settings.installed_apps.clone() {
            let config = apps::create(&mut self.interpreter, &self.files, &self.folder, &entry)?;
            apps::check_unique(&configs, &config)?;
            configs.push(config);
        }
        let modules: Vec<Rc<str>> = configs
            .iter()
            .filter(|config| config.has_models)
            .map(|config| format!("{}.models", config.name).into())
            .collect();
        self.registry.borrow_mut().app_configs = configs
            .into_iter()
            .map(|config| (Rc::clone(&config.label), config))
            .collect();
        for module in modules {
            if let Err(error) = self.interpreter.import_module(&module) {
                return Err(Exception::from_python(&mut self.interpreter, error));
            }
        }
        self.registry.borrow_mut().finish();
        self.check_user_model()?;
        self.call_ready()?;
        Ok(self)
    }

    /// `AppConfig.ready()` of the configurations that the project's modules declare.
    fn call_ready(&mut self) -> DjangoResult<()> {
        let configs: Vec<(Rc<str>, bool)> = {
            let registry = self.registry.borrow();
            let configs = registry.app_configs.values();
            let is_own = |config: &AppConfig| {
                let path = config.class_path.as_ref();
                path.is_some_and(|path| !path.starts_with("django."))
            };
            configs.map(|it| (it.label.clone(), is_own(it))).collect()
        };
        for (label, is_own) in configs {
            let ready = if is_own { self.ready(&label) } else { Ok(()) };
            match ready.and_then(|()| self.count_receivers()) {
                Ok(counts) => self.became_ready.push((label, counts)),
                // What an app does for its views and its admin is nothing that a command needs.
                Err(error) if error.is_builtin(&self.interpreter, "NotImplementedError") => {}
                Err(error) => {
                    return Err(Exception::from_python(&mut self.interpreter, error));
                }
            }
        }
        Ok(())
    }

    fn count_receivers(&mut self) -> PyResult<[usize; 2]> {
        let count = |project: &mut Self, name| receiver_count(&mut project.interpreter, name);
        Ok([count(self, "pre_migrate")?, count(self, "post_migrate")?])
    }

    fn ready(&mut self, label: &Rc<str>) -> PyResult<()> {
        let apps = self.interpreter.import_module("django.apps")?.get("apps");
        let apps = apps.unwrap_or(Value::None);
        let arguments = Arguments::positional(vec![Value::Str(label.clone())]);
        let config = self
            .interpreter
            .call_method(&apps, "get_app_config", arguments)?;
        let ready = self.interpreter.class_of(&config).lookup("ready");
        if !matches!(ready, Some(Value::Function(_))) {
            return Ok(());
        }
        self.interpreter
            .call_method(&config, "ready", Arguments::default())
            .map(drop)
    }

    /// Auth looks for the user model as soon as all apps are ready (`get_user_model`).
    fn check_user_model(&self) -> DjangoResult<()> {
        if !self.has_auth() {
            return Ok(());
        }
        let registry = self.registry.borrow();
        let improperly = |message: String| {
            Exception::new("django.core.exceptions.ImproperlyConfigured", message)
        };
        let setting = &self.settings.auth_user_model;
        let Some((app_label, model)) = setting.split_once('.').filter(|(_, it)| !it.contains('.'))
        else {
            let parts = setting.split('.').count();
            let handled = match parts {
                1 => "ValueError: not enough values to unpack (expected 2, got 1)",
                _ => "ValueError: too many values to unpack (expected 2)",
            };
            let text = "AUTH_USER_MODEL must be of the form 'app_label.model_name'";
            return Err(improperly(text.to_owned()).during(&[handled.to_owned()]));
        };
        if registry.model(&ModelKey::new(app_label, model)).is_some() {
            return Ok(());
        }
        let handled = if registry.app_configs.contains_key(app_label) {
            [
                format!("KeyError: '{}'", model.to_lowercase()),
                format!("LookupError: App '{app_label}' doesn't have a '{model}' model."),
            ]
        } else {
            [
                format!("KeyError: '{app_label}'"),
                format!("LookupError: No installed app with label '{app_label}'."),
            ]
        };
        let message =
            format!("AUTH_USER_MODEL refers to model '{setting}' that has not been installed");
        Err(improperly(message).during(&handled))
    }

    fn has_auth(&self) -> bool {
        let registry = self.registry.borrow();
        let auth = registry.app_configs.get("auth");
        auth.is_some_and(|config| &*config.name == "django.contrib.auth")
    }

    /// The app with this label (`apps.get_app_config`).
    ///
    /// # Errors
    ///
    /// The text of Django's `LookupError`.
    pub fn app_config(&self, label: &str) -> Result<AppConfig, String> {
        let registry = self.registry.borrow();
        if let Some(config) = registry.app_configs.get(label) {
            return Ok(config.clone());
        }
        let meant = registry
            .app_configs
            .values()
            .find(|config| &*config.name == label);
        let hint = meant
            .map(|config| format!(" Did you mean '{}'?", config.label))
            .unwrap_or_default();
        Err(format!("No installed app with label '{label}'.{hint}"))
    }

    /// Labels of all apps in the order of `INSTALLED_APPS`.
    pub fn installed_labels(&self) -> Vec<Rc<str>> {
        self.registry.borrow().labels()
    }

    /// Labels of the apps that have a `models` module.
    pub fn labels_with_models(&self) -> Vec<Rc<str>> {
        let registry = self.registry.borrow();
        let configs = registry
            .app_configs
            .values()
            .filter(|config| config.has_models);
        configs.map(|config| Rc::clone(&config.label)).collect()
    }

    /// The file of a command that an app of the project brings.
    pub fn own_command(&self, name: &str) -> Option<String> {
        let registry = self.registry.borrow();
        let mut paths = registry.app_configs.values().map(|config| {
            let package = config.name.replace('.', "/");
            let path = format!("{package}/management/commands/{name}.py");
            join(&self.folder, &path)
        });
        paths.find(|path| self.files.contains(path))
    }

    /// The state of the models as they are written now (`ProjectState.from_apps(apps)`).
    ///
    /// # Errors
    ///
    /// What a model that cannot be a state raises.
    pub fn state(&self) -> DjangoResult<ProjectState> {
        ProjectState::from_apps(&self.apps()?)
    }

    /// The models as they are written now, relations resolved.
    ///
    /// # Errors
    ///
    /// A base that is not installed.
    pub fn apps(&self) -> DjangoResult<Apps> {
        self.registry.borrow().apps(Rc::clone(&self.settings))
    }

    /// The models as they are written now, with their classes.
    ///
    /// # Errors
    ///
    /// A base that is not installed.
    pub fn classes(&mut self) -> DjangoResult<Rc<ModelClasses>> {
        crate::orm::modules::apps::live(&mut self.interpreter)
            .map_err(|error| Exception::from_python(&mut self.interpreter, error))
    }

    /// The system checks that are asked for: Django's of the models, and the project's own.
    ///
    /// # Errors
    ///
    /// A base that is not installed; what a user model lacks; what the project's checks raise.
    pub fn run_checks(&mut self, asked: Asked<'_>) -> DjangoResult<Vec<CheckMessage>> {
        let mut messages = if asked.about_models() {
            self.model_checks(asked)?
        } else {
            Vec::new()
        };
        messages.extend(self.settings_checks(asked.tags, asked.deploy));
        messages.extend(self.own_checks(asked)?);
        Ok(messages)
    }

    fn model_checks(&mut self, asked: Asked<'_>) -> DjangoResult<Vec<CheckMessage>> {
        let apps = self.apps()?;
        let now = self.interpreter.options().now;
        let mut messages = run_checks(&apps, asked.labels, asked.database, now)?;
        for (key, registered) in &self.registry.borrow().models {
            if asked.has(&key.app_label) {
                messages.extend(generic_foreign_keys(&apps, &registered.class));
            }
        }
        if self.has_auth() {
            messages.extend(self.auth_checks(&apps, asked)?);
        }
        Ok(messages)
    }

    fn auth_checks(&mut self, apps: &Apps, asked: Asked<'_>) -> DjangoResult<Vec<CheckMessage>> {
        let chosen = |label: &str| asked.has(label);
        let models = apps.get_models().map(|model| &**model);
        let models = models.filter(|model| model.auto_created().is_none());
        let models = models.filter(|model| chosen(&model.app_label));
        let mut messages = auth::checks::check_models_permissions(apps, models);
        let settings = Rc::clone(&self.settings);
        let user = ModelKey::parse(&settings.auth_user_model);
        if let Some(user) = user.filter(|user| chosen(&user.app_label)) {
            let model = apps.require_model(&user)?;
            let class = self.registry.borrow().class(&user).unwrap_or(Value::None);
            let interpreter = &mut self.interpreter;
            messages.extend(auth::checks::check_user_model(
                interpreter,
                &settings,
                model,
                &class,
            )?);
        }
        Ok(messages)
    }

    /// `SITE_ID`.
    pub fn site_id(&self) -> i64 {
        self.settings
            .all
            .get("SITE_ID")
            .and_then(Value::as_i64)
            .unwrap_or(1)
    }

    /// Project path of the file in which a migration stands or will stand.
    ///
    /// # Errors
    ///
    /// Django's `ValueError` for an app whose migrations are disabled, or are to be in a package that is
    /// in none.
    pub fn migration_path(&self, migration: &Migration) -> DjangoResult<String> {
        let app_label = &migration.app_label;
        let (module, is_chosen) = self.migrations_module(app_label);
        let Some(module) = module else {
            return Err(Exception::new(
                "ValueError",
                format!(
                    "Django can't create migrations for app '{app_label}' because migrations have \
                     been disabled via the MIGRATION_MODULES setting."
                ),
            ));
        };
        let mut packages = module.match_indices('.').map(|(end, _)| &module[..end]);
        if is_chosen && !self.package_exists(&module) && !packages.any(|it| self.is_package(it)) {
            return Err(Exception::new(
                "ValueError",
                format!(
                    "Could not locate an appropriate location to create migrations package {module}. \
                     Make sure the toplevel package exists and can be imported."
                ),
            ));
        }
        let folder = join(&self.folder, &module.replace('.', "/"));
        Ok(format!("{folder}/{}.py", migration.name))
    }

    /// Apps whose migrations package holds nothing but `__init__.py`.
    pub fn empty_migration_packages(&self) -> BTreeSet<Rc<str>> {
        self.installed_labels()
            .into_iter()
            .filter(|label| {
                let Some(module) = self.migrations_module(label).0 else {
                    return false;
                };
                self.package_exists(&module) && self.module_names(&module).is_empty()
            })
            .collect()
    }

    /// The dotted name of an app's migrations, and whether `MIGRATION_MODULES` says it.
    fn migrations_module(&self, app_label: &str) -> (Option<String>, bool) {
        if let Some(module) = self.settings.migration_module(app_label) {
            return (module.as_ref().map(ToString::to_string), true);
        }
        let registry = self.registry.borrow();
        let config = registry.app_configs.get(app_label);
        (
            config.map(|config| format!("{}.migrations", config.name)),
            false,
        )
    }

    /// Whether a package can be imported, with an `__init__.py` or without.
    fn is_package(&self, dotted: &str) -> bool {
        let folder = join(&self.folder, &dotted.replace('.', "/"));
        self.files.is_folder(&folder) || self.package_exists(dotted)
    }

    fn package_exists(&self, dotted: &str) -> bool {
        let folder = join(&self.folder, &dotted.replace('.', "/"));
        self.files.contains(&format!("{folder}/__init__.py"))
            || contrib::source(dotted).is_some_and(|source| source.is_package)
    }

    /// Modules of a package, not its subpackages.
    fn module_names(&self, dotted: &str) -> Vec<Rc<str>> {
        let folder = join(&self.folder, &dotted.replace('.', "/")) + "/";
        let own = self
            .files
            .below(&folder)
            .filter_map(|path| path.strip_prefix(folder.as_str())?.strip_suffix(".py"))
            .filter(|name| !name.contains('/') && *name != "__init__")
            .map(Into::into);
        own.chain(contrib::modules(dotted).into_iter().map(Into::into))
            .collect()
    }
}

impl DefaultEvaluator for Project {
    fn evaluate_default(&mut self, code: &str) -> Result<Value, Exception> {
        self.interpreter.evaluate_default(code)
    }
}

impl Invocation<'_> {
    /// `MigrationLoader(connection)`.
    ///
    /// # Errors
    ///
    /// What a migration or the graph raises.
    pub fn loader(&mut self, options: LoaderOptions) -> Result<MigrationLoader, Failure> {
        let applied = self.applied_migrations()?;
        let project = self.project()?;
        Ok(MigrationLoader::new(project, applied, options)?)
    }

    /// `MigrationLoader(None)`: nothing counts as applied.
    ///
    /// # Errors
    ///
    /// What a migration or the graph raises.
    pub fn loader_without_connection(
        &mut self,
        options: LoaderOptions,
    ) -> Result<MigrationLoader, Failure> {
        let project = self.project()?;
        Ok(MigrationLoader::new(
            project,
            AppliedMigrations::new(),
            options,
        )?)
    }

    /// What `django_migrations` says.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn applied_migrations(&mut self) -> Result<AppliedMigrations, Failure> {
        Ok(MigrationRecorder::new(&mut *self.database).applied_migrations()?)
    }

    /// Checks that whatever is applied has its dependencies applied.
    ///
    /// # Errors
    ///
    /// `InconsistentMigrationHistory`.
    pub fn check_consistent_history(&mut self, loader: &MigrationLoader) -> Result<(), Failure> {
        let applied = self.applied_migrations()?;
        Ok(loader.check_consistent_history(&applied, "default")?)
    }

    /// The state that all migrations add up to (`loader.project_state()`), with the models of apps
    /// that have none.
    ///
    /// # Errors
    ///
    /// What an operation raises.
    pub fn loader_state(&mut self, loader: &MigrationLoader) -> Result<ProjectState, Failure> {
        let apps = self.apps()?;
        Ok(loader.project_state(None, true, &apps)?)
    }

    /// The project's models as they are written now.
    ///
    /// # Errors
    ///
    /// A base that is not installed.
    pub fn apps(&mut self) -> Result<Rc<Apps>, Failure> {
        let project = self.project()?;
        Ok(Rc::new(project.apps()?))
    }
}

/// Finds the project's modules below its folder, and the contrib apps' beside it.
struct ProjectImporter {
    files: Files,
    folder: String,
}

impl Importer for ProjectImporter {
    fn find(&self, dotted: &str) -> Option<Source> {
        let base = join(&self.folder, &dotted.replace('.', "/"));
        let candidates = [
            (format!("{base}/__init__.py"), true),
            (format!("{base}.py"), false),
        ];
        let own = candidates.into_iter().find_map(|(path, is_package)| {
            let text = Rc::clone(self.files.read(&path)?);
            let shown = below(&self.folder, &path).into();
            Some(Source {
                path: shown,
                text,
                is_package,
                is_partial: false,
            })
        });
        own.or_else(|| contrib::source(dotted))
    }

    fn text(&self, path: &str) -> Option<Rc<str>> {
        self.files.read(&join(&self.folder, path)).cloned()
    }

    fn namespace_package(&self, dotted: &str) -> Option<Rc<str>> {
        let folder = join(&self.folder, &dotted.replace('.', "/"));
        self.files
            .is_folder(&folder)
            .then(|| below(&self.folder, &folder).into())
    }

    fn entries(&self, folder: &str) -> Option<Vec<Rc<str>>> {
        let folder = join(&self.folder, folder);
        self.files.entries(folder.trim_end_matches('/'))
    }
}

fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() {
        path.to_owned()
    } else {
        format!("{folder}/{path}")
    }
}

/// A path as seen from the project's folder.
fn below<'a>(folder: &str, path: &'a str) -> &'a str {
    path.strip_prefix(folder)
        .map_or(path, |rest| rest.trim_start_matches('/'))
}

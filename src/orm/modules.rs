//! Django's modules as the evaluator imports them, one file per module.

pub mod apps;
pub mod color;
pub mod conf;
pub mod contrib;
pub mod core;
mod dateparse;
pub mod deletion;
pub mod enums;
pub mod expressions;
pub mod fields;
pub mod indexes;
pub mod inert;
pub mod managers;
pub mod models;
pub mod relations;
pub mod router;
pub mod serializers;
pub mod signals;
pub mod stand_ins;
pub mod storage;
mod texts;
pub mod transaction;
pub mod utils;
mod validation_error;
pub mod validators;

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

use super::connection::DatabaseConnection;
use super::model::classes::{AutoCreated, ModelClasses};
use super::registry::Registry;
use super::settings::Settings;
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, Module, PyResult, Value};

/// What Django's classes share: where models register themselves, and the settings.
pub(crate) struct Context {
    /// The registry.
    pub registry: Rc<RefCell<Registry>>,
    /// `django.db.connection`.
    pub connection: Rc<DatabaseConnection>,
    /// The models with their classes, and how many there were then.
    pub live: RefCell<Option<(usize, Rc<ModelClasses>)>>,
    /// The configurations of apps that were asked for.
    pub app_configs: RefCell<IndexMap<Rc<str>, Rc<Instance>>>,
    /// The classes behind many-to-many relations that were asked for.
    pub auto_created: AutoCreated,
}

impl Context {
    /// The settings.
    pub fn settings(&self) -> Rc<Settings> {
        self.registry.borrow().settings.clone()
    }

    /// Gives up the classes, whose methods hold this.
    fn give_up(&self) {
        self.live.take();
        self.auto_created.borrow_mut().clear();
        self.app_configs.borrow_mut().clear();
        let mut registry = self.registry.borrow_mut();
        registry.models.clear();
        registry.app_configs.clear();
        registry.settings.lookups.clear();
        registry.settings = Rc::default();
    }
}

/// The module with what of querysets is written in Python.
pub(crate) const QUERYING: &str = "django.db.models.querying";

/// What is Python's in Django's modules: executed when a module is imported first.
const TEXTS: &[(&str, fn() -> &'static str)] = &[
    ("django.contrib.contenttypes.fields", || {
        include_str!("modules/python/generic.py")
    }),
    ("django.core.files.base", || {
        include_str!("modules/python/file.py")
    }),
    ("django.core.files.utils", || {
        include_str!("modules/python/file_utils.py")
    }),
    ("django.core.files.storage", || {
        include_str!("modules/python/storage.py")
    }),
    ("django.core.management.calls", texts::call_command),
    ("django.core.management.fixtures", texts::fixtures),
    ("django.core.checks", texts::checks),
    ("django.core.checks.messages", texts::check_messages),
    ("django.core.checks.registry", texts::check_registry),
    ("django.core.paginator", texts::paginator),
    ("django.core.serializers", texts::serializers),
    ("django.core.serializers.base", texts::serializers_base),
    ("django.db.models.fields.files", || {
        include_str!("modules/python/files.py")
    }),
    ("django.db.models.lookups", || {
        include_str!("modules/python/lookups.py")
    }),
    ("django.db.models.ordering", || {
        include_str!("modules/python/ordering.py")
    }),
    (QUERYING, texts::querying),
    ("django.db.transaction", texts::transaction),
    (transaction::REST, texts::backend),
    ("django.forms.models", texts::form_models),
    ("django.shortcuts", texts::shortcuts),
    ("django.test.utils", texts::test_utils),
    ("django.utils.timezone", || {
        include_str!("modules/python/timezone.py")
    }),
];

/// Makes Django's modules importable. Model classes register themselves in `registry`.
pub fn register(
    interpreter: &mut Interpreter,
    registry: Rc<RefCell<Registry>>,
    settings: Rc<Settings>,
) {
    interpreter.add_names(inert::names);
    stand_ins::set(interpreter, &settings);
    registry.borrow_mut().settings = settings;
    let context = Rc::new(Context {
        registry,
        connection: Rc::default(),
        live: RefCell::default(),
        app_configs: RefCell::default(),
        auto_created: AutoCreated::default(),
    });
    let ending = context.clone();
    interpreter.at_end(move || ending.give_up());
    let mut modules = ModuleSet::default();
    utils::add(&mut modules, interpreter);
    dateparse::add(&mut modules);
    color::add(&mut modules, interpreter);
    core::add(&mut modules, interpreter, &context);
    conf::add(&mut modules, interpreter, &context);
    apps::add(&mut modules, interpreter, &context);
    router::add(&mut modules, interpreter, &context);
    storage::add(&mut modules, interpreter, &context);
    fields::add(&mut modules, interpreter, &context);
    expressions::add(&mut modules, interpreter, &context);
    indexes::add(&mut modules, interpreter);
    deletion::add(&mut modules, interpreter);
    managers::add(&mut modules, interpreter);
    signals::add(&mut modules, interpreter);
    models::add(&mut modules, interpreter, &context);
    contrib::add(&mut modules, interpreter, &context);
    inert::add(&mut modules, interpreter);
    modules.module(enums::MODULE);
    modules.module(serializers::MODULE);
    for name in [
        "django.core.management.calls",
        "django.core.management.fixtures",
        "django.core.checks.messages",
        "django.core.checks.registry",
        "django.core.paginator",
        "django.core.serializers.base",
        "django.db.models.ordering",
        QUERYING,
        "django.forms.models",
        "django.shortcuts",
        "django.test.utils",
        transaction::REST,
    ] {
        modules.module(name);
    }
    modules.register(interpreter);
    for (dotted, text) in TEXTS {
        interpreter.register_text(dotted, *text);
    }
    // These are made by calls, which need the modules above.
    enums::add(interpreter);
    validators::add(interpreter);
    serializers::add(interpreter);
}

/// Modules being put together.
#[derive(Default)]
pub(crate) struct ModuleSet {
    modules: IndexMap<String, Rc<Module>>,
}

impl ModuleSet {
    /// The module of this name, made with its parents when it is new.
    pub fn module(&mut self, name: &str) -> Rc<Module> {
        if let Some(module) = self.modules.get(name) {
            return module.clone();
        }
        // The contrib apps are packages of Python files; what is here are modules inside them.
        let is_file = |parent: &str| {
            parent.starts_with("django.contrib.") && !parent.starts_with("django.contrib.postgres")
        };
        if let Some((parent, _)) = name.rsplit_once('.').filter(|(parent, _)| !is_file(parent)) {
            self.module(parent);
        }
        let module = Rc::new(Module::new(name));
        self.modules.insert(name.to_owned(), module.clone());
        module
    }

    /// Adds a class to the module that it says it is from.
    pub fn class(&mut self, class: &Rc<Class>) -> &mut Self {
        self.export(&class.module.clone(), class)
    }

    /// Adds a class to a module that imports it.
    pub fn export(&mut self, module: &str, class: &Rc<Class>) -> &mut Self {
        self.module(module)
            .set(&class.name, Value::Class(class.clone()));
        self
    }

    /// Adds a value to a module.
    pub fn value(&mut self, module: &str, name: &str, value: Value) -> &mut Self {
        self.module(module).set(name, value);
        self
    }

    /// Adds a function to a module.
    pub fn function(
        &mut self,
        module: &str,
        name: &str,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
    ) -> &mut Self {
        let function = Value::function(name, module, code);
        self.value(module, name, function)
    }

    /// The class of this name in a module.
    pub fn find_class(&mut self, module: &str, name: &str) -> Option<Rc<Class>> {
        self.module(module).get(name)?.as_class().cloned()
    }

    fn register(self, interpreter: &mut Interpreter) {
        for module in self.modules.into_values() {
            interpreter.register(module);
        }
    }
}

/// Whether an instance of one of Django's classes can be called.
pub(crate) fn is_callable_native(value: &Value) -> bool {
    value.native::<deletion::SetOnDelete>().is_some() || Interpreter::is_inert(value)
}

//! `django.db.migrations` as migration files import it, and reading what they declare.

use std::rc::Rc;

use super::exceptions::nonexistent_parent;
use super::migration::{Dependency, Migration, MigrationKey};
use super::operations::construct::custom;
use super::operations::schema::custom::call_inherited;
use super::operations::{BaseOperationClass, OPERATION_CLASSES, Operation};
use crate::orm::{DjangoResult, Exception};
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{Arguments, Class, HashKey, Interpreter, Module, PyResult, Signature, Value};

const PACKAGE: &str = "django.db.migrations";
const MIGRATION_INIT: Signature = Signature::new("Migration.__init__", "name, app_label");

/// Makes `django.db.migrations` and its modules importable.
pub fn register(interpreter: &mut Interpreter) {
    let base = interpreter
        .class_builder("Operation", &format!("{PACKAGE}.operations.base"))
        .native(Rc::new(BaseOperationClass))
        .attribute("reversible", Value::Bool(true))
        .attribute("reduces_to_sql", Value::Bool(true))
        .attribute("atomic", Value::Bool(false))
        .attribute("elidable", Value::Bool(false))
        .attribute("category", Value::None)
        .attribute("serialization_expand_args", Value::list(Vec::new()))
        .method("allow_migrate_model", |_, _| Ok(Value::Bool(true)))
        .method("describe", |interpreter, mut arguments| {
            let this = arguments.take_receiver().unwrap_or(Value::None);
            custom::inherited_description(interpreter, &this)
        })
        .method("deconstruct", |interpreter, mut arguments| {
            let this = arguments.take_receiver().unwrap_or(Value::None);
            custom::inherited_deconstruct(interpreter, &this)
        })
        .method("state_forwards", |interpreter, arguments| {
            custom::inherited_state_forwards(interpreter, &arguments)
        })
        .method("database_forwards", |interpreter, arguments| {
            call_inherited(interpreter, arguments, false)
        })
        .method("database_backwards", |interpreter, arguments| {
            call_inherited(interpreter, arguments, true)
        })
        .build();
    let classes = operation_classes(interpreter, &base);
    let migration = migration_class(interpreter);
    for module in modules(interpreter, &base, &classes, &migration) {
        interpreter.register(Rc::new(module));
    }
}

fn operation_classes(interpreter: &Interpreter, base: &Rc<Class>) -> Vec<Rc<Class>> {
    let build = |class: &'static super::operations::OperationClass| {
        let builder = interpreter
            .class_builder(class.name, class.module)
            .base(base)
            .native(Rc::new(class));
        let builder = match class.name {
            "RunSQL" => builder.attribute("noop", Value::str("")),
            "RunPython" => builder
                .static_method("noop", |_, _| Ok(Value::None))
                .attribute("reduces_to_sql", Value::Bool(false)),
            _ => builder,
        };
        builder.build()
    };
    OPERATION_CLASSES.iter().map(build).collect()
}

fn migration_class(interpreter: &Interpreter) -> Rc<Class> {
    let empty = || Value::list(Vec::new());
    interpreter
        .class_builder("Migration", &format!("{PACKAGE}.migration"))
        .attribute("operations", empty())
        .attribute("dependencies", empty())
        .attribute("run_before", empty())
        .attribute("replaces", empty())
        .attribute("initial", Value::None)
        .attribute("atomic", Value::Bool(true))
        .method("__init__", |interpreter, mut arguments| {
            let this = arguments.take_receiver().unwrap_or(Value::None);
            let mut bound = MIGRATION_INIT.bind(interpreter, arguments)?;
            for name in ["name", "app_label"] {
                interpreter.set_attribute(&this, name, bound.take_or_none(name))?;
            }
            for name in ["operations", "dependencies", "run_before", "replaces"] {
                let items = list(interpreter, &this, name)?;
                interpreter.set_attribute(&this, name, Value::list(items))?;
            }
            Ok(Value::None)
        })
        .method("__str__", |interpreter, arguments| {
            let text = named(interpreter, &arguments)?;
            Ok(Value::str(text))
        })
        .method("__repr__", |interpreter, arguments| {
            let text = named(interpreter, &arguments)?;
            Ok(Value::str(format!("<Migration {text}>")))
        })
        .build()
}

/// `shop.0001_initial`.
fn named(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<String> {
    let this = arguments.positional.first().cloned();
    let this = this.unwrap_or(Value::None);
    let mut text = |name: &str| -> PyResult<Rc<str>> {
        let value = interpreter.get_attribute(&this, name)?;
        interpreter.str(&value)
    };
    Ok(format!("{}.{}", text("app_label")?, text("name")?))
}

/// The modules.
fn modules(
    interpreter: &Interpreter,
    base: &Rc<Class>,
    classes: &[Rc<Class>],
    migration: &Rc<Class>,
) -> Vec<Module> {
    let swappable = swappable_tuple_class(interpreter);
    let swappable_dependency = move |interpreter: &mut Interpreter, arguments: Arguments| {
        swappable_dependency(interpreter, &swappable, arguments)
    };
    let migration_module = Module::new(&format!("{PACKAGE}.migration"))
        .with_class(migration)
        .with_function("swappable_dependency", swappable_dependency);
    let function = migration_module
        .get("swappable_dependency")
        .unwrap_or(Value::None);
    let with_all = |module: Module| classes.iter().fold(module, Module::with_class);
    let package = with_all(Module::new(PACKAGE))
        .with_class(migration)
        .with("swappable_dependency", function);
    let operations = format!("{PACKAGE}.operations");
    let mut modules = vec![
        package,
        migration_module,
        with_all(Module::new(&operations)),
        Module::new(&format!("{operations}.base")).with_class(base),
    ];
    for name in ["models", "fields", "special"] {
        let name = format!("{operations}.{name}");
        let own = classes.iter().filter(|class| *class.module == *name);
        modules.push(own.fold(Module::new(&name), Module::with_class));
    }
    modules
}

/// The host's part of `swappable_dependency(…)`: the tuple `(app_label, "__first__")` that
/// remembers the setting's value.
struct SwappableTuple {
    setting: Rc<str>,
    key: MigrationKey,
}

impl SwappableTuple {
    fn items(&self) -> Vec<Value> {
        let names = [&self.key.app_label, &self.key.name];
        names.into_iter().cloned().map(Value::Str).collect()
    }
}

impl NativeObject for SwappableTuple {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        (name == "setting").then(|| Value::Str(self.setting.clone()))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let shown = interpreter.repr(&Value::tuple(self.items()));
        Some(shown.map(|text| text.to_string()))
    }

    fn hash_key(&self) -> Option<HashKey> {
        let names = [&self.key.app_label, &self.key.name];
        Some(HashKey::Tuple(
            names.into_iter().cloned().map(HashKey::Str).collect(),
        ))
    }

    fn iterate(&self, _interpreter: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        Some(Ok(self.items()))
    }

    fn length(&self, _interpreter: &mut Interpreter) -> Option<PyResult<usize>> {
        Some(Ok(2))
    }

    fn item(&self, interpreter: &mut Interpreter, key: &Value) -> Option<PyResult<Value>> {
        Some(interpreter.get_item(&Value::tuple(self.items()), key))
    }
}

fn swappable_tuple_class(interpreter: &Interpreter) -> Rc<Class> {
    interpreter
        .class_builder("SwappableTuple", &format!("{PACKAGE}.migration"))
        .build()
}

fn swappable_dependency(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    const SIGNATURE: Signature = Signature::new("swappable_dependency", "value");
    let mut bound = SIGNATURE.bind(interpreter, arguments)?;
    let value = bound.take_or_none("value");
    let Some(setting) = value.as_text() else {
        let type_name = interpreter.type_name(&value);
        let text = format!("'{type_name}' object has no attribute 'split'");
        return Err(interpreter.attribute_error(text));
    };
    let app_label = setting.split('.').next().unwrap_or_default();
    let key = MigrationKey::new(app_label, "__first__");
    let native = Rc::new(SwappableTuple { setting, key });
    Ok(Value::Instance(Instance::with_native(class, native)))
}

/// Reads the class `Migration` of the file `name` of an app.
///
/// # Errors
///
/// What reading its attributes raises, and Django's errors for operations and dependencies that are
/// none.
pub fn migration_from_class(
    interpreter: &mut Interpreter,
    class: &Value,
    app_label: &str,
    name: &str,
) -> DjangoResult<Migration> {
    let dependencies = list(interpreter, class, "dependencies").unwrap_or_default();
    if let Some(text) = dependencies.iter().find(|it| it.as_text().is_some()) {
        // The brackets that one dependency needs are easily forgotten.
        let shown = interpreter.repr(text).unwrap_or_default();
        return Err(nonexistent_parent(app_label, name, &shown));
    }
    let migration = read_migration(interpreter, class, app_label, name);
    migration.map_err(|error| Exception::from_python(interpreter, error))
}

fn read_migration(
    interpreter: &mut Interpreter,
    class: &Value,
    app_label: &str,
    name: &str,
) -> PyResult<Migration> {
    let mut migration = Migration::new(app_label, name);
    migration.class = Some(class.clone());
    let constructor = class.as_class().and_then(|class| class.lookup("__init__"));
    let own = constructor.is_some_and(|found| !matches!(found, Value::NativeFunction(_)));
    let made = match own {
        true => {
            let arguments = [name, app_label].map(Value::str).to_vec();
            interpreter.call(class, Arguments::positional(arguments))?
        }
        false => class.clone(),
    };
    let class = &made;
    for operation in list(interpreter, class, "operations")? {
        migration
            .operations
            .push(Operation::from_value(interpreter, &operation)?);
    }
    for dependency in list(interpreter, class, "dependencies")? {
        migration
            .dependencies
            .push(read_dependency(interpreter, &dependency)?);
    }
    for key in list(interpreter, class, "run_before")? {
        migration.run_before.push(read_key(interpreter, &key)?);
    }
    for key in list(interpreter, class, "replaces")? {
        migration.replaces.push(read_key(interpreter, &key)?);
    }
    migration.initial = match interpreter.get_attribute(class, "initial")? {
        Value::None => None,
        initial => Some(interpreter.truthy(&initial)?),
    };
    let atomic = interpreter.get_attribute(class, "atomic")?;
    migration.atomic = interpreter.truthy(&atomic)?;
    Ok(migration)
}

fn list(interpreter: &mut Interpreter, class: &Value, name: &str) -> PyResult<Vec<Value>> {
    let value = interpreter.get_attribute(class, name)?;
    interpreter.iterate(&value)
}

fn read_dependency(interpreter: &mut Interpreter, value: &Value) -> PyResult<Dependency> {
    if let Some(swappable) = value.native::<SwappableTuple>() {
        // Only one setting is swappable in Django itself; a project that has its own swaps by it.
        return Ok(Dependency::Swappable {
            setting: "AUTH_USER_MODEL".into(),
            key: swappable.key.clone(),
        });
    }
    read_key(interpreter, value).map(Dependency::Migration)
}

fn read_key(interpreter: &mut Interpreter, value: &Value) -> PyResult<MigrationKey> {
    let items = interpreter.iterate(value)?;
    match items.as_slice() {
        [app_label, name] => {
            let (app_label, name) = (interpreter.str(app_label)?, interpreter.str(name)?);
            Ok(MigrationKey::new(&app_label, &name))
        }
        _ => {
            let shown = interpreter.repr(value)?;
            let text = format!("{shown} is no migration: write (app label, name)");
            Err(interpreter.value_error(text))
        }
    }
}

//! Migrations as real Django reads, optimizes and writes them.
//!
//! `tests/migrations/record.py` asks Django; the texts beside each file are its answers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use migration_sandbox::migrations::migration::{
    Dependency, Migration, get_migration_name_timestamp,
};
use migration_sandbox::migrations::modules::{self, migration_from_class};
use migration_sandbox::migrations::optimizer::MigrationOptimizer;
use migration_sandbox::migrations::serializer::Serializer;
use migration_sandbox::migrations::state::{ModelState, ProjectState};
use migration_sandbox::migrations::writer::MigrationWriter;
use migration_sandbox::orm::{self, Base, Registry, Settings};
use migration_sandbox::python::{Importer, Interpreter, PyResult, Source, Value};

/// 2025-01-01 00:00 UTC.
const NOW: i64 = 1_735_689_600_000_000;

#[test]
fn migrations_are_written_as_django_writes_them() {
    let mut failures = String::new();
    for path in library() {
        let (mut interpreter, mut migration) = match load(&path) {
            Ok(loaded) => loaded,
            Err(error) => {
                let _ = writeln!(failures, "{}:\n{error}", path.display());
                continue;
            }
        };
        let check = |extension: &str, actual: &str, failures: &mut String| {
            let expected = std::fs::read_to_string(path.with_extension(extension))
                .expect("record.py writes one file per answer");
            if let Some(difference) = difference(&expected, actual) {
                let name = path.with_extension(extension);
                let _ = writeln!(failures, "{}:\n{difference}", name.display());
            }
        };
        check("described", &described(&migration), &mut failures);
        let state = state_of(&mut interpreter, &migration);
        check("state", &state, &mut failures);
        let written = written(&mut interpreter, &migration);
        check("written", &written, &mut failures);
        migration.operations = MigrationOptimizer::new().optimize(&migration.operations, "library");
        let optimized = self::written(&mut interpreter, &migration);
        check("optimized", &optimized, &mut failures);
    }
    assert!(failures.is_empty(), "{failures}");
}

/// The files whose answers are recorded.
fn library() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/migrations/library");
    let entries = std::fs::read_dir(folder).expect("the folder is part of the project");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "py"));
    files.sort();
    files
}

fn load(path: &Path) -> Result<(Interpreter, Migration), String> {
    let name = path.file_stem().and_then(|stem| stem.to_str());
    let name = name.expect("the names are text");
    let text = std::fs::read_to_string(path).expect("the file was just listed");
    let module = format!("library.migrations.{name}");
    let files = Files {
        module: module.clone(),
        text: text.into(),
    };
    let mut interpreter = Interpreter::new(Rc::new(files));
    let registry = Rc::new(RefCell::new(Registry::default()));
    orm::register(&mut interpreter, registry, Rc::new(Settings::default()));
    modules::register(&mut interpreter);
    let loaded = interpreter.import_module(&module);
    let loaded = loaded.map_err(|error| error.render(&mut interpreter))?;
    let class = loaded.get("Migration").ok_or("no class Migration")?;
    let migration = migration_from_class(&mut interpreter, &class, "library", name);
    let mut migration = migration.map_err(|error| error.to_string())?;
    let loaded = migration.dependencies.iter().map(Dependency::as_loaded);
    migration.dependencies = loaded.collect();
    Ok((interpreter, migration))
}

fn described(migration: &Migration) -> String {
    let mut text = migration.suggest_name(&get_migration_name_timestamp(NOW)) + "\n";
    for operation in &migration.operations {
        let fragment = operation.migration_name_fragment();
        let fragment = fragment.unwrap_or_else(|| "None".to_owned());
        let python = |truth| if truth { "True" } else { "False" };
        let _ = writeln!(
            text,
            "{}\n    {fragment} reversible={} sql={}",
            operation.formatted_description(),
            python(operation.reversible()),
            python(operation.reduces_to_sql())
        );
    }
    text
}

/// The models that the operations add up to.
fn state_of(interpreter: &mut Interpreter, migration: &Migration) -> String {
    let mut state = ProjectState::default();
    let mut text = String::new();
    if let Err(error) = migration.mutate_state(&mut state) {
        let class = error.class_path.rsplit('.').next().unwrap_or_default();
        let _ = writeln!(text, "{class}: {}", error.message);
    }
    let mut serializer = Serializer::new(interpreter);
    for model in state.models.values() {
        let bases: Vec<String> = model.bases.iter().map(base).collect();
        let _ = writeln!(
            text,
            "{}.{}({})",
            model.app_label,
            model.name,
            bases.join(", ")
        );
        for (name, field) in &model.fields {
            let _ = writeln!(
                text,
                "    {name} = {}",
                source(serializer.serialize_field(field))
            );
        }
        for (name, value) in options(&mut serializer, model) {
            let _ = writeln!(text, "    Meta.{name} = {value}");
        }
        for (name, manager) in &model.managers {
            let _ = writeln!(
                text,
                "    {name} = {}",
                source(serializer.serialize(manager))
            );
        }
    }
    text
}

fn base(base: &Base) -> String {
    match base {
        Base::Model => "Model".to_owned(),
        Base::Key(key) => format!("{}.{}", key.app_label, key.model_name),
        Base::Named(reference) => reference.to_lowercase(),
        Base::Class(class) => class
            .as_class()
            .map_or_else(String::new, |it| it.name.to_string()),
    }
}

fn options(serializer: &mut Serializer<'_>, model: &ModelState) -> BTreeMap<String, String> {
    let mut options = BTreeMap::new();
    for (name, value) in &model.options.values {
        let mut value = value.clone();
        if name.ends_with("_together") {
            let mut groups = model.together(name);
            groups.sort();
            let list =
                |group: Vec<Rc<str>>| Value::list(group.into_iter().map(Value::Str).collect());
            value = Value::list(groups.into_iter().map(list).collect());
        }
        options.insert(name.to_string(), source(serializer.serialize(&value)));
    }
    let indexes = model.options.indexes.iter();
    let indexes: Vec<String> = indexes
        .map(|it| source(serializer.serialize_index(it)))
        .collect();
    let constraints = model.options.constraints.iter();
    let constraints: Vec<String> = constraints
        .map(|it| source(serializer.serialize_constraint(it)))
        .collect();
    for (name, list) in [("indexes", indexes), ("constraints", constraints)] {
        if !list.is_empty() {
            options.insert(name.to_owned(), format!("[{}]", list.join(", ")));
        }
    }
    options
}

fn source(serialized: PyResult<String>) -> String {
    serialized.unwrap_or_else(|error| format!("{error:?}"))
}

fn written(interpreter: &mut Interpreter, migration: &Migration) -> String {
    let writer = MigrationWriter::new(migration, true, NOW);
    writer
        .as_string(interpreter)
        .unwrap_or_else(|error| error.to_string())
}

/// The first lines that differ.
fn difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let (mut left, mut right) = (expected.lines(), actual.lines());
    let mut shown = String::new();
    for _ in 0..expected.lines().count().max(actual.lines().count()) + 1 {
        let (expected, actual) = (left.next(), right.next());
        if expected != actual {
            let _ = writeln!(shown, "  Django: {expected:?}\n  here:   {actual:?}");
        }
        if shown.lines().count() > 12 {
            break;
        }
    }
    Some(shown)
}

/// A project of one migration file.
struct Files {
    module: String,
    text: Rc<str>,
}

impl Importer for Files {
    fn find(&self, dotted: &str) -> Option<Source> {
        let is_package = matches!(dotted, "library" | "library.migrations");
        if !is_package && dotted != self.module {
            return None;
        }
        let path = dotted.replace('.', "/");
        Some(Source {
            path: format!("{path}{}", if is_package { "/__init__.py" } else { ".py" }).into(),
            text: if is_package {
                "".into()
            } else {
                self.text.clone()
            },
            is_package,
            is_partial: false,
        })
    }
}

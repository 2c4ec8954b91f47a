//! Migrations as files: `django.db.migrations.writer`.

use std::collections::BTreeSet;

use super::migration::{Dependency, Migration, format_time};
use super::operations::{Argument, Operation};
use super::serializer::Serializer;
use super::state::option_names;
use crate::orm::{Base, DjangoResult, Exception, Field, ModelOptions};
use crate::python::{Interpreter, PyResult, Value};

/// The version of Django whose files are written.
pub const DJANGO_VERSION: &str = "5.2.19";

/// The version of Django's documentation that texts link to.
pub const DOCS_VERSION: &str = "5.2";

/// Writes one operation, line by line.
pub struct OperationWriter<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
    lines: Vec<String>,
    indentation: usize,
}

impl<'a, 'b> OperationWriter<'a, 'b> {
    /// A writer that starts at this many indentations of four spaces.
    pub fn new(serializer: &'a mut Serializer<'b>, indentation: usize) -> Self {
        Self {
            serializer,
            lines: Vec::new(),
            indentation,
        }
    }

    /// The operation's lines, with a comma behind the last.
    ///
    /// # Errors
    ///
    /// What serializing the arguments raises.
    pub fn serialize(mut self, operation: &Operation) -> PyResult<String> {
        let name = operation.class_name();
        match operation {
            Operation::Custom(custom) => {
                let module = &custom.class.module;
                self.serializer.import(format!("import {module}"));
                self.feed(&format!("{module}.{name}("));
            }
            _ => self.feed(&format!("migrations.{name}(")),
        }
        self.indentation += 1;
        for (name, argument) in operation.deconstruct() {
            self.write(name, &argument)?;
        }
        self.indentation -= 1;
        self.feed("),");
        Ok(self.lines.join("\n"))
    }

    fn write(&mut self, name: &str, argument: &Argument<'_>) -> PyResult<()> {
        match argument {
            Argument::Options(options) => return self.write_options(name, options),
            Argument::Fields(fields) => {
                let item = |writer: &mut Self, (name, field): &(_, Field)| {
                    let name = writer
                        .serializer
                        .serialize(&Value::Str(Clone::clone(name)))?;
                    let field = writer.serializer.serialize_field(field)?;
                    Ok(format!("({name}, {field})"))
                };
                return self.write_expanded(name, fields, item);
            }
            Argument::Managers(managers) => {
                let item = |writer: &mut Self, (name, manager): &(_, Value)| {
                    let pair = vec![Value::Str(Clone::clone(name)), manager.clone()];
                    writer.serializer.serialize(&Value::tuple(pair))
                };
                return self.write_expanded(name, managers, item);
            }
            Argument::ExpandedOperations(operations) => {
                let item = |writer: &mut Self, operation: &Operation| {
                    writer.serializer.serialize_operation(operation)
                };
                return self.write_expanded(name, operations, item);
            }
            _ => {}
        }
        let source = match argument {
            Argument::Value(value) => self.serializer.serialize(value)?,
            Argument::Field(field) => self.serializer.serialize_field(field)?,
            Argument::Index(index) => self.serializer.serialize_index(index)?,
            Argument::Constraint(it) => self.serializer.serialize_constraint(it)?,
            Argument::Bases(bases) => self.serialize_bases(bases)?,
            Argument::Operations(operations) => {
                let mut sources = Vec::new();
                for operation in *operations {
                    sources.push(self.serializer.serialize_operation(operation)?);
                }
                format!("[{}]", sources.join(", "))
            }
            _ => String::new(),
        };
        self.feed_source(&format!("{name}={source}"));
        Ok(())
    }

    fn write_expanded<T>(
        &mut self,
        name: &str,
        items: &[T],
        source: impl Fn(&mut Self, &T) -> PyResult<String>,
    ) -> PyResult<()> {
        self.feed(&format!("{name}=["));
        self.indentation += 1;
        for item in items {
            let source = source(self, item)?;
            self.feed_source(&source);
        }
        self.indentation -= 1;
        self.feed("],");
        Ok(())
    }

    fn write_options(&mut self, name: &str, options: &ModelOptions) -> PyResult<()> {
        self.feed(&format!("{name}={{"));
        self.indentation += 1;
        for option in option_names(options) {
            let mut sources = Vec::new();
            let source = match &*option {
                "indexes" => {
                    for index in &options.indexes {
                        sources.push(self.serializer.serialize_index(index)?);
                    }
                    format!("[{}]", sources.join(", "))
                }
                "constraints" => {
                    for constraint in &options.constraints {
                        sources.push(self.serializer.serialize_constraint(constraint)?);
                    }
                    format!("[{}]", sources.join(", "))
                }
                _ => match options.values.get(&option) {
                    Some(value) => self.serializer.serialize(value)?,
                    None => continue,
                },
            };
            let key = self.serializer.serialize(&Value::Str(option))?;
            self.feed_source(&format!("{key}: {source}"));
        }
        self.indentation -= 1;
        self.feed("},");
        Ok(())
    }

    fn serialize_bases(&mut self, bases: &[Base]) -> PyResult<String> {
        let mut sources = Vec::new();
        for base in bases {
            sources.push(match base {
                Base::Model => {
                    self.serializer.import("from django.db import models");
                    "models.Model".to_owned()
                }
                Base::Key(key) => {
                    let label = format!("{}.{}", key.app_label, key.model_name);
                    self.serializer.serialize(&Value::str(label))?
                }
                Base::Named(reference) => {
                    self.serializer.serialize(&Value::Str(reference.clone()))?
                }
                Base::Class(class) => self.serializer.serialize(class)?,
            });
        }
        let comma = if sources.len() == 1 { "," } else { "" };
        Ok(format!("({}{comma})", sources.join(", ")))
    }

    /// Feeds source of one or more lines, with a comma behind the last.
    fn feed_source(&mut self, source: &str) {
        let mut lines = source.split('\n').peekable();
        while let Some(line) = lines.next() {
            if lines.peek().is_some() {
                self.feed(line);
            } else {
                self.feed(&format!("{line},"));
            }
        }
    }

    fn feed(&mut self, line: &str) {
        let indentation = " ".repeat(self.indentation * 4);
        self.lines.push(format!("{indentation}{line}"));
    }
}

/// Writes a migration's file.
pub struct MigrationWriter<'a> {
    migration: &'a Migration,
    include_header: bool,
    now: i64,
}

impl<'a> MigrationWriter<'a> {
    /// A writer; `now`, in microseconds since 1970-01-01 UTC, stands in the header.
    pub fn new(migration: &'a Migration, include_header: bool, now: i64) -> Self {
        Self {
            migration,
            include_header,
            now,
        }
    }

    /// The file's name: `0001_initial.py`.
    pub fn filename(&self) -> String {
        format!("{}.py", self.migration.name)
    }

    /// The file's text.
    ///
    /// # Errors
    ///
    /// What serializing the operations raises.
    pub fn as_string(&self, interpreter: &mut Interpreter) -> DjangoResult<String> {
        let mut serializer = Serializer::new(interpreter);
        let operations = match self.operations(&mut serializer) {
            Ok(operations) => operations,
            Err(error) => return Err(Exception::from_python(interpreter, error)),
        };
        let dependencies = match self.dependencies(&mut serializer) {
            Ok(dependencies) => dependencies,
            Err(error) => return Err(Exception::from_python(interpreter, error)),
        };
        let imports = imports(serializer.imports);
        let replaces = match self.replaces(interpreter) {
            Ok(replaces) => replaces,
            Err(error) => return Err(Exception::from_python(interpreter, error)),
        };
        let header = self.header();
        let initial = match self.migration.initial {
            Some(true) => "\n    initial = True\n",
            _ => "",
        };
        Ok(format!(
            "{header}{imports}\n\nclass Migration(migrations.Migration):\n{replaces}{initial}\n    \
             dependencies = [\n{dependencies}    ]\n\n    operations = [\n{operations}    ]\n"
        ))
    }

    fn header(&self) -> String {
        if !self.include_header {
            return String::new();
        }
        let time = format_time(self.now, "%Y-%m-%d %H:%M");
        format!("# Generated by Django {DJANGO_VERSION} on {time}\n\n")
    }

    fn operations(&self, serializer: &mut Serializer<'_>) -> PyResult<String> {
        let mut text = String::new();
        for operation in &self.migration.operations {
            text.push_str(&OperationWriter::new(serializer, 2).serialize(operation)?);
            text.push('\n');
        }
        Ok(text)
    }

    fn dependencies(&self, serializer: &mut Serializer<'_>) -> PyResult<String> {
        let mut lines = Vec::new();
        for dependency in &self.migration.dependencies {
            let source = match dependency {
                Dependency::Migration(key) => {
                    let names = [&key.app_label, &key.name];
                    let names = names.into_iter().cloned().map(Value::Str).collect();
                    serializer.serialize(&Value::tuple(names))?
                }
                Dependency::Swappable { setting, .. } => {
                    serializer.import("from django.conf import settings");
                    format!("migrations.swappable_dependency(settings.{setting})")
                }
            };
            lines.push(format!("        {source},\n"));
        }
        lines.sort();
        Ok(lines.concat())
    }

    fn replaces(&self, interpreter: &mut Interpreter) -> PyResult<String> {
        if self.migration.replaces.is_empty() {
            return Ok(String::new());
        }
        let replaces = self.migration.replaces.iter().map(|key| {
            let names = [&key.app_label, &key.name];
            Value::tuple(names.into_iter().cloned().map(Value::Str).collect())
        });
        let replaces = Value::list(replaces.collect());
        let source = Serializer::new(interpreter).serialize(&replaces)?;
        Ok(format!("\n    replaces = {source}\n"))
    }
}

impl Migration {
    /// Whether the file, once written, refers to functions of other migrations, which somebody has
    /// to copy into it.
    pub fn needs_manual_porting(&self, interpreter: &mut Interpreter) -> bool {
        let mut serializer = Serializer::new(interpreter);
        for operation in &self.operations {
            // What cannot be written is reported when the file is written.
            let _ = OperationWriter::new(&mut serializer, 2).serialize(operation);
        }
        serializer.imports.iter().any(|it| is_of_migration(it))
    }
}

/// Whether an import statement imports a migration: a module whose name begins with a digit.
fn is_of_migration(statement: &str) -> bool {
    let Some(module) = statement.strip_prefix("import ") else {
        return false;
    };
    let mut parts = module.split('.').skip(1);
    parts.any(|part| part.starts_with(|first: char| first.is_ascii_digit()))
}

/// The import statements as the file has them: `import …` before `from … import …`, each by module.
fn imports(statements: BTreeSet<String>) -> String {
    let (migrations, mut statements): (BTreeSet<String>, BTreeSet<String>) =
        statements.into_iter().partition(|it| is_of_migration(it));
    let models = statements.remove("from django.db import models");
    statements.insert(if models {
        "from django.db import migrations, models".to_owned()
    } else {
        "from django.db import migrations".to_owned()
    });
    let mut statements: Vec<String> = statements.into_iter().collect();
    statements.sort_by_key(|statement| {
        let module = statement.split(' ').nth(1).unwrap_or_default().to_owned();
        (statement.starts_with("from "), module)
    });
    let mut text = statements.join("\n");
    text.push('\n');
    if !migrations.is_empty() {
        let names = migrations.iter().map(|it| it.trim_start_matches("import "));
        let names: Vec<&str> = names.collect();
        text.push_str(
            "\n\n# Functions from the following migrations need manual copying.\n# Move them and \
             any dependencies into this file, then update the\n# RunPython operations to refer to \
             the local versions:\n# ",
        );
        text.push_str(&names.join("\n# "));
    }
    text
}

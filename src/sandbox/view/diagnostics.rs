//! Problems in files, at the line where they are.

use crate::files::Files;
use crate::management::checks::{CheckMessage, Level};
use crate::management::project::Asked;
use crate::management::project::Project;
use crate::migrations::migration::Migration;
use crate::orm::{Exception, ModelKey};
use crate::protocol::{DiagnosticView, Severity};
use crate::python::stand_in::note_on;
use crate::python::{Span, Value, syntax};

/// A part of a text: its first byte, and one past its last.
pub(in crate::sandbox) type Place = (usize, usize);

/// Every syntax error of every Python file.
pub(super) fn syntax(files: &Files) -> Vec<DiagnosticView> {
    files
        .iter()
        .filter(|(path, _)| path.ends_with(".py"))
        .flat_map(|(path, text)| {
            syntax::check(text)
                .into_iter()
                .map(|problem| DiagnosticView {
                    path: path.to_string(),
                    start: problem.span.start,
                    end: problem.span.end,
                    line: problem.line,
                    column: problem.column,
                    severity: Severity::Error,
                    message: format!("SyntaxError: {}", problem.message),
                    hint: None,
                })
        })
        .collect()
}

/// An exception that kept the project from loading, at the last line of the project that it passed.
pub(super) fn exception(
    diagnostics: &mut Vec<DiagnosticView>,
    exception: &Exception,
    folder: &str,
) {
    if !diagnostics.is_empty() && &*exception.class_path == "SyntaxError" {
        return;
    }
    let Some(frame) = exception.python.as_ref().and_then(|error| {
        error
            .traceback
            .iter()
            .rev()
            .find(|frame| !frame.file.starts_with("django/"))
    }) else {
        return;
    };
    let path = if folder.is_empty() {
        frame.file.to_string()
    } else {
        format!("{folder}/{}", frame.file)
    };
    let class = exception.class_path.rsplit('.').next().unwrap_or_default();
    diagnostics.push(DiagnosticView {
        path,
        start: frame.span.start,
        end: frame.span.end,
        line: frame.line,
        column: 1,
        severity: Severity::Error,
        message: format!("{class}: {}", exception.message),
        hint: { exception.python.as_deref() }
            .and_then(note_on)
            .map(|note| note.to_string()),
    });
}

/// An exception that one operation of a migration raises when it is followed, at the operation.
pub(super) fn operation(
    diagnostics: &mut Vec<DiagnosticView>,
    error: &Exception,
    project: &mut Project,
    files: &Files,
    (migration, number): (&Migration, usize),
) {
    let Ok(path) = project.migration_path(migration) else {
        return;
    };
    let places = places(project, migration, &path);
    let place = places.get(number).copied().flatten().unwrap_or_default();
    diagnostics.extend(at(error, files, path, place));
}

/// The exception for a migration that depends on one that is not there, at the other's name.
pub(super) fn missing_parent(
    diagnostics: &mut Vec<DiagnosticView>,
    error: &Exception,
    project: &Project,
    files: &Files,
) {
    const SAID: &str = " dependencies reference nonexistent parent node (";
    let named = error.message.strip_prefix("Migration ");
    let named = named.and_then(|it| it.split_once(SAID));
    let Some(((app, name), parent)) =
        named.and_then(|(child, parent)| Some((child.split_once('.')?, parent)))
    else {
        return;
    };
    let Ok(path) = project.migration_path(&Migration::new(app, name)) else {
        return;
    };
    let parent = parent.split('\'').nth(3).unwrap_or_default();
    let place = files.read(&path).and_then(|text| {
        let quoted = ["'", "\""].map(|quote| format!("{quote}{parent}{quote}"));
        let mut places = quoted.iter().filter_map(|it| text.find(it.as_str()));
        places.next().map(|start| (start, start + parent.len() + 2))
    });
    diagnostics.extend(at(error, files, path, place.unwrap_or_default()));
}

fn at(
    error: &Exception,
    files: &Files,
    path: String,
    (start, end): Place,
) -> Option<DiagnosticView> {
    let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
    let (line, column) = line_and_column(files.read(&path)?, start)?;
    let class = error.class_path.rsplit('.').next().unwrap_or_default();
    Some(DiagnosticView {
        path,
        start,
        end,
        line,
        column,
        severity: Severity::Error,
        message: format!("{class}: {}", error.message),
        hint: None,
    })
}

/// Where the calls stand that made the operations, as far as they stand in the migration's file.
pub(in crate::sandbox) fn places(
    project: &mut Project,
    migration: &Migration,
    path: &str,
) -> Vec<Option<Place>> {
    let interpreter = &mut project.interpreter;
    let operations = migration.class.as_ref().and_then(|class| {
        let list = interpreter.get_attribute(class, "operations").ok()?;
        interpreter.iterate(&list).ok()
    });
    let place = |operation: &Value| {
        let span = operation.as_instance()?.span.as_ref()?;
        (*span.file == *path).then_some((span.start as usize, span.end as usize))
    };
    let operations = operations.unwrap_or_default();
    operations.iter().map(place).collect()
}

/// Messages of the system checks, at the model or field that they are about.
pub(super) fn checks(diagnostics: &mut Vec<DiagnosticView>, project: &mut Project, files: &Files) {
    let Ok(messages) = project.run_checks(Asked::default()) else {
        return;
    };
    for message in messages {
        if let Some(diagnostic) = place(&message, project, files) {
            diagnostics.push(diagnostic);
        }
    }
}

fn place(message: &CheckMessage, project: &Project, files: &Files) -> Option<DiagnosticView> {
    let mut parts = message.object.split('.');
    let key = ModelKey::new(parts.next()?, parts.next()?);
    let registry = project.registry.borrow();
    let registered = registry.models.get(&key)?;
    let field = parts
        .next()
        .and_then(|name| registered.model.fields.get(name));
    let field_span = field.and_then(|field| field.instance.as_ref()?.as_instance()?.span.clone());
    let span: Span = field_span.or_else(|| registered.class.span.clone())?;
    let text = files.read(&span.file)?;
    let (line, column) = line_and_column(text, span.start)?;
    Some(DiagnosticView {
        path: span.file.to_string(),
        start: span.start,
        end: span.end,
        line,
        column,
        severity: if message.level <= Level::Error {
            Severity::Error
        } else {
            Severity::Warning
        },
        message: match message.id.is_empty() {
            true => message.message.clone(),
            false => format!("{} ({})", message.message, message.id),
        },
        hint: message.hint.clone(),
    })
}

/// Where a byte of a text is: line and column from 1.
pub(in crate::sandbox) fn line_and_column(text: &str, byte: u32) -> Option<(u32, u32)> {
    let before = text.get(..byte as usize)?;
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    let column = last.chars().count() + 1;
    let number = |count: usize| u32::try_from(count).unwrap_or_default();
    Some((number(line), number(column)))
}

//! Problems in files, at the line where they are.

use crate::files::Files;
use crate::management::checks::{CheckMessage, Level};
use crate::management::project::Project;
use crate::orm::{Exception, ModelKey};
use crate::protocol::{DiagnosticView, Severity};
use crate::python::stand_in::note_on;
use crate::python::{Span, syntax};

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

/// Messages of the system checks, at the model or field that they are about.
pub(super) fn checks(diagnostics: &mut Vec<DiagnosticView>, project: &mut Project, files: &Files) {
    let Ok(messages) = project.run_checks(&[], false) else {
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
        message: format!("{} ({})", message.message, message.id),
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

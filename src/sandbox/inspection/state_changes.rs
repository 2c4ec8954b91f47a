//! What an operation changes in the state of the models, line by line.

use std::rc::Rc;

use crate::migrations::serializer::Serializer;
use crate::migrations::state::{ModelState, ProjectState};
use crate::orm::Field;
use crate::protocol::ChangeLine;
use crate::python::{Interpreter, PyResult};
use crate::sandbox::bench::Bench;

/// The changes from one state to the next.
pub(super) fn changes(
    bench: &mut Bench,
    before: &ProjectState,
    after: &ProjectState,
) -> Vec<ChangeLine> {
    let mut lines = Vec::new();
    let interpreter = &mut bench.project.interpreter;
    for (key, old) in before.models.iter() {
        match after.models.get(key) {
            None => lines.push(line("-", old.name.to_string())),
            Some(new) if Rc::ptr_eq(old, new) => {}
            Some(new) => model_changes(interpreter, old, new, &mut lines),
        }
    }
    for (key, new) in after.models.iter() {
        if !before.models.contains_key(key) {
            lines.push(line("+", new.name.to_string()));
            for (name, field) in &new.fields {
                let shown = shown_field(interpreter, field);
                lines.push(line("+", format!("{}.{name}: {shown}", new.name)));
            }
            options(interpreter, None, new, &mut lines);
        }
    }
    lines
}

fn model_changes(
    interpreter: &mut Interpreter,
    old: &ModelState,
    new: &ModelState,
    lines: &mut Vec<ChangeLine>,
) {
    let model = &new.name;
    for (name, field) in &old.fields {
        let was = shown_field(interpreter, field);
        match new.fields.get(name) {
            None => lines.push(line("-", format!("{model}.{name}: {was}"))),
            Some(field) => {
                let is = shown_field(interpreter, field);
                if is != was {
                    lines.push(line("~", format!("{model}.{name}: {was} → {is}")));
                }
            }
        }
    }
    for (name, field) in &new.fields {
        if !old.fields.contains_key(name) {
            let shown = shown_field(interpreter, field);
            lines.push(line("+", format!("{model}.{name}: {shown}")));
        }
    }
    options(interpreter, Some(old), new, lines);
}

/// Options, indexes and constraints.
fn options(
    interpreter: &mut Interpreter,
    old: Option<&ModelState>,
    new: &ModelState,
    lines: &mut Vec<ChangeLine>,
) {
    let was = old
        .map(|old| shown_options(interpreter, old))
        .unwrap_or_default();
    let is = shown_options(interpreter, new);
    let model = &new.name;
    for (name, text) in &was {
        match is.iter().find(|(other, _)| other == name) {
            None => lines.push(line("-", format!("{model} {name}: {text}"))),
            Some((_, other)) if other != text => {
                lines.push(line("~", format!("{model} {name}: {text} → {other}")));
            }
            Some(_) => {}
        }
    }
    for (name, text) in &is {
        if !was.iter().any(|(other, _)| other == name) {
            lines.push(line("+", format!("{model} {name}: {text}")));
        }
    }
}

fn shown_options(interpreter: &mut Interpreter, model: &ModelState) -> Vec<(String, String)> {
    let mut shown = Vec::new();
    for (name, value) in &model.options.values {
        let text = Serializer::new(interpreter).serialize(value);
        shown.push((name.to_string(), without_module(text)));
    }
    for index in &model.options.indexes {
        let text = without_module(Serializer::new(interpreter).serialize_index(index));
        shown.push((format!("index {}", index.name), text));
    }
    for constraint in &model.options.constraints {
        let text = without_module(Serializer::new(interpreter).serialize_constraint(constraint));
        shown.push((format!("constraint {}", constraint.name), text));
    }
    shown
}

/// A field as a migration file writes it, without the module.
pub(in crate::sandbox) fn shown_field(interpreter: &mut Interpreter, field: &Field) -> String {
    without_module(Serializer::new(interpreter).serialize_field(field))
}

fn without_module(source: PyResult<String>) -> String {
    let text = source.unwrap_or_else(|_| "…".to_owned());
    match text.strip_prefix("models.") {
        Some(short) => short.to_owned(),
        None => text,
    }
}

fn line(symbol: &str, text: String) -> ChangeLine {
    ChangeLine {
        symbol: symbol.to_owned(),
        text,
    }
}

//! `full_clean()` and its parts: whether an object may be stored, before the database is asked to.

mod messages;
mod subject;

use std::rc::Rc;

use indexmap::IndexMap;

use super::classes::opts_of;
use crate::orm::constraints::ConstraintKind;
use crate::orm::exceptions::{is_validation_error, validation_error};
use crate::orm::fields::clean::is_empty;
use crate::orm::fields::{Field, FieldKind};
use crate::orm::query::opts::Opts;
use crate::python::{Arguments, Bound, Dict, Interpreter, PyResult, Value};
use messages::{date_error_message, unique_error_message};
use subject::Subject;

/// `NON_FIELD_ERRORS`.
const NON_FIELD_ERRORS: &str = "__all__";

/// `Model.full_clean(…)`.
///
/// # Errors
///
/// A `ValidationError` with all that is wrong, by field.
pub fn full_clean(
    interpreter: &mut Interpreter,
    this: &Value,
    mut bound: Bound,
) -> PyResult<Value> {
    let mut exclude = excluded(interpreter, &mut bound)?;
    let mut errors = Value::dict(Dict::default());
    run(
        interpreter,
        this,
        "clean_fields",
        Some(&exclude),
        &mut errors,
    )?;
    run(interpreter, this, "clean", None, &mut errors)?;
    for method in ["validate_unique", "validate_constraints"] {
        let is_wanted = match bound.take(method) {
            Some(wanted) => interpreter.truthy(&wanted)?,
            None => true,
        };
        if !is_wanted {
            continue;
        }
        // Only of fields that passed so far.
        for name in interpreter.iterate(&errors)? {
            if let Some(name) = name.as_text()
                && *name != *NON_FIELD_ERRORS
                && !exclude.contains(&name)
            {
                exclude.push(name);
            }
        }
        run(interpreter, this, method, Some(&exclude), &mut errors)?;
    }
    match interpreter.truthy(&errors)? {
        true => Err(validation_error(interpreter, errors, Value::None, &[])?),
        false => Ok(Value::None),
    }
}

/// `Model.clean_fields(…)`.
///
/// # Errors
///
/// A `ValidationError` with what is wrong with each field alone.
pub fn clean_fields(
    interpreter: &mut Interpreter,
    this: &Value,
    mut bound: Bound,
) -> PyResult<Value> {
    let exclude = excluded(interpreter, &mut bound)?;
    let opts = own_opts(interpreter, this)?;
    let meta = interpreter.get_attribute(this, "_meta")?;
    let mut errors = Errors::default();
    for field in opts.model.fields_with_inherited() {
        let is_judged = !field.generated() && field.kind != FieldKind::CompositePrimaryKey;
        if exclude.contains(&field.name()) || !is_judged {
            continue;
        }
        let mut value = interpreter.get_attribute(this, &field.attname())?;
        let is_file = field.kind.is_subclass(FieldKind::FileField);
        if is_file && interpreter.str(&value)?.is_empty() {
            // A `FieldFile` without a name is as empty as its name.
            value = Value::str("");
        }
        let is_left_to_database = &*interpreter.type_name(&value) == "DatabaseDefault";
        if is_left_to_database || (field.options.blank && is_empty(&value)) {
            continue;
        }
        let name = Arguments::positional(vec![Value::Str(field.name())]);
        let own = interpreter.call_method(&meta, "get_field", name)?;
        let arguments = Arguments::positional(vec![value, this.clone()]);
        match interpreter.call_method(&own, "clean", arguments) {
            Ok(_) if is_file => {}
            Ok(value) => interpreter.set_attribute(this, &field.attname(), value)?,
            Err(error) if is_validation_error(interpreter, &error) => {
                let list = interpreter.get_attribute(&error.exception, "error_list")?;
                errors.0.insert(field.name(), interpreter.iterate(&list)?);
            }
            Err(error) => return Err(error),
        }
    }
    errors.raise(interpreter)
}

/// `Model.validate_unique(…)`.
///
/// # Errors
///
/// A `ValidationError` with the unique fields whose values another row has.
pub fn validate_unique(
    interpreter: &mut Interpreter,
    this: &Value,
    mut bound: Bound,
) -> PyResult<Value> {
    let exclude = excluded(interpreter, &mut bound)?;
    let opts = own_opts(interpreter, this)?;
    let subject = Subject::new(interpreter, this)?;
    let mut errors = Errors::default();
    let lineage = lineage(&opts);
    for (owner, names) in unique_checks(&lineage, &exclude) {
        if subject.is_taken(interpreter, &opts, owner, &names)? {
            errors.add_unique(interpreter, this, owner, &names)?;
        }
    }
    for (owner, field, part, other) in date_checks(&lineage, &exclude) {
        if subject.is_taken_for(interpreter, owner, field, part, other)? {
            let error = date_error_message(interpreter, this, &opts, field, part, other)?;
            errors.add(field.name(), error);
        }
    }
    errors.raise(interpreter)
}

/// `Model.validate_constraints(…)`.
///
/// # Errors
///
/// A `ValidationError` with the constraints that the object violates.
pub fn validate_constraints(
    interpreter: &mut Interpreter,
    this: &Value,
    mut bound: Bound,
) -> PyResult<Value> {
    let exclude = excluded(interpreter, &mut bound)?;
    let opts = own_opts(interpreter, this)?;
    let subject = Subject::new(interpreter, this)?;
    let mut errors = Errors::default();
    for owner in lineage(&opts) {
        for constraint in owner.model.constraints() {
            if !subject.violates(interpreter, &opts, &owner, constraint, &exclude)? {
                continue;
            }
            match &constraint.kind {
                ConstraintKind::Unique {
                    fields, condition, ..
                } if !fields.is_empty()
                    && condition.is_none()
                    && constraint.violation_error_message.is_none() =>
                {
                    errors.add_unique(interpreter, this, &owner, fields)?;
                }
                _ => {
                    let message = match &constraint.violation_error_message {
                        Some(message) => interpreter.str(message)?,
                        None => "Constraint “%(name)s” is violated.".into(),
                    };
                    let message = Value::str(message.replace("%(name)s", &constraint.name));
                    let code = constraint.violation_error_code.clone();
                    let code = code.unwrap_or(Value::None);
                    let error = validation_error(interpreter, message, code, &[])?;
                    errors.add(NON_FIELD_ERRORS.into(), error.exception.clone());
                }
            }
        }
    }
    errors.raise(interpreter)
}

/// What is wrong, by field.
#[derive(Default)]
struct Errors(IndexMap<Rc<str>, Vec<Value>>);

impl Errors {
    fn add(&mut self, name: Rc<str>, error: Value) {
        self.0.entry(name).or_default().push(error);
    }

    /// That another row has the values of these fields: said of the field, or of none if several.
    fn add_unique(
        &mut self,
        interpreter: &mut Interpreter,
        this: &Value,
        owner: &Opts,
        names: &[Rc<str>],
    ) -> PyResult<()> {
        let error = unique_error_message(interpreter, this, owner, names)?;
        let key = match names {
            [name] => name.clone(),
            _ => NON_FIELD_ERRORS.into(),
        };
        self.add(key, error);
        Ok(())
    }

    fn raise(self, interpreter: &mut Interpreter) -> PyResult<Value> {
        if self.0.is_empty() {
            return Ok(Value::None);
        }
        let errors = self.0.into_iter();
        let errors = Dict::from_text_keys(errors.map(|(name, list)| (name, Value::list(list))));
        Err(validation_error(
            interpreter,
            Value::dict(errors),
            Value::None,
            &[],
        )?)
    }
}

/// The fields that are unique together or alone, none of them excluded, with the models that say so:
/// the first half of `_get_unique_checks`.
fn unique_checks<'a>(lineage: &'a [Opts], exclude: &[Rc<str>]) -> Vec<(&'a Opts, Vec<Rc<str>>)> {
    let is_open = |names: &[Rc<str>]| !names.iter().any(|name| exclude.contains(name));
    let mut checks = Vec::new();
    for owner in lineage {
        let together = owner.model.unique_together().into_iter();
        checks.extend(together.map(|names| (owner, names)));
    }
    for owner in lineage {
        for field in owner.model.local_fields() {
            let names = match field.kind {
                FieldKind::CompositePrimaryKey => {
                    owner.model.pk_fields().iter().map(Field::name).collect()
                }
                _ if field.unique() => vec![field.name()],
                _ => continue,
            };
            if !exclude.contains(&field.name()) {
                checks.push((owner, names));
            }
        }
    }
    checks.retain(|(_, names)| is_open(names));
    checks
}

/// The fields that are unique for a day, a month or a year, and the field that has the date: the
/// second half of `_get_unique_checks`.
fn date_checks<'a>(
    lineage: &'a [Opts],
    exclude: &[Rc<str>],
) -> Vec<(&'a Opts, &'a Field, &'static str, &'a str)> {
    let mut checks = Vec::new();
    for owner in lineage {
        for field in owner.model.local_fields() {
            let options = &field.options;
            for (part, other) in [
                ("date", &options.unique_for_date),
                ("year", &options.unique_for_year),
                ("month", &options.unique_for_month),
            ] {
                if let Some(other) = other
                    && !exclude.contains(other)
                    && !exclude.contains(&field.name())
                {
                    checks.push((owner, field, part, &**other));
                }
            }
        }
    }
    checks
}

/// The model and `_meta.all_parents`.
fn lineage(opts: &Opts) -> Vec<Opts> {
    let parents = opts.apps.all_parents(&opts.model);
    let parents = parents.iter().map(|parent| opts.beside(parent));
    std::iter::once(opts.clone()).chain(parents).collect()
}

fn own_opts(interpreter: &mut Interpreter, this: &Value) -> PyResult<Opts> {
    let class = interpreter.class_of(this);
    opts_of(interpreter, &class)
}

fn excluded(interpreter: &mut Interpreter, bound: &mut Bound) -> PyResult<Vec<Rc<str>>> {
    let names = bound.take_or_none("exclude");
    if names.is_none() {
        return Ok(Vec::new());
    }
    let names = interpreter.iterate(&names)?;
    Ok(names.iter().filter_map(Value::as_text).collect())
}

/// Calls a part of the validation, and adds what it complains of.
fn run(
    interpreter: &mut Interpreter,
    this: &Value,
    method: &str,
    exclude: Option<&[Rc<str>]>,
    errors: &mut Value,
) -> PyResult<()> {
    let mut arguments = Arguments::default();
    if let Some(names) = exclude {
        let names = names.iter().map(|name| (name.clone(), Value::None));
        arguments = arguments.with("exclude", Value::set(Dict::from_text_keys(names)));
    }
    match interpreter.call_method(this, method, arguments) {
        Ok(_) => Ok(()),
        Err(error) if is_validation_error(interpreter, &error) => {
            let known = Arguments::positional(vec![errors.clone()]);
            *errors = interpreter.call_method(&error.exception, "update_error_dict", known)?;
            Ok(())
        }
        Err(error) => Err(error),
    }
}

//! `full_clean()` and its parts: whether an object may be stored, before the database is asked to.

use std::rc::Rc;

use indexmap::IndexMap;

use super::classes::{class_beside, opts_of};
use super::instance::pk_of;
use crate::database::SqlValue;
use crate::orm::constraints::{Constraint, ConstraintKind};
use crate::orm::exceptions::{is_validation_error, validation_error};
use crate::orm::expressions::compiler::{self, Compiled, quote_name};
use crate::orm::expressions::expression_references;
use crate::orm::expressions::object::Expression;
use crate::orm::fields::clean::{is_empty, own_message};
use crate::orm::fields::{Field, FieldKind};
use crate::orm::query::convert::plain;
use crate::orm::query::opts::Opts;
use crate::python::{Arguments, Bound, Dict, Interpreter, PyError, PyResult, Value};

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
        let is_left_to_database = &*interpreter.type_name(&value) == "DatabaseDefault";
        if is_left_to_database || (field.options.blank && is_empty(&value)) {
            continue;
        }
        let is_file = field.kind.is_subclass(FieldKind::FileField);
        if is_file && value.is_none() {
            // A `FieldFile` without a name is blank, not null.
            value = Value::str("");
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
    let is_open = |names: &[Rc<str>]| !names.iter().any(|name| exclude.contains(name));
    let mut checks: Vec<(&Opts, Vec<Rc<str>>)> = Vec::new();
    for owner in &lineage {
        let together = owner.model.unique_together();
        let together = together.into_iter().filter(|names| is_open(names));
        checks.extend(together.map(|names| (owner, names)));
    }
    for owner in &lineage {
        for field in owner.model.local_fields() {
            let names = match field.kind {
                FieldKind::CompositePrimaryKey => {
                    owner.model.pk_fields().iter().map(Field::name).collect()
                }
                _ if field.unique() => vec![field.name()],
                _ => continue,
            };
            if is_open(&names) && !exclude.contains(&field.name()) {
                checks.push((owner, names));
            }
        }
    }
    for (owner, names) in checks {
        if subject.is_taken(interpreter, &opts, owner, &names)? {
            errors.add_unique(interpreter, this, owner, &names)?;
        }
    }
    for owner in &lineage {
        for field in owner.model.local_fields() {
            let options = &field.options;
            for (part, other) in [
                ("date", &options.unique_for_date),
                ("year", &options.unique_for_year),
                ("month", &options.unique_for_month),
            ] {
                let Some(other) = other.as_ref().filter(|it| !exclude.contains(*it)) else {
                    continue;
                };
                if !exclude.contains(&field.name())
                    && subject.is_taken_for(interpreter, owner, field, part, other)?
                {
                    let error = date_error(interpreter, this, &opts, field, part, other)?;
                    errors.add(field.name(), error);
                }
            }
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
        let error = unique_error(interpreter, this, owner, names)?;
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

/// The object that is validated.
struct Subject<'a> {
    this: &'a Value,
    /// `_state.adding`.
    adding: bool,
}

impl<'a> Subject<'a> {
    fn new(interpreter: &mut Interpreter, this: &'a Value) -> PyResult<Self> {
        let state = interpreter.get_attribute(this, "_state")?;
        let adding = interpreter.get_attribute(&state, "adding")?;
        let adding = interpreter.truthy(&adding)?;
        Ok(Self { this, adding })
    }

    /// Whether another row has the values of these fields (`_perform_unique_checks`).
    fn is_taken(
        &self,
        interpreter: &mut Interpreter,
        opts: &Opts,
        owner: &Opts,
        names: &[Rc<str>],
    ) -> PyResult<bool> {
        let key = owner.model.pk_fields();
        let mut lookup = Arguments::default();
        for name in names {
            let Ok(field) = opts.model.get_field(name) else {
                return Ok(false);
            };
            let value = interpreter.get_attribute(self.this, &field.attname())?;
            let is_own_key = !self.adding && key.iter().any(|it| it.name() == field.name());
            if value.is_none() || is_own_key {
                return Ok(false);
            }
            lookup = lookup.with(name.clone(), value);
        }
        self.has_others(interpreter, owner, lookup)
    }

    /// Whether another row of the same day, month or year has the field's value
    /// (`_perform_date_checks`).
    fn is_taken_for(
        &self,
        interpreter: &mut Interpreter,
        owner: &Opts,
        field: &Field,
        part: &str,
        other: &str,
    ) -> PyResult<bool> {
        let date = interpreter.get_attribute(self.this, other)?;
        if date.is_none() {
            return Ok(false);
        }
        let parts = match part {
            "date" => &["day", "month", "year"][..],
            _ => &[part],
        };
        let mut lookup = Arguments::default();
        for part in parts {
            let value = interpreter.get_attribute(&date, part)?;
            lookup = lookup.with(format!("{other}__{part}"), value);
        }
        let value = interpreter.get_attribute(self.this, &field.name())?;
        self.has_others(interpreter, owner, lookup.with(field.name(), value))
    }

    /// Whether the lookup finds rows of the model beside the object itself.
    fn has_others(
        &self,
        interpreter: &mut Interpreter,
        owner: &Opts,
        lookup: Arguments,
    ) -> PyResult<bool> {
        let rows = self.others(interpreter, owner, lookup)?;
        let found = interpreter.call_method(&rows, "exists", Arguments::default())?;
        interpreter.truthy(&found)
    }

    fn others(
        &self,
        interpreter: &mut Interpreter,
        owner: &Opts,
        lookup: Arguments,
    ) -> PyResult<Value> {
        let class = interpreter.class_of(self.this);
        let class = Value::Class(class_beside(interpreter, &class, &owner.key())?);
        let manager = interpreter.get_attribute(&class, "_default_manager")?;
        let rows = interpreter.call_method(&manager, "filter", lookup)?;
        let key = pk_of(interpreter, owner, self.this)?;
        if self.adding || key.is_none() {
            return Ok(rows);
        }
        interpreter.call_method(&rows, "exclude", Arguments::default().with("pk", key))
    }

    /// `constraint.validate(…)`.
    fn violates(
        &self,
        interpreter: &mut Interpreter,
        opts: &Opts,
        owner: &Opts,
        constraint: &Constraint,
        exclude: &[Rc<str>],
    ) -> PyResult<bool> {
        match &constraint.kind {
            ConstraintKind::Check { condition } => {
                let holds = self.holds(interpreter, owner, condition, exclude)?;
                Ok(holds == Some(false))
            }
            ConstraintKind::Unique {
                fields,
                expressions,
                condition,
                nulls_distinct,
                ..
            } => {
                if fields.iter().any(|name| exclude.contains(name)) {
                    return Ok(false);
                }
                if let Some(condition) = condition
                    && self.holds(interpreter, owner, condition, exclude)? != Some(true)
                {
                    return Ok(false);
                }
                let mut lookup = Arguments::default();
                for name in fields {
                    let Ok(field) = opts.model.get_field(name) else {
                        return Ok(false);
                    };
                    let value = interpreter.get_attribute(self.this, &field.attname())?;
                    if value.is_none() && *nulls_distinct != Some(false) {
                        return Ok(false);
                    }
                    lookup = match value.is_none() {
                        true => lookup.with(format!("{name}__isnull"), Value::Bool(true)),
                        false => lookup.with(name.clone(), value),
                    };
                }
                let Some(keys) = self.equal_keys(interpreter, owner, expressions, exclude)? else {
                    return Ok(false);
                };
                if !expressions.is_empty() {
                    lookup = lookup.with("pk__in", keys);
                }
                let mut rows = self.others(interpreter, owner, lookup)?;
                if let Some(condition) = condition {
                    let condition = Arguments::positional(vec![condition.clone()]);
                    rows = interpreter.call_method(&rows, "filter", condition)?;
                }
                let found = interpreter.call_method(&rows, "exists", Arguments::default())?;
                interpreter.truthy(&found)
            }
        }
    }

    /// Whether a condition holds for the object, or cannot be told false; `None` when it names what
    /// is excluded or not of the model (`Q.check`).
    fn holds(
        &self,
        interpreter: &mut Interpreter,
        owner: &Opts,
        condition: &Value,
        exclude: &[Rc<str>],
    ) -> PyResult<Option<bool>> {
        let Some(row) = self.row(interpreter, owner, condition, exclude)? else {
            return Ok(None);
        };
        let compiled =
            compiler::compile_condition(interpreter, &owner.apps, &owner.model, condition);
        let Ok(compiled) = compiled else {
            return Ok(None);
        };
        let sql = format!(
            "SELECT 1 FROM ({}) WHERE COALESCE({}, 1)",
            row.sql, compiled.sql
        );
        let params = [row.params, compiled.params].concat();
        Ok(Some(!self.select(interpreter, &sql, &params)?.is_empty()))
    }

    /// The keys of the rows for which each expression is what it is for the object; `None` when that
    /// cannot be told.
    fn equal_keys(
        &self,
        interpreter: &mut Interpreter,
        owner: &Opts,
        expressions: &[Value],
        exclude: &[Rc<str>],
    ) -> PyResult<Option<Value>> {
        let Some(pk) = owner.model.pk().and_then(|pk| pk.column()) else {
            return Ok(None);
        };
        let mut conditions = Vec::new();
        let mut params = Vec::new();
        for expression in expressions.iter().map(unordered) {
            let Some(row) = self.row(interpreter, owner, expression, exclude)? else {
                return Ok(None);
            };
            let own = compiler::compile(interpreter, &owner.apps, &owner.model, expression);
            let Ok(own) = own else {
                return Ok(None);
            };
            conditions.push(format!("{0} = (SELECT {0} FROM ({1}))", own.sql, row.sql));
            params.extend(own.params.iter().cloned());
            params.extend(own.params);
            params.extend(row.params);
        }
        if conditions.is_empty() {
            return Ok(Some(Value::list(Vec::new())));
        }
        let (pk, table) = (quote_name(&pk), quote_name(&owner.model.db_table()));
        let conditions = conditions.join(" AND ");
        let sql = format!("SELECT {pk} FROM {table} WHERE {conditions}");
        let keys = self.select(interpreter, &sql, &params)?;
        let keys = keys.into_iter().filter_map(|row| row.into_iter().next());
        let keys = keys.map(plain);
        Ok(Some(Value::list(keys.collect())))
    }

    /// A query of one row: the object's values under the names of their columns
    /// (`_get_field_expression_map`). `None` when an expression names anything else.
    fn row(
        &self,
        interpreter: &mut Interpreter,
        owner: &Opts,
        expression: &Value,
        exclude: &[Rc<str>],
    ) -> PyResult<Option<Compiled>> {
        let mut columns = Vec::new();
        let mut params = Vec::new();
        let mut generated = Vec::new();
        for field in owner.model.local_concrete_fields() {
            let Some(column) = field.column().filter(|_| !exclude.contains(&field.name())) else {
                continue;
            };
            if field.generated() {
                generated.push((field, column));
                continue;
            }
            let value = interpreter.get_attribute(self.this, &field.attname())?;
            let prepared = field.get_db_prep_save(interpreter, &owner.apps, &owner.model, &value);
            params.push(prepared.map_err(|error| error.into_python(interpreter))?);
            columns.push(format!("%s AS {}", quote_name(&column)));
        }
        let mut row = Compiled::new(format!("SELECT {}", columns.join(", ")));
        row.params = params;
        for (field, column) in generated {
            let Some(expression) = field.extra.get("expression") else {
                continue;
            };
            let computed = compiler::compile(interpreter, &owner.apps, &owner.model, expression);
            let Ok(computed) = computed else {
                return Ok(None);
            };
            let params = [computed.params, row.params].concat();
            row = Compiled::new(format!(
                "SELECT *, {} AS {} FROM ({})",
                computed.sql,
                quote_name(&column),
                row.sql
            ));
            row.params = params;
        }
        let is_known = |path: &Vec<Rc<str>>| {
            let name = path.first().map_or("", |name| name);
            let name = match (name, owner.model.pk()) {
                ("pk", Some(pk)) => pk.name(),
                _ => name.into(),
            };
            !exclude.contains(&name)
                && owner
                    .model
                    .local_concrete_fields()
                    .any(|field| field.name() == name || field.attname() == name)
        };
        let are_known = expression_references(expression).iter().all(is_known);
        Ok(are_known.then_some(row))
    }

    fn select(
        &self,
        interpreter: &mut Interpreter,
        sql: &str,
        params: &[SqlValue],
    ) -> PyResult<Vec<Vec<SqlValue>>> {
        let class = interpreter.class_of(self.this);
        let connection = super::classes::classes_of(interpreter, &class)?
            .connection
            .clone();
        Ok(connection.execute(interpreter, sql, params)?.rows)
    }
}

/// An expression of an index without its order.
fn unordered(expression: &Value) -> &Value {
    let ordered = expression.native::<Expression>();
    let ordered = ordered.filter(|it| it.class == "OrderBy");
    ordered
        .and_then(|it| it.sources.first())
        .unwrap_or(expression)
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

/// `unique_error_message`.
fn unique_error(
    interpreter: &mut Interpreter,
    this: &Value,
    owner: &Opts,
    names: &[Rc<str>],
) -> PyResult<Value> {
    let mut labels = Vec::new();
    for name in names {
        labels.push(label(interpreter, owner, name)?);
    }
    let checked = names.iter().cloned().map(Value::Str).collect();
    let class = interpreter.class_of(this);
    let class = Value::Class(class_beside(interpreter, &class, &owner.key())?);
    let mut params = vec![
        ("model", this.clone()),
        ("model_class", class),
        (
            "model_name",
            Value::str(capfirst(&owner.model.verbose_name())),
        ),
        ("unique_check", Value::tuple(checked)),
    ];
    let (code, message) = match names {
        [name] => {
            params.push(("field_label", Value::str(labels.concat())));
            let field = owner.model.get_field(name).ok();
            let own = field.and_then(|field| own_message(&field, "unique"));
            let usual = "%(model_name)s with this %(field_label)s already exists.";
            ("unique", own.unwrap_or_else(|| Value::str(usual)))
        }
        _ => {
            params.push(("field_labels", Value::str(text_list(&labels))));
            let message = "%(model_name)s with this %(field_labels)s already exists.";
            ("unique_together", Value::str(message))
        }
    };
    let error = validation_error(interpreter, message, Value::str(code), &params)?;
    Ok(exception(&error))
}

/// `date_error_message`.
fn date_error(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    field: &Field,
    part: &str,
    other: &str,
) -> PyResult<Value> {
    let params = [
        ("model", this.clone()),
        (
            "model_name",
            Value::str(capfirst(&opts.model.verbose_name())),
        ),
        ("lookup_type", Value::str(part)),
        ("field", Value::Str(field.name())),
        (
            "field_label",
            Value::str(label(interpreter, opts, &field.name())?),
        ),
        ("date_field", Value::str(other)),
        (
            "date_field_label",
            Value::str(label(interpreter, opts, other)?),
        ),
    ];
    let usual = "%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s.";
    let message = own_message(field, "unique_for_date").unwrap_or_else(|| Value::str(usual));
    let code = Value::str("unique_for_date");
    let error = validation_error(interpreter, message, code, &params)?;
    Ok(exception(&error))
}

fn exception(error: &PyError) -> Value {
    error.exception.clone()
}

/// A field's name for people, with a capital letter.
fn label(interpreter: &mut Interpreter, opts: &Opts, name: &str) -> PyResult<String> {
    let Ok(field) = opts.model.get_field(name) else {
        return Ok(name.to_owned());
    };
    let name = interpreter.str(&field.verbose_name())?;
    Ok(capfirst(&name))
}

/// `get_text_list(…, "and")`.
fn text_list(labels: &[String]) -> String {
    match labels {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn capfirst(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

//! An object that is validated, beside the rows that there are.

use std::rc::Rc;

use crate::database::SqlValue;
use crate::orm::constraints::{Constraint, ConstraintKind};
use crate::orm::expressions::compiler::{self, Compiled, quote_name};
use crate::orm::expressions::expression_references;
use crate::orm::expressions::object::{Expression, is_expression};
use crate::orm::fields::Field;
use crate::orm::model::classes::{class_beside, classes_of};
use crate::orm::model::instance::pk_of;
use crate::orm::query::convert::plain;
use crate::orm::query::opts::Opts;
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// The object that is validated.
pub(super) struct Subject<'a> {
    this: &'a Value,
    /// `_state.adding`.
    adding: bool,
}

impl<'a> Subject<'a> {
    pub(super) fn new(interpreter: &mut Interpreter, this: &'a Value) -> PyResult<Self> {
        let state = interpreter.get_attribute(this, "_state")?;
        let adding = interpreter.get_attribute(&state, "adding")?;
        let adding = interpreter.truthy(&adding)?;
        Ok(Self { this, adding })
    }

    /// Whether another row has the values of these fields (`_perform_unique_checks`).
    pub(super) fn is_taken(
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
    pub(super) fn is_taken_for(
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
        exists(interpreter, &rows)
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
    pub(super) fn violates(
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
            ConstraintKind::Unique { condition, .. } => {
                // Rows that the condition leaves out violate nothing.
                let counts = match condition {
                    Some(condition) => self.holds(interpreter, owner, condition, exclude)?,
                    None => Some(true),
                };
                let like = match counts == Some(true) {
                    true => self.lookup(interpreter, opts, owner, &constraint.kind, exclude)?,
                    false => None,
                };
                let Some(lookup) = like else {
                    return Ok(false);
                };
                let mut rows = self.others(interpreter, owner, lookup)?;
                if let Some(condition) = condition {
                    let condition = Arguments::positional(vec![condition.clone()]);
                    rows = interpreter.call_method(&rows, "filter", condition)?;
                }
                exists(interpreter, &rows)
            }
        }
    }

    /// What finds the rows with the object's values of the fields or expressions that a constraint
    /// holds unique; `None` when there can be none, or none may be looked for.
    fn lookup(
        &self,
        interpreter: &mut Interpreter,
        opts: &Opts,
        owner: &Opts,
        kind: &ConstraintKind,
        exclude: &[Rc<str>],
    ) -> PyResult<Option<Arguments>> {
        let ConstraintKind::Unique {
            fields,
            expressions,
            nulls_distinct,
            ..
        } = kind
        else {
            return Ok(None);
        };
        let mut lookup = Arguments::default();
        for name in fields {
            let Ok(field) = opts.model.get_field(name) else {
                return Ok(None);
            };
            let value = interpreter.get_attribute(self.this, &field.attname())?;
            let differs = value.is_none() && *nulls_distinct != Some(false);
            if differs || exclude.contains(name) {
                return Ok(None);
            }
            lookup = match value.is_none() {
                true => lookup.with(format!("{name}__isnull"), Value::Bool(true)),
                false => lookup.with(name.clone(), value),
            };
        }
        if expressions.is_empty() {
            return Ok(Some(lookup));
        }
        let keys = self.equal_keys(interpreter, owner, expressions, exclude)?;
        Ok(keys.map(|keys| lookup.with("pk__in", keys)))
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
            if is_expression(&value) {
                // A default that the database has, or what the program assigned.
                let computed = compiler::compile(interpreter, &owner.apps, &owner.model, &value);
                let Ok(computed) = computed else {
                    return Ok(None);
                };
                params.extend(computed.params);
                columns.push(format!("{} AS {}", computed.sql, quote_name(&column)));
                continue;
            }
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
        let connection = classes_of(interpreter, &class)?.connection.clone();
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

fn exists(interpreter: &mut Interpreter, rows: &Value) -> PyResult<bool> {
    let found = interpreter.call_method(rows, "exists", Arguments::default())?;
    interpreter.truthy(&found)
}

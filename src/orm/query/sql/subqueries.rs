//! INSERT, UPDATE and DELETE.

use std::rc::Rc;

use indexmap::IndexMap;

use super::{Query, SQLCompiler, SelectRelated};
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::compiler::{Compiled, Compiler, quote_name};
use crate::orm::expressions::object::is_expression;
use crate::orm::fields::{Field, FieldKind};
use crate::orm::model::ModelKey;
use crate::orm::model::instance::opts_of_instance;
use crate::orm::query::failure::{Failure, Outcome, field_error, type_error, value_error};
use crate::orm::query::node::{Node, Operand, Rhs, Subquery};
use crate::orm::query::opts::{Member, Opts};
use crate::orm::query::sql::where_node::WhereNode;
use crate::python::{Interpreter, Value};

/// How many rows one DELETE or UPDATE names.
pub const BATCH: usize = 100;

/// What happens when an inserted row violates a unique constraint (`OnConflict`).
#[derive(Clone, Default)]
pub enum OnConflict {
    /// An error.
    #[default]
    Raise,
    /// The row is left out.
    Ignore,
    /// The row that is there gets these columns.
    Update {
        /// The columns to set.
        update: Vec<Field>,
        /// The columns of the constraint.
        unique: Vec<Field>,
    },
}

/// An UPDATE: of a model's own table, and of its parents'.
#[derive(Clone)]
pub struct UpdateQuery {
    /// Which rows.
    pub query: Query,
    /// The columns to set.
    pub values: Vec<(Field, Value)>,
    /// The columns of parents to set.
    pub related: IndexMap<ModelKey, Vec<(Field, Value)>>,
}

impl UpdateQuery {
    /// The rows of a query.
    pub fn new(query: &Query) -> Self {
        Self {
            query: query.chain(),
            values: Vec::new(),
            related: IndexMap::new(),
        }
    }

    /// `add_update_values(values)`.
    ///
    /// # Errors
    ///
    /// `FieldError` for what is no column.
    pub fn add_update_values(&mut self, values: Vec<(Rc<str>, Value)>) -> Outcome<()> {
        let Some(opts) = self.query.opts.clone() else {
            return Ok(());
        };
        for (name, value) in values {
            let field = match opts.get_field(&name) {
                Some(Member::Field(field)) if !field.many_to_many() && field.concrete() => field,
                Some(Member::Field(field)) if field.kind == FieldKind::CompositePrimaryKey => {
                    let message = "Composite primary key fields must be updated individually.";
                    return Err(field_error(message));
                }
                Some(Member::Field(field)) => {
                    let label = opts.owner_of(&field).model.label();
                    let field = format!("{label}.{}", field.name());
                    return Err(not_updatable(&format!(
                        "<django.db.models.fields.related.\
                        ManyToManyField: {}>",
                        field.rsplit('.').next().unwrap_or_default()
                    )));
                }
                Some(Member::Related(related)) => {
                    let relation = crate::orm::modules::relations::class_name(&related.field);
                    let message = format!("'{relation}' object has no attribute 'generated'");
                    return Err(Exception::new("AttributeError", message).into());
                }
                None => {
                    let missing = opts.model.get_field(&name);
                    missing?;
                    continue;
                }
            };
            if field.generated() {
                continue;
            }
            self.add_value(&opts, field, value);
        }
        Ok(())
    }

    /// Sets a column of the model or of a parent.
    pub fn add_value(&mut self, opts: &Opts, field: Field, value: Value) {
        let owner = opts.owner_of(&field).model.concrete_key();
        if owner == opts.model.concrete_key() {
            self.values.push((field, value));
        } else {
            self.related.entry(owner).or_default().push((field, value));
        }
    }

    /// Resolves the expressions, as `add_update_fields()` does: those that cannot be are told of before
    /// anything runs.
    ///
    /// # Errors
    ///
    /// `FieldError`.
    pub fn check_values(&self, interpreter: &mut Interpreter) -> Outcome<()> {
        let mut query = self.query.clone();
        query.initial_alias();
        for (field, value) in &self.values {
            if !is_expression(value) && !is_queryset(value) {
                continue;
            }
            let node = query.resolve_without_joins(interpreter, value)?;
            if node.composite().is_some() {
                return Err(field_error(format!(
                    "Composite primary keys expressions are not allowed in this query \
                     ({}=F('pk')).",
                    field.name()
                )));
            }
        }
        Ok(())
    }

    /// The statements; `select` runs a query when the rows must be known first.
    ///
    /// # Errors
    ///
    /// What the values raise; [`Failure::Empty`] when nothing matches.
    pub fn statements(
        mut self,
        interpreter: &mut Interpreter,
        select: &mut dyn FnMut(&mut Interpreter, &Compiled) -> Outcome<Vec<Vec<SqlValue>>>,
    ) -> Outcome<Vec<Compiled>> {
        let Some(opts) = self.query.opts.clone() else {
            return Ok(Vec::new());
        };
        self.query.initial_alias();
        let tables = self.query.count_active_tables();
        if !self.related.is_empty() || tables > 1 {
            self.narrow_to_keys(interpreter, &opts, select)?;
        }
        let mut statements = Vec::new();
        if !self.values.is_empty() {
            statements.push(self.query.update(interpreter, &self.values)?);
        }
        for (key, values) in &self.related {
            let Some(parent) = Opts::get(&self.query.apps, key) else {
                continue;
            };
            // The parents' keys are the model's own: a row has one key through all its tables.
            let mut query = Query::new(&parent);
            query.where_ = self.keys_of_parent(&mut query.clone(), &parent)?;
            query.initial_alias();
            statements.push(query.update(interpreter, values)?);
        }
        Ok(statements)
    }

    /// `pre_sql_setup`: UPDATE knows one table, so conditions on others become a list of keys.
    fn narrow_to_keys(
        &mut self,
        interpreter: &mut Interpreter,
        opts: &Opts,
        select: &mut dyn FnMut(&mut Interpreter, &Compiled) -> Outcome<Vec<Vec<SqlValue>>>,
    ) -> Outcome<()> {
        let Some(pk) = opts.model.pk() else {
            return Ok(());
        };
        let mut query = self.query.chain();
        query.select_related = SelectRelated::No;
        query.clear_ordering(true);
        query.select.clear();
        query.add_fields(&[pk.name().to_string()], true)?;
        let annotations = std::collections::BTreeSet::new();
        query.set_annotation_mask(Some(annotations));
        let mut own = Query::new(opts);
        let alias = own.initial_alias();
        let column = own.col(opts, &pk, &alias);
        let rhs = if self.related.is_empty() {
            query.bump_prefix(&mut own, None);
            query.subquery = true;
            Rhs::One(Operand::Node(Node::Subquery(Rc::new(Subquery {
                query: Rc::new(query),
                exists: false,
                output: None,
            }))))
        } else {
            let compiled = SQLCompiler::new(&query, true).as_sql(interpreter, true, false)?;
            let rows = select(interpreter, &compiled)?;
            let keys = rows.into_iter().filter_map(|row| row.into_iter().next());
            Rhs::Many(keys.map(Operand::Value).collect())
        };
        own.where_ = WhereNode::of(in_list(column, rhs));
        own.annotations = self.query.annotations.clone();
        self.query = own;
        Ok(())
    }

    /// The condition on the model's key as one on a parent's.
    fn keys_of_parent(&self, query: &mut Query, parent: &Opts) -> Outcome<WhereNode> {
        let leaves = self.query.where_.leaves();
        let Some(Node::Lookup(lookup)) = leaves.first() else {
            return Err(Failure::Empty);
        };
        let Some(pk) = parent.model.pk() else {
            return Err(Failure::Empty);
        };
        let alias = query.initial_alias();
        let column = query.col(parent, &pk, &alias);
        Ok(WhereNode::of(in_list(column, lookup.rhs.clone())))
    }
}

fn not_updatable(field: &str) -> Failure {
    field_error(format!(
        "Cannot update model field {field} (only non-relations and foreign keys permitted)."
    ))
}

fn in_list(lhs: Node, rhs: Rhs) -> Node {
    Node::Lookup(Rc::new(crate::orm::query::node::Lookup {
        name: "in",
        lhs,
        rhs,
    }))
}

impl Query {
    /// `SQLUpdateCompiler.as_sql`.
    fn update(
        &self,
        interpreter: &mut Interpreter,
        values: &[(Field, Value)],
    ) -> Outcome<Compiled> {
        let Some(opts) = self.opts.clone() else {
            return Err(Failure::Empty);
        };
        let (mut assignments, mut params) = (Vec::new(), Vec::new());
        let mut query = self.clone();
        for (field, value) in values {
            let compiled = query.assigned(interpreter, &opts, field, value)?;
            let column = quote_name(&field.column().unwrap_or_default());
            assignments.push(format!("{column} = {}", compiled.sql));
            params.extend(compiled.params);
        }
        let table = quote_name(&opts.model.db_table());
        let mut sql = format!("UPDATE {table} SET {}", assignments.join(", "));
        match Compiler::new(interpreter, self).where_node(&self.where_) {
            Ok(where_) => {
                sql.push_str(&format!(" WHERE {}", where_.sql));
                params.extend(where_.params);
            }
            Err(Failure::Full) => {}
            Err(failure) => return Err(failure),
        }
        Ok(Compiled { sql, params })
    }

    /// The right side of an assignment.
    fn assigned(
        &mut self,
        interpreter: &mut Interpreter,
        opts: &Opts,
        field: &Field,
        value: &Value,
    ) -> Outcome<Compiled> {
        if is_expression(value) || is_queryset(value) {
            let node = self.resolve_without_joins(interpreter, value)?;
            check_assigned(interpreter, field, value, &node)?;
            return Compiler::new(interpreter, self).compile(&node.resolved_again());
        }
        let value = match opts_of_instance(interpreter, value)? {
            Some(_) if field.is_relation() => {
                crate::orm::model::instance::prepare_database_save(interpreter, opts, field, value)?
            }
            Some(_) => {
                let shown = interpreter.repr(value)?;
                let owner = opts.owner_of(field).model;
                let class = field.kind.name();
                return Err(type_error(format!(
                    "Tried to update field {}.{} with a model instance, {shown}. Use a value \
                     compatible with {class}.",
                    owner.label(),
                    field.name()
                )));
            }
            None => value.clone(),
        };
        let owner = opts.owner_of(field);
        match field.get_db_prep_save(interpreter, &owner.apps, &owner.model, &value)? {
            SqlValue::Null => Ok(Compiled::new("NULL")),
            value => Ok(Compiled::parameter(value)),
        }
    }

    /// `SQLDeleteCompiler.as_sql`.
    ///
    /// # Errors
    ///
    /// [`Failure::Empty`] when nothing matches.
    pub fn delete(&self, interpreter: &mut Interpreter) -> Outcome<Compiled> {
        let Some(opts) = self.opts.clone() else {
            return Err(Failure::Empty);
        };
        let mut query = self.clone();
        let alias = query.initial_alias();
        let table = quote_name(&opts.model.db_table());
        if query.count_active_tables() > 1
            && let Some(pk) = opts.model.pk()
        {
            query.clear_select_clause();
            query.select = vec![query.col(&opts, &pk, &alias)];
            let mut outer = Self::new(&opts);
            let alias = outer.initial_alias();
            query.bump_prefix(&mut outer, None);
            query.subquery = true;
            let column = outer.col(&opts, &pk, &alias);
            let rhs = Rhs::One(Operand::Node(Node::Subquery(Rc::new(Subquery {
                query: Rc::new(query),
                exists: false,
                output: None,
            }))));
            outer.where_ = WhereNode::of(in_list(column, rhs));
            query = outer;
        }
        let where_ = Compiler::new(interpreter, &query).where_node(&query.where_);
        match where_ {
            Ok(where_) => Ok(where_.wrap(&format!("DELETE FROM {table} WHERE "), "")),
            Err(Failure::Full) => Ok(Compiled::new(format!("DELETE FROM {table}"))),
            Err(failure) => Err(failure),
        }
    }

    /// `SQLInsertCompiler.as_sql`: rows of values for these columns. Without columns, rows of
    /// defaults.
    ///
    /// # Errors
    ///
    /// What the values raise.
    pub fn insert(
        &self,
        interpreter: &mut Interpreter,
        fields: &[Field],
        rows: &[Vec<Value>],
        on_conflict: &OnConflict,
        returning: &[Field],
    ) -> Outcome<Compiled> {
        let Some(opts) = self.opts.clone() else {
            return Err(Failure::Empty);
        };
        let table = quote_name(&opts.model.db_table());
        let statement = match on_conflict {
            OnConflict::Ignore => "INSERT OR IGNORE INTO",
            _ => "INSERT INTO",
        };
        let pk: Vec<Field> = opts.model.pk().into_iter().collect();
        let columns = if fields.is_empty() { &pk } else { fields };
        let (mut lines, mut params) = (Vec::new(), Vec::new());
        let mut query = Self::of_columns(self.apps.clone(), self.opts.clone());
        for row in rows {
            interpreter.charge(row.len() + 1)?;
            if fields.is_empty() {
                lines.push("(NULL)".to_owned());
                continue;
            }
            let mut placeholders = Vec::with_capacity(row.len());
            for (field, value) in fields.iter().zip(row) {
                let compiled = query.inserted(interpreter, &opts, field, value)?;
                placeholders.push(compiled.sql);
                params.extend(compiled.params);
            }
            lines.push(format!("({})", placeholders.join(", ")));
        }
        let mut sql = format!(
            "{statement} {table} ({}) VALUES {}",
            columns_sql(columns),
            lines.join(", ")
        );
        if let OnConflict::Update { update, unique } = on_conflict {
            let assignments = update.iter().map(|field| {
                let column = quote_name(&field.column().unwrap_or_default());
                format!("{column} = EXCLUDED.{column}")
            });
            let assignments = assignments.collect::<Vec<_>>().join(", ");
            let unique = columns_sql(unique);
            sql.push_str(&format!(
                " ON CONFLICT({unique}) DO UPDATE SET {assignments}"
            ));
        }
        if !returning.is_empty() {
            let columns = returning.iter().map(|field| {
                let column = quote_name(&field.column().unwrap_or_default());
                format!("{table}.{column}")
            });
            let columns = columns.collect::<Vec<_>>().join(", ");
            sql.push_str(&format!(" RETURNING {columns}"));
        }
        Ok(Compiled { sql, params })
    }

    fn inserted(
        &mut self,
        interpreter: &mut Interpreter,
        opts: &Opts,
        field: &Field,
        value: &Value,
    ) -> Outcome<Compiled> {
        if !is_expression(value) {
            let owner = opts.owner_of(field);
            let (apps, model) = (&owner.apps, &owner.model);
            let value = field.get_db_prep_save(interpreter, apps, model, value)?;
            return Ok(Compiled::parameter(value));
        }
        let node = self.resolve_without_joins(interpreter, value)?;
        if node.contains_columns() {
            let shown = interpreter.str(value)?;
            let owner = opts.owner_of(field).model;
            return Err(value_error(format!(
                "Failed to insert expression \"{shown}\" on {}.{}. F() expressions can only be \
                 used to update, not to insert.",
                owner.label(),
                field.name()
            )));
        }
        check_assigned(interpreter, field, value, &node)?;
        Compiler::new(interpreter, self).compile(&node)
    }
}

fn check_assigned(
    interpreter: &mut Interpreter,
    field: &Field,
    value: &Value,
    node: &Node,
) -> Outcome<()> {
    let kind = match () {
        () if node.contains_aggregate() => "Aggregate functions",
        () if node.contains_over_clause() => "Window expressions",
        () => return Ok(()),
    };
    let mut shown = interpreter.repr(value)?.to_string();
    let mut columns = Vec::new();
    node.columns(true, &mut columns);
    for column in columns {
        // Its names are columns by now.
        let alias = column.alias.as_deref().unwrap_or_default();
        let (name, label) = (column.target.name(), column.owner.model.label());
        let resolved = format!("Col({alias}, {label}.{name})");
        shown = shown.replace(&format!("F({name})"), &resolved);
    }
    Err(field_error(format!(
        "{kind} are not allowed in this query ({}={shown}).",
        field.name()
    )))
}

fn is_queryset(value: &Value) -> bool {
    value
        .native::<crate::orm::query::queryset::QuerySetObject>()
        .is_some()
}

fn columns_sql(fields: &[Field]) -> String {
    let columns = fields.iter().filter_map(Field::column);
    columns
        .map(|column| quote_name(&column))
        .collect::<Vec<_>>()
        .join(", ")
}

/// How many rows of this many columns one INSERT takes (`bulk_batch_size`).
pub fn bulk_batch_size(columns: usize, rows: usize) -> usize {
    match columns {
        0 => rows.max(1),
        1 => 500,
        _ => (999 / columns).max(1),
    }
}

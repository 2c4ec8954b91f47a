//! `Meta.constraints`: checks stand in the table, conditional uniqueness is an index.

use super::indexes::{index_statement, key_columns};
use super::remake_table::{NewTable, TableChange};
use super::{SchemaEditor, expressions};
use crate::backends::base::ddl_references::{Part, Statement};
use crate::backends::base::names::quote_name;
use crate::backends::base::rendered::RenderedModel;
use crate::orm::{Constraint, ConstraintKind, DjangoResult};

impl SchemaEditor<'_> {
    /// Adds a constraint: as an index where SQLite has one for it, else by remaking the table.
    ///
    /// # Errors
    ///
    /// The database's error, or that of an expression which does not compile.
    pub fn add_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()> {
        if !stands_alone(constraint) {
            return self.remake_table(model, TableChange::default());
        }
        match self.create_unique_sql(&NewTable::of(model), constraint)? {
            Some(statement) => self.run(&statement.to_string()),
            None => Ok(()),
        }
    }

    /// Removes a constraint.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn remove_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()> {
        if !stands_alone(constraint) {
            return self.remake_table(model, TableChange::default());
        }
        if !is_supported(constraint) {
            return Ok(());
        }
        self.run_escaped(&format!("DROP INDEX {}", quote_name(&constraint.name)))
    }

    /// The constraint as part of `CREATE TABLE`. One that has to be an index is deferred, one that
    /// SQLite cannot have is left out.
    pub(super) fn constraint_sql(
        &mut self,
        table: &NewTable,
        constraint: &Constraint,
    ) -> DjangoResult<Option<String>> {
        let name = quote_name(&constraint.name);
        match &constraint.kind {
            ConstraintKind::Check { condition } => {
                let check = expressions::condition(self.interpreter, &table.model, condition)?;
                Ok(Some(format!("CONSTRAINT {name} CHECK ({check})")))
            }
            ConstraintKind::Unique { fields, .. } => {
                if is_index(constraint) || !is_supported(constraint) {
                    let statement = self.create_unique_sql(table, constraint)?;
                    self.deferred_sql.extend(statement);
                    return Ok(None);
                }
                let columns = table.columns(fields)?;
                let columns: Vec<String> = columns.iter().map(|it| quote_name(it)).collect();
                Ok(Some(format!(
                    "CONSTRAINT {name} UNIQUE ({})",
                    columns.join(", ")
                )))
            }
        }
    }

    /// `CREATE UNIQUE INDEX`; `None` for what SQLite cannot have, after its fields were looked up.
    fn create_unique_sql(
        &mut self,
        table: &NewTable,
        constraint: &Constraint,
    ) -> DjangoResult<Option<Statement>> {
        let ConstraintKind::Unique {
            fields,
            expressions,
            condition,
            include,
            ..
        } = &constraint.kind
        else {
            return Ok(None);
        };
        let columns = table.columns(fields)?;
        table.columns(include)?;
        let condition = self.condition_sql(&table.model, condition.as_ref())?;
        let key = if expressions.is_empty() {
            key_columns(&table.db_table, columns, Vec::new())
        } else {
            self.key_expressions(table, expressions)?
        };
        if !is_supported(constraint) {
            return Ok(None);
        }
        let name = Part::text(quote_name(&constraint.name));
        let start = [Part::text("CREATE UNIQUE INDEX "), name];
        Ok(Some(index_statement(
            start,
            &table.db_table,
            key,
            &condition,
        )))
    }
}

/// Whether the constraint is no part of the table: it can come and go without remaking it.
fn stands_alone(constraint: &Constraint) -> bool {
    match &constraint.kind {
        ConstraintKind::Check { .. } => false,
        ConstraintKind::Unique {
            condition,
            expressions,
            include,
            deferrable,
            ..
        } => {
            condition.is_some()
                || !expressions.is_empty()
                || !include.is_empty()
                || deferrable.is_some()
        }
    }
}

/// Whether SQLite can have the constraint: it has no deferrable uniqueness, no covering indexes
/// and no say in whether NULLs are distinct.
fn is_supported(constraint: &Constraint) -> bool {
    match &constraint.kind {
        ConstraintKind::Check { .. } => true,
        ConstraintKind::Unique {
            deferrable,
            include,
            nulls_distinct,
            ..
        } => deferrable.is_none() && include.is_empty() && nulls_distinct.is_none(),
    }
}

/// Whether the constraint has to be an index instead of a part of `CREATE TABLE`.
fn is_index(constraint: &Constraint) -> bool {
    match &constraint.kind {
        ConstraintKind::Check { .. } => false,
        ConstraintKind::Unique {
            condition,
            expressions,
            opclasses,
            ..
        } => condition.is_some() || !expressions.is_empty() || !opclasses.is_empty(),
    }
}

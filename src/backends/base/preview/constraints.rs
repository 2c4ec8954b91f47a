//! `Meta.constraints`, and what makes a column or a group of them unique.

use std::rc::Rc;

use super::PreviewSchemaEditor;
use super::compiler;
use super::statement::{Part, Statement};
use crate::backends::base::names::create_name;
use crate::backends::base::{RenderedField, RenderedModel};
use crate::orm::{Constraint, ConstraintKind, DjangoResult, Exception};
use crate::python::Value;

impl PreviewSchemaEditor<'_> {
    pub(super) fn create_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()> {
        if let Some(statement) = self.create_constraint_sql(model, constraint)? {
            self.run(statement.sql(self.dialect));
        }
        Ok(())
    }

    pub(super) fn drop_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()> {
        let name = &constraint.name;
        let ConstraintKind::Unique {
            fields,
            expressions,
            ..
        } = &constraint.kind
        else {
            return self.delete_check(model, name);
        };
        if self.create_constraint_sql(model, constraint)?.is_none() {
            return Ok(());
        }
        self.create_missing_fk_index(model, fields, expressions)?;
        match is_index(constraint) {
            true => {
                let sql = self.delete_index_sql(model, name);
                self.run_escaped(sql)
            }
            false => self.delete_unique(model, name),
        }
    }

    /// `constraint.create_sql()`: a statement of its own; `None` for what the database cannot have.
    pub(super) fn create_constraint_sql(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<Option<Statement>> {
        let name = Part::text(self.quote_name(&constraint.name));
        match &constraint.kind {
            ConstraintKind::Check { condition } => {
                let check = compiler::condition(self.dialect, self.interpreter, model, condition)?;
                Ok(Some(check_statement(model, name, &check)))
            }
            ConstraintKind::Unique { .. } => self.create_unique_sql(model, constraint, name),
        }
    }

    /// `constraint.constraint_sql()`: a part of `CREATE TABLE`. One that has to be a statement of its
    /// own is deferred, one that the database cannot have is left out.
    pub(super) fn constraint_sql(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<Option<String>> {
        let name = self.quote_name(&constraint.name);
        let (fields, deferrable) = match &constraint.kind {
            ConstraintKind::Check { condition } => {
                let check = compiler::condition(self.dialect, self.interpreter, model, condition)?;
                return Ok(Some(format!("CONSTRAINT {name} CHECK ({check})")));
            }
            ConstraintKind::Unique {
                nulls_distinct: Some(_),
                ..
            } => {
                let statement = self.create_constraint_sql(model, constraint)?;
                self.deferred_sql.extend(statement);
                return Ok(None);
            }
            ConstraintKind::Unique {
                fields, deferrable, ..
            } => (fields, deferrable),
        };
        if is_index(constraint) || !self.is_supported(constraint) {
            let statement = self.create_constraint_sql(model, constraint)?;
            self.deferred_sql.extend(statement);
            return Ok(None);
        }
        let columns = self.columns_of(model, fields)?;
        let columns = self.dialect.quote_names(&columns);
        let deferrable = self.deferrable_sql(deferrable.as_ref())?;
        Ok(Some(format!(
            "CONSTRAINT {name} UNIQUE ({columns}){deferrable}"
        )))
    }

    /// What makes a group of fields unique.
    pub(super) fn unique_together_sql(
        &self,
        model: &RenderedModel,
        fields: &[Rc<str>],
    ) -> DjangoResult<Statement> {
        let columns = self.columns_of(model, fields)?;
        Ok(unique_statement(model, columns))
    }

    /// What makes a field alone unique.
    pub(super) fn unique_field_sql(model: &RenderedModel, field: &RenderedField) -> Statement {
        unique_statement(model, vec![field.column()])
    }

    /// `sql_create_check`, of a column's own check.
    pub(super) fn add_check(
        &mut self,
        model: &RenderedModel,
        field: &RenderedField,
        check: &str,
    ) -> DjangoResult<()> {
        let (table, columns) = (model.db_table(), [field.column()]);
        let name = create_name(&table, &columns, "_check", self.dialect.max_name_length());
        let name = Part::text(self.quote_name(&name));
        let statement = check_statement(model, name, check);
        self.run_escaped(statement.sql(self.dialect))
    }

    /// `sql_delete_check`.
    pub(super) fn delete_check(&mut self, model: &RenderedModel, name: &str) -> DjangoResult<()> {
        let what = if self.is_postgresql() {
            "CONSTRAINT"
        } else {
            "CHECK"
        };
        let changes = format!("DROP {what} {}", self.quote_name(name));
        self.run_escaped(self.alter_table(model, &changes))
    }

    /// `sql_delete_unique`.
    pub(super) fn delete_unique(&mut self, model: &RenderedModel, name: &str) -> DjangoResult<()> {
        let what = if self.is_postgresql() {
            "CONSTRAINT"
        } else {
            "INDEX"
        };
        let changes = format!("DROP {what} {}", self.quote_name(name));
        self.run_escaped(self.alter_table(model, &changes))
    }

    /// The columns of fields.
    pub(super) fn columns_of(
        &self,
        model: &RenderedModel,
        names: &[Rc<str>],
    ) -> DjangoResult<Vec<String>> {
        let columns = names.iter().map(|name| Ok(model.get_field(name)?.column()));
        columns.collect()
    }

    /// `_create_unique_sql` of a constraint with a name.
    fn create_unique_sql(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
        name: Part,
    ) -> DjangoResult<Option<Statement>> {
        let ConstraintKind::Unique {
            fields,
            expressions,
            condition,
            deferrable,
            include,
            opclasses,
            nulls_distinct,
        } = &constraint.kind
        else {
            return Ok(None);
        };
        let columns = self.columns_of(model, fields)?;
        let condition = self.condition_sql(model, condition.as_ref())?;
        let include = self.include_sql(model, include)?;
        let columns = self.key_columns(columns, opclasses, &[]);
        let key = self.key_part(model, columns, expressions)?;
        if !self.is_supported(constraint) {
            return Ok(None);
        }
        let table = Part::Table(model.db_table());
        let deferrable = self.deferrable_sql(deferrable.as_ref())?;
        let nulls = match nulls_distinct {
            Some(false) => " NULLS NOT DISTINCT",
            Some(true) => " NULLS DISTINCT",
            None => "",
        };
        Ok(Some(Statement(match is_index(constraint) {
            true => vec![
                Part::text("CREATE UNIQUE INDEX "),
                name,
                Part::text(" ON "),
                table,
                Part::text(" ("),
                key,
                Part::text(format!("){include}{nulls}{condition}")),
            ],
            false => vec![
                Part::text("ALTER TABLE "),
                table,
                Part::text(" ADD CONSTRAINT "),
                name,
                Part::text(format!(" UNIQUE{nulls} (")),
                key,
                Part::text(format!("){deferrable}")),
            ],
        })))
    }

    /// When the constraint is checked: a member of `Deferrable` says so.
    fn deferrable_sql(&mut self, deferrable: Option<&Value>) -> DjangoResult<&'static str> {
        let Some(member) = deferrable else {
            return Ok("");
        };
        let name = self.interpreter.get_attribute(member, "name");
        let name = name.map_err(|error| Exception::from_python(self.interpreter, error))?;
        Ok(match name.as_text().as_deref() {
            Some("DEFERRED") => " DEFERRABLE INITIALLY DEFERRED",
            _ => " DEFERRABLE INITIALLY IMMEDIATE",
        })
    }

    /// `_unique_supported`: MySQL has neither conditions nor covering indexes, cannot defer, and has
    /// no say in whether NULLs are distinct.
    fn is_supported(&self, constraint: &Constraint) -> bool {
        match &constraint.kind {
            ConstraintKind::Unique {
                condition,
                deferrable,
                include,
                nulls_distinct,
                ..
            } => {
                self.is_postgresql()
                    || (condition.is_none()
                        && deferrable.is_none()
                        && include.is_empty()
                        && nulls_distinct.is_none())
            }
            ConstraintKind::Check { .. } => true,
        }
    }
}

/// Whether the constraint has to be an index.
fn is_index(constraint: &Constraint) -> bool {
    match &constraint.kind {
        ConstraintKind::Check { .. } => false,
        ConstraintKind::Unique {
            condition,
            include,
            opclasses,
            expressions,
            ..
        } => {
            condition.is_some()
                || !include.is_empty()
                || !opclasses.is_empty()
                || !expressions.is_empty()
        }
    }
}

fn unique_statement(model: &RenderedModel, columns: Vec<String>) -> Statement {
    let table = model.db_table();
    let keys = columns.iter().map(|column| (column.clone(), String::new()));
    let keys = Part::Columns {
        table: table.clone(),
        columns: keys.collect(),
    };
    Statement(vec![
        Part::text("ALTER TABLE "),
        Part::Table(table.clone()),
        Part::text(" ADD CONSTRAINT "),
        Part::Name {
            table,
            columns,
            suffix: "_uniq".to_owned(),
        },
        Part::text(" UNIQUE ("),
        keys,
        Part::text(")"),
    ])
}

fn check_statement(model: &RenderedModel, name: Part, check: &str) -> Statement {
    Statement(vec![
        Part::text("ALTER TABLE "),
        Part::Table(model.db_table()),
        Part::text(" ADD CONSTRAINT "),
        name,
        Part::text(format!(" CHECK ({check})")),
    ])
}

//! Indexes: those of `db_index`, of `Meta.indexes` and of expressions.

use std::rc::Rc;

use super::remake_table::NewTable;
use super::{SchemaEditor, expressions};
use crate::backends::base::ddl_references::{Columns, Expressions, IndexName, Part, Statement};
use crate::backends::base::names::quote_name;
use crate::backends::base::rendered::{RenderedField, RenderedModel};
use crate::orm::{DjangoResult, Index};
use crate::python::Value;

impl SchemaEditor<'_> {
    /// Creates an index.
    ///
    /// # Errors
    ///
    /// The database's error, or that of an expression which does not compile.
    pub fn add_index(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<()> {
        let statement = self.create_index_sql(&NewTable::of(model), index)?;
        self.run(&statement.to_string())
    }

    /// Drops an index.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn remove_index(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<()> {
        self.delete_index(&model.db_table(), &index.name)
    }

    /// Puts an index under another name in the place of an index: SQLite cannot rename one.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn rename_index(
        &mut self,
        model: &RenderedModel,
        old_index: &Index,
        new_index: &Index,
    ) -> DjangoResult<()> {
        self.remove_index(model, old_index)?;
        self.add_index(model, new_index)
    }

    pub(super) fn delete_index(&mut self, table: &str, name: &str) -> DjangoResult<()> {
        let name = quote_name(name);
        self.deferred_sql
            .retain(|statement| !statement.references_index(table, &name));
        self.run_escaped(&format!("DROP INDEX {name}"))
    }

    /// The statements for all indexes of a table.
    pub(super) fn model_indexes_sql(&mut self, table: &NewTable) -> DjangoResult<Vec<Statement>> {
        if !table.indexed {
            return Ok(Vec::new());
        }
        let mut statements = Vec::new();
        for field in &table.fields {
            statements.extend(field_index_sql(&table.db_table, field));
        }
        for index in &table.indexes {
            statements.push(self.create_index_sql(table, index)?);
        }
        Ok(statements)
    }

    fn create_index_sql(&mut self, table: &NewTable, index: &Index) -> DjangoResult<Statement> {
        let condition = self.condition_sql(&table.model, index.condition.as_ref())?;
        // SQLite has no covering indexes, but the fields must exist all the same.
        table.columns(&index.include)?;
        let (columns, key) = if index.expressions.is_empty() {
            let orders = index.fields_orders();
            let names: Vec<Rc<str>> = orders.iter().map(|(name, _)| name.clone()).collect();
            let columns = table.columns(&names)?;
            let suffix = |(_, descending): &(Rc<str>, bool)| if *descending { "DESC" } else { "" };
            let suffixes = orders.iter().map(suffix).collect();
            let key = key_columns(&table.db_table, columns.clone(), suffixes);
            (columns, key)
        } else {
            (Vec::new(), self.key_expressions(table, &index.expressions)?)
        };
        let name = IndexName {
            table: table.db_table.clone(),
            columns,
            suffix: "",
            given: Some(index.name.to_string()),
        };
        let parts = [Part::text("CREATE INDEX "), Part::IndexName(name)];
        Ok(index_statement(parts, &table.db_table, key, &condition))
    }

    /// ` WHERE …`, or nothing without a condition.
    pub(super) fn condition_sql(
        &mut self,
        model: &RenderedModel,
        condition: Option<&Value>,
    ) -> DjangoResult<String> {
        let Some(condition) = condition else {
            return Ok(String::new());
        };
        let sql = expressions::condition(self.interpreter, model, condition)?;
        Ok(if sql.is_empty() {
            sql
        } else {
            format!(" WHERE {sql}")
        })
    }

    /// The expressions of an index.
    pub(super) fn key_expressions(
        &mut self,
        table: &NewTable,
        expressions: &[Value],
    ) -> DjangoResult<Part> {
        let key = expressions::index_expressions(self.interpreter, &table.model, expressions)?;
        let table = table.db_table.clone();
        Ok(Part::Expressions(Expressions {
            table,
            columns: key.columns,
            sql: key.sql,
        }))
    }
}

/// The index of a field with `db_index`; a unique column has one already.
pub(super) fn field_index_sql(table: &str, field: &RenderedField) -> Option<Statement> {
    if !field.field.options.db_index || field.field.unique() {
        return None;
    }
    Some(create_index(table, vec![field.column()], ""))
}

/// An index on columns whose name is made from them.
pub(super) fn create_index(table: &str, columns: Vec<String>, suffix: &'static str) -> Statement {
    let name = IndexName {
        table: table.to_owned(),
        columns: columns.clone(),
        suffix,
        given: None,
    };
    let key = key_columns(table, columns, Vec::new());
    index_statement(
        [Part::text("CREATE INDEX "), Part::IndexName(name)],
        table,
        key,
        "",
    )
}

/// Columns as the key of an index.
pub(super) fn key_columns(table: &str, columns: Vec<String>, suffixes: Vec<&'static str>) -> Part {
    Part::Columns(Columns {
        table: table.to_owned(),
        columns,
        suffixes,
    })
}

/// `<start> ON <table> (<key>)<condition>`.
pub(super) fn index_statement(
    start: [Part; 2],
    table: &str,
    key: Part,
    condition: &str,
) -> Statement {
    let rest = [
        Part::text(" ON "),
        Part::Table(table.to_owned()),
        Part::text(" ("),
        key,
        Part::text(format!("){condition}")),
    ];
    Statement::new(start.into_iter().chain(rest))
}

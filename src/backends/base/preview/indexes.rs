//! Indexes: those of `db_index`, of `Meta.indexes` and of expressions.

use std::rc::Rc;

use super::PreviewSchemaEditor;
use super::compiler;
use super::statement::{Part, Statement};
use crate::backends::base::{RenderedField, RenderedModel};
use crate::backends::postgresql;
use crate::orm::expressions::object::Expression;
use crate::orm::{DjangoResult, Index};
use crate::python::Value;

/// What an index is made of, beside its table.
#[derive(Default)]
pub(super) struct IndexParts {
    /// Its name; otherwise it is made from the table's and the columns'.
    pub(super) name: Option<Rc<str>>,
    pub(super) suffix: &'static str,
    /// The columns, each with what follows it.
    pub(super) columns: Vec<(String, String)>,
    /// ` INCLUDE (…)`, ` TABLESPACE …`, ` WHERE …`.
    pub(super) rest: String,
}

impl PreviewSchemaEditor<'_> {
    pub(super) fn create_index(
        &mut self,
        model: &RenderedModel,
        index: &Index,
    ) -> DjangoResult<()> {
        let statement = self.index_sql(model, index)?;
        self.run(statement.sql(self.dialect));
        Ok(())
    }

    pub(super) fn drop_index(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<()> {
        let fields = index.fields_orders();
        let fields: Vec<Rc<str>> = fields.into_iter().map(|(name, _)| name).collect();
        self.create_missing_fk_index(model, &fields, &index.expressions)?;
        self.delete_index(model, &index.name)
    }

    pub(super) fn alter_index_name(
        &mut self,
        model: &RenderedModel,
        old_index: &Index,
        new_index: &Index,
    ) {
        let (old, new) = (
            self.quote_name(&old_index.name),
            self.quote_name(&new_index.name),
        );
        self.run(match self.is_postgresql() {
            true => format!("ALTER INDEX {old} RENAME TO {new}"),
            false => self.alter_table(model, &format!("RENAME INDEX {old} TO {new}")),
        });
    }

    /// `DROP INDEX`, of what waits too.
    pub(super) fn delete_index(&mut self, model: &RenderedModel, name: &str) -> DjangoResult<()> {
        let (table, quoted) = (model.db_table(), self.quote_name(name));
        let dialect = self.dialect;
        self.deferred_sql
            .retain(|statement| !statement.references_index(dialect, &table, &quoted));
        let sql = self.delete_index_sql(model, name);
        self.run_escaped(sql)
    }

    /// `sql_delete_index`.
    pub(super) fn delete_index_sql(&self, model: &RenderedModel, name: &str) -> String {
        let name = self.quote_name(name);
        match self.is_postgresql() {
            true => format!("DROP INDEX IF EXISTS {name}"),
            false => format!(
                "DROP INDEX {name} ON {}",
                self.quote_name(&model.db_table())
            ),
        }
    }

    /// The statements for all indexes of a table.
    pub(super) fn model_indexes_sql(
        &mut self,
        model: &RenderedModel,
    ) -> DjangoResult<Vec<Statement>> {
        if !model.can_migrate() {
            return Ok(Vec::new());
        }
        let mut statements = Vec::new();
        for field in model.local_fields() {
            statements.extend(self.field_indexes_sql(model, &field)?);
        }
        for index in &model.model.options.indexes {
            statements.push(self.index_sql(model, index)?);
        }
        Ok(statements)
    }

    /// The indexes of a field: PostgreSQL has a second one for LIKE.
    pub(super) fn field_indexes_sql(
        &mut self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> DjangoResult<Vec<Statement>> {
        let mut statements = Vec::new();
        if self.should_be_indexed(field) {
            statements.push(self.field_index_sql(model, field));
        }
        statements.extend(self.like_index_sql(model, field));
        Ok(statements)
    }

    /// An index on a column alone.
    pub(super) fn field_index_sql(
        &self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> Statement {
        let parts = IndexParts {
            columns: vec![(field.column(), String::new())],
            rest: self.tablespace_sql(model, std::slice::from_ref(field), None),
            ..IndexParts::default()
        };
        plain_index(model, parts)
    }

    /// `_create_like_index_sql`.
    pub(super) fn like_index_sql(
        &self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> Option<Statement> {
        let options = &field.field.options;
        if !self.is_postgresql() || !(options.db_index || field.field.unique()) {
            return None;
        }
        let db_type = self.db_type(field)?;
        let collation = self.collation(field);
        let operators = postgresql::schema::pattern_operators(&db_type, collation.as_deref())?;
        let parts = IndexParts {
            suffix: "_like",
            columns: vec![(field.column(), format!(" {operators}"))],
            rest: self.tablespace_sql(model, std::slice::from_ref(field), None),
            ..IndexParts::default()
        };
        Some(plain_index(model, parts))
    }

    /// An index on several columns whose name is made from them.
    pub(super) fn index_together_sql(
        &self,
        model: &RenderedModel,
        fields: &[Rc<str>],
    ) -> DjangoResult<Statement> {
        let columns = self.columns_of(model, fields)?.into_iter();
        let parts = IndexParts {
            suffix: "_idx",
            columns: columns.map(|column| (column, String::new())).collect(),
            rest: self.tablespace_sql(model, &[], None),
            ..IndexParts::default()
        };
        Ok(plain_index(model, parts))
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
        let sql = compiler::condition(self.dialect, self.interpreter, model, condition)?;
        Ok(match sql.is_empty() || !self.is_postgresql() {
            true => String::new(),
            false => format!(" WHERE {sql}"),
        })
    }

    /// ` INCLUDE (…)`, where there are covering indexes.
    pub(super) fn include_sql(
        &self,
        model: &RenderedModel,
        include: &[Rc<str>],
    ) -> DjangoResult<String> {
        let columns = self.columns_of(model, include)?;
        Ok(match columns.is_empty() || !self.is_postgresql() {
            true => String::new(),
            false => format!(" INCLUDE ({})", self.dialect.quote_names(&columns)),
        })
    }

    /// The columns with what PostgreSQL compares them by, and their order.
    pub(super) fn key_columns(
        &self,
        columns: Vec<String>,
        opclasses: &[Rc<str>],
        descending: &[bool],
    ) -> Vec<(String, String)> {
        let columns = columns.into_iter().enumerate().map(|(at, column)| {
            let operators = opclasses.get(at).filter(|_| self.is_postgresql());
            let operators = operators.map(|name| format!(" {name}")).unwrap_or_default();
            let order = match descending.get(at) {
                Some(true) => " DESC",
                _ => "",
            };
            (column, operators + order)
        });
        columns.collect()
    }

    /// The key of an index or constraint: columns, or expressions.
    pub(super) fn key_part(
        &mut self,
        model: &RenderedModel,
        columns: Vec<(String, String)>,
        expressions: &[Value],
    ) -> DjangoResult<Part> {
        let table = model.db_table();
        if !columns.is_empty() {
            return Ok(Part::Columns { table, columns });
        }
        let key = compiler::index_expressions(self.dialect, self.interpreter, model, expressions)?;
        Ok(Part::Expressions {
            table,
            columns: key.columns,
            sql: key.sql,
        })
    }

    /// MySQL drops the index behind a foreign key when another one will do, and does not let that
    /// one go then: an index is made for the key alone (`_create_missing_fk_index`).
    pub(super) fn create_missing_fk_index(
        &mut self,
        model: &RenderedModel,
        fields: &[Rc<str>],
        expressions: &[Value],
    ) -> DjangoResult<()> {
        if self.is_postgresql() {
            return Ok(());
        }
        let Some(name) = fields.first().cloned().or_else(|| first_name(expressions)) else {
            return Ok(());
        };
        let field = model.get_field(&name)?;
        if *field.field.get_internal_type() != *"ForeignKey" {
            return Ok(());
        }
        let table = self.known_table(model)?;
        if self.catalog.indexes_beginning_with(&table, &field.column()) != 1 {
            return Ok(());
        }
        let statement = self.field_index_sql(model, &field);
        self.run_escaped(statement.sql(self.dialect))
    }

    /// `Index.create_sql`.
    fn index_sql(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<Statement> {
        let include = self.include_sql(model, &index.include)?;
        let condition = self.condition_sql(model, index.condition.as_ref())?;
        let mut fields = Vec::new();
        if index.expressions.is_empty() {
            let orders = index.fields_orders();
            let names: Vec<Rc<str>> = orders.iter().map(|(name, _)| name.clone()).collect();
            let descending: Vec<bool> = orders.iter().map(|(_, descending)| *descending).collect();
            let columns = self.columns_of(model, &names)?;
            for name in &names {
                fields.push(model.get_field(name)?);
            }
            let keys = self.key_columns(columns, &index.opclasses, &descending);
            let tablespace = self.tablespace_sql(model, &fields, index.db_tablespace.as_deref());
            let parts = IndexParts {
                name: Some(index.name.clone()),
                columns: keys,
                rest: format!("{include}{tablespace}{condition}"),
                ..IndexParts::default()
            };
            return Ok(plain_index(model, parts));
        }
        let tablespace = self.tablespace_sql(model, &fields, index.db_tablespace.as_deref());
        let key = self.key_part(model, Vec::new(), &index.expressions)?;
        let parts = IndexParts {
            name: Some(index.name.clone()),
            rest: format!("{include}{tablespace}{condition}"),
            ..IndexParts::default()
        };
        Ok(index_statement(model, parts, key))
    }

    /// `_field_should_be_indexed`: MySQL makes the index of a foreign key by itself.
    fn should_be_indexed(&self, field: &RenderedField) -> bool {
        if !field.field.options.db_index || field.field.unique() {
            return false;
        }
        let internal_type = field.field.get_internal_type();
        let has_own = *internal_type == *"ForeignKey" && field.has_foreign_key();
        self.is_postgresql() || !(has_own || self.is_limited(field))
    }

    /// `_get_index_tablespace_sql`. MySQL has none, but gets the space before it.
    fn tablespace_sql(
        &self,
        model: &RenderedModel,
        fields: &[RenderedField],
        given: Option<&str>,
    ) -> String {
        let of_field = match fields {
            [only] => only.field.options.db_tablespace.clone(),
            _ => None,
        };
        let tablespace = given.map(Rc::from).or_else(|| {
            let own = of_field.filter(|it| !it.is_empty());
            let model = || model.model.options.text("db_tablespace");
            own.or_else(model).filter(|it| !it.is_empty())
        });
        match tablespace {
            Some(name) if self.is_postgresql() => format!(" TABLESPACE {}", self.quote_name(&name)),
            Some(_) => " ".to_owned(),
            None => String::new(),
        }
    }
}

/// An index on columns.
fn plain_index(model: &RenderedModel, mut parts: IndexParts) -> Statement {
    let columns = std::mem::take(&mut parts.columns);
    let names = columns.iter().map(|(name, _)| name.clone()).collect();
    let key = Part::Columns {
        table: model.db_table(),
        columns,
    };
    with_name(model, parts, names, key)
}

fn index_statement(model: &RenderedModel, parts: IndexParts, key: Part) -> Statement {
    with_name(model, parts, Vec::new(), key)
}

fn with_name(
    model: &RenderedModel,
    parts: IndexParts,
    columns: Vec<String>,
    key: Part,
) -> Statement {
    let table = model.db_table();
    let name = match parts.name {
        Some(name) => Part::GivenName {
            table: table.clone(),
            columns,
            name: name.to_string(),
        },
        None => Part::Name {
            table: table.clone(),
            columns,
            suffix: parts.suffix.to_owned(),
        },
    };
    Statement(vec![
        Part::text("CREATE INDEX "),
        name,
        Part::text(" ON "),
        Part::Table(table),
        Part::text(" ("),
        key,
        Part::text(format!("){}", parts.rest)),
    ])
}

/// The field that the first expression is the name of.
fn first_name(expressions: &[Value]) -> Option<Rc<str>> {
    let expression = expressions.first()?.native::<Expression>()?;
    let name = expression.option("name").and_then(Value::as_text)?;
    (expression.class == "F" && !name.contains("__")).then_some(name)
}

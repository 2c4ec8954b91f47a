//! ALTER TABLE.

use std::rc::Rc;

use super::Execution;
use super::schema::{index_texts, redefine};
use crate::database::expression::{Node, Scope};
use crate::database::sql::ast::{
    AlterAction, ColumnConstraint, ColumnSyntax, CreateTable, Name, Statement,
};
use crate::database::sql::reparse;
use crate::database::sql::rewrite::{Rename, has_quoted_column};
use crate::database::sql::token::quote;
use crate::database::storage::{Row, Table, key};
use crate::database::{DatabaseError, SqlValue};

impl Execution<'_, '_> {
    /// Executes an ALTER TABLE.
    pub fn alter_table(&mut self, name: &Name, action: &AlterAction) -> Result<(), DatabaseError> {
        let table = self.alterable(name, action)?;
        match action {
            AlterAction::RenameTable(to) => self.rename_table(&table, to),
            AlterAction::RenameColumn { from, to } => self.rename_column(&table, from, to),
            AlterAction::AddColumn { column, text } => self.add_column(&table, column, text),
            AlterAction::DropColumn(column) => self.drop_column(&table, column),
        }
    }

    fn alterable(&self, name: &Name, action: &AlterAction) -> Result<Rc<Table>, DatabaseError> {
        let state = &self.change.state;
        let message = match state.table(&name.text) {
            Some(_) if key(&name.text).starts_with("sqlite_") => {
                format!("table {} may not be altered", name.text)
            }
            Some(table) => return Ok(Rc::clone(table)),
            None if name.is("sqlite_master") || name.is("sqlite_schema") => {
                "table sqlite_master may not be altered".to_owned()
            }
            None if state.views.contains_key(&key(&name.text)) => match action {
                AlterAction::RenameTable(_) => format!("view {} may not be altered", name.text),
                AlterAction::AddColumn { .. } => "Cannot add a column to a view".to_owned(),
                AlterAction::RenameColumn { .. } => {
                    format!("cannot rename columns of view \"{}\"", name.text)
                }
                AlterAction::DropColumn(_) => {
                    format!("cannot drop column from view \"{}\"", name.text)
                }
            },
            None => format!("no such table: {}", name.text),
        };
        Err(DatabaseError::operational(message))
    }

    fn rename_table(&mut self, table: &Table, to: &Name) -> Result<(), DatabaseError> {
        let state = &self.change.state;
        let new = key(&to.text);
        let taken = state.tables.contains_key(&new)
            || state.views.contains_key(&new)
            || state.index_tables.contains_key(&new);
        if taken {
            let message = format!(
                "there is already another table or index with this name: {}",
                to.text
            );
            return Err(DatabaseError::operational(message));
        }
        if new.starts_with("sqlite_") {
            let message = format!("object name reserved for internal use: {}", to.text);
            return Err(DatabaseError::operational(message));
        }
        let change = Rename::Table {
            from: &table.definition.name,
            to: &to.text,
        };
        self.rename_everywhere(&change, &|_, _, error| error)
    }

    fn rename_column(
        &mut self,
        table: &Table,
        from: &Name,
        to: &Name,
    ) -> Result<(), DatabaseError> {
        let definition = &table.definition;
        if definition.column(&from.text).is_none() {
            return Err(no_such_column(from));
        }
        let spelled = self.sql.get(to.start..to.end).unwrap_or_default();
        let quoted = spelled.starts_with(['"', '`', '[', '\'']);
        let change = Rename::Column {
            table: &definition.name,
            from: &from.text,
            to: &to.text,
            quoted,
        };
        self.rename_everywhere(&change, &|kind, name, error| DatabaseError {
            message: format!("error in {kind} {name} after rename: {}", error.message),
            ..error
        })
    }

    fn add_column(
        &mut self,
        table: &Table,
        column: &ColumnSyntax,
        text: &str,
    ) -> Result<(), DatabaseError> {
        let definition = &table.definition;
        if definition.column(&column.name.text).is_some() {
            let message = format!("duplicate column name: {}", column.name.text);
            return Err(DatabaseError::operational(message));
        }
        self.check_new_column(table, column)?;
        let syntax = create_syntax(&definition.sql)?;
        let mut sql = definition.sql.to_string();
        let at = syntax.columns_end.min(sql.len());
        sql.insert_str(at, &format!(", {}", text.trim_end_matches(';').trim_end()));
        let texts = index_texts(table, &|sql, _| sql.to_owned())?;
        let state = &self.change.state;
        let redefined = redefine(state, table, &sql, &texts, &|_, _, error| error)?;
        let added = redefined.definition.columns.len() - 1;
        self.check_default(&redefined, added)?;
        let value = self.change.default_of(&redefined, added)?;
        let value = redefined.definition.columns[added].affinity.apply(value);
        let widened =
            redefined.map_rows(|row| row.iter().cloned().chain([value.clone()]).collect());
        let has_rows = !widened.rows.is_empty();
        let settled = self.settle(widened)?;
        if has_rows && has_check(column) {
            self.check_rows(&settled)?;
        }
        self.change.rebuild(settled)
    }

    /// What SQLite refuses to add.
    fn check_new_column(&self, table: &Table, column: &ColumnSyntax) -> Result<(), DatabaseError> {
        let refuse = |message: &str| Err(DatabaseError::operational(message));
        let has = |wanted: fn(&ColumnConstraint) -> bool| column.constraints.iter().any(wanted);
        if has(|constraint| matches!(constraint, ColumnConstraint::PrimaryKey { .. })) {
            return refuse("Cannot add a PRIMARY KEY column");
        }
        if has(|constraint| matches!(constraint, ColumnConstraint::Unique)) {
            return refuse("Cannot add a UNIQUE column");
        }
        if table.rows.is_empty() {
            return Ok(());
        }
        let default = has(|constraint| {
            matches!(constraint, ColumnConstraint::Default { expr, .. }
            if *expr != crate::database::sql::ast::Expr::Value(SqlValue::Null))
        });
        if has(|constraint| matches!(constraint, ColumnConstraint::Generated { stored: true, .. }))
        {
            return refuse("cannot add a STORED column");
        }
        if has(|constraint| matches!(constraint, ColumnConstraint::Generated { .. })) {
            return Ok(());
        }
        let references = has(|constraint| matches!(constraint, ColumnConstraint::References(_)));
        if references && default && self.change.foreign_keys {
            return refuse("Cannot add a REFERENCES column with non-NULL default value");
        }
        if !default && has(|constraint| matches!(constraint, ColumnConstraint::NotNull)) {
            return refuse("Cannot add a NOT NULL column with default value NULL");
        }
        Ok(())
    }

    /// The rows that exist need a default that never changes.
    fn check_default(&self, table: &Table, column: usize) -> Result<(), DatabaseError> {
        let default = table.definition.columns[column].default.as_ref();
        let constant = match default.map(|(_, node)| node) {
            None | Some(Node::Value(_)) => true,
            Some(Node::Unary(_, inner)) => matches!(inner.as_ref(), Node::Value(_)),
            Some(_) => false,
        };
        if constant || table.rows.is_empty() {
            return Ok(());
        }
        Err(DatabaseError::operational(
            "Cannot add a column with non-constant default",
        ))
    }

    /// Computes the generated columns of every row.
    fn settle(&self, table: Table) -> Result<Table, DatabaseError> {
        let definition = Rc::clone(&table.definition);
        if definition
            .columns
            .iter()
            .all(|column| column.generated.is_none())
        {
            return Ok(table);
        }
        let session = self.change.session();
        let mut settled = table;
        let rows = std::mem::take(&mut settled.rows);
        for (rowid, row) in rows {
            let row =
                crate::database::storage::generate(&definition, row.to_vec(), rowid, &session)?;
            settled.rows.insert(rowid, row);
        }
        Ok(settled)
    }

    fn check_rows(&self, table: &Table) -> Result<(), DatabaseError> {
        let session = self.change.session();
        for (rowid, row) in &table.rows {
            let source = [Some(crate::database::expression::SourceRow {
                rowid: *rowid,
                values: Rc::clone(row),
            })];
            let scope = Scope::constant(&session).with_rows(&source);
            for check in &table.definition.checks {
                let value = check.node.evaluate(&scope)?;
                if crate::database::affinity::truth(&value) == Some(false) {
                    return Err(DatabaseError::integrity("CHECK constraint failed"));
                }
            }
        }
        Ok(())
    }

    fn drop_column(&mut self, table: &Table, name: &Name) -> Result<(), DatabaseError> {
        let definition = &table.definition;
        let Some(place) = definition.column(&name.text) else {
            return Err(no_such_column(name));
        };
        let column = &definition.columns[place];
        let syntax = create_syntax(&definition.sql)?;
        let own = syntax
            .columns
            .get(place)
            .map(|column| column.constraints.as_slice());
        let is_unique = own
            .unwrap_or_default()
            .iter()
            .any(|constraint| matches!(constraint, ColumnConstraint::Unique));
        let refusal = if column.primary_key > 0 {
            Some(format!("cannot drop PRIMARY KEY column: \"{}\"", name.text))
        } else if is_unique {
            Some(format!("cannot drop UNIQUE column: \"{}\"", name.text))
        } else if definition.columns.len() == 1 {
            Some(format!(
                "cannot drop column \"{}\": no other columns exist",
                name.text
            ))
        } else {
            None
        };
        if let Some(message) = refusal {
            return Err(DatabaseError::operational(message));
        }
        let sql = without_column(&definition.sql, &syntax, place);
        let texts = index_texts(table, &|sql, _| sql.to_owned())?;
        let failed = |kind: &str, object: &str, error: DatabaseError| DatabaseError {
            message: format!(
                "error in {kind} {object} after drop column: {}",
                error.message
            ),
            ..error
        };
        let redefined = redefine(&self.change.state, table, &sql, &texts, &failed)?;
        if let Some((kind, object)) = still_named(table, &sql, &texts, name)? {
            let message = format!("no such column: {}", name.text);
            return Err(failed(kind, &object, DatabaseError::operational(message)));
        }
        let narrowed = redefined.map_rows(|row: &Row| {
            let others = row.iter().enumerate().filter(|(other, _)| *other != place);
            others.map(|(_, value)| value.clone()).collect()
        });
        self.change.rebuild(narrowed)
    }
}

/// The table, or the index of it, whose new text still has the column in quotes: elsewhere that is
/// text when there is no such column, but not to a column that goes.
fn still_named(
    table: &Table,
    sql: &str,
    index_texts: &[Option<String>],
    column: &Name,
) -> Result<Option<(&'static str, Rc<str>)>, DatabaseError> {
    let own = &table.definition.name;
    let names = |sql: &str| Ok(has_quoted_column(sql, &reparse(sql)?, own, &column.text));
    if names(sql)? {
        return Ok(Some(("table", Rc::clone(own))));
    }
    for (index, text) in table.indexes.iter().zip(index_texts) {
        if let Some(text) = text
            && names(text)?
        {
            return Ok(Some(("index", index.definition.name.clone())));
        }
    }
    Ok(None)
}

/// SQLite puts the name between quotes with the quotes that it is written with.
fn no_such_column(name: &Name) -> DatabaseError {
    let written = match name.double_quoted {
        true => quote(&name.text),
        false => name.text.to_string(),
    };
    DatabaseError::operational(format!("no such column: \"{written}\""))
}

fn has_check(column: &ColumnSyntax) -> bool {
    column
        .constraints
        .iter()
        .any(|constraint| matches!(constraint, ColumnConstraint::Check(_)))
}

fn create_syntax(sql: &str) -> Result<CreateTable, DatabaseError> {
    match reparse(sql)? {
        Statement::CreateTable(syntax) => Ok(*syntax),
        _ => Err(DatabaseError::operational("malformed database schema")),
    }
}

/// The text of a table without one of its columns, cut where SQLite cuts it.
fn without_column(sql: &str, syntax: &CreateTable, place: usize) -> String {
    let start = syntax.columns[place].name.start;
    match syntax.columns.get(place + 1) {
        Some(next) => {
            let (before, rest) = (sql.get(..start), sql.get(next.name.start..));
            format!("{}{}", before.unwrap_or_default(), rest.unwrap_or_default())
        }
        None => {
            let before = sql.get(..start).unwrap_or_default();
            let comma = before.rfind(',').unwrap_or(start);
            let rest = sql.get(syntax.columns_end..).unwrap_or_default();
            format!("{}{rest}", before.get(..comma).unwrap_or_default())
        }
    }
}

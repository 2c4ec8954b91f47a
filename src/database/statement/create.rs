//! CREATE TABLE, CREATE INDEX and CREATE VIEW.

use std::rc::Rc;

use super::Execution;
use crate::database::DatabaseError;
use crate::database::affinity::Affinity;
use crate::database::query::OutputColumn;
use crate::database::sql::ast::{CreateIndex, CreateTable, CreateView, Name, Select, Statement};
use crate::database::sql::reparse;
use crate::database::sql::token::{end_of_statement, quote};
use crate::database::storage::{Table, View, define_index, define_table, key};

impl Execution<'_, '_> {
    /// Executes a CREATE TABLE.
    pub fn create_table(&mut self, syntax: &CreateTable) -> Result<(), DatabaseError> {
        self.check_reserved(&syntax.name)?;
        if self.is_taken(&syntax.name, syntax.if_not_exists)? {
            return Ok(());
        }
        if let Some(select) = &syntax.select {
            return self.create_table_as(&syntax.name, select);
        }
        let end = end_of_statement(self.sql);
        let text = self.sql.get(syntax.name.start..end).unwrap_or_default();
        self.add_table(&format!("CREATE TABLE {text}")).map(|_| ())
    }

    /// Adds the table that a text defines; answers its key.
    fn add_table(&mut self, sql: &str) -> Result<Rc<str>, DatabaseError> {
        let Statement::CreateTable(syntax) = reparse(sql)? else {
            return Err(DatabaseError::operational("malformed database schema"));
        };
        let (definition, indexes) = define_table(&self.change.state, &syntax, sql)?;
        let table = Table::new(definition, indexes);
        let name = Rc::clone(&table.definition.name);
        let autoincrement = table.definition.autoincrement;
        let state = &mut self.change.state;
        state.add_object("table", &name, &name);
        for index in table.indexes.iter().rev() {
            state.add_object("index", &index.definition.name, &name);
            state
                .index_tables
                .insert(index.definition.key(), key(&name));
        }
        state.put_table(table);
        if autoincrement && state.table("sqlite_sequence").is_none() {
            self.add_table("CREATE TABLE sqlite_sequence(name,seq)")?;
        }
        Ok(key(&name))
    }

    fn create_table_as(&mut self, name: &Name, select: &Select) -> Result<(), DatabaseError> {
        let query = self.binder().query(select)?;
        let rows = query.run(&self.change.session(), None)?;
        let sql = table_text(&name.text, &query.columns);
        let table = self.add_table(&sql)?;
        for row in rows {
            self.change.insert(&table, row, None, Default::default())?;
        }
        self.change.changes = 0;
        Ok(())
    }

    fn check_reserved(&self, name: &Name) -> Result<(), DatabaseError> {
        let reserved = name
            .text
            .get(..7)
            .is_some_and(|start| start.eq_ignore_ascii_case("sqlite_"));
        if reserved {
            let message = format!("object name reserved for internal use: {}", name.text);
            return Err(DatabaseError::operational(message));
        }
        Ok(())
    }

    /// Whether a table or view of the name exists, which only IF NOT EXISTS allows.
    fn is_taken(&self, name: &Name, if_not_exists: bool) -> Result<bool, DatabaseError> {
        let key = key(&name.text);
        let state = &self.change.state;
        if state.index_tables.contains_key(&key) {
            let message = format!("there is already an index named {}", name.text);
            return Err(DatabaseError::operational(message));
        }
        let kind = if state.tables.contains_key(&key) {
            "table"
        } else if state.views.contains_key(&key) {
            "view"
        } else {
            return Ok(false);
        };
        if if_not_exists {
            return Ok(true);
        }
        let spelled = self.sql.get(name.start..name.end).unwrap_or(&name.text);
        Err(DatabaseError::operational(format!(
            "{kind} {spelled} already exists"
        )))
    }

    /// Executes a CREATE INDEX.
    pub fn create_index(&mut self, syntax: &CreateIndex) -> Result<(), DatabaseError> {
        let Some(table) = self.change.state.table(&syntax.table.text).cloned() else {
            let message = match self
                .change
                .state
                .views
                .contains_key(&key(&syntax.table.text))
            {
                true => "views may not be indexed".to_owned(),
                false => format!("no such table: main.{}", syntax.table.text),
            };
            return Err(DatabaseError::operational(message));
        };
        self.check_reserved(&syntax.name)?;
        if self
            .change
            .state
            .tables
            .contains_key(&key(&syntax.name.text))
        {
            let message = format!("there is already a table named {}", syntax.name.text);
            return Err(DatabaseError::operational(message));
        }
        if self
            .change
            .state
            .index_tables
            .contains_key(&key(&syntax.name.text))
        {
            if syntax.if_not_exists {
                return Ok(());
            }
            let message = format!("index {} already exists", syntax.name.text);
            return Err(DatabaseError::operational(message));
        }
        let end = end_of_statement(self.sql);
        let text = self.sql.get(syntax.name.start..end).unwrap_or_default();
        let unique = if syntax.unique { " UNIQUE" } else { "" };
        let sql = format!("CREATE{unique} INDEX {text}");
        let Statement::CreateIndex(syntax) = reparse(&sql)? else {
            return Err(DatabaseError::operational("malformed database schema"));
        };
        let index = define_index(&self.change.state, &table.definition, &syntax, &sql)?;
        let name = Rc::clone(&index.name);
        let definition = Rc::clone(&table.definition);
        self.change.add_index(Table::clone(&table), index)?;
        let state = &mut self.change.state;
        state.add_object("index", &name, &definition.name);
        state.index_tables.insert(key(&name), key(&definition.name));
        Ok(())
    }

    /// Executes a CREATE VIEW.
    pub fn create_view(&mut self, syntax: &CreateView) -> Result<(), DatabaseError> {
        self.check_reserved(&syntax.name)?;
        if self.is_taken(&syntax.name, syntax.if_not_exists)? {
            return Ok(());
        }
        let end = end_of_statement(self.sql);
        let text = self.sql.get(syntax.name.start..end).unwrap_or_default();
        let name = syntax.name.text.clone();
        let view = View {
            name: Rc::clone(&name),
            sql: format!("CREATE VIEW {text}").into(),
        };
        let state = &mut self.change.state;
        state.add_object("view", &name, &name);
        state.views.insert(key(&name), Rc::new(view));
        Ok(())
    }
}

/// The text that SQLite writes for CREATE TABLE … AS.
fn table_text(name: &str, columns: &[OutputColumn]) -> String {
    let spelled: Vec<String> = columns
        .iter()
        .map(|column| {
            let kind = match column.affinity {
                Some(Affinity::Text) => " TEXT",
                Some(Affinity::Numeric) => " NUM",
                Some(Affinity::Integer) => " INT",
                Some(Affinity::Real) => " REAL",
                Some(Affinity::Blob) | None => "",
            };
            format!("{}{kind}", bare_or_quoted(&column.name))
        })
        .collect();
    let name = bare_or_quoted(name);
    let length = name.len() + spelled.iter().map(|column| column.len() + 5).sum::<usize>();
    if length < 50 {
        return format!("CREATE TABLE {name}({})", spelled.join(","));
    }
    format!("CREATE TABLE {name}(\n  {}\n)", spelled.join(",\n  "))
}

fn bare_or_quoted(name: &str) -> String {
    let is_bare = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty();
    if is_bare {
        name.to_owned()
    } else {
        quote(name)
    }
}

impl crate::database::storage::Change<'_> {
    /// Adds an index to a table, filling it from the rows.
    ///
    /// # Errors
    ///
    /// `UNIQUE constraint failed: …`.
    pub fn add_index(
        &mut self,
        mut table: Table,
        index: crate::database::storage::IndexDefinition,
    ) -> Result<(), DatabaseError> {
        let mut index = crate::database::storage::Index::new(Rc::new(index));
        let session = self.session();
        let mut clash = false;
        for (rowid, row) in &table.rows {
            if let Some(key) = index.key_of(*rowid, row, &session)? {
                clash |= index.conflict(&key, *rowid).is_some();
                index.insert(key, *rowid);
            }
        }
        table.indexes.insert(0, index);
        if clash {
            let violation = crate::database::storage::Violation {
                index: Some(0),
                rowid: 0,
            };
            return Err(table.unique_error(violation));
        }
        self.state.put_table(table);
        Ok(())
    }
}

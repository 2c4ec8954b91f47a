//! Giving a table another text.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Execution;
use crate::database::DatabaseError;
use crate::database::expression::Binder;
use crate::database::sql::ast::Statement;
use crate::database::sql::reparse;
use crate::database::sql::rewrite::{Rename, rename};
use crate::database::storage::{
    IndexDefinition, Row, State, Table, View, define_index, define_table, key,
};

impl Execution<'_, '_> {
    /// Applies a rename to every text of the schema that may name what is renamed: a table's text and
    /// its indexes' can name only the table itself and those its foreign keys refer to. Parsing all
    /// of them would make every rename as dear as the schema is large, and each remade table ends
    /// with one.
    ///
    /// `failed` words the complaint about an object whose new text does not hold.
    pub fn rename_everywhere(
        &mut self,
        change: &Rename<'_>,
        failed: &dyn Fn(&str, &str, DatabaseError) -> DatabaseError,
    ) -> Result<(), DatabaseError> {
        self.check_views()?;
        let state = &self.change.state;
        let renamed = key(change.table());
        let mut names: BTreeSet<Rc<str>> = state.children_of(&renamed).into_iter().collect();
        names.insert(renamed);
        let concerned: Vec<Rc<Table>> = names
            .iter()
            .filter_map(|name| state.tables.get(name).cloned())
            .collect();
        for table in concerned {
            self.rename_in_table(&table, change, failed)?;
        }
        let views: Vec<Rc<View>> = self.change.state.views.values().cloned().collect();
        for view in views {
            let sql: Rc<str> = rename(&view.sql, &reparse(&view.sql)?, change).into();
            let renamed = View {
                name: Rc::clone(&view.name),
                sql,
            };
            self.change
                .state
                .views
                .insert(key(&view.name), Rc::new(renamed));
        }
        Ok(())
    }

    /// Refuses a rename while a view names what is not there: SQLite could not tell what it means.
    fn check_views(&self) -> Result<(), DatabaseError> {
        for view in self.change.state.views.values() {
            let Statement::CreateView(syntax) = reparse(&view.sql)? else {
                continue;
            };
            if let Err(error) = Binder::new(&self.change.state, &[]).query(&syntax.select) {
                let reason = error
                    .message
                    .replace("no such table: ", "no such table: main.");
                let message = format!("error in view {}: {reason}", view.name);
                return Err(DatabaseError::operational(message));
            }
        }
        Ok(())
    }

    fn rename_in_table(
        &mut self,
        table: &Table,
        change: &Rename<'_>,
        failed: &dyn Fn(&str, &str, DatabaseError) -> DatabaseError,
    ) -> Result<(), DatabaseError> {
        let old_sql = &table.definition.sql;
        let sql = rename(old_sql, &reparse(old_sql)?, change);
        let index_texts = index_texts(table, &|sql, statement| rename(sql, statement, change))?;
        let unchanged = *sql == **old_sql
            && index_texts
                .iter()
                .zip(&table.indexes)
                .all(|(new, index)| new.as_deref() == index.definition.sql.as_deref());
        if unchanged {
            return Ok(());
        }
        let redefined = redefine(&self.change.state, table, &sql, &index_texts, failed)?;
        self.change.state.replace_table(table, redefined);
        Ok(())
    }
}

/// Makes a new text of an index's.
pub type Edit<'a> = dyn Fn(&str, &Statement) -> String + 'a;

/// The edited texts of a table's indexes, in their order.
pub fn index_texts(table: &Table, edit: &Edit<'_>) -> Result<Vec<Option<String>>, DatabaseError> {
    table
        .indexes
        .iter()
        .map(|index| {
            let sql = index.definition.sql.as_deref();
            sql.map(|sql| Ok(edit(sql, &reparse(sql)?))).transpose()
        })
        .collect()
}

/// The table that new texts define, with the rows and entries of the old one.
pub fn redefine(
    state: &State,
    table: &Table,
    sql: &str,
    index_texts: &[Option<String>],
    failed: &dyn Fn(&str, &str, DatabaseError) -> DatabaseError,
) -> Result<Table, DatabaseError> {
    let name = &table.definition.name;
    let Statement::CreateTable(syntax) = reparse(sql)? else {
        return Err(DatabaseError::operational("malformed database schema"));
    };
    let (definition, automatic) =
        define_table(state, &syntax, sql).map_err(|error| failed("table", name, error))?;
    let mut automatic = automatic.into_iter();
    let mut indexes = Vec::new();
    for (index, text) in table.indexes.iter().zip(index_texts) {
        let new: Option<IndexDefinition> = match text {
            None => automatic.next(),
            Some(text) => {
                let Statement::CreateIndex(syntax) = reparse(text)? else {
                    continue;
                };
                let index_name = &index.definition.name;
                let new = define_index(state, &definition, &syntax, text)
                    .map_err(|error| failed("index", index_name, error))?;
                Some(new)
            }
        };
        if let Some(new) = new {
            indexes.push(index.with_definition(Rc::new(new)));
        }
    }
    Ok(Table {
        definition: Rc::new(definition),
        rows: table.rows.clone(),
        indexes,
        misfits: Rc::clone(&table.misfits),
        sequence: table.sequence,
    })
}

impl Table {
    /// The table with every row made anew.
    pub fn map_rows(mut self, edit: impl Fn(&Row) -> Row) -> Self {
        self.rows = self
            .rows
            .iter()
            .map(|(rowid, row)| (*rowid, edit(row)))
            .collect();
        self
    }
}

impl State {
    /// Puts a table in the place of another, under its new names.
    pub fn replace_table(&mut self, old: &Table, new: Table) {
        let (from, to) = (
            Rc::clone(&old.definition.name),
            Rc::clone(&new.definition.name),
        );
        for rowid in self.objects_of(&from) {
            let Some(mut object) = self.remove_object(rowid) else {
                continue;
            };
            object.table = Rc::clone(&to);
            if object.kind == "table" {
                object.name = Rc::clone(&to);
            }
            let renamed = old.indexes.iter().zip(&new.indexes).find(|(before, _)| {
                object.kind == "index" && before.definition.name == object.name
            });
            if let Some((_, after)) = renamed {
                object.name = Rc::clone(&after.definition.name);
            }
            self.object_tables.insert((key(&to), rowid));
            self.objects.insert(rowid, object);
        }
        for index in &old.indexes {
            self.index_tables.remove(&index.definition.key());
        }
        for index in &new.indexes {
            self.index_tables.insert(index.definition.key(), key(&to));
        }
        self.remove_table(&key(&from));
        if from != to {
            self.edit_sequence(&from, Some(&to));
            self.suspects = self
                .suspects
                .iter()
                .map(|(table, rowid)| match **table == *key(&from) {
                    true => (key(&to), *rowid),
                    false => (Rc::clone(table), *rowid),
                })
                .collect();
        }
        self.put_table(new);
    }
}

//! DROP TABLE, DROP INDEX and DROP VIEW.

use std::rc::Rc;

use super::Execution;
use crate::database::DatabaseError;
use crate::database::sql::ast::Name;
use crate::database::storage::{Table, key};

impl Execution<'_, '_> {
    /// Executes a DROP TABLE.
    pub fn drop_table(&mut self, name: &Name, if_exists: bool) -> Result<(), DatabaseError> {
        let table_key = key(&name.text);
        let Some(table) = self.change.state.tables.get(&table_key).cloned() else {
            if self.change.state.views.contains_key(&table_key) {
                let message = format!("use DROP VIEW to delete view {}", name.text);
                return Err(DatabaseError::operational(message));
            }
            return missing("table", name, if_exists);
        };
        if table_key.starts_with("sqlite_") {
            let message = format!("table {} may not be dropped", table.definition.name);
            return Err(DatabaseError::operational(message));
        }
        if self.change.foreign_keys && table.is_referred_to(&self.change.state) {
            // The rows go first, so that foreign keys have their say.
            for rowid in table.rows.keys() {
                self.change.delete(&table_key, *rowid)?;
            }
        }
        self.forget_table(&table);
        Ok(())
    }

    fn forget_table(&mut self, table: &Table) {
        let name = &table.definition.name;
        let state = &mut self.change.state;
        for index in &table.indexes {
            state.index_tables.remove(&index.definition.key());
        }
        state.remove_table(&key(name));
        for rowid in state.objects_of(name) {
            state.remove_object(rowid);
        }
        state.edit_sequence(name, None);
    }

    /// Executes a DROP INDEX.
    pub fn drop_index(&mut self, name: &Name, if_exists: bool) -> Result<(), DatabaseError> {
        let index_key = key(&name.text);
        let state = &mut self.change.state;
        let table = state
            .index_tables
            .get(&index_key)
            .and_then(|table| state.tables.get(table));
        let Some(table) = table.cloned() else {
            return missing("index", name, if_exists);
        };
        if table
            .index(&name.text)
            .is_some_and(|index| index.definition.sql.is_none())
        {
            let message =
                "index associated with UNIQUE or PRIMARY KEY constraint cannot be dropped";
            return Err(DatabaseError::operational(message));
        }
        let mut table = Table::clone(&table);
        let owner = Rc::clone(&table.definition.name);
        table
            .indexes
            .retain(|index| !name.is(&index.definition.name));
        state.put_table(table);
        state.index_tables.remove(&index_key);
        self.forget_object(&owner, name);
        Ok(())
    }

    /// Executes a DROP VIEW.
    pub fn drop_view(&mut self, name: &Name, if_exists: bool) -> Result<(), DatabaseError> {
        let state = &mut self.change.state;
        if state.views.remove(&key(&name.text)).is_none() {
            if state.tables.contains_key(&key(&name.text)) {
                let message = format!("use DROP TABLE to delete table {}", name.text);
                return Err(DatabaseError::operational(message));
            }
            return missing("view", name, if_exists);
        }
        self.forget_object(&name.text, name);
        Ok(())
    }

    /// Takes out of `sqlite_master` what is called so among the objects of a table or view.
    fn forget_object(&mut self, owner: &str, name: &Name) {
        let state = &mut self.change.state;
        let mut own = state.objects_of(owner).into_iter();
        let is_named = |rowid: &i64| {
            let object = state.objects.get(rowid);
            object.is_some_and(|object| name.is(&object.name))
        };
        if let Some(rowid) = own.find(is_named) {
            state.remove_object(rowid);
        }
    }
}

fn missing(kind: &str, name: &Name, if_exists: bool) -> Result<(), DatabaseError> {
    if if_exists {
        return Ok(());
    }
    Err(DatabaseError::operational(format!(
        "no such {kind}: {}",
        name.text
    )))
}

impl crate::database::storage::State {
    /// Gives a table's row of `sqlite_sequence` another name, or removes it.
    pub fn edit_sequence(&mut self, name: &str, new_name: Option<&Rc<str>>) {
        use crate::database::SqlValue;
        let Some(sequences) = self.tables.get("sqlite_sequence") else {
            return;
        };
        let of_table = |row: &crate::database::storage::Row| matches!(row.first(), Some(SqlValue::Text(text)) if **text == *name);
        let rowids: Vec<i64> = sequences
            .rows
            .iter()
            .filter(|(_, row)| of_table(row))
            .map(|(rowid, _)| *rowid)
            .collect();
        if rowids.is_empty() {
            return;
        }
        let Some(sequences) = self.tables.get_mut("sqlite_sequence") else {
            return;
        };
        let sequences = Rc::make_mut(sequences);
        for rowid in rowids {
            let Some(row) = sequences.rows.remove(&rowid) else {
                continue;
            };
            if let Some(new_name) = new_name {
                let last = row.get(1).cloned().unwrap_or(SqlValue::Null);
                let row = [SqlValue::Text(Rc::clone(new_name)), last].into();
                sequences.rows.insert(rowid, row);
            }
        }
    }
}

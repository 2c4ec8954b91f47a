//! The state of a database: persistent maps, so that a copy is one pointer.

mod constraints;
mod definition;
mod foreign_keys;
mod index;
mod rows;
mod schema_hash;
pub mod snapshot;

use std::rc::Rc;

pub use constraints::{Candidate, Violation, generate};
pub use definition::{
    Check, Column, ForeignKey, IndexDefinition, IndexOrigin, TableDefinition, define_index,
    define_table,
};
pub use index::Index;
pub use rows::{Change, fits};
pub use schema_hash::schema_hash_order;

use crate::persistent::{OrdMap, OrdSet};

use super::SqlValue;

/// The values of a row, in the order of the columns.
pub type Row = Rc<[SqlValue]>;

/// Everything that a database holds.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The rows of `sqlite_master`, by row id.
    pub objects: OrdMap<i64, SchemaObject>,
    /// The table, by its [`key`], that each row of `sqlite_master` is about.
    pub object_tables: OrdSet<(Rc<str>, i64)>,
    /// Tables by their [`key`].
    pub tables: OrdMap<Rc<str>, Rc<Table>>,
    /// Views by their [`key`].
    pub views: OrdMap<Rc<str>, Rc<View>>,
    /// For each foreign key the table that it refers to and its own, both by [`key`].
    pub references: OrdSet<(Rc<str>, Rc<str>)>,
    /// The table that each index belongs to, both by [`key`].
    pub index_tables: OrdMap<Rc<str>, Rc<str>>,
    /// Rows that may violate a deferred foreign key: table and row id.
    pub suspects: OrdSet<(Rc<str>, i64)>,
    /// Tables that were another when all foreign keys were last found to be whole.
    pub unchecked: OrdSet<Rc<str>>,
    /// `PRAGMA user_version`.
    pub user_version: i64,
}

/// A row of `sqlite_master`.
#[derive(Clone, Debug)]
pub struct SchemaObject {
    /// `table`, `index` or `view`.
    pub kind: &'static str,
    pub name: Rc<str>,
    pub table: Rc<str>,
}

/// A view.
#[derive(Clone, Debug)]
pub struct View {
    pub name: Rc<str>,
    pub sql: Rc<str>,
}

/// A table: its definition, rows and indexes.
#[derive(Clone, Debug)]
pub struct Table {
    pub definition: Rc<TableDefinition>,
    pub rows: OrdMap<i64, Row>,
    /// Newest first, as SQLite lists and checks them.
    pub indexes: Vec<Index>,
    /// Per column, how many values have not the storage class of its affinity.
    pub misfits: Rc<[u64]>,
    /// The row of `sqlite_sequence` that was the table's when it was last written.
    pub sequence: Option<i64>,
}

/// The counts of a table whose values all have the storage class of their column.
fn no_misfits(definition: &TableDefinition) -> Rc<[u64]> {
    vec![0; definition.columns.len()].into()
}

/// How a name is looked up: names differ by more than case.
pub fn key(name: &str) -> Rc<str> {
    name.to_ascii_lowercase().into()
}

impl State {
    /// The table of this name.
    pub fn table(&self, name: &str) -> Option<&Rc<Table>> {
        self.tables.get(&key(name))
    }

    /// Appends a row to `sqlite_master`.
    pub fn add_object(&mut self, kind: &'static str, name: &Rc<str>, table: &Rc<str>) {
        let rowid = self.objects.get_max().map_or(1, |(rowid, _)| rowid + 1);
        let object = SchemaObject {
            kind,
            name: Rc::clone(name),
            table: Rc::clone(table),
        };
        self.objects.insert(rowid, object);
        self.object_tables.insert((key(table), rowid));
    }

    /// Puts other rows in the place of those of `sqlite_master`.
    pub fn set_objects(&mut self, objects: OrdMap<i64, SchemaObject>) {
        self.object_tables = objects
            .iter()
            .map(|(rowid, object)| (key(&object.table), *rowid))
            .collect();
        self.objects = objects;
    }

    /// The rows of `sqlite_master` about a table or view.
    pub fn objects_of(&self, name: &str) -> Vec<i64> {
        let key = key(name);
        let all = self.object_tables.range((Rc::clone(&key), i64::MIN)..);
        let own = all.take_while(|(table, _)| *table == key);
        own.map(|(_, rowid)| *rowid).collect()
    }

    /// Takes a row out of `sqlite_master`.
    pub fn remove_object(&mut self, rowid: i64) -> Option<SchemaObject> {
        let object = self.objects.remove(&rowid)?;
        self.object_tables.remove(&(key(&object.table), rowid));
        Some(object)
    }

    /// The text that `sqlite_master` shows for an object; none for a constraint's index.
    pub fn sql_of(&self, object: &SchemaObject) -> Option<Rc<str>> {
        match object.kind {
            "table" => self
                .table(&object.name)
                .map(|table| Rc::clone(&table.definition.sql)),
            "view" => self
                .views
                .get(&key(&object.name))
                .map(|view| Rc::clone(&view.sql)),
            _ => self
                .table(&object.table)
                .and_then(|table| table.index(&object.name))
                .and_then(|index| index.definition.sql.clone()),
        }
    }

    /// Whether the maps are the very same.
    pub fn is_same(&self, other: &Self) -> bool {
        self.objects.ptr_eq(&other.objects)
            && self.tables.ptr_eq(&other.tables)
            && self.views.ptr_eq(&other.views)
            && self.suspects.ptr_eq(&other.suspects)
            && self.user_version == other.user_version
    }

    /// The keys of the tables that refer to a table, each once.
    pub fn children_of(&self, parent: &Rc<str>) -> Vec<Rc<str>> {
        let all = self.references.range((Rc::clone(parent), Rc::from(""))..);
        let own = all.take_while(|(to, _)| to == parent);
        own.map(|(_, child)| Rc::clone(child)).collect()
    }

    /// Puts a table in the place of the one of its name.
    pub fn put_table(&mut self, table: Table) {
        let key = key(&table.definition.name);
        let old = self.tables.get(&key);
        if !old.is_some_and(|old| Rc::ptr_eq(&old.definition, &table.definition)) {
            self.remove_table(&key);
            for parent in table.definition.parents() {
                self.references.insert((parent, Rc::clone(&key)));
            }
        }
        self.tables.insert(Rc::clone(&key), Rc::new(table));
        self.note_change(&key);
    }

    /// Takes out the table of this key.
    pub fn remove_table(&mut self, key: &Rc<str>) {
        let Some(table) = self.tables.remove(key) else {
            return;
        };
        for parent in table.definition.parents() {
            self.references.remove(&(parent, Rc::clone(key)));
        }
        self.note_change(key);
    }

    /// To be called when the table of this key is another.
    pub fn note_change(&mut self, key: &Rc<str>) {
        if !self.unchecked.contains(key) {
            self.unchecked.insert(Rc::clone(key));
        }
    }
}

impl Table {
    /// Whether it has the very definition and indexes of another.
    pub fn is_defined_as(&self, other: &Self) -> bool {
        let mut indexes = self.indexes.iter().zip(&other.indexes);
        Rc::ptr_eq(&self.definition, &other.definition)
            && self.indexes.len() == other.indexes.len()
            && indexes.all(|(own, other)| Rc::ptr_eq(&own.definition, &other.definition))
    }

    /// An empty table.
    pub fn new(definition: TableDefinition, indexes: Vec<IndexDefinition>) -> Self {
        let misfits = no_misfits(&definition);
        let indexes = indexes
            .into_iter()
            .map(|index| Index::new(Rc::new(index)))
            .collect();
        Self {
            definition: Rc::new(definition),
            rows: OrdMap::new(),
            indexes,
            misfits,
            sequence: None,
        }
    }

    /// The index of this name.
    pub fn index(&self, name: &str) -> Option<&Index> {
        self.indexes
            .iter()
            .find(|index| index.definition.name.eq_ignore_ascii_case(name))
    }
}

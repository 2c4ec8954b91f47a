//! What stands in FROM.

use std::cell::RefCell;
use std::rc::Rc;

use super::Query;
use super::virtual_table::VirtualTable;
use crate::database::expression::{Node, ShapeColumn, SourceShape};
use crate::database::sql::ast::JoinKind;
use crate::database::storage::{Row, TableDefinition};

/// A source and how it joins those before it.
#[derive(Debug)]
pub struct Source {
    pub shape: SourceShape,
    pub kind: SourceKind,
    pub join: JoinKind,
    /// The conditions that ON joins by AND.
    pub on: Vec<Node>,
}

/// Where a source's rows come from.
#[derive(Debug)]
pub enum SourceKind {
    /// The table of this key.
    Table(Rc<str>),
    Query(Rc<Query>),
    /// The rows that a recursive WITH found last.
    Working(Rc<WorkingTable>),
    Virtual(VirtualTable, Vec<Node>),
}

/// The rows of one round of a recursive WITH.
#[derive(Debug, Default)]
pub struct WorkingTable {
    pub rows: RefCell<Rc<Vec<Row>>>,
}

/// What a table shows of itself under a name.
pub fn table_shape(definition: &TableDefinition, name: Rc<str>) -> SourceShape {
    let columns = definition
        .columns
        .iter()
        .map(|column| ShapeColumn {
            name: Rc::clone(&column.name),
            affinity: column.affinity,
            collation: column.collation,
            declared: Some(Rc::clone(&column.declared_type)),
            merged: false,
        })
        .collect();
    SourceShape {
        name,
        columns,
        has_rowid: true,
    }
}

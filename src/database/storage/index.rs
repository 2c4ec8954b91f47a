//! An index: the rows of a table in the order of a key.

use std::ops::Bound;
use std::rc::Rc;

use imbl::OrdSet;

use super::{IndexDefinition, Row};
use crate::database::compare::OrderedValue;
use crate::database::expression::{Scope, Session, SourceRow};
use crate::database::{DatabaseError, SqlValue};

/// The key of a row in an index.
pub type IndexKey = Rc<[OrderedValue]>;

/// An index and its entries.
#[derive(Clone, Debug)]
pub struct Index {
    pub definition: Rc<IndexDefinition>,
    pub entries: OrdSet<(IndexKey, i64)>,
}

impl Index {
    /// An index of an empty table.
    pub fn new(definition: Rc<IndexDefinition>) -> Self {
        Self {
            definition,
            entries: OrdSet::new(),
        }
    }

    /// The key of a row; `None` if the index's WHERE leaves it out.
    pub fn key_of(
        &self,
        rowid: i64,
        row: &Row,
        session: &Session<'_>,
    ) -> Result<Option<IndexKey>, DatabaseError> {
        let source = [Some(SourceRow {
            rowid,
            values: Rc::clone(row),
        })];
        let scope = Scope::constant(session).with_rows(&source);
        if let Some(filter) = &self.definition.filter
            && !filter.holds(&scope)?
        {
            return Ok(None);
        }
        self.definition
            .terms
            .iter()
            .map(|term| {
                Ok(OrderedValue::new(
                    &term.node.evaluate(&scope)?,
                    term.collation,
                ))
            })
            .collect::<Result<IndexKey, DatabaseError>>()
            .map(Some)
    }

    /// Adds an entry.
    pub fn insert(&mut self, key: IndexKey, rowid: i64) {
        self.entries.insert((key, rowid));
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &IndexKey, rowid: i64) {
        self.entries.remove(&(Rc::clone(key), rowid));
    }

    /// The rows whose key begins with these values, in the order of the index.
    pub fn rows_with_prefix<'a>(
        &'a self,
        prefix: &'a [OrderedValue],
    ) -> impl Iterator<Item = i64> + 'a {
        let start: IndexKey = prefix.into();
        self.entries
            .range((Bound::Included((start, i64::MIN)), Bound::Unbounded))
            .take_while(move |(key, _)| key.get(..prefix.len()) == Some(prefix))
            .map(|(_, rowid)| *rowid)
    }

    /// All rows with the first value of their key, in the order of the index from a value on.
    pub fn scan_from(
        &self,
        start: Option<OrderedValue>,
    ) -> impl Iterator<Item = (&OrderedValue, i64)> {
        let bound = match start {
            Some(value) => Bound::Included((IndexKey::from([value]), i64::MIN)),
            None => Bound::Unbounded,
        };
        self.entries
            .range((bound, Bound::Unbounded))
            .filter_map(|(key, rowid)| key.first().map(|first| (first, *rowid)))
    }

    /// Another row with the same key, when the index is unique and no part is NULL.
    pub fn conflict(&self, key: &IndexKey, rowid: i64) -> Option<i64> {
        if !self.definition.unique || key.iter().any(OrderedValue::is_null) {
            return None;
        }
        self.rows_with_prefix(key).find(|other| *other != rowid)
    }

    /// The key of these values, as far as they go.
    pub fn prefix(&self, values: &[SqlValue]) -> Vec<OrderedValue> {
        values
            .iter()
            .zip(&self.definition.terms)
            .map(|(value, term)| OrderedValue::new(value, term.collation))
            .collect()
    }
}

//! An index: the rows of a table in the order of a key.

use std::cmp::Ordering;
use std::ops::Bound;
use std::rc::Rc;

use crate::persistent::OrdSet;

use super::{IndexDefinition, Row};
use crate::database::compare::{Collation, OrderedValue};
use crate::database::expression::{Scope, Session, SourceRow};
use crate::database::{DatabaseError, SqlValue};

/// The key of a row in an index. Most have one value, which then stands in the index itself.
#[derive(Clone, Debug)]
pub enum IndexKey {
    One(OrderedValue),
    Many(Rc<[OrderedValue]>),
}

/// A key with the row that has it. One pointer: what a change copies of the tree is short.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(Rc<(IndexKey, i64)>);

/// An index and its entries.
#[derive(Clone, Debug)]
pub struct Index {
    pub definition: Rc<IndexDefinition>,
    entries: OrdSet<Entry>,
}

impl Index {
    /// An index of an empty table.
    pub fn new(definition: Rc<IndexDefinition>) -> Self {
        Self {
            definition,
            entries: OrdSet::new(),
        }
    }

    /// The same entries under another definition.
    pub fn with_definition(&self, definition: Rc<IndexDefinition>) -> Self {
        Self {
            definition,
            ..self.clone()
        }
    }

    /// The key of a row; `None` if the index's WHERE leaves it out.
    pub fn key_of(
        &self,
        rowid: i64,
        row: &Row,
        session: &Session<'_>,
    ) -> Result<Option<IndexKey>, DatabaseError> {
        let definition = &self.definition;
        if definition.filter.is_none()
            && let [term] = definition.terms.as_slice()
            && let Some(value) = term.column.and_then(|column| row.get(column))
        {
            let value = OrderedValue::new(value, term.collation);
            return Ok(Some(IndexKey::One(value)));
        }
        let source = [Some(SourceRow {
            rowid,
            values: Rc::clone(row),
        })];
        let scope = Scope::constant(session).with_rows(&source);
        if let Some(filter) = &definition.filter
            && !filter.holds(&scope)?
        {
            return Ok(None);
        }
        let mut values = Vec::with_capacity(definition.terms.len());
        for term in &definition.terms {
            let value = term.node.evaluate(&scope)?;
            values.push(OrderedValue::new(&value, term.collation));
        }
        Ok(Some(values.into()))
    }

    /// The column that the index begins with, if it holds all rows in the order of its bytes.
    pub fn plain_column(&self) -> Option<usize> {
        let first = self.definition.terms.first()?;
        let plain = self.definition.filter.is_none() && first.collation == Collation::Binary;
        first.column.filter(|_| plain)
    }

    /// Adds an entry.
    pub fn insert(&mut self, key: IndexKey, rowid: i64) {
        self.entries.insert(Entry::new(key, rowid));
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: IndexKey, rowid: i64) {
        self.entries.remove(&Entry::new(key, rowid));
    }

    /// The rows whose key begins with these values, in the order of the index.
    pub fn rows_with_prefix<'a>(
        &'a self,
        prefix: &'a [OrderedValue],
    ) -> impl Iterator<Item = i64> + 'a {
        let start = Entry::new(prefix.to_vec().into(), i64::MIN);
        self.entries
            .range(start..)
            .take_while(move |entry| entry.values().get(..prefix.len()) == Some(prefix))
            .map(Entry::rowid)
    }

    /// All rows with the first value of their key, in the order of the index from a value on.
    pub fn scan_from(
        &self,
        start: Option<OrderedValue>,
    ) -> impl Iterator<Item = (&OrderedValue, i64)> {
        let bound = match start {
            Some(value) => Bound::Included(Entry::new(IndexKey::One(value), i64::MIN)),
            None => Bound::Unbounded,
        };
        self.entries
            .range((bound, Bound::Unbounded))
            .filter_map(|entry| Some((entry.values().first()?, entry.rowid())))
    }

    /// Another row with the same key, when the index is unique and no part is NULL.
    pub fn conflict(&self, key: &IndexKey, rowid: i64) -> Option<i64> {
        if !self.definition.unique || key.values().iter().any(OrderedValue::is_null) {
            return None;
        }
        self.rows_with_prefix(key.values())
            .find(|other| *other != rowid)
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

impl Entry {
    fn new(key: IndexKey, rowid: i64) -> Self {
        Self(Rc::new((key, rowid)))
    }

    fn values(&self) -> &[OrderedValue] {
        self.0.0.values()
    }

    fn rowid(&self) -> i64 {
        self.0.1
    }
}

impl IndexKey {
    /// The values, in the order of the index's terms.
    fn values(&self) -> &[OrderedValue] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}

impl From<Vec<OrderedValue>> for IndexKey {
    fn from(mut values: Vec<OrderedValue>) -> Self {
        match values.pop() {
            Some(value) if values.is_empty() => Self::One(value),
            last => {
                values.extend(last);
                Self::Many(values.into())
            }
        }
    }
}

impl Ord for IndexKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.values().cmp(other.values())
    }
}

impl PartialOrd for IndexKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for IndexKey {
    fn eq(&self, other: &Self) -> bool {
        self.values() == other.values()
    }
}

impl Eq for IndexKey {}

//! Queries: resolved, then run.
//!
//! GlueSQL plans and executes what reads tables and sorts ([`super::engine`] says how much that is).
//! Grouping, DISTINCT, compounds, window functions and what compares several sources in ways that
//! are not GlueSQL's run here on its rows, with the one expression evaluator that the constraints
//! use as well.

mod aggregate;
mod bind;
mod frame;
mod from;
mod run;
mod scan_order;
mod source;
mod virtual_table;
mod window;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

pub use aggregate::{AggregateCall, AggregateKind};
pub use bind::CommonTable;
pub use frame::Frame;
pub use from::joined_rows;
pub use run::OutputRow;
pub use source::{Source, SourceKind, WorkingTable, table_shape};
pub use window::{WindowCall, WindowFunction, WindowKind};

use super::affinity::Affinity;
use super::compare::{Collation, OrderedValue};
use super::expression::{Node, Scope};
use super::sql::ast::CompoundOperator;
use super::storage::Row;
use super::{DatabaseError, SqlValue};

/// A resolved query.
#[derive(Debug)]
pub struct Query {
    pub columns: Vec<OutputColumn>,
    /// The first query and what the compound operators add to it.
    pub arms: Vec<(CompoundOperator, Arm)>,
    /// ORDER BY of a compound, over the output columns.
    pub order: Vec<OrderNode>,
    pub limit: Option<Node>,
    pub offset: Option<Node>,
    /// The working table and the arms that read it, of a recursive WITH.
    pub recursion: Option<Recursion>,
    /// Whether the rows do not depend on the query around.
    pub cacheable: bool,
    pub cache: OnceCell<Rc<Vec<Row>>>,
    pub members: OnceCell<Members>,
}

/// The recursive part of a WITH.
#[derive(Debug)]
pub struct Recursion {
    pub working: Rc<WorkingTable>,
    pub arms: Vec<(CompoundOperator, Arm)>,
}

/// The values of a one-column query, for IN.
#[derive(Debug)]
pub struct Members {
    values: BTreeSet<OrderedValue>,
    has_null: bool,
}

/// A column of a query's answer.
#[derive(Clone, Debug)]
pub struct OutputColumn {
    pub name: Rc<str>,
    pub affinity: Option<Affinity>,
    pub collation: Collation,
    /// The type that a table declares for it.
    pub declared: Option<Rc<str>>,
}

/// A SELECT core or VALUES.
#[derive(Debug)]
pub enum Arm {
    Core(Box<Core>),
    Values(Vec<Vec<Node>>),
}

/// A resolved SELECT core.
#[derive(Debug)]
pub struct Core {
    pub sources: Vec<Source>,
    /// The conditions that WHERE joins by AND.
    pub filter: Vec<Node>,
    pub group_by: Vec<Node>,
    pub having: Option<Node>,
    pub is_aggregate: bool,
    pub aggregates: Vec<AggregateCall>,
    pub windows: Vec<WindowCall>,
    pub projection: Vec<Node>,
    pub distinct: bool,
    /// ORDER BY, unless the query is a compound.
    pub order: Vec<OrderNode>,
}

/// A resolved term of ORDER BY.
#[derive(Clone, Debug)]
pub struct OrderNode {
    pub node: Node,
    pub descending: bool,
    pub nulls_first: bool,
    pub collation: Collation,
}

impl Query {
    /// The rows, computed once if they cannot differ.
    pub fn run_cached(&self, scope: &Scope<'_>) -> Result<Rc<Vec<Row>>, DatabaseError> {
        if let Some(rows) = self.cache.get() {
            return Ok(Rc::clone(rows));
        }
        let rows = self.run(scope.session, Some(scope))?;
        let rows = Rc::new(rows.into_iter().map(Row::from).collect());
        if self.cacheable {
            let _ = self.cache.set(Rc::clone(&rows));
        }
        Ok(rows)
    }

    /// Whether a value is among the rows; `None` for NULL.
    pub fn contains(
        &self,
        value: &SqlValue,
        (affinity, collation): (Affinity, Collation),
        scope: &Scope<'_>,
    ) -> Result<Option<bool>, DatabaseError> {
        if self.cacheable
            && let Some(members) = self.members.get()
        {
            return Ok(members.contains(value, collation));
        }
        let rows = self.run_cached(scope)?;
        let mut members = Members {
            values: BTreeSet::new(),
            has_null: false,
        };
        for row in rows.iter() {
            match row.first() {
                None | Some(SqlValue::Null) => members.has_null = true,
                Some(item) => {
                    let item = affinity.convert(item.clone());
                    members.values.insert(OrderedValue::new(&item, collation));
                }
            }
        }
        let answer = members.contains(value, collation);
        if self.cacheable {
            let _ = self.members.set(members);
        }
        Ok(answer)
    }
}

impl Members {
    fn contains(&self, value: &SqlValue, collation: Collation) -> Option<bool> {
        if self.values.is_empty() && !self.has_null {
            return Some(false);
        }
        if *value == SqlValue::Null {
            return None;
        }
        let found = self.values.contains(&OrderedValue::new(value, collation));
        if !found && self.has_null {
            None
        } else {
            Some(found)
        }
    }
}

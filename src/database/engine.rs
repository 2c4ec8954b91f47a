//! The door to GlueSQL, which plans and executes what reads and changes tables.
//!
//! GlueSQL sees each statement's tables as a `Stage`, a storage made for that statement:
//!
//! - Joins and the choice of indexes: a source offers its row id as the primary key, its indexes,
//!   and the columns that the conditions mention. A join's condition on which GlueSQL and SQLite
//!   would disagree (see `condition`) crosses as a hidden column, computed by our own evaluator
//!   while GlueSQL scans. The answer is row ids, so no other value need come back.
//! - ORDER BY, LIMIT and OFFSET: sort keys cross as bytes that order as SQLite orders values.
//! - `COUNT(*)`.
//! - INSERT, UPDATE and DELETE: GlueSQL hands the rows to the stage's `StoreMut`, by their places,
//!   and the storage behind it enforces what GlueSQL has not: affinities, UNIQUE, CHECK, foreign
//!   keys, conflict clauses.
//!
//! What GlueSQL would do for every row at many times the cost of the work itself is done before it:
//! a row id finds its row, and a condition on one source that no index answers is tested by our own
//! evaluator.
//!
//! Grouping, DISTINCT and compounds are not GlueSQL's: its groups tell 1 from 1.0 and know no
//! collation, its aggregates neither REAL sums nor `group_concat`.

mod condition;
mod key;
mod plan;
mod stage;

pub use condition::{Conditions, Mention, both, hidden};
pub use plan::{count, delete, insert, join, sort, update};
pub use stage::{Relation, RowChange, StageColumn, StageSource};

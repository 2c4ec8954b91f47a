//! Querysets: what a query asks, as SQL, and the objects that it answers with.
//!
//! A [`queryset`] is what Python code sees. It holds a [`sql::Query`], which joins tables and keeps
//! conditions and columns as resolved expressions, [`node::Node`]s; [`sql::SQLCompiler`] makes one
//! SELECT of it. `manager` is `Model.objects`, `related_managers` what stands behind
//! `author.book_set`, `prefetch` and `deletion` are Django's algorithms of these names.

pub mod convert;
pub mod deletion;
mod explain;
pub mod failure;
pub mod generic;
pub mod iterables;
pub mod lookups;
pub mod manager;
pub mod node;
pub mod opts;
pub mod output_field;
pub mod prefetch;
pub mod queryset;
pub mod raw;
pub mod related_managers;
pub mod resolve;
pub mod sql;

pub use failure::{Failure, Outcome, field_error, type_error, unsupported, value_error};

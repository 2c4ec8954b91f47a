//! Expressions with their names resolved, and their values by SQLite's rules.
//!
//! One evaluator serves constraints, defaults, generated columns, indexes and queries, so a CHECK
//! and a WHERE cannot disagree.

mod bind;
mod evaluate;
mod pattern;

use std::rc::Rc;

pub use bind::{Binder, Level, Permission, ShapeColumn, SourceShape, collation};
pub use evaluate::{Scope, Session, SourceRow, boolean, literal};
pub use pattern::{glob, like};

use super::affinity::Affinity;
use super::compare::Collation;
use super::functions::ScalarFunction;
use super::query::Query;
use super::sql::ast::{BinaryOperator, MatchKind, NowKind, UnaryOperator};
use super::value::SqlValue;

/// An expression with its names resolved.
#[derive(Clone, Debug)]
pub enum Node {
    Value(SqlValue),
    Column(ColumnNode),
    Unary(UnaryOperator, Box<Node>),
    /// Arithmetic, bits, concatenation, JSON arrows.
    Binary(BinaryOperator, Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Compare(Box<Comparison>),
    Match(Box<MatchNode>),
    InList(Box<InList>),
    InQuery(Box<InQuery>),
    IsNull {
        value: Box<Node>,
        negated: bool,
    },
    Case {
        branches: Vec<(Node, Node)>,
        otherwise: Option<Box<Node>>,
    },
    Cast {
        value: Box<Node>,
        type_name: Rc<str>,
    },
    Collate(Box<Node>, Collation),
    Function(&'static ScalarFunction, Vec<Node>),
    /// The first value of a query's first row.
    Scalar {
        query: Rc<Query>,
        column: usize,
    },
    Exists(Rc<Query>),
    /// An aggregate of the enclosing query, by its number.
    Aggregate(usize),
    /// A window function of the enclosing query, by its number.
    Window(usize),
    Now(NowKind),
}

/// A column of a source, `level` queries further out.
#[derive(Clone, Debug)]
pub struct ColumnNode {
    pub level: usize,
    pub source: usize,
    /// `None` for the row id.
    pub column: Option<usize>,
    pub affinity: Affinity,
    pub collation: Collation,
}

/// A comparison and the conversion that SQLite applies to its operands first.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub operator: BinaryOperator,
    pub left: Node,
    pub right: Node,
    pub affinity: Affinity,
    pub collation: Collation,
}

/// LIKE, GLOB, REGEXP or MATCH.
#[derive(Clone, Debug)]
pub struct MatchNode {
    pub kind: MatchKind,
    pub value: Node,
    pub pattern: Node,
    pub escape: Option<Node>,
    pub negated: bool,
}

/// `value IN (…)`.
#[derive(Clone, Debug)]
pub struct InList {
    pub value: Node,
    pub list: Vec<Node>,
    pub negated: bool,
    pub affinity: Affinity,
    pub collation: Collation,
}

/// `values IN (SELECT …)`.
#[derive(Clone, Debug)]
pub struct InQuery {
    pub values: Vec<Node>,
    pub query: Rc<Query>,
    pub negated: bool,
    /// Per value: the conversion before the comparison, and the collation.
    pub rules: Vec<(Affinity, Collation)>,
}

impl Node {
    /// The affinity by which comparisons with this expression convert the other side.
    pub fn affinity(&self) -> Option<Affinity> {
        match self {
            Self::Column(column) => Some(column.affinity),
            Self::Cast { type_name, .. } => Some(Affinity::of_type(type_name)),
            Self::Collate(inner, _) => inner.affinity(),
            Self::Scalar { query, column } => query.columns.get(*column)?.affinity,
            _ => None,
        }
    }

    /// The collation that this expression asks for, and whether by an explicit COLLATE.
    pub fn collation(&self) -> Option<(Collation, bool)> {
        match self {
            Self::Collate(_, collation) => Some((*collation, true)),
            Self::Column(column) => Some((column.collation, false)),
            Self::Cast { value, .. } => value.collation(),
            Self::Unary(UnaryOperator::Plus, value) => value.collation(),
            Self::Binary(_, left, right) => [left, right]
                .iter()
                .filter_map(|side| side.collation())
                .find(|found| found.1),
            _ => None,
        }
    }

    /// Calls `visit` for this node and all below it, not entering queries.
    pub fn visit(&self, visit: &mut dyn FnMut(&Node)) {
        visit(self);
        match self {
            Self::Value(_)
            | Self::Column(_)
            | Self::Scalar { .. }
            | Self::Exists(_)
            | Self::Aggregate(_)
            | Self::Window(_)
            | Self::Now(_) => {}
            Self::Unary(_, value)
            | Self::IsNull { value, .. }
            | Self::Cast { value, .. }
            | Self::Collate(value, _) => value.visit(visit),
            Self::Binary(_, left, right) | Self::And(left, right) | Self::Or(left, right) => {
                left.visit(visit);
                right.visit(visit);
            }
            Self::Compare(comparison) => {
                comparison.left.visit(visit);
                comparison.right.visit(visit);
            }
            Self::Match(node) => {
                node.value.visit(visit);
                node.pattern.visit(visit);
                if let Some(escape) = &node.escape {
                    escape.visit(visit);
                }
            }
            Self::InList(node) => {
                node.value.visit(visit);
                node.list.iter().for_each(|item| item.visit(visit));
            }
            Self::InQuery(node) => node.values.iter().for_each(|value| value.visit(visit)),
            Self::Case {
                branches,
                otherwise,
            } => {
                for (condition, result) in branches {
                    condition.visit(visit);
                    result.visit(visit);
                }
                if let Some(otherwise) = otherwise {
                    otherwise.visit(visit);
                }
            }
            Self::Function(_, arguments) => {
                arguments.iter().for_each(|argument| argument.visit(visit));
            }
        }
    }

    /// Appends the conditions that AND joins.
    pub fn conjuncts(self, into: &mut Vec<Node>) {
        match self {
            Self::And(left, right) => {
                left.conjuncts(into);
                right.conjuncts(into);
            }
            other => into.push(other),
        }
    }

    /// A comparison of two expressions by SQLite's rules on affinity and collation.
    pub fn compare(operator: BinaryOperator, left: Node, right: Node) -> Node {
        let affinity = comparison_affinity(left.affinity(), right.affinity());
        let collation = comparison_collation(&left, &right);
        Self::Compare(Box::new(Comparison {
            operator,
            left,
            right,
            affinity,
            collation,
        }))
    }
}

/// What both sides are converted to before they are compared.
pub fn comparison_affinity(left: Option<Affinity>, right: Option<Affinity>) -> Affinity {
    let numeric = |side: Option<Affinity>| side.is_some_and(Affinity::is_numeric);
    if numeric(left) || numeric(right) {
        return Affinity::Numeric;
    }
    match (left, right) {
        (Some(Affinity::Text), None) | (None, Some(Affinity::Text)) => Affinity::Text,
        _ => Affinity::Blob,
    }
}

fn comparison_collation(left: &Node, right: &Node) -> Collation {
    let (left, right) = (left.collation(), right.collation());
    [left, right]
        .into_iter()
        .flatten()
        .find(|(_, explicit)| *explicit)
        .or(left)
        .or(right)
        .map(|(collation, _)| collation)
        .unwrap_or_default()
}

//! Resolving the names of an expression.

mod call;
mod name;

use std::rc::Rc;

use super::{InList, InQuery, MatchNode, Node, comparison_affinity};
use crate::database::affinity::Affinity;
use crate::database::compare::Collation;
use crate::database::query::{AggregateCall, CommonTable, Query, WindowCall};
use crate::database::sql::ast::{
    BinaryOperator, Expr, Name, Select, SelectBody, UnaryOperator, Window,
};
use crate::database::storage::State;
use crate::database::{DatabaseError, SqlValue};

/// Where an expression stands, which decides what it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// A query or a change of rows: everything.
    Query,
    Check,
    Index,
    PartialIndex,
    Generated,
    Default,
}

impl Permission {
    /// How SQLite calls the place in its complaints.
    fn place(self) -> &'static str {
        match self {
            Self::Query | Self::Default => "",
            Self::Check => "CHECK constraints",
            Self::Index => "index expressions",
            Self::PartialIndex => "partial index WHERE clauses",
            Self::Generated => "generated columns",
        }
    }
}

/// The name and columns that a source of FROM shows.
#[derive(Clone, Debug)]
pub struct SourceShape {
    pub name: Rc<str>,
    pub columns: Vec<ShapeColumn>,
    pub has_rowid: bool,
}

/// A column of a source.
#[derive(Clone, Debug)]
pub struct ShapeColumn {
    pub name: Rc<str>,
    pub affinity: Affinity,
    pub collation: Collation,
    /// The type that the table declares, of a column of a table.
    pub declared: Option<Rc<str>>,
    /// Joined to a column of the same name on the left, which stands for both.
    pub merged: bool,
}

impl SourceShape {
    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.name.eq_ignore_ascii_case(name))
    }
}

/// A query whose expressions are being resolved.
#[derive(Default)]
pub struct Level {
    pub sources: Vec<SourceShape>,
    /// The names that the result columns give to expressions.
    pub aliases: Vec<(Rc<str>, Expr)>,
    pub aggregates_allowed: bool,
    /// Whether the arguments of an aggregate are being resolved.
    pub in_aggregate: bool,
    /// Whether the result columns have an aggregate, which makes the query one of groups.
    pub selects_aggregate: bool,
    pub windows_allowed: bool,
    pub aggregates: Vec<(Expr, AggregateCall)>,
    pub windows: Vec<WindowCall>,
    pub named_windows: Vec<(Name, Window)>,
}

/// Resolves names against a state, a statement's parameters and the queries around.
pub struct Binder<'a> {
    pub state: &'a State,
    pub parameters: &'a [SqlValue],
    pub levels: Vec<Level>,
    pub common_tables: Vec<CommonTable>,
    /// The outermost level that the query being bound refers to.
    pub outermost: usize,
    permission: Permission,
    depth: usize,
}

/// How deep aliases and queries may lead into each other.
const MAXIMUM_DEPTH: usize = 200;

impl<'a> Binder<'a> {
    /// A binder for a statement.
    pub fn new(state: &'a State, parameters: &'a [SqlValue]) -> Self {
        Self {
            state,
            parameters,
            levels: Vec::new(),
            common_tables: Vec::new(),
            outermost: usize::MAX,
            permission: Permission::Query,
            depth: 0,
        }
    }

    /// A binder for an expression of a table's definition.
    pub fn for_definition(state: &'a State, shape: SourceShape, permission: Permission) -> Self {
        let mut binder = Self::new(state, &[]);
        binder.permission = permission;
        binder.levels.push(Level {
            sources: vec![shape],
            ..Level::default()
        });
        binder
    }

    /// Resolves an expression.
    pub fn bind(&mut self, expr: &Expr) -> Result<Node, DatabaseError> {
        Ok(match expr {
            Expr::Value(value) => Node::Value(value.clone()),
            Expr::Parameter(number) => self.parameter(*number)?,
            Expr::Column { table, column } => self.column(table.as_ref(), column)?,
            Expr::Unary(operator, value) => Node::Unary(*operator, self.boxed(value)?),
            Expr::Binary(operator, left, right) => self.binary(*operator, left, right)?,
            Expr::Match(node) => Node::Match(Box::new(MatchNode {
                kind: node.kind,
                value: self.bind(&node.value)?,
                pattern: self.bind(&node.pattern)?,
                escape: node
                    .escape
                    .as_ref()
                    .map(|escape| self.bind(escape))
                    .transpose()?,
                negated: node.negated,
            })),
            Expr::Between {
                value,
                low,
                high,
                negated,
            } => self.between(value, low, high, *negated)?,
            Expr::InList {
                value,
                list,
                negated,
            } => self.in_list(value, list, *negated)?,
            Expr::InSelect {
                value,
                select,
                negated,
            } => self.in_query(value, select, *negated)?,
            Expr::IsNull { value, negated } => Node::IsNull {
                value: self.boxed(value)?,
                negated: *negated,
            },
            Expr::Case {
                operand,
                branches,
                otherwise,
            } => self.case(operand.as_deref(), branches, otherwise.as_deref())?,
            Expr::Cast { value, type_name } => Node::Cast {
                value: self.boxed(value)?,
                type_name: type_name.as_str().into(),
            },
            Expr::Collate(value, name) => Node::Collate(self.boxed(value)?, collation(name)?),
            Expr::Call(call) => self.call(call)?,
            Expr::Select(select) => {
                let query = self.subquery(select, Some(1))?;
                Node::Scalar { query, column: 0 }
            }
            Expr::Exists(select) => Node::Exists(self.subquery(select, None)?),
            Expr::Row(_) => return Err(DatabaseError::operational("row value misused")),
            Expr::Now(kind) => {
                self.deterministic()?;
                Node::Now(*kind)
            }
        })
    }

    fn boxed(&mut self, expr: &Expr) -> Result<Box<Node>, DatabaseError> {
        self.bind(expr).map(Box::new)
    }

    /// Resolves several expressions.
    pub fn bind_all(&mut self, list: &[Expr]) -> Result<Vec<Node>, DatabaseError> {
        list.iter().map(|expr| self.bind(expr)).collect()
    }

    fn parameter(&self, number: usize) -> Result<Node, DatabaseError> {
        if self.permission != Permission::Query {
            let place = self.permission.place();
            return Err(DatabaseError::operational(format!(
                "parameters prohibited in {place}"
            )));
        }
        let value = self
            .parameters
            .get(number)
            .cloned()
            .unwrap_or(SqlValue::Null);
        Ok(Node::Value(value))
    }

    /// Refuses the clock where an answer must not change.
    fn deterministic(&self) -> Result<(), DatabaseError> {
        if matches!(self.permission, Permission::Query | Permission::Default) {
            return Ok(());
        }
        let place = self.permission.place();
        let message = format!("non-deterministic use of a date/time function in {place}");
        Err(DatabaseError::operational(message))
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Expr,
        right: &Expr,
    ) -> Result<Node, DatabaseError> {
        use BinaryOperator as Operator;
        let comparison = matches!(
            operator,
            Operator::Equal
                | Operator::NotEqual
                | Operator::Is
                | Operator::IsNot
                | Operator::Less
                | Operator::LessEqual
                | Operator::Greater
                | Operator::GreaterEqual
        );
        if comparison && (matches!(left, Expr::Row(_)) || matches!(right, Expr::Row(_))) {
            return self.compare_rows(operator, left, right);
        }
        let left = self.bind(left)?;
        let right = self.bind(right)?;
        Ok(match operator {
            Operator::And => Node::And(Box::new(left), Box::new(right)),
            Operator::Or => Node::Or(Box::new(left), Box::new(right)),
            _ if comparison => Node::compare(operator, left, right),
            _ => Node::Binary(operator, Box::new(left), Box::new(right)),
        })
    }

    /// The parts of a row value, be it written out or a query.
    pub fn row(&mut self, expr: &Expr) -> Result<Vec<Node>, DatabaseError> {
        match expr {
            Expr::Row(list) => self.bind_all(list),
            Expr::Select(select) => {
                let query = self.subquery(select, None)?;
                let width = query.columns.len();
                Ok((0..width)
                    .map(|column| Node::Scalar {
                        query: Rc::clone(&query),
                        column,
                    })
                    .collect())
            }
            other => self.bind(other).map(|node| vec![node]),
        }
    }

    fn compare_rows(
        &mut self,
        operator: BinaryOperator,
        left: &Expr,
        right: &Expr,
    ) -> Result<Node, DatabaseError> {
        use BinaryOperator as Operator;
        let (left, right) = (self.row(left)?, self.row(right)?);
        if left.len() != right.len() {
            return Err(DatabaseError::operational("row value misused"));
        }
        let pairs = left.into_iter().zip(right);
        let negated = matches!(operator, Operator::NotEqual | Operator::IsNot);
        match operator {
            Operator::Equal | Operator::NotEqual | Operator::Is | Operator::IsNot => {
                let each = match operator {
                    Operator::Is | Operator::IsNot => Operator::Is,
                    _ => Operator::Equal,
                };
                let mut all: Option<Node> = None;
                for (left, right) in pairs {
                    let equal = Node::compare(each, left, right);
                    all = Some(match all {
                        Some(before) => Node::And(Box::new(before), Box::new(equal)),
                        None => equal,
                    });
                }
                let all = all.unwrap_or(Node::Value(SqlValue::Integer(1)));
                Ok(if negated {
                    Node::Unary(UnaryOperator::Not, Box::new(all))
                } else {
                    all
                })
            }
            _ => Ok(lexicographic(operator, pairs.collect())),
        }
    }

    fn between(
        &mut self,
        value: &Expr,
        low: &Expr,
        high: &Expr,
        negated: bool,
    ) -> Result<Node, DatabaseError> {
        let value = self.bind(value)?;
        let low = Node::compare(BinaryOperator::GreaterEqual, value.clone(), self.bind(low)?);
        let high = Node::compare(BinaryOperator::LessEqual, value, self.bind(high)?);
        let both = Node::And(Box::new(low), Box::new(high));
        Ok(if negated {
            Node::Unary(UnaryOperator::Not, Box::new(both))
        } else {
            both
        })
    }

    fn in_list(
        &mut self,
        value: &Expr,
        list: &[Expr],
        negated: bool,
    ) -> Result<Node, DatabaseError> {
        if matches!(value, Expr::Row(_)) {
            let mut any = Node::Value(SqlValue::Integer(0));
            for item in list {
                let equal = self.compare_rows(BinaryOperator::Equal, value, item)?;
                any = Node::Or(Box::new(any), Box::new(equal));
            }
            return Ok(if negated {
                Node::Unary(UnaryOperator::Not, Box::new(any))
            } else {
                any
            });
        }
        let value = self.bind(value)?;
        let list = self.bind_all(list)?;
        let affinity = comparison_affinity(value.affinity(), None);
        let collation = value.collation().unwrap_or_default().0;
        Ok(Node::InList(Box::new(InList {
            value,
            list,
            negated,
            affinity,
            collation,
        })))
    }

    fn in_query(
        &mut self,
        value: &Expr,
        select: &Select,
        negated: bool,
    ) -> Result<Node, DatabaseError> {
        if let (SelectBody::Values(rows), true) = (&select.body, matches!(value, Expr::Row(_)))
            && select.compound.is_empty()
        {
            let rows: Vec<Expr> = rows.iter().cloned().map(Expr::Row).collect();
            return self.in_list(value, &rows, negated);
        }
        let values = self.row(value)?;
        let query = self.subquery(select, Some(values.len()))?;
        let rules = values
            .iter()
            .zip(&query.columns)
            .map(|(value, column)| {
                let affinity = comparison_affinity(value.affinity(), column.affinity);
                (affinity, value.collation().unwrap_or_default().0)
            })
            .collect();
        Ok(Node::InQuery(Box::new(InQuery {
            values,
            query,
            negated,
            rules,
        })))
    }

    fn case(
        &mut self,
        operand: Option<&Expr>,
        branches: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
    ) -> Result<Node, DatabaseError> {
        let operand = operand.map(|operand| self.bind(operand)).transpose()?;
        let branches = branches
            .iter()
            .map(|(condition, result)| {
                let mut condition = self.bind(condition)?;
                if let Some(operand) = &operand {
                    condition = Node::compare(BinaryOperator::Equal, operand.clone(), condition);
                }
                Ok((condition, self.bind(result)?))
            })
            .collect::<Result<_, DatabaseError>>()?;
        let otherwise = otherwise.map(|expr| self.boxed(expr)).transpose()?;
        Ok(Node::Case {
            branches,
            otherwise,
        })
    }

    /// A query inside an expression, which must have so many columns.
    fn subquery(
        &mut self,
        select: &Select,
        columns: Option<usize>,
    ) -> Result<Rc<Query>, DatabaseError> {
        if self.permission != Permission::Query {
            let place = self.permission.place();
            return Err(DatabaseError::operational(format!(
                "subqueries prohibited in {place}"
            )));
        }
        let query = self.nested(|binder| binder.query(select))?;
        let found = query.columns.len();
        match columns {
            Some(expected) if expected != found => Err(DatabaseError::operational(format!(
                "sub-select returns {found} columns - expected {expected}"
            ))),
            _ => Ok(Rc::new(query)),
        }
    }

    /// Runs something that may lead back here, unless it is too deep.
    pub fn nested<T>(
        &mut self,
        bind: impl FnOnce(&mut Self) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        if self.depth >= MAXIMUM_DEPTH {
            return Err(DatabaseError::operational("parser stack overflow"));
        }
        self.depth += 1;
        let result = bind(self);
        self.depth -= 1;
        result
    }

    /// The innermost level.
    pub fn level(&mut self) -> Option<&mut Level> {
        self.levels.last_mut()
    }
}

/// `(a, b) < (c, d)` as `a < c OR (a = c AND b < d)`.
fn lexicographic(operator: BinaryOperator, mut pairs: Vec<(Node, Node)>) -> Node {
    use BinaryOperator as Operator;
    let strict = match operator {
        Operator::LessEqual => Operator::Less,
        Operator::GreaterEqual => Operator::Greater,
        other => other,
    };
    let Some((left, right)) = pairs.pop() else {
        return Node::Value(SqlValue::Integer(0));
    };
    let mut result = Node::compare(operator, left, right);
    while let Some((left, right)) = pairs.pop() {
        let decided = Node::compare(strict, left.clone(), right.clone());
        let equal = Node::compare(Operator::Equal, left, right);
        let rest = Node::And(Box::new(equal), Box::new(result));
        result = Node::Or(Box::new(decided), Box::new(rest));
    }
    result
}

/// The collation that a COLLATE names.
pub fn collation(name: &Name) -> Result<Collation, DatabaseError> {
    Collation::named(&name.text).ok_or_else(|| {
        DatabaseError::operational(format!("no such collation sequence: {}", name.text))
    })
}

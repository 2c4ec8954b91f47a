//! `WhereNode`: conditions joined by AND, OR and XOR.

use super::{Compiled, Compiler, Failure, Outcome};
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::object::Expression;
use crate::orm::expressions::q::{Connector, Q};
use crate::python::Value;

/// A condition that is being put together.
pub(super) struct WhereNode {
    children: Vec<Child>,
    connector: Connector,
    negated: bool,
}

enum Child {
    Node(WhereNode),
    Sql(Compiled),
    Empty,
    Full,
}

impl WhereNode {
    fn new(connector: Connector, negated: bool) -> Self {
        Self {
            children: Vec::new(),
            connector,
            negated,
        }
    }

    /// A node of one condition.
    pub(super) fn of(outcome: Outcome) -> Outcome<Self> {
        let child = match outcome {
            Ok(compiled) => Child::Sql(compiled),
            Err(Failure::Empty) => Child::Empty,
            Err(Failure::Full) => Child::Full,
            Err(failure) => return Err(failure),
        };
        Ok(Self {
            children: vec![child],
            connector: Connector::And,
            negated: false,
        })
    }

    /// Adds one more condition that must hold as well.
    pub(super) fn and(&mut self, compiled: Compiled) {
        self.children.push(Child::Sql(compiled));
    }

    /// `Node.add`: what has the same connector is merged.
    fn add(&mut self, node: Self) {
        if !node.negated && (node.connector == self.connector || node.children.len() == 1) {
            self.children.extend(node.children);
        } else {
            self.children.push(Child::Node(node));
        }
    }

    /// `WhereNode.as_sql`.
    fn as_sql(&self, resolved: bool) -> Outcome {
        if self.connector == Connector::Xor {
            return self.xor(resolved);
        }
        let count = self.children.len();
        let is_and = self.connector == Connector::And;
        let (mut full_needed, mut empty_needed) = if is_and { (count, 1) } else { (1, count) };
        let mut parts = Vec::new();
        let mut params = Vec::new();
        for child in &self.children {
            match child.as_sql(resolved) {
                Ok(compiled) => {
                    parts.push(compiled.sql);
                    params.extend(compiled.params);
                }
                Err(Failure::Empty) => empty_needed -= 1,
                Err(Failure::Full) => full_needed -= 1,
                Err(failure) => return Err(failure),
            }
            if empty_needed == 0 {
                return Err(if self.negated {
                    Failure::Full
                } else {
                    Failure::Empty
                });
            }
            if full_needed == 0 {
                return Err(if self.negated {
                    Failure::Empty
                } else {
                    Failure::Full
                });
            }
        }
        if parts.is_empty() {
            return Err(Failure::Full);
        }
        let sql = parts.join(&format!(" {} ", self.connector.name()));
        let sql = match (self.negated, parts.len() > 1 || resolved) {
            (true, _) => format!("NOT ({sql})"),
            (false, true) => format!("({sql})"),
            (false, false) => sql,
        };
        Ok(Compiled { sql, params })
    }

    /// SQLite has no XOR: some operand holds, and an odd number of them does.
    fn xor(&self, resolved: bool) -> Outcome {
        let mut parts = Vec::new();
        for child in &self.children {
            parts.push(child.as_sql(resolved)?);
        }
        let one = |number: i64| SqlValue::Integer(number);
        let any: Vec<&str> = parts.iter().map(|part| part.sql.as_str()).collect();
        let any = if any.len() > 1 {
            format!("({})", any.join(" OR "))
        } else {
            any.concat()
        };
        let mut params: Vec<SqlValue> = parts.iter().flat_map(|part| part.params.clone()).collect();
        params.push(one(1));
        let mut sum = String::new();
        for part in &parts {
            let case = format!("CASE WHEN {} THEN %s ELSE %s END", part.sql);
            sum = if sum.is_empty() {
                case
            } else {
                format!("({sum} + {case})")
            };
            params.extend(part.params.clone());
            params.extend([one(1), one(0)]);
        }
        if parts.len() > 2 {
            sum = format!("(MOD({sum}, %s))");
            params.push(one(2));
        }
        let sql = format!("({any} AND %s = {sum})");
        Ok(Compiled {
            sql: if self.negated {
                format!("NOT {sql}")
            } else {
                sql
            },
            params,
        })
    }
}

impl Child {
    fn as_sql(&self, resolved: bool) -> Outcome {
        match self {
            Self::Node(node) => node.as_sql(resolved),
            Self::Sql(compiled) => Ok(compiled.clone()),
            Self::Empty => Err(Failure::Empty),
            Self::Full => Err(Failure::Full),
        }
    }
}

impl Compiler<'_> {
    /// `build_where(condition)`.
    pub(super) fn condition(&mut self, value: &Value) -> Outcome {
        let node = self.nested(|compiler| compiler.filter(value, false))?;
        node.as_sql(self.resolved)
    }

    fn filter(&mut self, value: &Value, current_negated: bool) -> Outcome<WhereNode> {
        if let Some(q) = value.native::<Q>() {
            return self.nested(|compiler| compiler.add_q(q, current_negated));
        }
        if let Some(expression) = value.native::<Expression>() {
            if Self::is_lookup(expression.class) {
                return WhereNode::of(self.expression(value));
            }
            let side = self.resolved_side(value)?;
            let conditional = super::is_kind(
                side.field.as_ref(),
                crate::orm::fields::FieldKind::BooleanField,
            );
            if !conditional {
                return Err(Exception::new(
                    "TypeError",
                    "Cannot filter against a non-conditional expression.",
                )
                .into());
            }
            return WhereNode::of(Ok(side.compiled));
        }
        match value.as_sequence().as_deref() {
            Some([name, rhs]) => {
                let name = name.as_text().unwrap_or_default();
                self.pair(&name, rhs, current_negated)
            }
            _ => Err(Exception::new(
                "TypeError",
                "Cannot filter against a non-conditional expression.",
            )
            .into()),
        }
    }

    fn add_q(&mut self, q: &Q, current_negated: bool) -> Outcome<WhereNode> {
        let current_negated = current_negated ^ q.negated;
        let mut node = WhereNode::new(q.connector, q.negated);
        for child in &q.children {
            let child = self.filter(child, current_negated)?;
            if !child.children.is_empty() {
                node.add(child);
            }
        }
        Ok(node)
    }
}

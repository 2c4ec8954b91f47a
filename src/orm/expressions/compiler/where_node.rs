//! Conditions joined by AND, OR and XOR.

use super::{Compiled, Compiler};
use crate::database::SqlValue;
use crate::orm::expressions::q::Connector;
use crate::orm::query::sql::where_node::{Child, WhereNode};
use crate::orm::query::{Failure, Outcome};

impl Compiler<'_> {
    /// `WhereNode.as_sql`.
    ///
    /// # Errors
    ///
    /// [`Failure::Empty`] or [`Failure::Full`] for what never or always holds.
    pub fn where_node(&mut self, node: &WhereNode) -> Outcome<Compiled> {
        self.nested(|compiler| match node.connector {
            Connector::Xor => compiler.xor(node),
            _ => compiler.joined(node),
        })
    }

    fn joined(&mut self, node: &WhereNode) -> Outcome<Compiled> {
        let children = node.compiled(|child| self.child(child))?;
        let (mut parts, mut params) = (Vec::new(), Vec::new());
        for child in children {
            parts.push(child.sql);
            params.extend(child.params);
        }
        let sql = parts.join(&format!(" {} ", node.connector.name()));
        let sql = match (
            node.negated,
            parts.len() > 1 || self.resolved || node.resolved,
        ) {
            (true, _) => format!("NOT ({sql})"),
            (false, true) => format!("({sql})"),
            (false, false) => sql,
        };
        Ok(Compiled { sql, params })
    }

    fn child(&mut self, child: &Child) -> Outcome<Compiled> {
        match child {
            Child::Node(node) => self.where_node(node),
            Child::Leaf(leaf) => self.compile(leaf),
            Child::Nothing => Err(Failure::Empty),
        }
    }

    /// SQLite has no XOR: some operand holds, and an odd number of them does.
    fn xor(&mut self, node: &WhereNode) -> Outcome<Compiled> {
        let mut parts = Vec::new();
        for child in &node.children {
            parts.push(self.child(child)?);
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
            sql: if node.negated {
                format!("NOT {sql}")
            } else {
                sql
            },
            params,
        })
    }
}

//! Conditions on windows: a query around the one that computes them (`get_qualify_sql`).

use std::rc::Rc;

use super::compiler::SQLCompiler;
use super::where_node::{Child, WhereNode};
use crate::orm::expressions::compiler::{Compiled, Compiler, quote_name};
use crate::orm::query::Outcome;
use crate::orm::query::node::{Node, Ordered};
use crate::python::Interpreter;

/// The names under which the query inside selects what the conditions are about.
#[derive(Default)]
struct Names {
    select: Vec<(Node, Rc<str>)>,
    replacements: Vec<(Node, Rc<str>)>,
    /// What is selected for the conditions only.
    added: Vec<(Node, Rc<str>)>,
}

impl SQLCompiler {
    /// The query with its conditions on windows, in order.
    pub(super) fn qualified(
        &self,
        interpreter: &mut Interpreter,
        conditions: [Option<WhereNode>; 2],
        qualify: &WhereNode,
        order_by: &[Node],
    ) -> Outcome<Compiled> {
        let mut inner = self.query.clone();
        inner.subquery = true;
        inner.clear_limits();
        inner.where_ = WhereNode::default();
        inner.where_.children = conditions.into_iter().flatten().map(Child::Node).collect();
        let mut named = Self::new(&self.query, self.elide_empty);
        named.set_up_select(interpreter, true)?;
        let mut names = Names::default();
        for item in named.select {
            names
                .select
                .extend(item.alias.map(|alias| (item.node, alias)));
        }
        for leaf in qualify.leaves() {
            names.collect(leaf);
        }
        for node in order_by {
            node.sources().into_iter().for_each(|it| names.collect(it));
        }
        for (node, alias) in &names.added {
            inner.add_resolved_annotation(node.clone(), alias, true);
        }
        let replaced = names.replaced(qualify);
        let inner_sql = Self::new(&inner, self.elide_empty).as_sql(interpreter, true, true)?;
        let condition = Compiler::new(interpreter, &self.query).where_node(&replaced)?;
        let mut sql = format!(
            "SELECT * FROM ( {} ) \"qualify\" WHERE {}",
            inner_sql.sql, condition.sql
        );
        let mut params = [inner_sql.params, condition.params].concat();
        if !names.added.is_empty() {
            let columns: Vec<String> = names.select.iter().map(|(_, it)| quote_name(it)).collect();
            sql = format!(
                "SELECT {} FROM ( {sql} ) \"qualify_mask\"",
                columns.join(", ")
            );
        }
        let mut terms = Vec::new();
        for node in order_by {
            let node = node.map(&|part| names.replacement(part));
            let term = Compiler::new(interpreter, &self.query).compile(&node)?;
            terms.push(term.sql);
            params.extend(term.params);
        }
        if !terms.is_empty() {
            sql = format!("{sql} ORDER BY {}", terms.join(", "));
        }
        Ok(Compiled { sql, params })
    }
}

impl Names {
    fn collect(&mut self, node: &Node) {
        if self.replacements.iter().any(|(known, _)| known.same(node)) {
            return;
        }
        if let Some((_, alias)) = self.select.iter().find(|(known, _)| known.same(node)) {
            self.replacements.push((node.clone(), alias.clone()));
            return;
        }
        match node {
            Node::Lookup(_) => node.sources().into_iter().for_each(|it| self.collect(it)),
            Node::Ref { name, source } => {
                if !self.select.iter().any(|(_, alias)| alias == name) {
                    self.collect(source);
                }
            }
            Node::Constant { .. } | Node::Position { .. } => {}
            _ => {
                let alias: Rc<str> = format!("qual{}", self.added.len()).into();
                self.added.push((node.clone(), alias.clone()));
                self.replacements.push((node.clone(), alias));
            }
        }
    }

    fn replacement(&self, node: &Node) -> Option<Node> {
        let found = self.replacements.iter().find(|(known, _)| known.same(node));
        found.map(|(source, name)| Node::Ref {
            name: name.clone(),
            source: Rc::new(source.clone()),
        })
    }

    fn replaced(&self, qualify: &WhereNode) -> WhereNode {
        qualify.map(&|part| match part {
            Node::Ordered(ordered) => Some(Node::Ordered(Rc::new(Ordered {
                node: self.replacement(&ordered.node)?,
                ..Ordered::clone(ordered)
            }))),
            _ => self.replacement(part),
        })
    }
}

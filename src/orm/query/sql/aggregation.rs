//! `aggregate()` and `count()`.

use crate::python::value::Namespace;
use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::compiler::SQLCompiler;
use super::{GroupBy, Query, SelectRelated};
use crate::orm::exceptions::Exception;
use crate::orm::expressions::compiler::{Compiled, Compiler};
use crate::orm::query::failure::{Outcome, type_error};
use crate::orm::query::node::Node;
use crate::orm::query::resolve::Resolving;
use crate::python::{Interpreter, Value};

/// A query for values over all rows, with their expressions.
pub struct Aggregation {
    /// The SQL.
    pub compiled: Compiled,
    /// The expressions by name, for converting the values.
    pub nodes: IndexMap<Rc<str>, Node>,
}

impl Query {
    /// `get_aggregation(aggregates)`: one row of values over all rows of the query.
    ///
    /// # Errors
    ///
    /// `TypeError` for an expression that is no aggregate; `Failure::Empty` when the query has no
    /// rows for certain.
    pub fn aggregation(
        &self,
        interpreter: &mut Interpreter,
        aggregates: &Namespace,
    ) -> Outcome<Aggregation> {
        if !self.distinct_fields.is_empty() {
            let message = "aggregate() + distinct(fields) not implemented.";
            return Err(Exception::new("NotImplementedError", message).into());
        }
        let mut query = self.clone();
        let mask = query.annotation_mask.clone();
        let mut replacements: Vec<(Rc<str>, Node)> = Vec::new();
        let mut refs: Vec<Rc<str>> = Vec::new();
        for (alias, aggregate) in aggregates {
            query.check_alias(alias)?;
            let node = Resolving {
                interpreter,
                query: &mut query,
                allow_joins: true,
                summarize: true,
                reuse: &mut None,
            }
            .resolve(aggregate)?;
            if !node.contains_aggregate() {
                return Err(type_error(format!(
                    "{alias} is not an aggregate expression"
                )));
            }
            query.append_annotation_mask(alias);
            node.refs(&mut refs);
            let node = with_names_replaced(&node, &replacements);
            query.annotations.insert(alias.clone(), node.clone());
            replacements.push((alias.clone(), node));
        }
        let mut nodes: IndexMap<Rc<str>, Node> = IndexMap::new();
        for alias in aggregates.keys() {
            if let Some(node) = query.annotations.shift_remove(alias) {
                nodes.insert(alias.clone(), node);
            }
        }
        query.set_annotation_mask(mask);
        let refers_to_subquery = refs.iter().any(|name| {
            query
                .annotations
                .get(name)
                .is_some_and(|node| node.contains_subquery() || node.contains_over_clause())
        });
        let (_, having, qualify) = query.where_.split_having_qualify(false);
        let grouped_already =
            query.annotations.values().any(Node::contains_aggregate) || having.is_some();
        let needs_subquery = query.is_grouped()
            || query.is_sliced()
            || grouped_already
            || refers_to_subquery
            || qualify.is_some()
            || query.distinct
            || query.combinator.is_some();
        match needs_subquery {
            true => query.over_subquery(interpreter, nodes, grouped_already),
            false => query.over_itself(interpreter, nodes),
        }
    }

    /// Values over the rows of the query itself.
    fn over_itself(
        mut self,
        interpreter: &mut Interpreter,
        nodes: IndexMap<Rc<str>, Node>,
    ) -> Outcome<Aggregation> {
        self.select.clear();
        self.selected = None;
        self.default_cols = false;
        let known: Vec<(Rc<str>, Node)> =
            std::mem::take(&mut self.annotations).into_iter().collect();
        let nodes: IndexMap<Rc<str>, Node> = nodes
            .into_iter()
            .map(|(alias, node)| (alias, with_names_replaced(&node, &known)))
            .collect();
        self.annotations = nodes.clone();
        self.annotation_mask = None;
        self.clear_ordering(true);
        self.clear_limits();
        self.select_related = SelectRelated::No;
        self.group_by = GroupBy::None;
        // A count over nothing is 0 and a sum NULL, which the database need not be asked for.
        let compiled = SQLCompiler::new(&self, true).as_sql(interpreter, true, false)?;
        Ok(Aggregation { compiled, nodes })
    }

    /// Values over the rows that a query inside gives (`AggregateQuery`).
    fn over_subquery(
        self,
        interpreter: &mut Interpreter,
        nodes: IndexMap<Rc<str>, Node>,
        grouped_already: bool,
    ) -> Outcome<Aggregation> {
        let mut inner = self.clone();
        inner.subquery = true;
        inner.select_related = SelectRelated::No;
        let selected: BTreeSet<Rc<str>> = self
            .annotation_select()
            .map(|(name, _)| name.clone())
            .collect();
        inner.set_annotation_mask(Some(selected));
        inner.clear_ordering(false);
        if !inner.distinct {
            inner.limit_to_refs(&self, &nodes, grouped_already);
        }
        let mut columns: Vec<(Node, Rc<str>)> = Vec::new();
        let mut outer: IndexMap<Rc<str>, Node> = IndexMap::new();
        for (alias, node) in nodes {
            let mut found = Vec::new();
            node.columns(false, &mut found);
            for column in found {
                let column = Node::Col(column.clone());
                if !columns.iter().any(|(known, _)| known.same(&column)) {
                    let name: Rc<str> = format!("__col{}", columns.len() + 1).into();
                    inner.add_resolved_annotation(column.clone(), &name, true);
                    columns.push((column, name));
                }
            }
            let replaced = node.map(&|part| match part {
                Node::Ref { .. } => Some(part.clone()),
                Node::Col(_) => {
                    let known = columns.iter().find(|(column, _)| column.same(part));
                    known.map(|(column, name)| Node::Ref {
                        name: name.clone(),
                        source: Rc::new(column.clone()),
                    })
                }
                _ => None,
            });
            outer.insert(alias, replaced);
        }
        let nothing_selected = inner.select.is_empty()
            && !inner.default_cols
            && inner
                .annotation_mask
                .as_ref()
                .is_some_and(BTreeSet::is_empty);
        if nothing_selected && let Some(column) = inner.pk_column() {
            inner.select = vec![column];
        }
        let mut parts = Vec::new();
        let mut params = Vec::new();
        for node in outer.values() {
            let part = Compiler::new(interpreter, &self).compile(node)?;
            parts.push(part.sql);
            params.extend(part.params);
        }
        let inner = SQLCompiler::new(&inner, true).as_sql(interpreter, true, true)?;
        params.extend(inner.params);
        let compiled = Compiled {
            sql: format!("SELECT {} FROM ({}) subquery", parts.join(", "), inner.sql),
            params,
        };
        Ok(Aggregation {
            compiled,
            nodes: outer,
        })
    }

    /// Selects in the query inside only what the values outside need.
    fn limit_to_refs(
        &mut self,
        whole: &Self,
        nodes: &IndexMap<Rc<str>, Node>,
        grouped_already: bool,
    ) {
        if self.default_cols && grouped_already {
            self.group_by = match self.pk_column() {
                Some(column) => GroupBy::Expressions(vec![column]),
                None => GroupBy::None,
            };
        }
        self.default_cols = false;
        if self.combinator.is_some() {
            return;
        }
        let mut names = Vec::new();
        if let GroupBy::Expressions(group_by) = &whole.group_by {
            group_by.iter().for_each(|node| node.refs(&mut names));
        }
        nodes.values().for_each(|node| node.refs(&mut names));
        for (alias, annotation) in whole.annotation_select() {
            if !annotation.group_by_cols().is_empty() {
                names.push(alias.clone());
            }
        }
        self.set_annotation_mask(Some(names.into_iter().collect()));
    }

    fn pk_column(&mut self) -> Option<Node> {
        let opts = self.opts.clone()?;
        let pk = opts.model.pk()?;
        let alias = self.initial_alias();
        Some(self.col(&opts, &pk, &alias))
    }
}

/// The node with names replaced by what they stand for.
fn with_names_replaced(node: &Node, known: &[(Rc<str>, Node)]) -> Node {
    node.map(&|part| match part {
        Node::Ref { name, .. } => {
            let found = known.iter().find(|(known, _)| known == name);
            found.map(|(_, node)| node.clone())
        }
        _ => None,
    })
}

impl Aggregation {
    /// What the values are when the query has no rows for certain.
    pub fn over_nothing(node: &Node) -> Value {
        match node {
            Node::Call(call) if call.class() == "Count" => Value::Int(0),
            Node::Call(call) if call.class() == "Coalesce" => {
                let values = call.sources.iter().map(Self::over_nothing);
                values
                    .into_iter()
                    .find(|value| !value.is_none())
                    .unwrap_or(Value::None)
            }
            Node::Constant { value, .. } => value.clone(),
            _ => Value::None,
        }
    }
}

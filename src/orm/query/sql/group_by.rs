//! `GROUP BY`.

use super::compiler::{OrderItem, SQLCompiler, SelectItem};
use super::where_node::WhereNode;
use super::{GroupBy, Query};
use crate::orm::expressions::compiler::{Compiled, Compiler};
use crate::orm::query::failure::{Failure, Outcome};
use crate::orm::query::node::Node;
use crate::python::Interpreter;

impl SQLCompiler {
    /// `get_group_by(select, order_by)`.
    pub(super) fn group_by(
        &self,
        interpreter: &mut Interpreter,
        query: &Query,
        extra: &[SelectItem],
        order_by: &[OrderItem],
        having: Option<&WhereNode>,
    ) -> Outcome<Vec<Compiled>> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut refs = std::collections::BTreeSet::new();
        match &query.group_by {
            GroupBy::None => return Ok(Vec::new()),
            GroupBy::All => {}
            GroupBy::Expressions(expressions) => {
                for expression in expressions {
                    match expression {
                        Node::Ref { name, source } => {
                            if refs.insert(name.clone()) {
                                nodes.push(source.as_ref().clone());
                            }
                        }
                        other => nodes.push(other.clone()),
                    }
                }
            }
        }
        for item in self.select.iter().chain(extra) {
            if !item
                .alias
                .as_ref()
                .is_some_and(|alias| refs.contains(alias))
            {
                nodes.extend(item.node.group_by_cols());
            }
        }
        if !self.meta_ordering {
            let terms = order_by.iter().filter(|item| !item.is_ref);
            nodes.extend(terms.flat_map(|item| item.node.group_by_cols()));
        }
        if let Some(having) = having {
            let leaves = having.leaves().into_iter();
            nodes.extend(leaves.flat_map(Node::group_by_cols));
        }
        let mut result: Vec<Compiled> = Vec::new();
        for node in nodes {
            let mut compiled = match Compiler::new(interpreter, query).compile(&node) {
                Ok(compiled) => compiled,
                Err(Failure::Empty | Failure::Full) => continue,
                Err(failure) => return Err(failure),
            };
            let named = |item: &SelectItem| item.alias.is_some() && item.node.same(&node);
            let mut selected = self.select.iter().chain(extra);
            if let Some(place) = selected.by_ref().position(named) {
                // The last of equal ones, as in a dictionary.
                let later = self.select.iter().chain(extra).skip(place + 1);
                let last = later.enumerate().filter(|(_, item)| named(item)).last();
                let place = last.map_or(place, |(index, _)| place + 1 + index);
                compiled = Compiled::new((place + 1).to_string());
            }
            if !result.contains(&compiled) {
                result.push(compiled);
            }
        }
        Ok(result)
    }
}

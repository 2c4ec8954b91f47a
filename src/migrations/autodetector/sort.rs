//! `_sort_migrations`: operations of an app after what they depend on.

use std::collections::VecDeque;

use super::dependencies::Providers;
use super::{GeneratedOperation, MigrationAutodetector};
use crate::orm::{DjangoResult, Exception};

impl MigrationAutodetector<'_> {
    /// Puts each app's operations into an order that their dependencies within the app allow.
    /// Dependencies on a setting count as those on the model it names.
    pub(super) fn sort_migrations(&mut self) -> DjangoResult<()> {
        for (app_label, operations) in &mut self.generated_operations {
            let providers = Providers::of(operations.iter());
            let mut sorter = TopologicalSorter::new(operations.len());
            for (index, generated) in operations.iter().enumerate() {
                sorter.add(index, &[]);
                for dependency in &generated.dependencies {
                    if dependency.model.app_label == *app_label {
                        let predecessors = providers.of_dependency(dependency, |position| {
                            operations
                                .get(position)
                                .map(|generated| &generated.operation)
                        });
                        sorter.add(index, &predecessors);
                    }
                }
            }
            reorder(operations, &sorter.static_order()?);
        }
        Ok(())
    }
}

/// Python's `graphlib.TopologicalSorter` over positions. Its order among equals is part of what
/// a migration file looks like: nodes in the order first mentioned, level by level.
struct TopologicalSorter {
    mentioned: Vec<usize>,
    nodes: Vec<Node>,
}

#[derive(Clone, Default)]
struct Node {
    is_mentioned: bool,
    predecessors: usize,
    successors: Vec<usize>,
}

impl TopologicalSorter {
    fn new(count: usize) -> Self {
        Self {
            mentioned: Vec::with_capacity(count),
            nodes: vec![Node::default(); count],
        }
    }

    fn add(&mut self, node: usize, predecessors: &[usize]) {
        if let Some(info) = self.mention(node) {
            info.predecessors += predecessors.len();
        }
        for predecessor in predecessors {
            if let Some(info) = self.mention(*predecessor) {
                info.successors.push(node);
            }
        }
    }

    fn mention(&mut self, node: usize) -> Option<&mut Node> {
        let info = self.nodes.get_mut(node)?;
        if !info.is_mentioned {
            info.is_mentioned = true;
            self.mentioned.push(node);
        }
        Some(info)
    }

    fn static_order(mut self) -> DjangoResult<Vec<usize>> {
        let mut order: Vec<usize> = Vec::with_capacity(self.nodes.len());
        let is_ready = |node: &usize| self.nodes.get(*node).is_some_and(Node::is_ready);
        order.extend(self.mentioned.iter().filter(|node| is_ready(node)));
        let mut done = 0;
        while let Some(node) = order.get(done).copied() {
            done += 1;
            let successors = self
                .nodes
                .get_mut(node)
                .map(|node| std::mem::take(&mut node.successors));
            for successor in successors.unwrap_or_default() {
                if let Some(info) = self.nodes.get_mut(successor) {
                    info.predecessors -= 1;
                    if info.is_ready() {
                        order.push(successor);
                    }
                }
            }
        }
        if order.len() < self.nodes.len() {
            return Err(Exception::new(
                "graphlib.CycleError",
                "nodes are in a cycle",
            ));
        }
        Ok(order)
    }
}

impl Node {
    fn is_ready(&self) -> bool {
        self.predecessors == 0
    }
}

fn reorder(operations: &mut VecDeque<GeneratedOperation>, order: &[usize]) {
    let mut unordered: Vec<Option<GeneratedOperation>> = operations.drain(..).map(Some).collect();
    operations.extend(
        order
            .iter()
            .filter_map(|index| unordered.get_mut(*index).and_then(Option::take)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the order of a graph given as nodes with their predecessors, against graphlib's.
    fn check(graph: &[(usize, &[usize])], expected: &[usize]) {
        let mut sorter = TopologicalSorter::new(graph.len());
        for (node, predecessors) in graph {
            sorter.add(*node, predecessors);
        }
        assert_eq!(sorter.static_order().ok().as_deref(), Some(expected));
    }

    #[test]
    fn nodes_come_level_by_level_in_the_order_mentioned() {
        check(&[(0, &[]), (1, &[]), (2, &[])], &[0, 1, 2]);
        check(
            &[(0, &[3, 2]), (1, &[0]), (2, &[]), (3, &[])],
            &[3, 2, 0, 1],
        );
        check(&[(0, &[2]), (1, &[]), (2, &[]), (3, &[1])], &[2, 1, 0, 3]);
    }

    #[test]
    fn a_predecessor_may_be_mentioned_twice() {
        check(&[(0, &[1, 1]), (1, &[])], &[1, 0]);
    }

    #[test]
    fn a_cycle_has_no_order() {
        let mut sorter = TopologicalSorter::new(2);
        sorter.add(0, &[1]);
        sorter.add(1, &[0]);
        assert!(sorter.static_order().is_err());
    }
}

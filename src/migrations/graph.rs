//! `MigrationGraph`: the migrations of a project as nodes, their dependencies as edges.
//!
//! Migrations of one app are not ordered by number: each names its parent, so branches can be
//! seen and merged. A migration that replaces others stands beside them until the loader decides,
//! from what is applied, which of the two goes.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use super::exceptions::{NodeNotFoundError, circular_dependency_error};
use super::migration::{Migration, MigrationKey};
use super::state::ProjectState;
use super::utils::{in_set_order, key_repr};
use crate::orm::DjangoResult;
use crate::python::set_order::Filled;

/// A migration in the graph with its neighbours in both directions.
#[derive(Clone)]
pub struct Node {
    /// What stands here.
    pub content: NodeContent,
    /// Migrations that depend on this one.
    pub children: BTreeSet<MigrationKey>,
    /// Migrations that this one depends on.
    pub parents: BTreeSet<MigrationKey>,
}

/// What stands at a node.
#[derive(Clone)]
pub enum NodeContent {
    /// A migration.
    Migration(Rc<Migration>),
    /// Nothing: a dependency names it, but no file has it (`DummyNode`). Replacing migrations may
    /// remove it; one that stays is an error.
    Dummy(NodeNotFoundError),
}

/// The digraph of all migrations.
#[derive(Clone, Default)]
pub struct MigrationGraph {
    nodes: IndexMap<MigrationKey, Node>,
}

#[derive(Clone, Copy)]
enum Direction {
    Forwards,
    Backwards,
}

impl MigrationGraph {
    /// No migrations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a migration without edges.
    pub fn add_node(&mut self, key: MigrationKey, migration: Rc<Migration>) {
        self.nodes
            .insert(key, Node::new(NodeContent::Migration(migration)));
    }

    /// Makes `child` depend on `parent`, as `migration` says. A missing end becomes a dummy node,
    /// which [`Self::validate_consistency`] reports if it is still there at the end.
    pub fn add_dependency(
        &mut self,
        migration: &MigrationKey,
        child: &MigrationKey,
        parent: &MigrationKey,
    ) {
        self.ensure_node(child, migration, "child");
        self.ensure_node(parent, migration, "parent");
        self.connect(child, parent);
    }

    /// Puts `replacement` in the place of the `replaced` nodes that exist.
    ///
    /// # Errors
    ///
    /// `NodeNotFoundError` when the replacement is not in the graph.
    pub fn remove_replaced_nodes(
        &mut self,
        replacement: &MigrationKey,
        replaced: &[MigrationKey],
    ) -> Result<(), NodeNotFoundError> {
        if !self.nodes.contains_key(replacement) {
            return Err(missing_replacement(
                "find",
                "or has been removed.",
                replacement,
            ));
        }
        let replaced: BTreeSet<&MigrationKey> = replaced.iter().collect();
        for key in &replaced {
            let Some(node) = self.detach(key) else {
                continue;
            };
            // An edge between two replaced nodes would become one from the replacement to itself.
            for child in node
                .children
                .iter()
                .filter(|child| !replaced.contains(child))
            {
                self.connect(child, replacement);
            }
            for parent in node
                .parents
                .iter()
                .filter(|parent| !replaced.contains(parent))
            {
                self.connect(replacement, parent);
            }
        }
        Ok(())
    }

    /// Removes `replacement` and lets its children depend on the latest of the `replaced` nodes.
    ///
    /// # Errors
    ///
    /// `NodeNotFoundError` when the replacement is not in the graph.
    pub fn remove_replacement_node(
        &mut self,
        replacement: &MigrationKey,
        replaced: &[MigrationKey],
    ) -> Result<(), NodeNotFoundError> {
        let Some(node) = self.detach(replacement) else {
            return Err(missing_replacement(
                "remove",
                "or has been removed already.",
                replacement,
            ));
        };
        for latest in self.latest_of(replaced) {
            for child in &node.children {
                self.connect(child, &latest);
            }
        }
        Ok(())
    }

    /// Checks that every dependency leads to a migration.
    ///
    /// # Errors
    ///
    /// The first dummy node's `NodeNotFoundError`.
    pub fn validate_consistency(&self) -> Result<(), NodeNotFoundError> {
        let dummy = self.nodes.values().find_map(|node| match &node.content {
            NodeContent::Dummy(error) => Some(error.clone()),
            NodeContent::Migration(_) => None,
        });
        dummy.map_or(Ok(()), Err)
    }

    /// Checks that no migration depends on itself, through however many others.
    ///
    /// # Errors
    ///
    /// `CircularDependencyError` naming the cycle.
    pub fn ensure_not_cyclic(&self) -> DjangoResult<()> {
        let starts = in_set_order(self.nodes.keys().cloned(), Filled::FromDict);
        let mut todo: BTreeSet<MigrationKey> = starts.iter().cloned().collect();
        for start in starts {
            if todo.remove(&start) {
                self.search_cycle(start, &mut todo)?;
            }
        }
        Ok(())
    }

    /// The migrations to apply so that `target` is applied, itself last.
    ///
    /// # Errors
    ///
    /// `NodeNotFoundError` when the target is not in the graph.
    pub fn forwards_plan(
        &self,
        target: &MigrationKey,
    ) -> Result<Vec<MigrationKey>, NodeNotFoundError> {
        self.iterative_dfs(target, Direction::Forwards)
    }

    /// The migrations to unapply so that `target` is unapplied, itself last.
    ///
    /// # Errors
    ///
    /// `NodeNotFoundError` when the target is not in the graph.
    pub fn backwards_plan(
        &self,
        target: &MigrationKey,
    ) -> Result<Vec<MigrationKey>, NodeNotFoundError> {
        self.iterative_dfs(target, Direction::Backwards)
    }

    /// Nodes without a dependency inside their app, of one app or of all, sorted.
    pub fn root_nodes(&self, app_label: Option<&str>) -> Vec<MigrationKey> {
        self.ends(app_label, |node| &node.parents)
    }

    /// Nodes that nothing in their app depends on, of one app or of all, sorted. An app with more
    /// than one has a conflict.
    pub fn leaf_nodes(&self, app_label: Option<&str>) -> Vec<MigrationKey> {
        self.ends(app_label, |node| &node.children)
    }

    /// The project's state after `nodes` with all that they depend on, or before them when not
    /// `at_end`; after every leaf when no nodes are given. It starts from `state`, which has the
    /// apps without migrations and no models; a graph without nodes leaves those out too.
    ///
    /// # Errors
    ///
    /// `NodeNotFoundError` for a node that is not in the graph, or what an operation raises.
    pub fn make_state(
        &self,
        nodes: Option<&[MigrationKey]>,
        at_end: bool,
        mut state: ProjectState,
    ) -> DjangoResult<ProjectState> {
        let leaves;
        let nodes = match nodes {
            Some(nodes) => nodes,
            None => {
                leaves = self.leaf_nodes(None);
                &leaves
            }
        };
        if nodes.is_empty() {
            return Ok(ProjectState::new(state.settings));
        }
        for key in self.generate_plan(nodes, at_end)? {
            if let Some(migration) = self.migration(&key) {
                migration.mutate_state(&mut state)?;
            }
        }
        Ok(state)
    }

    /// The migration at a node.
    pub fn migration(&self, key: &MigrationKey) -> Option<&Rc<Migration>> {
        match &self.nodes.get(key)?.content {
            NodeContent::Migration(migration) => Some(migration),
            NodeContent::Dummy(_) => None,
        }
    }

    /// Puts another version of a migration in its place.
    pub fn replace_migration(&mut self, migration: Migration) {
        if let Some(node) = self.nodes.get_mut(&migration.key()) {
            node.content = NodeContent::Migration(Rc::new(migration));
        }
    }

    /// A node with its neighbours.
    pub fn node(&self, key: &MigrationKey) -> Option<&Node> {
        self.nodes.get(key)
    }

    /// Every node, in the order added.
    pub fn nodes(&self) -> impl Iterator<Item = (&MigrationKey, &Node)> {
        self.nodes.iter()
    }

    /// Whether the graph has the node.
    pub fn contains(&self, key: &MigrationKey) -> bool {
        self.nodes.contains_key(key)
    }

    fn ensure_node(&mut self, key: &MigrationKey, origin: &MigrationKey, end: &str) {
        if self.contains(key) {
            return;
        }
        let error = NodeNotFoundError {
            message: format!(
                "Migration {origin} dependencies reference nonexistent {end} node {}",
                key_repr(key)
            ),
            node: key.clone(),
            origin: Some(origin.clone()),
        };
        self.nodes
            .insert(key.clone(), Node::new(NodeContent::Dummy(error)));
    }

    fn connect(&mut self, child: &MigrationKey, parent: &MigrationKey) {
        if let Some(node) = self.nodes.get_mut(child) {
            node.parents.insert(parent.clone());
        }
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children.insert(child.clone());
        }
    }

    /// Takes a node out together with the edges that lead to it.
    fn detach(&mut self, key: &MigrationKey) -> Option<Node> {
        let node = self.nodes.shift_remove(key)?;
        for child in &node.children {
            if let Some(child) = self.nodes.get_mut(child) {
                child.parents.remove(key);
            }
        }
        for parent in &node.parents {
            if let Some(parent) = self.nodes.get_mut(parent) {
                parent.children.remove(key);
            }
        }
        Some(node)
    }

    /// Those of the nodes that exist and are no parent of another.
    fn latest_of(&self, keys: &[MigrationKey]) -> Vec<MigrationKey> {
        let present: Vec<(&MigrationKey, &Node)> = keys
            .iter()
            .filter_map(|key| self.nodes.get_key_value(key))
            .collect();
        let parents: BTreeSet<&MigrationKey> =
            present.iter().flat_map(|(_, node)| &node.parents).collect();
        present
            .iter()
            .map(|(key, _)| *key)
            .filter(|key| !parents.contains(key))
            .cloned()
            .collect()
    }

    /// Walks the children depth first; what was reached is taken out of `todo`.
    fn search_cycle(
        &self,
        start: MigrationKey,
        todo: &mut BTreeSet<MigrationKey>,
    ) -> DjangoResult<()> {
        let mut stack: IndexMap<MigrationKey, std::vec::IntoIter<MigrationKey>> = IndexMap::new();
        let mut entered = Some(start);
        loop {
            if let Some(key) = entered.take() {
                let children = self.children_in_set_order(&key).into_iter();
                stack.insert(key, children);
            }
            let Some((_, children)) = stack.last_mut() else {
                return Ok(());
            };
            match children.next() {
                None => {
                    stack.pop();
                }
                Some(child) => {
                    if let Some(position) = stack.get_index_of(&child) {
                        let cycle: Vec<MigrationKey> =
                            stack.keys().skip(position).cloned().collect();
                        return Err(circular_dependency_error(&cycle));
                    }
                    entered = todo.take(&child);
                }
            }
        }
    }

    /// Django adds the children of a node in the order of the graph, those of its own app first.
    fn children_in_set_order(&self, key: &MigrationKey) -> Vec<MigrationKey> {
        let Some(node) = self.nodes.get(key) else {
            return Vec::new();
        };
        let mut children: Vec<MigrationKey> = node.children.iter().cloned().collect();
        if children.len() > 1 {
            children.sort_by_cached_key(|child| {
                (
                    child.app_label != key.app_label,
                    self.nodes.get_index_of(child),
                )
            });
        }
        in_set_order(children, Filled::OneByOne)
    }

    /// Depth first with a stack of its own: a chain of a thousand migrations must not be a
    /// recursion of a thousand calls. Neighbours are pushed in order, so the last is visited first.
    fn iterative_dfs(
        &self,
        start: &MigrationKey,
        direction: Direction,
    ) -> Result<Vec<MigrationKey>, NodeNotFoundError> {
        let (start, _) = self
            .nodes
            .get_key_value(start)
            .ok_or_else(|| NodeNotFoundError::not_a_valid_node(start))?;
        let mut visited: IndexSet<&MigrationKey> = IndexSet::new();
        let mut stack = vec![(start, false)];
        while let Some((key, processed)) = stack.pop() {
            if visited.contains(key) {
                continue;
            }
            if processed {
                visited.insert(key);
                continue;
            }
            stack.push((key, true));
            if let Some(node) = self.nodes.get(key) {
                let next = match direction {
                    Direction::Forwards => &node.parents,
                    Direction::Backwards => &node.children,
                };
                stack.extend(next.iter().map(|neighbour| (neighbour, false)));
            }
        }
        Ok(visited.into_iter().cloned().collect())
    }

    fn ends(
        &self,
        app_label: Option<&str>,
        neighbours: impl Fn(&Node) -> &BTreeSet<MigrationKey>,
    ) -> Vec<MigrationKey> {
        let mut ends: Vec<MigrationKey> = self
            .nodes
            .iter()
            .filter(|(key, _)| app_label.is_none_or(|label| label == &*key.app_label))
            .filter(|(key, node)| {
                neighbours(node)
                    .iter()
                    .all(|neighbour| neighbour.app_label != key.app_label)
            })
            .map(|(key, _)| key.clone())
            .collect();
        ends.sort();
        ends
    }

    /// Everything up to some nodes, each after what it depends on; without the nodes themselves unless
    /// `at_end`.
    ///
    /// # Errors
    ///
    /// `NodeNotFoundError`.
    pub fn generate_plan(
        &self,
        nodes: &[MigrationKey],
        at_end: bool,
    ) -> Result<IndexSet<MigrationKey>, NodeNotFoundError> {
        let mut plan = IndexSet::new();
        for node in nodes {
            for key in self.forwards_plan(node)? {
                if at_end || !nodes.contains(&key) {
                    plan.insert(key);
                }
            }
        }
        Ok(plan)
    }
}

impl Node {
    fn new(content: NodeContent) -> Self {
        Self {
            content,
            children: BTreeSet::new(),
            parents: BTreeSet::new(),
        }
    }
}

fn missing_replacement(verb: &str, ending: &str, replacement: &MigrationKey) -> NodeNotFoundError {
    NodeNotFoundError {
        message: format!(
            "Unable to {verb} replacement node {}. It was either never added to the migration \
             graph, {ending}",
            key_repr(replacement)
        ),
        node: replacement.clone(),
        origin: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> MigrationKey {
        let (app_label, name) = text.split_once('.').unwrap();
        MigrationKey::new(app_label, name)
    }

    /// A graph of lines `a.2: a.1 b.1`: a node and its parents.
    fn graph(lines: &[&str]) -> MigrationGraph {
        let mut graph = MigrationGraph::new();
        let nodes = lines.iter().map(|line| line.split_once(':').unwrap());
        for (node, _) in nodes.clone() {
            graph.add_node(key(node), migration(node));
        }
        for (node, parents) in nodes {
            for parent in parents.split_whitespace() {
                graph.add_dependency(&key(node), &key(node), &key(parent));
            }
        }
        graph
    }

    fn migration(text: &str) -> Rc<Migration> {
        let MigrationKey { app_label, name } = key(text);
        Rc::new(Migration::new(&app_label, &name))
    }

    fn keys(text: &str) -> Vec<MigrationKey> {
        text.split_whitespace().map(key).collect()
    }

    fn text(keys: &[MigrationKey]) -> String {
        let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
        names.join(" ")
    }

    /// Checks the plans to and from a node.
    fn check(graph: &MigrationGraph, node: &str, forwards: &str, backwards: &str) {
        assert_eq!(text(&graph.forwards_plan(&key(node)).unwrap()), forwards);
        assert_eq!(text(&graph.backwards_plan(&key(node)).unwrap()), backwards);
    }

    const TWO_APPS: &[&str] = &[
        "a.1:",
        "a.2: a.1",
        "a.3: a.2",
        "a.4: a.3 b.2",
        "b.1:",
        "b.2: b.1 a.2",
    ];

    #[test]
    fn a_plan_ends_with_its_target_and_starts_with_what_sorts_last() {
        let graph = graph(TWO_APPS);
        check(&graph, "a.1", "a.1", "a.4 b.2 a.3 a.2 a.1");
        check(&graph, "a.4", "b.1 a.1 a.2 b.2 a.3 a.4", "a.4");
        check(&graph, "b.1", "b.1", "a.4 b.2 b.1");
        assert_eq!(text(&graph.root_nodes(None)), "a.1 b.1");
        assert_eq!(text(&graph.leaf_nodes(None)), "a.4 b.2");
        assert_eq!(text(&graph.leaf_nodes(Some("b"))), "b.2");
    }

    #[test]
    fn a_long_chain_is_no_recursion() {
        let mut graph = MigrationGraph::new();
        let name = |number: usize| format!("a.{number:05}");
        graph.add_node(key(&name(0)), migration(&name(0)));
        for number in 1..10_000 {
            let child = name(number);
            graph.add_node(key(&child), migration(&child));
            graph.add_dependency(&key(&child), &key(&child), &key(&name(number - 1)));
        }
        let plan = graph.forwards_plan(&key(&name(9_999))).unwrap();
        assert_eq!(plan.len(), 10_000);
        assert!(graph.ensure_not_cyclic().is_ok());
    }

    #[test]
    fn a_missing_node_is_named_by_whoever_depends_on_it() {
        let graph = graph(&["a.1:", "a.2: a.1 b.9"]);
        assert_eq!(
            graph.validate_consistency().unwrap_err().message,
            "Migration a.2 dependencies reference nonexistent parent node ('b', '9')"
        );
        assert_eq!(
            graph.forwards_plan(&key("c.1")).unwrap_err().message,
            "Node ('c', '1') not a valid node"
        );
    }

    #[test]
    fn a_cycle_is_named() {
        let cyclic = graph(&[
            "books.0001_initial:",
            "books.0002_x: books.0001_initial books.0003_y",
            "books.0003_y: books.0002_x",
        ]);
        let error = cyclic.ensure_not_cyclic().unwrap_err();
        assert_eq!(error.message, "books.0003_y, books.0002_x");
        let error = graph(&["a.1: a.1"]).ensure_not_cyclic().unwrap_err();
        assert_eq!(error.message, "a.1");
    }

    const SQUASHED: &[&str] = &[
        "a.1:",
        "a.2: a.1",
        "a.3: a.2 b.1",
        "a.4: a.3",
        "a.1-3:",
        "b.1:",
        "b.2: a.1-3 b.1",
    ];

    #[test]
    fn a_replacement_takes_over_both_sides() {
        let mut graph = graph(SQUASHED);
        graph
            .remove_replaced_nodes(&key("a.1-3"), &keys("a.1 a.2 a.3"))
            .unwrap();
        check(&graph, "a.4", "b.1 a.1-3 a.4", "a.4");
        check(&graph, "b.1", "b.1", "b.2 a.4 a.1-3 b.1");
        assert_eq!(
            graph
                .remove_replaced_nodes(&key("a.5"), &[])
                .unwrap_err()
                .message,
            "Unable to find replacement node ('a', '5'). It was either never added to the \
             migration graph, or has been removed."
        );
    }

    #[test]
    fn a_removed_replacement_gives_its_children_to_the_latest_it_replaced() {
        let mut graph = graph(SQUASHED);
        graph
            .remove_replacement_node(&key("a.1-3"), &keys("a.1 a.2 a.3"))
            .unwrap();
        check(&graph, "b.2", "b.1 a.1 a.2 a.3 b.2", "b.2");
        assert_eq!(
            graph
                .remove_replacement_node(&key("a.1-3"), &[])
                .unwrap_err()
                .message,
            "Unable to remove replacement node ('a', '1-3'). It was either never added to the \
             migration graph, or has been removed already."
        );
    }
}

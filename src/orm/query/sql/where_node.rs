//! `WhereNode`: conditions joined by AND, OR and XOR.

use crate::orm::expressions::Connector;
use crate::orm::query::node::Node;
use crate::orm::query::{Failure, Outcome};

/// Conditions with how they are joined.
#[derive(Clone, Default)]
pub struct WhereNode {
    /// The conditions.
    pub children: Vec<Child>,
    /// How they are joined.
    pub connector: Connector,
    /// Whether the whole is negated.
    pub negated: bool,
    /// Whether it was resolved once more as a part of something else, which puts it in parentheses.
    pub resolved: bool,
}

/// One of the conditions.
#[derive(Clone)]
pub enum Child {
    /// Conditions in parentheses.
    Node(WhereNode),
    /// A comparison, or another condition.
    Leaf(Node),
    /// What never holds (`NothingNode`).
    Nothing,
}

/// The parts of conditions by where they go: `(where, having, qualify)`.
pub type Split = (Option<WhereNode>, Option<WhereNode>, Option<WhereNode>);

impl WhereNode {
    /// The children as `compile` makes SQL of each, without those that make no difference.
    ///
    /// # Errors
    ///
    /// [`Failure::Empty`] or [`Failure::Full`] when they decide that the node never or always holds;
    /// what `compile` answers.
    pub fn compiled<Sql>(
        &self,
        mut compile: impl FnMut(&Child) -> Outcome<Sql>,
    ) -> Outcome<Vec<Sql>> {
        let count = self.children.len();
        let (mut full_needed, mut empty_needed) = match self.connector {
            Connector::And => (count, 1),
            _ => (1, count),
        };
        let (empty, full) = match self.negated {
            true => (Failure::Full, Failure::Empty),
            false => (Failure::Empty, Failure::Full),
        };
        let mut parts = Vec::new();
        for child in &self.children {
            match compile(child) {
                Ok(part) => parts.push(part),
                Err(Failure::Empty) => empty_needed -= 1,
                Err(Failure::Full) => full_needed -= 1,
                Err(failure) => return Err(failure),
            }
            if empty_needed == 0 {
                return Err(empty);
            }
            if full_needed == 0 {
                return Err(full);
            }
        }
        match parts.is_empty() {
            true => Err(Failure::Full),
            false => Ok(parts),
        }
    }

    /// A node of one condition.
    pub fn of(leaf: Node) -> Self {
        Self {
            children: vec![Child::Leaf(leaf)],
            ..Self::default()
        }
    }

    /// A node without conditions.
    pub fn new(connector: Connector, negated: bool) -> Self {
        Self {
            children: Vec::new(),
            connector,
            negated,
            resolved: false,
        }
    }

    /// Whether it has no conditions.
    pub fn is_empty(&self) -> bool {
        self.children.is_empty()
    }

    /// `add(node, connector)`: what has the same connector is merged.
    pub fn add(&mut self, node: Self, connector: Connector) {
        self.join(connector);
        if !node.negated && (node.connector == connector || node.children.len() == 1) {
            self.children.extend(node.children);
        } else {
            self.children.push(Child::Node(node));
        }
    }

    /// `add(condition, connector)` of a single condition.
    pub fn add_leaf(&mut self, leaf: Node, connector: Connector) {
        self.join(connector);
        self.children.push(Child::Leaf(leaf));
    }

    /// Makes the connector the node's own: what is there already becomes one of its conditions.
    fn join(&mut self, connector: Connector) {
        if self.connector == connector {
            return;
        }
        let before = std::mem::take(self);
        *self = Self {
            children: vec![Child::Node(before)],
            connector,
            ..Self::default()
        };
    }

    /// Adds what never holds.
    pub fn add_nothing(&mut self) {
        self.join(Connector::And);
        self.children.push(Child::Nothing);
    }

    /// Whether what never holds is one of the conditions.
    pub fn has_nothing(&self) -> bool {
        self.children
            .iter()
            .any(|child| matches!(child, Child::Nothing))
    }

    /// Every condition, however deep.
    pub fn leaves(&self) -> Vec<&Node> {
        let mut leaves = Vec::new();
        for child in &self.children {
            match child {
                Child::Node(node) => leaves.extend(node.leaves()),
                Child::Leaf(leaf) => leaves.push(leaf),
                Child::Nothing => {}
            }
        }
        leaves
    }

    /// The node with parts of its conditions replaced; see [`Node::map`].
    #[must_use]
    pub fn map(&self, replace: &dyn Fn(&Node) -> Option<Node>) -> Self {
        let child = |child: &Child| match child {
            Child::Node(node) => Child::Node(node.map(replace)),
            Child::Leaf(leaf) => Child::Leaf(leaf.map(replace)),
            Child::Nothing => Child::Nothing,
        };
        Self {
            children: self.children.iter().map(child).collect(),
            connector: self.connector,
            negated: self.negated,
            resolved: self.resolved,
        }
    }

    /// Whether a condition is about groups of rows.
    pub fn contains_aggregate(&self) -> bool {
        self.leaves().into_iter().any(Node::contains_aggregate)
    }

    /// Whether a condition is about a window.
    pub fn contains_over_clause(&self) -> bool {
        self.leaves().into_iter().any(Node::contains_over_clause)
    }

    /// `split_having_qualify()`: conditions on rows, on groups, and on windows.
    pub fn split_having_qualify(&self, negated: bool) -> Split {
        if !self.contains_aggregate() && !self.contains_over_clause() {
            return (Some(self.clone()), None, None);
        }
        let in_negated = negated ^ self.negated;
        // These conditions mean something else when some of them are checked later.
        let together = match self.connector {
            Connector::And => in_negated,
            Connector::Or => !in_negated,
            Connector::Xor => true,
        };
        if together && self.contains_aggregate() && !self.contains_over_clause() {
            return (None, Some(self.clone()), None);
        }
        if together {
            return (None, None, Some(self.clone()));
        }
        let mut parts: [Vec<Child>; 3] = Default::default();
        let [rows, groups, windows] = &mut parts;
        for child in &self.children {
            match child {
                Child::Node(node) => {
                    let (row, group, window) = node.split_having_qualify(in_negated);
                    rows.extend(row.map(Child::Node));
                    groups.extend(group.map(Child::Node));
                    windows.extend(window.map(Child::Node));
                }
                Child::Leaf(leaf) if leaf.contains_over_clause() => windows.push(child.clone()),
                Child::Leaf(leaf) if leaf.contains_aggregate() => groups.push(child.clone()),
                _ => rows.push(child.clone()),
            }
        }
        let node = |children: Vec<Child>| {
            (!children.is_empty()).then_some(Self {
                children,
                connector: self.connector,
                negated: self.negated,
                resolved: self.resolved,
            })
        };
        let [rows, groups, windows] = parts;
        (node(rows), node(groups), node(windows))
    }
}

//! `Query`: what a queryset asks, as tables, conditions and columns, before it is SQL.

pub mod aggregation;
mod aliases;
pub mod compiler;
mod composite;
pub mod filter;
pub mod filtered;
mod group_by;
mod joins;
mod mask;
mod order_by;
mod qualify;
mod related;
mod select;
pub mod subqueries;
pub mod where_node;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use indexmap::IndexMap;

use super::node::{Col, Node};
use super::opts::{JoinField, Opts};
use crate::orm::apps::Apps;
use crate::orm::fields::Field;
use crate::python::Value;
pub use compiler::{KlassInfo, SQLCompiler};
pub use joins::JoinInfo;
use where_node::WhereNode;

/// Names of tables in a query.
pub type Aliases = BTreeSet<Rc<str>>;

/// A table of a query: the one it is about, or one that is joined.
#[derive(Clone)]
pub struct Table {
    /// The table.
    pub name: Rc<str>,
    /// How the query calls it.
    pub alias: Rc<str>,
    /// How it is joined; `None` for the first table.
    pub join: Option<Join>,
}

/// How a table is joined.
#[derive(Clone)]
pub struct Join {
    /// The table that it is joined to.
    pub parent_alias: Rc<str>,
    /// Whether rows without a partner stay (`LEFT OUTER JOIN`).
    pub outer: bool,
    /// The relation.
    pub field: JoinField,
    /// Whether there may be no partner.
    pub nullable: bool,
    /// The name of the `FilteredRelation` that it is.
    pub filtered: Option<Rc<str>>,
    /// What a generic relation asks of the rows beside the key.
    pub generic: Option<Rc<super::generic::Generic>>,
}

/// What the rows are grouped by.
#[derive(Clone, Default)]
pub enum GroupBy {
    /// They are not.
    #[default]
    None,
    /// By every column that is selected.
    All,
    /// By these.
    Expressions(Vec<Node>),
}

/// What a name that `values()` selected stands for.
#[derive(Clone, PartialEq, Eq)]
pub enum Selected {
    /// An annotation.
    Annotation(Rc<str>),
    /// A place in `select`.
    Column(usize),
}

/// Which related objects are selected with the objects (`select_related`).
#[derive(Clone, Default)]
pub enum SelectRelated {
    /// None.
    #[default]
    No,
    /// All that cannot be missing, to a depth of five.
    All,
    /// These, and theirs.
    Names(Names),
}

/// Names within names: `author__publisher` as a tree.
#[derive(Clone, Default)]
pub struct Names(pub IndexMap<Rc<str>, Names>);

/// How several queries are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combinator {
    /// `UNION`
    Union,
    /// `UNION ALL`
    UnionAll,
    /// `INTERSECT`
    Intersection,
    /// `EXCEPT`
    Difference,
}

/// A query of objects of a model.
#[derive(Clone)]
pub struct Query {
    /// The model; a query of no model has no columns.
    pub opts: Option<Opts>,
    /// The registry.
    pub apps: Rc<Apps>,
    /// Whether columns stand with their table: not in constraints.
    pub alias_cols: bool,
    /// How often each table is used. Tables that are not used are left out of the SQL.
    pub alias_refcount: IndexMap<Rc<str>, usize>,
    /// The tables by alias, in the order in which they were joined.
    pub alias_map: IndexMap<Rc<str>, Table>,
    /// The aliases of each table.
    pub table_map: IndexMap<Rc<str>, Vec<Rc<str>>>,
    /// Tables of the queries around this one, and whether their alias is another name.
    pub external_aliases: BTreeMap<Rc<str>, bool>,
    /// Tables that conditions of the same `filter()` share.
    pub used_aliases: Aliases,
    /// Whether the next `filter()` counts as the same.
    pub filter_is_sticky: bool,
    /// What the names of further aliases begin with.
    pub alias_prefix: Rc<str>,
    /// The prefixes in use.
    pub subq_aliases: BTreeSet<Rc<str>>,
    /// The conditions.
    pub where_: WhereNode,
    /// Computed columns by name.
    pub annotations: IndexMap<Rc<str>, Node>,
    /// The names of those that are selected; all when `None`.
    pub annotation_mask: Option<BTreeSet<Rc<str>>>,
    /// Columns, when they are not the model's own.
    pub select: Vec<Node>,
    /// The names by which `values()` asked for them.
    pub values_select: Vec<Rc<str>>,
    /// What `values()` asked for, in order.
    pub selected: Option<IndexMap<Rc<str>, Selected>>,
    /// Whether the model's own columns are selected.
    pub default_cols: bool,
    /// Whether `Meta.ordering` counts.
    pub default_ordering: bool,
    /// Whether the order is as written; reversed otherwise.
    pub standard_ordering: bool,
    /// Whether it stands inside another one.
    pub subquery: bool,
    /// What the rows are grouped by.
    pub group_by: GroupBy,
    /// What they are ordered by: texts and expressions, resolved when it is compiled.
    pub order_by: Vec<Value>,
    /// The first row of a slice.
    pub low_mark: usize,
    /// The row after the last one of a slice.
    pub high_mark: Option<usize>,
    /// Whether equal rows are one.
    pub distinct: bool,
    /// The names that `distinct()` was given, which SQLite cannot do.
    pub distinct_fields: Vec<Value>,
    /// Related objects that are selected too.
    pub select_related: SelectRelated,
    /// Field names, and whether those are left out (`defer`) or alone loaded (`only`).
    pub deferred_loading: (BTreeSet<Rc<str>>, bool),
    /// How the queries below are combined.
    pub combinator: Option<Combinator>,
    /// The queries that are combined.
    pub combined_queries: Vec<Self>,
    /// The relations that are joined under conditions.
    pub filtered: IndexMap<Rc<str>, filtered::Filtered>,
    /// The names of what `extra(select=…)` selects before the columns.
    pub extra: BTreeSet<Rc<str>>,
    /// The tables that `extra(tables=…)` adds.
    pub extra_tables: Vec<Rc<str>>,
    /// Whether it is compiled for `str()`, where true and false stand as Python writes them.
    pub shown: bool,
    /// The joins of the condition that was added last.
    lookup_joins: Vec<Rc<str>>,
}

impl Query {
    /// Every object of a model.
    pub fn new(opts: &Opts) -> Self {
        Self::of(opts.apps.clone(), Some(opts.clone()))
    }

    /// A query of a model, or of none.
    pub fn of(apps: Rc<Apps>, opts: Option<Opts>) -> Self {
        Self {
            opts,
            apps,
            alias_cols: true,
            alias_refcount: IndexMap::new(),
            alias_map: IndexMap::new(),
            table_map: IndexMap::new(),
            external_aliases: BTreeMap::new(),
            used_aliases: Aliases::new(),
            filter_is_sticky: false,
            alias_prefix: "T".into(),
            subq_aliases: BTreeSet::from(["T".into()]),
            where_: WhereNode::default(),
            annotations: IndexMap::new(),
            annotation_mask: None,
            select: Vec::new(),
            values_select: Vec::new(),
            selected: None,
            default_cols: true,
            default_ordering: true,
            standard_ordering: true,
            subquery: false,
            group_by: GroupBy::None,
            order_by: Vec::new(),
            low_mark: 0,
            high_mark: None,
            distinct: false,
            distinct_fields: Vec::new(),
            select_related: SelectRelated::No,
            deferred_loading: (BTreeSet::new(), true),
            combinator: None,
            combined_queries: Vec::new(),
            filtered: IndexMap::new(),
            extra: BTreeSet::new(),
            extra_tables: Vec::new(),
            shown: false,
            lookup_joins: Vec::new(),
        }
    }

    /// A query over the columns of one table without a name in front, as constraints are.
    pub fn of_columns(apps: Rc<Apps>, opts: Option<Opts>) -> Self {
        Self {
            alias_cols: false,
            ..Self::of(apps, opts)
        }
    }

    /// A copy to go on with: conditions of its next `filter()` join anew.
    #[must_use]
    pub fn chain(&self) -> Self {
        let mut query = self.clone();
        if !query.filter_is_sticky {
            query.used_aliases.clear();
        }
        query.filter_is_sticky = false;
        query
    }

    /// `annotation_select`: the annotations that are selected.
    pub fn annotation_select(&self) -> impl Iterator<Item = (&Rc<str>, &Node)> {
        self.annotations.iter().filter(|(name, _)| {
            self.annotation_mask
                .as_ref()
                .is_none_or(|mask| mask.contains(*name))
        })
    }

    /// A selected annotation.
    pub fn selected_annotation(&self, name: &str) -> Option<&Node> {
        let selected = self
            .annotation_mask
            .as_ref()
            .is_none_or(|mask| mask.contains(name));
        self.annotations.get(name).filter(|_| selected)
    }

    /// `set_annotation_mask`.
    pub fn set_annotation_mask(&mut self, names: Option<BTreeSet<Rc<str>>>) {
        if let (Some(names), Some(selected)) = (&names, &mut self.selected) {
            selected.retain(|_, it| match it {
                Selected::Annotation(name) => names.contains(name),
                Selected::Column(_) => true,
            });
            // In the order of the annotations, which a set of Django's does not have.
            for name in self.annotations.keys().filter(|name| names.contains(*name)) {
                selected.insert(name.clone(), Selected::Annotation(name.clone()));
            }
        }
        self.annotation_mask = names;
    }

    /// `append_annotation_mask`.
    pub fn append_annotation_mask(&mut self, name: &Rc<str>) {
        if let Some(mask) = &self.annotation_mask {
            let mut mask = mask.clone();
            mask.insert(name.clone());
            self.set_annotation_mask(Some(mask));
        }
    }

    /// The type of its only column.
    pub fn output_field(&self) -> Option<Field> {
        if let [only] = self.select.as_slice() {
            return match only {
                Node::Col(col) => Some(col.value_field()),
                other => other.output_field(),
            };
        }
        let mut annotations = self.annotation_select();
        match (annotations.next(), annotations.next()) {
            (Some((_, only)), None) => only.output_field(),
            _ => None,
        }
    }

    /// `is_sliced`.
    pub fn is_sliced(&self) -> bool {
        self.low_mark != 0 || self.high_mark.is_some()
    }

    /// `has_limit_one()`.
    pub fn has_limit_one(&self) -> bool {
        self.high_mark
            .is_some_and(|high| high.checked_sub(self.low_mark) == Some(1))
    }

    /// `set_limits(low, high)`: a slice of the slice.
    pub fn set_limits(&mut self, low: Option<usize>, high: Option<usize>) {
        if let Some(high) = high {
            let high = self.low_mark.saturating_add(high);
            self.high_mark = Some(self.high_mark.map_or(high, |known| known.min(high)));
        }
        if let Some(low) = low {
            let low = self.low_mark.saturating_add(low);
            self.low_mark = self.high_mark.map_or(low, |high| high.min(low));
        }
        if self.high_mark == Some(self.low_mark) {
            self.set_empty();
        }
    }

    /// `clear_limits()`.
    pub fn clear_limits(&mut self) {
        (self.low_mark, self.high_mark) = (0, None);
    }

    /// `set_empty()`: nothing matches.
    pub fn set_empty(&mut self) {
        self.where_.add_nothing();
        for query in &mut self.combined_queries {
            query.set_empty();
        }
    }

    /// `is_empty()`.
    pub fn is_empty(&self) -> bool {
        self.where_.has_nothing()
    }

    /// `clear_ordering(force)`.
    pub fn clear_ordering(&mut self, force: bool) {
        if !force && self.is_sliced() {
            return;
        }
        self.order_by.clear();
        self.default_ordering = false;
    }

    /// `has_select_fields`.
    pub fn has_select_fields(&self) -> bool {
        self.selected.is_some()
    }

    /// The columns of the queries around it (`get_external_cols()`).
    pub fn external_cols(&self) -> Vec<Node> {
        let mut columns = Vec::new();
        for node in self.annotations.values() {
            self.collect_external(node, &mut columns);
        }
        for node in self.where_.leaves() {
            self.collect_external(node, &mut columns);
        }
        columns
    }

    fn collect_external(&self, node: &Node, found: &mut Vec<Node>) {
        match node {
            Node::Col(Col {
                alias: Some(alias), ..
            }) if self.external_aliases.contains_key(alias) => found.push(node.clone()),
            Node::Subquery(subquery) => {
                let inner = subquery.query.external_cols();
                let outer = |col: &Node| {
                    matches!(col, Node::Col(Col { alias: Some(alias), .. })
                        if self.external_aliases.contains_key(alias))
                };
                found.extend(inner.into_iter().filter(outer));
            }
            _ => {
                for source in node.sources() {
                    self.collect_external(source, found);
                }
            }
        }
    }

    /// The query with parts of its expressions replaced; see [`Node::map`].
    #[must_use]
    pub fn map_own(&self, replace: &dyn Fn(&Node) -> Option<Node>) -> Self {
        let mut query = self.clone();
        query.where_ = self.where_.map(replace);
        for node in query.annotations.values_mut() {
            *node = node.map(replace);
        }
        query.select = self.select.iter().map(|node| node.map(replace)).collect();
        query
    }

    /// The query with the columns of the queries around it replaced.
    #[must_use]
    pub fn map_external(&self, replace: &dyn Fn(&Node) -> Option<Node>) -> Self {
        let mut query = self.clone();
        let external = |node: &Node| match node {
            Node::Col(Col {
                alias: Some(alias), ..
            }) if self.external_aliases.contains_key(alias) => replace(node),
            Node::Col(_) => None,
            Node::Outer { .. } => replace(node),
            _ => None,
        };
        query.where_ = self.where_.map(&external);
        query.annotations = self
            .annotations
            .iter()
            .map(|(name, node)| (name.clone(), node.map(&external)))
            .collect();
        query.select = self.select.iter().map(|node| node.map(&external)).collect();
        query.combined_queries = self
            .combined_queries
            .iter()
            .map(|query| query.map_external(replace))
            .collect();
        query
    }
}

impl Names {
    /// Adds the path `a__b`.
    pub fn add(&mut self, path: &str) {
        let mut names = self;
        for part in path.split("__") {
            names = names.0.entry(part.into()).or_default();
        }
    }
}

impl Combinator {
    /// The word in error texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Union | Self::UnionAll => "union",
            Self::Intersection => "intersection",
            Self::Difference => "difference",
        }
    }
}

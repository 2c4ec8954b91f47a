//! The tables of a query: their names, how often they are used, and how they are joined.

use std::rc::Rc;

use super::{Aliases, GroupBy, Join, Query, Table};
use crate::orm::query::node::{Col, Node};

impl Query {
    /// The first table (`base_table`).
    pub fn base_table(&self) -> Option<Rc<str>> {
        self.alias_map.keys().next().cloned()
    }

    /// `table_alias(name, create=True)`: a new alias for a table.
    fn new_alias(&mut self, table: &Rc<str>, filtered: Option<&Rc<str>>) -> Rc<str> {
        let count = self.alias_map.len() + 1;
        let alias: Rc<str> = match self.table_map.get_mut(table) {
            Some(aliases) => {
                let alias: Rc<str> = format!("{}{count}", self.alias_prefix).into();
                aliases.push(alias.clone());
                alias
            }
            None => {
                let alias = filtered.unwrap_or(table).clone();
                self.table_map.insert(table.clone(), vec![alias.clone()]);
                alias
            }
        };
        self.alias_refcount.insert(alias.clone(), 1);
        alias
    }

    /// `ref_alias`.
    pub(super) fn ref_alias(&mut self, alias: &Rc<str>) {
        *self.alias_refcount.entry(alias.clone()).or_default() += 1;
    }

    /// `unref_alias`.
    pub(super) fn unref_alias(&mut self, alias: &str) {
        if let Some(count) = self.alias_refcount.get_mut(alias) {
            *count = count.saturating_sub(1);
        }
    }

    /// How often a table is used.
    pub(in crate::orm::query) fn uses(&self, alias: &str) -> usize {
        self.alias_refcount.get(alias).copied().unwrap_or_default()
    }

    /// `count_active_tables()`.
    pub fn count_active_tables(&self) -> usize {
        self.alias_refcount
            .values()
            .filter(|count| **count > 0)
            .count()
    }

    /// `get_initial_alias()`: the model's own table.
    pub fn initial_alias(&mut self) -> Rc<str> {
        if let Some(alias) = self.base_table() {
            self.ref_alias(&alias);
            return alias;
        }
        let Some(opts) = &self.opts else {
            return "".into();
        };
        let table = opts.model.db_table();
        self.join(table, None, None)
    }

    /// `join(join, reuse)`: the alias of a table that is joined already in the same way, or of a
    /// new one. With `reuse`, only those may be joined already.
    pub(super) fn join(
        &mut self,
        table: Rc<str>,
        join: Option<Join>,
        reuse: Option<&Aliases>,
    ) -> Rc<str> {
        let same = |(alias, known): (&Rc<str>, &Table)| {
            let allowed = reuse.is_none_or(|reuse| reuse.contains(alias));
            let equal = match (&known.join, &join) {
                (None, None) => known.name == table,
                (Some(known_join), Some(join)) => {
                    known.name == table
                        && known_join.parent_alias == join.parent_alias
                        && known_join.filtered == join.filtered
                        && known_join.field.same(&join.field)
                }
                _ => false,
            };
            (allowed && equal).then(|| alias.clone())
        };
        if let Some(alias) = self.alias_map.iter().filter_map(same).next_back() {
            self.ref_alias(&alias);
            return alias;
        }
        let filtered = join.as_ref().and_then(|join| join.filtered.as_ref());
        let alias = self.new_alias(&table, filtered);
        let join = join.map(|join| {
            let parent = self.alias_map.get(&join.parent_alias);
            let parent_outer = parent
                .and_then(|table| table.join.as_ref())
                .is_some_and(|join| join.outer);
            Join {
                outer: parent_outer || join.nullable,
                ..join
            }
        });
        let entry = Table {
            name: table,
            alias: alias.clone(),
            join,
        };
        self.alias_map.insert(alias.clone(), entry);
        alias
    }

    /// Whether a table is joined so that rows without a partner stay.
    pub(super) fn is_outer(&self, alias: &str) -> bool {
        self.join_of(alias).is_some_and(|join| join.outer)
    }

    fn join_of(&self, alias: &str) -> Option<&Join> {
        self.alias_map.get(alias)?.join.as_ref()
    }

    /// The tables that are joined so that rows without a partner are lost.
    pub(super) fn inner_aliases(&self) -> Aliases {
        let inner = |(alias, table): (&Rc<str>, &Table)| {
            let join = table.join.as_ref()?;
            (!join.outer).then(|| alias.clone())
        };
        self.alias_map.iter().filter_map(inner).collect()
    }

    fn set_outer(&mut self, alias: &str, outer: bool) {
        let table = self.alias_map.get_mut(alias);
        if let Some(join) = table.and_then(|table| table.join.as_mut()) {
            join.outer = outer;
        }
    }

    /// `promote_joins`: rows without a partner stay, where there may be none.
    pub(in crate::orm::query) fn promote_joins(
        &mut self,
        aliases: impl IntoIterator<Item = Rc<str>>,
    ) {
        let mut waiting: Vec<Rc<str>> = aliases.into_iter().collect();
        while let Some(alias) = waiting.pop() {
            let Some(join) = self.join_of(&alias) else {
                continue;
            };
            if join.outer || !(join.nullable || self.is_outer(&join.parent_alias)) {
                continue;
            }
            self.set_outer(&alias, true);
            let children = self.alias_map.values().filter(|table| {
                let parent = table.join.as_ref().map(|join| &join.parent_alias);
                parent == Some(&alias)
            });
            waiting.extend(children.map(|table| table.alias.clone()));
        }
    }

    /// `demote_joins`: rows without a partner are lost, and so on the way to the table.
    pub(super) fn demote_joins(&mut self, aliases: impl IntoIterator<Item = Rc<str>>) {
        let mut waiting: Vec<Rc<str>> = aliases.into_iter().collect();
        while let Some(alias) = waiting.pop() {
            if !self.is_outer(&alias) {
                continue;
            }
            self.set_outer(&alias, false);
            let parent = self.join_of(&alias).map(|join| join.parent_alias.clone());
            if let Some(parent) = parent
                && self.join_of(&parent).is_some_and(|join| !join.outer)
            {
                waiting.push(parent);
            }
        }
    }

    /// `bump_prefix(other)`: names aliases differently from those of the query around this one.
    pub fn bump_prefix(&mut self, other: &mut Self, keep: Option<&str>) {
        if self.alias_prefix != other.alias_prefix {
            return;
        }
        let prefix = free_prefix(&self.alias_prefix, &self.subq_aliases);
        self.alias_prefix = prefix;
        self.subq_aliases.insert(self.alias_prefix.clone());
        other.subq_aliases.extend(self.subq_aliases.iter().cloned());
        let changes: Vec<(Rc<str>, Rc<str>)> = self
            .alias_map
            .keys()
            .enumerate()
            .filter(|(_, alias)| Some(alias.as_ref()) != keep)
            .map(|(place, alias)| {
                let new = format!("{}{place}", self.alias_prefix);
                (alias.clone(), new.into())
            })
            .collect();
        self.change_aliases(&changes);
    }

    /// `change_aliases`: renames tables everywhere in the query.
    pub fn change_aliases(&mut self, changes: &[(Rc<str>, Rc<str>)]) {
        let renamed = |alias: &Rc<str>| {
            let change = changes.iter().find(|(old, _)| old == alias);
            change.map(|(_, new)| new.clone())
        };
        let relabel = |node: &Node| relabeled(node, &renamed);
        self.where_ = self.where_.map(&relabel);
        if let GroupBy::Expressions(nodes) = &mut self.group_by {
            *nodes = nodes.iter().map(|node| node.map(&relabel)).collect();
        }
        self.select = self.select.iter().map(|node| node.map(&relabel)).collect();
        for node in self.annotations.values_mut() {
            *node = node.map(&relabel);
        }
        for filtered in self.filtered.values_mut() {
            filtered.condition = filtered.condition.as_ref().map(|it| it.map(&relabel));
        }
        let new_name = |alias: &Rc<str>| renamed(alias).unwrap_or_else(|| alias.clone());
        let unchanged = |alias: &Rc<str>| renamed(alias).is_none();
        // Django takes renamed tables out and puts them at the end.
        let (kept, moved): (Vec<Table>, Vec<Table>) = std::mem::take(&mut self.alias_map)
            .into_values()
            .partition(|table| unchanged(&table.alias));
        for mut table in kept.into_iter().chain(moved) {
            table.alias = new_name(&table.alias);
            if let Some(join) = &mut table.join {
                join.parent_alias = new_name(&join.parent_alias);
            }
            self.alias_map.insert(table.alias.clone(), table);
        }
        self.alias_refcount = std::mem::take(&mut self.alias_refcount)
            .into_iter()
            .map(|(alias, count)| (new_name(&alias), count))
            .collect();
        for aliases in self.table_map.values_mut() {
            for alias in aliases {
                *alias = new_name(alias);
            }
        }
        self.external_aliases = std::mem::take(&mut self.external_aliases)
            .into_iter()
            .map(|(alias, aliased)| (new_name(&alias), aliased || renamed(&alias).is_some()))
            .collect();
    }

    /// The query with the tables of the queries around it renamed.
    #[must_use]
    pub fn relabel_external(&self, changes: &dyn Fn(&Rc<str>) -> Option<Rc<str>>) -> Self {
        let mut query = self.map_external(&|node| relabeled(node, changes));
        query.external_aliases = self
            .external_aliases
            .iter()
            .map(|(alias, aliased)| match changes(alias) {
                Some(new) => (new, true),
                None => (alias.clone(), *aliased),
            })
            .collect();
        query
    }
}

/// The node with its table renamed; `None` for one to look into.
pub(super) fn relabeled(
    node: &Node,
    changes: &dyn Fn(&Rc<str>) -> Option<Rc<str>>,
) -> Option<Node> {
    match node {
        Node::Col(col) => {
            let alias = col.alias.as_ref().and_then(changes)?;
            Some(Node::Col(Col {
                alias: Some(alias),
                ..col.clone()
            }))
        }
        Node::Subquery(subquery) => {
            Some(Node::Subquery(Rc::new(crate::orm::query::node::Subquery {
                query: Rc::new(subquery.query.relabel_external(changes)),
                ..subquery.as_ref().clone()
            })))
        }
        _ => None,
    }
}

/// The first prefix after this one that no query around uses: `U`, …, `Z`, then `AA`.
fn free_prefix(prefix: &str, used: &std::collections::BTreeSet<Rc<str>>) -> Rc<str> {
    let first = prefix.bytes().next().unwrap_or(b'T');
    let singles = (first + 1..=b'Z').map(|letter| char::from(letter).to_string());
    let letters = || b'A'..=b'Z';
    let doubles = letters().flat_map(|one| {
        letters().map(move |other| format!("{}{}", char::from(one), char::from(other)))
    });
    let free = singles
        .chain(doubles)
        .find(|it| !used.contains(it.as_str()));
    free.unwrap_or_else(|| format!("{prefix}A")).into()
}

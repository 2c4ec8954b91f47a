//! Conditions on a query: `build_filter`, `add_q`, and what negation makes of joins.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::composite::key_in_query;
use super::joins::{NameWithPath, PathError, joined_reference};
use super::where_node::WhereNode;
use super::{Aliases, Query};
use crate::database::SqlValue;
use crate::orm::expressions::object::{Expression, is_expression};
use crate::orm::expressions::{Connector, Q, q};
use crate::orm::fields::FieldKind;
use crate::orm::query::failure::{Failure, Outcome, field_error, type_error, value_error};
use crate::orm::query::lookups::{Given, splits};
use crate::orm::query::node::{Col, Lookup, Node, Operand, Rhs, Subquery};
use crate::orm::query::opts::{Member, Opts};
use crate::orm::query::resolve::Resolving;
use crate::orm::query::sql::{Join, Table};
use crate::python::{Interpreter, Value};

/// How conditions are added.
#[derive(Clone, Copy)]
pub struct Filtering {
    /// Whether something around is negated.
    pub branch_negated: bool,
    /// Whether an odd number of things around is.
    pub current_negated: bool,
    /// Whether other tables may be joined.
    pub allow_joins: bool,
    /// Whether a negated condition on many rows becomes a subquery.
    pub split_subq: bool,
    /// Whether it is for `aggregate()`.
    pub summarize: bool,
}

impl Default for Filtering {
    fn default() -> Self {
        Self {
            branch_negated: false,
            current_negated: false,
            allow_joins: true,
            split_subq: true,
            summarize: false,
        }
    }
}

impl Query {
    /// `add_q(q)`: what `filter(q)` does.
    ///
    /// # Errors
    ///
    /// What a name or a value raises.
    pub fn add_q(&mut self, interpreter: &mut Interpreter, q: &Q) -> Outcome<()> {
        let existing_inner = self.inner_aliases();
        let mut reuse = Some(std::mem::take(&mut self.used_aliases));
        let added = self.add_q_with(interpreter, q, Filtering::default(), &mut reuse);
        self.used_aliases = reuse.unwrap_or_default();
        let (clause, _) = added?;
        if !clause.is_empty() {
            self.where_.add(clause, Connector::And);
        }
        self.demote_joins(existing_inner);
        Ok(())
    }

    /// `add_filter(lookup, value)`.
    ///
    /// # Errors
    ///
    /// See [`Query::add_q`].
    pub fn add_filter(
        &mut self,
        interpreter: &mut Interpreter,
        lookup: &str,
        value: Value,
    ) -> Outcome<()> {
        let pair = Value::tuple(vec![Value::str(lookup), value]);
        let q = Q {
            children: vec![pair],
            connector: Connector::And,
            negated: false,
        };
        self.add_q(interpreter, &q)
    }

    /// `build_where(condition)`: a condition over the model's own columns.
    ///
    /// # Errors
    ///
    /// See [`Query::add_q`].
    pub fn build_where(
        &mut self,
        interpreter: &mut Interpreter,
        condition: &Value,
    ) -> Outcome<WhereNode> {
        let filtering = Filtering {
            allow_joins: false,
            ..Filtering::default()
        };
        let built = self.build_filter(interpreter, condition, filtering, &mut None);
        built.map(|(node, _)| node)
    }

    /// `_add_q`: the condition, and the joins without which it cannot hold.
    pub(in crate::orm::query) fn add_q_with(
        &mut self,
        interpreter: &mut Interpreter,
        q: &Q,
        filtering: Filtering,
        reuse: &mut Option<Aliases>,
    ) -> Outcome<(WhereNode, Aliases)> {
        let filtering = Filtering {
            current_negated: filtering.current_negated ^ q.negated,
            branch_negated: filtering.branch_negated || q.negated,
            ..filtering
        };
        let mut clause = WhereNode::new(q.connector, q.negated);
        let negated = filtering.current_negated;
        let mut promoter = JoinPromoter::new(q.connector, q.children.len(), negated);
        for child in &q.children {
            interpreter.charge(4)?;
            let (child, needed_inner) = self.build_filter(interpreter, child, filtering, reuse)?;
            promoter.add_votes(needed_inner);
            if !child.is_empty() {
                clause.add(child, q.connector);
            }
        }
        let needed_inner = promoter.update_join_types(self);
        Ok((clause, needed_inner))
    }

    fn build_filter(
        &mut self,
        interpreter: &mut Interpreter,
        condition: &Value,
        filtering: Filtering,
        reuse: &mut Option<Aliases>,
    ) -> Outcome<(WhereNode, Aliases)> {
        if let Some(q) = condition.native::<Q>() {
            return self.add_q_with(interpreter, q, filtering, reuse);
        }
        if is_expression(condition) {
            if !q::is_conditional(interpreter, condition)? && !is_lookup(condition) {
                return Err(not_conditional());
            }
            let node = Resolving {
                interpreter,
                query: self,
                allow_joins: filtering.allow_joins,
                summarize: filtering.summarize,
                reuse,
            }
            .resolve(condition)?;
            return Ok((WhereNode::of(as_condition(node)?), Aliases::new()));
        }
        match condition.as_sequence().as_deref() {
            Some([name, value]) => {
                let name = name.as_text().unwrap_or_default();
                self.build_pair(interpreter, &name, value, filtering, reuse)
            }
            _ => self.build_unpacked(interpreter, condition, filtering, reuse),
        }
    }

    /// `build_filter` of what is neither a pair nor a condition: it is unpacked all the same.
    fn build_unpacked(
        &mut self,
        interpreter: &mut Interpreter,
        condition: &Value,
        filtering: Filtering,
        reuse: &mut Option<Aliases>,
    ) -> Outcome<(WhereNode, Aliases)> {
        if matches!(condition.unboxed(), Value::Dict(_)) {
            return Err(field_error("Cannot parse keyword query as dict"));
        }
        let Ok(parts) = interpreter.iterate(condition) else {
            let name = interpreter.type_name(condition);
            return Err(type_error(format!(
                "cannot unpack non-iterable {name} object"
            )));
        };
        match parts.as_slice() {
            [name, value] => {
                let name = name.as_text().unwrap_or_default();
                self.build_pair(interpreter, &name, value, filtering, reuse)
            }
            [_, _, _, ..] => Err(value_error("too many values to unpack (expected 2)")),
            few => Err(value_error(format!(
                "not enough values to unpack (expected 2, got {})",
                few.len()
            ))),
        }
    }

    /// `build_filter` of a lookup and a value.
    fn build_pair(
        &mut self,
        interpreter: &mut Interpreter,
        name: &str,
        value: &Value,
        filtering: Filtering,
        reuse: &mut Option<Aliases>,
    ) -> Outcome<(WhereNode, Aliases)> {
        if name.is_empty() {
            return Err(field_error("Cannot parse keyword query ''"));
        }
        let (lookups, parts, annotation) = self.solve_lookup_type(name, filtering.summarize)?;
        if !filtering.allow_joins && parts.len() > 1 {
            return Err(joined_reference());
        }
        if annotation.is_none()
            && let Some(names) = self.composite_names(&parts)
            && let Some(condition) =
                self.composite_condition(interpreter, &names, (&lookups, value), filtering, reuse)?
        {
            return Ok(condition);
        }
        let before = self.alias_refcount.clone();
        let given = Resolving {
            interpreter,
            query: self,
            allow_joins: filtering.allow_joins,
            summarize: filtering.summarize,
            reuse,
        }
        .resolve_lookup_value(value)?;
        let used = |(alias, count): (&Rc<str>, &usize)| {
            let known = before.get(alias).copied().unwrap_or_default();
            (*count > known).then(|| alias.clone())
        };
        let mut used_joins: Aliases = self.alias_refcount.iter().filter_map(used).collect();
        if let Some(annotation) = annotation {
            let node = self.build_lookup(interpreter, &lookups, annotation, given)?;
            return Ok((WhereNode::of(node), Aliases::new()));
        }
        let (opts, alias) = (self.opts.clone(), self.initial_alias());
        let allow_many = !filtering.branch_negated || !filtering.split_subq;
        let info = match self.setup_joins(&parts, opts.as_ref(), &alias, reuse.as_ref(), allow_many)
        {
            Ok(info) => info,
            Err(PathError::Failure(failure)) => return Err(failure),
            Err(PathError::Many(names)) => {
                return self.split_exclude(interpreter, name, value, reuse, &names);
            }
        };
        self.check_related_objects(interpreter, &info, &given)?;
        self.lookup_joins.clone_from(&info.joins);
        used_joins.extend(info.joins.iter().cloned());
        let (target, alias, joins) = self.trim_joins(&info);
        if let Some(reuse) = reuse {
            reuse.extend(joins.iter().cloned());
        }
        let column = self.column(&info, target.clone(), &alias);
        let is_key =
            |given: &Given| matches!(given, Given::Node(node) if node.composite().is_some());
        let node = match (column.composite(), &given) {
            (Some(lhs), Given::Query(query)) if lookups == ["in"] => key_in_query(&lhs, query)?,
            (None, given) if is_key(given) => {
                let message = "CompositePrimaryKey cannot be used as a lookup value.";
                return Err(value_error(message));
            }
            _ => self.build_lookup(interpreter, &lookups, column.clone(), given)?,
        };
        let Node::Lookup(lookup) = &node else {
            return Ok((WhereNode::of(node), used_joins));
        };
        let (is_null, negated) = (lookup.name == "isnull", filtering.current_negated);
        let asks_null = is_null && matches!(lookup.rhs, Rhs::Flag(true));
        let mut clause = WhereNode::of(node.clone());
        let mut needs_outer = asks_null && !negated;
        if negated && !asks_null {
            needs_outer = true;
            let last = joins.last().cloned().unwrap_or_default();
            let is_json_null = matches!(
                &lookup.rhs,
                Rhs::One(Operand::Value(SqlValue::Text(text))) if &**text == "null"
            ) && target.kind.is_subclass(FieldKind::JSONField);
            if !is_null && !is_json_null {
                // NULL compares to nothing, so the negation of a comparison must exclude it.
                if target.options.null || self.is_outer(&last) {
                    let opts = info.opts.owner_of(&target);
                    clause.add_leaf(
                        is_not_null(self.col(&opts, &target, &alias)),
                        Connector::And,
                    );
                }
                if let Rhs::One(Operand::Node(other @ Node::Col(col))) = &lookup.rhs
                    && col.target.options.null
                {
                    clause.add_leaf(is_not_null(other.clone()), Connector::And);
                }
            }
        }
        let needed = if needs_outer {
            Aliases::new()
        } else {
            used_joins
        };
        Ok((clause, needed))
    }

    /// `solve_lookup_type`: what of a name are lookups and transforms, what are fields, and the
    /// annotation that it begins with, if any.
    pub(super) fn solve_lookup_type(
        &self,
        lookup: &str,
        summarize: bool,
    ) -> Outcome<(Vec<String>, Vec<String>, Option<Node>)> {
        let names: Vec<String> = lookup.split("__").map(str::to_owned).collect();
        for count in 1..=names.len() {
            let name = names[..count].join("__");
            if let Some(annotation) = self.annotations.get(name.as_str()) {
                let annotation = match summarize {
                    true => Node::Ref {
                        name: name.into(),
                        source: Rc::new(annotation.clone()),
                    },
                    false => annotation.clone(),
                };
                return Ok((names[count..].to_vec(), Vec::new(), Some(annotation)));
            }
        }
        let found = self
            .names_to_path(&names, self.opts.as_ref(), true, false)
            .map_err(PathError::into_failure)?;
        let fields = names[..names.len() - found.rest.len()].to_vec();
        Ok((found.rest, fields, None))
    }

    /// `split_exclude`: a negated condition on many rows is about the rows that meet it, so they
    /// are looked for in a query of their own.
    fn split_exclude(
        &mut self,
        interpreter: &mut Interpreter,
        name: &str,
        value: &Value,
        reuse: &mut Option<Aliases>,
        names: &[NameWithPath],
    ) -> Outcome<(WhereNode, Aliases)> {
        let Some(opts) = self.opts.clone() else {
            return Err(field_error("a query of no model has no relations"));
        };
        let mut query = Self::new(&opts);
        let value = outer_reference(interpreter, value)?;
        query.add_filter(interpreter, name, value)?;
        query.clear_ordering(true);
        let (prefix, contains_outer) = query.trim_start(interpreter, names)?;
        let Some(Node::Col(column)) = query.select.first().cloned() else {
            return Err(field_error(format!("Invalid field name: '{name}'")));
        };
        let alias = column.alias.clone().unwrap_or_default();
        let reused = reuse.as_ref().is_some_and(|reuse| reuse.contains(&alias));
        if reused && let Some(pk) = column.owner.model.pk() {
            query.bump_prefix(self, None);
            let Some(Node::Col(column)) = query.select.first().cloned() else {
                return Err(field_error(format!("Invalid field name: '{name}'")));
            };
            let own = column.alias.clone().unwrap_or_default();
            let inner = query.col(&column.owner, &pk, &own);
            let outer = self.col(&column.owner, &pk, &alias);
            query.where_.add_leaf(equal(inner, outer), Connector::And);
            query.external_aliases.insert(alias, true);
        } else {
            let outer = Node::Outer {
                name: prefix.as_str().into(),
                levels: 0,
            };
            let inner = Node::Col(column);
            query.where_.add_leaf(equal(inner, outer), Connector::And);
        }
        let query = Resolving {
            interpreter,
            query: self,
            allow_joins: true,
            summarize: false,
            reuse: &mut None,
        }
        .resolve_query(&query)?;
        let exists = Node::Subquery(Rc::new(Subquery {
            query: Rc::new(query),
            exists: true,
            output: None,
        }));
        let mut condition = WhereNode::of(as_condition(exists)?);
        if contains_outer {
            let filtering = Filtering {
                branch_negated: true,
                current_negated: true,
                ..Filtering::default()
            };
            let lookup = format!("{prefix}__isnull");
            let (or_null, _) =
                self.build_pair(interpreter, &lookup, &Value::Bool(true), filtering, reuse)?;
            condition.add(or_null, Connector::Or);
        }
        Ok((condition, Aliases::new()))
    }

    /// `trim_start`: takes off the tables before the one with many rows; answers the names that
    /// lead there, and whether a join on the way keeps rows without a partner.
    fn trim_start(
        &mut self,
        interpreter: &mut Interpreter,
        names: &[NameWithPath],
    ) -> Outcome<(String, bool)> {
        let paths: Vec<_> = names.iter().flat_map(|(_, path)| path).collect();
        let base = self.base_table();
        let tables: Vec<Rc<str>> = self
            .alias_map
            .keys()
            .filter(|alias| self.lookup_joins.contains(alias) || Some(*alias) == base.as_ref())
            .cloned()
            .collect();
        let many = paths.iter().position(|path| path.many).unwrap_or_default();
        let (Some(path), Some(first), Some(next)) =
            (paths.get(many), tables.get(many), tables.get(many + 1))
        else {
            return Err(field_error("the relation has no rows to look for"));
        };
        let mut contains_outer = false;
        for (table, after) in tables.iter().zip(&tables[1..]).take(many) {
            contains_outer |= self.is_outer(after);
            self.unref_alias(table);
        }
        let join = &path.join_field;
        let mut prefix: Vec<String> = Vec::new();
        let mut left = many;
        for (name, path) in names {
            let Some(rest) = left.checked_sub(path.len()) else {
                break;
            };
            prefix.push(name.clone());
            left = rest;
        }
        let Some((own, foreign)) = join.related_fields() else {
            return Err(field_error("the relation has no columns"));
        };
        // The join goes from the referred model to the one that refers, so that the first field of
        // the pair is the referred one.
        let (referred, referring) = (own, foreign);
        prefix.push(referred.name().to_string());
        let (field, opts, alias) = match self.is_outer(next) {
            false => {
                self.unref_alias(first);
                if let Some(generic) = &path.generic {
                    let restriction = generic.restriction(interpreter, self, next)?;
                    self.where_.add_leaf(restriction, Connector::And);
                }
                (referring, path.to.clone(), next.clone())
            }
            true => {
                let opts = join.owner.remote(&join.field);
                (
                    referred,
                    opts.unwrap_or_else(|| path.to.clone()),
                    first.clone(),
                )
            }
        };
        let first_used = self.alias_map.keys().find(|alias| self.uses(alias) > 0);
        if let Some(alias) = first_used.cloned()
            && let Some(table) = self.alias_map.get_mut(&alias)
        {
            *table = Table {
                join: None::<Join>,
                ..table.clone()
            };
        }
        let column = self.col(&opts, &field, &alias);
        self.set_select(vec![column]);
        Ok((prefix.join("__"), contains_outer))
    }

    /// `check_related_objects`: only objects of the right model are compared with a relation.
    fn check_related_objects(
        &self,
        interpreter: &mut Interpreter,
        info: &super::JoinInfo,
        given: &Given,
    ) -> Outcome<()> {
        let is_relation = match &info.member {
            Member::Field(field) => field.is_relation(),
            Member::Related(_) => true,
        };
        if !is_relation {
            return Ok(());
        }
        match given {
            Given::Query(query) => match &query.opts {
                Some(opts) if !query.has_select_fields() && !compatible(opts, &info.opts) => {
                    Err(value_error(format!(
                        "Cannot use QuerySet for \"{}\": Use a QuerySet for \"{}\".",
                        opts.model.name, info.opts.model.name
                    )))
                }
                _ => Ok(()),
            },
            Given::Value(value) => splits(value)
                .iter()
                .try_for_each(|value| check_object(interpreter, value, &info.opts)),
            _ => Ok(()),
        }
    }
}

/// `check_query_object_type`.
fn check_object(interpreter: &mut Interpreter, value: &Value, opts: &Opts) -> Outcome<()> {
    let Some(own) = crate::orm::model::instance::opts_of_instance(interpreter, value)? else {
        return Ok(());
    };
    if compatible(&own, opts) {
        return Ok(());
    }
    let shown = interpreter.str(value)?;
    Err(value_error(format!(
        "Cannot query \"{shown}\": Must be \"{}\" instance.",
        opts.model.name
    )))
}

/// `check_rel_lookup_compatibility`: the same table, or one that inherits.
fn compatible(own: &Opts, wanted: &Opts) -> bool {
    let concrete = own.model.concrete_key();
    concrete == wanted.model.concrete_key()
        || !own.base_chain(&wanted.model.concrete_key()).is_empty()
        || !wanted.base_chain(&concrete).is_empty()
}

fn not_conditional() -> Failure {
    type_error("Cannot filter against a non-conditional expression.")
}

fn is_lookup(value: &Value) -> bool {
    value
        .native::<Expression>()
        .is_some_and(|it| crate::orm::query::lookups::is_lookup_class(it.class))
}

/// A condition that is no comparison holds when it is true.
pub(in crate::orm::query) fn as_condition(node: Node) -> Outcome<Node> {
    match node {
        Node::Lookup(_) => Ok(node),
        node if node.is_conditional() => Ok(Node::Lookup(Rc::new(Lookup {
            name: "exact",
            lhs: node,
            rhs: Rhs::Flag(true),
        }))),
        _ => Err(not_conditional()),
    }
}

fn equal(one: Node, other: Node) -> Node {
    Node::Lookup(Rc::new(Lookup {
        name: "exact",
        lhs: one,
        rhs: Rhs::One(Operand::Node(other)),
    }))
}

fn is_not_null(node: Node) -> Node {
    let node = match node {
        Node::Col(col) => Node::Col(Col {
            related: None,
            ..col
        }),
        other => other,
    };
    Node::Lookup(Rc::new(Lookup {
        name: "isnull",
        lhs: node,
        rhs: Rhs::Flag(false),
    }))
}

/// A name on the right side means a column of the query around the one that is made.
fn outer_reference(interpreter: &mut Interpreter, value: &Value) -> Outcome<Value> {
    let Some(expression) = value.native::<Expression>() else {
        return Ok(value.clone());
    };
    let argument = match expression.class {
        "F" => Value::Str(expression.text("name").unwrap_or_default()),
        "OuterRef" => value.clone(),
        _ => return Ok(value.clone()),
    };
    let arguments = crate::python::Arguments::positional(vec![argument]);
    Ok(crate::orm::expressions::object::make(
        interpreter,
        "OuterRef",
        arguments,
    )?)
}

/// Works out which joins must keep rows without a partner, by what each condition needs.
struct JoinPromoter {
    effective: Connector,
    children: usize,
    votes: BTreeMap<Rc<str>, usize>,
}

impl JoinPromoter {
    fn new(connector: Connector, children: usize, negated: bool) -> Self {
        let effective = match (negated, connector) {
            (false, connector) => connector,
            (true, Connector::And) => Connector::Or,
            (true, _) => Connector::And,
        };
        Self {
            effective,
            children,
            votes: BTreeMap::new(),
        }
    }

    fn add_votes(&mut self, votes: Aliases) {
        for alias in votes {
            *self.votes.entry(alias).or_default() += 1;
        }
    }

    /// `update_join_types`: answers the joins that are needed.
    fn update_join_types(self, query: &mut Query) -> Aliases {
        let (mut promote, mut demote) = (Aliases::new(), Aliases::new());
        for (alias, votes) in self.votes {
            let all = votes == self.children;
            match self.effective {
                Connector::Or if all => demote.insert(alias),
                Connector::Or => promote.insert(alias),
                Connector::And => demote.insert(alias),
                Connector::Xor => false,
            };
        }
        query.promote_joins(promote);
        query.demote_joins(demote.iter().cloned());
        demote
    }
}

impl Query {
    /// `combine(rhs, connector)`: one query for the objects of both, for `&`, `|` and `^`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the queries are too different.
    pub fn combine(&mut self, other: &Self, connector: Connector) -> Outcome<()> {
        let model = |query: &Self| query.opts.as_ref().map(Opts::key);
        let refused = match () {
            () if model(self) != model(other) => {
                "Cannot combine queries on two different base models."
            }
            () if self.is_sliced() => "Cannot combine queries once a slice has been taken.",
            () if self.distinct != other.distinct => {
                "Cannot combine a unique query with a non-unique query."
            }
            () => "",
        };
        if !refused.is_empty() {
            return Err(type_error(refused));
        }
        let initial = self.initial_alias();
        let mut other = other.clone();
        other.bump_prefix(self, Some(&initial));
        let mut changes: Vec<(Rc<str>, Rc<str>)> = Vec::new();
        let mut reuse: Aliases = match connector {
            Connector::And => Aliases::new(),
            _ => self.alias_map.keys().cloned().collect(),
        };
        let mut promoter = JoinPromoter::new(connector, 2, false);
        promoter.add_votes(self.inner_aliases());
        let mut votes = Aliases::new();
        let tables: Vec<Table> = other.alias_map.values().skip(1).cloned().collect();
        for table in tables {
            let Some(mut join) = table.join.clone() else {
                continue;
            };
            let inner = !join.outer;
            if let Some((_, new)) = changes.iter().find(|(old, _)| *old == join.parent_alias) {
                join.parent_alias = new.clone();
            }
            let known = self.alias_map.len();
            let alias = self.join(table.name.clone(), Some(join), Some(&reuse));
            // A new join is as the relation needs it, whatever the other query made of its own.
            let inner = match self.alias_map.len() == known {
                true => inner,
                false => !self.is_outer(&alias),
            };
            if inner {
                votes.insert(alias.clone());
            }
            reuse.remove(&alias);
            if other.uses(&table.alias) == 0 {
                self.unref_alias(&alias);
            }
            if alias != table.alias {
                changes.push((table.alias, alias));
            }
        }
        promoter.add_votes(votes);
        promoter.update_join_types(self);
        self.subq_aliases.extend(other.subq_aliases.iter().cloned());
        let renamed = |alias: &Rc<str>| {
            let change = changes.iter().find(|(old, _)| old == alias);
            change.map(|(_, new)| new.clone())
        };
        let relabel = |node: &Node| super::aliases::relabeled(node, &renamed);
        self.where_.add(other.where_.map(&relabel), connector);
        if other.select.is_empty() {
            self.select.clear();
        } else {
            let select = other.select.iter().map(|node| node.map(&relabel));
            self.set_select(select.collect());
        }
        if !other.order_by.is_empty() {
            self.order_by = other.order_by;
        }
        Ok(())
    }
}

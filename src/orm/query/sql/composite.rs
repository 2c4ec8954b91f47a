//! Composite primary keys in conditions. For SQLite, Django compares them field by field.

use std::rc::Rc;

use super::filter::Filtering;
use super::where_node::WhereNode;
use super::{Aliases, Query};
use crate::orm::expressions::object::Expression;
use crate::orm::expressions::{Connector, Q};
use crate::orm::fields::FieldKind;
use crate::orm::query::failure::{Outcome, unsupported, value_error};
use crate::orm::query::node::{Lookup, Node, Operand, Rhs, Subquery};
use crate::orm::query::queryset::QuerySetObject;
use crate::python::{Interpreter, Value};

/// What is compared: a lookup and the value for it.
type Pair = (String, Value);

impl Query {
    /// The fields of the composite primary key that these names lead to, as they are called from here.
    pub(super) fn composite_names(&self, parts: &[String]) -> Option<Vec<String>> {
        let (last, before) = parts.split_last()?;
        if last != "pk" {
            return None;
        }
        let found = self.names_to_path(parts, self.opts.as_ref(), true, false);
        let found = found
            .ok()
            .filter(|found| found.target.kind == FieldKind::CompositePrimaryKey)?;
        let fields = found.opts.model.pk_fields().into_iter();
        let named = fields.map(|field| {
            let mut names = before.to_vec();
            names.push(field.attname().to_string());
            names.join("__")
        });
        Some(named.collect())
    }

    /// A condition on such a key; `None` for lookups and values that are not compared field by field.
    pub(super) fn composite_condition(
        &mut self,
        interpreter: &mut Interpreter,
        names: &[String],
        (lookups, value): (&[String], &Value),
        filtering: Filtering,
        reuse: &mut Option<Aliases>,
    ) -> Outcome<Option<(WhereNode, Aliases)>> {
        let lookup = match lookups {
            [] => "exact",
            [lookup] => lookup.as_str(),
            _ => return Ok(None),
        };
        let groups = match lookup {
            // A key of the query around this one.
            "exact" if is_class(value, "OuterRef") => return Ok(None),
            "exact" if value.native::<QuerySetObject>().is_some() => {
                return Err(unsupported("a composite key compared with a queryset"));
            }
            "exact" if is_class(value, "F") => {
                return Err(value_error(
                    "'exact' subquery lookup of 'pk' only supports OuterRef and QuerySet objects \
                     (received 'ColPairs')",
                ));
            }
            "exact" => vec![equal(names, &key(names, lookup, value)?)],
            "isnull" => match value {
                Value::Bool(flag) => missing(names, *flag),
                _ => return Ok(None),
            },
            "in" => match (value.unboxed(), value.as_sequence()) {
                (_, Some(members)) => keys(names, &members)?,
                // A query.
                (Value::Instance(_), None) => return Ok(None),
                _ => {
                    let message = "'in' lookup of 'pk' must be a tuple or a list";
                    return Err(value_error(message));
                }
            },
            "gt" | "gte" | "lt" | "lte" => ordered(names, lookup, &key(names, lookup, value)?),
            _ => return Ok(None),
        };
        let mut clause = WhereNode::new(Connector::Or, false);
        let mut needed = Aliases::new();
        for pairs in groups {
            interpreter.charge(4)?;
            let pair = |(name, value)| Value::tuple(vec![Value::str(name), value]);
            let q = Q {
                children: pairs.into_iter().map(pair).collect(),
                connector: Connector::And,
                negated: false,
            };
            let (group, joins) = self.add_q_with(interpreter, &q, filtering, reuse)?;
            needed.extend(joins);
            clause.add(group, Connector::Or);
        }
        Ok(Some((clause, needed)))
    }
}

/// The values of one key.
fn key(names: &[String], lookup: &str, value: &Value) -> Outcome<Vec<Value>> {
    let Some(values) = value.as_sequence() else {
        let message = format!("'{lookup}' lookup of 'pk' must be a tuple or a list");
        return Err(value_error(message));
    };
    if values.len() != names.len() {
        let count = names.len();
        let message = format!("'{lookup}' lookup of 'pk' must have {count} elements");
        return Err(value_error(message));
    }
    Ok(values)
}

/// A comparison for each of the keys. For none there is one that nothing meets.
fn keys(names: &[String], members: &[Value]) -> Outcome<Vec<Vec<Pair>>> {
    if members.is_empty() {
        let first = names.first().map(|name| format!("{name}__in"));
        let nothing = (first.unwrap_or_default(), Value::list(Vec::new()));
        return Ok(vec![vec![nothing]]);
    }
    let mut groups = Vec::with_capacity(members.len());
    for member in members {
        let Some(values) = member.as_sequence() else {
            let message = "'in' lookup of 'pk' must be a collection of tuples or lists";
            return Err(value_error(message));
        };
        if values.len() != names.len() {
            let count = names.len();
            let message = format!("'in' lookup of 'pk' must have {count} elements each");
            return Err(value_error(message));
        }
        groups.push(equal(names, &values));
    }
    Ok(groups)
}

/// Whether a key is missing: then one of its fields is.
fn missing(names: &[String], flag: bool) -> Vec<Vec<Pair>> {
    let pairs = names
        .iter()
        .map(|name| (format!("{name}__isnull"), Value::Bool(flag)));
    match flag {
        true => pairs.map(|pair| vec![pair]).collect(),
        false => vec![pairs.collect()],
    }
}

fn is_class(value: &Value, class: &str) -> bool {
    value
        .native::<Expression>()
        .is_some_and(|it| it.class == class)
}

/// Whether a composite key is among those that a query gives, as SQLite is asked: whether the query has
/// a row whose columns are those of the key.
pub(super) fn key_in_query(lhs: &[Node], query: &Query) -> Outcome<Node> {
    let mut query = query.clone();
    if !query.has_select_fields() {
        query.clear_select_clause();
        query.add_fields(&["pk".to_owned()], true)?;
    }
    query.clear_ordering(false);
    if query.is_sliced() || query.combinator.is_some() {
        return Err(unsupported(
            "a composite key in a queryset that is sliced or combined",
        ));
    }
    let mut selected = Vec::new();
    let annotations = query.annotation_select().map(|(_, node)| node);
    for node in query.select.iter().chain(annotations) {
        match node.composite() {
            Some(parts) => selected.extend(parts),
            None => selected.push(node.clone()),
        }
    }
    if selected.len() != lhs.len() {
        return Err(value_error(format!(
            "The QuerySet value for the 'in' lookup must have {} selected fields (received {})",
            lhs.len(),
            selected.len()
        )));
    }
    for (lhs, rhs) in lhs.iter().zip(selected) {
        let same = Node::Lookup(Rc::new(Lookup {
            name: "exact",
            lhs: lhs.clone(),
            rhs: Rhs::One(Operand::Node(rhs)),
        }));
        query.where_.add(WhereNode::of(same), Connector::And);
    }
    Ok(Node::Subquery(Rc::new(Subquery {
        query: Rc::new(query),
        exists: true,
        output: None,
    })))
}

fn equal(names: &[String], values: &[Value]) -> Vec<Pair> {
    names.iter().cloned().zip(values.iter().cloned()).collect()
}

/// One key before or after another: as far as the first fields are equal, the next one decides.
fn ordered(names: &[String], lookup: &str, values: &[Value]) -> Vec<Vec<Pair>> {
    let strict = lookup.trim_end_matches('e');
    let groups = names.iter().enumerate().map(|(place, name)| {
        let decides = match place + 1 == names.len() {
            true => lookup,
            false => strict,
        };
        let mut pairs = equal(&names[..place], &values[..place]);
        pairs.push((format!("{name}__{decides}"), values[place].clone()));
        pairs
    });
    groups.collect()
}

//! `FilteredRelation`: a relation that is joined under a condition of its own.

use std::rc::Rc;

use super::Query;
use super::aliases::relabeled;
use super::filter::Filtering;
use super::joins::PathError;
use super::where_node::WhereNode;
use crate::orm::expressions::Q;
use crate::orm::query::failure::{Outcome, value_error};
use crate::python::{Interpreter, NativeObject, Value};

/// The host's part of a `FilteredRelation`.
pub struct FilteredObject {
    /// The relation.
    pub relation: Rc<str>,
    /// The condition.
    pub condition: Q,
}

impl NativeObject for FilteredObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// A relation of a query under the name that it is joined by.
#[derive(Clone)]
pub struct Filtered {
    /// The relation.
    pub relation: Rc<str>,
    /// The condition, in which the name stands for the table that is joined.
    pub condition: Option<WhereNode>,
}

impl Query {
    /// `add_filtered_relation(filtered_relation, alias)`.
    ///
    /// # Errors
    ///
    /// `ValueError` for a name that is no relation; what the condition raises.
    pub fn add_filtered_relation(
        &mut self,
        interpreter: &mut Interpreter,
        object: &FilteredObject,
        alias: &Rc<str>,
    ) -> Outcome<()> {
        if alias.contains('.') {
            return Err(value_error(format!(
                "FilteredRelation doesn't support aliases with periods (got '{alias}')."
            )));
        }
        self.check_alias(alias)?;
        let names: Vec<String> = object.relation.split("__").map(str::to_owned).collect();
        let found = self.names_to_path(&names, self.opts.as_ref(), true, false);
        let found = found.map_err(PathError::into_failure)?;
        if !found.rest.is_empty() {
            return Err(value_error(format!(
                "FilteredRelation's relation_name cannot contain lookups (got '{}').",
                object.relation
            )));
        }
        self.check_condition(object, &object.condition)?;
        let mut scratch = self.clone();
        let relation = object.relation.clone();
        let mut filtered = Filtered {
            relation,
            condition: None,
        };
        scratch.filtered.insert(alias.clone(), filtered.clone());
        scratch.initial_alias();
        let q = renamed(&object.condition, &object.relation, alias);
        let filtering = Filtering {
            allow_joins: true,
            split_subq: false,
            ..Filtering::default()
        };
        let (condition, _) = scratch.add_q_with(interpreter, &q, filtering, &mut None)?;
        let joined = scratch.alias_map.values().rev().find(|table| {
            let join = table.join.as_ref();
            join.is_some_and(|join| join.filtered.as_ref() == Some(alias))
        });
        let table = joined.map(|table| table.alias.clone());
        let marked = |name: &Rc<str>| (Some(name) == table.as_ref()).then(|| alias.clone());
        if !condition.is_empty() {
            filtered.condition = Some(condition.map(&|node| relabeled(node, &marked)));
        }
        self.filtered.insert(alias.clone(), filtered);
        Ok(())
    }

    /// The condition may only be about the relation itself.
    fn check_condition(&self, object: &FilteredObject, q: &Q) -> Outcome<()> {
        let relation: Vec<&str> = object.relation.split("__").collect();
        for child in &q.children {
            if let Some(inner) = child.native::<Q>() {
                self.check_condition(object, inner)?;
                continue;
            }
            let Some(lookup) = child.as_sequence().and_then(|pair| pair.first()?.as_text()) else {
                continue;
            };
            let names: Vec<String> = lookup.split("__").map(str::to_owned).collect();
            let Ok(found) = self.names_to_path(&names, self.opts.as_ref(), true, false) else {
                continue;
            };
            let fields = names.len() - found.rest.len();
            let shift = if found.rest.is_empty() { 2 } else { 1 };
            let way = &names[..fields.saturating_sub(shift)];
            let outside = way.iter().zip(&relation).any(|(name, own)| name != own);
            if outside {
                return Err(value_error(format!(
                    "FilteredRelation's condition doesn't support relations outside the '{}' \
                     (got '{lookup}').",
                    object.relation
                )));
            }
            if fields > relation.len() + 1 {
                return Err(value_error(format!(
                    "FilteredRelation's condition doesn't support nested relations deeper than \
                     the relation_name (got '{lookup}' for '{}').",
                    object.relation
                )));
            }
        }
        Ok(())
    }
}

/// The condition with the name in the place of the relation.
fn renamed(q: &Q, relation: &str, alias: &str) -> Q {
    let child = |child: &Value| {
        if let (Some(inner), Some(instance)) = (child.native::<Q>(), child.as_instance()) {
            let inner = Rc::new(renamed(inner, relation, alias));
            let copy = crate::python::value::Instance::with_native(&instance.class, inner);
            return Value::Instance(copy);
        }
        let pair = child.as_sequence().unwrap_or_default();
        let [lookup, value] = pair.as_slice() else {
            return child.clone();
        };
        let lookup = lookup.as_text().unwrap_or_default();
        let rest = lookup.strip_prefix(relation);
        let name = match rest.filter(|rest| rest.is_empty() || rest.starts_with("__")) {
            Some(rest) => format!("{alias}{rest}"),
            None => lookup.to_string(),
        };
        Value::tuple(vec![Value::str(name), value.clone()])
    };
    Q {
        children: q.children.iter().map(child).collect(),
        ..q.clone()
    }
}

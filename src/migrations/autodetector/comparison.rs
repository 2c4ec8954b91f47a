//! When two fields, indexes, constraints, options or managers are the same: as Django compares
//! their deconstructions.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::migrations::state::ModelState;
use crate::orm::deconstruct::deep_equal;
use crate::orm::{Constraint, Deconstruction, Field, Index, ModelReference};
use crate::python::{Arguments, Value};

/// A field's deconstruction without what it points to and without its name.
pub(super) struct FieldDefinition(Deconstruction);

/// The fields of a model by which a renamed model is recognised, in the order of their names. What
/// they point to may have been renamed too, so it does not count.
pub(super) fn relation_agnostic_fields(model: &ModelState) -> Vec<FieldDefinition> {
    let mut fields: Vec<(&Rc<str>, &Field)> = model.fields.iter().collect();
    fields.sort_by_key(|(name, _)| *name);
    fields
        .into_iter()
        .map(|(_, field)| without_target(field))
        .collect()
}

/// Whether two models have the same fields, whatever their names.
pub(super) fn same_definitions(left: &[FieldDefinition], right: &[FieldDefinition]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| left.0.deep_equals(&right.0))
}

/// Whether nothing about the field changed.
pub(super) fn same_field(old: &Field, new: &Field) -> bool {
    old.deconstruct().deep_equals(&new.deconstruct())
}

/// Whether the new field may be the old one under another name: with the same definition, or with
/// one that only keeps the old column by its name.
pub(super) fn is_renamed(old: &Field, new: &Field) -> bool {
    let (mut old_definition, new_definition) = (old.deconstruct(), new.deconstruct());
    if old_definition.deep_equals(&new_definition) {
        return true;
    }
    let column = old.column().map_or(Value::None, Value::Str);
    old_definition.kwargs.insert("db_column".into(), column);
    old_definition.deep_equals(&new_definition)
}

/// The field pointing to another model.
pub(super) fn with_target(field: &Field, target: &ModelReference) -> Field {
    field.with(|data| {
        if let Some(relation) = &mut data.relation {
            relation.to = target.clone();
        }
        // What a project's own `deconstruct()` answered has the target as text.
        if let Some(to) = data
            .custom
            .as_mut()
            .and_then(|custom| custom.kwargs.get_mut("to"))
        {
            *to = Value::str(target.written().to_lowercase());
        }
    })
}

/// Whether two indexes are equal, names included.
pub(super) fn same_index(left: &Index, right: &Index) -> bool {
    left.deep_equals(right)
}

/// Whether two indexes differ in nothing but their names.
pub(super) fn same_index_but_name(left: &Index, right: &Index) -> bool {
    left.deep_equals(&right.with_name(&left.name))
}

/// Whether an index is made of field names and nothing else.
pub(super) fn has_only_fields(index: &Index) -> bool {
    let Deconstruction { args, kwargs, .. } = index.deconstruct();
    args.is_empty() && kwargs.len() == 2 && kwargs.contains_key("fields")
}

/// Whether two constraints are equal (`Constraint.__eq__`).
pub(super) fn same_constraint(left: &Constraint, right: &Constraint) -> bool {
    left.deep_equals(right)
}

/// Whether two constraints differ only in what the database does not know.
pub(super) fn same_constraint_in_database(left: &Constraint, right: &Constraint) -> bool {
    let in_database = |constraint: &Constraint| {
        let mut deconstruction = constraint.deconstruct();
        let is_known = |name: &str| !Constraint::NON_DB_ATTRS.contains(&name);
        deconstruction.kwargs.retain(|name, _| is_known(name));
        deconstruction
    };
    in_database(left).deep_equals(&in_database(right))
}

/// Whether two models have the same options, in whatever order.
pub(super) fn same_options(
    left: &IndexMap<Rc<str>, Value>,
    right: &IndexMap<Rc<str>, Value>,
) -> bool {
    left.len() == right.len()
        && left.iter().all(|(name, value)| {
            right
                .get(name)
                .is_some_and(|other| deep_equal(value, other))
        })
}

/// Whether two lists of managers are the same: names, classes and the arguments they were made
/// with, in order.
pub(super) fn same_managers(left: &[(Rc<str>, Value)], right: &[(Rc<str>, Value)]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|((left_name, left), (right_name, right))| {
                left_name == right_name && same_manager(left, right)
            })
}

fn same_manager(left: &Value, right: &Value) -> bool {
    let (Some(left), Some(right)) = (left.as_instance(), right.as_instance()) else {
        return left.is(right);
    };
    (Rc::ptr_eq(&left.class, &right.class) || left.class.path() == right.class.path())
        && same_arguments(&left.arguments, &right.arguments)
}

fn same_arguments(left: &Arguments, right: &Arguments) -> bool {
    let positional = left.positional.iter().zip(&right.positional);
    left.positional.len() == right.positional.len()
        && positional
            .into_iter()
            .all(|(left, right)| deep_equal(left, right))
        && same_options(&left.keywords, &right.keywords)
}

fn without_target(field: &Field) -> FieldDefinition {
    let mut definition = field.deconstruct();
    if field.is_relation() {
        definition.kwargs.shift_remove("to");
    }
    FieldDefinition(definition)
}

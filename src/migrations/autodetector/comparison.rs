//! When two fields, indexes, constraints, options or managers are the same: as Django compares
//! their deconstructions.

use crate::python::value::Namespace;
use std::rc::Rc;

use crate::migrations::state::ModelState;
use crate::orm::deconstruct::deep_equal;
use crate::orm::fields::FieldOptions;
use crate::orm::{Constraint, Deconstruction, Field, Index, ModelReference, Relation};
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
    has_same_parts(old, new) || old.deconstruct().deep_equals(&new.deconstruct())
}

/// Whether the fields are made of equal parts, so that they deconstruct to equal calls. Most fields
/// of a project have not changed, and to compare parts is less work than to take both apart.
fn has_same_parts(old: &Field, new: &Field) -> bool {
    let same = |left: &Option<Value>, right: &Option<Value>| match (left, right) {
        (Some(left), Some(right)) => deep_equal(left, right),
        (None, None) => true,
        _ => false,
    };
    let is_plain = |field: &Field| field.custom.is_none();
    old.kind == new.kind
        && old.path == new.path
        && is_plain(old)
        && is_plain(new)
        && has_same_options(&old.options, &new.options, same)
        && same_options(&old.extra, &new.extra)
        && match (&old.relation, &new.relation) {
            (Some(old), Some(new)) => is_same_relation(old, new, same),
            (None, None) => true,
            _ => false,
        }
}

type SameValue = fn(&Option<Value>, &Option<Value>) -> bool;

fn has_same_options(old: &FieldOptions, new: &FieldOptions, same: SameValue) -> bool {
    // Named one by one, so that an option which is added is not forgotten here.
    let FieldOptions {
        verbose_name,
        primary_key,
        max_length,
        unique,
        blank,
        null,
        db_index,
        default,
        db_default,
        editable,
        serialize,
        unique_for_date,
        unique_for_month,
        unique_for_year,
        choices,
        help_text,
        db_column,
        db_comment,
        db_tablespace,
        auto_created,
        validators,
        error_messages,
    } = old;
    *primary_key == new.primary_key
        && *unique == new.unique
        && *blank == new.blank
        && *null == new.null
        && *db_index == new.db_index
        && *editable == new.editable
        && *serialize == new.serialize
        && *auto_created == new.auto_created
        && *unique_for_date == new.unique_for_date
        && *unique_for_month == new.unique_for_month
        && *unique_for_year == new.unique_for_year
        && *db_column == new.db_column
        && *db_comment == new.db_comment
        && *db_tablespace == new.db_tablespace
        && same(verbose_name, &new.verbose_name)
        && same(max_length, &new.max_length)
        && same(default, &new.default)
        && same(db_default, &new.db_default)
        && same(choices, &new.choices)
        && same(help_text, &new.help_text)
        && same(error_messages, &new.error_messages)
        && same_values(validators, &new.validators)
}

fn is_same_relation(old: &Relation, new: &Relation, same: SameValue) -> bool {
    let Relation {
        to,
        // How a model was named makes no difference.
        is_class: _,
        on_delete,
        related_name,
        related_query_name,
        limit_choices_to,
        parent_link,
        to_field,
        db_constraint,
        symmetrical,
        through,
        through_fields,
        db_table,
        swappable,
        from_fields,
        to_fields,
    } = old;
    is_same_target(to, &new.to)
        && *related_name == new.related_name
        && *related_query_name == new.related_query_name
        && *parent_link == new.parent_link
        && *to_field == new.to_field
        && *db_constraint == new.db_constraint
        && *symmetrical == new.symmetrical
        && *through == new.through
        && *through_fields == new.through_fields
        && *db_table == new.db_table
        && *swappable == new.swappable
        && *from_fields == new.from_fields
        && *to_fields == new.to_fields
        && same(on_delete, &new.on_delete)
        && same(limit_choices_to, &new.limit_choices_to)
}

/// Whether both are one model, named by its label in whatever case.
fn is_same_target(old: &ModelReference, new: &ModelReference) -> bool {
    match (old, new) {
        (
            ModelReference::Scoped { app_label, model },
            ModelReference::Scoped {
                app_label: new_app_label,
                model: new_model,
            },
        ) => app_label == new_app_label && model.eq_ignore_ascii_case(new_model),
        _ => old == new,
    }
}

fn same_values(left: &[Value], right: &[Value]) -> bool {
    let mut pairs = left.iter().zip(right);
    left.len() == right.len() && pairs.all(|(left, right)| deep_equal(left, right))
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
pub(super) fn same_options(left: &Namespace, right: &Namespace) -> bool {
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
    same_values(&left.positional, &right.positional)
        && same_options(&left.keywords, &right.keywords)
}

fn without_target(field: &Field) -> FieldDefinition {
    let mut definition = field.deconstruct();
    if field.is_relation() {
        definition.kwargs.shift_remove("to");
    }
    FieldDefinition(definition)
}

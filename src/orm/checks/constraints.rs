//! Checks of indexes and constraints, and of the fields that their expressions name.

use std::rc::Rc;

use super::{CheckMessage, Checker};
use crate::orm::constraints::ConstraintKind;
use crate::orm::expressions::{Expression, Q, expression_references};
use crate::python::Value;

/// Longest name of an index (`Index.max_name_length`).
const MAX_INDEX_NAME: usize = 30;
/// Expressions nested deeper are not looked into.
const DEPTH: usize = 50;

const NOT_CREATED: &str =
    "A constraint won't be created. Silence this warning if you don't care about it.";

impl Checker<'_> {
    /// `_check_indexes`.
    pub(super) fn indexes(&self) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        let mut references: Vec<Rc<str>> = Vec::new();
        let indexes = self.model.indexes();
        for index in indexes {
            let name = &index.name;
            let first = name.chars().next();
            if first.is_some_and(|first| first == '_' || first.is_numeric()) {
                messages.push(self.about(
                    "models.E033",
                    format!("The index name '{name}' cannot start with an underscore or a number."),
                ));
            }
            if name.chars().count() > MAX_INDEX_NAME {
                messages.push(self.about(
                    "models.E034",
                    format!(
                        "The index name '{name}' cannot be longer than {MAX_INDEX_NAME} \
                         characters."
                    ),
                ));
            }
            for expression in &index.expressions {
                let named = expression_references(expression);
                references.extend(named.into_iter().filter_map(|path| path.into_iter().next()));
            }
        }
        let includes = indexes.iter().any(|index| !index.include.is_empty());
        if includes && self.lacks("supports_covering_indexes") {
            let text = "SQLite does not support indexes with non-key columns.";
            messages.push(
                CheckMessage::warning(self.model.label(), "models.W040", text).hint(
                    "Non-key columns will be ignored. Silence this warning if you don't care \
                     about it.",
                ),
            );
        }
        let ordered = indexes.iter().flat_map(|index| index.fields.iter());
        let mut fields: Vec<Rc<str>> = ordered
            .map(|field| field.strip_prefix('-').unwrap_or(field).into())
            .collect();
        fields.extend(
            indexes
                .iter()
                .flat_map(|index| index.include.iter().cloned()),
        );
        references.sort();
        references.dedup();
        fields.extend(references);
        messages.extend(self.local_fields_exist(&fields, "indexes"));
        messages
    }

    /// `_check_constraints`, which only runs with a database.
    pub(super) fn constraints(&self) -> Vec<CheckMessage> {
        if !self.database {
            return Vec::new();
        }
        let mut messages = Vec::new();
        for constraint in self.model.constraints() {
            match &constraint.kind {
                ConstraintKind::Check { condition } => {
                    if condition.native::<Q>().is_some() {
                        let references = expression_references(condition);
                        messages.extend(self.references_exist(references));
                    }
                    if contains_raw_sql(condition, DEPTH) {
                        let text = format!(
                            "Check constraint '{}' contains RawSQL() expression and won't be \
                             validated during the model full_clean().",
                            constraint.name
                        );
                        messages.push(
                            CheckMessage::warning(self.model.label(), "models.W045", text)
                                .hint("Silence this warning if you don't care about it."),
                        );
                    }
                }
                ConstraintKind::Unique {
                    fields,
                    expressions,
                    condition,
                    deferrable,
                    include,
                    nulls_distinct,
                    ..
                } => {
                    let mut named: Vec<Rc<str>> = fields.iter().chain(include).cloned().collect();
                    named.dedup();
                    messages.extend(self.local_fields_exist(&named, "constraints"));
                    let lacking = [
                        (
                            deferrable.is_some(),
                            "models.W038",
                            "supports_deferrable_unique_constraints",
                            "deferrable unique constraints",
                        ),
                        (
                            !include.is_empty(),
                            "models.W039",
                            "supports_covering_indexes",
                            "unique constraints with non-key columns",
                        ),
                        (
                            nulls_distinct.is_some(),
                            "models.W047",
                            "supports_nulls_distinct_unique_constraints",
                            "unique constraints with nulls distinct",
                        ),
                    ];
                    let lacking = lacking
                        .into_iter()
                        .filter(|(given, _, feature, _)| *given && self.lacks(feature));
                    for (_, id, _, what) in lacking {
                        let text = format!("SQLite does not support {what}.");
                        let warning = CheckMessage::warning(self.model.label(), id, text);
                        messages.push(warning.hint(NOT_CREATED));
                    }
                    let mut references = Vec::new();
                    if let Some(condition) = condition {
                        references.extend(expression_references(condition));
                    }
                    for expression in expressions {
                        references.extend(expression_references(expression));
                    }
                    messages.extend(self.references_exist(references));
                }
            }
        }
        messages
    }

    /// `_check_references`.
    fn references_exist(&self, mut references: Vec<Vec<Rc<str>>>) -> Vec<CheckMessage> {
        references.sort();
        references.dedup();
        let mut messages = Vec::new();
        let mut fields: Vec<Rc<str>> = Vec::new();
        for path in &references {
            let Some((name, lookups)) = path.split_first() else {
                continue;
            };
            if **name != *"pk" || self.model.has_composite_pk() {
                fields.push(name.clone());
            }
            let field = match &**name {
                "pk" => self.model.pk(),
                name => self.model.get_field(name).ok(),
            };
            let joins =
                field.is_some_and(|field| field.relation.is_some() && !field.many_to_many());
            if let (Some(first), true) = (lookups.first(), joins)
                && !RELATED_LOOKUPS.contains(&&**first)
            {
                let text = format!(
                    "'constraints' refers to the joined field '{}'.",
                    path.join("__")
                );
                messages.push(self.about("models.E041", text));
            }
        }
        fields.dedup();
        messages.extend(self.local_fields_exist(&fields, "constraints"));
        messages
    }
}

/// Lookups that a foreign key has without a join.
const RELATED_LOOKUPS: &[&str] = &["exact", "gt", "gte", "in", "isnull", "lt", "lte"];

fn contains_raw_sql(expression: &Value, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    if let Some(q) = expression.native::<Q>() {
        return q
            .children
            .iter()
            .any(|child| match child.as_sequence().as_deref() {
                Some([_, value]) => contains_raw_sql(value, depth),
                _ => contains_raw_sql(child, depth),
            });
    }
    expression.native::<Expression>().is_some_and(|expression| {
        expression.class == "RawSQL"
            || expression
                .sources
                .iter()
                .any(|source| contains_raw_sql(source, depth))
    })
}

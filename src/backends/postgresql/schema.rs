//! What PostgreSQL's schema editor adds to the base (`DatabaseSchemaEditor`): indexes for LIKE, and
//! types of columns that count.

use crate::backends::base::RenderedField;
use crate::backends::base::dialect::Dialect;
use crate::backends::base::preview::{db_type, is_auto};

/// The operators of the second index that LIKE needs outside of the C locale; none for what is no
/// text, and for collations by which different texts may be equal.
pub fn pattern_operators(db_type: &str, collation: Option<&str>) -> Option<&'static str> {
    if db_type.contains('[') || collation.is_some_and(|name| !is_deterministic(name)) {
        return None;
    }
    if db_type.starts_with("varchar") {
        Some("varchar_pattern_ops")
    } else if db_type.starts_with("text") {
        Some("text_pattern_ops")
    } else {
        None
    }
}

/// Whether an indexed column of text becomes one of another kind.
pub fn is_changing_type_of_indexed_text_column(
    old_field: &RenderedField,
    old_type: &str,
    new_type: &str,
) -> bool {
    let is_indexed = old_field.field.options.db_index || old_field.field.unique();
    let mut kinds = ["varchar", "text", "citext"].into_iter();
    is_indexed && kinds.any(|kind| old_type.starts_with(kind) && !new_type.starts_with(kind))
}

/// ` USING <column>::<type>`, where the type changes in more than its length.
pub fn using_sql(
    old_field: &RenderedField,
    new_field: &RenderedField,
    column: &str,
    new_type: &str,
) -> String {
    if new_field.field.generated() || field_data_type(old_field) == field_data_type(new_field) {
        return String::new();
    }
    format!(" USING {column}::{new_type}")
}

/// What becomes of a column's own counting.
pub enum Counting {
    /// The column begins to count.
    Begins,
    /// The column counts no longer.
    Ends,
    /// The column counts in another type.
    Changes(&'static str),
    /// Nothing.
    Stays,
}

/// What becomes of the column's own counting.
pub fn counting(old_field: &RenderedField, new_field: &RenderedField) -> Counting {
    let old = old_field.field.get_internal_type();
    let new = new_field.field.get_internal_type();
    match (is_auto(&old), is_auto(&new)) {
        (false, true) => Counting::Begins,
        (true, false) => Counting::Ends,
        (true, true) if old != new => Counting::Changes(match &*new {
            "BigAutoField" => "bigint",
            "SmallAutoField" => "smallint",
            _ => "integer",
        }),
        _ => Counting::Stays,
    }
}

/// `_field_data_type`: the type before the field's own numbers are put into it.
fn field_data_type(field: &RenderedField) -> Option<String> {
    if field.field.is_relation() {
        return db_type(Dialect::PostgreSql, field);
    }
    match &*field.field.get_internal_type() {
        // Django has a function here, which is equal to no text.
        "CharField" => Some("varchar of any length".to_owned()),
        other => match super::base::data_type(other) {
            Some(known) => Some(known.to_owned()),
            None => db_type(Dialect::PostgreSql, field),
        },
    }
}

/// Whether a collation that a new server has is deterministic: all are. Of one that the project
/// makes itself, nothing is known.
fn is_deterministic(collation: &str) -> bool {
    let is_locale = collation.split_once('_').is_some_and(|(language, _)| {
        language.len() <= 3 && language.chars().all(|letter| letter.is_ascii_lowercase())
    });
    is_locale
        || collation.ends_with("-x-icu")
        || matches!(
            collation,
            "C" | "POSIX" | "default" | "ucs_basic" | "unicode" | "C.UTF-8" | "C.utf8"
        )
}

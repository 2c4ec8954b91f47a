//! Identifiers: quoting them, and the names that Django makes up for indexes.

use crate::orm::names::{names_digest, shorten};

/// Longest identifier where the database states no limit of its own.
const MAX_NAME_LENGTH: usize = 200;

/// An identifier in double quotes, unless it already is.
pub fn quote_name(name: &str) -> String {
    if name.starts_with('"') && name.ends_with('"') {
        return name.to_owned();
    }
    format!("\"{name}\"")
}

/// An identifier without its quotes.
pub fn strip_quotes(table_name: &str) -> &str {
    table_name
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(table_name)
}

/// The namespace and the name of `namespace"."name`; the namespace is mostly empty.
pub fn split_identifier(identifier: &str) -> (&str, &str) {
    let mut parts = identifier.split("\".\"");
    let (namespace, name) = match (parts.next(), parts.next(), parts.next()) {
        (Some(namespace), Some(name), None) => (namespace, name),
        _ => ("", identifier),
    };
    (namespace.trim_matches('"'), name.trim_matches('"'))
}

/// The name of an index or unique constraint on columns of a table, where the database states no
/// limit of its own: 200 characters (`_create_index_name`).
pub fn create_index_name(table: &str, columns: &[String], suffix: &str) -> String {
    create_name(table, columns, suffix, MAX_NAME_LENGTH)
}

/// The name of an index or constraint on columns of a table: both names with a digest of them,
/// shortened to fit `max_length` characters.
pub fn create_name(table: &str, columns: &[String], suffix: &str, max_length: usize) -> String {
    let (_, table) = split_identifier(table);
    let parts = std::iter::once(table).chain(columns.iter().map(String::as_str));
    let mut hash_suffix = names_digest(parts, 8) + suffix;
    let columns = columns.join("_");
    let name = format!("{table}_{columns}_{hash_suffix}");
    if name.chars().count() <= max_length {
        return name;
    }
    if hash_suffix.chars().count() > max_length / 3 {
        hash_suffix = shorten(&hash_suffix, max_length / 3);
    }
    let other = (max_length - hash_suffix.chars().count()) / 2 - 1;
    let name = format!(
        "{}_{}_{hash_suffix}",
        shorten(table, other),
        shorten(&columns, other)
    );
    // Oracle permits neither in front, and Django wants one name for every database.
    if name.starts_with(|start: char| start == '_' || start.is_numeric()) {
        let shorter = shorten(&name, name.chars().count() - 1);
        return format!("D{shorter}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_name_ends_with_a_digest() {
        let columns = ["pony_id".to_owned()];
        assert_eq!(
            create_index_name("test_alflpkfk_rider", &columns, ""),
            "test_alflpkfk_rider_pony_id_aa8a0ed3"
        );
    }

    #[test]
    fn a_long_index_name_is_cut_in_both_parts() {
        let columns = ["c".repeat(150)];
        let name = create_index_name(&"t".repeat(150), &columns, "_uniq");
        assert_eq!(name.chars().count(), 200 - 1);
        assert!(name.ends_with("_uniq"));
    }

    #[test]
    fn a_quoted_name_stays_as_it_is() {
        assert_eq!(quote_name("\"a\".\"b\""), "\"a\".\"b\"");
        assert_eq!(split_identifier("\"a\".\"b\""), ("a", "b"));
    }
}

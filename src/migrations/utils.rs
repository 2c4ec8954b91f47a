//! `django.db.migrations.utils`, as far as it is about names.

pub use super::migration::get_migration_name_timestamp;

use super::migration::MigrationKey;
use crate::python::set_order::{Filled, hash_text, hash_tuple, set_order};

/// The key as Python shows the tuple: `('books', '0001_initial')`.
pub fn key_repr(key: &MigrationKey) -> String {
    format!("({}, {})", quoted(&key.app_label), quoted(&key.name))
}

/// The keys in the order in which a Python set of them is iterated over.
pub(super) fn in_set_order(
    keys: impl IntoIterator<Item = MigrationKey>,
    filled: Filled,
) -> Vec<MigrationKey> {
    set_order(keys, filled, |key| {
        hash_tuple(&[hash_text(&key.app_label), hash_text(&key.name)])
    })
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut quoted = String::from(quote);
    for character in text.chars() {
        if character == quote || character == '\\' {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push(quote);
    quoted
}

//! `django.db.migrations.utils`, as far as it is about names.

pub use super::migration::get_migration_name_timestamp;

use super::migration::MigrationKey;

/// The key as Python shows the tuple: `('books', '0001_initial')`.
pub fn key_repr(key: &MigrationKey) -> String {
    format!("({}, {})", quoted(&key.app_label), quoted(&key.name))
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

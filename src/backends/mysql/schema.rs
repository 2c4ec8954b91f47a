//! What MySQL's schema editor adds to the base (`DatabaseSchemaEditor`): a column is defined anew
//! when it changes.

/// A type with the default and the nullability that the column keeps (`_set_field_new_type`).
pub fn set_field_new_type(new_type: &str, default: Option<&str>, null: bool) -> String {
    let default = default.map(|sql| format!(" DEFAULT {sql}"));
    let null = if null { " NULL" } else { " NOT NULL" };
    format!("{new_type}{}{null}", default.unwrap_or_default())
}

//! The names that a server gives to constraints which have none.

use super::{Catalog, Constraint, Table};
use crate::backends::base::dialect::Dialect;

/// The longest name in PostgreSQL, in bytes.
const NAME_LENGTH: usize = 63;

impl Catalog {
    /// A constraint of a column that has no name of its own.
    pub(super) fn add_unnamed(&mut self, table: &str, column: &str, constraint: Constraint) {
        let name = self.server_name(table, column, &constraint);
        self.add(table, &name, constraint);
    }

    /// Notes the sequence behind a column.
    pub(super) fn add_sequence(&mut self, table: &str, column: &str) {
        let name = self.first_free(&|number| object_name(table, column, "seq", number));
        let entry = self.tables.entry(table.to_owned()).or_default();
        entry.sequences.insert(column.to_owned(), name);
    }

    fn server_name(&mut self, table: &str, column: &str, constraint: &Constraint) -> String {
        if self.dialect == Dialect::PostgreSql {
            let (column, label) = if constraint.primary_key {
                ("", "pkey")
            } else if constraint.unique {
                (column, "key")
            } else if constraint.check {
                (column, "check")
            } else {
                (column, "fkey")
            };
            return self.first_free(&|number| object_name(table, column, label, number));
        }
        let entry = self.tables.entry(table.to_owned()).or_default();
        if constraint.primary_key {
            "PRIMARY".to_owned()
        } else if constraint.check {
            entry.named_checks += 1;
            format!("{table}_chk_{}", entry.named_checks)
        } else if constraint.unique {
            free_in(entry, column)
        } else {
            format!("{table}_ibfk_1")
        }
    }

    /// The first name that nothing in the database has.
    fn first_free(&self, name: &dyn Fn(usize) -> String) -> String {
        let taken = |name: &String| {
            self.tables.values().any(|table| {
                table.constraints.contains_key(name)
                    || table.sequences.values().any(|it| it == name)
            })
        };
        let mut names = (0..).map(name);
        names.find(|name| !taken(name)).unwrap_or_default()
    }
}

fn free_in(table: &Table, column: &str) -> String {
    let mut names = (1..).map(|number: usize| match number {
        1 => column.to_owned(),
        _ => format!("{column}_{number}"),
    });
    let free = names.find(|name| !table.constraints.contains_key(name));
    free.unwrap_or_default()
}

/// `makeObjectName`: table, column and label, the longer of the first two cut until all fit.
fn object_name(table: &str, column: &str, label: &str, number: usize) -> String {
    let label = match number {
        0 => label.to_owned(),
        _ => format!("{label}{number}"),
    };
    let underscores = if column.is_empty() { 1 } else { 2 };
    let available = NAME_LENGTH.saturating_sub(label.len() + underscores);
    let (mut first, mut second) = (table.len(), column.len());
    while first + second > available {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let (table, column) = (cut(table, first), cut(column, second));
    match column {
        "" => format!("{table}_{label}"),
        _ => format!("{table}_{column}_{label}"),
    }
}

/// At most so many bytes of whole characters.
fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::object_name;

    #[test]
    fn long_names_are_cut_as_the_server_cuts_them() {
        let check = |table: &str, column: &str, label, number, expected: String| {
            assert_eq!(object_name(table, column, label, number), expected);
        };
        check(
            "shop_book",
            "title",
            "key",
            0,
            "shop_book_title_key".to_owned(),
        );
        check("shop_book", "", "pkey", 0, "shop_book_pkey".to_owned());
        let (table, column) = ("t".repeat(60), "c".repeat(20));
        let expected = format!("{}_{}_check1", "t".repeat(35), "c".repeat(20));
        check(&table, &column, "check", 1, expected);
    }
}

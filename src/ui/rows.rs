//! The rows of a table as one browses them, and the statements that change them.

use std::cmp::Ordering;

use crate::protocol::{CellView, ColumnView, TableView};

/// SQL's own words among those that a model may well take for a column.
const RESERVED: &str = " add all alter and as between by case check collate commit constraint create \
    default deferrable delete desc distinct drop else end escape except exists foreign from group having \
    if in index insert intersect into is isnull join key limit not notnull null of on or order primary \
    references returning row rows select set table then to transaction trigger union unique update \
    using values view when where with without ";

/// Returns the positions of the rows to show: those that hold what was typed, sorted by a column
/// (downwards if `true`) or as the table has them.
pub fn arrange(table: &TableView, typed: &str, sort: Option<(usize, bool)>) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    let holds = |cell: &CellView| text_of(cell).to_lowercase().contains(&typed);
    let fits = |index: &usize| {
        let row = table.rows.get(*index);
        row.is_some_and(|row| typed.is_empty() || row.iter().any(holds))
    };
    let mut found: Vec<usize> = (0..table.rows.len()).filter(fits).collect();
    if let Some((column, down)) = sort {
        let cell = |index: &usize| table.rows.get(*index).and_then(|row| row.get(column));
        found.sort_by(|one, other| {
            let order = compare(cell(one), cell(other));
            if down { order.reverse() } else { order }
        });
    }
    found
}

/// Returns a value as one reads it, and as one edits it: [`literal`] makes the same value of it.
pub fn text_of(cell: &CellView) -> String {
    match cell {
        CellView::Null => "NULL".to_owned(),
        CellView::Integer(number) => number.clone(),
        CellView::Real(number) => format!("{number:?}"),
        CellView::Text(text) => text.clone(),
        CellView::Blob(hex) => format!("x'{hex}'"),
    }
}

/// Returns a value as one edits it. Text that would be read as something else is in quotes.
pub fn editable(column: &ColumnView, cell: &CellView) -> String {
    match cell {
        CellView::Text(text) if literal(column, text) != quoted(text) => format!("'{text}'"),
        cell => text_of(cell),
    }
}

/// Returns the line that changes a value.
pub fn update(table: &TableView, row: &[CellView], column: usize, typed: &str) -> Option<String> {
    let column = table.columns.get(column)?;
    let (name, value) = (identifier(&column.name), literal(column, typed));
    let place = place(table, row);
    let table = identifier(&table.name);
    Some(line(&format!(
        "UPDATE {table} SET {name} = {value} WHERE {place}"
    )))
}

/// Returns the line that adds a row. What is left empty is left to the table.
pub fn insert(table: &TableView, typed: &[String]) -> String {
    let filled = { table.columns.iter().zip(typed) }.filter(|(_, typed)| !typed.is_empty());
    let (names, values): (Vec<String>, Vec<String>) = filled
        .map(|(column, typed)| (identifier(&column.name), literal(column, typed)))
        .unzip();
    let table = identifier(&table.name);
    line(&match names.is_empty() {
        true => format!("INSERT INTO {table} DEFAULT VALUES"),
        false => {
            let (names, values) = (names.join(", "), values.join(", "));
            format!("INSERT INTO {table} ({names}) VALUES ({values})")
        }
    })
}

/// Returns the line that deletes a row.
pub fn delete(table: &TableView, row: &[CellView]) -> String {
    let (name, place) = (identifier(&table.name), place(table, row));
    line(&format!("DELETE FROM {name} WHERE {place}"))
}

/// The condition that only this row meets: its primary key, or all of it.
fn place(table: &TableView, row: &[CellView]) -> String {
    let keyed = table.columns.iter().any(|column| column.primary_key);
    let cells = table.columns.iter().zip(row);
    let cells = cells.filter(|(column, _)| !keyed || column.primary_key);
    let condition = |(column, cell): (&ColumnView, &CellView)| {
        let name = identifier(&column.name);
        match cell {
            CellView::Null => format!("{name} IS NULL"),
            CellView::Text(text) => format!("{name} = {}", quoted(text)),
            cell => format!("{name} = {}", text_of(cell)),
        }
    };
    cells.map(condition).collect::<Vec<_>>().join(" AND ")
}

/// What was typed, as SQL: NULL, a number where numbers are stored, bytes, otherwise text. Quotes
/// make text of everything.
fn literal(column: &ColumnView, typed: &str) -> String {
    let kind = column.declared_type.to_lowercase();
    let is_text = ["char", "clob", "text"]
        .iter()
        .any(|word| kind.contains(word));
    let inner = |start: &str| {
        let rest = typed.strip_prefix(start)?;
        rest.strip_suffix('\'')
    };
    if typed == "NULL" || (typed.is_empty() && !is_text) {
        return "NULL".to_owned();
    }
    if let Some(text) = inner("'") {
        return quoted(text);
    }
    let is_hex =
        |hex: &&str| hex.len().is_multiple_of(2) && hex.chars().all(|c| c.is_ascii_hexdigit());
    if let Some(hex) = inner("x'").filter(is_hex) {
        return format!("x'{hex}'");
    }
    match typed.to_lowercase().as_str() {
        "true" if kind.starts_with("bool") => "1".to_owned(),
        "false" if kind.starts_with("bool") => "0".to_owned(),
        _ if !is_text && is_number(typed) => typed.to_owned(),
        _ => quoted(typed),
    }
}

fn is_number(typed: &str) -> bool {
    let known = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    typed.chars().all(known) && typed.parse::<f64>().is_ok()
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn identifier(name: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_plain = !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(plain);
    match is_plain && !RESERVED.contains(&format!(" {name} ")) {
        true => name.to_owned(),
        false => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// The line of the console that runs a statement.
fn line(statement: &str) -> String {
    let mut line = "sqlite3 db.sqlite3 \"".to_owned();
    for letter in statement.chars() {
        if matches!(letter, '"' | '\\' | '$' | '`') {
            line.push('\\');
        }
        line.push(letter);
    }
    line.push('"');
    line
}

/// The order of SQLite: NULL, numbers, text, bytes.
fn compare(one: Option<&CellView>, other: Option<&CellView>) -> Ordering {
    let rank = |cell: Option<&CellView>| match cell {
        None | Some(CellView::Null) => 0,
        Some(CellView::Integer(_) | CellView::Real(_)) => 1,
        Some(CellView::Text(_)) => 2,
        Some(CellView::Blob(_)) => 3,
    };
    match (one, other) {
        (Some(CellView::Integer(one)), Some(CellView::Integer(other))) => {
            let (one, other) = (one.parse::<i64>(), other.parse::<i64>());
            one.unwrap_or(0).cmp(&other.unwrap_or(0))
        }
        (Some(CellView::Text(one)), Some(CellView::Text(other)))
        | (Some(CellView::Blob(one)), Some(CellView::Blob(other))) => one.cmp(other),
        (Some(one), Some(other)) if rank(Some(one)) == 1 && rank(Some(other)) == 1 => {
            let number = |cell: &CellView| text_of(cell).parse::<f64>().unwrap_or(0.0);
            number(one).total_cmp(&number(other))
        }
        _ => rank(one).cmp(&rank(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: Vec<Vec<CellView>>) -> TableView {
        let column = |name: &str, declared_type: &str| ColumnView {
            name: name.into(),
            declared_type: declared_type.into(),
            not_null: false,
            primary_key: name == "id",
            default: None,
            references: None,
        };
        TableView {
            name: "books_book".into(),
            sql: String::new(),
            model: None,
            columns: vec![
                column("id", "integer"),
                column("order", "varchar(10)"),
                column("sold", "bool"),
            ],
            constraints: Vec::new(),
            indexes: Vec::new(),
            row_count: rows.len() as u64,
            rows,
        }
    }

    fn row(id: i64, order: CellView) -> Vec<CellView> {
        vec![CellView::Integer(id.to_string()), order, CellView::Null]
    }

    fn check_update(column: usize, typed: &str, expected: &str) {
        let table = table(vec![row(7, CellView::Null)]);
        let line = update(&table, &table.rows[0], column, typed).unwrap();
        let expected =
            format!("sqlite3 db.sqlite3 \"UPDATE books_book SET {expected} WHERE id = 7\"");
        assert_eq!(line, expected);
    }

    #[test]
    fn what_is_typed_becomes_a_value_of_the_column() {
        check_update(1, "It's", r#"\"order\" = 'It''s'"#);
        check_update(1, "12", r#"\"order\" = '12'"#);
        check_update(1, "NULL", r#"\"order\" = NULL"#);
        check_update(1, "'NULL'", r#"\"order\" = 'NULL'"#);
        check_update(1, "", r#"\"order\" = ''"#);
        check_update(2, "true", "sold = 1");
        check_update(2, "12e1", "sold = 12e1");
        check_update(2, "", "sold = NULL");
        check_update(2, "inf", "sold = 'inf'");
    }

    #[test]
    fn nothing_that_is_typed_leaves_the_shells_quotes() {
        check_update(
            1,
            r#"a"; $(rm) `x` \"#,
            r#"\"order\" = 'a\"; \$(rm) \`x\` \\'"#,
        );
    }

    #[test]
    fn rows_come_and_go_as_statements() {
        let table = table(vec![row(1, CellView::Null)]);
        let empty = vec![String::new(); 3];
        assert_eq!(
            insert(&table, &empty),
            r#"sqlite3 db.sqlite3 "INSERT INTO books_book DEFAULT VALUES""#
        );
        let typed = ["".to_owned(), "a".to_owned(), "0".to_owned()];
        assert_eq!(
            insert(&table, &typed),
            r#"sqlite3 db.sqlite3 "INSERT INTO books_book (\"order\", sold) VALUES ('a', 0)""#
        );
        assert_eq!(
            delete(&table, &table.rows[0]),
            r#"sqlite3 db.sqlite3 "DELETE FROM books_book WHERE id = 1""#
        );
    }

    #[test]
    fn a_table_without_a_key_is_met_by_all_its_values() {
        let mut table = table(vec![row(1, CellView::Text("x".into()))]);
        table.columns[0].primary_key = false;
        assert_eq!(
            delete(&table, &table.rows[0]),
            r#"sqlite3 db.sqlite3 "DELETE FROM books_book WHERE id = 1 AND \"order\" = 'x' AND sold IS NULL""#
        );
    }

    #[test]
    fn rows_are_sorted_as_sqlite_sorts() {
        let text = |text: &str| CellView::Text(text.into());
        let number = |number: f64| CellView::Real(number);
        let table = table(vec![
            row(1, text("b")),
            row(2, number(2.5)),
            row(3, CellView::Null),
            row(4, CellView::Integer("10".into())),
            row(5, text("a")),
        ]);
        assert_eq!(arrange(&table, "", Some((1, false))), [2, 1, 3, 4, 0]);
        assert_eq!(arrange(&table, "", Some((1, true))), [0, 4, 3, 1, 2]);
        assert_eq!(arrange(&table, " B", None), [0]);
    }

    #[test]
    fn a_value_is_edited_as_it_is_typed() {
        let table = table(Vec::new());
        let check = |cell: CellView, expected: &str| {
            assert_eq!(editable(&table.columns[1], &cell), expected);
        };
        check(CellView::Text("NULL".into()), "'NULL'");
        check(CellView::Text("it's".into()), "it's");
        check(CellView::Text("'x'".into()), "''x''");
        check(CellView::Null, "NULL");
    }
}

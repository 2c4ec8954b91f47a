//! What is other in one state than in another.

use crate::database::Database;
use crate::files::Files;
use crate::protocol::{ChangeLine, FileDifference};

/// The files that are other than before, by their paths.
pub(in crate::sandbox) fn files_between(before: &Files, after: &Files) -> Vec<FileDifference> {
    let text = |files: &Files, path: &str| files.read(path).map(ToString::to_string);
    let gone = before.iter().filter(|(path, _)| !after.contains(path));
    let mut paths: Vec<&str> = { after.iter().chain(gone) }
        .map(|(path, _)| &**path)
        .filter(|path| before.read(path) != after.read(path))
        .collect();
    paths.sort_unstable();
    let difference = |path: &str| FileDifference {
        path: path.to_owned(),
        before: text(before, path),
        after: text(after, path),
    };
    paths.into_iter().map(difference).collect()
}

/// What is other than before, table by table.
pub(in crate::sandbox) fn differences(before: &Database, after: &Database) -> Vec<ChangeLine> {
    let (old, new) = (before.catalog(), after.catalog());
    let mut lines = Vec::new();
    let mut push = |symbol: &str, text: String| {
        lines.push(ChangeLine {
            symbol: symbol.to_owned(),
            text,
        });
    };
    let counts = |name: &str| !name.starts_with("sqlite_");
    for (name, table) in old.tables.iter().filter(|(name, _)| counts(name)) {
        let Some(other) = new.tables.get(name) else {
            push("-", format!("table {name}"));
            continue;
        };
        for column in &table.columns {
            match other.columns.iter().find(|it| it.name == column.name) {
                None => push("-", format!("column {name}.{}", column.name)),
                Some(it) if it != column => push("~", format!("column {name}.{}", column.name)),
                Some(_) => {}
            }
        }
        for column in &other.columns {
            if !table.columns.iter().any(|it| it.name == column.name) {
                push("+", format!("column {name}.{}", column.name));
            }
        }
        for (symbol, from, to) in [("-", table, other), ("+", other, table)] {
            for index in &from.indexes {
                if !to.indexes.iter().any(|it| it.name == index.name) {
                    push(symbol, format!("index {}", index.name));
                }
            }
        }
        let (was, is) = (before.rows(name), after.rows(name));
        if was != is && table.columns == other.columns {
            push(
                "~",
                format!("rows of {name}: {}", rows_words(was.len(), is.len())),
            );
        }
    }
    for name in new
        .tables
        .keys()
        .filter(|name| counts(name) && !old.tables.contains_key(*name))
    {
        push("+", format!("table {name}"));
    }
    lines
}

fn rows_words(was: usize, is: usize) -> String {
    match was == is {
        false => format!("{was} → {is}"),
        true => format!("{is}, with other values"),
    }
}

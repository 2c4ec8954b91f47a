//! What a command changed, for marks and highlights.

use std::collections::{BTreeMap, BTreeSet};

use crate::protocol::{AppliedMigrationView, CellView, ColumnView, TableView, View};

use super::{MigrationKey, migrations};

/// What the last command changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Increases with every command, so that a highlight starts anew.
    pub generation: u32,
    /// Migrations that are new or stand differently.
    pub migrations: BTreeMap<MigrationKey, MigrationChange>,
    /// Ids of rows that entered `django_migrations`.
    pub recorded: BTreeSet<i64>,
    /// Rows that left it.
    pub unrecorded: Vec<AppliedMigrationView>,
    /// Tables that are new or changed.
    pub tables: BTreeMap<String, TableChange>,
    /// Tables that are gone.
    pub dropped: Vec<String>,
    /// Whether what is gone has been shown long enough.
    pub faded: bool,
}

/// How a migration changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MigrationChange {
    /// Its file is new.
    Written,
    /// It was applied.
    Applied,
    /// It was rolled back.
    Unapplied,
}

/// How a table changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableChange {
    /// Whether the whole table is new.
    pub created: bool,
    /// Names of columns that are new.
    pub added: BTreeSet<String>,
    /// Names of columns that are declared differently.
    pub altered: BTreeSet<String>,
    /// Names of columns that have another name than before, with that.
    pub renamed: BTreeMap<String, String>,
    /// Columns that are gone.
    pub removed: Vec<ColumnView>,
    /// Rows that are new or differ, by what [`row_key`] makes of them.
    pub rows: BTreeMap<String, RowChange>,
    /// Rows that are gone, where the columns are the same.
    pub removed_rows: Vec<Vec<CellView>>,
    /// How many rows more than before.
    pub row_difference: i64,
}

/// How a row changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// It is new.
    Added,
    /// A value differs.
    Changed,
}

impl Changes {
    /// Compares what was shown with what is.
    pub fn between(before: &View, after: &View, generation: u32) -> Self {
        let (recorded, unrecorded) = compare_records(before, after);
        let exists = |name: &str| after.tables.iter().any(|table| table.name == name);
        let names = before.tables.iter().map(|table| &table.name);
        let migrations = compare_migrations(before, after);
        let renames = may_rename(&migrations, before, after);
        Changes {
            generation,
            migrations,
            recorded,
            unrecorded,
            tables: compare_tables(before, after, renames),
            dropped: names.filter(|name| !exists(name)).cloned().collect(),
            faded: false,
        }
    }

    /// Returns the migrations whose files are new.
    pub fn written(&self) -> impl Iterator<Item = &MigrationKey> {
        self.with(MigrationChange::Written)
    }

    /// Returns the migrations that changed in a way.
    pub fn with(&self, change: MigrationChange) -> impl Iterator<Item = &MigrationKey> {
        self.migrations
            .iter()
            .filter(move |(_, is)| **is == change)
            .map(|(key, _)| key)
    }

    /// Reports whether the database is not as it was.
    pub fn touch_database(&self) -> bool {
        let records = !self.recorded.is_empty() || !self.unrecorded.is_empty();
        records || !self.tables.is_empty() || !self.dropped.is_empty()
    }
}

/// Returns what tells a row from others: its primary key, or all of it.
pub fn row_key(table: &TableView, row: &[CellView]) -> String {
    let keyed = table.columns.iter().any(|column| column.primary_key);
    let cells = table.columns.iter().zip(row);
    let cells = cells.filter(|(column, _)| !keyed || column.primary_key);
    cells
        .map(|(_, cell)| format!("{cell:?}"))
        .collect::<Vec<_>>()
        .join(",")
}

fn compare_migrations(before: &View, after: &View) -> BTreeMap<MigrationKey, MigrationChange> {
    let key = |app: &str, name: &str| (app.to_owned(), name.to_owned());
    let old: BTreeMap<_, _> = migrations(before)
        .map(|migration| (key(&migration.app, &migration.name), migration.applied))
        .collect();
    let change = |was: Option<&bool>, applied: bool| match (was, applied) {
        (Some(false) | None, true) => Some(MigrationChange::Applied),
        (None, false) => Some(MigrationChange::Written),
        (Some(true), false) => Some(MigrationChange::Unapplied),
        (Some(was), is) if *was == is => None,
        _ => None,
    };
    migrations(after)
        .filter_map(|migration| {
            let key = key(&migration.app, &migration.name);
            let change = change(old.get(&key), migration.applied)?;
            Some((key, change))
        })
        .collect()
}

fn compare_records(before: &View, after: &View) -> (BTreeSet<i64>, Vec<AppliedMigrationView>) {
    let old = before.django_migrations.as_deref().unwrap_or_default();
    let new = after.django_migrations.as_deref().unwrap_or_default();
    let has = |rows: &[AppliedMigrationView], row: &AppliedMigrationView| {
        rows.iter()
            .any(|other| (other.id, &other.app, &other.name) == (row.id, &row.app, &row.name))
    };
    let recorded = new
        .iter()
        .filter(|row| !has(old, row))
        .map(|row| row.id)
        .collect();
    let unrecorded = old.iter().filter(|row| !has(new, row)).cloned().collect();
    (recorded, unrecorded)
}

/// Whether a column may have another name than before: a migration that was applied or rolled back says
/// so, or none was, and the database was changed by hand.
fn may_rename(
    changes: &BTreeMap<MigrationKey, MigrationChange>,
    before: &View,
    after: &View,
) -> bool {
    let ran = changes
        .iter()
        .filter(|(_, change)| **change != MigrationChange::Written);
    let mut ran = ran.map(|(key, _)| key).peekable();
    let renames = |key: &MigrationKey| {
        let mut views = migrations(after).chain(migrations(before));
        let found = views.find(|it| it.app == key.0 && it.name == key.1);
        let mut operations = found.iter().flat_map(|migration| &migration.operations);
        operations.any(|operation| {
            // A field may be given another column.
            let text = &operation.description;
            text.starts_with("Rename field ")
                || text.starts_with("Alter field ")
                || operation.symbol == "s"
        })
    };
    ran.peek().is_none() || ran.any(renames)
}

fn compare_tables(before: &View, after: &View, renames: bool) -> BTreeMap<String, TableChange> {
    let old = |name: &str| before.tables.iter().find(|table| table.name == name);
    after
        .tables
        .iter()
        .filter_map(|table| {
            let change = match old(&table.name) {
                None => TableChange {
                    created: true,
                    ..TableChange::default()
                },
                Some(old) if old == table => return None,
                Some(old) => compare_table(old, table, renames),
            };
            Some((table.name.clone(), change))
        })
        .collect()
}

fn compare_table(before: &TableView, after: &TableView, renames: bool) -> TableChange {
    let renamed = match renames {
        true => renamed_columns(before, after),
        false => BTreeMap::new(),
    };
    let old = |name: &str| {
        let name = renamed.get(name).map_or(name, String::as_str);
        before.columns.iter().find(|column| column.name == name)
    };
    let kept = |name: &str| {
        after.columns.iter().any(|column| column.name == name)
            || renamed.values().any(|old| old == name)
    };
    let names = |keep: &dyn Fn(&&ColumnView) -> bool| {
        after
            .columns
            .iter()
            .filter(keep)
            .map(|column| column.name.clone())
            .collect()
    };
    let differs = |column: &ColumnView, old: &ColumnView| {
        let named_so = ColumnView {
            name: column.name.clone(),
            ..old.clone()
        };
        named_so != *column
    };
    TableChange {
        created: false,
        added: names(&|column| old(&column.name).is_none()),
        altered: names(&|column| old(&column.name).is_some_and(|old| differs(column, old))),
        removed: before
            .columns
            .iter()
            .filter(|column| !kept(&column.name))
            .cloned()
            .collect(),
        rows: changed_rows(before, after),
        removed_rows: removed_rows(before, after),
        row_difference: i64::try_from(after.row_count).unwrap_or(i64::MAX)
            - i64::try_from(before.row_count).unwrap_or(i64::MAX),
        renamed,
    }
}

/// Columns with a new name where another of the same kind stood, in a table of as many columns, whose
/// values are still there.
fn renamed_columns(before: &TableView, after: &TableView) -> BTreeMap<String, String> {
    if before.columns.len() != after.columns.len() {
        return BTreeMap::new();
    }
    let has = |table: &TableView, name: &str| table.columns.iter().any(|c| c.name == name);
    let old: BTreeMap<_, _> = keyed(before).collect();
    let is_kept = |place: usize| {
        keyed(after).all(|(key, row)| {
            old.get(&key)
                .is_none_or(|old| old.get(place) == row.get(place))
        })
    };
    let pairs = before.columns.iter().zip(&after.columns).enumerate();
    pairs
        .filter(|(_, (old, new))| !has(before, &new.name) && !has(after, &old.name))
        .filter(|(_, (old, new))| old.declared_type == new.declared_type)
        .filter(|(place, _)| is_kept(*place))
        .map(|(_, (old, new))| (new.name.clone(), old.name.clone()))
        .collect()
}

/// The rows with what tells them from others.
fn keyed(table: &TableView) -> impl Iterator<Item = (String, &Vec<CellView>)> {
    table.rows.iter().map(|row| (row_key(table, row), row))
}

fn changed_rows(before: &TableView, after: &TableView) -> BTreeMap<String, RowChange> {
    let old: BTreeMap<_, _> = keyed(before).collect();
    let change = |row: &Vec<CellView>| match old.get(&row_key(after, row)) {
        None => Some(RowChange::Added),
        Some(old) if shared_cells_agree(before, old, after, row) => None,
        Some(_) => Some(RowChange::Changed),
    };
    after
        .rows
        .iter()
        .filter_map(|row| Some((row_key(after, row), change(row)?)))
        .collect()
}

/// A table is shown by its first rows, so a row that is only out of sight is not gone: where the
/// count has not shrunk, none is told to be.
fn removed_rows(before: &TableView, after: &TableView) -> Vec<Vec<CellView>> {
    if before.columns != after.columns || before.row_count <= after.row_count {
        return Vec::new();
    }
    let new: BTreeSet<_> = after.rows.iter().map(|row| row_key(after, row)).collect();
    before
        .rows
        .iter()
        .filter(|row| !new.contains(&row_key(before, row)))
        .cloned()
        .collect()
}

/// A row is the same when a column was added or removed beside its values.
fn shared_cells_agree(
    before: &TableView,
    old: &[CellView],
    after: &TableView,
    row: &[CellView],
) -> bool {
    after.columns.iter().zip(row).all(|(column, cell)| {
        let position = before
            .columns
            .iter()
            .position(|other| other.name == column.name);
        position
            .and_then(|index| old.get(index))
            .is_none_or(|old| old == cell)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{AppView, MigrationView, OperationView};

    fn column(name: &str, primary_key: bool) -> ColumnView {
        ColumnView {
            name: name.into(),
            declared_type: "integer".into(),
            not_null: true,
            primary_key,
            default: None,
            references: None,
        }
    }

    fn table(columns: &[&str], rows: &[&[i64]]) -> TableView {
        TableView {
            name: "books_book".into(),
            sql: String::new(),
            model: None,
            columns: columns
                .iter()
                .map(|name| column(name, *name == "id"))
                .collect(),
            constraints: Vec::new(),
            indexes: Vec::new(),
            rows: rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|n| CellView::Integer(n.to_string()))
                        .collect()
                })
                .collect(),
            row_count: rows.len() as u64,
        }
    }

    fn check(before: TableView, after: TableView) -> TableChange {
        let view = |table: TableView| View {
            tables: vec![table.into()],
            ..View::default()
        };
        let mut changes = Changes::between(&view(before), &view(after), 1);
        changes.tables.remove("books_book").unwrap_or_default()
    }

    #[test]
    fn an_added_column_does_not_mark_every_row() {
        let change = check(
            table(&["id"], &[&[1], &[2]]),
            table(&["id", "pages"], &[&[1, 0], &[2, 0]]),
        );
        assert_eq!(change.added, BTreeSet::from(["pages".to_owned()]));
        assert!(change.rows.is_empty());
    }

    #[test]
    fn changed_and_new_rows_are_marked() {
        let change = check(
            table(&["id", "pages"], &[&[1, 10], &[2, 20]]),
            table(&["id", "pages"], &[&[1, 10], &[2, 21], &[3, 30]]),
        );
        let found: Vec<_> = change.rows.into_values().collect();
        assert_eq!(found, [RowChange::Changed, RowChange::Added]);
        assert_eq!(change.row_difference, 1);
    }

    #[test]
    fn rows_that_are_gone_are_remembered() {
        let change = check(table(&["id"], &[&[1], &[2]]), table(&["id"], &[&[2]]));
        assert_eq!(change.removed_rows, [vec![CellView::Integer("1".into())]]);
    }

    #[test]
    fn a_renamed_column_is_neither_new_nor_gone() {
        let change = check(
            table(&["id", "pages"], &[&[1, 10]]),
            table(&["id", "sheets"], &[&[1, 10]]),
        );
        assert_eq!(
            change.renamed,
            BTreeMap::from([("sheets".to_owned(), "pages".to_owned())])
        );
        assert!(change.added.is_empty() && change.removed.is_empty() && change.altered.is_empty());
    }

    #[test]
    fn a_column_with_other_values_is_another() {
        let change = check(
            table(&["id", "pages"], &[&[1, 10]]),
            table(&["id", "sheets"], &[&[1, 0]]),
        );
        assert!(change.renamed.is_empty());
        assert_eq!(change.added, BTreeSet::from(["sheets".to_owned()]));
        assert_eq!(change.removed, [column("pages", false)]);
    }

    #[test]
    fn a_migration_that_renames_nothing_makes_another_column() {
        let view = |column: &str, applied: bool, description: &str| View {
            tables: vec![table(&["id", column], &[]).into()],
            apps: vec![AppView {
                label: "books".into(),
                migrations: vec![MigrationView {
                    app: "books".into(),
                    name: "0002".into(),
                    applied,
                    operations: vec![OperationView {
                        symbol: "~".into(),
                        description: description.into(),
                    }],
                    ..MigrationView::default()
                }],
                ..AppView::default()
            }],
            ..View::default()
        };
        for (description, renames) in [
            ("Rename field pages on book to sheets", true),
            ("Remove field pages from book", false),
        ] {
            let before = view("pages", false, description);
            let after = view("sheets", true, description);
            for (from, to) in [(&before, &after), (&after, &before)] {
                let changes = Changes::between(from, to, 1);
                assert_eq!(!changes.tables["books_book"].renamed.is_empty(), renames);
            }
        }
    }

    #[test]
    fn a_removed_column_is_remembered() {
        let change = check(
            table(&["id", "pages"], &[&[1, 10]]),
            table(&["id"], &[&[1]]),
        );
        assert_eq!(change.removed, [column("pages", false)]);
        assert!(change.rows.is_empty());
    }

    #[test]
    fn rows_of_django_migrations_come_and_go() {
        let row = |id: i64, name: &str| AppliedMigrationView {
            id,
            app: "books".into(),
            name: name.into(),
            applied: String::new(),
            faked: false,
        };
        let view = |rows| View {
            django_migrations: rows,
            ..View::default()
        };
        let changes = Changes::between(
            &view(Some(vec![row(1, "0001_initial"), row(2, "0002_old")])),
            &view(Some(vec![row(1, "0001_initial"), row(2, "0002_new")])),
            1,
        );
        assert_eq!(changes.recorded, BTreeSet::from([2]));
        assert_eq!(changes.unrecorded, [row(2, "0002_old")]);
    }
}

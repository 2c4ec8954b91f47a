//! What an operation did to the rows, found by comparing the database before and after it.

use super::rows::Rows;
use super::{Trial, apps_of};
use crate::database::SqlValue;
use crate::migrations::operations::Operation;
use crate::protocol::{DataEffect, DataEffectKind};

/// Django's own table, in which every migration leaves a row.
pub(super) const TRACKING_TABLE: &str = "django_migrations";

/// The effects of an operation on the rows of each table.
pub(super) fn effects(trial: &Trial<'_>) -> Vec<DataEffect> {
    let Some(run) = &trial.run else {
        return Vec::new();
    };
    let (before, after) = (run.before.catalog(), run.after.catalog());
    let mut effects = Vec::new();
    let renamed = renamed_table(trial);
    let counts = |name: &str| name != TRACKING_TABLE && !name.starts_with("sqlite_");
    for (name, table) in before.tables.iter().filter(|(name, _)| counts(name)) {
        let new_name = match &renamed {
            Some((old, new)) if old == name => new,
            _ => name,
        };
        let old = Rows::of(&run.before, table);
        match after.tables.get(new_name) {
            None => push(
                &mut effects,
                name,
                None,
                DataEffectKind::Removed,
                old.rows.len(),
            ),
            Some(new_table) => {
                let remade = format!("INSERT INTO \"new__{new_name}\"");
                if run.statements.iter().any(|sql| sql.starts_with(&remade)) {
                    let kind = DataEffectKind::Rewritten;
                    push(&mut effects, new_name, None, kind, old.rows.len());
                }
                let new = Rows::of(&run.after, new_table);
                compare(&mut effects, &old, &new, renamed_column(trial));
            }
        }
    }
    for (name, table) in after.tables.iter().filter(|(name, _)| counts(name)) {
        let is_renamed = matches!(&renamed, Some((_, new)) if new == name);
        if !before.tables.contains_key(name) && !is_renamed {
            let rows = Rows::of(&run.after, table).rows.len();
            push(&mut effects, name, None, DataEffectKind::Added, rows);
        }
    }
    effects
}

/// The table that the operation gives another name, in the direction in which it ran.
fn renamed_table(trial: &Trial<'_>) -> Option<(String, String)> {
    let (old_name, new_name) = match trial.operation {
        Operation::RenameModel { old_name, new_name } => (old_name, new_name),
        Operation::AlterModelTable { name, .. } => (name, name),
        _ => return None,
    };
    let table = |state, name: &str| {
        let apps = apps_of(state)?;
        let model = apps.get_model(trial.app_label, name)?;
        Some(model.db_table().to_string())
    };
    let names = (
        table(trial.before, old_name)?,
        table(trial.after, new_name)?,
    );
    Some(directed(trial, names))
}

/// The column that the operation gives another name, in the direction in which it ran.
fn renamed_column(trial: &Trial<'_>) -> Option<(String, String)> {
    let (model, old_name, new_name) = match trial.operation {
        Operation::RenameField {
            model_name,
            old_name,
            new_name,
        } => (model_name, old_name, new_name),
        Operation::AlterField {
            model_name, name, ..
        } => (model_name, name, name),
        _ => return None,
    };
    let column = |state, name: &str| {
        let apps = apps_of(state)?;
        let field = apps
            .get_model(trial.app_label, model)?
            .get_field(name)
            .ok()?;
        Some(field.column()?.to_string())
    };
    let names = (
        column(trial.before, old_name)?,
        column(trial.after, new_name)?,
    );
    Some(directed(trial, names))
}

fn directed<T>(trial: &Trial<'_>, (old, new): (T, T)) -> (T, T) {
    match trial.backwards {
        true => (new, old),
        false => (old, new),
    }
}

/// Compares two versions of a table, row by row.
fn compare(
    effects: &mut Vec<DataEffect>,
    old: &Rows<'_>,
    new: &Rows<'_>,
    renamed: Option<(String, String)>,
) {
    let table = &new.table.name;
    let missing = |of: &Rows<'_>, from: &Rows<'_>| {
        let keys = of.rows.keys();
        keys.filter(|key| !from.rows.contains_key(*key)).count()
    };
    let moved = renamed
        .as_ref()
        .map(|(old, new)| (old.as_str(), new.as_str()));
    let later_name = |name: &str| match moved {
        Some((from, to)) if from == name => to.to_owned(),
        _ => name.to_owned(),
    };
    push(
        effects,
        table,
        None,
        DataEffectKind::Removed,
        missing(old, new),
    );
    push(
        effects,
        table,
        None,
        DataEffectKind::Added,
        missing(new, old),
    );
    for (place, column) in old.table.columns.iter().enumerate() {
        let name = later_name(&column.name);
        let Some(new_place) = new.column(&name) else {
            let has_value =
                |row: &&Vec<SqlValue>| !matches!(row.get(place), None | Some(SqlValue::Null));
            let lost = old.rows.values().filter(has_value).count();
            push(
                effects,
                table,
                Some(&column.name),
                DataEffectKind::Lost,
                lost,
            );
            continue;
        };
        let (mut changed, mut lost) = (0, 0);
        for (key, row) in &old.rows {
            let Some(new_row) = new.rows.get(key) else {
                continue;
            };
            match (row.get(place), new_row.get(new_place)) {
                (was, is) if was == is => {}
                (Some(was), Some(SqlValue::Null)) if *was != SqlValue::Null => lost += 1,
                _ => changed += 1,
            }
        }
        push(
            effects,
            table,
            Some(&name),
            DataEffectKind::Changed,
            changed,
        );
        push(effects, table, Some(&name), DataEffectKind::Lost, lost);
    }
    for (place, column) in new.table.columns.iter().enumerate() {
        let is_old = old
            .table
            .columns
            .iter()
            .any(|it| later_name(&it.name) == column.name);
        if is_old {
            continue;
        }
        let is_filled = |(key, row): &(&String, &Vec<SqlValue>)| {
            old.rows.contains_key(*key) && !matches!(row.get(place), None | Some(SqlValue::Null))
        };
        let filled = new.rows.iter().filter(is_filled).count();
        push(
            effects,
            table,
            Some(&column.name),
            DataEffectKind::Filled,
            filled,
        );
    }
}

fn push(
    effects: &mut Vec<DataEffect>,
    table: &str,
    column: Option<&str>,
    kind: DataEffectKind,
    count: usize,
) {
    if count > 0 {
        effects.push(DataEffect {
            table: table.to_owned(),
            column: column.map(str::to_owned),
            kind,
            count: count as u64,
        });
    }
}

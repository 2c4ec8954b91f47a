//! What to beware of in an operation, told from the operation itself and from the rows there are.

use std::collections::BTreeMap;

use super::{Trial, apps_of};
use crate::database::{Database, SqlValue};
use crate::migrations::migration::{Migration, MigrationKey};
use crate::migrations::operations::Operation;
use crate::orm::{Exception, Field, ModelKey};
use crate::protocol::{Advice, DataEffect, DataEffectKind, Severity};
use crate::python::syntax::reads_alike;
use crate::sandbox::bench::{Bench, told};
use crate::sandbox::timeline::Timeline;

/// Where the class of a migration begins.
pub(super) const HEAD: &str = "class Migration";

/// What to beware of in an operation; `failed` is what it raised when it was tried.
pub(super) fn advice(
    bench: &Bench,
    trial: &Trial<'_>,
    data: &[DataEffect],
    failed: Option<&Exception>,
) -> Vec<Advice> {
    let mut found = Vec::new();
    found.extend(lost_values(trial, data));
    found.extend(failure(trial, failed));
    found.extend(one_off_default(trial, data));
    found.extend(too_long(trial));
    found.extend(unfit(trial));
    found.extend(irreversible(trial.operation));
    found.extend(unknown_to_the_state(trial));
    found.extend(missing_dependency(bench, trial));
    found
}

/// What to beware of in a migration as a whole, with the text in its file that it is about; `path` is
/// that file's.
pub(super) fn of_migration<'a>(
    timeline: &'a Timeline,
    migration: &Migration,
    path: &str,
) -> Vec<(&'a str, Advice)> {
    let mut found = Vec::new();
    let files = &timeline.present().state.files;
    let text = files.read(path).map(AsRef::as_ref).unwrap_or_default();
    found.extend(imported_model(migration, text));
    found.extend(edited(timeline, &migration.key(), path).map(|it| (HEAD, it)));
    if !migration.atomic && migration.operations.len() > 1 {
        let told = warning(
            "not-atomic",
            &[],
            "This migration does not run in a transaction: when an operation fails, those before it \
             stay done, and Django will run them again."
                .to_owned(),
            "Keep one operation per migration that is not atomic.",
        );
        found.push(("atomic", told));
    }
    found
}

/// That a migration fails after its operations, when what was put off is executed.
pub(super) fn late_failure(failed: &Exception) -> (&'static str, Advice) {
    (HEAD, other_failure(failed))
}

fn lost_values(trial: &Trial<'_>, data: &[DataEffect]) -> Vec<Advice> {
    let mut found = Vec::new();
    for effect in data {
        let (table, count) = (&effect.table, effect.count);
        match (&effect.column, effect.kind) {
            (None, DataEffectKind::Removed) => found.push(error(
                "dropped-table",
                &[&count.to_string(), table],
                format!("{} of {table} will be gone.", rows(count)),
                "Copy what is still needed in a migration before this one. Undo brings rows back \
                 here; in a real database only a backup does.",
            )),
            (Some(column), DataEffectKind::Lost) if is_removal(trial) => {
                found.push(dropped_column(trial, table, column, count));
            }
            (Some(column), DataEffectKind::Lost) => found.push(error(
                "lost-values",
                &[&count.to_string(), table, column],
                format!("{} of {table}.{column} will become NULL.", values(count)),
                "Look at those rows first, and convert them in a migration of their own.",
            )),
            (Some(column), DataEffectKind::Changed)
                if matches!(trial.operation, Operation::AlterField { .. }) =>
            {
                found.push(warning(
                    "changed-values",
                    &[&count.to_string(), table, column],
                    format!("{} of {table}.{column} will be stored otherwise.", values(count)),
                    "Compare some of them before and after; a type that cannot hold a value changes \
                     it silently on SQLite and fails on PostgreSQL.",
                ));
            }
            _ => {}
        }
    }
    found
}

/// A column goes with its values.
fn dropped_column(trial: &Trial<'_>, table: &str, column: &str, count: u64) -> Advice {
    let number = count.to_string();
    let gone = format!("{} of {table}.{column} will be gone", values(count));
    if trial.backwards {
        return error(
            "undone-column",
            &[&number, table, column],
            format!("{gone}: going back takes away what the migration has added."),
            "Copy first what is still needed. Migrating again brings the column back, not its values.",
        );
    }
    match replacement(trial) {
        Some(new) => error(
            "replaced-column",
            &[&number, table, column, new],
            format!("{gone}: the field goes, {new} comes, and nothing is copied."),
            "If the field has only got another name, delete this migration, run makemigrations again \
             and answer yes to its question. Otherwise copy the values with RunPython between the two \
             operations, with the new field first.",
        ),
        None => error(
            "dropped-column",
            &[&number, table, column],
            format!("{gone}."),
            "Copy the values to where they belong with RunPython in a migration before this one.",
        ),
    }
}

/// The field of the same class that the migration adds to the model that it takes one from.
fn replacement<'a>(trial: &Trial<'a>) -> Option<&'a str> {
    let Operation::RemoveField { model_name, name } = trial.operation else {
        return None;
    };
    let removed = trial
        .before
        .models
        .get(&ModelKey::new(trial.app_label, model_name))?;
    let removed = removed.fields.iter().find(|(field, _)| *field == name)?;
    trial
        .operations
        .iter()
        .find_map(|operation| match operation {
            Operation::AddField {
                model_name: to,
                name: new,
                field,
                ..
            } if to.eq_ignore_ascii_case(model_name)
                && field.get_internal_type() == removed.1.get_internal_type() =>
            {
                Some(&**new)
            }
            _ => None,
        })
}

fn is_removal(trial: &Trial<'_>) -> bool {
    let adds = matches!(trial.operation, Operation::AddField { .. });
    let removes = matches!(trial.operation, Operation::RemoveField { .. });
    if trial.backwards { adds } else { removes }
}

/// The operation that fails on the rows there are, with how many stand in its way.
fn failure(trial: &Trial<'_>, failed: Option<&Exception>) -> Option<Advice> {
    let failed = failed?;
    let run = trial.run.as_ref()?;
    let message = &failed.message;
    let place = message.split(": ").nth(1).and_then(|it| it.split_once('.'));
    let count = place.map(|(table, column)| {
        let column = column.split(", ").next().unwrap_or(column);
        (table.trim_start_matches("new__"), column)
    });
    let (values, reason, remedy) = match count {
        Some((table, column)) if message.starts_with("UNIQUE") => {
            let (different, all) = repeated(&run.before, table, column);
            let occur = if different == 1 { "occurs" } else { "occur" };
            let numbers = [different.to_string(), all.to_string()];
            (
                vec!["repeated", &numbers[0], table, column, &numbers[1]]
                    .into_iter()
                    .map(str::to_owned)
                    .collect::<Vec<_>>(),
                format!(
                    "It fails: {} of {table}.{column} {occur} more than once, in {}.",
                    values(different),
                    rows(all)
                ),
                "Make the values unique with RunPython in a migration before this one.",
            )
        }
        Some((table, column)) if message.starts_with("NOT NULL") => {
            let number = nulls(&run.before, table, column);
            (
                ["null", &number.to_string(), table, column]
                    .map(str::to_owned)
                    .to_vec(),
                format!("It fails: {} of {table} have no {column}.", rows(number)),
                "Give those rows a value with RunPython in a migration before this one.",
            )
        }
        _ => return Some(other_failure(failed)),
    };
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    Some(error("fails", &values, reason, remedy))
}

fn other_failure(failed: &Exception) -> Advice {
    error(
        "fails",
        &["other", &told(failed), "", ""],
        format!("It fails: {}", told(failed)),
        "Mend the operation, or the rows that it meets, before you migrate.",
    )
}

fn one_off_default(trial: &Trial<'_>, data: &[DataEffect]) -> Option<Advice> {
    let Operation::AddField {
        name,
        field,
        preserve_default: false,
        ..
    } = trial.operation
    else {
        return None;
    };
    let mut filled = data.iter().filter(|it| it.kind == DataEffectKind::Filled);
    let effect = filled
        .next()
        .filter(|_| !trial.backwards && field.has_default())?;
    Some(warning(
        "one-off-default",
        &[&effect.count.to_string(), &effect.table, name],
        format!(
            "{} of {} get the one-off value for {name}; new rows will have to bring their own.",
            rows(effect.count),
            effect.table
        ),
        "If no one value is right for all of them, add the field with null=True, fill it with \
         RunPython, then make it NOT NULL.",
    ))
}

/// Values that a shorter column cannot hold, which SQLite does not mind.
fn too_long(trial: &Trial<'_>) -> Option<Advice> {
    let Operation::AlterField {
        model_name,
        name,
        field,
        ..
    } = trial.operation
    else {
        return None;
    };
    let limit = field
        .options
        .max_length
        .as_ref()
        .filter(|_| !trial.backwards)?;
    let limit = usize::try_from(limit.as_i64()?).ok()?;
    let run = trial.run.as_ref()?;
    let apps = apps_of(trial.before)?;
    let model = apps.get_model(trial.app_label, model_name)?;
    let column = model.get_field(name).ok()?.column()?;
    let is_long = |value: &SqlValue| match value {
        SqlValue::Text(text) => text.chars().count() > limit,
        _ => false,
    };
    let table = model.db_table();
    let count = of_column(&run.before, &table, &column)
        .filter(is_long)
        .count();
    (count > 0).then(|| {
        warning(
            "too-long",
            &[&count.to_string(), &table, &column, &limit.to_string()],
            format!(
                "{} of {table}.{column} longer than {limit}: SQLite keeps what is there, PostgreSQL \
                 and MySQL refuse.",
                values(count as u64)
            ),
            "Shorten them with RunPython in a migration before this one.",
        )
    })
}

/// Values that are still text in a column of numbers, which SQLite does not mind.
fn unfit(trial: &Trial<'_>) -> Option<Advice> {
    let Operation::AlterField {
        model_name, name, ..
    } = trial.operation
    else {
        return None;
    };
    let run = trial.run.as_ref()?;
    let state = if trial.backwards {
        trial.before
    } else {
        trial.after
    };
    let apps = apps_of(state)?;
    let model = apps.get_model(trial.app_label, model_name)?;
    let (table, column) = (model.db_table(), model.get_field(name).ok()?.column()?);
    let catalog = run.after.catalog();
    let mut columns = catalog.tables.get(&*table)?.columns.iter();
    let declared = columns
        .find(|it| *it.name == *column)?
        .declared_type
        .clone();
    let word = declared.split(['(', ' ']).next().unwrap_or_default();
    let is_number = ["integer", "bigint", "smallint", "real", "decimal", "bool"];
    if !is_number.contains(&word.to_ascii_lowercase().as_str()) {
        return None;
    }
    let is_text = |value: &SqlValue| matches!(value, SqlValue::Text(_));
    let count = of_column(&run.after, &table, &column)
        .filter(is_text)
        .count() as u64;
    (count > 0).then(|| {
        error(
            "unfit",
            &[&count.to_string(), &table, &column, &declared],
            format!(
                "{} of {table}.{column} cannot become {declared}: SQLite keeps the text, PostgreSQL \
                 refuses the migration.",
                values(count)
            ),
            "Convert or remove them with RunPython in a migration before this one.",
        )
    })
}

fn irreversible(operation: &Operation) -> Option<Advice> {
    if operation.reversible() {
        return None;
    }
    let (missing, noop) = match operation {
        Operation::RunSQL { .. } => ("reverse_sql", "migrations.RunSQL.noop"),
        _ => ("reverse_code", "migrations.RunPython.noop"),
    };
    Some(warning(
        "irreversible",
        &[missing, noop],
        format!(
            "It has no {missing}: neither this migration nor those before it can be rolled back."
        ),
        &format!("Write {missing}, or say {noop} when there is nothing to take back."),
    ))
}

/// Tables that RunSQL makes without a word to the state.
fn unknown_to_the_state(trial: &Trial<'_>) -> Option<Advice> {
    let Operation::RunSQL {
        state_operations, ..
    } = trial.operation
    else {
        return None;
    };
    let text = trial.run.as_ref()?.statements.join("\n").to_uppercase();
    let changes = ["CREATE TABLE", "ALTER TABLE", "DROP TABLE"];
    let is_known = !state_operations.is_empty();
    let word = changes.into_iter().find(|word| text.contains(word))?;
    (!is_known).then(|| {
        warning(
            "state-unaware",
            &[word],
            format!("{word} in RunSQL: the models' state does not hear of it."),
            "Pass state_operations, so that makemigrations knows what the database has.",
        )
    })
}

/// A relation to an app whose migrations need not have run.
fn missing_dependency(bench: &Bench, trial: &Trial<'_>) -> Option<Advice> {
    let fields: Vec<(&str, &Field)> = match trial.operation {
        Operation::CreateModel { name, fields, .. } => {
            fields.iter().map(|(_, field)| (&**name, field)).collect()
        }
        Operation::AddField {
            model_name, field, ..
        }
        | Operation::AlterField {
            model_name, field, ..
        } => vec![(&**model_name, field)],
        _ => return None,
    };
    let migrated = &bench.executor.loader.migrated_apps;
    let targets = fields.iter().filter_map(|(model, field)| {
        let key = field.remote_model_key(trial.app_label, model)?;
        (*key.app_label != *trial.app_label && migrated.contains(&key.app_label)).then_some(key)
    });
    let is_missing = |key: &ModelKey| !trial.before.models.contains_key(key);
    let target = targets.into_iter().find(is_missing)?;
    Some(error(
        "missing-dependency",
        &[&target.to_string(), &target.app_label],
        format!(
            "It refers to {target}, but no migration that this one depends on creates that model."
        ),
        &format!(
            "Add the migration of {} that creates it to dependencies.",
            target.app_label
        ),
    ))
}

/// A migration that runs code and imports models, which will have changed by the time it runs.
fn imported_model<'a>(migration: &Migration, text: &'a str) -> Option<(&'a str, Advice)> {
    let mut operations = migration.operations.iter();
    if !operations.any(|it| matches!(it, Operation::RunPython { .. })) {
        return None;
    }
    let is_import = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["from", module, "import", ..] => {
                !module.starts_with("django")
                    && (*module == "models" || module.ends_with(".models"))
            }
            _ => false,
        }
    };
    let line = text.lines().find(is_import)?.trim();
    let told = warning(
        "imported-model",
        &[line],
        format!(
            "“{line}” gives the code today's model, not the one that the tables have when the migration \
             runs."
        ),
        "Ask for it: apps.get_model(\"app\", \"Model\").",
    );
    Some((line, told))
}

/// A migration whose file is another than when it was applied.
fn edited(timeline: &Timeline, key: &MigrationKey, path: &str) -> Option<Advice> {
    let steps = timeline.steps();
    let mut place = timeline.place();
    if !is_recorded(&steps[place].state.database, key) {
        return None;
    }
    while let Some(parent) = steps[place].parent {
        if !is_recorded(&steps[parent].state.database, key) {
            break;
        }
        place = parent;
    }
    let then = steps[place].committed.read(path)?;
    let now = timeline.present().state.files.read(path)?;
    (then != now && !reads_alike(then, now)).then(|| {
        warning(
            "edited",
            &[],
            "Its file has been edited since it was applied: the database has what it said then."
                .to_owned(),
            "Roll it back and migrate again, or take the edit back and write a new migration.",
        )
    })
}

fn is_recorded(database: &Database, key: &MigrationKey) -> bool {
    let is = |value: Option<&SqlValue>, text: &str| matches!(value, Some(SqlValue::Text(found)) if **found == *text);
    let rows = database.rows(super::effects::TRACKING_TABLE);
    rows.iter()
        .any(|row| is(row.get(1), &key.app_label) && is(row.get(2), &key.name))
}

fn of_column(
    database: &Database,
    table: &str,
    column: &str,
) -> impl Iterator<Item = SqlValue> + use<> {
    let catalog = database.catalog();
    let place = catalog.tables.get(table).and_then(|table| {
        let mut columns = table.columns.iter();
        columns.position(|it| it.name == column)
    });
    let rows = place.map(|_| database.rows(table)).unwrap_or_default();
    rows.into_iter()
        .filter_map(move |row| row.get(place?).cloned())
}

/// How many values of a column more than one row has, and how many rows have one of them.
fn repeated(database: &Database, table: &str, column: &str) -> (u64, u64) {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for value in of_column(database, table, column) {
        if value != SqlValue::Null {
            *counts.entry(format!("{value:?}")).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count > 1);
    (counts.len() as u64, counts.values().sum())
}

fn nulls(database: &Database, table: &str, column: &str) -> u64 {
    of_column(database, table, column)
        .filter(|value| *value == SqlValue::Null)
        .count() as u64
}

fn rows(count: u64) -> String {
    counted(count, "row")
}

fn values(count: u64) -> String {
    counted(count, "value")
}

fn counted(count: u64, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

fn warning(id: &str, values: &[&str], reason: String, remedy: &str) -> Advice {
    Advice {
        id: id.to_owned(),
        severity: Severity::Warning,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        reason,
        remedy: remedy.to_owned(),
    }
}

fn error(id: &str, values: &[&str], reason: String, remedy: &str) -> Advice {
    Advice {
        severity: Severity::Error,
        ..warning(id, values, reason, remedy)
    }
}

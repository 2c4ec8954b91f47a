//! Models, migrations and database side by side: where two of them differ, and which command brings
//! them together.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::State;
use super::bench::Bench;
use super::inspection::shown_field;
use crate::database::TableInfo;
use crate::migrations::executor::Target;
use crate::migrations::migration::MigrationKey;
use crate::migrations::state::ProjectState;
use crate::orm::{Apps, DjangoResult, Field, Model, ModelKey};
use crate::protocol::{ComparedField, ComparedModel, EngineOutcome, Remedy};

/// What one of the three says of a model.
#[derive(Default)]
struct Side {
    /// The model's name: `books.Author`.
    label: String,
    table: String,
    fields: BTreeMap<String, Said>,
}

/// What one of the three says of a field.
struct Said {
    /// The column and what the database should have of it; none for a relation by another table.
    column: Option<(String, String)>,
    /// What the migrations or models.py have of it.
    shown: String,
}

/// Compares the three.
///
/// # Errors
///
/// What loading the project or its migrations raises.
pub(super) fn compare(state: &State, now: i64) -> DjangoResult<EngineOutcome> {
    let mut bench = Bench::new(state, now)?;
    let declared = bench.project.state()?;
    let loader = &bench.executor.loader;
    let migrated = loader.project_state(None, true, &bench.apps)?;
    let catalog = bench.database.catalog();
    let own = own_labels(&bench);
    let declared = sides(&mut bench, &declared, &own)?;
    let migrated = sides(&mut bench, &migrated, &own)?;
    let mut keys: Vec<&ModelKey> = declared.iter().map(|(key, _)| key).collect();
    let only_migrated = migrated.iter().map(|(key, _)| key);
    let only_migrated: Vec<_> = only_migrated.filter(|key| !keys.contains(key)).collect();
    keys.extend(only_migrated);
    let find = |sides: &'_ [(ModelKey, Side)], key: &ModelKey| {
        sides.iter().position(|(other, _)| other == key)
    };
    let mut tables = BTreeSet::new();
    let mut models = Vec::new();
    for key in keys {
        let sides = [
            find(&declared, key).map(|place| &declared[place].1),
            find(&migrated, key).map(|place| &migrated[place].1),
        ];
        let Some(table) = sides[1].or(sides[0]).map(|side| side.table.clone()) else {
            continue;
        };
        let info = catalog.tables.get(&table);
        let label = sides[1].or(sides[0]).map(|side| side.label.clone());
        let name = label.unwrap_or_default();
        models.push(compared(&name, &table, sides, info));
        tables.insert(table);
    }
    // What no model has: left over, or made by hand.
    for (name, info) in &catalog.tables {
        if is_foreign(&bench, name) && !tables.contains(name) {
            models.push(compared(name, name, [None, None], Some(info)));
        }
    }
    models.sort_by_key(|model| !differs(model));
    let remedies = remedies(&mut bench, &models)?;
    Ok(EngineOutcome::Compared { models, remedies })
}

/// The labels of the project's own apps.
fn own_labels(bench: &Bench) -> BTreeSet<Rc<str>> {
    let registry = bench.project.registry.borrow();
    let configs = registry.app_configs.values();
    configs
        .filter(|config| !config.name.starts_with("django.contrib."))
        .map(|config| Rc::clone(&config.label))
        .collect()
}

/// What a state says of the models of these apps that have a table.
fn sides(
    bench: &mut Bench,
    state: &ProjectState,
    labels: &BTreeSet<Rc<str>>,
) -> DjangoResult<Vec<(ModelKey, Side)>> {
    let apps = state.apps()?;
    let has_table = |model: &&Rc<Model>| {
        labels.contains(&model.app_label) && !model.proxy() && model.managed() && !model.swapped()
    };
    let models: Vec<Rc<Model>> = apps.models.values().filter(has_table).cloned().collect();
    Ok(models
        .iter()
        .map(|model| (model.key(), side(bench, &apps, model)))
        .collect())
}

fn side(bench: &mut Bench, apps: &Apps, model: &Model) -> Side {
    let fields = model.local_fields().map(|field: &Field| {
        let said = Said {
            column: field.column().map(|column| {
                let declared = field.db_type(apps, model).unwrap_or_default();
                let stored = stored_as(&declared, !field.options.null, field.options.primary_key);
                (column.to_string(), stored)
            }),
            shown: shown_field(&mut bench.project.interpreter, field),
        };
        (field.name().to_string(), said)
    });
    Side {
        label: model.label(),
        table: model.db_table().to_string(),
        fields: fields.collect(),
    }
}

fn compared(
    name: &str,
    table: &str,
    [declared, migrated]: [Option<&Side>; 2],
    info: Option<&TableInfo>,
) -> ComparedModel {
    let mut names: Vec<&String> = Vec::new();
    for side in [declared, migrated].into_iter().flatten() {
        for name in side.fields.keys() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let said = |side: Option<&Side>, name: &str| Some(side?.fields.get(name)?.shown.clone());
    let mut columns = BTreeSet::new();
    let mut fields = Vec::new();
    for name in names {
        let column = [migrated, declared]
            .into_iter()
            .flatten()
            .find_map(|side| side.fields.get(name)?.column.clone());
        let expected = migrated
            .and_then(|side| side.fields.get(name)?.column.as_ref())
            .map(|(_, stored)| stored.clone());
        let stored = column
            .as_ref()
            .and_then(|(column, _)| stored(info?, column));
        columns.extend(column.map(|(column, _)| column));
        let (models, migrations) = (said(declared, name), said(migrated, name));
        fields.push(ComparedField {
            ahead: models != migrations,
            behind: !is_as_expected(expected.as_deref(), stored.as_deref()),
            name: name.clone(),
            models,
            migrations,
            database: stored,
        });
    }
    for column in info.map(|info| info.columns.as_slice()).unwrap_or_default() {
        if !columns.contains(&column.name) {
            fields.push(ComparedField {
                name: column.name.clone(),
                models: None,
                migrations: None,
                database: info.and_then(|info| stored(info, &column.name)),
                ahead: false,
                behind: true,
            });
        }
    }
    fields.sort_by_key(|field| !(field.ahead || field.behind));
    ComparedModel {
        name: name.to_owned(),
        table: table.to_owned(),
        present: [declared.is_some(), migrated.is_some(), info.is_some()],
        fields,
    }
}

/// A column as the database has it.
fn stored(info: &TableInfo, column: &str) -> Option<String> {
    let mut columns = info.columns.iter();
    let column = columns.find(|it| it.name.eq_ignore_ascii_case(column))?;
    let is_key = column.primary_key > 0;
    Some(stored_as(&column.declared_type, column.not_null, is_key))
}

fn stored_as(declared_type: &str, not_null: bool, primary_key: bool) -> String {
    let mut text = declared_type.to_owned();
    if not_null {
        text.push_str(" NOT NULL");
    }
    if primary_key {
        text.push_str(" PRIMARY KEY");
    }
    text
}

/// Types are compared without their case: SQLite shows `integer` in capital letters.
fn is_as_expected(expected: Option<&str>, stored: Option<&str>) -> bool {
    match (expected, stored) {
        (Some(expected), Some(stored)) => expected.eq_ignore_ascii_case(stored),
        (None, None) => true,
        _ => false,
    }
}

fn differs(model: &ComparedModel) -> bool {
    let [first, rest @ ..] = model.present;
    rest.contains(&!first) || model.fields.iter().any(|field| field.ahead || field.behind)
}

/// Whether a table belongs to no app that Django brings, nor to SQLite.
fn is_foreign(bench: &Bench, table: &str) -> bool {
    let is_contrib = bench
        .apps
        .models
        .values()
        .any(|model| *model.db_table() == *table);
    !is_contrib && table != "django_migrations" && !table.starts_with("sqlite_")
}

fn remedies(bench: &mut Bench, models: &[ComparedModel]) -> DjangoResult<Vec<Remedy>> {
    let mut remedies = merges(bench);
    if remedies.is_empty() {
        remedies = for_what_differs(bench, models)?;
    }
    let orphaned = models
        .iter()
        .filter(|it| it.present == [false, false, true]);
    remedies.extend(orphaned.map(|model| Remedy {
        id: "no-model".to_owned(),
        values: vec![model.table.clone()],
        reason: format!(
            "no model has {}, and Django leaves it alone: if nothing else needs it, it can go with its \
             rows",
            model.table
        ),
        command: sqlite3(&[drop_table(&model.table)]),
    }));
    remedies.dedup();
    Ok(remedies)
}

/// What brings migrations with several leaves together; before that, Django does nothing with them.
fn merges(bench: &Bench) -> Vec<Remedy> {
    let conflicts = bench.executor.loader.detect_conflicts().into_iter();
    let merge = conflicts.map(|(app, leaves)| Remedy {
        id: "conflict".to_owned(),
        values: vec![app.to_string()],
        reason: format!(
            "the migrations of {app} end in {}: Django goes on once they are merged",
            leaves.join(" and ")
        ),
        command: "python manage.py makemigrations --merge".to_owned(),
    });
    merge.collect()
}

/// What brings the models, the migrations and the database together, where Django goes on by itself.
fn for_what_differs(bench: &mut Bench, models: &[ComparedModel]) -> DjangoResult<Vec<Remedy>> {
    let mut remedies = Vec::new();
    let mut push = |id: &str, value: &str, reason: String, command: String| {
        remedies.push(Remedy {
            id: id.to_owned(),
            values: vec![value.to_owned()],
            reason,
            command,
        });
    };
    let is_ahead = |model: &&ComparedModel| {
        model.present[0] != model.present[1] || model.fields.iter().any(|field| field.ahead)
    };
    let ahead = models.iter().filter(is_ahead).count();
    if ahead > 0 {
        let reason = "models.py says what no migration does".to_owned();
        let command = "python manage.py makemigrations".to_owned();
        push("unwritten", "", reason, command);
    }
    let leaves = bench.executor.loader.graph.leaf_nodes(None).into_iter();
    let targets: Vec<Target> = leaves.map(Target::from).collect();
    let plan = bench.executor.migration_plan(&targets)?;
    if !plan.is_empty() {
        let reason = match plan.len() {
            1 => "1 migration is not applied".to_owned(),
            count => format!("{count} migrations are not applied"),
        };
        let command = "python manage.py migrate".to_owned();
        push("unapplied", &plan.len().to_string(), reason, command);
    }
    let catalog = bench.database.catalog();
    for step in &plan {
        let created = created_tables(bench, &step.key)?;
        let exist = created
            .iter()
            .filter(|table| catalog.tables.contains_key(*table))
            .count();
        if exist > 0 && exist == created.len() {
            let app = &step.key.app_label;
            let migration = format!("{app}.{}", step.key.name);
            push(
                "tables-exist",
                &migration,
                format!("the tables of {migration} are there already"),
                format!("python manage.py migrate {app} --fake-initial"),
            );
        }
    }
    if plan.is_empty() {
        for (app, models) in by_app(models) {
            remedies.extend(for_what_was_recorded(bench, app, &models));
        }
    }
    Ok(remedies)
}

/// The models that the migrations have, by app.
fn by_app(models: &[ComparedModel]) -> BTreeMap<&str, Vec<&ComparedModel>> {
    let mut apps: BTreeMap<&str, Vec<&ComparedModel>> = BTreeMap::new();
    for model in models.iter().filter(|model| model.present[1]) {
        let (app, _) = model.name.split_once('.').unwrap_or((&model.name, ""));
        apps.entry(app).or_default().push(model);
    }
    apps
}

/// What brings the tables of an app to what its migrations make, all of which are recorded.
fn for_what_was_recorded(bench: &Bench, app: &str, models: &[&ComparedModel]) -> Option<Remedy> {
    let is_there = |model: &ComparedModel| model.present[2];
    let is_behind =
        |model: &ComparedModel| !is_there(model) || model.fields.iter().any(|field| field.behind);
    let table = &models.iter().find(|model| is_behind(model))?.table;
    let remedy = |id: &str, reason: String, command: String| Remedy {
        id: id.to_owned(),
        values: vec![table.clone()],
        reason,
        command,
    };
    if !models.iter().any(|model| is_there(model)) {
        return Some(remedy(
            "recorded-only",
            format!(
                "every migration is recorded, yet {table} is not as they make it: tell Django so, then \
                 migrate again"
            ),
            format!("python manage.py migrate {app} zero --fake"),
        ));
    }
    let behind = models.iter().flat_map(|model| {
        let fields = model.fields.iter().filter(|field| field.behind);
        fields.map(|field| (&model.table, field))
    });
    let is_extra = |field: &ComparedField| field.migrations.is_none() && field.database.is_some();
    let all_there = models.iter().all(|model| is_there(model));
    if all_there && behind.clone().all(|(_, field)| is_extra(field)) {
        let drops = behind.map(|(table, field)| {
            let name = field.name.replace('"', "\"\"");
            format!("ALTER TABLE \"{table}\" DROP COLUMN \"{name}\"")
        });
        let drops: Vec<_> = drops.collect();
        return Some(remedy(
            "extra-columns",
            format!("{table} has a column that no migration makes: take it away, with its values"),
            sqlite3(&drops),
        ));
    }
    if has_dependents(bench, app) {
        let first = bench
            .executor
            .loader
            .graph
            .root_nodes(Some(app))
            .into_iter()
            .next()?;
        return Some(remedy(
            "mend-by-hand",
            format!(
                "{table} is not as the migrations make it, and other apps build on it: see what they \
                 would write, and mend it by hand"
            ),
            format!("python manage.py sqlmigrate {app} {}", first.name),
        ));
    }
    let drops: Vec<_> = models
        .iter()
        .filter(|model| is_there(model))
        .map(|model| drop_table(&model.table))
        .collect();
    Some(remedy(
        "made-otherwise",
        format!(
            "every migration is recorded, yet {table} is not as they make it: let the app's tables go, \
             with their rows, and make them anew"
        ),
        format!(
            "{} && python manage.py migrate {app} zero --fake && python manage.py migrate {app}",
            sqlite3(&drops)
        ),
    ))
}

/// The line of the console that executes statements.
fn sqlite3(statements: &[String]) -> String {
    let statements = statements.join("; ").replace('\'', "'\\''");
    format!("sqlite3 db.sqlite3 '{statements}'")
}

fn drop_table(table: &str) -> String {
    format!("DROP TABLE \"{}\"", table.replace('"', "\"\""))
}

/// Whether migrations of other apps that are applied depend on those of an app.
fn has_dependents(bench: &Bench, app: &str) -> bool {
    let loader = &bench.executor.loader;
    loader.disk_migrations.keys().any(|key| {
        let node = loader.graph.node(key);
        let mut parents = node.iter().flat_map(|node| &node.parents);
        *key.app_label != *app
            && bench.is_applied(key)
            && parents.any(|parent| *parent.app_label == *app)
    })
}

/// The tables of the models that an initial migration creates.
fn created_tables(bench: &Bench, key: &MigrationKey) -> DjangoResult<Vec<String>> {
    let migration = bench.migration(key)?;
    let loader = &bench.executor.loader;
    let is_first = loader.graph.node(key).is_some_and(|node| {
        node.parents
            .iter()
            .all(|parent| parent.app_label != key.app_label)
    });
    if !is_first {
        return Ok(Vec::new());
    }
    let nodes = [key.clone()];
    let mut state = loader.project_state(Some(&nodes), true, &bench.apps)?;
    state.drop_apps();
    let apps = state.apps()?;
    let names = migration
        .operations
        .iter()
        .filter_map(|operation| match operation {
            crate::migrations::operations::Operation::CreateModel { name, .. } => Some(name),
            _ => None,
        });
    Ok(names
        .filter_map(|name| apps.get_model(&key.app_label, name))
        .filter(|model| !model.proxy() && model.managed())
        .map(|model| model.db_table().to_string())
        .collect())
}

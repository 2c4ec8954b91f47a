//! What is to be known of a migration beside its name: when it runs, what it replaces, what it needs
//! of other apps, and that Django cannot choose between it and another.

use std::collections::{BTreeMap, BTreeSet};

use crate::protocol::{MigrationView, View};

use super::state::{MigrationKey, conflicts, migrations};
use super::texts::texts;

/// What is to be known of a migration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Its number in the order in which they ran or will run, and whether it ran.
    pub order: Option<(usize, bool)>,
    /// Whether it was recorded without being run.
    pub faked: bool,
    /// Whether it was recorded because all that it replaces had run.
    pub recorded: bool,
    /// That there are several leaves.
    pub conflict: Option<String>,
    /// What it replaces.
    pub replaces: Option<String>,
    /// What replaces it.
    pub replaced: Option<String>,
    /// Migrations of Django's own apps that it needs, which its graph does not have.
    pub needs: Option<String>,
}

/// Returns what is to be known of each migration.
pub fn notes(view: &View) -> BTreeMap<MigrationKey, Note> {
    let texts = &texts().migrations;
    let recorded = only_recorded(view);
    let order = order(view, &recorded);
    let replaced = replaced(view);
    let conflicts = conflicts(view);
    let faked: BTreeSet<MigrationKey> = { view.django_migrations.iter().flatten() }
        .filter(|row| row.faked)
        .map(|row| (row.app.clone(), row.name.clone()))
        .collect();
    let contrib = |label: &str| {
        view.apps
            .iter()
            .any(|app| app.contrib && app.label == label)
    };
    let note = |migration: &MigrationView| {
        let key = key(migration);
        let leaves = { conflicts.iter() }.find(|(app, leaves)| {
            *app == migration.app && leaves.contains(&migration.name.as_str())
        });
        let own = contrib(&migration.app);
        let needs = migration
            .dependencies
            .iter()
            .filter(|(app, _)| contrib(app) != own);
        let note = Note {
            order: order.get(&key).copied(),
            faked: faked.contains(&key),
            recorded: recorded.contains(&key),
            conflict: leaves.map(|(_, leaves)| texts.leaves.with([&leaves.join(", ")])),
            replaces: (!migration.replaces.is_empty())
                .then(|| texts.replaces.with([&listed(migration.replaces.iter())])),
            replaced: replaced.get(&key).map(|by| texts.replaced_by.with([by])),
            needs: Some(listed(needs)).filter(|needs| !needs.is_empty()),
        };
        (key, note)
    };
    migrations(view).map(note).collect()
}

/// Returns the squashed migration that another one, by its app and name, is replaced by.
pub fn replacement<'a>(view: &'a View, app: &str, name: &str) -> Option<&'a MigrationView> {
    let is = |(of, called): &MigrationKey| of == app && called == name;
    migrations(view).find(|migration| migration.replaces.iter().any(is))
}

/// Returns the file of a migration that another one replaces, which is beside that one's, if it is
/// still there.
pub fn replaced_file(view: &View, by: &MigrationView, name: &str) -> Option<String> {
    let (folder, _) = by.path.as_ref()?.rsplit_once('/')?;
    let path = format!("{folder}/{name}.py");
    view.files
        .iter()
        .any(|file| file.path == path)
        .then_some(path)
}

/// The squashed migrations that have a row because those that they replace had run: theirs come before.
fn only_recorded(view: &View) -> BTreeSet<MigrationKey> {
    let rows = view.django_migrations.as_deref().unwrap_or_default();
    let place = |(app, name): &MigrationKey| {
        rows.iter()
            .position(|row| row.app == *app && row.name == *name)
    };
    let squashed = migrations(view).filter(|migration| !migration.replaces.is_empty());
    let recorded = squashed.filter(|migration| {
        let own = place(&key(migration));
        let mut replaced = migration.replaces.iter().filter_map(place);
        own.is_some_and(|own| replaced.any(|place| place < own))
    });
    recorded.map(key).collect()
}

fn key(migration: &MigrationView) -> MigrationKey {
    (migration.app.clone(), migration.name.clone())
}

fn listed<'a>(keys: impl Iterator<Item = &'a MigrationKey>) -> String {
    let keys = keys.map(|(app, name)| format!("{app}.{name}"));
    keys.collect::<Vec<_>>().join(", ")
}

/// Rows of `django_migrations` in their order but for what was only recorded, then what migrate would apply if it would.
fn order(view: &View, recorded: &BTreeSet<MigrationKey>) -> BTreeMap<MigrationKey, (usize, bool)> {
    let rows = view.django_migrations.as_deref().unwrap_or_default();
    let ran = rows
        .iter()
        .map(|row| (row.app.clone(), row.name.clone()))
        .filter(|key| !recorded.contains(key))
        .map(|key| (key, true));
    let pending = view.pending.as_ref();
    let pending = pending.filter(|_| conflicts(view).is_empty());
    let pending = pending.map(|pending| &pending.unapplied);
    let pending = pending
        .into_iter()
        .flatten()
        .map(|key| (key.clone(), false));
    { ran.chain(pending).zip(1..) }
        .map(|((key, applied), number)| (key, (number, applied)))
        .collect()
}

fn replaced(view: &View) -> BTreeMap<MigrationKey, String> {
    let mut replaced = BTreeMap::new();
    for migration in migrations(view) {
        for key in &migration.replaces {
            replaced.insert(key.clone(), migration.name.clone());
        }
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{AppView, AppliedMigrationView, PendingView};

    fn migration(app: &str, name: &str, parents: &[(&str, &str)]) -> MigrationView {
        let owned = |(app, name): &(&str, &str)| ((*app).to_owned(), (*name).to_owned());
        MigrationView {
            app: app.into(),
            name: name.into(),
            path: None,
            dependencies: parents.iter().map(owned).collect(),
            applied: false,
            replaces: Vec::new(),
            operations: Vec::new(),
            rollback: None,
            apply: None,
        }
    }

    fn noted(own: Vec<MigrationView>) -> BTreeMap<MigrationKey, Note> {
        let app = |label: &str, contrib, migrations| AppView {
            label: label.into(),
            contrib,
            migrations,
            error: None,
        };
        let pending = own.iter().map(key).collect();
        notes(&View {
            apps: vec![
                app("polls", false, own),
                app("auth", true, vec![migration("auth", "0001", &[])]),
            ],
            django_migrations: Some(vec![AppliedMigrationView {
                id: 4,
                app: "auth".into(),
                name: "0001".into(),
                applied: String::new(),
                faked: false,
            }]),
            pending: Some(PendingView {
                model_changes: Vec::new(),
                unapplied: pending,
            }),
            ..View::default()
        })
    }

    fn of(notes: &BTreeMap<MigrationKey, Note>, name: &str) -> Note {
        notes[&("polls".to_owned(), name.to_owned())].clone()
    }

    #[test]
    fn what_will_run_is_counted_behind_what_ran() {
        let notes = noted(vec![migration("polls", "1", &[("auth", "0001")])]);
        let expected = Note {
            order: Some((2, false)),
            needs: Some("auth.0001".into()),
            ..Note::default()
        };
        assert_eq!(of(&notes, "1"), expected);
        assert_eq!(
            notes[&("auth".to_owned(), "0001".to_owned())].order,
            Some((1, true))
        );
    }

    #[test]
    fn two_leaves_are_a_conflict_at_both() {
        let parent = [("polls", "1")];
        let notes = noted(vec![
            migration("polls", "1", &[]),
            migration("polls", "2a", &parent),
            migration("polls", "2b", &parent),
        ]);
        // Django runs none of them.
        let expected = Note::default();
        assert_eq!(of(&notes, "1"), expected);
        assert!(of(&notes, "2a").conflict.is_some() && of(&notes, "2b").conflict.is_some());
    }

    #[test]
    fn a_squashed_migration_that_was_only_recorded_has_no_number() {
        let mut squashed = migration("polls", "1_squashed_2", &[]);
        squashed.replaces = vec![("polls".into(), "1".into()), ("polls".into(), "2".into())];
        squashed.path = Some("polls/migrations/1_squashed_2.py".into());
        let row = |id, name: &str| AppliedMigrationView {
            id,
            app: "polls".into(),
            name: name.into(),
            applied: String::new(),
            faked: false,
        };
        let rows = ["1", "2", "1_squashed_2", "3"];
        let view = View {
            apps: vec![AppView {
                label: "polls".into(),
                contrib: false,
                migrations: vec![squashed, migration("polls", "3", &[])],
                error: None,
            }],
            django_migrations: Some((1..).zip(rows).map(|(id, name)| row(id, name)).collect()),
            ..View::default()
        };
        let notes = notes(&view);
        assert_eq!(of(&notes, "1_squashed_2").order, None);
        assert!(of(&notes, "1_squashed_2").recorded && !of(&notes, "3").recorded);
        assert_eq!(of(&notes, "3").order, Some((3, true)));
        let by = replacement(&view, "polls", "2").expect("it is replaced");
        assert_eq!(by.name, "1_squashed_2");
        assert_eq!(replaced_file(&view, by, "2"), None);
        assert!(replacement(&view, "polls", "3").is_none());
    }

    #[test]
    fn a_squashed_migration_and_what_it_replaces_say_so() {
        let mut squashed = migration("polls", "1_squashed_2", &[]);
        squashed.replaces = vec![("polls".into(), "1".into())];
        let notes = noted(vec![migration("polls", "1", &[]), squashed]);
        assert_eq!(
            of(&notes, "1").replaced.as_deref(),
            Some("1_squashed_2 replaces it")
        );
        let replaces = of(&notes, "1_squashed_2").replaces;
        assert_eq!(replaces.as_deref(), Some("It replaces polls.1"));
    }
}

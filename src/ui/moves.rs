//! The commands that move the database to and from a migration, in words and as the console takes
//! them.

use crate::protocol::{MigrationView, View};

use super::state::conflicts;
use super::texts::texts;

/// A command about a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// What it does: `Roll back to here`.
    pub words: &'static str,
    /// The line of the console.
    pub line: String,
}

/// Returns what can be done with a migration, the most likely first.
pub fn moves(view: &View, migration: &MigrationView) -> Vec<Move> {
    let (app, name) = (word(&migration.app), word(&migration.name));
    let to_here = format!("python manage.py migrate {app} {name}");
    let add = |words, line: &str| Move {
        words,
        line: line.to_owned(),
    };
    let texts = &texts().migrations;
    let mut found = Vec::new();
    let sql = format!("python manage.py sqlmigrate {app} {name}");
    if !conflicts(view).is_empty() {
        // Until the leaves are merged, Django moves nothing.
        found.push(add(texts.merge, "python manage.py makemigrations --merge"));
        found.push(add(texts.show_sql, &sql));
        return found;
    }
    match (migration.applied, &migration.apply, &migration.rollback) {
        (true, _, rollback) => {
            let later = later_is_applied(view, migration);
            if later {
                found.push(add(texts.roll_back_to_here, &to_here));
            }
            if let Some(line) = rollback {
                let words = if later {
                    texts.roll_back_too
                } else {
                    texts.roll_it_back
                };
                found.push(add(words, line));
            }
        }
        (false, Some(line), _) => found.push(add(texts.apply_to_here, line)),
        (false, None, _) => {}
    }
    if !found.is_empty() {
        found.push(add(texts.show_plan, &format!("{to_here} --plan")));
    }
    found.push(add(texts.show_sql, &sql));
    if migration.applied {
        found.push(add(texts.show_sql_back, &format!("{sql} --backwards")));
    }
    found
}

/// Returns a word as a shell takes it.
pub fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    match !text.is_empty() && text.chars().all(plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

/// Whether a migration of the same app that stands on this one is applied.
fn later_is_applied(view: &View, migration: &MigrationView) -> bool {
    let apps = view.apps.iter().filter(|app| app.label == migration.app);
    let mut others = apps.flat_map(|app| &app.migrations);
    let key = (migration.app.clone(), migration.name.clone());
    others.any(|other| other.applied && other.dependencies.contains(&key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::AppView;

    fn migration(name: &str, parent: Option<&str>, applied: bool) -> MigrationView {
        let parents = parent.map(|parent| ("books".to_owned(), parent.to_owned()));
        MigrationView {
            app: "books".into(),
            name: name.into(),
            path: None,
            dependencies: parents.into_iter().collect(),
            applied,
            replaces: Vec::new(),
            operations: Vec::new(),
            rollback: applied.then(|| "python manage.py migrate books zero".to_owned()),
            apply: (!applied).then(|| format!("python manage.py migrate books {name}")),
        }
    }

    fn check(applied: [bool; 2], of: usize, expected: &[(&str, &str)]) {
        let migrations = vec![
            migration("0001_initial", None, applied[0]),
            migration("0002_book", Some("0001_initial"), applied[1]),
        ];
        let view = View {
            apps: vec![AppView {
                label: "books".into(),
                contrib: false,
                migrations: migrations.clone(),
                error: None,
            }],
            ..View::default()
        };
        let found = moves(&view, &migrations[of]);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|found| (found.words, found.line.as_str()))
            .filter(|(_, line)| !line.contains("sqlmigrate"))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_not_applied_can_be() {
        check(
            [false, false],
            0,
            &[
                (
                    "Apply up to here",
                    "python manage.py migrate books 0001_initial",
                ),
                (
                    "Show the plan up to here",
                    "python manage.py migrate books 0001_initial --plan",
                ),
            ],
        );
    }

    #[test]
    fn two_leaves_are_merged_before_anything_moves() {
        let migrations = ["0002_a", "0002_b"].map(|name| migration(name, None, false));
        let view = View {
            apps: vec![AppView {
                label: "books".into(),
                contrib: false,
                migrations: migrations.to_vec(),
                error: None,
            }],
            ..View::default()
        };
        let found = moves(&view, &migrations[0]);
        let lines: Vec<&str> = found.iter().map(|found| found.line.as_str()).collect();
        assert_eq!(
            lines,
            [
                "python manage.py makemigrations --merge",
                "python manage.py sqlmigrate books 0002_a",
            ]
        );
    }

    #[test]
    fn below_a_later_one_there_are_two_ways_back() {
        check(
            [true, true],
            0,
            &[
                (
                    "Roll back to here",
                    "python manage.py migrate books 0001_initial",
                ),
                (
                    "Roll back, this one too",
                    "python manage.py migrate books zero",
                ),
                (
                    "Show the plan up to here",
                    "python manage.py migrate books 0001_initial --plan",
                ),
            ],
        );
    }

    #[test]
    fn a_name_with_a_quote_stays_one_word() {
        assert_eq!(word("0001_initial"), "0001_initial");
        assert_eq!(word("it's; rm"), r"'it'\''s; rm'");
    }
}

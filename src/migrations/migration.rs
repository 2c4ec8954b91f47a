//! A migration: operations with dependencies.

use std::fmt;
use std::rc::Rc;

use super::operations::Operation;
use super::state::ProjectState;
use crate::orm::DjangoResult;
use crate::python::Value;

/// A node of the graph: app label and migration name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MigrationKey {
    /// App label.
    pub app_label: Rc<str>,
    /// `0001_initial`; in a dependency also `__first__` and `__latest__`.
    pub name: Rc<str>,
}

impl MigrationKey {
    /// The key `(app_label, name)`.
    pub fn new(app_label: &str, name: &str) -> Self {
        Self {
            app_label: app_label.into(),
            name: name.into(),
        }
    }
}

impl fmt::Display for MigrationKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.app_label, self.name)
    }
}

/// A dependency as a migration file writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dependency {
    /// `("books", "0001_initial")`.
    Migration(MigrationKey),
    /// `migrations.swappable_dependency(settings.AUTH_USER_MODEL)`: the setting's name, and the
    /// `__first__` of the app that its value names.
    Swappable {
        /// `AUTH_USER_MODEL`.
        setting: Rc<str>,
        /// `(app, "__first__")`.
        key: MigrationKey,
    },
}

impl Dependency {
    /// The node that the dependency leads to.
    pub fn key(&self) -> &MigrationKey {
        match self {
            Self::Migration(key) | Self::Swappable { key, .. } => key,
        }
    }

    /// The dependency as a loaded migration has it: the setting has been looked up, so writing the
    /// migration again writes the app.
    #[must_use]
    pub fn as_loaded(&self) -> Self {
        Self::Migration(self.key().clone())
    }
}

/// `class Migration(migrations.Migration)`.
#[derive(Clone)]
pub struct Migration {
    /// App label.
    pub app_label: Rc<str>,
    /// Name.
    pub name: Rc<str>,
    /// `operations`.
    pub operations: Vec<Operation>,
    /// `dependencies`.
    pub dependencies: Vec<Dependency>,
    /// `run_before`.
    pub run_before: Vec<MigrationKey>,
    /// `replaces`.
    pub replaces: Vec<MigrationKey>,
    /// `initial`: `None` when the class does not say.
    pub initial: Option<bool>,
    /// `atomic`.
    pub atomic: bool,
    /// The Python class it was read from, if any.
    pub class: Option<Value>,
}

/// How long a suggested name gets by naming more than one operation.
const NAME_LENGTH: usize = 52;

impl Migration {
    /// A migration without operations.
    pub fn new(app_label: &str, name: &str) -> Self {
        Self {
            app_label: app_label.into(),
            name: name.into(),
            operations: Vec::new(),
            dependencies: Vec::new(),
            run_before: Vec::new(),
            replaces: Vec::new(),
            initial: None,
            atomic: true,
            class: None,
        }
    }

    /// Where it stands in the graph.
    pub fn key(&self) -> MigrationKey {
        MigrationKey::new(&self.app_label, &self.name)
    }

    /// Changes a state as the operations change the models.
    ///
    /// # Errors
    ///
    /// What [`Operation::state_forwards`] raises.
    pub fn mutate_state(&self, state: &mut ProjectState) -> DjangoResult<()> {
        for operation in &self.operations {
            operation.state_forwards(&self.app_label, state)?;
        }
        Ok(())
    }

    /// A name made of what the operations do. `timestamp`, as [`get_migration_name_timestamp`]
    /// makes it, names a migration in which an operation has nothing to say.
    pub fn suggest_name(&self, timestamp: &str) -> String {
        if self.initial == Some(true) {
            return "initial".to_owned();
        }
        let fragments = self.operations.iter().map(|operation| {
            let fragment = operation.migration_name_fragment();
            fragment.filter(|fragment| !fragment.is_empty())
        });
        let fragments: Option<Vec<String>> = fragments.collect();
        let words = fragments.unwrap_or_default();
        let mut words = words.iter().map(|fragment| word_characters(fragment));
        let Some(mut name) = words.next() else {
            return format!("auto_{timestamp}");
        };
        for word in words {
            let longer = format!("{name}_{word}");
            if longer.chars().count() > NAME_LENGTH {
                return format!("{name}_and_more");
            }
            name = longer;
        }
        name
    }
}

impl fmt::Display for Migration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.app_label, self.name)
    }
}

/// The time, in microseconds since 1970-01-01 UTC, as a migration's name has it:
/// `20250101_0000`.
pub fn get_migration_name_timestamp(now: i64) -> String {
    format_time(now, "%Y%m%d_%H%M")
}

/// A time in microseconds since 1970-01-01 UTC, formatted as `strftime` does.
pub(super) fn format_time(now: i64, format: &str) -> String {
    let time = chrono::DateTime::from_timestamp_micros(now).unwrap_or_default();
    time.format(format).to_string()
}

/// The text with every run of characters that stand in no word replaced by `_`.
fn word_characters(text: &str) -> String {
    let mut words = String::new();
    let mut in_word = true;
    for character in text.chars() {
        let is_word = character.is_alphanumeric() || character == '_';
        if is_word {
            words.push(character);
        } else if in_word {
            words.push('_');
        }
        in_word = is_word;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{get_migration_name_timestamp, word_characters};

    #[test]
    fn names_take_word_characters_only() {
        assert_eq!(word_characters("a-b  c_d.é"), "a_b_c_d_é");
    }

    #[test]
    fn a_timestamp_is_minutes_in_utc() {
        let now = 1_735_689_600_000_000;
        assert_eq!(get_migration_name_timestamp(now), "20250101_0000");
    }
}

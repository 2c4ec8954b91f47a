//! `django.core.checks.messages`.

use std::borrow::Cow;
use std::fmt;

/// A message of the system checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckMessage {
    /// How serious.
    pub level: Level,
    /// The text.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// What it is about: `books.Author`, `books.Author.name`; `?` for nothing in particular.
    pub object: String,
    /// `fields.E300`.
    pub id: Cow<'static, str>,
}

/// Levels, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the Django level it names")]
pub enum Level {
    Critical,
    Error,
    Warning,
    Info,
    Debug,
}

impl Level {
    /// The group in the report of a level in numbers: `ERROR` is 40.
    pub fn of_number(number: i64) -> Self {
        match number {
            50.. => Self::Critical,
            40.. => Self::Error,
            30.. => Self::Warning,
            20.. => Self::Info,
            _ => Self::Debug,
        }
    }

    /// The level of a name that `--fail-level` takes.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "CRITICAL" => Self::Critical,
            "ERROR" => Self::Error,
            "WARNING" => Self::Warning,
            "INFO" => Self::Info,
            "DEBUG" => Self::Debug,
            _ => return None,
        })
    }
}

impl CheckMessage {
    /// An error.
    pub fn error(object: impl Into<String>, id: &'static str, message: impl Into<String>) -> Self {
        let (object, message) = (object.into(), message.into());
        Self {
            level: Level::Error,
            message,
            hint: None,
            object,
            id: id.into(),
        }
    }

    /// A warning.
    pub fn warning(
        object: impl Into<String>,
        id: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            level: Level::Warning,
            ..Self::error(object, id, message)
        }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
}

impl fmt::Display for CheckMessage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.object)?;
        if !self.id.is_empty() {
            write!(formatter, "({}) ", self.id)?;
        }
        formatter.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(formatter, "\n\tHINT: {hint}"),
            None => Ok(()),
        }
    }
}

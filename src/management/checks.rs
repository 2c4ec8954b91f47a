//! `django.core.checks`: messages, and how a command reports them.

use super::command::Failure;
use super::output::Terminal;
pub use crate::orm::checks::{CheckMessage, Level};

/// How messages are reported.
pub struct Report<'a> {
    /// The messages.
    pub messages: &'a [CheckMessage],
    /// Ids in `SILENCED_SYSTEM_CHECKS`.
    pub silenced: &'a [std::rc::Rc<str>],
    /// Whether to end with `System check identified …`.
    pub display_num_errors: bool,
    /// From which level on the command fails.
    pub fail_level: Level,
}

impl Report<'_> {
    /// Prints the messages, or fails with them (`BaseCommand.check`).
    ///
    /// # Errors
    ///
    /// `SystemCheckError` when a message that is not silenced is serious.
    pub fn print(&self, terminal: &mut Terminal) -> Result<(), Failure> {
        let is_silenced =
            |message: &CheckMessage| self.silenced.iter().any(|id| **id == *message.id);
        let visible: Vec<&CheckMessage> = self
            .messages
            .iter()
            .filter(|message| !is_silenced(message))
            .collect();
        let header = if visible.is_empty() {
            ""
        } else {
            "System check identified some issues:\n"
        };
        let body = sections(&visible);
        let footer = self.footer(visible.len());
        if visible
            .iter()
            .any(|message| message.level <= self.fail_level)
        {
            return Err(Failure::SystemCheck(format!(
                "SystemCheckError: {header}{body}{footer}"
            )));
        }
        let text = format!("{header}{body}{footer}");
        if text.is_empty() {
        } else if visible.is_empty() {
            terminal.line(&text);
        } else {
            terminal.error_line(&text);
        }
        Ok(())
    }

    fn footer(&self, visible: usize) -> String {
        if !self.display_num_errors {
            return String::new();
        }
        let count = match visible {
            0 => "no issues".to_owned(),
            1 => "1 issue".to_owned(),
            several => format!("{several} issues"),
        };
        let silenced = self.messages.len() - visible;
        let gap = if visible > 0 { "\n" } else { "" };
        format!("{gap}System check identified {count} ({silenced} silenced).")
    }
}

const LEVELS: [Level; 5] = [
    Level::Critical,
    Level::Error,
    Level::Warning,
    Level::Info,
    Level::Debug,
];

fn heading(level: Level) -> &'static str {
    match level {
        Level::Critical => "CRITICALS",
        Level::Error => "ERRORS",
        Level::Warning => "WARNINGS",
        Level::Info => "INFOS",
        Level::Debug => "DEBUGS",
    }
}

fn sections(visible: &[&CheckMessage]) -> String {
    let section = |level: Level| {
        let mut lines: Vec<String> = visible
            .iter()
            .filter(|message| message.level == level)
            .map(ToString::to_string)
            .collect();
        lines.sort();
        (!lines.is_empty()).then(|| format!("\n{}:\n{}\n", heading(level), lines.join("\n")))
    };
    LEVELS.into_iter().filter_map(section).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(level: Level, id: &'static str) -> CheckMessage {
        CheckMessage {
            level,
            message: "Something.".into(),
            hint: Some("Mend it.".into()),
            object: "books.Author".into(),
            id: id.into(),
        }
    }

    #[test]
    fn warnings_go_to_standard_error_and_errors_fail() {
        let mut terminal = Terminal::default();
        let mut report = Report {
            messages: &[message(Level::Warning, "models.W042")],
            silenced: &[],
            display_num_errors: true,
            fail_level: Level::Error,
        };
        assert!(report.print(&mut terminal).is_ok());
        assert_eq!(
            terminal.text(crate::protocol::Stream::Stderr),
            "System check identified some issues:\n\nWARNINGS:\n\
             books.Author: (models.W042) Something.\n\tHINT: Mend it.\n\n\
             System check identified 1 issue (0 silenced).\n"
        );
        report.fail_level = Level::Warning;
        assert!(matches!(
            report.print(&mut terminal),
            Err(Failure::SystemCheck(_))
        ));
    }
}

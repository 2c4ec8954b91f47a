//! What was done to a project since it was opened, so that a link can do it again.
//!
//! A link carries what was intended, files and commands, never the outcome: the engine has no clock
//! and no randomness, so the same intentions give the same project, byte for byte.

use serde::{Deserialize, Serialize};

use super::branches::Way;
use super::texts::texts;
use crate::protocol::{EngineCommand, EngineOutcome, Interrupt, ProjectFile, TimelineStep};

/// The form of the text. An older form stays readable for ever.
pub const VERSION: u32 = 1;
/// A link with more than this would run for too long on somebody else's machine.
const MAX_ENTRIES: usize = 1000;

/// The commands that led from a sample project, or from files that were opened, to what is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Journal {
    /// The sample project; `None` is the first visit's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sample: Option<String>,
    /// The files that were opened, when it was no sample.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<ProjectFile>,
    /// In order.
    entries: Vec<Entry>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Entry {
    /// A file's whole text.
    Write {
        /// Project path.
        path: String,
        /// All of it.
        text: String,
    },
    /// A file went.
    Delete {
        /// Project path.
        path: String,
    },
    /// A file got another path.
    Rename {
        /// Project path.
        from: String,
        /// Project path.
        to: String,
    },
    /// A line of the console.
    Run {
        /// As typed.
        line: String,
        /// To the command's questions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<String>,
        /// How the last question was refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interrupt: Option<Interrupt>,
        /// Milliseconds since the epoch: files and rows carry it.
        at: f64,
    },
    /// Along the line of the timeline that one is on.
    Step {
        /// Backwards when negative.
        by: i32,
    },
    /// To a step of the timeline.
    Visit(Way),
    /// A step got a name.
    Name {
        /// The step.
        #[serde(flatten)]
        way: Way,
        /// Empty when it lost its name.
        name: String,
    },
}

impl Journal {
    /// Reads what [`Journal::to_text`] wrote; the error says what is wrong with it.
    pub fn from_text(text: &str) -> Result<Self, String> {
        let journal: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if journal.entries.len() > MAX_ENTRIES {
            let most = MAX_ENTRIES.to_string();
            return Err(texts().messages.too_many_steps.with([&most]));
        }
        Ok(journal)
    }

    /// The text of a link, before compression.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Takes note of a command that the engine has carried out, standing at a step of the timeline.
    pub fn record(
        &mut self,
        command: &EngineCommand,
        now: f64,
        outcome: &EngineOutcome,
        (timeline, present): (&[TimelineStep], u32),
    ) {
        let way = |step: u32| Way::between(timeline, present, step);
        if matches!(
            outcome,
            EngineOutcome::Ask { .. } | EngineOutcome::Refused { .. }
        ) {
            return;
        }
        match command.clone() {
            // Whoever opens a snapshot has the journal that belongs to it.
            EngineCommand::Open {
                snapshot: Some(_), ..
            }
            | EngineCommand::Inspect { .. }
            | EngineCommand::Advise { .. }
            | EngineCommand::Fail { .. }
            | EngineCommand::Moments { .. }
            | EngineCommand::Compare
            | EngineCommand::Foresee { .. }
            | EngineCommand::Differ { .. }
            | EngineCommand::Complete { .. } => {}
            EngineCommand::Open {
                snapshot: None,
                sample,
            } => {
                *self = Self {
                    sample,
                    ..Self::default()
                };
            }
            EngineCommand::OpenFiles { files } => {
                *self = Self {
                    files,
                    ..Self::default()
                };
            }
            EngineCommand::WriteFile { path, text } => self.write(path, text),
            EngineCommand::DeleteFile { path } => self.entries.push(Entry::Delete { path }),
            EngineCommand::RenameFile { from, to } => self.entries.push(Entry::Rename { from, to }),
            EngineCommand::Run {
                line,
                answers,
                interrupt,
            } => {
                self.entries.push(Entry::Run {
                    line,
                    answers,
                    interrupt,
                    at: now,
                });
            }
            EngineCommand::GoTo { step } | EngineCommand::Look { step, .. } => {
                self.visit(way(step));
            }
            EngineCommand::NameStep { step, name } => {
                let way = way(step);
                self.entries.push(Entry::Name { way, name });
            }
            EngineCommand::Travel { by } => self.step(by),
            EngineCommand::Undo => self.step(-1),
            EngineCommand::Redo => self.step(1),
        }
    }

    /// The command that opens the project it begins with.
    pub fn opening(&self) -> EngineCommand {
        match self.files.is_empty() {
            true => EngineCommand::Open {
                snapshot: None,
                sample: self.sample.clone(),
            },
            false => EngineCommand::OpenFiles {
                files: self.files.clone(),
            },
        }
    }

    /// What was done, to be done again.
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    fn visit(&mut self, way: Way) {
        if way != Way::default() {
            self.entries.push(Entry::Visit(way));
        }
    }

    /// Steps that lie together are one.
    fn step(&mut self, by: i32) {
        match self.entries.last_mut() {
            Some(Entry::Step { by: last }) if last.signum() == by.signum() => *last += by,
            _ => self.entries.push(Entry::Step { by }),
        }
    }

    /// A run of keystrokes in one file is one edit.
    fn write(&mut self, path: String, text: String) {
        match self.entries.last_mut() {
            Some(Entry::Write {
                path: last,
                text: old,
            }) if *last == path => *old = text,
            _ => self.entries.push(Entry::Write { path, text }),
        }
    }
}

impl Entry {
    /// The command that does it again for an engine that stands at a step of its timeline, and its
    /// time; `None` when any will do.
    pub fn command(
        self,
        (timeline, present): (&[TimelineStep], u32),
    ) -> (EngineCommand, Option<f64>) {
        // A way that does not lead anywhere is refused as any step that is not there.
        let step = |way: &Way| way.follow(timeline, present).unwrap_or(u32::MAX);
        match self {
            Self::Write { path, text } => (EngineCommand::WriteFile { path, text }, None),
            Self::Delete { path } => (EngineCommand::DeleteFile { path }, None),
            Self::Rename { from, to } => (EngineCommand::RenameFile { from, to }, None),
            Self::Run {
                line,
                answers,
                interrupt,
                at,
            } => (
                EngineCommand::Run {
                    line,
                    answers,
                    interrupt,
                },
                Some(at),
            ),
            Self::Step { by } => (EngineCommand::Travel { by }, None),
            Self::Visit(way) => (EngineCommand::GoTo { step: step(&way) }, None),
            Self::Name { way, name } => {
                let step = step(&way);
                (EngineCommand::NameStep { step, name }, None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(text: &str) -> EngineCommand {
        EngineCommand::WriteFile {
            path: "books/models.py".into(),
            text: text.into(),
        }
    }

    fn run(line: &str) -> EngineCommand {
        EngineCommand::Run {
            line: line.into(),
            answers: vec!["1".into()],
            interrupt: None,
        }
    }

    /// A line of ten steps.
    fn timeline() -> Vec<TimelineStep> {
        let step = |place: u32| TimelineStep {
            parent: place.checked_sub(1),
            ..TimelineStep::default()
        };
        (0..10).map(step).collect()
    }

    /// Records the commands, each a second after the one before and at the step 7, and reads back
    /// what a link holds, for an engine at the step 3.
    fn check(done: &[EngineCommand], expected: &[(EngineCommand, Option<f64>)]) {
        let mut journal = Journal::default();
        for (index, command) in done.iter().enumerate() {
            let at = (&*timeline(), 7);
            journal.record(command, 1000.0 * index as f64, &EngineOutcome::Done, at);
        }
        let read = Journal::from_text(&journal.to_text()).unwrap();
        let again: Vec<_> = read
            .into_entries()
            .into_iter()
            .map(|entry| entry.command((&timeline(), 3)))
            .collect();
        assert_eq!(again, expected);
    }

    #[test]
    fn a_run_of_edits_is_one_and_commands_keep_their_time() {
        check(
            &[write("a"), write("ab"), run("ls"), write("abc")],
            &[
                (write("ab"), None),
                (run("ls"), Some(2000.0)),
                (write("abc"), None),
            ],
        );
    }

    #[test]
    fn steps_along_the_timeline_are_relative() {
        let go_to = |step| EngineCommand::GoTo { step };
        let travel = |by| EngineCommand::Travel { by };
        let name = |step| EngineCommand::NameStep {
            step,
            name: "good".into(),
        };
        let (undo, redo) = (EngineCommand::Undo, EngineCommand::Redo);
        check(&[go_to(5)], &[(go_to(1), None)]);
        check(&[name(9), go_to(5)], &[(name(5), None), (go_to(1), None)]);
        check(&[undo.clone(), undo.clone()], &[(travel(-2), None)]);
        check(&[undo, redo], &[(travel(-1), None), (travel(1), None)]);
        check(&[go_to(0)], &[(go_to(u32::MAX), None)]);
    }

    #[test]
    fn another_project_begins_another_journal() {
        let open = EngineCommand::Open {
            snapshot: None,
            sample: Some("shop".into()),
        };
        check(&[write("a"), open, run("ls")], &[(run("ls"), Some(2000.0))]);
    }

    #[test]
    fn files_that_were_opened_are_in_the_link() {
        let open = EngineCommand::OpenFiles {
            files: vec![ProjectFile {
                path: "manage.py".into(),
                text: "x".into(),
            }],
        };
        let mut journal = Journal::default();
        journal.record(&write("a"), 0.0, &EngineOutcome::Done, (&[], 0));
        journal.record(&open, 0.0, &EngineOutcome::Done, (&[], 0));
        let read = Journal::from_text(&journal.to_text()).unwrap();
        assert_eq!(read.opening(), open);
        assert_eq!(read.into_entries(), []);
    }

    #[test]
    fn a_question_and_a_refusal_leave_no_trace() {
        let mut journal = Journal::default();
        let ask = EngineOutcome::Ask {
            output: vec![],
            prompt: "? ".into(),
            choices: vec![],
            secret: false,
        };
        journal.record(&run("makemigrations"), 0.0, &ask, (&[], 0));
        let refused = EngineOutcome::Refused {
            message: "no".into(),
        };
        journal.record(&write("a"), 0.0, &refused, (&[], 0));
        assert_eq!(journal, Journal::default());
    }

    #[test]
    fn links_of_the_first_form_stay_readable() {
        let text = r#"{"sample":"shop","entries":[{"do":"write","path":"a.py","text":"x"},
            {"do":"run","line":"python manage.py migrate","at":1735689600000.0},{"do":"step","by":-1}]}"#;
        let journal = Journal::from_text(text).unwrap();
        let sample = Some("shop".into());
        assert_eq!(
            journal.opening(),
            EngineCommand::Open {
                snapshot: None,
                sample
            }
        );
        assert_eq!(journal.into_entries().pop(), Some(Entry::Step { by: -1 }));
        assert!(Journal::from_text("{}").is_err());
    }
}

//! What the console showed on the last visit.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::State;
use super::console::{CommandStatus, Console, Entry, EntryKind};
use crate::protocol::OutputChunk;

/// How many commands are kept.
const MOST_COMMANDS: usize = 100;
/// How many bytes of lines and output are kept.
const MOST_BYTES: usize = 200_000;

/// A command that has ended, with what it printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalled {
    line: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    output: Vec<OutputChunk>,
    /// Its exit status; `None` when it was stopped.
    exit: Option<i32>,
}

impl Console {
    /// How many commands there are and which is the last: when this is the same, so is
    /// [`Console::to_recall`] as long as none runs.
    pub fn ended(&self) -> (usize, Option<u32>) {
        let is_command = |entry: &&Rc<Entry>| matches!(entry.kind, EntryKind::Command { .. });
        let commands = self.entries.iter().filter(is_command);
        (
            commands.clone().count(),
            commands.map(|it| it.number).next_back(),
        )
    }

    /// What is to be kept of it: the last commands that have ended.
    pub fn to_recall(&self) -> Vec<Recalled> {
        let mut bytes = 0;
        let ended = self.entries.iter().rev().filter_map(|entry| ended(entry));
        let mut kept: Vec<Recalled> = ended
            .take(MOST_COMMANDS)
            .take_while(|command| {
                let output = command.output.iter().map(|chunk| chunk.text.len());
                bytes += command.line.len() + output.sum::<usize>();
                bytes <= MOST_BYTES
            })
            .collect();
        kept.reverse();
        kept
    }
}

impl State {
    /// Shows the last visit's commands before all that the console says.
    pub(super) fn recall(&mut self, recalled: Vec<Recalled>) {
        if recalled.is_empty() {
            return;
        }
        let entries: Vec<Rc<Entry>> = recalled
            .into_iter()
            .map(|command| {
                let status = command
                    .exit
                    .map_or(CommandStatus::Stopped, CommandStatus::Finished);
                let (line, output) = (command.line, command.output);
                Rc::new(Entry {
                    number: self.count(),
                    kind: EntryKind::Command {
                        line,
                        output,
                        status,
                    },
                })
            })
            .collect();
        let console = Rc::make_mut(&mut self.console);
        console.prepend(entries);
    }
}

fn ended(entry: &Entry) -> Option<Recalled> {
    let EntryKind::Command {
        line,
        output,
        status,
    } = &entry.kind
    else {
        return None;
    };
    let exit = match status {
        CommandStatus::Finished(exit) => Some(*exit),
        CommandStatus::Stopped => None,
        CommandStatus::Running | CommandStatus::Asking => return None,
    };
    Some(Recalled {
        line: line.clone(),
        output: output.clone(),
        exit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Stream;

    fn lines(console: &Console) -> Vec<&str> {
        { console.entries.iter() }
            .map(|entry| match &entry.kind {
                EntryKind::Command { line, .. } => line.as_str(),
                EntryKind::Note { .. } => "note",
            })
            .collect()
    }

    #[test]
    fn what_has_ended_comes_back_before_what_is_said_now() {
        let mut console = Console::default();
        let text = |text: &str| {
            vec![OutputChunk {
                stream: Stream::Stdout,
                text: text.to_owned(),
            }]
        };
        console.begin(1, "ls");
        console.update(1, Some(text("manage.py\n")), CommandStatus::Finished(0));
        console.note(2, "said".into(), None);
        console.begin(3, "while True: pass");
        console.update(3, None, CommandStatus::Stopped);
        console.begin(4, "migrate");
        let kept = console.to_recall();
        let written = serde_json::to_string(&kept).expect("it can be written");
        let read: Vec<Recalled> = serde_json::from_str(&written).expect("it can be read");
        assert_eq!(read, kept);
        let mut state = State::default();
        Rc::make_mut(&mut state.console).note(9, "welcome".into(), None);
        state.recall(read);
        assert_eq!(lines(&state.console), ["ls", "while True: pass", "note"]);
        assert_eq!(state.console.history, ["ls", "while True: pass"]);
    }

    #[test]
    fn what_is_too_long_and_all_before_it_is_not_kept() {
        let mut console = Console::default();
        for (number, length) in [(1, 10), (2, MOST_BYTES), (3, 10)] {
            console.begin(number, &"x".repeat(length));
            console.update(number, None, CommandStatus::Finished(0));
        }
        assert_eq!(console.to_recall().len(), 1);
    }
}

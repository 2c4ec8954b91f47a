//! The console: its entries, the line being typed, history, search and questions.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::protocol::{Consequence, OutputChunk, Stream};

use super::action::ConsoleAction;

/// More entries than these are let go, oldest first.
const MOST_ENTRIES: usize = 300;
/// More lines than these are forgotten.
const MOST_HISTORY: usize = 500;

/// The console.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Console {
    /// What it shows, oldest first.
    pub entries: Vec<Rc<Entry>>,
    /// The line being typed.
    pub line: String,
    /// Lines that were entered, oldest first.
    pub history: Vec<String>,
    /// The search, while there is one.
    pub search: Option<Search>,
    /// Candidates for the word at the end of the line.
    pub completions: Vec<String>,
    /// The question that waits for an answer.
    pub question: Option<Question>,
    /// Lines that wait for the running command to end.
    pub queue: VecDeque<String>,
    /// The number of the entry that said last where one is.
    placed: Option<u32>,
    /// The line of the history that Up and Down have reached, and what was typed before.
    browsing: Option<(usize, String)>,
}

/// A part of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Increases; says which is which.
    pub number: u32,
    /// What it is.
    pub kind: EntryKind,
}

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Number of its entry.
    pub number: u32,
    /// The line.
    pub line: String,
    /// What it said, if it failed.
    pub problem: Option<String>,
}

/// What a part of the console is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// The page says something, perhaps with a command to try.
    Note {
        /// The words.
        text: String,
        /// The command to try.
        command: Option<String>,
    },
    /// A line that was entered, and what came of it.
    Command {
        /// The line.
        line: String,
        /// What it printed.
        output: Vec<OutputChunk>,
        /// How it stands.
        status: CommandStatus,
    },
}

/// How a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandStatus {
    /// It runs.
    Running,
    /// It waits for an answer.
    Asking,
    /// It ended with this exit status.
    Finished(i32),
    /// It was stopped.
    Stopped,
}

/// A question that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Number of the entry of the command that asks.
    pub entry: u32,
    /// The command's line.
    pub line: String,
    /// Answers to its earlier questions.
    pub answers: Vec<String>,
    /// The prompt.
    pub prompt: String,
    /// What to answer and what to show.
    pub choices: Vec<(String, String)>,
    /// What those answers come to, once the engine has tried them.
    pub consequences: Rc<Vec<Consequence>>,
    /// Whether the answer must not be shown.
    pub secret: bool,
    /// Whether it was answered, and the command runs with the answer.
    pub answered: bool,
}

/// A search through the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What is searched.
    pub words: String,
    /// Where it was found last.
    found: Option<usize>,
}

impl Question {
    /// Returns the part of the prompt after which the answer is typed.
    pub fn last_line(&self) -> &str {
        self.prompt.rsplit('\n').next().unwrap_or_default()
    }
}

impl Entry {
    /// Returns what a command printed, in one piece.
    pub fn text(&self) -> String {
        match &self.kind {
            EntryKind::Note { text, .. } => text.clone(),
            EntryKind::Command { output, .. } => output
                .iter()
                .filter(|chunk| chunk.stream != Stream::Answer)
                .map(|chunk| chunk.text.as_str())
                .collect(),
        }
    }

    /// Reports whether it failed or asks something.
    pub fn needs_help(&self) -> bool {
        let EntryKind::Command { status, .. } = &self.kind else {
            return false;
        };
        match status {
            CommandStatus::Finished(exit) => *exit != 0,
            CommandStatus::Asking => true,
            CommandStatus::Running | CommandStatus::Stopped => false,
        }
    }

    /// Returns what is to be explained: what the command printed, and at a prompt that takes one line
    /// after the other, what the last line came to.
    pub fn last_text(&self) -> String {
        const PROMPTS: [&str; 4] = [">>> ", "... ", "sqlite> ", "   ...> "];
        let EntryKind::Command { output, .. } = &self.kind else {
            return self.text();
        };
        let is_answer = |chunk: &OutputChunk| chunk.stream == Stream::Answer;
        let Some(answered) = output.iter().rposition(is_answer) else {
            return self.text();
        };
        let (before, after) = output.split_at(answered);
        let prompt = before.last().map_or("", |chunk| &chunk.text);
        if !PROMPTS.iter().any(|it| prompt.ends_with(it)) {
            return self.text();
        }
        { after.iter() }
            .filter(|chunk| !is_answer(chunk))
            .map(|chunk| chunk.text.as_str())
            .collect()
    }

    /// Returns what to show of the output: all of it, but not the line of the prompt behind which
    /// the answer is being typed.
    pub fn shown_output(&self, question: Option<&Question>) -> Vec<OutputChunk> {
        let EntryKind::Command { output, .. } = &self.kind else {
            return Vec::new();
        };
        let mut output = output.clone();
        let question =
            question.filter(|question| question.entry == self.number && !question.answered);
        if let (Some(question), Some(last)) = (question, output.last_mut())
            && let Some(rest) = last.text.strip_suffix(question.last_line())
        {
            last.text = rest.trim_end_matches('\n').to_owned();
        }
        output
    }
}

impl Console {
    /// Returns how the last command that ended has ended.
    pub fn outcome(&self) -> Option<Outcome> {
        self.entries.iter().rev().find_map(|entry| {
            let EntryKind::Command {
                line,
                output,
                status: CommandStatus::Finished(exit),
            } = &entry.kind
            else {
                return None;
            };
            let said: String = output.iter().map(|chunk| chunk.text.as_str()).collect();
            Some(Outcome {
                number: entry.number,
                line: line.clone(),
                problem: (*exit != 0).then(|| said.trim().to_owned()),
            })
        })
    }

    /// Says something.
    pub fn note(&mut self, number: u32, text: String, command: Option<String>) {
        self.push(Entry {
            number,
            kind: EntryKind::Note { text, command },
        });
    }

    /// Says where one is now, in the place of what was said of it just before: who goes through many
    /// steps wants to find the commands again.
    pub fn note_place(&mut self, number: u32, text: String) {
        let last = self.entries.last().map(|entry| entry.number);
        if self.placed.is_some() && self.placed == last {
            self.entries.pop();
        }
        // The number that it had goes with it, so that it is said anew.
        self.placed = Some(number);
        self.note(number, text, None);
    }

    /// Shows that a command runs.
    pub fn begin(&mut self, number: u32, line: &str) {
        self.remember(line);
        let kind = EntryKind::Command {
            line: line.to_owned(),
            output: Vec::new(),
            status: CommandStatus::Running,
        };
        self.push(Entry { number, kind });
    }

    /// Puts commands of an earlier visit before all that there is.
    pub(super) fn prepend(&mut self, entries: Vec<Rc<Entry>>) {
        let line = |entry: &Rc<Entry>| match &entry.kind {
            EntryKind::Command { line, .. } => Some(line.clone()),
            EntryKind::Note { .. } => None,
        };
        let mut lines: Vec<String> = entries.iter().filter_map(line).collect();
        lines.dedup();
        self.history.splice(..0, lines);
        self.entries.splice(..0, entries);
    }

    /// Replaces what a command has printed: an answered command runs again from its beginning.
    pub fn update(&mut self, number: u32, output: Option<Vec<OutputChunk>>, status: CommandStatus) {
        let Some(entry) = self
            .entries
            .iter_mut()
            .rev()
            .find(|entry| entry.number == number)
        else {
            return;
        };
        if let EntryKind::Command {
            output: shown,
            status: now,
            ..
        } = &mut Rc::make_mut(entry).kind
        {
            *now = status;
            if let Some(output) = output {
                *shown = output;
            }
        }
    }

    /// Shows an answer at its prompt at once, before the command has run again.
    pub fn echo(&mut self, number: u32, answer: &str) {
        let Some(entry) = self
            .entries
            .iter_mut()
            .rev()
            .find(|entry| entry.number == number)
        else {
            return;
        };
        if let EntryKind::Command { output, .. } = &mut Rc::make_mut(entry).kind {
            output.push(OutputChunk {
                stream: Stream::Answer,
                text: format!("{answer}\n"),
            });
        }
    }

    /// Returns the question that waits for an answer, and notes that it has one now. It stays in
    /// sight until the command asks another or ends.
    pub fn answer_question(&mut self) -> Option<Question> {
        self.completions.clear();
        let question = self
            .question
            .as_mut()
            .filter(|question| !question.answered)?;
        question.answered = true;
        Some(question.clone())
    }

    /// Applies what happens within the console; completion is the engine's affair.
    pub fn apply(&mut self, action: ConsoleAction) {
        match action {
            ConsoleAction::LineEdited(line) => self.set_line(line),
            ConsoleAction::Older => self.browse_older(),
            ConsoleAction::Newer => self.browse_newer(),
            ConsoleAction::SearchOlder => self.search_older(),
            ConsoleAction::SearchEdited(words) => self.search_from_the_end(words),
            ConsoleAction::SearchAccepted => self.accept_search(),
            ConsoleAction::SearchCancelled => self.search = None,
            ConsoleAction::CompletionsClosed => self.completions.clear(),
            ConsoleAction::LineAbandoned => self.abandon_line(),
            ConsoleAction::Cleared => self.clear(),
            ConsoleAction::CompletionRequested(_) => {}
        }
    }

    /// Completes the line as far as the candidates agree, and shows them when they differ.
    pub fn complete(&mut self, asked: &str, start: usize, candidates: Vec<String>) {
        let Some(rest) = self.line.strip_prefix(asked) else {
            return;
        };
        let Some(word) = asked.get(start..) else {
            return;
        };
        let mut common = common_prefix(&candidates).to_owned();
        if candidates.len() == 1 && !common.ends_with(['/', '=', ' ']) {
            common.push(' ');
        }
        if common.starts_with(word) || candidates.len() == 1 {
            let head = asked.get(..start).unwrap_or_default();
            self.line = format!("{head}{common}{}", rest.trim_start());
        }
        self.completions = if candidates.len() > 1 {
            candidates
        } else {
            Vec::new()
        };
    }

    /// Returns the line that the search has found.
    pub fn found(&self) -> Option<&str> {
        let search = self.search.as_ref()?;
        self.history.get(search.found?).map(String::as_str)
    }

    fn push(&mut self, entry: Entry) {
        self.entries.push(Rc::new(entry));
        let surplus = self.entries.len().saturating_sub(MOST_ENTRIES);
        self.entries.drain(..surplus);
    }

    fn remember(&mut self, line: &str) {
        self.browsing = None;
        if self.history.last().is_none_or(|last| last != line) {
            self.history.push(line.to_owned());
        }
        let surplus = self.history.len().saturating_sub(MOST_HISTORY);
        self.history.drain(..surplus);
    }

    fn set_line(&mut self, line: String) {
        self.line = line;
        self.browsing = None;
        self.completions.clear();
    }

    fn browse_older(&mut self) {
        let (index, typed) = match self.browsing.take() {
            Some((index, typed)) => (index.saturating_sub(1), typed),
            None => (self.history.len().saturating_sub(1), self.line.clone()),
        };
        if let Some(line) = self.history.get(index) {
            self.line.clone_from(line);
            self.browsing = Some((index, typed));
        }
        self.completions.clear();
    }

    fn browse_newer(&mut self) {
        let Some((index, typed)) = self.browsing.take() else {
            return;
        };
        match self.history.get(index + 1) {
            Some(line) => {
                self.line.clone_from(line);
                self.browsing = Some((index + 1, typed));
            }
            None => self.line = typed,
        }
    }

    fn search_older(&mut self) {
        let search = self.search.clone().unwrap_or_default();
        let end = search.found.unwrap_or(self.history.len());
        // Where no older line matches, the last match stays, as in a shell.
        let found = self.find_before(end, &search.words).or(search.found);
        self.search = Some(Search { found, ..search });
    }

    fn search_from_the_end(&mut self, words: String) {
        let found = self.find_before(self.history.len(), &words);
        self.search = Some(Search { words, found });
    }

    fn find_before(&self, end: usize, words: &str) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        self.history
            .get(..end)?
            .iter()
            .rposition(|line| line.contains(words))
    }

    fn accept_search(&mut self) {
        if let Some(line) = self.found().map(str::to_owned) {
            self.set_line(line);
        }
        self.search = None;
    }

    fn abandon_line(&mut self) {
        self.line.clear();
        self.browsing = None;
        self.completions.clear();
    }

    /// Keeps the command that asks or runs: its prompt is still needed.
    fn clear(&mut self) {
        self.entries.retain(|entry| {
            let EntryKind::Command { status, .. } = &entry.kind else {
                return false;
            };
            matches!(status, CommandStatus::Running | CommandStatus::Asking)
        });
        self.completions.clear();
    }
}

fn common_prefix(candidates: &[String]) -> &str {
    let Some((first, others)) = candidates.split_first() else {
        return "";
    };
    let agree = |length: &usize| {
        let prefix = first.get(..*length);
        prefix.is_some_and(|prefix| others.iter().all(|other| other.starts_with(prefix)))
    };
    let longest = (0..=first.len()).rev().find(agree).unwrap_or(0);
    first.get(..longest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn console(history: &[&str]) -> Console {
        let mut console = Console::default();
        for line in history {
            console.remember(line);
        }
        console
    }

    fn check(history: &[&str], actions: &[ConsoleAction], line: &str) {
        let mut console = console(history);
        for action in actions {
            console.apply(action.clone());
        }
        assert_eq!(console.found().unwrap_or(&console.line), line);
    }

    #[test]
    fn up_and_down_walk_the_history_and_come_back_to_what_was_typed() {
        use ConsoleAction::{LineEdited, Newer, Older};
        let history = ["first", "second"];
        check(&history, &[Older], "second");
        check(&history, &[Older, Older, Older], "first");
        check(
            &history,
            &[LineEdited("typed".into()), Older, Older, Newer, Newer],
            "typed",
        );
        check(&history, &[Newer], "");
        check(&[], &[Older], "");
    }

    #[test]
    fn a_search_goes_from_newer_to_older() {
        use ConsoleAction::{SearchAccepted, SearchCancelled, SearchEdited, SearchOlder};
        let history = ["migrate books", "ls", "migrate"];
        let words = SearchEdited("migr".into());
        check(&history, &[SearchOlder, words.clone()], "migrate");
        check(
            &history,
            &[SearchOlder, words.clone(), SearchOlder],
            "migrate books",
        );
        check(
            &history,
            &[words.clone(), SearchOlder, SearchOlder],
            "migrate books",
        );
        check(&history, &[words.clone(), SearchAccepted], "migrate");
        check(&history, &[words, SearchCancelled], "");
    }

    #[test]
    fn candidates_complete_as_far_as_they_agree() {
        let mut console = console(&[]);
        console.line = "python manage.py m".into();
        console.complete(
            "python manage.py m",
            17,
            vec!["makemigrations".into(), "migrate".into()],
        );
        assert_eq!(
            (console.line.as_str(), console.completions.len()),
            ("python manage.py m", 2)
        );
        console.line = "python manage.py mak".into();
        console.complete("python manage.py mak", 17, vec!["makemigrations".into()]);
        assert_eq!(console.line, "python manage.py makemigrations ");
        console.complete("something else", 3, vec!["late".into()]);
        assert_eq!(console.line, "python manage.py makemigrations ");
    }

    #[test]
    fn candidates_in_other_scripts_are_not_cut_within_a_letter() {
        assert_eq!(common_prefix(&["né".into(), "nè".into()]), "n");
    }

    #[test]
    fn the_line_of_the_prompt_is_left_to_the_answer() {
        let mut console = console(&[]);
        console.begin(1, "makemigrations");
        let text = "A fix:\n 1) this\nSelect an option: ".to_owned();
        let output = vec![OutputChunk {
            stream: Stream::Stdout,
            text: text.clone(),
        }];
        console.update(1, Some(output), CommandStatus::Asking);
        let mut question = Question {
            entry: 1,
            line: "makemigrations".into(),
            answers: Vec::new(),
            prompt: text,
            choices: Vec::new(),
            consequences: Rc::default(),
            secret: false,
            answered: false,
        };
        let shown = |question: &Question| {
            let entry = console.entries.last().expect("an entry");
            entry
                .shown_output(Some(question))
                .into_iter()
                .map(|chunk| chunk.text)
                .collect::<String>()
        };
        assert_eq!(shown(&question), "A fix:\n 1) this");
        question.entry = 2;
        assert!(shown(&question).ends_with("Select an option: "));
    }

    #[test]
    fn at_a_prompt_the_last_line_is_what_is_explained() {
        let chunk = |stream, text: &str| OutputChunk {
            stream,
            text: text.to_owned(),
        };
        let said = |prompt: &str| {
            let mut console = console(&[]);
            console.begin(1, "python");
            let output = vec![
                chunk(Stream::Stdout, &format!("The banner\n{prompt}")),
                chunk(Stream::Answer, "ls\n"),
                chunk(Stream::Stderr, "NameError\n"),
                chunk(Stream::Stdout, prompt),
                chunk(Stream::Answer, "1\n"),
                chunk(Stream::Stdout, &format!("1\n{prompt}")),
            ];
            console.update(1, Some(output), CommandStatus::Asking);
            console.entries.last().expect("an entry").last_text()
        };
        assert_eq!(said(">>> "), "1\n>>> ");
        assert!(said("Select an option: ").contains("NameError"));
    }

    #[test]
    fn clearing_keeps_what_still_asks() {
        let mut console = console(&[]);
        console.begin(1, "ls");
        console.update(1, None, CommandStatus::Finished(0));
        console.begin(2, "migrate");
        console.apply(ConsoleAction::Cleared);
        assert_eq!(
            console
                .entries
                .iter()
                .map(|entry| entry.number)
                .collect::<Vec<_>>(),
            [2]
        );
    }
}

//! Standard output, standard error and the answers to prompts, as one transcript.

use std::collections::VecDeque;

use crate::protocol::{Interrupt, OutputChunk, Stream};

/// A command's terminal: what it printed, and the answers that are ready for its prompts.
#[derive(Debug, Default)]
pub struct Terminal {
    chunks: Vec<OutputChunk>,
    answers: VecDeque<String>,
    interrupt: Option<Interrupt>,
    faked: Vec<(String, String)>,
}

/// What a prompt got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A line, without its newline; the transcript has it.
    Line(String),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D, or the end of a file given as standard input.
    EndOfFile,
    /// Nobody has answered yet.
    Missing,
}

impl Terminal {
    /// A terminal where `answers` are typed at the prompts in order, and then `interrupt` happens.
    pub fn new(answers: &[String], interrupt: Option<Interrupt>) -> Self {
        Self {
            chunks: Vec::new(),
            answers: answers.iter().cloned().collect(),
            interrupt,
            faked: Vec::new(),
        }
    }

    /// Remembers that a migration, by app and name, was recorded without being run.
    pub fn note_faked(&mut self, app_label: &str, name: &str) {
        self.faked.push((app_label.to_owned(), name.to_owned()));
    }

    /// The migrations that were recorded without being run since this was asked last.
    pub fn take_faked(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.faked)
    }

    /// Prints to standard output, exactly `text`.
    pub fn write(&mut self, text: &str) {
        self.push(Stream::Stdout, text);
    }

    /// Prints to standard output with a newline at the end if there is none (`self.stdout.write`).
    pub fn line(&mut self, text: &str) {
        self.push_line(Stream::Stdout, text);
    }

    /// Prints to standard error, exactly `text`.
    pub fn error(&mut self, text: &str) {
        self.push(Stream::Stderr, text);
    }

    /// Prints to standard error with a newline at the end if there is none (`self.stderr.write`).
    pub fn error_line(&mut self, text: &str) {
        self.push_line(Stream::Stderr, text);
    }

    /// What `input()` gets after its prompt was printed: the next answer, echoed.
    pub fn answer(&mut self) -> Answer {
        let answer = self.next_answer();
        if let Answer::Line(line) = &answer {
            self.push_line(Stream::Answer, line);
        }
        answer
    }

    /// What `getpass()` gets after its prompt was printed: the next answer, of which the transcript
    /// has only that there was one.
    pub fn secret_answer(&mut self) -> Answer {
        let answer = self.next_answer();
        if let Answer::Line(_) = &answer {
            self.push(Stream::Answer, "\n");
        }
        answer
    }

    fn next_answer(&mut self) -> Answer {
        if let Some(answer) = self.answers.pop_front() {
            return Answer::Line(answer);
        }
        match self.interrupt {
            Some(Interrupt::KeyboardInterrupt) => Answer::Interrupted,
            Some(Interrupt::EndOfFile) => Answer::EndOfFile,
            None => Answer::Missing,
        }
    }

    /// From here on standard output is kept together; answers [`Terminal::end_capture()`]'s argument.
    pub fn begin_capture(&mut self) -> usize {
        // An empty chunk keeps what follows from joining what came before.
        self.chunks.push(OutputChunk {
            stream: Stream::Stderr,
            text: String::new(),
        });
        self.chunks.len()
    }

    /// Takes what was printed to standard output since.
    pub fn end_capture(&mut self, start: usize) -> String {
        let (mut text, mut kept) = (String::new(), self.chunks[..start].to_vec());
        for chunk in self.chunks.drain(start..) {
            match chunk.stream {
                Stream::Stdout => text.push_str(&chunk.text),
                _ => kept.push(chunk),
            }
        }
        kept.retain(|chunk| !chunk.text.is_empty());
        self.chunks = kept;
        text
    }

    /// What was printed so far, adjacent pieces of one stream joined.
    pub fn chunks(&self) -> &[OutputChunk] {
        &self.chunks
    }

    /// Everything that was printed.
    pub fn into_chunks(self) -> Vec<OutputChunk> {
        self.chunks
    }

    /// All text of one stream.
    pub fn text(&self, stream: Stream) -> String {
        let of_stream = self.chunks.iter().filter(|chunk| chunk.stream == stream);
        of_stream.map(|chunk| chunk.text.as_str()).collect()
    }

    /// Everything in order, answers included, as Django's screen shows it: without notes.
    pub fn transcript(&self) -> String {
        self.chunks
            .iter()
            .filter(|chunk| chunk.stream != Stream::Note)
            .map(|chunk| chunk.text.as_str())
            .collect()
    }

    /// Adds what Django would not print.
    pub fn note(&mut self, text: &str) {
        self.push_line(Stream::Note, text);
    }

    fn push_line(&mut self, stream: Stream, text: &str) {
        self.push(stream, text);
        if !text.ends_with('\n') {
            self.push(stream, "\n");
        }
    }

    fn push(&mut self, stream: Stream, text: &str) {
        match self.chunks.last_mut() {
            Some(last) if last.stream == stream => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => self.chunks.push(OutputChunk {
                stream,
                text: text.to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_answer_is_nowhere() {
        let mut terminal = Terminal::new(&["hunter2".into()], None);
        terminal.write("Password: ");
        assert_eq!(terminal.secret_answer(), Answer::Line("hunter2".into()));
        terminal.write("Password (again): ");
        assert_eq!(terminal.secret_answer(), Answer::Missing);
        assert_eq!(terminal.transcript(), "Password: \nPassword (again): ");
    }

    #[test]
    fn answers_stand_in_the_transcript_but_not_in_the_output() {
        let mut terminal = Terminal::new(&["yes".into()], None);
        terminal.line("Flush");
        terminal.write("Sure? ");
        assert_eq!(terminal.answer(), Answer::Line("yes".into()));
        terminal.error_line("gone");
        terminal.write("More? ");
        assert_eq!(terminal.answer(), Answer::Missing);
        assert_eq!(terminal.transcript(), "Flush\nSure? yes\ngone\nMore? ");
        assert_eq!(terminal.text(Stream::Stdout), "Flush\nSure? More? ");
    }
}

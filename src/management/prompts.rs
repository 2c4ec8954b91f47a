//! How the questioner reaches the terminal.

use crate::migrations::questioner::{Answer, Interruption, PromptIo, Question};
use crate::orm::Exception;

use super::output::{self, Terminal};

/// The terminal as the questioner's port; `--scriptable` sends prompts to standard error.
pub struct Prompts<'a> {
    /// The terminal.
    pub terminal: &'a mut Terminal,
    /// Whether prompts go to standard error.
    pub to_stderr: bool,
}

impl Prompts<'_> {
    /// Writes a line.
    pub fn line(&mut self, text: &str) {
        self.write(text);
        self.write("\n");
    }
}

impl PromptIo for Prompts<'_> {
    fn write(&mut self, text: &str) {
        if self.to_stderr {
            self.terminal.error(text);
        } else {
            self.terminal.write(text);
        }
    }

    fn input(&mut self, question: &Question) -> Answer<String> {
        match self.terminal.answer() {
            output::Answer::Line(line) => Ok(line),
            output::Answer::Missing => Err(Interruption::Ask(question.clone())),
            output::Answer::Interrupted => Err(Interruption::Exception(Exception::new(
                "KeyboardInterrupt",
                "",
            ))),
            output::Answer::EndOfFile => Err(Interruption::Exception(Exception::new(
                "EOFError",
                "EOF when reading a line",
            ))),
        }
    }
}

//! Interactive programs: a session takes effect line by line, as in a terminal. What was answered
//! before is not carried out again.

use super::console::{self, Opening};
use super::{Sandbox, State};
use crate::management::output::Terminal;
use crate::management::project::bound_work;
use crate::management::{python_shell, sqlite_shell};
use crate::protocol::{EngineOutcome, Interrupt, OutputChunk, Stream};

/// A program that has been answered so far.
pub(super) struct Interactive {
    line: String,
    answered: usize,
    shell: Shell,
    transcript: Vec<OutputChunk>,
}

enum Shell {
    Sqlite(sqlite_shell::Session),
    Python(python_shell::Session),
}

/// What a line did.
struct Reply {
    output: String,
    error: String,
    /// The status, when it ended the session.
    exit: Option<i32>,
}

impl Shell {
    fn prompt(&self) -> &'static str {
        match self {
            Self::Sqlite(session) => session.prompt(),
            Self::Python(session) => session.prompt(),
        }
    }

    /// Opens its connection.
    fn connect(&self, state: &mut State) {
        state.database.connect(matches!(self, Self::Python(_)));
    }

    fn line(&mut self, state: &mut State, line: &str) -> Reply {
        match self {
            Self::Sqlite(session) => {
                let reply = session.line(&mut state.database, line);
                Reply {
                    output: reply.output,
                    error: reply.error,
                    exit: reply.ended.then_some(reply.status),
                }
            }
            Self::Python(session) => {
                let reply = session.line(&mut state.files, &mut state.database, line);
                Reply {
                    output: reply.output,
                    error: reply.error,
                    exit: reply.exit,
                }
            }
        }
    }
}

impl Sandbox {
    /// Candidates for what is typed at a program's prompt; `None` when no program asks.
    pub(super) fn complete_interactive(&mut self, line: &str) -> Option<(u32, Vec<String>)> {
        let database = self.state().database.clone();
        let (start, candidates) = match &mut self.session.as_mut()?.shell {
            Shell::Python(session) => session.complete(&database, line),
            Shell::Sqlite(_) => (line.len(), Vec::new()),
        };
        Some((u32::try_from(start).unwrap_or_default(), candidates))
    }

    /// Runs an interactive program as far as the answers go.
    pub(super) fn run_interactive(
        &mut self,
        line: &str,
        opening: &Opening,
        answers: &[String],
        interrupt: Option<Interrupt>,
        now: i64,
    ) -> EngineOutcome {
        let resumed = self
            .session
            .take()
            .filter(|session| session.line == line && session.answered <= answers.len());
        let mut session = match resumed.map_or_else(|| self.start(line, opening, now), Ok) {
            Ok(session) => session,
            Err(ended) => return ended,
        };
        for answer in &answers[session.answered..] {
            if let Some(exit) = self.answer(&mut session, answer, now) {
                let output = session.transcript;
                return EngineOutcome::Ran { exit, output };
            }
        }
        if let Some(interrupt) = interrupt
            && session.interrupt(interrupt)
        {
            self.disconnect();
            let output = session.transcript;
            return EngineOutcome::Ran { exit: 0, output };
        }
        let prompt = session.shell.prompt().to_owned();
        let mut output = session.transcript.clone();
        output.push(chunk(Stream::Stdout, &prompt));
        self.session = Some(session);
        EngineOutcome::Ask {
            output,
            prompt,
            choices: Vec::new(),
            secret: false,
        }
    }

    /// The program, or how it ended without a prompt.
    fn start(&self, line: &str, opening: &Opening, now: i64) -> Result<Interactive, EngineOutcome> {
        let mut terminal = Terminal::default();
        let state = self.state();
        let environment = console::environment(state, state.variables.clone(), "manage.py", now);
        let shell = match opening {
            Opening::Sqlite(session) => {
                terminal.write(sqlite_shell::Session::banner());
                Ok(Shell::Sqlite(session.clone()))
            }
            Opening::Python => {
                python_shell::Session::python(&mut terminal, &state.files, &environment)
                    .map(Shell::Python)
            }
            Opening::Django(words) => {
                python_shell::Session::shell(&mut terminal, &state.files, &environment, words)
                    .map(Shell::Python)
            }
        };
        let transcript = terminal.into_chunks();
        match shell {
            Ok(shell) => Ok(Interactive {
                line: line.to_owned(),
                answered: 0,
                shell,
                transcript,
            }),
            Err(exit) => Err(EngineOutcome::Ran {
                exit,
                output: transcript,
            }),
        }
    }

    /// Carries out one line; answers the status when it ends the session.
    fn answer(&mut self, session: &mut Interactive, answer: &str, now: i64) -> Option<i32> {
        let mut state = self.state().clone();
        if session.answered == 0 {
            session.shell.connect(&mut state);
        }
        state.database.set_now(now);
        // What is wrong with a variable was said when the program started.
        let _ = bound_work(&mut state.database, &state.variables);
        session.answered += 1;
        session.print(Stream::Stdout, session.shell.prompt());
        session.print(Stream::Answer, &format!("{answer}\n"));
        let reply = session.shell.line(&mut state, answer);
        session.print(Stream::Stdout, &reply.output);
        session.print(Stream::Stderr, &reply.error);
        if reply.exit.is_some() {
            state.database.connect(true);
        }
        self.record(
            answer.trim(),
            i32::from(!reply.error.is_empty()),
            state,
            None,
        );
        reply.exit
    }

    /// Ends what Ctrl-D ended: a transaction that was open is undone.
    fn disconnect(&mut self) {
        let mut state = self.state().clone();
        state.database.connect(true);
        self.record("Ctrl-D", 0, state, None);
    }
}

impl Interactive {
    fn print(&mut self, stream: Stream, text: &str) {
        if !text.is_empty() {
            self.transcript.push(chunk(stream, text));
        }
    }

    /// Whether the key ends the session. Ctrl-C only clears Python's prompt.
    fn interrupt(&mut self, interrupt: Interrupt) -> bool {
        let prompt = self.shell.prompt();
        let (text, ends) = match (&mut self.shell, interrupt) {
            (Shell::Python(session), Interrupt::KeyboardInterrupt) => (session.interrupt(), false),
            (Shell::Python(session), Interrupt::EndOfFile) => (session.goodbye(), true),
            (Shell::Sqlite(_), _) => ("", true),
        };
        self.print(Stream::Stdout, prompt);
        self.print(Stream::Stderr, text);
        ends
    }
}

fn chunk(stream: Stream, text: &str) -> OutputChunk {
    OutputChunk {
        stream,
        text: text.to_owned(),
    }
}

//! The facade: a project's files and database with their history.
//!
//! **Architecture invariant:** no IO, clock or randomness. [`Sandbox::handle`] is a function of the
//! sandbox's state and the request, so the same requests lead to the same bytes.

mod console;
mod folder;
mod samples;
mod session;
mod snapshot;
mod view;

use std::collections::BTreeMap;

use crate::database::Database;
use crate::files::Files;
use crate::protocol::{
    EngineCommand, EngineOutcome, Interrupt, Request, Response, TimelineStep, View,
};

use session::Interactive;

pub use console::Ran;

/// A project that one can edit, run commands in, and take back.
pub struct Sandbox {
    steps: Vec<Step>,
    present: usize,
    view: Option<View>,
    session: Option<Interactive>,
}

/// Everything that a command can change.
#[derive(Clone, Default)]
pub struct State {
    /// The project's files.
    pub files: Files,
    /// Its database.
    pub database: Database,
    /// The folder that the console is in, as a project path.
    pub folder: String,
    /// The variables that the console has set. They last as long as a terminal's: a snapshot has
    /// none.
    pub variables: BTreeMap<String, String>,
}

impl State {
    /// Whether nothing tells the two apart. Cheap: equal parts are mostly one and the same.
    pub fn is_same(&self, other: &Self) -> bool {
        self.folder == other.folder
            && self.variables == other.variables
            && self.files == other.files
            && self.database.is_same(&other.database)
    }
}

/// A state of the timeline.
struct Step {
    command: String,
    exit: i32,
    /// The state, with the edits made since the command ended.
    state: State,
    /// The files when the command ended.
    committed: Files,
}

impl Default for Sandbox {
    fn default() -> Self {
        Self::new(samples::first_visit())
    }
}

impl Sandbox {
    /// A sandbox whose history begins with these files and an empty database.
    pub fn new(files: Files) -> Self {
        Self::from_state(State {
            files,
            ..State::default()
        })
    }

    /// A sandbox whose history begins with this state.
    pub fn from_state(state: State) -> Self {
        let committed = state.files.clone();
        let beginning = Step {
            command: String::new(),
            exit: 0,
            state,
            committed,
        };
        Self {
            steps: vec![beginning],
            present: 0,
            view: None,
            session: None,
        }
    }

    /// The present state.
    pub fn state(&self) -> &State {
        &self.steps[self.present].state
    }

    /// Carries out a request and answers with everything there is to show afterwards.
    pub fn handle(&mut self, request: Request) -> Response {
        let now = (request.now * 1000.0) as i64;
        let before = (self.state().clone(), self.present);
        let outcome = self.carry_out(request.command, now);
        let changed =
            self.view.is_none() || before.1 != self.present || !before.0.is_same(self.state());
        if changed {
            self.view = Some(view::build(self, now));
        }
        let snapshot = changed.then(|| snapshot::write(&self.steps, self.present));
        Response {
            id: request.id,
            outcome,
            view: self.view.clone().unwrap_or_default(),
            snapshot,
        }
    }

    fn carry_out(&mut self, command: EngineCommand, now: i64) -> EngineOutcome {
        match command {
            EngineCommand::Open { snapshot, sample } => self.open(snapshot, sample.as_deref()),
            EngineCommand::OpenFiles { files } => {
                self.replace(folder::open(files).map(Self::from_state))
            }
            EngineCommand::WriteFile { path, text } => {
                self.edit(&path, |files, path| files.write(path, &text))
            }
            EngineCommand::DeleteFile { path } => self.edit(&path, |files, path| {
                files.remove(path);
            }),
            EngineCommand::RenameFile { from, to } => self.rename(&from, &to),
            EngineCommand::Run {
                line,
                answers,
                interrupt,
            } => self.run(&line, &answers, interrupt, now),
            EngineCommand::Undo => self.go_to(self.present.checked_sub(1)),
            EngineCommand::Redo => self.go_to(Some(self.present + 1)),
            EngineCommand::GoTo { step } => self.go_to(usize::try_from(step).ok()),
            EngineCommand::Complete { line } => {
                let (start, candidates) = match self.complete_interactive(&line) {
                    Some(found) => found,
                    None => console::complete(self.state(), &line),
                };
                EngineOutcome::Completions { start, candidates }
            }
        }
    }

    fn open(&mut self, snapshot: Option<Vec<u8>>, sample: Option<&str>) -> EngineOutcome {
        let opened = match (snapshot, sample) {
            (Some(bytes), _) => snapshot::read(&bytes).map(|(steps, present)| Self {
                steps,
                present,
                view: None,
                session: None,
            }),
            (None, Some(name)) => samples::find(name).map(Self::new).ok_or_else(|| {
                format!(
                    "there is no sample project called {name}; leave the name out for the first"
                )
            }),
            (None, None) => Ok(Self::default()),
        };
        self.replace(opened)
    }

    fn replace(&mut self, opened: Result<Self, String>) -> EngineOutcome {
        match opened {
            Ok(opened) => {
                *self = opened;
                EngineOutcome::Done
            }
            Err(message) => EngineOutcome::Refused { message },
        }
    }

    fn edit(&mut self, path: &str, change: impl FnOnce(&mut Files, &str)) -> EngineOutcome {
        match valid_path(path) {
            Ok(()) => {
                change(&mut self.steps[self.present].state.files, path);
                EngineOutcome::Done
            }
            Err(message) => EngineOutcome::Refused { message },
        }
    }

    fn rename(&mut self, from: &str, to: &str) -> EngineOutcome {
        let files = &self.state().files;
        let Some(text) = files.read(from).cloned() else {
            return EngineOutcome::Refused {
                message: format!("there is no file {from}"),
            };
        };
        if files.contains(to) {
            return EngineOutcome::Refused {
                message: format!("{to} exists already"),
            };
        }
        self.edit(to, |files, to| {
            files.remove(from);
            files.write(to, &text);
        })
    }

    fn go_to(&mut self, step: Option<usize>) -> EngineOutcome {
        match step.filter(|step| *step < self.steps.len()) {
            Some(step) => {
                self.present = step;
                self.session = None;
                EngineOutcome::Done
            }
            None => EngineOutcome::Refused {
                message: "there is no such step".to_owned(),
            },
        }
    }

    fn run(
        &mut self,
        line: &str,
        answers: &[String],
        interrupt: Option<Interrupt>,
        now: i64,
    ) -> EngineOutcome {
        if let Some(opening) = console::opening(line) {
            return self.run_interactive(line, &opening, answers, interrupt, now);
        }
        self.session = None;
        let mut state = self.state().clone();
        match console::run(&mut state, line, answers, interrupt, now) {
            Ran::Ended { exit, output } => {
                self.record(line, exit, state);
                EngineOutcome::Ran { exit, output }
            }
            Ran::Asked { output, question } => EngineOutcome::Ask {
                output,
                prompt: question.prompt,
                choices: question.choices,
                secret: question.secret,
            },
        }
    }

    /// Adds a step to the timeline, if the command changed anything or failed.
    fn record(&mut self, command: &str, exit: i32, state: State) {
        if state.is_same(self.state()) && self.state().files == self.steps[self.present].committed {
            // No step; but a connection has savepoints and pragmas that its next statement needs.
            self.steps[self.present].state.database = state.database;
            return;
        }
        self.steps.truncate(self.present + 1);
        let committed = state.files.clone();
        self.steps.push(Step {
            command: command.to_owned(),
            exit,
            state,
            committed,
        });
        self.present += 1;
    }

    fn timeline(&self) -> Vec<TimelineStep> {
        self.steps
            .iter()
            .map(|step| TimelineStep {
                command: step.command.clone(),
                exit: step.exit,
            })
            .collect()
    }
}

/// Whether a path can name a file of the project.
fn valid_path(path: &str) -> Result<(), String> {
    let wrong = path.is_empty()
        || path.starts_with('/')
        || path.ends_with('/')
        || path.split('/').any(|part| matches!(part, "" | "." | ".."))
        || path.contains(['\\', '\0', '\n']);
    if wrong {
        Err(format!(
            "{path:?} is not a path in the project; write it like books/models.py"
        ))
    } else {
        Ok(())
    }
}

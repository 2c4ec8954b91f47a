//! The facade: a project's files and database with their history.
//!
//! **Architecture invariant:** no IO, clock or randomness. [`Sandbox::handle`] is a function of the
//! sandbox's state and the request, so the same requests lead to the same bytes.

mod bench;
mod comparison;
mod console;
mod folder;
mod foresight;
mod inspection;
mod replay;
mod samples;
mod session;
mod snapshot;
mod timeline;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use crate::database::Database;
use crate::files::Files;
use crate::migrations::migration::MigrationKey;
use crate::orm::DjangoResult;
use crate::protocol::{EngineCommand, EngineOutcome, Interrupt, Request, Response, View};

use replay::Replay;
use session::Interactive;
use timeline::{Origin, Step, Timeline};

pub use console::Ran;

/// A project that one can edit, run commands in, and take back.
pub struct Sandbox {
    timeline: Timeline,
    view: Option<View>,
    session: Option<Interactive>,
    /// The last command that was looked at from within.
    replay: Option<Replay>,
    /// The moment of it that is shown instead of the present.
    looked_at: Option<usize>,
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
    /// The rows of `django_migrations`, by their `id`, that were recorded without running anything.
    pub faked: BTreeSet<i64>,
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
        Self::from_timeline(Timeline::new(state))
    }

    fn from_timeline(timeline: Timeline) -> Self {
        Self {
            timeline,
            view: None,
            session: None,
            replay: None,
            looked_at: None,
        }
    }

    /// The present state.
    pub fn state(&self) -> &State {
        &self.timeline.present().state
    }

    /// Carries out a request and answers with everything there is to show afterwards.
    pub fn handle(&mut self, request: Request) -> Response {
        let now = (request.now * 1000.0) as i64;
        let before = (self.state().clone(), self.timeline.place());
        let looked_at = self.looked_at;
        if request.command.leaves_moment() {
            self.looked_at = None;
        }
        let is_named = matches!(request.command, EngineCommand::NameStep { .. });
        let outcome = self.carry_out(request.command, now);
        let changed = self.view.is_none()
            || is_named
            || looked_at != self.looked_at
            || before.1 != self.timeline.place()
            || !before.0.is_same(self.state());
        if changed {
            self.view = Some(view::build(&self.timeline, self.moment(), now));
        }
        let snapshot = changed.then(|| snapshot::write(&self.timeline));
        Response {
            id: request.id,
            outcome,
            view: self.view.clone().unwrap_or_default(),
            unchanged: None,
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
            EngineCommand::Undo => self.go(|timeline| timeline.travel(-1)),
            EngineCommand::Redo => self.go(|timeline| timeline.travel(1)),
            EngineCommand::Travel { by } => self.go(|timeline| by == 0 || timeline.travel(by)),
            EngineCommand::GoTo { step } => self.go(|timeline| timeline.go_to(step as usize)),
            EngineCommand::NameStep { step, name } => {
                done(self.timeline.name(step as usize, &name))
            }
            EngineCommand::Inspect {
                app,
                name,
                other_way,
            } => {
                let key = MigrationKey::new(&app, &name);
                let inspection = inspection::inspect(&self.timeline, &key, other_way, now);
                shown(inspection.map(|inspection| EngineOutcome::Inspected { inspection }))
            }
            EngineCommand::Advise { migrations } => {
                let notes = inspection::advise(&self.timeline, &migrations, now);
                shown(notes.map(|notes| EngineOutcome::Advised { notes }))
            }
            EngineCommand::Fail {
                app,
                name,
                other_way,
                statement,
                atomic,
            } => {
                let key = MigrationKey::new(&app, &name);
                let statement = (statement as usize, atomic);
                let left = inspection::fail(self.state(), &key, other_way, statement, now);
                shown(left.map(|left| EngineOutcome::Failed { left }))
            }
            EngineCommand::Moments { step } => match self.replay(step as usize) {
                Ok(replay) => EngineOutcome::Moments {
                    moments: replay
                        .moments
                        .iter()
                        .map(|(view, _)| view.clone())
                        .collect(),
                },
                Err(message) => EngineOutcome::Refused { message },
            },
            EngineCommand::Look { step, moment } => self.look(step as usize, moment as usize),
            EngineCommand::Differ { from, to } => self.differ(from, to),
            EngineCommand::Compare => shown(comparison::compare(self.state(), now)),
            EngineCommand::Foresee { line, answers } => EngineOutcome::Foreseen {
                consequences: foresight::foresee(self.state(), &line, &answers, now),
            },
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
            (Some(bytes), _) => snapshot::read(&bytes).map(Self::from_timeline),
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

    fn differ(&self, from: u32, to: u32) -> EngineOutcome {
        let steps = self.timeline.steps();
        let (Some(before), Some(after)) = (steps.get(from as usize), steps.get(to as usize)) else {
            let message = format!("the timeline ends with step {}", steps.len() - 1);
            return EngineOutcome::Refused { message };
        };
        let present = self.timeline.present();
        // An edit is in the state that the next command starts from; here it is the command's.
        let files = |step: &Step| match std::ptr::eq(step, present) {
            true => step.state.files.clone(),
            false => step.committed.clone(),
        };
        let files = inspection::files_between(&files(before), &files(after));
        let database = inspection::differences(&before.state.database, &after.state.database);
        let rows = inspection::rows_between(&before.state.database, &after.state.database);
        EngineOutcome::Differences {
            from,
            to,
            files,
            database,
            rows,
        }
    }

    fn edit(&mut self, path: &str, change: impl FnOnce(&mut Files, &str)) -> EngineOutcome {
        match valid_path(path) {
            Ok(()) => {
                change(&mut self.timeline.present_mut().state.files, path);
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

    /// The moments of a step, by running its command again, if it is not the one that was.
    fn replay(&mut self, step: usize) -> Result<&Replay, String> {
        let of = self.timeline.steps().get(step);
        let of = of.ok_or_else(|| "there is no such step".to_owned())?;
        let replay = match self.replay.take() {
            Some(known) if known.step == step => known,
            _ => replay::replay(step, of)?,
        };
        Ok(self.replay.insert(replay))
    }

    fn look(&mut self, step: usize, moment: usize) -> EngineOutcome {
        match self.replay(step) {
            Ok(replay) if moment < replay.moments.len() => {
                self.looked_at = Some(moment);
                self.go(|timeline| timeline.go_to(step))
            }
            Ok(_) => EngineOutcome::Refused {
                message: "there is no such moment".to_owned(),
            },
            Err(message) => EngineOutcome::Refused { message },
        }
    }

    /// The moment that is shown instead of the present: its number, and the database then.
    fn moment(&self) -> Option<(usize, &Database)> {
        let replay = self
            .replay
            .as_ref()
            .filter(|it| it.step == self.timeline.place())?;
        let number = self.looked_at?;
        let (_, database) = replay.moments.get(number)?;
        Some((number, database))
    }

    fn go(&mut self, to: impl FnOnce(&mut Timeline) -> bool) -> EngineOutcome {
        let went = to(&mut self.timeline);
        if went {
            self.session = None;
        }
        done(went)
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
                let origin = interrupt.is_none().then(|| Origin {
                    before: self.state().clone(),
                    answers: answers.to_vec(),
                    now,
                });
                self.record(line, exit, state, origin);
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
    fn record(&mut self, command: &str, exit: i32, state: State, origin: Option<Origin>) {
        let present = self.timeline.present_mut();
        if state.is_same(&present.state) && present.state.files == present.committed {
            // No step; but a connection has savepoints and pragmas that its next statement needs.
            present.state.database = state.database;
            return;
        }
        self.timeline.push(command, exit, state, origin);
    }
}

/// What a look at the project comes to.
fn shown(outcome: DjangoResult<EngineOutcome>) -> EngineOutcome {
    outcome.unwrap_or_else(|exception| EngineOutcome::Refused {
        message: bench::told(&exception),
    })
}

/// What a request about a step of the timeline comes to.
fn done(step_exists: bool) -> EngineOutcome {
    match step_exists {
        true => EngineOutcome::Done,
        false => EngineOutcome::Refused {
            message: "there is no such step".to_owned(),
        },
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

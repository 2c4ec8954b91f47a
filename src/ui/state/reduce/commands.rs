//! Commands on their way to the engine, and answers to their questions.

use std::rc::Rc;

use crate::protocol::{EngineCommand, Interrupt};
use crate::ui::samples::{self, Sample};
use crate::ui::state::action::ConsoleAction;
use crate::ui::state::console::{CommandStatus, Question};
use crate::ui::state::{ChosenFiles, Dialog, Effect, Outgoing, Purpose, State};

impl State {
    /// A line goes where a terminal would send it: to the question, to the queue, or off.
    pub(super) fn enter(&mut self, line: String) {
        if let Some(question) = Rc::make_mut(&mut self.console).answer_question() {
            return self.answer(question, line);
        }
        Rc::make_mut(&mut self.console).line.clear();
        if self.running() {
            return Rc::make_mut(&mut self.console).queue.push_back(line);
        }
        match line.trim() {
            "" => {}
            "clear" => Rc::make_mut(&mut self.console).apply(ConsoleAction::Cleared),
            line => self.start(line.to_owned()),
        }
    }

    pub(super) fn start(&mut self, line: String) {
        self.playing = false;
        self.flush_edits();
        let entry = self.count();
        Rc::make_mut(&mut self.console).begin(entry, &line);
        self.run(entry, line, Vec::new(), None);
    }

    pub(super) fn answer(&mut self, question: Question, answer: String) {
        let Question {
            entry,
            line,
            mut answers,
            secret,
            ..
        } = question;
        let console = Rc::make_mut(&mut self.console);
        console.line.clear();
        console.echo(entry, if secret { "" } else { &answer });
        console.update(entry, None, CommandStatus::Running);
        answers.push(answer);
        self.run(entry, line, answers, None);
    }

    pub(super) fn interrupt(&mut self, interrupt: Interrupt) {
        let Some(question) = Rc::make_mut(&mut self.console).answer_question() else {
            return;
        };
        let Question {
            entry,
            line,
            answers,
            ..
        } = question;
        let console = Rc::make_mut(&mut self.console);
        console.queue.clear();
        console.update(entry, None, CommandStatus::Running);
        self.run(entry, line, answers, Some(interrupt));
    }

    pub(super) fn run(
        &mut self,
        entry: u32,
        line: String,
        answers: Vec<String>,
        interrupt: Option<Interrupt>,
    ) {
        let command = EngineCommand::Run {
            line: line.clone(),
            answers: answers.clone(),
            interrupt,
        };
        self.ask(
            command,
            Purpose::Run {
                entry,
                line,
                answers,
            },
        );
    }

    pub(super) fn stop(&mut self) {
        Rc::make_mut(&mut self.console).queue.clear();
        let id = self.count();
        Rc::make_mut(&mut self.outbox).push(Outgoing {
            id,
            effect: Effect::Stop,
        });
    }

    /// Something outside that needs everything that was typed.
    pub(super) fn effect(&mut self, effect: Effect) {
        self.flush_edits();
        let id = self.count();
        Rc::make_mut(&mut self.outbox).push(Outgoing { id, effect });
    }

    pub(super) fn choose_sample(&mut self, sample: &'static Sample) {
        match self.has_work() {
            true => self.dialog = Some(Dialog::OpenProject(sample)),
            false => self.open_sample(Some(sample)),
        }
    }

    pub(super) fn choose_files(&mut self, chosen: Rc<ChosenFiles>) {
        match self.has_work() {
            true => self.dialog = Some(Dialog::OpenFiles(chosen)),
            false => self.open_files(chosen),
        }
    }

    pub(super) fn open_files(&mut self, chosen: Rc<ChosenFiles>) {
        self.leave_project();
        let files = chosen.files.clone();
        self.ask(
            EngineCommand::OpenFiles { files },
            Purpose::OpenFiles(chosen),
        );
    }

    /// Nothing is lost: the project that is shown is kept in its turn.
    pub(super) fn open_kept(&mut self) {
        self.interrupt(Interrupt::KeyboardInterrupt);
        self.flush_edits();
        self.files = Rc::default();
        self.is_linked = false;
        self.push(Effect::OpenKept, Purpose::Open(None));
    }

    /// Whether another project would take something away.
    pub(super) fn has_work(&self) -> bool {
        let edited = self.view.files.iter().any(|file| file.committed.is_some());
        edited || self.files.has_drafts() || self.view.timeline.len() > 1 || has_tables(self)
    }

    pub(super) fn open_sample(&mut self, sample: Option<&'static Sample>) {
        self.leave_project();
        let name = sample.map(|sample| sample.name.to_owned());
        let command = EngineCommand::Open {
            snapshot: None,
            sample: name,
        };
        self.ask(command, Purpose::Open(sample.or(samples::find(None))));
    }

    pub(super) fn console_action(&mut self, action: ConsoleAction) {
        if let ConsoleAction::CompletionRequested(cursor) = action {
            let line = self
                .console
                .line
                .get(..cursor)
                .unwrap_or(&self.console.line)
                .to_owned();
            let purpose = Purpose::Complete(line.clone());
            return self.ask(EngineCommand::Complete { line }, purpose);
        }
        Rc::make_mut(&mut self.console).apply(action);
    }
}

fn has_tables(state: &State) -> bool {
    state.view.django_migrations.is_some() || !state.view.tables.is_empty()
}

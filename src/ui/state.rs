//! Everything the page knows, and the pure function that takes it from one moment to the next.
//!
//! **Architecture invariant:** no effect happens here. What must happen outside (a message to the
//! engine, stopping it) is put in the outbox, in order, and a hook carries it out.

pub mod action;
pub mod changes;
pub mod console;
pub mod files;
pub mod insight;
pub mod layout;
pub mod recall;
mod reduce;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::protocol::{
    AppView, AppliedMigrationView, DiagnosticView, EngineCommand, MigrationView, ProjectFile,
    Severity, TableView, TimelineStep, View,
};

use super::samples::Sample;
use super::texts::Language;
pub use action::Action;
use changes::Changes;
use console::Console;
use files::Files;
use insight::{AdviceAsked, Advised, Insight, Moments};
use layout::{Layout, Piece, Preferences, Theme};
use recall::Recalled;

/// App label and migration name.
pub type MigrationKey = (String, String);

/// What changed in models.py, by migration.
pub type ModelsChanges = BTreeMap<MigrationKey, ModelsChange>;

/// Everything the page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What the engine last answered with.
    pub view: Rc<View>,
    /// Whether the engine can be asked.
    pub engine: EngineStatus,
    /// The console.
    pub console: Rc<Console>,
    /// Open files and edits on their way to the engine.
    pub files: Rc<Files>,
    /// What the last command changed.
    pub changes: Rc<Changes>,
    /// The migration whose file is shown.
    pub chosen_migration: Option<MigrationKey>,
    /// What changed in models.py for each migration that was made on this page.
    pub models_changes: Rc<ModelsChanges>,
    /// Tables that are folded out.
    pub open_tables: Rc<BTreeSet<String>>,
    /// How wide the window is.
    pub layout: Layout,
    /// The way to another step of the timeline, while the engine is on it.
    pub heading: Option<Heading>,
    /// Whether the steps of the timeline are shown one after the other.
    pub playing: bool,
    /// The piece that a narrow window shows.
    pub piece: Piece,
    /// Whether the system is set to dark.
    pub system_dark: bool,
    /// The language that the page was opened in.
    pub first_language: Language,
    /// Whether a narrow window shows the file tree.
    pub narrow_tree: bool,
    /// What is remembered between visits.
    pub preferences: Preferences,
    /// Whether the project is that of a link, as it was opened.
    pub is_linked: bool,
    /// What the console showed on the last visit, until it is shown again.
    pub recalled: Vec<Recalled>,
    /// Whether a project is kept that a link took the place of.
    pub has_kept: bool,
    /// What is looked at more closely.
    pub insight: Option<Insight>,
    /// The moments of the present command, while they are shown.
    pub moments: Option<Rc<Moments>>,
    /// What to beware of in the migrations that are in sight.
    pub advised: Rc<Advised>,
    /// Increases when the project or its database may have become another.
    pub edition: u32,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// Short messages that float.
    pub toasts: Rc<Vec<Toast>>,
    /// What must happen outside, oldest first.
    pub outbox: Rc<Vec<Outgoing>>,
    /// Requests that the engine has not answered, by id.
    pub waiting: Rc<BTreeMap<u32, Purpose>>,
    /// The table that was asked for last, with a number that tells one wish from the next.
    pub shown_table: Option<(u32, String)>,
    /// Where the editor should put its cursor.
    pub reveal: Option<Reveal>,
    /// The open files of the project that another is taking the place of, and whether there is work
    /// in it.
    left: Option<(Rc<Files>, bool)>,
    counter: u32,
}

/// The way to another step of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The step that the engine was asked for.
    pub asked: u32,
    /// The step that was chosen last.
    pub wanted: u32,
}

/// Whether the engine can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EngineStatus {
    /// Its code is being fetched, or it is being started again.
    #[default]
    Starting,
    /// It answers.
    Ready,
    /// It could not start; the reason.
    Failed(String),
}

/// The text of models.py before and after makemigrations wrote a migration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelsChange {
    /// Project path.
    pub path: String,
    /// The text when the app's previous migration was made; empty for its first.
    pub before: String,
    /// The text when this one was made.
    pub after: String,
}

/// A dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// First steps and marks.
    Help,
    /// All keys.
    Keys,
    /// The command palette.
    Palette,
    /// "Start over?"
    Reset,
    /// Confirms that a sample takes the place of the project.
    OpenProject(&'static Sample),
    /// Confirms that files of the visitor's take the place of the project.
    OpenFiles(Rc<ChosenFiles>),
    /// Asks for a new file's path, which begins with this folder.
    NewFile(String),
    /// Asks for another path for this file.
    RenameFile(String),
    /// Asks for a name for this step of the timeline.
    NameStep(u32),
    /// Confirms the deletion of this file.
    DeleteFile(String),
}

/// What the visitor chooses files from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskSource {
    /// A folder with everything below it.
    Folder,
    /// A zip archive.
    Zip,
}

/// Files that the visitor has chosen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ChosenFiles {
    /// Those that belong to a project.
    pub files: Vec<ProjectFile>,
    /// How many others there were.
    pub skipped: u32,
}

/// A short message that floats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells it from others.
    pub id: u32,
    /// What it says.
    pub text: String,
    /// What was taken away, if it can be brought back.
    pub lost: Option<Lost>,
}

/// Something that was taken away and can be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The project, in whose place there is another now.
    Project(Rc<Replaced>),
    /// A file.
    File {
        /// Project path.
        path: String,
        /// Its text.
        text: Rc<str>,
        /// Whether no other file was open.
        alone: bool,
    },
    /// The name of a step.
    Name {
        /// The step.
        step: u32,
        /// The name.
        name: String,
    },
}

/// What the page knew of a project that another took the place of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    console: Rc<Console>,
    files: Rc<Files>,
    models_changes: Rc<ModelsChanges>,
    open_tables: Rc<BTreeSet<String>>,
    chosen_migration: Option<MigrationKey>,
}

/// Something that must happen outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// Increases.
    pub id: u32,
    /// What.
    pub effect: Effect,
}

/// What can happen outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Open what the last visit left, or the first visit's project.
    OpenSaved,
    /// Open the project that a link took the place of.
    OpenKept,
    /// Open the project that another took the place of.
    OpenReplaced,
    /// Ask the engine; the answer carries the outgoing's id.
    Ask(EngineCommand),
    /// Copy a link to the project and say so.
    Share,
    /// Let the visitor choose files, which an action then brings.
    ChooseFiles(DiskSource),
    /// Save the project's files on the visitor's disk.
    Download,
    /// Terminate the engine and start it at its last state.
    Stop,
}

/// What a request was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Opening a project: this sample, or what the last visit left.
    Open(Option<&'static Sample>),
    /// Opening files of the visitor's.
    OpenFiles(Rc<ChosenFiles>),
    /// Bringing back a project.
    BringBack(Rc<Replaced>),
    /// Sending edits of files.
    Edit,
    /// A line of the console.
    Run {
        /// Number of its entry in the console.
        entry: u32,
        /// The line.
        line: String,
        /// Answers so far.
        answers: Vec<String>,
    },
    /// Undo, redo or a step of the timeline; in words.
    Travel(String),
    /// Completing the start of this line.
    Complete(String),
    /// What the answers to a question come to: of the entry of this number, after so many answers.
    Foresee(u32, usize),
    /// Looking at something more closely.
    Insight,
    /// What to beware of in these migrations.
    Advice(AdviceAsked),
}

/// Where the editor should put its cursor; a new one has another id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// Tells one wish from the next.
    pub id: u32,
    /// Project path.
    pub path: String,
    /// Byte offset.
    pub offset: u32,
}

impl State {
    /// Returns the state of a page that has just been opened.
    pub fn new(preferences: Preferences) -> Self {
        State {
            preferences,
            ..State::default()
        }
    }

    /// Returns the state after an action.
    pub fn reduce(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.apply(action);
        next
    }

    /// Reports whether the file tree is shown. A narrow window has room for it only while it is
    /// used.
    pub fn tree_shown(&self) -> bool {
        match self.layout {
            Layout::Narrow => self.narrow_tree,
            Layout::Wide | Layout::Middle => self.preferences.tree,
        }
    }

    /// Returns the language that the page speaks.
    pub fn language(&self) -> Language {
        self.preferences.language.unwrap_or(self.first_language)
    }

    /// Returns the theme that is shown: never "auto".
    pub fn theme(&self) -> Theme {
        match (self.preferences.theme, self.system_dark) {
            (Theme::Auto, false) => Theme::Light,
            (Theme::Auto, true) => Theme::Dark,
            (theme, _) => theme,
        }
    }

    /// Reports whether the page is dark.
    pub fn dark(&self) -> bool {
        match self.theme() {
            Theme::Light => false,
            Theme::Dark => true,
            Theme::Auto | Theme::Contrast => self.system_dark,
        }
    }

    /// Returns the theme that a press of the toggle leads to: light, dark, high contrast, and around.
    /// The one that agrees with the system is "auto", so that the page follows when the system
    /// changes.
    pub fn next_theme(&self) -> Theme {
        match (self.theme(), self.system_dark) {
            (Theme::Contrast, false) | (Theme::Light, true) => Theme::Auto,
            (Theme::Contrast, true) => Theme::Light,
            (Theme::Dark, _) => Theme::Contrast,
            (Theme::Light | Theme::Auto, _) => Theme::Dark,
        }
    }

    /// Reports whether a command runs.
    pub fn running(&self) -> bool {
        self.waiting
            .values()
            .any(|purpose| matches!(purpose, Purpose::Run { .. }))
    }

    /// Reports whether commands can be given: the engine is there and none runs.
    pub fn idle(&self) -> bool {
        self.engine == EngineStatus::Ready && !self.running()
    }

    /// Returns the state without what no panel shows, in which states differ at every message.
    pub fn for_panels(&self) -> Self {
        let mut shown = self.clone();
        if !shown.running() {
            shown.waiting = Rc::default();
        }
        (shown.outbox, shown.counter, shown.edition) = (Rc::default(), 0, 0);
        (shown.toasts, shown.dialog) = (Rc::default(), None);
        shown
    }

    /// Returns that also without what is typed in the editor.
    pub fn without_files(&self) -> Self {
        State {
            files: Rc::default(),
            ..self.for_panels()
        }
    }

    /// Returns that also without what the console shows.
    pub fn for_toolbar(&self) -> Self {
        State {
            console: Rc::default(),
            changes: Rc::default(),
            advised: Rc::default(),
            ..self.without_files()
        }
    }

    /// Returns the text of a file as the visitor last left it.
    pub fn text_of(&self, path: &str) -> Option<&str> {
        self.files.unconfirmed(path).map(Rc::as_ref).or_else(|| {
            let file = self.view.files.iter().find(|file| file.path == path)?;
            Some(file.text.as_str())
        })
    }

    /// Returns the migration whose file is shown.
    pub fn chosen(&self) -> Option<&MigrationView> {
        let (app, name) = self.chosen_migration.as_ref()?;
        migrations(&self.view).find(|migration| migration.app == *app && migration.name == *name)
    }

    /// Reports whether going back is possible.
    pub fn can_undo(&self) -> bool {
        self.idle()
            && self
                .present_step()
                .is_some_and(|step| step.parent.is_some())
    }

    /// Reports whether going forward is possible.
    pub fn can_redo(&self) -> bool {
        self.idle() && self.present_step().is_some_and(|step| step.next.is_some())
    }

    /// Reports whether there are steps to show one after the other.
    pub fn can_play(&self) -> bool {
        self.playing || self.can_undo() || self.can_redo()
    }

    /// Returns the step of the timeline that is shown, or about to be.
    pub fn place(&self) -> u32 {
        let wanted = self.heading.map(|heading| heading.wanted);
        wanted.unwrap_or(self.view.present)
    }

    fn present_step(&self) -> Option<&TimelineStep> {
        self.view.timeline.get(self.place() as usize)
    }
}

/// Returns all migrations, app by app.
pub fn migrations(view: &View) -> impl Iterator<Item = &MigrationView> {
    view.apps.iter().flat_map(|app| &app.migrations)
}

/// Returns the rows of `django_migrations` whose migrations are not there any more. While the
/// migrations cannot be loaded, none is known to be gone.
pub fn orphans(view: &View) -> Vec<&AppliedMigrationView> {
    let rows = view.django_migrations.as_deref().unwrap_or_default();
    if view.pending.is_none() {
        return Vec::new();
    }
    let exists = |row: &&AppliedMigrationView| {
        migrations(view).any(|migration| {
            let replaced = migration.replaces.iter();
            (migration.app == row.app && migration.name == row.name) || { replaced }
                .any(|(app, name)| *app == row.app && *name == row.name)
        })
    };
    rows.iter().filter(|row| !exists(row)).collect()
}

/// Returns the apps whose migrations end in several leaves, with the leaves: Django refuses to go on
/// from there.
pub fn conflicts(view: &View) -> Vec<(&str, Vec<&str>)> {
    let apps = view
        .apps
        .iter()
        .map(|app| (app.label.as_str(), leaves(app)));
    apps.filter(|(_, leaves)| leaves.len() > 1).collect()
}

fn leaves(app: &AppView) -> Vec<&str> {
    let dependencies = app
        .migrations
        .iter()
        .flat_map(|migration| &migration.dependencies);
    let parents: BTreeSet<&str> = dependencies
        .filter(|(label, _)| *label == app.label)
        .map(|(_, name)| name.as_str())
        .collect();
    let names = app
        .migrations
        .iter()
        .map(|migration| migration.name.as_str());
    names.filter(|name| !parents.contains(name)).collect()
}

/// Returns a migration that is applied, and one that it depends on and that is not: Django refuses to go
/// on from there, too.
pub fn inconsistency(view: &View) -> Option<(&MigrationView, &MigrationView)> {
    let applied = migrations(view).filter(|migration| migration.applied);
    let is = |migration: &MigrationView, (app, name): &(String, String)| {
        migration.app == *app && migration.name == *name
    };
    let mut pairs = applied.flat_map(|child| {
        let parents = child.dependencies.iter();
        parents.filter_map(move |key| Some((child, migrations(view).find(|it| is(it, key))?)))
    });
    pairs.find(|(_, parent)| !parent.applied)
}

/// Returns the first problem that stops commands, with its place among the view's diagnostics.
pub fn first_error(view: &View) -> Option<(usize, &DiagnosticView)> {
    let mut diagnostics = view.diagnostics.iter().enumerate();
    diagnostics.find(|(_, diagnostic)| diagnostic.severity == Severity::Error)
}

/// Reports whether a table belongs to an app that the sandbox declares.
pub fn is_contrib(view: &View, table: &TableView) -> bool {
    let contrib = |label: &str| {
        view.apps
            .iter()
            .any(|app| app.contrib && app.label == label)
    };
    match &table.model {
        Some(model) => model.split('.').next().is_some_and(contrib),
        None => table
            .name
            .split_once('_')
            .is_some_and(|(label, _)| contrib(label)),
    }
}

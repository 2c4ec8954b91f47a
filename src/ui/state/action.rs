//! What can happen to the page.

use std::rc::Rc;

use crate::protocol::{Interrupt, Response};

use crate::ui::samples::Sample;
use crate::ui::texts::Language;

use super::insight::InsightAction;
use super::layout::{Layout, Pane, Piece, Theme};
use super::recall::Recalled;
use super::{ChosenFiles, Dialog, DiskSource, MigrationKey, ModelsChanges};

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The page is there; the engine is to open what the last visit left.
    Started,
    /// Where the project comes from that the engine is about to answer with.
    OriginKnown {
        /// What the console showed on the last visit.
        recalled: Vec<Recalled>,
        /// Whether from the link in the page's address.
        is_linked: bool,
        /// Whether another one is kept.
        has_kept: bool,
    },
    /// To the project that a link took the place of.
    KeptPressed,
    /// The engine answered a request.
    Answered {
        /// The request's id in the outbox.
        id: u32,
        /// Its answer.
        response: Box<Response>,
    },
    /// A request has no answer.
    RequestFailed {
        /// The request's id in the outbox.
        id: u32,
        /// Why; `None` when it was stopped.
        reason: Option<String>,
    },
    /// The outbox was emptied up to this id.
    OutboxTaken(u32),
    /// A line was entered in the console: a command, or the answer to its question.
    LineEntered(String),
    /// A command was given by a button or a key; an open question is refused.
    CommandGiven(String),
    /// Several lines were pasted.
    LinesPasted(Vec<String>),
    /// The open question was refused.
    Interrupted(Interrupt),
    /// The running command is to be stopped.
    StopPressed,
    /// Back by one command.
    UndoPressed,
    /// Forward by one.
    RedoPressed,
    /// To a step of the timeline.
    StepChosen(u32),
    /// The steps of the timeline are to be shown one after the other, or no longer.
    PlayToggled,
    /// Time for the next of them.
    PlayDue,
    /// A step of the timeline gets a name, or loses it when the name is empty.
    StepNamed {
        /// The step.
        step: u32,
        /// The name.
        name: String,
    },
    /// A link to the project is to be copied.
    SharePressed,
    /// A sample project was chosen; what would be lost by it is asked about first.
    SampleChosen(&'static Sample),
    /// To a sample project, at once.
    SampleConfirmed(Option<&'static Sample>),
    /// The visitor wants to open a project of their own.
    DiskPressed(DiskSource),
    /// Files were chosen; what would be lost by opening them is asked about first.
    FilesChosen(Rc<ChosenFiles>),
    /// To the chosen files, at once.
    FilesConfirmed(Rc<ChosenFiles>),
    /// The files of the project are to be saved on the visitor's disk.
    DownloadPressed,
    /// The console's own affairs.
    Console(ConsoleAction),
    /// A file's text was edited.
    Edited {
        /// Project path.
        path: String,
        /// All of the text.
        text: Rc<str>,
    },
    /// No key was pressed for a moment: edits can go to the engine.
    EditsDue,
    /// A file is to be shown in the editor.
    FileOpened(String),
    /// A file's tab was closed.
    FileClosed(String),
    /// A new file.
    FileCreated(String),
    /// A file is to go.
    FileDeleted(String),
    /// A file gets another path.
    FileRenamed {
        /// Project path.
        from: String,
        /// Project path.
        to: String,
    },
    /// The problem at this index of the view's diagnostics is to be shown; behind them, what to beware of.
    DiagnosticChosen(usize),
    /// What changed in models.py for migrations that were made on an earlier visit.
    ModelsRemembered(ModelsChanges),
    /// Something is looked at more closely.
    Insight(InsightAction),
    /// A migration is to be shown.
    MigrationChosen(MigrationKey),
    /// A migration is to be shown, wherever one is.
    MigrationShown(MigrationKey),
    /// A table is to be shown in the list of tables, wherever one is.
    TableShown(String),
    /// The tables as a diagram, or as a list.
    DiagramChosen(bool),
    /// Large letters, or letters as before.
    PresentationToggled,
    /// A table was folded out or in.
    TableToggled(String),
    /// Time to let rows that are gone go.
    GhostsFaded(u32),
    /// The window became wider or narrower.
    LayoutChanged(Layout),
    /// A piece is to be shown.
    PieceChosen(Piece),
    /// A splitter was moved: the pane's share in percent.
    PaneResized(Pane, f64),
    /// The system became dark or light.
    SystemDarkChanged(bool),
    /// Another theme.
    ThemeChosen(Theme),
    /// Another language.
    LanguageChosen(Language),
    /// The panes get the sizes they had at first.
    PanesReset,
    /// The file tree was shown or hidden.
    TreeToggled,
    /// A dialog is to be shown.
    DialogOpened(Dialog),
    /// The dialog was closed.
    DialogClosed,
    /// Something to say in passing.
    ToastShown(String),
    /// What was taken away is to come back, by the toast that says so.
    LostWanted(u32),
    /// A toast was closed or its time is over.
    ToastGone(u32),
}

/// What happens within the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleAction {
    /// The line was edited.
    LineEdited(String),
    /// Up.
    Older,
    /// Down.
    Newer,
    /// Ctrl-R: starts a search, or goes on to an older match.
    SearchOlder,
    /// The searched words were edited.
    SearchEdited(String),
    /// The match becomes the line.
    SearchAccepted,
    /// The search is left and the line is as before.
    SearchCancelled,
    /// Tab, with the cursor at this byte.
    CompletionRequested(usize),
    /// Completions were put away.
    CompletionsClosed,
    /// Ctrl-C at an idle prompt.
    LineAbandoned,
    /// Ctrl-L.
    Cleared,
}

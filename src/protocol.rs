//! Requests to the engine and the views it answers with: all that the page ever sees of it.
//!
//! **Architecture invariant:** plain serializable data, no engine type. Whoever drives the engine
//! (the page through the worker, another page through the JS class, a test) speaks this.

mod inspection;
mod unchanged;

use std::rc::Rc;

use serde::{Deserialize, Serialize};

pub use inspection::*;
pub use unchanged::Unchanged;

/// Increases when a message changes so that an older peer would misread it.
pub const PROTOCOL_VERSION: u32 = 1;

/// A message to the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Echoed in the response.
    pub id: u32,
    /// Milliseconds since the epoch, UTC: the engine has no clock.
    pub now: f64,
    /// What to do.
    pub command: EngineCommand,
}

/// What the engine can be asked to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EngineCommand {
    /// Start from a snapshot that [`Response::snapshot`] carried, or from a sample project
    /// (`None` is the first visit's Author/Book project).
    Open {
        /// Bytes of a snapshot.
        #[serde(default, with = "serde_bytes")]
        snapshot: Option<Vec<u8>>,
        /// Name of a sample project.
        sample: Option<String>,
    },
    /// Start from somebody's own files: a folder or an archive of a Django project, or of apps.
    OpenFiles {
        /// The files.
        files: Vec<ProjectFile>,
    },
    /// Write a file. An edit is not a step of the history until a command runs.
    WriteFile {
        /// Project path: `books/models.py`.
        path: String,
        /// Its text.
        text: String,
    },
    /// Delete a file.
    DeleteFile {
        /// Project path.
        path: String,
    },
    /// Rename a file.
    RenameFile {
        /// Project path.
        from: String,
        /// Project path.
        to: String,
    },
    /// Run a line of the console: `python manage.py migrate`, `ls`, `sqlite3 db.sqlite3 "…"`.
    Run {
        /// The line as typed.
        line: String,
        /// Answers to the command's questions so far, in order.
        answers: Vec<String>,
        /// Whether Ctrl-C or Ctrl-D answered the last question instead.
        interrupt: Option<Interrupt>,
    },
    /// Back to the state before the last command.
    Undo,
    /// Forward again.
    Redo,
    /// Along the line of the timeline that the present state is on.
    Travel {
        /// How many steps; backwards when negative. It ends where the line ends.
        by: i32,
    },
    /// To a state of the timeline.
    GoTo {
        /// Index in [`View::timeline`].
        step: u32,
    },
    /// Gives a state of the timeline a name, or takes it away when the name is empty.
    NameStep {
        /// Index in [`View::timeline`].
        step: u32,
        /// The name.
        name: String,
    },
    /// What a migration does, operation by operation, and would do to the rows there are.
    Inspect {
        /// App label.
        app: String,
        /// The migration's name.
        name: String,
        /// Whether the other way than the one that it can go now.
        #[serde(default)]
        other_way: bool,
    },
    /// What to beware of in migrations, before they run: at the places in their files.
    Advise {
        /// As `books.0001_initial`.
        migrations: Vec<String>,
    },
    /// What would be left if a statement of a migration failed. Nothing is changed.
    Fail {
        /// App label.
        app: String,
        /// The migration's name.
        name: String,
        /// Whether the other way than the one that it can go now.
        #[serde(default)]
        other_way: bool,
        /// Which of the statements that [`InspectionView::run`] has, counted from 0.
        statement: u32,
        /// Whether the migration runs in a transaction, whatever its file says.
        atomic: bool,
    },
    /// The moments of the command that led to a step: what it had done to the database when.
    Moments {
        /// Index in [`View::timeline`].
        step: u32,
    },
    /// Shows the database as it was at a moment of a step. The present state stays what it is; the
    /// next request that is no other moment shows it again.
    Look {
        /// Index in [`View::timeline`].
        step: u32,
        /// Index in the moments of that step.
        moment: u32,
    },
    /// What two states of the timeline do not have alike.
    Differ {
        /// Index in [`View::timeline`] of the state before.
        from: u32,
        /// Index in [`View::timeline`] of the state after.
        to: u32,
    },
    /// What models.py says, what the migrations add up to, and what the database has.
    Compare,
    /// What each answer to the question of a command would come to. Nothing is changed.
    Foresee {
        /// The command's line.
        line: String,
        /// Answers to its earlier questions, in order.
        answers: Vec<String>,
    },
    /// Candidates for the word at the end of a console line.
    Complete {
        /// The line up to the cursor.
        line: String,
    },
}

impl EngineCommand {
    /// Whether what is shown afterwards is the present, whatever moment was looked at before.
    pub fn leaves_moment(&self) -> bool {
        !matches!(
            self,
            Self::Look { .. }
                | Self::Moments { .. }
                | Self::Inspect { .. }
                | Self::Advise { .. }
                | Self::Fail { .. }
                | Self::Differ { .. }
                | Self::Compare
                | Self::Foresee { .. }
                | Self::Complete { .. }
        )
    }
}

/// A file to open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectFile {
    /// Its path below the folder that was chosen.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// How a question was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interrupt {
    /// Ctrl-C.
    KeyboardInterrupt,
    /// Ctrl-D.
    EndOfFile,
}

/// The engine's answer to a [`Request`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The request's.
    pub id: u32,
    /// What the request did.
    pub outcome: EngineOutcome,
    /// Everything to show, after it.
    pub view: View,
    /// What the view lacks, for a peer that has asked for no more than what changes.
    #[serde(default)]
    pub unchanged: Option<Unchanged>,
    /// The state as bytes, to persist; present when it changed.
    #[serde(default, with = "serde_bytes")]
    pub snapshot: Option<Vec<u8>>,
}

/// What a request did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EngineOutcome {
    /// Nothing to report beyond the view.
    Done,
    /// A command ran to its end.
    Ran {
        /// Exit status.
        exit: i32,
        /// What it printed, in order.
        output: Vec<OutputChunk>,
    },
    /// A command needs an answer. Nothing has changed; run it again with the answer appended.
    Ask {
        /// What it printed so far, the prompt last.
        output: Vec<OutputChunk>,
        /// The prompt's own text.
        prompt: String,
        /// For buttons beside the prompt: `(what to answer, what to show)`; empty for free text.
        choices: Vec<(String, String)>,
        /// Whether the answer must not be shown as it is typed.
        #[serde(default)]
        secret: bool,
    },
    /// What the answers to a question would come to.
    Foreseen {
        /// An item for each answer that has a button.
        consequences: Vec<Consequence>,
    },
    /// Candidates for completion.
    Completions {
        /// Where in the line the completed word starts, in bytes.
        start: u32,
        /// Whole words.
        candidates: Vec<String>,
    },
    /// What a migration does.
    Inspected {
        /// It, operation by operation.
        inspection: InspectionView,
    },
    /// What to beware of in migrations.
    Advised {
        /// Migration by migration, in the order in which they run.
        notes: Vec<AdviceNote>,
    },
    /// What a failing statement would leave.
    Failed {
        /// It.
        left: LeftView,
    },
    /// The moments of a step.
    Moments {
        /// In the order in which they were.
        moments: Vec<MomentView>,
    },
    /// Models, migrations and database side by side.
    Compared {
        /// The models in which two of the three differ come first.
        models: Vec<ComparedModel>,
        /// Commands that bring two of them together.
        remedies: Vec<Remedy>,
    },
    /// What two states do not have alike.
    Differences {
        /// Index of the one before.
        from: u32,
        /// Index of the one after.
        to: u32,
        /// Files that are there in one of them only, or have other texts.
        files: Vec<FileDifference>,
        /// The database, table by table.
        database: Vec<ChangeLine>,
        /// Its rows.
        #[serde(default)]
        rows: Vec<TableDifference>,
    },
    /// The request itself was wrong: an unreadable snapshot, an invalid path.
    Refused {
        /// What was wrong and what to do.
        message: String,
    },
}

/// A piece of a command's output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputChunk {
    /// Where it went.
    pub stream: Stream,
    /// The text.
    pub text: String,
}

/// Where a piece of output went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
    /// An answer as typed, echoed by the terminal.
    Answer,
    /// What the sandbox adds to it, and Django would not print.
    Note,
}

/// Everything to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Every file of the project, sorted by path.
    pub files: Vec<FileView>,
    /// Problems in files, for inline display.
    pub diagnostics: Vec<DiagnosticView>,
    /// Apps that have models or migrations, in the order of INSTALLED_APPS; contrib apps after the project's own.
    pub apps: Vec<AppView>,
    /// Tables, `django_migrations` not among them; shared, since most commands leave most of them as they are.
    pub tables: Vec<Rc<TableView>>,
    /// Rows of `django_migrations`; `None` before the table exists.
    pub django_migrations: Option<Vec<AppliedMigrationView>>,
    /// What stands between the pieces; `None` while models.py cannot be read.
    pub pending: Option<PendingView>,
    /// States one can go back to, in the order in which they were made.
    pub timeline: Rc<Vec<TimelineStep>>,
    /// Index in the timeline of the present state.
    pub present: u32,
    /// The moment that the database is shown at, when it is not the present: step and moment.
    #[serde(default)]
    pub looked_at: Option<(u32, u32)>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Project path.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The text when the last command ended, if it differs: what an edit changed since.
    pub committed: Option<String>,
}

/// A problem in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticView {
    /// Project path.
    pub path: String,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
    /// Whether it stops commands.
    pub severity: Severity,
    /// `SyntaxError: invalid syntax`, or a system check's id and text.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Commands stop at it.
    Error,
    /// Commands go on.
    Warning,
}

/// An app with its migrations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppView {
    /// App label.
    pub label: String,
    /// Whether the sandbox declares it (`auth`, `contenttypes`, …).
    pub contrib: bool,
    /// Migrations in graph order.
    pub migrations: Vec<MigrationView>,
    /// Why the migrations could not be loaded, in Django's words.
    pub error: Option<String>,
}

/// A migration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MigrationView {
    /// App label.
    pub app: String,
    /// Name: `0001_initial`.
    pub name: String,
    /// Project path of its file; `None` for a contrib app's.
    pub path: Option<String>,
    /// Parents as `(app, name)`.
    pub dependencies: Vec<(String, String)>,
    /// Whether `django_migrations` has it.
    pub applied: bool,
    /// Squashed migrations that it replaces.
    pub replaces: Vec<(String, String)>,
    /// Its operations.
    pub operations: Vec<OperationView>,
    /// The command that rolls back this migration: `python manage.py migrate books zero`.
    pub rollback: Option<String>,
    /// The command that migrates up to it.
    pub apply: Option<String>,
}

/// An operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationView {
    /// `+`, `-`, `~`, `p`, `s`, `?`.
    pub symbol: String,
    /// `describe()`.
    pub description: String,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableView {
    /// Its name.
    pub name: String,
    /// The `CREATE TABLE` text.
    pub sql: String,
    /// The model it belongs to: `books.Author`.
    pub model: Option<String>,
    /// Columns.
    pub columns: Vec<ColumnView>,
    /// Constraints: `(kind, name or empty, text)` with kind one of `PRIMARY KEY`, `UNIQUE`, `CHECK`, `FOREIGN KEY`.
    pub constraints: Vec<(String, String, String)>,
    /// Indexes: `(name, unique, columns or text)`.
    pub indexes: Vec<(String, bool, String)>,
    /// The first rows.
    pub rows: Vec<Vec<CellView>>,
    /// How many rows there are.
    pub row_count: u64,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    /// Its name.
    pub name: String,
    /// Declared type.
    pub declared_type: String,
    /// NOT NULL.
    pub not_null: bool,
    /// Part of the primary key.
    pub primary_key: bool,
    /// DEFAULT text.
    pub default: Option<String>,
    /// `table.column` that it refers to.
    pub references: Option<String>,
}

/// A stored value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum CellView {
    /// NULL.
    Null,
    /// INTEGER; as text, since JavaScript's numbers are too small.
    Integer(String),
    /// REAL.
    Real(f64),
    /// TEXT.
    Text(String),
    /// BLOB as hexadecimal.
    Blob(String),
}

// Every number equals itself: SQLite stores NULL where a calculation has no number.
impl Eq for CellView {}

/// A row of `django_migrations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedMigrationView {
    /// `id`.
    pub id: i64,
    /// `app`.
    pub app: String,
    /// `name`.
    pub name: String,
    /// `applied`.
    pub applied: String,
    /// Whether it was recorded without being run: `--fake`, `--fake-initial`.
    #[serde(default)]
    pub faked: bool,
}

/// What stands between the pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingView {
    /// Operations that makemigrations would write now, as it would describe them, by app label.
    pub model_changes: Vec<(String, OperationView)>,
    /// Migrations that migrate would apply now, as `(app, name)`.
    pub unapplied: Vec<(String, String)>,
}

/// A state one can go back to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineStep {
    /// The command that led here; empty for the beginning.
    pub command: String,
    /// Its exit status.
    pub exit: i32,
    /// The state that the command was given in; `None` for the beginning. Where one went back
    /// before another command, several have the same.
    #[serde(default)]
    pub parent: Option<u32>,
    /// Where redo leads from here, if anywhere.
    #[serde(default)]
    pub next: Option<u32>,
    /// A name that the user gave it.
    #[serde(default)]
    pub name: Option<String>,
}

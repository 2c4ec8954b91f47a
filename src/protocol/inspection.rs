//! What a page asks to be shown in more detail than every view has it: a migration under the
//! microscope, a command's moments, models and migrations and database side by side.

use serde::{Deserialize, Serialize};

use super::{CellView, OperationView, Severity};

/// A migration, operation by operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InspectionView {
    /// App label.
    pub app: String,
    /// Its name.
    pub name: String,
    /// Whether it is applied.
    #[serde(default)]
    pub applied: bool,
    /// Whether this is the way back.
    pub backwards: bool,
    /// Whether it runs in a transaction.
    pub atomic: bool,
    /// Whether its row in `django_migrations` is all that there is to do: it replaces others.
    pub replaces: bool,
    /// In the order in which they would run.
    pub operations: Vec<OperationInspection>,
    /// Every statement that would run, in order: the operation it belongs to, none for what comes
    /// before and after them, and its text.
    pub run: Vec<(Option<u32>, String)>,
    /// Why it cannot run on the rows there are, in Django's words.
    pub error: Option<String>,
    /// Whether that is why it was not run at all: what leads to where it would begin fails.
    #[serde(default)]
    pub hindered: bool,
}

/// An operation of a migration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OperationInspection {
    /// Its place in the migration, counted from 0.
    pub number: u32,
    /// What kind it is, and `describe()`.
    pub operation: OperationView,
    /// Its Python.
    pub python: String,
    /// The function of the project that it runs, in the direction shown.
    #[serde(default)]
    pub function: Option<FunctionSource>,
    /// Whether it can be undone.
    pub reversible: bool,
    /// What it changes in the state of the models.
    pub state: Vec<ChangeLine>,
    /// Its statements for each kind of database.
    pub sql: Vec<OperationSql>,
    /// What it does to the rows there are.
    pub data: Vec<DataEffect>,
    /// What to beware of.
    pub advice: Vec<Advice>,
}

/// A function as it is written in the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionSource {
    /// Project path of its file.
    pub path: String,
    /// The line on which it begins, from 1.
    pub line: u32,
    /// Its text, without the margin that it has there.
    pub text: String,
}

/// A change, in one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeLine {
    /// `+`, `-` or `~`.
    pub symbol: String,
    /// What: `Book.title: CharField(max_length=100)`.
    pub text: String,
}

/// A file that two states do not have alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileDifference {
    /// Project path.
    pub path: String,
    /// Its text before; `None` when it was not there.
    pub before: Option<String>,
    /// Its text after; `None` when it is not there.
    pub after: Option<String>,
}

/// The rows of a table that two states do not have alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableDifference {
    /// The table.
    pub table: String,
    /// The columns of both, those that are gone behind those that are there.
    pub columns: Vec<String>,
    /// The first of the rows.
    pub rows: Vec<RowDifference>,
    /// How many more there are.
    pub more: u64,
}

/// A row before and after: a cell for each column of both, `None` where there is no such column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowDifference {
    /// `None` when it was not there.
    pub before: Option<Vec<Option<CellView>>>,
    /// `None` when it is not there any more.
    pub after: Option<Vec<Option<CellView>>>,
}

/// The statements of an operation for a kind of database.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperationSql {
    /// `sqlite`, `postgresql` or `mysql`.
    pub database: String,
    /// As `sqlmigrate` prints them, or why it cannot.
    pub forwards: Vec<String>,
    /// As `sqlmigrate --backwards` prints them; `None` when the migration cannot be undone.
    pub backwards: Option<Vec<String>>,
}

/// What an operation does to the rows of a table, counted on those that there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataEffect {
    /// The table.
    pub table: String,
    /// The column, when it is about one.
    pub column: Option<String>,
    /// What happens.
    pub kind: DataEffectKind,
    /// To how many rows, or values of the column.
    pub count: u64,
}

/// What happens to rows or values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataEffectKind {
    /// The table is made anew, and its rows are copied.
    Rewritten,
    /// Rows are added.
    Added,
    /// Rows are lost.
    Removed,
    /// Values of a column become others.
    Changed,
    /// Values of a column are lost.
    Lost,
    /// A new column gets a value.
    Filled,
}

/// What an answer to a command's question would come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    /// The answer.
    pub answer: String,
    /// What the command would then print: the operations of the migrations that it would write, or
    /// else its first lines.
    pub lines: Vec<String>,
    /// What those migrations would take from the rows there are.
    pub lost: Vec<DataEffect>,
}

/// Something to beware of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// What kind it is: `dropped-column`.
    pub id: String,
    /// Whether values are lost or the migration fails, rather than might.
    pub severity: Severity,
    /// What `reason` and `remedy` speak of, in their order, for who says them in other words.
    pub values: Vec<String>,
    /// What happens, with the numbers of the rows there are.
    pub reason: String,
    /// What to do instead.
    pub remedy: String,
}

/// Something to beware of, at the place in a migration's file that it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdviceNote {
    /// App label.
    pub app: String,
    /// The migration's name.
    pub name: String,
    /// Project path of its file.
    pub path: String,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
    /// What it is.
    pub advice: Advice,
}

/// What a failing statement would leave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LeftView {
    /// The statement.
    pub statement: String,
    /// What is other than before in the schema and the rows; nothing when all was undone.
    pub changes: Vec<ChangeLine>,
    /// Whether `django_migrations` has the migration afterwards.
    pub recorded: bool,
    /// What running `migrate` again would say: its error, or nothing when it comes to its end.
    pub again: Option<String>,
}

/// A moment of a command's run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MomentView {
    /// The migration that ran, as `(app, name)`; none outside of migrations.
    pub migration: Option<(String, String)>,
    /// Whether it was being unapplied.
    pub backwards: bool,
    /// Its operation, if one ran.
    pub operation: Option<OperationView>,
    /// The statements since the moment before.
    pub statements: Vec<String>,
}

/// A model in three places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedModel {
    /// `books.Author`; a table's name when no model has it.
    pub name: String,
    /// Its table.
    pub table: String,
    /// Whether each of the three has it: models.py, the migrations, the database.
    pub present: [bool; 3],
    /// Its fields, those that differ first.
    pub fields: Vec<ComparedField>,
}

/// A field in three places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedField {
    /// Its name, or the column's.
    pub name: String,
    /// What models.py says.
    pub models: Option<String>,
    /// What the migrations add up to.
    pub migrations: Option<String>,
    /// What the database has.
    pub database: Option<String>,
    /// Whether models.py and the migrations differ.
    pub ahead: bool,
    /// Whether the migrations and the database differ.
    pub behind: bool,
}

/// A command that brings two of the three together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remedy {
    /// What kind it is: `unapplied`.
    pub id: String,
    /// What `reason` speaks of, for who says it in other words.
    pub values: Vec<String>,
    /// Why.
    pub reason: String,
    /// The command.
    pub command: String,
}

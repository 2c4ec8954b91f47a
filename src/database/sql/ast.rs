//! The syntax of SQLite's statements.

use std::rc::Rc;

use crate::database::SqlValue;

/// A name and where it stands, so that a rename can edit the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name without its quotes.
    pub text: Rc<str>,
    pub start: usize,
    pub end: usize,
    /// `"name"`: it may turn out to be a string.
    pub double_quoted: bool,
}

impl Name {
    /// Whether this names `other`, regardless of case.
    pub fn is(&self, other: &str) -> bool {
        self.text.eq_ignore_ascii_case(other)
    }
}

/// A stretch of the statement's text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    /// The text it covers.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Value(SqlValue),
    /// The parameter of this number, from 0.
    Parameter(usize),
    Column {
        table: Option<Name>,
        column: Name,
    },
    Unary(UnaryOperator, Box<Expr>),
    Binary(BinaryOperator, Box<Expr>, Box<Expr>),
    /// LIKE, GLOB, REGEXP or MATCH.
    Match(Box<Match>),
    Between {
        value: Box<Expr>,
        low: Box<Expr>,
        high: Box<Expr>,
        negated: bool,
    },
    InList {
        value: Box<Expr>,
        list: Vec<Expr>,
        negated: bool,
    },
    InSelect {
        value: Box<Expr>,
        select: Rc<Select>,
        negated: bool,
    },
    IsNull {
        value: Box<Expr>,
        negated: bool,
    },
    Case {
        operand: Option<Box<Expr>>,
        branches: Vec<(Expr, Expr)>,
        otherwise: Option<Box<Expr>>,
    },
    Cast {
        value: Box<Expr>,
        type_name: String,
    },
    Collate(Box<Expr>, Name),
    Call(Box<Call>),
    Select(Rc<Select>),
    Exists(Rc<Select>),
    Row(Vec<Expr>),
    /// CURRENT_DATE, CURRENT_TIME or CURRENT_TIMESTAMP.
    Now(NowKind),
}

/// Which part of the clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NowKind {
    Date,
    Time,
    Timestamp,
}

/// A prefix operator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UnaryOperator {
    Minus,
    Plus,
    BitNot,
    Not,
}

/// An infix operator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BinaryOperator {
    Or,
    And,
    Equal,
    NotEqual,
    Is,
    IsNot,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    BitAnd,
    BitOr,
    ShiftLeft,
    ShiftRight,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Concat,
    Arrow,
    DoubleArrow,
}

/// Which pattern language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MatchKind {
    Like,
    Glob,
    Regexp,
    Match,
}

/// `value LIKE pattern ESCAPE escape` and its kin.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    pub kind: MatchKind,
    pub value: Expr,
    pub pattern: Expr,
    pub escape: Option<Expr>,
    pub negated: bool,
}

/// A function call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub name: Name,
    pub distinct: bool,
    /// `count(*)`.
    pub star: bool,
    pub arguments: Vec<Expr>,
    pub filter: Option<Expr>,
    pub over: Option<Window>,
}

/// `OVER (PARTITION BY … ORDER BY …)` or `OVER name`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    pub base: Option<Name>,
    pub partition: Vec<Expr>,
    pub order: Vec<OrderTerm>,
    /// A frame clause was written: its text.
    pub frame: Option<String>,
}

/// A term of ORDER BY.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderTerm {
    pub expr: Expr,
    pub descending: bool,
    /// `Some(true)` for NULLS FIRST.
    pub nulls_first: Option<bool>,
}

/// A SELECT with everything around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    pub with: Vec<CommonTable>,
    pub body: SelectBody,
    /// What UNION, INTERSECT and EXCEPT add, from left to right.
    pub compound: Vec<(CompoundOperator, SelectBody)>,
    pub order: Vec<OrderTerm>,
    pub limit: Option<Expr>,
    pub offset: Option<Expr>,
}

/// `name(columns) AS (select)`.
#[derive(Clone, Debug, PartialEq)]
pub struct CommonTable {
    pub name: Name,
    pub columns: Vec<Name>,
    pub select: Rc<Select>,
}

/// A SELECT core or VALUES.
#[derive(Clone, Debug, PartialEq)]
pub enum SelectBody {
    Core(Box<SelectCore>),
    Values(Vec<Vec<Expr>>),
}

/// How two queries combine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CompoundOperator {
    Union,
    UnionAll,
    Intersect,
    Except,
}

/// SELECT … FROM … WHERE … GROUP BY … HAVING …
#[derive(Clone, Debug, PartialEq)]
pub struct SelectCore {
    pub distinct: bool,
    pub columns: Vec<ResultColumn>,
    pub from: Vec<FromItem>,
    pub filter: Option<Expr>,
    pub group_by: Vec<Expr>,
    pub having: Option<Expr>,
    pub windows: Vec<(Name, Window)>,
}

/// What SELECT or RETURNING yields.
#[derive(Clone, Debug, PartialEq)]
pub enum ResultColumn {
    Star,
    TableStar(Name),
    Expr {
        expr: Expr,
        alias: Option<Name>,
        text: String,
    },
}

/// A source of FROM and how it joins what stands before it.
#[derive(Clone, Debug, PartialEq)]
pub struct FromItem {
    pub source: FromSource,
    pub alias: Option<Name>,
    pub join: JoinKind,
    pub natural: bool,
    pub on: Option<Expr>,
    pub using: Vec<Name>,
}

/// Where the rows of a source come from.
#[derive(Clone, Debug, PartialEq)]
pub enum FromSource {
    Table(Name),
    /// `pragma_table_info('t')`, `json_each(x)`.
    Function {
        name: Name,
        arguments: Vec<Expr>,
    },
    Select(Rc<Select>),
    /// `(a JOIN b)`.
    Nested(Vec<FromItem>),
}

/// How a source joins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum JoinKind {
    Inner,
    Left,
    Right,
    Full,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    Select(Rc<Select>),
    Insert(Box<Insert>),
    Update(Box<Update>),
    Delete(Box<Delete>),
    CreateTable(Box<CreateTable>),
    CreateIndex(Box<CreateIndex>),
    CreateView(Box<CreateView>),
    Drop {
        kind: DropKind,
        name: Name,
        if_exists: bool,
    },
    AlterTable {
        table: Name,
        action: AlterAction,
    },
    Pragma {
        name: Name,
        argument: Option<String>,
    },
    Begin,
    Commit,
    Rollback {
        savepoint: Option<Name>,
    },
    Savepoint(Name),
    Release(Name),
    Explain,
    /// VACUUM, ANALYZE, REINDEX: nothing to do here.
    Maintenance,
    /// A statement that SQLite has and this database has not.
    NotSupported(String),
}

/// What DROP drops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DropKind {
    Table,
    Index,
    View,
    Trigger,
}

/// What to do with a row that violates a constraint.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Conflict {
    #[default]
    Abort,
    Ignore,
    Replace,
}

/// INSERT or REPLACE.
#[derive(Clone, Debug, PartialEq)]
pub struct Insert {
    pub with: Vec<CommonTable>,
    pub conflict: Option<Conflict>,
    pub table: Name,
    pub alias: Option<Name>,
    pub columns: Vec<Name>,
    /// `None` for DEFAULT VALUES.
    pub source: Option<Rc<Select>>,
    pub upserts: Vec<Upsert>,
    pub returning: Vec<ResultColumn>,
}

/// `ON CONFLICT (target) DO …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Upsert {
    pub target: Vec<Expr>,
    pub target_filter: Option<Expr>,
    /// `None` for DO NOTHING.
    pub update: Option<UpsertUpdate>,
}

/// `DO UPDATE SET … WHERE …`.
#[derive(Clone, Debug, PartialEq)]
pub struct UpsertUpdate {
    pub assignments: Vec<Assignment>,
    pub filter: Option<Expr>,
}

/// `column = expr` or `(a, b) = row`.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    pub columns: Vec<Name>,
    pub value: Expr,
}

/// UPDATE.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    pub with: Vec<CommonTable>,
    pub conflict: Option<Conflict>,
    pub table: Name,
    pub alias: Option<Name>,
    pub assignments: Vec<Assignment>,
    pub from: Vec<FromItem>,
    pub filter: Option<Expr>,
    pub returning: Vec<ResultColumn>,
}

/// DELETE.
#[derive(Clone, Debug, PartialEq)]
pub struct Delete {
    pub with: Vec<CommonTable>,
    pub table: Name,
    pub alias: Option<Name>,
    pub filter: Option<Expr>,
    pub returning: Vec<ResultColumn>,
}

/// CREATE TABLE.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateTable {
    pub name: Name,
    pub if_not_exists: bool,
    /// CREATE TABLE … AS.
    pub select: Option<Rc<Select>>,
    pub columns: Vec<ColumnSyntax>,
    pub constraints: Vec<TableConstraint>,
    /// Where ADD COLUMN writes: before the first table constraint, or before the `)`.
    pub columns_end: usize,
    pub strict: bool,
    pub without_rowid: bool,
}

/// A column of CREATE TABLE.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSyntax {
    pub name: Name,
    pub declared_type: String,
    pub constraints: Vec<ColumnConstraint>,
}

/// A constraint of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnConstraint {
    PrimaryKey {
        autoincrement: bool,
        descending: bool,
    },
    NotNull,
    Null,
    Unique,
    Check(CheckSyntax),
    Default {
        expr: Expr,
        text: String,
    },
    Collate(Name),
    References(ForeignKeySyntax),
    Generated {
        expr: Expr,
        stored: bool,
    },
}

/// `CONSTRAINT name CHECK (expr)`.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckSyntax {
    pub name: Option<Name>,
    pub expr: Expr,
    /// The parentheses and what is between them.
    pub span: Span,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignKeySyntax {
    pub columns: Vec<Name>,
    pub to_table: Name,
    pub to_columns: Vec<Name>,
    pub on_delete: ForeignKeyAction,
    pub on_update: ForeignKeyAction,
    pub deferred: bool,
}

/// What happens to the rows that refer to a changed row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum ForeignKeyAction {
    #[default]
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

/// A constraint of the table.
#[derive(Clone, Debug, PartialEq)]
pub enum TableConstraint {
    PrimaryKey {
        columns: Vec<IndexedColumn>,
    },
    Unique {
        name: Option<Name>,
        columns: Vec<IndexedColumn>,
    },
    Check(CheckSyntax),
    ForeignKey(ForeignKeySyntax),
}

/// A term of an index or key.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexedColumn {
    pub expr: Expr,
    pub descending: bool,
}

/// CREATE INDEX.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateIndex {
    pub name: Name,
    pub table: Name,
    pub unique: bool,
    pub if_not_exists: bool,
    pub columns: Vec<IndexedColumn>,
    pub filter: Option<Expr>,
}

/// CREATE VIEW.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateView {
    pub name: Name,
    pub if_not_exists: bool,
    pub columns: Vec<Name>,
    pub select: Rc<Select>,
}

/// What ALTER TABLE does.
#[derive(Clone, Debug, PartialEq)]
pub enum AlterAction {
    RenameTable(Name),
    RenameColumn {
        from: Name,
        to: Name,
    },
    AddColumn {
        column: Box<ColumnSyntax>,
        text: String,
    },
    DropColumn(Name),
}

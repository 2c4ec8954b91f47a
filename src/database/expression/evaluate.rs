//! The value of an expression in a row.

use std::borrow::Cow;
use std::cell::Cell;
use std::cmp::Ordering;
use std::rc::Rc;

use super::{ColumnNode, Comparison, InList, InQuery, MatchNode, Node, glob, like};
use crate::database::affinity::{Affinity, cast, to_float, to_integer, to_number, to_text, truth};
use crate::database::compare::compare;
use crate::database::functions::{self, datetime};
use crate::database::number::{quoted_real, to_real};
use crate::database::sql::ast::{BinaryOperator, MatchKind, NowKind, UnaryOperator};
use crate::database::storage::{Row, State};
use crate::database::{Chance, DatabaseError, SqlValue, Work};

/// How deep queries may nest while they run.
const MAXIMUM_QUERIES: usize = 60;

/// What an expression may ask of its connection.
pub struct Session<'a> {
    pub state: &'a State,
    /// `YYYY-MM-DD HH:MM:SS`, with optional fraction.
    pub now: &'a str,
    pub last_insert_id: i64,
    pub changes: u64,
    pub running: Cell<usize>,
    pub work: &'a Work,
    /// What chance draws from.
    pub chance: Option<Chance>,
}

impl<'a> Session<'a> {
    /// A session on a state.
    pub fn new(state: &'a State, now: &'a str, work: &'a Work) -> Self {
        Self {
            state,
            now,
            last_insert_id: 0,
            changes: 0,
            running: Cell::new(0),
            work,
            chance: None,
        }
    }

    /// Runs something that may nest, unless it nests too deep.
    pub fn nested<T>(
        &self,
        run: impl FnOnce() -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        if self.running.get() >= MAXIMUM_QUERIES {
            return Err(DatabaseError::operational("parser stack overflow"));
        }
        self.running.set(self.running.get() + 1);
        let result = run();
        self.running.set(self.running.get() - 1);
        result
    }
}

/// A row of one source.
#[derive(Clone, Debug)]
pub struct SourceRow {
    pub rowid: i64,
    pub values: Row,
}

/// Where an expression is evaluated: the rows of a query's sources, and the query around it.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    pub session: &'a Session<'a>,
    /// `None` where an outer join found no row.
    pub rows: &'a [Option<SourceRow>],
    pub aggregates: &'a [SqlValue],
    pub windows: &'a [SqlValue],
    pub parent: Option<&'a Scope<'a>>,
}

impl<'a> Scope<'a> {
    /// A scope without rows.
    pub fn constant(session: &'a Session<'a>) -> Self {
        Self {
            session,
            rows: &[],
            aggregates: &[],
            windows: &[],
            parent: None,
        }
    }

    /// This scope with other rows.
    pub fn with_rows(self, rows: &'a [Option<SourceRow>]) -> Self {
        Self { rows, ..self }
    }

    fn column(&self, node: &ColumnNode) -> SqlValue {
        let mut scope = self;
        for _ in 0..node.level {
            let Some(parent) = scope.parent else {
                return SqlValue::Null;
            };
            scope = parent;
        }
        match (scope.rows.get(node.source), node.column) {
            (Some(Some(row)), Some(column)) => {
                row.values.get(column).cloned().unwrap_or(SqlValue::Null)
            }
            (Some(Some(row)), None) => SqlValue::Integer(row.rowid),
            _ => SqlValue::Null,
        }
    }
}

impl Node {
    /// The value in a scope.
    pub fn evaluate(&self, scope: &Scope<'_>) -> Result<SqlValue, DatabaseError> {
        match self {
            Self::Value(value) => Ok(value.clone()),
            Self::Column(column) => Ok(scope.column(column)),
            Self::Unary(operator, value) => Ok(unary(*operator, &value.evaluate(scope)?)),
            Self::Binary(operator, left, right) => {
                binary(*operator, &left.evaluate(scope)?, &right.evaluate(scope)?)
            }
            Self::And(..)
            | Self::Or(..)
            | Self::Compare(_)
            | Self::Match(_)
            | Self::IsNull { .. } => self.truth(scope).map(boolean),
            Self::InList(node) => node.evaluate(scope),
            Self::InQuery(node) => node.evaluate(scope),
            Self::Case {
                branches,
                otherwise,
            } => case(branches, otherwise.as_deref(), scope),
            Self::Cast { value, type_name } => Ok(cast(&value.evaluate(scope)?, type_name)),
            Self::Collate(value, _) => value.evaluate(scope),
            Self::Function(function, arguments) => functions::call(function, arguments, scope),
            Self::Scalar { query, column } => {
                let rows = query.run_cached(scope)?;
                let value = rows.first().and_then(|row| row.get(*column));
                Ok(value.cloned().unwrap_or(SqlValue::Null))
            }
            Self::Exists(query) => {
                let rows = query.run_cached(scope)?;
                Ok(boolean(Some(!rows.is_empty())))
            }
            Self::Aggregate(number) => Ok(numbered(scope.aggregates, *number)),
            Self::Window(number) => Ok(numbered(scope.windows, *number)),
            Self::Now(kind) => Ok(now(*kind, scope.session.now)),
        }
    }

    /// Whether the value is true; NULL is not.
    pub fn holds(&self, scope: &Scope<'_>) -> Result<bool, DatabaseError> {
        Ok(self.truth(scope)? == Some(true))
    }

    /// The value as a condition; `None` for NULL.
    fn truth(&self, scope: &Scope<'_>) -> Result<Option<bool>, DatabaseError> {
        match self {
            Self::And(left, right) => connect(left, right, false, scope),
            Self::Or(left, right) => connect(left, right, true, scope),
            Self::Compare(comparison) => comparison.truth(scope),
            Self::Match(node) => node.truth(scope),
            Self::IsNull { value, negated } => {
                let is_null = *value.borrowed(scope)? == SqlValue::Null;
                Ok(Some(is_null != *negated))
            }
            _ => Ok(truth(&self.evaluate(scope)?)),
        }
    }

    /// The value, where it stands if it stands somewhere.
    fn borrowed<'s>(&'s self, scope: &'s Scope<'_>) -> Result<Cow<'s, SqlValue>, DatabaseError> {
        match self.standing(scope) {
            Some(value) => Ok(Cow::Borrowed(value)),
            None => self.evaluate(scope).map(Cow::Owned),
        }
    }

    fn standing<'s>(&'s self, scope: &'s Scope<'_>) -> Option<&'s SqlValue> {
        match self {
            Self::Value(value) => Some(value),
            Self::Column(ColumnNode {
                level: 0,
                source,
                column: Some(column),
                ..
            }) => scope.rows.get(*source)?.as_ref()?.values.get(*column),
            _ => None,
        }
    }
}

fn numbered(values: &[SqlValue], number: usize) -> SqlValue {
    values.get(number).cloned().unwrap_or(SqlValue::Null)
}

fn now(kind: NowKind, now: &str) -> SqlValue {
    let function = match kind {
        NowKind::Date => datetime::Shape::Date,
        NowKind::Time => datetime::Shape::Time,
        NowKind::Timestamp => datetime::Shape::DateTime,
    };
    datetime::shape(function, &[], now)
}

/// TRUE, FALSE or NULL.
pub fn boolean(value: Option<bool>) -> SqlValue {
    value.map_or(SqlValue::Null, |value| SqlValue::Integer(i64::from(value)))
}

fn negate(value: Option<bool>, negated: bool) -> Option<bool> {
    value.map(|value| value != negated)
}

/// AND and OR: `decisive` is the operand that settles the answer alone.
fn connect(
    left: &Node,
    right: &Node,
    decisive: bool,
    scope: &Scope<'_>,
) -> Result<Option<bool>, DatabaseError> {
    let left = left.truth(scope)?;
    if left == Some(decisive) {
        return Ok(left);
    }
    let right = right.truth(scope)?;
    if right == Some(decisive) {
        return Ok(right);
    }
    Ok(left.and(right))
}

fn case(
    branches: &[(Node, Node)],
    otherwise: Option<&Node>,
    scope: &Scope<'_>,
) -> Result<SqlValue, DatabaseError> {
    for (condition, result) in branches {
        if condition.holds(scope)? {
            return result.evaluate(scope);
        }
    }
    otherwise.map_or(Ok(SqlValue::Null), |node| node.evaluate(scope))
}

impl Comparison {
    fn truth(&self, scope: &Scope<'_>) -> Result<Option<bool>, DatabaseError> {
        // Most compare a column with a value, of which neither has to be copied.
        if let (Some(left), Some(right)) = (self.left.standing(scope), self.right.standing(scope))
            && !self.affinity.converts(left)
            && !self.affinity.converts(right)
        {
            return Ok(self.answer(left, right));
        }
        let left = self.affinity.convert_borrowed(self.left.borrowed(scope)?);
        let right = self.affinity.convert_borrowed(self.right.borrowed(scope)?);
        Ok(self.answer(&left, &right))
    }

    fn answer(&self, left: &SqlValue, right: &SqlValue) -> Option<bool> {
        let ordering = compare(left, right, self.collation);
        let is_null = |value: &SqlValue| matches!(value, SqlValue::Null);
        match self.operator {
            BinaryOperator::Is => Some(ordering == Ordering::Equal),
            BinaryOperator::IsNot => Some(ordering != Ordering::Equal),
            _ if is_null(left) || is_null(right) => None,
            BinaryOperator::Equal => Some(ordering == Ordering::Equal),
            BinaryOperator::NotEqual => Some(ordering != Ordering::Equal),
            BinaryOperator::Less => Some(ordering == Ordering::Less),
            BinaryOperator::LessEqual => Some(ordering != Ordering::Greater),
            BinaryOperator::Greater => Some(ordering == Ordering::Greater),
            _ => Some(ordering != Ordering::Less),
        }
    }
}

impl Affinity {
    /// The conversion before a comparison, which leaves the class of numbers alone.
    pub fn convert(self, value: SqlValue) -> SqlValue {
        match (self, &value) {
            (Self::Numeric, SqlValue::Text(_)) | (Self::Text, _) => self.apply(value),
            _ => value,
        }
    }

    fn convert_borrowed(self, value: Cow<'_, SqlValue>) -> Cow<'_, SqlValue> {
        match self.converts(&value) {
            true => Cow::Owned(self.convert(value.into_owned())),
            false => value,
        }
    }

    /// Whether the conversion makes another value of this one.
    fn converts(self, value: &SqlValue) -> bool {
        matches!(
            (self, value),
            (Self::Numeric, SqlValue::Text(_))
                | (Self::Text, SqlValue::Integer(_) | SqlValue::Real(_))
        )
    }
}

impl MatchNode {
    fn truth(&self, scope: &Scope<'_>) -> Result<Option<bool>, DatabaseError> {
        let value = self.value.borrowed(scope)?;
        let pattern = self.pattern.borrowed(scope)?;
        let is_blob = [&value, &pattern]
            .iter()
            .any(|side| matches!(side.as_ref(), SqlValue::Blob(_)));
        // As the SQLite of the distributions is built, before anything else is looked at.
        if is_blob && matches!(self.kind, MatchKind::Like | MatchKind::Glob) {
            return Ok(Some(self.negated));
        }
        let escape = match &self.escape {
            Some(escape) => match escape.borrowed(scope)?.as_ref() {
                SqlValue::Null => return Ok(None),
                escape => Some(single_character(&borrowed_text(escape))?),
            },
            None => None,
        };
        if *value == SqlValue::Null || *pattern == SqlValue::Null {
            return Ok(None);
        }
        let (text, pattern) = (borrowed_text(&value), borrowed_text(&pattern));
        let found = match self.kind {
            MatchKind::Like => like(&pattern, &text, escape),
            MatchKind::Glob => glob(&pattern, &text),
            MatchKind::Regexp => functions::regexp(&pattern, &text)?,
            MatchKind::Match => {
                let message = "unable to use function MATCH in the requested context";
                return Err(DatabaseError::operational(message));
            }
        };
        Ok(Some(found != self.negated))
    }
}

fn borrowed_text(value: &SqlValue) -> Cow<'_, str> {
    match value {
        SqlValue::Text(text) => Cow::Borrowed(text),
        other => Cow::Owned(to_text(other)),
    }
}

fn single_character(text: &str) -> Result<char, DatabaseError> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Ok(character),
        _ => Err(DatabaseError::operational(
            "ESCAPE expression must be a single character",
        )),
    }
}

impl InList {
    fn evaluate(&self, scope: &Scope<'_>) -> Result<SqlValue, DatabaseError> {
        if self.list.is_empty() {
            return Ok(boolean(Some(self.negated)));
        }
        let value = self.affinity.convert(self.value.evaluate(scope)?);
        let mut answer = if value == SqlValue::Null {
            None
        } else {
            Some(false)
        };
        for item in &self.list {
            let item = self.affinity.convert(item.evaluate(scope)?);
            if item == SqlValue::Null {
                answer = None;
            } else if value != SqlValue::Null && compare(&value, &item, self.collation).is_eq() {
                answer = Some(true);
                break;
            }
        }
        Ok(boolean(negate(answer, self.negated)))
    }
}

impl InQuery {
    fn evaluate(&self, scope: &Scope<'_>) -> Result<SqlValue, DatabaseError> {
        let values: Vec<SqlValue> = self
            .values
            .iter()
            .zip(&self.rules)
            .map(|(node, (affinity, _))| Ok(affinity.convert(node.evaluate(scope)?)))
            .collect::<Result<_, DatabaseError>>()?;
        let found = match (values.as_slice(), self.rules.as_slice()) {
            ([value], [rule]) => self.query.contains(value, *rule, scope)?,
            _ => self.contains_row(&values, scope)?,
        };
        Ok(boolean(negate(found, self.negated)))
    }

    fn contains_row(
        &self,
        values: &[SqlValue],
        scope: &Scope<'_>,
    ) -> Result<Option<bool>, DatabaseError> {
        let rows = self.query.run_cached(scope)?;
        let mut answer = Some(false);
        for row in rows.iter() {
            let mut equal = Some(true);
            for ((value, item), (affinity, collation)) in
                values.iter().zip(row.iter()).zip(&self.rules)
            {
                let item = affinity.convert(item.clone());
                if *value == SqlValue::Null || item == SqlValue::Null {
                    equal = equal.filter(|equal| !equal);
                } else if !compare(value, &item, *collation).is_eq() {
                    equal = Some(false);
                    break;
                }
            }
            match equal {
                Some(true) => return Ok(Some(true)),
                None => answer = None,
                Some(false) => {}
            }
        }
        Ok(answer)
    }
}

fn unary(operator: UnaryOperator, value: &SqlValue) -> SqlValue {
    if *value == SqlValue::Null {
        return SqlValue::Null;
    }
    match operator {
        UnaryOperator::Plus => value.clone(),
        UnaryOperator::Not => boolean(truth(value).map(|value| !value)),
        UnaryOperator::BitNot => SqlValue::Integer(!to_integer(value)),
        UnaryOperator::Minus => match to_number(value) {
            SqlValue::Integer(integer) => integer
                .checked_neg()
                .map_or_else(|| SqlValue::Real(-to_real(integer)), SqlValue::Integer),
            // Zero has no sign: SQLite subtracts from it.
            SqlValue::Real(real) => SqlValue::Real(0.0 - real),
            other => other,
        },
    }
}

fn binary(
    operator: BinaryOperator,
    left: &SqlValue,
    right: &SqlValue,
) -> Result<SqlValue, DatabaseError> {
    if *left == SqlValue::Null || *right == SqlValue::Null {
        return Ok(SqlValue::Null);
    }
    Ok(match operator {
        BinaryOperator::Concat => SqlValue::Text(concatenate(left, right)),
        BinaryOperator::BitAnd => SqlValue::Integer(to_integer(left) & to_integer(right)),
        BinaryOperator::BitOr => SqlValue::Integer(to_integer(left) | to_integer(right)),
        BinaryOperator::ShiftLeft => SqlValue::Integer(shift(to_integer(left), to_integer(right))),
        BinaryOperator::ShiftRight => {
            SqlValue::Integer(shift(to_integer(left), to_integer(right).saturating_neg()))
        }
        BinaryOperator::Arrow => functions::json::arrow(left, right, false)?,
        BinaryOperator::DoubleArrow => functions::json::arrow(left, right, true)?,
        BinaryOperator::Modulo => modulo(left, right),
        _ => arithmetic(operator, left, right),
    })
}

fn concatenate(left: &SqlValue, right: &SqlValue) -> Rc<str> {
    let mut text = to_text(left);
    text.push_str(&to_text(right));
    text.into()
}

/// Shifts to the left, or to the right by a negative number.
fn shift(value: i64, by: i64) -> i64 {
    match by {
        64.. => 0,
        0..64 => value << by,
        -63..0 => value >> -by,
        _ => value >> 63,
    }
}

fn arithmetic(operator: BinaryOperator, left: &SqlValue, right: &SqlValue) -> SqlValue {
    if let (SqlValue::Integer(left), SqlValue::Integer(right)) =
        (&to_number(left), &to_number(right))
    {
        let exact = match operator {
            BinaryOperator::Add => left.checked_add(*right),
            BinaryOperator::Subtract => left.checked_sub(*right),
            BinaryOperator::Multiply => left.checked_mul(*right),
            _ if *right == 0 => return SqlValue::Null,
            _ => left.checked_div(*right),
        };
        if let Some(integer) = exact {
            return SqlValue::Integer(integer);
        }
    }
    let (left, right) = (to_float(left), to_float(right));
    let real = match operator {
        BinaryOperator::Add => left + right,
        BinaryOperator::Subtract => left - right,
        BinaryOperator::Multiply => left * right,
        _ if right == 0.0 => return SqlValue::Null,
        _ => left / right,
    };
    if real.is_nan() {
        SqlValue::Null
    } else {
        SqlValue::Real(real)
    }
}

/// The remainder of the integers that the operands begin with; a REAL when one looks like a REAL.
fn modulo(left: &SqlValue, right: &SqlValue) -> SqlValue {
    let divisor = to_integer(right);
    if divisor == 0 {
        return SqlValue::Null;
    }
    let remainder = to_integer(left).wrapping_rem(divisor);
    match (to_number(left), to_number(right)) {
        (SqlValue::Integer(_), SqlValue::Integer(_)) => SqlValue::Integer(remainder),
        _ => SqlValue::Real(to_real(remainder)),
    }
}

/// A value as SQL text: `quote()`.
pub fn literal(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "NULL".to_owned(),
        SqlValue::Integer(integer) => integer.to_string(),
        SqlValue::Real(real) => quoted_real(*real),
        SqlValue::Text(text) => format!("'{}'", text.replace('\'', "''")),
        SqlValue::Blob(bytes) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            format!("X'{digits}'")
        }
    }
}

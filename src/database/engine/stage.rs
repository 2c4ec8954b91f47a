//! A storage for one statement: GlueSQL's side of the tables.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use gluesql::core::ast::{ColumnDef, ColumnUniqueOption, DataType, Expr, IndexOperator};
use gluesql::core::chrono::NaiveDateTime;
use gluesql::core::data::{Key, Schema, SchemaIndex, SchemaIndexOrd, Value};
use gluesql::core::error::{Error, Result};
use gluesql::core::executor::{Payload, execute};
use gluesql::core::plan::{ExprPlan, StatementPlan};
use gluesql::core::planner::{
    fetch_schema_map, plan_aggregate, plan_hash_join, plan_index, plan_primary_key,
};
use gluesql::core::store::{
    AlterTable, CustomFunction, CustomFunctionMut, Index, IndexMut, Metadata, Planner, RowIter,
    Store, StoreMut, Transaction,
};

use super::key::{from_value, to_value};
use crate::database::DatabaseError;
use crate::database::compare::{Collation, OrderedValue};
use crate::database::expression::{Node, Scope, SourceRow};
use crate::database::storage::{Row, Table};

/// The name of the row id in every source.
pub const ROWID: &str = "rowid";

/// The rows that a source offers.
pub enum Relation<'a> {
    Table(&'a Table),
    List(Vec<SourceRow>),
}

impl Relation<'_> {
    /// The row of this id. A list's ids are places in it.
    pub fn row(&self, id: i64) -> Option<SourceRow> {
        match self {
            Self::Table(table) => {
                let values = table.rows.get(&id)?.clone();
                Some(SourceRow { rowid: id, values })
            }
            Self::List(rows) => rows.get(usize::try_from(id).ok()?).cloned(),
        }
    }

    /// All rows with their ids and row ids.
    fn ids(&self) -> Box<dyn Iterator<Item = (i64, i64, &Row)> + '_> {
        match self {
            Self::Table(table) => {
                Box::new(table.rows.iter().map(|(rowid, row)| (*rowid, *rowid, row)))
            }
            Self::List(rows) => Box::new(
                (0..)
                    .zip(rows)
                    .map(|(id, row)| (id, row.rowid, &row.values)),
            ),
        }
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = SourceRow> {
        self.ids().map(|(_, rowid, row)| SourceRow {
            rowid,
            values: Rc::clone(row),
        })
    }
}

/// A column that GlueSQL sees.
#[derive(Clone, Copy, Debug)]
pub enum StageColumn<'a> {
    /// A column of the relation.
    Stored(usize),
    /// Whether these conditions on the relation's columns hold; the number makes its name.
    Hidden(usize, &'a [&'a Node]),
}

/// The name by which a plan calls a stored column.
pub fn column_name(column: usize) -> String {
    format!("c{column}")
}

/// The name by which a plan calls a hidden column.
pub fn hidden_name(column: usize) -> String {
    format!("x{column}")
}

/// The name by which a plan calls a source.
pub fn source_name(source: usize) -> String {
    format!("s{source}")
}

/// A source of a stage.
pub struct StageSource<'a> {
    /// Its number among the query's sources.
    pub number: usize,
    pub relation: &'a Relation<'a>,
    pub columns: Vec<StageColumn<'a>>,
    /// `LEFT JOIN` instead of `JOIN`.
    pub left: bool,
    /// What joins it to the sources before it.
    pub on: Option<ExprPlan>,
}

/// Rows that were made for the stage: sort keys, or rows that are to change.
pub struct Prepared {
    pub columns: Vec<(String, DataType)>,
    pub rows: Vec<(i64, Vec<Value>)>,
}

/// The name of the table of [`Prepared`] rows.
pub const PREPARED: &str = "prepared";

/// What GlueSQL does to a row: to a new one or an updated one by its place among the rows of the
/// statement, whose values need not pass through GlueSQL, or to a deleted one by its row id. GlueSQL
/// itself counts some rows as one, so that its places are those of batches.
pub enum RowChange {
    Append(usize),
    Update(usize),
    Delete(i64),
}

/// Who carries out the changes of rows.
pub type Sink<'a> = &'a mut dyn FnMut(RowChange) -> std::result::Result<(), DatabaseError>;

/// The tables of one statement.
pub struct Stage<'a> {
    pub sources: Vec<StageSource<'a>>,
    /// The query's scope without rows, for hidden columns.
    pub scope: Option<&'a Scope<'a>>,
    pub prepared: Option<Prepared>,
    pub sink: Option<Sink<'a>>,
    schemas: OnceCell<Vec<Schema>>,
    /// The error behind the one that GlueSQL reports.
    failure: RefCell<Option<DatabaseError>>,
}

impl<'a> Stage<'a> {
    /// A stage of sources for a query.
    pub fn of_sources(sources: Vec<StageSource<'a>>, scope: &'a Scope<'a>) -> Self {
        Self {
            sources,
            scope: Some(scope),
            ..Self::empty()
        }
    }

    /// A stage of rows made for it.
    pub fn of_rows(prepared: Prepared, sink: Option<Sink<'a>>) -> Self {
        Self {
            prepared: Some(prepared),
            sink,
            ..Self::empty()
        }
    }

    fn empty() -> Self {
        Self {
            sources: Vec::new(),
            scope: None,
            prepared: None,
            sink: None,
            schemas: OnceCell::new(),
            failure: RefCell::new(None),
        }
    }

    /// Plans and executes a statement; answers the rows, if it was a query.
    pub fn run(
        mut self,
        statement: StatementPlan,
    ) -> std::result::Result<Vec<Vec<Value>>, DatabaseError> {
        let payload = Planner::plan(&self, statement).and_then(|plan| execute(&mut self, &plan));
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        match payload {
            Ok(Payload::Select { rows, .. }) => Ok(rows),
            Ok(_) => Ok(Vec::new()),
            Err(error) => Err(DatabaseError::operational(error.to_string())),
        }
    }

    fn source(&self, name: &str) -> Result<&StageSource<'a>> {
        let named = |source: &&StageSource<'a>| source_name(source.number) == name;
        self.sources.iter().find(named).ok_or_else(|| missing(name))
    }

    fn values(
        &self,
        source: &StageSource<'_>,
        id: i64,
        rowid: i64,
        row: &Row,
    ) -> Result<Vec<Value>> {
        if let Some(scope) = self.scope {
            let counted = scope.session.work.step(1);
            counted.map_err(|error| self.fail(error))?;
        }
        let mut values = Vec::with_capacity(source.columns.len() + 1);
        values.push(Value::I64(id));
        for column in &source.columns {
            values.push(match column {
                StageColumn::Stored(place) => row.get(*place).map_or(Value::Null, to_value),
                StageColumn::Hidden(_, nodes) => self.hidden(nodes, source.number, rowid, row)?,
            });
        }
        Ok(values)
    }

    /// The value of a hidden column in a row.
    fn hidden(&self, nodes: &[&Node], number: usize, rowid: i64, row: &Row) -> Result<Value> {
        let Some(scope) = self.scope else {
            return Ok(Value::Null);
        };
        let mut rows = vec![None; number + 1];
        rows[number] = Some(SourceRow {
            rowid,
            values: Rc::clone(row),
        });
        let scope = scope.with_rows(&rows);
        for node in nodes {
            match node.holds(&scope) {
                Ok(true) => {}
                Ok(false) => return Ok(Value::Bool(false)),
                Err(error) => return Err(self.fail(error)),
            }
        }
        Ok(Value::Bool(true))
    }

    /// Keeps an error that GlueSQL's own cannot carry.
    fn fail(&self, error: DatabaseError) -> Error {
        let message = error.message.clone();
        *self.failure.borrow_mut() = Some(error);
        Error::StorageMsg(message)
    }

    fn change(&mut self, change: RowChange) -> Result<()> {
        let Some(sink) = &mut self.sink else {
            return Err(missing("sink"));
        };
        sink(change).map_err(|error| self.fail(error))
    }

    fn schemas(&self) -> &[Schema] {
        self.schemas.get_or_init(|| {
            let sources = self.sources.iter().map(StageSource::schema);
            sources
                .chain(self.prepared.iter().map(Prepared::schema))
                .collect()
        })
    }
}

fn missing(name: &str) -> Error {
    Error::StorageMsg(format!("no source {name}"))
}

fn column_def(name: String, data_type: DataType, is_primary: bool) -> ColumnDef {
    ColumnDef {
        name,
        data_type,
        nullable: !is_primary,
        default: None,
        unique: is_primary.then_some(ColumnUniqueOption { is_primary }),
        comment: None,
    }
}

fn schema(name: String, columns: Vec<ColumnDef>, indexes: Vec<SchemaIndex>) -> Schema {
    Schema {
        table_name: name,
        column_defs: Some(columns),
        indexes,
        engine: None,
        foreign_keys: Vec::new(),
        comment: None,
    }
}

impl Prepared {
    fn schema(&self) -> Schema {
        let columns = self.columns.iter();
        let columns = columns
            .map(|(name, kind)| column_def(name.clone(), kind.clone(), false))
            .collect();
        schema(PREPARED.to_owned(), columns, Vec::new())
    }
}

impl StageSource<'_> {
    fn schema(&self) -> Schema {
        let rowid = column_def(ROWID.to_owned(), DataType::Int, true);
        let others = self.columns.iter().map(|column| match column {
            StageColumn::Stored(stored) => column_def(column_name(*stored), DataType::Int, false),
            StageColumn::Hidden(number, _) => {
                column_def(hidden_name(*number), DataType::Boolean, false)
            }
        });
        let columns = std::iter::once(rowid).chain(others).collect();
        schema(source_name(self.number), columns, self.indexes())
    }

    /// The indexes that begin with a column as it is stored.
    fn indexes(&self) -> Vec<SchemaIndex> {
        let Relation::Table(table) = self.relation else {
            return Vec::new();
        };
        let offers = |place: &usize| {
            let stored = |column: &StageColumn<'_>| matches!(column, StageColumn::Stored(stored) if stored == place);
            self.columns.iter().any(stored)
        };
        let offered = table.indexes.iter().filter_map(|index| {
            let column = index.plain_column().filter(offers)?;
            Some(SchemaIndex {
                name: index.definition.name.to_string(),
                expr: Expr::Identifier(column_name(column)),
                order: SchemaIndexOrd::Asc,
                created: NaiveDateTime::default(),
            })
        });
        offered.collect()
    }
}

impl Store for Stage<'_> {
    fn fetch_schema(&self, name: &str) -> Result<Option<Schema>> {
        Ok(self
            .schemas()
            .iter()
            .find(|schema| schema.table_name == name)
            .cloned())
    }

    fn fetch_all_schemas(&self) -> Result<Vec<Schema>> {
        Ok(self.schemas().to_vec())
    }

    fn fetch_data(&self, name: &str, key: &Key) -> Result<Option<Vec<Value>>> {
        let source = self.source(name)?;
        let Key::I64(id) = key else { return Ok(None) };
        let row = source.relation.row(*id);
        row.map(|row| self.values(source, *id, row.rowid, &row.values))
            .transpose()
    }

    fn scan_data<'b>(&'b self, name: &str) -> Result<RowIter<'b>> {
        if let (PREPARED, Some(prepared)) = (name, &self.prepared) {
            let rows = prepared.rows.iter();
            return Ok(Box::new(
                rows.map(|(id, values)| Ok((Key::I64(*id), values.clone()))),
            ));
        }
        let source = self.source(name)?;
        let rows = source.relation.ids();
        Ok(Box::new(rows.map(move |(id, rowid, row)| {
            Ok((Key::I64(id), self.values(source, id, rowid, row)?))
        })))
    }
}

impl Index for Stage<'_> {
    fn scan_indexed_data<'b>(
        &'b self,
        name: &str,
        index: &str,
        _: Option<bool>,
        condition: Option<(&IndexOperator, Value)>,
    ) -> Result<RowIter<'b>> {
        let source = self.source(name)?;
        let Relation::Table(table) = source.relation else {
            return Err(missing(name));
        };
        let index = table.index(index).ok_or_else(|| missing(index))?;
        let wanted = condition.map(|(operator, value)| {
            (
                operator.clone(),
                OrderedValue::new(&from_value(value), Collation::Binary),
            )
        });
        let from = match &wanted {
            Some((IndexOperator::Eq | IndexOperator::Gt | IndexOperator::GtEq, value)) => {
                Some(value.clone())
            }
            _ => None,
        };
        let limit = wanted.clone();
        let rows = index
            .scan_from(from)
            .take_while(move |(value, _)| !is_beyond(limit.as_ref(), value))
            .filter(move |(value, _)| accepts(wanted.as_ref(), value))
            .filter_map(move |(_, id)| {
                let row = table.rows.get(&id)?;
                Some(
                    self.values(source, id, id, row)
                        .map(|values| (Key::I64(id), values)),
                )
            });
        Ok(Box::new(rows))
    }
}

/// Whether no later entry of the index can satisfy a condition.
fn is_beyond(wanted: Option<&(IndexOperator, OrderedValue)>, value: &OrderedValue) -> bool {
    match wanted {
        Some((IndexOperator::Eq | IndexOperator::LtEq, limit)) => value > limit,
        Some((IndexOperator::Lt, limit)) => !limit.is_null() && value >= limit,
        _ => false,
    }
}

/// Whether an index condition holds. NULL satisfies none but the two by which the planner asks for
/// it: `= NULL` stands for IS NULL and `< NULL` for IS NOT NULL.
fn accepts(wanted: Option<&(IndexOperator, OrderedValue)>, value: &OrderedValue) -> bool {
    let Some((operator, limit)) = wanted else {
        return true;
    };
    if limit.is_null() {
        return value.is_null() == matches!(operator, IndexOperator::Eq);
    }
    !value.is_null()
        && match operator {
            IndexOperator::Eq => value == limit,
            IndexOperator::Lt => value < limit,
            IndexOperator::LtEq => value <= limit,
            IndexOperator::Gt => value > limit,
            IndexOperator::GtEq => value >= limit,
        }
}

impl StoreMut for Stage<'_> {
    fn append_data(&mut self, _: &str, rows: Vec<Vec<Value>>) -> Result<()> {
        places(rows).try_for_each(|place| self.change(RowChange::Append(place)))
    }

    fn insert_data(&mut self, _: &str, rows: Vec<(Key, Vec<Value>)>) -> Result<()> {
        let rows = rows.into_iter().map(|(_, row)| row);
        places(rows).try_for_each(|place| self.change(RowChange::Update(place)))
    }

    fn delete_data(&mut self, _: &str, keys: Vec<Key>) -> Result<()> {
        for key in keys {
            let Key::I64(rowid) = key else { continue };
            self.change(RowChange::Delete(rowid))?;
        }
        Ok(())
    }
}

/// The places that rows end with.
fn places(rows: impl IntoIterator<Item = Vec<Value>>) -> impl Iterator<Item = usize> {
    rows.into_iter().filter_map(|row| match row.last() {
        Some(Value::I64(place)) => usize::try_from(*place).ok(),
        _ => None,
    })
}

impl Planner for Stage<'_> {
    fn plan(&self, statement: StatementPlan) -> Result<StatementPlan> {
        if self.sources.is_empty() {
            // Rows that were made for the statement have no keys or indexes to choose.
            return Ok(statement);
        }
        let schemas = fetch_schema_map(self, &statement)?;
        let statement = plan_primary_key(&schemas, statement);
        let statement = plan_index(&schemas, statement);
        Ok(plan_aggregate(plan_hash_join(&schemas, statement)))
    }
}

impl Metadata for Stage<'_> {}
impl CustomFunction for Stage<'_> {}
impl CustomFunctionMut for Stage<'_> {}
// The schema and transactions are changed outside of GlueSQL, on the whole state.
impl IndexMut for Stage<'_> {}
impl AlterTable for Stage<'_> {}
impl Transaction for Stage<'_> {}

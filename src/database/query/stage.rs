//! What GlueSQL plans and executes: a join of tables, on the conditions it answers as SQLite.
//!
//! A [`Stage`] is a GlueSQL storage for one query. Each source is a table of its row id, as the
//! primary key, and of the columns that the conditions mention. GlueSQL answers with row ids, so
//! no other value crosses over and back.

mod condition;

use std::cell::OnceCell;

pub use condition::{Conditions, Mention, both};

use gluesql::core::ast::{ColumnDef, ColumnUniqueOption, DataType, Expr, IndexOperator};
use gluesql::core::chrono::NaiveDateTime;
use gluesql::core::data::{Key, Schema, SchemaIndex, SchemaIndexOrd, Value};
use gluesql::core::error::{Error, Result};
use gluesql::core::executor::{Payload, execute};
use gluesql::core::plan::{
    ExprPlan, FilterInputPlan, FilterPlan, InnerJoinInputPlan, InnerJoinPlan,
    JoinConditionInputPlan, JoinConditionPlan, LeftOuterJoinInputPlan, LeftOuterJoinPlan,
    NestedLoopJoinInputPlan, NestedLoopJoinPlan, ProjectInputPlan, ProjectPlan, ProjectionPlan,
    QueryPlan, SelectItemPlan, SourcePlan, StatementPlan, TableAccessPlan, TableSourcePlan,
};
use gluesql::core::planner::{fetch_schema_map, plan_hash_join, plan_index, plan_primary_key};
use gluesql::core::store::{
    AlterTable, CustomFunction, CustomFunctionMut, Index, IndexMut, Metadata, Planner, RowIter,
    Store, StoreMut, Transaction,
};

use crate::database::compare::{Collation, OrderedValue};
use crate::database::expression::SourceRow;
use crate::database::number::exact_integer;
use crate::database::storage::{Row, Table};
use crate::database::{DatabaseError, SqlValue};

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

    /// All rows with their ids.
    fn ids(&self) -> Box<dyn Iterator<Item = (i64, &Row)> + '_> {
        match self {
            Self::Table(table) => Box::new(table.rows.iter().map(|(rowid, row)| (*rowid, row))),
            Self::List(rows) => Box::new((0..).zip(rows.iter().map(|row| &row.values))),
        }
    }

    /// All rows.
    pub fn all(&self) -> Vec<SourceRow> {
        match self {
            Self::List(rows) => rows.clone(),
            Self::Table(_) => self
                .ids()
                .map(|(rowid, values)| SourceRow {
                    rowid,
                    values: values.clone(),
                })
                .collect(),
        }
    }
}

/// A source of a stage.
pub struct StageSource<'a> {
    /// See [`source_name`].
    pub name: String,
    pub relation: &'a Relation<'a>,
    /// The columns that conditions mention.
    pub columns: Vec<usize>,
    /// `LEFT JOIN` instead of `JOIN`.
    pub left: bool,
    /// What joins it to the sources before it.
    pub on: Option<ExprPlan>,
}

/// A join for GlueSQL.
pub struct Stage<'a> {
    pub sources: Vec<StageSource<'a>>,
    pub filter: Option<ExprPlan>,
    schemas: OnceCell<Vec<Schema>>,
}

/// The name by which a plan calls a source.
pub fn source_name(source: usize) -> String {
    format!("s{source}")
}

/// The name by which a plan calls a column.
pub fn column_name(column: usize) -> String {
    format!("c{column}")
}

/// A value as GlueSQL compares it: a REAL without fraction is the same number as an INTEGER, in
/// hashed keys, too.
pub fn to_value(value: &SqlValue) -> Value {
    match value {
        SqlValue::Null => Value::Null,
        SqlValue::Integer(integer) => Value::I64(*integer),
        SqlValue::Real(real) => exact_integer(*real).map_or(Value::F64(*real), Value::I64),
        SqlValue::Text(text) => Value::Str(text.to_string()),
        SqlValue::Blob(bytes) => Value::Bytea(bytes.to_vec()),
    }
}

fn from_value(value: Value) -> SqlValue {
    match value {
        Value::I64(integer) => SqlValue::Integer(integer),
        Value::F64(real) => SqlValue::Real(real),
        Value::Str(text) => SqlValue::Text(text.into()),
        Value::Bytea(bytes) => SqlValue::Blob(bytes.into()),
        _ => SqlValue::Null,
    }
}

impl<'a> Stage<'a> {
    /// A stage over these sources.
    pub fn new(sources: Vec<StageSource<'a>>, filter: Option<ExprPlan>) -> Self {
        Self {
            sources,
            filter,
            schemas: OnceCell::new(),
        }
    }

    /// Runs the join: for each found row, the row id in each source.
    pub fn run(mut self) -> std::result::Result<Vec<Vec<Option<i64>>>, DatabaseError> {
        let statement = self.statement();
        let payload = Planner::plan(&self, statement)
            .and_then(|plan| execute(&mut self, &plan))
            .map_err(|error| DatabaseError::operational(error.to_string()))?;
        let Payload::Select { rows, .. } = payload else {
            return Ok(Vec::new());
        };
        let id = |value: Value| match value {
            Value::I64(id) => Some(id),
            _ => None,
        };
        Ok(rows
            .into_iter()
            .map(|row| row.into_iter().map(id).collect())
            .collect())
    }

    fn statement(&self) -> StatementPlan {
        let projection = self
            .sources
            .iter()
            .map(|source| SelectItemPlan::Expr {
                expr: ExprPlan::CompoundIdentifier {
                    alias: source.name.clone(),
                    ident: ROWID.to_owned(),
                },
                label: source.name.clone(),
            })
            .collect();
        StatementPlan::Query(QueryPlan::Project(ProjectPlan {
            input: self.input(),
            projection: ProjectionPlan::SelectItems(projection),
        }))
    }

    fn input(&self) -> ProjectInputPlan {
        let joined = self.joined();
        let Some(expr) = self.filter.clone() else {
            return match joined {
                NestedLoopJoinInputPlan::Source(source) => ProjectInputPlan::Source(source),
                NestedLoopJoinInputPlan::InnerJoin(join) => ProjectInputPlan::InnerJoin(join),
                NestedLoopJoinInputPlan::LeftOuterJoin(join) => {
                    ProjectInputPlan::LeftOuterJoin(join)
                }
            };
        };
        let input = match joined {
            NestedLoopJoinInputPlan::Source(source) => FilterInputPlan::Source(source),
            NestedLoopJoinInputPlan::InnerJoin(join) => FilterInputPlan::InnerJoin(join),
            NestedLoopJoinInputPlan::LeftOuterJoin(join) => FilterInputPlan::LeftOuterJoin(join),
        };
        ProjectInputPlan::Filter(FilterPlan { input, expr })
    }

    fn joined(&self) -> NestedLoopJoinInputPlan {
        let first = self
            .sources
            .first()
            .map(|source| source.name.clone())
            .unwrap_or_default();
        let mut joined = NestedLoopJoinInputPlan::Source(scan(first));
        for source in self.sources.iter().skip(1) {
            let pair = NestedLoopJoinPlan {
                input: joined,
                right: scan(source.name.clone()),
            };
            let condition = source.on.clone().map(|expr| JoinConditionPlan {
                input: JoinConditionInputPlan::NestedLoop(pair.clone()),
                expr,
            });
            joined = match (source.left, condition) {
                (true, Some(condition)) => left(LeftOuterJoinInputPlan::Condition(condition)),
                (true, None) => left(LeftOuterJoinInputPlan::NestedLoop(pair)),
                (false, Some(condition)) => inner(InnerJoinInputPlan::Condition(condition)),
                (false, None) => inner(InnerJoinInputPlan::NestedLoop(pair)),
            };
        }
        joined
    }

    fn source(&self, name: &str) -> Result<&StageSource<'a>> {
        self.sources
            .iter()
            .find(|source| source.name == name)
            .ok_or_else(|| missing(name))
    }
}

fn missing(name: &str) -> Error {
    Error::StorageMsg(format!("no source {name}"))
}

fn inner(input: InnerJoinInputPlan) -> NestedLoopJoinInputPlan {
    NestedLoopJoinInputPlan::InnerJoin(Box::new(InnerJoinPlan { input }))
}

fn left(input: LeftOuterJoinInputPlan) -> NestedLoopJoinInputPlan {
    NestedLoopJoinInputPlan::LeftOuterJoin(Box::new(LeftOuterJoinPlan { input }))
}

fn scan(name: String) -> SourcePlan {
    SourcePlan::Table(TableSourcePlan {
        name,
        alias: None,
        access: TableAccessPlan::FullScan,
    })
}

impl StageSource<'_> {
    fn values(&self, id: i64, row: &Row) -> Vec<Value> {
        let columns = self
            .columns
            .iter()
            .map(|column| row.get(*column).map_or(Value::Null, to_value));
        std::iter::once(Value::I64(id)).chain(columns).collect()
    }

    fn schema(&self) -> Schema {
        let column = |name: String, unique: Option<ColumnUniqueOption>| ColumnDef {
            name,
            data_type: DataType::Int,
            nullable: unique.is_none(),
            default: None,
            unique,
            comment: None,
        };
        let rowid = column(
            ROWID.to_owned(),
            Some(ColumnUniqueOption { is_primary: true }),
        );
        let others = self
            .columns
            .iter()
            .map(|place| column(column_name(*place), None));
        Schema {
            table_name: self.name.clone(),
            column_defs: Some(std::iter::once(rowid).chain(others).collect()),
            indexes: self.indexes(),
            engine: None,
            foreign_keys: Vec::new(),
            comment: None,
        }
    }

    /// The indexes that begin with a column as it is stored.
    fn indexes(&self) -> Vec<SchemaIndex> {
        let Relation::Table(table) = self.relation else {
            return Vec::new();
        };
        let offered = table.indexes.iter().filter_map(|index| {
            let first = index.definition.terms.first()?;
            let column = first
                .column
                .filter(|column| self.columns.contains(column))?;
            let plain = index.definition.filter.is_none() && first.collation == Collation::Binary;
            plain.then(|| SchemaIndex {
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
        let schemas = self.fetch_all();
        Ok(schemas
            .iter()
            .find(|schema| schema.table_name == name)
            .cloned())
    }

    fn fetch_all_schemas(&self) -> Result<Vec<Schema>> {
        Ok(self.fetch_all().to_vec())
    }

    fn fetch_data(&self, name: &str, key: &Key) -> Result<Option<Vec<Value>>> {
        let source = self.source(name)?;
        let Key::I64(id) = key else { return Ok(None) };
        Ok(source
            .relation
            .row(*id)
            .map(|row| source.values(*id, &row.values)))
    }

    fn scan_data<'b>(&'b self, name: &str) -> Result<RowIter<'b>> {
        let source = self.source(name)?;
        let rows = source.relation.ids();
        Ok(Box::new(rows.map(move |(id, row)| {
            Ok((Key::I64(id), source.values(id, row)))
        })))
    }
}

impl Stage<'_> {
    fn fetch_all(&self) -> &[Schema] {
        self.schemas
            .get_or_init(|| self.sources.iter().map(StageSource::schema).collect())
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
        let wanted = condition.map(|(operator, value)| (operator.clone(), value_key(value)));
        let from = match &wanted {
            Some((IndexOperator::Eq | IndexOperator::Gt | IndexOperator::GtEq, value)) => {
                Some(value.clone())
            }
            _ => None,
        };
        let accepts = {
            let wanted = wanted.clone();
            move |value: &OrderedValue| accepts(wanted.as_ref(), value)
        };
        let stops = move |value: &OrderedValue| match &wanted {
            Some((IndexOperator::Eq | IndexOperator::LtEq, limit)) => value > limit,
            Some((IndexOperator::Lt, limit)) => !limit.is_null() && value >= limit,
            _ => false,
        };
        let rows = index
            .scan_from(from)
            .take_while(move |(value, _)| !stops(value))
            .filter(move |(value, _)| accepts(value))
            .filter_map(move |(_, id)| {
                let row = table.rows.get(&id)?;
                Some(Ok((Key::I64(id), source.values(id, row))))
            });
        Ok(Box::new(rows))
    }
}

fn value_key(value: Value) -> OrderedValue {
    OrderedValue::new(&from_value(value), Collation::Binary)
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

impl Planner for Stage<'_> {
    fn plan(&self, statement: StatementPlan) -> Result<StatementPlan> {
        let schemas = fetch_schema_map(self, &statement)?;
        let statement = plan_primary_key(&schemas, statement);
        let statement = plan_index(&schemas, statement);
        Ok(plan_hash_join(&schemas, statement))
    }
}

impl Metadata for Stage<'_> {}
impl CustomFunction for Stage<'_> {}
impl CustomFunctionMut for Stage<'_> {}
// A stage only reads: the row changes of this database are not GlueSQL's (see `statement`).
impl StoreMut for Stage<'_> {}
impl IndexMut for Stage<'_> {}
impl AlterTable for Stage<'_> {}
impl Transaction for Stage<'_> {}

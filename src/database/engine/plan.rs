//! Statements for GlueSQL, as plans: there is no text in between.

use gluesql::core::ast::DataType;
use gluesql::core::data::Value;
use gluesql::core::plan::{
    AggregateExprPlan, AggregateFunctionPlan, AssignmentPlan, CountArgExprPlan, ExprPlan,
    FilterInputPlan, FilterPlan, InnerJoinInputPlan, InnerJoinPlan, JoinConditionInputPlan,
    JoinConditionPlan, LeftOuterJoinInputPlan, LeftOuterJoinPlan, LimitInputPlan, LimitPlan,
    NestedLoopJoinInputPlan, NestedLoopJoinPlan, OffsetInputPlan, OffsetPlan, OrderByExprPlan,
    ProjectInputPlan, ProjectPlan, ProjectionPlan, QueryPlan, SelectItemPlan, SelectOrderByPlan,
    SourcePlan, StatementPlan, TableAccessPlan, TableSourcePlan, ValuesPlan,
};

use super::key::sort_key;
use super::stage::{
    PREPARED, Prepared, ROWID, RowChange, Sink, Stage, StageSource, hidden_name, source_name,
};
use crate::database::expression::Scope;
use crate::database::query::OrderNode;
use crate::database::{DatabaseError, SqlValue};

/// The column of [`PREPARED`] that says which rows are meant, and the one that takes an update.
const BATCHES: &str = "batch";
const UPDATED: &str = "updated";

/// Joins sources and filters them; for each row, the id in each source.
pub fn join<'a>(
    sources: Vec<StageSource<'a>>,
    filter: Option<ExprPlan>,
    scope: &'a Scope<'a>,
) -> Result<impl Iterator<Item = impl Iterator<Item = Option<i64>> + use<>> + use<>, DatabaseError>
{
    let projection = sources
        .iter()
        .map(|source| SelectItemPlan::Expr {
            expr: ExprPlan::CompoundIdentifier {
                alias: source_name(source.number),
                ident: ROWID.to_owned(),
            },
            label: source_name(source.number),
        })
        .collect();
    let input = filtered(joined(&sources), filter);
    let query = QueryPlan::Project(ProjectPlan {
        input,
        projection: ProjectionPlan::SelectItems(projection),
    });
    let rows = Stage::of_sources(sources, scope).run(StatementPlan::Query(query))?;
    Ok(rows.into_iter().map(|row| row.into_iter().map(id_of)))
}

fn id_of(value: Value) -> Option<i64> {
    match value {
        Value::I64(id) => Some(id),
        _ => None,
    }
}

/// Counts the rows of a source that pass a filter.
pub fn count<'a>(
    source: StageSource<'a>,
    filter: Option<ExprPlan>,
    scope: &'a Scope<'a>,
) -> Result<i64, DatabaseError> {
    let counted = ExprPlan::Aggregate(Box::new(AggregateExprPlan {
        func: AggregateFunctionPlan::Count(CountArgExprPlan::Wildcard),
        distinct: false,
        slot: None,
    }));
    let sources = vec![source];
    let query = QueryPlan::Project(ProjectPlan {
        input: filtered(joined(&sources), filter),
        projection: ProjectionPlan::SelectItems(vec![SelectItemPlan::Expr {
            expr: counted,
            label: "count".to_owned(),
        }]),
    });
    let rows = Stage::of_sources(sources, scope).run(StatementPlan::Query(query))?;
    Ok(rows
        .into_iter()
        .flatten()
        .next()
        .and_then(id_of)
        .unwrap_or(0))
}

fn filtered(joined: NestedLoopJoinInputPlan, filter: Option<ExprPlan>) -> ProjectInputPlan {
    let Some(expr) = filter else {
        return match joined {
            NestedLoopJoinInputPlan::Source(source) => ProjectInputPlan::Source(source),
            NestedLoopJoinInputPlan::InnerJoin(join) => ProjectInputPlan::InnerJoin(join),
            NestedLoopJoinInputPlan::LeftOuterJoin(join) => ProjectInputPlan::LeftOuterJoin(join),
        };
    };
    let input = match joined {
        NestedLoopJoinInputPlan::Source(source) => FilterInputPlan::Source(source),
        NestedLoopJoinInputPlan::InnerJoin(join) => FilterInputPlan::InnerJoin(join),
        NestedLoopJoinInputPlan::LeftOuterJoin(join) => FilterInputPlan::LeftOuterJoin(join),
    };
    ProjectInputPlan::Filter(FilterPlan { input, expr })
}

fn joined(sources: &[StageSource<'_>]) -> NestedLoopJoinInputPlan {
    let name = |source: &StageSource<'_>| source_name(source.number);
    let first = sources.first().map(name).unwrap_or_default();
    let mut joined = NestedLoopJoinInputPlan::Source(scan(first));
    for source in sources.iter().skip(1) {
        let pair = NestedLoopJoinPlan {
            input: joined,
            right: scan(name(source)),
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

/// Sorts rows by their keys, and cuts to LIMIT and OFFSET: the places of the rows that remain.
pub fn sort(
    keys: &[Vec<SqlValue>],
    order: &[OrderNode],
    offset: usize,
    limit: Option<usize>,
) -> Result<Vec<usize>, DatabaseError> {
    let mut columns = vec![(ROWID.to_owned(), DataType::Int)];
    columns.extend((0..order.len()).map(|term| (hidden_name(term), DataType::Bytea)));
    let row = |(id, key): (i64, &Vec<SqlValue>)| {
        let key = key
            .iter()
            .zip(order)
            .map(|(value, term)| sort_key(value, term));
        (id, std::iter::once(Value::I64(id)).chain(key).collect())
    };
    let rows = (0..).zip(keys).map(row).collect();
    let exprs = order
        .iter()
        .enumerate()
        .map(|(term, node)| OrderByExprPlan {
            expr: ExprPlan::Identifier(hidden_name(term)),
            asc: Some(!node.descending),
        })
        .collect();
    let rowid = SelectItemPlan::Expr {
        expr: ExprPlan::Identifier(ROWID.to_owned()),
        label: ROWID.to_owned(),
    };
    let sorted = SelectOrderByPlan {
        input: ProjectPlan {
            input: ProjectInputPlan::Source(scan(PREPARED.to_owned())),
            projection: ProjectionPlan::SelectItems(vec![rowid]),
        },
        exprs,
    };
    let number =
        |count: usize| ExprPlan::Value(Value::I64(i64::try_from(count).unwrap_or(i64::MAX)));
    let skipped = OffsetPlan {
        input: OffsetInputPlan::SelectOrderBy(sorted),
        count: number(offset),
    };
    let query = match limit {
        Some(limit) => QueryPlan::Limit(LimitPlan {
            input: LimitInputPlan::Offset(skipped),
            count: number(limit),
        }),
        None => QueryPlan::Offset(skipped),
    };
    let rows = Stage::of_rows(Prepared { columns, rows }, None).run(StatementPlan::Query(query))?;
    let place = |row: Vec<Value>| usize::try_from(row.into_iter().next().and_then(id_of)?).ok();
    Ok(rows.into_iter().filter_map(place).collect())
}

/// How many rows GlueSQL counts as one when it is told to change many: it does not see their values.
const BATCH: usize = 64;

/// Has a sink carry out a change of each row of a batch.
fn each(
    rows: usize,
    sink: Sink<'_>,
    of_place: fn(usize) -> RowChange,
) -> impl FnMut(RowChange) -> Result<(), DatabaseError> {
    move |change| {
        let (RowChange::Append(batch) | RowChange::Update(batch)) = change else {
            return sink(change);
        };
        let first = batch * BATCH;
        (first..rows.min(first + BATCH)).try_for_each(|place| sink(of_place(place)))
    }
}

/// Inserts so many rows, which the sink knows by their places.
pub fn insert(rows: usize, sink: Sink<'_>) -> Result<(), DatabaseError> {
    let values = batches(rows).map(|place| vec![ExprPlan::Value(place)]);
    let statement = StatementPlan::Insert {
        table_name: PREPARED.to_owned(),
        columns: Vec::new(),
        source: QueryPlan::Values(ValuesPlan(values.collect())),
    };
    let prepared = Prepared {
        columns: vec![(BATCHES.to_owned(), DataType::Int)],
        rows: Vec::new(),
    };
    Stage::of_rows(prepared, Some(&mut each(rows, sink, RowChange::Append)))
        .run(statement)
        .map(|_| ())
}

/// Updates so many rows, which the sink knows by their places.
pub fn update(rows: usize, sink: Sink<'_>) -> Result<(), DatabaseError> {
    let statement = StatementPlan::Update {
        table_name: PREPARED.to_owned(),
        assignments: vec![AssignmentPlan {
            id: UPDATED.to_owned(),
            value: ExprPlan::Identifier(BATCHES.to_owned()),
        }],
        selection: None,
    };
    let prepared = Prepared {
        columns: [BATCHES, UPDATED]
            .map(|name| (name.to_owned(), DataType::Int))
            .into(),
        rows: (0..)
            .zip(batches(rows))
            .map(|(id, batch)| (id, vec![batch, Value::Null]))
            .collect(),
    };
    Stage::of_rows(prepared, Some(&mut each(rows, sink, RowChange::Update)))
        .run(statement)
        .map(|_| ())
}

fn batches(rows: usize) -> impl Iterator<Item = Value> {
    (0..).take(rows.div_ceil(BATCH)).map(Value::I64)
}

/// Deletes rows.
pub fn delete(rowids: &[i64], sink: Sink<'_>) -> Result<(), DatabaseError> {
    let statement = StatementPlan::Delete {
        table_name: PREPARED.to_owned(),
        selection: None,
    };
    let columns = vec![(ROWID.to_owned(), DataType::Int)];
    let rows = rowids
        .iter()
        .map(|rowid| (*rowid, vec![Value::I64(*rowid)]))
        .collect();
    Stage::of_rows(Prepared { columns, rows }, Some(sink))
        .run(statement)
        .map(|_| ())
}

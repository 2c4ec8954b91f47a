//! Resolving a SELECT.

mod from;

use std::cell::OnceCell;
use std::rc::Rc;

use super::{Arm, Core, OrderNode, OutputColumn, Query, Recursion, Source, WorkingTable};
use crate::database::affinity::Affinity;
use crate::database::compare::Collation;
use crate::database::expression::{Binder, ColumnNode, Level, Node, ShapeColumn, SourceShape};
use crate::database::sql::ast::{
    self, CompoundOperator, Expr, OrderTerm, ResultColumn, Select, SelectBody, SelectCore,
};
use crate::database::{DatabaseError, SqlValue};

/// A table that WITH defines.
#[derive(Clone, Debug)]
pub struct CommonTable {
    pub syntax: Rc<ast::CommonTable>,
    /// Inside its own definition: the rows found so far.
    pub working: Option<(Rc<WorkingTable>, SourceShape)>,
}

/// A bound arm and its columns.
type BoundArm = (Arm, Vec<OutputColumn>);

impl Binder<'_> {
    /// Resolves a query.
    pub fn query(&mut self, select: &Select) -> Result<Query, DatabaseError> {
        let known = self.common_tables.len();
        self.define_common_tables(&select.with);
        let outer = std::mem::replace(&mut self.outermost, usize::MAX);
        let result = self.query_body(select);
        let reached = self.outermost;
        self.outermost = outer.min(reached);
        self.common_tables.truncate(known);
        let mut query = result?;
        query.cacheable = reached >= self.levels.len();
        Ok(query)
    }

    /// Makes the tables of a WITH known to what is bound next.
    pub fn define_common_tables(&mut self, tables: &[ast::CommonTable]) {
        for table in tables {
            let syntax = Rc::new(table.clone());
            self.common_tables.push(CommonTable {
                syntax,
                working: None,
            });
        }
    }

    fn query_body(&mut self, select: &Select) -> Result<Query, DatabaseError> {
        let is_compound = !select.compound.is_empty();
        let core_order: &[OrderTerm] = if is_compound { &[] } else { &select.order };
        let (first, columns) = self.arm(&select.body, core_order)?;
        let mut arms = vec![(CompoundOperator::UnionAll, first)];
        for (operator, body) in &select.compound {
            let (arm, others) = self.arm(body, &[])?;
            if others.len() != columns.len() {
                return Err(uneven(*operator));
            }
            arms.push((*operator, arm));
        }
        let order = match is_compound || matches!(select.body, SelectBody::Values(_)) {
            true => self.compound_order(&select.order, &columns, select)?,
            false => Vec::new(),
        };
        Ok(Query {
            columns,
            arms,
            order,
            limit: self.limit(select.limit.as_ref())?,
            offset: self.limit(select.offset.as_ref())?,
            recursion: None,
            cacheable: false,
            cache: OnceCell::new(),
            members: OnceCell::new(),
        })
    }

    fn limit(&mut self, expr: Option<&Expr>) -> Result<Option<Node>, DatabaseError> {
        expr.map(|expr| self.bind(expr)).transpose()
    }

    /// The query that a table of WITH names, in a statement that mentions it.
    pub fn common_query(&mut self, table: &ast::CommonTable) -> Result<Query, DatabaseError> {
        let mut query = match from::is_recursive(table) {
            true => self.recursive_query(table)?,
            false => self.query(&table.select)?,
        };
        rename(&mut query.columns, table)?;
        Ok(query)
    }

    fn recursive_query(&mut self, table: &ast::CommonTable) -> Result<Query, DatabaseError> {
        let select = &table.select;
        let (recursive, plain): (Vec<_>, Vec<_>) = select
            .compound
            .iter()
            .cloned()
            .partition(|(_, body)| from::mentions(body, table));
        let initial = Select {
            compound: plain,
            order: Vec::new(),
            limit: None,
            offset: None,
            ..Select::clone(select)
        };
        let mut query = self.query(&initial)?;
        rename(&mut query.columns, table)?;
        let working = Rc::new(WorkingTable::default());
        let shape = shape_of(&query.columns, table.name.text.clone());
        let known = self.common_tables.len();
        self.common_tables.push(CommonTable {
            syntax: Rc::new(table.clone()),
            working: Some((Rc::clone(&working), shape)),
        });
        let mut arms = Vec::new();
        for (operator, body) in &recursive {
            let (arm, others) = self.arm(body, &[])?;
            if others.len() != query.columns.len() {
                return Err(uneven(*operator));
            }
            arms.push((*operator, arm));
        }
        self.common_tables.truncate(known);
        query.order = self.compound_order(&select.order, &query.columns, select)?;
        query.limit = self.limit(select.limit.as_ref())?;
        query.offset = self.limit(select.offset.as_ref())?;
        query.recursion = Some(Recursion { working, arms });
        Ok(query)
    }

    fn arm(&mut self, body: &SelectBody, order: &[OrderTerm]) -> Result<BoundArm, DatabaseError> {
        match body {
            SelectBody::Core(core) => self.core(core, order),
            SelectBody::Values(rows) => self.values(rows),
        }
    }

    fn values(&mut self, rows: &[Vec<Expr>]) -> Result<BoundArm, DatabaseError> {
        let width = rows.first().map_or(0, Vec::len);
        if rows.iter().any(|row| row.len() != width) {
            let message = "all VALUES must have the same number of terms";
            return Err(DatabaseError::operational(message));
        }
        let rows: Vec<Vec<Node>> = rows
            .iter()
            .map(|row| self.bind_all(row))
            .collect::<Result<_, _>>()?;
        let columns = (1..=width)
            .map(|number| OutputColumn {
                name: format!("column{number}").into(),
                affinity: None,
                collation: Collation::Binary,
                declared: None,
            })
            .collect();
        Ok((Arm::Values(rows), columns))
    }

    fn core(&mut self, core: &SelectCore, order: &[OrderTerm]) -> Result<BoundArm, DatabaseError> {
        let mut sources = self.sources(&core.from)?;
        self.levels.push(Level {
            sources: sources.iter().map(|source| source.shape.clone()).collect(),
            named_windows: core.windows.clone(),
            ..Level::default()
        });
        let result = self.core_body(core, order, &mut sources);
        let level = self.levels.pop().unwrap_or_default();
        let (mut bound, columns) = result?;
        bound.sources = sources;
        bound.is_aggregate = !level.aggregates.is_empty() || !core.group_by.is_empty();
        bound.aggregates = level.aggregates.into_iter().map(|(_, call)| call).collect();
        bound.windows = level.windows;
        Ok((Arm::Core(Box::new(bound)), columns))
    }

    fn core_body(
        &mut self,
        core: &SelectCore,
        order: &[OrderTerm],
        sources: &mut [Source],
    ) -> Result<(Core, Vec<OutputColumn>), DatabaseError> {
        self.join_conditions(&core.from, sources)?;
        let columns = self.expand(&core.columns)?;
        let mut filter = Vec::new();
        self.set_aliases(&columns);
        if let Some(expr) = &core.filter {
            let bound = self.bind(expr);
            let bound = bound.map_err(|error| self.misused_aggregate(error, core, &columns))?;
            bound.conjuncts(&mut filter);
        }
        let group_by = self.group_by(&core.group_by, &columns)?;
        if let Some(level) = self.level() {
            level.aggregates_allowed = true;
        }
        let having = core
            .having
            .as_ref()
            .map(|having| self.bind(having))
            .transpose()?;
        if let Some(level) = self.level() {
            level.windows_allowed = true;
            level.aliases.clear();
            level.selects_aggregate = false;
        }
        let projection: Vec<Node> = columns
            .iter()
            .map(|column| self.bind(&column.expr))
            .collect::<Result<_, _>>()?;
        let is_plain =
            core.group_by.is_empty() && self.level().is_some_and(|level| !level.selects_aggregate);
        if having.is_some() && is_plain {
            let message = "HAVING clause on a non-aggregate query";
            return Err(DatabaseError::operational(message));
        }
        self.set_aliases(&columns);
        let order = self.core_order(order, &columns, &projection)?;
        let sources = self.levels.last().map_or(&[][..], |level| &level.sources);
        let output = columns
            .iter()
            .zip(&projection)
            .map(|(column, node)| OutputColumn {
                name: column.name.clone(),
                affinity: node.affinity(),
                collation: node.collation().unwrap_or_default().0,
                declared: declared(node, sources),
            });
        let output = output.collect();
        let bound = Core {
            sources: Vec::new(),
            filter,
            group_by,
            having,
            is_aggregate: false,
            aggregates: Vec::new(),
            windows: Vec::new(),
            projection,
            distinct: core.distinct,
            order,
        };
        Ok((bound, output))
    }

    fn set_aliases(&mut self, columns: &[Column]) {
        if let Some(level) = self.level() {
            level.aliases = columns
                .iter()
                .filter(|column| column.is_alias)
                .map(|column| (Rc::clone(&column.name), column.expr.clone()))
                .collect();
        }
    }

    /// The result columns with `*` written out.
    fn expand(&mut self, columns: &[ResultColumn]) -> Result<Vec<Column>, DatabaseError> {
        let mut expanded = Vec::new();
        for column in columns {
            match column {
                ResultColumn::Expr { expr, alias, text } => {
                    let name = match (alias, expr) {
                        (Some(alias), _) => alias.text.clone(),
                        (None, Expr::Column { column, .. }) => self.canonical_name(column),
                        (None, _) => text.as_str().into(),
                    };
                    expanded.push(Column {
                        name,
                        expr: expr.clone(),
                        is_alias: alias.is_some(),
                    });
                }
                ResultColumn::Star => {
                    let shapes = self
                        .level()
                        .map(|level| level.sources.clone())
                        .unwrap_or_default();
                    if shapes.is_empty() {
                        return Err(DatabaseError::operational("no tables specified"));
                    }
                    shapes
                        .iter()
                        .for_each(|shape| star(shape, true, &mut expanded));
                }
                ResultColumn::TableStar(table) => {
                    let shapes = self
                        .level()
                        .map(|level| level.sources.clone())
                        .unwrap_or_default();
                    let Some(shape) = shapes.iter().find(|shape| table.is(&shape.name)) else {
                        let message = format!("no such table: {}", table.text);
                        return Err(DatabaseError::operational(message));
                    };
                    star(shape, false, &mut expanded);
                }
            }
        }
        Ok(expanded)
    }

    /// A column's name as its table spells it.
    fn canonical_name(&mut self, name: &ast::Name) -> Rc<str> {
        let shapes = self
            .level()
            .map(|level| level.sources.as_slice())
            .unwrap_or_default();
        shapes
            .iter()
            .find_map(|shape| {
                shape
                    .column(&name.text)
                    .map(|column| &shape.columns[column].name)
            })
            .map_or_else(|| name.text.clone(), Rc::clone)
    }

    /// The error for an aggregate among the conditions on rows: SQLite's words differ with whether the
    /// query is one of groups.
    fn misused_aggregate(
        &mut self,
        error: DatabaseError,
        core: &SelectCore,
        columns: &[Column],
    ) -> DatabaseError {
        let Some(function) = error.message.strip_prefix("misuse of aggregate: ") else {
            return error;
        };
        if let Some(level) = self.level() {
            level.aggregates_allowed = true;
            level.selects_aggregate = false;
            level.aliases.clear();
        }
        for column in columns {
            // What is wrong there SQLite would have told of first.
            if let Err(first) = self.bind(&column.expr) {
                return first;
            }
        }
        let selects = self.level().is_some_and(|level| level.selects_aggregate);
        match selects || !core.group_by.is_empty() {
            true => error,
            false => DatabaseError::operational(format!("misuse of aggregate function {function}")),
        }
    }

    fn group_by(&mut self, terms: &[Expr], columns: &[Column]) -> Result<Vec<Node>, DatabaseError> {
        let mut nodes = Vec::new();
        for (place, term) in terms.iter().enumerate() {
            let expr = match term {
                Expr::Value(SqlValue::Integer(number)) if is_ordinal(*number) => {
                    ordinal(*number, columns.len(), place, "GROUP BY")
                        .map(|column| &columns[column].expr)?
                }
                other => other,
            };
            let node = self.bind(expr).map_err(|error| {
                match error.message.starts_with("misuse of aggregate") {
                    true => DatabaseError::operational(
                        "aggregate functions are not allowed in the GROUP BY clause",
                    ),
                    false => error,
                }
            })?;
            nodes.push(node);
        }
        Ok(nodes)
    }

    fn core_order(
        &mut self,
        terms: &[OrderTerm],
        columns: &[Column],
        projection: &[Node],
    ) -> Result<Vec<OrderNode>, DatabaseError> {
        let mut order = Vec::new();
        for (place, term) in terms.iter().enumerate() {
            let (expr, collate) = strip_collate(&term.expr);
            let node = match expr {
                Expr::Value(SqlValue::Integer(number)) if is_ordinal(*number) => {
                    projection[ordinal(*number, columns.len(), place, "ORDER BY")?].clone()
                }
                // An alias wins over a column of the same name here.
                Expr::Column {
                    table: None,
                    column,
                } => {
                    let alias = columns
                        .iter()
                        .position(|c| c.is_alias && column.is(&c.name));
                    match alias {
                        Some(alias) => projection[alias].clone(),
                        None => self.bind(expr)?,
                    }
                }
                other => self.bind(other)?,
            };
            order.push(order_node(node, term, collate)?);
        }
        Ok(order)
    }

    /// ORDER BY of a window.
    pub fn order_nodes(&mut self, terms: &[OrderTerm]) -> Result<Vec<OrderNode>, DatabaseError> {
        terms
            .iter()
            .map(|term| {
                let (expr, collate) = strip_collate(&term.expr);
                order_node(self.bind(expr)?, term, collate)
            })
            .collect()
    }

    /// ORDER BY of a compound: its terms must be output columns.
    fn compound_order(
        &mut self,
        terms: &[OrderTerm],
        columns: &[OutputColumn],
        select: &Select,
    ) -> Result<Vec<OrderNode>, DatabaseError> {
        let mut order = Vec::new();
        for (place, term) in terms.iter().enumerate() {
            let (expr, collate) = strip_collate(&term.expr);
            let column = match expr {
                Expr::Value(SqlValue::Integer(number)) if is_ordinal(*number) => {
                    Some(ordinal(*number, columns.len(), place, "ORDER BY")?)
                }
                Expr::Column { column, .. } => output_column(&column.text, columns, select),
                _ => None,
            };
            let Some(column) = column else {
                return Err(DatabaseError::operational(format!(
                    "{} ORDER BY term does not match any column in the result set",
                    nth(place + 1)
                )));
            };
            let node = Node::Column(ColumnNode {
                level: 0,
                source: 0,
                column: Some(column),
                affinity: Affinity::Blob,
                collation: columns[column].collation,
            });
            order.push(order_node(node, term, collate)?);
        }
        Ok(order)
    }
}

/// A result column before its expression is resolved.
struct Column {
    name: Rc<str>,
    expr: Expr,
    is_alias: bool,
}

fn star(shape: &SourceShape, skip_merged: bool, into: &mut Vec<Column>) {
    let name = |text: &Rc<str>| ast::Name {
        text: Rc::clone(text),
        start: 0,
        end: 0,
        double_quoted: false,
    };
    for column in shape
        .columns
        .iter()
        .filter(|column| !(skip_merged && column.merged))
    {
        let table = Some(name(&shape.name));
        let expr = Expr::Column {
            table,
            column: name(&column.name),
        };
        into.push(Column {
            name: Rc::clone(&column.name),
            expr,
            is_alias: false,
        });
    }
}

fn strip_collate(expr: &Expr) -> (&Expr, Option<&ast::Name>) {
    match expr {
        Expr::Collate(inner, name) => (inner, Some(name)),
        other => (other, None),
    }
}

fn order_node(
    node: Node,
    term: &OrderTerm,
    collate: Option<&ast::Name>,
) -> Result<OrderNode, DatabaseError> {
    let collation = match collate {
        Some(name) => crate::database::expression::collation(name)?,
        None => node.collation().unwrap_or_default().0,
    };
    Ok(OrderNode {
        node,
        descending: term.descending,
        nulls_first: term.nulls_first.unwrap_or(!term.descending),
        collation,
    })
}

/// The output column that a name means, in whichever arm names it.
fn output_column(name: &str, columns: &[OutputColumn], select: &Select) -> Option<usize> {
    let place = columns
        .iter()
        .position(|column| column.name.eq_ignore_ascii_case(name));
    place.or_else(|| {
        select.compound.iter().find_map(|(_, body)| match body {
            SelectBody::Core(core) => core.columns.iter().position(|column| match column {
                ResultColumn::Expr {
                    alias: Some(alias), ..
                } => alias.is(name),
                ResultColumn::Expr {
                    expr: Expr::Column { column, .. },
                    ..
                } => column.is(name),
                _ => false,
            }),
            SelectBody::Values(_) => None,
        })
    })
}

/// Whether a number may count columns: SQLite looks at 32 bits.
fn is_ordinal(number: i64) -> bool {
    i32::try_from(number).is_ok()
}

/// The place that an ordinal means.
fn ordinal(
    number: i64,
    columns: usize,
    place: usize,
    clause: &str,
) -> Result<usize, DatabaseError> {
    match usize::try_from(number) {
        Ok(number) if (1..=columns).contains(&number) => Ok(number - 1),
        _ => Err(DatabaseError::operational(format!(
            "{} {clause} term out of range - should be between 1 and {columns}",
            nth(place + 1)
        ))),
    }
}

fn nth(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn uneven(operator: CompoundOperator) -> DatabaseError {
    let operator = match operator {
        CompoundOperator::Union => "UNION",
        CompoundOperator::UnionAll => "UNION ALL",
        CompoundOperator::Intersect => "INTERSECT",
        CompoundOperator::Except => "EXCEPT",
    };
    DatabaseError::operational(format!(
        "SELECTs to the left and right of {operator} do not have the same number of result columns"
    ))
}

/// Gives the columns the names that WITH lists.
fn rename(columns: &mut [OutputColumn], table: &ast::CommonTable) -> Result<(), DatabaseError> {
    if table.columns.is_empty() {
        return Ok(());
    }
    if table.columns.len() != columns.len() {
        return Err(DatabaseError::operational(format!(
            "table {} has {} values for {} columns",
            table.name.text,
            columns.len(),
            table.columns.len()
        )));
    }
    for (column, name) in columns.iter_mut().zip(&table.columns) {
        column.name = name.text.clone();
    }
    Ok(())
}

/// The declared type of what is a column of a table and nothing more.
fn declared(node: &Node, sources: &[SourceShape]) -> Option<Rc<str>> {
    let Node::Column(column) = node else {
        return None;
    };
    let source = sources.get(column.source).filter(|_| column.level == 0)?;
    source.columns.get(column.column?)?.declared.clone()
}

/// What a query shows of itself in FROM.
pub fn shape_of(columns: &[OutputColumn], name: Rc<str>) -> SourceShape {
    let columns = columns
        .iter()
        .map(|column| ShapeColumn {
            name: Rc::clone(&column.name),
            affinity: column.affinity.unwrap_or_default(),
            collation: column.collation,
            declared: column.declared.clone(),
            merged: false,
        })
        .collect();
    SourceShape {
        name,
        columns,
        has_rowid: false,
    }
}

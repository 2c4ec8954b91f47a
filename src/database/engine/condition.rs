//! Which conditions GlueSQL may answer, and how they are put to it.
//!
//! The test is not the expression's form alone but the data: a comparison crosses over only if
//! every stored value of the column has the storage class that its affinity prefers, if it
//! compares by bytes, and if the other side is of the same class. Then GlueSQL's answer is
//! SQLite's.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gluesql::core::ast::BinaryOperator as PlanOperator;
use gluesql::core::data::Value;
use gluesql::core::plan::ExprPlan;

use super::key::to_value;
use super::stage::{ROWID, Relation, column_name, hidden_name, source_name};
use crate::database::SqlValue;
use crate::database::affinity::Affinity;
use crate::database::compare::Collation;
use crate::database::expression::{ColumnNode, Comparison, Node, Scope};
use crate::database::functions::is_random;
use crate::database::number::exact_integer;
use crate::database::sql::ast::BinaryOperator;
use crate::database::storage::fits;

/// A class of values among which GlueSQL compares as SQLite does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Number,
    Text,
}

/// A column that a condition mentions; `None` for the row id.
pub type Mention = (usize, Option<usize>);

/// Puts conditions to GlueSQL.
pub struct Conditions<'a> {
    relations: &'a [Relation<'a>],
    scope: &'a Scope<'a>,
    classes: RefCell<BTreeMap<(usize, usize), Option<Class>>>,
}

/// One side of a comparison.
enum Operand<'a> {
    Column(&'a ColumnNode),
    Constant(SqlValue),
}

impl<'a> Conditions<'a> {
    /// For conditions on these sources, evaluated in a scope without their rows.
    pub fn new(relations: &'a [Relation<'a>], scope: &'a Scope<'a>) -> Self {
        Self {
            relations,
            scope,
            classes: RefCell::default(),
        }
    }

    /// The condition for GlueSQL, and the columns it mentions; `None` if it must stay here.
    pub fn translate(&self, node: &Node, qualified: bool) -> Option<(ExprPlan, Vec<Mention>)> {
        let mut mentions = Vec::new();
        let plan = self.condition(node, qualified, &mut mentions)?;
        Some((plan, mentions))
    }

    /// The condition with bare names, by which the planner finds indexes, if one may answer it.
    pub fn by_index(&self, node: &Node) -> Option<(ExprPlan, Vec<Mention>)> {
        let columns = match node {
            Node::Compare(comparison) if comparison.operator != BinaryOperator::NotEqual => {
                [Some(&comparison.left), Some(&comparison.right)]
            }
            Node::IsNull { value, .. } => [Some(value.as_ref()), None],
            _ => return None,
        };
        let is_indexed = |node: &Node| match node {
            Node::Column(column) => self.is_indexed(column),
            _ => false,
        };
        let may_look_up = columns.into_iter().flatten().any(is_indexed);
        may_look_up.then(|| self.translate(node, false)).flatten()
    }

    /// Whether an index that is offered to GlueSQL begins with a column.
    fn is_indexed(&self, column: &ColumnNode) -> bool {
        let Some(Relation::Table(table)) = self.relations.get(column.source) else {
            return false;
        };
        let place = column.column.filter(|_| column.level == 0);
        let mut indexes = table.indexes.iter();
        place.is_some() && indexes.any(|index| index.plain_column() == place)
    }

    /// The ids of the rows that a condition names, in their order, if that is all it does.
    pub fn row_ids(&self, node: &Node) -> Option<Vec<i64>> {
        let (affinity, values): (_, Vec<&Node>) = match node {
            Node::Compare(comparison) if comparison.operator == BinaryOperator::Equal => {
                let value = match (&comparison.left, &comparison.right) {
                    (column, value) | (value, column) if self.is_row_id(column) => value,
                    _ => return None,
                };
                (comparison.affinity, vec![value])
            }
            Node::InList(list) if !list.negated && self.is_row_id(&list.value) => {
                (list.affinity, list.list.iter().collect())
            }
            _ => return None,
        };
        let mut ids = Vec::with_capacity(values.len());
        for value in values {
            match affinity.convert(self.constant(value)?) {
                SqlValue::Integer(id) => ids.push(id),
                SqlValue::Real(real) => ids.extend(exact_integer(real)),
                // Nothing else is equal to a row id.
                _ => {}
            }
        }
        ids.sort_unstable();
        ids.dedup();
        Some(ids)
    }

    fn is_row_id(&self, node: &Node) -> bool {
        let Node::Column(column) = node else {
            return false;
        };
        let is_table = matches!(self.relations.get(column.source), Some(Relation::Table(_)));
        column.level == 0 && is_table && self.stored(column).is_none()
    }

    fn condition(
        &self,
        node: &Node,
        qualified: bool,
        mentions: &mut Vec<Mention>,
    ) -> Option<ExprPlan> {
        match node {
            Node::Compare(comparison) => self.comparison(comparison, qualified, mentions),
            Node::IsNull { value, negated } => {
                let Node::Column(column) = value.as_ref() else {
                    return None;
                };
                let name = Box::new(self.name(column, qualified, mentions)?);
                Some(if *negated {
                    ExprPlan::IsNotNull(name)
                } else {
                    ExprPlan::IsNull(name)
                })
            }
            Node::And(left, right) => {
                let left = self.condition(left, qualified, mentions)?;
                let right = self.condition(right, qualified, mentions)?;
                Some(both(left, right))
            }
            Node::Or(left, right) => {
                let left = self.condition(left, qualified, mentions)?;
                let right = self.condition(right, qualified, mentions)?;
                // GlueSQL's OR is NULL when one side is. A CASE takes the first that is true.
                let yes = || ExprPlan::Value(Value::Bool(true));
                Some(ExprPlan::Case {
                    operand: None,
                    when_then: vec![(left, yes()), (right, yes())],
                    else_result: Some(Box::new(ExprPlan::Value(Value::Bool(false)))),
                })
            }
            Node::InList(list) if !list.negated && list.collation == Collation::Binary => {
                let Node::Column(column) = &list.value else {
                    return None;
                };
                let class = self.class(column)?;
                let mut values = Vec::new();
                for item in &list.list {
                    let value = list.affinity.convert(self.constant(item)?);
                    if value == SqlValue::Null {
                        continue;
                    }
                    if class_of(&value)? != class {
                        return None;
                    }
                    values.push(ExprPlan::Value(to_value(&value)));
                }
                let expr = Box::new(self.name(column, qualified, mentions)?);
                Some(ExprPlan::InList {
                    expr,
                    list: values,
                    negated: false,
                })
            }
            _ => None,
        }
    }

    fn comparison(
        &self,
        comparison: &Comparison,
        qualified: bool,
        mentions: &mut Vec<Mention>,
    ) -> Option<ExprPlan> {
        if comparison.collation != Collation::Binary {
            return None;
        }
        let op = match comparison.operator {
            BinaryOperator::Equal => PlanOperator::Eq,
            BinaryOperator::NotEqual => PlanOperator::NotEq,
            BinaryOperator::Less => PlanOperator::Lt,
            BinaryOperator::LessEqual => PlanOperator::LtEq,
            BinaryOperator::Greater => PlanOperator::Gt,
            BinaryOperator::GreaterEqual => PlanOperator::GtEq,
            _ => return None,
        };
        let left = self.operand(&comparison.left, comparison.affinity)?;
        let right = self.operand(&comparison.right, comparison.affinity)?;
        // What SQLite would convert first, as text beside a number, GlueSQL would compare as it is.
        let converted = match comparison.affinity {
            Affinity::Text => Some(Class::Number),
            Affinity::Blob => None,
            _ => Some(Class::Text),
        };
        let is_converted = |side: &Operand<'_>| match side {
            Operand::Column(column) => converted.is_some() && self.class(column) == converted,
            Operand::Constant(_) => false,
        };
        if is_converted(&left) || is_converted(&right) {
            return None;
        }
        let constants = matches!(
            (&left, &right),
            (Operand::Constant(_), Operand::Constant(_))
        );
        if constants || self.class_of_operand(&left)? != self.class_of_operand(&right)? {
            return None;
        }
        // GlueSQL refuses to look a fraction up among row ids.
        let fraction = |side: &Operand<'_>| matches!(side, Operand::Constant(value) if matches!(to_value(value), Value::F64(_)));
        if fraction(&left) || fraction(&right) {
            return None;
        }
        let left = Box::new(self.operand_plan(left, qualified, mentions)?);
        let right = Box::new(self.operand_plan(right, qualified, mentions)?);
        Some(ExprPlan::BinaryOp { left, op, right })
    }

    fn operand<'n>(&self, node: &'n Node, affinity: Affinity) -> Option<Operand<'n>> {
        match node {
            Node::Column(column) if column.level == 0 => Some(Operand::Column(column)),
            other => self
                .constant(other)
                .map(|value| Operand::Constant(affinity.convert(value))),
        }
    }

    fn class_of_operand(&self, operand: &Operand<'_>) -> Option<Class> {
        match operand {
            Operand::Column(column) => self.class(column),
            Operand::Constant(value) => class_of(value),
        }
    }

    fn operand_plan(
        &self,
        operand: Operand<'_>,
        qualified: bool,
        mentions: &mut Vec<Mention>,
    ) -> Option<ExprPlan> {
        match operand {
            Operand::Column(column) => self.name(column, qualified, mentions),
            Operand::Constant(value) => Some(ExprPlan::Value(to_value(&value))),
        }
    }

    fn name(
        &self,
        column: &ColumnNode,
        qualified: bool,
        mentions: &mut Vec<Mention>,
    ) -> Option<ExprPlan> {
        if column.level != 0 {
            return None;
        }
        let place = self.stored(column);
        mentions.push((column.source, place));
        let ident = place.map_or_else(|| ROWID.to_owned(), column_name);
        Some(match qualified {
            true => ExprPlan::CompoundIdentifier {
                alias: source_name(column.source),
                ident,
            },
            false => ExprPlan::Identifier(ident),
        })
    }

    /// The column; `None` for the row id under whatever name.
    fn stored(&self, column: &ColumnNode) -> Option<usize> {
        let place = column.column?;
        match self.relations.get(column.source) {
            Some(Relation::Table(table)) if table.definition.rowid_alias == Some(place) => None,
            _ => Some(place),
        }
    }

    /// The value of an expression that no row of this query changes.
    fn constant(&self, node: &Node) -> Option<SqlValue> {
        let mut constant = true;
        node.visit(&mut |node| {
            constant &= match node {
                Node::Column(column) => column.level > 0,
                Node::Aggregate(_) | Node::Window(_) => false,
                Node::Function(function, _) => !is_random(function.name),
                Node::Scalar { query, .. } | Node::Exists(query) => query.cacheable,
                Node::InQuery(node) => node.query.cacheable,
                _ => true,
            }
        });
        if !constant {
            return None;
        }
        // An error must only surface when a row is tested.
        node.evaluate(self.scope).ok()
    }

    fn class(&self, column: &ColumnNode) -> Option<Class> {
        if column.level != 0 || column.collation != Collation::Binary {
            return None;
        }
        let Some(place) = self.stored(column) else {
            // A list's ids are places in it, not row ids.
            let is_table = matches!(self.relations.get(column.source)?, Relation::Table(_));
            return is_table.then_some(Class::Number);
        };
        let known = self.classes.borrow().get(&(column.source, place)).copied();
        if let Some(known) = known {
            return known;
        }
        let class = match self.relations.get(column.source)? {
            Relation::Table(table) if table.misfits.get(place) == Some(&0) => {
                class_of_affinity(table.definition.columns.get(place)?.affinity)
            }
            Relation::Table(_) => None,
            Relation::List(rows) => {
                let class = class_of_affinity(column.affinity);
                let all_fit = rows.iter().all(|row| {
                    row.values
                        .get(place)
                        .is_none_or(|value| fits(value, column.affinity))
                });
                class.filter(|_| all_fit)
            }
        };
        self.classes
            .borrow_mut()
            .insert((column.source, place), class);
        class
    }
}

/// Both conditions. GlueSQL's AND is NULL or false when one side is, which a filter does not tell
/// apart.
pub fn both(left: ExprPlan, right: ExprPlan) -> ExprPlan {
    ExprPlan::BinaryOp {
        left: Box::new(left),
        op: PlanOperator::And,
        right: Box::new(right),
    }
}

/// The condition that a hidden column of a source holds.
pub fn hidden(source: usize, number: usize) -> ExprPlan {
    ExprPlan::CompoundIdentifier {
        alias: source_name(source),
        ident: hidden_name(number),
    }
}

fn class_of(value: &SqlValue) -> Option<Class> {
    match value {
        SqlValue::Integer(_) => Some(Class::Number),
        SqlValue::Real(_) => fits(value, Affinity::Real).then_some(Class::Number),
        SqlValue::Text(_) => Some(Class::Text),
        SqlValue::Null | SqlValue::Blob(_) => None,
    }
}

fn class_of_affinity(affinity: Affinity) -> Option<Class> {
    match affinity {
        Affinity::Blob => None,
        Affinity::Text => Some(Class::Text),
        Affinity::Numeric | Affinity::Integer | Affinity::Real => Some(Class::Number),
    }
}

//! Expressions of defaults, generated columns, conditions and indexes.
//!
//! As `orm::expressions::compiler` does for SQLite, but only over the columns of one model, which is
//! all that a schema can speak of.

use std::rc::Rc;

use super::sql::Sql;
use crate::backends::base::RenderedModel;
use crate::backends::base::dialect::Dialect;
use crate::database::SqlValue;
use crate::orm::expressions::q::Connector;
use crate::orm::expressions::referenced_columns;
use crate::orm::fields::to_sql;
use crate::orm::query::node::{Call, Node, Ordered};
use crate::orm::query::opts::Opts;
use crate::orm::query::sql::Query;
use crate::orm::query::sql::where_node::{Child, WhereNode};
use crate::orm::query::{Failure, Outcome, unsupported};
use crate::orm::{DjangoResult, Exception, Field, Settings};
use crate::python::{Interpreter, Value};

/// Nesting, which the program decides.
const DEPTH: usize = 60;

/// The expressions of an index as SQL, with the columns that they use.
pub(super) struct KeySql {
    pub(super) sql: String,
    pub(super) columns: Vec<String>,
}

/// The SQL of an expression over a model's columns.
pub(super) fn compile(
    dialect: Dialect,
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    expression: &Value,
) -> DjangoResult<Sql> {
    over_columns(
        dialect,
        interpreter,
        model,
        Some(model),
        &mut |compiler, query| {
            let node = query.resolve_without_joins(compiler.interpreter, expression)?;
            compiler.compile(&node)
        },
    )
}

/// The SQL of a database default that is an expression.
pub(super) fn compile_default(
    dialect: Dialect,
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    default: &Value,
) -> DjangoResult<Sql> {
    over_columns(dialect, interpreter, model, None, &mut |compiler, query| {
        let node = query.resolve_without_joins(compiler.interpreter, default)?;
        compiler.compile(&node)
    })
    .map_err(|error| match &*error.class_path {
        // Django compiles it unresolved, which the name of a field does not know how to be.
        "django.core.exceptions.FieldError" => {
            Exception::new("AttributeError", "'F' object has no attribute 'as_sql'")
        }
        _ => error,
    })
}

/// The SQL of a condition: a check, or what a partial index covers.
pub(super) fn condition(
    dialect: Dialect,
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    condition: &Value,
) -> DjangoResult<String> {
    let sql = over_columns(
        dialect,
        interpreter,
        model,
        Some(model),
        &mut |compiler, query| {
            let node = query.build_where(compiler.interpreter, condition)?;
            compiler.where_node(&node)
        },
    )?;
    sql.interpolated()
}

/// The SQL of the expressions of an index.
pub(super) fn index_expressions(
    dialect: Dialect,
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    expressions: &[Value],
) -> DjangoResult<KeySql> {
    let (mut parts, mut columns) = (Vec::new(), Vec::new());
    for expression in expressions {
        let sql = over_columns(
            dialect,
            interpreter,
            model,
            Some(model),
            &mut |compiler, query| {
                let node = query.resolve_without_joins(compiler.interpreter, expression)?;
                compiler.index_expression(&node)
            },
        )?;
        parts.push(sql.interpolated()?);
        columns.extend(referenced_columns(&model.model, expression));
    }
    let sql = parts.join(", ");
    Ok(KeySql { sql, columns })
}

fn over_columns(
    dialect: Dialect,
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    columns_of: Option<&RenderedModel>,
    compile: &mut dyn FnMut(&mut Compiler<'_>, &mut Query) -> Outcome<Sql>,
) -> DjangoResult<Sql> {
    let opts = columns_of.map(|model| Opts {
        apps: model.apps.clone(),
        model: model.model.clone(),
    });
    let mut query = Query::of_columns(model.apps.clone(), opts);
    let mut compiler = Compiler {
        dialect,
        settings: model.apps.settings.clone(),
        interpreter,
        depth: DEPTH,
        resolved: false,
    };
    let compiled = compile(&mut compiler, &mut query);
    compiled.map_err(|failure: Failure| failure.into_exception(interpreter))
}

/// Turns resolved expressions into SQL.
pub(super) struct Compiler<'a> {
    pub(super) dialect: Dialect,
    pub(super) settings: Rc<Settings>,
    pub(super) interpreter: &'a mut Interpreter,
    depth: usize,
    /// Whether what is compiled stands on the left side of a lookup.
    pub(super) resolved: bool,
}

impl Compiler<'_> {
    /// `compiler.compile(expression)`.
    pub(super) fn compile(&mut self, node: &Node) -> Outcome<Sql> {
        self.nested(|compiler| compiler.any_node(node))
    }

    fn nested(&mut self, work: impl FnOnce(&mut Self) -> Outcome<Sql>) -> Outcome<Sql> {
        let Some(depth) = self.depth.checked_sub(1) else {
            return Err(unsupported("expressions nested this deep"));
        };
        self.depth = depth;
        let outcome = work(self);
        self.depth += 1;
        outcome
    }

    fn any_node(&mut self, node: &Node) -> Outcome<Sql> {
        match node {
            Node::Col(col) => {
                let column = col.target.column().unwrap_or_default();
                Ok(Sql::new(
                    self.dialect.quote_name(&column).replace('%', "%%"),
                ))
            }
            Node::Star => Ok(Sql::new("*")),
            Node::Constant { value, field } => self.constant(value, field.as_ref()),
            Node::Raw { sql, params, .. } => Ok(Sql {
                sql: format!("({sql})"),
                params: params.iter().map(|value| self.literal(value, "")).collect(),
            }),
            Node::Transform { name, source, .. } => self.transform(name, source),
            Node::KeyTransform { keys, source, text } => self.key_transform(keys, source, *text),
            Node::Call(call) => self.call(call),
            Node::Lookup(lookup) => self.lookup(lookup),
            Node::Where(node) => self.where_node(node),
            Node::Ordered(ordered) => {
                let compiled = self.compile(&ordered.node)?;
                Ok(self.ordered(compiled, ordered))
            }
            Node::Ref { .. } | Node::Position { .. } | Node::Outer { .. } | Node::Subquery(_) => {
                Err(unsupported("queries in a schema"))
            }
        }
    }

    /// A value, as SQLite stores it, as a literal of the internal type.
    pub(super) fn literal(&self, value: &SqlValue, internal_type: &str) -> String {
        self.dialect
            .quote_value(value, internal_type, self.settings.use_tz)
    }

    /// The expression that a call has at the place.
    pub(super) fn source(&mut self, call: &Call, index: usize) -> Outcome<Sql> {
        self.compile(call.source(index)?)
    }

    fn constant(&mut self, constant: &Value, field: Option<&Field>) -> Outcome<Sql> {
        if constant.is_none() {
            return Ok(Sql::new("NULL"));
        }
        let prepared = match field {
            Some(field) => field.prepare_by_class(self.interpreter, &self.settings, constant)?,
            None => to_sql(self.interpreter, constant)?,
        };
        let internal_type = field.map(Field::get_internal_type).unwrap_or_default();
        let literal = Sql::literal(self.literal(&prepared, &internal_type));
        let is_binary = *internal_type == *"BinaryField" && self.dialect == Dialect::MySql;
        Ok(literal.wrap(if is_binary { "_binary " } else { "" }, ""))
    }

    fn call(&mut self, call: &Call) -> Outcome<Sql> {
        match call.class() {
            "CombinedExpression" => self.combination(call),
            "ExpressionWrapper" => self.source(call, 0),
            "NegatedExpression" => Ok(self.source(call, 0)?.wrap("NOT ", "")),
            "When" => {
                let condition = self.source(call, 0)?.wrap("WHEN ", "");
                Ok(condition.then(" THEN ", self.source(call, 1)?))
            }
            "Case" => self.case(call),
            "Window" => Err(unsupported("Window()")),
            _ => self.function(call),
        }
    }

    fn combination(&mut self, call: &Call) -> Outcome<Sql> {
        let connector = call.text("connector").unwrap_or_default();
        let kind = |index: usize| {
            let field = call.sources.get(index).and_then(Node::output_field);
            field.map(|field| field.get_internal_type().to_string())
        };
        let kinds = [kind(0).unwrap_or_default(), kind(1).unwrap_or_default()];
        let (mut left, mut right) = (self.source(call, 0)?, self.source(call, 1)?);
        let is_temporal = matches!(&*kinds[0], "DateField" | "DateTimeField" | "TimeField");
        if &*connector == "-" && is_temporal && kinds[0] == kinds[1] {
            return Ok(self.temporal_subtraction(&kinds[0], left, right));
        }
        if self.dialect == Dialect::PostgreSql {
            return Ok(left.then(&format!(" {connector} "), right).wrap("(", ")"));
        }
        let durations = kinds.map(|kind| kind == "DurationField");
        if durations[0] != durations[1] {
            for (side, is_duration) in [&mut left, &mut right].into_iter().zip(durations) {
                if is_duration {
                    *side = std::mem::take(side).wrap("INTERVAL ", " MICROSECOND");
                }
            }
        }
        let combined = match connector.as_ref() {
            "^" => left.then(",", right).wrap("POW(", ")"),
            "&" | "|" | "<<" => left.then(&connector, right).wrap("CONVERT(", ", SIGNED)"),
            "#" => left.then("^", right).wrap("CONVERT(", ", SIGNED)"),
            ">>" => left.then(" / POW(2, ", right).wrap("FLOOR(", "))"),
            _ => left.then(&format!(" {connector} "), right),
        };
        Ok(combined.wrap("(", ")"))
    }

    /// `subtract_temporals`.
    fn temporal_subtraction(&self, kind: &str, left: Sql, right: Sql) -> Sql {
        match (self.dialect, kind) {
            (Dialect::PostgreSql, "DateField") => {
                let difference = left.then(" - ", right);
                difference.wrap("(interval '1 day' * (", "))")
            }
            (Dialect::PostgreSql, _) => left.then(" - ", right).wrap("(", ")"),
            (Dialect::MySql, "TimeField") => {
                let microseconds = |side: Sql| {
                    let fraction = side.clone().wrap("MICROSECOND(", ")");
                    let seconds = side.wrap("(TIME_TO_SEC(", ") * 1000000");
                    seconds.then(" + ", fraction).wrap("", ")")
                };
                let difference = microseconds(left).then(" - ", microseconds(right));
                difference.wrap("(", ")")
            }
            (Dialect::MySql, _) => {
                let difference = right.then(", ", left);
                difference.wrap("TIMESTAMPDIFF(MICROSECOND, ", ")")
            }
        }
    }

    fn case(&mut self, call: &Call) -> Outcome<Sql> {
        let (parts, default) = call.cases(|node| self.compile(node))?;
        if parts.is_empty() {
            return Ok(default);
        }
        let cases = Sql::joined(parts, " ").wrap("CASE ", "");
        Ok(cases.then(" ELSE ", default).wrap("", " END"))
    }

    /// `OrderBy.as_sql`. MySQL has no say in where NULLs come, but for sorting by whether they are.
    fn ordered(&self, compiled: Sql, ordered: &Ordered) -> Sql {
        let order = if ordered.descending { "DESC" } else { "ASC" };
        let plain = compiled.clone().wrap("", &format!(" {order}"));
        match (self.dialect, ordered.nulls_first) {
            (_, None) => plain,
            (Dialect::PostgreSql, Some(true)) => plain.wrap("", " NULLS FIRST"),
            (Dialect::PostgreSql, Some(false)) => plain.wrap("", " NULLS LAST"),
            (Dialect::MySql, Some(true)) if ordered.descending => {
                compiled.wrap("", " IS NOT NULL, ").then("", plain)
            }
            (Dialect::MySql, Some(false)) if !ordered.descending => {
                compiled.wrap("", " IS NULL, ").then("", plain)
            }
            (Dialect::MySql, Some(_)) => plain,
        }
    }

    /// An expression of an index: in parentheses unless it is a column, with the order outside, and
    /// with PostgreSQL's collation.
    fn index_expression(&mut self, node: &Node) -> Outcome<Sql> {
        match node {
            Node::Ordered(ordered) => {
                let inner = self.nested(|compiler| compiler.index_expression(&ordered.node))?;
                Ok(self.ordered(inner, ordered))
            }
            Node::Call(call)
                if call.class() == "Collate" && self.dialect == Dialect::PostgreSql =>
            {
                let inner = call.sources.first().unwrap_or(&Node::Star);
                let inner = self.nested(|compiler| compiler.index_expression(inner))?;
                Ok(self.collated(inner, call))
            }
            Node::Col(_) => self.compile(node),
            _ => Ok(self.compile(node)?.wrap("(", ")")),
        }
    }

    /// `Collate.as_sql`.
    pub(super) fn collated(&self, source: Sql, call: &Call) -> Sql {
        let collation = call.text("collation").unwrap_or_default();
        source.wrap(
            "",
            &format!(" COLLATE {}", self.dialect.quote_name(&collation)),
        )
    }

    /// `WhereNode.as_sql`.
    pub(super) fn where_node(&mut self, node: &WhereNode) -> Outcome<Sql> {
        self.nested(|compiler| match node.connector {
            Connector::Xor if compiler.dialect == Dialect::PostgreSql => compiler.xor(node),
            _ => compiler.joined(node),
        })
    }

    fn joined(&mut self, node: &WhereNode) -> Outcome<Sql> {
        let parts = node.compiled(|child| self.child(child))?;
        let several = parts.len() > 1 || self.resolved;
        let sql = Sql::joined(parts, &format!(" {} ", node.connector.name()));
        Ok(match (node.negated, several) {
            (true, _) => sql.wrap("NOT (", ")"),
            (false, true) => sql.wrap("(", ")"),
            (false, false) => sql,
        })
    }

    fn child(&mut self, child: &Child) -> Outcome<Sql> {
        match child {
            Child::Node(node) => self.where_node(node),
            Child::Leaf(leaf) => self.compile(leaf),
            Child::Nothing => Err(Failure::Empty),
        }
    }

    /// PostgreSQL has no XOR: some operand holds, and an odd number of them does.
    fn xor(&mut self, node: &WhereNode) -> Outcome<Sql> {
        let mut parts = Vec::new();
        for child in &node.children {
            parts.push(self.child(child)?);
        }
        let any = match parts.len() {
            0 | 1 => Sql::joined(parts.clone(), ""),
            _ => Sql::joined(parts.clone(), " OR ").wrap("(", ")"),
        };
        let count = parts.len();
        let cases = parts
            .into_iter()
            .map(|part| part.wrap("CASE WHEN ", " THEN 1 ELSE 0 END"));
        let sum = cases.reduce(|sum, case| sum.then(" + ", case).wrap("(", ")"));
        let mut sum = sum.unwrap_or_default();
        if count > 2 {
            sum = sum.wrap("(MOD(", ", 2))");
        }
        let sql = any.wrap("(", " AND 1 = ").then("", sum).wrap("", ")");
        Ok(sql.wrap(if node.negated { "NOT " } else { "" }, ""))
    }
}

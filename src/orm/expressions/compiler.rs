//! Resolved expressions as SQLite's SQL.
//!
//! Queries have their columns with the table in front; constraints, indexes, generated fields and
//! database defaults have them alone. Placeholders are `%s` and literal percent signs `%%`, as
//! everywhere in Django.

mod functions;
mod lookups;
mod transforms;
mod where_node;
mod windows;

use std::rc::Rc;

use super::object::is_expression;
use super::output_field::DEPTH;
use crate::database::SqlValue;
use crate::orm::apps::Apps;
use crate::orm::exceptions::{DjangoResult, Exception};
use crate::orm::fields::{Field, FieldKind};
use crate::orm::model::Model;
use crate::orm::query::lookups::is_kind;
use crate::orm::query::node::{Call, Node, Subquery};
use crate::orm::query::opts::Opts;
use crate::orm::query::sql::{Query, SQLCompiler};
use crate::orm::query::{Failure, Outcome, unsupported};
use crate::python::{Interpreter, Value};

pub(crate) use transforms::{json_path, quote_name};

/// SQL with `%s` placeholders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compiled {
    /// The SQL.
    pub sql: String,
    /// The values of the placeholders.
    pub params: Vec<SqlValue>,
}

impl Compiled {
    /// SQL without parameters.
    pub(crate) fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            params: Vec::new(),
        }
    }

    /// One value.
    pub(crate) fn parameter(value: SqlValue) -> Self {
        Self {
            sql: "%s".to_owned(),
            params: vec![value],
        }
    }

    /// The SQL with text around it.
    #[must_use]
    pub(crate) fn wrap(mut self, before: &str, after: &str) -> Self {
        self.sql = format!("{before}{}{after}", self.sql);
        self
    }

    /// In parentheses, unless it begins with one.
    fn parenthesized(self) -> Self {
        if self.sql.is_empty() || self.sql.starts_with('(') {
            return self;
        }
        self.wrap("(", ")")
    }
}

/// The SQL of an expression over a model's columns: a generated field, a part of an index.
///
/// # Errors
///
/// `FieldError` for a name that is no field of the model, `NotImplementedError` for an expression
/// that the sandbox cannot compile.
pub fn compile(
    interpreter: &mut Interpreter,
    apps: &Rc<Apps>,
    model: &Rc<Model>,
    expression: &Value,
) -> DjangoResult<Compiled> {
    of_columns(interpreter, apps, Some(model), |interpreter, query| {
        let node = query.resolve_without_joins(interpreter, expression)?;
        Compiler::new(interpreter, query).compile(&node)
    })
}

/// The SQL of a condition, `Q` or conditional expression: a check, the WHERE of a partial index.
///
/// # Errors
///
/// As [`compile`]; `EmptyResultSet` or `FullResultSet` for what is never or always true.
pub fn compile_condition(
    interpreter: &mut Interpreter,
    apps: &Rc<Apps>,
    model: &Rc<Model>,
    condition: &Value,
) -> DjangoResult<Compiled> {
    of_columns(interpreter, apps, Some(model), |interpreter, query| {
        let node = query.build_where(interpreter, condition)?;
        Compiler::new(interpreter, query).where_node(&node)
    })
}

/// The SQL of a database default: an expression, or a plain value as the field stores it.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_default(
    interpreter: &mut Interpreter,
    apps: &Rc<Apps>,
    model: &Rc<Model>,
    field: &Field,
    default: &Value,
) -> DjangoResult<Compiled> {
    if !is_expression(default) {
        let value = field.get_db_prep_save(interpreter, apps, model, default)?;
        return Ok(match value {
            SqlValue::Null => Compiled::new("NULL"),
            value if *field.get_internal_type() == *"DecimalField" => {
                Compiled::parameter(value).wrap("(CAST(", " AS NUMERIC))")
            }
            value => Compiled::parameter(value),
        });
    }
    of_columns(interpreter, apps, None, |interpreter, query| {
        let node = query.resolve_without_joins(interpreter, default)?;
        Compiler::new(interpreter, query).compile(&node)
    })
    .map_err(|error| match &*error.class_path {
        // Django compiles it unresolved, which the name of a field does not know how to be.
        "django.core.exceptions.FieldError" => {
            Exception::new("AttributeError", "'F' object has no attribute 'as_sql'")
        }
        _ => error,
    })
}

/// One expression of an index: in parentheses unless it is a column, with its collation and order
/// outside.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_index_expression(
    interpreter: &mut Interpreter,
    apps: &Rc<Apps>,
    model: &Rc<Model>,
    expression: &Value,
) -> DjangoResult<Compiled> {
    of_columns(interpreter, apps, Some(model), |interpreter, query| {
        let node = query.resolve_without_joins(interpreter, expression)?;
        Compiler::new(interpreter, query).index_expression(&node)
    })
}

/// Compiles over the columns of a model, which stand without their table.
fn of_columns(
    interpreter: &mut Interpreter,
    apps: &Rc<Apps>,
    model: Option<&Rc<Model>>,
    compile: impl FnOnce(&mut Interpreter, &mut Query) -> Outcome<Compiled>,
) -> DjangoResult<Compiled> {
    let opts = model.map(|model| Opts {
        apps: apps.clone(),
        model: model.clone(),
    });
    let mut query = Query::of_columns(apps.clone(), opts);
    let compiled = compile(interpreter, &mut query);
    compiled.map_err(|failure: Failure| failure.into_exception(interpreter))
}

/// Turns the nodes of one query into SQL.
pub struct Compiler<'a> {
    /// What runs the program's code.
    pub interpreter: &'a mut Interpreter,
    query: &'a Query,
    depth: usize,
    /// Whether what is compiled stands on the left side of a lookup.
    resolved: bool,
}

impl<'a> Compiler<'a> {
    /// A compiler for what is a part of a query.
    pub fn new(interpreter: &'a mut Interpreter, query: &'a Query) -> Self {
        Self {
            interpreter,
            query,
            depth: DEPTH,
            resolved: false,
        }
    }
}

impl Compiler<'_> {
    /// Counts nesting, which the program decides.
    fn nested<T>(&mut self, work: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        let Some(depth) = self.depth.checked_sub(1) else {
            return Err(unsupported("expressions nested this deep"));
        };
        self.depth = depth;
        let outcome = work(self);
        self.depth += 1;
        outcome
    }

    /// `compiler.compile(expression)`.
    ///
    /// # Errors
    ///
    /// `EmptyResultSet` and `FullResultSet` for conditions that never or always hold;
    /// `NotImplementedError` for what the sandbox cannot compile.
    pub fn compile(&mut self, node: &Node) -> Outcome<Compiled> {
        self.nested(|compiler| compiler.any_node(node))
    }

    fn any_node(&mut self, node: &Node) -> Outcome<Compiled> {
        match node {
            Node::Col(col) if col.target.kind == FieldKind::CompositePrimaryKey => {
                self.each_part(node, "")
            }
            Node::Col(col) => {
                let column = col.target.column().ok_or_else(|| {
                    let name = col.target.name();
                    unsupported(&format!("the field '{name}', which has no column,"))
                })?;
                let column = quote_name(&column);
                Ok(Compiled::new(match &col.alias {
                    Some(alias) => format!("{}.{column}", self.query.quote_alias(alias)),
                    None => column,
                }))
            }
            Node::Ref { name, .. } => Ok(Compiled::new(quote_name(name))),
            Node::Position { ordinal, .. } => Ok(Compiled::new(ordinal.to_string())),
            Node::Star => Ok(Compiled::new("*")),
            Node::Constant { value, field } => self.constant(value, field.as_ref()),
            Node::Raw { sql, params, .. } => Ok(Compiled {
                sql: format!("({sql})"),
                params: params.clone(),
            }),
            Node::Outer { .. } => Err(crate::orm::query::value_error(
                "This queryset contains a reference to an outer query and may only be used in a \
                 subquery.",
            )),
            Node::Transform { name, source, zone } => self.transform(name, source, zone.as_ref()),
            Node::KeyTransform { keys, source, .. } => self.key_transform(keys, source),
            Node::Call(call) => self.call(node, call),
            Node::Lookup(lookup) => self.lookup(lookup),
            Node::Where(node) => self.where_node(node),
            Node::Subquery(subquery) => self.subquery(subquery),
            Node::Ordered(ordered) => {
                let order = if ordered.descending { "DESC" } else { "ASC" };
                let nulls = match ordered.nulls_first {
                    Some(true) => " NULLS FIRST",
                    Some(false) => " NULLS LAST",
                    None => "",
                };
                let suffix = format!(" {order}{nulls}");
                if ordered.node.composite().is_some() {
                    return self.each_part(&ordered.node, &suffix);
                }
                Ok(self.compile(&ordered.node)?.wrap("", &suffix))
            }
        }
    }

    /// The columns of a composite key.
    fn each_part(&mut self, node: &Node, suffix: &str) -> Outcome<Compiled> {
        let mut parts = Vec::new();
        for part in node.composite().unwrap_or_default() {
            parts.push(format!("{}{suffix}", self.compile(&part)?.sql));
        }
        Ok(Compiled::new(parts.join(", ")))
    }

    fn call(&mut self, node: &Node, call: &Call) -> Outcome<Compiled> {
        if let Some(method) = super::own::method(&call.instance.class) {
            return super::own::compile(self.interpreter, self.query, call, method);
        }
        let compiled = match call.class() {
            "CombinedExpression" => self.combination(call)?,
            "ExpressionWrapper" | "DatabaseDefault" => self.source(call, 0)?,
            "NegatedExpression" => return Ok(self.source(call, 0)?.wrap("NOT ", "")),
            "When" => return self.when(call),
            "Case" => self.case(call)?,
            "Aggregate" if call.sources.is_empty() => return Err(unsupported("Aggregate()")),
            "Window" => {
                let compiled = self.window(call)?;
                return Ok(numeric(node, compiled));
            }
            "WindowFrame" | "RowRange" | "ValueRange" => return self.window_frame(call),
            _ => {
                let (compiled, is_cast) = self.function(call)?;
                if !is_cast {
                    return Ok(compiled);
                }
                compiled
            }
        };
        Ok(numeric(node, compiled))
    }

    fn source(&mut self, call: &Call, index: usize) -> Outcome<Compiled> {
        self.compile(call.source(index)?)
    }

    /// `Value(True)` or `Value(False)`.
    pub(crate) fn truth(&self, truth: bool) -> Compiled {
        Compiled::parameter(match (self.query.shown, truth) {
            (true, true) => SqlValue::Text("True".into()),
            (true, false) => SqlValue::Text("False".into()),
            (false, _) => SqlValue::Integer(i64::from(truth)),
        })
    }

    fn constant(&mut self, constant: &Value, field: Option<&Field>) -> Outcome<Compiled> {
        if constant.is_none() {
            let is_json = is_kind(field, FieldKind::JSONField);
            return Ok(match is_json {
                true => Compiled::parameter(SqlValue::Text("null".into())),
                false => Compiled::new("NULL"),
            });
        }
        let prepared = match field {
            Some(field) => {
                let settings = &self.query.apps.settings;
                field.prepare_by_class(self.interpreter, settings, constant)?
            }
            None => crate::orm::fields::to_sql(self.interpreter, constant)?,
        };
        let compiled = match (constant, prepared) {
            (Value::Bool(truth), SqlValue::Integer(_)) => self.truth(*truth),
            (_, prepared) => Compiled::parameter(prepared),
        };
        Ok(match field {
            Some(field) => cast_decimal(field, compiled),
            None => compiled,
        })
    }

    fn combination(&mut self, call: &Call) -> Outcome<Compiled> {
        let connector = call.text("connector").unwrap_or_default();
        let kind = |index: usize| {
            let field = call.sources.get(index).and_then(Node::output_field);
            field.map(|field| field.get_internal_type())
        };
        let (left_kind, right_kind) = (kind(0), kind(1));
        let mut left = self.source(call, 0)?;
        let right = self.source(call, 1)?;
        left.params.extend(right.params);
        let sql = match connector.as_ref() {
            "^" => format!("POWER({},{})", left.sql, right.sql),
            "#" => format!("BITXOR({},{})", left.sql, right.sql),
            "-" if is_temporal(left_kind.as_deref()) && left_kind == right_kind => {
                let function = match left_kind.as_deref() {
                    Some("TimeField") => "django_time_diff",
                    _ => "django_timestamp_diff",
                };
                return Ok(Compiled {
                    sql: format!("{function}({}, {})", left.sql, right.sql),
                    params: left.params,
                });
            }
            _ if is_duration(left_kind.as_deref()) != is_duration(right_kind.as_deref()) => {
                format!(
                    "django_format_dtdelta('{connector}', {}, {})",
                    left.sql, right.sql
                )
            }
            _ => format!("{} {connector} {}", left.sql, right.sql),
        };
        Ok(Compiled {
            sql: format!("({sql})"),
            params: left.params,
        })
    }

    fn when(&mut self, call: &Call) -> Outcome<Compiled> {
        let condition = self.source(call, 0)?;
        let result = self.source(call, 1)?;
        let params = [condition.params, result.params].concat();
        Ok(Compiled {
            sql: format!("WHEN {} THEN {}", condition.sql, result.sql),
            params,
        })
    }

    fn case(&mut self, call: &Call) -> Outcome<Compiled> {
        let (cases, default) = call.cases(|node| self.compile(node))?;
        if cases.is_empty() {
            return Ok(default);
        }
        let (mut parts, mut params) = (Vec::new(), Vec::new());
        for case in cases {
            parts.push(case.sql);
            params.extend(case.params);
        }
        params.extend(default.params);
        let sql = format!("CASE {} ELSE {} END", parts.join(" "), default.sql);
        Ok(Compiled { sql, params })
    }

    fn subquery(&mut self, subquery: &Subquery) -> Outcome<Compiled> {
        if subquery.exists {
            let mut query = subquery.query.exists()?;
            query.shown = self.query.shown;
            let sql = SQLCompiler::new(&query, true).as_sql(self.interpreter, true, false);
            return match sql {
                Ok(sql) => Ok(sql.wrap("EXISTS(", ")")),
                Err(Failure::Empty) => Ok(self.truth(false)),
                Err(failure) => Err(failure),
            };
        }
        let mut compiler = SQLCompiler::new(&subquery.query, true);
        compiler.query.shown = self.query.shown;
        let sql = compiler.as_sql(self.interpreter, true, false)?;
        Ok(sql.wrap("(", ")"))
    }

    fn index_expression(&mut self, node: &Node) -> Outcome<Compiled> {
        match node {
            // Order and collation stay outside the parentheses.
            Node::Ordered(ordered) => {
                let inner = self.nested(|compiler| compiler.index_expression(&ordered.node))?;
                let order = if ordered.descending { "DESC" } else { "ASC" };
                Ok(inner.wrap("", &format!(" {order}")))
            }
            Node::Call(call) if call.class() == "Collate" => {
                let inner = call.sources.first().unwrap_or(&Node::Star);
                let inner = self.nested(|compiler| compiler.index_expression(inner))?;
                let collation = quote_name(&call.text("collation").unwrap_or_default());
                Ok(inner.wrap("", &format!(" COLLATE {collation}")))
            }
            Node::Col(_) => self.compile(node),
            // The parentheses are a function of their own.
            _ => Ok(numeric(node, self.compile(node)?.wrap("(", ")"))),
        }
    }
}

/// `SQLiteNumericMixin`: decimals are cast, because SQLite has none.
fn numeric(node: &Node, compiled: Compiled) -> Compiled {
    match node.output_field() {
        Some(field) => cast_decimal(&field, compiled),
        None => compiled,
    }
}

fn cast_decimal(field: &Field, compiled: Compiled) -> Compiled {
    if *field.get_internal_type() == *"DecimalField" {
        return compiled.wrap("(CAST(", " AS NUMERIC))");
    }
    compiled
}

fn is_temporal(internal_type: Option<&str>) -> bool {
    matches!(
        internal_type,
        Some("DateField" | "DateTimeField" | "TimeField")
    )
}

fn is_duration(internal_type: Option<&str>) -> bool {
    internal_type == Some("DurationField")
}

#[cfg(test)]
mod tests {
    use super::compile_condition;
    use crate::orm::testing::Blog;
    use std::rc::Rc;

    const MODEL: &str = "from django.db.models import *\n\
                         from django.db.models.functions import *\n\
                         class A(models.Model):\n    i = models.IntegerField(null=True)\n    j = models.IntegerField()\n    s = models.TextField()\n    b = models.BooleanField()\n";

    /// The SQL of a condition on the model, or the error.
    fn check(condition: &str, expected: &str) {
        let compile = || {
            let mut blog = Blog::with(MODEL)?;
            let condition = blog.run(condition)?;
            let apps = blog
                .registry
                .borrow()
                .apps(Rc::default())
                .map_err(|error| error.message)?;
            let apps = Rc::new(apps);
            let model = apps.get_model("blog", "A").ok_or("no model")?;
            compile_condition(&mut blog.interpreter, &apps, model, &condition)
                .map(|compiled| compiled.sql)
                .map_err(|error| error.message)
        };
        assert_eq!(compile().unwrap_or_else(|error: String| error), expected);
    }

    #[test]
    fn conditions_have_djangos_parentheses() {
        check("Q(i=1) | Q(j=2)", r#"("i" = %s OR "j" = %s)"#);
        check(
            "Q(Q(i=1) | Q(j=2), b=True)",
            r#"(("i" = %s OR "j" = %s) AND "b")"#,
        );
        check("~Q(j=1)", r#"NOT ("j" = %s)"#);
        check("~Q(i=1)", r#"NOT ("i" = %s AND "i" IS NOT NULL)"#);
    }

    #[test]
    fn lookups_and_functions_are_sqlites() {
        check("Q(i__isnull=False)", r#""i" IS NOT NULL"#);
        check("Q(s__startswith='a')", r#""s" LIKE %s ESCAPE '\'"#);
        check("Q(i__gt=F('j') + 1)", r#""i" > ("j" + %s)"#);
        check("Q(s=Lower('s'))", r#""s" = (LOWER("s"))"#);
        check("Q(i=F('i') % 2)", r#""i" = ("i" %% %s)"#);
    }

    #[test]
    fn unknown_names_are_refused() {
        check(
            "Q(x=1)",
            "Cannot resolve keyword 'x' into field. Choices are: b, i, id, j, s",
        );
    }
}

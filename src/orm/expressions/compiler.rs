//! Expressions as SQLite's SQL, as Django compiles them for constraints, indexes, generated fields
//! and database defaults: columns without the table in front, no joins.
//!
//! Placeholders are `%s` and literal percent signs `%%`, as everywhere in Django.

mod functions;
mod lookups;
mod resolve;
mod where_node;

use super::object::{Expression, instance, is_expression};
pub use lookups::is_lookup_name;

use super::output_field::{DEPTH, output_field};
use super::q::Q;
use crate::database::SqlValue;
use crate::orm::apps::Apps;
use crate::orm::exceptions::{DjangoResult, Exception};
use crate::orm::fields::{Field, FieldKind};
use crate::orm::model::Model;
use crate::python::{Interpreter, PyError, Value};

/// SQL with `%s` placeholders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compiled {
    /// The SQL.
    pub sql: String,
    /// The values of the placeholders.
    pub params: Vec<SqlValue>,
}

impl Compiled {
    fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            params: Vec::new(),
        }
    }

    fn parameter(value: SqlValue) -> Self {
        Self {
            sql: "%s".to_owned(),
            params: vec![value],
        }
    }

    fn wrap(mut self, before: &str, after: &str) -> Self {
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
    apps: &Apps,
    model: &Model,
    expression: &Value,
) -> DjangoResult<Compiled> {
    let mut compiler = Compiler::new(interpreter, apps, Some(model));
    let compiled = compiler.expression(expression);
    compiler.finish(compiled)
}

/// The SQL of a condition, `Q` or conditional expression: a check, the WHERE of a partial index.
///
/// # Errors
///
/// As [`compile`]; `EmptyResultSet` or `FullResultSet` for what is never or always true.
pub fn compile_condition(
    interpreter: &mut Interpreter,
    apps: &Apps,
    model: &Model,
    condition: &Value,
) -> DjangoResult<Compiled> {
    let mut compiler = Compiler::new(interpreter, apps, Some(model));
    let compiled = compiler.condition(condition);
    compiler.finish(compiled)
}

/// The SQL of a database default: an expression, or a plain value as the field stores it.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_default(
    interpreter: &mut Interpreter,
    apps: &Apps,
    model: &Model,
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
    let mut compiler = Compiler::new(interpreter, apps, None);
    let compiled = compiler.expression(default);
    compiler.finish(compiled)
}

/// One expression of an index: in parentheses unless it is a column, with its collation and order
/// outside.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_index_expression(
    interpreter: &mut Interpreter,
    apps: &Apps,
    model: &Model,
    expression: &Value,
) -> DjangoResult<Compiled> {
    let mut compiler = Compiler::new(interpreter, apps, Some(model));
    let compiled = compiler.index_expression(expression);
    compiler.finish(compiled)
}

/// Why something has no SQL.
enum Failure {
    /// Nothing can match: `EmptyResultSet`.
    Empty,
    /// Everything matches: `FullResultSet`.
    Full,
    /// An exception.
    Error(Exception),
    /// A Python exception.
    Python(Box<PyError>),
}

impl From<Exception> for Failure {
    fn from(exception: Exception) -> Self {
        Self::Error(exception)
    }
}

impl From<Box<PyError>> for Failure {
    fn from(error: Box<PyError>) -> Self {
        Self::Python(error)
    }
}

type Outcome<T = Compiled> = Result<T, Failure>;

fn field_error(message: impl Into<String>) -> Failure {
    Exception::new("django.core.exceptions.FieldError", message).into()
}

fn unsupported(what: &str) -> Failure {
    let message = format!("the sandbox does not support {what} in SQL");
    Exception::new("NotImplementedError", message).into()
}

struct Compiler<'a> {
    interpreter: &'a mut Interpreter,
    apps: &'a Apps,
    model: Option<&'a Model>,
    depth: usize,
    /// Whether what is compiled stands on the left side of a lookup.
    resolved: bool,
}

impl<'a> Compiler<'a> {
    fn new(interpreter: &'a mut Interpreter, apps: &'a Apps, model: Option<&'a Model>) -> Self {
        Self {
            interpreter,
            apps,
            model,
            depth: DEPTH,
            resolved: false,
        }
    }
}

impl Compiler<'_> {
    fn finish(&mut self, outcome: Outcome) -> DjangoResult<Compiled> {
        outcome.map_err(|failure| match failure {
            Failure::Error(exception) => exception,
            Failure::Python(error) => Exception::from_python(self.interpreter, error),
            Failure::Empty => Exception::new("django.core.exceptions.EmptyResultSet", ""),
            Failure::Full => Exception::new("django.core.exceptions.FullResultSet", ""),
        })
    }

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

    fn output_field(&self, value: &Value) -> Option<Field> {
        output_field(value, self.model, DEPTH)
    }

    /// `compiler.compile(expression)`.
    fn expression(&mut self, value: &Value) -> Outcome {
        self.nested(|compiler| compiler.any_expression(value))
    }

    fn any_expression(&mut self, value: &Value) -> Outcome {
        if value.native::<Q>().is_some() {
            return self.condition(value);
        }
        let Some(expression) = value.native::<Expression>() else {
            let type_name = self.interpreter.type_name(value);
            return Err(unsupported(&format!("'{type_name}'")));
        };
        let compiled = match expression.class {
            "F" => {
                let name = expression.text("name").unwrap_or_default();
                return Ok(self.reference(&name)?.compiled);
            }
            "Value" => self.constant(value, expression)?,
            "CombinedExpression" => self.combination(expression)?,
            "ExpressionWrapper" => self.source(expression, 0)?,
            "NegatedExpression" => return Ok(self.source(expression, 0)?.wrap("NOT ", "")),
            "When" => return self.when(expression),
            "Case" => self.case(expression)?,
            "OrderBy" => return self.order(expression),
            "RawSQL" => return self.raw(expression),
            "Star" => return Ok(Compiled::new("*")),
            class if Self::is_lookup(class) => return self.lookup_expression(value, expression),
            "Exists" | "Subquery" | "OuterRef" | "Window" | "Aggregate" => {
                return Err(unsupported(&format!("{}()", expression.class)));
            }
            _ => {
                let class = instance(value).map(|instance| instance.class.clone());
                let class = class.ok_or_else(|| unsupported("this expression"))?;
                let (compiled, is_cast) = self.function(expression, &class, value)?;
                if !is_cast {
                    return Ok(compiled);
                }
                compiled
            }
        };
        Ok(self.numeric(value, compiled))
    }

    /// `SQLiteNumericMixin`: decimals are cast, because SQLite has none.
    fn numeric(&self, value: &Value, compiled: Compiled) -> Compiled {
        match self.output_field(value) {
            Some(field) if *field.get_internal_type() == *"DecimalField" => {
                compiled.wrap("(CAST(", " AS NUMERIC))")
            }
            _ => compiled,
        }
    }

    fn source(&mut self, expression: &Expression, index: usize) -> Outcome {
        match expression.sources.get(index) {
            Some(source) => self.expression(source),
            None => Err(unsupported(&format!(
                "{}() without arguments",
                expression.class
            ))),
        }
    }

    fn constant(&mut self, value: &Value, expression: &Expression) -> Outcome {
        let constant = expression
            .options
            .get("value")
            .cloned()
            .unwrap_or(Value::None);
        if constant.is_none() {
            return Ok(Compiled::new("NULL"));
        }
        let prepared = match self.output_field(value) {
            Some(field) => {
                field.prepare_by_class(self.interpreter, &self.apps.settings, &constant)?
            }
            None => crate::orm::fields::to_sql(self.interpreter, &constant)?,
        };
        Ok(Compiled::parameter(prepared))
    }

    fn combination(&mut self, expression: &Expression) -> Outcome {
        let connector = expression.text("connector").unwrap_or_default();
        let kind = |compiler: &Self, index: usize| {
            let field = expression
                .sources
                .get(index)
                .and_then(|it| compiler.output_field(it));
            field.map(|field| field.get_internal_type())
        };
        let (left_kind, right_kind) = (kind(self, 0), kind(self, 1));
        let mut left = self.source(expression, 0)?;
        let right = self.source(expression, 1)?;
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

    fn when(&mut self, expression: &Expression) -> Outcome {
        let condition = expression.sources.first().cloned().unwrap_or(Value::None);
        let condition = self.condition(&condition)?;
        let result = self.source(expression, 1)?;
        let params = [condition.params, result.params].concat();
        Ok(Compiled {
            sql: format!("WHEN {} THEN {}", condition.sql, result.sql),
            params,
        })
    }

    fn case(&mut self, expression: &Expression) -> Outcome {
        let Some((default, cases)) = expression.sources.split_last() else {
            return Err(unsupported("Case() without default"));
        };
        let mut compiled = Compiled::default();
        let mut parts = Vec::new();
        let mut last = None;
        for case in cases {
            match self.expression(case) {
                Ok(part) => {
                    parts.push(part.sql);
                    compiled.params.extend(part.params);
                }
                Err(Failure::Empty) => {}
                Err(Failure::Full) => {
                    last = case
                        .native::<Expression>()
                        .and_then(|it| it.sources.get(1))
                        .cloned();
                    break;
                }
                Err(failure) => return Err(failure),
            }
        }
        let default = self.expression(last.as_ref().unwrap_or(default))?;
        if parts.is_empty() {
            return Ok(default);
        }
        compiled.params.extend(default.params);
        compiled.sql = format!("CASE {} ELSE {} END", parts.join(" "), default.sql);
        Ok(compiled)
    }

    fn order(&mut self, expression: &Expression) -> Outcome {
        let order = if expression.flag("descending") {
            "DESC"
        } else {
            "ASC"
        };
        let nulls = match (
            expression.flag("nulls_first"),
            expression.flag("nulls_last"),
        ) {
            (true, _) => " NULLS FIRST",
            (false, true) => " NULLS LAST",
            (false, false) => "",
        };
        Ok(self
            .source(expression, 0)?
            .wrap("", &format!(" {order}{nulls}")))
    }

    fn raw(&mut self, expression: &Expression) -> Outcome {
        let params = expression
            .options
            .get("params")
            .and_then(Value::as_sequence);
        let mut compiled = Compiled::new(expression.text("sql").unwrap_or_default().as_ref());
        for value in params.unwrap_or_default() {
            compiled
                .params
                .push(crate::orm::fields::to_sql(self.interpreter, &value)?);
        }
        Ok(compiled.wrap("(", ")"))
    }

    fn index_expression(&mut self, value: &Value) -> Outcome {
        let Some(expression) = value.native::<Expression>() else {
            return self.expression(value);
        };
        match expression.class {
            // Order and collation stay outside the parentheses.
            "OrderBy" => {
                let inner = expression.sources.first().cloned().unwrap_or(Value::None);
                let inner = self.nested(|compiler| compiler.index_expression(&inner))?;
                let order = if expression.flag("descending") {
                    "DESC"
                } else {
                    "ASC"
                };
                Ok(inner.wrap("", &format!(" {order}")))
            }
            "Collate" => {
                let inner = expression.sources.first().cloned().unwrap_or(Value::None);
                let inner = self.nested(|compiler| compiler.index_expression(&inner))?;
                let collation = expression.text("collation").unwrap_or_default();
                let collation = resolve::quote_name(&collation);
                Ok(inner.wrap("", &format!(" COLLATE {collation}")))
            }
            "F" => self.expression(value),
            _ => Ok(self.expression(value)?.wrap("(", ")")),
        }
    }
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

/// Whether a field is of a class or of one that inherits from it.
fn is_kind(field: Option<&Field>, kind: FieldKind) -> bool {
    field.is_some_and(|field| field.kind.is_subclass(kind))
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

//! Database functions and aggregates.

use crate::python::value::Namespace;

use super::{Compiled, Compiler, quote_name};
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::object::Expression;
use crate::orm::expressions::output_field::class_text;
use crate::orm::fields::FieldKind;
use crate::orm::query::lookups::is_kind;
use crate::orm::query::node::{Call, Node};
use crate::orm::query::{Failure, Outcome, unsupported};
use crate::python::{BinaryOperator, Dict, Value};

/// What `**extra` took, by name.
type Extra = Namespace;

impl Compiler<'_> {
    /// A call of a database function, and whether decimals are to be cast.
    pub(super) fn function(&mut self, call: &Call) -> Outcome<(Compiled, bool)> {
        let uncast = |compiled: Compiled| (compiled, false);
        match call.class() {
            "Now" => {
                let sql = "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')";
                Ok(uncast(Compiled::new(sql)))
            }
            "Cast" => Ok(uncast(self.cast(call)?)),
            "Collate" => {
                let collation = quote_name(&call.text("collation").unwrap_or_default());
                let source = self.source(call, 0)?;
                Ok((source.wrap("", &format!(" COLLATE {collation}")), true))
            }
            "Concat" => Ok((self.concat(&call.sources)?, true)),
            "ConcatPair" => Ok(uncast(self.concat(&call.sources)?)),
            "Left" | "Right" => Ok(uncast(self.part_of_text(call)?)),
            name if name.starts_with("Trunc") => self.truncate(call, name).map(uncast),
            "Round" => {
                check_precision(call)?;
                Ok((self.template(call)?, true))
            }
            _ if call.is_aggregate() => Ok((self.aggregate(call)?, true)),
            name => {
                let casts = !matches!(
                    name,
                    "Chr" | "Ord" | "Substr" | "Random" | "ATan2" | "Log" | "ExpressionList"
                );
                Ok((self.template(call)?, casts))
            }
        }
    }

    /// `Aggregate.as_sql`: `SUM(DISTINCT x) FILTER (WHERE …)`.
    pub(super) fn aggregate(&mut self, call: &Call) -> Outcome<Compiled> {
        self.aggregate_with(call, &Extra::default())
    }

    /// What `as_sql()` writes with what the project's code gives it.
    pub(in crate::orm::expressions) fn written(
        &mut self,
        call: &Call,
        context: &Extra,
    ) -> Outcome<Compiled> {
        match () {
            () if call.is_aggregate() => self.aggregate_with(call, context),
            () if context.is_empty() => Ok(self.function(call)?.0),
            () => self.template_with(call, None, context),
        }
    }

    fn aggregate_with(&mut self, call: &Call, context: &Extra) -> Outcome<Compiled> {
        check_moments(call)?;
        let filter = match &call.filter {
            Some(filter) => match self.compile(filter) {
                Ok(filter) => Some(filter),
                Err(Failure::Full) => None,
                Err(failure) => return Err(failure),
            },
            None => None,
        };
        let distinct = if call.flag("distinct") {
            "DISTINCT "
        } else {
            ""
        };
        let compiled = self.template_with(call, Some(distinct), context)?;
        Ok(match filter {
            Some(filter) => {
                let params = [compiled.params, filter.params].concat();
                Compiled {
                    sql: format!("{} FILTER (WHERE {})", compiled.sql, filter.sql),
                    params,
                }
            }
            None => compiled,
        })
    }

    fn template(&mut self, call: &Call) -> Outcome<Compiled> {
        self.template_with(call, None, &Extra::default())
    }

    /// `Func.as_sql`: the template with the function's name and the arguments.
    fn template_with(
        &mut self,
        call: &Call,
        distinct: Option<&str>,
        context: &Extra,
    ) -> Outcome<Compiled> {
        let Some(expression) = call.instance.native::<Expression>() else {
            return Err(unsupported("this expression"));
        };
        let class = &call.instance.class;
        let mut parts = Vec::new();
        let mut params = Vec::new();
        for source in &call.sources {
            match self.compile(source) {
                Ok(part) => {
                    parts.push(part.sql);
                    params.extend(part.params);
                }
                Err(Failure::Full) => {
                    let part = self.truth(true);
                    parts.push(part.sql);
                    params.extend(part.params);
                }
                Err(Failure::Empty) if matches!(source, Node::Subquery(_)) => {
                    parts.push("NULL".to_owned());
                }
                Err(failure) => return Err(failure),
            }
        }
        let given = |name: &str| context.get(name).or_else(|| expression.extra.get(name));
        let text = |name: &str| {
            let given = given(name).and_then(Value::as_text);
            given.or_else(|| class_text(class, name))
        };
        let mut function = text("function").unwrap_or_default();
        if call.flag("sample") {
            function = function.replace("_POP", "_SAMP").into();
        }
        let joiner = text("arg_joiner").unwrap_or_else(|| ", ".into());
        let template = text("template").unwrap_or_else(|| match expression.class {
            "ExpressionList" => "%(expressions)s".into(),
            _ if call.is_aggregate() => "%(function)s(%(distinct)s%(expressions)s)".into(),
            _ => "%(function)s(%(expressions)s)".into(),
        });
        let arguments = parts.join(&joiner);
        let mut names = Extra::default();
        names.extend(expression.extra.clone());
        names.extend(context.clone());
        names.insert("function".into(), Value::Str(function));
        names.insert("expressions".into(), Value::str(&*arguments));
        names.insert("field".into(), Value::str(arguments));
        if let Some(distinct) = distinct {
            names.insert("distinct".into(), Value::str(distinct));
        }
        let names = Value::dict(Dict::from_text_keys(names));
        let template = Value::Str(template);
        let sql = self
            .interpreter
            .binary(BinaryOperator::Mod, &template, &names)?;
        Ok(Compiled {
            sql: self.interpreter.str(&sql)?.to_string(),
            params,
        })
    }

    fn cast(&mut self, call: &Call) -> Outcome<Compiled> {
        let source = self.source(call, 0)?;
        let field = call.output.clone();
        let db_type = match (&field, &self.query.opts) {
            (Some(field), Some(opts)) => field.db_type(&opts.apps, &opts.model),
            (Some(field), None) => field.own_column_type(),
            (None, _) => None,
        };
        let db_type = db_type.ok_or_else(|| unsupported("Cast() to a field without a column"))?;
        Ok(match db_type.as_str() {
            // Without a length.
            "varchar" => source.wrap("CAST(", " AS text)"),
            "datetime" | "time" => {
                let format = if db_type == "time" {
                    "%H:%M:%f"
                } else {
                    "%Y-%m-%d %H:%M:%f"
                };
                let mut compiled = source.wrap("strftime(%s, ", ")");
                compiled.params.insert(0, SqlValue::Text(format.into()));
                compiled
            }
            "date" => source.wrap("date(", ")"),
            other => {
                let internal = field.map(|field| field.get_internal_type());
                let target = match internal.as_deref() {
                    Some("DateField" | "DateTimeField") => "TEXT",
                    _ => other,
                };
                source.wrap("CAST(", &format!(" AS {target})"))
            }
        })
    }

    /// Texts joined by `||`, NULL as the empty text; in pairs, the last two innermost.
    fn concat(&mut self, sources: &[Node]) -> Outcome<Compiled> {
        let coalesced = |compiled: Compiled| {
            let mut compiled = compiled.wrap("COALESCE(", ", %s)");
            compiled.params.push(SqlValue::Text("".into()));
            compiled
        };
        let mut joined: Option<Compiled> = None;
        for source in sources.iter().rev() {
            let left = self.compile(source)?;
            joined = Some(match joined {
                None => left,
                Some(right) => {
                    let (left, right) = (coalesced(left), coalesced(right));
                    let params = [left.params, right.params].concat();
                    Compiled {
                        sql: format!("({} || {})", left.sql, right.sql),
                        params,
                    }
                }
            });
        }
        joined.ok_or_else(|| unsupported("Concat() without arguments"))
    }

    fn part_of_text(&mut self, call: &Call) -> Outcome<Compiled> {
        let text = self.source(call, 0)?;
        let length = self.source(call, 1)?;
        let mut params = text.params;
        let start = match call.class() {
            "Left" => {
                params.push(SqlValue::Integer(1));
                "%s".to_owned()
            }
            _ => {
                params.extend(length.params.clone());
                params.push(SqlValue::Integer(-1));
                format!("({} * %s)", length.sql)
            }
        };
        params.extend(length.params);
        Ok(Compiled {
            sql: format!("SUBSTR({}, {start}, {})", text.sql, length.sql),
            params,
        })
    }

    fn truncate(&mut self, call: &Call, class: &str) -> Outcome<Compiled> {
        let kind = match class.strip_prefix("Trunc") {
            Some("") | None => call.text("kind").unwrap_or_default(),
            Some(kind) => kind.to_lowercase().into(),
        };
        let source_field = call.sources.first().and_then(Node::output_field);
        let output = call.output.clone().or_else(|| source_field.clone());
        let output = output.map(|field| field.get_internal_type());
        let function = match output.as_deref() {
            Some("DateTimeField") => "django_datetime_trunc",
            Some("DateField") => "django_date_trunc",
            Some("TimeField") => "django_time_trunc",
            _ => {
                let message = "Trunc only valid on DateField, TimeField, or DateTimeField.";
                return Err(Exception::new("ValueError", message).into());
            }
        };
        let source = self.source(call, 0)?;
        let mut params = vec![SqlValue::Text(kind)];
        params.extend(source.params);
        let has_zone = is_kind(source_field.as_ref(), FieldKind::DateTimeField);
        let zone = call.option("tzinfo").filter(|zone| !zone.is_none());
        params.extend(match has_zone {
            true => self.zones(zone.as_ref())?,
            false => [SqlValue::Null, SqlValue::Null],
        });
        Ok(Compiled {
            sql: format!("{function}(%s, {}, %s, %s)", source.sql),
            params,
        })
    }
}

/// SQLite keeps moments as text, which has no sum.
fn check_moments(call: &Call) -> Outcome<()> {
    let is_moment = |node: &Node| {
        let field = node.output_field();
        let is = |kind| is_kind(field.as_ref(), kind);
        is(FieldKind::DateField) || is(FieldKind::TimeField)
    };
    let adds = matches!(call.class(), "Sum" | "Avg" | "StdDev" | "Variance");
    if adds && call.sources.iter().any(is_moment) {
        let message = "You cannot use Sum, Avg, StdDev, and Variance aggregations on date/time \
                       fields in sqlite3 since date/time is saved as text.";
        return Err(Exception::new("django.db.utils.NotSupportedError", message).into());
    }
    Ok(())
}

fn check_precision(call: &Call) -> Outcome<()> {
    let negative = match call.sources.get(1) {
        Some(Node::Constant { value, .. }) => value.as_i64().is_some_and(|it| it < 0),
        _ => false,
    };
    if negative {
        let message = "SQLite does not support negative precision.";
        return Err(Exception::new("ValueError", message).into());
    }
    Ok(())
}

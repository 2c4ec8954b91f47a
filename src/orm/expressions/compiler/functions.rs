//! Database functions.

use std::rc::Rc;

use super::resolve::quote_name;
use super::{Compiled, Compiler, Outcome, unsupported};
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::object::Expression;
use crate::orm::expressions::output_field::class_text;
use crate::python::{Class, Value};

impl Compiler<'_> {
    /// A call of a database function, and whether decimals are to be cast.
    pub(super) fn function(
        &mut self,
        expression: &Expression,
        class: &Rc<Class>,
        value: &Value,
    ) -> Outcome<(Compiled, bool)> {
        let uncast = |compiled: Compiled| (compiled, false);
        match expression.class {
            "Now" => {
                let sql = "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')";
                Ok(uncast(Compiled::new(sql)))
            }
            "Cast" => Ok(uncast(self.cast(expression)?)),
            "Collate" => {
                let collation = quote_name(&expression.text("collation").unwrap_or_default());
                let source = self.source(expression, 0)?;
                Ok((source.wrap("", &format!(" COLLATE {collation}")), true))
            }
            "Concat" => Ok((self.concat(&expression.sources)?, true)),
            "ConcatPair" => Ok(uncast(self.concat(&expression.sources)?)),
            "Left" | "Right" => Ok(uncast(self.part_of_text(expression)?)),
            "Extract" => self.extract(expression, "").map(uncast),
            "Count" | "Sum" | "Avg" | "Max" | "Min" | "StdDev" | "Variance" => {
                Err(unsupported(&format!("{}()", expression.class)))
            }
            name if name.starts_with("Extract") => self.extract(expression, name).map(uncast),
            name if name.starts_with("Trunc") => self.truncate(expression, name, value).map(uncast),
            "Round" => {
                self.check_precision(expression)?;
                Ok((self.call(expression, class)?, true))
            }
            name => {
                let casts = !matches!(
                    name,
                    "Chr" | "Ord" | "Substr" | "Random" | "ATan2" | "Log" | "ExpressionList"
                );
                Ok((self.call(expression, class)?, casts))
            }
        }
    }

    /// `Func.as_sql`: the template with the function's name and the arguments.
    fn call(&mut self, expression: &Expression, class: &Rc<Class>) -> Outcome {
        let mut parts = Vec::new();
        let mut params = Vec::new();
        for source in &expression.sources {
            let part = self.expression(source)?;
            parts.push(part.sql);
            params.extend(part.params);
        }
        let extra = |name: &str| expression.extra.get(name).and_then(Value::as_text);
        let text = |name: &str| extra(name).or_else(|| class_text(class, name));
        let function = text("function").unwrap_or_default();
        let joiner = text("arg_joiner").unwrap_or_else(|| ", ".into());
        let template = text("template").unwrap_or_else(|| match expression.class {
            "ExpressionList" => "%(expressions)s".into(),
            _ => "%(function)s(%(expressions)s)".into(),
        });
        let arguments = parts.join(&joiner);
        let mut sql = template
            .replace("%(function)s", &function)
            .replace("%(expressions)s", &arguments)
            .replace("%(field)s", &arguments);
        for (name, value) in &expression.extra {
            let shown = self.interpreter.str(value)?;
            sql = sql.replace(&format!("%({name})s"), &shown);
        }
        Ok(Compiled {
            sql: sql.replace("%%", "%"),
            params,
        })
    }

    fn cast(&mut self, expression: &Expression) -> Outcome {
        let source = self.source(expression, 0)?;
        let field = expression
            .output_field
            .as_ref()
            .and_then(crate::orm::fields::Field::of_instance);
        let db_type = match (&field, self.model) {
            (Some(field), Some(model)) => field.db_type(self.apps, model),
            (Some(field), None) => field.own_column_type(),
            (None, _) => None,
        };
        let db_type = db_type.ok_or_else(|| unsupported("Cast() to a field without a column"))?;
        Ok(match db_type.as_str() {
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
    fn concat(&mut self, sources: &[Value]) -> Outcome {
        let coalesced = |compiled: Compiled| {
            let mut compiled = compiled.wrap("COALESCE(", ", %s)");
            compiled.params.push(SqlValue::Text("".into()));
            compiled
        };
        let mut joined: Option<Compiled> = None;
        for source in sources.iter().rev() {
            let left = self.expression(source)?;
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

    fn part_of_text(&mut self, expression: &Expression) -> Outcome {
        let text = self.source(expression, 0)?;
        let length = self.source(expression, 1)?;
        let mut params = text.params;
        let start = match expression.class {
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

    fn extract(&mut self, expression: &Expression, class: &str) -> Outcome {
        let name = match class {
            "ExtractYear" => "year".into(),
            "ExtractIsoYear" => "iso_year".into(),
            "ExtractMonth" => "month".into(),
            "ExtractDay" => "day".into(),
            "ExtractWeek" => "week".into(),
            "ExtractWeekDay" => "week_day".into(),
            "ExtractIsoWeekDay" => "iso_week_day".into(),
            "ExtractQuarter" => "quarter".into(),
            "ExtractHour" => "hour".into(),
            "ExtractMinute" => "minute".into(),
            "ExtractSecond" => "second".into(),
            _ => expression.text("lookup_name").unwrap_or_default(),
        };
        let source = expression.sources.first().cloned().unwrap_or(Value::None);
        let side = self.side_of(&source)?;
        Ok(self.transform(&side, &name)?.compiled)
    }

    fn truncate(&mut self, expression: &Expression, class: &str, _value: &Value) -> Outcome {
        let source = expression.sources.first().cloned().unwrap_or(Value::None);
        let side = self.side_of(&source)?;
        if matches!(class, "TruncDate" | "TruncTime") {
            let name = if class == "TruncDate" { "date" } else { "time" };
            return Ok(self.transform(&side, name)?.compiled);
        }
        let kind = match class.strip_prefix("Trunc") {
            Some("") | None => expression.text("kind").unwrap_or_default(),
            Some(kind) => kind.to_lowercase().into(),
        };
        let output = expression
            .output_field
            .as_ref()
            .and_then(crate::orm::fields::Field::of_instance);
        let output = output
            .or_else(|| side.field.clone())
            .map(|field| field.get_internal_type());
        let function = match output.as_deref() {
            Some("DateTimeField") => "django_datetime_trunc",
            Some("DateField") => "django_date_trunc",
            Some("TimeField") => "django_time_trunc",
            _ => {
                let message = "Trunc only valid on DateField, TimeField, or DateTimeField.";
                return Err(Exception::new("ValueError", message).into());
            }
        };
        let mut params = vec![SqlValue::Text(kind)];
        params.extend(side.compiled.params);
        params.extend(
            match super::is_kind(
                side.field.as_ref(),
                crate::orm::fields::FieldKind::DateTimeField,
            ) {
                true => self.zones(),
                false => [SqlValue::Null, SqlValue::Null],
            },
        );
        Ok(Compiled {
            sql: format!("{function}(%s, {}, %s, %s)", side.compiled.sql),
            params,
        })
    }

    fn check_precision(&self, expression: &Expression) -> Outcome<()> {
        let precision = expression
            .sources
            .get(1)
            .and_then(|it| it.native::<Expression>());
        let negative = precision
            .and_then(|it| it.option("value"))
            .and_then(Value::as_i64)
            .is_some_and(|precision| precision < 0);
        if negative {
            let message = "SQLite does not support negative precision.";
            return Err(Exception::new("ValueError", message).into());
        }
        Ok(())
    }
}

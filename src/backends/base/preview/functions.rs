//! Database functions.

use super::compiler::Compiler;
use super::data_types::cast_db_type;
use super::sql::Sql;
use crate::backends::base::dialect::Dialect;
use crate::backends::mysql;
use crate::orm::Field;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::object::Expression;
use crate::orm::expressions::output_field::class_text;
use crate::orm::fields::FieldKind;
use crate::orm::query::lookups::is_kind;
use crate::orm::query::node::{Call, Node};
use crate::orm::query::{Failure, Outcome, unsupported};
use crate::python::Value;

impl Compiler<'_> {
    /// A call of a database function.
    pub(super) fn function(&mut self, call: &Call) -> Outcome<Sql> {
        let is_mysql = self.dialect == Dialect::MySql;
        match call.class() {
            "Now" => Ok(Sql::new(match is_mysql {
                true => "CURRENT_TIMESTAMP(6)",
                false => "STATEMENT_TIMESTAMP()",
            })),
            "Cast" => {
                let source = self.source(call, 0)?;
                self.cast(source, call.output.as_ref())
            }
            "Collate" => {
                let source = self.source(call, 0)?;
                Ok(self.collated(source, call))
            }
            "Concat" | "ConcatPair" => self.concat(&call.sources),
            "SHA1" | "SHA224" | "SHA256" | "SHA384" | "SHA512" => self.digest(call),
            "JSONObject" if !is_mysql => self.json_object(call),
            "JSONArray" if !is_mysql => {
                let arguments = self.cast_arguments(&call.sources)?;
                Ok(Sql::joined(arguments, ", ").wrap("JSONB_BUILD_ARRAY(", ")"))
            }
            "Ord" if is_mysql => Ok(self.source(call, 0)?.wrap("ORD(", ")")),
            "Chr" if is_mysql => Ok(self.source(call, 0)?.wrap("CHAR(", " USING utf16)")),
            "Mod" | "Log" if !is_mysql => {
                let mut arguments = Vec::new();
                for source in &call.sources {
                    arguments.push(self.with_decimals(source)?);
                }
                let name = call.class().to_uppercase();
                Ok(Sql::joined(arguments, ", ").wrap(&format!("{name}("), ")"))
            }
            "Random" => Ok(Sql::new(if is_mysql { "RAND()" } else { "RANDOM()" })),
            name if name.starts_with("Trunc") => self.truncate(call, name),
            _ if call.is_aggregate() => Err(unsupported("aggregates in a schema")),
            _ => self.template(call),
        }
    }

    /// `Func.as_sql`: the template with the function's name and the arguments.
    fn template(&mut self, call: &Call) -> Outcome<Sql> {
        let Some(expression) = call.instance.native::<Expression>() else {
            return Err(unsupported("this expression"));
        };
        let class = &call.instance.class;
        let mut parts = Vec::new();
        for source in &call.sources {
            match self.compile(source) {
                Ok(part) => parts.push(part),
                Err(Failure::Full) => parts.push(Sql::new("1")),
                Err(failure) => return Err(failure),
            }
        }
        let extra = |name: &str| expression.extra.get(name).and_then(Value::as_text);
        let text = |name: &str| extra(name).or_else(|| class_text(class, name));
        let function = text("function").unwrap_or_default();
        let function = self.function_name(expression.class, &function);
        let joiner = text("arg_joiner").unwrap_or_else(|| ", ".into());
        let template = text("template").unwrap_or_else(|| match expression.class {
            "ExpressionList" => "%(expressions)s".into(),
            _ => "%(function)s(%(expressions)s)".into(),
        });
        let arguments = Sql::joined(parts, &joiner);
        let mut sql = template
            .replace("%(function)s", &function)
            .replace("%(expressions)s", &arguments.sql)
            .replace("%(field)s", &arguments.sql);
        for (name, value) in &expression.extra {
            let shown = self.interpreter.str(value)?;
            sql = sql.replace(&format!("%({name})s"), &shown);
        }
        Ok(Sql {
            sql,
            params: arguments.params,
        })
    }

    /// The function's name, where it is not the one that SQLite has.
    fn function_name(&self, class: &str, name: &str) -> String {
        let is_mysql = self.dialect == Dialect::MySql;
        match class {
            "Greatest" => "GREATEST",
            "Least" => "LEAST",
            "Substr" => "SUBSTRING",
            "Left" => "LEFT",
            "Right" => "RIGHT",
            "Chr" => "CHR",
            "Ord" => "ASCII",
            "Length" if is_mysql => "CHAR_LENGTH",
            "StrIndex" if is_mysql => "INSTR",
            "StrIndex" => "STRPOS",
            _ => name,
        }
        .to_owned()
    }

    fn cast(&mut self, source: Sql, output: Option<&Field>) -> Outcome<Sql> {
        let db_type = output.and_then(|field| cast_db_type(self.dialect, field));
        let db_type = db_type.ok_or_else(|| unsupported("Cast() to a field without a column"))?;
        let is_float = is_kind(output, FieldKind::FloatField);
        Ok(match self.dialect {
            Dialect::PostgreSql => source.wrap("(", &format!(")::{db_type}")),
            Dialect::MySql if is_float => source.wrap("(", " + 0.0)"),
            Dialect::MySql => source.wrap("CAST(", &format!(" AS {db_type})")),
        })
    }

    /// Texts joined in pairs, the last two innermost.
    fn concat(&mut self, sources: &[Node]) -> Outcome<Sql> {
        let mut joined: Option<Sql> = None;
        for source in sources.iter().rev() {
            let left = match self.dialect {
                Dialect::PostgreSql => self.as_text(source)?,
                Dialect::MySql => self.compile(source)?,
            };
            joined = Some(match (joined, self.dialect) {
                (None, _) => left,
                (Some(right), Dialect::MySql) => left.then(", ", right).wrap("CONCAT_WS('', ", ")"),
                (Some(right), Dialect::PostgreSql) => {
                    let coalesced = |sql: Sql| sql.wrap("COALESCE(", ", '')");
                    let pair = coalesced(left).then(" || ", coalesced(right));
                    pair.wrap("(", ")")
                }
            });
        }
        joined.ok_or_else(|| unsupported("Concat() without arguments"))
    }

    /// An expression as text, cast unless it is one.
    fn as_text(&mut self, source: &Node) -> Outcome<Sql> {
        let compiled = self.compile(source)?;
        let field = source.output_field();
        let is_text = is_kind(field.as_ref(), FieldKind::TextField)
            || field.is_some_and(|it| it.get_internal_type().ends_with("CharField"));
        Ok(match is_text {
            true => compiled,
            false => compiled.wrap("(", ")::text"),
        })
    }

    /// `FixDecimalInputMixin`: a float as a decimal.
    fn with_decimals(&mut self, source: &Node) -> Outcome<Sql> {
        let compiled = self.compile(source)?;
        let is_float = is_kind(source.output_field().as_ref(), FieldKind::FloatField);
        Ok(match is_float {
            true => compiled.wrap("(", ")::numeric(1000, 15)"),
            false => compiled,
        })
    }

    fn digest(&mut self, call: &Call) -> Outcome<Sql> {
        let source = self.source(call, 0)?;
        let name = call.class();
        Ok(match self.dialect {
            Dialect::PostgreSql => source.wrap("ENCODE(DIGEST(", &format!(", '{name}'), 'hex')")),
            Dialect::MySql if name == "SHA1" => source.wrap("SHA1(", ")"),
            Dialect::MySql => {
                let length = name.trim_start_matches("SHA");
                source.wrap("SHA2(", &format!(", {length})"))
            }
        })
    }

    /// PostgreSQL has to be told the types: keys are texts.
    fn json_object(&mut self, call: &Call) -> Outcome<Sql> {
        let mut arguments = Vec::new();
        for (index, source) in call.sources.iter().enumerate() {
            arguments.push(match index % 2 {
                0 => self.compile(source)?.wrap("(", ")::text"),
                _ => self.compile(source)?,
            });
        }
        Ok(Sql::joined(arguments, ", ").wrap("JSONB_BUILD_OBJECT(", ")"))
    }

    fn cast_arguments(&mut self, sources: &[Node]) -> Outcome<Vec<Sql>> {
        let mut arguments = Vec::new();
        for source in sources {
            let compiled = self.compile(source)?;
            let is_cast = matches!(source, Node::Call(call) if call.class() == "Cast");
            arguments.push(match source.output_field() {
                Some(field) if !is_cast => self.cast(compiled, Some(&field))?,
                _ => compiled,
            });
        }
        Ok(arguments)
    }

    fn truncate(&mut self, call: &Call, class: &str) -> Outcome<Sql> {
        let kind = match class.strip_prefix("Trunc") {
            Some("") | None => call.text("kind").unwrap_or_default(),
            Some(kind) => kind.to_lowercase().into(),
        };
        let field = call.sources.first().and_then(Node::output_field);
        let output = call.output.clone().or_else(|| field.clone());
        let output = output.map(|it| it.get_internal_type()).unwrap_or_default();
        if !matches!(&*output, "DateTimeField" | "DateField" | "TimeField") {
            let message = "Trunc only valid on DateField, TimeField, or DateTimeField.";
            return Err(Exception::new("ValueError", message).into());
        }
        let source = self.source(call, 0)?;
        let source = match is_kind(field.as_ref(), FieldKind::DateTimeField) {
            true => self.in_time_zone(source),
            false => source,
        };
        let literal = |text: &str| self.dialect.quote_text(text).replace('%', "%%");
        if self.dialect == Dialect::PostgreSql {
            let start = format!("DATE_TRUNC({}, ", literal(&kind));
            let after = if *output == *"TimeField" {
                ")::time"
            } else {
                ")"
            };
            return Ok(source.wrap(&start, after));
        }
        Ok(match mysql::operations::trunc_format(&kind, &output) {
            Some((format, target)) => {
                let end = format!(", {}) AS {target})", literal(format));
                source.wrap("CAST(DATE_FORMAT(", &end)
            }
            None => truncated(source, &kind, &output),
        })
    }

    /// A moment where the project is (`_convert_sql_to_tz`).
    pub(super) fn in_time_zone(&self, sql: Sql) -> Sql {
        let zone = &self.settings.time_zone;
        if !self.settings.use_tz {
            return sql;
        }
        let literal = Sql::literal(self.dialect.quote_text(zone));
        match self.dialect {
            Dialect::PostgreSql => sql.then(" AT TIME ZONE ", literal),
            Dialect::MySql if &**zone == "UTC" => sql,
            Dialect::MySql => {
                let converted = sql.then(", 'UTC', ", literal);
                converted.wrap("CONVERT_TZ(", ")")
            }
        }
    }
}

/// What MySQL computes without a format.
fn truncated(source: Sql, kind: &str, output: &str) -> Sql {
    let week = |source: Sql| {
        let day = source.clone().wrap("INTERVAL WEEKDAY(", ") DAY");
        source.then(", ", day).wrap("DATE_SUB(", ")")
    };
    let quarter = |source: Sql| {
        let year = source.clone().wrap("MAKEDATE(YEAR(", "), 1)");
        let months = source.wrap("INTERVAL QUARTER(", ") QUARTER - INTERVAL 1 QUARTER");
        year.then(" + ", months)
    };
    let moment = |date: Sql, format: &str| {
        date.wrap("CAST(DATE_FORMAT(", &format!(", '{format}') AS DATETIME)"))
    };
    match (output, kind) {
        ("DateTimeField", "week") => moment(week(source), "%%Y-%%m-%%d 00:00:00"),
        ("DateTimeField", "quarter") => moment(quarter(source), "%%Y-%%m-01 00:00:00"),
        ("DateField", "week") => week(source),
        ("DateField", "quarter") => quarter(source),
        ("DateField", _) => source.wrap("DATE(", ")"),
        ("TimeField", _) => source.wrap("TIME(", ")"),
        _ => source,
    }
}

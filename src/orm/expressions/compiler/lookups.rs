//! Lookups: `field__gt=value` and the classes of `django.db.models.lookups`.

use super::resolve::Side;
use super::where_node::WhereNode;
use super::{Compiled, Compiler, Failure, Outcome, field_error, is_kind, unsupported};
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::object::{Expression, is_expression};
use crate::orm::fields::{Field, FieldKind, to_sql};
use crate::python::Value;

/// The name of a lookup with the class of `django.db.models.lookups` that does the same.
const LOOKUPS: &[(&str, &str)] = &[
    ("exact", "Exact"),
    ("iexact", "IExact"),
    ("gt", "GreaterThan"),
    ("gte", "GreaterThanOrEqual"),
    ("lt", "LessThan"),
    ("lte", "LessThanOrEqual"),
    ("in", "In"),
    ("contains", "Contains"),
    ("icontains", "IContains"),
    ("startswith", "StartsWith"),
    ("istartswith", "IStartsWith"),
    ("endswith", "EndsWith"),
    ("iendswith", "IEndsWith"),
    ("range", "Range"),
    ("isnull", "IsNull"),
    ("regex", "Regex"),
    ("iregex", "IRegex"),
];

/// Whether `field__<name>` is a lookup that every field has.
pub fn is_lookup_name(name: &str) -> bool {
    LOOKUPS.iter().any(|(lookup, _)| *lookup == name)
}

impl Compiler<'_> {
    /// Whether an expression class is a lookup.
    pub(super) fn is_lookup(class: &str) -> bool {
        LOOKUPS.iter().any(|(_, name)| *name == class)
    }

    /// `build_filter` for a pair of a lookup's name and a value.
    pub(super) fn pair(
        &mut self,
        name: &str,
        rhs: &Value,
        current_negated: bool,
    ) -> Outcome<WhereNode> {
        let (mut side, mut parts) = self.solve(name)?;
        let mut lookup = match parts.last() {
            Some(last) if is_lookup_name(last) => parts.pop().unwrap_or_default(),
            _ => "exact".to_owned(),
        };
        for part in parts {
            side = self.transform(&side, &part)?;
        }
        if rhs.is_none() {
            if !matches!(lookup.as_str(), "exact" | "iexact") {
                let message = "Cannot use None as a query value";
                return Err(Exception::new("ValueError", message).into());
            }
            lookup = "isnull".to_owned();
        }
        let is_null = lookup == "isnull";
        let rhs = if is_null && rhs.is_none() {
            &Value::Bool(true)
        } else {
            rhs
        };
        let mut node = WhereNode::of(self.lookup(&side, &lookup, rhs))?;
        if current_negated && !is_null {
            // NULL compares to nothing, so the negation of a comparison must exclude it.
            if side.column.as_ref().is_some_and(|field| field.options.null) {
                let column = side.column.as_ref().and_then(Field::column);
                let column = super::resolve::quote_name(&column.unwrap_or_default());
                node.and(Compiled::new(format!("{column} IS NOT NULL")));
            }
            if let Some(other) = self.nullable_column(rhs)? {
                node.and(Compiled::new(format!("{other} IS NOT NULL")));
            }
        }
        Ok(node)
    }

    fn nullable_column(&mut self, rhs: &Value) -> Outcome<Option<String>> {
        let Some(expression) = rhs.native::<Expression>() else {
            return Ok(None);
        };
        if expression.class != "F" {
            return Ok(None);
        }
        let side = self.reference(&expression.text("name").unwrap_or_default())?;
        let nullable = side.column.as_ref().is_some_and(|field| field.options.null);
        Ok((nullable && side.transform.is_none()).then_some(side.compiled.sql))
    }

    /// `GreaterThan(lhs, rhs)` written out.
    pub(super) fn lookup_expression(&mut self, _this: &Value, expression: &Expression) -> Outcome {
        let name = LOOKUPS.iter().find(|(_, class)| *class == expression.class);
        let name = name.map_or("exact", |(name, _)| *name);
        let lhs = expression.sources.first().cloned().unwrap_or(Value::None);
        let rhs = expression
            .options
            .get("rhs")
            .cloned()
            .unwrap_or(Value::None);
        let side = self.resolved_side(&lhs)?;
        self.lookup(&side, name, &rhs)
    }

    fn lookup(&mut self, side: &Side, name: &str, rhs: &Value) -> Outcome {
        match name {
            "isnull" => return is_null(side, rhs),
            "exact" => {
                if let Some(compiled) = boolean(side, rhs) {
                    return Ok(compiled);
                }
            }
            "in" => return self.is_in(side, rhs),
            "range" => return self.range(side, rhs),
            _ => {}
        }
        if side.transform.as_deref() == Some("year")
            && let Some(year) = rhs.as_i64()
            && let Some(compiled) = self.year_bounds(side, name, year)?
        {
            return Ok(compiled);
        }
        if is_expression(rhs) {
            return self.compared_with_expression(side, name, rhs);
        }
        let (operator, value) = match name {
            "iexact" => (
                r"LIKE %s ESCAPE '\'",
                SqlValue::Text(escape(&self.text(rhs)?).into()),
            ),
            "contains" | "icontains" => self.like(rhs, "%", "%")?,
            "startswith" | "istartswith" => self.like(rhs, "", "%")?,
            "endswith" | "iendswith" => self.like(rhs, "%", "")?,
            "regex" => ("REGEXP %s", SqlValue::Text(self.text(rhs)?.into())),
            "iregex" => (
                "REGEXP '(?i)' || %s",
                SqlValue::Text(self.text(rhs)?.into()),
            ),
            _ => (comparison(name)?, self.prepared(side, name, rhs)?),
        };
        let mut compiled = side.compiled.clone().wrap("", &format!(" {operator}"));
        compiled.params.push(value);
        Ok(compiled)
    }

    fn like(
        &mut self,
        rhs: &Value,
        before: &str,
        after: &str,
    ) -> Outcome<(&'static str, SqlValue)> {
        let pattern = format!("{before}{}{after}", escape(&self.text(rhs)?));
        Ok((r"LIKE %s ESCAPE '\'", SqlValue::Text(pattern.into())))
    }

    fn text(&mut self, value: &Value) -> Outcome<String> {
        Ok(self.interpreter.str(value)?.to_string())
    }

    /// The value as the field of the left side stores it.
    fn prepared(&mut self, side: &Side, name: &str, rhs: &Value) -> Outcome<SqlValue> {
        let Some(field) = &side.field else {
            return Ok(to_sql(self.interpreter, rhs)?);
        };
        if is_kind(Some(field), FieldKind::IntegerField)
            && let Some(number) = rhs.as_f64()
            && matches!(name, "gte" | "lt")
        {
            // An integer is at least 1.5 when it is at least 2.
            return Ok(SqlValue::Integer(number.ceil() as i64));
        }
        if let (true, Some(model)) = (field.is_relation(), self.model) {
            return Ok(field.get_db_prep_save(self.interpreter, self.apps, model, rhs)?);
        }
        Ok(field.prepare_by_class(self.interpreter, &self.apps.settings, rhs)?)
    }

    fn compared_with_expression(&mut self, side: &Side, name: &str, rhs: &Value) -> Outcome {
        let rhs = self.expression(rhs)?.parenthesized();
        let escaped = format!(
            r"REPLACE(REPLACE(REPLACE({}, '\', '\\'), '%%', '\%%'), '_', '\_')",
            rhs.sql
        );
        let right = match name {
            "iexact" => format!(r"LIKE {} ESCAPE '\'", rhs.sql),
            "contains" => format!(r"LIKE '%%' || {escaped} || '%%' ESCAPE '\'"),
            "icontains" => format!(r"LIKE '%%' || UPPER({escaped}) || '%%' ESCAPE '\'"),
            "startswith" => format!(r"LIKE {escaped} || '%%' ESCAPE '\'"),
            "istartswith" => format!(r"LIKE UPPER({escaped}) || '%%' ESCAPE '\'"),
            "endswith" => format!(r"LIKE '%%' || {escaped} ESCAPE '\'"),
            "iendswith" => format!(r"LIKE '%%' || UPPER({escaped}) ESCAPE '\'"),
            "regex" => format!("REGEXP {}", rhs.sql),
            "iregex" => format!("REGEXP '(?i)' || {}", rhs.sql),
            _ => comparison(name)?.replace("%s", &rhs.sql),
        };
        let mut compiled = side.compiled.clone().wrap("", &format!(" {right}"));
        compiled.params.extend(rhs.params);
        Ok(compiled)
    }

    fn is_in(&mut self, side: &Side, rhs: &Value) -> Outcome {
        let mut parts: Vec<Compiled> = Vec::new();
        for item in self.interpreter.iterate(rhs)? {
            if item.is_none() {
                continue;
            }
            let part = match is_expression(&item) {
                true => self.expression(&item)?,
                false => Compiled::parameter(self.prepared(side, "exact", &item)?),
            };
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        if parts.is_empty() {
            return Err(Failure::Empty);
        }
        let list: Vec<&str> = parts.iter().map(|part| part.sql.as_str()).collect();
        let mut compiled = side
            .compiled
            .clone()
            .wrap("", &format!(" IN ({})", list.join(", ")));
        compiled
            .params
            .extend(parts.into_iter().flat_map(|part| part.params));
        Ok(compiled)
    }

    fn range(&mut self, side: &Side, rhs: &Value) -> Outcome {
        let items = self.interpreter.iterate(rhs)?;
        let [low, high] = items.as_slice() else {
            return Err(unsupported("a range that has not two ends"));
        };
        let mut compiled = side.compiled.clone();
        let mut ends = Vec::new();
        for end in [low, high] {
            let part = match is_expression(end) {
                true => self.expression(end)?,
                false => Compiled::parameter(self.prepared(side, "exact", end)?),
            };
            compiled.params.extend(part.params);
            ends.push(part.sql);
        }
        Ok(compiled.wrap("", &format!(" BETWEEN {}", ends.join(" AND "))))
    }

    /// A year is compared by its first and last moment, so that an index can help.
    fn year_bounds(&mut self, side: &Side, name: &str, year: i64) -> Outcome<Option<Compiled>> {
        let Some(field) = &side.column else {
            return Ok(None);
        };
        let Some(column) = field.column() else {
            return Ok(None);
        };
        let is_datetime = is_kind(Some(field), FieldKind::DateTimeField);
        let (first, last) = match is_datetime {
            true => (" 00:00:00", " 23:59:59.999999"),
            false => ("", ""),
        };
        let kind = if is_datetime {
            FieldKind::DateTimeField
        } else {
            FieldKind::DateField
        };
        let mut moment = |text: String| {
            let settings = &self.apps.settings;
            Field::of_kind(kind).prepare_by_class(self.interpreter, settings, &Value::str(text))
        };
        let start = moment(format!("{year:04}-01-01{first}"))?;
        let finish = moment(format!("{year:04}-12-31{last}"))?;
        let (operator, params) = match name {
            "exact" => ("BETWEEN %s AND %s", vec![start, finish]),
            "gt" => ("> %s", vec![finish]),
            "gte" => (">= %s", vec![start]),
            "lt" => ("< %s", vec![start]),
            "lte" => ("<= %s", vec![finish]),
            _ => return Ok(None),
        };
        let column = super::resolve::quote_name(&column);
        Ok(Some(Compiled {
            sql: format!("{column} {operator}"),
            params,
        }))
    }
}

fn comparison(name: &str) -> Outcome<&'static str> {
    Ok(match name {
        "exact" => "= %s",
        "gt" => "> %s",
        "gte" => ">= %s",
        "lt" => "< %s",
        "lte" => "<= %s",
        _ => return Err(field_error(format!("Unsupported lookup '{name}'"))),
    })
}

fn is_null(side: &Side, rhs: &Value) -> Outcome {
    match rhs.as_bool() {
        Some(true) => Ok(side.compiled.clone().wrap("", " IS NULL")),
        Some(false) => Ok(side.compiled.clone().wrap("", " IS NOT NULL")),
        None => Err(Exception::new(
            "ValueError",
            "The QuerySet value for an isnull lookup must be True or False.",
        )
        .into()),
    }
}

/// A boolean column is a condition already.
fn boolean(side: &Side, rhs: &Value) -> Option<Compiled> {
    let truth = rhs.as_bool()?;
    if !is_kind(side.field.as_ref(), FieldKind::BooleanField) {
        return None;
    }
    let before = if truth { "" } else { "NOT " };
    Some(side.compiled.clone().wrap(before, ""))
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

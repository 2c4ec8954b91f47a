//! Comparisons.

use std::rc::Rc;

use super::transforms::json_path;
use super::{Compiled, Compiler};
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::fields::{Field, FieldKind};
use crate::orm::query::lookups::is_kind;
use crate::orm::query::node::{Lookup, Node, Operand, Rhs};
use crate::orm::query::{Failure, Outcome, field_error, unsupported};
use crate::python::Value;
use crate::time_zones;

impl Compiler<'_> {
    pub(super) fn lookup(&mut self, lookup: &Lookup) -> Outcome<Compiled> {
        if let Some(compiled) = self.year_bounds(lookup)? {
            return Ok(compiled);
        }
        if let Some(compiled) = self.same_key(lookup)? {
            return Ok(compiled);
        }
        // Django resolves the left side a second time, which puts conditions in it in parentheses.
        let before = std::mem::replace(&mut self.resolved, true);
        let lhs = self.compile(&lookup.lhs);
        self.resolved = before;
        let lhs = match (lhs?, &lookup.lhs) {
            (lhs, Node::Lookup(_)) => lhs.wrap("(", ")"),
            (lhs, _) => lhs,
        };
        if let Node::KeyTransform { keys, source, .. } = &lookup.lhs
            && let (Rhs::Flag(flag), "isnull") = (&lookup.rhs, lookup.name)
        {
            let missing = self.json_type(keys, source)?;
            let operator = if *flag { " IS NULL" } else { " IS NOT NULL" };
            return Ok(missing.wrap("", operator));
        }
        let shown = self.query.shown
            && is_kind(lookup.lhs.output_field().as_ref(), FieldKind::BooleanField);
        let rhs = match shown {
            true => &self.shown_truths(&lookup.rhs),
            false => &lookup.rhs,
        };
        match (rhs, lookup.name) {
            (Rhs::Many(keys), "has_key" | "has_keys" | "has_any_keys") => {
                self.has_keys(lookup, keys)
            }
            (Rhs::Flag(flag), "isnull") => {
                let operator = if *flag { " IS NULL" } else { " IS NOT NULL" };
                Ok(lhs.wrap("", operator))
            }
            (Rhs::Flag(flag), _) => Ok(lhs.wrap(if *flag { "" } else { "NOT " }, "")),
            (Rhs::Many(operands), "in") => self.is_in(lhs, operands, is_key(&lookup.lhs)),
            (Rhs::Many(operands), _) => self.range(lhs, operands),
            (Rhs::One(Operand::Node(node)), "in") => {
                let rhs = self.compile(node)?;
                Ok(joined(lhs, &format!(" IN {}", rhs.sql), rhs.params))
            }
            (Rhs::One(Operand::Node(node)), "exact")
                if is_key(&lookup.lhs) && !matches!(node, Node::KeyTransform { .. }) =>
            {
                let rhs = extracted(self.compile(node)?.parenthesized());
                Ok(joined(lhs, &format!(" = {}", rhs.sql), rhs.params))
            }
            (Rhs::One(Operand::Node(node)), name) => self.compared_with(lhs, name, node),
            (Rhs::One(Operand::Value(value)), name) => {
                let extracted = name == "exact" && is_key(&lookup.lhs);
                let operator = match json_parameter(extracted, value) {
                    "%s" => value_operator(name)?.to_owned(),
                    parameter => format!("= {parameter}"),
                };
                Ok(joined(lhs, &format!(" {operator}"), vec![value.clone()]))
            }
        }
    }

    /// Two composite keys, field by field.
    fn same_key(&mut self, lookup: &Lookup) -> Outcome<Option<Compiled>> {
        let (Some(lhs), Rhs::One(Operand::Node(node))) = (lookup.lhs.composite(), &lookup.rhs)
        else {
            return Ok(None);
        };
        let Some(rhs) = node.composite().filter(|_| lookup.name == "exact") else {
            return Err(unsupported("a composite key compared with this expression"));
        };
        let mut parts = Vec::new();
        for (left, right) in lhs.iter().zip(&rhs) {
            let (left, right) = (self.compile(left)?, self.compile(right)?);
            parts.push(format!("{} = ({})", left.sql, right.sql));
        }
        Ok(Some(Compiled::new(format!("({})", parts.join(" AND ")))))
    }

    fn compared_with(&mut self, lhs: Compiled, name: &str, node: &Node) -> Outcome<Compiled> {
        let rhs = self.compile(node)?;
        // A query stands in parentheses, and so does what is no plain column.
        let rhs = rhs.parenthesized();
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
            _ => value_operator(name)?.replace("%s", &rhs.sql),
        };
        Ok(joined(lhs, &format!(" {right}"), rhs.params))
    }

    /// True and false as `str(query)` has them.
    fn shown_truths(&self, rhs: &Rhs) -> Rhs {
        let shown = |operand: &Operand| match operand {
            Operand::Value(SqlValue::Integer(number @ (0 | 1))) => {
                let shown = self.truth(*number == 1).params;
                shown
                    .into_iter()
                    .next()
                    .map_or(operand.clone(), Operand::Value)
            }
            _ => operand.clone(),
        };
        match rhs {
            Rhs::One(operand) => Rhs::One(shown(operand)),
            Rhs::Many(operands) => Rhs::Many(operands.iter().map(shown).collect()),
            Rhs::Flag(flag) => Rhs::Flag(*flag),
        }
    }

    fn operand(&mut self, operand: &Operand) -> Outcome<Compiled> {
        match operand {
            Operand::Value(value) => Ok(Compiled::parameter(value.clone())),
            Operand::Node(node) => self.compile(node),
        }
    }

    /// `HasKeyLookup.as_sql`: the keys that an object must have, all or any of them.
    fn has_keys(&mut self, lookup: &Lookup, keys: &[Operand]) -> Outcome<Compiled> {
        let none: Vec<Rc<str>> = Vec::new();
        let (before, source) = match &lookup.lhs {
            Node::KeyTransform { keys, source, .. } => (keys.as_slice(), &**source),
            other => (none.as_slice(), other),
        };
        let mut parts = Vec::new();
        let mut params = Vec::new();
        for key in keys {
            let Operand::Value(SqlValue::Text(key)) = key else {
                return Err(unsupported("lookups of JSON keys that are expressions"));
            };
            let column = self.compile(source)?;
            parts.push(format!("JSON_TYPE({}, %s) IS NOT NULL", column.sql));
            params.extend(column.params);
            // The last key is a name, even when it looks like a place in a list.
            let key = key.replace('\\', "\\\\").replace('"', "\\\"");
            let path = format!("{}.\"{key}\"", json_path(before));
            params.push(SqlValue::Text(path.into()));
        }
        let sql = match lookup.name {
            "has_key" => parts.join(" AND "),
            "has_keys" => format!("({})", parts.join(" AND ")),
            _ => format!("({})", parts.join(" OR ")),
        };
        Ok(Compiled { sql, params })
    }

    fn json_type(&mut self, keys: &[Rc<str>], source: &Node) -> Outcome<Compiled> {
        let mut column = self.compile(source)?;
        column.params.push(SqlValue::Text(json_path(keys).into()));
        Ok(column.wrap("JSON_TYPE(", ", %s)"))
    }

    fn is_in(&mut self, lhs: Compiled, operands: &[Operand], key: bool) -> Outcome<Compiled> {
        let mut parts: Vec<Compiled> = Vec::new();
        // A value is compared with every one before it only while there are few.
        let mut seen = std::collections::BTreeSet::new();
        for operand in operands {
            if matches!(operand, Operand::Value(SqlValue::Null)) {
                continue;
            }
            let mut part = self.operand(operand)?;
            if let Operand::Value(value) = operand {
                json_parameter(key, value).clone_into(&mut part.sql);
            }
            if seen.insert(format!("{part:?}")) {
                parts.push(part);
            }
        }
        if parts.is_empty() {
            return Err(Failure::Empty);
        }
        let list: Vec<&str> = parts.iter().map(|part| part.sql.as_str()).collect();
        let list = format!(" IN ({})", list.join(", "));
        let params = parts.into_iter().flat_map(|part| part.params).collect();
        Ok(joined(lhs, &list, params))
    }

    fn range(&mut self, lhs: Compiled, operands: &[Operand]) -> Outcome<Compiled> {
        let [low, high, ..] = operands else {
            let message = "tuple index out of range";
            return Err(Exception::new("IndexError", message).into());
        };
        let (low, high) = (self.operand(low)?, self.operand(high)?);
        let ends = format!(" BETWEEN {} AND {}", low.sql, high.sql);
        Ok(joined(lhs, &ends, [low.params, high.params].concat()))
    }

    /// A year is compared by its first and last moment, so that an index can help.
    fn year_bounds(&mut self, lookup: &Lookup) -> Outcome<Option<Compiled>> {
        let Node::Transform { name, source, .. } = &lookup.lhs else {
            return Ok(None);
        };
        let Rhs::One(Operand::Value(SqlValue::Integer(year))) = lookup.rhs else {
            return Ok(None);
        };
        if !matches!(&**name, "year" | "iso_year") {
            return Ok(None);
        }
        let [start, finish] = self.year_ends(source, year, &**name == "iso_year")?;
        let (operator, params) = match lookup.name {
            "exact" => ("BETWEEN %s AND %s", vec![start, finish]),
            "gt" => ("> %s", vec![finish]),
            "gte" => (">= %s", vec![start]),
            "lt" => ("< %s", vec![start]),
            "lte" => ("<= %s", vec![finish]),
            _ => return Ok(None),
        };
        let lhs = self.compile(source)?;
        Ok(Some(joined(lhs, &format!(" {operator}"), params)))
    }

    fn year_ends(&mut self, source: &Rc<Node>, year: i64, iso: bool) -> Outcome<[SqlValue; 2]> {
        let field = source.output_field();
        let is_datetime = is_kind(field.as_ref(), FieldKind::DateTimeField);
        let days = match iso {
            true => [
                time_zones::iso_year_start(year),
                time_zones::iso_year_start(year + 1) - 1,
            ],
            false => [time_zones::days(year, 1, 1), time_zones::days(year, 12, 31)],
        };
        let (kind, clocks) = match is_datetime {
            true => (FieldKind::DateTimeField, [" 00:00:00", " 23:59:59.999999"]),
            false => (FieldKind::DateField, ["", ""]),
        };
        let settings = self.query.apps.settings.clone();
        let mut ends = [SqlValue::Null, SqlValue::Null];
        for (end, (day, clock)) in ends.iter_mut().zip(days.into_iter().zip(clocks)) {
            let (year, month, day_of_month) = time_zones::date(day);
            let mut text = format!("{year:04}-{month:02}-{day_of_month:02}{clock}");
            if is_datetime && settings.use_tz {
                let zone = super::transforms::current_zone(self.interpreter, &settings)?;
                let seconds = day * 86_400 + if clock.contains("23:59") { 86_399 } else { 0 };
                let Some(offset) = time_zones::at_wall(&zone, seconds, false) else {
                    return Err(unsupported(&format!("the time zone {zone} in that year")));
                };
                let minutes = offset.seconds.abs() / 60;
                let sign = if offset.seconds < 0 { '-' } else { '+' };
                text.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
            }
            let field = Field::of_kind(kind);
            *end = field.prepare_by_class(self.interpreter, &settings, &Value::str(text))?;
        }
        Ok(ends)
    }
}

fn is_key(node: &Node) -> bool {
    matches!(node, Node::KeyTransform { .. })
}

/// How a value is written that is compared with a key of a JSON value.
/// Every parameter read as JSON.
fn extracted(compiled: Compiled) -> Compiled {
    let mut sql = String::new();
    let mut parts = compiled.sql.split("%s");
    sql.push_str(parts.next().unwrap_or_default());
    for (part, value) in parts.zip(&compiled.params) {
        sql.push_str(json_parameter(true, value));
        sql.push_str(part);
    }
    Compiled { sql, ..compiled }
}

fn json_parameter(key: bool, value: &SqlValue) -> &'static str {
    match value {
        SqlValue::Text(text) if key && !matches!(&**text, "null" | "true" | "false") => {
            "JSON_EXTRACT(%s, '$')"
        }
        _ => "%s",
    }
}

fn joined(lhs: Compiled, after: &str, params: Vec<SqlValue>) -> Compiled {
    let mut compiled = lhs.wrap("", after);
    compiled.params.extend(params);
    compiled
}

fn value_operator(name: &str) -> Outcome<&'static str> {
    Ok(match name {
        "exact" => "= %s",
        "gt" => "> %s",
        "gte" => ">= %s",
        "lt" => "< %s",
        "lte" => "<= %s",
        "iexact" | "contains" | "icontains" | "startswith" | "istartswith" | "endswith"
        | "iendswith" => r"LIKE %s ESCAPE '\'",
        "regex" => "REGEXP %s",
        "iregex" => "REGEXP '(?i)' || %s",
        _ => return Err(field_error(format!("Unsupported lookup '{name}'"))),
    })
}

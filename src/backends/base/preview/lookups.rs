//! Comparisons, parts of dates, and keys of JSON values.

use std::rc::Rc;

use super::compiler::Compiler;
use super::sql::Sql;
use crate::backends::base::dialect::Dialect;
use crate::backends::{mysql, postgresql};
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::compiler::json_path;
use crate::orm::fields::{Field, FieldKind};
use crate::orm::query::lookups::is_kind;
use crate::orm::query::node::{Lookup, Node, Operand, Rhs};
use crate::orm::query::{Failure, Outcome, field_error, unsupported};
use crate::python::Value;

impl Compiler<'_> {
    pub(super) fn lookup(&mut self, lookup: &Lookup) -> Outcome<Sql> {
        if let Some(compiled) = self.year_bounds(lookup)? {
            return Ok(compiled);
        }
        let kind = internal_type(&lookup.lhs);
        match (&lookup.rhs, lookup.name) {
            (Rhs::Many(keys), "has_key" | "has_keys" | "has_any_keys") => {
                return self.has_keys(lookup, keys);
            }
            (Rhs::Flag(flag), "isnull") => return self.is_null(&lookup.lhs, *flag),
            _ => {}
        }
        let lhs = self.left_side(&lookup.lhs)?;
        match &lookup.rhs {
            Rhs::Flag(flag) => Ok(self.truth(lhs, &lookup.lhs, *flag)),
            Rhs::Many(operands) if lookup.name == "in" => self.is_in(lhs, operands, &kind, lookup),
            Rhs::Many(operands) => {
                let [low, high, ..] = operands.as_slice() else {
                    let message = "tuple index out of range";
                    return Err(Exception::new("IndexError", message).into());
                };
                let ends = self
                    .operand(low, &kind)?
                    .then(" AND ", self.operand(high, &kind)?);
                Ok(lhs.then(" BETWEEN ", ends))
            }
            Rhs::One(operand) => self.compared(lhs, lookup.name, operand, &kind, lookup),
        }
    }

    /// Django resolves the left side a second time, which puts conditions in it in parentheses.
    fn left_side(&mut self, node: &Node) -> Outcome<Sql> {
        let before = std::mem::replace(&mut self.resolved, true);
        let lhs = self.compile(node);
        self.resolved = before;
        Ok(match (lhs?, node) {
            (lhs, Node::Lookup(_)) => lhs.wrap("(", ")"),
            (lhs, _) => lhs,
        })
    }

    /// A condition that is to hold or not. MySQL compares a column, lest it miss its index.
    fn truth(&self, lhs: Sql, node: &Node, flag: bool) -> Sql {
        let is_condition = matches!(node, Node::Lookup(_) | Node::Where(_));
        if self.dialect == Dialect::MySql && !is_condition {
            let truth = self.literal(&SqlValue::Integer(i64::from(flag)), "BooleanField");
            return lhs.then(" = ", Sql::literal(truth));
        }
        lhs.wrap(if flag { "" } else { "NOT " }, "")
    }

    fn is_null(&mut self, node: &Node, flag: bool) -> Outcome<Sql> {
        if let Node::KeyTransform { keys, source, .. } = node {
            // Whether the key is there, not whether it has a value.
            let (key, before) = keys.split_last().ok_or_else(|| unsupported("no key"))?;
            let has = self.has_key(before, source, key)?;
            return Ok(has.wrap(if flag { "NOT " } else { "" }, ""));
        }
        let lhs = self.left_side(node)?;
        Ok(lhs.wrap("", if flag { " IS NULL" } else { " IS NOT NULL" }))
    }

    fn compared(
        &mut self,
        lhs: Sql,
        name: &str,
        operand: &Operand,
        kind: &str,
        lookup: &Lookup,
    ) -> Outcome<Sql> {
        let lhs = self.cast_for(lhs, name, kind);
        let rhs = match operand {
            Operand::Value(value) => self.value(value, name, kind, &lookup.lhs),
            Operand::Node(node) => self.compile(node)?.parenthesized(),
        };
        if name == "in" {
            return Ok(lhs.then(" IN ", rhs));
        }
        if self.dialect == Dialect::MySql && matches!(name, "regex" | "iregex") {
            let option = if name == "regex" { "c" } else { "i" };
            let arguments = lhs.then(", ", rhs);
            return Ok(arguments.wrap("REGEXP_LIKE(", &format!(", '{option}')")));
        }
        let (operator, pattern, escape) = match self.dialect {
            Dialect::PostgreSql => (
                postgresql::base::operator(name),
                postgresql::base::pattern_operator(name),
                postgresql::base::PATTERN_ESCAPE,
            ),
            Dialect::MySql => (
                mysql::base::operator(name),
                mysql::base::pattern_operator(name),
                mysql::base::PATTERN_ESCAPE,
            ),
        };
        if let (Operand::Node(_), Some(pattern)) = (operand, pattern) {
            let escaped = Sql {
                sql: pattern.replace("{}", &escape.replace("{}", &rhs.sql)),
                params: rhs.params,
            };
            return Ok(lhs.then(" ", escaped));
        }
        let operator =
            operator.ok_or_else(|| field_error(format!("Unsupported lookup '{name}'")))?;
        let (before, after) = operator.split_once("%s").unwrap_or((operator, ""));
        Ok(lhs.then(" ", rhs.wrap(before, after)))
    }

    /// `lookup_cast`: what is looked for text in has to be one.
    fn cast_for(&self, lhs: Sql, name: &str, kind: &str) -> Sql {
        if !looks_for_text(name) {
            return lhs;
        }
        if self.dialect == Dialect::MySql {
            return match kind {
                "JSONField" => lhs.wrap("JSON_UNQUOTE(", ")"),
                _ => lhs,
            };
        }
        let lhs = match kind {
            "IPAddressField" | "GenericIPAddressField" => lhs.wrap("HOST(", ")"),
            _ => lhs.wrap("", "::text"),
        };
        match name {
            "iexact" | "icontains" | "istartswith" | "iendswith" => lhs.wrap("UPPER(", ")"),
            _ => lhs,
        }
    }

    /// A value on the right side.
    fn value(&self, value: &SqlValue, name: &str, kind: &str, lhs: &Node) -> Sql {
        let of_text = looks_for_text(name);
        let literal = Sql::literal(self.literal(value, if of_text { "TextField" } else { kind }));
        let is_json = kind == "JSONField" || matches!(lhs, Node::KeyTransform { text: false, .. });
        if is_json && name == "exact" && self.dialect == Dialect::MySql {
            return literal.wrap("JSON_EXTRACT(", ", '$')");
        }
        literal
    }

    fn operand(&mut self, operand: &Operand, kind: &str) -> Outcome<Sql> {
        match operand {
            Operand::Value(value) => Ok(Sql::literal(self.literal(value, kind))),
            Operand::Node(node) => self.compile(node),
        }
    }

    fn is_in(
        &mut self,
        lhs: Sql,
        operands: &[Operand],
        kind: &str,
        lookup: &Lookup,
    ) -> Outcome<Sql> {
        let mut parts: Vec<Sql> = Vec::new();
        for operand in operands {
            let part = match operand {
                Operand::Value(SqlValue::Null) => continue,
                Operand::Value(value) if matches!(lookup.lhs, Node::KeyTransform { .. }) => {
                    self.value(value, "exact", kind, &lookup.lhs)
                }
                other => self.operand(other, kind)?,
            };
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        if parts.is_empty() {
            return Err(Failure::Empty);
        }
        Ok(lhs.then(" IN (", Sql::joined(parts, ", ")).wrap("", ")"))
    }

    /// `field__year`, `field__date`.
    pub(super) fn transform(&mut self, name: &str, source: &Node) -> Outcome<Sql> {
        let compiled = self.compile(source)?;
        let field = source.output_field();
        let is_moment = is_kind(field.as_ref(), FieldKind::DateTimeField);
        let has_time = is_moment || is_kind(field.as_ref(), FieldKind::TimeField);
        let Sql { sql, params } = match is_moment {
            true => self.in_time_zone(compiled),
            false => compiled,
        };
        let sql = match (name, self.dialect) {
            ("date" | "time", Dialect::PostgreSql) => format!("({sql})::{name}"),
            ("date" | "time", Dialect::MySql) => format!("{}({sql})", name.to_uppercase()),
            (_, Dialect::PostgreSql) => postgresql::operations::extract_sql(name, &sql, has_time),
            (_, Dialect::MySql) => mysql::operations::extract_sql(name, &sql),
        };
        Ok(Sql { sql, params })
    }

    /// A key of a JSON value, as JSON or as text.
    pub(super) fn key_transform(
        &mut self,
        keys: &[Rc<str>],
        source: &Node,
        text: bool,
    ) -> Outcome<Sql> {
        let compiled = self.compile(source)?;
        if self.dialect == Dialect::MySql {
            let path = Sql::literal(self.dialect.quote_text(&json_path(keys)));
            return Ok(match text {
                true => compiled.then(" ->> ", path).wrap("(", ")"),
                false => compiled.then(", ", path).wrap("JSON_EXTRACT(", ")"),
            });
        }
        let (operator, key) = match keys {
            [key] => (if text { "->>" } else { "->" }, self.key_literal(key)),
            _ => (if text { "#>>" } else { "#>" }, self.array_literal(keys)),
        };
        let key = Sql::literal(key);
        Ok(compiled.then(&format!(" {operator} "), key).wrap("(", ")"))
    }

    /// `HasKeyLookup`: the keys that an object must have, all or any of them.
    fn has_keys(&mut self, lookup: &Lookup, keys: &[Operand]) -> Outcome<Sql> {
        let mut names: Vec<Rc<str>> = Vec::new();
        for key in keys {
            let Operand::Value(SqlValue::Text(key)) = key else {
                return Err(unsupported("lookups of JSON keys that are expressions"));
            };
            names.push(key.clone());
        }
        if self.dialect == Dialect::PostgreSql {
            let lhs = self.left_side(&lookup.lhs)?;
            let (operator, key) = match (lookup.name, names.as_slice()) {
                ("has_key", [key]) => ("?", self.dialect.quote_text(key)),
                ("has_keys", _) => ("?&", self.array_literal(&names)),
                _ => ("?|", self.array_literal(&names)),
            };
            return Ok(lhs.then(&format!(" {operator} "), Sql::literal(key)));
        }
        let none: Vec<Rc<str>> = Vec::new();
        let (before, source) = match &lookup.lhs {
            Node::KeyTransform { keys, source, .. } => (keys.as_slice(), &**source),
            other => (none.as_slice(), other),
        };
        let mut parts = Vec::new();
        for name in &names {
            parts.push(self.has_key(before, source, name)?);
        }
        Ok(match lookup.name {
            "has_key" => Sql::joined(parts, ""),
            "has_keys" => Sql::joined(parts, " AND ").wrap("(", ")"),
            _ => Sql::joined(parts, " OR ").wrap("(", ")"),
        })
    }

    /// Whether the value under the keys before has the key.
    fn has_key(&mut self, before: &[Rc<str>], source: &Node, key: &str) -> Outcome<Sql> {
        if self.dialect == Dialect::PostgreSql {
            let lhs = match before {
                [] => self.compile(source)?,
                _ => self.key_transform(before, source, false)?,
            };
            return Ok(lhs.then(" ? ", Sql::literal(self.dialect.quote_text(key))));
        }
        let column = self.compile(source)?;
        // The last key is a name, even when it looks like a place in a list.
        let key = key.replace('\\', "\\\\").replace('"', "\\\"");
        let path = format!("{}.\"{key}\"", json_path(before));
        let path = Sql::literal(self.dialect.quote_text(&path));
        Ok(column
            .then(", 'one', ", path)
            .wrap("JSON_CONTAINS_PATH(", ")"))
    }

    /// A key that is a place in a list is a number.
    fn key_literal(&self, key: &str) -> String {
        match key.parse::<i64>() {
            Ok(place) => self.literal(&SqlValue::Integer(place), ""),
            Err(_) => self.dialect.quote_text(key),
        }
    }

    /// PostgreSQL's list of texts.
    fn array_literal(&self, texts: &[Rc<str>]) -> String {
        let items = texts.iter().map(|text| {
            let is_word = |letter: char| letter.is_alphabetic() || letter == '_';
            match !text.is_empty() && text.chars().all(is_word) {
                true => text.to_string(),
                false if text.parse::<i64>().is_ok() => text.to_string(),
                false => {
                    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
                    format!("\"{escaped}\"")
                }
            }
        });
        let items: Vec<String> = items.collect();
        self.dialect.quote_text(&format!("{{{}}}", items.join(",")))
    }

    /// A year is compared by its first and last moment, so that an index can help.
    fn year_bounds(&mut self, lookup: &Lookup) -> Outcome<Option<Sql>> {
        let (
            Node::Transform { name, source, .. },
            Rhs::One(Operand::Value(SqlValue::Integer(year))),
        ) = (&lookup.lhs, &lookup.rhs)
        else {
            return Ok(None);
        };
        if &**name == "iso_year" {
            return Err(unsupported("comparisons of ISO years"));
        }
        if &**name != "year" {
            return Ok(None);
        }
        let [start, finish] = self.year_ends(source, *year)?;
        let right = match lookup.name {
            "exact" => start.then(" AND ", finish).wrap("BETWEEN ", ""),
            "gt" => finish.wrap("> ", ""),
            "gte" => start.wrap(">= ", ""),
            "lt" => start.wrap("< ", ""),
            "lte" => finish.wrap("<= ", ""),
            _ => return Ok(None),
        };
        Ok(Some(self.compile(source)?.then(" ", right)))
    }

    fn year_ends(&mut self, source: &Node, year: i64) -> Outcome<[Sql; 2]> {
        let field = source.output_field();
        let is_datetime = is_kind(field.as_ref(), FieldKind::DateTimeField);
        let (kind, first, last) = match is_datetime {
            true => (FieldKind::DateTimeField, " 00:00:00", " 23:59:59.999999"),
            false => (FieldKind::DateField, "", ""),
        };
        let mut moment = |text: String| -> Outcome<Sql> {
            let field = Field::of_kind(kind);
            let text = Value::str(text);
            let value = field.prepare_by_class(self.interpreter, &self.settings, &text)?;
            Ok(Sql::literal(self.literal(&value, kind.internal_type())))
        };
        Ok([
            moment(format!("{year:04}-01-01{first}"))?,
            moment(format!("{year:04}-12-31{last}"))?,
        ])
    }
}

/// The internal type of the values on the left side, foreign keys followed.
fn internal_type(node: &Node) -> String {
    let field = node.value_field().or_else(|| node.output_field());
    field
        .map(|it| it.get_internal_type().to_string())
        .unwrap_or_default()
}

/// Whether a lookup compares texts, whatever it is given.
fn looks_for_text(name: &str) -> bool {
    matches!(
        name,
        "iexact"
            | "contains"
            | "icontains"
            | "startswith"
            | "istartswith"
            | "endswith"
            | "iendswith"
            | "regex"
            | "iregex"
    )
}

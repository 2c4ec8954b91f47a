//! Names of fields and transforms as columns.

use super::{Compiled, Compiler, Failure, Outcome, field_error, is_kind, unsupported};
use crate::database::SqlValue;
use crate::orm::fields::{Field, FieldKind};
use crate::orm::model::Model;
use crate::python::Value;

/// The left side of a lookup: a column, or a transform of one.
#[derive(Clone)]
pub(super) struct Side {
    /// Its SQL.
    pub compiled: Compiled,
    /// The field that the values are of.
    pub field: Option<Field>,
    /// The transform that was applied last: `year`.
    pub transform: Option<String>,
    /// The field of the column itself.
    pub column: Option<Field>,
}

impl Compiler<'_> {
    /// `F(name)`: a field, with transforms after `__`.
    pub(super) fn reference(&mut self, name: &str) -> Outcome<Side> {
        let (mut side, transforms) = self.solve(name)?;
        for transform in transforms {
            side = self.transform(&side, &transform)?;
        }
        Ok(side)
    }

    /// The column that a lookup's name begins with, and the parts after it.
    pub(super) fn solve(&mut self, name: &str) -> Outcome<(Side, Vec<String>)> {
        let mut parts = name.split("__").map(str::to_owned);
        let first = parts.next().unwrap_or_default();
        let rest: Vec<String> = parts.collect();
        let Some(model) = self.model else {
            return Err(field_error(format!(
                "Cannot resolve keyword '{first}' into field."
            )));
        };
        let found = if first == "pk" {
            model.pk()
        } else {
            model.get_field(&first).ok()
        };
        let Some(field) = found else {
            return Err(unknown_keyword(self, model, &first));
        };
        let joins = field.is_relation()
            && rest
                .first()
                .is_some_and(|next| !super::lookups::is_lookup_name(next));
        if joins || field.many_to_many() {
            return Err(field_error(
                "Joined field references are not permitted in this query",
            ));
        }
        let Some(column) = field.column() else {
            return Err(unsupported(&format!(
                "the field '{first}', which has no column,"
            )));
        };
        let output = field.output_field().unwrap_or_else(|| field.clone());
        let side = Side {
            compiled: Compiled::new(quote_name(&column)),
            field: Some(output),
            transform: None,
            column: Some(field),
        };
        Ok((side, rest))
    }

    /// `try_transform`: `__year`, `__lower`.
    pub(super) fn transform(&mut self, side: &Side, name: &str) -> Outcome<Side> {
        let field = side.field.as_ref();
        let is_time = is_kind(field, FieldKind::TimeField);
        let is_datetime = is_kind(field, FieldKind::DateTimeField);
        let is_date = is_kind(field, FieldKind::DateField);
        let extracts = match name {
            "year" | "iso_year" | "month" | "day" | "week" | "week_day" | "iso_week_day"
            | "quarter" => is_date,
            "hour" | "minute" | "second" => is_datetime || is_time,
            _ => false,
        };
        if extracts {
            let compiled = self.extraction(side, name, is_datetime, is_time);
            return Ok(transformed(side, compiled, FieldKind::IntegerField, name));
        }
        if is_datetime && matches!(name, "date" | "time") {
            let compiled = self.datetime_cast(side, name);
            let kind = if name == "date" {
                FieldKind::DateField
            } else {
                FieldKind::TimeField
            };
            return Ok(transformed(side, compiled, kind, name));
        }
        if is_kind(field, FieldKind::JSONField) {
            return Err(unsupported("lookups into JSON"));
        }
        let class = field.map_or("Field", |field| field.kind.name());
        Err(field_error(format!(
            "Unsupported lookup '{name}' for {class} or join on the field not permitted."
        )))
    }

    fn extraction(&self, side: &Side, name: &str, datetime: bool, time: bool) -> Compiled {
        let mut params = vec![SqlValue::Text(name.into())];
        params.extend(side.compiled.params.clone());
        let column = &side.compiled.sql;
        let sql = match (datetime, time) {
            (true, _) => {
                params.extend(self.zones());
                format!("django_datetime_extract(%s, {column}, %s, %s)")
            }
            (false, true) => format!("django_time_extract(%s, {column})"),
            (false, false) => format!("django_date_extract(%s, {column})"),
        };
        Compiled { sql, params }
    }

    fn datetime_cast(&self, side: &Side, name: &str) -> Compiled {
        let mut params = side.compiled.params.clone();
        params.extend(self.zones());
        let column = &side.compiled.sql;
        Compiled {
            sql: format!("django_datetime_cast_{name}({column}, %s, %s)"),
            params,
        }
    }

    /// The project's time zone and the connection's, when `USE_TZ`.
    pub(super) fn zones(&self) -> [SqlValue; 2] {
        if !self.apps.settings.use_tz {
            return [SqlValue::Null, SqlValue::Null];
        }
        let zone = self.apps.settings.time_zone.clone();
        [SqlValue::Text(zone), SqlValue::Text("UTC".into())]
    }

    /// An expression as the left side of a lookup, which Django resolves a second time: conditions
    /// inside it are put in parentheses then.
    pub(super) fn resolved_side(&mut self, value: &Value) -> Outcome<Side> {
        let before = std::mem::replace(&mut self.resolved, true);
        let side = self.side_of(value);
        self.resolved = before;
        side
    }

    /// An expression with its output field.
    pub(super) fn side_of(&mut self, value: &Value) -> Outcome<Side> {
        let compiled = self.expression(value)?;
        let field = self.output_field(value);
        Ok(Side {
            compiled,
            field,
            transform: None,
            column: None,
        })
    }
}

fn transformed(side: &Side, compiled: Compiled, kind: FieldKind, name: &str) -> Side {
    Side {
        compiled,
        field: Some(Field::of_kind(kind)),
        transform: Some(name.to_owned()),
        column: side.column.clone(),
    }
}

/// `quote_name`: `"name"`.
pub(super) fn quote_name(name: &str) -> String {
    if name.starts_with('"') && name.ends_with('"') && name.len() > 1 {
        return name.to_owned();
    }
    format!("\"{name}\"")
}

fn unknown_keyword(compiler: &Compiler, model: &Model, name: &str) -> Failure {
    let mut choices: Vec<String> = Vec::new();
    for field in model.fields_with_inherited().chain(model.many_to_many()) {
        choices.push(field.name().to_string());
        choices.push(field.attname().to_string());
    }
    for (owner, field) in compiler.apps.related_objects(model) {
        if !field.is_hidden_relation() && owner.auto_created().is_none() {
            let given = field
                .relation
                .as_ref()
                .and_then(|it| it.related_query_name.clone());
            let name = given.or_else(|| field.related_name(&owner.app_label, &owner.name));
            choices.push(name.unwrap_or_else(|| owner.model_name()).to_string());
        }
    }
    choices.sort();
    choices.dedup();
    field_error(format!(
        "Cannot resolve keyword '{name}' into field. Choices are: {}",
        choices.join(", ")
    ))
}

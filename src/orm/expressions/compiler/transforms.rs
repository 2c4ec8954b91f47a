//! Parts of dates and keys of JSON values.

use std::rc::Rc;

use super::{Compiled, Compiler};
use crate::database::SqlValue;
use crate::orm::fields::FieldKind;
use crate::orm::query::Outcome;
use crate::orm::query::lookups::is_kind;
use crate::orm::query::node::Node;
use crate::orm::settings::Settings;
use crate::python::{Arguments, Interpreter, Value};

impl Compiler<'_> {
    /// `field__year`, `field__date`.
    pub(super) fn transform(
        &mut self,
        name: &str,
        source: &Node,
        zone: Option<&Value>,
    ) -> Outcome<Compiled> {
        let compiled = self.compile(source)?;
        let field = source.output_field();
        let is_time = is_kind(field.as_ref(), FieldKind::TimeField);
        let is_datetime = is_kind(field.as_ref(), FieldKind::DateTimeField);
        let column = &compiled.sql;
        if matches!(name, "date" | "time") {
            let sql = format!("django_datetime_cast_{name}({column}, %s, %s)");
            let mut params = compiled.params;
            params.extend(self.zones(zone)?);
            return Ok(Compiled { sql, params });
        }
        let mut params = vec![SqlValue::Text(name.into())];
        params.extend(compiled.params);
        let sql = match (is_datetime, is_time) {
            (true, _) => {
                params.extend(self.zones(zone)?);
                format!("django_datetime_extract(%s, {column}, %s, %s)")
            }
            (false, true) => format!("django_time_extract(%s, {column})"),
            (false, false) => format!("django_date_extract(%s, {column})"),
        };
        Ok(Compiled { sql, params })
    }

    /// `KeyTransform.as_sqlite`: a key of a JSON value, as JSON when it is no plain value.
    pub(super) fn key_transform(&mut self, keys: &[Rc<str>], source: &Node) -> Outcome<Compiled> {
        let compiled = self.compile(source)?;
        let path = SqlValue::Text(json_path(keys).into());
        let column = &compiled.sql;
        let sql = format!(
            "(CASE WHEN JSON_TYPE({column}, %s) IN ('null','false','true') THEN \
             JSON_TYPE({column}, %s) ELSE JSON_EXTRACT({column}, %s) END)"
        );
        let mut params = Vec::new();
        for _ in 0..3 {
            params.extend(compiled.params.iter().cloned());
            params.push(path.clone());
        }
        Ok(Compiled { sql, params })
    }

    /// The time zone that is asked for or is current, and the connection's, when `USE_TZ`.
    pub(super) fn zones(&mut self, asked: Option<&Value>) -> Outcome<[SqlValue; 2]> {
        if !self.query.apps.settings.use_tz {
            return Ok([SqlValue::Null, SqlValue::Null]);
        }
        let zone = match asked {
            Some(zone) => zone_name(self.interpreter, zone)?,
            None => current_zone(self.interpreter, &self.query.apps.settings)?,
        };
        Ok([SqlValue::Text(zone), SqlValue::Text("UTC".into())])
    }
}

/// `timezone.get_current_timezone_name()`.
///
/// # Errors
///
/// What a zone of the program raises.
pub(crate) fn current_zone(interpreter: &mut Interpreter, settings: &Settings) -> Outcome<Rc<str>> {
    let module = interpreter.module("django.utils.timezone");
    match module.and_then(|module| module.get("_active")) {
        Some(zone) if !zone.is_none() => zone_name(interpreter, &zone),
        _ => Ok(settings.time_zone.clone()),
    }
}

/// `_get_timezone_name`.
fn zone_name(interpreter: &mut Interpreter, zone: &Value) -> Outcome<Rc<str>> {
    let nothing = Arguments::positional(vec![Value::None]);
    let name = interpreter.call_method(zone, "tzname", nothing)?;
    match name.as_text() {
        Some(name) if !name.is_empty() => Ok(name),
        _ => Ok(interpreter.str(zone)?),
    }
}

/// `compile_json_path`: `$.key[0]`.
pub(crate) fn json_path(keys: &[Rc<str>]) -> String {
    let mut path = "$".to_owned();
    for key in keys {
        match key.parse::<i64>() {
            Ok(index) if index >= 0 => path.push_str(&format!("[{index}]")),
            _ => {
                let quoted = key.replace('\\', "\\\\").replace('"', "\\\"");
                path.push_str(&format!(".\"{quoted}\""));
            }
        }
    }
    path
}

/// `quote_name`: `"name"`.
pub(crate) fn quote_name(name: &str) -> String {
    if name.starts_with('"') && name.ends_with('"') && name.len() > 1 {
        return name.to_owned();
    }
    format!("\"{name}\"")
}

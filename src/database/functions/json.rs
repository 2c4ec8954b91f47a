//! SQLite's JSON functions.

mod document;
mod path;

use document::Json;
use path::{Step, parse_path};

use super::{Answer, first};
use crate::database::affinity::to_text;
use crate::database::expression::{Scope, boolean};
use crate::database::{DatabaseError, SqlValue};

fn malformed() -> DatabaseError {
    DatabaseError::operational("malformed JSON")
}

fn parse(value: &SqlValue) -> Result<Json, DatabaseError> {
    if matches!(value, SqlValue::Blob(_)) {
        return Err(DatabaseError::operational("JSON cannot hold BLOB values"));
    }
    Json::parse(&to_text(value)).ok_or_else(malformed)
}

fn text(json: &Json) -> SqlValue {
    SqlValue::Text(json.to_string().into())
}

pub fn valid(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(match first(arguments) {
        SqlValue::Null => SqlValue::Null,
        SqlValue::Blob(_) => boolean(Some(false)),
        value => boolean(Some(Json::parse(&to_text(&value)).is_some())),
    })
}

pub fn json(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    match first(arguments) {
        SqlValue::Null => Ok(SqlValue::Null),
        value => parse(&value).map(|json| text(&json)),
    }
}

pub fn quote(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    to_json(&first(arguments)).map(|json| text(&json))
}

/// A value as a piece of JSON. SQLite marks text that a JSON function made; here such text is
/// known only as text.
fn to_json(value: &SqlValue) -> Result<Json, DatabaseError> {
    Ok(match value {
        SqlValue::Null => Json::Null,
        SqlValue::Integer(_) | SqlValue::Real(_) => Json::Number(to_text(value)),
        SqlValue::Text(text) => Json::string(text),
        SqlValue::Blob(_) => {
            return Err(DatabaseError::operational("JSON cannot hold BLOB values"));
        }
    })
}

pub fn array(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    array_of(arguments)
}

pub fn object(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    if !arguments.len().is_multiple_of(2) {
        let message = "json_object() requires an even number of arguments";
        return Err(DatabaseError::operational(message));
    }
    if arguments
        .iter()
        .step_by(2)
        .any(|label| !matches!(label, SqlValue::Text(_)))
    {
        return Err(DatabaseError::operational(
            "json_object() labels must be TEXT",
        ));
    }
    object_of(arguments)
}

/// The element that a path leads to.
fn element(json: &Json, path: &SqlValue) -> Result<Option<Json>, DatabaseError> {
    let steps = parse_path(&to_text(path))?;
    Ok(path::find(json, &steps).cloned())
}

pub fn extract(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    if arguments.contains(&SqlValue::Null) {
        return Ok(SqlValue::Null);
    }
    let json = parse(&first(arguments))?;
    if let [_, path] = arguments {
        return Ok(element(&json, path)?.map_or(SqlValue::Null, |found| found.to_value()));
    }
    let found = arguments
        .iter()
        .skip(1)
        .map(|path| Ok(element(&json, path)?.unwrap_or(Json::Null)))
        .collect::<Result<_, DatabaseError>>()?;
    Ok(text(&Json::Array(found)))
}

pub fn kind(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    if arguments.contains(&SqlValue::Null) {
        return Ok(SqlValue::Null);
    }
    let json = parse(&first(arguments))?;
    let found = match arguments.get(1) {
        Some(path) => element(&json, path)?,
        None => Some(json),
    };
    Ok(found.map_or(SqlValue::Null, |found| SqlValue::Text(found.kind().into())))
}

pub fn array_length(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    if arguments.contains(&SqlValue::Null) {
        return Ok(SqlValue::Null);
    }
    let json = parse(&first(arguments))?;
    let found = match arguments.get(1) {
        Some(path) => element(&json, path)?,
        None => Some(json),
    };
    Ok(match found {
        Some(Json::Array(items)) => SqlValue::Integer(i64::try_from(items.len()).unwrap_or(0)),
        Some(_) => SqlValue::Integer(0),
        None => SqlValue::Null,
    })
}

/// `->` and `->>`: the right side is a path, a member's name or an index.
pub fn arrow(left: &SqlValue, right: &SqlValue, as_value: bool) -> Answer {
    let json = parse(left)?;
    let steps = match right {
        SqlValue::Integer(index) if *index < 0 => vec![Step::FromEnd(index.unsigned_abs())],
        SqlValue::Integer(index) => vec![Step::Index(index.unsigned_abs())],
        other => {
            let name = to_text(other);
            match name.starts_with('$') {
                true => parse_path(&name)?,
                false => vec![Step::Member(name)],
            }
        }
    };
    Ok(match path::find(&json, &steps) {
        None => SqlValue::Null,
        Some(found) if as_value => found.to_value(),
        Some(found) => text(found),
    })
}

pub fn set(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    change(arguments, true, true)
}

pub fn insert(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    change(arguments, true, false)
}

pub fn replace(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    change(arguments, false, true)
}

fn change(arguments: &[SqlValue], create: bool, overwrite: bool) -> Answer {
    if first(arguments) == SqlValue::Null {
        return Ok(SqlValue::Null);
    }
    if arguments.len().is_multiple_of(2) {
        let message = "json_set() needs an odd number of arguments";
        return Err(DatabaseError::operational(message));
    }
    let mut json = parse(&first(arguments))?;
    for pair in arguments.get(1..).unwrap_or_default().chunks(2) {
        if let [path, value] = pair {
            let steps = parse_path(&to_text(path))?;
            path::change(&mut json, &steps, to_json(value)?, create, overwrite);
        }
    }
    Ok(text(&json))
}

pub fn remove(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    if arguments.contains(&SqlValue::Null) {
        return Ok(SqlValue::Null);
    }
    let mut json = parse(&first(arguments))?;
    for path in arguments.iter().skip(1) {
        let steps = parse_path(&to_text(path))?;
        if steps.is_empty() {
            return Ok(SqlValue::Null);
        }
        path::remove(&mut json, &steps);
    }
    Ok(text(&json))
}

/// `json_group_array`.
pub fn array_of(items: &[SqlValue]) -> Answer {
    let items = items.iter().map(to_json).collect::<Result<_, _>>()?;
    Ok(text(&Json::Array(items)))
}

/// `json_group_object`.
pub fn object_of(members: &[SqlValue]) -> Answer {
    let mut object = Vec::new();
    for pair in members.chunks(2) {
        if let [SqlValue::Text(name), value] = pair
            && let Json::Text(name) = Json::string(name)
        {
            object.push((name, to_json(value)?));
        }
    }
    Ok(text(&Json::Object(object)))
}

/// The rows of `json_each`.
pub fn each(arguments: &[SqlValue]) -> Result<Vec<crate::database::storage::Row>, DatabaseError> {
    if first(arguments) == SqlValue::Null {
        return Ok(Vec::new());
    }
    let json = parse(&first(arguments))?;
    let path = arguments.get(1).map_or_else(|| "$".to_owned(), to_text);
    let Some(found) = path::find(&json, &parse_path(&path)?) else {
        return Ok(Vec::new());
    };
    let members: Vec<(SqlValue, String, &Json)> = match found {
        Json::Array(items) => items
            .iter()
            .enumerate()
            .map(|(place, item)| {
                let place = i64::try_from(place).unwrap_or(i64::MAX);
                (SqlValue::Integer(place), format!("{path}[{place}]"), item)
            })
            .collect(),
        Json::Object(members) => members
            .iter()
            .map(|(name, item)| {
                let name = document::unescape(name);
                let full = format!("{path}.{name}");
                (SqlValue::Text(name.into()), full, item)
            })
            .collect(),
        scalar => vec![(SqlValue::Null, path.clone(), scalar)],
    };
    let row = |(number, (key, full, item)): (usize, (SqlValue, String, &Json))| {
        let is_scalar = !matches!(item, Json::Array(_) | Json::Object(_));
        let atom = if is_scalar {
            item.to_value()
        } else {
            SqlValue::Null
        };
        [
            key,
            item.to_value(),
            SqlValue::Text(item.kind().into()),
            atom,
            SqlValue::Integer(i64::try_from(number + 1).unwrap_or(i64::MAX)),
            SqlValue::Null,
            SqlValue::Text(full.into()),
            SqlValue::Text(path.as_str().into()),
        ]
        .into()
    };
    Ok(members.into_iter().enumerate().map(row).collect())
}

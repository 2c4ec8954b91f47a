//! JSON paths: `$.name[0]."other name"[#-1]`.

use super::document::{Json, unescape};
use crate::database::DatabaseError;

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Member(String),
    Index(u64),
    /// The element so many before the end; 0 is the place after the last.
    FromEnd(u64),
}

/// The steps of a path.
///
/// # Errors
///
/// `JSON path error near '…'`.
pub fn parse_path(path: &str) -> Result<Vec<Step>, DatabaseError> {
    let error = |rest: &str| DatabaseError::operational(format!("JSON path error near '{rest}'"));
    let mut rest = path.strip_prefix('$').ok_or_else(|| error(path))?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let here = rest;
        let (step, after) = parse_step(rest).ok_or_else(|| error(here.trim_start_matches('.')))?;
        steps.push(step);
        rest = after;
    }
    Ok(steps)
}

fn parse_step(text: &str) -> Option<(Step, &str)> {
    if let Some(rest) = text.strip_prefix('.') {
        if let Some(quoted) = rest.strip_prefix('"') {
            let (name, after) = quoted.split_once('"')?;
            return Some((Step::Member(name.to_owned()), after));
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        return (!name.is_empty()).then(|| (Step::Member(name.to_owned()), after));
    }
    let (index, after) = text.strip_prefix('[')?.split_once(']')?;
    let step = match index.strip_prefix('#') {
        Some("") => Step::FromEnd(0),
        Some(back) => Step::FromEnd(back.strip_prefix('-')?.parse().ok()?),
        None => Step::Index(index.parse().ok()?),
    };
    Some((step, after))
}

fn position(items: &[Json], step: &Step) -> Option<usize> {
    match step {
        Step::Index(index) => usize::try_from(*index).ok(),
        Step::FromEnd(back) => items.len().checked_sub(usize::try_from(*back).ok()?),
        Step::Member(_) => None,
    }
}

fn is_named(raw: &str, name: &str) -> bool {
    raw == name || unescape(raw) == name
}

/// The element that the steps lead to.
pub fn find<'a>(json: &'a Json, steps: &[Step]) -> Option<&'a Json> {
    let mut place = json;
    for step in steps {
        place = match (place, step) {
            (Json::Object(members), Step::Member(name)) => members
                .iter()
                .find(|(member, _)| is_named(member, name))
                .map(|(_, value)| value)?,
            (Json::Array(items), step) => items.get(position(items, step)?)?,
            _ => return None,
        };
    }
    Some(place)
}

/// Puts a value where the steps lead, creating the last step or replacing what is there.
pub fn change(json: &mut Json, steps: &[Step], value: Json, create: bool, overwrite: bool) {
    let Some((step, rest)) = steps.split_first() else {
        if overwrite {
            *json = value;
        }
        return;
    };
    match (json, step) {
        (Json::Object(members), Step::Member(name)) => {
            let known = members
                .iter_mut()
                .find(|(member, _)| is_named(member, name));
            match known {
                Some((_, member)) => change(member, rest, value, create, overwrite),
                None if create && rest.is_empty() => {
                    if let Json::Text(raw) = Json::string(name) {
                        members.push((raw, value));
                    }
                }
                None => {}
            }
        }
        (Json::Array(items), step) => match position(items, step) {
            Some(place) if place < items.len() => {
                change(&mut items[place], rest, value, create, overwrite);
            }
            Some(place) if place == items.len() && create && rest.is_empty() => items.push(value),
            _ => {}
        },
        _ => {}
    }
}

/// Takes away what the steps lead to.
pub fn remove(json: &mut Json, steps: &[Step]) {
    let Some((step, rest)) = steps.split_first() else {
        return;
    };
    match (json, step) {
        (Json::Object(members), Step::Member(name)) => {
            if rest.is_empty() {
                members.retain(|(member, _)| !is_named(member, name));
            } else if let Some((_, member)) = members
                .iter_mut()
                .find(|(member, _)| is_named(member, name))
            {
                remove(member, rest);
            }
        }
        (Json::Array(items), step) => match position(items, step) {
            Some(place) if place < items.len() && rest.is_empty() => {
                items.remove(place);
            }
            Some(place) if place < items.len() => remove(&mut items[place], rest),
            _ => {}
        },
        _ => {}
    }
}

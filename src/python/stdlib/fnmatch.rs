//! `fnmatch`: names matched with a shell's patterns.

use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::functions;
use crate::python::value::{Module, Value};

/// The module `fnmatch`.
pub(super) fn module() -> Module {
    let module = Module::new("fnmatch");
    functions(
        &module,
        &[
            ("fnmatch", "name, pat", one),
            ("fnmatchcase", "name, pat", one),
            ("filter", "names, pat", |py, mut a| {
                let pattern = text(py, &mut a, "pat")?;
                let mut kept = Vec::new();
                for name in py.iterate(&a.take_or_none("names"))? {
                    let matched = matches(&py.str(&name)?, &pattern);
                    py.charge(pattern.len())?;
                    if matched {
                        kept.push(name);
                    }
                }
                Ok(Value::list(kept))
            }),
        ],
    );
    module
}

fn one(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let pattern = text(interpreter, &mut arguments, "pat")?;
    let name = text(interpreter, &mut arguments, "name")?;
    interpreter.charge(pattern.len())?;
    Ok(Value::Bool(matches(&name, &pattern)))
}

fn text(interpreter: &mut Interpreter, arguments: &mut Bound, name: &str) -> PyResult<String> {
    let value = arguments.take_or_none(name);
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => {
            let found = interpreter.type_name(&value);
            let message = format!("expected str, bytes or os.PathLike object, not {found}");
            Err(interpreter.type_error(message))
        }
    }
}

/// A part of a pattern that matches one character.
enum Part {
    Any,
    One(char),
    /// Whether it is negated, and the ranges.
    Set(bool, Vec<(char, char)>),
}

impl Part {
    fn matches(&self, character: char) -> bool {
        match self {
            Self::Any => true,
            Self::One(one) => *one == character,
            Self::Set(negated, ranges) => {
                let inside = |(low, high): &(char, char)| (*low..=*high).contains(&character);
                ranges.iter().any(inside) != *negated
            }
        }
    }
}

/// Whether the whole name matches. `None` among the parts is a `*`.
pub(super) fn matches(name: &str, pattern: &str) -> bool {
    let (name, parts): (Vec<char>, _) = (name.chars().collect(), parse(pattern));
    let (mut at, mut part) = (0, 0);
    // Where the last star stands, and how far it reaches.
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match parts.get(part) {
            Some(None) => {
                star = Some((part, at));
                part += 1;
            }
            Some(Some(one)) if one.matches(name[at]) => {
                at += 1;
                part += 1;
            }
            _ => match &mut star {
                Some((place, reach)) => {
                    *reach += 1;
                    (at, part) = (*reach, *place + 1);
                }
                None => return false,
            },
        }
    }
    parts.iter().skip(part).all(Option::is_none)
}

fn parse(pattern: &str) -> Vec<Option<Part>> {
    let characters: Vec<char> = pattern.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        at += 1;
        parts.push(match character {
            '*' => None,
            '?' => Some(Part::Any),
            '[' => match set(&characters[at..]) {
                Some((set, length)) => {
                    at += length;
                    Some(set)
                }
                None => Some(Part::One('[')),
            },
            other => Some(Part::One(other)),
        });
    }
    parts
}

/// The set that begins behind a `[`, and how long it is with its `]`; a `]` in the first place is a
/// member.
fn set(rest: &[char]) -> Option<(Part, usize)> {
    let negated = rest.first() == Some(&'!');
    let start = usize::from(negated);
    let end = start + 1 + rest.get(start + 1..)?.iter().position(|it| *it == ']')?;
    let members = &rest[start..end];
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(&low) = members.get(at) {
        match (members.get(at + 1), members.get(at + 2)) {
            (Some('-'), Some(&high)) => {
                ranges.push((low, high));
                at += 3;
            }
            _ => {
                ranges.push((low, low));
                at += 1;
            }
        }
    }
    Some((Part::Set(negated, ranges), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The answers are CPython's.
    fn check(pattern: &str, matching: &[&str], others: &[&str]) {
        for name in matching {
            assert!(matches(name, pattern), "{name} matches {pattern}");
        }
        for name in others {
            assert!(!matches(name, pattern), "{name} does not match {pattern}");
        }
    }

    #[test]
    fn stars_and_question_marks() {
        check(
            "000*.py",
            &["0001_initial.py", "000.py"],
            &["0011.py", "0001.pyc"],
        );
        check("a?c*", &["abc", "abcd"], &["ac", "xabc"]);
        check("*a*b*", &["ab", "xaxbx", "aab"], &["ba", ""]);
        check("*", &["", "anything\n"], &[]);
        check("", &[""], &["a"]);
    }

    #[test]
    fn sets() {
        check("[a-c]x", &["ax", "cx"], &["dx", "x"]);
        check("[!a-c]x", &["dx", "!x"], &["ax", "x"]);
        check("[]]", &["]"], &["[]]"]);
        check("[!]]", &["a"], &["]"]);
        check("[abc", &["[abc"], &["a"]);
        check("[c-a]", &[], &["a", "b", "c", "-"]);
        check("[a-]", &["a", "-"], &["b"]);
    }
}

//! What is wrong inside string literals, and where CPython shows it.

use ruff_text_size::{TextRange, TextSize};

use super::SyntaxProblem;
use super::escape;
use super::format_string::{self, Fault};
use crate::python::syntax::scan::{self, Literal};

/// The first problem of a literal that begins before this place. CPython looks into literals when it
/// has read all that stand side by side, and shows the token after them.
pub(super) fn first(text: &str, before: usize) -> Option<SyntaxProblem> {
    let literals = scan::literals(text);
    let mut known = literals.iter().enumerate();
    known.find_map(|(index, literal)| {
        (literal.start <= before)
            .then(|| problem(text, &literals, index, *literal))
            .flatten()
    })
}

fn problem(
    text: &str,
    literals: &[Literal],
    index: usize,
    literal: Literal,
) -> Option<SyntaxProblem> {
    let shown = text.get(literal.start..literal.end)?;
    let prefix = shown.find(['"', '\''])?;
    let quotes = if shown[prefix..].starts_with(r#"""""#) || shown[prefix..].starts_with("'''") {
        3
    } else {
        1
    };
    let body_start = literal.start + prefix + quotes;
    let body = text.get(body_start..literal.end.saturating_sub(quotes))?;
    let has = |letter: char| shown[..prefix].to_ascii_lowercase().contains(letter);
    let message = if has('f') {
        match format_string::fault(body, has('r'))? {
            Fault::Said(message) => message,
            Fault::Field(problem, at) => return Some(placed(text, *problem, body_start + at)),
        }
    } else if has('b') && !shown.is_ascii() {
        let message = "bytes can only contain ASCII literal characters";
        let range = range(literal.start, literal.end);
        return Some(SyntaxProblem::at(text, range, "SyntaxError", message));
    } else if has('r') {
        return None;
    } else if has('b') {
        escape::bytes_fault(body)?
    } else {
        escape::text_fault(body)?
    };
    let (start, end) = after(text, literals, index);
    Some(SyntaxProblem::at(
        text,
        range(start, end),
        "SyntaxError",
        &message,
    ))
}

fn range(start: usize, end: usize) -> TextRange {
    TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32))
}

/// The problem of a field's expression, at the field's line.
fn placed(text: &str, problem: SyntaxProblem, start: usize) -> SyntaxProblem {
    let own = SyntaxProblem::at(text, range(start, start), "SyntaxError", "");
    SyntaxProblem {
        line: own.line + problem.line.saturating_sub(1),
        span: own.span,
        ..problem
    }
}

/// The token after a literal and those that stand beside it.
fn after(text: &str, literals: &[Literal], index: usize) -> (usize, usize) {
    let mut end = literals[index].end;
    let in_brackets = literals[index].in_brackets;
    for literal in &literals[index + 1..] {
        if following(text, end, in_brackets).0 != literal.start {
            break;
        }
        end = literal.end;
    }
    following(text, end, in_brackets)
}

/// Where the next token is.
pub(super) fn following(text: &str, from: usize, in_brackets: bool) -> (usize, usize) {
    let mut at = from.min(text.len());
    loop {
        let rest = &text[at..];
        let skipped = rest.trim_start_matches([' ', '\t', '\x0c']);
        at += rest.len() - skipped.len();
        let comment = skipped.starts_with('#') && in_brackets;
        if comment {
            at += skipped.find('\n').unwrap_or(skipped.len());
        } else if skipped.starts_with('\n') && in_brackets {
            at += 1;
        } else if skipped.starts_with("\\\n") {
            at += 2;
        } else {
            break;
        }
    }
    let rest = &text[at..];
    let word = rest.find(|it: char| !(it.is_alphanumeric() || it == '_'));
    let width = match word.unwrap_or(rest.len()) {
        0 => operator_width(rest),
        width => width,
    };
    (at, at + width)
}

fn operator_width(rest: &str) -> usize {
    const LONG: &[&str] = &[
        "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "->", ":=", "==", "!=", "<=",
        ">=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
    ];
    if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
        return rest[1..].find(quote).map_or(rest.len(), |end| end + 2);
    }
    let long = LONG.iter().find(|it| rest.starts_with(**it));
    long.map_or(1, |it| it.len())
}

//! What CPython 3.11 says of an f-string: it reads the whole literal first and its replacement fields
//! afterwards, so that a field can hold neither the literal's quote nor a backslash.

use super::SyntaxProblem;
use super::escape;
use crate::python::syntax::{parse_expression, scan};

/// Fields of a format specification may have fields of their own, and those none.
const MOST_LEVELS: usize = 2;
const MOST_BRACKETS: usize = 200;

/// What is wrong with an f-string.
pub(super) enum Fault {
    /// A text that CPython shows at the token after the literal.
    Said(String),
    /// A problem of a field's expression, and where in the literal the expression begins.
    Field(Box<SyntaxProblem>, usize),
}

/// The first thing wrong in the body of an f-string.
pub(super) fn fault(body: &str, is_raw: bool) -> Option<Fault> {
    let mut reader = Reader {
        body,
        bytes: body.as_bytes(),
        at: 0,
        is_raw,
    };
    reader.parts(0).err()
}

struct Reader<'a> {
    body: &'a str,
    bytes: &'a [u8],
    at: usize,
    is_raw: bool,
}

type Read = Result<(), Fault>;

fn said(text: impl Into<String>) -> Fault {
    Fault::Said(text.into())
}

fn unfinished() -> Fault {
    said("f-string: expecting '}'")
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn parts(&mut self, level: usize) -> Read {
        loop {
            let doubled = self.literal(level)?;
            match self.byte() {
                None => return Ok(()),
                _ if doubled => {}
                Some(b'}') => return Ok(()),
                Some(_) => self.field(level)?,
            }
        }
    }

    /// Reads up to a brace; whether it was a doubled one, which belongs to the literal.
    fn literal(&mut self, level: usize) -> Result<bool, Fault> {
        let start = self.at;
        let mut doubled = false;
        while let Some(byte) = self.byte() {
            self.at += 1;
            match byte {
                b'\\' if !self.is_raw => self.skip_escape(),
                b'{' | b'}' if level == 0 && self.byte() == Some(byte) => {
                    self.at += 1;
                    doubled = true;
                    break;
                }
                b'}' if level == 0 => return Err(said("f-string: single '}' is not allowed")),
                b'{' | b'}' => {
                    self.at -= 1;
                    break;
                }
                _ => {}
            }
        }
        let end = self.at - usize::from(doubled);
        let literal = self.body.get(start..end).unwrap_or_default();
        match escape::text_fault(literal).filter(|_| !self.is_raw) {
            Some(message) => Err(said(message)),
            None => Ok(doubled),
        }
    }

    /// What a backslash hides: the braces of `\N{…}`, but not a brace itself.
    fn skip_escape(&mut self) {
        match self.byte() {
            Some(b'{' | b'}') | None => {}
            Some(b'N') if self.bytes.get(self.at + 1) == Some(&b'{') => {
                while self.byte().is_some_and(|byte| byte != b'}') {
                    self.at += 1;
                }
                self.at += 1;
            }
            Some(_) => self.at += 1,
        }
    }

    fn field(&mut self, level: usize) -> Read {
        if level >= MOST_LEVELS {
            return Err(said("f-string: expressions nested too deeply"));
        }
        self.at += 1;
        let start = self.at;
        self.skip_expression()?;
        self.expression(start)?;
        if self.byte() == Some(b'=') {
            self.at += 1;
            while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
                self.at += 1;
            }
        }
        if self.byte() == Some(b'!') {
            self.at += 1;
            match self.byte() {
                None => return Err(unfinished()),
                Some(b's' | b'r' | b'a') => self.at += 1,
                Some(_) => {
                    let message =
                        "f-string: invalid conversion character: expected 's', 'r', or 'a'";
                    return Err(said(message));
                }
            }
        }
        if self.byte() == Some(b':') {
            self.at += 1;
            self.parts(level + 1)?;
        }
        if self.byte() != Some(b'}') {
            return Err(unfinished());
        }
        self.at += 1;
        Ok(())
    }

    /// Goes to the byte that ends the expression.
    fn skip_expression(&mut self) -> Read {
        let mut brackets = Vec::new();
        while let Some(byte) = self.byte() {
            match byte {
                b'\\' => {
                    return Err(said("f-string expression part cannot include a backslash"));
                }
                b'\'' | b'"' => {
                    self.skip_string(byte)?;
                    continue;
                }
                b'(' | b'[' | b'{' if brackets.len() >= MOST_BRACKETS => {
                    return Err(said("f-string: too many nested parenthesis"));
                }
                b'(' | b'[' | b'{' => brackets.push(byte),
                b'#' => return Err(said("f-string expression part cannot include '#'")),
                b'!' | b':' | b'}' | b'=' | b'<' | b'>' if brackets.is_empty() => {
                    let doubled = self.bytes.get(self.at + 1) == Some(&b'=');
                    if doubled && !matches!(byte, b':' | b'}') {
                        self.at += 1;
                    } else if !matches!(byte, b'<' | b'>') {
                        break;
                    }
                }
                b')' | b']' | b'}' => close(&mut brackets, byte)?,
                _ => {}
            }
            self.at += 1;
        }
        match brackets.last() {
            Some(open) => Err(said(format!("f-string: unmatched '{}'", char::from(*open)))),
            None if self.byte().is_none() => Err(unfinished()),
            None => Ok(()),
        }
    }

    fn skip_string(&mut self, quote: u8) -> Read {
        let triple = self.bytes[self.at..].starts_with(&[quote; 3]);
        let width = if triple { 3 } else { 1 };
        self.at += width;
        while let Some(byte) = self.byte() {
            match byte {
                b'\\' => {
                    return Err(said("f-string expression part cannot include a backslash"));
                }
                _ if byte == quote
                    && (!triple || self.bytes[self.at..].starts_with(&[quote; 3])) =>
                {
                    self.at += width;
                    return Ok(());
                }
                _ => self.at += 1,
            }
        }
        Err(said("f-string: unterminated string"))
    }

    fn expression(&self, start: usize) -> Read {
        let inner = self.body.get(start..self.at).unwrap_or_default();
        if inner.trim().is_empty() {
            return Err(match self.byte() {
                Some(byte @ (b'!' | b':' | b'=')) => said(format!(
                    "f-string: expression required before '{}'",
                    char::from(byte)
                )),
                _ => said("f-string: empty expression not allowed"),
            });
        }
        let text = format!("({inner})");
        let Err(mut problem) = parse_expression(&text) else {
            return Ok(());
        };
        let by_parser = scan::scan(&text).first.is_none() || problem.message == "invalid syntax";
        if by_parser && !problem.message.starts_with("f-string:") {
            problem.message.insert_str(0, "f-string: ");
        }
        if problem.shown.is_none() {
            let line = text.lines().nth(problem.line.saturating_sub(1) as usize);
            problem.shown = Some(line.unwrap_or_default().to_owned());
        }
        Err(Fault::Field(Box::new(problem), start))
    }
}

fn close(brackets: &mut Vec<u8>, byte: u8) -> Read {
    let close = char::from(byte);
    match brackets.pop() {
        None => Err(said(format!("f-string: unmatched '{close}'"))),
        Some(open) if !matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) => {
            Err(said(format!(
                "f-string: closing parenthesis '{close}' does not match opening parenthesis '{}'",
                char::from(open)
            )))
        }
        Some(_) => Ok(()),
    }
}

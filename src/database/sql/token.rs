//! SQLite's tokens, each with its place in the text.

use std::borrow::Cow;

use crate::database::DatabaseError;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A bare word: a keyword or an identifier.
    Word,
    /// `"name"`, `[name]` or `` `name` ``.
    QuotedName,
    /// `'text'`.
    Text,
    /// An integer literal, decimal or hexadecimal.
    Integer,
    /// A literal with a point or an exponent.
    Float,
    /// `x'00ff'`.
    Blob,
    /// `?`, `?1`, `:name`, `@name`, `$name`.
    Parameter,
    /// Punctuation.
    Operator,
    /// The end of the text.
    End,
}

/// A token: its kind and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

/// The tokens of a text without its spaces and comments; the last one is [`TokenKind::End`].
///
/// # Errors
///
/// `unrecognized token: "…"`.
pub fn tokenize(text: &str) -> Result<Vec<Token>, DatabaseError> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut start = 0;
    loop {
        start = skip_blanks(text, start);
        if start >= text.len() {
            tokens.push(Token {
                kind: TokenKind::End,
                start,
                end: start,
            });
            return Ok(tokens);
        }
        let (kind, end) = scan(text, start)?;
        tokens.push(Token { kind, start, end });
        start = end;
    }
}

/// Where the last token that is no `;` ends.
pub fn end_of_statement(text: &str) -> usize {
    let tokens = tokenize(text).unwrap_or_default();
    let last = tokens.iter().rev().find(|token| {
        token.kind != TokenKind::End && text.get(token.start..token.end) != Some(";")
    });
    last.map_or(text.len(), |token| token.end)
}

/// The place after the spaces and comments at `start`.
pub fn skip_blanks(text: &str, mut start: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        match bytes.get(start) {
            Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0c) => start += 1,
            Some(b'-') if bytes.get(start + 1) == Some(&b'-') => {
                start = find(text, start, "\n").map_or(text.len(), |place| place + 1);
            }
            Some(b'/') if bytes.get(start + 1) == Some(&b'*') => {
                start = find(text, start + 2, "*/").map_or(text.len(), |place| place + 2);
            }
            _ => return start,
        }
    }
}

fn find(text: &str, start: usize, wanted: &str) -> Option<usize> {
    text.get(start..)?.find(wanted).map(|offset| start + offset)
}

/// Scans the token at `start`: its kind and end.
pub fn scan(text: &str, start: usize) -> Result<(TokenKind, usize), DatabaseError> {
    let bytes = text.as_bytes();
    let next = bytes.get(start + 1).copied().unwrap_or(0);
    let unrecognized = |end: usize| {
        let token = text.get(start..end).unwrap_or_default();
        DatabaseError::operational(format!("unrecognized token: \"{token}\""))
    };
    match bytes.get(start).copied().unwrap_or(0) {
        quote @ (b'\'' | b'"' | b'`') => match quoted_end(bytes, start, quote) {
            Some(end) if quote == b'\'' => Ok((TokenKind::Text, end)),
            Some(end) => Ok((TokenKind::QuotedName, end)),
            None => Err(unrecognized(text.len())),
        },
        b'[' => match find(text, start, "]") {
            Some(end) => Ok((TokenKind::QuotedName, end + 1)),
            None => Err(unrecognized(text.len())),
        },
        b'x' | b'X' if next == b'\'' => match quoted_end(bytes, start + 1, b'\'') {
            Some(end) if is_blob(&bytes[start + 2..end - 1]) => Ok((TokenKind::Blob, end)),
            Some(end) => Err(unrecognized(end)),
            None => Err(unrecognized(text.len())),
        },
        b'0'..=b'9' => number(text, start).ok_or_else(|| unrecognized(word_end(bytes, start))),
        b'.' if next.is_ascii_digit() => {
            number(text, start).ok_or_else(|| unrecognized(word_end(bytes, start)))
        }
        b'?' => Ok((TokenKind::Parameter, digits_end(bytes, start + 1))),
        b':' | b'@' | b'$' if is_word_byte(next) => {
            Ok((TokenKind::Parameter, word_end(bytes, start + 1)))
        }
        byte if is_word_byte(byte) => Ok((TokenKind::Word, word_end(bytes, start))),
        _ => match operator_length(bytes, start) {
            Some(length) => Ok((TokenKind::Operator, start + length)),
            None => {
                let width = text
                    .get(start..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(1, char::len_utf8);
                Err(unrecognized(start + width))
            }
        },
    }
}

/// Whether a byte may stand inside a bare word: SQLite takes every non-ASCII character.
pub fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    start
        + rest
            .iter()
            .take_while(|byte| is_word_byte(**byte) || **byte == b'$')
            .count()
}

fn digits_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn quoted_end(bytes: &[u8], start: usize, quote: u8) -> Option<usize> {
    let mut place = start + 1;
    loop {
        if *bytes.get(place)? != quote {
            place += 1;
        } else if bytes.get(place + 1) == Some(&quote) {
            place += 2;
        } else {
            return Some(place + 1);
        }
    }
}

fn is_blob(digits: &[u8]) -> bool {
    digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit)
}

fn number(text: &str, start: usize) -> Option<(TokenKind, usize)> {
    let bytes = text.as_bytes();
    if bytes[start] == b'0' && matches!(bytes.get(start + 1), Some(b'x' | b'X')) {
        let rest = bytes.get(start + 2..).unwrap_or_default();
        let digits = rest
            .iter()
            .take_while(|byte| byte.is_ascii_hexdigit())
            .count();
        let end = start + 2 + digits;
        let clean = digits > 0 && !bytes.get(end).is_some_and(|byte| is_word_byte(*byte));
        return clean.then_some((TokenKind::Integer, end));
    }
    let mut kind = TokenKind::Integer;
    let mut end = digits_end(bytes, start);
    if bytes.get(end) == Some(&b'.') {
        kind = TokenKind::Float;
        end = digits_end(bytes, end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits_end(bytes, end + 1 + sign);
        if exponent > end + 1 + sign {
            kind = TokenKind::Float;
            end = exponent;
        }
    }
    let clean = !bytes.get(end).is_some_and(|byte| is_word_byte(*byte));
    clean.then_some((kind, end))
}

fn operator_length(bytes: &[u8], start: usize) -> Option<usize> {
    const OPERATORS: [&[u8]; 25] = [
        b"->>", b"||", b"->", b"<=", b">=", b"<>", b"<<", b">>", b"==", b"!=", b"(", b")", b",",
        b";", b"+", b"-", b"*", b"/", b"%", b"=", b"<", b">", b"&", b"|", b"~",
    ];
    let rest = bytes.get(start..).unwrap_or_default();
    OPERATORS
        .iter()
        .find(|operator| rest.starts_with(operator))
        .map(|operator| operator.len())
        .or_else(|| rest.starts_with(b".").then_some(1))
}

/// The name that a token spells, without its quotes.
pub fn unquote(token: &str) -> Cow<'_, str> {
    let mut characters = token.chars();
    match characters.next() {
        Some(quote @ ('"' | '`' | '\'')) => {
            let inner = token
                .get(1..token.len().saturating_sub(1))
                .unwrap_or_default();
            if !inner.contains(quote) {
                return Cow::Borrowed(inner);
            }
            Cow::Owned(inner.replace(&format!("{quote}{quote}"), &quote.to_string()))
        }
        Some('[') => {
            let inner = token.get(1..token.len().saturating_sub(1));
            Cow::Borrowed(inner.unwrap_or_default())
        }
        _ => Cow::Borrowed(token),
    }
}

/// A name in double quotes.
pub fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

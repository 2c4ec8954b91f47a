//! JSON text as a tree that writes back what it read, without the spaces.

use std::fmt;

use crate::database::SqlValue;
use crate::database::number::{integer_literal, real_literal};

/// How deep arrays and objects may nest.
const MAXIMUM_DEPTH: usize = 200;

/// A JSON value. Strings keep their escapes, without the quotes; numbers their digits.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value that a text spells from end to end.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parser = Parser {
            text,
            place: 0,
            depth: 0,
        };
        let value = parser.value()?;
        parser.blanks();
        (parser.place == text.len()).then_some(value)
    }

    /// A text as a JSON string.
    pub fn string(text: &str) -> Self {
        let mut raw = String::new();
        for character in text.chars() {
            match character {
                '"' => raw.push_str("\\\""),
                '\\' => raw.push_str("\\\\"),
                '\n' => raw.push_str("\\n"),
                '\r' => raw.push_str("\\r"),
                '\t' => raw.push_str("\\t"),
                '\u{8}' => raw.push_str("\\b"),
                '\u{c}' => raw.push_str("\\f"),
                control if u32::from(control) < 0x20 => {
                    raw.push_str(&format!("\\u{:04x}", u32::from(control)));
                }
                other => raw.push(other),
            }
        }
        Self::Text(raw)
    }

    /// What `json_type` calls it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(true) => "true",
            Self::Bool(false) => "false",
            Self::Number(digits) if is_integer(digits) => "integer",
            Self::Number(_) => "real",
            Self::Text(_) => "text",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }

    /// As an SQL value; arrays and objects as their text.
    pub fn to_value(&self) -> SqlValue {
        match self {
            Self::Null => SqlValue::Null,
            Self::Bool(value) => SqlValue::Integer(i64::from(*value)),
            Self::Number(digits) if is_integer(digits) => integer_literal(digits),
            Self::Number(digits) => SqlValue::Real(real_literal(digits)),
            Self::Text(raw) => SqlValue::Text(unescape(raw).into()),
            Self::Array(_) | Self::Object(_) => SqlValue::Text(self.to_string().into()),
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Number(digits) => formatter.write_str(digits),
            Self::Text(raw) => write!(formatter, "\"{raw}\""),
            Self::Array(items) => {
                formatter.write_str("[")?;
                for (place, item) in items.iter().enumerate() {
                    let comma = if place > 0 { "," } else { "" };
                    write!(formatter, "{comma}{item}")?;
                }
                formatter.write_str("]")
            }
            Self::Object(members) => {
                formatter.write_str("{")?;
                for (place, (name, value)) in members.iter().enumerate() {
                    let comma = if place > 0 { "," } else { "" };
                    write!(formatter, "{comma}\"{name}\":{value}")?;
                }
                formatter.write_str("}")
            }
        }
    }
}

fn is_integer(digits: &str) -> bool {
    !digits.contains(['.', 'e', 'E'])
}

/// The text that a JSON string stands for.
pub fn unescape(raw: &str) -> String {
    let mut text = String::new();
    let mut characters = raw.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('u') => text.push(unicode_escape(&mut characters)),
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

fn unicode_escape(characters: &mut std::str::Chars<'_>) -> char {
    let unit = |characters: &mut std::str::Chars<'_>| {
        let digits: String = characters.by_ref().take(4).collect();
        u32::from_str_radix(&digits, 16).unwrap_or(0xfffd)
    };
    let first = unit(characters);
    if !(0xd800..0xdc00).contains(&first) || !characters.as_str().starts_with("\\u") {
        return char::from_u32(first).unwrap_or('\u{fffd}');
    }
    characters.next();
    characters.next();
    let second = unit(characters);
    let point = 0x10000 + ((first - 0xd800) << 10) + (second.wrapping_sub(0xdc00) & 0x3ff);
    char::from_u32(point).unwrap_or('\u{fffd}')
}

struct Parser<'a> {
    text: &'a str,
    place: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.place += 1;
        }
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let found = self
            .text
            .get(self.place..)
            .is_some_and(|rest| rest.starts_with(wanted));
        if found {
            self.place += wanted.len();
        }
        found
    }

    fn value(&mut self) -> Option<Json> {
        self.blanks();
        match self.peek()? {
            b'n' => self.eat("null").then_some(Json::Null),
            b't' => self.eat("true").then_some(Json::Bool(true)),
            b'f' => self.eat("false").then_some(Json::Bool(false)),
            b'"' => self.string().map(Json::Text),
            b'[' => self.nested(Self::array),
            b'{' => self.nested(Self::object),
            _ => self.number(),
        }
    }

    fn nested(&mut self, production: fn(&mut Self) -> Option<Json>) -> Option<Json> {
        if self.depth >= MAXIMUM_DEPTH {
            return None;
        }
        self.depth += 1;
        self.place += 1;
        let value = production(self);
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Option<Json> {
        let mut items = Vec::new();
        self.blanks();
        if self.eat("]") {
            return Some(Json::Array(items));
        }
        loop {
            items.push(self.value()?);
            self.blanks();
            if self.eat("]") {
                return Some(Json::Array(items));
            }
            self.eat(",").then_some(())?;
        }
    }

    fn object(&mut self) -> Option<Json> {
        let mut members = Vec::new();
        self.blanks();
        if self.eat("}") {
            return Some(Json::Object(members));
        }
        loop {
            self.blanks();
            let name = self.string()?;
            self.blanks();
            self.eat(":").then_some(())?;
            members.push((name, self.value()?));
            self.blanks();
            if self.eat("}") {
                return Some(Json::Object(members));
            }
            self.eat(",").then_some(())?;
        }
    }

    fn string(&mut self) -> Option<String> {
        self.eat("\"").then_some(())?;
        let start = self.place;
        loop {
            match self.peek()? {
                b'"' => {
                    let raw = self.text.get(start..self.place)?.to_owned();
                    self.place += 1;
                    return Some(raw);
                }
                b'\\' => {
                    self.place += 1;
                    match self.peek()? {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.place += 1,
                        b'u' => {
                            let digits = self.text.get(self.place + 1..self.place + 5)?;
                            digits
                                .bytes()
                                .all(|byte| byte.is_ascii_hexdigit())
                                .then_some(())?;
                            self.place += 5;
                        }
                        _ => return None,
                    }
                }
                0..=0x1f => return None,
                _ => self.place += 1,
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.place;
        self.eat("-");
        let whole = self.digits();
        let leading_zero = whole > 1 && self.text.as_bytes().get(self.place - whole) == Some(&b'0');
        if whole == 0 || leading_zero {
            return None;
        }
        if self.eat(".") && self.digits() == 0 {
            return None;
        }
        if self.eat("e") || self.eat("E") {
            let _ = self.eat("+") || self.eat("-");
            if self.digits() == 0 {
                return None;
            }
        }
        self.text
            .get(start..self.place)
            .map(|digits| Json::Number(digits.to_owned()))
    }

    fn digits(&mut self) -> usize {
        let start = self.place;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.place += 1;
        }
        self.place - start
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn only_json_parses_and_it_prints_without_spaces() {
        let check = |text: &str, printed: Option<&str>| {
            let json = Json::parse(text).map(|json| json.to_string());
            assert_eq!(json.as_deref(), printed, "{text}");
        };
        check(
            r#" { "a" : [1, 2.50, -3e2], "b" : {} } "#,
            Some(r#"{"a":[1,2.50,-3e2],"b":{}}"#),
        );
        check(r#""\u00e9\n""#, Some(r#""\u00e9\n""#));
        check("01", None);
        check("[1,]", None);
        check("{a:1}", None);
        check("'a'", None);
        check("", None);
        check(&"[".repeat(100_000), None);
    }
}

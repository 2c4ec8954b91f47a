//! A look at the text before it is parsed: what CPython's tokenizer would refuse, and whether the
//! nesting is bounded, which the parser and the compiler rely on.

use ruff_text_size::{TextRange, TextSize};

use super::SyntaxProblem;

/// CPython's own bounds.
const MOST_BRACKETS: usize = 200;
const MOST_INDENTS: usize = 100;
/// Operators in one expression: each nests it once more, to the left.
const MOST_OPERATORS: usize = 1000;
/// What nests an expression to the right without brackets: `not`, `lambda`, signs, `else`, and `for` in
/// comprehensions.
const MOST_PREFIXES: usize = 150;

/// What the scan found.
#[derive(Clone, Default)]
pub(super) struct Scan {
    /// The first error of the tokenizer.
    pub first: Option<SyntaxProblem>,
    /// The innermost bracket that the end of the text leaves open.
    pub unclosed: Option<SyntaxProblem>,
    /// The text nests too deeply to be parsed.
    pub too_deep: bool,
    /// The string literals, when they were asked for.
    pub literals: Option<Vec<Literal>>,
}

/// Where a string literal is.
#[derive(Clone, Copy)]
pub(super) struct Literal {
    /// Where its prefix begins.
    pub start: usize,
    pub end: usize,
    pub in_brackets: bool,
}

/// Scans a text.
pub(super) fn scan(text: &str) -> Scan {
    scan_with(text, None)
}

/// The string literals of a text, up to the first error of the tokenizer.
pub(super) fn literals(text: &str) -> Vec<Literal> {
    scan_with(text, Some(Vec::new()))
        .literals
        .unwrap_or_default()
}

fn scan_with(text: &str, literals: Option<Vec<Literal>>) -> Scan {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        brackets: Vec::new(),
        operators: vec![(0, 0)],
        after_operand: false,
        indents: vec![(0, 0)],
        result: Scan {
            literals,
            ..Scan::default()
        },
    };
    scanner.run();
    scanner.result
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    brackets: Vec<(u8, usize)>,
    /// Operators and prefixes seen, per open bracket.
    operators: Vec<(usize, usize)>,
    /// Whether an operand has just ended, so that a sign is an operator.
    after_operand: bool,
    /// Columns with tabs of eight and of one, which must agree in order.
    indents: Vec<(usize, usize)>,
    result: Scan,
}

impl Scanner<'_> {
    fn run(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.at = 3;
        }
        self.indentation();
        while self.at < self.bytes.len() && self.result.first.is_none() {
            self.token();
        }
        if let Some((bracket, at)) = self.brackets.last().copied() {
            let message = format!("'{}' was never closed", char::from(bracket));
            self.result.unclosed = Some(self.problem(at, at + 1, "SyntaxError", &message));
        }
    }

    fn token(&mut self) {
        match self.bytes[self.at] {
            b'\n' => {
                self.at += 1;
                if self.brackets.is_empty() {
                    self.reset_operators();
                    self.indentation();
                }
            }
            b'#' => self.skip_line(),
            b'\\' => self.continuation(),
            quote @ (b'"' | b'\'') => self.string(self.at, quote, false),
            byte if byte == b'_' || byte.is_ascii_alphabetic() || byte >= 0x80 => self.word(),
            byte if byte.is_ascii_digit() => self.number(),
            open @ (b'(' | b'[' | b'{') => self.open(open),
            close @ (b')' | b']' | b'}') => self.close(close),
            b',' | b';' => {
                self.at += 1;
                self.reset_operators();
            }
            b'!' if self.bytes.get(self.at + 1) != Some(&b'=') => self.invalid_character(),
            b'$' | b'?' | b'`' => self.invalid_character(),
            b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>'
            | b'.' | b':' => {
                self.operator();
            }
            _ => self.at += 1,
        }
    }

    /// CPython's tokenizer gives these to the parser, which finds no rule for them.
    fn invalid_character(&mut self) {
        let at = self.at;
        self.fail(at, at + 1, "SyntaxError", "invalid syntax");
    }

    fn operator(&mut self) {
        let sign = matches!(self.bytes[self.at], b'+' | b'-' | b'~');
        let power = self.bytes[self.at..].starts_with(b"**");
        let is_prefix = (sign && !self.after_operand) || power;
        self.at += 1 + usize::from(power);
        self.after_operand = false;
        self.nest(is_prefix);
    }

    /// Counts one more level of nesting.
    fn nest(&mut self, is_prefix: bool) {
        if let Some((operators, prefixes)) = self.operators.last_mut() {
            *operators += 1;
            *prefixes += usize::from(is_prefix);
        }
        let count =
            |part: fn(&(usize, usize)) -> usize| self.operators.iter().map(part).sum::<usize>();
        if count(|it| it.0) > MOST_OPERATORS || count(|it| it.1) > MOST_PREFIXES {
            self.result.too_deep = true;
            let at = self.at.saturating_sub(1);
            self.fail(
                at,
                at + 1,
                "SyntaxError",
                "too many nested operators in one expression",
            );
        }
    }

    fn reset_operators(&mut self) {
        self.after_operand = false;
        if let Some(count) = self.operators.last_mut() {
            *count = (0, 0);
        }
    }

    fn open(&mut self, bracket: u8) {
        self.brackets.push((bracket, self.at));
        self.operators.push((0, 0));
        self.after_operand = false;
        self.at += 1;
        if self.brackets.len() >= MOST_BRACKETS {
            self.result.too_deep = true;
            let at = self.at - 1;
            self.fail(at, at + 1, "SyntaxError", "too many nested parentheses");
        }
    }

    fn close(&mut self, bracket: u8) {
        let at = self.at;
        self.at += 1;
        match self.brackets.pop() {
            None => {
                let message = format!("unmatched '{}'", char::from(bracket));
                self.fail(at, at + 1, "SyntaxError", &message);
            }
            Some((open, opened))
                if !matches!((open, bracket), (b'(', b')') | (b'[', b']') | (b'{', b'}')) =>
            {
                let (close, open) = (char::from(bracket), char::from(open));
                let (line, opened) = (self.line(at), self.line(opened));
                let mut message = format!(
                    "closing parenthesis '{close}' does not match opening parenthesis '{open}'"
                );
                if line != opened {
                    message.push_str(&format!(" on line {opened}"));
                }
                self.fail(at, at + 1, "SyntaxError", &message);
            }
            Some(_) => {
                self.operators.pop();
                // A call or a subscript nests what it follows.
                self.nest(false);
                self.after_operand = true;
            }
        }
    }

    fn continuation(&mut self) {
        match self.bytes.get(self.at + 1..) {
            Some([b'\n'] | [b'\r', b'\n']) => {
                let at = self.at + 1;
                self.fail(at, at, "SyntaxError", "unexpected EOF while parsing");
            }
            Some([b'\n', ..]) => self.at += 2,
            Some([b'\r', b'\n', ..]) => self.at += 3,
            Some([]) | None => {
                let at = self.at;
                self.fail(at, at, "SyntaxError", "unexpected EOF while parsing");
            }
            _ => {
                let at = self.at + 1;
                let message = "unexpected character after line continuation character";
                self.fail(at, at, "SyntaxError", message);
            }
        }
    }

    fn skip_line(&mut self) {
        while self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
            self.at += 1;
        }
    }

    fn word(&mut self) {
        let start = self.at;
        for character in self.text[start..].chars() {
            if character == '_' || character.is_alphanumeric() || is_continuation(character) {
                self.at += character.len_utf8();
            } else if !character.is_ascii() {
                let (at, code) = (self.at, u32::from(character));
                let message = if super::super::text::is_printable(character) {
                    format!("invalid character '{character}' (U+{code:04X})")
                } else {
                    format!("invalid non-printable character U+{code:04X}")
                };
                return self.fail(at, at + character.len_utf8(), "SyntaxError", &message);
            } else {
                break;
            }
        }
        let word = &self.text[start..self.at];
        if let Some(quote @ (b'"' | b'\'')) = self.bytes.get(self.at)
            && word.len() <= 2
            && is_string_prefix(word)
        {
            let format = word.contains(['f', 'F']);
            let quote = *quote;
            return self.string(start, quote, format);
        }
        self.after_operand = !is_operator_word(word);
        let is_loop = word == "for" && !self.brackets.is_empty();
        if is_loop || matches!(word, "lambda" | "not" | "if" | "else" | "await") {
            self.nest(true);
        }
    }

    fn number(&mut self) {
        self.after_operand = true;
        let start = self.at;
        let digits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
        while let Some(byte) = self.bytes.get(self.at) {
            let exponent = matches!(
                self.bytes[self.at - usize::from(self.at > start)],
                b'e' | b'E'
            ) && matches!(byte, b'+' | b'-')
                && !self.text[start..].starts_with("0x");
            if !digits(*byte) && !exponent {
                break;
            }
            self.at += 1;
        }
        let word = &self.text[start..self.at];
        if let Some((at, message)) = number_problem(word) {
            self.fail(start + at, start + at + 1, "SyntaxError", &message);
        }
    }

    fn string(&mut self, start: usize, quote: u8, format: bool) {
        self.quoted(quote, format);
        let (end, in_brackets) = (self.at, !self.brackets.is_empty());
        if let (Some(literals), None) = (&mut self.result.literals, &self.result.first) {
            literals.push(Literal {
                start,
                end,
                in_brackets,
            });
        }
    }

    fn quoted(&mut self, quote: u8, format: bool) {
        let start = self.at;
        let triple = self.bytes[start..].starts_with(&[quote; 3]);
        self.at += if triple { 3 } else { 1 };
        self.after_operand = true;
        let mut fields = 0_usize;
        let counted = self.operators.last().copied();
        loop {
            match self.bytes.get(self.at) {
                None => return self.unterminated(start, triple),
                Some(b'\n') if !triple => return self.unterminated(start, triple),
                Some(b'\\') => self.at += 2,
                Some(byte) if *byte == quote => {
                    let closes = !triple || self.bytes[self.at..].starts_with(&[quote; 3]);
                    self.at += if closes && triple { 3 } else { 1 };
                    if closes {
                        return;
                    }
                }
                Some(byte) => {
                    if format {
                        self.replacement_field(*byte, &mut fields);
                        // Fields stand side by side; only what one contains nests.
                        if let (0, Some(counted), Some(last)) =
                            (fields, counted, self.operators.last_mut())
                        {
                            *last = counted;
                        }
                    }
                    self.at += 1;
                }
            }
        }
    }

    /// Counts what nests inside the replacement fields of an f-string. The counting is coarse: what
    /// it refuses nobody writes.
    fn replacement_field(&mut self, byte: u8, depth: &mut usize) {
        match byte {
            b'{' | b'(' | b'[' if byte == b'{' || *depth > 0 => {
                *depth += 1;
                if *depth > MOST_BRACKETS / 2 {
                    self.result.too_deep = true;
                    let at = self.at;
                    self.fail(
                        at,
                        at + 1,
                        "SyntaxError",
                        "f-string: expressions nested too deeply",
                    );
                }
            }
            b'}' | b')' | b']' => *depth = depth.saturating_sub(1),
            b'-' | b'+' | b'~' | b'*' if *depth > 0 => self.nest(true),
            b' ' | b'.' if *depth > 0 => self.nest(false),
            _ => {}
        }
    }

    fn unterminated(&mut self, start: usize, triple: bool) {
        let end = self.at.min(self.bytes.len());
        // The text's last line break begins no line.
        let last = self.text.len() - usize::from(self.text.ends_with('\n'));
        let line = self.line(if triple { end.min(last) } else { end });
        let message = if triple {
            format!("unterminated triple-quoted string literal (detected at line {line})")
        } else {
            format!("unterminated string literal (detected at line {line})")
        };
        self.fail(start, start, "SyntaxError", &message);
    }

    /// Measures the indentation of the line that begins here.
    fn indentation(&mut self) {
        let start = self.at;
        let (mut column, mut narrow) = (0, 0);
        loop {
            match self.bytes.get(self.at) {
                Some(b' ') => (column, narrow) = (column + 1, narrow + 1),
                Some(b'\t') => (column, narrow) = ((column / 8 + 1) * 8, narrow + 1),
                Some(b'\x0c') => (column, narrow) = (0, 0),
                _ => break,
            }
            self.at += 1;
        }
        if matches!(self.bytes.get(self.at), None | Some(b'\n' | b'#' | b'\r')) {
            return;
        }
        self.dent(start, column, narrow);
    }

    fn dent(&mut self, start: usize, column: usize, narrow: usize) {
        let current = self.indents.last().copied().unwrap_or((0, 0));
        if column > current.0 {
            if narrow <= current.1 {
                return self.mixed_tabs(start);
            }
            self.indents.push((column, narrow));
            if self.indents.len() > MOST_INDENTS {
                self.result.too_deep = true;
                let at = self.at;
                self.fail(at, at, "IndentationError", "too many levels of indentation");
            }
            return;
        }
        while self.indents.last().is_some_and(|indent| indent.0 > column) {
            self.indents.pop();
        }
        match self.indents.last() {
            Some(indent) if indent.0 != column => {
                let end = self.text[start..]
                    .find('\n')
                    .map_or(self.text.len(), |at| start + at);
                let message = "unindent does not match any outer indentation level";
                self.fail(end, end, "IndentationError", message);
            }
            Some(indent) if indent.1 != narrow => self.mixed_tabs(start),
            _ => {}
        }
    }

    fn mixed_tabs(&mut self, start: usize) {
        let message = "inconsistent use of tabs and spaces in indentation";
        self.fail(start, start, "TabError", message);
    }

    fn line(&self, at: usize) -> usize {
        self.bytes[..at.min(self.bytes.len())]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    }

    fn problem(
        &self,
        start: usize,
        end: usize,
        class: &'static str,
        message: &str,
    ) -> SyntaxProblem {
        let size = |at: usize| TextSize::new(at as u32);
        SyntaxProblem::at(
            self.text,
            TextRange::new(size(start), size(end)),
            class,
            message,
        )
    }

    fn fail(&mut self, start: usize, end: usize, class: &'static str, message: &str) {
        if self.result.first.is_none() {
            self.result.first = Some(self.problem(start, end, class, message));
        }
    }
}

fn is_continuation(character: char) -> bool {
    // Combining marks continue an identifier.
    matches!(u32::from(character), 0x300..=0x36f | 0x483..=0x487 | 0x591..=0x5bd | 0x64b..=0x65f | 0x900..=0x903 | 0x93a..=0x94f)
}

/// Words after which an operand follows.
fn is_operator_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "and", "as", "assert", "await", "del", "elif", "else", "for", "from", "if", "in", "is",
        "lambda", "not", "or", "raise", "return", "while", "with", "yield",
    ];
    WORDS.contains(&word)
}

fn is_string_prefix(word: &str) -> bool {
    const PREFIXES: &[&str] = &["r", "u", "b", "f", "br", "rb", "fr", "rf"];
    PREFIXES.contains(&word.to_ascii_lowercase().as_str())
}

/// What is wrong with a numeric literal, and at which byte.
fn number_problem(word: &str) -> Option<(usize, String)> {
    let lower = word.to_ascii_lowercase();
    let (radix, name) = match lower.get(..2) {
        Some("0x") => (16, "hexadecimal"),
        Some("0o") => (8, "octal"),
        Some("0b") => (2, "binary"),
        _ => return decimal_problem(&lower),
    };
    let body = &lower[2..];
    let valid = body
        .chars()
        .take_while(|it| it.is_digit(radix) || *it == '_')
        .count();
    match body[valid..].chars().next() {
        Some(digit) if digit.is_ascii_digit() => Some((
            2 + valid,
            format!("invalid digit '{digit}' in {name} literal"),
        )),
        _ if body.is_empty() || body.ends_with('_') => {
            Some((word.len() - 1, format!("invalid {name} literal")))
        }
        _ => None,
    }
}

fn decimal_problem(lower: &str) -> Option<(usize, String)> {
    let digits = lower
        .chars()
        .take_while(|it| it.is_ascii_digit() || *it == '_')
        .count();
    let rest = &lower[digits..];
    let leading_zero = lower.starts_with('0')
        && rest.is_empty()
        && !lower.trim_matches(['0', '_']).is_empty()
        && lower.len() > 1;
    if leading_zero {
        let message = "leading zeros in decimal integer literals are not permitted; use an 0o \
                       prefix for octal integers";
        return Some((0, message.to_owned()));
    }
    let invalid = |at: usize| Some((at, "invalid decimal literal".to_owned()));
    if let Some(at) = loose_underscore(lower) {
        return invalid(at);
    }
    if let Some(at) = lower.find('e').filter(|at| is_float(&lower[..*at])) {
        let exponent = &lower[at + 1..];
        let sign = usize::from(exponent.starts_with(['+', '-']));
        let is_keyword = exponent.starts_with("lse");
        if !is_keyword && !exponent[sign..].starts_with(|it: char| it.is_ascii_digit()) {
            return invalid(at - 1 + 2 * sign);
        }
    }
    let fits = rest.is_empty() || rest.starts_with(['.', 'e', 'j']);
    // `1if x else y` is still allowed.
    let keyword = ["and", "else", "for", "if", "in", "is", "not", "or"]
        .iter()
        .any(|keyword| rest.starts_with(keyword));
    if fits || keyword {
        return None;
    }
    invalid(digits.saturating_sub(1))
}

/// Where a decimal literal has an underscore that no digit follows.
fn loose_underscore(lower: &str) -> Option<usize> {
    let bytes = lower.as_bytes();
    (0..bytes.len())
        .find(|at| bytes[*at] == b'_' && !bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
}

fn is_float(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'_' | b'.');
    !text.is_empty() && text.bytes().all(is_part)
}

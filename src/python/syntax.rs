//! Parsing, and what is wrong with a text that is no Python.

mod interactive;
mod message;
mod scan;

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, Mod, ModModule, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions, Parsed};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::error::Span;

pub(super) use interactive::{is_incomplete, second_statement};

/// `keyword.kwlist`.
pub const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// `SyntaxError`, `IndentationError` or `TabError`.
    pub class: &'static str,
    /// CPython's text.
    pub message: String,
    /// Where, in a file that the text alone does not name.
    pub span: Span,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The column after the last one that is marked.
    pub end_column: u32,
    /// What CPython shows instead of the line: the field of an f-string.
    pub shown: Option<String>,
}

impl SyntaxProblem {
    pub(super) fn at(text: &str, range: TextRange, class: &'static str, message: &str) -> Self {
        let start = (range.start().to_usize()).min(text.len());
        let end = range.end().to_usize().clamp(start, text.len());
        let line_start = text[..floor(text, start)]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let line = text[..line_start].matches('\n').count() as u32 + 1;
        let column = text[line_start..floor(text, start)].chars().count() as u32 + 1;
        let line_end = text[line_start..]
            .find('\n')
            .map_or(text.len(), |at| line_start + at);
        let marked = end.min(line_end).max(start);
        let width = text
            .get(start..marked)
            .map_or(0, |part| part.chars().count()) as u32;
        Self {
            class,
            message: message.to_owned(),
            span: Span {
                file: "<string>".into(),
                start: start as u32,
                end: end as u32,
            },
            line,
            column,
            end_column: column + width,
            shown: None,
        }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Every syntax error of a text, for the editor; none when it parses.
pub fn check(text: &str) -> Vec<SyntaxProblem> {
    let scan = scan::scan(text);
    if scan.too_deep {
        return scan.first.into_iter().collect();
    }
    let parsed = ruff_python_parser::parse_unchecked(text, options(Mode::Module));
    // A bracket that stays open swallows what follows: what the parser says of that is no help.
    if let Some(unclosed) = scan.unclosed.clone().filter(|_| scan.first.is_none())
        && first_problem(text, &parsed, scan.clone()).as_ref() == Some(&unclosed)
    {
        return vec![unclosed];
    }
    let first = scan.first.clone();
    let mut problems: Vec<SyntaxProblem> = first
        .or_else(|| first_problem(text, &parsed, scan.clone()))
        .into_iter()
        .collect();
    for error in parsed.errors() {
        let problem = message::of(text, error, &scan);
        let known = problems.iter().any(|it| it.line == problem.line);
        if !known {
            problems.push(problem);
        }
    }
    problems.sort_by_key(|problem| problem.span.start);
    problems
}

/// Whether two texts differ in nothing that Python reads: in comments and empty lines only.
pub fn reads_alike(one: &str, other: &str) -> bool {
    if scan::scan(one).too_deep || scan::scan(other).too_deep {
        return one == other;
    }
    let [one_parsed, other_parsed] =
        [one, other].map(|text| ruff_python_parser::parse_unchecked(text, options(Mode::Module)));
    let tokens = |text: &'_ str, parsed: &Parsed<Mod>| -> Vec<(TokenKind, String)> {
        let read = parsed
            .tokens()
            .iter()
            .filter(|token| !token.kind().is_trivia());
        read.map(|token| (token.kind(), text[token.range()].trim().to_owned()))
            .collect()
    };
    tokens(one, &one_parsed) == tokens(other, &other_parsed)
}

/// Parses a module; the error is the one that CPython would report.
pub(super) fn parse(text: &str) -> Result<ModModule, SyntaxProblem> {
    let scan = scan::scan(text);
    if scan.too_deep {
        return Err(deep(scan));
    }
    let parsed = ruff_python_parser::parse_unchecked(text, options(Mode::Module));
    match first_problem(text, &parsed, scan) {
        Some(problem) => Err(problem),
        None => match parsed.into_syntax() {
            Mod::Module(module) => Ok(module),
            Mod::Expression(_) => Err(invalid(text)),
        },
    }
}

/// Parses one expression, as `eval()` does.
pub(super) fn parse_expression(text: &str) -> Result<Expr, SyntaxProblem> {
    let trimmed = text.trim_start_matches([' ', '\t']);
    let scan = scan::scan(trimmed);
    if scan.too_deep {
        return Err(deep(scan));
    }
    let parsed = ruff_python_parser::parse_unchecked(trimmed, options(Mode::Expression));
    match first_problem(trimmed, &parsed, scan) {
        Some(problem) => Err(problem),
        None => match parsed.into_syntax() {
            Mod::Expression(expression) => Ok(*expression.body),
            Mod::Module(_) => Err(invalid(text)),
        },
    }
}

fn deep(scan: scan::Scan) -> SyntaxProblem {
    scan.first.unwrap_or_else(|| invalid(""))
}

fn invalid(text: &str) -> SyntaxProblem {
    SyntaxProblem::at(
        text,
        TextRange::empty(TextSize::new(0)),
        "SyntaxError",
        "invalid syntax",
    )
}

fn options(mode: Mode) -> ParseOptions {
    ParseOptions::from(mode).with_target_version(PythonVersion::PY311)
}

/// CPython reads the rest of the file's tokens after an error of the parser, and prefers theirs.
fn first_problem(text: &str, parsed: &Parsed<Mod>, scan: scan::Scan) -> Option<SyntaxProblem> {
    if scan.first.is_some() {
        return scan.first;
    }
    if parsed.has_no_syntax_errors() {
        return None;
    }
    message::first(text, parsed, &scan)
}

/// The operator of a binary expression or the brackets of a subscript, which tracebacks mark.
pub(super) fn anchor(part: &str) -> Option<(usize, usize)> {
    match parse_expression(part).ok()? {
        Expr::BinOp(binary) => {
            let from = Ranged::end(&*binary.left).to_usize();
            let to = Ranged::start(&*binary.right).to_usize();
            let between = part.get(from..to)?;
            let offset = between.len() - between.trim_start().len();
            let start = from + offset;
            let second = between.as_bytes().get(offset + 1);
            let two = second.is_some_and(|byte| !byte.is_ascii_whitespace());
            Some((start, start + 1 + usize::from(two)))
        }
        // CPython has worked it out, and sees a constant.
        Expr::Subscript(subscript) if is_constant_item(&subscript) => None,
        Expr::Subscript(subscript) => {
            let from = Ranged::end(&*subscript.value).to_usize();
            let to = Ranged::end(&*subscript.slice).to_usize() + 1;
            Some((from, to))
        }
        _ => None,
    }
}

/// `"text"[0]`
fn is_constant_item(subscript: &ruff_python_ast::ExprSubscript) -> bool {
    let length = match &*subscript.value {
        Expr::StringLiteral(it) => it.value.to_str().chars().count(),
        Expr::BytesLiteral(it) => it.value.bytes().count(),
        Expr::Tuple(it) if it.elts.iter().all(Expr::is_literal_expr) => it.elts.len(),
        _ => return false,
    };
    match &*subscript.slice {
        Expr::NumberLiteral(index) => match &index.value {
            ruff_python_ast::Number::Int(index) => {
                index.as_usize().is_some_and(|index| index < length)
            }
            _ => false,
        },
        _ => false,
    }
}

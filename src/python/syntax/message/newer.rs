//! What only a newer Python takes, in the words of CPython 3.11.

use ruff_python_parser::{UnsupportedSyntaxError, UnsupportedSyntaxErrorKind};
use ruff_text_size::{TextRange, TextSize};

use super::SyntaxProblem;
use super::literal::following;

/// The problem that CPython would report.
pub(super) fn of(text: &str, error: &UnsupportedSyntaxError) -> SyntaxProblem {
    use UnsupportedSyntaxErrorKind as K;
    let start = error.range.start().to_usize();
    let (message, range) = match error.kind {
        K::UnpackingInComprehension(_) if text[start..].trim_start().starts_with("**") => {
            let stars = text[start..].find("**").map_or(start, |at| start + at);
            let message = "dict unpacking cannot be used in dict comprehension";
            (message, (stars, stars + 2))
        }
        K::UnpackingInComprehension(_) => {
            let message = "iterable unpacking cannot be used in comprehension";
            (message, (start, error.range.end().to_usize()))
        }
        K::UnparenthesizedExceptionTypes => {
            let message = "multiple exception types must be parenthesized";
            (message, (start, error.range.end().to_usize()))
        }
        K::TypeAliasStatement => {
            let name = following(text, start, false).1;
            ("invalid syntax", following(text, name, false))
        }
        K::TypeParameterList if is_function(&text[..start]) => ("expected '('", (start, start + 1)),
        _ => ("invalid syntax", following(text, start, false)),
    };
    let size = |at: usize| TextSize::new(at as u32);
    let range = TextRange::new(size(range.0), size(range.1));
    SyntaxProblem::at(text, range, "SyntaxError", message)
}

fn is_function(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim_start()
        .trim_start_matches("async ")
        .starts_with("def ")
}

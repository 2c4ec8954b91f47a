//! The parser's errors in CPython's words.

use ruff_python_parser::{LexicalErrorType, ParseError, ParseErrorType};
use ruff_text_size::{TextRange, TextSize};

use super::SyntaxProblem;
use super::scan::Scan;

use ParseErrorType as E;

/// The problem that CPython would report where the parser found this error.
pub(super) fn of(text: &str, error: &ParseError, _scan: &Scan) -> SyntaxProblem {
    let context = Context::new(text, error.location);
    let (class, message) = context.message(&error.error);
    SyntaxProblem::at(text, context.place(&error.error, &message), class, &message)
}

struct Context<'a> {
    text: &'a str,
    range: TextRange,
    /// The line that the error is in, up to the error.
    before: &'a str,
    /// The text from the error on.
    after: &'a str,
}

/// Texts that CPython shows at the beginning of the expression before the error.
const AT_EXPRESSION: &[&str] = &[
    "invalid syntax. Perhaps you forgot a comma?",
    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
    "expected 'else' after 'if' expression",
    "':' expected after dictionary key",
];

impl<'a> Context<'a> {
    fn new(text: &'a str, range: TextRange) -> Self {
        let at = super::floor(text, range.start().to_usize().min(text.len()));
        let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
        Self {
            text,
            range,
            before: &text[line..at],
            after: &text[at..],
        }
    }

    fn start(&self) -> usize {
        self.range.start().to_usize().min(self.text.len())
    }

    /// Where CPython puts the caret.
    fn place(&self, error: &ParseErrorType, message: &str) -> TextRange {
        let at = self.start();
        let line_start = at - self.before.len();
        let line_end = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end);
        let range = |start: usize, end: usize| {
            TextRange::new(
                TextSize::new(start as u32),
                TextSize::new(end.max(start) as u32),
            )
        };
        let statement = line_start + (self.before.len() - self.before.trim_start().len());
        match error {
            E::UnexpectedIndentation => {
                let line = &self.text[line_start..line_end];
                let indent = line.len() - line.trim_start().len();
                range(
                    line_start + indent.saturating_sub(1),
                    line_start + indent.saturating_sub(1),
                )
            }
            _ if AT_EXPRESSION.contains(&message) => {
                range(self.expression_start(), self.range.end().to_usize())
            }
            _ if message.starts_with("Missing parentheses")
                || message.ends_with("for augmented assignment") =>
            {
                range(statement, line_end)
            }
            _ if message.starts_with("f-string:") => range(line_end, line_end),
            _ if message.starts_with("expected 'except'") && self.after.trim().is_empty() => {
                let end = self.text.trim_end().len();
                range(end, end)
            }
            E::PositionalAfterKeywordArgument | E::PositionalAfterKeywordUnpacking => {
                let close = self.closing_bracket();
                range(close, close + 1)
            }
            _ => self.range,
        }
    }

    /// The beginning of the expression that ends where the error is.
    fn expression_start(&self) -> usize {
        let bytes = self.text.as_bytes();
        let (mut at, mut depth) = (self.start(), 0_usize);
        while at > 0 {
            let byte = bytes[at - 1];
            match byte {
                b')' | b']' | b'}' => depth += 1,
                b'(' | b'[' | b'{' if depth == 0 => break,
                b'(' | b'[' | b'{' => depth -= 1,
                b',' | b':' | b';' | b'\n' if depth == 0 => break,
                b'=' if depth == 0
                    && !matches!(
                        at.checked_sub(2).map(|it| bytes[it]),
                        Some(b'=' | b'!' | b'<' | b'>')
                    ) =>
                {
                    break;
                }
                _ => {}
            }
            at -= 1;
        }
        let skipped = self.text[at..self.start()].trim_start();
        let mut start = self.start() - skipped.len();
        for keyword in ["if ", "elif ", "while ", "return ", "not "] {
            if skipped.starts_with(keyword) {
                start += keyword.len();
            }
        }
        start
    }

    /// The bracket that closes the one that the error is in.
    fn closing_bracket(&self) -> usize {
        let mut depth = 0_usize;
        for (index, byte) in self.after.bytes().enumerate() {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' if depth == 0 => return self.start() + index,
                b')' | b']' | b'}' => depth -= 1,
                _ => {}
            }
        }
        self.start()
    }

    fn message(&self, error: &ParseErrorType) -> (&'static str, String) {
        let plain = |message: &str| ("SyntaxError", message.to_owned());
        match error {
            E::UnexpectedIndentation => ("IndentationError", "unexpected indent".to_owned()),
            E::OtherError(message) if message.starts_with("Expected an indented block") => {
                ("IndentationError", self.indented_block(message))
            }
            E::OtherError(message) if message.starts_with("Expected a parameter name") => {
                plain(&self.keyword_target())
            }
            E::OtherError(message) => plain(&self.other(message)),
            E::ExpectedToken { expected, .. } => plain(&self.expected_token(&expected.to_string())),
            E::ExpectedExpression if self.in_empty_field() => {
                plain("f-string: empty expression not allowed")
            }
            E::ExpectedExpression
            | E::EmptySlice
            | E::SimpleStatementsOnSameLine
            | E::SimpleAndCompoundStatementOnSameLine
            | E::UnexpectedExpressionToken => plain(&self.invalid()),
            E::PositionalAfterKeywordArgument => {
                plain("positional argument follows keyword argument")
            }
            E::PositionalAfterKeywordUnpacking => {
                plain("positional argument follows keyword argument unpacking")
            }
            E::InvalidArgumentUnpackingOrder => {
                plain("iterable argument unpacking follows keyword argument unpacking")
            }
            E::UnparenthesizedGeneratorExpression => {
                plain("Generator expression must be parenthesized")
            }
            E::NonDefaultParamAfterDefaultParam => {
                plain("non-default argument follows default argument")
            }
            E::ParamAfterVarKeywordParam => plain("arguments cannot follow var-keyword argument"),
            E::VarParameterWithDefault => {
                plain("var-positional argument cannot have default value")
            }
            E::ExpectedKeywordParam => plain("named arguments must follow bare *"),
            E::IterableUnpackingInComprehension => {
                plain("iterable unpacking cannot be used in comprehension")
            }
            E::InvalidAssignmentTarget
            | E::InvalidNamedAssignmentTarget
            | E::InvalidAnnotatedAssignmentTarget
            | E::InvalidAugmentedAssignmentTarget
            | E::InvalidDeleteTarget => plain(&self.target(error)),
            E::FStringError(inner) => plain(&format_string(&inner.to_string())),
            E::Lexical(inner) => self.lexical(inner),
            E::EmptyImportNames if self.text[..self.start()].trim_end().ends_with(',') => {
                plain("trailing comma not allowed without surrounding parentheses")
            }
            _ => plain("invalid syntax"),
        }
    }

    /// `f(1=2)`
    fn keyword_target(&self) -> String {
        let end = self.range.end().to_usize().min(self.text.len());
        match self.text.get(self.start()..end) {
            Some(constant @ ("True" | "False" | "None")) => format!("cannot assign to {constant}"),
            _ => "expression cannot contain assignment, perhaps you meant \"==\"?".to_owned(),
        }
    }

    /// Whether the error is where a replacement field has no expression.
    fn in_empty_field(&self) -> bool {
        self.text[..self.start()].trim_end().ends_with('{')
            && self.after.trim_start().starts_with(['}', '!', ':'])
    }

    fn lexical(&self, error: &LexicalErrorType) -> (&'static str, String) {
        let plain = |message: &str| ("SyntaxError", message.to_owned());
        match error {
            LexicalErrorType::IndentationError => (
                "IndentationError",
                "unindent does not match any outer indentation level".to_owned(),
            ),
            LexicalErrorType::UnclosedStringError => {
                let line = self.text[..self.range.end().to_usize().min(self.text.len())]
                    .matches('\n')
                    .count()
                    + 1;
                plain(&format!(
                    "unterminated string literal (detected at line {line})"
                ))
            }
            LexicalErrorType::LineContinuationError => {
                plain("unexpected character after line continuation character")
            }
            LexicalErrorType::FStringError(inner) => plain(&format_string(&inner.to_string())),
            LexicalErrorType::InvalidByteLiteral => {
                plain("bytes can only contain ASCII literal characters")
            }
            LexicalErrorType::UnicodeError => {
                plain("(unicode error) 'unicodeescape' codec can't decode bytes: truncated escape")
            }
            _ => plain("invalid syntax"),
        }
    }

    /// `expected an indented block after class definition on line N`.
    fn indented_block(&self, message: &str) -> String {
        let header_line = self.header_line();
        let what = message.trim_start_matches("Expected an indented block after ");
        let what = what
            .replace('`', "'")
            .replace("'class' definition", "class definition");
        format!("expected an indented block after {what} on line {header_line}")
    }

    /// The line of the compound statement whose block is missing: the last before the error that
    /// is not blank.
    fn header_line(&self) -> usize {
        let at = self.range.start().to_usize().min(self.text.len());
        let before = &self.text[..at];
        let own_line = before.matches('\n').count();
        let lines: Vec<&str> = before.split('\n').collect();
        let is_code = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let mut index = own_line;
        while index > 0 && !lines.get(index).is_some_and(|line| is_code(line)) {
            index -= 1;
        }
        index + 1
    }

    fn expected_token(&self, expected: &str) -> String {
        let assignment = self.after.starts_with('=') && !self.after.starts_with("==");
        match expected.trim_matches(['`', '\'']) {
            ":" if self.after.starts_with(['\n', '#']) || self.after.is_empty() => {
                "expected ':'".to_owned()
            }
            ":" if assignment => {
                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?".to_owned()
            }
            ":" if self.header_needs_colon() => "expected ':'".to_owned(),
            ":" if self.after.starts_with(['}', ',']) => {
                "':' expected after dictionary key".to_owned()
            }
            "else" => "expected 'else' after 'if' expression".to_owned(),
            "(" if self.before.trim_start().starts_with("def ") => "expected '('".to_owned(),
            _ => self.invalid(),
        }
    }

    /// After some keywords CPython insists on the colon instead of calling the syntax invalid.
    fn header_needs_colon(&self) -> bool {
        let keyword = self.before.split_whitespace().next().unwrap_or_default();
        matches!(
            keyword,
            "def" | "else" | "try" | "finally" | "class" | "else:"
        )
    }

    /// `invalid syntax`, with a guess where CPython makes one.
    fn invalid(&self) -> String {
        let operator = self.after.get(..3).unwrap_or(self.after);
        let is_augmented = ["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@="]
            .iter()
            .any(|augmented| operator.starts_with(augmented));
        if is_augmented {
            let kind = target_kind(self.before.trim());
            return format!("'{kind}' is an illegal expression for augmented assignment");
        }
        if self.forgotten_comma() {
            return "invalid syntax. Perhaps you forgot a comma?".to_owned();
        }
        let statement = self.before.trim_start();
        if statement.starts_with("print ") || self.before.trim() == "print" {
            return "Missing parentheses in call to 'print'. Did you mean print(...)?".to_owned();
        }
        if statement.starts_with("exec ") || self.before.trim() == "exec" {
            return "Missing parentheses in call to 'exec'. Did you mean exec(...)?".to_owned();
        }
        "invalid syntax".to_owned()
    }

    /// Two expressions side by side inside brackets.
    fn forgotten_comma(&self) -> bool {
        let at = self.start();
        let open = super::scan::scan(&self.text[..at]).unclosed.is_some();
        let next = self.after.chars().next();
        let previous = self.text[..at].trim_end().chars().next_back();
        let starts = next.is_some_and(|it| {
            it.is_alphanumeric() || matches!(it, '_' | '"' | '\'' | '(' | '[' | '{')
        });
        let ends = previous.is_some_and(|it| {
            it.is_alphanumeric() || matches!(it, '_' | '"' | '\'' | ')' | ']' | '}')
        });
        let word: String = self
            .after
            .chars()
            .take_while(|it| it.is_alphanumeric() || *it == '_')
            .collect();
        let before_word: String = {
            let trimmed = self.text[..at].trim_end();
            let start = trimmed
                .rfind(|it: char| !(it.is_alphanumeric() || it == '_'))
                .map_or(0, |at| at + 1);
            trimmed.get(start..).unwrap_or_default().to_owned()
        };
        open && starts && ends && !is_keyword(&word) && !is_keyword(&before_word)
    }

    fn other(&self, message: &str) -> String {
        if message.starts_with("Expected `except` or `finally`") {
            return "expected 'except' or 'finally' block".to_owned();
        }
        if message.starts_with("Duplicate keyword argument") {
            let name = message.split(['"', '`', '\'']).nth(1).unwrap_or_default();
            return format!("keyword argument repeated: {name}");
        }
        if self.after.starts_with("else") || message.contains("`else`") {
            return "expected 'else' after 'if' expression".to_owned();
        }
        self.invalid()
    }

    fn target(&self, error: &ParseErrorType) -> String {
        let end = self.range.end().to_usize().min(self.text.len());
        let target = self
            .text
            .get(self.range.start().to_usize()..end)
            .unwrap_or_default();
        let kind = target_kind(target);
        match error {
            E::InvalidDeleteTarget => format!("cannot delete {kind}"),
            E::InvalidNamedAssignmentTarget => {
                format!("cannot use assignment expressions with {kind}")
            }
            E::InvalidAnnotatedAssignmentTarget => "illegal target for annotation".to_owned(),
            E::InvalidAugmentedAssignmentTarget => {
                format!("'{kind}' is an illegal expression for augmented assignment")
            }
            _ if matches!(kind.as_str(), "True" | "False" | "None" | "ellipsis") => {
                format!("cannot assign to {kind}")
            }
            _ if kind == "yield expression" => {
                "assignment to yield expression not possible".to_owned()
            }
            _ if self.in_call() => {
                "expression cannot contain assignment, perhaps you meant \"==\"?".to_owned()
            }
            _ if !self.is_whole_target() => format!("cannot assign to {kind}"),
            _ => format!("cannot assign to {kind} here. Maybe you meant '==' instead of '='?"),
        }
    }

    /// Whether the target stands alone before `=`, not inside a display nor after `for` or `as`.
    fn is_whole_target(&self) -> bool {
        let before = self.before.trim();
        before.is_empty() || before.ends_with(['=', ':', ';'])
    }

    /// Whether the error is among the arguments of a call.
    fn in_call(&self) -> bool {
        let unclosed = super::scan::scan(&self.text[..self.start()]).unclosed;
        unclosed.is_some_and(|it| {
            let open = it.span.start as usize;
            let called = self.text[..open].chars().next_back();
            it.message.starts_with("'('")
                && called.is_some_and(|it| it.is_alphanumeric() || matches!(it, '_' | ')' | ']'))
        })
    }
}

/// How CPython names an expression that is no target.
fn target_kind(target: &str) -> String {
    use ruff_python_ast::Expr;
    if target.starts_with("yield") {
        return "yield expression".to_owned();
    }
    let Ok(expression) = super::parse_expression(target) else {
        return "expression".to_owned();
    };
    match expression {
        Expr::Call(_) => "function call",
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_) => "literal",
        Expr::BooleanLiteral(it) => {
            if it.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::NoneLiteral(_) => "None",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Compare(_) => "comparison",
        Expr::FString(_) => "f-string expression",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Generator(_) => "generator expression",
        Expr::Lambda(_) => "lambda",
        Expr::If(_) => "conditional expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::Name(_) => "name",
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Tuple(_) => "tuple",
        Expr::List(_) => "list",
        _ => "expression",
    }
    .to_owned()
}

fn is_keyword(word: &str) -> bool {
    // The three constants are expressions, too.
    super::KEYWORDS[3..].contains(&word)
}

fn format_string(message: &str) -> String {
    match message {
        "expecting `}`" => "f-string: expecting '}'".to_owned(),
        "single `}` is not allowed" => "f-string: single '}' is not allowed".to_owned(),
        "unterminated string" => "f-string: unterminated string".to_owned(),
        _ => "f-string: invalid syntax".to_owned(),
    }
}

//! The parser's errors in CPython's words.

mod escape;
mod format_string;
mod literal;
mod newer;
mod target;

use ruff_python_ast::Mod;
use ruff_python_parser::{LexicalErrorType, ParseError, ParseErrorType, Parsed};
use ruff_text_size::{TextRange, TextSize};

use super::SyntaxProblem;
use super::scan::Scan;
use target::target_kind;

use ParseErrorType as E;

/// The problem that CPython would report of a text that the parser refused, or that only a newer
/// Python takes.
pub(super) fn first(text: &str, parsed: &Parsed<Mod>, scan: &Scan) -> Option<SyntaxProblem> {
    let error = parsed.errors().iter().min_by_key(|it| it.location.start());
    let newer = parsed.unsupported_syntax_errors();
    let newer = newer.iter().min_by_key(|it| it.range.start());
    let start = match (error, newer) {
        (Some(error), Some(newer)) => error.location.start().min(newer.range.start()),
        (Some(error), None) => error.location.start(),
        (None, Some(newer)) => newer.range.start(),
        (None, None) => return None,
    };
    if let Some(problem) = literal::first(text, start.to_usize()) {
        return Some(problem);
    }
    let problem = match (error, newer) {
        (Some(error), _) if error.location.start() == start => of(text, error, scan),
        (_, Some(newer)) => newer::of(text, newer),
        _ => return None,
    };
    match &scan.unclosed {
        Some(unclosed) if is_beyond(text, &problem, unclosed) => Some(unclosed.clone()),
        _ => Some(problem),
    }
}

/// Whether CPython, at this problem, has read into a line after the one of the open bracket.
fn is_beyond(text: &str, problem: &SyntaxProblem, unclosed: &SyntaxProblem) -> bool {
    if problem.line > unclosed.line {
        return true;
    }
    let rest = text.get(problem.span.start as usize..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    line.trim().is_empty() || line.trim_start().starts_with('#')
}

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
];

const FORGOTTEN_PARENTHESES: &str = "did you forget parentheses around the comprehension target?";
const KEY_WITHOUT_COLON: &str = "':' expected after dictionary key";

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
        let token = |from: usize| {
            let (start, end) = literal::following(self.text, from, false);
            range(start, end)
        };
        match error {
            E::UnexpectedIndentation => {
                let line = &self.text[line_start..line_end];
                let indent = line.len() - line.trim_start().len();
                range(
                    line_start + indent.saturating_sub(1),
                    line_start + indent.saturating_sub(1),
                )
            }
            _ if message == KEY_WITHOUT_COLON => {
                let end = self.text[..at].trim_end().len();
                range(end.saturating_sub(1), end)
            }
            _ if message.starts_with("invalid syntax. Maybe you meant") => {
                range(self.expression_start(), self.assigned_end())
            }
            _ if AT_EXPRESSION.contains(&message) => {
                range(self.expression_start(), self.range.end().to_usize())
            }
            E::InvalidAugmentedAssignmentTarget => self.range,
            _ if message.ends_with("for augmented assignment") => {
                range(statement, self.text[..at].trim_end().len())
            }
            _ if message.starts_with("Missing parentheses") => range(statement, line_end),
            _ if message.starts_with("f-string:") => range(line_end, line_end),
            _ if message.starts_with("expected 'except'") && self.else_before().is_some() => {
                let start = self.else_before().unwrap_or(statement);
                range(start, start + 4)
            }
            _ if message == FORGOTTEN_PARENTHESES => {
                let (start, end) = self.tuple_before_for().unwrap_or((at, at));
                range(start, end)
            }
            _ if message.ends_with("parameters cannot be parenthesized") => {
                range(at, self.closed_bracket(at))
            }
            _ if message.starts_with("expected 'except'") && self.after.trim().is_empty() => {
                let end = self.text.trim_end().len();
                range(end, end)
            }
            E::PositionalAfterKeywordArgument | E::PositionalAfterKeywordUnpacking => {
                let close = self.closing_bracket();
                range(close, close + 1)
            }
            E::InvalidArgumentUnpackingOrder => range(at, at + 1),
            E::InvalidNamedAssignmentTarget if message == "invalid syntax" => {
                token(self.range.end().to_usize())
            }
            E::UnparenthesizedTupleExpression => {
                let comma = self.element_end(at);
                range(comma, comma + 1)
            }
            E::ExpectedKeywordParam if message.starts_with("named") => {
                let is_lambda = self.before.contains("lambda");
                match self.text[..at].rfind('*') {
                    Some(star) if !self.after.starts_with('*') || !is_lambda => {
                        let own = self.after.starts_with('*') && !self.after.starts_with("**");
                        let star = if own { at } else { star };
                        range(star, star + 1)
                    }
                    _ => self.range,
                }
            }
            E::OtherError(said) => match said.as_str() {
                "Trailing comma not allowed" if message == "invalid syntax" => token(at + 1),
                "Pattern cannot follow a double star pattern" => token(at),
                "Invalid mapping pattern key" => token(self.range.end().to_usize()),
                _ if message.starts_with("expression cannot contain")
                    || message.starts_with("cannot assign to") =>
                {
                    let end = self.range.end().to_usize().max(at);
                    let sign = self.text[end..]
                        .find('=')
                        .map_or(end, |sign| end + sign + 1);
                    range(at, sign)
                }
                _ if message == "expected an indented block after 'match' statement on line 1"
                    || message.starts_with("expected an indented block after 'match'") =>
                {
                    if self.after.trim().is_empty() {
                        let end = self.text.trim_end().len();
                        range(end, end)
                    } else {
                        self.range
                    }
                }
                // The number is no class, says the bracket.
                _ if message == "invalid syntax" && said.contains("class pattern") => {
                    token(self.range.end().to_usize())
                }
                _ if message == "invalid syntax" && !self.range.is_empty() => token(at),
                _ => self.range,
            },
            E::ExpectedExpression if message == "invalid syntax" && self.is_old_unequal() => {
                range(at - 1, at + 1)
            }
            E::ExpectedExpression if message.starts_with("expression expected after dict") => {
                let colon = self.text[..at].trim_end().len();
                range(colon.saturating_sub(1), colon)
            }
            E::InvalidStarredExpressionUsage if message == "invalid syntax" => token(at),
            _ => self.range,
        }
    }

    /// Where the line before the error says `else`.
    fn else_before(&self) -> Option<usize> {
        let before = self.text[..self.start()].trim_end();
        let line = before.rsplit('\n').next()?;
        let word = line.trim_start();
        word.starts_with("else").then(|| before.len() - word.len())
    }

    /// `x, y` of `[x, y for …]`.
    fn tuple_before_for(&self) -> Option<(usize, usize)> {
        let unclosed = super::scan::scan(&self.text[..self.start()]).unclosed?;
        let open = unclosed.span.start as usize;
        let inside = &self.text[open + 1..self.start()];
        let is_tuple = self.text[open..].starts_with(['[', '{'])
            && inside.contains(',')
            && !inside.contains(':')
            && self.after.starts_with("for ");
        let start = open + 1 + inside.len() - inside.trim_start().len();
        is_tuple.then(|| (start, open + 1 + inside.trim_end().len()))
    }

    /// `1 <> 2`
    fn is_old_unequal(&self) -> bool {
        self.before.ends_with('<') && self.after.starts_with('>')
    }

    /// Where the value ends that is assigned with the `=` at the error.
    fn assigned_end(&self) -> usize {
        let start = self.start() + 1;
        let text = &self.text[start..];
        let skipped = text.len() - text.trim_start().len();
        let end = self.element_end(start + skipped);
        let value = &self.text[start + skipped..end];
        let operators = [
            " and ", " or ", " not ", " in ", " is ", " if ", "==", "!=", "<", ">",
        ];
        let cut = operators.iter().filter_map(|it| value.find(it)).min();
        let value = &value[..cut.unwrap_or(value.len())];
        start + skipped + value.trim_end().len()
    }

    /// Where the element that begins here ends: at a comma, a colon, an `=` or a bracket that is not
    /// its own, or with the line.
    fn element_end(&self, from: usize) -> usize {
        let mut depth = 0_usize;
        for (index, byte) in self.text.bytes().enumerate().skip(from) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' if depth > 0 => depth -= 1,
                b')' | b']' | b'}' | b',' | b':' | b';' | b'\n' if depth == 0 => return index,
                _ => {}
            }
        }
        self.text.len()
    }

    /// Where the bracket that opens here has been closed.
    fn closed_bracket(&self, open: usize) -> usize {
        let close = self.element_end(open + 1);
        let mut at = close;
        while self.text.as_bytes().get(at) == Some(&b',') {
            at = self.element_end(at + 1);
        }
        (at + 1).min(self.text.len())
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
        if self.is_parenthesized_parameter() {
            let what = if self.before.contains("lambda") {
                "Lambda expression"
            } else {
                "Function"
            };
            return plain(&format!("{what} parameters cannot be parenthesized"));
        }
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
            E::ExpectedExpression if self.is_missing_value() => {
                plain("expression expected after dictionary key and ':'")
            }
            E::ExpectedImaginaryNumber => plain("imaginary number required in complex literal"),
            E::ExpectedRealNumber => plain("real number required in complex literal"),
            E::InvalidMatchPatternTarget if self.before.ends_with("**") => plain("invalid syntax"),
            E::InvalidMatchPatternTarget => plain("cannot use '_' as a target"),
            E::InvalidStarredExpressionUsage if self.is_missing_value() => {
                plain("cannot use a starred expression in a dictionary value")
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

    /// Whether the error is where the value of a dictionary's key is missing.
    fn is_missing_value(&self) -> bool {
        let open = self.open_bracket();
        self.text[..self.start()].trim_end().ends_with(':') && open == Some('{')
    }

    /// The innermost bracket that is open at the error.
    fn open_bracket(&self) -> Option<char> {
        let unclosed = super::scan::scan(&self.text[..self.start()]).unclosed?;
        self.text
            .get(unclosed.span.start as usize..)?
            .chars()
            .next()
    }

    /// `def f(a, (b, c))`
    fn is_parenthesized_parameter(&self) -> bool {
        if !self.after.starts_with('(') {
            return false;
        }
        let before = self.before.trim_end();
        let header = before.trim_start();
        let among_parameters = (header.starts_with("def ") || header.contains("lambda "))
            && before.ends_with(['(', ',', 'a']);
        let inside = self.after[1..].split(')').next().unwrap_or_default();
        let mut names = inside.trim().trim_end_matches(',').split(',');
        among_parameters
            && names.all(|name| {
                let name = name.trim();
                let letters = |it: char| it.is_alphanumeric() || it == '_';
                !name.is_empty() && name.chars().all(letters) && !is_keyword(name)
            })
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
            _ => plain("invalid syntax"),
        }
    }

    /// `expected an indented block after class definition on line N`.
    fn indented_block(&self, message: &str) -> String {
        let header_line = self.header_line();
        let what = message.trim_start_matches("Expected an indented block after ");
        let what = what
            .replace('`', "'")
            .replace("'class' definition", "class definition")
            .replace(" clause", " statement");
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
            ":" if self.after.starts_with(['}', ',']) || self.after.starts_with("for ") => {
                KEY_WITHOUT_COLON.to_owned()
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
        if self.tuple_before_for().is_some() {
            return FORGOTTEN_PARENTHESES.to_owned();
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
        match message {
            "Only one '*' separator allowed" | "Only one '*' parameter allowed" => {
                return "* argument may appear only once".to_owned();
            }
            "Only one '/' separator allowed" => return "/ may appear only once".to_owned(),
            "Position-only parameter separator not allowed as first parameter" => {
                return "at least one argument must precede /".to_owned();
            }
            "Cannot have both 'except' and 'except*' on the same 'try'" => {
                return "cannot have both 'except' and 'except*' on the same 'try'".to_owned();
            }
            "Expected one or more exception types" if self.text[..self.start()].ends_with('*') => {
                return "expected one or more exception types".to_owned();
            }
            "Bytes literal cannot be mixed with non-bytes literals" => {
                return "cannot mix bytes and nonbytes literals".to_owned();
            }
            _ => {}
        }
        let follows_if = self.before.contains(" if ");
        if follows_if && (self.after.starts_with("else") || message.contains("`else`")) {
            return "expected 'else' after 'if' expression".to_owned();
        }
        self.invalid()
    }
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

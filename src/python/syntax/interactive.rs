//! What the interactive prompt asks before it runs what was typed: is there more to come?

use ruff_python_ast::Stmt;
use ruff_python_parser::Mode;
use ruff_text_size::Ranged;

use super::{SyntaxProblem, options, scan};

/// Whether a further line could complete the text (`codeop.compile_command`).
pub(in crate::python) fn is_incomplete(text: &str) -> bool {
    let blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if text.lines().all(blank) {
        return false;
    }
    let whole = format!("{text}\n");
    let scan = scan::scan(&whole);
    if let Some(problem) = &scan.first {
        return problem.message.starts_with("unterminated triple-quoted")
            || problem.message.starts_with("unexpected EOF");
    }
    if text.ends_with('\\') {
        return true;
    }
    let parsed = ruff_python_parser::parse_unchecked(&whole, options(Mode::Module));
    // Comments are not read: what is missing after one is missing at the end.
    let code: Vec<&str> = whole.lines().collect();
    let kept = code
        .iter()
        .rposition(|line| !blank(line))
        .map_or(0, |last| last + 1);
    let end = code[..kept].join("\n").trim_end().len();
    let first = parsed
        .errors()
        .iter()
        .min_by_key(|error| error.location.start());
    match (first, parsed.syntax()) {
        // The parser has read everything, and wants more.
        (Some(error), _) => {
            let at_end = error.location.start().to_usize() >= end;
            at_end && (scan.unclosed.is_some() || wants_block(&error.error.to_string()))
        }
        // A blank line ends a block.
        (None, ruff_python_ast::Mod::Module(module)) => {
            let compound = matches!(module.body.as_slice(), [only] if is_compound(only));
            compound && !text.ends_with('\n')
        }
        (None, ruff_python_ast::Mod::Expression(_)) => false,
    }
}

/// Whether the error is one that further lines can mend: a block or a definition is missing.
fn wants_block(message: &str) -> bool {
    let missing = ["indented block", "`try` block", "decorator", "case"];
    message.starts_with("Expected ") && missing.iter().any(|part| message.contains(part))
}

/// The prompt takes one statement at a time.
pub(in crate::python) fn second_statement(text: &str, body: &[Stmt]) -> Option<SyntaxProblem> {
    let [first, second, ..] = body else {
        return None;
    };
    let between = text.get(first.end().to_usize()..second.start().to_usize())?;
    if !between.contains('\n') {
        return None;
    }
    let (at, message) = match is_compound(first) {
        true => (second.range(), "invalid syntax"),
        false => (
            first.range(),
            "multiple statements found while compiling a single statement",
        ),
    };
    Some(SyntaxProblem::at(text, at, "SyntaxError", message))
}

fn is_compound(statement: &Stmt) -> bool {
    matches!(
        statement,
        Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::If(_)
            | Stmt::With(_)
            | Stmt::Match(_)
            | Stmt::Try(_)
    )
}

#[cfg(test)]
mod tests {
    use super::is_incomplete;

    /// As `codeop` of CPython 3.11 answers.
    #[test]
    fn texts_that_want_another_line() {
        let texts = [
            "if 1: pass",
            "if 1:\n  pass",
            "if 1:\n  pass\n  ",
            "@d",
            "@d\n",
            "@d\ndef f(): pass",
            "class A: pass",
            "(1 +",
            "\"\"\"a",
            "\"\"\"a\nb",
            "x = \\",
            "try:\n  x\n",
            "if x:\n",
            "def f(",
            "def f(a,",
            "[1,",
            "lambda: (",
            "from x import (",
            "f('a'",
            "{'a': 1",
            "{'a'",
            "with x:\n",
            "if 1:\n  # c\n",
            "match x:\n",
            "async def f():\n  pass",
            "f'''{x",
            "x[",
            "if 1:\n  pass\nelse:",
            "if 1:\n  pass\nelse:\n  pass",
            "def f():\n\n",
            "class A:\n  x = 1\n\n  y = 2",
            "if (1,\n2): pass",
        ];
        for text in texts {
            assert!(is_incomplete(text), "{text:?}");
        }
    }

    #[test]
    fn texts_that_are_whole_or_wrong() {
        let texts = [
            "if 1: pass\n",
            "if 1:\n  pass\n",
            "if 1:\n  pass\nx",
            "x = ",
            "foo(1 2",
            "'open",
            "1;",
            "1; 2",
            "",
            "  ",
            "# c",
            "  x",
            "if x",
            "for x",
            "[1,]",
            "import",
            "a b",
            "else:",
            "return 1",
            "x = 1  # hi",
            "while 1:\n  if 2:\n    pass\n",
            "f'{x",
            "x.",
            "not",
            "print('a' 'b')",
            "pass\n\n",
            "def f():\n  return 1\n\n",
            ") ",
            "1 +",
            "x = (1,\n2)\n",
        ];
        for text in texts {
            assert!(!is_incomplete(text), "{text:?}");
        }
    }
}

//! The functions of the project that an operation runs, as they are written.

use crate::files::Files;
use crate::migrations::operations::Operation;
use crate::protocol::FunctionSource;
use crate::python::Value;

/// Returns the function that a `RunPython` runs in one direction; `None` for what is not written in
/// the project, `RunPython.noop` among it, and for other operations.
pub(super) fn source(
    files: &Files,
    operation: &Operation,
    backwards: bool,
) -> Option<FunctionSource> {
    let Operation::RunPython {
        code, reverse_code, ..
    } = operation
    else {
        return None;
    };
    let code = match backwards {
        true => reverse_code.as_ref()?,
        false => code,
    };
    let Value::Function(function) = code else {
        return None;
    };
    let span = function.span.as_ref()?;
    let (start, end) = (span.start as usize, span.end as usize);
    let text = files.read(&span.file)?;
    let before = text.get(..start)?;
    let margin = before.rsplit('\n').next().unwrap_or_default();
    Some(FunctionSource {
        path: span.file.to_string(),
        line: u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX),
        text: outdented(text.get(start..end)?, margin),
    })
}

/// A text without the margin that its lines have where it stands.
fn outdented(text: &str, margin: &str) -> String {
    if !margin.trim().is_empty() {
        return text.to_owned();
    }
    let lines = text
        .split('\n')
        .map(|line| line.strip_prefix(margin).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nested_function_loses_its_margin_and_a_lambda_has_none() {
        assert_eq!(
            outdented("def f():\n        pass", "    "),
            "def f():\n    pass"
        );
        assert_eq!(outdented("lambda: (\n    1)", "x = "), "lambda: (\n    1)");
    }
}

//! What CPython says of an expression that is no target.

use ruff_python_ast::Expr;
use ruff_python_parser::ParseErrorType;

use super::Context;

use ParseErrorType as E;

impl Context<'_> {
    pub(super) fn target(&self, error: &ParseErrorType) -> String {
        let end = self.range.end().to_usize().min(self.text.len());
        let target = self
            .text
            .get(self.range.start().to_usize()..end)
            .unwrap_or_default();
        let kind = target_kind(target);
        match error {
            E::InvalidDeleteTarget => format!("cannot delete {kind}"),
            E::InvalidNamedAssignmentTarget if self.in_call() => "invalid syntax".to_owned(),
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
            _ if !self.is_whole_target(end) || !is_operand(target) => {
                format!("cannot assign to {kind}")
            }
            _ => format!("cannot assign to {kind} here. Maybe you meant '==' instead of '='?"),
        }
    }

    /// Whether the target stands alone before `=`, not inside a display, nor after `for` or `as`,
    /// nor among several that are assigned the same.
    fn is_whole_target(&self, end: usize) -> bool {
        let before = self.before.trim();
        let line = self.text[end..].lines().next().unwrap_or_default();
        let signs = line
            .replace("==", "")
            .replace("!=", "")
            .replace("<=", "")
            .replace(">=", "");
        let alone = signs.matches('=').count() < 2;
        let before = before.trim_end_matches(['(', ' ']);
        alone && (before.is_empty() || before.ends_with([':', ';']))
    }

    /// Whether the error is among the arguments of a call.
    fn in_call(&self) -> bool {
        let unclosed = crate::python::syntax::scan::scan(&self.text[..self.start()]).unclosed;
        unclosed.is_some_and(|it| {
            let open = it.span.start as usize;
            let called = self.text[..open].chars().next_back();
            it.message.starts_with("'('")
                && called.is_some_and(|it| it.is_alphanumeric() || matches!(it, '_' | ')' | ']'))
        })
    }
}

/// How CPython names an expression that is no target.
pub(super) fn target_kind(target: &str) -> String {
    if target.starts_with("yield") {
        return "yield expression".to_owned();
    }
    let Ok(expression) = crate::python::syntax::parse_expression(&format!("({target})")) else {
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
        Expr::Named(_) => "named expression",
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

/// Whether an expression can stand beside an operator, so that CPython takes `=` for a slip of `==`.
fn is_operand(target: &str) -> bool {
    let parsed = crate::python::syntax::parse_expression(&format!("({target})"));
    !matches!(
        parsed,
        Ok(Expr::Compare(_) | Expr::BoolOp(_) | Expr::Lambda(_) | Expr::If(_) | Expr::Tuple(_))
    ) && !target.starts_with("not ")
}

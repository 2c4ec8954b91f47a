//! stub
use super::Span;
/// p
pub struct SyntaxProblem {
    /// s
    pub span: Span,
    /// l
    pub line: u32,
    /// c
    pub column: u32,
    /// m
    pub message: String,
}
/// c
pub fn check(_t: &str) -> Vec<SyntaxProblem> {
    Vec::new()
}

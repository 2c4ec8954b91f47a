//! `connection.queries`: the statements of a project whose `DEBUG` is on.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use crate::database::{SqlValue, literal};
use crate::python::{Dict, Value};

/// As many are kept, the last ones.
const LIMIT: usize = 9000;

/// The statements, while something asks for them.
#[derive(Default)]
pub struct QueryLog {
    /// `DEBUG`.
    pub debug: Cell<bool>,
    /// `connection.force_debug_cursor`.
    pub forced: Cell<bool>,
    queries: RefCell<VecDeque<String>>,
}

impl QueryLog {
    /// Whether statements are kept: `connection.queries_logged`.
    pub fn is_on(&self) -> bool {
        self.debug.get() || self.forced.get()
    }

    /// Keeps a statement, with its parameters where they belong.
    // Not inlined, nor is `told`: a first visit need not load them.
    #[inline(never)]
    pub fn add(&self, sql: &str, params: &[SqlValue]) {
        let mut queries = self.queries.borrow_mut();
        if queries.len() >= LIMIT {
            queries.pop_front();
        }
        queries.push_back(filled(sql, params));
    }

    /// `reset_queries()`.
    pub fn clear(&self) {
        self.queries.borrow_mut().clear();
    }

    /// A list of dicts. No time passes in the sandbox.
    #[inline(never)]
    pub fn told(&self) -> Value {
        let queries = self.queries.borrow();
        let told = queries.iter().map(|sql| {
            let facts = [("sql", Value::str(&**sql)), ("time", Value::str("0.000"))];
            Value::dict(Dict::from_text_keys(facts))
        });
        Value::list(told.collect())
    }
}

/// A statement with its parameters in the places of the question marks that are in no quotes.
fn filled(sql: &str, params: &[SqlValue]) -> String {
    let (mut text, mut quote, mut params) = (String::with_capacity(sql.len()), None, params.iter());
    for letter in sql.chars() {
        match (quote, letter) {
            (Some(open), _) => quote = quote.filter(|_| letter != open),
            (None, '"' | '\'') => quote = Some(letter),
            (None, '?') => {
                if let Some(value) = params.next() {
                    text.push_str(&literal(value));
                    continue;
                }
            }
            (None, _) => {}
        }
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_as_literals_where_they_belong() {
        let params = [SqlValue::Text("it's".into()), SqlValue::Null];
        assert_eq!(
            filled("SELECT '?', \"?\" WHERE a = ? AND b = ?", &params),
            "SELECT '?', \"?\" WHERE a = 'it''s' AND b = NULL"
        );
    }
}

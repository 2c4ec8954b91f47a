//! `connection.introspection.get_constraints()`: what project code is told of a table's constraints.

use crate::backends::sqlite::introspection::{ConstraintInfo, find_table, get_constraints};
use crate::database::Catalog;
use crate::orm::connection::connection;
use crate::python::{Arguments, Dict, Interpreter, PyResult, Signature, Value};

const GET_CONSTRAINTS: Signature = Signature::new(
    "DatabaseIntrospection.get_constraints",
    "cursor, table_name",
);

/// The constraints and indexes of a table, each with its facts by name.
pub(super) fn told(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    arguments.take_receiver();
    let table = GET_CONSTRAINTS
        .bind(interpreter, arguments)?
        .take_or_none("table_name");
    let table = interpreter.str(&table)?;
    let catalog = connection(interpreter)?.catalog().unwrap_or_default();
    let constraints = get_constraints(&catalog, &table);
    let told = constraints.iter().map(|(name, constraint)| {
        let mut facts = facts(constraint);
        if constraint.index {
            facts.set_text("type", Value::str("idx"));
            if let Some(orders) = orders(&catalog, &table, name) {
                facts.set_text("orders", orders);
            }
        }
        (name.as_str(), Value::dict(facts))
    });
    Ok(Value::dict(Dict::from_text_keys(told)))
}

/// The facts, in the order in which Django writes them down: of a constraint that stands in the table's
/// own statement, what it is comes first.
fn facts(constraint: &ConstraintInfo) -> Dict {
    let text = |name: &Option<String>| name.as_deref().map_or(Value::None, Value::str);
    let columns = constraint.columns.iter().map(text);
    let target = constraint.foreign_key.as_ref();
    let target =
        target.map(|(table, column)| Value::tuple(vec![Value::str(&**table), text(column)]));
    let mut facts = vec![
        ("columns", Value::list(columns.collect())),
        ("primary_key", Value::Bool(constraint.primary_key)),
        ("unique", Value::Bool(constraint.unique)),
        ("foreign_key", target.unwrap_or(Value::None)),
        ("check", Value::Bool(constraint.check)),
        ("index", Value::Bool(constraint.index)),
    ];
    let first = match (constraint.check, constraint.unique && !constraint.index) {
        (true, _) => "check",
        (_, true) => "unique",
        _ => "columns",
    };
    facts.sort_by_key(|(name, _)| *name != first);
    Dict::from_text_keys(facts)
}

/// Which way each part of an index goes. Django parts its statement at the commas, so that an
/// expression with several arguments counts as several.
fn orders(catalog: &Catalog, table: &str, index: &str) -> Option<Value> {
    let indexes = &find_table(catalog, table)?.indexes;
    let found = indexes.iter().find(|found| found.name == index)?;
    let parts = parenthesis(found.sql.as_deref()?)?.trim_matches(['(', ')']);
    let orders = parts.split(", ").map(|part| match part.ends_with("DESC") {
        true => Value::str("DESC"),
        false => Value::str("ASC"),
    });
    Some(Value::list(orders.collect()))
}

/// The first text in parentheses that is not in quotes, with them.
fn parenthesis(sql: &str) -> Option<&str> {
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    for (at, letter) in sql.char_indices() {
        match (quote, letter) {
            (Some(open), _) => quote = quote.filter(|_| letter != open),
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => {
                // After a bare name, Django's parser takes it for the arguments of a function.
                if depth == 0 && !sql.get(..at)?.trim_end().ends_with('"') {
                    return None;
                }
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return sql.get(start..=at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::parenthesis;

    #[test]
    fn finds_the_columns_of_an_index() {
        let check = |sql, found| assert_eq!(parenthesis(sql), found);
        check(
            "CREATE INDEX \"a(\" ON \"t\" (\"b)\" DESC, \"c\")",
            Some("(\"b)\" DESC, \"c\")"),
        );
        check(
            "CREATE INDEX a ON \"t\" ((lower(b))) WHERE (c)",
            Some("((lower(b)))"),
        );
        check("CREATE INDEX a ON t (b)", None);
        check("no index", None);
        check("open (", None);
    }
}

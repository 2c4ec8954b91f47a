//! The fields that an expression speaks of.

use std::rc::Rc;

use super::object::Expression;
use super::output_field::DEPTH;
use super::q::Q;
use crate::orm::model::Model;
use crate::python::Value;

/// The names that a condition or an expression refers to, each with its lookups: `author__name` as
/// `["author", "name"]` (`Model._get_expr_references`).
pub fn expression_references(value: &Value) -> Vec<Vec<Rc<str>>> {
    let mut references = Vec::new();
    collect(value, DEPTH, &mut references);
    references
}

/// The columns that an expression of an index names.
pub fn referenced_columns(model: &Model, expression: &Value) -> Vec<String> {
    let references = expression_references(expression);
    let names = references.iter().filter_map(|reference| reference.first());
    let field = |name: &Rc<str>| match &**name {
        "pk" => model.pk(),
        name => model.get_field(name).ok(),
    };
    let columns = names.filter_map(|name| field(name)?.column());
    columns.map(|column| column.to_string()).collect()
}

fn collect(value: &Value, depth: usize, references: &mut Vec<Vec<Rc<str>>>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    let named = |name: &str| name.split("__").map(Rc::from).collect();
    if let Some(q) = value.native::<Q>() {
        for child in &q.children {
            match child.as_sequence().as_deref() {
                Some([lookup, value]) => {
                    references.extend(lookup.as_str().map(named));
                    collect(value, depth, references);
                }
                _ => collect(child, depth, references),
            }
        }
    } else if let Some(expression) = value.native::<Expression>() {
        if expression.class == "F" {
            references.extend(expression.text("name").as_deref().map(named));
        }
        for source in &expression.sources {
            collect(source, depth, references);
        }
    }
}

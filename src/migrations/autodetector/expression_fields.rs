//! The fields that an expression refers to (`Q.referenced_base_fields`).

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::orm::Field;
use crate::orm::expressions::Q;
use crate::python::Value;

/// How deep expressions are followed; Python's own limit is about as low.
const DEPTH: usize = 100;

/// The names of the fields that a generated field computes from, without what follows `__`.
pub(super) fn referenced_base_fields(field: &Field) -> BTreeSet<Rc<str>> {
    let mut names = BTreeSet::new();
    if let Some(expression) = field.extra.get("expression") {
        collect(expression, DEPTH, &mut names);
    }
    names
}

fn collect(value: &Value, depth: usize, names: &mut BTreeSet<Rc<str>>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    if let Some(q) = value.native::<Q>() {
        for child in &q.children {
            collect_condition(child, depth, names);
        }
    } else if let Some(instance) = value.as_instance() {
        let arguments = &instance.arguments;
        match &*instance.class.name {
            // A literal, and the type of the result.
            "Value" => {}
            _ if Field::is_field(value) => {}
            // `F("name")`, and functions that take the name of a field as text.
            _ => {
                let positional = arguments.positional.iter();
                for argument in positional.chain(arguments.keywords.values()) {
                    collect(argument, depth, names);
                }
                let texts = arguments.positional.iter().filter_map(Value::as_text);
                names.extend(texts.map(|text| base(&text)));
                let name = arguments.keywords.get("name").and_then(Value::as_text);
                names.extend(name.map(|text| base(&text)));
            }
        }
    } else {
        for item in value.as_sequence().unwrap_or_default() {
            collect(&item, depth, names);
        }
    }
}

/// A child of a `Q`: a pair of lookup and value, or an expression.
fn collect_condition(child: &Value, depth: usize, names: &mut BTreeSet<Rc<str>>) {
    match child.as_sequence().as_deref() {
        Some([lookup, value]) => {
            names.extend(lookup.as_text().map(|text| base(&text)));
            collect(value, depth, names);
        }
        _ => collect(child, depth, names),
    }
}

fn base(path: &str) -> Rc<str> {
    path.split("__").next().unwrap_or(path).into()
}

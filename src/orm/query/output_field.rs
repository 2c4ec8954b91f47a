//! The type of a call's value, from those of what it is made of.

use super::node::{Call, Node};
use crate::orm::expressions::classes;
use crate::orm::expressions::output_field::combined;
use crate::orm::fields::{Field, FieldKind};

/// `_resolve_output_field()`, `None` when it is open.
///
/// # Errors
///
/// The text of the `FieldError` that asking for it raises, when the sources have several types.
pub fn output_field(call: &Call) -> Result<Option<Field>, String> {
    let declared = call.instance.class.lookup("output_field");
    if let Some(field) = declared.as_ref().and_then(Field::of_instance) {
        return Ok(Some(field));
    }
    let source = |index: usize| call.sources.get(index).and_then(Node::value_field);
    let asked = |places: &[usize]| mixed(places.iter().filter_map(|at| call.sources.get(*at)));
    match call.class() {
        "CombinedExpression" => {
            asked(&[0, 1])?;
            let connector = call.text("connector").unwrap_or_default();
            let (left, right) = (source(0), source(1));
            let kinds = match (&left, &right) {
                (Some(left), Some(right)) => Some((left.kind.name(), right.kind.name())),
                _ => None,
            };
            match (combined(&connector, left, right), kinds) {
                (Some(kind), _) => Ok(Some(Field::of_kind(kind))),
                (None, Some((left, right))) => Err(format!(
                    "Cannot infer type of '{connector}' expression involving these types: {left}, \
                     {right}. You must set output_field."
                )),
                (None, None) => Ok(None),
            }
        }
        "When" => asked(&[1]).map(|()| source(1)),
        "NegatedExpression" => Ok(Some(Field::of_kind(FieldKind::BooleanField))),
        "ExpressionWrapper" | "DatabaseDefault" | "Round" | "Window" | "Lag" | "Lead"
        | "NthValue" => asked(&[0]).map(|()| source(0)),
        _ => by_class(call),
    }
}

fn by_class(call: &Call) -> Result<Option<Field>, String> {
    let output = classes::find(call.class()).map_or("", |class| class.output);
    if matches!(output, "" | "numeric") {
        mixed(call.sources.iter())?;
    }
    let fields: Vec<Field> = call.sources.iter().filter_map(Node::value_field).collect();
    let is = |base| fields.iter().any(|field| field.kind.is_subclass(base));
    Ok(match output {
        "" => return common(fields),
        "numeric" if is(FieldKind::DecimalField) => Some(Field::of_kind(FieldKind::DecimalField)),
        "numeric" if is(FieldKind::IntegerField) => Some(Field::of_kind(FieldKind::FloatField)),
        "numeric" if fields.is_empty() => Some(Field::of_kind(FieldKind::FloatField)),
        "numeric" => return common(fields),
        name => FieldKind::from_name(name).map(Field::of_kind),
    })
}

/// What asking one of these for its type raises.
fn mixed<'a>(mut sources: impl Iterator<Item = &'a Node>) -> Result<(), String> {
    let found = sources.find_map(|source| match source {
        Node::Call(call) => call.mixed.clone(),
        _ => None,
    });
    found.map_or(Ok(()), |text| Err(text.to_string()))
}

/// The one type of all sources.
fn common(fields: Vec<Field>) -> Result<Option<Field>, String> {
    let mut fields = fields.into_iter();
    let Some(first) = fields.next() else {
        return Ok(None);
    };
    for other in fields {
        if !first.kind.is_subclass(other.kind) {
            return Err(format!(
                "Expression contains mixed types: {}, {}. You must set output_field.",
                first.kind.name(),
                other.kind.name()
            ));
        }
    }
    Ok(Some(first))
}

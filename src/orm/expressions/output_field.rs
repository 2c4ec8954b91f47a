//! The type of an expression's value: `output_field`.

use std::rc::Rc;

use super::classes;
use super::object::Expression;
use super::q::Q;
use crate::orm::fields::{Field, FieldKind};
use crate::orm::model::Model;
use crate::python::stdlib::datetime::{Date, DateTime, Time, TimeDelta};
use crate::python::stdlib::decimal::Decimal;
use crate::python::stdlib::uuid::Uuid;
use crate::python::{Class, Value};

/// How deep expressions may be nested.
pub(crate) const DEPTH: usize = 64;

/// The output field of an expression; `None` when Django cannot tell either.
pub(crate) fn output_field(value: &Value, model: Option<&Model>, depth: usize) -> Option<Field> {
    let depth = depth.checked_sub(1)?;
    if value.native::<Q>().is_some() {
        return Some(Field::of_kind(FieldKind::BooleanField));
    }
    let expression = value.native::<Expression>()?;
    if let Some(field) = expression
        .output_field
        .as_ref()
        .and_then(Field::of_instance)
    {
        return Some(field);
    }
    let class = &value.as_instance()?.class;
    if let Some(field) = class
        .lookup("output_field")
        .as_ref()
        .and_then(Field::of_instance)
    {
        return Some(field);
    }
    let source = |index: usize| output_field(expression.sources.get(index)?, model, depth);
    match expression.class {
        "F" => model?.get_field(&expression.text("name")?).ok(),
        "Value" => constant_kind(expression.options.get("value")?).map(Field::of_kind),
        "CombinedExpression" => {
            let connector = expression.text("connector")?;
            combined(&connector, source(0), source(1)).map(Field::of_kind)
        }
        "When" => source(1),
        "NegatedExpression" => Some(Field::of_kind(FieldKind::BooleanField)),
        "ExpressionWrapper" | "DatabaseDefault" | "OrderBy" | "Round" | "Window" | "Lag"
        | "Lead" | "NthValue" => source(0),
        _ => by_class(expression, model, depth),
    }
}

fn by_class(expression: &Expression, model: Option<&Model>, depth: usize) -> Option<Field> {
    let output = classes::find(expression.class)?.output;
    let mut sources = expression
        .sources
        .iter()
        .filter_map(|source| output_field(source, model, depth));
    match output {
        "" => {
            // Sources of different types leave it open what comes out.
            let first = sources.next()?;
            let agree = sources.all(|other| first.kind.is_subclass(other.kind));
            agree.then_some(first)
        }
        "numeric" => {
            let kinds: Vec<FieldKind> = sources.map(|field| field.kind).collect();
            let any = |base| kinds.iter().any(|kind| kind.is_subclass(base));
            Some(Field::of_kind(match () {
                () if any(FieldKind::DecimalField) => FieldKind::DecimalField,
                () if any(FieldKind::IntegerField) => FieldKind::FloatField,
                () => *kinds.first().unwrap_or(&FieldKind::FloatField),
            }))
        }
        name => FieldKind::from_name(name).map(Field::of_kind),
    }
}

/// The type of a constant; `None` when Django cannot tell either.
pub(crate) fn constant_field(value: &Value) -> Option<Field> {
    constant_kind(value).map(Field::of_kind)
}

/// `Value._resolve_output_field`.
fn constant_kind(value: &Value) -> Option<FieldKind> {
    Some(match value.unboxed() {
        Value::Str(_) => FieldKind::CharField,
        Value::Bool(_) => FieldKind::BooleanField,
        Value::Int(_) | Value::BigInt(_) => FieldKind::IntegerField,
        Value::Float(_) => FieldKind::FloatField,
        Value::Bytes(_) => FieldKind::BinaryField,
        _ if value.native::<DateTime>().is_some() => FieldKind::DateTimeField,
        _ if value.native::<Date>().is_some() => FieldKind::DateField,
        _ if value.native::<Time>().is_some() => FieldKind::TimeField,
        _ if value.native::<TimeDelta>().is_some() => FieldKind::DurationField,
        _ if value.native::<Decimal>().is_some() => FieldKind::DecimalField,
        _ if value.native::<Uuid>().is_some() => FieldKind::UUIDField,
        _ => return None,
    })
}

/// `_resolve_combined_type`.
pub(crate) fn combined(
    connector: &str,
    left: Option<Field>,
    right: Option<Field>,
) -> Option<FieldKind> {
    use FieldKind::{
        DateField, DateTimeField, DecimalField, DurationField, FloatField, IntegerField,
        PositiveIntegerField, TimeField,
    };
    let (left, right) = match (left, right) {
        (Some(left), Some(right)) => (left.kind, right.kind),
        (Some(only), None) | (None, Some(only)) => {
            let numeric = [IntegerField, DecimalField, FloatField];
            return numeric
                .into_iter()
                .find(|base| only.kind.is_subclass(*base));
        }
        (None, None) => return None,
    };
    let are = |one: FieldKind, other: FieldKind| left.is_subclass(one) && right.is_subclass(other);
    if are(PositiveIntegerField, PositiveIntegerField) && connector != "-" {
        return Some(PositiveIntegerField);
    }
    let same = [IntegerField, FloatField, DecimalField]
        .into_iter()
        .find(|kind| are(*kind, *kind));
    if same.is_some() {
        return same;
    }
    let mixed = |kind| are(IntegerField, kind) || are(kind, IntegerField);
    if connector != "^" {
        for kind in [DecimalField, FloatField] {
            if mixed(kind) {
                return Some(kind);
            }
        }
    }
    let is_moment = |kind: FieldKind| kind.is_subclass(DateField);
    match connector {
        "+" | "-" if are(DurationField, DurationField) => Some(DurationField),
        "+" | "-" if is_moment(left) && right == DurationField => Some(DateTimeField),
        "+" if left == DurationField && is_moment(right) => Some(DateTimeField),
        "+" | "-" if are(TimeField, DurationField) => Some(TimeField),
        "+" if are(DurationField, TimeField) => Some(TimeField),
        "-" if is_moment(left) && is_moment(right) => Some(DurationField),
        "-" if are(TimeField, TimeField) => Some(DurationField),
        _ => None,
    }
}

/// `expression.conditional`: whether the value is a condition, as far as that is known without a
/// model.
pub(crate) fn is_conditional_expression(value: &Value) -> bool {
    let Some(expression) = value.native::<Expression>() else {
        return false;
    };
    let not_conditional = matches!(expression.class, "F" | "OuterRef" | "When" | "OrderBy");
    !not_conditional
        && (expression.class == "Exists"
            || output_field(value, None, DEPTH)
                .is_some_and(|field| field.kind.is_subclass(FieldKind::BooleanField)))
}

/// Whether a name may be a collation's.
pub(crate) fn is_collation(name: &str) -> bool {
    name.chars()
        .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}

/// A class attribute of an expression class that is text: `function`, `template`.
pub(crate) fn class_text(class: &Rc<Class>, name: &str) -> Option<Rc<str>> {
    class.lookup(name).and_then(|value| value.as_text())
}

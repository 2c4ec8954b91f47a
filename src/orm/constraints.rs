//! `Meta.constraints`.

use crate::python::value::Namespace;
use std::rc::Rc;

use indexmap::IndexMap;

use super::deconstruct::{Deconstruction, deep_equal};
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{Class, Interpreter, PyResult, Value};

/// `models.CheckConstraint` or `models.UniqueConstraint`.
#[derive(Clone)]
pub struct Constraint {
    /// Dotted path of the class.
    pub path: Rc<str>,
    /// Name.
    pub name: Rc<str>,
    /// Which constraint.
    pub kind: ConstraintKind,
    /// `violation_error_code`.
    pub violation_error_code: Option<Value>,
    /// `violation_error_message`.
    pub violation_error_message: Option<Value>,
}

/// The two kinds of constraint.
#[derive(Clone)]
pub enum ConstraintKind {
    /// `CheckConstraint`.
    Check {
        /// `condition`: a `Q` or a boolean expression.
        condition: Value,
    },
    /// `UniqueConstraint`.
    Unique {
        /// `fields`.
        fields: Vec<Rc<str>>,
        /// Positional expressions.
        expressions: Vec<Value>,
        /// `condition`, a `Q`.
        condition: Option<Value>,
        /// `deferrable`: the member of `Deferrable`.
        deferrable: Option<Value>,
        /// `include`.
        include: Vec<Rc<str>>,
        /// `opclasses`.
        opclasses: Vec<Rc<str>>,
        /// `nulls_distinct`.
        nulls_distinct: Option<bool>,
    },
}

impl Constraint {
    /// Attributes that do not touch the database (`non_db_attrs`).
    pub const NON_DB_ATTRS: &'static [&'static str] =
        &["violation_error_code", "violation_error_message"];

    /// Reads an instance of a constraint class.
    ///
    /// # Errors
    ///
    /// A `TypeError` when the value is no constraint.
    pub fn from_value(interpreter: &mut Interpreter, value: &Value) -> PyResult<Self> {
        Self::of_instance(value).ok_or_else(|| {
            let type_name = interpreter.type_name(value);
            interpreter.type_error(format!("expected a constraint, found '{type_name}'"))
        })
    }

    /// The constraint behind an instance.
    pub fn of_instance(value: &Value) -> Option<Self> {
        Some(value.native::<ConstraintObject>()?.0.clone())
    }

    /// An instance of `class` with this constraint behind it.
    pub fn into_value(self, class: &Rc<Class>) -> Value {
        Value::Instance(Instance::with_native(
            class,
            Rc::new(ConstraintObject(self)),
        ))
    }

    /// Whether the constraint alone makes a field unique (`total_unique_constraints`).
    pub fn is_total_unique_of(&self, name: &str) -> bool {
        match &self.kind {
            ConstraintKind::Unique {
                fields, condition, ..
            } => condition.is_none() && matches!(fields.as_slice(), [only] if **only == *name),
            ConstraintKind::Check { .. } => false,
        }
    }

    /// `deconstruct()`.
    pub fn deconstruct(&self) -> Deconstruction {
        let mut kwargs = IndexMap::default();
        kwargs.insert("name".into(), Value::Str(self.name.clone()));
        if let Some(message) = &self.violation_error_message {
            kwargs.insert("violation_error_message".into(), message.clone());
        }
        if let Some(code) = &self.violation_error_code {
            kwargs.insert("violation_error_code".into(), code.clone());
        }
        let args = match &self.kind {
            ConstraintKind::Check { condition } => {
                kwargs.insert("condition".into(), condition.clone());
                Vec::new()
            }
            ConstraintKind::Unique { expressions, .. } => {
                self.add_unique_kwargs(&mut kwargs);
                expressions.clone()
            }
        };
        Deconstruction {
            path: self.path.clone(),
            args,
            kwargs,
        }
    }

    fn add_unique_kwargs(&self, kwargs: &mut Namespace) {
        let ConstraintKind::Unique {
            fields,
            condition,
            deferrable,
            include,
            opclasses,
            nulls_distinct,
            ..
        } = &self.kind
        else {
            return;
        };
        let texts = |texts: &[Rc<str>]| texts.iter().cloned().map(Value::Str).collect::<Vec<_>>();
        if !fields.is_empty() {
            kwargs.insert("fields".into(), Value::tuple(texts(fields)));
        }
        if let Some(condition) = condition {
            kwargs.insert("condition".into(), condition.clone());
        }
        if let Some(deferrable) = deferrable {
            kwargs.insert("deferrable".into(), deferrable.clone());
        }
        if !include.is_empty() {
            kwargs.insert("include".into(), Value::tuple(texts(include)));
        }
        if !opclasses.is_empty() {
            kwargs.insert("opclasses".into(), Value::list(texts(opclasses)));
        }
        if let Some(distinct) = nulls_distinct {
            kwargs.insert("nulls_distinct".into(), Value::Bool(*distinct));
        }
    }

    /// Whether both are the same constraint, the name included.
    pub fn deep_equals(&self, other: &Self) -> bool {
        if self.name != other.name || self.path != other.path {
            return false;
        }
        let plain =
            |it: &Self| it.violation_error_code.is_none() && it.violation_error_message.is_none();
        match (&self.kind, &other.kind) {
            // The condition is all that is left of the call.
            (
                ConstraintKind::Check { condition },
                ConstraintKind::Check {
                    condition: other_condition,
                },
            ) if plain(self) && plain(other) => deep_equal(condition, other_condition),
            _ => self.deconstruct().deep_equals(&other.deconstruct()),
        }
    }

    /// The same constraint under another name.
    #[must_use]
    pub fn with_name(&self, name: &str) -> Self {
        Self {
            name: name.into(),
            ..self.clone()
        }
    }

    /// The fields of a `UniqueConstraint`; none of a check.
    pub fn fields(&self) -> &[Rc<str>] {
        match &self.kind {
            ConstraintKind::Unique { fields, .. } => fields,
            ConstraintKind::Check { .. } => &[],
        }
    }
}

/// The host's part of a constraint instance.
pub struct ConstraintObject(pub Constraint);

impl NativeObject for ConstraintObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let constraint = &self.0;
        match name {
            "name" => Some(Value::Str(constraint.name.clone())),
            "violation_error_code" => Some(
                constraint
                    .violation_error_code
                    .clone()
                    .unwrap_or(Value::None),
            ),
            _ => match constraint.deconstruct().kwargs.get(name) {
                Some(value) => Some(value.clone()),
                None if matches!(name, "fields" | "include" | "opclasses") => {
                    Some(Value::tuple(Vec::new()))
                }
                None if matches!(name, "condition" | "deferrable" | "nulls_distinct") => {
                    Some(Value::None)
                }
                None => None,
            },
        }
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let other = Constraint::of_instance(other)?;
        Some(self.0.deep_equals(&other))
    }
}

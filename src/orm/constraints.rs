//! `Meta.constraints`.

use std::rc::Rc;

use crate::python::Value;

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

//! `Meta.indexes`.

use std::rc::Rc;

use crate::python::Value;

/// `models.Index`.
#[derive(Clone)]
pub struct Index {
    /// Dotted path of the class.
    pub path: Rc<str>,
    /// Field names as given, `-` in front for descending.
    pub fields: Vec<Rc<str>>,
    /// Name; empty until `set_name_with_model`.
    pub name: Rc<str>,
    /// Positional expressions.
    pub expressions: Vec<Value>,
    /// `condition`, a `Q`.
    pub condition: Option<Value>,
    /// `db_tablespace`.
    pub db_tablespace: Option<Rc<str>>,
    /// `opclasses`.
    pub opclasses: Vec<Rc<str>>,
    /// `include`.
    pub include: Vec<Rc<str>>,
}

//! The operations that migrations are made of.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::orm::{Base, Constraint, Field, Index, ModelOptions};
use crate::python::{Arguments, Class, Value};

/// An operation of a migration. Arguments keep the case in which they were written.
#[derive(Clone)]
#[expect(
    missing_docs,
    reason = "operations and their arguments have Django's names"
)]
pub enum Operation {
    CreateModel {
        name: Rc<str>,
        fields: Vec<(Rc<str>, Field)>,
        options: ModelOptions,
        bases: Vec<Base>,
        managers: Vec<(Rc<str>, Value)>,
    },
    DeleteModel {
        name: Rc<str>,
    },
    RenameModel {
        old_name: Rc<str>,
        new_name: Rc<str>,
    },
    AlterModelTable {
        name: Rc<str>,
        table: Option<Rc<str>>,
    },
    AlterModelTableComment {
        name: Rc<str>,
        table_comment: Option<Rc<str>>,
    },
    AlterUniqueTogether {
        name: Rc<str>,
        unique_together: Vec<Vec<Rc<str>>>,
    },
    AlterIndexTogether {
        name: Rc<str>,
        index_together: Vec<Vec<Rc<str>>>,
    },
    AlterOrderWithRespectTo {
        name: Rc<str>,
        order_with_respect_to: Option<Rc<str>>,
    },
    AlterModelOptions {
        name: Rc<str>,
        options: IndexMap<Rc<str>, Value>,
    },
    AlterModelManagers {
        name: Rc<str>,
        managers: Vec<(Rc<str>, Value)>,
    },
    AddField {
        model_name: Rc<str>,
        name: Rc<str>,
        field: Field,
        preserve_default: bool,
    },
    RemoveField {
        model_name: Rc<str>,
        name: Rc<str>,
    },
    AlterField {
        model_name: Rc<str>,
        name: Rc<str>,
        field: Field,
        preserve_default: bool,
    },
    RenameField {
        model_name: Rc<str>,
        old_name: Rc<str>,
        new_name: Rc<str>,
    },
    AddIndex {
        model_name: Rc<str>,
        index: Index,
    },
    RemoveIndex {
        model_name: Rc<str>,
        name: Rc<str>,
    },
    RenameIndex {
        model_name: Rc<str>,
        new_name: Rc<str>,
        old_name: Option<Rc<str>>,
        old_fields: Option<Vec<Rc<str>>>,
    },
    AddConstraint {
        model_name: Rc<str>,
        constraint: Constraint,
    },
    RemoveConstraint {
        model_name: Rc<str>,
        name: Rc<str>,
    },
    AlterConstraint {
        model_name: Rc<str>,
        name: Rc<str>,
        constraint: Constraint,
    },
    RunSQL {
        sql: Value,
        reverse_sql: Option<Value>,
        state_operations: Vec<Operation>,
        hints: Option<Value>,
        elidable: bool,
    },
    RunPython {
        code: Value,
        reverse_code: Option<Value>,
        atomic: Option<bool>,
        hints: Option<Value>,
        elidable: bool,
    },
    SeparateDatabaseAndState {
        database_operations: Vec<Operation>,
        state_operations: Vec<Operation>,
    },
    /// An operation of another class: `Operation` itself or a project's subclass of it.
    Custom(Rc<CustomOperation>),
}

/// An operation of a class that is not one of Django's.
pub struct CustomOperation {
    /// The class.
    pub class: Rc<Class>,
    /// The instance.
    pub instance: Value,
    /// The arguments it was made with.
    pub arguments: Arguments,
    /// `elidable`.
    pub elidable: bool,
    /// `reversible`.
    pub reversible: bool,
    /// `reduces_to_sql`.
    pub reduces_to_sql: bool,
    /// `atomic`.
    pub atomic: Option<bool>,
}

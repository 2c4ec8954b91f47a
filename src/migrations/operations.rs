//! The operations that migrations are made of.
//!
//! One file per question that Django asks of an operation: what it says (`describe`), what it makes
//! of a state (`state_forwards`), how it is written (`deconstruct`), what it depends on
//! (`references`), what it becomes together with a later one (`reduce`), and what it does to the
//! database (`schema`). `construct` reads operations from their Python calls.

pub(super) mod construct;
mod deconstruct;
mod describe;
mod reduce;
mod references;
#[cfg(test)]
pub(crate) mod samples;
pub(super) mod schema;
mod state_forwards;

use crate::python::value::Namespace;
use std::rc::Rc;

use crate::orm::{Base, Constraint, DjangoResult, Field, Index, ModelOptions};
use crate::python::{Arguments, Class, Value};

pub use construct::OperationObject;
pub(super) use construct::{BaseOperationClass, OPERATION_CLASSES, OperationClass};
pub use deconstruct::Argument;
pub use describe::OperationCategory;
pub use reduce::Reduction;
pub(super) use reduce::Subject;

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
        options: Namespace,
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
        /// Whether `old_fields` is written as a list, not as a tuple.
        is_list: bool,
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
        /// The call that made it, as `repr()` shows it.
        arguments: Rc<Arguments>,
    },
    RunPython {
        code: Value,
        reverse_code: Option<Value>,
        atomic: Option<bool>,
        hints: Option<Value>,
        elidable: bool,
        /// The call that made it, as `repr()` shows it.
        arguments: Rc<Arguments>,
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
    pub arguments: Rc<Arguments>,
    /// The arguments that its `deconstruct()` answers, by the names that `__init__` has for them.
    pub deconstructed: Vec<(Rc<str>, Value)>,
    /// What its `describe()` answered.
    pub description: Rc<str>,
    /// What its `migration_name_fragment` answered.
    pub migration_name_fragment: Option<Rc<str>>,
    /// Django's operation that it is as well, when its class derives from one of Django's.
    pub base: Option<Operation>,
    /// Operations that change a state as its `state_forwards()` does.
    pub state_operations: DjangoResult<Vec<Operation>>,
    /// `elidable`.
    pub elidable: bool,
    /// `reversible`.
    pub reversible: bool,
    /// `reduces_to_sql`.
    pub reduces_to_sql: bool,
    /// `atomic`.
    pub atomic: Option<bool>,
}

/// The options that an `AlterModelOptions` sets, and removes when it does not name them.
pub const ALTER_OPTION_KEYS: [&str; 11] = [
    "base_manager_name",
    "default_manager_name",
    "default_related_name",
    "get_latest_by",
    "managed",
    "ordering",
    "permissions",
    "default_permissions",
    "select_on_save",
    "verbose_name",
    "verbose_name_plural",
];

impl Operation {
    /// The class's name: `CreateModel`.
    pub fn class_name(&self) -> &str {
        match self {
            Self::CreateModel { .. } => "CreateModel",
            Self::DeleteModel { .. } => "DeleteModel",
            Self::RenameModel { .. } => "RenameModel",
            Self::AlterModelTable { .. } => "AlterModelTable",
            Self::AlterModelTableComment { .. } => "AlterModelTableComment",
            Self::AlterUniqueTogether { .. } => "AlterUniqueTogether",
            Self::AlterIndexTogether { .. } => "AlterIndexTogether",
            Self::AlterOrderWithRespectTo { .. } => "AlterOrderWithRespectTo",
            Self::AlterModelOptions { .. } => "AlterModelOptions",
            Self::AlterModelManagers { .. } => "AlterModelManagers",
            Self::AddField { .. } => "AddField",
            Self::RemoveField { .. } => "RemoveField",
            Self::AlterField { .. } => "AlterField",
            Self::RenameField { .. } => "RenameField",
            Self::AddIndex { .. } => "AddIndex",
            Self::RemoveIndex { .. } => "RemoveIndex",
            Self::RenameIndex { .. } => "RenameIndex",
            Self::AddConstraint { .. } => "AddConstraint",
            Self::RemoveConstraint { .. } => "RemoveConstraint",
            Self::AlterConstraint { .. } => "AlterConstraint",
            Self::RunSQL { .. } => "RunSQL",
            Self::RunPython { .. } => "RunPython",
            Self::SeparateDatabaseAndState { .. } => "SeparateDatabaseAndState",
            Self::Custom(custom) => &custom.class.name,
        }
    }

    /// Whether a squashed migration may leave it out.
    pub fn elidable(&self) -> bool {
        match self {
            Self::RunSQL { elidable, .. } | Self::RunPython { elidable, .. } => *elidable,
            Self::Custom(custom) => custom.elidable,
            _ => false,
        }
    }

    /// Whether it can be undone.
    pub fn reversible(&self) -> bool {
        match self {
            Self::RunSQL { reverse_sql, .. } => reverse_sql.is_some(),
            Self::RunPython { reverse_code, .. } => reverse_code.is_some(),
            Self::Custom(custom) => custom.reversible,
            _ => true,
        }
    }

    /// Whether `sqlmigrate` can show it.
    pub fn reduces_to_sql(&self) -> bool {
        match self {
            Self::RunPython { .. } => false,
            Self::Custom(custom) => custom.reduces_to_sql,
            _ => true,
        }
    }

    /// Whether it asks for a transaction of its own: `Some(false)` when it does not, `None` when
    /// the migration decides.
    pub fn atomic(&self) -> Option<bool> {
        match self {
            Self::RunPython { atomic, .. } => *atomic,
            Self::Custom(custom) => custom.atomic,
            _ => Some(false),
        }
    }

    /// The model's name that every operation on a model, its options included, has.
    fn model_operation_name(&self) -> Option<&Rc<str>> {
        match self {
            Self::CreateModel { name, .. }
            | Self::DeleteModel { name }
            | Self::RenameModel { old_name: name, .. } => Some(name),
            _ => self.option_operation_name(),
        }
    }

    /// The model's name, for operations that set one option of a model.
    fn option_operation_name(&self) -> Option<&Rc<str>> {
        match self {
            Self::AlterModelTable { name, .. }
            | Self::AlterModelTableComment { name, .. }
            | Self::AlterUniqueTogether { name, .. }
            | Self::AlterIndexTogether { name, .. }
            | Self::AlterOrderWithRespectTo { name, .. }
            | Self::AlterModelOptions { name, .. }
            | Self::AlterModelManagers { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The model's and the field's name, for operations on a field; the old one of a renamed field.
    fn field_operation_names(&self) -> Option<(&Rc<str>, &Rc<str>)> {
        match self {
            Self::AddField {
                model_name, name, ..
            }
            | Self::RemoveField { model_name, name }
            | Self::AlterField {
                model_name, name, ..
            }
            | Self::RenameField {
                model_name,
                old_name: name,
                ..
            } => Some((model_name, name)),
            _ => None,
        }
    }

    /// The model's name, for operations on an index or a constraint.
    fn index_operation_model(&self) -> Option<&Rc<str>> {
        match self {
            Self::AddIndex { model_name, .. }
            | Self::RemoveIndex { model_name, .. }
            | Self::RenameIndex { model_name, .. }
            | Self::AddConstraint { model_name, .. }
            | Self::RemoveConstraint { model_name, .. }
            | Self::AlterConstraint { model_name, .. } => Some(model_name),
            _ => None,
        }
    }

    /// The option's name and groups, for `AlterUniqueTogether` and `AlterIndexTogether`.
    fn together(&self) -> Option<(&'static str, &[Vec<Rc<str>>])> {
        match self {
            Self::AlterUniqueTogether {
                unique_together, ..
            } => Some(("unique_together", unique_together)),
            Self::AlterIndexTogether { index_together, .. } => {
                Some(("index_together", index_together))
            }
            _ => None,
        }
    }
}

/// Whether two names of models or fields are one to Django, which compares them in lower case.
fn same_name(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
        || (!(left.is_ascii() && right.is_ascii()) && left.to_lowercase() == right.to_lowercase())
}

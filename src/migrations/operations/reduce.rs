//! What an operation becomes together with a later one.

mod create_model;

use super::{Operation, same_name};

/// The answer of [`Operation::reduce`].
#[derive(Clone)]
pub enum Reduction {
    /// The two operations can be replaced by these.
    Replace(Vec<Operation>),
    /// The later operation can be moved in front of the earlier one.
    Through,
    /// The operations have to stay in this order.
    Barrier,
}

impl Operation {
    /// What this operation and a later one of the same app can become.
    pub fn reduce(&self, other: &Self, app_label: &str) -> Reduction {
        let together = match self {
            Self::CreateModel { .. } => create_model::reduce(self, other),
            Self::RenameModel { old_name, new_name } => {
                reduce_rename_model(old_name, new_name, other)
            }
            Self::AddField { .. } => reduce_add_field(self, other),
            Self::RemoveField { model_name, .. } => match other {
                Self::DeleteModel { name } if same_name(name, model_name) => {
                    Some(vec![other.clone()])
                }
                _ => None,
            },
            Self::AlterField { .. } => reduce_alter_field(self, other),
            Self::RenameField { .. } => reduce_rename_field(self, other),
            Self::AddIndex { .. } => reduce_add_index(self, other),
            Self::RenameIndex { .. } => reduce_rename_index(self, other),
            Self::AddConstraint { .. } => reduce_add_constraint(self, other),
            Self::AlterConstraint { .. } => reduce_alter_constraint(self, other),
            _ => reduce_option(self, other),
        };
        if let Some(operations) = together.or_else(|| self.reduce_elidable(other)) {
            Reduction::Replace(operations)
        } else if self.can_reduce_through(other, app_label) {
            Reduction::Through
        } else {
            Reduction::Barrier
        }
    }

    /// Whether [`Operation::reduce`] can answer [`Reduction::Through`] for some later operation.
    pub(in crate::migrations) fn can_be_passed(&self) -> bool {
        self.model_operation_name().is_some() || self.field_operation_names().is_some()
    }

    /// What the operation has to share with another for the two to be replaced, unless one is
    /// elidable: a model, or the name of an index.
    pub(in crate::migrations) fn subjects(&self) -> Vec<Subject> {
        let model = |name: &str| Subject::Model(name.to_lowercase());
        let index = |name: &str| Subject::Index(name.to_lowercase());
        let mut subjects = Vec::new();
        if let Self::RenameModel { old_name, new_name } = self {
            return vec![model(old_name), model(new_name)];
        }
        subjects.extend(self.model_operation_name().map(|name| model(name)));
        subjects.extend(self.field_operation_names().map(|(name, _)| model(name)));
        subjects.extend(self.index_operation_model().map(|name| model(name)));
        match self {
            Self::AddIndex { index: added, .. } => subjects.push(index(&added.name)),
            Self::RemoveIndex { name, .. } => subjects.push(index(name)),
            Self::RenameIndex { old_name, .. } => subjects.extend(old_name.as_deref().map(index)),
            _ => {}
        }
        subjects
    }

    fn reduce_elidable(&self, other: &Self) -> Option<Vec<Self>> {
        if self.elidable() {
            Some(vec![other.clone()])
        } else if other.elidable() {
            Some(vec![self.clone()])
        } else {
            None
        }
    }

    fn can_reduce_through(&self, other: &Self, app_label: &str) -> bool {
        match self {
            Self::RenameModel { new_name, .. } => !other.references_model(new_name, app_label),
            Self::RenameField {
                model_name,
                old_name,
                new_name,
            } => {
                !other.references_field(model_name, old_name, app_label)
                    && !other.references_field(model_name, new_name, app_label)
            }
            _ => {
                if let Some((model_name, name)) = self.field_operation_names() {
                    return !other.references_field(model_name, name, app_label);
                }
                let Some(name) = self.model_operation_name() else {
                    return false;
                };
                !other.references_model(name, app_label) || self.is_other_together(other)
            }
        }
    }

    /// Whether one of the two sets `unique_together` and the other `index_together`.
    fn is_other_together(&self, other: &Self) -> bool {
        match (self.together(), other.together()) {
            (Some((own, _)), Some((others, _))) => own != others,
            _ => false,
        }
    }
}

/// What two operations share that can be replaced by others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::migrations) enum Subject {
    /// A model by its lower-case name.
    Model(String),
    /// An index by its lower-case name, whatever its model.
    Index(String),
}

fn reduce_rename_model(
    old_name: &std::rc::Rc<str>,
    new_name: &str,
    other: &Operation,
) -> Option<Vec<Operation>> {
    match other {
        Operation::RenameModel {
            old_name: next,
            new_name: last,
        } if same_name(new_name, next) => Some(vec![Operation::RenameModel {
            old_name: old_name.clone(),
            new_name: last.clone(),
        }]),
        _ => None,
    }
}

/// An option that is set again, or whose model is deleted.
fn reduce_option(operation: &Operation, other: &Operation) -> Option<Vec<Operation>> {
    let name = operation.option_operation_name()?;
    let same_option = std::mem::discriminant(operation) == std::mem::discriminant(other);
    if !same_option && !matches!(other, Operation::DeleteModel { .. }) {
        return None;
    }
    let same_model = other
        .model_operation_name()
        .is_some_and(|it| same_name(it, name));
    same_model.then(|| vec![other.clone()])
}

fn is_same_field(operation: &Operation, other: &Operation) -> bool {
    match (
        operation.field_operation_names(),
        other.field_operation_names(),
    ) {
        (Some((model, name)), Some((other_model, other_name))) => {
            same_name(model, other_model) && same_name(name, other_name)
        }
        _ => false,
    }
}

fn reduce_add_field(operation: &Operation, other: &Operation) -> Option<Vec<Operation>> {
    let Operation::AddField {
        model_name, field, ..
    } = operation
    else {
        return None;
    };
    if !is_same_field(operation, other) {
        return None;
    }
    let (name, field) = match other {
        Operation::AlterField { name, field, .. } => (name, field),
        Operation::RenameField { new_name, .. } => (new_name, field),
        Operation::RemoveField { .. } => return Some(Vec::new()),
        _ => return None,
    };
    Some(vec![Operation::AddField {
        model_name: model_name.clone(),
        name: name.clone(),
        field: field.clone(),
        preserve_default: true,
    }])
}

fn reduce_alter_field(operation: &Operation, other: &Operation) -> Option<Vec<Operation>> {
    let Operation::AlterField {
        model_name, field, ..
    } = operation
    else {
        return None;
    };
    if !is_same_field(operation, other) {
        return None;
    }
    match other {
        Operation::AlterField { .. } | Operation::RemoveField { .. } => Some(vec![other.clone()]),
        Operation::RenameField { new_name, .. } if field.options.db_column.is_none() => {
            let altered = Operation::AlterField {
                model_name: model_name.clone(),
                name: new_name.clone(),
                field: field.clone(),
                preserve_default: true,
            };
            Some(vec![other.clone(), altered])
        }
        _ => None,
    }
}

fn reduce_rename_field(operation: &Operation, other: &Operation) -> Option<Vec<Operation>> {
    match (operation, other) {
        (
            Operation::RenameField {
                model_name,
                old_name,
                new_name,
            },
            Operation::RenameField {
                model_name: other_model,
                old_name: next,
                new_name: last,
            },
        ) if same_name(model_name, other_model) && same_name(new_name, next) => {
            Some(vec![Operation::RenameField {
                model_name: model_name.clone(),
                old_name: old_name.clone(),
                new_name: last.clone(),
            }])
        }
        _ => None,
    }
}

fn reduce_add_index(operation: &Operation, other: &Operation) -> Option<Vec<Operation>> {
    let Operation::AddIndex { model_name, index } = operation else {
        return None;
    };
    match other {
        Operation::RemoveIndex { name, .. } if *name == index.name => Some(Vec::new()),
        Operation::RenameIndex {
            old_name: Some(old_name),
            new_name,
            ..
        } if *old_name == index.name => {
            let mut index = index.clone();
            index.name = new_name.clone();
            Some(vec![Operation::AddIndex {
                model_name: model_name.clone(),
                index,
            }])
        }
        _ => None,
    }
}

fn reduce_rename_index(operation: &Operation, other: &Operation) -> Option<Vec<Operation>> {
    match (operation, other) {
        (
            Operation::RenameIndex {
                model_name,
                new_name,
                old_name,
                old_fields,
                is_list,
            },
            Operation::RenameIndex {
                model_name: other_model,
                new_name: last,
                old_name: Some(next),
                ..
            },
        ) if same_name(model_name, other_model) && same_name(new_name, next) => {
            Some(vec![Operation::RenameIndex {
                model_name: model_name.clone(),
                new_name: last.clone(),
                old_name: old_name.clone(),
                old_fields: old_fields.clone(),
                is_list: *is_list,
            }])
        }
        _ => None,
    }
}

fn reduce_add_constraint(operation: &Operation, other: &Operation) -> Option<Vec<Operation>> {
    let Operation::AddConstraint {
        model_name,
        constraint,
    } = operation
    else {
        return None;
    };
    match other {
        Operation::RemoveConstraint {
            model_name: other_model,
            name,
        } if same_name(model_name, other_model) && *name == constraint.name => Some(Vec::new()),
        Operation::AlterConstraint {
            model_name: other_model,
            name,
            constraint: altered,
        } if same_name(model_name, other_model) && *name == constraint.name => {
            Some(vec![Operation::AddConstraint {
                model_name: model_name.clone(),
                constraint: altered.clone(),
            }])
        }
        _ => None,
    }
}

fn reduce_alter_constraint(operation: &Operation, other: &Operation) -> Option<Vec<Operation>> {
    let Operation::AlterConstraint {
        model_name, name, ..
    } = operation
    else {
        return None;
    };
    match other {
        Operation::AlterConstraint {
            model_name: other_model,
            name: other_name,
            ..
        }
        | Operation::RemoveConstraint {
            model_name: other_model,
            name: other_name,
        } if same_name(model_name, other_model) && name == other_name => Some(vec![other.clone()]),
        _ => None,
    }
}

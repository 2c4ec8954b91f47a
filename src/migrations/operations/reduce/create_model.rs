//! What `CreateModel` takes in: every later change of the model it creates.

use crate::python::value::Namespace;
use std::rc::Rc;

use crate::migrations::operations::{ALTER_OPTION_KEYS, Operation, same_name};
use crate::migrations::state::{
    normalize_together, option_names, rename_in_together, together_value,
};
use crate::orm::{Base, Field, ModelOptions};
use crate::python::Value;

/// The parts of a `CreateModel` that a later operation may change.
#[derive(Clone)]
struct Parts {
    name: Rc<str>,
    fields: Vec<(Rc<str>, Field)>,
    options: ModelOptions,
    bases: Vec<Base>,
    managers: Vec<(Rc<str>, Value)>,
}

/// What a `CreateModel` and a later operation become.
pub(super) fn reduce(create: &Operation, other: &Operation) -> Option<Vec<Operation>> {
    let Operation::CreateModel { name, .. } = create else {
        return None;
    };
    let subject = other
        .model_operation_name()
        .or_else(|| other.field_operation_names().map(|(model, _)| model))
        .or_else(|| other.index_operation_model())?;
    if !same_name(name, subject) {
        return None;
    }
    if let Operation::DeleteModel { .. } = other {
        let proxy = is_proxy(create);
        return (!proxy).then(Vec::new);
    }
    let mut parts = Parts::of(create)?;
    parts.take_in(other)?;
    Some(vec![parts.into_operation()])
}

fn is_proxy(create: &Operation) -> bool {
    match create {
        Operation::CreateModel { options, .. } => {
            matches!(options.values.get("proxy"), Some(Value::Bool(true)))
        }
        _ => false,
    }
}

impl Parts {
    fn of(create: &Operation) -> Option<Self> {
        let Operation::CreateModel {
            name,
            fields,
            options,
            bases,
            managers,
        } = create
        else {
            return None;
        };
        Some(Self {
            name: name.clone(),
            fields: fields.clone(),
            options: ModelOptions {
                order: option_names(options),
                ..options.clone()
            },
            bases: bases.clone(),
            managers: managers.clone(),
        })
    }

    fn into_operation(self) -> Operation {
        Operation::CreateModel {
            name: self.name,
            fields: self.fields,
            options: self.options,
            bases: self.bases,
            managers: self.managers,
        }
    }

    /// Applies an operation on the same model; `None` when it cannot be taken in.
    fn take_in(&mut self, other: &Operation) -> Option<()> {
        match other {
            Operation::RenameModel { new_name, .. } => self.name = new_name.clone(),
            Operation::AlterModelOptions { options, .. } => self.alter_options(options),
            Operation::AlterModelManagers { managers, .. } => self.managers = managers.clone(),
            Operation::AddField { name, field, .. } => {
                self.fields.push((name.clone(), field.clone()));
            }
            Operation::AlterField { name, field, .. } => {
                for (own, value) in &mut self.fields {
                    if own == name {
                        *value = field.clone();
                    }
                }
            }
            Operation::RemoveField { name, .. } => self.remove_field(name),
            Operation::RenameField {
                old_name, new_name, ..
            } => self.rename_field(old_name, new_name),
            _ if other.index_operation_model().is_some() => return self.take_in_index(other),
            _ => {
                let (option, value) = other.option()?;
                self.set_option(option, value);
            }
        }
        Some(())
    }

    fn take_in_index(&mut self, other: &Operation) -> Option<()> {
        match other {
            Operation::AddIndex { index, .. } => {
                self.place_option("indexes");
                self.options.indexes.push(index.clone());
            }
            Operation::RemoveIndex { name, .. } => {
                self.place_option("indexes");
                self.options.indexes.retain(|it| it.name != *name);
            }
            Operation::AddConstraint { constraint, .. } => {
                self.place_option("constraints");
                self.options.constraints.push(constraint.clone());
            }
            Operation::RemoveConstraint { name, .. } => {
                self.place_option("constraints");
                self.options.constraints.retain(|it| it.name != *name);
            }
            _ => return None,
        }
        Some(())
    }

    /// Puts an option behind the others, unless it has a place already.
    fn place_option(&mut self, name: &str) {
        if !self.options.order.iter().any(|it| **it == *name) {
            self.options.order.push(name.into());
        }
    }

    fn set_option(&mut self, name: &str, value: Value) {
        self.place_option(name);
        self.options.values.insert(name.into(), value);
    }

    fn remove_option(&mut self, name: &str) -> Option<Value> {
        self.options.order.retain(|it| **it != *name);
        self.options.values.shift_remove(name)
    }

    fn alter_options(&mut self, options: &Namespace) {
        for (name, value) in options {
            self.set_option(name, value.clone());
        }
        for key in ALTER_OPTION_KEYS {
            if !options.contains_key(key) {
                self.remove_option(key);
            }
        }
    }

    fn remove_field(&mut self, name: &str) {
        let lower = name.to_lowercase();
        for option in ["unique_together", "index_together"] {
            let Some(value) = self.remove_option(option) else {
                continue;
            };
            let mut groups = normalize_together(&value);
            for group in &mut groups {
                group.retain(|field| **field != *lower);
            }
            groups.retain(|group| !group.is_empty());
            if !groups.is_empty() {
                self.set_option(option, together_value(groups));
            }
        }
        if self.order_with_respect_to().as_deref() == Some(&lower) {
            self.remove_option("order_with_respect_to");
        }
        self.fields.retain(|(own, _)| own.to_lowercase() != lower);
    }

    fn rename_field(&mut self, old_name: &Rc<str>, new_name: &Rc<str>) {
        rename_in_together(&mut self.options, old_name, new_name);
        if self.order_with_respect_to().as_ref() == Some(old_name) {
            self.set_option("order_with_respect_to", Value::Str(new_name.clone()));
        }
        for (own, _) in &mut self.fields {
            if own == old_name {
                *own = new_name.clone();
            }
        }
    }

    fn order_with_respect_to(&self) -> Option<Rc<str>> {
        let value = self.options.values.get("order_with_respect_to")?;
        value.as_text()
    }
}

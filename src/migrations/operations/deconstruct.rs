//! How an operation is written: the arguments of its constructor.

use crate::python::value::Namespace;
use std::rc::Rc;

use super::Operation;
use super::state_forwards::optional_text;
use crate::migrations::state::together_value;
use crate::orm::{Base, Constraint, Field, Index, ModelOptions};
use crate::python::{Dict, Value};

/// The value of an operation's argument.
pub enum Argument<'a> {
    /// A Python value.
    Value(Value),
    /// A field.
    Field(&'a Field),
    /// An index.
    Index(&'a Index),
    /// A constraint.
    Constraint(&'a Constraint),
    /// The fields of a model, one on a line.
    Fields(&'a [(Rc<str>, Field)]),
    /// The options of a model, one on a line.
    Options(&'a ModelOptions),
    /// The bases of a model.
    Bases(&'a [Base]),
    /// The managers of a model, one on a line.
    Managers(&'a [(Rc<str>, Value)]),
    /// Operations, one on a line.
    ExpandedOperations(&'a [Operation]),
    /// Operations in one list.
    Operations(&'a [Operation]),
}

/// Arguments by name, in the order in which they are written.
type Arguments<'a> = Vec<(&'a str, Argument<'a>)>;

impl Operation {
    /// The arguments that make an equal operation.
    pub fn deconstruct(&self) -> Arguments<'_> {
        if self.field_operation_names().is_some() {
            self.deconstruct_field_operation()
        } else if self.index_operation_model().is_some() {
            self.deconstruct_index_operation()
        } else if self.model_operation_name().is_some() {
            self.deconstruct_model_operation()
        } else {
            self.deconstruct_special_operation()
        }
    }

    fn deconstruct_model_operation(&self) -> Arguments<'_> {
        match self {
            Self::CreateModel {
                name,
                fields,
                options,
                bases,
                managers,
            } => {
                let mut arguments =
                    vec![("name", text(name)), ("fields", Argument::Fields(fields))];
                if has_options(options) {
                    arguments.push(("options", Argument::Options(options)));
                }
                if !matches!(bases.as_slice(), [] | [Base::Model]) {
                    arguments.push(("bases", Argument::Bases(bases)));
                }
                if !is_default_manager(managers) {
                    arguments.push(("managers", Argument::Managers(managers)));
                }
                arguments
            }
            Self::DeleteModel { name } => vec![("name", text(name))],
            Self::RenameModel { old_name, new_name } => {
                vec![("old_name", text(old_name)), ("new_name", text(new_name))]
            }
            Self::AlterModelManagers { name, managers } => {
                vec![
                    ("name", text(name)),
                    ("managers", Argument::Managers(managers)),
                ]
            }
            Self::AlterModelOptions { name, options } => {
                vec![("name", text(name)), ("options", dict(options))]
            }
            _ => self.deconstruct_option_operation(),
        }
    }

    fn deconstruct_option_operation(&self) -> Arguments<'_> {
        let (name, value) = match self {
            Self::AlterModelTable { table, .. } => ("table", optional_text(table)),
            Self::AlterModelTableComment { table_comment, .. } => {
                ("table_comment", optional_text(table_comment))
            }
            Self::AlterOrderWithRespectTo {
                order_with_respect_to,
                ..
            } => (
                "order_with_respect_to",
                optional_text(order_with_respect_to),
            ),
            _ => match self.together() {
                Some((option, groups)) => (option, together_value(groups.to_vec())),
                None => return Vec::new(),
            },
        };
        let model = self.option_operation_name().map(text);
        let model = model.into_iter().map(|model| ("name", model));
        model.chain([(name, Argument::Value(value))]).collect()
    }

    fn deconstruct_field_operation(&self) -> Arguments<'_> {
        match self {
            Self::AddField {
                model_name,
                name,
                field,
                preserve_default,
            }
            | Self::AlterField {
                model_name,
                name,
                field,
                preserve_default,
            } => {
                let mut arguments = vec![
                    ("model_name", text(model_name)),
                    ("name", text(name)),
                    ("field", Argument::Field(field)),
                ];
                if !preserve_default {
                    let value = Argument::Value(Value::Bool(false));
                    arguments.push(("preserve_default", value));
                }
                arguments
            }
            Self::RemoveField { model_name, name } => {
                vec![("model_name", text(model_name)), ("name", text(name))]
            }
            Self::RenameField {
                model_name,
                old_name,
                new_name,
            } => vec![
                ("model_name", text(model_name)),
                ("old_name", text(old_name)),
                ("new_name", text(new_name)),
            ],
            _ => Vec::new(),
        }
    }

    fn deconstruct_index_operation(&self) -> Arguments<'_> {
        let rest = match self {
            Self::AddIndex { index, .. } => vec![("index", Argument::Index(index))],
            Self::RemoveIndex { name, .. } | Self::RemoveConstraint { name, .. } => {
                vec![("name", text(name))]
            }
            Self::RenameIndex {
                new_name,
                old_name,
                old_fields,
                is_list,
                ..
            } => {
                let mut arguments = vec![("new_name", text(new_name))];
                arguments.extend(old_name.as_ref().map(|name| ("old_name", text(name))));
                arguments.extend(
                    old_fields
                        .as_deref()
                        .map(|it| ("old_fields", names(it, *is_list))),
                );
                arguments
            }
            Self::AddConstraint { constraint, .. } => {
                vec![("constraint", Argument::Constraint(constraint))]
            }
            Self::AlterConstraint {
                name, constraint, ..
            } => vec![
                ("name", text(name)),
                ("constraint", Argument::Constraint(constraint)),
            ],
            _ => Vec::new(),
        };
        let model = self.index_operation_model().map(text);
        let model = model.into_iter().map(|model| ("model_name", model));
        model.chain(rest).collect()
    }

    fn deconstruct_special_operation(&self) -> Arguments<'_> {
        match self {
            Self::RunSQL {
                sql,
                reverse_sql,
                state_operations,
                hints,
                ..
            } => {
                let mut arguments = vec![("sql", Argument::Value(sql.clone()))];
                arguments.extend(optional("reverse_sql", reverse_sql));
                if !state_operations.is_empty() {
                    let operations = Argument::Operations(state_operations);
                    arguments.push(("state_operations", operations));
                }
                arguments.extend(optional("hints", hints));
                arguments
            }
            Self::RunPython {
                code,
                reverse_code,
                atomic,
                hints,
                ..
            } => {
                let mut arguments = vec![("code", Argument::Value(code.clone()))];
                arguments.extend(optional("reverse_code", reverse_code));
                let atomic = atomic.map(|it| ("atomic", Argument::Value(Value::Bool(it))));
                arguments.extend(atomic);
                arguments.extend(optional("hints", hints));
                arguments
            }
            Self::SeparateDatabaseAndState {
                database_operations,
                state_operations,
            } => {
                let lists = [
                    ("database_operations", database_operations),
                    ("state_operations", state_operations),
                ];
                let given = lists.into_iter().filter(|(_, list)| !list.is_empty());
                given
                    .map(|(name, list)| (name, Argument::ExpandedOperations(list)))
                    .collect()
            }
            Self::Custom(custom) => {
                let arguments = custom.deconstructed.iter();
                arguments
                    .map(|(name, value)| (&**name, Argument::Value(value.clone())))
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

fn text(text: &Rc<str>) -> Argument<'static> {
    Argument::Value(Value::Str(text.clone()))
}

fn names(names: &[Rc<str>], is_list: bool) -> Argument<'static> {
    let names = names.iter().cloned().map(Value::Str).collect();
    Argument::Value(if is_list {
        Value::list(names)
    } else {
        Value::tuple(names)
    })
}

fn optional<'a>(name: &'a str, value: &Option<Value>) -> Option<(&'a str, Argument<'a>)> {
    let value = value.clone()?;
    Some((name, Argument::Value(value)))
}

fn dict(options: &Namespace) -> Argument<'static> {
    let entries = options
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()));
    Argument::Value(Value::dict(Dict::from_text_keys(entries)))
}

fn has_options(options: &ModelOptions) -> bool {
    !crate::migrations::state::option_names(options).is_empty()
}

/// Whether the managers are what a model has without any: one plain `objects`.
fn is_default_manager(managers: &[(Rc<str>, Value)]) -> bool {
    match managers {
        [] => true,
        [(name, manager)] => {
            &**name == "objects"
                && manager.as_instance().is_some_and(|instance| {
                    instance.class.path() == "django.db.models.manager.Manager"
                        && instance.arguments.is_empty()
                })
        }
        _ => false,
    }
}

//! What an operation says about itself.

use std::rc::Rc;

use super::Operation;
use crate::orm::{DjangoResult, Exception, Index};
use crate::python::{Interpreter, PyResult, Value};

/// The kind of change, as the mark in front of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the Django category it names")]
pub enum OperationCategory {
    Addition,
    Removal,
    Alteration,
    Python,
    Sql,
    Mixed,
}

impl OperationCategory {
    /// The mark.
    pub fn value(self) -> char {
        match self {
            Self::Addition => '+',
            Self::Removal => '-',
            Self::Alteration => '~',
            Self::Python => 'p',
            Self::Sql => 's',
            Self::Mixed => '?',
        }
    }
}

impl Operation {
    /// The kind of change.
    pub fn category(&self) -> OperationCategory {
        match self {
            Self::CreateModel { .. }
            | Self::AddField { .. }
            | Self::AddIndex { .. }
            | Self::AddConstraint { .. } => OperationCategory::Addition,
            Self::DeleteModel { .. }
            | Self::RemoveField { .. }
            | Self::RemoveIndex { .. }
            | Self::RemoveConstraint { .. } => OperationCategory::Removal,
            Self::RunPython { .. } => OperationCategory::Python,
            Self::RunSQL { .. } => OperationCategory::Sql,
            Self::SeparateDatabaseAndState { .. } | Self::Custom(_) => OperationCategory::Mixed,
            _ => OperationCategory::Alteration,
        }
    }

    /// One line for people: `Add field title to book`.
    pub fn describe(&self) -> String {
        if let Some((option, groups)) = self.together() {
            let name = self.model_operation_name().map_or("", |name| name);
            return format!("Alter {option} for {name} ({} constraint(s))", groups.len());
        }
        self.describe_model_operation()
            .or_else(|| self.describe_field_operation())
            .or_else(|| self.describe_index_operation())
            .unwrap_or_else(|| self.describe_special_operation())
    }

    /// The description behind its category's mark.
    pub fn formatted_description(&self) -> String {
        format!("{} {}", self.category().value(), self.describe())
    }

    /// `repr()`: the call that made the operation. Only operations that may be irreversible are ever
    /// shown so; of the others it names the class.
    ///
    /// # Errors
    ///
    /// What `repr()` of the arguments raises.
    pub fn repr(&self, interpreter: &mut Interpreter) -> PyResult<String> {
        let name = self.class_name();
        let call = match self {
            Self::RunSQL { arguments, .. } | Self::RunPython { arguments, .. } => arguments,
            Self::Custom(custom) => &custom.arguments,
            _ => return Ok(format!("<{name} >")),
        };
        let mut positional = Vec::new();
        for value in &call.positional {
            positional.push(interpreter.repr(value)?);
        }
        let mut keywords = Vec::new();
        for (keyword, value) in &call.keywords {
            keywords.push(format!(" {keyword}={}", interpreter.repr(value)?));
        }
        let (positional, keywords) = (positional.join(", "), keywords.join(","));
        Ok(format!("<{name} {positional}{keywords}>"))
    }

    /// What a file name says of the operation; `None` when it has nothing to say.
    pub fn migration_name_fragment(&self) -> Option<String> {
        let fragment = match self {
            Self::CreateModel { name, .. } => lower(name),
            Self::DeleteModel { name } => format!("delete_{}", lower(name)),
            Self::RenameModel { old_name, new_name } => {
                format!("rename_{}_{}", lower(old_name), lower(new_name))
            }
            Self::AddField {
                model_name, name, ..
            } => format!("{}_{}", lower(model_name), lower(name)),
            Self::RemoveField { model_name, name } => {
                format!("remove_{}_{}", lower(model_name), lower(name))
            }
            Self::AlterField {
                model_name, name, ..
            } => format!("alter_{}_{}", lower(model_name), lower(name)),
            Self::RenameField {
                model_name,
                old_name,
                new_name,
            } => {
                let model_name = lower(model_name);
                format!(
                    "rename_{}_{model_name}_{}",
                    lower(old_name),
                    lower(new_name)
                )
            }
            Self::Custom(custom) => {
                return custom
                    .migration_name_fragment
                    .as_ref()
                    .map(ToString::to_string);
            }
            _ => {
                return self
                    .option_name_fragment()
                    .or_else(|| self.index_name_fragment());
            }
        };
        Some(fragment)
    }

    /// What `migrate --plan` adds to the description of an operation with code or SQL: `None` for
    /// every other operation, `Some(None)` for a direction that is impossible, else the code's
    /// documentation or the SQL of the direction that will run.
    ///
    /// # Errors
    ///
    /// What `str()` of the SQL raises.
    pub fn plan_detail(
        &self,
        interpreter: &mut Interpreter,
        backwards: bool,
    ) -> DjangoResult<Option<Option<String>>> {
        let (forwards, reverse) = match self {
            Self::RunPython {
                code, reverse_code, ..
            } => (code, reverse_code),
            Self::RunSQL {
                sql, reverse_sql, ..
            } => (sql, reverse_sql),
            _ => return Ok(None),
        };
        let Some(action) = (if backwards {
            reverse.as_ref()
        } else {
            Some(forwards)
        }) else {
            return Ok(Some(None));
        };
        if matches!(self, Self::RunPython { .. }) {
            return Ok(Some(Some(documentation(action))));
        }
        match interpreter.str(action) {
            Ok(text) => Ok(Some(Some(text.to_string()))),
            Err(error) => Err(Exception::from_python(interpreter, error)),
        }
    }

    fn describe_model_operation(&self) -> Option<String> {
        Some(match self {
            Self::CreateModel { name, options, .. } => {
                let proxy = matches!(options.values.get("proxy"), Some(Value::Bool(true)));
                format!("Create {}model {name}", if proxy { "proxy " } else { "" })
            }
            Self::DeleteModel { name } => format!("Delete model {name}"),
            Self::RenameModel { old_name, new_name } => {
                format!("Rename model {old_name} to {new_name}")
            }
            Self::AlterModelTable { name, table } => {
                let table = table.as_deref().unwrap_or("(default)");
                format!("Rename table for {name} to {table}")
            }
            Self::AlterModelTableComment { name, .. } => format!("Alter {name} table comment"),
            Self::AlterOrderWithRespectTo {
                name,
                order_with_respect_to,
            } => {
                let field = order_with_respect_to.as_deref().unwrap_or("None");
                format!("Set order_with_respect_to on {name} to {field}")
            }
            Self::AlterModelOptions { name, .. } => format!("Change Meta options on {name}"),
            Self::AlterModelManagers { name, .. } => format!("Change managers on {name}"),
            _ => return None,
        })
    }

    fn describe_field_operation(&self) -> Option<String> {
        Some(match self {
            Self::AddField {
                model_name, name, ..
            } => format!("Add field {name} to {model_name}"),
            Self::RemoveField { model_name, name } => {
                format!("Remove field {name} from {model_name}")
            }
            Self::AlterField {
                model_name, name, ..
            } => format!("Alter field {name} on {model_name}"),
            Self::RenameField {
                model_name,
                old_name,
                new_name,
            } => format!("Rename field {old_name} on {model_name} to {new_name}"),
            _ => return None,
        })
    }

    fn describe_index_operation(&self) -> Option<String> {
        Some(match self {
            Self::AddIndex { model_name, index } => describe_new_index(model_name, index),
            Self::RemoveIndex { model_name, name } => {
                format!("Remove index {name} from {model_name}")
            }
            Self::RenameIndex {
                model_name,
                new_name,
                old_name: Some(old_name),
                ..
            } => format!("Rename index {old_name} on {model_name} to {new_name}"),
            Self::RenameIndex {
                model_name,
                new_name,
                old_fields,
                is_list,
                ..
            } => {
                let fields = shown_names(old_fields.as_deref().unwrap_or_default(), *is_list);
                format!("Rename unnamed index for {fields} on {model_name} to {new_name}")
            }
            Self::AddConstraint {
                model_name,
                constraint,
            } => format!(
                "Create constraint {} on model {model_name}",
                constraint.name
            ),
            Self::RemoveConstraint { model_name, name } => {
                format!("Remove constraint {name} from model {model_name}")
            }
            Self::AlterConstraint {
                model_name, name, ..
            } => format!("Alter constraint {name} on {model_name}"),
            _ => return None,
        })
    }

    fn describe_special_operation(&self) -> String {
        match self {
            Self::RunSQL { .. } => "Raw SQL operation".to_owned(),
            Self::RunPython { .. } => "Raw Python operation".to_owned(),
            Self::Custom(custom) => custom.description.to_string(),
            _ => "Custom state/database change combination".to_owned(),
        }
    }

    fn option_name_fragment(&self) -> Option<String> {
        let name = lower(self.option_operation_name()?);
        let option = match self {
            Self::AlterModelTable { .. } => "table",
            Self::AlterModelTableComment { .. } => "table_comment",
            Self::AlterUniqueTogether { .. } => "unique_together",
            Self::AlterIndexTogether { .. } => "index_together",
            Self::AlterOrderWithRespectTo { .. } => "order_with_respect_to",
            Self::AlterModelOptions { .. } => "options",
            _ => "managers",
        };
        Some(format!("alter_{name}_{option}"))
    }

    fn index_name_fragment(&self) -> Option<String> {
        let model = lower(self.index_operation_model()?);
        Some(match self {
            Self::AddIndex { index, .. } => format!("{model}_{}", lower(&index.name)),
            Self::RemoveIndex { name, .. } | Self::RemoveConstraint { name, .. } => {
                format!("remove_{model}_{}", lower(name))
            }
            Self::RenameIndex {
                new_name,
                old_name: Some(old_name),
                ..
            } => format!("rename_{}_{}", lower(old_name), lower(new_name)),
            Self::RenameIndex {
                new_name,
                old_fields,
                ..
            } => {
                let fields = old_fields.as_deref().unwrap_or_default().join("_");
                format!("rename_{model}_{fields}_{}", lower(new_name))
            }
            Self::AddConstraint { constraint, .. } => {
                format!("{model}_{}", lower(&constraint.name))
            }
            Self::AlterConstraint { constraint, .. } => {
                format!("alter_{model}_{}", lower(&constraint.name))
            }
            _ => return None,
        })
    }
}

fn documentation(code: &Value) -> String {
    let doc = match code {
        Value::Function(function) => function.doc.clone(),
        Value::Class(class) => class.doc(),
        _ => None,
    };
    doc.unwrap_or_default().to_string()
}

fn describe_new_index(model_name: &str, index: &Index) -> String {
    let name = &index.name;
    if index.expressions.is_empty() {
        let fields = index.fields.join(", ");
        return format!("Create index {name} on field(s) {fields} of model {model_name}");
    }
    let expressions = index.expression_texts.join(", ");
    format!("Create index {name} on {expressions} on model {model_name}")
}

/// A tuple or list of names as Python prints it.
fn shown_names(names: &[Rc<str>], is_list: bool) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.as_slice() {
        quoted if is_list => format!("[{}]", quoted.join(", ")),
        [only] => format!("({only},)"),
        quoted => format!("({})", quoted.join(", ")),
    }
}

fn lower(name: &str) -> String {
    name.to_lowercase()
}

//! What an operation depends on. The optimizer moves an operation past others only when they do
//! not refer to what it changes; in doubt the answer is yes.

use super::{Operation, same_name};
use crate::migrations::state::{field_references, same_lower};
use crate::orm::{Base, Field, ModelKey};

impl Operation {
    /// Whether the operation may refer to the model.
    pub fn references_model(&self, name: &str, app_label: &str) -> bool {
        match self {
            Self::CreateModel {
                name: own_name,
                fields,
                bases,
                ..
            } => {
                let model = ModelKey::new(app_label, name);
                same_name(own_name, name)
                    || bases.iter().any(|base| is_base(base, &model))
                    || fields
                        .iter()
                        .any(|(_, field)| field_refers(field, own_name, &model, None))
            }
            // Its fields, which are not known here, may refer to any model.
            Self::DeleteModel { .. } => true,
            Self::RenameModel { old_name, new_name } => {
                same_name(old_name, name) || same_name(new_name, name)
            }
            Self::AddField {
                model_name, field, ..
            }
            | Self::AlterField {
                model_name, field, ..
            } => {
                same_name(model_name, name)
                    || field_refers(field, model_name, &ModelKey::new(app_label, name), None)
            }
            Self::RemoveField { model_name, .. } | Self::RenameField { model_name, .. } => {
                same_name(model_name, name)
            }
            _ => self
                .option_operation_name()
                .is_none_or(|own_name| same_name(own_name, name)),
        }
    }

    /// Whether the operation may refer to the field.
    pub fn references_field(&self, model_name: &str, name: &str, app_label: &str) -> bool {
        match self {
            Self::AddField {
                model_name: own_model,
                name: own_name,
                field,
                ..
            }
            | Self::AlterField {
                model_name: own_model,
                name: own_name,
                field,
                ..
            } => {
                let local = same_name(own_model, model_name)
                    && (**own_name == *name || is_from_field(field, name));
                local || {
                    let model = ModelKey::new(app_label, model_name);
                    field_refers(field, own_model, &model, Some(name))
                }
            }
            Self::RemoveField {
                model_name: own_model,
                name: own_name,
            } => same_name(own_model, model_name) && **own_name == *name,
            Self::RenameField {
                model_name: own_model,
                old_name,
                new_name,
            } => {
                same_name(own_model, model_name)
                    && (same_name(old_name, name) || same_name(new_name, name))
            }
            Self::AlterOrderWithRespectTo {
                order_with_respect_to,
                ..
            } => {
                let field = order_with_respect_to.as_deref();
                self.references_model(model_name, app_label) && field.is_none_or(|it| it == name)
            }
            _ => match self.together() {
                Some((_, groups)) => {
                    self.references_model(model_name, app_label)
                        && (groups.is_empty() || groups.iter().flatten().any(|it| **it == *name))
                }
                None => self.references_model(model_name, app_label),
            },
        }
    }

    /// The models of `app_label` that [`Operation::references_model`] answers yes for, in lower
    /// case; `None` when it is every model.
    pub(in crate::migrations) fn referenced_models(&self, app_label: &str) -> Option<Vec<String>> {
        let mut names = Vec::new();
        match self {
            Self::CreateModel {
                name,
                fields,
                bases,
                ..
            } => {
                names.push(name.to_lowercase());
                names.extend(bases.iter().filter_map(|base| base_name(base, app_label)));
                for (_, field) in fields {
                    names.extend(field_models(field, name, app_label));
                }
            }
            Self::DeleteModel { .. } => return None,
            Self::RenameModel { old_name, new_name } => {
                names.extend([old_name.to_lowercase(), new_name.to_lowercase()]);
            }
            Self::AddField {
                model_name, field, ..
            }
            | Self::AlterField {
                model_name, field, ..
            } => {
                names.push(model_name.to_lowercase());
                names.extend(field_models(field, model_name, app_label));
            }
            Self::RemoveField { model_name, .. } | Self::RenameField { model_name, .. } => {
                names.push(model_name.to_lowercase());
            }
            _ => names.push(self.option_operation_name()?.to_lowercase()),
        }
        Some(names)
    }
}

fn is_base(base: &Base, model: &ModelKey) -> bool {
    match base {
        Base::Key(key) => key == model,
        Base::Named(reference) => match reference.split_once('.') {
            Some((app_label, name)) => {
                app_label == &*model.app_label && same_lower(name, &model.model_name)
            }
            None => same_lower(reference, &model.model_name),
        },
        Base::Model | Base::Class(_) => false,
    }
}

fn base_name(base: &Base, app_label: &str) -> Option<String> {
    match base {
        Base::Key(key) => (*key.app_label == *app_label).then(|| key.model_name.to_string()),
        Base::Named(reference) => match reference.split_once('.') {
            Some((app, name)) => (app == app_label).then(|| name.to_lowercase()),
            None => Some(reference.to_lowercase()),
        },
        Base::Model | Base::Class(_) => None,
    }
}

/// Whether a field of a model of the same app refers to the model, or to the field of it.
fn field_refers(field: &Field, own_model: &str, model: &ModelKey, name: Option<&str>) -> bool {
    if field.relation.is_none() {
        return false;
    }
    let own_model = own_model.to_lowercase();
    let referenced = name.map(|name| (name, None));
    field_references(&model.app_label, &own_model, field, model, referenced).is_some()
}

fn is_from_field(field: &Field, name: &str) -> bool {
    let relation = field.relation.as_ref();
    relation.is_some_and(|it| it.from_fields.iter().any(|field| **field == *name))
}

fn field_models(field: &Field, own_model: &str, app_label: &str) -> Vec<String> {
    let Some(relation) = &field.relation else {
        return Vec::new();
    };
    let references = std::iter::once(&relation.to).chain(&relation.through);
    let keys = references.map(|it| it.resolve(app_label, own_model));
    keys.filter(|key| *key.app_label == *app_label)
        .map(|key| key.model_name.to_string())
        .collect()
}

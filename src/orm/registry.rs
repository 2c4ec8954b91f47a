//! The installed apps and the models that their modules declare.

use std::rc::Rc;

use indexmap::IndexMap;

use super::apps::Apps;
use super::exceptions::DjangoResult;
use super::fields::ModelReference;
use super::model::{Model, ModelKey};
use super::settings::Settings;
use crate::python::{Class, Value};

/// An installed app.
#[derive(Clone)]
pub struct AppConfig {
    /// `label`.
    pub label: Rc<str>,
    /// `name`: the dotted name of the package.
    pub name: Rc<str>,
    /// `verbose_name`.
    pub verbose_name: Rc<str>,
    /// `default_auto_field`, when the app's own configuration says it.
    pub default_auto_field: Option<Rc<str>>,
    /// `AppConfig` subclass's dotted path, when the app has one.
    pub class_path: Option<Rc<str>>,
    /// Whether the app has a `models` module.
    pub has_models: bool,
}

/// The global registry while models are being read: `django.apps.apps`.
#[derive(Default)]
pub struct Registry {
    /// Installed apps by label, in the order of `INSTALLED_APPS`.
    pub app_configs: IndexMap<Rc<str>, AppConfig>,
    /// Model classes in the order of their creation; abstract ones are not registered.
    pub models: IndexMap<ModelKey, RegisteredModel>,
    /// Counts fields as `Field.creation_counter`.
    pub(crate) creation_counter: i64,
    /// Counts automatic fields, downwards, as `Field.auto_creation_counter`.
    pub(crate) auto_creation_counter: i64,
    /// Whether every `models` module has been executed.
    pub ready: bool,
    /// The project's settings; Django's defaults until the evaluator is given Django's modules.
    pub settings: Rc<Settings>,
    /// The settings of swappable models by label of the model that fills them.
    pub(crate) swappable: IndexMap<String, Rc<str>>,
    /// `RuntimeWarning`s and the like that reading models gave.
    pub warnings: Vec<String>,
}

/// A model class with its definition.
#[derive(Clone)]
pub struct RegisteredModel {
    /// The Python class.
    pub class: Rc<Class>,
    /// What it declares.
    pub model: Model,
}

impl Registry {
    /// A registry with these apps and no models yet.
    pub fn new(app_configs: impl IntoIterator<Item = AppConfig>) -> Self {
        let app_configs = app_configs
            .into_iter()
            .map(|config| (config.label.clone(), config))
            .collect();
        Self {
            app_configs,
            ..Self::default()
        }
    }

    /// `get_containing_app_config(module)`: the app with the longest name that the module is in.
    pub fn containing_app_config(&self, module: &str) -> Option<&AppConfig> {
        self.app_configs
            .values()
            .filter(|config| {
                module
                    .strip_prefix(config.name.as_ref())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
            .max_by_key(|config| config.name.len())
    }

    /// The definition of a registered model.
    pub fn model(&self, key: &ModelKey) -> Option<&Model> {
        self.models.get(key).map(|registered| &registered.model)
    }

    /// Labels of the installed apps, in order.
    pub fn labels(&self) -> Vec<Rc<str>> {
        self.app_configs.keys().cloned().collect()
    }

    /// `get_swappable_settings_name(label)`: the setting that a model fills, among those of the
    /// models known by now.
    pub fn swappable_setting(&self, label: &str) -> Option<Rc<str>> {
        self.swappable.get(&label.to_lowercase()).cloned()
    }

    /// Every model module has been executed: relations get their targets, and references to
    /// swappable models their settings.
    pub fn finish(&mut self) {
        let keys: Vec<ModelKey> = self.models.keys().cloned().collect();
        for key in keys {
            let Some(registered) = self.models.get(&key) else {
                continue;
            };
            let mut model = registered.model.clone();
            for field in model.fields.values_mut() {
                *field = self.resolved_field(&key, field);
            }
            if let Some(registered) = self.models.get_mut(&key) {
                registered.model = model;
            }
        }
        self.ready = true;
    }

    /// The models as one registry in which relations are resolved.
    ///
    /// # Errors
    ///
    /// `InvalidBasesError`, which only a base outside the installed apps gives.
    pub fn apps(&self, settings: Rc<Settings>) -> DjangoResult<Apps> {
        let models = self
            .models
            .values()
            .map(|registered| registered.model.clone())
            .collect();
        Apps::of_registry(models, settings, self.labels())
    }

    fn resolved_field(
        &self,
        owner: &ModelKey,
        field: &super::fields::Field,
    ) -> super::fields::Field {
        let Some(relation) = &field.relation else {
            return field.clone();
        };
        let to = self.resolved_reference(owner, &relation.to, relation.swappable);
        let through = relation
            .through
            .as_ref()
            .map(|through| self.resolved_reference(owner, through, false));
        let target = self.model(&relation.to.resolve(&owner.app_label, &owner.model_name));
        let target_pk = target.and_then(Model::pk).and_then(|pk| pk.name.clone());
        field.with(|data| {
            if let Some(relation) = &mut data.relation {
                relation.to = to;
                relation.through = through;
                if relation.to_field.is_some() && relation.to_field == target_pk {
                    relation.to_field = None;
                }
            }
        })
    }

    /// The reference as Django's `deconstruct()` sees it once the model is known.
    pub(crate) fn resolved_reference(
        &self,
        owner: &ModelKey,
        to: &ModelReference,
        swappable: bool,
    ) -> ModelReference {
        let key = to.resolve(&owner.app_label, &owner.model_name);
        let found = self.model(&key);
        let label = found.map_or_else(|| key.to_string(), Model::label);
        let Some((app_label, model)) = label.split_once('.') else {
            return to.clone();
        };
        match self.swappable_setting(&label).filter(|_| swappable) {
            Some(setting) => ModelReference::Setting {
                setting,
                app_label: app_label.into(),
                model: model.into(),
            },
            None if found.is_some() => ModelReference::Scoped {
                app_label: app_label.into(),
                model: model.into(),
            },
            None => to.clone(),
        }
    }

    /// The next creation counter for a field.
    pub(crate) fn next_counter(&mut self, auto_created: bool) -> i64 {
        if auto_created {
            self.auto_creation_counter -= 1;
            self.auto_creation_counter
        } else {
            self.creation_counter += 1;
            self.creation_counter
        }
    }

    /// The class of a registered model, as a value.
    pub fn class(&self, key: &ModelKey) -> Option<Value> {
        self.models
            .get(key)
            .map(|registered| Value::Class(registered.class.clone()))
    }
}

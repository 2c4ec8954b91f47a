//! The registry of models: `django.apps.apps`, and `StateApps` of a migration state.

mod relations;
mod render;

pub(crate) use render::{field_clash, parent_link, parent_link_clash, parent_link_name};

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::exceptions::{DjangoResult, Exception};
use super::model::{Model, ModelKey};
use super::settings::Settings;

pub use render::Rendering;

/// Models that can see each other. Relations between them are resolved here.
#[derive(Clone)]
pub struct Apps {
    /// Models in registration order, auto-created `through` models among them.
    pub models: IndexMap<ModelKey, Rc<Model>>,
    /// The project's settings.
    pub settings: Rc<Settings>,
    /// Labels of the apps in the order in which Django goes through them.
    pub app_labels: Vec<Rc<str>>,
    /// Models that were taken out, each with those whose relations still lead to it.
    gone: Vec<(Rc<Model>, BTreeSet<ModelKey>)>,
    /// Whether a model had to wait for its bases, so that the order is not the one given.
    has_waited: bool,
    /// A model to which no other relates, and the registry whose relations are the others'.
    unrelated: Option<(ModelKey, Rc<Self>)>,
    /// Computed when first asked for, and forgotten when a model changes.
    relation_tree: OnceCell<Rc<relations::RelationTree>>,
}

impl Apps {
    /// Renders the models of a migration state, as `StateApps` does: adds automatic primary keys,
    /// parent links, `_order` and `through` models, and resolves inheritance.
    ///
    /// # Errors
    ///
    /// `InvalidBasesError` when a base is not among the models; what Django's metaclass raises.
    pub fn new(models: Vec<Model>, settings: Rc<Settings>) -> DjangoResult<Self> {
        let models = models
            .into_iter()
            .map(|model| Rendering::Fresh(Box::new(model)))
            .collect();
        render::render(models, settings)
    }

    /// [`Apps::new`], taking over models that were rendered before in an equal registry.
    ///
    /// # Errors
    ///
    /// See [`Apps::new`].
    pub fn with_rendered(models: Vec<Rendering>, settings: Rc<Settings>) -> DjangoResult<Self> {
        render::render(models, settings)
    }

    /// The registry of models that `models.py` declares, complete already.
    pub(crate) fn of_registry(
        models: Vec<Model>,
        settings: Rc<Settings>,
        app_labels: Vec<Rc<str>>,
    ) -> DjangoResult<Self> {
        render::collect(models, settings, app_labels)
    }

    /// A model by app label and name in any case.
    pub fn get_model(&self, app_label: &str, model_name: &str) -> Option<&Rc<Model>> {
        self.models.get(&ModelKey::new(app_label, model_name))
    }

    /// A model by its key.
    pub fn model(&self, key: &ModelKey) -> Option<&Rc<Model>> {
        self.models.get(key)
    }

    /// A model by its key, with Django's `LookupError` for a missing one.
    ///
    /// # Errors
    ///
    /// `LookupError`.
    pub fn require_model(&self, key: &ModelKey) -> DjangoResult<&Rc<Model>> {
        self.models.get(key).ok_or_else(|| {
            let ModelKey {
                app_label,
                model_name,
            } = key;
            let message = if self.app_labels.contains(app_label) {
                format!("App '{app_label}' doesn't have a '{model_name}' model.")
            } else {
                format!("No installed app with label '{app_label}'.")
            };
            Exception::new("LookupError", message)
        })
    }

    /// `get_models(include_auto_created=True)`: app by app, without swapped models.
    pub fn get_models(&self) -> impl Iterator<Item = &Rc<Model>> {
        self.app_labels
            .iter()
            .flat_map(|label| {
                self.models
                    .values()
                    .filter(move |model| model.app_label == *label)
            })
            .filter(|model| !model.swapped())
    }

    /// `get_swappable_settings_name(to_string)`: the setting that `app_label.model_name` fills.
    pub fn swappable_setting(&self, label: &str) -> Option<Rc<str>> {
        let label = label.to_lowercase();
        self.models.values().find_map(|model| {
            let setting = model.options.text("swappable")?;
            let swapped = model.resolved.swapped.as_ref().map(|to| to.to_lowercase());
            (swapped.as_deref() == Some(&label) || model.label_lower() == label).then_some(setting)
        })
    }

    /// What `StateApps` raises a `ValueError` for: relations to models that are not there, one text
    /// each, sorted as Django reports them. Relations to `ignore` are not reported.
    pub fn lazy_reference_errors(&self, ignore: Option<&ModelKey>) -> Vec<String> {
        let references = self.lazy_references(ignore);
        references.iter().map(LazyReference::text).collect()
    }

    /// What waits for a model that is not there (`_check_lazy_references`), sorted by its text.
    pub fn lazy_references(&self, ignore: Option<&ModelKey>) -> Vec<LazyReference> {
        let mut references = Vec::new();
        for model in self.models.values() {
            for field in model.fields.values() {
                let target = field.remote_model_key(&model.app_label, &model.name);
                let through = field.through_key(&model.app_label, &model.name);
                let waited = [(target, false), (through, true)];
                for (key, is_through) in waited.into_iter().filter_map(|(key, it)| Some((key?, it)))
                {
                    if self.models.contains_key(&key) || Some(&key) == ignore {
                        continue;
                    }
                    let waiting = match is_through {
                        false => format!("{}.{}", model.label(), field.name()),
                        true => RESOLVE_THROUGH.to_owned(),
                    };
                    references.push(LazyReference {
                        installed: self.app_labels.contains(&key.app_label),
                        key,
                        waiting,
                        is_through,
                    });
                }
            }
        }
        references.sort_by_cached_key(LazyReference::text);
        references.dedup();
        references
    }
}

/// The function that waits for the model of a many-to-many relation, as Python shows it.
const RESOLVE_THROUGH: &str = "<function ManyToManyField.contribute_to_class.<locals>.\
                               resolve_through_model at 0x7f0000000000>";

/// Something that waits for a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LazyReference {
    /// The field, `books.Book.author`, or the function that waits.
    pub waiting: String,
    /// Whether it is the model of a many-to-many relation that is missing, not its target.
    pub is_through: bool,
    key: ModelKey,
    installed: bool,
}

impl LazyReference {
    /// Django's sentence about it.
    pub fn text(&self) -> String {
        let ModelKey {
            app_label,
            model_name,
        } = &self.key;
        let reason = if self.installed {
            format!("app '{app_label}' doesn't provide model '{model_name}'")
        } else {
            format!("app '{app_label}' isn't installed")
        };
        let waiting = &self.waiting;
        if self.is_through {
            return format!(
                "{waiting} contains a lazy reference to {app_label}.{model_name}, but {reason}."
            );
        }
        format!(
            "The field {waiting} was declared with a lazy reference to '{app_label}.{model_name}', but {reason}."
        )
    }
}

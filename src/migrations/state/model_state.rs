//! `ModelState`.

use std::cell::OnceCell;
use std::rc::Rc;

use indexmap::IndexMap;

use super::options;
use crate::orm::{
    Base, Constraint, DjangoResult, Exception, Field, FieldKind, Index, Model, ModelKey,
    ModelOptions,
};
use crate::python::Value;

/// The names of Meta that states have, `indexes` and `constraints` excepted, in Django's order.
const DEFAULT_NAMES: [&str; 22] = [
    "verbose_name",
    "verbose_name_plural",
    "db_table",
    "db_table_comment",
    "ordering",
    "unique_together",
    "permissions",
    "get_latest_by",
    "order_with_respect_to",
    "db_tablespace",
    "abstract",
    "managed",
    "proxy",
    "swappable",
    "auto_created",
    "default_permissions",
    "select_on_save",
    "default_related_name",
    "required_db_features",
    "required_db_vendor",
    "base_manager_name",
    "default_manager_name",
];

/// A model at one point of history.
#[derive(Clone)]
pub struct ModelState {
    /// App label.
    pub app_label: Rc<str>,
    /// Name, case as written.
    pub name: Rc<str>,
    /// Fields by name, in order.
    pub fields: IndexMap<Rc<str>, Field>,
    /// Meta.
    pub options: ModelOptions,
    /// Bases.
    pub bases: Vec<Base>,
    /// Managers by name.
    pub managers: Vec<(Rc<str>, Value)>,
    rendered: Rendered,
}

impl ModelState {
    /// A model state; a base that is only named is looked up in the model's own app.
    ///
    /// # Errors
    ///
    /// `ValueError` for an index without a name.
    pub fn new(
        app_label: &str,
        name: &str,
        fields: impl IntoIterator<Item = (Rc<str>, Field)>,
        mut options: ModelOptions,
        bases: Vec<Base>,
        managers: Vec<(Rc<str>, Value)>,
    ) -> DjangoResult<Self> {
        if let Some(index) = options.indexes.iter().find(|index| index.name.is_empty()) {
            return Err(unnamed_index("ModelState", "attribute", index));
        }
        options::normalize_options(&mut options);
        let bases = if bases.is_empty() {
            vec![Base::Model]
        } else {
            bases
                .into_iter()
                .map(|it| resolve_base(it, app_label))
                .collect()
        };
        Ok(Self {
            app_label: app_label.into(),
            name: name.into(),
            fields: fields.into_iter().collect(),
            options,
            bases,
            managers,
            rendered: Rendered::default(),
        })
    }

    /// `ModelState.from_model(model, exclude_rels)`.
    ///
    /// # Errors
    ///
    /// What [`ModelState::new`] raises.
    pub fn from_model(model: &Model, exclude_rels: bool) -> DjangoResult<Self> {
        if let Some(missing) = &model.missing_manager {
            return Err(missing.clone());
        }
        let fields = own_fields(model, exclude_rels);
        let mut options = declared_options(&model.options);
        if exclude_rels {
            options.values.shift_remove("unique_together");
        }
        let owner = options.text("order_with_respect_to");
        // A field that the model does not have is a private one, which states do not know.
        if owner.is_some_and(|owner| exclude_rels || model.get_field(&owner).is_err()) {
            options.values.shift_remove("order_with_respect_to");
        }
        Self::new(
            &model.app_label,
            &model.name,
            fields,
            options,
            model.bases.clone(),
            model.managers.clone(),
        )
    }

    /// `(app_label, name_lower)`.
    pub fn key(&self) -> ModelKey {
        ModelKey::new(&self.app_label, &self.name)
    }

    /// The name in lower case.
    pub fn name_lower(&self) -> String {
        self.name.to_lowercase()
    }

    /// A field by name; `_order` is the field that the model is ordered with respect to.
    pub fn get_field(&self, field_name: &str) -> Option<&Field> {
        if field_name == "_order"
            && let Some(owner) = self
                .option("order_with_respect_to")
                .and_then(Value::as_text)
        {
            return self.fields.get(&owner);
        }
        self.fields.get(field_name)
    }

    /// An option other than `indexes` and `constraints`.
    pub fn option(&self, name: &str) -> Option<&Value> {
        self.options.values.get(name)
    }

    /// Whether an option is `True`.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.option(name), Some(Value::Bool(true)))
    }

    /// Whether the model is a proxy.
    pub fn is_proxy(&self) -> bool {
        self.flag("proxy")
    }

    /// The groups of field names of `unique_together` or `index_together`.
    pub fn together(&self, option: &str) -> Vec<Vec<Rc<str>>> {
        let value = self.option(option);
        value.map(options::normalize_together).unwrap_or_default()
    }

    /// The index of that name.
    ///
    /// # Errors
    ///
    /// `ValueError` when there is none.
    pub fn get_index_by_name(&self, name: &str) -> DjangoResult<&Index> {
        let found = self.options.indexes.iter().find(|it| &*it.name == name);
        found.ok_or_else(|| self.missing("index", name))
    }

    /// The constraint of that name.
    ///
    /// # Errors
    ///
    /// `ValueError` when there is none.
    pub fn get_constraint_by_name(&self, name: &str) -> DjangoResult<&Constraint> {
        let constraints = &self.options.constraints;
        let found = constraints.iter().find(|it| &*it.name == name);
        found.ok_or_else(|| self.missing("constraint", name))
    }

    /// What was computed from the state before it changed is forgotten.
    pub(super) fn forget(&mut self) {
        self.rendered = Rendered::default();
    }

    /// The models that the state was rendered to: its `through` models and, last, the model.
    pub(super) fn rendered(&self) -> Option<Rc<[Rc<Model>]>> {
        self.rendered.0.get().cloned()
    }

    /// Keeps the models that the state was rendered to.
    pub(super) fn set_rendered(&self, models: Rc<[Rc<Model>]>) {
        // The models are a function of the state, so the first ones are as good as any.
        let _ = self.rendered.0.set(models);
    }

    fn missing(&self, what: &str, name: &str) -> Exception {
        let text = format!("No {what} named {name} on model {}", self.name);
        Exception::new("ValueError", text)
    }
}

/// The `ValueError` for an index without a name.
pub(in crate::migrations) fn unnamed_index(holder: &str, part: &str, index: &Index) -> Exception {
    let fields: Vec<String> = index.fields.iter().map(|it| format!("'{it}'")).collect();
    let text = format!(
        "Indexes passed to {holder} require a name {part}. <Index: fields=[{}]> doesn't have one.",
        fields.join(", ")
    );
    Exception::new("ValueError", text)
}

/// The rendered models of a state. A copy of the state starts without one, because copies are made
/// to be changed.
#[derive(Default)]
struct Rendered(OnceCell<Rc<[Rc<Model>]>>);

impl Clone for Rendered {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// The options that states have, in the order in which Django goes through them.
fn declared_options(options: &ModelOptions) -> ModelOptions {
    let mut declared = ModelOptions {
        values: IndexMap::default(),
        ..options.clone()
    };
    for name in DEFAULT_NAMES {
        if let Some(value) = options.values.get(name) {
            declared.values.insert(name.into(), value.clone());
        }
    }
    declared
}

/// The model's own fields: those with columns first, then many-to-many.
fn own_fields(model: &Model, exclude_rels: bool) -> Vec<(Rc<str>, Field)> {
    let kept = |field: &&Field| {
        field.kind != FieldKind::OrderWrt && !(exclude_rels && field.relation.is_some())
    };
    let fields = model.fields.iter().filter(|(_, field)| kept(field));
    let (many_to_many, local): (Vec<_>, Vec<_>) =
        fields.partition(|(_, field)| field.kind == FieldKind::ManyToManyField);
    let all = local.into_iter().chain(many_to_many);
    all.map(|(name, field)| (name.clone(), field.clone()))
        .collect()
}

fn resolve_base(base: Base, app_label: &str) -> Base {
    match base {
        Base::Named(reference) => Base::Key(match reference.split_once('.') {
            Some((app_label, name)) => ModelKey::new(app_label, name),
            None => ModelKey::new(app_label, &reference),
        }),
        other => other,
    }
}

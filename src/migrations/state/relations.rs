//! Which fields of which models point at a model: `ProjectState.relations`.

use std::rc::Rc;

use indexmap::IndexMap;

use super::{ModelState, ProjectState};
use crate::orm::{Base, Field, ModelKey};

/// Fields by the model they point at, then by the model they stand in, then by name. A proxy has
/// the relations of its concrete model.
pub type Relations = IndexMap<ModelKey, IndexMap<ModelKey, IndexMap<Rc<str>, Field>>>;

/// How many bases are followed from a proxy; only a cycle is longer.
const DEPTH: usize = 64;

impl ProjectState {
    /// The concrete model behind a model: a proxy's nearest base that is no proxy, else itself.
    pub fn get_concrete_model_key(&self, key: &ModelKey) -> ModelKey {
        match self.models.get(key) {
            Some(model) => concrete_key(self, key, model),
            None => key.clone(),
        }
    }
}

/// Computes the relations of a state.
pub fn resolve(state: &ProjectState) -> Relations {
    let mut relations = Relations::new();
    for (key, model) in state.models.iter() {
        for (name, field) in &model.fields {
            for target in targets(state, key, field) {
                let from = relations.entry(target).or_default();
                let fields = from.entry(key.clone()).or_default();
                fields.insert(name.clone(), field.clone());
            }
        }
    }
    for (key, model) in state.models.iter() {
        if model.is_proxy() {
            let concrete = concrete_key(state, key, model);
            let shared = relations.get(&concrete).cloned().unwrap_or_default();
            relations.insert(key.clone(), shared);
        }
    }
    relations
}

/// The models a field points at: its target and its `through` model.
fn targets(state: &ProjectState, key: &ModelKey, field: &Field) -> Vec<ModelKey> {
    let Some(relation) = &field.relation else {
        return Vec::new();
    };
    let references = std::iter::once(&relation.to).chain(&relation.through);
    let resolved = references.map(|it| it.resolve(&key.app_label, &key.model_name));
    resolved
        .map(|target| {
            if state.real_apps.contains(&target.app_label) {
                target
            } else {
                state.get_concrete_model_key(&target)
            }
        })
        .collect()
}

fn concrete_key(state: &ProjectState, key: &ModelKey, model: &Rc<ModelState>) -> ModelKey {
    let (mut key, mut model) = (key.clone(), model);
    for _ in 0..DEPTH {
        if !model.is_proxy() {
            break;
        }
        let Some(base) = model.bases.iter().find_map(model_base) else {
            break;
        };
        key = base.clone();
        match state.models.get(&key) {
            Some(next) => model = next,
            None => break,
        }
    }
    key
}

fn model_base(base: &Base) -> Option<&ModelKey> {
    match base {
        Base::Key(key) => Some(key),
        _ => None,
    }
}

//! The model states of a project in the order in which they were added: `ProjectState.models`.

use std::rc::Rc;

use crate::persistent::OrdMap;

use super::ModelState;
use crate::orm::ModelKey;

/// Model states by key. A copy shares all of them, and a change copies only the way to what it
/// changes: a history of many models has as many states as it has operations.
#[derive(Clone, Default)]
pub struct ModelStates {
    /// Keys and states by their place in the order; a place is never taken again.
    entries: OrdMap<usize, (ModelKey, Rc<ModelState>)>,
    places: OrdMap<ModelKey, usize>,
}

impl ModelStates {
    /// The state of the model of this key.
    pub fn get(&self, key: &ModelKey) -> Option<&Rc<ModelState>> {
        let place = self.places.get(key)?;
        self.entries.get(place).map(|(_, state)| state)
    }

    /// Whether there is a model of this key.
    pub fn contains_key(&self, key: &ModelKey) -> bool {
        self.places.contains_key(key)
    }

    /// Keys and states, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&ModelKey, &Rc<ModelState>)> {
        self.entries.values().map(|(key, state)| (key, state))
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &ModelKey> {
        self.iter().map(|(key, _)| key)
    }

    /// The states, in order.
    pub fn values(&self) -> impl Iterator<Item = &Rc<ModelState>> {
        self.iter().map(|(_, state)| state)
    }

    /// The state of the model of this key, to change it.
    pub(super) fn get_mut(&mut self, key: &ModelKey) -> Option<&mut Rc<ModelState>> {
        let place = self.places.get(key)?;
        self.entries.get_mut(place).map(|(_, state)| state)
    }

    /// Adds a model, or puts it in the place of the one of its key.
    pub(super) fn insert(&mut self, model: Rc<ModelState>) {
        let key = model.key();
        let after_last = || self.entries.get_max().map_or(0, |(place, _)| place + 1);
        let place = self.places.get(&key).copied().unwrap_or_else(after_last);
        self.places.insert(key.clone(), place);
        self.entries.insert(place, (key, model));
    }

    /// Takes a model out; answers whether it was there.
    pub(super) fn remove(&mut self, key: &ModelKey) -> bool {
        let place = self.places.remove(key);
        place.is_some_and(|place| self.entries.remove(&place).is_some())
    }
}

impl FromIterator<Rc<ModelState>> for ModelStates {
    fn from_iter<T: IntoIterator<Item = Rc<ModelState>>>(models: T) -> Self {
        let mut all = Self::default();
        for model in models {
            all.insert(model);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::ModelOptions;

    fn model(name: &str) -> Rc<ModelState> {
        let made = ModelState::new("app", name, [], ModelOptions::default(), vec![], vec![]);
        Rc::new(made.ok().unwrap())
    }

    #[test]
    fn a_model_stays_in_its_place_until_it_is_removed() {
        let mut models: ModelStates = ["A", "B", "C"].map(model).into_iter().collect();
        let before = models.clone();
        models.insert(model("a"));
        assert!(models.remove(&ModelKey::new("app", "b")));
        assert!(!models.remove(&ModelKey::new("app", "b")));
        models.insert(model("B"));
        let names = |models: &ModelStates| -> Vec<String> {
            models
                .values()
                .map(|model| model.name.to_string())
                .collect()
        };
        assert_eq!(names(&models), ["a", "C", "B"]);
        assert_eq!(names(&before), ["A", "B", "C"]);
    }
}

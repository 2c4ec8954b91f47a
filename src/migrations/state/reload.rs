//! Rendering again what Django renders again when a rendered state changes: `reload_model`.
//!
//! As long as all that a model needs is there, that comes to what [`super::apps::render`] makes of
//! the changed state. When a model goes that others are based on (a model is renamed, and Django
//! does not rename it among the bases) or point to, Django keeps those as they were until something
//! makes it render them, and only then fails. From there on a state keeps its registry and changes
//! it as Django does, model by model.

use std::cell::OnceCell;
use std::rc::Rc;

use indexmap::IndexSet;

use super::{ModelState, ProjectState, apps, field_references};
use crate::orm::{Apps, Base, DjangoResult, Field, Model, ModelKey};

impl ProjectState {
    /// To be called before a model goes: keeps the registry when others need it.
    pub(super) fn keep_dependents_of(&mut self, key: &ModelKey) -> DjangoResult<()> {
        let needs_it = |model: &Rc<ModelState>| {
            let points_at = |field: &Field| {
                let refers = field_references(&model.app_label, &model.name, field, key, None);
                refers.is_some()
            };
            model.key() != *key
                && (model.bases.iter().any(|base| is_named(base, key))
                    || model.fields.values().any(points_at))
        };
        let mut all = self.models.values().chain(self.real_models.iter());
        if self.is_rendered.get() && !self.keeps_apps && all.any(needs_it) {
            self.apps()?;
            self.keeps_apps = true;
        }
        Ok(())
    }

    /// `reload_models(keys, delay)`: to be called when these model states have changed.
    pub(super) fn reload(&mut self, keys: &[ModelKey], delay: bool) -> DjangoResult<()> {
        if keys.is_empty() || !self.is_rendered.get() {
            return Ok(());
        }
        self.is_delayed |= delay;
        let apps = self.apps()?;
        if self.keeps_apps {
            let found = keys.iter().flat_map(|key| self.touched(&apps, key, delay));
            let reloaded = apps::render_again(self, &apps, &found.collect())?;
            self.apps = OnceCell::from(Rc::new(reloaded));
        }
        Ok(())
    }

    /// `unregister_model`: what is based on the model stays.
    pub(super) fn unregister(&mut self, key: &ModelKey) {
        if self.keeps_apps
            && let Some(apps) = self.apps.get_mut()
        {
            Rc::make_mut(apps).unregister(key);
        }
    }

    /// `del state.apps`: the next rendering is one of the whole state.
    pub fn drop_apps(&mut self) {
        if std::mem::take(&mut self.keeps_apps) {
            self.apps = OnceCell::new();
            self.earlier = apps::Earlier::default();
        }
        self.is_rendered.set(false);
    }

    /// `_find_reload_model`: the model itself and what is related to it, before and after the
    /// change; without `delay` also what is related to that, and so on.
    fn touched(&self, apps: &Apps, key: &ModelKey, delay: bool) -> IndexSet<ModelKey> {
        let state = self.models.get(key).into_iter();
        let fields = state.flat_map(|state| state.fields.values());
        let target = |field: &Field| field.remote_model_key(&key.app_label, &key.model_name);
        let targets: IndexSet<ModelKey> = fields.filter_map(target).collect();
        let mut found = IndexSet::from([key.clone()]);
        for start in targets.iter().chain([key]) {
            let related = related_models(apps, start);
            found.extend(match delay {
                true => related,
                false => all_related_models(apps, related),
            });
        }
        found.extend(targets);
        found
    }
}

/// `_get_related_models`: what is based on the model, and both ends of its relations.
fn related_models(apps: &Apps, key: &ModelKey) -> IndexSet<ModelKey> {
    let Some(model) = apps.model(key) else {
        return IndexSet::new();
    };
    let is_child = |other: &&Rc<Model>| other.bases.iter().any(|base| is_named(base, key));
    let children = apps.models.values().filter(is_child);
    let mut related: IndexSet<ModelKey> = children.map(|child| child.key()).collect();
    let fields = model.resolved.all_fields.iter();
    related.extend(fields.filter_map(|field| field.remote_key(model)));
    for (owner, field) in apps.related_objects(model) {
        related.insert(owner.key());
        if field.remote_key(&owner).as_ref() == Some(key) {
            related.insert(model.concrete_key());
        }
    }
    related
}

fn all_related_models(apps: &Apps, start: IndexSet<ModelKey>) -> IndexSet<ModelKey> {
    let mut found = start;
    let mut next = 0;
    while let Some(key) = found.get_index(next) {
        let related = related_models(apps, key);
        found.extend(related);
        next += 1;
    }
    found
}

fn is_named(base: &Base, key: &ModelKey) -> bool {
    matches!(base, Base::Key(base) if base == key)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::ProjectState;
    use crate::migrations::operations::Operation;
    use crate::migrations::operations::samples::{add, create, integer, key, relation};
    use crate::orm::{Base, FieldKind, Settings};

    fn based_on(base: &str, created: Operation) -> Operation {
        let Operation::CreateModel {
            name,
            fields,
            options,
            managers,
            ..
        } = created
        else {
            return created;
        };
        Operation::CreateModel {
            name,
            fields,
            options,
            managers,
            bases: vec![Base::Named(base.into())],
        }
    }

    fn rename(old_name: &str, new_name: &str) -> Operation {
        Operation::RenameModel {
            old_name: old_name.into(),
            new_name: new_name.into(),
        }
    }

    fn delete(name: &str) -> Operation {
        Operation::DeleteModel { name: name.into() }
    }

    /// A state that has been rendered after the first operations, and what the last one raised.
    fn after(first: &[Operation], changes: &[Operation]) -> (ProjectState, Option<String>) {
        let mut state = ProjectState::new(Rc::new(Settings::default()));
        for operation in first {
            operation.state_forwards("app", &mut state).ok().unwrap();
        }
        state.apps().ok().unwrap();
        let mut raised = None;
        for operation in changes {
            let done = operation.state_forwards("app", &mut state);
            raised = done.and_then(|()| state.apps()).err();
        }
        (state, raised.map(|error| error.message))
    }

    fn family() -> [Operation; 2] {
        let kid = create("Kid", &[("number", integer())]);
        [create("Old", &[("id", key())]), based_on("app.old", kid)]
    }

    #[test]
    fn what_is_based_on_a_renamed_model_stays_until_it_is_rendered() {
        let renamed = [rename("Old", "New"), add("New", "more", integer())];
        let (state, raised) = after(&family(), &renamed);
        assert_eq!(raised, None);
        let apps = state.apps().ok().unwrap();
        let labels: Vec<String> = apps.models.values().map(|model| model.label()).collect();
        assert_eq!(labels, ["app.Kid", "app.New"]);
        let error = state.complete_apps().err().unwrap();
        let wanted = "Cannot resolve bases for [<ModelState: 'app.Kid'>]\n";
        assert!(error.message.starts_with(wanted), "{}", error.message);
        let changed = [rename("Old", "New"), add("Kid", "more", integer())];
        let raised = after(&family(), &changed).1.unwrap();
        assert!(raised.starts_with(wanted), "{raised}");
    }

    #[test]
    fn a_relation_leads_to_a_deleted_model_until_it_is_rendered() {
        let many = relation(FieldKind::ManyToManyField, "Target");
        let first = [
            create("Target", &[("id", key())]),
            create("Holder", &[("id", key()), ("many", many)]),
            create("Other", &[("id", key())]),
        ];
        let leads = |changes: &[Operation]| {
            let (state, raised) = after(&first, changes);
            assert_eq!(raised, None);
            let apps = state.apps().ok().unwrap();
            let holder = apps.get_model("app", "holder").cloned().unwrap();
            let field = holder.get_field("many").ok().unwrap();
            field.remote_model(&apps, &holder).is_some()
        };
        assert!(leads(&[delete("Target"), add("Other", "more", integer())]));
        assert!(!leads(&[
            delete("Target"),
            add("Holder", "more", integer())
        ]));
    }
}

//! Rendering a state into a registry of models: `StateApps`.

use std::rc::Rc;

use indexmap::IndexSet;

use super::{ModelState, ProjectState};
use crate::orm::apps::Rendering;
use crate::orm::{Apps, Base, DjangoResult, Exception, Model, ModelKey};

/// The most changes that are noted; more are not worth following.
const MAX_CHANGES: usize = 64;

/// The registry that an earlier state was rendered to, and what has changed since.
#[derive(Clone, Default)]
pub struct Earlier {
    apps: Option<Rc<Apps>>,
    changes: Vec<Change>,
}

/// What happened to a model state.
#[derive(Clone, PartialEq, Eq)]
pub enum Change {
    /// It was added, or replaced in its place.
    Put(ModelKey),
    /// It was removed.
    Removed(ModelKey),
}

impl Earlier {
    /// Notes a change of a state that has been rendered to `apps`, if it has.
    pub fn note(&mut self, apps: Option<Rc<Apps>>, change: Change) {
        if apps.is_some() {
            *self = Self {
                apps,
                changes: Vec::new(),
            };
        }
        if self.apps.is_none() || self.changes.last() == Some(&change) {
            return;
        }
        if self.changes.len() == MAX_CHANGES {
            *self = Self::default();
        } else {
            self.changes.push(change);
        }
    }
}

impl Change {
    fn key(&self) -> &ModelKey {
        let (Self::Put(key) | Self::Removed(key)) = self;
        key
    }
}

/// The models of the state, and those of apps without migrations, as a registry.
///
/// A model without bases of its own depends on no other model, so what it was rendered to in an
/// earlier state is taken over: a project's history is rendered in time that grows with its changes.
pub fn render(state: &ProjectState) -> DjangoResult<Apps> {
    match render_changes(state)? {
        Some(apps) => Ok(apps),
        None => render_all(state),
    }
}

/// Renders what has changed since an earlier state was rendered; `None` when more than that may be
/// another, or its place among the models cannot be told.
fn render_changes(state: &ProjectState) -> DjangoResult<Option<Apps>> {
    let Earlier { apps, changes } = &state.earlier;
    let Some(apps) = apps else {
        return Ok(None);
    };
    let is_changed = |key: &ModelKey| changes.iter().any(|change| change.key() == key);
    let depends_on_change = |model: &Rc<ModelState>| {
        model.bases.iter().any(|base| match base {
            Base::Key(key) => is_changed(key),
            Base::Named(_) => true,
            Base::Model | Base::Class(_) => false,
        })
    };
    let mut all = state.models.values().chain(state.real_models.iter());
    if all.any(depends_on_change) {
        return Ok(None);
    }
    let mut apps = Apps::clone(apps);
    for change in changes {
        let done = match change {
            Change::Removed(key) => apps.remove(key),
            Change::Put(key) => match state.models.get(key) {
                // It is removed later.
                None => true,
                Some(model) => put(&mut apps, state, key, model)?,
            },
        };
        if !done {
            return Ok(None);
        }
    }
    Ok(Some(apps))
}

fn put(
    apps: &mut Apps,
    state: &ProjectState,
    key: &ModelKey,
    model_state: &Rc<ModelState>,
) -> DjangoResult<bool> {
    let is_new = !apps.models.contains_key(key);
    if !is_independent(model_state) || is_new && !state.real_models.is_empty() {
        return Ok(false);
    }
    let rendered = match model_state.rendered() {
        Some(models) => models,
        None => {
            let fresh = Rendering::Fresh(Box::new(model(model_state)));
            let alone = Apps::with_rendered(vec![fresh], state.settings.clone())?;
            let models: Rc<[Rc<Model>]> = alone.models.into_values().collect();
            model_state.set_rendered(models.clone());
            models
        }
    };
    Ok(apps.put(key, &rendered))
}

fn render_all(state: &ProjectState) -> DjangoResult<Apps> {
    let states: Vec<&Rc<ModelState>> = state
        .models
        .values()
        .chain(state.real_models.iter())
        .collect();
    let renderings = states.iter().map(|state| match state.rendered() {
        Some(models) => Rendering::Done(models),
        None => Rendering::Fresh(Box::new(model(state))),
    });
    let apps = Apps::with_rendered(renderings.collect(), state.settings.clone())?;
    for state in states {
        if state.rendered().is_none() && is_independent(state) {
            state.set_rendered(rendered_models(&apps, state));
        }
    }
    Ok(apps)
}

/// `_reload`: takes the models of these keys out of a registry and renders their states into it.
pub fn render_again(
    state: &ProjectState,
    apps: &Apps,
    keys: &IndexSet<ModelKey>,
) -> DjangoResult<Apps> {
    let mut apps = Apps::clone(apps);
    let all = state.real_models.iter().chain(state.models.values());
    let reloaded = all.filter(|state| keys.contains(&state.key()));
    let reloaded = reloaded.map(|state| model(state)).collect();
    apps.render_again(keys.iter(), reloaded)?;
    Ok(apps)
}

/// Django checks references when it renders a whole state, not when it renders what changed.
pub fn check_lazy_references(apps: &Apps) -> DjangoResult<()> {
    let errors = apps.lazy_reference_errors(None);
    if errors.is_empty() {
        return Ok(());
    }
    Err(Exception::new("ValueError", errors.join("\n")))
}

fn model(state: &ModelState) -> Model {
    let mut options = state.options.clone();
    // No longer a Meta option: only old migrations know it.
    options.values.shift_remove("index_together");
    Model {
        app_label: state.app_label.clone(),
        name: state.name.clone(),
        module: "__fake__".into(),
        fields: state.fields.clone(),
        options,
        bases: state.bases.clone(),
        managers: state.managers.clone(),
        ..Model::default()
    }
}

fn is_independent(state: &ModelState) -> bool {
    let mut bases = state.bases.iter();
    bases.all(|base| !matches!(base, Base::Key(_) | Base::Named(_)))
}

/// The model and the `through` models that it made, which come first.
fn rendered_models(apps: &Apps, state: &ModelState) -> Rc<[Rc<Model>]> {
    let key = state.key();
    let Some(model) = apps.model(&key) else {
        return Rc::default();
    };
    let many_to_many = model.local_many_to_many();
    let through = many_to_many.filter_map(|field| {
        let through = apps.get_model(
            &model.app_label,
            &format!("{}_{}", model.name, field.name()),
        )?;
        (through.auto_created() == Some(&key)).then(|| through.clone())
    });
    through.chain([model.clone()]).collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::ProjectState;
    use crate::migrations::operations::Operation;
    use crate::migrations::operations::samples::{
        add, alter, create, integer, key, relation, remove, text,
    };
    use crate::migrations::state::ModelState;
    use crate::orm::{Base, FieldKind, Settings};

    /// What the registry of a state holds, in its order.
    fn shown(state: &ProjectState) -> Vec<String> {
        let apps = state.apps().ok().unwrap();
        let models = apps.models.values().map(|model| {
            let fields: Vec<&str> = model.fields.keys().map(|name| &**name).collect();
            format!("{} {fields:?}", model.label())
        });
        let labels = apps.app_labels.iter().map(ToString::to_string);
        models.chain(labels).collect()
    }

    /// The same models, never rendered before.
    fn anew(state: &ProjectState) -> ProjectState {
        let models = state.models.values().map(|model| ModelState::clone(model));
        ProjectState::with_models(Rc::new(Settings::default()), models)
    }

    fn many_to_many(to: &str) -> crate::orm::Field {
        relation(FieldKind::ManyToManyField, to)
    }

    fn child(name: &str, base: &str) -> Operation {
        match create(name, &[]) {
            Operation::CreateModel {
                name,
                fields,
                options,
                managers,
                ..
            } => Operation::CreateModel {
                name,
                fields,
                options,
                managers,
                bases: vec![Base::Named(format!("app.{base}").into())],
            },
            other => other,
        }
    }

    fn rename_model(old_name: &str, new_name: &str) -> Operation {
        Operation::RenameModel {
            old_name: old_name.into(),
            new_name: new_name.into(),
        }
    }

    fn delete(name: &str) -> Operation {
        Operation::DeleteModel { name: name.into() }
    }

    #[test]
    fn a_changed_state_is_rendered_as_a_new_one_would_be() {
        let operations = [
            create("A", &[("id", key())]),
            create("B", &[("id", key()), ("many", many_to_many("A"))]),
            create(
                "C",
                &[("id", key()), ("a", relation(FieldKind::ForeignKey, "A"))],
            ),
            add("A", "first", many_to_many("B")),
            add("A", "second", many_to_many("self")),
            add("A", "name", text()),
            alter("A", "name", integer()),
            remove("A", "first"),
            rename_model("B", "Renamed"),
            child("Child", "a"),
            add("A", "late", integer()),
            add("C", "alone", integer()),
            create("D", &[("id", key())]),
            add("Child", "own", many_to_many("C")),
            remove("Child", "own"),
            delete("Renamed"),
            create("B", &[("id", key())]),
            delete("Child"),
            delete("D"),
            create("D", &[("id", key()), ("many", many_to_many("A"))]),
            remove("A", "second"),
        ];
        let mut state = ProjectState::new(Rc::new(Settings::default()));
        for (number, operation) in operations.iter().enumerate() {
            operation.state_forwards("app", &mut state).ok().unwrap();
            // Some of the states are never rendered, so several changes come together.
            if number % 4 != 3 {
                assert_eq!(shown(&state), shown(&anew(&state)), "{number}");
            }
        }
        state.remove_model("app", "C").ok().unwrap();
        create("Other", &[("id", key())])
            .state_forwards("other", &mut state)
            .ok()
            .unwrap();
        assert_eq!(shown(&state), shown(&anew(&state)));
    }

    #[test]
    fn what_has_not_changed_is_not_rendered_again() {
        let mut state = ProjectState::new(Rc::new(Settings::default()));
        for name in ["A", "B"] {
            let created = create(name, &[("id", key())]);
            created.state_forwards("app", &mut state).ok().unwrap();
        }
        let before = state.apps().ok().unwrap();
        let added = add("B", "name", text());
        added.state_forwards("app", &mut state).ok().unwrap();
        let after = state.apps().ok().unwrap();
        let same = |name| {
            let model = |apps: &crate::orm::Apps| apps.get_model("app", name).cloned().unwrap();
            Rc::ptr_eq(&model(&before), &model(&after))
        };
        assert!(same("A") && !same("B"));
    }
}

//! Rendering a state into a registry of models: `StateApps`.

use std::rc::Rc;

use super::{ModelState, ProjectState};
use crate::orm::apps::Rendering;
use crate::orm::{Apps, Base, DjangoResult, Exception, Model};

/// Renders every model of the state, and those of apps without migrations.
///
/// A model without bases of its own depends on no other model, so what it was rendered to in an
/// earlier state is taken over: a project's history is rendered in time that grows with its changes.
pub fn render(state: &ProjectState) -> DjangoResult<Apps> {
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

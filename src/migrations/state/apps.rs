//! Rendering a state into a registry of models: `StateApps`.

use super::{ModelState, ProjectState};
use crate::orm::{Apps, DjangoResult, Model};

/// Renders every model of the state, and those of apps without migrations.
pub fn render(state: &ProjectState) -> DjangoResult<Apps> {
    let states = state.models.values().chain(state.real_models.iter());
    let models = states
        .map(|model| Model::clone(&model.rendered(render_model)))
        .collect();
    Apps::new(models, state.settings.clone())
}

fn render_model(state: &ModelState) -> Model {
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
        class: None,
        ..Model::default()
    }
}

//! Keeps between visits what the engine does not know: what changed in models.py and led to migrations,
//! and what the console showed.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::ui::dispatch::Dispatch;
use crate::ui::state::{Action, ModelsChange, State};
use crate::ui::storage;

const KEY: &str = "models-changes";

/// Loads once, and saves after every change. What the console showed is loaded with the project.
#[hook]
pub(crate) fn use_memory(state: &State, dispatch: &Dispatch) {
    let loaded = dispatch.clone();
    use_effect_with((), move |()| {
        spawn_local(async move {
            let bytes = storage::load(KEY).await.unwrap_or_default();
            let entries: Vec<(String, String, ModelsChange)> =
                serde_json::from_slice(&bytes).unwrap_or_default();
            let changes = entries
                .into_iter()
                .map(|(app, name, change)| ((app, name), change));
            loaded.send(Action::ModelsRemembered(changes.collect()));
        });
    });
    use_effect_with(state.models_changes.clone(), |changes| {
        let entries: Vec<_> = changes
            .iter()
            .map(|((app, name), change)| (app, name, change))
            .collect();
        // Before anything was loaded there is nothing to save either.
        if let Ok(bytes) = serde_json::to_vec(&entries)
            && !entries.is_empty()
        {
            storage::save(KEY, &bytes);
        }
    });
    let console = state.console.clone();
    use_effect_with((state.idle(), state.console.ended()), move |(idle, _)| {
        if *idle && let Ok(bytes) = serde_json::to_vec(&console.to_recall()) {
            storage::save(storage::CONSOLE, &bytes);
        }
    });
}

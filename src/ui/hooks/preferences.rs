//! Keeps preferences between visits and lets the page follow them.

use gloo::utils::window;
use web_sys::Storage;
use yew::prelude::*;

use crate::ui::dom;
use crate::ui::state::State;
use crate::ui::state::layout::{Pane, Preferences};

/// `www/static/theme.js` reads the same key before the first paint.
const KEY: &str = "migration-sandbox.preferences";

/// Returns the preferences of the last visit, or those of a first one.
pub(crate) fn load() -> Preferences {
    let text = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn save(preferences: &Preferences) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(preferences)) {
        // A full disk: they live as long as the page.
        let _ = storage.set_item(KEY, &text);
    }
}

/// `None` where the browser denies it, as in a frame of opaque origin.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Saves preferences when they change, and sets the theme and the panes' sizes.
#[hook]
pub(crate) fn use_preferences(state: &State) {
    use_effect_with(state.preferences.clone(), |preferences| {
        for pane in Pane::ALL {
            dom::set_variable(
                pane.variable(),
                &format!("{:.2}%", preferences.sizes.get(pane)),
            );
        }
        save(preferences);
    });
    use_effect_with(state.theme(), |theme| {
        dom::set_root_attribute("data-theme", theme.id());
    });
    use_effect_with(state.language(), |language| {
        dom::set_root_attribute("lang", language.tag());
    });
    use_effect_with(state.preferences.presentation, |presentation| {
        let letters = if *presentation { "large" } else { "normal" };
        dom::set_root_attribute("data-letters", letters);
    });
}

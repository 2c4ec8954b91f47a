//! Keeps preferences between visits and lets the page follow them.

use gloo::storage::{LocalStorage, Storage};
use yew::prelude::*;

use crate::ui::dom;
use crate::ui::state::State;
use crate::ui::state::layout::{Pane, Preferences};

/// `www/js/theme.js` reads the same key before the first paint.
const KEY: &str = "migration-sandbox.preferences";

/// Returns the preferences of the last visit, or those of a first one.
pub(crate) fn load() -> Preferences {
    LocalStorage::get(KEY).unwrap_or_default()
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
        // Where the browser denies storage, they live as long as the page.
        let _ = LocalStorage::set(KEY, preferences);
    });
    use_effect_with(state.dark(), |dark| {
        dom::set_root_attribute("data-theme", if *dark { "dark" } else { "light" });
    });
}

//! Follows the window's width and the system's theme.

use gloo::events::EventListener;
use gloo::utils::window;
use web_sys::MediaQueryList;
use yew::prelude::*;

use crate::ui::dispatch::Dispatch;
use crate::ui::dom;
use crate::ui::state::Action;
use crate::ui::state::layout::Layout;
use crate::ui::texts::Language;

/// Follows the window's width and the system's theme.
#[hook]
pub(crate) fn use_window(dispatch: &Dispatch) {
    let sender = dispatch.clone();
    use_effect_with((), move |()| {
        sender.send(Action::LayoutChanged(layout()));
        let listener = EventListener::new(&window(), "resize", move |_| {
            sender.send(Action::LayoutChanged(layout()));
        });
        move || drop(listener)
    });
    let sender = dispatch.clone();
    use_effect_with((), move |()| {
        let query = dark_query();
        sender.send(Action::SystemDarkChanged(is_dark(query.as_ref())));
        let listener = query.map(|query| {
            EventListener::new(&query.clone(), "change", move |_| {
                sender.send(Action::SystemDarkChanged(query.matches()));
            })
        });
        move || drop(listener)
    });
}

/// Reports whether the system is set to dark.
pub(crate) fn system_dark() -> bool {
    is_dark(dark_query().as_ref())
}

/// Returns the language that `www/static/theme.js` has given the document: that of the last visit, or
/// the browser's.
pub(crate) fn language() -> Language {
    dom::root_attribute("lang").map_or(Language::English, |tag| Language::with_tag(&tag))
}

/// Returns the layout for the window as it is.
pub(crate) fn layout() -> Layout {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.map(Layout::for_width).unwrap_or_default()
}

fn dark_query() -> Option<MediaQueryList> {
    window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
}

fn is_dark(query: Option<&MediaQueryList>) -> bool {
    query.is_some_and(MediaQueryList::matches)
}

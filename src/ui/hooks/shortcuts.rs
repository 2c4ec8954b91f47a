//! Keys that work everywhere on the page.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::ui::dispatch::Dispatch;
use crate::ui::dom;
use crate::ui::state::layout::Piece;
use crate::ui::state::{Action, Dialog};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shortcut {
    MakeMigrations,
    Migrate,
    Undo,
    Redo,
    Help,
    NextPiece,
    PreviousPiece,
}

/// Listens for the page's keys before the editor sees them.
#[hook]
pub(crate) fn use_shortcuts(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::run_in_capture_phase();
        let options = EventListenerOptions {
            passive: false,
            ..options
        };
        let listener =
            EventListener::new_with_options(&window(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                let Some(shortcut) = shortcut(event) else {
                    return;
                };
                event.prevent_default();
                event.stop_propagation();
                perform(shortcut, &dispatch);
            });
        move || drop(listener)
    });
}

fn shortcut(event: &KeyboardEvent) -> Option<Shortcut> {
    let command = event.ctrl_key() || event.meta_key();
    let typing = dom::is_text_field(event.target());
    // In a dialog only its own keys mean something.
    if dom::by_id("dialog-title").is_some() {
        return None;
    }
    match (event.key().as_str(), event.shift_key()) {
        ("Enter", false) if command => Some(Shortcut::MakeMigrations),
        ("Enter", true) if command => Some(Shortcut::Migrate),
        ("F6", false) => Some(Shortcut::NextPiece),
        ("F6", true) => Some(Shortcut::PreviousPiece),
        ("?", _) if !typing && !command => Some(Shortcut::Help),
        // While typing, these move by a word on some systems.
        ("ArrowLeft", _) if event.alt_key() && !typing => Some(Shortcut::Undo),
        ("ArrowRight", _) if event.alt_key() && !typing => Some(Shortcut::Redo),
        _ => None,
    }
}

fn perform(shortcut: Shortcut, dispatch: &Dispatch) {
    let run = |line: &str| Action::CommandGiven(line.to_owned());
    match shortcut {
        Shortcut::MakeMigrations => dispatch.send(run("python manage.py makemigrations")),
        Shortcut::Migrate => dispatch.send(run("python manage.py migrate")),
        Shortcut::Undo => dispatch.send(Action::UndoPressed),
        Shortcut::Redo => dispatch.send(Action::RedoPressed),
        Shortcut::Help => dispatch.send(Action::DialogOpened(Dialog::Help)),
        Shortcut::NextPiece => go_to(neighbor(1), dispatch),
        Shortcut::PreviousPiece => go_to(neighbor(Piece::ALL.len() - 1), dispatch),
    }
}

/// The piece some steps behind the one with the focus.
fn neighbor(steps: usize) -> Piece {
    let active = gloo::utils::document().active_element();
    let holds = |piece: &Piece| {
        let section = dom::by_id(&format!("piece-{}", piece.id()));
        section.is_some_and(|section| section.contains(active.as_ref().map(AsRef::as_ref)))
    };
    let index = Piece::ALL
        .iter()
        .position(holds)
        .map_or(0, |index| index + steps);
    Piece::ALL
        .into_iter()
        .cycle()
        .nth(index)
        .unwrap_or_default()
}

fn go_to(piece: Piece, dispatch: &Dispatch) {
    dispatch.send(Action::PieceChosen(piece));
    let Some(section) = dom::by_id(&format!("piece-{}", piece.id())) else {
        return;
    };
    let inner = match piece {
        Piece::Models => first(&section, "[data-testid=editor] .cm-content"),
        Piece::Console => first(&section, "input"),
        Piece::Migrations | Piece::Database => None,
    };
    let _ = inner.unwrap_or(section).focus();
}

fn first(section: &Element, selector: &str) -> Option<HtmlElement> {
    section
        .query_selector(selector)
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

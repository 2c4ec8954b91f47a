//! Keys that work everywhere on the page.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::ui::dispatch::Dispatch;
use crate::ui::dom;
use crate::ui::keys::{self, KeyCommand};
use crate::ui::state::layout::Piece;
use crate::ui::state::{Action, Dialog};

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
                let Some(command) = command(event) else {
                    return;
                };
                event.prevent_default();
                event.stop_propagation();
                perform(command, &dispatch);
            });
        move || drop(listener)
    });
}

fn command(event: &KeyboardEvent) -> Option<KeyCommand> {
    // In a dialog only its own keys mean something.
    if dom::has_open_dialog() {
        return None;
    }
    keys::find(
        &event.key(),
        event.ctrl_key() || event.meta_key(),
        event.shift_key(),
        event.alt_key(),
        dom::is_text_field(event.target()),
    )
}

fn perform(command: KeyCommand, dispatch: &Dispatch) {
    let run = |line: &str| Action::CommandGiven(line.to_owned());
    let action = match command {
        KeyCommand::MakeMigrations => run("python manage.py makemigrations"),
        KeyCommand::Migrate => run("python manage.py migrate"),
        KeyCommand::Undo => Action::UndoPressed,
        KeyCommand::Redo => Action::RedoPressed,
        KeyCommand::Play => Action::PlayToggled,
        KeyCommand::Palette => Action::DialogOpened(Dialog::Palette),
        KeyCommand::Keys => Action::DialogOpened(Dialog::Keys),
        KeyCommand::Presentation => Action::PresentationToggled,
        KeyCommand::NextPiece => return go_to(neighbor(1), dispatch),
        KeyCommand::PreviousPiece => return go_to(neighbor(Piece::ALL.len() - 1), dispatch),
    };
    dispatch.send(action);
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

/// Shows a piece and puts the focus where one works in it, which has to be on screen for that.
pub(crate) fn go_to(piece: Piece, dispatch: &Dispatch) {
    dispatch.send(Action::PieceChosen(piece));
    Timeout::new(0, move || focus_in(piece)).forget();
}

fn focus_in(piece: Piece) {
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

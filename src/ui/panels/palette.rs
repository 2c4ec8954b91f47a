//! The command palette: a field and a list of what fits, by the pattern
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::components::dialog::Dialog as Frame;
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::dom;
use crate::ui::hooks::shortcuts::go_to;
use crate::ui::palette::{Choice, Entry, entries, find};
use crate::ui::state::action::ConsoleAction;
use crate::ui::state::layout::Piece;
use crate::ui::state::{Action, State};
use crate::ui::texts::{later, texts};

/// More than these are not shown: one types on.
const MOST: usize = 40;
/// How far Page Up and Page Down go.
const PAGE: usize = 8;

#[derive(PartialEq, Properties)]
pub(crate) struct PaletteProps {
    pub(crate) state: State,
}

/// The command palette.
#[component]
pub(crate) fn Palette(props: &PaletteProps) -> Html {
    let dispatch = use_dispatch();
    let typed = use_state(String::new);
    let chosen = use_state(|| 0_usize);
    let entries = Rc::new(entries(&props.state));
    let found = find(&entries, &typed);
    let hidden = found.len().saturating_sub(MOST);
    let found: Vec<&Entry> = { found.iter().take(MOST) }
        .filter_map(|index| entries.get(*index))
        .collect();
    let active = (*chosen).min(found.len().saturating_sub(1));
    use_effect_with(active, |active| dom::bring_into_sight(&option_id(*active)));
    let typed_text = (*typed).clone();
    let oninput = {
        let chosen = chosen.clone();
        move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
            chosen.set(0);
        }
    };
    let current = found.get(active).map(|entry| entry.choice.clone());
    let onkeydown = {
        let (dispatch, last) = (dispatch.clone(), found.len().saturating_sub(1));
        let (entries, shown) = (Rc::clone(&entries), typed_text);
        move |event: KeyboardEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            // Who types fast presses Enter before what fits is on screen.
            let current = match typed == shown {
                true => current.clone(),
                false => first(&entries, &typed),
            };
            let toggles = (event.ctrl_key() || event.meta_key()) && event.key() == "k";
            let next = match (event.key().as_str(), &current) {
                _ if toggles => return close(&event, &dispatch),
                ("Enter", Some(choice)) => {
                    close(&event, &dispatch);
                    return choose(choice.clone(), dispatch.clone());
                }
                ("ArrowDown", _) if active == last => 0,
                ("ArrowDown", _) => active + 1,
                ("ArrowUp", _) if active == 0 => last,
                ("ArrowUp", _) => active - 1,
                ("PageDown", _) => (active + PAGE).min(last),
                ("PageUp", _) => active.saturating_sub(PAGE),
                _ => return,
            };
            event.prevent_default();
            chosen.set(next);
        }
    };
    let words = &later().palette;
    let options = found.iter().enumerate();
    html! {
        <Frame title={texts().toolbar.commands} class="palette" on_close={dispatch.always(Action::DialogClosed)}>
            <input
                class="palette-input"
                type="text"
                role="combobox"
                aria-label={words.find}
                aria-expanded="true"
                aria-controls="palette-list"
                aria-autocomplete="list"
                aria-activedescendant={(!found.is_empty()).then(|| option_id(active))}
                placeholder={words.placeholder}
                autocomplete="off"
                spellcheck="false"
                autofocus=true
                data-testid="palette-input"
                {oninput}
                {onkeydown}
            />
            <ul id="palette-list" class="palette-list" role="listbox" aria-label={words.fits}>
                { for options.map(|(index, entry)| shown(entry, index, index == active, &dispatch)) }
            </ul>
            <p class="palette-more dim" role="status">{ in_words(found.len(), hidden) }</p>
        </Frame>
    }
}

fn first(entries: &[Entry], typed: &str) -> Option<Choice> {
    let index = *find(entries, typed).first()?;
    Some(entries.get(index)?.choice.clone())
}

fn option_id(index: usize) -> String {
    format!("palette-{index}")
}

fn in_words(shown: usize, hidden: usize) -> String {
    match (shown, hidden) {
        (0, _) => later().palette.nothing.to_owned(),
        (_, 0) => String::new(),
        _ => later().palette.more.with([&hidden.to_string()]),
    }
}

fn shown(entry: &Entry, index: usize, active: bool, dispatch: &Dispatch) -> Html {
    let (choice, dispatch) = (entry.choice.clone(), dispatch.clone());
    let onclick = move |event: MouseEvent| {
        close(&event, &dispatch);
        choose(choice.clone(), dispatch.clone());
    };
    html! {
        <li key={index} id={option_id(index)} class="palette-option" role="option" aria-selected={active.to_string()} data-testid="palette-option" {onclick}>
            <span class="palette-label">{ entry.label.clone() }</span>
            <span class="dim">{ entry.kind }</span>
            if !entry.keys.is_empty() { <kbd>{ entry.keys }</kbd> }
        </li>
    }
}

fn close(event: &Event, dispatch: &Dispatch) {
    event.prevent_default();
    dispatch.send(Action::DialogClosed);
}

/// Does what was chosen once the dialog is gone, which gives the focus back to where it was.
fn choose(choice: Choice, dispatch: Dispatch) {
    let act = move || match choice {
        Choice::Act(action) => dispatch.send(action),
        Choice::GoTo(piece) => go_to(piece, &dispatch),
        Choice::Type(start) => {
            let line = ConsoleAction::LineEdited(start.to_owned());
            dispatch.send(Action::Console(line));
            go_to(Piece::Console, &dispatch);
        }
    };
    Timeout::new(0, act).forget();
}

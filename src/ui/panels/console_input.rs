//! Where one types in the console: a command, an answer, a search.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::protocol::Interrupt;
use crate::ui::components::button::{Button, Tone};
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::dom;
use crate::ui::state::Action;
use crate::ui::state::action::ConsoleAction;
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct CommandLineProps {
    pub(crate) line: AttrValue,
    /// The searched words, while there is a search.
    pub(crate) search: Option<AttrValue>,
    /// What the search has found.
    pub(crate) found: Option<AttrValue>,
    pub(crate) completions: Vec<String>,
    pub(crate) running: bool,
}

/// The line after `$`.
#[component]
pub(crate) fn CommandLine(props: &CommandLineProps) -> Html {
    let dispatch = use_dispatch();
    // After Escape, Tab leaves the line once.
    let leaving = use_mut_ref(|| false);
    let searching = props.search.is_some();
    let words = &texts().console;
    let value = props.search.clone().unwrap_or_else(|| props.line.clone());
    let oninput = dispatch.on(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::Console(match searching {
            true => ConsoleAction::SearchEdited(text),
            false => ConsoleAction::LineEdited(text),
        })
    });
    let onkeydown = {
        let dispatch = dispatch.clone();
        move |event: KeyboardEvent| {
            let mut leaving = leaving.borrow_mut();
            let escape = event.key() == "Escape";
            match searching {
                true => on_search_key(&event, &dispatch),
                false => on_line_key(&event, *leaving, &dispatch),
            }
            *leaving = escape;
        }
    };
    html! {
        <div class="console-entry">
            <div class="console-line">
                <label class="dollar" for="console-line">
                    <span aria-hidden="true">{ if searching { words.search_sign } else { "$" } }</span>
                    <span class="sr-only">{ if searching { words.search } else { words.command } }</span>
                </label>
                <input
                    id="console-line"
                    class="console-input"
                    type="text"
                    {value}
                    {oninput}
                    {onkeydown}
                    onpaste={on_paste(&dispatch)}
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    placeholder={if props.running { "" } else { "python manage.py …" }}
                    aria-describedby="console-keys"
                    aria-disabled={props.running.then_some("true")}
                    data-testid="console-input"
                />
                if let Some(found) = &props.found { <output class="console-found">{ found.clone() }</output> }
            </div>
            <p id="console-keys" class="sr-only">{ words.keys }</p>
            <Completions candidates={props.completions.clone()} />
        </div>
    }
}

fn on_line_key(event: &KeyboardEvent, leaving: bool, dispatch: &Dispatch) {
    let input = event.target_unchecked_into::<HtmlInputElement>();
    let line = input.value();
    let control = event.ctrl_key() && !event.alt_key() && !event.meta_key();
    let action = match event.key().as_str() {
        "Enter" => Action::LineEntered(line),
        "ArrowUp" => Action::Console(ConsoleAction::Older),
        "ArrowDown" => Action::Console(ConsoleAction::Newer),
        "Tab" if !leaving && !event.shift_key() && !line.is_empty() => {
            Action::Console(ConsoleAction::CompletionRequested(cursor(&input, &line)))
        }
        "Escape" => Action::Console(ConsoleAction::CompletionsClosed),
        "r" if control => Action::Console(ConsoleAction::SearchOlder),
        "l" if control => Action::Console(ConsoleAction::Cleared),
        "c" if control && !has_selection(&input) => Action::StopPressed,
        _ => return,
    };
    if event.key() != "Escape" {
        event.prevent_default();
    }
    match action {
        // Ctrl-C stops what runs and empties the line.
        Action::StopPressed => {
            dispatch.send(Action::Console(ConsoleAction::LineAbandoned));
            dispatch.send(Action::StopPressed);
        }
        action => dispatch.send(action),
    }
}

fn on_search_key(event: &KeyboardEvent, dispatch: &Dispatch) {
    let control = event.ctrl_key();
    let action = match event.key().as_str() {
        "Enter" | "Tab" | "ArrowRight" => ConsoleAction::SearchAccepted,
        "r" if control => ConsoleAction::SearchOlder,
        "ArrowUp" => ConsoleAction::SearchOlder,
        "Escape" => ConsoleAction::SearchCancelled,
        "c" | "g" if control => ConsoleAction::SearchCancelled,
        _ => return,
    };
    event.prevent_default();
    dispatch.send(Action::Console(action));
}

/// Several pasted lines run one after another; `$ ` before them is a prompt that was copied along.
fn on_paste(dispatch: &Dispatch) -> Callback<Event> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: Event| {
        let Ok(event) = wasm_bindgen::JsCast::dyn_into::<web_sys::ClipboardEvent>(event) else {
            return;
        };
        let text = event
            .clipboard_data()
            .and_then(|data| data.get_data("text").ok());
        let text = text.unwrap_or_default();
        let without_prompt = |line: &str| line.trim_start().trim_start_matches("$ ").to_owned();
        if text.trim_end().contains('\n') {
            event.prevent_default();
            let lines = text.trim_end().lines().map(without_prompt);
            dispatch.send(Action::LinesPasted(lines.collect()));
        } else if text.starts_with("$ ") {
            event.prevent_default();
            dispatch.send(Action::Console(ConsoleAction::LineEdited(without_prompt(
                &text,
            ))));
        }
    })
}

/// The cursor's place in bytes.
fn cursor(input: &HtmlInputElement, line: &str) -> usize {
    let units = input
        .selection_start()
        .ok()
        .flatten()
        .map_or(usize::MAX, |start| start as usize);
    let mut seen = 0;
    for (index, c) in line.char_indices() {
        if seen >= units {
            return index;
        }
        seen += c.len_utf16();
    }
    line.len()
}

fn has_selection(input: &HtmlInputElement) -> bool {
    let ends = (
        input.selection_start().ok().flatten(),
        input.selection_end().ok().flatten(),
    );
    matches!(ends, (Some(start), Some(end)) if start != end)
}

#[derive(PartialEq, Properties)]
struct CompletionsProps {
    candidates: Vec<String>,
}

#[component]
fn Completions(props: &CompletionsProps) -> Html {
    html! {
        <div class="completions" role="status" aria-live="polite">
            { for props.candidates.iter().map(|candidate| html! { <span class="completion">{ candidate.clone() }{ " " }</span> }) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct PromptProps {
    /// How many questions were asked before.
    pub(crate) asked: usize,
    pub(crate) prompt: AttrValue,
    pub(crate) line: AttrValue,
    /// Whether the command runs with the last answer.
    pub(crate) running: bool,
    /// Whether what is typed must not be shown.
    pub(crate) secret: bool,
}

/// The answer to a question, typed after its prompt. It takes the focus, as a terminal would.
#[component]
pub(crate) fn PromptLine(props: &PromptProps) -> Html {
    let dispatch = use_dispatch();
    use_effect_with(props.asked, |_| dom::focus("console-line"));
    let oninput = dispatch.on(|event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::Console(ConsoleAction::LineEdited(text))
    });
    let onkeydown = {
        let dispatch = dispatch.clone();
        move |event: KeyboardEvent| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let control = event.ctrl_key();
            let action = match event.key().as_str() {
                "Enter" => Action::LineEntered(input.value()),
                "c" if control && !has_selection(&input) => {
                    Action::Interrupted(Interrupt::KeyboardInterrupt)
                }
                "d" if control && input.value().is_empty() => {
                    Action::Interrupted(Interrupt::EndOfFile)
                }
                "ArrowUp" => Action::Console(ConsoleAction::Older),
                "ArrowDown" => Action::Console(ConsoleAction::Newer),
                _ => return,
            };
            event.prevent_default();
            dispatch.send(action);
        }
    };
    html! {
        <div class="console-line is-prompt">
            <label class="prompt" for="console-line">
                if props.prompt.trim().is_empty() { <span class="sr-only">{ texts().console.answer }</span> }
                { props.prompt.clone() }
            </label>
            <input
                id="console-line"
                class="console-input"
                type={if props.secret { "password" } else { "text" }}
                value={props.line.clone()}
                {oninput}
                {onkeydown}
                onpaste={on_paste(&dispatch)}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="send"
                aria-disabled={props.running.then_some("true")}
                data-testid="prompt-input"
            />
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct ChoicesProps {
    pub(crate) choices: Vec<(String, String)>,
    /// Whether it is the prompt of a shell, which one leaves rather than refuses.
    pub(crate) shell: bool,
}

/// Answers as buttons, and the way out of the question.
#[component]
pub(crate) fn Choices(props: &ChoicesProps) -> Html {
    let dispatch = use_dispatch();
    let words = &texts().console;
    let (label, interrupt) = match props.shell {
        true => (words.exit, Interrupt::EndOfFile),
        false => (words.cancel, Interrupt::KeyboardInterrupt),
    };
    html! {
        <div class="choices" role="group" aria-label={words.answers}>
            { for props.choices.iter().map(|(answer, label)| html! {
                <Button key={answer.clone()} label={label.clone()} tone={Tone::Plain} on_press={dispatch.always(Action::LineEntered(answer.clone()))} />
            }) }
            <Button label={label} on_press={dispatch.always(Action::Interrupted(interrupt))} />
        </div>
    }
}

//! The console: what was entered, what came of it, and the line being typed.

use web_sys::Element;
use yew::prelude::*;

use crate::ui::components::button::{Button, Tone};
use crate::ui::components::icon::Icon;
use crate::ui::dispatch::use_dispatch;
use crate::ui::dom;
use crate::ui::state::action::ConsoleAction;
use crate::ui::state::layout::{Layout, Piece};
use crate::ui::state::{Action, State};
use crate::ui::texts::texts;

use super::console_entry::EntryView;
use super::console_input::{Choices, CommandLine, PromptLine};
use super::foreseen::Foreseen;
use super::piece::PieceFrame;

#[derive(PartialEq, Properties)]
pub(crate) struct ConsoleProps {
    pub(crate) state: State,
}

/// The console.
#[component]
pub(crate) fn ConsolePanel(props: &ConsoleProps) -> Html {
    let state = &props.state;
    let dispatch = use_dispatch();
    let scroller = use_node_ref();
    use_follow_end(&scroller, state);
    use_keep_focus(state.console.question.is_some());
    let words = &texts().console;
    let tools = html! {
        <>
            if state.running() {
                <span class="running" role="status">{ words.running }</span>
                <Button label={words.stop} tone={Tone::Danger} icon={Icon::Stop} testid="button-stop" on_press={dispatch.always(Action::StopPressed)} />
            }
            <Button label={words.clear} icon={Icon::Trash} words=false on_press={dispatch.always(Action::Console(ConsoleAction::Cleared))} />
        </>
    };
    let onclick = |event: MouseEvent| focus_line_unless_selecting(&event);
    html! {
        <PieceFrame piece={Piece::Console} title={texts().pieces.console_title} tabbed={state.layout == Layout::Narrow} {tools}>
            <div class="console-body" {onclick}>
                <div class="console" ref={scroller}><div>
                    <div class="console-log" role="log" aria-label={texts().pieces.console} tabindex="0" data-testid="console-log">
                        { for state.console.entries.iter().map(|entry| html! {
                            <EntryView key={entry.number} entry={entry.clone()} idle={state.idle()} question={state.console.question.clone().filter(|question| question.entry == entry.number)} view={entry.needs_help().then(|| state.view.clone())} />
                        }) }
                    </div>
                    { line(state) }
                </div></div>
                { question(state) }
            </div>
        </PieceFrame>
    }
}

/// The question that waits. It scrolls with nothing, so that it is always in sight.
fn question(state: &State) -> Html {
    let console = &state.console;
    match &console.question {
        None => html! {},
        Some(question) => html! {
            <div class="console-question">
                <PromptLine
                    asked={question.answers.len()}
                    prompt={if question.answered { String::new() } else { question.last_line().to_owned() }}
                    line={console.line.clone()}
                    running={question.answered}
                    secret={question.secret}
                />
                if !question.answered {
                    <Choices choices={question.choices.clone()} shell={question.prompt.starts_with("sqlite> ")} />
                    if !question.consequences.is_empty() {
                        <Foreseen choices={question.choices.clone()} consequences={question.consequences.clone()} />
                    }
                }
            </div>
        },
    }
}

fn line(state: &State) -> Html {
    let console = &state.console;
    match &console.question {
        Some(_) => html! {},
        None => html! {
            <CommandLine
                line={console.line.clone()}
                search={console.search.as_ref().map(|search| search.words.clone())}
                found={console.found().map(str::to_owned)}
                completions={console.completions.clone()}
                running={state.running()}
            />
        },
    }
}

/// The end is what one reads. The style sheet lays the console out from its end, where the
/// position is 0.
#[hook]
fn use_follow_end(scroller: &NodeRef, state: &State) {
    let scroller = scroller.clone();
    use_effect_with(state.console.clone(), move |_| {
        if let Some(element) = scroller.cast::<Element>() {
            element.set_scroll_top(0);
        }
    });
}

/// The field for answers goes when there is nothing more to answer; who typed in it types on in the
/// line of commands.
#[hook]
fn use_keep_focus(asking: bool) {
    let asked = use_mut_ref(|| false);
    use_effect_with(asking, move |asking| {
        let ended = asked.replace(*asking) && !*asking;
        if ended && dom::is_focus_nowhere() {
            dom::focus("console-line");
        }
    });
}

/// A click anywhere in the console types there, as in a terminal, but does not undo a selection.
fn focus_line_unless_selecting(event: &MouseEvent) {
    let selection = gloo::utils::window().get_selection().ok().flatten();
    let selecting = selection.is_some_and(|selection| !selection.is_collapsed());
    let target = event.target_dyn_into::<Element>();
    let on_button = target.is_some_and(|target| {
        target
            .closest("button, input, pre")
            .ok()
            .flatten()
            .is_some()
    });
    if !selecting && !on_button {
        dom::focus("console-line");
    }
}

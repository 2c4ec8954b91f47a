//! An entry of the console.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{OutputChunk, Stream, View};
use crate::ui::components::button::{Button, Tone};
use crate::ui::dispatch::{use_dispatch, use_language};
use crate::ui::explain::is_notable;
use crate::ui::panels::explanation::ExplanationView;
use crate::ui::state::console::{CommandStatus, Entry, EntryKind, Question};
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct EntryProps {
    pub(crate) entry: Rc<Entry>,
    pub(crate) idle: bool,
    /// The question that waits, if one does.
    pub(crate) question: Option<Question>,
    /// What there is, for one that failed or asks.
    pub(crate) view: Option<Rc<View>>,
}

/// An entry of the console.
#[component]
pub(crate) fn EntryView(props: &EntryProps) -> Html {
    use_language();
    match &props.entry.kind {
        EntryKind::Note { text, command } => html! {
            <div class="note">
                <span>{ text.clone() }</span>
                if let Some(command) = command { <Suggestion command={command.clone()} idle={props.idle} /> }
            </div>
        },
        EntryKind::Command { line, status, .. } => html! {
            <div class={classes!("command", failed(*status).then_some("has-failed"))}>
                <div class="command-line"><span class="dollar">{ "$ " }</span>{ line.clone() }</div>
                <div class="command-output">
                    { for props.entry.shown_output(props.question.as_ref()).iter().map(chunk) }
                </div>
                { ending(*status) }
                { explanation(props, *status) }
            </div>
        },
    }
}

fn failed(status: CommandStatus) -> bool {
    matches!(status, CommandStatus::Finished(exit) if exit != 0)
}

fn chunk(chunk: &OutputChunk) -> Html {
    let class = match chunk.stream {
        Stream::Stdout => "stdout",
        Stream::Stderr => "stderr",
        Stream::Answer => "answer",
        Stream::Note => "note",
    };
    html! { <span {class}>{ chunk.text.clone() }</span> }
}

fn ending(status: CommandStatus) -> Html {
    let words = &texts().console;
    match status {
        CommandStatus::Finished(0) | CommandStatus::Asking => html! {},
        CommandStatus::Running => {
            html! { <div class="command-running"><span class="sr-only">{ words.is_running }</span></div> }
        }
        CommandStatus::Finished(exit) => {
            html! { <div class="command-exit">{ words.exit_status.with([&exit.to_string()]) }</div> }
        }
        CommandStatus::Stopped => {
            html! { <div class="command-exit">{ words.stopped }</div> }
        }
    }
}

/// What a command that failed, or asks, or has nothing to do, says in other words.
fn explanation(props: &EntryProps, status: CommandStatus) -> Html {
    let text = props.entry.last_text();
    if failed(status) || status == CommandStatus::Asking || is_notable(&text) {
        html! { <ExplanationView {text} view={props.view.clone()} idle={props.idle} /> }
    } else {
        html! {}
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct SuggestionProps {
    pub(super) command: AttrValue,
    pub(super) idle: bool,
}

/// A command to try, as a button.
#[component]
pub(super) fn Suggestion(props: &SuggestionProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <Button label={props.command.clone()} title={texts().console.run_it} tone={Tone::Plain} class="suggestion" disabled={!props.idle} on_press={dispatch.run(props.command.to_string())} />
    }
}

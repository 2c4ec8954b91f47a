//! What an error means and what helps, under Django's own text.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::View;
use crate::ui::dispatch::use_language;
use crate::ui::explain::{Explanation, Names, Said, Way, explain};
use crate::ui::panels::console_entry::Suggestion;
use crate::ui::texts::language;

#[derive(PartialEq, Properties)]
pub(crate) struct ExplanationProps {
    /// What was printed, or is said of a file.
    pub(crate) text: AttrValue,
    /// What there is, where names that an error has may be misspelt.
    pub(crate) view: Option<Rc<View>>,
    /// Whether a command can be given.
    pub(crate) idle: bool,
}

/// What a text means, to be opened; nothing if there is nothing to say.
#[component]
pub(crate) fn ExplanationView(props: &ExplanationProps) -> Html {
    use_language();
    let names = use_memo(props.view.clone(), |view| {
        view.as_deref().map(Names::of).unwrap_or_default()
    });
    let said = (props.text.clone(), names, language());
    let explained = use_memo(said, |(text, names, language)| {
        explain(Said { text, names }, *language)
    });
    let Some(Explanation {
        title,
        reason,
        ways,
    }) = &*explained
    else {
        return html! {};
    };
    html! {
        <details class="explanation" data-testid="explanation">
            <summary>{ with_code(title) }</summary>
            <p>{ with_code(reason) }</p>
            <ul>{ for ways.iter().map(|way| shown(way, props.idle)) }</ul>
        </details>
    }
}

fn shown(way: &Way, idle: bool) -> Html {
    html! {
        <li>
            { with_code(&way.words) }
            if let Some(command) = &way.command { <Suggestion command={command.clone()} {idle} /> }
        </li>
    }
}

/// Shows what stands between backticks as code.
fn with_code(words: &str) -> Html {
    let parts = words.split('`').enumerate().map(|(number, part)| {
        let part = part.to_owned();
        if number % 2 == 1 {
            html! { <code>{ part }</code> }
        } else {
            html! { { part } }
        }
    });
    html! { <>{ for parts }</> }
}

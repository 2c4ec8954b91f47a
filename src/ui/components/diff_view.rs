//! The difference between two texts of Python.

use yew::prelude::*;

use crate::ui::diff::{self, DiffLine, Side};
use crate::ui::dispatch::use_language;
use crate::ui::highlight::Language;
use crate::ui::texts::texts;

use super::code::colored;

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 2;
/// How many lines are shown at first: a whole new file is drawn anew at every pause in typing.
const MOST: usize = 200;

#[derive(PartialEq, Properties)]
pub(crate) struct DiffProps {
    pub(crate) old: AttrValue,
    pub(crate) new: AttrValue,
    /// What it is, for a screen reader.
    pub(crate) label: AttrValue,
}

/// The difference between two texts of Python, line by line.
#[component]
pub(crate) fn DiffView(props: &DiffProps) -> Html {
    use_language();
    let whole = use_state(|| false);
    let sides = (props.old.clone(), props.new.clone());
    let hunks = use_memo(sides, |(old, new)| diff::hunks(old, new, CONTEXT));
    let shown_lines = if *whole { hunks.len() } else { MOST };
    let more = hunks.len().saturating_sub(shown_lines);
    let show_all = move |_: MouseEvent| whole.set(true);
    html! {
        <pre class="code diff" tabindex="0" role="region" aria-label={props.label.clone()}><code>
            { for hunks.iter().take(shown_lines).map(|line| match line {
                Some(line) => shown(line),
                None => html! { <span class="diff-gap" aria-label={texts().parts.unchanged_lines}>{ "⋯" }</span> },
            }) }
            if more > 0 { <button type="button" class="diff-more" onclick={show_all}>{ texts().strips.more.with([&more.to_string()]) }</button> }
        </code></pre>
    }
}

fn shown(line: &DiffLine) -> Html {
    let (class, sign) = match line.side {
        Side::Both => (None, " "),
        Side::Added => (Some("is-added"), "+"),
        Side::Removed => (Some("is-removed"), "−"),
    };
    html! {
        <span class={classes!("diff-line", class)}>
            <span class="diff-sign">{ sign }</span>{ colored(&line.text, Language::Python) }{ "\n" }
        </span>
    }
}

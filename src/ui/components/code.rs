//! Code that is shown and not edited.

use yew::prelude::*;

use crate::ui::highlight::{Language, tokens};

#[derive(PartialEq, Properties)]
pub(crate) struct CodeProps {
    pub(crate) text: AttrValue,
    pub(crate) language: Language,
    /// What it is, for a screen reader.
    pub(crate) label: AttrValue,
    #[prop_or_default]
    pub(crate) numbered: bool,
}

/// Code with colors and, if wanted, line numbers. It has the focus so that it can be scrolled.
#[component]
pub(crate) fn Code(props: &CodeProps) -> Html {
    let class = classes!("code", props.numbered.then_some("code-numbered"));
    let lines = split_lines(&props.text, props.language);
    html! {
        <pre {class} tabindex="0" role="region" aria-label={props.label.clone()}><code>
            { for lines.into_iter().map(|line| html! { <span class="code-line">{ line }{ "\n" }</span> }) }
        </code></pre>
    }
}

/// Shows a line of code with colors.
pub(crate) fn colored(text: &str, language: Language) -> Html {
    tokens(text, language)
        .into_iter()
        .map(|(token, text)| piece(token.class(), text))
        .collect()
}

fn split_lines(code: &str, language: Language) -> Vec<Html> {
    let mut lines = vec![Vec::new()];
    for (token, text) in tokens(code.trim_end_matches('\n'), language) {
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut()
                && !part.is_empty()
            {
                line.push(piece(token.class(), part));
            }
        }
    }
    lines
        .into_iter()
        .map(|pieces| pieces.into_iter().collect())
        .collect()
}

fn piece(class: Option<&'static str>, text: &str) -> Html {
    match class {
        Some(class) => html! { <span {class}>{ text.to_owned() }</span> },
        None => text.to_owned().into(),
    }
}

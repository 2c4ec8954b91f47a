//! What each answer to a question would come to, under its buttons.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::Consequence;
use crate::ui::components::mark::OperationSign;
use crate::ui::dispatch::use_language;
use crate::ui::panels::insight::microscope::effect;
use crate::ui::texts::later;

#[derive(PartialEq, Properties)]
pub(crate) struct ForeseenProps {
    /// What to answer and what the button shows.
    pub(crate) choices: Vec<(String, String)>,
    pub(crate) consequences: Rc<Vec<Consequence>>,
}

/// A column for each answer: the operations that it leads to, and what they take from the rows.
#[component]
pub(crate) fn Foreseen(props: &ForeseenProps) -> Html {
    use_language();
    html! {
        <section class="foreseen" aria-label={later().foreseen} data-testid="foreseen">
            { for props.consequences.iter().map(|consequence| {
                let named = |(answer, _): &&(String, String)| *answer == consequence.answer;
                let label = props.choices.iter().find(named).map(|(_, label)| label.clone());
                html! {
                    <div key={consequence.answer.clone()} data-testid={format!("foreseen:{}", consequence.answer)}>
                        <h3>{ label }</h3>
                        <ul class="change-lines">
                            { for consequence.lines.iter().map(|text| line(text)) }
                            { for consequence.lost.iter().map(effect) }
                        </ul>
                    </div>
                }
            }) }
        </section>
    }
}

fn line(text: &str) -> Html {
    let sign = ["+", "-", "~"]
        .into_iter()
        .find(|sign| text.starts_with(&format!("{sign} ")));
    match sign {
        Some(symbol) => {
            html! { <li><OperationSign {symbol} /><span>{ text[2..].to_owned() }</span></li> }
        }
        None => html! { <li>{ text.to_owned() }</li> },
    }
}

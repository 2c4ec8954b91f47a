//! The frame of a piece: its number, its name, its tools.

use yew::prelude::*;

use crate::ui::state::layout::Piece;

#[derive(PartialEq, Properties)]
pub(crate) struct PieceProps {
    pub(crate) piece: Piece,
    /// Its number in the order in which commands go through the pieces.
    #[prop_or_default]
    pub(crate) number: Option<u8>,
    pub(crate) title: AttrValue,
    /// Buttons at the end of the title's line.
    #[prop_or_default]
    pub(crate) tools: Html,
    /// Whether it is the panel of a tab.
    pub(crate) tabbed: bool,
    pub(crate) children: Html,
}

/// The frame of a piece.
#[component]
pub(crate) fn PieceFrame(props: &PieceProps) -> Html {
    let id = props.piece.id();
    let label = match props.tabbed {
        true => format!("tab-{id}"),
        false => format!("piece-{id}-title"),
    };
    html! {
        <section
            id={format!("piece-{id}")}
            class={classes!("piece", format!("piece-{id}"))}
            role={if props.tabbed { "tabpanel" } else { "region" }}
            aria-labelledby={label}
            tabindex="-1"
        >
            <header class="piece-head">
                if let Some(number) = props.number {
                    <span class="piece-number" aria-hidden="true">{ number }</span>
                }
                <h2 id={format!("piece-{id}-title")}>{ props.title.clone() }</h2>
                <div class="piece-tools">{ props.tools.clone() }</div>
            </header>
            { props.children.clone() }
        </section>
    }
}

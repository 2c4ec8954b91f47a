//! Marks: a sign and a color that always mean the same, with a word for who sees neither.

use yew::prelude::*;

use crate::ui::dispatch::use_language;
use crate::ui::texts::texts;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// New.
    Added,
    /// Different.
    Changed,
    /// Gone.
    Removed,
    /// Not applied.
    Pending,
    /// Applied.
    Applied,
    /// Failed.
    Error,
    /// Agrees.
    Agreed,
}

impl Mark {
    /// Returns the mark for the sign that `makemigrations` prints before an operation.
    pub(crate) fn of_operation(symbol: &str) -> Option<Self> {
        match symbol {
            "+" => Some(Mark::Added),
            "~" => Some(Mark::Changed),
            "-" => Some(Mark::Removed),
            _ => None,
        }
    }

    /// Returns the CSS class that colors what the mark stands at.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Mark::Added => "is-added",
            Mark::Changed => "is-changed",
            Mark::Removed => "is-removed",
            Mark::Pending => "is-pending",
            Mark::Applied => "is-applied",
            Mark::Error => "is-error",
            Mark::Agreed => "is-agreed",
        }
    }

    /// Returns the sign.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Mark::Added => "+",
            Mark::Changed => "~",
            Mark::Removed => "−",
            Mark::Pending => "○",
            Mark::Applied => "●",
            Mark::Error => "✕",
            Mark::Agreed => "✓",
        }
    }

    fn word(self) -> &'static str {
        let words = &texts().marks;
        match self {
            Mark::Added => words.added,
            Mark::Changed => words.changed,
            Mark::Removed => words.removed,
            Mark::Pending => words.pending,
            Mark::Applied => words.applied,
            Mark::Error => words.error,
            Mark::Agreed => words.agreed,
        }
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct MarkProps {
    pub(crate) mark: Mark,
}

/// Shows a mark.
#[component]
pub(crate) fn MarkSign(props: &MarkProps) -> Html {
    use_language();
    html! {
        <span class={classes!("mark", props.mark.class())} title={props.mark.word()}>
            <span aria-hidden="true">{ props.mark.sign() }</span>
            <span class="sr-only">{ props.mark.word() }</span>
        </span>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct SymbolProps {
    /// `+`, `~`, `-`, or another sign of Django's.
    pub(crate) symbol: AttrValue,
}

/// Shows the sign of an operation as Django prints it.
#[component]
pub(crate) fn OperationSign(props: &SymbolProps) -> Html {
    let mark = Mark::of_operation(&props.symbol);
    html! {
        <span class={classes!("mark", "operation-sign", mark.map(Mark::class))}>{ props.symbol.clone() }</span>
    }
}

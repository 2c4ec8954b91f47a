//! The rows of a table.

use yew::prelude::*;

use crate::protocol::{CellView, TableView};
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::state::changes::{RowChange, TableChange, row_key};

/// Longer text is cut; it is shown whole while it has the focus.
const LONG: usize = 40;

#[derive(PartialEq, Properties)]
pub(crate) struct RowsProps {
    pub(crate) table: TableView,
    pub(crate) change: Option<TableChange>,
    pub(crate) generation: u32,
    /// Whether what is gone has been shown long enough.
    pub(crate) faded: bool,
}

/// The rows of a table.
#[component]
pub(crate) fn TableRows(props: &RowsProps) -> Html {
    let table = &props.table;
    let marked = props.change.as_ref().filter(|change| !change.created);
    let gone = marked
        .filter(|_| !props.faded)
        .map(|change| change.removed_rows.as_slice());
    let gone = gone.unwrap_or_default();
    if table.rows.is_empty() && gone.is_empty() {
        return html! {};
    }
    let numeric = |cell: &CellView| matches!(cell, CellView::Integer(_) | CellView::Real(_));
    let first = table.rows.first();
    html! {
        <div class="rows" tabindex="0" role="region" aria-label={format!("Rows of {}", table.name)}>
            <table class="data">
                <thead><tr>
                    <th class="data-mark"><span class="sr-only">{ "Change" }</span></th>
                    { for table.columns.iter().enumerate().map(|(index, column)| {
                        let number = first.and_then(|row| row.get(index)).is_some_and(numeric);
                        html! { <th scope="col" class={number.then_some("is-number")}>{ column.name.clone() }</th> }
                    }) }
                </tr></thead>
                <tbody>
                    { for gone.iter().map(|row| shown(table, row, Some(Mark::Removed), props.generation)) }
                    { for table.rows.iter().map(|row| {
                        let change = marked.and_then(|change| change.rows.get(&row_key(table, row)));
                        shown(table, row, change.copied().map(mark), props.generation)
                    }) }
                </tbody>
            </table>
            if table.row_count > table.rows.len() as u64 {
                <p class="dim rows-more">{ format!("The first {} of {} rows", table.rows.len(), table.row_count) }</p>
            }
        </div>
    }
}

fn mark(change: RowChange) -> Mark {
    match change {
        RowChange::Added => Mark::Added,
        RowChange::Changed => Mark::Changed,
    }
}

fn shown(table: &TableView, row: &[CellView], mark: Option<Mark>, generation: u32) -> Html {
    let key = format!("{}-{}", row_key(table, row), mark.map_or(0, |_| generation));
    html! {
        <tr {key} class={classes!(mark.map(Mark::class))}>
            <td class="data-mark">{ for mark.map(|mark| html! { <MarkSign {mark} /> }) }</td>
            { for row.iter().map(cell) }
        </tr>
    }
}

fn cell(cell: &CellView) -> Html {
    match cell {
        CellView::Null => html! { <td><span class="is-null">{ "null" }</span></td> },
        CellView::Integer(number) => html! { <td class="is-number">{ number.clone() }</td> },
        CellView::Real(number) => html! { <td class="is-number">{ number.to_string() }</td> },
        CellView::Text(text) if text.is_empty() => {
            html! { <td><span class="dim">{ "''" }</span></td> }
        }
        CellView::Text(text) => words(text.clone()),
        CellView::Blob(hex) => words(format!("x'{hex}'")),
    }
}

fn words(text: String) -> Html {
    match text.chars().count() > LONG {
        true => {
            html! { <td><span class="is-long" tabindex="0" title={text.clone()}>{ text }</span></td> }
        }
        false => html! { <td>{ text }</td> },
    }
}

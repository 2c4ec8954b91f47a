//! The rows of a table.

use yew::prelude::*;

use crate::protocol::{CellView, TableView};
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::state::changes::{TableChange, row_key};

/// Longer text is cut; it is shown whole while it has the focus.
const LONG: usize = 40;

#[derive(PartialEq, Properties)]
pub(crate) struct RowsProps {
    pub(crate) table: TableView,
    pub(crate) change: Option<TableChange>,
    pub(crate) generation: u32,
}

/// The rows of a table.
#[component]
pub(crate) fn TableRows(props: &RowsProps) -> Html {
    let table = &props.table;
    if table.rows.is_empty() {
        return html! {};
    }
    let marked = props.change.as_ref().filter(|change| !change.created);
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
                    { for table.rows.iter().map(|row| {
                        let changed = marked.is_some_and(|change| change.rows.contains(&row_key(table, row)));
                        shown(table, row, changed, props.generation)
                    }) }
                </tbody>
            </table>
            if table.row_count > table.rows.len() as u64 {
                <p class="dim rows-more">{ format!("The first {} of {} rows", table.rows.len(), table.row_count) }</p>
            }
        </div>
    }
}

fn shown(table: &TableView, row: &[CellView], changed: bool, generation: u32) -> Html {
    let key = format!(
        "{}-{}",
        row_key(table, row),
        if changed { generation } else { 0 }
    );
    html! {
        <tr {key} class={changed.then_some("is-changed")}>
            <td class="data-mark">if changed { <MarkSign mark={Mark::Changed} /> }</td>
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

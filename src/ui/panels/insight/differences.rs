//! What two steps do not have alike: files and database, before and after.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::protocol::{CellView, FileDifference, RowDifference, TableDifference, TimelineStep};
use crate::ui::components::diff_view::DiffView;
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::dispatch::use_dispatch;
use crate::ui::panels::table_rows::contents;
use crate::ui::panels::timeline::words;
use crate::ui::state::Action;
use crate::ui::state::insight::{Differences, InsightAction};

use crate::ui::texts::sentence::Text;
use crate::ui::texts::{later, texts};

use super::microscope::difference;

#[derive(PartialEq, Properties)]
pub(super) struct DifferencesProps {
    pub(super) differences: Rc<Differences>,
    pub(super) steps: Rc<Vec<TimelineStep>>,
}

/// What two steps do not have alike; which they are can be chosen.
#[component]
pub(super) fn DifferencesView(props: &DifferencesProps) -> Html {
    let dispatch = use_dispatch();
    let Differences {
        from,
        to,
        files,
        database,
        rows,
    } = &*props.differences;
    let (from, to) = (*from, *to);
    let said = &later().differences;
    let open = move |from, to| {
        dispatch.send(Action::Insight(InsightAction::DifferencesOpened {
            from,
            to,
        }));
    };
    let choose_from = Callback::from({
        let open = open.clone();
        move |step| open(step, to)
    });
    let choose_to = Callback::from(move |step| open(from, step));
    html! {
        <div class="differences" data-testid="differences">
            <div class="differences-steps">
                { choice("before", said.before, from, &props.steps, choose_from) }
                { choice("after", said.after, to, &props.steps, choose_to) }
            </div>
            if files.is_empty() && database.is_empty() && rows.is_empty() {
                <p class="dim" role="status">{ said.nothing }</p>
            }
            if !database.is_empty() {
                <section aria-labelledby="differences-database">
                    <h3 id="differences-database">{ said.database }</h3>
                    <ul class="change-lines">{ for database.iter().map(difference) }</ul>
                </section>
            }
            { for rows.iter().map(table) }
            if !files.is_empty() {
                <section aria-labelledby="differences-files">
                    <h3 id="differences-files">{ said.files }</h3>
                    { for files.iter().map(file) }
                </section>
            }
        </div>
    }
}

fn choice(
    id: &str,
    label: Text,
    chosen: u32,
    steps: &[TimelineStep],
    choose: Callback<u32>,
) -> Html {
    let onchange = move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        if let Ok(step) = select.value().parse() {
            choose.emit(step);
        }
    };
    html! {
        <label>
            <span>{ label }</span>
            <select {onchange} data-testid={format!("step:{id}")}>
                { for (0..).zip(steps).map(|(place, step): (u32, _)| html! {
                    <option value={place.to_string()} selected={place == chosen}>{ words(Some(step), place as usize) }</option>
                }) }
            </select>
        </label>
    }
}

/// The rows of a table before and after: what was and what is now stand in one cell.
fn table(difference: &TableDifference) -> Html {
    let words = &later().differences;
    let id = format!("rows-of-{}", difference.table);
    html! {
        <section key={id.clone()} aria-labelledby={id.clone()} data-testid={format!("rows-between:{}", difference.table)}>
            <h3 {id}>{ words.rows.with([&difference.table]) }</h3>
            <div class="differences-rows" tabindex="0" role="group" aria-label={words.rows.with([&difference.table])}>
                <table class="data">
                    <thead><tr>
                        <th class="data-mark"><span class="sr-only">{ texts().tables.change }</span></th>
                        { for difference.columns.iter().map(|name| html! { <th scope="col">{ name.clone() }</th> }) }
                    </tr></thead>
                    <tbody>{ for difference.rows.iter().map(row) }</tbody>
                </table>
            </div>
            if difference.more > 0 { <p class="dim">{ words.more_rows.of(difference.more) }</p> }
        </section>
    }
}

fn row(difference: &RowDifference) -> Html {
    let (mark, cells) = match (&difference.before, &difference.after) {
        (Some(before), Some(after)) => {
            let both = before.iter().zip(after);
            (
                Mark::Changed,
                both.map(|(was, is)| changed(was, is)).collect(),
            )
        }
        (Some(only), None) => (Mark::Removed, only.iter().map(value).collect()),
        (None, only) => {
            let cells = only.iter().flatten();
            (Mark::Added, cells.map(value).collect::<Vec<Html>>())
        }
    };
    html! {
        <tr class={mark.class()}>
            <td class="data-mark"><MarkSign {mark} /></td>
            { for cells.into_iter().map(|cell| html! { <td>{ cell }</td> }) }
        </tr>
    }
}

fn changed(was: &Option<CellView>, is: &Option<CellView>) -> Html {
    if was == is {
        return value(is);
    }
    html! {
        <>
            if was.is_some() { <del>{ value(was) }</del> }
            if was.is_some() && is.is_some() { { " " } }
            if is.is_some() { <ins>{ value(is) }</ins> }
        </>
    }
}

fn value(cell: &Option<CellView>) -> Html {
    let Some(cell) = cell else {
        return html! {};
    };
    let (class, text) = contents(cell);
    html! { <span {class}>{ text }</span> }
}

fn file(difference: &FileDifference) -> Html {
    let FileDifference {
        path,
        before,
        after,
    } = difference;
    let (class, sign) = match (before, after) {
        (None, _) => ("is-added", "+"),
        (_, None) => ("is-removed", "−"),
        _ => ("is-changed", "~"),
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    html! {
        <details class="file-diff" key={path.clone()} open={before.is_some() == after.is_some()}>
            <summary><span class={classes!("mark", class)}>{ sign }</span>{ " " }<code>{ path.clone() }</code></summary>
            <DiffView old={text(before)} new={text(after)} label={texts().files.changes_in.with([path])} />
        </details>
    }
}

//! The rows of a table: sorted, searched, page by page, and changed by statements that the console
//! shows.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::protocol::{CellView, TableView};
use crate::ui::components::button::Button;
use crate::ui::components::icon::{Icon, Picture};
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::dispatch::{use_dispatch, use_language};
use crate::ui::dom;
use crate::ui::rows::{arrange, delete, editable, insert, update};
use crate::ui::state::Action;
use crate::ui::state::changes::{RowChange, TableChange, row_key};
use crate::ui::state::console::Outcome;
use crate::ui::texts::texts;

use super::row_editor::{CellEditor, NewRow};

/// Longer text is cut; it is shown whole while it has the focus.
const LONG: usize = 40;
/// How many rows are shown at a time.
const PAGE: usize = 25;
/// With fewer rows than these there is nothing to search.
const FEW: u64 = 6;

#[derive(PartialEq, Properties)]
pub(crate) struct RowsProps {
    pub(crate) table: Rc<TableView>,
    pub(crate) change: Option<TableChange>,
    pub(crate) generation: u32,
    /// Whether what is gone has been shown long enough.
    pub(crate) faded: bool,
    /// How the last command of the console ended.
    pub(crate) outcome: Option<Rc<Outcome>>,
}

/// How the rows are browsed.
#[derive(Clone, Default, PartialEq)]
struct Browse {
    /// The column and whether downwards.
    sort: Option<(usize, bool)>,
    typed: String,
    page: usize,
    /// The cell that Tab leads to: its row on the page, its column.
    at: (usize, usize),
    edit: Edit,
    /// The line that was sent last, until it succeeds.
    sent: Option<String>,
}

/// What is edited.
#[derive(Clone, Copy, Default, PartialEq)]
enum Edit {
    #[default]
    Nothing,
    /// The cell that Tab leads to.
    Cell,
    /// A row that is not there yet.
    New,
}

/// The rows of a table.
#[component]
pub(crate) fn TableRows(props: &RowsProps) -> Html {
    let table = &props.table;
    let dispatch = use_dispatch();
    let browse = use_state(Browse::default);
    use_end_of_edit(&browse, props.outcome.clone(), &table.name);
    let found = arrange(table, &browse.typed, browse.sort);
    let last_page = found.len().saturating_sub(1) / PAGE;
    let page = browse.page.min(last_page);
    let rows: Vec<&Vec<CellView>> = { found.iter().skip(page * PAGE).take(PAGE) }
        .filter_map(|index| table.rows.get(*index))
        .collect();
    use_place_within(&browse, rows.len());
    let send = {
        let (browse, dispatch) = (browse.clone(), dispatch);
        Callback::from(move |line: String| {
            let mut next = (*browse).clone();
            next.sent = Some(line.clone());
            browse.set(next);
            dispatch.send(Action::CommandGiven(line));
        })
    };
    let problem = props.outcome.as_ref().and_then(|outcome| {
        let ours = browse.sent.as_ref() == Some(&outcome.line);
        outcome.problem.clone().filter(|_| ours)
    });
    html! {
        <>
            <Tools table={table.clone()} browse={browse.clone()} />
            if !table.rows.is_empty() || browse.edit == Edit::New || has_ghosts(props) {
                { grid(props, &browse, &rows, &send, problem.is_some()) }
            }
            if let Some(problem) = problem {
                <p class="rows-problem" id={problem_id(&table.name)} role="alert" data-testid="rows-problem"><MarkSign mark={Mark::Error} />{ problem }</p>
            }
            <Pager name={table.name.clone()} browse={browse} {page} found={found.len()} known={table.rows.len()} count={table.row_count} />
        </>
    }
}

/// An edit ends when its statement has succeeded; the focus stays at its cell.
#[hook]
fn use_end_of_edit(browse: &UseStateHandle<Browse>, outcome: Option<Rc<Outcome>>, table: &str) {
    let (browse, table) = (browse.clone(), table.to_owned());
    use_effect_with(outcome, move |outcome| {
        let Some(outcome) = outcome else { return };
        if browse.sent.as_ref() != Some(&outcome.line) || outcome.problem.is_some() {
            return;
        }
        let edited = browse.edit == Edit::Cell || dom::is_focus_nowhere();
        let mut next = (*browse).clone();
        (next.sent, next.edit) = (None, Edit::Nothing);
        let at = next.at;
        browse.set(next);
        if edited {
            focus_soon(cell_id(&table, at));
        }
    });
}

/// Tab leads to a cell that is there.
#[hook]
fn use_place_within(browse: &UseStateHandle<Browse>, rows: usize) {
    let browse = browse.clone();
    use_effect_with((browse.at, rows), move |((row, column), rows)| {
        if row >= rows && *row > 0 {
            let at = (rows.saturating_sub(1), *column);
            change(&browse, |next| next.at = at);
        }
    });
}

/// Puts the focus on what the next rendering brings.
fn focus_soon(id: String) {
    gloo::timers::callback::Timeout::new(0, move || dom::focus(&id)).forget();
}

fn problem_id(table: &str) -> String {
    format!("rows-problem-{table}")
}

fn cell_id(table: &str, (row, column): (usize, usize)) -> String {
    format!("cell-{table}-{row}-{column}")
}

fn change(browse: &UseStateHandle<Browse>, how: impl FnOnce(&mut Browse)) {
    let mut next = (**browse).clone();
    how(&mut next);
    browse.set(next);
}

#[derive(PartialEq, Properties)]
struct ToolsProps {
    table: Rc<TableView>,
    browse: UseStateHandle<Browse>,
}

/// Searching and adding.
#[component]
fn Tools(props: &ToolsProps) -> Html {
    use_language();
    let words = &texts().tables;
    let (table, browse) = (&props.table, &props.browse);
    let oninput = {
        let browse = browse.clone();
        move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            change(&browse, |next| (next.typed, next.page) = (typed, 0));
        }
    };
    let on_add = {
        let browse = browse.clone();
        Callback::from(move |_: MouseEvent| {
            change(&browse, |next| (next.edit, next.sent) = (Edit::New, None));
        })
    };
    html! {
        <div class="rows-tools">
            if table.row_count >= FEW || !browse.typed.is_empty() {
                <input class="rows-filter" type="search" placeholder={words.search} aria-label={words.search_of.with([&table.name])} value={browse.typed.clone()} {oninput} autocomplete="off" spellcheck="false" data-testid={format!("rows-filter:{}", table.name)} />
            }
            <Button label={words.add_row} icon={Icon::Plus} testid={format!("add-row:{}", table.name)} on_press={on_add} />
        </div>
    }
}

fn has_ghosts(props: &RowsProps) -> bool {
    let change = props.change.as_ref();
    !props.faded && change.is_some_and(|change| !change.removed_rows.is_empty())
}

fn grid(
    props: &RowsProps,
    browse: &UseStateHandle<Browse>,
    rows: &[&Vec<CellView>],
    send: &Callback<String>,
    wrong: bool,
) -> Html {
    let words = &texts().tables;
    let rows_of = words.rows_of.with([&props.table.name]);
    let table = &props.table;
    let marked = props.change.as_ref().filter(|change| !change.created);
    let gone = marked.filter(|_| !props.faded);
    let gone = gone.map_or(&[][..], |change| change.removed_rows.as_slice());
    let onkeydown = on_key(props, browse, rows, send);
    let on_new = {
        let (browse, send, table) = (browse.clone(), send.clone(), table.clone());
        Callback::from(move |typed: Option<Vec<String>>| match typed {
            Some(typed) => send.emit(insert(&table, &typed)),
            None => change(&browse, |next| {
                (next.edit, next.sent) = (Edit::Nothing, None);
            }),
        })
    };
    html! {
        <div class="rows" tabindex="0" role="region" aria-label={rows_of.clone()}>
            <table class="data" role="grid" aria-label={rows_of} {onkeydown}>
                <thead><tr>
                    <th class="data-mark"><span class="sr-only">{ words.change }</span></th>
                    { for (0..table.columns.len()).map(|index| head(table, index, browse)) }
                    <th class="data-mark"><span class="sr-only">{ words.delete }</span></th>
                </tr></thead>
                <tbody>
                    { for gone.iter().map(|row| ghost(table, row, props.generation)) }
                    { for rows.iter().enumerate().map(|(number, row)| {
                        let change = marked.and_then(|change| change.rows.get(&row_key(table, row)));
                        let mark = change.copied().map(mark);
                        shown(props, browse, (number, row), mark, send, wrong)
                    }) }
                    if browse.edit == Edit::New { <NewRow table={table.clone()} {wrong} problem={problem_id(&table.name)} on_done={on_new} /> }
                </tbody>
            </table>
        </div>
    }
}

fn mark(change: RowChange) -> Mark {
    match change {
        RowChange::Added => Mark::Added,
        RowChange::Changed => Mark::Changed,
    }
}

/// The name of a column: a button that sorts by it.
fn head(table: &TableView, index: usize, browse: &UseStateHandle<Browse>) -> Html {
    let Some(column) = table.columns.get(index) else {
        return html! {};
    };
    let numeric = |cell: &CellView| matches!(cell, CellView::Integer(_) | CellView::Real(_));
    let first = table.rows.first().and_then(|row| row.get(index));
    let (sort, sign, next) = match browse.sort.filter(|(by, _)| *by == index) {
        None => ("none", "", Some((index, false))),
        Some((_, false)) => ("ascending", "▲", Some((index, true))),
        Some((_, true)) => ("descending", "▼", None),
    };
    let onclick = {
        let browse = browse.clone();
        move |_| change(&browse, |browse| (browse.sort, browse.page) = (next, 0))
    };
    html! {
        <th scope="col" class={first.is_some_and(numeric).then_some("is-number")} aria-sort={sort}>
            <button type="button" class="data-sort" title={texts().tables.sort_by.with([&column.name])} data-testid={format!("sort:{}.{}", table.name, column.name)} {onclick}>
                { column.name.clone() }<span class="data-arrow" aria-hidden="true">{ sign }</span>
            </button>
        </th>
    }
}

/// A row that is gone.
fn ghost(table: &TableView, row: &[CellView], generation: u32) -> Html {
    let key = format!("{}-{generation}", row_key(table, row));
    html! {
        <tr {key} class={Mark::Removed.class()}>
            <td class="data-mark"><MarkSign mark={Mark::Removed} /></td>
            { for row.iter().map(|cell| { let (class, text) = contents(cell); html! { <td {class}>{ text }</td> } }) }
            <td></td>
        </tr>
    }
}

fn shown(
    props: &RowsProps,
    browse: &UseStateHandle<Browse>,
    (number, row): (usize, &[CellView]),
    mark: Option<Mark>,
    send: &Callback<String>,
    wrong: bool,
) -> Html {
    let table = &props.table;
    // A key of its own for every command lets the highlight begin anew; but not while one types.
    let edited = browse.edit == Edit::Cell && browse.at.0 == number;
    let generation = mark.filter(|_| !edited).map_or(0, |_| props.generation);
    let key = format!("{}-{generation}", row_key(table, row));
    let end = (number, row.len());
    let on_delete = {
        let (send, line) = (send.clone(), delete(table, row));
        move |_| send.emit(line.clone())
    };
    html! {
        <tr {key} class={classes!(mark.map(Mark::class))}>
            <td class="data-mark">{ for mark.map(|mark| html! { <MarkSign {mark} /> }) }</td>
            { for (0..row.len()).map(|column| match browse.edit == Edit::Cell && browse.at == (number, column) {
                true => editor(table, browse, row, column, send, wrong),
                false => cell(table, browse, row, (number, column)),
            }) }
            <td class="data-mark">
                <button type="button" class="data-delete" id={cell_id(&table.name, end)} tabindex={stop(browse, end)} aria-label={texts().tables.delete_row.with([&(number + 1).to_string()])} title={texts().tables.delete_the_row} data-testid={format!("delete-row:{}.{}", table.name, number + 1)} onclick={on_delete}>
                    <Picture icon={Icon::Trash} />
                </button>
            </td>
        </tr>
    }
}

fn stop(browse: &Browse, at: (usize, usize)) -> &'static str {
    if browse.at == at { "0" } else { "-1" }
}

fn cell(
    table: &TableView,
    browse: &UseStateHandle<Browse>,
    row: &[CellView],
    at: (usize, usize),
) -> Html {
    let Some((value, column)) = row.get(at.1).zip(table.columns.get(at.1)) else {
        return html! {};
    };
    let (class, text) = contents(value);
    let id = cell_id(&table.name, at);
    let onfocus = {
        let browse = browse.clone();
        // Who goes on to another cell has left the field without Enter.
        move |_: FocusEvent| {
            change(&browse, |next| {
                next.at = at;
                if next.edit == Edit::Cell {
                    (next.edit, next.sent) = (Edit::Nothing, None);
                }
            });
        }
    };
    let onmousedown = {
        let (browse, id) = (browse.clone(), id.clone());
        // The first press chooses the cell, the second edits it.
        move |event: MouseEvent| {
            if dom::has_focus(&id) {
                event.prevent_default();
                change(&browse, |next| (next.edit, next.sent) = (Edit::Cell, None));
            }
        }
    };
    html! {
        <td {class} {id} tabindex={stop(browse, at)} data-testid={format!("cell:{}.{}.{}", table.name, column.name, at.0 + 1)} {onfocus} {onmousedown}>{ text }</td>
    }
}

fn editor(
    table: &Rc<TableView>,
    browse: &UseStateHandle<Browse>,
    row: &[CellView],
    column: usize,
    send: &Callback<String>,
    wrong: bool,
) -> Html {
    let Some((value, of)) = row.get(column).zip(table.columns.get(column)) else {
        return html! {};
    };
    let on_done = {
        let (browse, send) = (browse.clone(), send.clone());
        let (table, row) = (table.clone(), row.to_vec());
        Callback::from(move |typed: Option<String>| {
            match typed.and_then(|typed| update(&table, &row, column, &typed)) {
                Some(line) => send.emit(line),
                None => {
                    change(&browse, |next| {
                        (next.edit, next.sent) = (Edit::Nothing, None);
                    });
                    focus_soon(cell_id(&table.name, browse.at));
                }
            }
        })
    };
    html! { <td class="data-edit"><CellEditor label={texts().tables.value_of.with([&of.name, &table.name])} text={editable(of, value)} {wrong} problem={problem_id(&table.name)} {on_done} /></td> }
}

/// Arrows walk the cells, Enter edits, Del deletes.
fn on_key(
    props: &RowsProps,
    browse: &UseStateHandle<Browse>,
    rows: &[&Vec<CellView>],
    send: &Callback<String>,
) -> Callback<KeyboardEvent> {
    let (browse, send, table) = (browse.clone(), send.clone(), props.table.clone());
    let rows: Vec<Vec<CellView>> = rows.iter().map(|row| (*row).clone()).collect();
    Callback::from(move |event: KeyboardEvent| {
        let target = event.target_dyn_into::<web_sys::Element>();
        let in_cell = target
            .as_ref()
            .is_some_and(|target| target.id().starts_with("cell-"));
        if !in_cell || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let (row, column) = browse.at;
        let end = table.columns.len();
        let at = match event.key().as_str() {
            "ArrowLeft" => (row, column.saturating_sub(1)),
            "ArrowRight" => (row, (column + 1).min(end)),
            "ArrowUp" => (row.saturating_sub(1), column),
            "ArrowDown" => ((row + 1).min(rows.len().saturating_sub(1)), column),
            "Home" => (row, 0),
            "End" => (row, end),
            "Enter" | "F2" if column < end => {
                event.prevent_default();
                return change(&browse, |next| (next.edit, next.sent) = (Edit::Cell, None));
            }
            "Delete" => {
                event.prevent_default();
                let line = rows.get(row).map(|row| delete(&table, row));
                return line.into_iter().for_each(|line| send.emit(line));
            }
            _ => return,
        };
        event.prevent_default();
        change(&browse, |next| next.at = at);
        dom::focus(&cell_id(&table.name, at));
    })
}

/// The class of a value's cell, and how it is shown.
/// A value as it is shown, and the class of its cell.
pub(super) fn contents(cell: &CellView) -> (Option<&'static str>, Html) {
    match cell {
        CellView::Null => (None, html! { <span class="is-null">{ "null" }</span> }),
        CellView::Integer(number) => (Some("is-number"), number.clone().into()),
        CellView::Real(number) => (Some("is-number"), number.to_string().into()),
        CellView::Text(text) if text.is_empty() => {
            (None, html! { <span class="dim">{ "''" }</span> })
        }
        CellView::Text(text) => (None, words(text.clone())),
        CellView::Blob(hex) => (None, words(format!("x'{hex}'"))),
    }
}

fn words(text: String) -> Html {
    match text.chars().count() > LONG {
        true => html! { <span class="is-long" title={text.clone()}>{ text }</span> },
        false => text.into(),
    }
}

#[derive(PartialEq, Properties)]
struct PagerProps {
    name: AttrValue,
    browse: UseStateHandle<Browse>,
    page: usize,
    found: usize,
    /// How many rows are here.
    known: usize,
    /// How many the table has.
    count: u64,
}

/// Which rows are shown, and the ways to others.
#[component]
fn Pager(props: &PagerProps) -> Html {
    use_language();
    let beyond = props.count > props.known as u64;
    if props.found <= PAGE && !beyond && props.browse.typed.is_empty() {
        return html! {};
    }
    let go = |page: usize| {
        let browse = props.browse.clone();
        Callback::from(move |_: MouseEvent| {
            change(&browse, |next| (next.page, next.at) = (page, (0, 0)));
        })
    };
    let first = props.page * PAGE;
    let last = (first + PAGE).min(props.found);
    let said = &texts().tables;
    let words = match props.found {
        0 => said.none_found.to_owned(),
        found => {
            let values = [first + 1, last, found].map(|number| number.to_string());
            said.found.with([&values[0], &values[1], &values[2]])
        }
    };
    html! {
        <div class="rows-pager">
            <Button label={said.earlier_rows} icon={Icon::ArrowLeft} words=false disabled={props.page == 0} on_press={go(props.page.saturating_sub(1))} />
            <Button label={said.later_rows} icon={Icon::ArrowRight} words=false disabled={last >= props.found} testid={format!("later-rows:{}", props.name)} on_press={go(if last >= props.found { props.page } else { props.page + 1 })} />
            <span class="dim" role="status">{ words }
                if beyond { { said.beyond.with([&props.count.to_string(), &props.known.to_string()]) } }
            </span>
        </div>
    }
}

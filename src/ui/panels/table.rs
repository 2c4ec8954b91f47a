//! A table: its columns, constraints, indexes and rows, folded behind its name.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{ColumnView, TableView};
use crate::ui::components::code::Code;
use crate::ui::components::icon::{Icon, Picture};
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::dispatch::{use_dispatch, use_language};
use crate::ui::highlight::Language;
use crate::ui::state::Action;
use crate::ui::state::changes::TableChange;
use crate::ui::state::console::Outcome;
use crate::ui::texts::texts;

use super::table_rows::TableRows;

#[derive(PartialEq, Properties)]
pub(crate) struct TableProps {
    pub(crate) table: Rc<TableView>,
    pub(crate) change: Option<TableChange>,
    pub(crate) generation: u32,
    /// Whether what is gone has been shown long enough.
    pub(crate) faded: bool,
    pub(crate) open: bool,
    /// How the last command of the console ended.
    pub(crate) outcome: Option<Rc<Outcome>>,
}

/// A table.
#[component]
pub(crate) fn Table(props: &TableProps) -> Html {
    let dispatch = use_dispatch();
    let table = &props.table;
    let mark = props.change.as_ref().map(|change| match change.created {
        true => Mark::Added,
        false => Mark::Changed,
    });
    let body = format!("table-{}", table.name);
    html! {
        <section class={classes!("table", mark.map(Mark::class))} data-testid={format!("table:{}", table.name)}>
            <h3>
                <button type="button" class="table-head" id={table_head_id(&table.name)} aria-expanded={props.open.to_string()} aria-controls={body.clone()} onclick={dispatch.always(Action::TableToggled(table.name.clone()))}>
                    <Picture icon={if props.open { Icon::ChevronDown } else { Icon::ChevronRight }} />
                    if let Some(mark) = mark { <MarkSign key={props.generation} {mark} /> }
                    <span class="table-name">{ table.name.clone() }</span>
                    if let Some(model) = &table.model { <span class="dim">{ model.clone() }</span> }
                    <span class="table-count">{ rows_in_words(table.row_count) }</span>
                </button>
            </h3>
            if props.open {
                <div class="table-body" id={body}>
                    <Columns table={table.clone()} change={props.change.clone()} generation={props.generation} faded={props.faded} />
                    { constraints(table) }
                    <TableRows table={table.clone()} change={props.change.clone()} generation={props.generation} faded={props.faded} outcome={props.outcome.clone()} />
                    <details class="table-sql">
                        <summary>{ "CREATE TABLE" }</summary>
                        <Code text={table.sql.clone()} language={Language::Sql} label={texts().tables.sql_of.with([&table.name])} />
                    </details>
                </div>
            }
        </section>
    }
}

/// The id of the button that folds a table out.
pub(crate) fn table_head_id(name: &str) -> String {
    format!("table-head-{name}")
}

fn rows_in_words(count: u64) -> String {
    match count {
        0 => texts().tables.no_rows.to_owned(),
        count => texts().tables.rows.of(count),
    }
}

#[derive(PartialEq, Properties)]
struct ColumnsProps {
    table: Rc<TableView>,
    change: Option<TableChange>,
    generation: u32,
    faded: bool,
}

#[component]
fn Columns(props: &ColumnsProps) -> Html {
    use_language();
    let change = props.change.clone().unwrap_or_default();
    let mark = |column: &ColumnView| match () {
        () if change.created => None,
        () if change.added.contains(&column.name) => Some(Mark::Added),
        () if change.altered.contains(&column.name) => Some(Mark::Changed),
        () if change.renamed.contains_key(&column.name) => Some(Mark::Changed),
        () => None,
    };
    let removed = change.removed.iter().filter(|_| !props.faded);
    html! {
        <ul class="columns" aria-label={texts().tables.columns_of.with([&props.table.name])}>
            { for props.table.columns.iter().map(|c| column(c, mark(c), change.renamed.get(&c.name), props.generation)) }
            { for removed.map(|c| column(c, Some(Mark::Removed), None, props.generation)) }
        </ul>
    }
}

fn column(
    column: &ColumnView,
    mark: Option<Mark>,
    renamed: Option<&String>,
    generation: u32,
) -> Html {
    // A key of its own for every command lets the highlight begin anew.
    let words = &texts().tables;
    let key = format!("{}-{}", column.name, mark.map_or(0, |_| generation));
    html! {
        <li {key} class={classes!("column", mark.map(Mark::class))}>
            <span class="column-mark">{ for mark.map(|mark| html! { <MarkSign {mark} /> }) }</span>
            <span class="column-name">
                { column.name.clone() }
                if column.primary_key {
                    <span class="column-key" title={words.primary_key}><Picture icon={Icon::Key} /><span class="sr-only">{ " " }{ words.primary_key }</span></span>
                }
            </span>
            <span class="column-type">{ column.declared_type.clone() }</span>
            <span class="column-null" title={if column.not_null { "NOT NULL" } else { words.may_be_null }}>{ if column.not_null { "" } else { "null" } }</span>
            <span class="column-extra">
                if let Some(old) = renamed { { words.was.with([old]) } }
                if let Some(default) = &column.default { { words.default.with([default]) } }
                if let Some(target) = &column.references { { format!("→ {target}") } }
            </span>
        </li>
    }
}

fn constraints(table: &TableView) -> Html {
    // The primary key has its sign at the column, a foreign key its arrow.
    let told = |kind: &str| matches!(kind, "PRIMARY KEY" | "FOREIGN KEY");
    let constraints = table.constraints.iter().filter(|(kind, ..)| !told(kind));
    let constraints =
        constraints.map(|(kind, name, text)| (kind.clone(), name.clone(), text.clone()));
    let indexes = table.indexes.iter().map(|(name, unique, text)| {
        let kind = if *unique { "UNIQUE INDEX" } else { "INDEX" };
        (kind.to_owned(), name.clone(), text.clone())
    });
    let all: Vec<_> = constraints.chain(indexes).collect();
    if all.is_empty() {
        return html! {};
    }
    html! {
        <ul class="constraints" aria-label={texts().tables.constraints_of.with([&table.name])}>
            { for all.into_iter().map(|(kind, name, text)| html! {
                <li><span class="constraint-kind">{ kind }</span><span class="constraint-text">{ text }</span><span class="dim">{ name }</span></li>
            }) }
        </ul>
    }
}

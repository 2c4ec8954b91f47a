//! `django_migrations`: the table in which Django keeps what is applied.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::protocol::{AppliedMigrationView, MigrationView, View};
use crate::ui::components::badge::Badge;
use crate::ui::components::empty::Empty;
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::dispatch::{Dispatch, use_dispatch, use_language};
use crate::ui::graph_notes::{replaced_file, replacement};
use crate::ui::state::changes::Changes;
use crate::ui::state::{Action, migrations};
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct TrackingProps {
    pub(crate) rows: Option<Vec<AppliedMigrationView>>,
    pub(crate) changes: Rc<Changes>,
    pub(crate) view: Rc<View>,
}

/// `django_migrations`.
#[component]
pub(crate) fn Tracking(props: &TrackingProps) -> Html {
    use_language();
    let words = &texts().tables;
    let scroller = use_node_ref();
    use_scroll_to_new(&scroller, &props.changes);
    let count = props.rows.as_ref().map_or(0, Vec::len);
    html! {
        <section class="tracking" aria-labelledby="tracking-title" data-testid="migrations-table">
            <header class="tracking-head">
                <span class="piece-number" aria-hidden="true">{ "3" }</span>
                <h3 id="tracking-title">{ "django_migrations" }</h3>
                <span class="dim">{ words.tracking_about }</span>
                <span class="tracking-counts">{ difference(&props.changes) }
                    if props.rows.is_some() { { words.rows.of(count as u64) } }
                </span>
            </header>
            <div class="tracking-rows" ref={scroller} tabindex="0" role="region" aria-label={words.rows_of.with(["django_migrations"])}>
                { contents(props) }
            </div>
        </section>
    }
}

fn contents(props: &TrackingProps) -> Html {
    match &props.rows {
        None if props.view.files.is_empty() => html! {},
        None => {
            html! { <Empty text={texts().tables.no_tracking} /> }
        }
        Some(rows) => {
            html! { <Rows rows={rows.clone()} changes={props.changes.clone()} view={props.view.clone()} /> }
        }
    }
}

fn difference(changes: &Changes) -> Html {
    html! {
        <>
            if !changes.recorded.is_empty() { <span class="mark is-added">{ format!("+{}", changes.recorded.len()) }</span> }
            if !changes.unrecorded.is_empty() { <span class="mark is-removed">{ format!("−{}", changes.unrecorded.len()) }</span> }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct RowsProps {
    rows: Vec<AppliedMigrationView>,
    changes: Rc<Changes>,
    view: Rc<View>,
}

#[component]
fn Rows(props: &RowsProps) -> Html {
    let RowsProps {
        rows,
        changes,
        view,
    } = props;
    let dispatch = use_dispatch();
    let gone = changes.unrecorded.iter().filter(|_| !changes.faded);
    let mut all: Vec<(&AppliedMigrationView, Option<Mark>)> = rows
        .iter()
        .map(|row| {
            (
                row,
                changes.recorded.contains(&row.id).then_some(Mark::Added),
            )
        })
        .chain(gone.map(|row| (row, Some(Mark::Removed))))
        .collect();
    all.sort_by_key(|(row, mark)| (row.id, *mark == Some(Mark::Added)));
    html! {
        <table class="data">
            <thead><tr>
                <th class="data-mark"><span class="sr-only">{ texts().tables.change }</span></th>
                <th scope="col" class="is-number">{ "id" }</th>
                <th scope="col">{ "app" }</th>
                <th scope="col" class="data-name">{ "name" }</th>
                <th scope="col">{ "applied" }</th>
            </tr></thead>
            <tbody>{ for all.into_iter().map(|(row, mark)| shown(row, mark, changes.generation, link(view, row, &dispatch))) }</tbody>
        </table>
    }
}

/// The name of a migration, which leads to it as long as it is there. One that another replaces leads
/// to its file, and says so.
fn link(view: &View, row: &AppliedMigrationView, dispatch: &Dispatch) -> Html {
    let is = |migration: &MigrationView| migration.app == row.app && migration.name == row.name;
    if migrations(view).any(is) {
        let key = (row.app.clone(), row.name.clone());
        return leading_to(row, Action::MigrationShown(key), dispatch);
    }
    let Some(by) = replacement(view, &row.app, &row.name) else {
        return row.name.clone().into();
    };
    let words = &texts().migrations;
    let name = match replaced_file(view, by, &row.name) {
        Some(path) => leading_to(row, Action::FileOpened(path), dispatch),
        None => row.name.clone().into(),
    };
    html! {
        <>{ name }<Badge title={words.replaced_by.with([&by.name])}>{ words.replaced }</Badge></>
    }
}

fn leading_to(row: &AppliedMigrationView, action: Action, dispatch: &Dispatch) -> Html {
    let title = texts()
        .tables
        .show
        .with([&format!("{}.{}", row.app, row.name)]);
    html! {
        <button type="button" class="tracking-link" {title} onclick={dispatch.always(action)}>{ row.name.clone() }</button>
    }
}

fn shown(row: &AppliedMigrationView, mark: Option<Mark>, generation: u32, name: Html) -> Html {
    let key = format!("{}-{}-{}", row.id, row.name, mark.map_or(0, |_| generation));
    let gone = mark == Some(Mark::Removed);
    html! {
        <tr
            {key}
            class={classes!(mark.map(Mark::class), gone.then_some("is-going"))}
            data-testid={(!gone).then(|| format!("applied:{}.{}", row.app, row.name))}
        >
            <td class="data-mark">{ for mark.map(|mark| html! { <MarkSign {mark} /> }) }</td>
            <td class="is-number">{ row.id }</td>
            <td>{ row.app.clone() }</td>
            <td class="data-name" title={row.name.clone()}>
                { name }
                if row.faked { <Badge class="is-faked" title={texts().tables.faked_title}>{ texts().tables.faked }</Badge> }
            </td>
            <td class="dim" title={row.applied.clone()}>{ to_the_second(&row.applied) }</td>
        </tr>
    }
}

/// The time without fractions; where there is little room, the style sheet leaves out the day.
fn to_the_second(time: &str) -> Html {
    let (time, _) = time.split_once('.').unwrap_or((time, ""));
    match time.split_once(' ') {
        Some((day, clock)) => html! {
            <><span class="applied-date">{ day.to_owned() }{ " " }</span>{ clock.to_owned() }</>
        },
        None => time.to_owned().into(),
    }
}

/// New rows are at the end, and the eye should be there.
#[hook]
fn use_scroll_to_new(scroller: &NodeRef, changes: &Rc<Changes>) {
    let scroller = scroller.clone();
    use_effect_with(changes.clone(), move |changes| {
        if (!changes.recorded.is_empty() || !changes.unrecorded.is_empty())
            && let Some(element) = scroller.cast::<Element>()
        {
            crate::ui::dom::scroll_to_end(&element);
        }
    });
}

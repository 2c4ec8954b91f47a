//! What two steps do not have alike: files and database, before and after.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::protocol::{FileDifference, TimelineStep};
use crate::ui::components::diff_view::DiffView;
use crate::ui::dispatch::use_dispatch;
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
            if files.is_empty() && database.is_empty() {
                <p class="dim" role="status">{ said.nothing }</p>
            }
            if !database.is_empty() {
                <section aria-labelledby="differences-database">
                    <h3 id="differences-database">{ said.database }</h3>
                    <ul class="change-lines">{ for database.iter().map(difference) }</ul>
                </section>
            }
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

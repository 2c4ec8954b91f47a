//! A command from within: one step per operation, and the database as it was after each.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::MomentView;
use crate::ui::components::button::Button;
use crate::ui::components::code::colored;
use crate::ui::components::icon::Icon;
use crate::ui::dispatch::use_dispatch;
use crate::ui::highlight::Language;
use crate::ui::state::Action;
use crate::ui::state::insight::{InsightAction, Moments};
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct MomentsProps {
    pub(crate) moments: Option<Rc<Moments>>,
    /// The moment that is shown.
    pub(crate) shown: Option<u32>,
}

/// The moments of the present command, while they are shown.
#[component]
pub(crate) fn MomentsStrip(props: &MomentsProps) -> Html {
    let dispatch = use_dispatch();
    let Some(moments) = &props.moments else {
        return html! {};
    };
    let shown = props.shown.unwrap_or_default();
    let last = u32::try_from(moments.moments.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let go = |moment: u32| dispatch.always(Action::Insight(InsightAction::MomentChosen(moment)));
    let close = dispatch.always(Action::Insight(InsightAction::MomentsClosed));
    let said = &texts().time;
    let current = moments.moments.get(shown as usize);
    html! {
        <section class="moments" aria-label={said.inside} data-testid="moments">
            <Button label={said.earlier} icon={Icon::Undo} words=false disabled={shown == 0} on_press={go(shown.saturating_sub(1))} testid="moment-earlier" />
            <Button label={said.later} icon={Icon::Redo} words=false disabled={shown >= last} on_press={go((shown + 1).min(last))} testid="moment-later" />
            <p class="moments-words" role="status">
                { said.place.with([&(shown + 1).to_string(), &moments.moments.len().to_string()]) }
                if let Some(moment) = current { { words(moment) } }
            </p>
            if let Some(moment) = current {
                <details class="moments-sql">
                    <summary>{ said.statements.with([&moment.statements.len().to_string()]) }</summary>
                    <ol>{ for moment.statements.iter().map(|sql| html! { <li><code>{ colored(sql, Language::Sql) }</code></li> }) }</ol>
                </details>
            }
            <Button label={said.back} on_press={close} testid="moments-close" />
        </section>
    }
}

fn words(moment: &MomentView) -> Html {
    let said = &texts().time;
    let migration = moment.migration.as_ref();
    let migration = migration.map(|(app, name)| format!("{app}.{name}"));
    match (&moment.operation, migration) {
        (Some(operation), Some(migration)) => html! {
            <>{ if moment.backwards { said.undone } else { "" } }<strong>{ operation.description.clone() }</strong>{ said.in_migration.with([&migration]) }</>
        },
        (_, Some(migration)) if moment.backwards => {
            html! { <>{ said.row_leaves.with([&migration]) }</> }
        }
        (_, Some(migration)) => html! { <>{ said.around.with([&migration]) }</> },
        (_, None) => html! { <>{ said.outside }</> },
    }
}

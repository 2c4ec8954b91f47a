//! What is looked at more closely, over the four pieces.

pub(crate) mod advice;
mod comparison;
mod differences;
pub(super) mod microscope;

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::TimelineStep;
use crate::ui::components::dialog::Dialog as Frame;
use crate::ui::dispatch::use_dispatch;
use crate::ui::state::Action;
use crate::ui::state::insight::{Insight, InsightAction};
use crate::ui::texts::later;

use comparison::ComparisonView;
use differences::DifferencesView;
use microscope::MicroscopeView;

#[derive(PartialEq, Properties)]
pub(crate) struct InsightsProps {
    pub(crate) insight: Option<Insight>,
    /// The timeline.
    pub(crate) steps: Rc<Vec<TimelineStep>>,
    pub(crate) idle: bool,
}

/// What is looked at more closely, if anything is.
#[component]
pub(crate) fn Insights(props: &InsightsProps) -> Html {
    let dispatch = use_dispatch();
    let on_close = dispatch.always(Action::Insight(InsightAction::Closed));
    match &props.insight {
        None => html! {},
        Some(Insight::Migration(microscope)) => {
            let title = format!(
                "{}.{}",
                microscope.inspection.app, microscope.inspection.name
            );
            html! {
                <Frame {title} class="dialog-insight" {on_close}>
                    <MicroscopeView microscope={microscope.clone()} idle={props.idle} />
                </Frame>
            }
        }
        Some(Insight::Comparison(comparison)) => html! {
            <Frame title={later().comparison.title} class="dialog-insight" {on_close}>
                <ComparisonView comparison={comparison.clone()} idle={props.idle} />
            </Frame>
        },
        Some(Insight::Differences(differences)) => html! {
            <Frame title={later().differences.title} class="dialog-insight" {on_close}>
                <DifferencesView differences={differences.clone()} steps={props.steps.clone()} />
            </Frame>
        },
    }
}

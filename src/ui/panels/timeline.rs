//! The timeline: a slider over the states that commands led to.

use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use crate::protocol::TimelineStep;
use crate::ui::branches::{children, whole_line};
use crate::ui::dispatch::use_dispatch;
use crate::ui::state::Action;
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct TimelineProps {
    pub(crate) steps: Vec<TimelineStep>,
    pub(crate) present: u32,
    pub(crate) idle: bool,
}

/// The timeline, by the pattern <https://www.w3.org/WAI/ARIA/apg/patterns/slider/>.
#[component]
pub(crate) fn Timeline(props: &TimelineProps) -> Html {
    let dispatch = use_dispatch();
    let slider = use_node_ref();
    use_keep_present_in_sight(&slider, props.present);
    let line = whole_line(&props.steps, props.present);
    let (present, idle) = (props.present, props.idle);
    let place = line
        .iter()
        .position(|step| *step == present)
        .unwrap_or_default();
    let go = Callback::from(move |step: u32| {
        if idle && step != present {
            dispatch.send(Action::StepChosen(step));
        }
    });
    let last = line.len().saturating_sub(1);
    let onkeydown = {
        let (go, line) = (go.clone(), line.clone());
        move |event: KeyboardEvent| {
            let place = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => place.saturating_sub(1),
                "ArrowRight" | "ArrowUp" => (place + 1).min(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            line.get(place).into_iter().for_each(|step| go.emit(*step));
        }
    };
    html! {
        <div
            class="timeline"
            role="slider"
            tabindex="0"
            ref={slider}
            aria-label={texts().time.timeline}
            aria-valuemin="0"
            aria-valuemax={last.to_string()}
            aria-valuenow={place.to_string()}
            aria-valuetext={words(props.steps.get(present as usize), place)}
            aria-disabled={(!idle).then_some("true")}
            {onkeydown}
        >
            { for line.iter().enumerate().map(|(index, step)| dot(index, *step, place, &props.steps, &go)) }
        </div>
    }
}

fn dot(
    index: usize,
    step: u32,
    present: usize,
    steps: &[TimelineStep],
    go: &Callback<u32>,
) -> Html {
    let place = match index.cmp(&present) {
        std::cmp::Ordering::Less => "is-past",
        std::cmp::Ordering::Equal => "is-present",
        std::cmp::Ordering::Greater => "is-future",
    };
    let onclick = go.reform(move |_| step);
    let branches = children(steps, Some(step)).nth(1).is_some();
    let step = steps.get(step as usize);
    let class = classes!(
        "step",
        place,
        step.is_some_and(|step| step.exit != 0)
            .then_some("has-failed"),
        step.is_some_and(|step| step.name.is_some())
            .then_some("is-named"),
        branches.then_some("has-branches"),
    );
    html! { <span key={index} {class} title={words(step, index)} {onclick} /> }
}

pub(super) fn words(step: Option<&TimelineStep>, index: usize) -> String {
    let said = &texts().time;
    let Some(step) = step else {
        return said.nothing_yet.to_owned();
    };
    let text = match (step.command.is_empty(), step.exit) {
        (true, _) => said.beginning.to_owned(),
        (false, 0) => format!("{index}: {}", step.command),
        (false, _) => said.failed.with([&index.to_string(), &step.command]),
    };
    match &step.name {
        Some(name) => format!("{name}: {text}"),
        None => text,
    }
}

#[hook]
fn use_keep_present_in_sight(slider: &NodeRef, present: u32) {
    let slider = slider.clone();
    use_effect_with(present, move |_| {
        let dot = slider
            .cast::<Element>()
            .and_then(|s| s.query_selector(".is-present").ok().flatten());
        if let Some(dot) = dot {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            options.set_inline(ScrollLogicalPosition::Nearest);
            dot.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

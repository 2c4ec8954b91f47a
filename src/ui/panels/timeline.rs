//! The timeline: a slider over the states that commands led to.

use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use crate::protocol::TimelineStep;
use crate::ui::dispatch::use_dispatch;
use crate::ui::state::Action;

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
    let last = u32::try_from(props.steps.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let (present, idle) = (props.present, props.idle);
    let go = Callback::from(move |step: u32| {
        if idle && step != present {
            dispatch.send(Action::StepChosen(step));
        }
    });
    let onkeydown = {
        let go = go.clone();
        move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => present.saturating_sub(1),
                "ArrowRight" | "ArrowUp" => (present + 1).min(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            go.emit(step);
        }
    };
    html! {
        <div
            class="timeline"
            role="slider"
            tabindex="0"
            ref={slider}
            aria-label="Timeline"
            aria-valuemin="0"
            aria-valuemax={last.to_string()}
            aria-valuenow={present.to_string()}
            aria-valuetext={words(props.steps.get(present as usize), present)}
            aria-disabled={(!idle).then_some("true")}
            {onkeydown}
        >
            { for (0_u32..).zip(&props.steps).map(|(index, step)| dot(index, step, present, &go)) }
        </div>
    }
}

fn dot(index: u32, step: &TimelineStep, present: u32, go: &Callback<u32>) -> Html {
    let place = match index.cmp(&present) {
        std::cmp::Ordering::Less => "is-past",
        std::cmp::Ordering::Equal => "is-present",
        std::cmp::Ordering::Greater => "is-future",
    };
    let onclick = go.reform(move |_| index);
    html! {
        <span key={index} class={classes!("step", place, (step.exit != 0).then_some("has-failed"))} title={words(Some(step), index)} {onclick} />
    }
}

fn words(step: Option<&TimelineStep>, index: u32) -> String {
    match step {
        None => "Nothing yet".to_owned(),
        Some(step) if step.command.is_empty() => "The beginning".to_owned(),
        Some(step) if step.exit != 0 => format!("{index}: {} (failed)", step.command),
        Some(step) => format!("{index}: {}", step.command),
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

//! The timeline: a slider over the states that commands led to.

use std::cmp::Ordering;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use crate::protocol::TimelineStep;
use crate::ui::branches::{children, whole_line};
use crate::ui::dispatch::use_dispatch;
use crate::ui::state::Action;
use crate::ui::texts::texts;

/// How many steps are drawn anew together: few, so that a move draws few, and not one by one, which
/// would cost more than the drawing.
const CHUNK: usize = 32;

#[derive(PartialEq, Properties)]
pub(crate) struct TimelineProps {
    pub(crate) steps: Rc<Vec<TimelineStep>>,
    pub(crate) present: u32,
    pub(crate) idle: bool,
}

/// The timeline, by the pattern <https://www.w3.org/WAI/ARIA/apg/patterns/slider/>.
#[component]
pub(crate) fn Timeline(props: &TimelineProps) -> Html {
    let dispatch = use_dispatch();
    let slider = use_node_ref();
    use_keep_present_in_sight(&slider, props.present);
    let present = props.present;
    // The same as long as one moves along it.
    let line = use_memo(whole_line(&props.steps, present), Vec::clone);
    let place = line
        .iter()
        .position(|step| *step == present)
        .unwrap_or_default();
    let last = line.len().saturating_sub(1);
    let onkeydown = {
        let line = Rc::clone(&line);
        move |event: KeyboardEvent| {
            let place = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => place.saturating_sub(1),
                "ArrowRight" | "ArrowUp" => (place + 1).min(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            if let Some(step) = line.get(place) {
                dispatch.send(Action::StepChosen(*step));
            }
        }
    };
    let chunk = |from: usize| {
        // Before it, in it or behind it.
        let place = (place + 1).saturating_sub(from).min(CHUNK + 1);
        html! { <Chunk key={from} steps={props.steps.clone()} line={line.clone()} {from} {place} /> }
    };
    html! {
        <div class="timeline-room"><div
            class="timeline"
            role="slider"
            tabindex="0"
            ref={slider}
            aria-label={texts().time.timeline}
            aria-valuemin="0"
            aria-valuemax={last.to_string()}
            aria-valuenow={place.to_string()}
            aria-valuetext={words(props.steps.get(present as usize), place)}
            aria-disabled={(!props.idle).then_some("true")}
            {onkeydown}
        >
            { for (0..line.len()).step_by(CHUNK).map(chunk) }
        </div></div>
    }
}

#[derive(PartialEq, Properties)]
struct ChunkProps {
    steps: Rc<Vec<TimelineStep>>,
    line: Rc<Vec<u32>>,
    /// Where on the line it begins.
    from: usize,
    /// Where in it the present step is, from 1; 0 before it and more than there are behind.
    place: usize,
}

/// Some steps of the line.
#[component]
fn Chunk(props: &ChunkProps) -> Html {
    let dispatch = use_dispatch();
    let steps = { props.line.iter().enumerate() }.skip(props.from);
    let dots = steps.take(CHUNK).map(|(index, step)| {
        let place = (index + 1 - props.from).cmp(&props.place);
        let onclick = dispatch.always(Action::StepChosen(*step));
        dot(index, *step, place, &props.steps, onclick)
    });
    html! { <span class="steps">{ for dots }</span> }
}

fn dot(
    index: usize,
    step: u32,
    place: Ordering,
    steps: &[TimelineStep],
    onclick: Callback<MouseEvent>,
) -> Html {
    let place = match place {
        Ordering::Less => "is-past",
        Ordering::Equal => "is-present",
        Ordering::Greater => "is-future",
    };
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

/// Keeps it in sight when it is another one, and when there is less room.
#[hook]
fn use_keep_present_in_sight(slider: &NodeRef, present: u32) {
    let shown = slider.clone();
    use_effect_with(present, move |_| show_present(&shown));
    let slider = slider.clone();
    use_effect_with((), move |()| {
        let shown = slider.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || show_present(&shown));
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(slider)) = (&observer, slider.cast::<Element>()) {
            observer.observe(&slider);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(on_resize);
        }
    });
}

fn show_present(slider: &NodeRef) {
    let dot = slider
        .cast::<Element>()
        .and_then(|slider| slider.query_selector(".is-present").ok().flatten());
    if let Some(dot) = dot {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        dot.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

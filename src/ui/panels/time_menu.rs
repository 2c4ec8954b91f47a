//! What there is beside the line of the timeline: the present command from within, checkpoints, and
//! branches.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::TimelineStep;
use crate::ui::branches::whole_line;
use crate::ui::components::icon::Icon;
use crate::ui::components::menu::{MenuButton, MenuItem};
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::looks::around;
use crate::ui::state::Action;
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct TimeMenuProps {
    pub(crate) steps: Rc<Vec<TimelineStep>>,
    pub(crate) present: u32,
    pub(crate) idle: bool,
}

/// The menu beside the timeline.
#[component]
pub(crate) fn TimeMenu(props: &TimeMenuProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <MenuButton
            label={texts().toolbar.time}
            title={texts().time.menu_title}
            icon={Icon::Graph}
            words=false
            disabled={!props.idle}
            class="time-menu"
            items={items(&props.steps, props.present, &dispatch)}
        />
    }
}

fn items(steps: &[TimelineStep], present: u32, dispatch: &Dispatch) -> Vec<MenuItem> {
    let words = &texts().time;
    let looks = around(steps, present).into_iter().map(|look| MenuItem {
        label: look.label.into(),
        detail: look.detail.map(Into::into),
        checked: false,
        on_choose: dispatch.always(look.action),
    });
    let mut items: Vec<MenuItem> = looks.collect();
    // Those on the line and those that others were made from: neither is the end of another branch.
    let mut passed = vec![false; steps.len()];
    let line = whole_line(steps, present).into_iter();
    for step in line.chain(steps.iter().filter_map(|step| step.parent)) {
        passed
            .get_mut(step as usize)
            .into_iter()
            .for_each(|passed| *passed = true);
    }
    for ((place, step), passed) in (0..).zip(steps).zip(passed) {
        let go = dispatch.always(Action::StepChosen(place));
        if let Some(name) = &step.name {
            items.push(MenuItem {
                label: name.clone().into(),
                detail: Some(words.checkpoint.into()),
                checked: place == present,
                on_choose: go,
            });
        } else if !passed {
            items.push(MenuItem {
                label: words.another_branch.into(),
                detail: Some(words.ends_with.with([&step.command]).into()),
                checked: false,
                on_choose: go,
            });
        }
    }
    items
}

//! What there is beside the line of the timeline: the present command from within, checkpoints, and
//! branches.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::TimelineStep;
use crate::ui::branches::whole_line;
use crate::ui::components::icon::Icon;
use crate::ui::components::menu::{MenuButton, MenuItem};
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::state::insight::InsightAction;
use crate::ui::state::{Action, Dialog};
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
    let mut items = Vec::new();
    let step = steps.get(present as usize);
    let command = step.map(|step| step.command.as_str()).unwrap_or_default();
    if !command.is_empty() {
        items.push(MenuItem {
            label: words.look_inside.into(),
            detail: Some(command.to_owned().into()),
            checked: false,
            on_choose: dispatch.always(Action::Insight(InsightAction::MomentsOpened)),
        });
    }
    if steps.len() > 1 {
        let parent = step.and_then(|step| step.parent).unwrap_or_default();
        let (from, to) = (parent.min(present), present.max(1));
        let open = InsightAction::DifferencesOpened { from, to };
        items.push(MenuItem {
            label: words.compare_steps.into(),
            detail: Some(words.before_and_after.into()),
            checked: false,
            on_choose: dispatch.always(Action::Insight(open)),
        });
    }
    items.push(MenuItem {
        label: words.name_step.into(),
        detail: step.and_then(|step| step.name.clone()).map(Into::into),
        checked: false,
        on_choose: dispatch.always(Action::DialogOpened(Dialog::NameStep(present))),
    });
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

//! What can be looked at more closely around the present step: for the menu beside the timeline and
//! for the palette.

use crate::protocol::TimelineStep;

use super::state::insight::InsightAction;
use super::state::{Action, Dialog};
use super::texts::texts;

/// Something to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// What it is called.
    pub label: &'static str,
    /// What it is about, if that is not always the same.
    pub detail: Option<String>,
    /// What shows it.
    pub action: Action,
}

/// Returns what there is around a step of the timeline: its command from within, two steps beside
/// each other, its name.
pub fn around(steps: &[TimelineStep], present: u32) -> Vec<Look> {
    let words = &texts().time;
    let mut looks = Vec::new();
    let step = steps.get(present as usize);
    let command = step.map(|step| step.command.as_str()).unwrap_or_default();
    if !command.is_empty() {
        looks.push(Look {
            label: words.look_inside,
            detail: Some(command.to_owned()),
            action: Action::Insight(InsightAction::MomentsOpened),
        });
    }
    if steps.len() > 1 {
        let parent = step.and_then(|step| step.parent).unwrap_or_default();
        let (from, to) = (parent.min(present), present.max(1));
        looks.push(Look {
            label: words.compare_steps,
            detail: Some(words.before_and_after.to_owned()),
            action: Action::Insight(InsightAction::DifferencesOpened { from, to }),
        });
    }
    looks.push(Look {
        label: words.name_step,
        detail: step.and_then(|step| step.name.clone()),
        action: Action::DialogOpened(Dialog::NameStep(present)),
    });
    looks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(parent: Option<u32>, command: &str) -> TimelineStep {
        TimelineStep {
            parent,
            command: command.to_owned(),
            ..TimelineStep::default()
        }
    }

    #[test]
    fn the_beginning_can_only_be_named() {
        let looks = around(&[step(None, "")], 0);
        assert_eq!(
            looks
                .into_iter()
                .map(|look| look.action)
                .collect::<Vec<_>>(),
            [Action::DialogOpened(Dialog::NameStep(0))]
        );
    }

    #[test]
    fn a_step_is_compared_with_the_one_it_was_made_from() {
        let steps = [step(None, ""), step(Some(0), "ls"), step(Some(0), "check")];
        let looks = around(&steps, 2);
        let compared = Action::Insight(InsightAction::DifferencesOpened { from: 0, to: 2 });
        assert!(looks.iter().any(|look| look.action == compared));
        assert_eq!(looks[0].detail.as_deref(), Some("check"));
    }
}

//! Ways through the tree of the timeline.

use serde::{Deserialize, Serialize};

use crate::protocol::TimelineStep;

/// The way from one step to another. It holds wherever the tree is the same from their last common
/// step on; the numbers of steps are others after the oldest have been given up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// How many steps back.
    pub up: u32,
    /// From there, of the steps that were made from each, which in the order in which they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub down: Vec<u32>,
}

impl Way {
    /// The way between two steps of a timeline.
    pub fn between(timeline: &[TimelineStep], from: u32, to: u32) -> Self {
        let from = line(timeline, from);
        let to = line(timeline, to);
        let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        let down = to[shared..].iter().map(|step| {
            let parent = timeline[*step as usize].parent;
            number(
                children(timeline, parent)
                    .take_while(|it| it != step)
                    .count(),
            )
        });
        Self {
            up: number(from.len() - shared),
            down: down.collect(),
        }
    }

    /// Where the way leads from a step, if there is such a way.
    pub fn follow(&self, timeline: &[TimelineStep], from: u32) -> Option<u32> {
        let mut place = from;
        for _ in 0..self.up {
            place = timeline.get(place as usize)?.parent?;
        }
        for turn in &self.down {
            place = children(timeline, Some(place)).nth(*turn as usize)?;
        }
        Some(place)
    }
}

/// The steps that lead from the beginning to a step, itself the last.
pub fn line(timeline: &[TimelineStep], step: u32) -> Vec<u32> {
    let mut line = Vec::new();
    let mut place = Some(step);
    while let Some(step) = place.filter(|_| line.len() < timeline.len()) {
        line.push(step);
        place = timeline.get(step as usize).and_then(|step| step.parent);
    }
    line.reverse();
    line
}

/// The line that undo and redo go along: the way to the present step, and on to where redo ends.
pub fn whole_line(timeline: &[TimelineStep], present: u32) -> Vec<u32> {
    let mut line = line(timeline, present);
    let next = |step: u32| timeline.get(step as usize).and_then(|step| step.next);
    let mut place = next(present);
    while let Some(step) = place.filter(|_| line.len() < timeline.len()) {
        line.push(step);
        place = next(step);
    }
    line
}

/// The steps that were made from a step, in the order in which they were.
pub fn children(timeline: &[TimelineStep], parent: Option<u32>) -> impl Iterator<Item = u32> {
    let steps = (0..).zip(timeline);
    steps
        .filter(move |(_, step)| step.parent == parent)
        .map(|(place, _)| place)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A timeline of steps with these parents, each the one that redo leads to from its parent.
    fn timeline(parents: &[Option<u32>]) -> Vec<TimelineStep> {
        let last_child = |place: u32| {
            let found = parents.iter().rposition(|parent| *parent == Some(place));
            found.map(number)
        };
        let steps = (0..).zip(parents);
        steps
            .map(|(place, parent)| TimelineStep {
                parent: *parent,
                next: last_child(place),
                ..TimelineStep::default()
            })
            .collect()
    }

    fn check(from: u32, to: u32, up: u32, down: &[u32]) {
        let tree = timeline(&[None, Some(0), Some(1), Some(1), Some(0), Some(3)]);
        let way = Way::between(&tree, from, to);
        let down = down.to_vec();
        assert_eq!(way, Way { up, down }, "{from} to {to}");
        assert_eq!(way.follow(&tree, from), Some(to));
    }

    #[test]
    fn a_way_leads_back_to_where_the_branches_part() {
        check(2, 2, 0, &[]);
        check(2, 0, 2, &[]);
        check(0, 5, 0, &[0, 1, 0]);
        check(2, 5, 1, &[1, 0]);
        check(5, 4, 3, &[1]);
    }

    #[test]
    fn a_way_that_is_not_there_leads_nowhere() {
        let tree = timeline(&[None, Some(0)]);
        let way = |up, down: &[u32]| Way {
            up,
            down: down.to_vec(),
        };
        assert_eq!(way(2, &[]).follow(&tree, 1), None);
        assert_eq!(way(0, &[1]).follow(&tree, 0), None);
        assert_eq!(way(0, &[]).follow(&tree, 0), Some(0));
    }

    #[test]
    fn the_line_goes_on_to_where_redo_ends() {
        let tree = timeline(&[None, Some(0), Some(1), Some(1), Some(0), Some(3)]);
        assert_eq!(whole_line(&tree, 1), [0, 1, 3, 5]);
        assert_eq!(whole_line(&tree, 2), [0, 1, 2]);
        assert_eq!(whole_line(&tree, 0), [0, 4]);
    }
}

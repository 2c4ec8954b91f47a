//! The states that commands led to, as a tree: a command given after going back starts a branch,
//! and what came before stays.

use super::State;
use crate::files::Files;
use crate::protocol::TimelineStep;

/// The states of a sandbox, and which of them is the present one.
pub(super) struct Timeline {
    /// In the order in which they were made, so that a step comes after its parent.
    steps: Vec<Step>,
    present: usize,
}

/// A state, and the command that led to it.
#[derive(Clone)]
pub(super) struct Step {
    /// Empty for the beginning.
    pub(super) command: String,
    pub(super) exit: i32,
    /// The state, with the edits made since the command ended.
    pub(super) state: State,
    /// The files when the command ended.
    pub(super) committed: Files,
    /// The step that the command was given in. Only the beginning has none.
    pub(super) parent: Option<usize>,
    /// Of the steps that were made from this one, that on whose line one was last: redo's.
    pub(super) next: Option<usize>,
    /// A checkpoint's.
    pub(super) name: Option<String>,
    /// What its command can be run again from; nothing for a line of a session.
    pub(super) origin: Option<Origin>,
}

/// What a command was run with.
#[derive(Clone)]
pub(super) struct Origin {
    /// The state before it, with the edits of then.
    pub(super) before: State,
    /// To its questions.
    pub(super) answers: Vec<String>,
    /// Microseconds since 1970-01-01 UTC.
    pub(super) now: i64,
}

impl Step {
    /// A step as a command leaves it.
    pub(super) fn new(command: &str, exit: i32, state: State, parent: Option<usize>) -> Self {
        let committed = state.files.clone();
        Self {
            command: command.to_owned(),
            exit,
            state,
            committed,
            parent,
            next: None,
            name: None,
            origin: None,
        }
    }
}

impl Timeline {
    /// A timeline that begins with this state.
    pub(super) fn new(state: State) -> Self {
        Self {
            steps: vec![Step::new("", 0, state, None)],
            present: 0,
        }
    }

    /// A timeline of these steps, each after its parent; `None` when one is not, or there is no such
    /// present step.
    pub(super) fn from_steps(steps: Vec<Step>, present: usize) -> Option<Self> {
        let mut places = steps.iter().enumerate();
        let is_tree = places.all(|(place, step)| match step.parent {
            Some(parent) => parent < place,
            None => place == 0,
        });
        let leads_on = |(place, step): (usize, &Step)| {
            let of_parent = |next: usize| steps.get(next).and_then(|next| next.parent);
            step.next.is_none_or(|next| of_parent(next) == Some(place))
        };
        let is_whole = is_tree && steps.iter().enumerate().all(leads_on);
        (is_whole && present < steps.len()).then_some(Self { steps, present })
    }

    /// All steps, in the order in which they were made.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The place of the present step among [`Timeline::steps`].
    pub(super) fn place(&self) -> usize {
        self.present
    }

    pub(super) fn present(&self) -> &Step {
        &self.steps[self.present]
    }

    pub(super) fn present_mut(&mut self) -> &mut Step {
        &mut self.steps[self.present]
    }

    /// Adds a step after the present one and goes there.
    pub(super) fn push(&mut self, command: &str, exit: i32, state: State, origin: Option<Origin>) {
        self.steps.push(Step {
            origin,
            ..Step::new(command, exit, state, Some(self.present))
        });
        self.settle(self.steps.len() - 1);
    }

    /// Goes `by` steps along the line of the present step; answers whether that led anywhere.
    pub(super) fn travel(&mut self, by: i32) -> bool {
        let start = self.present;
        for _ in 0..by.unsigned_abs() {
            let step = self.present();
            let Some(place) = (if by < 0 { step.parent } else { step.next }) else {
                break;
            };
            self.present = place;
        }
        self.present != start
    }

    /// Goes to a step; answers whether there is such a step.
    pub(super) fn go_to(&mut self, place: usize) -> bool {
        let exists = place < self.steps.len();
        if exists {
            self.settle(place);
        }
        exists
    }

    /// Gives a step a name, or takes it away; answers whether there is such a step.
    pub(super) fn name(&mut self, place: usize, name: &str) -> bool {
        let step = self.steps.get_mut(place);
        let name = Some(name.trim()).filter(|name| !name.is_empty());
        step.map(|step| step.name = name.map(str::to_owned))
            .is_some()
    }

    /// What there is to show of the steps.
    pub(super) fn view(&self) -> Vec<TimelineStep> {
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        self.steps
            .iter()
            .map(|step| TimelineStep {
                command: step.command.clone(),
                exit: step.exit,
                parent: step.parent.map(place),
                next: step.next.map(place),
                name: step.name.clone(),
            })
            .collect()
    }

    /// Makes a step the present one, and the way to it the way that redo takes.
    fn settle(&mut self, place: usize) {
        self.present = place;
        let mut child = place;
        while let Some(parent) = self.steps[child].parent {
            self.steps[parent].next = Some(child);
            child = parent;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does what the words say, `a` a command, `<` and `>` one step back and forth, `@2` go to the
    /// step 2; answers the commands that led to the present state.
    fn check(done: &str, expected: &str) {
        let mut timeline = Timeline::new(State::default());
        for word in done.split_whitespace() {
            match word.split_at(1) {
                ("<", _) => drop(timeline.travel(-1)),
                (">", _) => drop(timeline.travel(1)),
                ("@", place) => drop(timeline.go_to(place.parse().unwrap())),
                _ => timeline.push(word, 0, State::default(), None),
            }
        }
        let mut way = Vec::new();
        let mut place = Some(timeline.place());
        while let Some(step) = place.map(|place| &timeline.steps()[place]) {
            way.insert(0, step.command.as_str());
            place = step.parent;
        }
        assert_eq!(way.join(" ").trim(), expected);
        let place = timeline.place();
        assert!(Timeline::from_steps(timeline.steps, place).is_some());
    }

    #[test]
    fn undo_and_redo_follow_the_line_that_one_is_on() {
        check("a b < < > >", "a b");
        check("a b < < <", "");
        check("a b < c", "a c");
        check("a b < c < >", "a c");
        check("a b < c @2 < >", "a b");
        check("a b < < c d @1 >", "a b");
        check("a b < < c d @0 >", "c");
        check("a b < < c d @0 > >", "c d");
        check("a b @9", "a b");
    }

    #[test]
    fn a_name_can_be_given_and_taken_away() {
        let mut timeline = Timeline::new(State::default());
        assert!(timeline.name(0, " before  "));
        assert_eq!(timeline.present().name.as_deref(), Some("before"));
        assert!(timeline.name(0, ""));
        assert_eq!(timeline.present().name, None);
        assert!(!timeline.name(1, "x"));
    }

    #[test]
    fn steps_that_are_no_tree_are_refused() {
        let step = |parent| Step::new("x", 0, State::default(), parent);
        assert!(Timeline::from_steps(vec![], 0).is_none());
        assert!(Timeline::from_steps(vec![step(None), step(Some(1))], 0).is_none());
        assert!(Timeline::from_steps(vec![step(None), step(None)], 0).is_none());
        assert!(Timeline::from_steps(vec![step(None), step(Some(0))], 2).is_none());
        let mut first = step(None);
        first.next = Some(0);
        assert!(Timeline::from_steps(vec![first], 0).is_none());
    }
}

//! Along the timeline: undo, redo, a chosen step, and one step after the other.
//!
//! A key that is held asks for steps faster than the engine shows them. It is asked for one at a time,
//! and of those that were chosen meanwhile only for the last.

use crate::protocol::{EngineCommand, Interrupt};
use crate::ui::branches::whole_line;
use crate::ui::state::{Heading, Purpose, State};
use crate::ui::texts::texts;

impl State {
    pub(super) fn step_back(&mut self) {
        self.playing = false;
        let to = self.present_step().and_then(|step| step.parent);
        self.head_for(to, EngineCommand::Undo, texts().console.undo);
    }

    pub(super) fn step_forward(&mut self) {
        self.playing = false;
        self.redo();
    }

    pub(super) fn go_to(&mut self, step: u32) {
        self.playing = false;
        if self.idle() && step != self.place() {
            let command = EngineCommand::GoTo { step };
            self.head_for(Some(step), command, texts().console.timeline);
        }
    }

    /// At the end of the line it begins anew.
    pub(super) fn toggle_play(&mut self) {
        let plays = !self.playing && self.idle();
        if plays && !self.can_redo() {
            let line = whole_line(&self.view.timeline, self.place());
            line.first().into_iter().for_each(|step| self.go_to(*step));
        }
        self.playing = plays;
    }

    /// Shows the next step.
    pub(super) fn play(&mut self) {
        if self.playing && self.can_redo() {
            self.redo();
        }
        self.playing &= self.can_redo();
    }

    fn redo(&mut self) {
        let to = self.present_step().and_then(|step| step.next);
        self.head_for(to, EngineCommand::Redo, texts().console.redo);
    }

    fn head_for(&mut self, to: Option<u32>, command: EngineCommand, words: &str) {
        // Where a command that runs will lead is not known here, but the engine knows it then.
        let to = to.filter(|_| self.idle());
        if let (Some(heading), Some(wanted)) = (&mut self.heading, to) {
            heading.wanted = wanted;
            return;
        }
        // A question left open has changed nothing; Ctrl-C says so in Django's words.
        self.interrupt(Interrupt::KeyboardInterrupt);
        self.flush_edits();
        self.ask(command, Purpose::Travel(words.to_owned()));
        self.heading = to.map(|asked| Heading {
            asked,
            wanted: asked,
        });
    }

    /// Goes on to what was chosen while the engine was on its way.
    pub(super) fn travel_on(&mut self, words: String) {
        let arrived = |heading: &Heading| heading.asked == self.view.present;
        let Some(heading) = self.heading.take().filter(arrived) else {
            return;
        };
        let step = heading.wanted;
        if step != heading.asked {
            self.ask(EngineCommand::GoTo { step }, Purpose::Travel(words));
            self.heading = Some(Heading {
                asked: step,
                wanted: step,
            });
        }
    }

    /// Something else is about to be asked: where one wanted to be comes before it.
    pub(super) fn arrive_first(&mut self) {
        let unasked = |heading: &Heading| heading.wanted != heading.asked;
        if let Some(Heading { wanted: step, .. }) = self.heading.take().filter(unasked) {
            let words = texts().console.timeline.to_owned();
            let command = EngineCommand::GoTo { step };
            self.push(super::Effect::Ask(command), Purpose::Travel(words));
        }
    }

    /// No way leads on.
    pub(super) fn stay(&mut self) {
        (self.heading, self.playing) = (None, false);
    }
}

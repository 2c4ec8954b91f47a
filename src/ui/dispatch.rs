//! The one way in which anything on the page changes: sending an action.

use yew::prelude::*;

use super::state::{Action, State};
use super::texts::Language;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: std::rc::Rc<Self>, action: Action) -> std::rc::Rc<Self> {
        State::reduce(&self, action).into()
    }
}

/// Sends actions. It changes with the language alone, so it costs nothing to hand it on, and whoever
/// has it is rendered anew in another language.
#[derive(Clone, PartialEq)]
pub(super) struct Dispatch(UseReducerDispatcher<State>, Language);

impl Dispatch {
    /// Returns the dispatch of the page's reducer.
    pub(super) fn new(state: &UseReducerHandle<State>) -> Self {
        Dispatch(state.dispatcher(), state.language())
    }

    /// Returns the dispatch for what speaks a language.
    pub(super) fn in_language(&self, language: Language) -> Self {
        Dispatch(self.0.clone(), language)
    }

    /// Sends an action.
    pub(super) fn send(&self, action: Action) {
        self.0.dispatch(action);
    }

    /// Returns a callback that sends what `action` makes of its argument.
    pub(super) fn on<E: 'static>(&self, action: impl Fn(E) -> Action + 'static) -> Callback<E> {
        let dispatch = self.clone();
        Callback::from(move |event| dispatch.send(action(event)))
    }

    /// Returns a callback that sends always the same.
    pub(super) fn always<E: 'static>(&self, action: Action) -> Callback<E> {
        self.on(move |_| action.clone())
    }

    /// Returns a callback that runs a line of the console.
    pub(super) fn run<E: 'static>(&self, line: impl Into<String>) -> Callback<E> {
        self.always(Action::CommandGiven(line.into()))
    }
}

/// Returns the page's dispatch.
#[hook]
pub(super) fn use_dispatch() -> Dispatch {
    use_context::<Dispatch>().expect("panels are inside the app, which provides it")
}

/// Lets a component that speaks and sends nothing follow the language.
#[hook]
pub(super) fn use_language() {
    use_dispatch();
}

//! The engine as a JavaScript class: what the page's worker runs, and what another page may load.
//!
//! **Architecture invariant:** it carries messages and knows nothing. [`crate::protocol`] says what
//! they are, the sandbox what they do.

use std::cell::RefCell;

use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::protocol::{Request, View};
use crate::sandbox::Sandbox;

thread_local! {
    /// The place and the words of the panic that ended the engine.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A project with its database and its history.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    sandbox: Sandbox,
    /// The view of the last answer that had only changes.
    known: View,
}

#[wasm_bindgen]
impl Engine {
    /// Starts with the first visit's project; the first request may open another.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        std::panic::set_hook(Box::new(|panic| {
            LAST_PANIC.with_borrow_mut(|last| *last = Some(panic.to_string()));
        }));
        Self::default()
    }

    /// Answers a [`Request`] with a [`Response`](crate::protocol::Response), both as plain
    /// JavaScript objects. Throws when the message is not a request.
    ///
    /// With `only_changes`, the view lacks what the answer before has brought: for a peer that gets
    /// every answer of this engine, and puts it back by [`View::put_back`].
    pub fn handle(&mut self, request: JsValue, only_changes: bool) -> Result<JsValue, JsError> {
        let request: Request = serde_wasm_bindgen::from_value(request)?;
        let mut response = self.sandbox.handle(request);
        if only_changes {
            let view = response.view.clone();
            response.unchanged = Some(response.view.leave_out(&self.known));
            self.known = view;
        }
        Ok(serde_wasm_bindgen::to_value(&response)?)
    }
}

/// What the engine said when it broke, after [`Engine::handle`] threw.
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> Option<String> {
    LAST_PANIC.take()
}

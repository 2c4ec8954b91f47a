//! The engine as a JavaScript class: what the page's worker runs, and what another page may load.
//!
//! **Architecture invariant:** it carries messages and knows nothing. [`crate::protocol`] says what
//! they are, the sandbox what they do.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::protocol::Request;
use crate::sandbox::Sandbox;

thread_local! {
    /// The place and the words of the panic that ended the engine.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    /// The worker's (`www/js/worker.js`).
    #[wasm_bindgen(js_name = fetchRestOfEngine)]
    fn fetch_rest_of_engine();
}

thread_local! {
    static HAS_REST: Cell<bool> = const { Cell::new(false) };
}

/// Fetches the engine's second module, the first time. What `cargo xtask build` moved there is reached
/// by way of this (`xtask/src/build/split.rs`).
#[wasm_bindgen(js_name = fetchRest)]
pub fn fetch_rest() {
    if !HAS_REST.get() {
        fetch_rest_of_engine();
        HAS_REST.set(true);
    }
}

/// A project with its database and its history.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    sandbox: Sandbox,
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
    pub fn handle(&mut self, request: JsValue) -> Result<JsValue, JsError> {
        let request: Request = serde_wasm_bindgen::from_value(request)?;
        Ok(serde_wasm_bindgen::to_value(&self.sandbox.handle(request))?)
    }
}

/// What the engine said when it broke, after [`Engine::handle`] threw.
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> Option<String> {
    LAST_PANIC.take()
}

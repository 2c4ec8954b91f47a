//! The page's way to the engine in its worker: requests go out, responses come back as futures.
//!
//! **Architecture invariant:** no engine type is known here, only the protocol. Requests are
//! answered in order; ending a command means ending the worker, and the next one continues from the
//! last snapshot.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;
use thiserror::Error;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::storage;
use crate::protocol::{EngineCommand, EngineOutcome, Request, Response};

/// Why a request has no response.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EngineError {
    /// [`EngineHandle::stop`] ended it; the state is what it was before.
    #[error("stopped")]
    Stopped,
    /// The engine broke or could not start. It has been started again at the last state.
    #[error("the engine stopped working: {0}")]
    Broke(String),
    /// A message that the other side cannot read: the page and the engine are of different builds.
    #[error("the page and the engine do not understand each other: {0}; reload the page")]
    Unreadable(String),
}

/// The engine, as the page sees it. Clones are the same engine.
#[derive(Clone)]
pub struct EngineHandle(Rc<Inner>);

impl PartialEq for EngineHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Inner {
    link: EngineLink,
    next_id: Cell<u32>,
    pending: RefCell<BTreeMap<u32, Pending>>,
    snapshot: RefCell<Option<Vec<u8>>>,
    /// Whether the engine is being given the snapshot after a restart.
    recovering: Cell<bool>,
    on_message: RefCell<Option<Closure<dyn Fn(JsValue)>>>,
}

/// The two ends of a JavaScript promise.
struct Pending {
    resolve: js_sys::Function,
    reject: js_sys::Function,
}

#[wasm_bindgen]
extern "C" {
    /// `www/js/engine-link.js`.
    type EngineLink;

    // The page's first script has started it while this module was still loading.
    #[wasm_bindgen(thread_local_v2, js_name = migrationSandboxEngine)]
    static ENGINE: EngineLink;

    #[wasm_bindgen(method)]
    fn listen(this: &EngineLink, listener: &Closure<dyn Fn(JsValue)>);
    #[wasm_bindgen(method)]
    fn send(this: &EngineLink, request: &JsValue);
    #[wasm_bindgen(method)]
    fn restart(this: &EngineLink);
}

impl EngineHandle {
    /// Connects to the worker that the page's first script started. Call it once.
    pub fn connect() -> Self {
        let handle = Self(Rc::new(Inner {
            link: ENGINE.with(|link| JsValue::from(link).into()),
            next_id: Cell::new(0),
            pending: RefCell::default(),
            snapshot: RefCell::default(),
            recovering: Cell::new(false),
            on_message: RefCell::default(),
        }));
        let weak = Rc::downgrade(&handle.0);
        let listener = Closure::new(move |message| {
            if let Some(inner) = weak.upgrade() {
                Self(inner).receive(message);
            }
        });
        handle.0.link.listen(&listener);
        handle.0.on_message.replace(Some(listener));
        handle
    }

    /// Opens what the last visit left, or the first visit's project.
    pub async fn open_saved(&self) -> Result<Response, EngineError> {
        let snapshot = storage::load(storage::PROJECT).await;
        let found_one = snapshot.is_some();
        let response = self
            .send(EngineCommand::Open {
                snapshot,
                sample: None,
            })
            .await?;
        if found_one && matches!(response.outcome, EngineOutcome::Refused { .. }) {
            return self
                .send(EngineCommand::Open {
                    snapshot: None,
                    sample: None,
                })
                .await;
        }
        Ok(response)
    }

    /// Does what `command` says. The state it leaves is saved.
    pub fn send(
        &self,
        command: EngineCommand,
    ) -> impl Future<Output = Result<Response, EngineError>> + 'static {
        let answer = self.post(command);
        async move {
            let value = answer.map_err(unreadable)?;
            let value = JsFuture::from(value).await.map_err(error_from_rejection)?;
            serde_wasm_bindgen::from_value(value).map_err(unreadable)
        }
    }

    /// Ends whatever the engine is doing. Every request under way fails with
    /// [`EngineError::Stopped`]; the engine continues from the state before them.
    pub fn stop(&self) {
        self.fail_pending(&JsValue::NULL);
        self.start_again();
    }

    fn post(&self, command: EngineCommand) -> Result<js_sys::Promise, serde_wasm_bindgen::Error> {
        let id = self.0.next_id.get();
        self.0.next_id.set(id.wrapping_add(1));
        let request = serde_wasm_bindgen::to_value(&Request {
            id,
            now: js_sys::Date::now(),
            command,
        })?;
        let promise = js_sys::Promise::new(&mut |resolve, reject| {
            self.0
                .pending
                .borrow_mut()
                .insert(id, Pending { resolve, reject });
        });
        self.0.link.send(&request);
        Ok(promise)
    }

    fn receive(&self, message: JsValue) {
        let Ok(envelope) = serde_wasm_bindgen::from_value::<Envelope>(message.clone()) else {
            return self.broke("an answer without its request");
        };
        if let Some(failure) = envelope.failure {
            return self.broke(&failure);
        }
        if let Some(bytes) = envelope.snapshot {
            storage::save(storage::PROJECT, &bytes);
            self.0.snapshot.replace(Some(bytes));
        }
        let pending = envelope
            .id
            .and_then(|id| self.0.pending.borrow_mut().remove(&id));
        if let Some(pending) = pending {
            settle(&pending.resolve, &message);
        }
    }

    fn broke(&self, failure: &str) {
        // An engine that breaks with nothing to do would break again: leave it to the next request.
        let was_asked = !self.0.pending.borrow().is_empty();
        self.fail_pending(&JsValue::from_str(failure));
        if self.0.recovering.take() {
            // The snapshot itself breaks it, and would for ever.
            self.0.snapshot.take();
        }
        if was_asked {
            self.start_again();
        }
    }

    fn fail_pending(&self, reason: &JsValue) {
        let pending = std::mem::take(&mut *self.0.pending.borrow_mut());
        for one in pending.into_values() {
            settle(&one.reject, reason);
        }
    }

    fn start_again(&self) {
        self.0.link.restart();
        let snapshot = self.0.snapshot.borrow().clone();
        if snapshot.is_some() {
            let opening = self.send(EngineCommand::Open {
                snapshot,
                sample: None,
            });
            spawn_local(async move {
                // A failure shows at the next request, which is the one that somebody waits for.
                let _ = opening.await;
            });
        }
    }
}

/// What every message from the worker has.
#[derive(Deserialize)]
struct Envelope {
    id: Option<u32>,
    failure: Option<String>,
    #[serde(default, with = "serde_bytes")]
    snapshot: Option<Vec<u8>>,
}

fn settle(end: &js_sys::Function, value: &JsValue) {
    // The ends of a promise never throw.
    let _ = end.call1(&JsValue::UNDEFINED, value);
}

fn error_from_rejection(reason: JsValue) -> EngineError {
    match reason.as_string() {
        Some(failure) => EngineError::Broke(failure),
        None => EngineError::Stopped,
    }
}

fn unreadable(error: serde_wasm_bindgen::Error) -> EngineError {
    EngineError::Unreadable(error.to_string())
}

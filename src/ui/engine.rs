//! The page's way to the engine in its worker: requests go out, responses come back as futures.
//!
//! **Architecture invariant:** no engine type is known here, only the protocol. Requests are
//! answered in order; ending a command means ending the worker, and the next one continues from the
//! last snapshot.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Reflect, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::journal::Journal;
use super::state::recall::Recalled;
use super::texts::texts;
use super::{link, storage};
use crate::protocol::{EngineCommand, EngineOutcome, Request, Response, View};

/// Why a request has no response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineError {
    /// [`EngineHandle::stop`] ended it; the state is what it was before.
    Stopped,
    /// The engine broke or could not start. It has been started again at the last state.
    Broke(String),
    /// A message that the other side cannot read: the page and the engine are of different builds.
    Unreadable(String),
}

impl EngineError {
    /// Returns the reason in words.
    pub fn in_words(&self) -> String {
        let words = &texts().messages;
        match self {
            EngineError::Stopped => words.stopped.to_owned(),
            EngineError::Broke(reason) => words.broke.with([reason]),
            EngineError::Unreadable(reason) => words.not_understood.with([reason]),
        }
    }
}

/// The first answer.
pub struct Opened {
    /// The engine's.
    pub response: Response,
    /// What the console showed on the last visit; nothing for the project of a link.
    pub recalled: Vec<Recalled>,
    /// Whether it is the project of the link in the page's address.
    pub is_linked: bool,
    /// Why that link was not opened.
    pub unreadable_link: Option<String>,
    /// Whether a project is kept that a link took the place of.
    pub has_kept: bool,
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
    /// In the order in which they were asked, and are answered.
    pending: RefCell<VecDeque<(u32, oneshot::Sender<Answer>)>>,
    /// The view of the last answer, from which the next one leaves out what has not changed.
    known: RefCell<View>,
    /// It stays in JavaScript's memory, from which it goes to the storage and back to the engine.
    snapshot: RefCell<Option<Uint8Array>>,
    /// The snapshot before that.
    earlier: RefCell<Option<Uint8Array>>,
    /// The project that another took the place of.
    replaced: RefCell<(Option<Uint8Array>, Option<Journal>)>,
    /// What led to the project; `None` when that was not kept.
    journal: RefCell<Option<Journal>>,
    /// The step of the timeline after the last answer.
    present: Cell<u32>,
    /// Whether the engine is being given the snapshot after a restart.
    recovering: Cell<bool>,
    on_message: RefCell<Option<Listener>>,
}

type Answer = Result<Response, EngineError>;

type Listener = Closure<dyn Fn(JsValue)>;

#[wasm_bindgen]
extern "C" {
    /// `www/js/engine-link.js`.
    type EngineLink;

    // The page's first script has started it while this module was still loading.
    #[wasm_bindgen(thread_local_v2, js_name = migrationSandboxEngine)]
    static ENGINE: EngineLink;

    #[wasm_bindgen(method)]
    fn listen(this: &EngineLink, listener: &Listener);
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
            known: RefCell::default(),
            snapshot: RefCell::default(),
            earlier: RefCell::default(),
            replaced: RefCell::default(),
            journal: RefCell::default(),
            present: Cell::new(0),
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

    /// Opens the project of the link in the page's address, what the last visit left, or the first
    /// visit's project; and says when a link could not be read. What a link takes the place of is
    /// kept for [`EngineHandle::open_kept`].
    pub async fn open_saved(&self) -> Result<Opened, EngineError> {
        let (is_linked, unreadable_link, response) = match link::from_address().await {
            Some(Ok(journal)) => {
                keep_stored().await;
                let response = self.open_link(journal).await?;
                (true, None, response)
            }
            Some(Err(reason)) => (false, Some(reason), self.open_stored().await?),
            None => (false, None, self.open_stored().await?),
        };
        let recalled = match is_linked {
            true => None,
            false => storage::load(storage::CONSOLE).await,
        };
        let recalled = recalled.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(Opened {
            response,
            recalled: recalled.unwrap_or_default(),
            is_linked,
            unreadable_link,
            has_kept: storage::load(storage::KEPT.0).await.is_some(),
        })
    }

    /// Opens the kept project, and keeps the present one instead.
    pub async fn open_kept(&self) -> Result<Response, EngineError> {
        let kept = load_pair(storage::KEPT).await;
        let present = load_pair((storage::PROJECT, storage::JOURNAL)).await;
        let response = self.open_pair(kept).await?;
        save_pair(storage::KEPT, present);
        Ok(response)
    }

    /// Opens the project that another took the place of, as it was then.
    pub async fn open_replaced(&self) -> Result<Response, EngineError> {
        let (snapshot, journal) = self.0.replaced.take();
        let journal = journal.map(|journal| journal.to_text().into_bytes());
        let snapshot = snapshot.map(|bytes| bytes.to_vec());
        self.open_pair((snapshot, journal)).await
    }

    async fn open_link(&self, journal: Journal) -> Result<Response, EngineError> {
        link::forget_address();
        let response = self.replay(journal).await?;
        if let Some(journal) = &*self.0.journal.borrow() {
            storage::save(storage::LINKED, journal.to_text().as_bytes());
        }
        Ok(response)
    }

    /// The address that opens this project on another machine, with everything that was asked so
    /// far; `None` when the browser cannot make it or what led to the project is not known.
    pub async fn address(&self) -> Option<String> {
        // Requests are answered in order: after this one, all are in the journal.
        self.send(EngineCommand::Complete {
            line: String::new(),
        })
        .await
        .ok()?;
        let journal = self.0.journal.borrow().clone()?;
        link::to_address(&journal).await
    }

    /// Does what `command` says. The state it leaves is saved.
    pub fn send(
        &self,
        command: EngineCommand,
    ) -> impl Future<Output = Result<Response, EngineError>> + 'static {
        self.send_at(command, js_sys::Date::now())
    }

    fn send_at(
        &self,
        command: EngineCommand,
        now: f64,
    ) -> impl Future<Output = Result<Response, EngineError>> + 'static {
        let answer = self.post(&command, now);
        let handle = self.clone();
        async move {
            // Whoever ends a request says why; without a word the page itself is gone.
            let answer = answer.map_err(unreadable)?.await;
            let response = answer.unwrap_or(Err(EngineError::Stopped))?;
            handle.record(&command, now, &response);
            Ok(response)
        }
    }

    async fn open_stored(&self) -> Result<Response, EngineError> {
        self.open_pair(load_pair((storage::PROJECT, storage::JOURNAL)).await)
            .await
    }

    /// Opens a stored project with its journal; the first visit's project when there is none that
    /// can be read.
    async fn open_pair(&self, (snapshot, journal): StoredPair) -> Result<Response, EngineError> {
        if snapshot.is_some() {
            let journal = journal.and_then(|bytes| String::from_utf8(bytes).ok());
            let journal = journal.and_then(|text| Journal::from_text(&text).ok());
            let open = EngineCommand::Open {
                snapshot,
                sample: None,
            };
            let response = self.send(open).await?;
            if !matches!(response.outcome, EngineOutcome::Refused { .. }) {
                if let Some(journal) = &journal {
                    storage::save(storage::JOURNAL, journal.to_text().as_bytes());
                }
                let left = self.0.journal.replace(journal);
                self.0.replaced.replace((self.0.earlier.take(), left));
                return Ok(response);
            }
        }
        self.send(Journal::default().opening()).await
    }

    /// Does everything again that a journal holds.
    async fn replay(&self, journal: Journal) -> Result<Response, EngineError> {
        let mut response = self.send(journal.opening()).await?;
        for entry in journal.into_entries() {
            let (command, at) = entry.command((&response.view.timeline, response.view.present));
            response = self
                .send_at(command, at.unwrap_or_else(js_sys::Date::now))
                .await?;
        }
        Ok(response)
    }

    fn record(&self, command: &EngineCommand, now: f64, response: &Response) {
        let stood_at = self.0.present.replace(response.view.present);
        let mut journal = self.0.journal.borrow_mut();
        if let EngineCommand::Open { snapshot: None, .. } | EngineCommand::OpenFiles { .. } =
            command
            && !matches!(response.outcome, EngineOutcome::Refused { .. })
        {
            let replaced = (self.0.earlier.take(), journal.take());
            self.0.replaced.replace(replaced);
            journal.get_or_insert_default();
        }
        if let Some(journal) = &mut *journal {
            let at = (response.view.timeline.as_slice(), stood_at);
            journal.record(command, now, &response.outcome, at);
            if response.snapshot.is_some() {
                storage::save(storage::JOURNAL, journal.to_text().as_bytes());
            }
        }
    }

    /// Ends whatever the engine is doing. Every request under way fails with
    /// [`EngineError::Stopped`]; the engine continues from the state before them.
    pub fn stop(&self) {
        self.fail_pending(&EngineError::Stopped);
        self.start_again();
    }

    fn post(
        &self,
        command: &EngineCommand,
        now: f64,
    ) -> Result<oneshot::Receiver<Answer>, serde_wasm_bindgen::Error> {
        let command = command.clone();
        let id = self.0.next_id.get();
        self.0.next_id.set(id.wrapping_add(1));
        let request = serde_wasm_bindgen::to_value(&Request { id, now, command })?;
        let (sender, receiver) = oneshot::channel();
        self.0.pending.borrow_mut().push_back((id, sender));
        self.0.link.send(&request);
        Ok(receiver)
    }

    fn receive(&self, message: JsValue) {
        let Ok(envelope) = serde_wasm_bindgen::from_value::<Envelope>(message.clone()) else {
            return self.broke(texts().messages.no_request);
        };
        if let Some(failure) = envelope.failure {
            return self.broke(&failure);
        }
        if let Some(bytes) = take_snapshot(&message) {
            storage::keep(storage::PROJECT, &bytes);
            let earlier = self.0.snapshot.replace(Some(bytes));
            self.0.earlier.replace(earlier);
        }
        let answer = self.read(message);
        let mut pending = self.0.pending.borrow_mut();
        let asked = pending.iter().position(|(id, _)| Some(*id) == envelope.id);
        if let Some((_, sender)) = asked.and_then(|place| pending.remove(place)) {
            // Whoever no longer waits is not told.
            let _ = sender.send(answer);
        }
    }

    /// Reads an answer. Each builds on the one before, so that none may be left out.
    fn read(&self, message: JsValue) -> Answer {
        let mut response: Response = serde_wasm_bindgen::from_value(message).map_err(unreadable)?;
        if let Some(unchanged) = response.unchanged.take() {
            let mut known = self.0.known.borrow_mut();
            response.view.put_back(unchanged, &known);
            known.clone_from(&response.view);
        }
        Ok(response)
    }

    fn broke(&self, failure: &str) {
        // An engine that breaks with nothing to do would break again: leave it to the next request.
        let was_asked = !self.0.pending.borrow().is_empty();
        self.fail_pending(&EngineError::Broke(failure.to_owned()));
        if self.0.recovering.take() {
            // The snapshot itself breaks it, and would for ever.
            self.0.snapshot.take();
        }
        if was_asked {
            self.start_again();
        }
    }

    fn fail_pending(&self, reason: &EngineError) {
        let pending = self.0.pending.take();
        for (_, sender) in pending {
            let _ = sender.send(Err(reason.clone()));
        }
    }

    fn start_again(&self) {
        self.0.link.restart();
        self.0.known.take();
        let kept = self.0.snapshot.borrow().clone();
        let snapshot = kept.map(|bytes| bytes.to_vec());
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

/// A project's snapshot, and the journal of what led to it.
type StoredPair = (Option<Vec<u8>>, Option<Vec<u8>>);

async fn load_pair((project, journal): (&str, &str)) -> StoredPair {
    (storage::load(project).await, storage::load(journal).await)
}

fn save_pair(keys: (&str, &str), (project, journal): StoredPair) {
    if let Some(project) = project {
        storage::save(keys.0, &project);
        storage::save(keys.1, &journal.unwrap_or_default());
    }
}

/// Keeps the stored project, unless it is that of an earlier link, to which nothing was done.
async fn keep_stored() {
    let stored = load_pair((storage::PROJECT, storage::JOURNAL)).await;
    let linked = storage::load(storage::LINKED).await;
    if linked.is_none() || stored.1 != linked {
        save_pair(storage::KEPT, stored);
    }
}

/// What every message from the worker has.
#[derive(Deserialize)]
struct Envelope {
    id: Option<u32>,
    failure: Option<String>,
}

/// Takes the snapshot out of a response, which keeps an empty one: it has many bytes, and nobody reads
/// them here.
fn take_snapshot(message: &JsValue) -> Option<Uint8Array> {
    let key = JsValue::from_str("snapshot");
    let bytes = Reflect::get(message, &key).ok()?;
    let bytes = bytes.dyn_into::<Uint8Array>().ok()?;
    Reflect::set(message, &key, &Uint8Array::new_with_length(0)).ok()?;
    Some(bytes)
}

fn unreadable(error: serde_wasm_bindgen::Error) -> EngineError {
    EngineError::Unreadable(error.to_string())
}

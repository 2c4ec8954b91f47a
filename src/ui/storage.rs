//! What outlives the page: bytes by key, in IndexedDB, or in memory where the browser denies it.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The key of the project that the page shows.
pub const PROJECT: &str = "project";

/// The bytes kept under `key`; `None` also when they cannot be read.
pub async fn load(key: &str) -> Option<Vec<u8>> {
    let value = JsFuture::from(js::load(key)).await.ok()?;
    Some(value.dyn_into::<Uint8Array>().ok()?.to_vec())
}

/// The key of what led to it.
pub const JOURNAL: &str = "journal";

/// The key of what led to the project of the link that was opened last.
pub const LINKED: &str = "linked";

/// The key of what the console showed.
pub const CONSOLE: &str = "console";

/// The keys of the project that a link took the place of, and of what led to that one.
pub const KEPT: (&str, &str) = ("kept-project", "kept-journal");

/// Keeps `bytes` under `key`, soon: a run of saves writes the last.
pub fn save(key: &str, bytes: &[u8]) {
    js::save(key, &Uint8Array::from(bytes));
}

/// Keeps bytes that are in JavaScript's memory already.
pub fn keep(key: &str, bytes: &Uint8Array) {
    js::save(key, bytes);
}

/// Forgets `key`.
pub async fn remove(key: &str) {
    // What could not be removed was not kept either.
    let _ = JsFuture::from(js::remove(key)).await;
}

/// Whether what is saved outlives the page.
pub async fn persistent() -> bool {
    JsFuture::from(js::persistent())
        .await
        .is_ok_and(|value| value == JsValue::TRUE)
}

mod js {
    use super::{Promise, Uint8Array, wasm_bindgen};

    #[wasm_bindgen(module = "/www/js/storage.js")]
    extern "C" {
        pub(super) fn load(key: &str) -> Promise;
        pub(super) fn save(key: &str, bytes: &Uint8Array);
        pub(super) fn remove(key: &str) -> Promise;
        pub(super) fn persistent() -> Promise;
    }
}

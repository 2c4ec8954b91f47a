//! Links: a project's [`Journal`] in the fragment of the page's address, which no server sees.
//!
//! `#1.…`: the version of the form, then the journal's text, deflated, in base64url.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::journal::{Journal, VERSION};
use super::texts::texts;

/// A link that inflates to more than this is not opened.
const MAX_BYTES: u32 = 2_000_000;

/// The address of the page with `journal` in it; `None` when it is too much for an address, or the
/// browser cannot pack it.
pub async fn to_address(journal: &Journal) -> Option<String> {
    let text = journal.to_text();
    if text.len() > MAX_BYTES as usize {
        return None;
    }
    let packed = JsFuture::from(js::pack(&text)).await.ok()?.as_string()?;
    let location = gloo::utils::window().location();
    let page = format!("{}{}", location.origin().ok()?, location.pathname().ok()?);
    Some(format!("{page}#{VERSION}.{packed}"))
}

/// The journal in the page's own address; `None` when there is none, an error when it cannot be read.
pub async fn from_address() -> Option<Result<Journal, String>> {
    let hash = gloo::utils::window().location().hash().ok()?;
    let (version, packed) = hash.strip_prefix('#')?.split_once('.')?;
    if version.parse() != Ok(VERSION) {
        return Some(Err(texts().messages.newer_link.to_owned()));
    }
    Some(unpack(packed).await)
}

/// Puts the address into the clipboard; whether the browser let it.
pub async fn copy(address: &str) -> bool {
    JsFuture::from(js::copy(address))
        .await
        .is_ok_and(|value| value == JsValue::TRUE)
}

/// Takes the link out of the page's address: what is done from now on is not in it.
pub fn forget_address() {
    let window = gloo::utils::window();
    let path = window.location().pathname().unwrap_or_default();
    if let Ok(history) = window.history() {
        // Where it is refused, a reload opens the link again, which is no harm.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
}

async fn unpack(packed: &str) -> Result<Journal, String> {
    let unreadable = |_| texts().messages.cut_link.to_owned();
    let text = JsFuture::from(js::unpack(packed, MAX_BYTES))
        .await
        .map_err(unreadable)?;
    Journal::from_text(&text.as_string().unwrap_or_default())
}

mod js {
    use super::{Promise, wasm_bindgen};

    #[wasm_bindgen(module = "/www/js/pack.js")]
    extern "C" {
        pub(super) fn pack(text: &str) -> Promise;
        pub(super) fn unpack(packed: &str, limit: u32) -> Promise;
    }

    #[wasm_bindgen(module = "/www/js/clipboard.js")]
    extern "C" {
        pub(super) fn copy(text: &str) -> Promise;
    }
}

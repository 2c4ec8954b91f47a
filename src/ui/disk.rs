//! Projects from the visitor's disk and back to it.

use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::state::{ChosenFiles, DiskSource};
use super::texts::texts;
use crate::protocol::FileView;

/// Lets the visitor choose a folder or an archive; `None` when nothing was chosen.
///
/// # Errors
///
/// Why it cannot be read, as a sentence.
pub async fn choose(source: DiskSource) -> Result<Option<ChosenFiles>, String> {
    let kind = match source {
        DiskSource::Folder => "folder",
        DiskSource::Zip => "zip",
    };
    let chosen = JsFuture::from(js::choose(kind)).await.map_err(sentence)?;
    serde_wasm_bindgen::from_value(chosen).map_err(|error| error.to_string())
}

/// Saves the files as `project.zip`.
pub fn download(files: &[FileView]) {
    let files: Vec<Entry> = files
        .iter()
        .map(|file| Entry {
            path: &file.path,
            text: &file.text,
        })
        .collect();
    if let Ok(files) = serde_wasm_bindgen::to_value(&files) {
        js::download("project.zip", &files);
    }
}

#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    text: &'a str,
}

fn sentence(error: JsValue) -> String {
    let words = &texts().messages;
    let said = |name: &str| js_sys::Reflect::get(&error, &name.into()).ok()?.as_string();
    let message = said("message").unwrap_or_default();
    match said("why").as_deref() {
        Some("no-archive") => words.no_archive.with([&message]),
        Some("too-large") => words.too_large.with([&message]),
        _ if message.is_empty() => words.unreadable_files.to_owned(),
        _ => message,
    }
}

mod js {
    use super::{JsValue, Promise, wasm_bindgen};

    #[wasm_bindgen(module = "/www/js/project-files.js")]
    extern "C" {
        pub(super) fn choose(kind: &str) -> Promise;
        pub(super) fn download(name: &str, files: &JsValue);
    }
}

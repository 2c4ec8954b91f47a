//! The way from the first part of a wasm module to its second.
//!
//! `cargo xtask build` moves what a first visit does not run into a second part of the page and of the
//! engine (`xtask/src/build/split.rs`); what stays of a function calls [`fetch_rest`] first.

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The worker's (`www/js/worker.js`) or the page's (`www/js/page-rest.js`).
    #[wasm_bindgen(js_name = fetchRestOfModule)]
    fn fetch_rest_of_module();
}

thread_local! {
    static HAS_REST: Cell<bool> = const { Cell::new(false) };
}

/// Fetches the second part, the first time.
#[wasm_bindgen(js_name = fetchRest)]
pub fn fetch_rest() {
    if !HAS_REST.get() {
        fetch_rest_of_module();
        HAS_REST.set(true);
    }
}

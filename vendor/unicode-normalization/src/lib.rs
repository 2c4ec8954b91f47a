//! Stands in for the real crate, whose tables weigh 55 KB compressed in the engine: a browser has
//! them already. The Python parser alone asks for it, to normalize names that are not ASCII.

/// NFKC for text.
pub trait UnicodeNormalization {
    /// The characters in the form by which Python compares names.
    fn nfkc(self) -> std::vec::IntoIter<char>;
}

impl UnicodeNormalization for &str {
    fn nfkc(self) -> std::vec::IntoIter<char> {
        normalized(self).chars().collect::<Vec<_>>().into_iter()
    }
}

#[cfg(target_arch = "wasm32")]
fn normalized(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}

#[cfg(not(target_arch = "wasm32"))]
fn normalized(text: &str) -> String {
    let characters = unicode_normalization_alignments::UnicodeNormalization::nfkc(text);
    characters.map(|(character, _)| character).collect()
}

//! Stands in for the real crate, whose tables weigh 55 KB compressed in the engine: a browser has
//! them already. The Python parser asks for it, to normalize names that are not ASCII, and
//! `unicodedata.normalize()`.

/// The normal forms of text.
pub trait UnicodeNormalization {
    /// The characters in the form by which Python compares names.
    fn nfkc(self) -> std::vec::IntoIter<char>;
}

impl UnicodeNormalization for &str {
    fn nfkc(self) -> std::vec::IntoIter<char> {
        normalized(self, "NFKC").chars().collect::<Vec<_>>().into_iter()
    }
}

/// The text in one of the forms `NFC`, `NFD`, `NFKC` and `NFKD`.
#[cfg(target_arch = "wasm32")]
pub fn normalized(text: &str, form: &str) -> String {
    js_sys::JsString::from(text).normalize(form).into()
}

/// The text in one of the forms `NFC`, `NFD`, `NFKC` and `NFKD`.
#[cfg(not(target_arch = "wasm32"))]
pub fn normalized(text: &str, form: &str) -> String {
    use unicode_normalization_alignments::UnicodeNormalization as Forms;

    match form {
        "NFC" => Forms::nfc(text).map(|(character, _)| character).collect(),
        "NFD" => Forms::nfd(text).map(|(character, _)| character).collect(),
        "NFKD" => Forms::nfkd(text).map(|(character, _)| character).collect(),
        _ => Forms::nfkc(text).map(|(character, _)| character).collect(),
    }
}

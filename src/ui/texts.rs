//! Everything that the page says, in each of its languages.
//!
//! A text is a field of [`Texts`], or of [`Later`] when a first visit does not show it. A language is
//! a value of both, so a text that it lacks does not compile. What Django, SQLite and Python say, their
//! commands, SQL and the names of files are the same in every language.
//!
//! Another language is a variant of [`Language`], a file beside `spanish.rs`, and its function in
//! `xtask/src/build/later.rs`: all but English goes with the page's second part, which the first
//! script (`www/js/boot.js`) fetches before the page is shown in it.

pub mod catalogue;
pub mod english;
pub mod later;
pub mod sentence;
pub mod spanish;

use std::cell::Cell;

use serde::{Deserialize, Serialize};

pub use catalogue::Texts;
pub use later::Later;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
}

impl Language {
    /// All languages.
    pub const ALL: [Language; 2] = [Language::English, Language::Spanish];

    /// Returns its tag, for the document's `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    /// Returns its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Spanish => "Español",
        }
    }

    /// Returns the language with a tag; English for one that the page does not speak.
    pub fn with_tag(tag: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|language| language.tag() == tag)
            .unwrap_or_default()
    }
}

thread_local! {
    static SPOKEN: Cell<(Language, &'static Texts)> =
        const { Cell::new((Language::English, &english::TEXTS)) };
}

/// Says from now on everything in this language. The state has the language; whoever renders the
/// state says so here first, so that a text need not be handed down to where it is said.
pub fn speak(language: Language) {
    let texts = match language {
        Language::English => &english::TEXTS,
        Language::Spanish => spanish::texts(),
    };
    SPOKEN.set((language, texts));
}

/// Returns the texts of the language that is spoken.
pub fn texts() -> &'static Texts {
    SPOKEN.get().1
}

/// Returns the language that is spoken.
pub fn language() -> Language {
    SPOKEN.get().0
}

/// Returns those of its texts that a first visit does not show.
pub fn later() -> &'static Later {
    (texts().later)()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::protocol::{Advice, Remedy};

    /// Is shown a text and its name.
    pub(crate) type Visitor<'a> = dyn FnMut(&str, &str) + 'a;

    /// What has texts.
    pub(crate) trait Look {
        /// Shows each text.
        fn look(&self, name: &str, at: &mut Visitor<'_>);
    }

    impl Look for &'static str {
        fn look(&self, name: &str, at: &mut Visitor<'_>) {
            at(name, self);
        }
    }

    impl Look for fn() -> &'static Later {
        fn look(&self, name: &str, at: &mut Visitor<'_>) {
            self().look(name, at);
        }
    }

    // What the engine says is told in its own tests.
    impl Look for fn(&Advice) -> [String; 2] {
        fn look(&self, _: &str, _: &mut Visitor<'_>) {}
    }

    impl Look for fn(&Remedy) -> String {
        fn look(&self, _: &str, _: &mut Visitor<'_>) {}
    }

    impl Look for fn(&str) -> String {
        fn look(&self, _: &str, _: &mut Visitor<'_>) {}
    }

    /// All texts of a language by their names.
    fn all(language: Language) -> BTreeMap<String, String> {
        speak(language);
        let mut all = BTreeMap::new();
        texts().look("texts", &mut |name, text| {
            all.insert(name.to_owned(), text.to_owned());
        });
        all
    }

    #[test]
    fn no_text_is_empty() {
        for language in Language::ALL {
            let all = all(language);
            assert!(all.len() > 300, "{language:?}: {}", all.len());
            for (name, text) in all {
                assert!(!text.trim().is_empty(), "{language:?}: {name}");
            }
        }
    }

    /// What is a name, or the same word in both.
    const SAME: &[&str] = &["error", "makemigrations", "migrate", "{0} SQL"];

    #[test]
    fn every_text_is_translated() {
        let spanish = all(Language::Spanish);
        for (name, text) in all(Language::English) {
            let same = spanish[&name] == text;
            assert_eq!(same, SAME.contains(&text.as_str()), "{name}: {text}");
        }
    }

    /// Texts are put side by side, and what stands between them is part of them.
    #[test]
    fn a_translation_begins_and_ends_as_the_text_does() {
        let spanish = all(Language::Spanish);
        let ends = |text: &str| {
            let kept = |c: &char| matches!(c, ' ' | ':' | '…');
            (
                text.starts_with([' ', ',', ';', '.']),
                text.chars().next_back().filter(kept),
            )
        };
        for (name, text) in all(Language::English) {
            assert_eq!(ends(&spanish[&name]), ends(&text), "{name}");
        }
    }

    #[test]
    fn what_is_code_in_one_language_is_code_in_the_other() {
        let code = |text: &str| {
            let pieces = text.split('`').skip(1).step_by(2);
            pieces.map(str::to_owned).collect::<Vec<_>>()
        };
        let spanish = all(Language::Spanish);
        for (name, text) in all(Language::English) {
            assert_eq!(code(&spanish[&name]), code(&text), "{name}");
        }
    }

    #[test]
    fn a_language_is_known_by_its_tag() {
        for language in Language::ALL {
            assert_eq!(Language::with_tag(language.tag()), language);
        }
        assert_eq!(Language::with_tag("eo"), Language::English);
    }
}

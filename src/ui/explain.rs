//! What an error means and the usual ways out, next to Django's own text.
//!
//! [`CATALOGUE`] knows the errors by their words: Django's texts are an interface and stay as they are.
//! One explanation is shown, that of the first rule which fits.

mod catalogue;
mod nearest;
pub(in crate::ui) mod pattern;

use super::texts::Language;
use catalogue::CATALOGUE;
use pattern::Found;

/// What an error means.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// In a few words.
    pub title: String,
    /// Why it happens.
    pub reason: String,
    /// What helps, the most usual first.
    pub ways: Vec<Way>,
}

/// A way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// What to do.
    pub words: String,
    /// The command that does it.
    pub command: Option<String>,
}

/// Explains what a command printed, or what is said of a file; `None` for what needs no explanation.
#[inline(never)]
pub fn explain(text: &str, language: Language) -> Option<Explanation> {
    // A table that is about to take the place of the one that is meant.
    let text = &text.replace(": new__", ": ");
    CATALOGUE.iter().find_map(|rule| {
        let found = rule
            .texts
            .iter()
            .find_map(|pattern| with_nearest(pattern::find(pattern, text)?))?;
        let ways = rule.ways.iter().map(|way| Way {
            words: found.fill(way.words[language as usize]),
            command: way.command.map(|command| found.fill(command)),
        });
        Some(Explanation {
            title: found.fill(rule.title[language as usize]),
            reason: found.fill(rule.reason[language as usize]),
            ways: ways.collect(),
        })
    })
}

/// Adds the name that is likely meant by one that is misspelt; `None` when none is like it.
fn with_nearest(mut found: Found<'_>) -> Option<Found<'_>> {
    if let Some(misspelt) = found.word("misspelt") {
        let module = found.word("module").unwrap_or(nearest::OPTIONS);
        let name = nearest::nearest(module, misspelt)?;
        found.add("nearest", name);
    }
    Some(found)
}

/// Whether something that a command printed without failing is explained, too. The catalogue is in the
/// page's second part and need not be fetched to find out that all went well.
pub fn is_notable(text: &str) -> bool {
    const NOTABLE: [&str; 4] = [
        "No changes detected",
        "No migrations to apply.",
        "unapplied migration(s)",
        "have changes that are not yet reflected",
    ];
    NOTABLE.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::catalogue::CATALOGUE;
    use super::{Language, explain, pattern};

    fn title(text: &str) -> Option<String> {
        explain(text, Language::English).map(|it| it.title)
    }

    #[test]
    fn names_of_the_error_go_into_the_words_and_the_commands() {
        let text = "CommandError: Conflicting migrations detected; multiple leaf nodes in the \
                    migration graph: (0002_a, 0002_b in blog).\nTo fix them run 'python manage.py \
                    makemigrations --merge'\n";
        let explanation = explain(text, Language::English).unwrap();
        assert!(explanation.title.contains("blog"), "{explanation:?}");
        assert!(explanation.reason.starts_with("0002_a, 0002_b both"));
        let command = explanation.ways[0].command.as_deref();
        assert_eq!(
            command,
            Some("python manage.py makemigrations --merge blog")
        );
    }

    #[test]
    fn a_table_that_is_made_anew_is_told_by_its_own_name() {
        let text = "IntegrityError: UNIQUE constraint failed: new__books_author.name\n";
        let found = title(text).unwrap_or_default();
        assert_eq!(found, "Two rows would have the same books_author.name");
    }

    #[test]
    fn both_languages_explain_everything() {
        for rule in CATALOGUE {
            let ways = rule.ways.iter().map(|way| way.words);
            for words in [rule.title, rule.reason].into_iter().chain(ways) {
                assert!(words.iter().all(|it| !it.trim().is_empty()), "{rule:?}");
                assert_ne!(words[0], words[1], "{rule:?}");
            }
            assert!(!rule.ways.is_empty(), "{rule:?}");
        }
    }

    #[test]
    fn a_word_in_braces_is_a_part_of_every_text_of_the_rule() {
        for rule in CATALOGUE {
            let ways = rule.ways.iter();
            let used = { ways.flat_map(|way| way.words.into_iter().chain(way.command)) }
                .chain(rule.title)
                .chain(rule.reason);
            for word in used.flat_map(pattern::words) {
                // That is found by the one that is misspelt.
                let word = if word == "nearest" { "misspelt" } else { word };
                let has = |text: &&str| pattern::words(text).any(|it| it == word);
                assert!(rule.texts.iter().all(has), "{word}: {rule:?}");
            }
        }
    }

    #[test]
    fn a_rule_is_found_by_its_own_texts() {
        for rule in CATALOGUE {
            for text in rule.texts {
                let own = rule.title[0].split('{').next().unwrap_or_default();
                let text = text.replace(['{', '}'], "");
                let found = title(&text).unwrap_or_default();
                assert!(found.starts_with(own), "{text}: {found}");
            }
        }
    }

    #[test]
    fn what_went_well_is_not_explained() {
        assert_eq!(title("  Applying blog.0001_initial... OK\n"), None);
        assert_eq!(title(""), None);
    }
}

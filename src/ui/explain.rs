//! What an error means and the usual ways out, next to Django's own text.
//!
//! [`CATALOGUE`] knows the errors by their words: Django's texts are an interface and stay as they are.
//! One explanation is shown, that of the first rule which fits.

mod catalogue;
mod elsewhere;
mod imports;
mod names;
mod nearest;
pub(in crate::ui) mod pattern;

use super::texts::Language;
use catalogue::{CATALOGUE, Rule};
pub use names::Names;
use nearest::nearest_of;
use pattern::Found;

/// What is to be explained.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// What a command printed, or what is said of a file.
    pub text: &'a str,
    /// The names that the project has.
    pub names: &'a Names,
}

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
pub fn explain(said: Said<'_>, language: Language) -> Option<Explanation> {
    // A table that is about to take the place of the one that is meant.
    let mut text = said.text.replace(": new__", ": ");
    if let (Some(migration), None) = (&said.names.failing, elsewhere::last_file(&text)) {
        // A command that applies nothing does not say which migration it could not follow.
        if !text.contains(elsewhere::AT_WORK) {
            text = format!("Applying {migration}{}\n{text}", elsewhere::AT_WORK);
        }
    }
    let text = text.as_str();
    let mut rules = elsewhere::rules(text).iter().chain(CATALOGUE);
    rules.find_map(|rule| {
        let found = { rule.texts.iter() }
            .find_map(|pattern| completed(pattern::find(pattern, text)?, text, said.names))?;
        Some(told(rule, &found, language))
    })
}

fn told(rule: &Rule, found: &Found<'_>, language: Language) -> Explanation {
    let ways = rule.ways.iter().map(|way| Way {
        words: found.fill(way.words[language as usize]),
        command: way.command.map(|command| found.fill(command)),
    });
    Explanation {
        title: found.fill(rule.title[language as usize]),
        reason: found.fill(rule.reason[language as usize]),
        ways: ways.collect(),
    }
}

/// Adds what some words lead to, such as the name that is likely meant by one that is misspelt; `None`
/// when they lead nowhere, so that the rule is not the right one.
#[inline(never)]
fn completed<'a>(mut found: Found<'a>, text: &str, names: &'a Names) -> Option<Found<'a>> {
    let app = found.word("app").unwrap_or_default();
    if let Some(misspelt) = found.word("misspelt") {
        let module = found.word("module").unwrap_or(nearest::OPTIONS);
        let name = nearest::nearest(module, misspelt)?;
        found.add("nearest", name);
    } else if let Some(wrong) = found.word("wrong") {
        let name = nearest_of(names.migrations(app), wrong)?;
        found.add("nearest", name);
    } else if let Some(absent) = found.word("absent") {
        let name = nearest_of(names.models(app), absent)?;
        found.add("nearest", name);
    } else if let Some(lost) = found.word("lost") {
        let name = nearest_of(names.fields(), lost)?;
        found.add("nearest", name);
    } else if let Some(package) = found.word("package") {
        let name = nearest_of(names.packages(), package)?;
        found.add("nearest", name);
    } else if let Some(imported) = found.word("imported") {
        let line = imports::import_of(imported)?;
        found.add("import", line);
    } else if let Some(pointed) = found.word("pointed") {
        is_pointed_at(text, pointed).then_some(())?;
    } else if let (Some(name), Some(likely)) = (found.word("name"), found.word("likely")) {
        // Python takes a model that comes later for one of its own functions: Later for iter.
        let is_class = |name: &str| name.starts_with(char::is_uppercase);
        let is_likely = is_class(name) == is_class(likely) || !is_pointed_at(text, name);
        is_likely.then_some(())?;
    }
    Some(found)
}

/// Whether a relation in the line that is shown points at something of this name.
fn is_pointed_at(text: &str, name: &str) -> bool {
    const RELATIONS: [&str; 4] = ["ForeignKey(", "OneToOneField(", "ManyToManyField(", "to="];
    RELATIONS.iter().any(|relation| {
        let mut starts = text.match_indices(relation);
        starts.any(|(at, _)| {
            let rest = text[at + relation.len()..].strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with([',', ')']))
        })
    })
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
    use super::{Explanation, Language, Names, Rule, Said, elsewhere, explain, pattern};

    fn told(text: &str) -> Option<Explanation> {
        let names = &Names::default();
        explain(Said { text, names }, Language::English)
    }

    fn title(text: &str) -> Option<String> {
        told(text).map(|it| it.title)
    }

    fn all() -> impl Iterator<Item = &'static Rule> {
        CATALOGUE.iter().chain(elsewhere::ALL.into_iter().flatten())
    }

    #[test]
    fn names_of_the_error_go_into_the_words_and_the_commands() {
        let text = "CommandError: Conflicting migrations detected; multiple leaf nodes in the \
                    migration graph: (0002_a, 0002_b in blog).\nTo fix them run 'python manage.py \
                    makemigrations --merge'\n";
        let explanation = told(text).unwrap();
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
        for rule in all() {
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
        for rule in all() {
            let ways = rule.ways.iter();
            let used = { ways.flat_map(|way| way.words.into_iter().chain(way.command)) }
                .chain(rule.title)
                .chain(rule.reason);
            for word in used.flat_map(pattern::words) {
                // What others lead to.
                let from: &[&str] = match word {
                    "nearest" => &["misspelt", "wrong", "absent", "lost", "package"],
                    "import" => &["imported"],
                    word => &[word],
                };
                let has = |text: &&str| pattern::words(text).any(|it| from.contains(&it));
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

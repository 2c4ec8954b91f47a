//! Texts with names in them: `no such table: {table}`.

use std::borrow::Cow;

/// What stands between the parts of a pattern that are found apart from each other.
const APART: &str = " … ";

/// The words that stood where a pattern has names.
#[derive(Debug)]
pub(in crate::ui) struct Found<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Found<'a> {
    /// The words that stood for a name.
    pub(super) fn word(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter();
        found
            .find(|(known, _)| *known == name)
            .map(|(_, word)| &**word)
    }

    /// Adds words under a name.
    pub(super) fn add(&mut self, name: &'a str, word: impl Into<Cow<'a, str>>) {
        self.0.push((name, word.into()));
    }

    /// Puts them in the places of their names.
    pub(in crate::ui) fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for (name, word) in &self.0 {
            filled = filled.replace(&format!("{{{name}}}"), word);
        }
        filled
    }
}

/// Looks for a pattern in a text. A name stands for some characters of one line, as few as may be; at
/// the pattern's end, for what looks like one name. Parts with ` … ` between them may stand anywhere.
pub(in crate::ui) fn find<'a>(pattern: &'a str, text: &'a str) -> Option<Found<'a>> {
    let mut found = Vec::new();
    for part in pattern.split(APART) {
        found.extend(find_part(part, text)?);
    }
    let found = found.into_iter();
    Some(Found(
        found.map(|(name, word)| (name, word.into())).collect(),
    ))
}

fn find_part<'a>(pattern: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let first = pattern.split('{').next().unwrap_or_default();
    let mut starts = text.match_indices(first).map(|(at, _)| at + first.len());
    starts.find_map(|at| rest(&pattern[first.len()..], &text[at..]))
}

/// The names in a pattern.
#[cfg(test)]
pub(super) fn words(pattern: &str) -> impl Iterator<Item = &str> {
    pattern
        .split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0))
}

/// What stands for the names of `pattern`, which begins with one or is empty, at the start of `text`.
fn rest<'a>(pattern: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let Some((name, after)) = pattern.strip_prefix('{').and_then(|it| it.split_once('}')) else {
        return Some(Vec::new());
    };
    let line = text.lines().next().unwrap_or_default();
    let (literal, next) = match after.find('{') {
        Some(at) => after.split_at(at),
        None => (after, ""),
    };
    let ends = |character: char| !(character.is_alphanumeric() || "_.-".contains(character));
    let end = match literal {
        "" => line.find(ends).unwrap_or(line.len()),
        literal => line.find(literal)?,
    };
    let mut found = vec![(name, line[..end].trim_end_matches('.'))];
    found.extend(rest(next, &text[end + literal.len()..])?);
    (end > 0).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn filled(pattern: &str, text: &str, into: &str) -> Option<String> {
        find(pattern, text).map(|found| found.fill(into))
    }

    #[test]
    fn names_stand_for_what_is_between_the_words() {
        let text = "django.db.utils.OperationalError: no such table: blog_post\n";
        let found = filled("no such table: {table}", text, "<{table}>");
        assert_eq!(found.as_deref(), Some("<blog_post>"));
        let found = filled(
            "named '{name}' from app '{app}'.",
            "named 'x' from app 'blog'.",
            "{app} {name}",
        );
        assert_eq!(found.as_deref(), Some("blog x"));
    }

    #[test]
    fn a_name_ends_with_the_line_and_is_never_empty() {
        assert_eq!(filled("table: {table}", "table: \nother", "{table}"), None);
        assert_eq!(filled("a '{b}' c", "a 'b\n' c", "{b}"), None);
        assert_eq!(
            filled("table: {table}", "table: shop.\n", "{table}").as_deref(),
            Some("shop")
        );
    }

    #[test]
    fn parts_are_found_apart() {
        let text = "Applying a... OK\nApplying b...Traceback\nKeyError: 'c'\n";
        let pattern = "Applying {migration}...Traceback … KeyError: '{field}'";
        let found = filled(pattern, text, "{migration} {field}");
        assert_eq!(found.as_deref(), Some("b c"));
        assert_eq!(filled(pattern, "KeyError: 'c'", ""), None);
    }

    #[test]
    fn a_later_place_fits_where_the_first_does_not() {
        let found = filled("no '{name}' here", "no 'a\nno 'b' here", "{name}");
        assert_eq!(found.as_deref(), Some("b"));
    }
}

//! Names as Python judges and compares them.

/// How alike a suggestion must be: `difflib.get_close_matches`'s cutoff.
const CUTOFF: f64 = 0.6;

/// `str.isidentifier()`.
pub fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|character| character.is_alphanumeric() || character == '_')
}

/// `str.title()`: a capital after anything that is not a letter.
pub fn title(text: &str) -> String {
    let mut title = String::new();
    let mut after_letter = false;
    for character in text.chars() {
        if after_letter {
            title.extend(character.to_lowercase());
        } else {
            title.extend(character.to_uppercase());
        }
        after_letter = character.is_alphabetic();
    }
    title
}

/// The candidate most like the word, if any is alike enough (`difflib.get_close_matches`).
pub fn close_match<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let scored = candidates
        .iter()
        .map(|candidate| (ratio(candidate, word), *candidate));
    scored
        .filter(|(score, _)| *score >= CUTOFF)
        .max_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(other.1)))
        .map(|(_, candidate)| candidate)
}

/// Twice the number of matching letters over the number of all (`SequenceMatcher.ratio`).
fn ratio(one: &str, other: &str) -> f64 {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let total = one.len() + other.len();
    if total == 0 {
        1.0
    } else {
        2.0 * matching(&one, &other) as f64 / total as f64
    }
}

/// Letters in the longest common run, and in those before and after it.
fn matching(one: &[char], other: &[char]) -> usize {
    let mut ranges = vec![(0, one.len(), 0, other.len())];
    let mut count = 0;
    while let Some((start, end, other_start, other_end)) = ranges.pop() {
        let (at, other_at, length) = longest_run(&one[start..end], &other[other_start..other_end]);
        if length == 0 {
            continue;
        }
        count += length;
        let (at, other_at) = (start + at, other_start + other_at);
        ranges.push((start, at, other_start, other_at));
        ranges.push((at + length, end, other_at + length, other_end));
    }
    count
}

fn longest_run(one: &[char], other: &[char]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    for at in 0..one.len() {
        for other_at in 0..other.len() {
            let pairs = one[at..].iter().zip(&other[other_at..]);
            let length = pairs.take_while(|(left, right)| left == right).count();
            if length > best.2 {
                best = (at, other_at, length);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_command_is_suggested() {
        let commands = [
            "makemessages",
            "makemigrations",
            "migrate",
            "showmigrations",
        ];
        assert_eq!(
            close_match("makemigration", &commands),
            Some("makemigrations")
        );
        assert_eq!(close_match("migrat", &commands), Some("migrate"));
        assert_eq!(close_match("xyz", &commands), None);
    }

    #[test]
    fn titles_capitalise_after_every_other_character() {
        assert_eq!(title("my_blog2go"), "My_Blog2Go");
    }
}

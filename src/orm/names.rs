//! Digests in the names of indexes and constraints.

use md5::{Digest, Md5};

/// The first `length` hexadecimal digits of the MD5 of the joined texts (`names_digest`).
pub fn names_digest<Text: AsRef<str>>(
    texts: impl IntoIterator<Item = Text>,
    length: usize,
) -> String {
    let mut hasher = Md5::new();
    for text in texts {
        hasher.update(text.as_ref().as_bytes());
    }
    let digest = hasher.finalize();
    let mut hexadecimal: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hexadecimal.truncate(length);
    hexadecimal
}

/// The first `length` characters.
pub(crate) fn shorten(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}

/// How alike a suggestion must be: `difflib.get_close_matches`'s cutoff.
const CUTOFF: f64 = 0.6;

/// The three candidates most like the word, of those that are alike enough, the best one first
/// (`difflib.get_close_matches`).
pub(crate) fn close_matches<'a>(word: &str, candidates: &[&'a str]) -> Vec<&'a str> {
    let mut scored: Vec<(f64, &str)> = candidates
        .iter()
        .map(|candidate| (ratio(candidate, word), *candidate))
        .filter(|(score, _)| *score >= CUTOFF)
        .collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(one.1)));
    let best = scored.into_iter().take(3);
    best.map(|(_, candidate)| candidate).collect()
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
    use super::names_digest;

    #[test]
    fn digests_as_hashlib_does() {
        assert_eq!(names_digest(["blog_post", "title", "idx"], 6), "e1c6f7");
    }
}

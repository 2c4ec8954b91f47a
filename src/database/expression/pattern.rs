//! LIKE and GLOB.

use std::str::Chars;

/// `text LIKE pattern`: ASCII letters regardless of case.
pub fn like(pattern: &str, text: &str, escape: Option<char>) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    // What follows the last `%`, and where it is to be looked for next.
    let mut last: Option<(Chars<'_>, Chars<'_>)> = None;
    loop {
        let mut rest = pattern.clone();
        let mut wanted = rest.next();
        let escaped = wanted.is_some() && wanted == escape;
        if escaped {
            wanted = rest.next();
            if wanted.is_none() {
                return false;
            }
        }
        let mut after = text.clone();
        let matched = match (wanted, after.next()) {
            (Some('%'), _) if !escaped => {
                last = Some((rest.clone(), text.clone()));
                after = text.clone();
                true
            }
            (None, None) => return true,
            (Some('_'), Some(_)) if !escaped => true,
            (Some(wanted), Some(found)) => wanted.eq_ignore_ascii_case(&found),
            (None, Some(_)) | (Some(_), None) => false,
        };
        if matched {
            (pattern, text) = (rest, after);
            continue;
        }
        let Some((rest, from)) = &mut last else {
            return false;
        };
        if from.next().is_none() {
            return false;
        }
        (pattern, text) = (rest.clone(), from.clone());
    }
}

/// `text GLOB pattern`: case counts, `*`, `?` and `[…]`.
pub fn glob(pattern: &str, text: &str) -> bool {
    let mut items = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        items.push(match character {
            '*' => Item::Anything,
            '?' => Item::One,
            '[' => match set(&mut characters) {
                Some(set) => set,
                None => return false,
            },
            literal => Item::Literal(literal),
        });
    }
    matches(&items, &text.chars().collect::<Vec<_>>())
}

enum Item {
    Literal(char),
    One,
    Anything,
    Set {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
}

impl Item {
    fn accepts(&self, character: char) -> bool {
        match self {
            Self::Literal(literal) => *literal == character,
            Self::One => true,
            Self::Anything => false,
            Self::Set { negated, ranges } => {
                ranges
                    .iter()
                    .any(|(low, high)| (*low..=*high).contains(&character))
                    != *negated
            }
        }
    }
}

/// The rest of a `[…]`; `None` when it does not close.
fn set(characters: &mut Chars<'_>) -> Option<Item> {
    let mut ranges: Vec<(char, char)> = Vec::new();
    let mut next = characters.next()?;
    let negated = next == '^';
    if negated {
        next = characters.next()?;
    }
    let mut first = true;
    while next != ']' || first {
        first = false;
        let following = characters.next()?;
        if following == '-' {
            let high = characters.next()?;
            if high == ']' {
                ranges.extend([(next, next), ('-', '-')]);
                break;
            }
            ranges.push((next, high));
            next = characters.next()?;
        } else {
            ranges.push((next, next));
            next = following;
        }
    }
    Some(Item::Set { negated, ranges })
}

/// Matches with one point of return, so the time is at most pattern times text.
fn matches(items: &[Item], text: &[char]) -> bool {
    let (mut item, mut place) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    loop {
        match (items.get(item), text.get(place)) {
            (None, None) => return true,
            (Some(Item::Anything), _) => {
                item += 1;
                retry = Some((item, place));
            }
            (Some(wanted), Some(character)) if wanted.accepts(*character) => {
                item += 1;
                place += 1;
            }
            _ => match retry {
                Some((after, from)) if from < text.len() => {
                    item = after;
                    place = from + 1;
                    retry = Some((after, from + 1));
                }
                _ => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{glob, like};

    #[test]
    fn patterns_match_as_in_sqlite() {
        assert!(like("A%c_", "abcd", None));
        assert!(!like("a", "ä", None));
        assert!(like(r"a\_b", "a_b", Some('\\')));
        assert!(!like(r"a\_b", "axb", Some('\\')));
        assert!(like("%a%b%", "xxaxxbxx", None));
        assert!(glob("a*[0-9]", "abc7"));
        assert!(!glob("A*", "abc"));
        assert!(glob("[^a]b", "cb"));
        assert!(glob("[]]", "]"));
    }
}

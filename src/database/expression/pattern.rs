//! LIKE and GLOB.

use std::str::Chars;

/// `text LIKE pattern`: ASCII letters regardless of case.
///
/// It goes by bytes, for no character's first byte occurs inside of another.
pub fn like(pattern: &str, text: &str, escape: Option<char>) -> bool {
    let mut encoded = [0; 4];
    let escape = escape.map(|escape| escape.encode_utf8(&mut encoded).as_bytes());
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut item, mut place) = (0, 0);
    // What follows the last `%`, and where it is to be looked for next.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        let escaped = escape.filter(|escape| pattern[item..].starts_with(escape));
        if let Some(escape) = escaped {
            item += escape.len();
            if item == pattern.len() {
                return false;
            }
        }
        match (pattern.get(item), text.get(place)) {
            (None, None) => return true,
            (Some(b'%'), _) if escaped.is_none() => {
                item += 1;
                if item == pattern.len() {
                    return true;
                }
                retry = Some((item, place));
                continue;
            }
            (Some(b'_'), Some(_)) if escaped.is_none() => {
                item += 1;
                place = next_character(text, place);
                continue;
            }
            (Some(wanted), Some(found)) if wanted.eq_ignore_ascii_case(found) => {
                item += 1;
                place += 1;
                continue;
            }
            _ => {}
        }
        match &mut retry {
            Some((after, from)) if *from < text.len() => {
                *from = next_character(text, *from);
                if let Some(wanted) = literal(pattern, *after, escape) {
                    let mut rest = text[*from..].iter();
                    match rest.position(|found| found.eq_ignore_ascii_case(&wanted)) {
                        Some(skipped) => *from += skipped,
                        None => return false,
                    }
                }
                (item, place) = (*after, *from);
            }
            _ => return false,
        }
    }
}

/// The byte at a place of a pattern, if it stands for itself.
fn literal(pattern: &[u8], item: usize, escape: Option<&[u8]>) -> Option<u8> {
    let byte = *pattern.get(item)?;
    let is_special = matches!(byte, b'%' | b'_') || escape.is_some_and(|escape| escape[0] == byte);
    (!is_special).then_some(byte)
}

/// Where the character after the one at a place begins.
fn next_character(text: &[u8], place: usize) -> usize {
    let rest = text.iter().skip(place + 1);
    place + 1 + rest.take_while(|byte| **byte & 0xC0 == 0x80).count()
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
        assert!(like("%_é_", "aaébé€", None));
        assert!(!like("%é__", "aé€", None));
        assert!(like("€%%€_", "%1_", Some('€')) && !like("a€", "a", Some('€')));
        assert!(glob("a*[0-9]", "abc7"));
        assert!(!glob("A*", "abc"));
        assert!(glob("[^a]b", "cb"));
        assert!(glob("[]]", "]"));
    }
}

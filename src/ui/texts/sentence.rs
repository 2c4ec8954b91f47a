//! What a text is made of: words, sentences with places for values, and what depends on a number.

/// Words as they are.
pub type Text = &'static str;

/// A sentence with places for `N` values: `{0}`, `{1}`, …; a language puts them where it wants.
pub struct Sentence<const N: usize>(&'static str);

/// A sentence for one and a sentence for any other number. The number itself is `{0}`.
pub struct Counted<const N: usize> {
    one: &'static str,
    others: &'static str,
}

impl<const N: usize> Sentence<N> {
    /// Returns the sentence with its values.
    pub fn with(&self, values: [&str; N]) -> String {
        filled(self.0, &values)
    }
}

impl<const N: usize> Counted<N> {
    /// Returns the sentence for a number of things; the first value is the number in digits.
    pub fn with(&self, number: u64, values: [&str; N]) -> String {
        filled(if number == 1 { self.one } else { self.others }, &values)
    }
}

impl Counted<1> {
    /// Returns the sentence for a number of things.
    pub fn of(&self, number: u64) -> String {
        self.with(number, [&number.to_string()])
    }
}

/// Makes a sentence. It does not compile when the text has other places than there are values.
pub(super) const fn sentence<const N: usize>(text: &'static str) -> Sentence<N> {
    assert!(
        places(text, N) == (1 << N) - 1,
        "a value has no place in this sentence"
    );
    Sentence(text)
}

/// Makes a sentence for one and for others. The one may leave its number out, as words.
pub(super) const fn counted<const N: usize>(one: &'static str, others: &'static str) -> Counted<N> {
    let all = (1 << N) - 1;
    assert!(
        places(one, N) | 1 == all && places(others, N) == all,
        "a value has no place in this sentence"
    );
    Counted { one, others }
}

/// The places that a text has, a bit for each.
const fn places(text: &str, count: usize) -> u32 {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'{' {
            assert!(bytes[at + 2] == b'}', "a place is a digit in braces");
            let place = bytes[at + 1].wrapping_sub(b'0');
            assert!((place as usize) < count, "there is no such value");
            found |= 1 << place;
        }
        at += 1;
    }
    found
}

fn filled(text: &str, values: &[&str]) -> String {
    let mut parts = text.split('{');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (place, rest) = part.split_once('}').unwrap_or((part, ""));
        let value = place
            .parse()
            .ok()
            .and_then(|place: usize| values.get(place));
        said.push_str(value.copied().unwrap_or_default());
        said.push_str(rest);
    }
    said
}

/// Defines structures of texts. What each text says, its English tells.
macro_rules! groups {
    ($( $(#[$about:meta])* $group:ident { $( $text:ident: $kind:ty, )+ } )+) => { $(
        $(#[$about])*
        #[expect(missing_docs, reason = "the English says what it is")]
        pub struct $group {
            $( pub $text: $kind, )+
        }

        #[cfg(test)]
        impl $crate::ui::texts::tests::Look for $group {
            fn look(&self, name: &str, at: &mut $crate::ui::texts::tests::Visitor<'_>) {
                $( self.$text.look(&format!("{name}.{}", stringify!($text)), at); )+
            }
        }
    )+ };
}
pub(super) use groups;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::texts::tests::{Look, Visitor};

    impl<const N: usize> Look for Sentence<N> {
        fn look(&self, name: &str, at: &mut Visitor<'_>) {
            at(name, self.0);
        }
    }

    impl<const N: usize> Look for Counted<N> {
        fn look(&self, name: &str, at: &mut Visitor<'_>) {
            at(&format!("{name}, one"), self.one);
            at(&format!("{name}, others"), self.others);
        }
    }

    #[test]
    fn values_go_where_the_language_wants_them() {
        let one: Sentence<2> = sentence("{1} of {0}");
        assert_eq!(one.with(["a", "b"]), "b of a");
        let same: Sentence<1> = sentence("{0} and {0}");
        assert_eq!(same.with(["{1}"]), "{1} and {1}");
    }

    #[test]
    fn one_is_not_said_as_others_are() {
        let rows: Counted<1> = counted("1 fila", "{0} filas");
        assert_eq!(
            [0, 1, 2].map(|n| rows.of(n)),
            ["0 filas", "1 fila", "2 filas"]
        );
        let rows: Counted<2> = counted("1 fila de {1}", "{0} filas de {1}");
        assert_eq!(rows.with(1, ["1", "t"]), "1 fila de t");
        assert_eq!(rows.with(3, ["3", "t"]), "3 filas de t");
    }
}

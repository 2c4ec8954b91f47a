//! The order in which CPython iterates over a set.
//!
//! Where Django iterates over a set of names, its order depends on `PYTHONHASHSEED`. It is not
//! sorted here but taken from CPython 3.11 with `PYTHONHASHSEED=0`, so that what the sandbox
//! shows is what one real run shows, and the same every time.

use std::collections::BTreeSet;

/// CPython's `hash()` of a value that can be in such a set.
pub type Hash = u64;

const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
const MINIMAL_SIZE: usize = 8;

/// How a set is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// By adding one item after the other: `{… for …}`, `set(list)`.
    OneByOne,
    /// From a dict, which makes room for all of its keys first: `set(dict)`.
    FromDict,
}

/// `hash(number)`.
pub fn hash_int(number: i64) -> Hash {
    const MODULUS: i64 = (1 << 61) - 1;
    not_minus_one((number % MODULUS).cast_unsigned())
}

/// `hash(text)`.
pub fn hash_text(text: &str) -> Hash {
    let widest = text.chars().max().map_or(0, u32::from);
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    for character in text.chars().map(u32::from) {
        let width = match widest {
            0..=0xff => 1,
            0x100..=0xffff => 2,
            _ => 4,
        };
        bytes.extend(character.to_le_bytes().iter().take(width));
    }
    hash_bytes(&bytes)
}

/// `hash(bytes)`.
pub fn hash_bytes(bytes: &[u8]) -> Hash {
    if bytes.is_empty() {
        return 0;
    }
    not_minus_one(siphash13(bytes))
}

/// `hash((…))`, from the hashes of the items.
pub fn hash_tuple(items: &[Hash]) -> Hash {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;
    let mut accumulator = PRIME_5;
    for item in items {
        accumulator = accumulator.wrapping_add(item.wrapping_mul(PRIME_2));
        accumulator = accumulator.rotate_left(31).wrapping_mul(PRIME_1);
    }
    accumulator = accumulator.wrapping_add(items.len() as u64 ^ (PRIME_5 ^ 3_527_539));
    if accumulator == u64::MAX {
        1_546_275_796
    } else {
        accumulator
    }
}

/// The items as a set of them is iterated over. Of equal items only the first is kept.
pub fn set_order<Item: Clone + Ord>(
    items: impl IntoIterator<Item = Item>,
    filled: Filled,
    hash: impl Fn(&Item) -> Hash,
) -> Vec<Item> {
    let mut seen = BTreeSet::new();
    let mut items: Vec<Item> = items.into_iter().collect();
    items.retain(|item| seen.insert(item.clone()));
    let mut table = Table::new();
    if filled == Filled::FromDict && items.len() * 5 >= table.mask() * 3 {
        table.resize(items.len() * 2);
    }
    for (index, item) in items.iter().enumerate() {
        table.add(index, hash(item));
    }
    let order = table.slots.iter().flatten();
    order
        .filter_map(|(index, _)| items.get(*index).cloned())
        .collect()
}

/// The hash table of a set, for items that are all different.
struct Table {
    slots: Vec<Option<(usize, Hash)>>,
    used: usize,
}

impl Table {
    fn new() -> Self {
        Self {
            slots: vec![None; MINIMAL_SIZE],
            used: 0,
        }
    }

    fn mask(&self) -> usize {
        self.slots.len() - 1
    }

    fn add(&mut self, item: usize, hash: Hash) {
        self.place(item, hash);
        self.used += 1;
        if self.used * 5 >= self.mask() * 3 {
            let factor = if self.used > 50_000 { 2 } else { 4 };
            self.resize(self.used * factor);
        }
    }

    fn resize(&mut self, minimum: usize) {
        let mut size = MINIMAL_SIZE;
        while size <= minimum {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.slots, vec![None; size]);
        for (item, hash) in old.into_iter().flatten() {
            self.place(item, hash);
        }
    }

    /// Puts an item into the first free slot of its probe sequence: short runs, then jumps.
    fn place(&mut self, item: usize, hash: Hash) {
        let mask = self.mask();
        let mut perturb = hash;
        let mut start = hash as usize & mask;
        loop {
            let run = if start + LINEAR_PROBES <= mask {
                LINEAR_PROBES
            } else {
                0
            };
            let free = self
                .slots
                .iter_mut()
                .skip(start)
                .take(run + 1)
                .find(|slot| slot.is_none());
            if let Some(slot) = free {
                *slot = Some((item, hash));
                return;
            }
            perturb >>= PERTURB_SHIFT;
            start = start
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb as usize)
                & mask;
        }
    }
}

/// A hash is never -1, which means an error in C.
fn not_minus_one(hash: Hash) -> Hash {
    if hash == u64::MAX { u64::MAX - 1 } else { hash }
}

/// SipHash with one round per block and three at the end, its key all zeros.
fn siphash13(bytes: &[u8]) -> u64 {
    let mut state = [
        0x736f_6d65_7073_6575_u64,
        0x646f_7261_6e64_6f6d,
        0x6c79_6765_6e65_7261,
        0x7465_6462_7974_6573,
    ];
    let (blocks, rest) = bytes.as_chunks::<8>();
    for block in blocks {
        absorb(&mut state, u64::from_le_bytes(*block));
    }
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    absorb(
        &mut state,
        u64::from_le_bytes(last) | (bytes.len() as u64) << 56,
    );
    state[2] ^= 0xff;
    for _ in 0..3 {
        sip_round(&mut state);
    }
    state.iter().fold(0, |hash, part| hash ^ part)
}

fn absorb(state: &mut [u64; 4], block: u64) {
    state[3] ^= block;
    sip_round(state);
    state[0] ^= block;
}

fn sip_round(state: &mut [u64; 4]) {
    let [a, b, c, d] = state;
    *a = a.wrapping_add(*b);
    *c = c.wrapping_add(*d);
    *b = b.rotate_left(13) ^ *a;
    *d = d.rotate_left(16) ^ *c;
    *a = a.rotate_left(32);
    *c = c.wrapping_add(*b);
    *a = a.wrapping_add(*d);
    *b = b.rotate_left(17) ^ *c;
    *d = d.rotate_left(21) ^ *a;
    *c = c.rotate_left(32);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_seed_0() {
        let hash = |text: &str| hash_text(text) as i64;
        assert_eq!(hash(""), 0);
        assert_eq!(hash("a"), 4_644_417_185_603_328_019);
        assert_eq!(hash("abcdefgh"), 4_574_395_652_268_504_554);
        assert_eq!(hash("abcdefghi"), -532_774_252_720_507_163);
        assert_eq!(hash("é"), 6_047_309_291_227_476_195);
        assert_eq!(hash("日本"), 6_243_316_497_235_261_705);
        assert_eq!(hash("😀x"), -8_926_728_262_118_538_918);
        let key = hash_tuple(&[hash_text("books"), hash_text("0001_initial")]);
        assert_eq!(key as i64, 472_381_218_831_295_268);
        assert_eq!(hash_tuple(&[]) as i64, 5_740_354_900_026_072_187);
    }

    fn check(words: &str, filled: Filled, expected: &str) {
        let order = set_order(words.split(' '), filled, |word| hash_text(word));
        assert_eq!(order.join(" "), expected);
    }

    const WORDS: &str = "books shop blog users a b c d e f g h i j k l m n o p q r s t u v w x y z";

    #[test]
    fn sets_are_iterated_as_in_cpython() {
        check(
            "books shop blog users a b c d e",
            Filled::OneByOne,
            "d books blog b shop c a users e",
        );
        check(
            WORDS,
            Filled::OneByOne,
            "z r shop a v o j f x g k p d y n blog b m users q u books s h t i c e w l",
        );
        check(
            "books shop blog users a",
            Filled::OneByOne,
            "books blog shop a users",
        );
        check(
            "books shop blog users a",
            Filled::FromDict,
            "shop a books users blog",
        );
        check(
            "books shop blog users a b c d e f g h i j k l m n o p",
            Filled::FromDict,
            "d n blog b shop a m o users j f books g h k i c p e l",
        );
    }
}

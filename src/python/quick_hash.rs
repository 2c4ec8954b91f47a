//! The hash of the keys of dicts and namespaces: quick, and the same in every run. What order it leads
//! to is never seen, since they keep the order of insertion.

use std::hash::{BuildHasherDefault, Hasher};

/// What a [`super::value::Dict`] and a [`super::value::Namespace`] hash their keys with.
pub type BuildQuickHasher = BuildHasherDefault<QuickHasher>;

/// Multiplies and rotates, a word at a time.
#[derive(Default)]
pub struct QuickHasher(u64);

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl QuickHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        // The table goes by the highest and the lowest bits.
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self.add(
                word.iter()
                    .fold(0, |sum, byte| (sum << 8) | u64::from(*byte)),
            );
        }
        let rest = words.remainder();
        if !rest.is_empty() {
            self.add(
                rest.iter()
                    .fold(1, |sum, byte| (sum << 8) | u64::from(*byte)),
            );
        }
    }

    fn write_u8(&mut self, word: u8) {
        self.add(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_i64(&mut self, word: i64) {
        self.add(word.cast_unsigned());
    }

    fn write_usize(&mut self, word: usize) {
        self.add(word as u64);
    }

    fn write_isize(&mut self, word: isize) {
        self.add(word.cast_unsigned() as u64);
    }
}

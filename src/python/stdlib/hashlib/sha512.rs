//! SHA-512, by FIPS 180-4.

use num_bigint::BigUint;

/// The digest.
pub(super) fn sha512(bytes: &[u8]) -> [u8; 64] {
    digest_from(roots::<8>(|prime| (prime << 128_u32).sqrt()), bytes)
}

/// The digest of SHA-384: SHA-512 that begins with other words, cut.
pub(super) fn sha384(bytes: &[u8]) -> Vec<u8> {
    let mut digest = digest_from(sha384_start(), bytes).to_vec();
    digest.truncate(48);
    digest
}

/// What SHA-384 begins with: the roots of the primes after those of SHA-512.
pub(super) fn sha384_start() -> [u64; 8] {
    let [.., a, b, c, d, e, f, g, h] = roots::<16>(|prime| (prime << 128_u32).sqrt());
    [a, b, c, d, e, f, g, h]
}

fn digest_from(mut state: [u64; 8], bytes: &[u8]) -> [u8; 64] {
    let constants = roots::<80>(|prime| (prime << 192_u32).cbrt());
    for block in padded(bytes).chunks_exact(128) {
        let mut words = [0; 80];
        for (word, bytes) in words.iter_mut().zip(block.chunks_exact(8)) {
            *word = bytes
                .iter()
                .fold(0, |word, byte| (word << 8) | u64::from(*byte));
        }
        mix(&mut state, words, &constants);
    }
    let mut digest = [0; 64];
    for (out, word) in digest.chunks_exact_mut(8).zip(state) {
        out.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

/// Mixes a block's words, of which there are 16, into the state.
fn mix(state: &mut [u64; 8], mut words: [u64; 80], constants: &[u64; 80]) {
    for at in 16..80 {
        let (early, late): (u64, u64) = (words[at - 15], words[at - 2]);
        let low = early.rotate_right(1) ^ early.rotate_right(8) ^ (early >> 7);
        let high = late.rotate_right(19) ^ late.rotate_right(61) ^ (late >> 6);
        words[at] = words[at - 16]
            .wrapping_add(low)
            .wrapping_add(words[at - 7])
            .wrapping_add(high);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (word, constant) in words.iter().zip(constants) {
        let high = e.rotate_right(14) ^ e.rotate_right(18) ^ e.rotate_right(41);
        let first = h
            .wrapping_add(high)
            .wrapping_add((e & f) ^ (!e & g))
            .wrapping_add(*constant)
            .wrapping_add(*word);
        let low = a.rotate_right(28) ^ a.rotate_right(34) ^ a.rotate_right(39);
        let second = low.wrapping_add((a & b) ^ (a & c) ^ (b & c));
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(second));
    }
    for (word, value) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(value);
    }
}

/// The message with its length, filled up to whole blocks.
fn padded(bytes: &[u8]) -> Vec<u8> {
    let mut message = bytes.to_vec();
    message.push(0x80);
    while message.len() % 128 != 112 {
        message.push(0);
    }
    message.extend_from_slice(&(bytes.len() as u128 * 8).to_be_bytes());
    message
}

/// The first 64 bits after the point of roots of the first primes.
fn roots<const COUNT: usize>(root: impl Fn(BigUint) -> BigUint) -> [u64; COUNT] {
    let mut found = [0; COUNT];
    let primes = (2_u64..).filter(|number| (2..*number).all(|divisor| number % divisor != 0));
    for (word, prime) in found.iter_mut().zip(primes) {
        let digits = root(BigUint::from(prime)).to_u64_digits();
        *word = digits.first().copied().unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::sha512;

    #[test]
    fn the_digest_of_nothing_is_that_of_the_standard() {
        let digest = sha512(b"");
        assert_eq!(digest[..4], [0xcf, 0x83, 0xe1, 0x35]);
        assert_eq!(digest[60..], [0xf9, 0x27, 0xda, 0x3e]);
    }
}

//! `hashlib`: MD5, SHA-1 and SHA-2.

mod sha512;

use std::cell::RefCell;

use md5::{Digest, Md5};

use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::{MethodRow, functions, instance, methods};
use crate::python::types::byte_array::bytes_like;
use crate::python::value::{Module, Value};

/// A hash object: the algorithm, and what it was fed.
struct Hash {
    name: &'static str,
    bytes: RefCell<Vec<u8>>,
}

impl Hash {
    fn digest(&self) -> Vec<u8> {
        match self.name {
            "md5" => md5(&self.bytes.borrow()).to_vec(),
            "sha1" => sha1(&self.bytes.borrow()).to_vec(),
            "sha224" => sha224(&self.bytes.borrow()),
            "sha384" => sha512::sha384(&self.bytes.borrow()),
            "sha512" => sha512::sha512(&self.bytes.borrow()).to_vec(),
            _ => sha256(&self.bytes.borrow()).to_vec(),
        }
    }
}

impl NativeObject for Hash {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let sizes = SIZES.iter().find(|(known, ..)| *known == self.name)?;
        match name {
            "name" => Some(Value::str(self.name)),
            "digest_size" => Some(Value::Int(sizes.1)),
            "block_size" => Some(Value::Int(sizes.2)),
            _ => None,
        }
    }
}

/// Bytes of each algorithm's digest, and of its blocks.
const SIZES: &[(&str, i64, i64)] = &[
    ("md5", 16, 64),
    ("sha1", 20, 64),
    ("sha224", 28, 64),
    ("sha256", 32, 64),
    ("sha384", 48, 128),
    ("sha512", 64, 128),
];

const HASHED: &str = "string=b'', *, usedforsecurity=True";

const METHODS: &[MethodRow] = &[
    ("copy", "", |_, it, _| {
        let (Value::Instance(of), Some(hash)) = (it, it.native::<Hash>()) else {
            return Ok(Value::None);
        };
        let copy = Hash {
            name: hash.name,
            bytes: hash.bytes.clone(),
        };
        Ok(instance(&of.class, copy))
    }),
    ("update", "data, /", |py, it, mut a| {
        let data = a.take_or_none("data");
        if let Some(hash) = it.native::<Hash>() {
            let data = bytes_of(py, &data)?;
            py.check_size(hash.bytes.borrow().len() + data.len())?;
            hash.bytes.borrow_mut().extend(data);
        }
        Ok(Value::None)
    }),
    ("hexdigest", "", |_, it, _| {
        let digest = it.native::<Hash>().map(Hash::digest).unwrap_or_default();
        Ok(Value::str(
            digest
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>(),
        ))
    }),
    ("digest", "", |_, it, _| {
        Ok(Value::bytes(
            it.native::<Hash>().map(Hash::digest).unwrap_or_default(),
        ))
    }),
];

/// The module `hashlib`.
pub(super) fn module(_interpreter: &mut Interpreter) -> Module {
    let module = Module::new("hashlib");
    functions(
        &module,
        &[
            ("md5", HASHED, |py, a| one_of(py, "md5", a)),
            ("sha1", HASHED, |py, a| one_of(py, "sha1", a)),
            ("sha224", HASHED, |py, a| one_of(py, "sha224", a)),
            ("sha256", HASHED, |py, a| one_of(py, "sha256", a)),
            ("sha384", HASHED, |py, a| one_of(py, "sha384", a)),
            ("sha512", HASHED, |py, a| one_of(py, "sha512", a)),
            (
                "pbkdf2_hmac",
                "hash_name, password, salt, iterations, dklen=None",
                pbkdf2_hmac,
            ),
            ("new", "name, data=b'', **kwargs", |py, mut a| {
                let name = a.take("name").and_then(|it| it.as_text());
                let name = name.unwrap_or_default().to_lowercase();
                let data = a.take("data").unwrap_or_else(|| Value::bytes(Vec::new()));
                if let Some(known) = SIZES.iter().find(|(known, ..)| *known == name) {
                    return make(py, known.0, &data);
                }
                let others = ["sha3_", "shake_", "blake2"];
                if others.iter().any(|it| name.starts_with(it)) {
                    return Err(py.unsupported(&format!("hashlib.new('{name}')")));
                }
                Err(py.value_error(format!("unsupported hash type {name}")))
            }),
        ],
    );
    module
}

fn one_of(
    interpreter: &mut Interpreter,
    name: &'static str,
    mut arguments: Bound,
) -> PyResult<Value> {
    let data = arguments.take("string");
    let data = data.unwrap_or_else(|| Value::bytes(Vec::new()));
    make(interpreter, name, &data)
}

fn make(interpreter: &mut Interpreter, name: &'static str, data: &Value) -> PyResult<Value> {
    let bytes = bytes_of(interpreter, data)?;
    let class = interpreter.class_builder("HASH", "_hashlib").build();
    methods(&class, METHODS);
    Ok(instance(
        &class,
        Hash {
            name,
            bytes: RefCell::new(bytes),
        },
    ))
}

fn bytes_of(interpreter: &Interpreter, data: &Value) -> PyResult<Vec<u8>> {
    if let Some(bytes) = bytes_like(data) {
        return Ok(bytes.to_vec());
    }
    match data.unboxed() {
        Value::Str(_) => Err(interpreter.type_error("Strings must be encoded before hashing")),
        _ => Err(interpreter.type_error("object supporting the buffer API required")),
    }
}

/// The MD5 digest.
pub(super) fn md5(bytes: &[u8]) -> [u8; 16] {
    Md5::digest(bytes).into()
}

/// The SHA-1 digest, by FIPS 180-4.
pub(super) fn sha1(bytes: &[u8]) -> [u8; 20] {
    let mut state: [u32; 5] = [
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    for block in padded(bytes).chunks_exact(64) {
        let mut words: Vec<u32> = block
            .chunks_exact(4)
            .map(|four| {
                four.iter()
                    .fold(0, |word, byte| (word << 8) | u32::from(*byte))
            })
            .collect();
        for at in 16..80 {
            let word = words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16];
            words.push(word.rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (at, word) in words.iter().enumerate() {
            let (mixed, constant): (u32, u32) = match at / 20 {
                0 => ((b & c) | (!b & d), 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6),
            };
            let next = a
                .rotate_left(5)
                .wrapping_add(mixed)
                .wrapping_add(e)
                .wrapping_add(constant)
                .wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (word, value) in state.iter_mut().zip([a, b, c, d, e]) {
            *word = word.wrapping_add(value);
        }
    }
    let mut digest = [0; 20];
    for (out, word) in digest.chunks_exact_mut(4).zip(state) {
        out.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

/// The message with its length, filled up to whole blocks.
fn padded(bytes: &[u8]) -> Vec<u8> {
    let mut message = bytes.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend_from_slice(&(bytes.len() as u64 * 8).to_be_bytes());
    message
}

/// The SHA-256 digest, by FIPS 180-4.
fn sha256(bytes: &[u8]) -> [u8; 32] {
    sha256_from(SHA256, bytes)
}

/// The SHA-224 digest: SHA-256 that begins with other words, cut.
fn sha224(bytes: &[u8]) -> Vec<u8> {
    // The later half of what SHA-384 begins with.
    let state = sha512::sha384_start().map(|word| word as u32);
    let mut digest = sha256_from(state, bytes).to_vec();
    digest.truncate(28);
    digest
}

fn sha256_from(mut state: [u32; 8], bytes: &[u8]) -> [u8; 32] {
    let constants = round_constants();
    for block in padded(bytes).chunks_exact(64) {
        sha256_block(&mut state, &words_of(block), &constants);
    }
    bytes_of_words(&state)
}

/// What SHA-256 begins with.
const SHA256: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

fn words_of(block: &[u8]) -> [u32; 16] {
    let mut words = [0; 16];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes
            .iter()
            .fold(0, |word, byte| (word << 8) | u32::from(*byte));
    }
    words
}

fn bytes_of_words(state: &[u32; 8]) -> [u8; 32] {
    let mut digest = [0; 32];
    for (out, word) in digest.chunks_exact_mut(4).zip(state) {
        out.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

/// A password is a million pairs of these: no bounds are checked, and of the 64 words only the last
/// 16 are kept.
fn sha256_block(state: &mut [u32; 8], block: &[u32; 16], constants: &[u32; 64]) {
    let mut words = *block;
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (at, constant) in constants.iter().enumerate() {
        if at >= 16 {
            let (early, late) = (words[(at + 1) & 15], words[(at + 14) & 15]);
            let low = early.rotate_right(7) ^ early.rotate_right(18) ^ (early >> 3);
            let high = late.rotate_right(17) ^ late.rotate_right(19) ^ (late >> 10);
            words[at & 15] = words[at & 15]
                .wrapping_add(low)
                .wrapping_add(words[(at + 9) & 15])
                .wrapping_add(high);
        }
        let high = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = (e & f) ^ (!e & g);
        let first = h
            .wrapping_add(high)
            .wrapping_add(choice)
            .wrapping_add(*constant)
            .wrapping_add(words[at & 15]);
        let low = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let second = low.wrapping_add((a & b) ^ (a & c) ^ (b & c));
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(second));
    }
    for (word, value) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(value);
    }
}

/// Steps that count as many iterations as this do one.
const ITERATIONS_A_STEP: usize = 10;

fn pbkdf2_hmac(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let name = arguments.take("hash_name").and_then(|it| it.as_text());
    if name.as_deref() != Some("sha256") {
        let name = name.unwrap_or_default();
        return Err(interpreter.unsupported(&format!("hashlib.pbkdf2_hmac('{name}')")));
    }
    let password = bytes_of(interpreter, &arguments.take_or_none("password"))?;
    let salt = bytes_of(interpreter, &arguments.take_or_none("salt"))?;
    let mut positive = |name: &str| {
        let value = arguments.take(name).and_then(|it| it.as_i64());
        value.map(|it| usize::try_from(it).unwrap_or(0))
    };
    let (iterations, length) = (positive("iterations"), positive("dklen"));
    let iterations = iterations.unwrap_or(0);
    if iterations == 0 {
        return Err(interpreter.value_error("iteration value must be greater than 0."));
    }
    let length = length.unwrap_or(32);
    if length == 0 {
        return Err(interpreter.value_error("key length must be greater than 0."));
    }
    let blocks = length.div_ceil(32);
    interpreter.charge(iterations.saturating_mul(blocks) / ITERATIONS_A_STEP)?;
    interpreter.check_size(length)?;
    let hmac = Hmac::new(&password);
    let mut key: Vec<u8> = (1..=blocks as u32)
        .flat_map(|number| bytes_of_words(&hmac.stretched(&salt, number, iterations)))
        .collect();
    key.truncate(length);
    Ok(Value::bytes(key))
}

/// HMAC-SHA-256 with a key whose two blocks have been hashed.
struct Hmac {
    constants: [u32; 64],
    inner: [u32; 8],
    outer: [u32; 8],
}

impl Hmac {
    fn new(key: &[u8]) -> Self {
        let constants = round_constants();
        let mut block = [0; 64];
        match key.len() {
            0..=64 => block[..key.len()].copy_from_slice(key),
            _ => block[..32].copy_from_slice(&sha256(key)),
        }
        let keyed = |mask: u32| {
            let mut state = SHA256;
            let block = words_of(&block).map(|word| word ^ mask);
            sha256_block(&mut state, &block, &constants);
            state
        };
        let (inner, outer) = (keyed(0x3636_3636), keyed(0x5c5c_5c5c));
        Self {
            constants,
            inner,
            outer,
        }
    }

    /// A block of PBKDF2: the exclusive or of the iterations.
    fn stretched(&self, salt: &[u8], number: u32, iterations: usize) -> [u32; 8] {
        let mut message = vec![0; 64];
        message.extend_from_slice(salt);
        message.extend_from_slice(&number.to_be_bytes());
        let mut state = self.inner;
        // The key's block is hashed, but it counts in the length.
        for block in padded(&message)[64..].chunks_exact(64) {
            sha256_block(&mut state, &words_of(block), &self.constants);
        }
        let mut last = self.hashed(&self.outer, &state);
        let mut result = last;
        for _ in 1..iterations {
            last = self.hashed(&self.outer, &self.hashed(&self.inner, &last));
            for (word, mixed) in result.iter_mut().zip(last) {
                *word ^= mixed;
            }
        }
        result
    }

    /// The hash of the key's block and of a digest, which fill one block with their length.
    fn hashed(&self, keyed: &[u32; 8], digest: &[u32; 8]) -> [u32; 8] {
        let mut block = [0; 16];
        block[..8].copy_from_slice(digest);
        (block[8], block[15]) = (1 << 31, (64 + 32) * 8);
        let mut state = *keyed;
        sha256_block(&mut state, &block, &self.constants);
        state
    }
}

/// The fractional parts of the cube roots of the first 64 primes.
fn round_constants() -> [u32; 64] {
    let mut constants = [0; 64];
    let primes = (2_u64..).filter(|number| (2..*number).all(|divisor| number % divisor != 0));
    for (constant, prime) in constants.iter_mut().zip(primes) {
        // The integer cube root of prime * 2^96 has 32 fractional bits.
        let target = u128::from(prime) << 96;
        let (mut low, mut high) = (0_u128, 1_u128 << 36);
        while low + 1 < high {
            let middle = u128::midpoint(low, high);
            if middle * middle * middle <= target {
                low = middle;
            } else {
                high = middle;
            }
        }
        *constant = (low & 0xffff_ffff) as u32;
    }
    constants
}

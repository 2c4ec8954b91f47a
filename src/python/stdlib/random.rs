//! `random` and `secrets`. What is not seeded draws from the deterministic source: the same program
//! always draws the same. What is seeded draws as CPython does.

use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::{BigInt, BigUint};

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::{Constructor, functions};
use crate::python::value::{Module, Value};

/// Numbers that CPython's generator keeps, and how far apart those that it mixes are.
const SIZE: usize = 624;
const DISTANCE: usize = 397;

/// The module `random`: its generator. What draws from it is written in Python.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let class = interpreter
        .class_builder("Source", "_random")
        .native(Rc::new(Constructor(|_, class, _| {
            Ok(super::instance(class, RefCell::new(Twister::default())))
        })))
        .method("random", |py, arguments| {
            source(py, &arguments)?.borrow_mut().random()
        })
        .method("getrandbits", |py, arguments| bits(py, &arguments))
        .method("seed", |py, arguments| {
            let words = words(py, arguments.positional.get(1))?;
            source(py, &arguments)?.borrow_mut().seed(&words);
            Ok(Value::None)
        })
        .method("draw_seed", |py, _| {
            Ok(Value::big(BigInt::from(py.random_u64())))
        })
        .method("get", |py, arguments| {
            let twister = source(py, &arguments)?.borrow();
            let words = twister.words.iter().map(|word| i64::from(*word));
            let at = i64::try_from(twister.at).unwrap_or_default();
            Ok(Value::tuple(words.chain([at]).map(Value::Int).collect()))
        })
        .method("set", |py, arguments| {
            let mut words = words(py, arguments.positional.get(1))?;
            let at = words.pop().unwrap_or_default();
            let at = usize::try_from(at).unwrap_or(SIZE).min(SIZE);
            let mut twister = source(py, &arguments)?.borrow_mut();
            words.resize(SIZE, 0);
            *twister = Twister { words, at };
            Ok(Value::None)
        })
        .build();
    let module = Module::new("random");
    module.set("_Source", Value::Class(class));
    module
}

/// What `random.random()` draws, for whoever is no Python code.
///
/// # Errors
///
/// What importing the module raises.
pub fn shared(interpreter: &mut Interpreter) -> PyResult<Option<Rc<dyn Fn() -> f64>>> {
    let module = Value::Module(interpreter.import_module("random")?);
    let Value::BoundMethod(drawing) = interpreter.get_attribute(&module, "random")? else {
        return Ok(None);
    };
    let source = interpreter.get_attribute(&drawing.receiver, "_source")?;
    if source.native::<RefCell<Twister>>().is_none() {
        return Ok(None);
    }
    Ok(Some(Rc::new(move || {
        let twister = source.native::<RefCell<Twister>>();
        twister.map_or(0.0, |it| it.borrow_mut().next_float())
    })))
}

/// The Mersenne Twister MT19937.
#[derive(Default)]
struct Twister {
    words: Vec<u32>,
    at: usize,
}

impl NativeObject for RefCell<Twister> {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl Twister {
    /// Begins anew from the words of a key.
    fn seed(&mut self, key: &[u32]) {
        let key = if key.is_empty() { &[0][..] } else { key };
        let mut words = vec![19_650_218_u32];
        for at in 1..SIZE {
            let before = words.last().copied().unwrap_or_default();
            words.push(folded(before, 1_812_433_253).wrapping_add(at as u32));
        }
        let (mut at, mut key_at) = (1, 0);
        for _ in 0..SIZE.max(key.len()) {
            let mixed = words[at] ^ folded(words[at - 1], 1_664_525);
            words[at] = mixed.wrapping_add(key[key_at]).wrapping_add(key_at as u32);
            at = next_place(&mut words, at);
            key_at = (key_at + 1) % key.len();
        }
        for _ in 1..SIZE {
            let mixed = words[at] ^ folded(words[at - 1], 1_566_083_941);
            words[at] = mixed.wrapping_sub(at as u32);
            at = next_place(&mut words, at);
        }
        words[0] = 1 << 31;
        *self = Self { words, at: SIZE };
    }

    /// The next 32 bits.
    fn next(&mut self) -> u32 {
        self.words.resize(SIZE, 0);
        if self.at >= SIZE {
            for at in 0..SIZE {
                let joined =
                    (self.words[at] & (1 << 31)) | (self.words[(at + 1) % SIZE] & 0x7fff_ffff);
                let odd = (joined & 1) * 0x9908_b0df;
                self.words[at] = self.words[(at + DISTANCE) % SIZE] ^ (joined >> 1) ^ odd;
            }
            self.at = 0;
        }
        let mut word = self.words[self.at];
        self.at += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// A float of 53 bits from 0 to 1.
    fn random(&mut self) -> PyResult<Value> {
        Ok(Value::Float(self.next_float()))
    }

    fn next_float(&mut self) -> f64 {
        let (high, low) = (self.next() >> 5, self.next() >> 6);
        let number = f64::from(high) * 67_108_864.0 + f64::from(low);
        number / 9_007_199_254_740_992.0
    }
}

/// A step of how the words are spread when they are seeded.
fn folded(word: u32, factor: u32) -> u32 {
    (word ^ (word >> 30)).wrapping_mul(factor)
}

/// The place after this one; from the last one goes on to the second.
fn next_place(words: &mut [u32], at: usize) -> usize {
    if at + 1 < SIZE {
        return at + 1;
    }
    words[0] = words[SIZE - 1];
    1
}

fn source<'a>(
    interpreter: &Interpreter,
    arguments: &'a Arguments,
) -> PyResult<&'a RefCell<Twister>> {
    let this = arguments.positional.first();
    this.and_then(|this| this.native::<RefCell<Twister>>())
        .ok_or_else(|| interpreter.type_error("the receiver is no source of random numbers"))
}

/// The words of a list.
fn words(interpreter: &mut Interpreter, value: Option<&Value>) -> PyResult<Vec<u32>> {
    let items = interpreter.iterate(value.unwrap_or(&Value::None))?;
    let word = |item: &Value| item.as_i64().and_then(|number| u32::try_from(number).ok());
    let words: Option<Vec<u32>> = items.iter().map(word).collect();
    words.ok_or_else(|| interpreter.value_error("state values must be of 32 bits"))
}

/// `getrandbits(k)`: an integer, its lowest 32 bits first.
fn bits(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let count = arguments.positional.get(1).cloned().unwrap_or(Value::None);
    let count = interpreter.index_argument(&count)?;
    let Ok(mut left) = usize::try_from(count) else {
        return Err(interpreter.value_error("number of bits must be non-negative"));
    };
    interpreter.charge(left / 32)?;
    interpreter.check_size(left / 8)?;
    let mut twister = source(interpreter, arguments)?.borrow_mut();
    let mut words = Vec::new();
    while left > 0 {
        let word = twister.next();
        words.push(if left < 32 { word >> (32 - left) } else { word });
        left = left.saturating_sub(32);
    }
    Ok(Value::big(BigInt::from(BigUint::new(words))))
}

/// The module `secrets`.
pub(super) fn secrets(_interpreter: &mut Interpreter) -> Module {
    let module = Module::new("secrets");
    functions(
        &module,
        &[
            ("choice", "seq", choice),
            ("randbelow", "exclusive_upper_bound", |py, mut a| {
                let bound = a
                    .take("exclusive_upper_bound")
                    .and_then(|it| it.as_i64())
                    .unwrap_or(0);
                if bound <= 0 {
                    return Err(py.value_error("Upper bound must be positive."));
                }
                Ok(Value::Int(below(py, bound as u64) as i64))
            }),
        ],
    );
    module
}

fn below(interpreter: &mut Interpreter, bound: u64) -> u64 {
    interpreter.random_u64() % bound.max(1)
}

fn choice(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let sequence = arguments.take_or_none("seq");
    let length = interpreter.length(&sequence)?;
    if length == 0 {
        return Err(interpreter.raise("IndexError", "Cannot choose from an empty sequence"));
    }
    let at = below(interpreter, length as u64);
    interpreter.get_item(&sequence, &Value::Int(at as i64))
}

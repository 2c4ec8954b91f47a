//! `base64`: the standard alphabet.

use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::functions;
use crate::python::types::byte_array::bytes_like;
use crate::python::value::{Module, Value};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The module `base64`.
pub(super) fn module(_interpreter: &mut Interpreter) -> Module {
    let module = Module::new("base64");
    functions(
        &module,
        &[
            ("b64encode", "s, altchars=None", encode),
            ("standard_b64encode", "s", encode),
        ],
    );
    module
}

fn encode(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let value = arguments.take_or_none("s");
    let Some(bytes) = bytes_like(&value) else {
        let found = interpreter.type_name(&value);
        let message = format!("a bytes-like object is required, not '{found}'");
        return Err(interpreter.type_error(message));
    };
    let mut alphabet = *ALPHABET;
    let others = arguments.take_or_none("altchars");
    match others.unboxed() {
        Value::None => {}
        Value::Bytes(others) if others.len() == 2 => alphabet[62..].copy_from_slice(others),
        _ => {
            let shown = interpreter.repr(&others)?;
            return Err(interpreter.raise("AssertionError", shown.to_string()));
        }
    }
    interpreter.check_size(bytes.len() / 3 * 4)?;
    let mut text = Vec::with_capacity(bytes.len() / 3 * 4 + 4);
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = (at(0) << 16) | (at(1) << 8) | at(2);
        for digit in 0..4 {
            let sextet = (bits >> (18 - 6 * digit)) & 63;
            let is_there = digit <= three.len();
            text.push(if is_there {
                alphabet[sextet as usize]
            } else {
                b'='
            });
        }
    }
    Ok(Value::bytes(text))
}

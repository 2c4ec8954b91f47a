//! `uuid`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::{Constructor, functions, instance};
use crate::python::value::{Class, HashKey, Module, Value};

/// `uuid.UUID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uuid(pub u128);

impl std::fmt::Display for Uuid {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hex = format!("{:032x}", self.0);
        let parts = [
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..],
        ];
        formatter.write_str(&parts.join("-"))
    }
}

/// The module's names for the variants, and what they are.
const VARIANTS: [(&str, &str); 4] = [
    ("RESERVED_NCS", "reserved for NCS compatibility"),
    ("RFC_4122", "specified in RFC 4122"),
    ("RESERVED_MICROSOFT", "reserved for Microsoft compatibility"),
    ("RESERVED_FUTURE", "reserved for future definition"),
];

/// The parts of a UUID: where each begins, in bits from the last, and how many it has.
const FIELDS: [(&str, u32, u32); 6] = [
    ("time_low", 96, 32),
    ("time_mid", 80, 16),
    ("time_hi_version", 64, 16),
    ("clock_seq_hi_variant", 56, 8),
    ("clock_seq_low", 48, 8),
    ("node", 0, 48),
];

impl Uuid {
    fn field(&self, index: usize) -> i64 {
        let (_, start, bits) = FIELDS.get(index).copied().unwrap_or_default();
        ((self.0 >> start) & ((1 << bits) - 1)) as i64
    }
}

/// The bytes with those of the first three parts turned around, as Microsoft writes them; and back.
fn little_end_first(mut bytes: [u8; 16]) -> [u8; 16] {
    bytes[..4].reverse();
    bytes[4..6].reverse();
    bytes[6..8].reverse();
    bytes
}

impl NativeObject for Uuid {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "hex" => Value::str(format!("{:032x}", self.0)),
            "int" => Value::big(self.0.into()),
            "bytes" => Value::bytes(self.0.to_be_bytes().to_vec()),
            "urn" => Value::str(format!("urn:uuid:{self}")),
            // Only the variant of RFC 4122 has versions.
            "version" if (self.0 >> 62) & 3 == 2 => Value::Int(((self.0 >> 76) & 0xf) as i64),
            "version" => Value::None,
            "variant" => {
                let [ncs, rfc, microsoft, future] = VARIANTS.map(|(_, text)| text);
                Value::str(match (self.0 >> 61) & 7 {
                    0..=3 => ncs,
                    4 | 5 => rfc,
                    6 => microsoft,
                    _ => future,
                })
            }
            "fields" => {
                let parts = (0..6).map(|index| Value::Int(self.field(index)));
                Value::tuple(parts.collect())
            }
            "bytes_le" => Value::bytes(little_end_first(self.0.to_be_bytes()).to_vec()),
            "time" => {
                let high = (self.field(2) & 0x0fff) << 48;
                Value::Int(high | (self.field(1) << 32) | self.field(0))
            }
            "clock_seq" => Value::Int(((self.field(3) & 0x3f) << 8) | self.field(4)),
            _ => {
                let index = FIELDS.iter().position(|(field, ..)| *field == name)?;
                Value::Int(self.field(index))
            }
        })
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        _name: &str,
        _value: &Value,
    ) -> Option<PyResult<()>> {
        Some(Err(interpreter.type_error("UUID objects are immutable")))
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!("UUID('{self}')")))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.to_string()))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other.native::<Self>().map(|other| other == self)
    }

    fn compare(&self, other: &Value) -> Option<std::cmp::Ordering> {
        other.native::<Self>().map(|other| self.cmp(other))
    }

    fn hash_key(&self) -> Option<HashKey> {
        Some(HashKey::Native(
            "uuid",
            Box::new(HashKey::BigInt(self.0.into())),
        ))
    }
}

/// The module `uuid`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let class = interpreter
        .class_builder("UUID", "uuid")
        .native(Rc::new(Constructor(construct)))
        .method("__int__", |py, arguments| {
            let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
            py.get_attribute(&receiver, "int")
        })
        .build();
    let module = Module::new("uuid");
    const NAMESPACES: &[(&str, u128)] = &[
        ("NAMESPACE_DNS", 0x6ba7_b810_9dad_11d1_80b4_00c0_4fd4_30c8),
        ("NAMESPACE_URL", 0x6ba7_b811_9dad_11d1_80b4_00c0_4fd4_30c8),
        ("NAMESPACE_OID", 0x6ba7_b812_9dad_11d1_80b4_00c0_4fd4_30c8),
        ("NAMESPACE_X500", 0x6ba7_b814_9dad_11d1_80b4_00c0_4fd4_30c8),
    ];
    for (name, number) in NAMESPACES {
        module.set(name, instance(&class, Uuid(*number)));
    }
    for (name, text) in VARIANTS {
        module.set(name, Value::str(text));
    }
    functions(
        &module,
        &[
            ("uuid4", "", |py, _| Ok(py.random_uuid(4))),
            ("uuid1", "node=None, clock_seq=None", |py, _| {
                Ok(py.random_uuid(1))
            }),
            ("uuid3", "namespace, name", |py, a| {
                named(py, a, 3, |bytes| super::hashlib::md5(bytes).to_vec())
            }),
            ("uuid5", "namespace, name", |py, a| {
                named(py, a, 5, |bytes| super::hashlib::sha1(bytes).to_vec())
            }),
        ],
    );
    module.with_class(&class)
}

fn construct(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    let signature = Signature::new(
        "UUID.__init__",
        "hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None",
    );
    let mut bound = signature.bind(interpreter, arguments)?;
    let given = ["hex", "bytes", "bytes_le", "fields", "int"];
    let [hex, bytes, swapped, fields, int] = given.map(|name| bound.take_or_none(name));
    let count = [&hex, &bytes, &swapped, &fields, &int];
    if count.iter().filter(|it| !it.is_none()).count() > 1 {
        let message = "one of the hex, bytes, bytes_le, fields, or int arguments must be given";
        return Err(interpreter.type_error(message));
    }
    let number = match (&hex, &bytes, int.as_bigint()) {
        (Value::None, Value::None, _) if !swapped.is_none() => match swapped.unboxed() {
            Value::Bytes(bytes) if bytes.len() == 16 => {
                let bytes = <[u8; 16]>::try_from(&**bytes).unwrap_or_default();
                u128::from_be_bytes(little_end_first(bytes))
            }
            _ => return Err(interpreter.value_error("bytes_le is not a 16-char string")),
        },
        (Value::None, Value::None, _) if !fields.is_none() => of_fields(interpreter, &fields)?,
        (Value::None, Value::Bytes(bytes), _) => match <[u8; 16]>::try_from(&**bytes) {
            Ok(bytes) => u128::from_be_bytes(bytes),
            Err(_) => return Err(interpreter.value_error("bytes is not a 16-char string")),
        },
        (Value::None, _, Some(int)) => match u128::try_from(&int) {
            Ok(number) => number,
            Err(_) => {
                return Err(interpreter.value_error("int is out of range (need a 128-bit value)"));
            }
        },
        (Value::None, ..) => {
            let message = "one of the hex, bytes, bytes_le, fields, or int arguments must be given";
            return Err(interpreter.type_error(message));
        }
        (hex, ..) => {
            let Some(text) = hex.as_str() else {
                let found = interpreter.operand_name(hex);
                let message = format!("'{found}' object has no attribute 'replace'");
                return Err(interpreter.attribute_error(message));
            };
            let digits = hex_digits(text);
            if digits.chars().count() != 32 {
                return Err(interpreter.value_error("badly formed hexadecimal UUID string"));
            }
            match u128::from_str_radix(&digits, 16) {
                Ok(number) => number,
                Err(_) => {
                    let shown = crate::python::text::string_repr(&digits);
                    let message = format!("invalid literal for int() with base 16: {shown}");
                    return Err(interpreter.value_error(message));
                }
            }
        }
    };
    let number = match bound.take("version").and_then(|it| it.as_i64()) {
        Some(version) if !(1..=5).contains(&version) => {
            return Err(interpreter.value_error("illegal version number"));
        }
        Some(version) => with_version(number, u128::try_from(version).unwrap_or(4)),
        None => number,
    };
    Ok(instance(class, Uuid(number)))
}

fn hex_digits(text: &str) -> String {
    let hex = text.replace("urn:", "").replace("uuid:", "");
    hex.trim_matches(['{', '}']).replace('-', "")
}

fn of_fields(interpreter: &mut Interpreter, fields: &Value) -> PyResult<u128> {
    let parts = interpreter.iterate(fields)?;
    if parts.len() != FIELDS.len() {
        return Err(interpreter.value_error("fields is not a 6-tuple"));
    }
    let mut number = 0;
    for (index, (part, (_, start, bits))) in parts.iter().zip(FIELDS).enumerate() {
        let part = interpreter.index_argument(part)?;
        if part < 0 || part >> bits != 0 {
            let message = format!("field {} out of range (need a {bits}-bit value)", index + 1);
            return Err(interpreter.value_error(message));
        }
        number |= u128::from(part.cast_unsigned()) << start;
    }
    Ok(number)
}

fn with_version(number: u128, version: u128) -> u128 {
    let variant = (number & !(0xc000_u128 << 48)) | (0x8000_u128 << 48);
    (variant & !(0xf000_u128 << 64)) | (version << 76)
}

/// A UUID of the first 16 bytes of what a hash makes of a namespace and a name in it.
fn named(
    interpreter: &mut Interpreter,
    mut arguments: Bound,
    version: u128,
    hash: fn(&[u8]) -> Vec<u8>,
) -> PyResult<Value> {
    let namespace = arguments.take_or_none("namespace");
    let name = arguments.take_or_none("name");
    let Some(Uuid(number)) = namespace.native::<Uuid>().copied() else {
        let found = interpreter.operand_name(&namespace);
        let message = format!("'{found}' object has no attribute 'bytes'");
        return Err(interpreter.attribute_error(message));
    };
    let Some(name) = name.as_str() else {
        return Err(interpreter.type_error("encoding without a string argument"));
    };
    let mut bytes = number.to_be_bytes().to_vec();
    bytes.extend_from_slice(name.as_bytes());
    let digest = hash(&bytes);
    let number = digest
        .iter()
        .take(16)
        .fold(0, |number: u128, byte| (number << 8) | u128::from(*byte));
    Ok(instance(
        &interpreter.library_class("uuid", "UUID"),
        Uuid(with_version(number, version)),
    ))
}

impl Interpreter {
    /// A `uuid.UUID`.
    pub fn uuid(&mut self, uuid: Uuid) -> Value {
        instance(&self.library_class("uuid", "UUID"), uuid)
    }

    /// A UUID from the deterministic source.
    fn random_uuid(&mut self, version: u128) -> Value {
        let number = (u128::from(self.random_u64()) << 64) | u128::from(self.random_u64());
        self.uuid(Uuid(with_version(number, version)))
    }

    /// The next number of the deterministic source: SplitMix64.
    pub(in crate::python) fn random_u64(&mut self) -> u64 {
        self.counters.random = self.counters.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.counters.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

//! `re.RegexFlag`.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeClass, NativeObject, UnaryOperator};
use crate::python::stdlib::instance;
use crate::python::value::{Class, HashKey, Instance, Value};

/// `re.RegexFlag`: a set of flags by their bits.
pub struct RegexFlag(pub i64);

/// Bit, name and short name, in CPython's order.
pub(super) const FLAGS: &[(i64, &str, &str)] = &[
    (256, "ASCII", "A"),
    (2, "IGNORECASE", "I"),
    (4, "LOCALE", "L"),
    (32, "UNICODE", "U"),
    (8, "MULTILINE", "M"),
    (16, "DOTALL", "S"),
    (64, "VERBOSE", "X"),
    (1, "TEMPLATE", "T"),
    (128, "DEBUG", "DEBUG"),
];

/// `re.IGNORECASE|re.DOTALL`.
pub fn flag_names(bits: i64) -> String {
    let mut known: Vec<&(i64, &str, &str)> =
        FLAGS.iter().filter(|(bit, ..)| bits & bit != 0).collect();
    known.sort_by_key(|(bit, ..)| *bit);
    let names: Vec<String> = known
        .iter()
        .map(|(_, name, _)| format!("re.{name}"))
        .collect();
    names.join("|")
}

/// `re.RegexFlag` as an enumeration: `RegexFlag["IGNORECASE"]`, `RegexFlag(2)`.
pub(super) struct RegexFlagClass;

impl NativeClass for RegexFlagClass {
    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }

    fn class_call(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        match arguments.positional.first().and_then(flag_bits) {
            Some(bits) => Ok(Some(instance(class, RegexFlag(bits)))),
            None => Err(interpreter
                .type_error("EnumType.__call__() missing 1 required positional argument: 'value'")),
        }
    }

    fn class_item(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        key: &Value,
    ) -> Option<PyResult<Value>> {
        let named = FLAGS
            .iter()
            .find(|(_, name, _)| key.as_str() == Some(*name));
        Some(match (named, interpreter.repr(key)) {
            (Some((bits, ..)), _) => Ok(instance(class, RegexFlag(*bits))),
            (None, Ok(key)) => Err(interpreter.raise("KeyError", key.to_string())),
            (None, Err(error)) => Err(error),
        })
    }
}

impl NativeObject for RegexFlag {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "value" | "_value_" => Some(Value::Int(self.0)),
            "name" | "_name_" => Some(Value::str(flag_names(self.0).replace("re.", ""))),
            _ => None,
        }
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(if self.0 == 0 {
            "re.NOFLAG".to_owned()
        } else {
            flag_names(self.0)
        }))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(if self.0 == 0 {
            "re.NOFLAG".to_owned()
        } else {
            flag_names(self.0)
        }))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        flag_bits(other).map(|bits| bits == self.0)
    }

    fn hash_key(&self) -> Option<HashKey> {
        Some(HashKey::Int(self.0))
    }

    fn truth(&self) -> Option<bool> {
        Some(self.0 != 0)
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        _this: &Value,
        other: &Value,
        _reflected: bool,
    ) -> Option<PyResult<Value>> {
        let other = flag_bits(other)?;
        let bits = match operator {
            BinaryOperator::BitOr => self.0 | other,
            BinaryOperator::BitAnd => self.0 & other,
            BinaryOperator::BitXor => self.0 ^ other,
            _ => return None,
        };
        Some(Ok(interpreter.regex_flag(bits)))
    }

    fn unary(
        &self,
        interpreter: &mut Interpreter,
        operator: UnaryOperator,
        _this: &Value,
    ) -> Option<PyResult<Value>> {
        (operator == UnaryOperator::Invert).then(|| Ok(interpreter.regex_flag(!self.0 & 511)))
    }
}

/// The bits of a flag, which may be a plain integer.
pub fn flag_bits(value: &Value) -> Option<i64> {
    value
        .native::<RegexFlag>()
        .map(|flag| flag.0)
        .or_else(|| value.as_i64())
}

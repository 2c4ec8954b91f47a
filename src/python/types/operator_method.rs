//! The operators as methods: `type.__add__(value, …)`.

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, UnaryOperator};
use crate::python::value::Value;

const ROUNDING: &[&str] = &[
    "__divmod__",
    "__rdivmod__",
    "__reversed__",
    "__round__",
    "__trunc__",
    "__floor__",
    "__ceil__",
];

/// Whether the built-in type of the first compares itself with the second.
fn are_comparable(receiver: &Value, other: &Value) -> bool {
    use Value as V;
    match receiver {
        V::Int(_) | V::BigInt(_) | V::Bool(_) => {
            matches!(other, V::Int(_) | V::BigInt(_) | V::Bool(_))
        }
        V::Float(_) => matches!(other, V::Int(_) | V::BigInt(_) | V::Bool(_) | V::Float(_)),
        V::Str(_) => matches!(other, V::Str(_)),
        V::Bytes(_) => matches!(other, V::Bytes(_)),
        V::List(_) => matches!(other, V::List(_)),
        V::Tuple(_) => matches!(other, V::Tuple(_)),
        V::Dict(_) => matches!(other, V::Dict(_)),
        V::Set(_) | V::FrozenSet(_) => matches!(other, V::Set(_) | V::FrozenSet(_)),
        V::Range(..) => matches!(other, V::Range(..)),
        _ => true,
    }
}

impl Interpreter {
    /// `type.__add__(value, …)` and its like on a built-in value.
    pub(super) fn operator_method(
        &mut self,
        name: &str,
        receiver: &Value,
        arguments: &[Value],
    ) -> PyResult<Value> {
        let other = arguments.first().cloned().unwrap_or(Value::None);
        if let Some(result) = self.binary_method(name, receiver, &other)? {
            return Ok(result);
        }
        Ok(match name {
            "__len__" => Value::Int(self.length(receiver)? as i64),
            "__iter__" => self.iterator(receiver)?,
            "__contains__" => Value::Bool(self.contains(receiver, &other)?),
            "__getitem__" => self.get_item(receiver, &other)?,
            "__setitem__" => {
                self.set_item(
                    receiver,
                    &other,
                    arguments.get(1).cloned().unwrap_or(Value::None),
                )?;
                Value::None
            }
            "__delitem__" => {
                self.delete_item(receiver, &other)?;
                Value::None
            }
            "__repr__" => Value::Str(self.repr(receiver)?),
            "__str__" => Value::Str(self.str(receiver)?),
            "__format__" => Value::Str(self.format(receiver, other.as_str().unwrap_or_default())?),
            "__hash__" => self.hash_value(receiver)?,
            "__bool__" => Value::Bool(self.truthy(receiver)?),
            "__int__" | "__index__" | "__float__" => {
                let class = self.builtin(if name == "__float__" { "float" } else { "int" });
                let arguments = Arguments::positional(vec![receiver.clone()]);
                match class {
                    Some(class) => self.call(&Value::Class(class), arguments)?,
                    None => Value::None,
                }
            }
            "__neg__" => self.unary(UnaryOperator::Negative, receiver)?,
            "__pos__" => self.unary(UnaryOperator::Positive, receiver)?,
            "__invert__" => self.unary(UnaryOperator::Invert, receiver)?,
            "__abs__" => self.absolute(receiver)?,
            "__iadd__" => self.binary_in_place(BinaryOperator::Add, receiver, &other)?,
            "__imul__" => self.binary_in_place(BinaryOperator::Mul, receiver, &other)?,
            "__ior__" => self.binary_in_place(BinaryOperator::BitOr, receiver, &other)?,
            _ if ROUNDING.contains(&name) => self.rounding_method(name, receiver, arguments)?,
            _ => Value::NotImplemented,
        })
    }

    fn binary_method(
        &mut self,
        name: &str,
        receiver: &Value,
        other: &Value,
    ) -> PyResult<Option<Value>> {
        use crate::python::code::Comparison as C;
        let comparison = match name {
            "__eq__" => Some(C::Equal),
            "__ne__" => Some(C::NotEqual),
            "__lt__" => Some(C::Less),
            "__le__" => Some(C::LessEqual),
            "__gt__" => Some(C::Greater),
            "__ge__" => Some(C::GreaterEqual),
            _ => None,
        };
        if let Some(comparison) = comparison {
            if !are_comparable(receiver, other.unboxed()) {
                return Ok(Some(Value::NotImplemented));
            }
            let result = self.rich_compare(comparison, receiver, other.unboxed());
            return self.or_not_implemented(result).map(Some);
        }
        let reflected = name.starts_with("__r") && name != "__rshift__" && name != "__repr__";
        let plain = if reflected {
            name.replacen("__r", "__", 1)
        } else {
            name.to_owned()
        };
        let operator = match plain.as_str() {
            "__add__" => BinaryOperator::Add,
            "__sub__" => BinaryOperator::Sub,
            "__mul__" => BinaryOperator::Mul,
            "__truediv__" => BinaryOperator::Div,
            "__floordiv__" => BinaryOperator::FloorDiv,
            "__mod__" => BinaryOperator::Mod,
            "__pow__" => BinaryOperator::Pow,
            "__and__" => BinaryOperator::BitAnd,
            "__or__" => BinaryOperator::BitOr,
            "__xor__" => BinaryOperator::BitXor,
            "__lshift__" => BinaryOperator::LShift,
            "__rshift__" => BinaryOperator::RShift,
            _ => return Ok(None),
        };
        let (left, right) = if reflected {
            (other.unboxed(), receiver)
        } else {
            (receiver, other.unboxed())
        };
        let result = self.binary(operator, left, right);
        self.or_not_implemented(result).map(Some)
    }

    /// `divmod`, `reversed`, `round` and its like as methods.
    fn rounding_method(
        &mut self,
        name: &str,
        receiver: &Value,
        arguments: &[Value],
    ) -> PyResult<Value> {
        let other = arguments.first().cloned();
        let (function, mut passed) = match name {
            "__divmod__" | "__rdivmod__" => {
                let other = other.unwrap_or(Value::None);
                if other.unboxed().as_f64().is_none() && other.as_bigint().is_none() {
                    return Ok(Value::NotImplemented);
                }
                let both = vec![receiver.clone(), other];
                ("divmod", both)
            }
            "__reversed__" => ("reversed", vec![receiver.clone()]),
            "__round__" => (
                "round",
                std::iter::once(receiver.clone()).chain(other).collect(),
            ),
            name => {
                let name = name.trim_matches('_');
                let math = Value::Module(self.import_module("math")?);
                let function = self.get_attribute(&math, name)?;
                return self.call(&function, Arguments::positional(vec![receiver.clone()]));
            }
        };
        if name == "__rdivmod__" {
            passed.reverse();
        }
        let builtins = self.builtins.clone();
        let function = builtins.get(function).unwrap_or(Value::None);
        self.call(&function, Arguments::positional(passed))
    }

    fn or_not_implemented(&self, result: PyResult<Value>) -> PyResult<Value> {
        match result {
            Err(error) if error.is_builtin(self, "TypeError") && error.traceback.is_empty() => {
                Ok(Value::NotImplemented)
            }
            other => other,
        }
    }
}

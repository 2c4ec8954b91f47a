//! `template % values`, of text and of bytes.

use std::rc::Rc;

use num_bigint::{BigInt, Sign};

use super::Specification;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::text;
use crate::python::types::byte_array::bytes_like;
use crate::python::value::Value;

impl Interpreter {
    /// `template % values`.
    pub(in crate::python) fn percent_format(
        &mut self,
        template: &str,
        values: &Value,
    ) -> PyResult<String> {
        self.percent_with(template, values, false)
    }

    /// The same of bytes, which stand as the characters of their numbers.
    pub(in crate::python) fn percent_bytes(
        &mut self,
        template: &[u8],
        values: &Value,
    ) -> PyResult<Value> {
        let template: String = template.iter().map(|byte| char::from(*byte)).collect();
        let text = self.percent_with(&template, values, true)?;
        Ok(Value::bytes(
            text.chars().map(|it| it as u8).collect::<Vec<u8>>(),
        ))
    }

    fn percent_with(&mut self, template: &str, values: &Value, of_bytes: bool) -> PyResult<String> {
        let arguments = match values {
            Value::Tuple(items) => items.to_vec(),
            other => vec![other.clone()],
        };
        let is_mapping = !matches!(values, Value::Tuple(_) | Value::Str(_) | Value::Bytes(_))
            && (matches!(values.unboxed(), Value::Dict(_) | Value::List(_))
                || self.special(values, "__getitem__").is_some());
        let mut scanner = Percent {
            characters: template.chars().collect(),
            at: 0,
            arguments: arguments.into_iter(),
            used_mapping: false,
            of_bytes,
        };
        let mut output = String::new();
        while let Some(character) = scanner.next() {
            if character == '%' {
                if !of_bytes && let Some(plain) = scanner.plain() {
                    output.push_str(&plain);
                    self.check_size(output.len())?;
                    continue;
                }
                output.push_str(&self.percent_conversion(&mut scanner, values)?);
                self.check_size(output.len())?;
            } else {
                output.push(character);
            }
        }
        if !scanner.used_mapping && scanner.arguments.next().is_some() && !is_mapping {
            let kind = if of_bytes { "bytes" } else { "string" };
            let message = format!("not all arguments converted during {kind} formatting");
            return Err(self.type_error(message));
        }
        Ok(output)
    }

    fn percent_conversion(&mut self, scanner: &mut Percent, values: &Value) -> PyResult<String> {
        let mut keyed = None;
        if scanner.peek() == Some('(') {
            scanner.next();
            let Some(key) = scanner.key() else {
                return Err(self.value_error("incomplete format key"));
            };
            if !matches!(values.unboxed(), Value::Dict(_))
                && self.special(values, "__getitem__").is_none()
            {
                return Err(self.type_error("format requires a mapping"));
            }
            scanner.used_mapping = true;
            let key = match scanner.of_bytes {
                true => Value::bytes(key.chars().map(|it| it as u8).collect::<Vec<u8>>()),
                false => Value::str(key),
            };
            keyed = Some(self.get_item(values, &key)?);
        }
        let mut specification = Specification::default();
        let mut left = false;
        while let Some(flag @ ('-' | '+' | ' ' | '#' | '0')) = scanner.peek() {
            scanner.next();
            match flag {
                '-' => left = true,
                '#' => specification.alternate = true,
                '0' => specification.zero = true,
                ' ' if specification.sign == Some('+') => {}
                sign => specification.sign = Some(sign),
            }
        }
        if let Some(width) = self.percent_number(scanner)? {
            left |= width < 0;
            specification.width = usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX);
        }
        if scanner.peek() == Some('.') {
            scanner.next();
            let precision = self.percent_number(scanner)?.unwrap_or(0);
            specification.precision = Some(usize::try_from(precision).unwrap_or(0));
        }
        while let Some('h' | 'l' | 'L') = scanner.peek() {
            scanner.next();
        }
        self.check_size(
            specification
                .width
                .max(specification.precision.unwrap_or(0)),
        )?;
        let Some(kind) = scanner.next() else {
            return Err(self.value_error("incomplete format"));
        };
        if kind == '%' && scanner.characters.get(scanner.at.wrapping_sub(2)) == Some(&'%') {
            return Ok("%".to_owned());
        }
        let value = match keyed {
            Some(value) => value,
            None => self.percent_argument(scanner)?,
        };
        if left {
            (specification.align, specification.zero) = (Some('<'), false);
        }
        if scanner.of_bytes && matches!(kind, 's' | 'b' | 'r' | 'a' | 'c') {
            return self.percent_bytes_value(&value, kind, specification);
        }
        self.percent_value(&value, kind, specification, scanner.at)
    }

    /// What `%b` writes.
    fn bytes_of(&mut self, value: &Value) -> PyResult<Option<Rc<[u8]>>> {
        if let Some(bytes) = bytes_like(value) {
            return Ok(Some(bytes));
        }
        Ok(match self.call_special(value, "__bytes__", &[])? {
            Some(Value::Bytes(bytes)) => Some(bytes),
            _ => None,
        })
    }

    fn percent_bytes_value(
        &mut self,
        value: &Value,
        kind: char,
        mut specification: Specification,
    ) -> PyResult<String> {
        let shown: String = match (kind, value.unboxed()) {
            ('r' | 'a', _) => text::ascii(&self.repr(value)?),
            ('c', Value::Bytes(bytes)) if bytes.len() == 1 => {
                bytes.iter().map(|byte| char::from(*byte)).collect()
            }
            ('c', other) => match other.as_bigint().map(u8::try_from) {
                Some(Ok(byte)) => char::from(byte).to_string(),
                Some(Err(_)) => {
                    return Err(self.raise("OverflowError", "%c arg not in range(256)"));
                }
                None => {
                    let message = "%c requires an integer in range(256) or a single byte";
                    return Err(self.type_error(message));
                }
            },
            _ => match self.bytes_of(value)? {
                Some(bytes) => bytes.iter().map(|byte| char::from(*byte)).collect(),
                _ => {
                    let found = self.operand_name(value);
                    return Err(self.type_error(format!(
                        "%b requires a bytes-like object, or an object that implements __bytes__, \
                         not '{found}'"
                    )));
                }
            },
        };
        (specification.zero, specification.sign) = (false, None);
        let cut: String = match specification.precision {
            Some(precision) if kind != 'c' => shown.chars().take(precision).collect(),
            _ => shown,
        };
        Ok(specification.pad("", &cut, '>'))
    }

    fn percent_argument(&self, scanner: &mut Percent) -> PyResult<Value> {
        let message = "not enough arguments for format string";
        scanner
            .arguments
            .next()
            .ok_or_else(|| self.type_error(message))
    }

    fn percent_number(&mut self, scanner: &mut Percent) -> PyResult<Option<i64>> {
        if scanner.peek() == Some('*') {
            scanner.next();
            let value = self.percent_argument(scanner)?;
            return match value.as_i64() {
                Some(number) => Ok(Some(number)),
                None => Err(self.type_error("* wants int")),
            };
        }
        let mut digits = String::new();
        while let Some(digit) = scanner.peek().filter(char::is_ascii_digit) {
            scanner.next();
            digits.push(digit);
        }
        Ok(if digits.is_empty() {
            None
        } else {
            Some(digits.parse().unwrap_or(i64::MAX))
        })
    }

    fn percent_value(
        &mut self,
        value: &Value,
        kind: char,
        mut specification: Specification,
        at: usize,
    ) -> PyResult<String> {
        match kind {
            's' | 'r' | 'a' => {
                let shown = match kind {
                    's' => self.str(value)?,
                    'r' => self.repr(value)?,
                    _ => text::ascii(&self.repr(value)?).into(),
                };
                specification.zero = false;
                specification.sign = None;
                let cut: String = match specification.precision {
                    Some(precision) => shown.chars().take(precision).collect(),
                    None => shown.to_string(),
                };
                Ok(specification.pad("", &cut, '>'))
            }
            'c' => match value.unboxed() {
                Value::Str(text) if text.chars().count() == 1 => {
                    Ok(specification.pad("", text, '>'))
                }
                other if other.as_bigint().is_some() => {
                    specification.kind = Some('c');
                    specification.align = specification.align.or(Some('>'));
                    self.format_int(
                        &other.as_bigint().unwrap_or_default(),
                        &specification,
                        "int",
                    )
                }
                _ => Err(self.type_error("%c requires int or char")),
            },
            'd' | 'i' | 'u' | 'x' | 'X' | 'o' => self.percent_int(value, kind, specification),
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let number = self.float_argument(value)?;
                specification.kind = Some(kind);
                self.format_float(number, &specification, "float")
            }
            other => Err(self.value_error(format!(
                "unsupported format character '{other}' ({:#x}) at index {}",
                u32::from(other),
                at - 1
            ))),
        }
    }

    fn percent_int(
        &mut self,
        value: &Value,
        kind: char,
        mut specification: Specification,
    ) -> PyResult<String> {
        let number = match value.unboxed() {
            Value::Float(number) if matches!(kind, 'd' | 'i' | 'u') && number.is_finite() => {
                Some(text::float_to_bigint(number.trunc()))
            }
            other => match other.as_bigint() {
                Some(number) => Some(number),
                None => self.percent_number_of(value, kind)?,
            },
        };
        let Some(number) = number else {
            let name = self.operand_name(value);
            let wanted = if matches!(kind, 'd' | 'i' | 'u') {
                "a real number"
            } else {
                "an integer"
            };
            return Err(
                self.type_error(format!("%{kind} format: {wanted} is required, not {name}"))
            );
        };
        let least = specification.precision.take().unwrap_or(0);
        specification.kind = Some(if matches!(kind, 'i' | 'u') { 'd' } else { kind });
        if least == 0 {
            return self.format_int(&number, &specification, "int");
        }
        let bare = Specification {
            kind: specification.kind,
            ..Specification::default()
        };
        let digits = self.format_int(&number, &bare, "int")?.replace('-', "");
        let zeros = "0".repeat(least.saturating_sub(digits.len()));
        let prefix = match (specification.alternate, kind) {
            (true, 'x') => "0x",
            (true, 'X') => "0X",
            (true, 'o') => "0o",
            _ => "",
        };
        let sign = specification.sign(number.sign() == Sign::Minus);
        Ok(specification.pad(&format!("{sign}{prefix}"), &format!("{zeros}{digits}"), '>'))
    }

    /// The integer that an instance says it is.
    fn percent_number_of(&mut self, value: &Value, kind: char) -> PyResult<Option<BigInt>> {
        let methods: &[&str] = match kind {
            'd' | 'i' | 'u' => &["__int__", "__index__"],
            _ => &["__index__"],
        };
        for method in methods {
            if let Some(result) = self.call_special(value, method, &[])? {
                return Ok(result.as_bigint());
            }
        }
        Ok(None)
    }

    /// `float(value)` for the operators that need a number.
    pub(in crate::python) fn float_argument(&mut self, value: &Value) -> PyResult<f64> {
        match value.unboxed() {
            Value::Float(number) => return Ok(*number),
            other => {
                if let Some(number) = other.as_bigint() {
                    return self.int_to_float(&number);
                }
            }
        }
        if let Some(result) = self.call_special(value, "__float__", &[])?
            && let Some(number) = result.as_f64()
        {
            return Ok(number);
        }
        let name = self.operand_name(value);
        Err(self.type_error(format!("must be real number, not {name}")))
    }
}

/// Reads a `%` template.
struct Percent {
    characters: Vec<char>,
    at: usize,
    arguments: std::vec::IntoIter<Value>,
    used_mapping: bool,
    /// Whether the template is bytes.
    of_bytes: bool,
}

impl Percent {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += 1;
        Some(character)
    }

    /// What `d` or `s` without anything else makes of the next argument, if that is a number or a text.
    fn plain(&mut self) -> Option<Rc<str>> {
        let text = match (self.peek()?, self.arguments.as_slice().first()?) {
            ('d' | 's', Value::Int(number)) => number.to_string().into(),
            ('s', Value::Str(text)) => text.clone(),
            _ => return None,
        };
        self.at += 1;
        self.arguments.next();
        Some(text)
    }

    /// The key up to the closing parenthesis, which may contain balanced ones.
    fn key(&mut self) -> Option<String> {
        let (mut key, mut depth) = (String::new(), 1);
        loop {
            let character = self.next()?;
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(key);
            }
            key.push(character);
        }
    }
}

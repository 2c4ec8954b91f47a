//! `format()`, `str.format()` and `%`.

use std::rc::Rc;

use num_bigint::{BigInt, Sign};

use crate::python::arguments::Arguments;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::text;
use crate::python::types::byte_array::bytes_like;
use crate::python::types::complex::{self, Complex};
use crate::python::value::Value;

/// A parsed format specification: `[[fill]align][sign][#][0][width][grouping][.precision][type]`.
#[derive(Clone, Debug, Default)]
struct Specification {
    fill: Option<char>,
    align: Option<char>,
    sign: Option<char>,
    alternate: bool,
    /// `z`: no negative zero.
    coerces_zero: bool,
    zero: bool,
    width: usize,
    grouping: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

impl Specification {
    /// Reads a specification for a value of a type; the error is a `ValueError`'s text.
    fn parse(text: &str, type_name: &str) -> Result<Self, String> {
        let mut specification = Self::default();
        let characters: Vec<char> = text.chars().collect();
        let mut rest = characters.as_slice();
        match rest {
            [fill, align @ ('<' | '>' | '=' | '^'), after @ ..] => {
                (specification.fill, specification.align) = (Some(*fill), Some(*align));
                rest = after;
            }
            [align @ ('<' | '>' | '=' | '^'), after @ ..] => {
                specification.align = Some(*align);
                rest = after;
            }
            _ => {}
        }
        if let [sign @ ('+' | '-' | ' '), after @ ..] = rest {
            specification.sign = Some(*sign);
            rest = after;
        }
        if let ['z', after @ ..] = rest {
            specification.coerces_zero = true;
            rest = after;
        }
        if let ['#', after @ ..] = rest {
            specification.alternate = true;
            rest = after;
        }
        if let ['0', after @ ..] = rest {
            specification.zero = true;
            rest = after;
        }
        specification.width = take_number(&mut rest)?.unwrap_or(0);
        for grouping in [',', '_', ','] {
            let both = "Cannot specify both ',' and '_'.";
            match (rest, specification.grouping) {
                ([first, ..], Some(_)) if *first == grouping && grouping == '_' => {
                    return Err(both.to_owned());
                }
                ([',', ..], Some('_')) if grouping == ',' => return Err(both.to_owned()),
                ([first, after @ ..], None) if *first == grouping => {
                    specification.grouping = Some(grouping);
                    rest = after;
                }
                _ => {}
            }
        }
        if let ['.', after @ ..] = rest {
            rest = after;
            let precision = take_number(&mut rest)?;
            let missing = || "Format specifier missing precision".to_owned();
            specification.precision = Some(precision.ok_or_else(missing)?);
        }
        if rest.len() > 1 {
            return Err(format!(
                "Invalid format specifier '{text}' for object of type '{type_name}'"
            ));
        }
        specification.kind = rest.first().copied();
        specification.check_grouping()?;
        Ok(specification)
    }

    fn check_grouping(&self) -> Result<(), String> {
        let (Some(grouping), Some(kind)) = (self.grouping, self.kind) else {
            return Ok(());
        };
        let fits = match kind {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' => true,
            'b' | 'o' | 'x' | 'X' => grouping == '_',
            _ => false,
        };
        if fits {
            return Ok(());
        }
        Err(format!("Cannot specify '{grouping}' with '{kind}'."))
    }

    /// Pads to the width.
    fn pad(&self, sign: &str, body: &str, align: char) -> String {
        let length = sign.chars().count() + body.chars().count();
        let missing = self.width.saturating_sub(length);
        let zero_fill = if self.zero { '0' } else { ' ' };
        let fill = self.fill.unwrap_or(zero_fill);
        let align = self.align.unwrap_or(if self.zero { '=' } else { align });
        let fill = |count: usize| fill.to_string().repeat(count);
        match align {
            '<' => format!("{sign}{body}{}", fill(missing)),
            '^' => format!(
                "{}{sign}{body}{}",
                fill(missing / 2),
                fill(missing - missing / 2)
            ),
            '=' => format!("{sign}{}{body}", fill(missing)),
            _ => format!("{}{sign}{body}", fill(missing)),
        }
    }

    fn sign(&self, negative: bool) -> &'static str {
        match (negative, self.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            _ => "",
        }
    }

    /// Groups the digits of the whole part, and fills with zeros when the width asks for them.
    fn group(&self, whole: &str, rest_length: usize, every: usize) -> String {
        let Some(separator) = self.grouping else {
            return whole.to_owned();
        };
        let mut digits = whole.to_owned();
        let fills = self.zero && self.align.is_none();
        loop {
            let grouped = group_digits(&digits, separator, every);
            if !fills || grouped.len() + rest_length >= self.width {
                return grouped;
            }
            digits.insert(0, '0');
        }
    }
}

fn take_number(rest: &mut &[char]) -> Result<Option<usize>, String> {
    let count = rest.iter().take_while(|it| it.is_ascii_digit()).count();
    let (digits, after) = rest.split_at(count);
    *rest = after;
    if digits.is_empty() {
        return Ok(None);
    }
    let number = digits.iter().collect::<String>().parse::<i64>().ok();
    let number = number.and_then(|it| usize::try_from(it).ok());
    let too_many = || "Too many decimal digits in format string".to_owned();
    number.ok_or_else(too_many).map(Some)
}

fn group_digits(digits: &str, separator: char, every: usize) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(every) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

impl Interpreter {
    /// `format(value, specification)`.
    ///
    /// # Errors
    ///
    /// `ValueError` or `TypeError` when the specification does not fit the value.
    pub fn format(&mut self, value: &Value, specification: &str) -> PyResult<Rc<str>> {
        if let Value::Instance(_) = value {
            let argument = [Value::str(specification)];
            if let Some(result) = self.call_special(value, "__format__", &argument)? {
                return match result.as_text() {
                    Some(text) => Ok(text),
                    None => {
                        let name = self.operand_name(&result);
                        Err(self.type_error(format!("__format__ must return a str, not {name}")))
                    }
                };
            }
        }
        if specification.is_empty() {
            return self.str(value);
        }
        let inner = value.unboxed().clone();
        let complex = complex::of(value);
        let known = matches!(inner, Value::Str(_) | Value::Float(_))
            || complex.is_some()
            || inner.as_bigint().is_some();
        if !known {
            return Err(self.no_format(value));
        }
        let name = self.operand_name(value);
        let parsed = Specification::parse(specification, &name)
            .map_err(|message| self.value_error(message))?;
        self.check_size(parsed.width.max(parsed.precision.unwrap_or(0)))?;
        let text = match &inner {
            Value::Str(text) => self.format_text(text, &parsed, &name)?,
            Value::Float(number) => self.format_float(*number, &parsed, &name)?,
            _ if let Some(number) = complex => self.format_complex(number, &parsed, &name)?,
            _ => self.format_int(&inner.as_bigint().unwrap_or_default(), &parsed, &name)?,
        };
        Ok(text.into())
    }

    fn no_format(&self, value: &Value) -> Box<PyError> {
        let name = self.operand_name(value);
        self.type_error(format!(
            "unsupported format string passed to {name}.__format__"
        ))
    }

    fn unknown_code(&self, kind: char, name: &str) -> Box<PyError> {
        self.value_error(format!(
            "Unknown format code '{kind}' for object of type '{name}'"
        ))
    }

    fn format_text(
        &self,
        value: &str,
        specification: &Specification,
        name: &str,
    ) -> PyResult<String> {
        if let Some(kind) = specification.kind.filter(|kind| *kind != 's') {
            return Err(self.unknown_code(kind, name));
        }
        if let Some(grouping) = specification.grouping {
            let message = format!("Cannot specify '{grouping}' with 's'.");
            return Err(self.value_error(message));
        }
        let refused = match specification {
            it if it.sign == Some(' ') => "Space not allowed",
            it if it.sign.is_some() => "Sign not allowed",
            it if it.coerces_zero => "Negative zero coercion (z) not allowed",
            it if it.alternate => "Alternate form (#) not allowed",
            it if it.align == Some('=') => "'=' alignment not allowed",
            _ => "",
        };
        if !refused.is_empty() {
            return Err(self.value_error(format!("{refused} in string format specifier")));
        }
        let cut: String = match specification.precision {
            Some(precision) => value.chars().take(precision).collect(),
            None => value.to_owned(),
        };
        let align = if specification.zero { Some('<') } else { None };
        let padded = Specification {
            align: specification.align.or(align),
            ..specification.clone()
        };
        Ok(padded.pad("", &cut, '<'))
    }

    fn format_int(
        &mut self,
        number: &BigInt,
        specification: &Specification,
        name: &str,
    ) -> PyResult<String> {
        if let Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') = specification.kind {
            let float = self.int_to_float(number)?;
            return self.format_float(float, specification, name);
        }
        if let Some(kind) = specification.kind
            && !"dnxXobc".contains(kind)
        {
            return Err(self.unknown_code(kind, name));
        }
        let is_character = specification.kind == Some('c');
        let refused = match specification {
            it if it.precision.is_some() => "Precision not allowed in integer format specifier",
            it if it.coerces_zero => {
                "Negative zero coercion (z) not allowed in integer format specifier"
            }
            it if is_character && it.sign.is_some() => {
                "Sign not allowed with integer format specifier 'c'"
            }
            it if is_character && it.alternate => {
                "Alternate form (#) not allowed with integer format specifier 'c'"
            }
            _ => "",
        };
        if !refused.is_empty() {
            return Err(self.value_error(refused));
        }
        let negative = number.sign() == Sign::Minus;
        let magnitude = number.magnitude();
        let (digits, prefix, every) = match specification.kind {
            None | Some('d' | 'n') => (self.bigint_text(number)?.replace('-', ""), "", 3),
            Some('x') => (magnitude.to_str_radix(16), "0x", 4),
            Some('X') => (magnitude.to_str_radix(16).to_uppercase(), "0X", 4),
            Some('o') => (magnitude.to_str_radix(8), "0o", 4),
            Some('b') => (magnitude.to_str_radix(2), "0b", 4),
            Some('c') => {
                let character = u32::try_from(magnitude).ok().and_then(char::from_u32);
                let Some(character) = character.filter(|_| !negative) else {
                    let message = "%c arg not in range(0x110000)";
                    return Err(self.raise("OverflowError", message));
                };
                return Ok(specification.pad("", &character.to_string(), '>'));
            }
            Some(kind) => return Err(self.unknown_code(kind, name)),
        };
        let prefix = if specification.alternate { prefix } else { "" };
        let sign = format!("{}{prefix}", specification.sign(negative));
        let grouped = specification.group(&digits, sign.len(), every);
        Ok(specification.pad(&sign, &grouped, '>'))
    }

    fn format_float(
        &self,
        number: f64,
        specification: &Specification,
        name: &str,
    ) -> PyResult<String> {
        let negative = number.is_sign_negative() && !number.is_nan();
        let magnitude = number.abs();
        let precision = specification.precision;
        let kind = specification.kind.unwrap_or(' ');
        let mut body = match kind {
            _ if text::special_float(magnitude).is_some() => {
                text::special_float(magnitude)
                    .unwrap_or_default()
                    .to_owned()
                    + if kind == '%' { "%" } else { "" }
            }
            'f' | 'F' => fixed(magnitude, precision.unwrap_or(6), specification.alternate),
            'e' | 'E' => exponential(magnitude, precision.unwrap_or(6), specification.alternate),
            'g' | 'G' | 'n' => general(
                magnitude,
                precision.unwrap_or(6),
                specification.alternate,
                false,
            ),
            '%' => format!(
                "{}%",
                fixed(magnitude * 100.0, precision.unwrap_or(6), false)
            ),
            ' ' => match precision {
                None => text::float_repr(magnitude),
                Some(precision) => general(magnitude, precision, specification.alternate, true),
            },
            other => return Err(self.unknown_code(other, name)),
        };
        if matches!(kind, 'F' | 'E' | 'G') {
            body = body.to_uppercase();
        }
        let vanishes = specification.coerces_zero && !body.contains(|it| ('1'..='9').contains(&it));
        let sign = specification.sign(negative && !(vanishes && magnitude.is_finite()));
        let split = body
            .find(|it: char| !it.is_ascii_digit())
            .unwrap_or(body.len());
        let (whole, rest) = body.split_at(split);
        let grouped = if whole.is_empty() {
            body.clone()
        } else {
            format!(
                "{}{rest}",
                specification.group(whole, sign.len() + rest.len(), 3)
            )
        };
        Ok(specification.pad(sign, &grouped, '>'))
    }

    /// Both parts as floats, the second one with its sign; with nothing asked for, as `repr()` shows it.
    fn format_complex(
        &self,
        number: Complex,
        specification: &Specification,
        name: &str,
    ) -> PyResult<String> {
        let refused = match specification {
            it if it.zero => "Zero padding is",
            it if it.align == Some('=') => "'=' alignment flag is",
            _ => "",
        };
        if !refused.is_empty() {
            let message = format!("{refused} not allowed in complex format specifier");
            return Err(self.value_error(message));
        }
        if let Some(kind @ ('%' | 's' | 'd' | 'c' | 'b' | 'o' | 'x' | 'X')) = specification.kind {
            return Err(self.unknown_code(kind, name));
        }
        let bare = Specification {
            width: 0,
            ..specification.clone()
        };
        let signed = Specification {
            sign: Some('+'),
            ..bare.clone()
        };
        let is_plain = specification.kind.is_none();
        let part = |part: f64, specification: &Specification| -> PyResult<String> {
            let text = self.format_float(part, specification, name)?;
            let bare = text.strip_suffix(".0").filter(|_| is_plain);
            Ok(bare.map_or(text.clone(), str::to_owned))
        };
        let imag_alone = is_plain && number.real == 0.0 && number.real.is_sign_positive();
        let body = if imag_alone {
            format!("{}j", part(number.imag, &bare)?)
        } else {
            let (real, imag) = (part(number.real, &bare)?, part(number.imag, &signed)?);
            if is_plain {
                format!("({real}{imag}j)")
            } else {
                format!("{real}{imag}j")
            }
        };
        Ok(specification.pad("", &body, '>'))
    }

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

    /// `template.format(*arguments)`.
    pub(in crate::python) fn format_template(
        &mut self,
        template: &str,
        arguments: &Arguments,
    ) -> PyResult<String> {
        self.format_with(template, arguments, None)
    }

    /// `template.format_map(mapping)`.
    pub(in crate::python) fn format_mapped(
        &mut self,
        template: &str,
        mapping: Value,
    ) -> PyResult<String> {
        self.format_with(template, &Arguments::default(), Some(mapping))
    }

    fn format_with(
        &mut self,
        template: &str,
        arguments: &Arguments,
        mapping: Option<Value>,
    ) -> PyResult<String> {
        let mut state = Fields {
            arguments,
            mapping,
            next: Some(0),
            manual: false,
        };
        self.format_fields(template, &mut state, 2)
    }

    fn format_fields(
        &mut self,
        template: &str,
        state: &mut Fields<'_>,
        depth: usize,
    ) -> PyResult<String> {
        let mut output = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            output.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if rest.starts_with(brace) {
                output.push_str(brace);
                rest = &rest[1..];
                continue;
            }
            if brace == "}" {
                return Err(self.value_error("Single '}' encountered in format string"));
            }
            let Some(end) = closing_brace(rest) else {
                let message = if rest.is_empty() {
                    "Single '{' encountered in format string"
                } else {
                    "expected '}' before end of string"
                };
                return Err(self.value_error(message));
            };
            if depth == 0 {
                return Err(self.value_error("Max string recursion exceeded"));
            }
            let text = self.format_field(&rest[..end], state, depth)?;
            output.push_str(&text);
            self.check_size(output.len())?;
            rest = &rest[end + 1..];
        }
        output.push_str(rest);
        Ok(output)
    }

    fn format_field(
        &mut self,
        field: &str,
        state: &mut Fields<'_>,
        depth: usize,
    ) -> PyResult<String> {
        let (head, specification) = match split_outside_brackets(field, ':') {
            Some((head, specification)) => (head, specification),
            None => (field, ""),
        };
        let (path, conversion) = match split_outside_brackets(head, '!') {
            Some((path, conversion)) => (path, Some(conversion)),
            None => (head, None),
        };
        let conversion = match conversion {
            None => None,
            Some(text) => {
                let mut characters = text.chars();
                let Some(first) = characters.next() else {
                    return Err(self.value_error("unmatched '{' in format spec"));
                };
                if characters.next().is_some() {
                    return Err(self.value_error("expected ':' after conversion specifier"));
                }
                Some(first)
            }
        };
        let mut value = self.field_value(path, state)?;
        value = match conversion {
            None => value,
            Some('s') => Value::Str(self.str(&value)?),
            Some('r') => Value::Str(self.repr(&value)?),
            Some('a') => Value::str(text::ascii(&self.repr(&value)?)),
            Some(other) => {
                let message = format!("Unknown conversion specifier {other}");
                return Err(self.value_error(message));
            }
        };
        let specification = self.format_fields(specification, state, depth - 1)?;
        Ok(self.format(&value, &specification)?.to_string())
    }

    fn field_value(&mut self, path: &str, state: &mut Fields<'_>) -> PyResult<Value> {
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let (name, mut rest) = path.split_at(end);
        let mut value = self.field_root(name, state)?;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('.') {
                let end = after.find(['.', '[']).unwrap_or(after.len());
                if end == 0 {
                    return Err(self.value_error("Empty attribute in format string"));
                }
                value = self.get_attribute(&value, &after[..end])?;
                rest = &after[end..];
            } else if let Some((key, after)) = rest
                .strip_prefix('[')
                .and_then(|after| after.split_once(']'))
            {
                if key.is_empty() {
                    return Err(self.value_error("Empty attribute in format string"));
                }
                let is_index = key.bytes().all(|it| it.is_ascii_digit());
                let key = match key.parse::<i64>() {
                    Ok(index) if is_index => Value::Int(index),
                    Err(_) if is_index => {
                        let message = "Too many decimal digits in format string";
                        return Err(self.value_error(message));
                    }
                    _ => Value::str(key),
                };
                if !after.is_empty() && !after.starts_with(['.', '[']) {
                    let message = "Only '.' or '[' may follow ']' in format field specifier";
                    return Err(self.value_error(message));
                }
                value = self.get_item(&value, &key)?;
                rest = after;
            } else {
                return Err(self.value_error("Missing ']' in format string"));
            }
        }
        Ok(value)
    }

    fn field_root(&mut self, name: &str, state: &mut Fields<'_>) -> PyResult<Value> {
        let is_index = !name.is_empty() && name.bytes().all(|it| it.is_ascii_digit());
        if state.mapping.is_some() && (name.is_empty() || is_index) {
            return Err(self.value_error("Format string contains positional fields"));
        }
        if is_index && state.next.is_some_and(|next| next > 0) {
            return Err(self.value_error(
                "cannot switch from automatic field numbering to manual field specification",
            ));
        }
        let index = if name.is_empty() {
            let Some(next) = state.next.filter(|_| !state.manual) else {
                return Err(self.value_error(
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            };
            state.next = Some(next + 1);
            Some(next)
        } else {
            let index = name.parse::<usize>().ok().filter(|_| is_index);
            index.inspect(|_| state.manual = true)
        };
        if let (None, Some(mapping)) = (index, &state.mapping) {
            return self.get_item(mapping, &Value::str(name));
        }
        match index {
            Some(index) => match state.arguments.positional.get(index) {
                Some(value) => Ok(value.clone()),
                None => {
                    let message =
                        format!("Replacement index {index} out of range for positional args tuple");
                    Err(self.raise("IndexError", message))
                }
            },
            None => match state.arguments.keywords.get(name) {
                Some(value) => Ok(value.clone()),
                None => Err(self.key_error(&Value::str(name))),
            },
        }
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

/// The state of a `str.format` call.
struct Fields<'a> {
    arguments: &'a Arguments,
    /// What `format_map` looks names up in.
    mapping: Option<Value>,
    next: Option<usize>,
    manual: bool,
}

fn closing_brace(text: &str) -> Option<usize> {
    let (mut depth, mut in_index, mut in_name) = (0, false, true);
    for (index, character) in text.char_indices() {
        match character {
            // A brace in an index of the name is a part of it.
            ']' if in_index => in_index = false,
            _ if in_index => {}
            '[' if in_name => in_index = true,
            ':' | '!' => in_name = false,
            '{' => depth += 1,
            '}' if depth == 0 => return Some(index),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Splits a field at a character that stands in no brackets.
fn split_outside_brackets(text: &str, at: char) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (index, character) in text.char_indices() {
        match character {
            '[' => depth += 1,
            ']' => depth -= 1,
            it if it == at && depth == 0 => return Some((&text[..index], &text[index + 1..])),
            _ => {}
        }
    }
    None
}

fn fixed(number: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{number:.precision$}");
    if alternate && precision == 0 {
        format!("{text}.")
    } else {
        text
    }
}

fn exponential(number: f64, precision: usize, alternate: bool) -> String {
    let (_, digits, exponent) = text::split_scientific(&format!("{number:.precision$e}"));
    let text = text::scientific(&digits, exponent);
    if alternate && precision == 0 {
        text.replacen('e', ".e", 1)
    } else {
        text
    }
}

/// The `g` format; `keep_point` is the variant of a missing type, which keeps one decimal.
fn general(number: f64, precision: usize, alternate: bool, keep_point: bool) -> String {
    let precision = precision.max(1);
    let rounded = format!("{number:.*e}", precision - 1);
    let (_, mut digits, exponent) = text::split_scientific(&rounded);
    if !alternate {
        let length = digits.trim_end_matches('0').len().max(1);
        digits.truncate(length);
    }
    let most = i32::try_from(precision).unwrap_or(i32::MAX) - i32::from(keep_point);
    if number != 0.0 && (exponent < -4 || exponent >= most.max(1)) {
        return text::scientific(&digits, exponent);
    }
    let exponent = if number == 0.0 { 0 } else { exponent };
    text::positional(&digits, exponent, keep_point)
}

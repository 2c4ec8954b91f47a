//! `format()` and its mini-language; the two older ways to put values into a text are beside it.

mod percent;
mod template;

use std::rc::Rc;

use num_bigint::{BigInt, Sign};

use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::text;
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

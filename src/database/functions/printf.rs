//! `printf()`.

use super::{Answer, first};
use crate::database::SqlValue;
use crate::database::affinity::{to_float, to_integer, to_text};
use crate::database::expression::literal;
use crate::database::number::print::{Format, Layout};

/// Widest field that a conversion may ask for.
const MAXIMUM_WIDTH: usize = 10_000;

pub fn printf(arguments: &[SqlValue]) -> Answer {
    let format = match first(arguments) {
        SqlValue::Null => return Ok(SqlValue::Null),
        format => to_text(&format),
    };
    let mut values = arguments.iter().skip(1);
    let mut output = String::new();
    let mut characters = format.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '%' {
            output.push(character);
            continue;
        }
        let Some((conversion, kind)) = Conversion::read(&mut characters, &mut values) else {
            break;
        };
        if kind == '%' {
            output.push('%');
            continue;
        }
        let value = values.next().unwrap_or(&SqlValue::Null);
        output.push_str(&conversion.apply(kind, value));
    }
    Ok(SqlValue::Text(output.into()))
}

/// The flags between `%` and the letter.
#[derive(Default)]
struct Conversion {
    left: bool,
    zero: bool,
    plus: bool,
    space: bool,
    comma: bool,
    alternate: bool,
    precise: bool,
    width: usize,
    precision: Option<usize>,
}

impl Conversion {
    fn read<'a>(
        characters: &mut std::iter::Peekable<std::str::Chars<'_>>,
        values: &mut impl Iterator<Item = &'a SqlValue>,
    ) -> Option<(Self, char)> {
        let mut conversion = Self::default();
        while let Some(flag) = characters.next_if(|next| "-0+ ,!#".contains(*next)) {
            match flag {
                '-' => conversion.left = true,
                '0' => conversion.zero = true,
                '+' => conversion.plus = true,
                ' ' => conversion.space = true,
                ',' => conversion.comma = true,
                '#' => conversion.alternate = true,
                _ => conversion.precise = true,
            }
        }
        conversion.width = number(characters, values).unwrap_or(0).min(MAXIMUM_WIDTH);
        if characters.next_if_eq(&'.').is_some() {
            conversion.precision = Some(number(characters, values).unwrap_or(0).min(MAXIMUM_WIDTH));
        }
        while characters.next_if_eq(&'l').is_some() {}
        characters.next().map(|kind| (conversion, kind))
    }

    fn apply(&self, kind: char, value: &SqlValue) -> String {
        let body = match kind {
            'd' | 'i' | 'u' => self.integer(to_integer(value)),
            'x' => format!("{:x}", to_integer(value)),
            'X' => format!("{:X}", to_integer(value)),
            'o' => format!("{:o}", to_integer(value)),
            'f' | 'F' => self.real(value, Layout::Fixed),
            'e' => self.real(value, Layout::Exponential),
            'E' => self.real(value, Layout::Exponential).replace('e', "E"),
            'g' => self.real(value, Layout::General),
            'G' => self.real(value, Layout::General).replace('e', "E"),
            'c' => to_text(value).chars().take(1).collect(),
            's' | 'z' => self.cut(to_text(value)),
            'q' => self.cut(to_text(value).replace('\'', "''")),
            'Q' => literal(value),
            'w' => to_text(value).replace('"', "\"\""),
            _ => return String::new(),
        };
        self.pad(body)
    }

    fn integer(&self, value: i64) -> String {
        let mut digits = value.unsigned_abs().to_string();
        if self.comma {
            digits = group(&digits);
        }
        if let Some(precision) = self.precision {
            digits = format!("{digits:0>precision$}");
        }
        self.signed(if value < 0 {
            format!("-{digits}")
        } else {
            digits
        })
    }

    fn real(&self, value: &SqlValue, layout: Layout) -> String {
        let format = Format {
            layout,
            precision: self.precision.unwrap_or(6),
            alternate: self.alternate,
            precise: self.precise,
        };
        self.signed(format.print(to_float(value)))
    }

    fn signed(&self, text: String) -> String {
        match text.starts_with('-') {
            false if self.plus => format!("+{text}"),
            false if self.space => format!(" {text}"),
            _ => text,
        }
    }

    fn cut(&self, text: String) -> String {
        self.precision.map_or_else(
            || text.clone(),
            |precision| text.chars().take(precision).collect(),
        )
    }

    fn pad(&self, body: String) -> String {
        let missing = self.width.saturating_sub(body.chars().count());
        if self.left {
            return body + &" ".repeat(missing);
        }
        if self.zero {
            let sign = usize::from(body.starts_with(['-', '+', ' ']));
            let (sign, digits) = body.split_at(sign);
            return format!("{sign}{}{digits}", "0".repeat(missing));
        }
        " ".repeat(missing) + &body
    }
}

fn number<'a>(
    characters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    values: &mut impl Iterator<Item = &'a SqlValue>,
) -> Option<usize> {
    if characters.next_if_eq(&'*').is_some() {
        return usize::try_from(to_integer(values.next()?)).ok();
    }
    let mut digits = String::new();
    while let Some(digit) = characters.next_if(char::is_ascii_digit) {
        digits.push(digit);
    }
    digits.parse().ok()
}

fn group(digits: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

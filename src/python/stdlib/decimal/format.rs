//! `format(decimal, specification)`.

use num_bigint::BigUint;

use super::number::{Decimal, DecimalKind};
use super::work::{Rounding, Work};

/// A specification, taken apart.
#[derive(Default)]
struct Specification {
    fill: Option<char>,
    align: Option<char>,
    sign: Option<char>,
    coerces_zero: bool,
    zero: bool,
    width: usize,
    groups: bool,
    precision: Option<i64>,
    kind: Option<char>,
}

fn parse(text: &str) -> Option<Specification> {
    let mut found = Specification::default();
    let characters: Vec<char> = text.chars().collect();
    let mut at = 0;
    let is_align = |it: Option<&char>| matches!(it, Some('<' | '>' | '=' | '^'));
    if is_align(characters.get(1)) {
        found.fill = characters.first().copied();
        found.align = characters.get(1).copied();
        at = 2;
    } else if is_align(characters.first()) {
        found.align = characters.first().copied();
        at = 1;
    }
    if let Some(sign @ ('+' | '-' | ' ')) = characters.get(at) {
        found.sign = Some(*sign);
        at += 1;
    }
    if characters.get(at) == Some(&'z') {
        found.coerces_zero = true;
        at += 1;
    }
    if characters.get(at) == Some(&'0') {
        found.zero = true;
        at += 1;
        // An alignment of one's own and zeros do not go together.
        if found.align.is_some() {
            return None;
        }
    }
    let number = |at: &mut usize| -> Option<usize> {
        let digits: String = characters[*at..]
            .iter()
            .take_while(|it| it.is_ascii_digit())
            .collect();
        *at += digits.len();
        digits.parse().ok()
    };
    found.width = number(&mut at).unwrap_or(0);
    if characters.get(at) == Some(&',') {
        found.groups = true;
        at += 1;
    }
    if characters.get(at) == Some(&'.') {
        at += 1;
        found.precision = Some(i64::try_from(number(&mut at)?).ok()?);
    }
    if let Some(kind @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%')) = characters.get(at) {
        found.kind = Some(*kind);
        at += 1;
    }
    if found.kind == Some('n') && found.groups {
        return None;
    }
    (at == characters.len()).then_some(found)
}

/// The text, and how wide it is at least; `None` when the specification is none.
pub(super) fn format(work: &mut Work, number: &Decimal, text: &str) -> Option<String> {
    let specification = parse(text)?;
    if specification.width > 1 << 20 || specification.precision.is_some_and(|it| it > 1 << 20) {
        work.too_long = true;
        return Some(String::new());
    }
    let mut negative = number.negative;
    let body = if number.is_finite() {
        let rounded = rounded(work, number, &specification)?;
        if specification.coerces_zero && rounded.is_zero() {
            negative = false;
        }
        finite(work, &rounded, &specification)
    } else {
        number.with_sign(false).to_string()
    };
    let sign = match (negative, specification.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        (false, _) => "",
    };
    let zero = specification.zero && number.is_finite();
    Some(padded(&specification, sign, &body, zero))
}

fn padded(specification: &Specification, sign: &str, body: &str, zero: bool) -> String {
    let length = sign.chars().count() + body.chars().count();
    let missing = specification.width.saturating_sub(length);
    let fill = specification.fill.unwrap_or(if zero { '0' } else { ' ' });
    let fill = |count: usize| fill.to_string().repeat(count);
    match specification.align.unwrap_or(if zero { '=' } else { '>' }) {
        '<' => format!("{sign}{body}{}", fill(missing)),
        '^' => {
            let left = missing / 2;
            format!("{}{sign}{body}{}", fill(left), fill(missing - left))
        }
        '=' if zero && specification.groups => {
            let mut wide = body.to_owned();
            // Zeros are grouped, too.
            while sign.len() + wide.chars().count() < specification.width {
                let digits = wide.find(['.', 'E', 'e', '%']).unwrap_or(wide.len());
                let lead = wide[..digits].split(',').next().map_or(0, str::len);
                wide.insert_str(0, if lead == 3 { "0," } else { "0" });
            }
            format!("{sign}{wide}")
        }
        '=' => format!("{sign}{}{body}", fill(missing)),
        _ => format!("{}{sign}{body}", fill(missing)),
    }
}

/// The number with as many digits as are shown.
fn rounded(work: &mut Work, number: &Decimal, specification: &Specification) -> Option<Decimal> {
    let rounding = work.settings.rounding;
    let (digits, exponent) = number.parts()?;
    let mut number = number.clone();
    if specification.kind == Some('%') {
        number = Decimal::finite(number.negative, digits.clone(), exponent + 2);
    }
    let rescaled = |work: &mut Work, number: &Decimal, exponent: i64| {
        let result = work.rescaled(number, exponent, rounding);
        result.unwrap_or_else(|| number.clone())
    };
    if let Some(precision) = specification.precision {
        number = match specification.kind {
            Some('e' | 'E') => to_digits(&number, precision + 1, rounding),
            Some('f' | 'F' | '%') => rescaled(work, &number, -precision),
            _ => {
                let most = precision.max(1);
                let count = super::number::digit_count(number.parts()?.0);
                if count > most {
                    to_digits(&number, most, rounding)
                } else {
                    number
                }
            }
        };
    }
    let is_whole = number.parts().is_some_and(|(_, exponent)| exponent > 0);
    if is_whole && matches!(specification.kind, Some('f' | 'F' | '%')) {
        number = rescaled(work, &number, 0);
    }
    Some(number)
}

/// The number rounded to so many digits.
fn to_digits(number: &Decimal, count: i64, rounding: Rounding) -> Decimal {
    let Some((digits, exponent)) = number.parts() else {
        return number.clone();
    };
    if *digits == BigUint::ZERO {
        let exponent = exponent + 1 - count;
        return Decimal::finite(number.negative, BigUint::ZERO, exponent);
    }
    let drop = super::number::digit_count(digits) - count;
    if drop <= 0 {
        let digits = digits * super::number::power_of_ten(-drop);
        return Decimal::finite(number.negative, digits, exponent + drop);
    }
    let (kept, _) = super::work::drop_digits(digits, drop, number.negative, rounding);
    if super::number::digit_count(&kept) > count {
        return Decimal::finite(number.negative, kept / 10_u32, exponent + drop + 1);
    }
    Decimal::finite(number.negative, kept, exponent + drop)
}

fn finite(work: &Work, number: &Decimal, specification: &Specification) -> String {
    let DecimalKind::Finite { digits, exponent } = &number.kind else {
        return String::new();
    };
    let digits = digits.to_string();
    let count = digits.len() as i64;
    let left = exponent + count;
    let kind = specification
        .kind
        .unwrap_or(if work.settings.capitals { 'G' } else { 'g' });
    let point = match kind {
        'e' | 'E' => match specification.precision {
            Some(precision) if number.is_zero() => 1 - precision,
            _ => 1,
        },
        'f' | 'F' | '%' => left,
        _ if *exponent <= 0 && left > -6 => left,
        _ => 1,
    };
    let (whole, fraction) = if point < 0 {
        let zeros = "0".repeat(point.unsigned_abs() as usize);
        ("0".to_owned(), format!("{zeros}{digits}"))
    } else if point > count {
        let zeros = "0".repeat((point - count) as usize);
        (format!("{digits}{zeros}"), String::new())
    } else {
        let (whole, fraction) = digits.split_at(point as usize);
        let whole = if whole.is_empty() { "0" } else { whole };
        (whole.to_owned(), fraction.to_owned())
    };
    let whole = if specification.groups {
        grouped(&whole)
    } else {
        whole
    };
    let mut shown = whole;
    if !fraction.is_empty() {
        shown.push('.');
        shown.push_str(&fraction);
    }
    let rest = left - point;
    if rest != 0 || matches!(kind, 'e' | 'E') {
        let letter = if matches!(kind, 'E' | 'G') { 'E' } else { 'e' };
        shown.push_str(&format!("{letter}{rest:+}"));
    }
    if kind == '%' {
        shown.push('%');
    }
    shown
}

/// Groups digits by commas.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

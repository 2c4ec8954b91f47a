//! `parse_duration`: what a text says of a length of time.

const SECOND: i128 = 1_000_000;
const DAY: i128 = 86_400 * SECOND;

/// The microseconds of `[DD] [[HH:]MM:]ss[.uuuuuu]`, of ISO 8601's `P…` or of PostgreSQL's
/// `3 days 04:05:06`; `None` for another text.
pub(crate) fn parse_duration(text: &str) -> Option<i128> {
    standard(text)
        .or_else(|| iso8601(text))
        .or_else(|| postgres(text))
}

fn standard(text: &str) -> Option<i128> {
    let (days, rest) = match text.split_once(' ') {
        Some((days, rest)) => {
            let unit = ["days, ", "day, "]
                .into_iter()
                .find_map(|it| rest.strip_prefix(it));
            (signed(days)?, unit.unwrap_or(rest))
        }
        None => (0, text),
    };
    let (sign, rest) = match rest.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, rest),
    };
    Some(days * DAY + sign * clock(rest)?)
}

/// `[[HH:]MM:]ss[.uuuuuu]`.
fn clock(text: &str) -> Option<i128> {
    let parts: Vec<&str> = text.split(':').collect();
    let (seconds, larger) = parts.split_last()?;
    if larger.len() > 2 {
        return None;
    }
    let mut minutes = 0;
    for part in larger {
        minutes = minutes * 60 + number(part)?;
    }
    let (whole, fraction) = match seconds.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, microseconds(fraction)?),
        None => (*seconds, 0),
    };
    Some((minutes * 60 + number(whole)?) * SECOND + fraction)
}

/// One to six digits that count, and up to six that do not.
fn microseconds(digits: &str) -> Option<i128> {
    let is_fraction =
        (1..=12).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
    let counted = digits.get(..digits.len().min(6)).filter(|_| is_fraction)?;
    number(&format!("{counted:0<6}"))
}

fn iso8601(text: &str) -> Option<i128> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let text = text.strip_prefix('P')?;
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, time),
        None => (text, ""),
    };
    let days = units(date, &[('D', DAY)])?;
    let time = units(
        time,
        &[('H', 3600 * SECOND), ('M', 60 * SECOND), ('S', SECOND)],
    )?;
    Some(sign * (days + time))
}

/// Numbers with their units, each at most once and in this order.
fn units(mut text: &str, allowed: &[(char, i128)]) -> Option<i128> {
    let mut sum = 0;
    for (unit, worth) in allowed {
        let Some((given, rest)) = text.split_once(*unit) else {
            continue;
        };
        sum += times(given, *worth)?;
        text = rest;
    }
    text.is_empty().then_some(sum)
}

/// A number that may have decimals, of a unit.
fn times(number_text: &str, worth: i128) -> Option<i128> {
    let (whole, fraction) = match number_text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, fraction),
        None => (number_text, ""),
    };
    if fraction.is_empty() && whole.len() != number_text.len() {
        return None;
    }
    let mut sum = number(whole)? * worth;
    let mut place = worth;
    for digit in fraction.chars() {
        place /= 10;
        sum += i128::from(digit.to_digit(10)?) * place;
    }
    Some(sum)
}

fn postgres(text: &str) -> Option<i128> {
    let day_end = text.find(" day");
    let (days, rest) = match day_end {
        Some(end) => {
            let rest = text.get(end + 4..)?;
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            (
                signed(text.get(..end)?)?,
                rest.strip_prefix(' ').unwrap_or(rest),
            )
        }
        None => (0, text),
    };
    if rest.is_empty() {
        return Some(days * DAY);
    }
    let (sign, rest) = match rest.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, rest.strip_prefix('+').unwrap_or(rest)),
    };
    let full = rest.split(':').count() == 3 && !rest.contains(',');
    Some(days * DAY + sign * clock(rest).filter(|_| full)?)
}

fn signed(text: &str) -> Option<i128> {
    match text.strip_prefix('-') {
        Some(digits) => number(digits).map(|number| -number),
        None => number(text),
    }
}

/// Digits alone, of a number that a `timedelta` could hold.
fn number(text: &str) -> Option<i128> {
    let is_number = (1..=18).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::parse_duration;

    fn check(text: &str, seconds: Option<f64>) {
        let parsed = parse_duration(text).map(|it| it as f64 / 1e6);
        assert_eq!(parsed, seconds, "{text}");
    }

    #[test]
    fn texts_are_read_as_parse_duration_reads_them() {
        check("30", Some(30.0));
        check("15:30", Some(930.0));
        check("10:15:30", Some(36_930.0));
        check("1 day, 0:00:01.5", Some(86_401.5));
        check("-2 00:00:10,25", Some(-172_789.75));
        check("4 -1:30", Some(345_510.0));
        check("P4DT1H15M20S", Some(350_120.0));
        check("-P1DT0.5S", Some(-86_400.5));
        check("PT1,5H", Some(5400.0));
        check("P", Some(0.0));
        check("P1H", None);
        check("3 days 04:05:06", Some(273_906.0));
        check("1 day -00:00:01.1", Some(86_398.9));
        check("2 days", Some(172_800.0));
        check("", Some(0.0));
        check("1 week", None);
        check("15:30:45:1", None);
        check("12,5,6", None);
    }
}

//! Dates and times as text.

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::value::Value;

use super::zone::offset_text;
use super::{Date, DateTime, Time, TimeDelta};

const WEEKDAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2025-01-31`.
pub(super) fn date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// `10:30:00.000001`; `None` for an unknown `timespec`.
pub(super) fn time(time: &Time, timespec: &str) -> Option<String> {
    let hours = format!("{:02}", time.hour);
    let minutes = format!("{hours}:{:02}", time.minute);
    let seconds = format!("{minutes}:{:02}", time.second);
    Some(match timespec {
        "auto" if time.microsecond == 0 => seconds,
        "auto" | "microseconds" => format!("{seconds}.{:06}", time.microsecond),
        "milliseconds" => format!("{seconds}.{:03}", time.microsecond / 1000),
        "seconds" => seconds,
        "minutes" => minutes,
        "hours" => hours,
        _ => return None,
    })
}

/// `+01:00`, or nothing.
pub(super) fn offset(offset: Option<TimeDelta>) -> String {
    offset
        .map(|offset| offset_text(offset, ":"))
        .unwrap_or_default()
}

/// The format that `strftime()` is given.
pub(super) fn format_argument(
    interpreter: &Interpreter,
    value: &Value,
) -> PyResult<std::rc::Rc<str>> {
    value.as_text().ok_or_else(|| {
        let found = interpreter.operand_name(value);
        interpreter.type_error(format!("strftime() argument 1 must be str, not {found}"))
    })
}

pub(super) fn strftime(
    interpreter: &mut Interpreter,
    moment: &DateTime,
    this: &Value,
    format: &str,
) -> PyResult<String> {
    let DateTime { date, time } = moment;
    let weekday = date.weekday() as usize;
    let mut output = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            output.push(character);
            continue;
        }
        let Some(code) = characters.next() else {
            output.push('%');
            break;
        };
        let hour12 = if time.hour % 12 == 0 {
            12
        } else {
            time.hour % 12
        };
        let part = match code {
            'a' => WEEKDAYS[weekday][..3].to_owned(),
            'A' => WEEKDAYS[weekday].to_owned(),
            'w' => ((weekday + 1) % 7).to_string(),
            'u' => (weekday + 1).to_string(),
            'd' => format!("{:02}", date.day),
            'e' => format!("{:2}", date.day),
            'b' | 'h' => MONTHS[date.month as usize - 1][..3].to_owned(),
            'B' => MONTHS[date.month as usize - 1].to_owned(),
            'm' => format!("{:02}", date.month),
            'y' => format!("{:02}", date.year % 100),
            'Y' => date.year.to_string(),
            'H' => format!("{:02}", time.hour),
            'I' => format!("{hour12:02}"),
            'p' => if time.hour < 12 { "AM" } else { "PM" }.to_owned(),
            'M' => format!("{:02}", time.minute),
            'S' => format!("{:02}", time.second),
            'f' => format!("{:06}", time.microsecond),
            'j' => format!("{:03}", date.day_of_year()),
            'U' => format!(
                "{:02}",
                (date.day_of_year() + 6 - (date.weekday() + 1) % 7) / 7
            ),
            'W' => format!("{:02}", (date.day_of_year() + 6 - date.weekday()) / 7),
            'G' => date.iso_calendar().0.to_string(),
            'V' => format!("{:02}", date.iso_calendar().1),
            'F' => self::date(*date),
            'T' => format!("{:02}:{:02}:{:02}", time.hour, time.minute, time.second),
            'R' => format!("{:02}:{:02}", time.hour, time.minute),
            'D' | 'x' => format!("{:02}/{:02}/{:02}", date.month, date.day, date.year % 100),
            'X' => format!("{:02}:{:02}:{:02}", time.hour, time.minute, time.second),
            'c' => {
                let format = "%a %b %e %H:%M:%S %Y";
                strftime(interpreter, moment, this, format)?
            }
            's' => (moment.microseconds() / 1_000_000
                - i128::from(super::calendar::EPOCH) * 86_400)
                .to_string(),
            'n' => "\n".to_owned(),
            't' => "\t".to_owned(),
            'z' | 'Z' => zone_part(interpreter, time, this, code)?,
            '%' => "%".to_owned(),
            other => format!("%{other}"),
        };
        output.push_str(&part);
    }
    Ok(output)
}

fn zone_part(
    interpreter: &mut Interpreter,
    time: &Time,
    this: &Value,
    code: char,
) -> PyResult<String> {
    let Some(tzinfo) = &time.tzinfo else {
        return Ok(String::new());
    };
    if code == 'z' {
        let offset = interpreter.utc_offset(tzinfo, this)?;
        return Ok(offset
            .map(|offset| offset_text(offset, ""))
            .unwrap_or_default());
    }
    let arguments = Arguments::positional(vec![this.clone()]);
    let name = interpreter.call_method(tzinfo, "tzname", arguments)?;
    Ok(name.as_str().unwrap_or_default().to_owned())
}

/// Reads `2025-01-31` or `20250131`.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let digits: String = match text.len() {
        10 if text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-') => {
            format!("{}{}{}", text.get(..4)?, text.get(5..7)?, text.get(8..)?)
        }
        8 => text.to_owned(),
        _ => return None,
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let date = Date {
        year: digits.get(..4)?.parse().ok()?,
        month: digits.get(4..6)?.parse().ok()?,
        day: digits.get(6..8)?.parse().ok()?,
    };
    let fits = date.year > 0
        && (1..=12).contains(&date.month)
        && (1..=super::calendar::days_in_month(date.year, date.month)).contains(&date.day);
    fits.then_some(date)
}

/// Reads `10:30`, `10:30:00.123456` and an offset after it.
pub(super) fn parse_time(text: &str) -> Option<(Time, Option<TimeDelta>)> {
    let text = text.strip_prefix('T').unwrap_or(text);
    let (clock, zone) = match text.find(['+', '-', 'Z']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let time = parse_clock(clock)?;
    let offset = match zone {
        "" => None,
        "Z" => Some(TimeDelta::default()),
        _ => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let distance = parse_clock(zone.get(1..)?)?;
            Some(TimeDelta::from_microseconds(
                sign * distance.microseconds(),
            )?)
        }
    };
    Some((time, offset))
}

fn parse_clock(text: &str) -> Option<Time> {
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let digits: String = if whole.contains(':') {
        let parts: Vec<&str> = whole.split(':').collect();
        if parts.iter().any(|part| part.len() != 2) {
            return None;
        }
        parts.concat()
    } else {
        whole.to_owned()
    };
    let fits = matches!(digits.len(), 2 | 4 | 6) && digits.bytes().all(|it| it.is_ascii_digit());
    if !fits || !fraction.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| {
        digits
            .get(range)
            .map_or(Some(0), |part| part.parse::<u32>().ok())
    };
    let microsecond = if fraction.is_empty() {
        0
    } else {
        format!("{:0<6}", fraction.get(..fraction.len().min(6))?)
            .parse()
            .ok()?
    };
    let time = Time::new(part(0..2)?, part(2..4)?, part(4..6)?, microsecond);
    (time.hour < 24 && time.minute < 60 && time.second < 60).then_some(time)
}

/// What `strptime` has read.
#[derive(Default)]
pub(super) struct Parsed {
    pub year: Option<i64>,
    pub month: Option<i64>,
    pub day: Option<i64>,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub microsecond: i64,
    pub offset: Option<TimeDelta>,
    afternoon: Option<bool>,
    day_of_year: Option<i64>,
}

impl Parsed {
    /// The datetime; `None` when the parts are out of range.
    pub fn moment(&self) -> Option<DateTime> {
        let hour = match self.afternoon {
            Some(true) if self.hour < 12 => self.hour + 12,
            Some(false) if self.hour == 12 => 0,
            _ => self.hour,
        };
        let year = i32::try_from(self.year.unwrap_or(1900)).ok()?;
        let date = match self.day_of_year {
            Some(day) => Date::from_ordinal(
                Date {
                    year,
                    month: 1,
                    day: 1,
                }
                .ordinal()
                    + day
                    - 1,
            )?,
            None => Date {
                year,
                month: u32::try_from(self.month.unwrap_or(1)).ok()?,
                day: u32::try_from(self.day.unwrap_or(1)).ok()?,
            },
        };
        let fits = (1..=12).contains(&date.month)
            && (1..=super::calendar::days_in_month(year, date.month)).contains(&date.day);
        let part = |value: i64| u32::try_from(value).ok();
        let time = Time::new(
            part(hour)?,
            part(self.minute)?,
            part(self.second)?,
            part(self.microsecond)?,
        );
        (fits && time.hour < 24 && time.minute < 60 && time.second < 62)
            .then_some(DateTime { date, time })
    }
}

/// `strptime`: the parts, or `None` when the text does not match.
pub(super) fn strptime(text: &str, format: &str) -> Result<Option<(Parsed, String)>, char> {
    let mut parsed = Parsed::default();
    let mut rest = text;
    let mut codes = format.chars();
    while let Some(character) = codes.next() {
        if character.is_whitespace() {
            rest = rest.trim_start();
            continue;
        }
        if character != '%' {
            match rest.strip_prefix(character) {
                Some(after) => rest = after,
                None => return Ok(None),
            }
            continue;
        }
        let Some(code) = codes.next() else {
            return Err('%');
        };
        match directive(&mut parsed, code, rest) {
            Some(Some(after)) => rest = after,
            Some(None) => return Ok(None),
            None => return Err(code),
        }
    }
    Ok(Some((parsed, rest.to_owned())))
}

/// Reads one directive: `None` when it is unknown, `Some(None)` when it does not match.
fn directive<'a>(parsed: &mut Parsed, code: char, rest: &'a str) -> Option<Option<&'a str>> {
    let number = |most: usize| -> Option<(i64, &'a str)> {
        let length = rest
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        let (digits, after) = rest.split_at(length);
        digits.parse().ok().map(|number| (number, after))
    };
    let name = |names: &[&str], length: Option<usize>| -> Option<(i64, &'a str)> {
        names.iter().enumerate().find_map(|(index, name)| {
            let name = &name[..length.unwrap_or(name.len())];
            let head = rest.get(..name.len())?;
            head.eq_ignore_ascii_case(name)
                .then(|| (index as i64 + 1, &rest[name.len()..]))
        })
    };
    macro_rules! read {
        ($value:expr, $target:expr) => {
            $value.map(|(value, after)| {
                $target = value.into();
                after
            })
        };
    }
    Some(match code {
        'Y' => read!(number(4).filter(|_| rest.len() >= 4), parsed.year),
        'y' => number(2).map(|(value, after)| {
            parsed.year = Some(if value < 69 {
                2000 + value
            } else {
                1900 + value
            });
            after
        }),
        'm' => read!(number(2), parsed.month),
        'd' | 'e' => read!(number(2), parsed.day),
        'H' | 'I' => read!(number(2), parsed.hour),
        'M' => read!(number(2), parsed.minute),
        'S' => read!(number(2), parsed.second),
        'j' => read!(number(3), parsed.day_of_year),
        'f' => {
            let length = rest.bytes().take(6).take_while(u8::is_ascii_digit).count();
            let (digits, after) = rest.split_at(length);
            format!("{digits:0<6}")
                .parse()
                .ok()
                .filter(|_| length > 0)
                .map(|value: i64| {
                    parsed.microsecond = value;
                    after
                })
        }
        'B' => read!(name(MONTHS, None), parsed.month),
        'b' | 'h' => read!(name(MONTHS, Some(3)), parsed.month),
        'A' => name(WEEKDAYS, None).map(|(_, after)| after),
        'a' => name(WEEKDAYS, Some(3)).map(|(_, after)| after),
        'p' => name(&["AM", "PM"], None).map(|(value, after)| {
            parsed.afternoon = Some(value == 2);
            after
        }),
        'z' => match rest.strip_prefix('Z') {
            Some(after) => {
                parsed.offset = Some(TimeDelta::default());
                Some(after)
            }
            None => {
                let length = rest
                    .bytes()
                    .take_while(|it| it.is_ascii_digit() || matches!(it, b'+' | b'-' | b':' | b'.'))
                    .count();
                let (zone, after) = rest.split_at(length);
                let sign = if zone.starts_with('-') { -1 } else { 1 };
                let distance = zone.get(1..).and_then(parse_clock);
                distance.map(|distance| {
                    parsed.offset = TimeDelta::from_microseconds(sign * distance.microseconds());
                    after
                })
            }
        },
        'Z' => Some(
            ["UTC", "GMT"]
                .iter()
                .find_map(|zone| rest.strip_prefix(zone))
                .unwrap_or(rest),
        ),
        '%' => rest.strip_prefix('%'),
        _ => return None,
    })
}

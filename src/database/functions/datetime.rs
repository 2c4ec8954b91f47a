//! Dates and times, as SQLite reckons them: milliseconds of the Julian day number.

use super::Scope;
use crate::database::SqlValue;
use crate::database::affinity::{to_float, to_text};
use crate::database::number::print::{Format, Layout};
use crate::database::number::{saturate, to_real};

const DAY: i64 = 86_400_000;
/// The Unix epoch.
const EPOCH: i64 = 210_866_760_000_000;

/// What a function makes of a moment.
#[derive(Clone, Copy)]
pub enum Shape {
    Date,
    Time,
    DateTime,
}

pub fn date(arguments: &[SqlValue], scope: &Scope<'_>) -> SqlValue {
    shape(Shape::Date, arguments, scope.session.now)
}

pub fn time(arguments: &[SqlValue], scope: &Scope<'_>) -> SqlValue {
    shape(Shape::Time, arguments, scope.session.now)
}

pub fn datetime(arguments: &[SqlValue], scope: &Scope<'_>) -> SqlValue {
    shape(Shape::DateTime, arguments, scope.session.now)
}

/// The moment that the arguments describe, as text.
pub fn shape(shape: Shape, arguments: &[SqlValue], now: &str) -> SqlValue {
    let Some(moment) = moment(arguments, now) else {
        return SqlValue::Null;
    };
    let format = match shape {
        Shape::Date => "%Y-%m-%d",
        Shape::Time => "%H:%M:%S",
        Shape::DateTime => "%Y-%m-%d %H:%M:%S",
    };
    render(format, moment)
}

pub fn strftime(arguments: &[SqlValue], scope: &Scope<'_>) -> SqlValue {
    let Some((format, rest)) = arguments.split_first() else {
        return SqlValue::Null;
    };
    match moment(rest, scope.session.now) {
        Some(moment) if *format != SqlValue::Null => render(&to_text(format), moment),
        _ => SqlValue::Null,
    }
}

pub fn julianday(arguments: &[SqlValue], scope: &Scope<'_>) -> SqlValue {
    let moment = moment(arguments, scope.session.now);
    moment.map_or(SqlValue::Null, |moment| {
        SqlValue::Real(to_real(moment) / to_real(DAY))
    })
}

pub fn unixepoch(arguments: &[SqlValue], scope: &Scope<'_>) -> SqlValue {
    let moment = moment(arguments, scope.session.now);
    moment.map_or(SqlValue::Null, |moment| {
        SqlValue::Integer((moment - EPOCH).div_euclid(1000))
    })
}

/// The moment of a time value and its modifiers.
fn moment(arguments: &[SqlValue], now: &str) -> Option<i64> {
    let Some((value, modifiers)) = arguments.split_first() else {
        return parse(now, now);
    };
    let modifiers: Vec<String> = modifiers
        .iter()
        .map(|modifier| {
            (*modifier != SqlValue::Null).then(|| to_text(modifier).to_ascii_lowercase())
        })
        .collect::<Option<_>>()?;
    let is_epoch = |modifier: &String| modifier == "unixepoch" || modifier == "auto";
    let mut moment = match value {
        SqlValue::Null => return None,
        SqlValue::Text(text) if !is_number(text) => parse(text, now)?,
        number if modifiers.first().is_some_and(is_epoch) => {
            EPOCH + saturate((to_float(number) * 1000.0).round())
        }
        number => {
            let day = to_float(number);
            (0.0..5_373_484.5)
                .contains(&day)
                .then(|| saturate(day * to_real(DAY) + 0.5))?
        }
    };
    for (place, modifier) in modifiers.iter().enumerate() {
        if place == 0 && (is_epoch(modifier) || modifier == "julianday") {
            continue;
        }
        moment = modify(moment, modifier)?;
    }
    // Up to the end of the year 9999.
    ((0..=464_269_060_799_999).contains(&moment)).then_some(moment)
}

fn is_number(text: &str) -> bool {
    crate::database::number::whole_number(text).is_some()
}

fn parse(text: &str, now: &str) -> Option<i64> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("now") {
        return if now.eq_ignore_ascii_case("now") {
            None
        } else {
            parse(now, "now")
        };
    }
    let (date, clock) = match text.get(4..5) {
        Some("-") => {
            let day = parse_date(text.get(..10)?)?;
            let rest = text.get(10..)?.trim_start_matches([' ', 'T', 't']);
            (day, rest)
        }
        _ => (days(2000, 1, 1), text),
    };
    let clock = if clock.is_empty() {
        0
    } else {
        parse_clock(clock)?
    };
    Some(date * DAY - DAY / 2 + clock)
}

fn parse_date(text: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| digits(text.get(range)?);
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let separated = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    (separated && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| days(year, month, day))
}

fn digits(text: &str) -> Option<i64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

/// `HH:MM`, `HH:MM:SS.SSS`, with `Z` or an offset: milliseconds of the day, in UTC.
fn parse_clock(text: &str) -> Option<i64> {
    let hour = digits(text.get(0..2)?)?;
    let minute = digits(text.get(3..5)?)?;
    if text.get(2..3) != Some(":") || hour > 24 || minute > 59 {
        return None;
    }
    let mut rest = text.get(5..)?;
    let mut milliseconds = 0;
    if let Some(seconds) = rest.strip_prefix(':') {
        let length = seconds
            .bytes()
            .take_while(|b| b.is_ascii_digit() || *b == b'.')
            .count();
        let second: f64 = seconds.get(..length)?.parse().ok()?;
        if second >= 60.0 || !seconds.as_bytes().get(1)?.is_ascii_digit() {
            return None;
        }
        milliseconds = saturate(second * 1000.0 + 0.5);
        rest = seconds.get(length..)?;
    }
    let offset = parse_offset(rest.trim())?;
    Some((hour * 60 + minute - offset) * 60_000 + milliseconds)
}

/// Minutes to the east of Greenwich.
fn parse_offset(text: &str) -> Option<i64> {
    let sign = match text.as_bytes().first() {
        None => return Some(0),
        Some(b'Z' | b'z') => return (text.len() == 1).then_some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return None,
    };
    let hour = digits(text.get(1..3)?)?;
    let minute = digits(text.get(4..6)?)?;
    (text.len() == 6 && hour <= 14 && minute <= 59).then_some(sign * (hour * 60 + minute))
}

/// The Julian day number of a date, at noon; the day may exceed its month.
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month <= 2 {
        (year - 1, month + 12)
    } else {
        (year, month)
    };
    let century = year.div_euclid(100);
    let leap = 2 - century + century.div_euclid(4);
    (36525 * (year + 4716)).div_euclid(100) + 306_001 * (month + 1) / 10000 + day + leap - 1524
}

/// The date of a moment: year, month, day.
fn civil(moment: i64) -> (i64, i64, i64) {
    civil_day((moment + DAY / 2).div_euclid(DAY))
}

/// The date of a Julian day number: year, month, day.
pub fn civil_day(day: i64) -> (i64, i64, i64) {
    let alpha = (day * 100 - 186_721_625).div_euclid(3_652_425);
    let shifted = day + 1 + alpha - alpha.div_euclid(4) + 1524;
    let century = (shifted * 100 - 12210).div_euclid(36525);
    let start = (36525 * century).div_euclid(100);
    let month = (shifted - start) * 10000 / 306_001;
    let day = shifted - start - 306_001 * month / 10000;
    let month = if month < 14 { month - 1 } else { month - 13 };
    let year = if month > 2 {
        century - 4716
    } else {
        century - 4715
    };
    (year, month, day)
}

/// Milliseconds since midnight.
fn clock(moment: i64) -> i64 {
    (moment + DAY / 2).rem_euclid(DAY)
}

fn modify(moment: i64, modifier: &str) -> Option<i64> {
    let (year, month, _) = civil(moment);
    let midnight = moment - clock(moment);
    let first = |year, month| days(year, month, 1) * DAY - DAY / 2;
    match modifier {
        "start of day" => return Some(midnight),
        "start of month" => return Some(first(year, month)),
        "start of year" => return Some(first(year, 1)),
        "utc" | "localtime" | "subsec" | "subsecond" => return Some(moment),
        _ => {}
    }
    if let Some(weekday) = modifier.strip_prefix("weekday ") {
        let wanted = digits(weekday).filter(|weekday| *weekday <= 6)?;
        let today = (moment + DAY / 2 + DAY).div_euclid(DAY).rem_euclid(7);
        return Some(moment + (wanted - today).rem_euclid(7) * DAY);
    }
    shift(moment, modifier)
}

/// `+3 days`, `-1.5 hours`, `+01:30`.
fn shift(moment: i64, modifier: &str) -> Option<i64> {
    let Some((amount, unit)) = modifier.split_once(' ') else {
        let (sign, clock) = match modifier.split_at_checked(1)? {
            ("-", clock) => (-1, clock),
            ("+", clock) => (1, clock),
            _ => (1, modifier),
        };
        return parse_clock(clock).map(|clock| moment + sign * clock);
    };
    let amount: f64 = amount
        .parse()
        .ok()
        .filter(|amount: &f64| amount.abs() < 1e13)?;
    let unit = unit.trim().trim_end_matches('s');
    let milliseconds = match unit {
        "second" => 1000,
        "minute" => 60_000,
        "hour" => 3_600_000,
        "day" => DAY,
        "month" | "year" => {
            let whole = saturate(amount);
            let months = if unit == "year" {
                whole.checked_mul(12)?
            } else {
                whole
            };
            let per_unit = if unit == "year" { 365 * DAY } else { 30 * DAY };
            let rest = saturate((amount - to_real(whole)) * to_real(per_unit));
            return add_months(moment, months)?.checked_add(rest);
        }
        _ => return None,
    };
    moment.checked_add(saturate((amount * to_real(milliseconds)).round()))
}

fn add_months(moment: i64, months: i64) -> Option<i64> {
    let (year, month, day) = civil(moment);
    let total = (year * 12 + month - 1).checked_add(months)?;
    let year = total.div_euclid(12);
    (0..=9999)
        .contains(&year)
        .then(|| days(year, total.rem_euclid(12) + 1, day) * DAY - DAY / 2 + clock(moment))
}

fn render(format: &str, moment: i64) -> SqlValue {
    let (year, month, day) = civil(moment);
    let clock = clock(moment);
    let (hour, minute, second) = (clock / 3_600_000, clock / 60_000 % 60, clock / 1000 % 60);
    let day_of_year = days(year, month, day) - days(year, 1, 1);
    let weekday = (days(year, month, day) + 1).rem_euclid(7);
    let mut output = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            output.push(character);
            continue;
        }
        output.push_str(&match characters.next() {
            Some('d') => format!("{day:02}"),
            Some('f') => format!("{second:02}.{:03}", clock % 1000),
            Some('H') => format!("{hour:02}"),
            Some('j') => format!("{:03}", day_of_year + 1),
            Some('J') => general_day(moment),
            Some('m') => format!("{month:02}"),
            Some('M') => format!("{minute:02}"),
            Some('s') => (moment - EPOCH).div_euclid(1000).to_string(),
            Some('S') => format!("{second:02}"),
            Some('w') => weekday.to_string(),
            Some('W') => format!("{:02}", (day_of_year + 7 - (weekday + 6) % 7) / 7),
            Some('Y') => format!("{year:04}"),
            Some('%') => "%".to_owned(),
            _ => return SqlValue::Null,
        });
    }
    SqlValue::Text(output.into())
}

fn general_day(moment: i64) -> String {
    let format = Format {
        layout: Layout::General,
        precision: 16,
        alternate: false,
        precise: false,
    };
    format.print(to_real(moment) / to_real(DAY))
}

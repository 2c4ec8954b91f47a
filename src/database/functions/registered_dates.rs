//! The functions on dates and times that Django adds to its SQLite connections.
//!
//! Moments are kept in UTC; a time zone is known by the rule that it has now.

use std::rc::Rc;

use super::{Answer, datetime};
use crate::database::affinity::to_text;
use crate::database::expression::Scope;
use crate::database::{DatabaseError, SqlValue};
use crate::time_zones;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// What Python's exception in a function becomes.
fn raised() -> DatabaseError {
    DatabaseError::operational("user-defined function raised exception")
}

fn text(value: impl Into<Rc<str>>) -> Answer {
    Ok(SqlValue::Text(value.into()))
}

/// A date and a time of day, as far as a text has them.
#[derive(Clone, Copy)]
struct Moment {
    /// The Julian day number.
    day: i64,
    /// Microseconds since midnight.
    clock: i64,
    has_clock: bool,
}

impl Moment {
    /// What `typecast_timestamp()` reads; a text without a date counts from an arbitrary day.
    fn parse(value: &SqlValue) -> Option<Self> {
        let SqlValue::Text(value) = value else {
            return None;
        };
        let value = value.trim();
        let (date, clock) = match value.split_once([' ', 'T']) {
            Some((date, clock)) => (Some(date), Some(clock)),
            None if value.contains(':') => (None, Some(value)),
            None => (Some(value), None),
        };
        let day = match date {
            Some(date) => parse_date(date)?,
            None => datetime::days(1900, 1, 1),
        };
        let microseconds = match clock {
            Some(clock) => parse_clock(clock)?,
            None => 0,
        };
        Some(Self {
            day,
            clock: microseconds,
            has_clock: clock.is_some(),
        })
    }

    /// Year, month, day.
    fn date(self) -> (i64, i64, i64) {
        datetime::civil_day(self.day)
    }

    /// 1 on Mondays.
    fn iso_weekday(self) -> i64 {
        self.day.rem_euclid(7) + 1
    }

    /// The year and the week of ISO 8601.
    fn iso_calendar(self) -> (i64, i64) {
        let thursday = self.day - self.iso_weekday() + 4;
        let (year, ..) = datetime::civil_day(thursday);
        (year, (thursday - datetime::days(year, 1, 1)) / 7 + 1)
    }

    fn part(self, lookup: &str) -> Option<i64> {
        let (year, month, day) = self.date();
        Some(match lookup {
            "year" => year,
            "month" => month,
            "day" => day,
            "week_day" => self.iso_weekday() % 7 + 1,
            "iso_week_day" => self.iso_weekday(),
            "iso_year" => self.iso_calendar().0,
            "week" => self.iso_calendar().1,
            "quarter" => (month + 2) / 3,
            "hour" => self.clock / (3600 * SECOND),
            "minute" => self.clock / (60 * SECOND) % 60,
            "second" => self.clock / SECOND % 60,
            "microsecond" => self.clock % SECOND,
            _ => return None,
        })
    }

    fn date_text(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}-{month:02}-{day:02}")
    }

    fn clock_text(self) -> String {
        let rest = match self.clock % SECOND {
            0 => String::new(),
            rest => format!(".{rest:06}"),
        };
        format!("{}{rest}", self.seconds_text())
    }

    fn seconds_text(self) -> String {
        let seconds = self.clock / SECOND;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
    }

    /// The day on which the year, quarter, month or week begins.
    fn begin(self, lookup: &str) -> Option<Self> {
        let (year, month, _) = self.date();
        let day = match lookup {
            "year" => datetime::days(year, 1, 1),
            "quarter" => datetime::days(year, (month - 1) / 3 * 3 + 1, 1),
            "month" => datetime::days(year, month, 1),
            "week" => self.day - self.iso_weekday() + 1,
            "day" => self.day,
            _ => return None,
        };
        let begin = Self { day, ..self };
        Some(Self { clock: 0, ..begin })
    }

    /// The hour, minute or second that begins.
    fn begin_clock(self, lookup: &str) -> Option<Self> {
        let unit = match lookup {
            "hour" => 3600 * SECOND,
            "minute" => 60 * SECOND,
            "second" => SECOND,
            _ => return None,
        };
        let clock = self.clock - self.clock % unit;
        Some(Self { clock, ..self })
    }

    fn microseconds(self) -> i64 {
        self.day * DAY + self.clock
    }
}

fn parse_date(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let real = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let number = datetime::days(year, month, day);
    (real && datetime::civil_day(number) == (year, month, day)).then_some(number)
}

/// Microseconds since midnight; an offset is dropped, as Django's own reading does.
fn parse_clock(text: &str) -> Option<i64> {
    let text = text.split(['+', 'Z', '-']).next()?;
    let mut parts = text.splitn(3, ':');
    let mut number = || {
        parts
            .next()
            .map_or(Some(0), |part| part.parse::<i64>().ok())
    };
    let (hours, minutes) = (number()?, number()?);
    let seconds = text.splitn(3, ':').nth(2).unwrap_or("0");
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let fraction = format!("{fraction:0<6}").get(..6)?.parse::<i64>().ok()?;
    let seconds = whole.parse::<i64>().ok()?;
    let real = (0..24).contains(&hours) && (0..60).contains(&minutes) && (0..60).contains(&seconds);
    real.then(|| ((hours * 60 + minutes) * 60 + seconds) * SECOND + fraction)
}

/// The moment on the clocks of a zone: of the last two arguments the first is where it is asked for,
/// the other where it was written, which is UTC.
fn local(moment: Moment, zones: &[SqlValue]) -> Result<Moment, DatabaseError> {
    let [zone, written] = zones else {
        return Ok(moment);
    };
    let unknown = |zone: &SqlValue| {
        let zone = to_text(zone);
        DatabaseError::not_supported(format_args!("the time zone {zone} at this moment in SQL"))
    };
    if *zone == SqlValue::Null || zone == written {
        return Ok(moment);
    }
    if to_text(written) != "UTC" {
        return Err(unknown(written));
    }
    let name = to_text(zone);
    let seconds = (moment.day - datetime::days(1970, 1, 1)) * 86_400 + moment.clock / SECOND;
    let offset = match fixed(&name) {
        Some(offset) => offset,
        None => match time_zones::at_utc(&name, seconds) {
            Some(offset) => offset.seconds,
            None => return Err(unknown(zone)),
        },
    };
    let clock = moment.clock + offset * SECOND;
    Ok(Moment {
        day: moment.day + clock.div_euclid(DAY),
        clock: clock.rem_euclid(DAY),
        ..moment
    })
}

/// `UTC+05:30`: seconds.
fn fixed(name: &str) -> Option<i64> {
    let rest = name.strip_prefix("UTC")?;
    let (sign, rest) = match rest.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, rest.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?) * 60)
}

/// `django_date_extract`, `django_datetime_extract` and `django_time_extract`.
pub fn extract(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let [lookup, value, zones @ ..] = arguments else {
        return Err(raised());
    };
    let Some(moment) = Moment::parse(value) else {
        return Ok(SqlValue::Null);
    };
    let moment = local(moment, zones)?;
    let part = moment.part(&to_text(lookup)).ok_or_else(raised)?;
    Ok(SqlValue::Integer(part))
}

/// `django_date_trunc`.
pub fn date_trunc(arguments: &[SqlValue], scope: &Scope<'_>) -> Answer {
    truncated(arguments, scope, |moment, lookup| {
        Some(moment.begin(lookup)?.date_text())
    })
}

/// `django_time_trunc`.
pub fn time_trunc(arguments: &[SqlValue], scope: &Scope<'_>) -> Answer {
    truncated(arguments, scope, |moment, lookup| {
        Some(moment.begin_clock(lookup)?.seconds_text())
    })
}

/// `django_datetime_trunc`.
pub fn datetime_trunc(arguments: &[SqlValue], scope: &Scope<'_>) -> Answer {
    truncated(arguments, scope, |moment, lookup| {
        let begin = moment
            .begin(lookup)
            .or_else(|| moment.begin_clock(lookup))?;
        Some(format!("{} {}", begin.date_text(), begin.seconds_text()))
    })
}

fn truncated(
    arguments: &[SqlValue],
    _: &Scope<'_>,
    begin: fn(Moment, &str) -> Option<String>,
) -> Answer {
    let [lookup, value, zones @ ..] = arguments else {
        return Err(raised());
    };
    match Moment::parse(value) {
        Some(moment) => {
            let moment = local(moment, zones)?;
            text(begin(moment, &to_text(lookup)).ok_or_else(raised)?)
        }
        None => Ok(SqlValue::Null),
    }
}

/// `django_datetime_cast_date`.
pub fn cast_date(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    cast(arguments, Moment::date_text)
}

/// `django_datetime_cast_time`.
pub fn cast_time(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    cast(arguments, Moment::clock_text)
}

fn cast(arguments: &[SqlValue], shown: fn(Moment) -> String) -> Answer {
    let [value, zones @ ..] = arguments else {
        return Err(raised());
    };
    match Moment::parse(value) {
        Some(moment) => text(shown(local(moment, zones)?)),
        None => Ok(SqlValue::Null),
    }
}

/// `django_time_diff` and `django_timestamp_diff`: microseconds.
pub fn difference(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let [left, right] = arguments else {
        return Err(raised());
    };
    if arguments.contains(&SqlValue::Null) {
        return Ok(SqlValue::Null);
    }
    match (Moment::parse(left), Moment::parse(right)) {
        (Some(left), Some(right)) => {
            let difference = left.microseconds() - right.microseconds();
            Ok(SqlValue::Integer(difference))
        }
        _ => Err(raised()),
    }
}

/// `django_format_dtdelta`: arithmetic between moments and durations, which are microseconds.
pub fn format_delta(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let [connector, left, right] = arguments else {
        return Err(raised());
    };
    if arguments.contains(&SqlValue::Null) {
        return Ok(SqlValue::Null);
    }
    let connector = to_text(connector);
    let sign = if connector == "-" { -1 } else { 1 };
    match (connector.as_str(), left, right) {
        ("+" | "-", SqlValue::Integer(left), SqlValue::Integer(right)) => {
            text(duration(left + sign * right))
        }
        ("+" | "-", moment, SqlValue::Integer(delta)) => moved(moment, sign * delta),
        ("+", SqlValue::Integer(delta), moment) => moved(moment, *delta),
        ("-", left, right) => match (Moment::parse(left), Moment::parse(right)) {
            (Some(left), Some(right)) => text(duration(left.microseconds() - right.microseconds())),
            _ => Ok(SqlValue::Null),
        },
        _ => Ok(SqlValue::Null),
    }
}

/// `str()` of a date or a moment after some microseconds; a date moves by whole days.
fn moved(moment: &SqlValue, delta: i64) -> Answer {
    let Some(moment) = Moment::parse(moment) else {
        return Ok(SqlValue::Null);
    };
    if !moment.has_clock {
        let day = moment.day + delta.div_euclid(DAY);
        return text(Moment { day, ..moment }.date_text());
    }
    let total = moment.microseconds() + delta;
    let after = Moment {
        day: total.div_euclid(DAY),
        clock: total.rem_euclid(DAY),
        ..moment
    };
    text(format!("{} {}", after.date_text(), after.clock_text()))
}

/// `str()` of a `timedelta`.
fn duration(microseconds: i64) -> String {
    let days = microseconds.div_euclid(DAY);
    let clock = microseconds.rem_euclid(DAY);
    let seconds = clock / SECOND;
    let shown = format!(
        "{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    let rest = match clock % SECOND {
        0 => String::new(),
        rest => format!(".{rest:06}"),
    };
    match days {
        0 => format!("{shown}{rest}"),
        1 | -1 => format!("{days} day, {shown}{rest}"),
        _ => format!("{days} days, {shown}{rest}"),
    }
}

//! The proleptic Gregorian calendar.

use super::{Date, DateTime, Time, TimeDelta};

pub(super) const MICROSECONDS_PER_DAY: i128 = 86_400_000_000;
/// The ordinal of 1970-01-01.
pub(super) const EPOCH: i64 = 719_163;

pub(super) fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

pub(super) fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Date {
    /// Days since 0001-01-01, which is 1.
    pub fn ordinal(self) -> i64 {
        let before = i64::from(self.year) - 1;
        let leaps = before / 4 - before / 100 + before / 400;
        let months: u32 = (1..self.month)
            .map(|month| days_in_month(self.year, month))
            .sum();
        before * 365 + leaps + i64::from(months) + i64::from(self.day)
    }

    /// The date of an ordinal; `None` outside the years 1 to 9999.
    pub(super) fn from_ordinal(ordinal: i64) -> Option<Self> {
        if !(1..=3_652_059).contains(&ordinal) {
            return None;
        }
        let mut year = i32::try_from((ordinal - 1) / 366 + 1).ok()?;
        while year < 9999
            && (Self {
                year: year + 1,
                month: 1,
                day: 1,
            })
            .ordinal()
                <= ordinal
        {
            year += 1;
        }
        let mut left = ordinal
            - (Self {
                year,
                month: 1,
                day: 1,
            })
            .ordinal();
        let mut month = 1;
        while left >= i64::from(days_in_month(year, month)) {
            left -= i64::from(days_in_month(year, month));
            month += 1;
        }
        Some(Self {
            year,
            month,
            day: u32::try_from(left).ok()? + 1,
        })
    }

    /// Monday is 0.
    pub(in crate::python) fn weekday(self) -> i64 {
        (self.ordinal() + 6).rem_euclid(7)
    }

    /// The day's number in its year, from 1.
    pub(super) fn day_of_year(self) -> i64 {
        self.ordinal()
            - (Self {
                year: self.year,
                month: 1,
                day: 1,
            })
            .ordinal()
            + 1
    }

    /// ISO year, week and weekday.
    pub(super) fn iso_calendar(self) -> (i32, i64, i64) {
        let first = |year: i32| {
            let new_year = Self {
                year,
                month: 1,
                day: 1,
            };
            let monday = new_year.ordinal() - new_year.weekday();
            if new_year.weekday() > 3 {
                monday + 7
            } else {
                monday
            }
        };
        let ordinal = self.ordinal();
        let mut year = self.year;
        if ordinal < first(year) {
            year -= 1;
        } else if ordinal >= first(year + 1) {
            year += 1;
        }
        (year, (ordinal - first(year)) / 7 + 1, self.weekday() + 1)
    }
}

impl Time {
    /// A time without time zone.
    pub fn new(hour: u32, minute: u32, second: u32, microsecond: u32) -> Self {
        Self {
            hour,
            minute,
            second,
            microsecond,
            tzinfo: None,
            fold: 0,
        }
    }

    /// Microseconds since midnight.
    pub(super) fn microseconds(&self) -> i128 {
        let seconds = self.hour * 3600 + self.minute * 60 + self.second;
        i128::from(seconds) * 1_000_000 + i128::from(self.microsecond)
    }

    pub(super) fn from_microseconds(microseconds: i128) -> Self {
        let part = |value: i128| u32::try_from(value).unwrap_or(0);
        let seconds = microseconds / 1_000_000;
        Self::new(
            part(seconds / 3600),
            part(seconds / 60 % 60),
            part(seconds % 60),
            part(microseconds % 1_000_000),
        )
    }
}

impl DateTime {
    /// Microseconds since 0001-01-01 00:00 on the wall clock.
    pub(super) fn microseconds(&self) -> i128 {
        i128::from(self.date.ordinal()) * MICROSECONDS_PER_DAY + self.time.microseconds()
    }

    /// The naive datetime at a distance from 0001-01-01; `None` out of range.
    pub(super) fn from_microseconds(microseconds: i128) -> Option<Self> {
        let days = microseconds.div_euclid(MICROSECONDS_PER_DAY);
        let date = Date::from_ordinal(i64::try_from(days).ok()?)?;
        let time = Time::from_microseconds(microseconds.rem_euclid(MICROSECONDS_PER_DAY));
        Some(Self { date, time })
    }

    /// The naive UTC datetime of microseconds since 1970.
    pub fn from_epoch(microseconds: i64) -> Option<Self> {
        let epoch = i128::from(EPOCH) * MICROSECONDS_PER_DAY;
        Self::from_microseconds(epoch + i128::from(microseconds))
    }
}

impl TimeDelta {
    /// The whole difference in microseconds.
    pub fn total_microseconds(self) -> i128 {
        i128::from(self.days) * MICROSECONDS_PER_DAY
            + i128::from(self.seconds) * 1_000_000
            + i128::from(self.microseconds)
    }

    /// The normalized difference of so many microseconds; `None` when it has too many days.
    pub fn from_microseconds(microseconds: i128) -> Option<Self> {
        let days = i64::try_from(microseconds.div_euclid(MICROSECONDS_PER_DAY)).ok()?;
        let rest = microseconds.rem_euclid(MICROSECONDS_PER_DAY);
        let fits = (-999_999_999..=999_999_999).contains(&days);
        fits.then_some(Self {
            days,
            seconds: i64::try_from(rest / 1_000_000).ok()?,
            microseconds: i64::try_from(rest % 1_000_000).ok()?,
        })
    }
}

//! Time zones: what clocks show where, by the rule that each zone has now.
//!
//! `time_zones.txt` has the rules, as POSIX writes them, with the year since which they hold; of what
//! was before, nothing is known. The evaluator and the database both convert moments.

/// What a clock is ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// Seconds.
    pub seconds: i64,
    /// Seconds of it that are for the summer.
    pub summer: i64,
    /// `CET`, `CEST`.
    pub name: &'static str,
}

/// The offset at a moment of UTC, in seconds since 1970; `None` when it is not known.
pub fn at_utc(zone: &str, moment: i64) -> Option<Offset> {
    let rule = rule(zone)?;
    let year = year_of(moment + rule.standard.seconds);
    rule.check(year)?;
    let Some((summer, start, end)) = &rule.summer else {
        return Some(rule.standard);
    };
    let start = start.in_year(year) - rule.standard.seconds;
    let end = end.in_year(year) - summer.seconds;
    Some(rule.at(*summer, moment, start, end))
}

/// The offset where a clock on the wall shows a time, in seconds since 1970 as if it were UTC. `fold`
/// is for times that it shows twice, or never.
pub fn at_wall(zone: &str, wall: i64, fold: bool) -> Option<Offset> {
    let rule = rule(zone)?;
    let year = year_of(wall);
    rule.check(year)?;
    let Some((summer, start, end)) = &rule.summer else {
        return Some(rule.standard);
    };
    let change = summer.seconds - rule.standard.seconds;
    let put = |at: i64, change: i64| match fold {
        true => at + change.min(0),
        false => at + change.max(0),
    };
    let start = put(start.in_year(year), change);
    let end = put(end.in_year(year), -change);
    Some(rule.at(*summer, wall, start, end))
}

/// How clocks go in a zone.
struct Rule {
    standard: Offset,
    /// The summer, and when it begins and ends.
    summer: Option<(Offset, Change, Change)>,
    since: i64,
}

/// When clocks change in a year.
enum Change {
    /// Month, week and weekday, and seconds after midnight.
    Weekday(i64, i64, i64, i64),
    /// A day of the year, from 1, without counting the 29th of February.
    Day(i64, i64),
}

impl Rule {
    fn check(&self, year: i64) -> Option<()> {
        (year >= self.since).then_some(())
    }

    fn at(&self, summer: Offset, now: i64, start: i64, end: i64) -> Offset {
        let is_summer = match start <= end {
            true => (start..end).contains(&now),
            false => !(end..start).contains(&now),
        };
        if is_summer { summer } else { self.standard }
    }
}

impl Change {
    /// Seconds since 1970 on the clock that is changed.
    fn in_year(&self, year: i64) -> i64 {
        let (day, seconds) = match *self {
            Self::Weekday(month, week, weekday, seconds) => {
                let first = days(year, month, 1);
                // The first of January 1970 was a Thursday.
                let ahead = (weekday - (first + 4)).rem_euclid(7);
                let mut day = first + ahead + (week - 1) * 7;
                let next = match month {
                    12 => days(year + 1, 1, 1),
                    _ => days(year, month + 1, 1),
                };
                while day >= next {
                    day -= 7;
                }
                (day, seconds)
            }
            Self::Day(day, seconds) => {
                let leap = days(year, 3, 1) - days(year, 2, 28) == 2;
                let added = i64::from(leap && day >= 60);
                (days(year, 1, 1) + day - 1 + added, seconds)
            }
        };
        day * 86_400 + seconds
    }
}

fn rule(zone: &str) -> Option<Rule> {
    let lines = include_str!("time_zones.txt").lines();
    let mut parts = lines.map(|line| line.split(' '));
    parts.find_map(|mut parts| {
        let (text, since) = (parts.next()?, parts.next()?);
        parts
            .any(|name| name == zone)
            .then(|| parse(text, since.parse().ok()?))?
    })
}

fn parse(text: &'static str, since: i64) -> Option<Rule> {
    let mut parts = text.split(',');
    let mut rest = parts.next()?;
    let standard = offset(&mut rest)?;
    let (start, end) = (parts.next(), parts.next());
    let summer = match (start, end) {
        (Some(start), Some(end)) => {
            let says_offset = match rest.strip_prefix('<') {
                Some(quoted) => !quoted.ends_with('>'),
                None => !rest.chars().all(|it| it.is_ascii_alphabetic()),
            };
            let mut summer = match says_offset {
                true => offset(&mut rest)?,
                false => Offset {
                    seconds: standard.seconds + 3600,
                    summer: 0,
                    name: rest.trim_matches(['<', '>']),
                },
            };
            summer.summer = summer.seconds - standard.seconds;
            Some((summer, change(start)?, change(end)?))
        }
        _ => None,
    };
    Some(Rule {
        standard,
        summer,
        since,
    })
}

/// `CET-1`, `<+0330>-3:30`: POSIX counts towards the west.
fn offset(rest: &mut &'static str) -> Option<Offset> {
    let (name, after) = match rest.strip_prefix('<') {
        Some(quoted) => quoted.split_once('>')?,
        None => rest.split_at(rest.find(|it: char| !it.is_ascii_alphabetic())?),
    };
    let end = after.find(|it: char| it.is_ascii_alphabetic() || it == '<');
    let (number, after) = after.split_at(end.unwrap_or(after.len()));
    *rest = after;
    Some(Offset {
        seconds: -clock(number)?,
        summer: 0,
        name,
    })
}

/// `2`, `-1:30`, `24:00:00`: seconds.
fn clock(text: &str) -> Option<i64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut seconds = 0;
    for (part, size) in text.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i64>().ok()? * size;
    }
    Some(sign * seconds)
}

fn change(text: &str) -> Option<Change> {
    let (day, time) = text.split_once('/').unwrap_or((text, "2"));
    let seconds = clock(time)?;
    if let Some(day) = day.strip_prefix('J') {
        return Some(Change::Day(day.parse().ok()?, seconds));
    }
    let mut numbers = day.strip_prefix('M')?.split('.').map(str::parse);
    let mut number = || numbers.next()?.ok();
    Some(Change::Weekday(number()?, number()?, number()?, seconds))
}

/// The days from 1970-01-01 to the first Monday of an ISO year.
pub fn iso_year_start(year: i64) -> i64 {
    let fourth = days(year, 1, 4);
    fourth - (fourth + 3).rem_euclid(7)
}

/// The date so many days after 1970-01-01: year, month, day.
pub fn date(day: i64) -> (i64, i64, i64) {
    let year = year_of(day * 86_400);
    let month = (1..=12).rev().find(|month| days(year, *month, 1) <= day);
    let month = month.unwrap_or(1);
    (year, month, day - days(year, month, 1) + 1)
}

/// The days from 1970-01-01 to a date.
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let century = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    century * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn year_of(seconds: i64) -> i64 {
    let day = seconds.div_euclid(86_400);
    let guess = 1970 + day.div_euclid(366);
    let mut year = guess;
    while days(year + 1, 1, 1) <= day {
        year += 1;
    }
    while days(year, 1, 1) > day {
        year -= 1;
    }
    year
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024-03-31 01:00 UTC, when clocks are put forward in Europe.
    const FORWARD: i64 = 1_711_846_800;

    fn check(zone: &str, utc: i64, seconds: i64, name: &str) {
        let found = at_utc(zone, utc).map(|offset| (offset.seconds, offset.name));
        assert_eq!(found, Some((seconds, name)));
    }

    #[test]
    fn clocks_go_by_the_rules_of_their_zones() {
        check("Europe/Oslo", FORWARD - 1, 3600, "CET");
        check("Europe/Oslo", FORWARD, 7200, "CEST");
        check("Europe/Dublin", FORWARD, 3600, "IST");
        check("America/New_York", FORWARD, -14_400, "EDT");
        check("Australia/Sydney", FORWARD, 39_600, "AEDT");
        check("Asia/Kolkata", FORWARD, 19_800, "IST");
        check("America/Sao_Paulo", FORWARD, -10_800, "-03");
        check("UTC", FORWARD, 0, "UTC");
    }

    #[test]
    fn times_that_clocks_show_twice_or_never_go_by_the_fold() {
        let at = |wall, fold| at_wall("Europe/Oslo", wall, fold).map(|it| it.seconds);
        // 02:30 on the wall, which is skipped, and shown twice on 2024-10-27.
        let (skipped, twice) = (FORWARD + 3600 + 1800, 1_729_996_200);
        assert_eq!(
            [at(skipped, false), at(skipped, true)],
            [Some(3600), Some(7200)]
        );
        assert_eq!(
            [at(twice, false), at(twice, true)],
            [Some(7200), Some(3600)]
        );
    }

    #[test]
    fn of_earlier_rules_nothing_is_known() {
        assert_eq!(at_utc("America/New_York", 0), None);
        assert_eq!(at_utc("Nowhere/Else", 0), None);
    }
}

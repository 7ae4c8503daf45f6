//! Durations and due times in the words people use (English; a page in another language makes its own).

use core::time::Duration;

use crate::Instant;
use crate::due::{Due, Remaining};

/// A duration in words, cut down to whole units of its largest useful one: "less than a minute",
/// "1 minute", "47 hours", "2 days", "2 years". Hours run to two days and days to two years, so that
/// what is cut off never matters.
#[must_use]
pub fn in_words(duration: Duration) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    const YEAR: u64 = 365 * DAY;
    let seconds = duration.as_secs();
    let (count, unit) = match seconds {
        0..MINUTE => return "less than a minute".to_owned(),
        MINUTE..HOUR => (seconds / MINUTE, "minute"),
        HOUR..172_800 => (seconds / HOUR, "hour"),
        172_800..63_072_000 => (seconds / DAY, "day"),
        _ => (seconds / YEAR, "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// How a promise that is not yet kept stands at `now`: "in 3 hours", "2 days late", "opens in
/// 5 days", "open for 1 hour".
#[must_use]
pub fn standing_in_words(due: &Due, now: Instant) -> String {
    match due.remaining(now) {
        Remaining::Left(left) => format!("in {}", in_words(left)),
        Remaining::Late(late) => format!("{} late", in_words(late)),
        Remaining::NotYetOpen(left) => format!("opens in {}", in_words(left)),
        Remaining::Open(since) => format!("open for {}", in_words(since)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_said_in_its_largest_useful_unit() {
        for (seconds, words) in [
            (0, "less than a minute"),
            (59, "less than a minute"),
            (60, "1 minute"),
            (3_599, "59 minutes"),
            (3_600, "1 hour"),
            (24 * 3_600, "24 hours"),
            (48 * 3_600 - 1, "47 hours"),
            (48 * 3_600, "2 days"),
            (90 * 86_400, "90 days"),
            (730 * 86_400, "2 years"),
            (u64::MAX, "584942417355 years"),
        ] {
            assert_eq!(in_words(Duration::from_secs(seconds)), words, "{seconds}");
        }
    }

    #[test]
    fn a_due_time_is_said_as_what_is_left_or_how_late_it_is() {
        let due = Due::by(Instant::from_second(1_000_000));
        let said = |second| standing_in_words(&due, Instant::from_second(second));
        assert_eq!(said(1_000_000 - 3 * 3_600), "in 3 hours");
        assert_eq!(said(1_000_000), "in less than a minute");
        assert_eq!(said(1_000_000 + 2 * 86_400), "2 days late");
    }

    #[test]
    fn a_window_is_said_as_opening_or_open() {
        let due = Due {
            direction: crate::Direction::AtMostBefore,
            ..Due::by(Instant::from_second(1_000_000))
        };
        let said = |second| standing_in_words(&due, Instant::from_second(second));
        assert_eq!(said(1_000_000 - 5 * 86_400), "opens in 5 days");
        assert_eq!(said(1_000_000 + 3_600), "open for 1 hour");
    }
}

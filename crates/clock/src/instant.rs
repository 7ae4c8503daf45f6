//! A moment in UTC, to the second. It is the only kind of time that is stored or compared;
//! zones and local clocks come in only through a [`crate::Calendar`].
//!
//! An instant never holds a value that cannot be written as RFC 3339: years 0000 to 9999.

use core::fmt;
use core::str::FromStr;
use core::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A moment: whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// A text that is not a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InstantError {
    /// Not RFC 3339, or without an offset from UTC.
    #[error(
        "this is not a moment: write a date, a time and the offset, like 2026-10-23T14:37:00Z or 2026-10-23T16:37+02:00"
    )]
    NotRfc3339,
    /// Well formed, but before [`Instant::MIN`] or after [`Instant::MAX`].
    #[error("this moment is out of range: use a year from 0000 to 9999")]
    OutOfRange,
}

impl Instant {
    /// The first moment: 0000-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_167_219_200);
    /// The last moment: 9999-12-30T22:00:00Z, so that every local time of it still has a four-digit year.
    pub const MAX: Self = Self(253_402_207_200);

    /// The moment this many seconds after 1970-01-01T00:00:00Z (before it, when negative).
    /// Values outside [`Instant::MIN`]..=[`Instant::MAX`] become the nearer of the two.
    #[must_use]
    pub const fn from_second(second: i64) -> Self {
        if second < Self::MIN.0 {
            Self::MIN
        } else if second > Self::MAX.0 {
            Self::MAX
        } else {
            Self(second)
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn second(self) -> i64 {
        self.0
    }

    /// This moment plus a duration (fractions of a second are dropped); `None` after [`Instant::MAX`].
    #[must_use]
    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        let seconds = i64::try_from(duration.as_secs()).ok()?;
        self.shifted(seconds)
    }

    /// This moment minus a duration (fractions of a second are dropped); `None` before [`Instant::MIN`].
    #[must_use]
    pub fn checked_sub(self, duration: Duration) -> Option<Self> {
        let seconds = i64::try_from(duration.as_secs()).ok()?;
        self.shifted(seconds.checked_neg()?)
    }

    /// How long after `earlier` this moment is; `None` when it is before it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<Duration> {
        let seconds = self.0.checked_sub(earlier.0)?;
        u64::try_from(seconds).ok().map(Duration::from_secs)
    }

    /// This moment moved by signed seconds; `None` outside the range.
    pub(crate) fn shifted(self, seconds: i64) -> Option<Self> {
        let moved = self.0.checked_add(seconds)?;
        (Self::MIN.0..=Self::MAX.0).contains(&moved).then_some(Self(moved))
    }

    /// The same moment in jiff's type. The range of `Instant` lies inside jiff's, so nothing is cut.
    pub(crate) fn timestamp(self) -> Timestamp {
        Timestamp::from_second(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The second that contains this timestamp; `None` outside the range.
    pub(crate) fn from_timestamp(timestamp: Timestamp) -> Option<Self> {
        let whole = timestamp.as_second();
        // jiff truncates towards zero; a moment before 1970 belongs to the second below.
        let floor = if timestamp.subsec_nanosecond() < 0 { whole.checked_sub(1)? } else { whole };
        Self(0).shifted(floor)
    }
}

impl FromStr for Instant {
    type Err = InstantError;

    /// Reads RFC 3339 (seconds may be missing); fractions of a second are dropped.
    fn from_str(text: &str) -> Result<Self, InstantError> {
        let timestamp: Timestamp = text.trim().parse().map_err(|_| InstantError::NotRfc3339)?;
        Self::from_timestamp(timestamp).ok_or(InstantError::OutOfRange)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.timestamp(), f)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_rfc_3339_and_writes_it_in_utc() {
        for (text, expected) in [
            ("2026-10-23T14:37Z", "2026-10-23T14:37:00Z"),
            ("2026-10-23T14:37:05Z", "2026-10-23T14:37:05Z"),
            ("2026-10-23T16:37:05.999+02:00", "2026-10-23T14:37:05Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z"),
            (" 0000-01-01T00:00:00Z ", "0000-01-01T00:00:00Z"),
            ("9999-12-30T22:00:00Z", "9999-12-30T22:00:00Z"),
        ] {
            assert_eq!(text.parse::<Instant>().unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn an_instant_without_an_offset_is_refused() {
        for text in ["", "2026-10-23", "2026-10-23T14:37", "tomorrow", "2026-13-01T00:00Z"] {
            assert_eq!(text.parse::<Instant>(), Err(InstantError::NotRfc3339), "{text}");
        }
        assert_eq!("-000001-01-01T00:00Z".parse::<Instant>(), Err(InstantError::OutOfRange));
    }

    #[test]
    fn seconds_beyond_the_range_become_its_ends() {
        assert_eq!(Instant::from_second(i64::MAX), Instant::MAX);
        assert_eq!(Instant::from_second(i64::MIN), Instant::MIN);
        assert_eq!(Instant::MIN.to_string(), "0000-01-01T00:00:00Z");
        assert_eq!(Instant::MAX.to_string(), "9999-12-30T22:00:00Z");
        assert_eq!(Instant::MAX.checked_add(Duration::from_secs(1)), None);
        assert_eq!(Instant::MIN.checked_sub(Duration::MAX), None);
    }

    #[test]
    fn since_is_none_when_the_other_moment_is_later() {
        let earlier = Instant::from_second(10);
        let later = earlier.checked_add(Duration::from_millis(2_900)).unwrap();
        assert_eq!(later.since(earlier), Some(Duration::from_secs(2)));
        assert_eq!(earlier.since(later), None);
    }

    #[test]
    fn an_instant_is_its_text_in_json() {
        let instant: Instant = "2026-10-23T14:37Z".parse().unwrap();
        let json = serde_json::to_string(&instant).unwrap();
        assert_eq!(json, "\"2026-10-23T14:37:00Z\"");
        assert_eq!(serde_json::from_str::<Instant>(&json).unwrap(), instant);
        assert!(serde_json::from_str::<Instant>("12").is_err());
    }
}

//! How much time a promise allows: a count and a unit, as a policy writes them ("24 hours",
//! "7 business days"). A span has no length of its own; a calendar gives it one.

use core::fmt;
use core::num::NonZeroU32;
use core::str::FromStr;

/// What a span counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// 3 600 seconds each, day and night, weekends included.
    Hours,
    /// 24 hours each, whatever the local clock does.
    Days,
    /// Hours inside the calendar's office hours on its business days.
    BusinessHours,
    /// Days that are workdays and neither holidays nor inside a closure, read as the calendar's
    /// [`crate::Reading`] says.
    BusinessDays,
    /// 7 × 24 hours each.
    Weeks,
    /// The same date and local time in a later month, or the last day of a shorter one.
    Months,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 6] = [
        Self::Hours,
        Self::Days,
        Self::BusinessHours,
        Self::BusinessDays,
        Self::Weeks,
        Self::Months,
    ];

    /// The unit's name for one, as a policy writes it.
    #[must_use]
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Hours => "hour",
            Self::Days => "day",
            Self::BusinessHours => "business hour",
            Self::BusinessDays => "business day",
            Self::Weeks => "week",
            Self::Months => "month",
        }
    }

    /// The unit's name for several, as a policy writes it.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::BusinessHours => "business hours",
            Self::BusinessDays => "business days",
            Self::Weeks => "weeks",
            Self::Months => "months",
        }
    }
}

/// A count of a unit; never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// How many.
    pub count: NonZeroU32,
    /// Of what.
    pub unit: Unit,
}

/// A text that is not a span.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// The text does not begin with a whole number.
    #[error("a span begins with a whole number, like \"24 hours\" or \"7 business days\"")]
    NoCount,
    /// The count is zero.
    #[error("a span of zero is no promise: write at least 1, or leave the time out")]
    Zero,
    /// The count does not fit.
    #[error("this count is too large: write at most {max}", max = u32::MAX)]
    TooLarge,
    /// The words after the count are not a unit.
    #[error(
        "unknown unit \"{unit}\": use hours, days, business hours, business days, weeks or months (a year is 12 months)"
    )]
    UnknownUnit {
        /// What stood there.
        unit: String,
    },
}

impl Span {
    /// `count` of `unit`; `None` when `count` is zero.
    #[must_use]
    pub const fn new(count: u32, unit: Unit) -> Option<Self> {
        match NonZeroU32::new(count) {
            Some(count) => Some(Self { count, unit }),
            None => None,
        }
    }
}

impl FromStr for Span {
    type Err = SpanError;

    /// Reads "24 hours", "1 hour", "7 business days", "3 working days", "2 Weeks"; case and the
    /// amount of white space do not matter.
    fn from_str(text: &str) -> Result<Self, SpanError> {
        let mut words = text.split_whitespace();
        let digits = words.next().ok_or(SpanError::NoCount)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SpanError::NoCount);
        }
        let count: u32 = digits.parse().map_err(|_| SpanError::TooLarge)?;
        let count = NonZeroU32::new(count).ok_or(SpanError::Zero)?;
        let unit = words.collect::<Vec<_>>().join(" ").to_ascii_lowercase();
        let plain = unit.strip_prefix("working ").map(|rest| format!("business {rest}"));
        let name = plain.as_deref().unwrap_or(&unit);
        Unit::ALL
            .into_iter()
            .find(|known| known.singular() == name || known.plural() == name)
            .map(|unit| Self { count, unit })
            .ok_or(SpanError::UnknownUnit { unit })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.count.get() == 1 { self.unit.singular() } else { self.unit.plural() };
        write!(f, "{} {name}", self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_reads_what_it_writes() {
        for unit in Unit::ALL {
            for count in [1, 2, 24, u32::MAX] {
                let span = Span::new(count, unit).unwrap();
                assert_eq!(span.to_string().parse(), Ok(span));
            }
        }
    }

    #[test]
    fn a_span_may_be_written_loosely() {
        let seven = Span::new(7, Unit::BusinessDays).unwrap();
        for text in ["7 business days", " 7  Business\tDays ", "7 working days", "7 business day"] {
            assert_eq!(text.parse(), Ok(seven), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_not_a_span_is_refused_with_the_reason() {
        let unknown = |unit: &str| SpanError::UnknownUnit { unit: unit.to_owned() };
        for (text, error) in [
            ("", SpanError::NoCount),
            ("soon", SpanError::NoCount),
            ("-1 days", SpanError::NoCount),
            ("1.5 days", SpanError::NoCount),
            ("0 days", SpanError::Zero),
            ("4294967296 days", SpanError::TooLarge),
            ("99999999999999999999999 days", SpanError::TooLarge),
            ("7", unknown("")),
            ("7 years", unknown("years")),
            ("7 working weeks", unknown("working weeks")),
        ] {
            assert_eq!(text.parse::<Span>(), Err(error), "{text}");
        }
    }
}

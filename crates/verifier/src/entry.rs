//! An entry of a log, as far as it is compared here (`docs/formats/receipt.md`).

use crate::json::Json;

/// An entry. Its hash is of its bytes; this is only for reading what it says.
pub(crate) struct Entry(Json);

impl Entry {
    /// Reads an entry of format 1.
    pub(crate) fn read(text: &str) -> Option<Self> {
        Json::read(text).filter(|json| json.integer("v") == Some(1)).map(Self)
    }

    /// A name or hash in it.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.0.text(key)
    }

    /// A number in it.
    pub(crate) fn integer(&self, key: &str) -> Option<i64> {
        self.0.integer(key)
    }

    /// When it was recorded, as RFC 3339 in UTC. Nothing outside the years 0 to 9999.
    pub(crate) fn recorded(&self) -> Option<String> {
        instant(self.integer("recorded")?)
    }
}

/// Unix seconds as RFC 3339. The calendar is Howard Hinnant's `civil_from_days`: years begin in March, so
/// that the leap day is the last of its year, and 400 years are a cycle of 146 097 days.
pub(crate) fn instant(second: i64) -> Option<String> {
    let (days, time) = (second.div_euclid(86_400), second.rem_euclid(86_400));
    let days = days.checked_add(719_468)?;
    let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = cycle.checked_mul(400)? + year + i64::from(month <= 2);
    let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
    (0..=9_999)
        .contains(&year)
        .then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn instants_are_written_as_jiff_writes_them(second in -62_167_219_200_i64..253_402_300_800) {
            let jiff = jiff::Timestamp::from_second(second).map(|instant| instant.to_string());
            prop_assert_eq!(instant(second), jiff.ok());
        }
    }

    #[test]
    fn an_instant_outside_four_digits_of_years_is_none() {
        for second in [i64::MIN, -62_167_219_201, 253_402_300_800, i64::MAX] {
            assert_eq!(instant(second), None);
        }
    }
}

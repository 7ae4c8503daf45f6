//! Durations, sizes and counts in words, for callers that have none of their own.

use std::time::Duration;

/// A duration in its largest one or two units: "5 hours", "2 days 4 hours", "less than a minute". Rounded down.
#[must_use]
pub fn duration(length: Duration) -> String {
    const UNITS: [(u64, &str, &str); 4] = [
        (604_800, "week", "weeks"),
        (86_400, "day", "days"),
        (3_600, "hour", "hours"),
        (60, "minute", "minutes"),
    ];
    let seconds = length.as_secs();
    let days = seconds / 86_400;
    let mut words = Vec::new();
    let mut rest = seconds;
    for (size, one, many) in UNITS {
        // Ten days are clearer than "1 week 3 days": weeks are used only when they come out even.
        if size == 604_800 && !(days >= 14 && seconds.is_multiple_of(604_800)) {
            continue;
        }
        let number = rest / size;
        if number > 0 {
            words.push(count(number, one, many));
            rest %= size;
        }
        // From ten days on, hours do not matter; below, the second unit is enough.
        if words.len() == 2 || (days >= 10 && !words.is_empty()) {
            break;
        }
    }
    if words.is_empty() { "less than a minute".to_owned() } else { words.join(" ") }
}

/// A number with its noun: "1 case", "12 cases".
#[must_use]
pub fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// A size in bytes as people read it, in powers of 1000: "14 kB", "1.2 MB".
#[must_use]
pub fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    for (unit, name) in UNITS {
        if bytes >= unit {
            let (whole, tenths) = (bytes / unit, bytes % unit / (unit / 10));
            return if whole >= 10 || tenths == 0 {
                format!("{whole} {name}")
            } else {
                format!("{whole}.{tenths} {name}")
            };
        }
    }
    count(bytes, "byte", "bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_use_two_units_at_most() {
        let words = |seconds| duration(Duration::from_secs(seconds));
        assert_eq!(words(0), "less than a minute");
        assert_eq!(words(59), "less than a minute");
        assert_eq!(words(60), "1 minute");
        assert_eq!(words(5 * 3600), "5 hours");
        assert_eq!(words(3600 + 20 * 60 + 5), "1 hour 20 minutes");
        assert_eq!(words(86_400 + 3600 + 60), "1 day 1 hour");
        assert_eq!(words(7 * 86_400), "7 days");
        assert_eq!(words(10 * 86_400 + 3600), "10 days");
        assert_eq!(words(28 * 86_400), "4 weeks");
        assert_eq!(words(u64::MAX), "213503982334601 days");
    }

    #[test]
    fn sizes_are_in_powers_of_a_thousand() {
        assert_eq!(size(1), "1 byte");
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_200), "1.2 kB");
        assert_eq!(size(14_900), "14 kB");
        assert_eq!(size(20_000_000), "20 MB");
    }
}

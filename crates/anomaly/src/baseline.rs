//! What is usual for one person: how many cases on a day, and which hours. Whole numbers only, so that every machine comes
//! to the same.

use std::collections::BTreeSet;

use clock::Instant;

const DAY_SECONDS: i64 = 86_400;
/// Nobody reads so many different cases on one day that more need be remembered.
const MOST_REMEMBERED: usize = 5_000;
/// Below this many on a day nothing is unusual.
const FEWEST: u64 = 8;
/// Thousandths of a case that somebody new is taken to read on a day.
const FIRST_USUAL: u64 = 6_000;
/// A moving average over thirty days weighs the last with 2/31.
const WEIGHT: (u64, u64) = (2, 31);

/// Cases read on a day, and the moving average of the days before on which any was.
#[derive(Debug)]
pub(crate) struct UsualReads {
    day: i64,
    today: BTreeSet<u64>,
    /// In thousandths of a case.
    usual: u64,
}

impl Default for UsualReads {
    fn default() -> Self {
        Self { day: i64::MIN, today: BTreeSet::new(), usual: FIRST_USUAL }
    }
}

impl UsualReads {
    /// Adds a case that was read; today's number in percent of the usual, when there are enough to say so.
    pub(crate) fn add(&mut self, case: u64, now: Instant) -> Option<u32> {
        let day = now.second().div_euclid(DAY_SECONDS);
        if day != self.day {
            self.fold();
            self.day = day;
        }
        if self.today.len() < MOST_REMEMBERED {
            self.today.insert(case);
        }
        let count = u64::try_from(self.today.len()).unwrap_or(u64::MAX);
        let percent = count.saturating_mul(100_000) / self.usual.max(1_000);
        (count >= FEWEST).then(|| u32::try_from(percent).unwrap_or(u32::MAX))
    }

    fn fold(&mut self) {
        let count = u64::try_from(self.today.len()).unwrap_or(0).saturating_mul(1_000);
        if count > 0 {
            let (weight, whole) = WEIGHT;
            // A day far above the usual moves it by no more than three usual days do: who reads much to make much usual
            // needs weeks of alerts for it.
            let count = count.min(self.usual.saturating_mul(3));
            self.usual = (self.usual * (whole - weight) + count * weight) / whole;
        }
        self.today.clear();
    }
}

/// Sign-ins before this many say nothing about hours.
const ENOUGH: u32 = 20;

/// At which hours of the day (UTC) somebody signs in.
#[derive(Debug, Default)]
pub(crate) struct UsualHours {
    hours: [u32; 24],
}

impl UsualHours {
    /// Adds a sign-in; the share in percent of earlier ones within two hours of this one, when there are enough to say so.
    pub(crate) fn add(&mut self, now: Instant) -> Option<u32> {
        let hour = usize::try_from(now.second().rem_euclid(DAY_SECONDS) / 3_600).unwrap_or(0);
        let all: u32 = self.hours.iter().sum();
        let near: u32 = (22..=26).filter_map(|shift| self.hours.get((hour + shift) % 24)).sum();
        if let Some(count) = self.hours.get_mut(hour) {
            *count = count.saturating_add(1);
        }
        if all > 2_000 {
            // Old habits fade.
            self.hours = self.hours.map(|count| count / 2);
        }
        (all >= ENOUGH).then(|| near.saturating_mul(100) / all)
    }
}

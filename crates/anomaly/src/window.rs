//! Counting within a window of time, in bounded memory: no more is kept than is needed to say that a threshold was met.

use core::time::Duration;
use std::collections::{BTreeMap, VecDeque};

use clock::Instant;

fn is_within(moment: Instant, now: Instant, window: Duration) -> bool {
    now.since(moment).is_none_or(|age| age < window)
}

/// How often something happened: the times of the last ones.
#[derive(Debug, Default)]
pub(crate) struct Counted(VecDeque<Instant>);

impl Counted {
    /// Counts one more and says how many there are within the window, `threshold` at most.
    pub(crate) fn add(&mut self, now: Instant, window: Duration, threshold: u32) -> u32 {
        self.0.push_back(now);
        while self.0.len() > usize::try_from(threshold).unwrap_or(usize::MAX)
            || self.0.front().is_some_and(|oldest| !is_within(*oldest, now, window))
        {
            self.0.pop_front();
        }
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}

/// How many different things there were: each with its last time.
#[derive(Debug, Default)]
pub(crate) struct Distinct(BTreeMap<u64, Instant>);

impl Distinct {
    /// Adds one and says how many different ones there are within the window, `threshold` at most.
    pub(crate) fn add(
        &mut self,
        thing: u64,
        now: Instant,
        window: Duration,
        threshold: u32,
    ) -> u32 {
        self.0.insert(thing, now);
        self.0.retain(|_, last| is_within(*last, now, window));
        while self.0.len() > usize::try_from(threshold).unwrap_or(usize::MAX) {
            let oldest = self.0.iter().min_by_key(|(_, last)| **last).map(|(thing, _)| *thing);
            let Some(oldest) = oldest else { break };
            self.0.remove(&oldest);
        }
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}

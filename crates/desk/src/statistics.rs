//! How a program keeps its promises, as everybody may see it.
//!
//! Counted from the stored deadlines and from nothing else, so that whoever holds the deadlines counts the
//! same. Time alone breaks a promise: one that runs and is past due counts as broken, whether or not a job
//! has marked it yet. The team's own aims are counted too, and never as broken.

use core::time::Duration;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use access::{Principal, ReadPortal, RunJobs, Target, decide};
use clock::{Direction, Instant};
use policy::{Act, Class};

use crate::Desk;
use crate::error::Error;
use crate::inner::Counted;
use crate::program::Program;

/// How often one promise was kept. Exact: whoever publishes it uses [`bucketed`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseRecord {
    /// The promise, by its id in the policy.
    pub promise: String,
    /// How often it was kept in time.
    pub kept: u64,
    /// How often it was kept after it was due.
    pub kept_late: u64,
    /// How often it was due and not kept.
    pub broken: u64,
    /// How often it runs now, or stands still.
    pub running: u64,
    /// The median time from its start to when it was kept, in time or late.
    pub median: Option<Duration>,
}

/// States of deadlines that time alone can turn into a broken promise.
pub(crate) const OPEN_STATES: [&str; 2] = ["running", "paused"];
/// Most times of one promise that a median is taken over.
const MOST_TIMES: u32 = 100_000;

impl Desk {
    /// The record of every promise in force, in the order of the policy; then of those that only cases of
    /// earlier versions have.
    ///
    /// # Errors
    /// When the store does.
    pub async fn promise_records(&self, program: &Program) -> Result<Vec<PromiseRecord>, Error> {
        // Both are read before the deadlines: what is written meanwhile makes the next one count anew.
        let writes = self.inner().writes.load(Ordering::SeqCst);
        let (at, version) = (self.now(), program.policy.version());
        let counted = &self.inner().counted;
        let known = {
            let counted = counted.read().unwrap_or_else(PoisonError::into_inner);
            counted
                .get(&program.id)
                .filter(|known| (known.writes, known.at, known.version) == (writes, at, version))
                .map(|known| known.records.clone())
        };
        if let Some(records) = known {
            return Ok(records);
        }
        let records = self.count_records(program).await?;
        counted
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(program.id.clone(), Counted { writes, at, version, records: records.clone() });
        Ok(records)
    }

    async fn count_records(&self, program: &Program) -> Result<Vec<PromiseRecord>, Error> {
        let portal =
            decide::<ReadPortal>(&Principal::Anonymous, Target::Program(program.id.clone()))?;
        let jobs = decide::<RunJobs>(&Principal::System, Target::Program(program.id.clone()))?;
        let id = program.id.clone();
        let now = self.now();
        let (from, until) = (Instant::from_second(0), Instant::from_second(i64::MAX));
        let (counts, overdue, times) = self
            .read(move |tx| {
                let (portal, jobs, id) = (portal.clone(), jobs.clone(), id.clone());
                Box::pin(async move {
                    let counts = store::deadline::counts(tx, &portal, from, until).await?;
                    let mut overdue = Vec::new();
                    for state in OPEN_STATES {
                        let by = just_before(now);
                        let due = store::deadline::due(tx, &jobs, &id, state, by, u32::MAX).await?;
                        overdue.extend(due.into_iter().map(|due| due.deadline.promise_id));
                    }
                    let mut promises: Vec<String> =
                        counts.iter().map(|count| count.promise_id.clone()).collect();
                    promises.dedup();
                    let mut times = Vec::with_capacity(promises.len());
                    for promise in promises {
                        let kept = store::deadline::times_to_keep(
                            tx, &portal, &promise, from, until, MOST_TIMES,
                        )
                        .await?;
                        times.push((promise, kept));
                    }
                    Ok((counts, overdue, times))
                })
            })
            .await?;

        let mut records: Vec<PromiseRecord> = program
            .policy
            .promises
            .iter()
            .filter(|promise| promise.act != Act::Review)
            .map(|promise| record(&promise.id))
            .collect();
        let target = Class::Target.to_string();
        for count in &counts {
            let record = record_of(&mut records, &count.promise_id);
            match count.state.as_str() {
                "kept" => record.kept += count.count,
                "kept-late" if count.class == target => record.kept += count.count,
                "kept-late" => record.kept_late += count.count,
                "broken" => record.broken += count.count,
                // An aim that has passed is still to be reached: nothing that was promised is broken.
                "running" | "paused" | "late" => record.running += count.count,
                _ => {}
            }
        }
        for promise in overdue.iter().filter(|promise| breaks_by_waiting(program, promise)) {
            let record = record_of(&mut records, promise);
            record.broken += 1;
            record.running = record.running.saturating_sub(1);
        }
        for (promise, kept) in times {
            let took = kept
                .iter()
                .filter_map(|time| time.met_at.and_then(|met| met.since(time.started_at)))
                .collect();
            record_of(&mut records, &promise).median = median(took);
        }
        Ok(records)
    }
}

/// Whether waiting can break this promise: a time before which something must *not* happen is not missed
/// by doing nothing.
pub(crate) fn breaks_by_waiting(program: &Program, promise: &str) -> bool {
    !program.versions.iter().any(|(policy, _)| {
        policy
            .promises
            .iter()
            .any(|known| known.id == promise && known.direction == Direction::AtMostBefore)
    })
}

/// The last instant at which something due now was not yet late: a promise is kept at its due instant.
pub(crate) fn just_before(now: Instant) -> Instant {
    now.checked_sub(Duration::from_secs(1)).unwrap_or(now)
}

fn record(promise: &str) -> PromiseRecord {
    PromiseRecord {
        promise: promise.to_owned(),
        kept: 0,
        kept_late: 0,
        broken: 0,
        running: 0,
        median: None,
    }
}

fn record_of<'r>(records: &'r mut Vec<PromiseRecord>, promise: &str) -> &'r mut PromiseRecord {
    let place = records.iter().position(|record| record.promise == promise).unwrap_or_else(|| {
        records.push(record(promise));
        records.len() - 1
    });
    #[expect(clippy::indexing_slicing, reason = "the place was found or made a line above")]
    &mut records[place]
}

/// The middle of a list of times; of an even number, the mean of the middle two.
fn median(mut times: Vec<Duration>) -> Option<Duration> {
    times.sort_unstable();
    let middle = times.len() / 2;
    let upper = times.get(middle)?;
    if !times.len().is_multiple_of(2) {
        return Some(*upper);
    }
    let lower = times.get(middle.checked_sub(1)?)?;
    Some((*lower + *upper) / 2)
}

/// A count as it is published: small ones say no more than that they are small, so that no single case can
/// be told from them.
#[must_use]
pub fn bucketed(n: u64) -> String {
    match n {
        0 => "0".to_owned(),
        1..=4 => "under 5".to_owned(),
        exact => exact.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_are_published_as_small() {
        assert_eq!(bucketed(0), "0");
        assert_eq!(bucketed(1), "under 5");
        assert_eq!(bucketed(4), "under 5");
        assert_eq!(bucketed(5), "5");
        assert_eq!(bucketed(1234), "1234");
    }

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_middle_two() {
        let seconds = |list: &[u64]| median(list.iter().map(|n| Duration::from_secs(*n)).collect());
        assert_eq!(seconds(&[]), None);
        assert_eq!(seconds(&[9]), Some(Duration::from_secs(9)));
        assert_eq!(seconds(&[9, 1, 5]), Some(Duration::from_secs(5)));
        assert_eq!(seconds(&[8, 2]), Some(Duration::from_secs(5)));
    }
}

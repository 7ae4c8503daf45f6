//! Time that does not count: spells in which a clock stands still because something is awaited.
//!
//! Spells may overlap, touch, be open, be out of order or lie outside the clock; what counts is the
//! set of seconds they cover after the trigger, up to the cap, which earlier spells use up first.
//! Law clocks take no pauses at all: [`crate::law_due`] has no parameter for them.

use core::time::Duration;

use crate::Instant;

/// One spell in which the clock stands still: from `from` up to, not including, `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pause {
    /// When it began.
    pub from: Instant,
    /// When it ended or will end; `None` while it is open. An end before the beginning covers nothing.
    pub until: Option<Instant>,
}

/// The most that all pauses of one clock may add up to, in elapsed time (weekends included).
/// When it is used up, the clock runs again although the pause is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PauseCap(pub Duration);

/// The pauses of one clock, as known at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Pauses<'a> {
    spells: &'a [Pause],
    cap: Option<PauseCap>,
    now: Instant,
}

/// A stretch in which the clock really stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standstill {
    pub(crate) from: Instant,
    pub(crate) until: Instant,
}

impl<'a> Pauses<'a> {
    /// No pauses.
    pub const NONE: Pauses<'static> = Pauses { spells: &[], cap: None, now: Instant::MIN };

    /// These spells, at most `cap` in all. An open spell is taken to end at `now`, so the due time
    /// moves with `now` until the spell ends or the cap is used up.
    #[must_use]
    pub const fn new(spells: &'a [Pause], cap: Option<PauseCap>, now: Instant) -> Self {
        Self { spells, cap, now }
    }

    /// How long a clock started at `trigger` has stood still up to `at`, the cap applied.
    #[must_use]
    pub fn paused(&self, trigger: Instant, at: Instant) -> Duration {
        self.standstills(trigger, self.now)
            .iter()
            .filter_map(|spell| spell.until.min(at).since(spell.from))
            .sum()
    }

    /// Whether a clock started at `trigger` stands still at `at`: inside a spell, open ones lasting,
    /// and the cap not used up.
    #[must_use]
    pub fn is_paused_at(&self, trigger: Instant, at: Instant) -> bool {
        self.standstills(trigger, Instant::MAX)
            .iter()
            .any(|spell| spell.from <= at && at < spell.until)
    }

    /// When the cap of a clock started at `trigger` is or will be used up if open spells last.
    /// `None` without a cap, or when the known spells do not reach it.
    #[must_use]
    pub fn cap_used_up(&self, trigger: Instant) -> Option<Instant> {
        let PauseCap(cap) = self.cap?;
        let spells = self.standstills(trigger, Instant::MAX);
        let total: Duration = spells.iter().filter_map(Standstill::length).sum();
        let whole = Duration::from_secs(cap.as_secs());
        if total >= whole { Some(spells.last().map_or(trigger, |last| last.until)) } else { None }
    }

    /// The stretches after `trigger` in which the clock stands still: in order, apart from each
    /// other, cut where the cap is used up. Open spells end at `open_end` or at their beginning.
    pub(crate) fn standstills(&self, trigger: Instant, open_end: Instant) -> Vec<Standstill> {
        if self.spells.is_empty() {
            return Vec::new();
        }
        let mut covered: Vec<Standstill> = self
            .spells
            .iter()
            .map(|spell| Standstill {
                from: spell.from.max(trigger),
                until: spell.until.unwrap_or(open_end),
            })
            .filter(|spell| spell.from < spell.until)
            .collect();
        covered.sort_unstable_by_key(|spell| spell.from);
        let mut apart: Vec<Standstill> = Vec::with_capacity(covered.len());
        for spell in covered {
            match apart.last_mut() {
                Some(last) if spell.from <= last.until => last.until = last.until.max(spell.until),
                _ => apart.push(spell),
            }
        }
        if let Some(PauseCap(mut left)) = self.cap {
            apart.retain_mut(|spell| {
                let length = spell.length().unwrap_or_default().min(left);
                left -= length;
                spell.until = spell.from.checked_add(length).unwrap_or(Instant::MAX);
                spell.from < spell.until
            });
        }
        apart
    }

    /// The stretches as they stand now: open spells end at `now`.
    pub(crate) fn known(&self, trigger: Instant) -> Vec<Standstill> {
        self.standstills(trigger, self.now)
    }
}

impl Standstill {
    pub(crate) fn length(&self) -> Option<Duration> {
        self.until.since(self.from)
    }
}

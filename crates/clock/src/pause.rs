//! Time that does not count: spells in which a clock stands still because something is awaited.
//!
//! Spells may overlap, touch, be open, be out of order or lie outside the clock; what counts is the
//! set of seconds they cover after the trigger, up to the cap. Law clocks take no pauses at all:
//! [`crate::law_due`] has no parameter for them.

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

impl<'a> Pauses<'a> {
    /// No pauses.
    pub const NONE: Pauses<'static> = Pauses { spells: &[], cap: None, now: Instant::MIN };

    /// These spells, at most `cap` in all. An open spell is taken to end at `now`, so the due time
    /// moves with `now` until the spell ends or the cap is used up.
    #[must_use]
    pub const fn new(spells: &'a [Pause], cap: Option<PauseCap>, now: Instant) -> Self {
        Self { spells, cap, now }
    }
}

//! When a vulnerability becomes public: embargo lengths, who may end it, and where it must not be told.

use clock::{Instant, Span, Time, Weekday};

use crate::policy::Policy;
use crate::program::ContactWay;
use crate::promise::{AnchorEvent, Party};

/// `[disclosure]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// The event that the three embargoes below count from; `None`: the receipt of the report.
    pub from: Option<AnchorEvent>,
    /// The embargo that the team proposes.
    pub preferred: Option<Span>,
    /// The shortest embargo that the team accepts.
    pub minimum: Option<Span>,
    /// The longest embargo that the team accepts.
    pub maximum: Option<Span>,
    /// When and how it may be extended, as a sentence.
    pub extension: Option<String>,
    /// Who may end an embargo early.
    pub ended_by: Vec<Party>,
    /// What reporters are asked, as one sentence.
    pub statement: Option<String>,
    /// Until when they are asked to keep it.
    pub until: Option<AnchorEvent>,
    /// Places that are named, such as "public GitHub issue".
    pub places: Vec<String>,
    /// Lists and partners that are told before the public, each with its own limit.
    pub venues: Vec<Venue>,
    /// The days of the week on which advisories are published; empty: on any business day.
    pub release_days: Vec<Weekday>,
    /// The time of day at which they are, where the calendar is.
    pub release_at: Option<Time>,
    /// Whether a second person agrees to an advisory, word for word, before it is published.
    pub four_eyes: bool,
    /// The sentences of the policy, word for word.
    pub source: Vec<String>,
}

impl Policy {
    /// The next moment from `from` on at which an advisory may be published by the policy's own wish: a
    /// release day that is a business day, at the hour of release. `None`: the policy names no hour, or no
    /// such day comes within a year.
    #[must_use]
    pub fn next_release(&self, from: Instant) -> Option<Instant> {
        let hour = self.disclosure.release_at?;
        let days = &self.disclosure.release_days;
        let mut day = self.calendar.date(from);
        for _ in 0..366 {
            let is_wanted = days.is_empty() || days.contains(&day.weekday());
            if is_wanted
                && self.calendar.is_business_day(day)
                && let Some(at) = self.calendar.instant(day.to_datetime(hour))
                && at >= from
            {
                return Some(at);
            }
            day = day.tomorrow().ok()?;
        }
        None
    }
}

impl Disclosure {
    /// Whether the three embargoes count from the receipt of the report. Where they count from something
    /// later, a case cannot hold anybody to them before it has happened.
    #[must_use]
    pub fn counts_from_receipt(&self) -> bool {
        self.from.is_none_or(|event| event == AnchorEvent::Received)
    }

    /// The embargo that the team proposes as soon as a report is there.
    #[must_use]
    pub fn preferred_from_receipt(&self) -> Option<Span> {
        self.preferred.filter(|_| self.counts_from_receipt())
    }
}

/// `[[disclosure.venue]]`: a place that is told under embargo. Its limit belongs to it: of all that apply,
/// the strictest wins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venue {
    /// Its name, such as "linux-distros".
    pub name: String,
    /// How to reach it.
    pub way: Option<ContactWay>,
    /// How long it keeps a secret, counted from when it was told.
    pub maximum: Option<Span>,
    /// The sentence of the policy, word for word.
    pub source: Option<String>,
}

//! Where a duty is written: the clause, how sure we are of its text, since when it holds, and what it says
//! beyond a number.
//!
//! Promises of packs have one. A promise of a team may have one too, when it repeats a law in its own words.

use clock::{Calendar, ClockError, Date, Due, Instant, Pauses, Span};

use crate::promise::{Basis, Promise};
use crate::word::words;

/// Where a duty is written, and what it says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clause {
    /// The pack that it comes from.
    pub pack: Option<String>,
    /// Article, section or criterion, such as `Article 14(2)(a)`.
    pub text: Option<String>,
    /// How the summary came about.
    pub confidence: Confidence,
    /// Whether it must be done or only should.
    pub duty: Duty,
    /// Since when and until when it holds.
    pub validity: Validity,
    /// The promise whose notice starts this one, for [`crate::AnchorEvent::Submitted`] and
    /// [`crate::AnchorEvent::Notified`].
    pub follows: Option<String>,
    /// The promise that is kept by the same act: what keeps that one keeps this one.
    pub kept_with: Option<String>,
    /// How much longer the rule itself allows, when those it is owed to are told so in time.
    pub extension: Option<Span>,
    /// Exceptions and what else must be known, in our words.
    pub note: Option<String>,
}

/// How the summary of a clause came about. What nobody has read is shown as such.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// The clause was read in its source.
    #[default]
    Read,
    /// It was read in somebody else's report of the source.
    SecondHand,
    /// It was written from memory; check it before relying on it.
    Memory,
}

/// How a rule binds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// It must be done; missing it breaks the rule.
    #[default]
    Must,
    /// It should be done; missing it is late and breaks nothing.
    Should,
}

/// Days between which something holds, both included. Without one it is open on that side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Validity {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Validity {
    /// Whether it holds on this day.
    #[must_use]
    pub fn holds_on(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The days in words, such as "since 2026-09-11"; `None` when it always holds.
    #[must_use]
    pub fn in_words(self) -> Option<String> {
        match (self.from, self.until) {
            (None, None) => None,
            (Some(from), None) => Some(format!("since {from}")),
            (None, Some(until)) => Some(format!("until {until}")),
            (Some(from), Some(until)) => Some(format!("from {from} until {until}")),
        }
    }
}

impl Promise {
    /// When `span` of this promise, counted from `trigger`, is due. A law is counted with its later time
    /// beside the strict one, and `pauses` do not reach it.
    ///
    /// # Errors
    /// [`ClockError`], when there is no such moment.
    pub fn due(
        &self,
        trigger: Instant,
        span: Span,
        calendar: &Calendar,
        pauses: Pauses<'_>,
    ) -> Result<Due, ClockError> {
        match self.basis {
            Basis::Law => clock::law_due(trigger, span, self.direction, calendar),
            Basis::Programme(_) | Basis::Promise(_) | Basis::Target(_) | Basis::Agreement(_) => {
                clock::due(trigger, span, self.direction, calendar, pauses)
            }
        }
    }

    /// The time that is counted with what the rule itself allows beyond it, when both have one unit.
    #[must_use]
    pub fn extended(&self) -> Option<Span> {
        let (span, more) = (self.counted()?, self.clause.as_ref()?.extension?);
        let count = span.count.get().checked_add(more.count.get())?;
        if span.unit == more.unit { Span::new(count, span.unit) } else { None }
    }

    /// Since when and until when it holds; always, for a promise that does not say.
    #[must_use]
    pub fn validity(&self) -> Validity {
        self.clause.as_ref().map(|clause| clause.validity).unwrap_or_default()
    }

    /// Its source with the place where it is written: "Article 14(2)(a): An early warning …". A promise
    /// without a clause is only its source.
    #[must_use]
    pub fn cited(&self) -> String {
        match self.clause.as_ref().and_then(|clause| clause.text.as_ref()) {
            Some(text) => format!("{text}: {}", self.source),
            None => self.source.clone(),
        }
    }

    /// Whether missing it is only late: it should be done, and need not.
    #[must_use]
    pub fn is_recommended(&self) -> bool {
        self.clause.as_ref().is_some_and(|clause| clause.duty == Duty::Should)
    }

    /// The promise whose notice starts this one.
    #[must_use]
    pub fn follows(&self) -> Option<&str> {
        self.clause.as_ref()?.follows.as_deref()
    }

    /// The promise that is kept by the same act.
    #[must_use]
    pub fn kept_with(&self) -> Option<&str> {
        self.clause.as_ref()?.kept_with.as_deref()
    }
}

words!(Confidence, "a confidence", {
    Read = "read", SecondHand = "second-hand", Memory = "memory",
});
words!(Duty, "a duty", { Must = "must", Should = "should" });

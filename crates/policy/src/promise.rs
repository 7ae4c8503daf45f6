//! A promise: who owes what to whom, counted from which event, within what time.
//!
//! A team's promise, a programme rule and a duty from a law have the same shape and differ in [`Class`].
//! A promise without a number ("as soon as possible") stays one: silence is not consent, so it is tracked
//! against the team's own target and shown with its actual time.

use clock::{Direction, PauseCap, Span};

use crate::severity::Severity;
use crate::word::words;

/// One promise of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its name within the policy, such as `ack-severe`.
    pub id: String,
    /// What is owed.
    pub act: Act,
    /// Who it is owed to.
    pub to: Party,
    /// The event that starts it.
    pub from: Anchor,
    /// How firmly it is promised. Anything but [`Strength::Firm`] only for [`Class::Promise`].
    pub strength: Strength,
    /// How much time there is.
    pub within: Within,
    /// The shortest time it takes, where a range is given ("3 to 5 days"); only beside a number.
    pub at_least: Option<Span>,
    /// Whether the time runs after the event or before it.
    pub direction: Direction,
    /// When it applies.
    pub when: Condition,
    /// For a recurring promise with a number: the time from the last one kept to the next one due.
    pub every: Option<Span>,
    /// For a recurring promise: the event that ends it.
    pub until: Option<AnchorEvent>,
    /// What the act must contain to keep the promise, in the words of [`mod@include`].
    pub includes: Vec<String>,
    /// What may pause it. Always empty for [`Class::Law`].
    pub pause: Vec<PauseReason>,
    /// How long all pauses together may last. `Some` whenever `pause` is not empty.
    pub pause_cap: Option<PauseCap>,
    /// Who says so.
    pub class: Class,
    /// The sentence of the policy, or the clause of the law, word for word.
    pub source: String,
}

/// What a promise owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Say that the report arrived and a person has it.
    Acknowledge,
    /// Give a first answer of any kind that a person wrote.
    Respond,
    /// Assess validity, impact and severity, and say so.
    Evaluate,
    /// Accept or decline, with the reason.
    Decide,
    /// Tell the reporter how far it is.
    Update,
    /// Make a fix or mitigation available.
    Fix,
    /// Publish an advisory.
    Publish,
    /// Name the reporter as they wish.
    Credit,
    /// Tell those affected.
    Notify,
    /// Report to an authority or a CSIRT.
    Report,
    /// Review the policy itself.
    Review,
}

/// Who a promise is owed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The person who reported.
    Reporter,
    /// Everybody.
    Public,
    /// Those who use the product.
    Users,
    /// The CSIRT that coordinates.
    Csirt,
    /// A market surveillance, data protection or other authority.
    Authority,
    /// The maker of a component.
    Upstream,
    /// The team itself.
    Team,
}

/// The event from which a promise counts, and which of its two times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The event.
    pub event: AnchorEvent,
    /// When it happened, or when we learned of it.
    pub time: AnchorTime,
}

/// The events from which a promise may count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnchorEvent {
    /// A report arrived.
    Received,
    /// The report was acknowledged.
    Acknowledged,
    /// The report was evaluated.
    Evaluated,
    /// The report was accepted.
    Accepted,
    /// A fix is ready, not yet released.
    FixReady,
    /// A fix was released.
    FixReleased,
    /// The case was resolved: fixed, mitigated or closed with a reason.
    Resolved,
    /// The vulnerability was or will be made public.
    Disclosed,
    /// An attack that uses the vulnerability was seen.
    AttackObserved,
    /// An incident was found.
    IncidentFound,
    /// A provider of a component released a patch, or a notice about one.
    UpstreamNotified,
    /// The last notice to an authority or CSIRT was sent.
    Notified,
    /// The policy was last reviewed.
    Reviewed,
}

/// Which of an event's two times counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnchorTime {
    /// When it happened.
    Happened,
    /// When we learned of it ("becoming aware").
    Learned,
}

/// How much time a promise gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Within {
    /// A number: "24 hours".
    Span(Span),
    /// "As soon as possible", with the team's own target.
    AsSoonAsPossible {
        /// What the team aims at; not promised to anybody.
        target: Option<Span>,
    },
    /// "Regularly", without a number, with the team's own target for the time between two.
    Regularly {
        /// What the team aims at; not promised to anybody.
        target: Option<Span>,
    },
}

/// How firmly a promise is worded. A number that is named is counted and shown whatever the words around
/// it are; they are kept, so that nobody reads more into a policy than it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// "We do."
    #[default]
    Firm,
    /// "We aim to."
    Aim,
    /// "We expect to", "you can expect".
    Expectation,
    /// "We typically", "normally", "usually".
    Typical,
}

/// When a promise applies. An empty condition always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition {
    /// The severities it applies to, least severe first, without repeats; empty: to every severity.
    pub severity: Vec<Severity>,
}

/// What may pause a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PauseReason {
    /// The team asked the reporter something and waits for the answer.
    AwaitingReporter,
    /// The team waits for the maker of a component.
    AwaitingUpstream,
    /// The team waits for a coordinator.
    AwaitingCoordinator,
}

/// Who says that it is owed. Ordered from the strongest to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A law. Never pauses.
    Law,
    /// The rules of a programme that the team takes part in.
    Programme,
    /// The team's public word.
    Promise,
    /// The team's own aim.
    Target,
    /// An agreement with somebody.
    Agreement,
}

/// The words of [`Promise::includes`].
pub mod include {
    /// Whether the report is valid and what follows from it.
    pub const EVALUATION: &str = "evaluation";
    /// The date on which the team expects it to be resolved.
    pub const EXPECTED_RESOLUTION_DATE: &str = "expected resolution date";
    /// Accepted or declined.
    pub const DECISION: &str = "decision";
    /// Why it was decided so.
    pub const REASON: &str = "reason";
    /// The assessed severity.
    pub const SEVERITY: &str = "severity";
    /// How far the work is.
    pub const PROGRESS: &str = "progress";
    /// What users can do until there is a fix.
    pub const MITIGATION: &str = "mitigation";
    /// All of them.
    pub const ALL: [&str; 7] =
        [EVALUATION, EXPECTED_RESOLUTION_DATE, DECISION, REASON, SEVERITY, PROGRESS, MITIGATION];
}

impl Promise {
    /// The time that a clock counts: the promised number, or the team's target where the policy gives no
    /// number. `None`: nothing to count, only the actual time to show.
    #[must_use]
    pub fn counted(&self) -> Option<Span> {
        self.promised().or_else(|| self.target())
    }
    /// The number that is promised, if there is one.
    #[must_use]
    pub fn promised(&self) -> Option<Span> {
        match self.within {
            Within::Span(span) => Some(span),
            Within::AsSoonAsPossible { .. } | Within::Regularly { .. } => None,
        }
    }
    /// The team's own target, where the policy gives no number.
    #[must_use]
    pub fn target(&self) -> Option<Span> {
        match self.within {
            Within::Span(_) => None,
            Within::AsSoonAsPossible { target } | Within::Regularly { target } => target,
        }
    }
    /// For a recurring promise, the time from the last one kept to the next one due.
    #[must_use]
    pub fn interval(&self) -> Option<Span> {
        match self.within {
            Within::Regularly { target } => self.every.or(target),
            Within::Span(_) | Within::AsSoonAsPossible { .. } => self.every,
        }
    }
    /// Whether it is owed again and again.
    #[must_use]
    pub fn recurs(&self) -> bool {
        self.every.is_some() || matches!(self.within, Within::Regularly { .. })
    }
}

impl Condition {
    /// Whether it holds for an assessed severity.
    #[must_use]
    pub fn holds_for(&self, severity: Severity) -> bool {
        self.severity.is_empty() || self.severity.contains(&severity)
    }
}

words!(Act, "an act", {
    Acknowledge = "acknowledge", Respond = "respond", Evaluate = "evaluate", Decide = "decide",
    Update = "update", Fix = "fix", Publish = "publish", Credit = "credit", Notify = "notify",
    Report = "report", Review = "review",
});
words!(Party, "a party", {
    Reporter = "reporter", Public = "public", Users = "users", Csirt = "csirt",
    Authority = "authority", Upstream = "upstream", Team = "team",
});
words!(AnchorEvent, "an event", {
    Received = "received", Acknowledged = "acknowledged", Evaluated = "evaluated",
    Accepted = "accepted", FixReady = "fix ready", FixReleased = "fix released",
    Resolved = "resolved", Disclosed = "disclosed", AttackObserved = "attack observed",
    IncidentFound = "incident found", UpstreamNotified = "upstream notified",
    Notified = "notified", Reviewed = "reviewed",
});
words!(AnchorTime, "a time of an event", { Happened = "happened", Learned = "learned" });
words!(PauseReason, "a reason for a pause", {
    AwaitingReporter = "awaiting reporter", AwaitingUpstream = "awaiting upstream",
    AwaitingCoordinator = "awaiting coordinator",
});
words!(Strength, "a strength of a promise", {
    Firm = "firm", Aim = "aim", Expectation = "expectation", Typical = "typical",
});
words!(Class, "a class", {
    Law = "law", Programme = "programme", Promise = "promise", Target = "target",
    Agreement = "agreement",
});

//! A promise: who owes what to whom, counted from which event, within what time.
//!
//! A team's promise, a programme rule and a duty from a law have the same shape and differ in [`Class`].
//! A promise without a number ("as soon as possible") stays one: silence is not consent, so it is tracked
//! against the team's own target and shown with its actual time.

use clock::{Direction, PauseCap, Span};

use crate::clause::Clause;
use crate::law::{MemberState, Role};
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
    /// Who says so, and with it what may hold its clock up.
    pub basis: Basis,
    /// Where it is written, for a law or a programme's rule.
    pub clause: Option<Box<Clause>>,
    /// The sentence of the policy, word for word; for a promise of a pack, our summary of the clause.
    pub source: String,
}

/// Who says that something is owed, and what may hold its clock up. A law has no place for a pause here, so
/// there is no value of this type, and hence no promise, in which a law pauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// A law.
    Law,
    /// The rules of a programme that the team takes part in.
    Programme(Option<Pausing>),
    /// The team's public word.
    Promise(Option<Pausing>),
    /// The team's own aim.
    Target(Option<Pausing>),
    /// An agreement with somebody.
    Agreement(Option<Pausing>),
}

/// What may pause a promise, and for how long in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pausing {
    /// What may pause it; never empty in a promise that was read from a text.
    pub reasons: Vec<PauseReason>,
    /// How long all pauses together may last.
    pub cap: PauseCap,
}

impl Basis {
    /// The basis of this class. `None`: a law that should pause, of which there is none.
    #[must_use]
    pub fn new(class: Class, pausing: Option<Pausing>) -> Option<Self> {
        match (class, pausing) {
            (Class::Law, Some(_)) => None,
            (Class::Law, None) => Some(Self::Law),
            (Class::Programme, pausing) => Some(Self::Programme(pausing)),
            (Class::Promise, pausing) => Some(Self::Promise(pausing)),
            (Class::Target, pausing) => Some(Self::Target(pausing)),
            (Class::Agreement, pausing) => Some(Self::Agreement(pausing)),
        }
    }
    /// Its class.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self {
            Self::Law => Class::Law,
            Self::Programme(_) => Class::Programme,
            Self::Promise(_) => Class::Promise,
            Self::Target(_) => Class::Target,
            Self::Agreement(_) => Class::Agreement,
        }
    }
    /// What may hold its clock up.
    #[must_use]
    pub const fn pausing(&self) -> Option<&Pausing> {
        match self {
            Self::Law => None,
            Self::Programme(pausing)
            | Self::Promise(pausing)
            | Self::Target(pausing)
            | Self::Agreement(pausing) => pausing.as_ref(),
        }
    }
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
    /// Decide whether a law's word for an event applies: exploited, severe, significant.
    Classify,
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
    /// The people whose data it is.
    Persons,
    /// The one for whom the team processes personal data.
    Controller,
    /// Whoever asked for it: a CVE ID, the end of a dispute, one's own data.
    Requester,
    /// The list of CVE records.
    CveList,
    /// Those who distribute the product and are told before the public.
    Distributors,
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
    /// The first notice that answers the promise named by [`Clause::follows`] was sent.
    Submitted,
    /// It was decided that the vulnerability is actively exploited.
    Exploited,
    /// It was decided that an incident is severe in the words of the Cyber Resilience Act.
    SevereIncident,
    /// It was decided that an incident is significant in the words of NIS 2.
    SignificantIncident,
    /// It was decided that an incident is major in the words of DORA.
    MajorIncident,
    /// It was decided that personal data was breached, with a risk to people.
    PersonalData,
    /// It was decided that the breach is a high risk to people.
    HighRisk,
    /// It was decided that the breach concerns personal data processed for somebody else.
    ProcessedData,
    /// A CSIRT or an authority asked for something.
    AuthorityAsked,
    /// The team told a CSIRT that a mitigation is expected shortly.
    MitigationAnnounced,
    /// An incident was handled to its end.
    IncidentHandled,
    /// A vulnerability was found in a component that the product is built with.
    ComponentFlawFound,
    /// Somebody asked for their own personal data, or for its erasure.
    DataRequested,
    /// The team made a CVE ID public.
    CveIdPublic,
    /// Somebody else made a CVE ID of the team public.
    CveIdDisclosedByOthers,
    /// Somebody asked for a CVE ID for a public vulnerability.
    AssignmentRequested,
    /// Somebody disputes a CVE record of the team.
    RecordDisputed,
    /// The issue was brought to a closed list, such as that of the distributions.
    ListInformed,
}

/// Which of an event's two times counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnchorTime {
    /// When it happened.
    Happened,
    /// When we learned of it ("becoming aware").
    Learned,
    /// When it was decided that it is so, where that is a decision ("classified as major").
    Decided,
}

/// What a law may call an event. Whether it applies to a case is a decision of a named person, with its
/// reason and its times; that it does not apply is such a decision as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regime {
    /// An actively exploited vulnerability: reliable evidence that a malicious actor used it in a system
    /// without its owner's permission (CRA Article 3(42)).
    Exploited,
    /// A severe incident that affects the security of the product (CRA Article 14(5)).
    SevereIncident,
    /// A significant incident (NIS 2 Article 23(3)).
    SignificantIncident,
    /// A major incident of information technology (DORA Article 18).
    MajorIncident,
    /// A personal data breach with a risk to people (GDPR Article 33).
    PersonalData,
    /// A personal data breach with a high risk to people (GDPR Article 34).
    HighRisk,
    /// A breach of personal data that is processed for somebody else (GDPR Article 33(2)).
    ProcessedData,
}

impl Regime {
    /// The event from which duties count once it was decided to apply.
    #[must_use]
    pub const fn anchor(self) -> AnchorEvent {
        match self {
            Self::Exploited => AnchorEvent::Exploited,
            Self::SevereIncident => AnchorEvent::SevereIncident,
            Self::SignificantIncident => AnchorEvent::SignificantIncident,
            Self::MajorIncident => AnchorEvent::MajorIncident,
            Self::PersonalData => AnchorEvent::PersonalData,
            Self::HighRisk => AnchorEvent::HighRisk,
            Self::ProcessedData => AnchorEvent::ProcessedData,
        }
    }
}

impl AnchorEvent {
    /// The regime whose decision this event is, if it is one.
    #[must_use]
    pub fn regime(self) -> Option<Regime> {
        Regime::ALL.iter().copied().find(|regime| regime.anchor() == self)
    }
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
    /// It applies once one of these was decided to; empty: whatever was decided.
    pub regime: Vec<Regime>,
    /// What the team is to the product; empty: whatever it is.
    pub role: Vec<Role>,
    /// The Member States in which the team has its main establishment; empty: wherever it is.
    pub member_state: Vec<MemberState>,
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
    /// What a promise to a reporter or to users may contain.
    pub const ALL: [&str; 7] =
        [EVALUATION, EXPECTED_RESOLUTION_DATE, DECISION, REASON, SEVERITY, PROGRESS, MITIGATION];
}

impl Promise {
    /// Who says so.
    #[must_use]
    pub const fn class(&self) -> Class {
        self.basis.class()
    }
    /// What may pause it; nothing for a law.
    #[must_use]
    pub fn pause(&self) -> &[PauseReason] {
        self.basis.pausing().map_or(&[], |pausing| &pausing.reasons)
    }
    /// How long all pauses together may last, where anything may pause it.
    #[must_use]
    pub fn pause_cap(&self) -> Option<PauseCap> {
        self.basis.pausing().map(|pausing| pausing.cap)
    }
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
    /// Whether it holds for a main establishment in this Member State. Where nobody said where it is,
    /// what only some states ask for does not hold.
    #[must_use]
    pub fn holds_in(&self, state: Option<MemberState>) -> bool {
        self.member_state.is_empty()
            || state.is_some_and(|state| self.member_state.contains(&state))
    }
}

words!(Act, "an act", {
    Acknowledge = "acknowledge", Respond = "respond", Evaluate = "evaluate", Decide = "decide",
    Update = "update", Fix = "fix", Publish = "publish", Credit = "credit", Notify = "notify",
    Report = "report", Review = "review", Classify = "classify",
});
words!(Party, "a party", {
    Reporter = "reporter", Public = "public", Users = "users", Csirt = "csirt",
    Authority = "authority", Upstream = "upstream", Team = "team", Persons = "persons",
    Controller = "controller", Requester = "requester", CveList = "cve list",
    Distributors = "distributors",
});
words!(AnchorEvent, "an event", {
    Received = "received", Acknowledged = "acknowledged", Evaluated = "evaluated",
    Accepted = "accepted", FixReady = "fix ready", FixReleased = "fix released",
    Resolved = "resolved", Disclosed = "disclosed", AttackObserved = "attack observed",
    IncidentFound = "incident found", UpstreamNotified = "upstream notified",
    Notified = "notified", Reviewed = "reviewed", Submitted = "submitted",
    Exploited = "exploited", SevereIncident = "severe incident",
    SignificantIncident = "significant incident", MajorIncident = "major incident",
    PersonalData = "personal data", HighRisk = "high risk", ProcessedData = "processed data",
    AuthorityAsked = "authority asked", MitigationAnnounced = "mitigation announced",
    IncidentHandled = "incident handled", ComponentFlawFound = "component flaw found",
    DataRequested = "data requested", CveIdPublic = "cve id public",
    CveIdDisclosedByOthers = "cve id disclosed by others",
    AssignmentRequested = "assignment requested", RecordDisputed = "record disputed",
    ListInformed = "list informed",
});
words!(AnchorTime, "a time of an event", {
    Happened = "happened", Learned = "learned", Decided = "decided",
});
words!(Regime, "what a law may call an event", {
    Exploited = "exploited", SevereIncident = "severe incident",
    SignificantIncident = "significant incident", MajorIncident = "major incident",
    PersonalData = "personal data", HighRisk = "high risk", ProcessedData = "processed data",
});
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

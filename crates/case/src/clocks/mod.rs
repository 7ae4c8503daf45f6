//! Clocks: every promise applied to one case. A pure function of the policy, the events and the time.
//!
//! Nothing here is ever stored as truth: [`deadlines`] is what a queue needs to know, and recomputing it
//! gives the same. The caller passes the policy version that the report came under.

mod judge;
mod meaning;
mod spell;

use core::fmt;
use core::time::Duration;

use clock::{Due, Instant, Pause};
use policy::id::EventId;
use policy::{Act, Class, Party, PauseReason, Policy};

use crate::event::Event;

/// One promise applied to a case, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The promise, by its id.
    pub promise: String,
    /// What is owed.
    pub act: Act,
    /// To whom.
    pub owed_to: Party,
    /// Who says so.
    pub class: Class,
    /// Which time, from 1, for a promise that starts more than once.
    pub occurrence: u32,
    /// What started it.
    pub trigger: Trigger,
    /// When it is due; nothing where the policy gives neither a number nor an aim. While it stands still,
    /// when it will be due if the wait lasts until its cap.
    pub due: Option<Due>,
    /// Whether `due` is the team's own aim and not a promised time: a promise without a number, or one
    /// of class `target`. It is tracked and shown all the same, and is [`ClockState::Late`], never broken.
    pub is_target: bool,
    /// When it stood still.
    pub pauses: Vec<Wait>,
    /// How it stands.
    pub state: ClockState,
    /// Since when nothing more is owed, whatever the state.
    pub over: Option<Instant>,
    /// For an advisory that is owed: when the policy publishes next by its own wish
    /// ([`policy::Policy::next_release`]).
    pub next_release: Option<Instant>,
    /// What must still be given to keep it, in the words of the policy.
    pub missing: Vec<String>,
    /// The sentence of the policy or the clause of the law, word for word.
    pub source: String,
}

/// What started a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    /// The event.
    pub event: EventId,
    /// The time it counts from.
    pub at: Instant,
}

/// A spell in which a clock stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Why.
    pub reason: PauseReason,
    /// From when until when.
    pub spell: Pause,
}

/// How a clock stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockState {
    /// It runs.
    Running,
    /// It stands still.
    Paused,
    /// It was kept in time.
    Kept {
        /// When.
        at: Instant,
    },
    /// It was kept after it was due.
    KeptLate {
        /// When.
        at: Instant,
        /// How late.
        by: Duration,
    },
    /// It was due, and is not kept.
    Broken {
        /// How late it is, now or when it was over.
        by: Duration,
    },
    /// The team's own aim has passed; nothing that was promised is broken.
    Late {
        /// By how much, now or when it was over.
        by: Duration,
    },
    /// The one it is owed to let the team off.
    Waived,
    /// It no longer applies.
    Void {
        /// Why, in a few words.
        why: &'static str,
    },
}

impl ClockState {
    /// The stable name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Kept { .. } => "kept",
            Self::KeptLate { .. } => "kept-late",
            Self::Broken { .. } => "broken",
            Self::Late { .. } => "late",
            Self::Waived => "waived",
            Self::Void { .. } => "void",
        }
    }
}

impl Clock {
    /// Whether something is still owed.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.over.is_none()
    }
}

impl fmt::Display for ClockState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a queue may know of a clock without opening the case: times and states, no content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The promise, by its id.
    pub promise: String,
    /// Which time, from 1.
    pub occurrence: u32,
    /// What is owed.
    pub act: Act,
    /// To whom.
    pub to: Party,
    /// Who says so.
    pub class: Class,
    /// From when it counts.
    pub started: Instant,
    /// When it is due if nobody does anything more; nothing: neither a number nor an aim.
    pub due: Option<Instant>,
    /// The later time that could be argued for a period of law.
    pub latest: Option<Instant>,
    /// Whether `due` is the team's own target and not a promised time.
    pub is_target: bool,
    /// How it stood when the case was last open: [`ClockState::name`].
    pub state: &'static str,
    /// Whether something is still owed.
    pub open: bool,
    /// When it was kept.
    pub met_at: Option<Instant>,
}

/// Every clock of a case, in the order of the policy's promises and then of their occurrences; the
/// expected resolution date, which is a promise made in the case, comes last.
#[must_use]
pub fn clocks(policy: &Policy, events: &[Event], now: Instant) -> Vec<Clock> {
    judge::judge(policy, events, now)
}

/// The plain metadata of these clocks.
#[must_use]
pub fn deadlines(clocks: &[Clock]) -> Vec<Deadline> {
    clocks
        .iter()
        .map(|clock| Deadline {
            promise: clock.promise.clone(),
            occurrence: clock.occurrence,
            act: clock.act,
            to: clock.owed_to,
            class: clock.class,
            started: clock.trigger.at,
            due: clock.due.map(|due| due.strict),
            latest: clock.due.and_then(|due| due.latest_arguable),
            is_target: clock.is_target,
            state: clock.state.name(),
            open: clock.is_open(),
            met_at: match clock.state {
                ClockState::Kept { at } | ClockState::KeptLate { at, .. } => Some(at),
                _ => None,
            },
        })
        .collect()
}

/// What is owed next: the open clock with the earliest due time, those without one last.
#[must_use]
pub fn next_owed(clocks: &[Clock]) -> Option<&Clock> {
    clocks.iter().filter(|clock| clock.is_open()).min_by_key(|clock| {
        (clock.due.is_none(), clock.due.map(|due| due.strict), clock.trigger.at)
    })
}

/// The first moment after a day, where the calendar is.
pub(crate) fn end_of_day(date: clock::Date, calendar: &clock::Calendar) -> Option<Instant> {
    let next = date.tomorrow().ok()?;
    let zoned = next.in_tz(calendar.zone()).ok()?;
    Some(Instant::from_second(zoned.timestamp().as_second()))
}

//! Applying the rules: one event in, the alerts that follow out.
//!
//! The watch keeps counters in memory, bounded by the thresholds and by a most number of subjects. It may be dropped at any
//! time: after a start the windows fill again, and what is usual for each person is learnt anew.

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet};

use clock::Instant;

use crate::baseline::{UsualHours, UsualReads};
use crate::event::{Event, Kind, Pseudonym};
use crate::rule::{Action, RuleId, Rules};
use crate::window::{Counted, Distinct};

/// Counters of one kind; beyond that those that were not touched for longest are dropped.
const MOST_SUBJECTS: usize = 50_000;
/// A clock that goes back by less is only a correction.
const TOLERATED_BACK: Duration = Duration::from_secs(60);

/// Whom or what an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An account or token.
    Actor(Pseudonym),
    /// An address prefix of today.
    Prefix(Pseudonym),
    /// The instance as a whole.
    Instance,
}

/// A rule was met. It says no more than that: no case, no name, no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alert {
    /// Which rule.
    pub rule: RuleId,
    /// When.
    pub at: Instant,
    /// About whom.
    pub subject: Subject,
    /// What was counted; `threshold` at most where a window is counted.
    pub count: u32,
    /// What it asks for.
    pub action: Action,
}

/// Everything that is counted, by rule and subject.
#[derive(Default)]
struct Counters {
    counted: BTreeMap<(RuleId, Subject), (Touched, Counted)>,
    distinct: BTreeMap<(RuleId, Subject), (Touched, Distinct)>,
    alerted: BTreeMap<(RuleId, Subject), Instant>,
}

/// When a counter was last touched.
type Touched = Option<Instant>;

/// Sees events in order and says which rules they meet.
pub struct Watch {
    rules: Rules,
    now: Option<Instant>,
    counters: Counters,
    // One entry an account of the team: these do not grow with what strangers do.
    reads: BTreeMap<Pseudonym, UsualReads>,
    hours: BTreeMap<Pseudonym, UsualHours>,
    known: BTreeSet<Pseudonym>,
}

/// The day in UTC.
fn day(moment: Instant) -> i64 {
    moment.second().div_euclid(86_400)
}

fn trim<K: Ord + Copy, V>(map: &mut BTreeMap<K, (Touched, V)>) {
    if map.len() <= MOST_SUBJECTS {
        return;
    }
    let mut touched: Vec<Touched> = map.values().map(|(touched, _)| *touched).collect();
    touched.sort_unstable();
    let middle = touched.get(touched.len() / 2).copied().flatten();
    map.retain(|_, (touched, _)| *touched > middle);
}

impl Watch {
    /// A watch that has seen nothing.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            now: None,
            counters: Counters::default(),
            reads: BTreeMap::new(),
            hours: BTreeMap::new(),
            known: BTreeSet::new(),
        }
    }

    /// Sees an event.
    pub fn see(&mut self, event: &Event) -> Vec<Alert> {
        let mut alerts = Vec::new();
        self.follow_clock(event.at, &mut alerts);
        let now = event.at;
        let actor = event.actor.map(Subject::Actor);
        let prefix = event.prefix.map(Subject::Prefix);
        match event.kind {
            Kind::CaseRead { case, assigned, restricted } => {
                if let Some(actor) = event.actor {
                    self.read(actor, case, assigned, restricted, now, &mut alerts);
                }
            }
            Kind::AttachmentRead => self.count(RuleId::BulkAttachments, actor, 1, now, &mut alerts),
            Kind::Exported { cases } => {
                self.count(RuleId::BulkExport, actor, cases, now, &mut alerts);
            }
            Kind::SignedIn { known_device } => {
                if let Some(actor) = event.actor {
                    self.signed_in(actor, known_device, now, &mut alerts);
                }
            }
            Kind::UnlockFailed => self.count(RuleId::FailedUnlocks, actor, 1, now, &mut alerts),
            Kind::TokenUsed => {
                self.count(RuleId::TokenRate, actor, 1, now, &mut alerts);
                if let Some(prefix) = event.prefix {
                    self.differ(RuleId::TokenPrefixes, actor, prefix, now, &mut alerts);
                }
            }
            Kind::NotFound => self.count(RuleId::Probing, actor.or(prefix), 1, now, &mut alerts),
            Kind::GrantChanged { of, raises } => {
                self.count(RuleId::GrantChanged, actor, 1, now, &mut alerts);
                if raises && event.actor == Some(of) {
                    self.count(RuleId::SelfElevation, actor, 1, now, &mut alerts);
                }
            }
            Kind::ModeSwitched => self.count(RuleId::ModeSwitched, actor, 1, now, &mut alerts),
            Kind::ReceiptGuessed => {
                self.count(RuleId::ReceiptGuesses, prefix, 1, now, &mut alerts);
                self.count(RuleId::ReceiptGuessesAll, Some(Subject::Instance), 1, now, &mut alerts);
            }
            Kind::ReceiptOpened { case } => {
                self.differ(RuleId::ManyReceipts, prefix, case, now, &mut alerts);
            }
            Kind::Submitted => {
                self.count(RuleId::SubmissionsFromOne, prefix, 1, now, &mut alerts);
                self.count(RuleId::SubmissionFlood, Some(Subject::Instance), 1, now, &mut alerts);
            }
            Kind::LedgerMismatch => {
                self.count(RuleId::LedgerMismatch, Some(Subject::Instance), 1, now, &mut alerts);
            }
            Kind::ClockStepped { seconds } => {
                let moved = u32::try_from(seconds.unsigned_abs()).unwrap_or(u32::MAX);
                self.measure(
                    RuleId::ClockJump,
                    moved,
                    |said, limit| said >= limit,
                    now,
                    &mut alerts,
                );
            }
            Kind::CheckpointAge { seconds } => {
                self.measure(
                    RuleId::CheckpointStale,
                    seconds,
                    |said, limit| said >= limit,
                    now,
                    &mut alerts,
                );
            }
            Kind::DiskFree { permille } => {
                self.measure(
                    RuleId::DiskLow,
                    permille,
                    |said, limit| said <= limit,
                    now,
                    &mut alerts,
                );
            }
            Kind::BackupAge { seconds } => {
                self.measure(
                    RuleId::BackupOverdue,
                    seconds,
                    |said, limit| said >= limit,
                    now,
                    &mut alerts,
                );
            }
        }
        alerts
    }

    /// Where the clock went back, the windows are worth nothing: they are begun anew, and that is said.
    fn follow_clock(&mut self, now: Instant, alerts: &mut Vec<Alert>) {
        let back = self.now.and_then(|before| before.since(now)).unwrap_or_default();
        if back > TOLERATED_BACK {
            self.counters = Counters::default();
            let seconds = u32::try_from(back.as_secs()).unwrap_or(u32::MAX);
            self.now = Some(now);
            self.measure(RuleId::ClockJump, seconds, |said, limit| said >= limit, now, alerts);
        } else if back.is_zero() {
            self.now = Some(now);
        }
    }

    fn read(
        &mut self,
        actor: Pseudonym,
        case: Pseudonym,
        assigned: bool,
        restricted: bool,
        now: Instant,
        alerts: &mut Vec<Alert>,
    ) {
        let subject = Some(Subject::Actor(actor));
        self.differ(RuleId::ReadsBudget, subject, case, now, alerts);
        self.differ(RuleId::ReadsStop, subject, case, now, alerts);
        if !assigned {
            self.differ(RuleId::UnassignedDay, subject, case, now, alerts);
            self.differ(RuleId::UnassignedWeek, subject, case, now, alerts);
            if restricted {
                self.differ(RuleId::RestrictedRead, subject, case, now, alerts);
            }
        }
        let percent = self.reads.entry(actor).or_default().add(case.0, now);
        if let (Some(percent), Some(rule)) = (percent, self.rules.get(RuleId::ReadsAboveUsual))
            && percent >= rule.threshold
        {
            self.alert(RuleId::ReadsAboveUsual, Subject::Actor(actor), percent, now, alerts);
        }
    }

    fn signed_in(
        &mut self,
        actor: Pseudonym,
        known_device: bool,
        now: Instant,
        alerts: &mut Vec<Alert>,
    ) {
        let first = self.known.insert(actor);
        if !known_device && !first {
            self.count(RuleId::NewDevice, Some(Subject::Actor(actor)), 1, now, alerts);
        }
        let share = self.hours.entry(actor).or_default().add(now);
        if let (Some(share), Some(rule)) = (share, self.rules.get(RuleId::UnusualHour))
            && share < rule.threshold
        {
            self.alert(RuleId::UnusualHour, Subject::Actor(actor), share, now, alerts);
        }
    }

    fn count(
        &mut self,
        id: RuleId,
        subject: Option<Subject>,
        times: u32,
        now: Instant,
        alerts: &mut Vec<Alert>,
    ) {
        let (Some(rule), Some(subject)) = (self.rules.get(id), subject) else { return };
        let (touched, counter) = self.counters.counted.entry((id, subject)).or_default();
        *touched = Some(now);
        let mut count = 0;
        for _ in 0..times.min(rule.threshold) {
            count = counter.add(now, rule.window, rule.threshold);
        }
        trim(&mut self.counters.counted);
        if count >= rule.threshold {
            self.alert(id, subject, count, now, alerts);
        }
    }

    fn differ(
        &mut self,
        id: RuleId,
        subject: Option<Subject>,
        thing: Pseudonym,
        now: Instant,
        alerts: &mut Vec<Alert>,
    ) {
        let (Some(rule), Some(subject)) = (self.rules.get(id), subject) else { return };
        let (touched, counter) = self.counters.distinct.entry((id, subject)).or_default();
        // Prefixes get other pseudonyms at midnight: those of two days cannot be compared.
        if id == RuleId::TokenPrefixes && touched.is_some_and(|before| day(before) != day(now)) {
            *counter = Distinct::default();
        }
        *touched = Some(now);
        let count = counter.add(thing.0, now, rule.window, rule.threshold);
        trim(&mut self.counters.distinct);
        if count >= rule.threshold {
            self.alert(id, subject, count, now, alerts);
        }
    }

    fn measure(
        &mut self,
        id: RuleId,
        said: u32,
        is_met: fn(u32, u32) -> bool,
        now: Instant,
        alerts: &mut Vec<Alert>,
    ) {
        if self.rules.get(id).is_some_and(|rule| is_met(said, rule.threshold)) {
            self.alert(id, Subject::Instance, said, now, alerts);
        }
    }

    /// Says it, unless it was said about the same subject within the window.
    fn alert(
        &mut self,
        id: RuleId,
        subject: Subject,
        count: u32,
        now: Instant,
        alerts: &mut Vec<Alert>,
    ) {
        let Some(rule) = self.rules.get(id) else { return };
        let recent = |last: &Instant| now.since(*last).is_none_or(|age| age < rule.window);
        if self.counters.alerted.get(&(id, subject)).is_some_and(recent) {
            return;
        }
        if self.counters.alerted.len() > MOST_SUBJECTS {
            self.counters.alerted.retain(|_, last| recent(last));
        }
        self.counters.alerted.insert((id, subject), now);
        alerts.push(Alert { rule: id, at: now, subject, count, action: rule.action });
    }
}

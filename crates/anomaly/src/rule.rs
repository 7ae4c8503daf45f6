//! The rules: id, window, threshold, action. All of it is data, and an operator may change it.

use core::fmt::Write as _;
use core::time::Duration;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What an alert asks for. Each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Write it down.
    Log,
    /// Tell the owners, and the person concerned.
    Notify,
    /// Slow the subject down.
    Throttle,
    /// Ask for a factor once more.
    StepUp,
    /// End the session, or stop what was going on, until a person has looked.
    Stop,
}

impl Action {
    /// The action in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Log => "write it down",
            Self::Notify => "tell the owners and the person",
            Self::Throttle => "tell them, and slow down",
            Self::StepUp => "tell them, and ask for a factor",
            Self::Stop => "tell them, and stop",
        }
    }
}

/// A rule's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleId {
    /// Many more cases in a day than usual for this person.
    ReadsAboveUsual,
    /// A first budget of cases read in an hour.
    ReadsBudget,
    /// The hard budget of cases read in an hour.
    ReadsStop,
    /// Cases read in a day that are not theirs.
    UnassignedDay,
    /// Cases read in a week that are not theirs.
    UnassignedWeek,
    /// Restricted cases read that are not theirs.
    RestrictedRead,
    /// Attachments downloaded in an hour.
    BulkAttachments,
    /// Cases exported in a day.
    BulkExport,
    /// A device that never signed in with this account.
    NewDevice,
    /// An hour of the day at which this person is never there.
    UnusualHour,
    /// A token used from several address prefixes in a day.
    TokenPrefixes,
    /// A token used very often.
    TokenRate,
    /// Things asked for that are not there.
    Probing,
    /// Failed unlocks.
    FailedUnlocks,
    /// Roles or grants changed.
    GrantChanged,
    /// Somebody raised their own rights.
    SelfElevation,
    /// Sealed or assisted mode switched.
    ModeSwitched,
    /// Wrong receipts from one prefix.
    ReceiptGuesses,
    /// Wrong receipts altogether.
    ReceiptGuessesAll,
    /// Reports from one prefix.
    SubmissionsFromOne,
    /// Reports altogether.
    SubmissionFlood,
    /// Different receipts used from one prefix.
    ManyReceipts,
    /// The log does not fit.
    LedgerMismatch,
    /// The clock moved.
    ClockJump,
    /// No checkpoint for too long.
    CheckpointStale,
    /// The disk is nearly full.
    DiskLow,
    /// No verified backup for too long.
    BackupOverdue,
}

/// A rule as it is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// Over how long it counts; an alert of it about the same subject is not repeated within it.
    pub window: Duration,
    /// From where on it is met; what is counted is in [`Rule::counts`].
    pub threshold: u32,
    /// What it asks for.
    pub action: Action,
    /// Whether it is applied.
    pub on: bool,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

const fn rule(id: RuleId, window: u64, threshold: u32, action: Action) -> Rule {
    Rule { id, window: Duration::from_secs(window), threshold, action, on: true }
}

/// The rules as they come.
const USUAL: [Rule; 27] = [
    rule(RuleId::ReadsAboveUsual, DAY, 300, Action::Notify),
    rule(RuleId::ReadsBudget, HOUR, 30, Action::StepUp),
    rule(RuleId::ReadsStop, HOUR, 60, Action::Stop),
    rule(RuleId::UnassignedDay, DAY, 10, Action::Notify),
    rule(RuleId::UnassignedWeek, 7 * DAY, 20, Action::Notify),
    rule(RuleId::RestrictedRead, DAY, 1, Action::Notify),
    rule(RuleId::BulkAttachments, HOUR, 20, Action::StepUp),
    rule(RuleId::BulkExport, DAY, 5, Action::StepUp),
    rule(RuleId::NewDevice, HOUR, 1, Action::Notify),
    rule(RuleId::UnusualHour, 12 * HOUR, 2, Action::Notify),
    rule(RuleId::TokenPrefixes, DAY, 2, Action::Notify),
    rule(RuleId::TokenRate, HOUR, 600, Action::Throttle),
    rule(RuleId::Probing, 5 * MINUTE, 20, Action::Throttle),
    rule(RuleId::FailedUnlocks, 15 * MINUTE, 5, Action::Notify),
    rule(RuleId::GrantChanged, MINUTE, 1, Action::Notify),
    rule(RuleId::SelfElevation, MINUTE, 1, Action::Stop),
    rule(RuleId::ModeSwitched, MINUTE, 1, Action::Notify),
    rule(RuleId::ReceiptGuesses, HOUR, 10, Action::Throttle),
    rule(RuleId::ReceiptGuessesAll, HOUR, 30, Action::Throttle),
    rule(RuleId::SubmissionsFromOne, HOUR, 8, Action::Throttle),
    rule(RuleId::SubmissionFlood, HOUR, 30, Action::Throttle),
    rule(RuleId::ManyReceipts, DAY, 5, Action::Notify),
    rule(RuleId::LedgerMismatch, HOUR, 1, Action::Stop),
    rule(RuleId::ClockJump, HOUR, 120, Action::Notify),
    rule(RuleId::CheckpointStale, 6 * HOUR, 7200, Action::Notify),
    rule(RuleId::DiskLow, DAY, 50, Action::Notify),
    rule(RuleId::BackupOverdue, DAY, 36 * 3600, Action::Notify),
];

impl Rule {
    /// What is counted, in words; the threshold is its unit's number.
    #[must_use]
    pub const fn counts(&self) -> &'static str {
        match self.id {
            RuleId::ReadsAboveUsual => {
                "distinct cases read today, in percent of the person's usual day (30-day moving average; from 8 cases on)"
            }
            RuleId::ReadsBudget | RuleId::ReadsStop => "distinct cases read by one person",
            RuleId::UnassignedDay | RuleId::UnassignedWeek => {
                "distinct cases read that are not assigned to the reader"
            }
            RuleId::RestrictedRead => {
                "distinct restricted cases read that are not assigned to the reader"
            }
            RuleId::BulkAttachments => "attachments downloaded by one person",
            RuleId::BulkExport => "cases exported by one person",
            RuleId::NewDevice => "sign-ins from a device unknown to the account, after its first",
            RuleId::UnusualHour => {
                "sign-ins at an hour at which fewer than so many percent of the person's sign-ins lie, two hours before and after included (from 20 sign-ins on)"
            }
            RuleId::TokenPrefixes => {
                "address prefixes that one token is used from on one day (UTC)"
            }
            RuleId::TokenRate => "uses of one token",
            RuleId::Probing => {
                "requests of one account or prefix for what is not there or not for them"
            }
            RuleId::FailedUnlocks => "wrong passphrases or codes for one account",
            RuleId::GrantChanged => "changes of roles or grants",
            RuleId::SelfElevation => {
                "changes by which somebody may do more than before, made by themselves"
            }
            RuleId::ModeSwitched => "switches between sealed and assisted mode",
            RuleId::ReceiptGuesses => "receipts from one prefix that open nothing",
            RuleId::ReceiptGuessesAll => "receipts that open nothing, all together",
            RuleId::SubmissionsFromOne => "reports from one prefix",
            RuleId::SubmissionFlood => "reports, all together",
            RuleId::ManyReceipts => "distinct cases opened by receipt from one prefix",
            RuleId::LedgerMismatch => "findings of the log's check",
            RuleId::ClockJump => "seconds that the clock moved at once, in either direction",
            RuleId::CheckpointStale => "seconds since the newest checkpoint",
            RuleId::DiskLow => "thousandths of the disk that are left, at most",
            RuleId::BackupOverdue => "seconds since the last verified backup",
        }
    }
}

impl RuleId {
    /// Every rule's name, in the order of the table.
    #[must_use]
    pub fn all() -> [Self; USUAL.len()] {
        USUAL.map(|rule| rule.id)
    }

    /// The name as written in settings: `reads-above-usual`.
    #[must_use]
    pub fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }
}

/// What an operator changes of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Which.
    pub rule: RuleId,
    /// Another window, in minutes.
    pub window_minutes: Option<u32>,
    /// Another threshold.
    pub threshold: Option<u32>,
    /// Another action.
    pub action: Option<Action>,
    /// Off, or on again.
    pub on: Option<bool>,
}

/// Why a change of a rule is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TuningError {
    /// A rule is named twice.
    #[error("the rule {0} is changed twice; write each rule once")]
    Twice(String),
    /// A threshold of nothing.
    #[error("the threshold of {0} must be at least 1; to switch the rule off, write on = false")]
    Threshold(String),
    /// No time, or more than can be remembered.
    #[error("the window of {0} must be between 1 minute and 31 days")]
    Window(String),
    /// The log's own check cannot be silenced.
    #[error(
        "the rule {0} cannot be switched off: without it nobody would learn that the log was changed"
    )]
    Needed(String),
}

/// All rules, as an operator set them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules(BTreeMap<RuleId, Rule>);

impl Rules {
    /// The rules as they come.
    #[must_use]
    pub fn usual() -> Self {
        Self(USUAL.into_iter().map(|rule| (rule.id, rule)).collect())
    }

    /// The rules with these changes.
    ///
    /// # Errors
    /// The first change that is not allowed.
    pub fn tuned(changes: &[Override]) -> Result<Self, TuningError> {
        let mut rules = Self::usual();
        let mut seen = Vec::new();
        for change in changes {
            let name = || change.rule.name();
            if seen.contains(&change.rule) {
                return Err(TuningError::Twice(name()));
            }
            seen.push(change.rule);
            let Some(rule) = rules.0.get_mut(&change.rule) else { continue };
            if let Some(minutes) = change.window_minutes {
                if !(1..=31 * 24 * 60).contains(&minutes) {
                    return Err(TuningError::Window(name()));
                }
                rule.window = Duration::from_secs(u64::from(minutes) * MINUTE);
            }
            rule.threshold = change.threshold.unwrap_or(rule.threshold);
            rule.action = change.action.unwrap_or(rule.action);
            rule.on = change.on.unwrap_or(rule.on);
            if rule.threshold == 0 {
                return Err(TuningError::Threshold(name()));
            }
            if rule.id == RuleId::LedgerMismatch && !rule.on {
                return Err(TuningError::Needed(name()));
            }
        }
        Ok(rules)
    }

    /// A rule, when it is on.
    #[must_use]
    pub fn get(&self, id: RuleId) -> Option<Rule> {
        self.0.get(&id).copied().filter(|rule| rule.on)
    }

    /// All of them, on or off.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.0.values()
    }
}

/// The rules as a table, for the documentation.
#[must_use]
pub fn rules_markdown() -> String {
    let mut out =
        String::from("| rule | counts | within | from | then |\n| --- | --- | --- | --- | --- |\n");
    for rule in &USUAL {
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} |",
            rule.id.name(),
            rule.counts(),
            in_words(rule.window),
            rule.threshold,
            rule.action.words()
        );
    }
    out
}

fn in_words(window: Duration) -> String {
    let seconds = window.as_secs();
    let (number, unit) = match seconds {
        s if s % DAY == 0 => (s / DAY, "day"),
        s if s % HOUR == 0 => (s / HOUR, "hour"),
        s => (s / MINUTE, "minute"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

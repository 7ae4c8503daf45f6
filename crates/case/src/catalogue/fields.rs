//! What entries of the list share: who gives a command, and fields that several of them have.

use super::{CommandSpec, FieldKind, FieldSpec, Giver, Group};
use crate::command::CommandKind;
use crate::words::{EmbargoChoice, Tlp};

/// What a law may call an event; the names are those of [`policy::Regime`].
pub(super) const REGIME_CHOICES: &[(&str, &str)] = &[
    ("exploited", "An actively exploited vulnerability (Cyber Resilience Act)"),
    ("severe incident", "A severe incident (Cyber Resilience Act)"),
    ("significant incident", "A significant incident (NIS 2)"),
    ("major incident", "A major incident (DORA)"),
    ("personal data", "A personal data breach with a risk to people (GDPR)"),
    ("high risk", "A breach with a high risk to people (GDPR)"),
    ("processed data", "A breach of data processed for somebody else (GDPR)"),
];

pub(super) const TEAM: &[Giver] = &[Giver::Team];
pub(super) const REPORTER: &[Giver] = &[Giver::Reporter];
pub(super) const BOTH: &[Giver] = &[Giver::Team, Giver::Reporter];
pub(super) const PARTY: &[Giver] = &[Giver::Team, Giver::Participant];
/// The team, the reporter and the parties: whoever has a say about the terms.
pub(super) const EVERYBODY: &[Giver] = ANY_PARTY;
pub(super) const ANY_PARTY: &[Giver] = &[Giver::Team, Giver::Reporter, Giver::Participant];

pub(super) const fn must(
    name: &'static str,
    label: &'static str,
    kind: FieldKind,
    help: &'static str,
) -> FieldSpec {
    FieldSpec { name, label, help, kind, required: true }
}

pub(super) const fn may(
    name: &'static str,
    label: &'static str,
    kind: FieldKind,
    help: &'static str,
) -> FieldSpec {
    FieldSpec { name, label, help, kind, required: false }
}

pub(super) const fn entry(
    kind: CommandKind,
    label: &'static str,
    help: &'static str,
    givers: &'static [Giver],
    group: Group,
    fields: &'static [FieldSpec],
) -> CommandSpec {
    CommandSpec { kind, name: kind.name(), label, help, givers, group, fields }
}

pub(super) const TOLD: &str = "The reporter reads this.";
pub(super) const ASKED_ANEW: &str =
    "Short names, one a line. Each is asked anew, and sees nothing there before it agrees there.";
pub(super) const NOW: &str = "Leave empty for now.";

pub(super) const HAPPENED: FieldSpec = may("happened", "When it happened", FieldKind::Instant, NOW);
pub(super) const LEARNED: FieldSpec = may(
    "learned",
    "When we learned of it",
    FieldKind::Instant,
    "Legal periods count from this moment. Leave empty for now.",
);
pub(super) const ENDS: FieldSpec = must(
    "ends",
    "Ends at",
    FieldKind::Instant,
    "A moment with its zone, not a day: 2026-12-01T16:00:00Z.",
);
pub(super) const TERMS_NOTE: FieldSpec =
    may("note", "Further terms", FieldKind::LongText, "Who may be told earlier, for example.");
pub(super) const EMBARGO: FieldSpec = may(
    "embargo",
    "Embargo",
    FieldKind::Choice(EmbargoChoice::CHOICES),
    "Only when an embargo is in force: a case cannot be closed under one.",
);
pub(super) const PROMISE: FieldSpec =
    must("promise", "Promise", FieldKind::Promise, "The promise, by its id in the policy.");
pub(super) const PARTICIPANT: FieldSpec =
    must("participant", "Party", FieldKind::Participant, "Its short name within the case.");

pub(super) const REPORT_CHOICES: &[(&str, &str)] = &[
    ("received", "Received"),
    ("invalid", "Judged invalid"),
    ("valid", "Judged valid"),
    ("deferred", "Deferred"),
    ("accepted", "Accepted"),
    ("closed", "Closed"),
];
pub(super) const FIX_CHOICES: &[(&str, &str)] =
    &[("aware", "Knows of it"), ("ready", "Fix ready"), ("deployed", "Fix released")];
pub(super) const THIRD_PARTIES: &[(&str, &str)] =
    &[("upstream", "the maker of a component"), ("coordinator", "a coordinator")];
pub(super) const TLP: FieldSpec = may(
    "tlp",
    "Mark",
    FieldKind::Choice(Tlp::CHOICES),
    "How far it may be passed on; as the case is marked when empty.",
);

//! The parts of a case that mailbox and desk show alike.

use super::{ARABIC, HOSTILE, received, when};
use crate::chart::{Timeline, TimelineRow, Tone};
use crate::portal::Answer;
use crate::{
    Audience, Availability, Choice, ClockState, ClockView, CommandView, Entry, Field, FieldKind,
    FileView, Speaker, When,
};

pub(crate) fn clock(owed: &str, state: ClockState, words: &str, used: Option<u8>) -> ClockView {
    ClockView {
        promise: "respond-severe".to_owned(),
        owed: owed.to_owned(),
        to: "the reporter".to_owned(),
        state,
        due: Some(when(24, "14:37")),
        latest_arguable: None,
        next_release: None,
        words: words.to_owned(),
        paused: None,
        includes: Vec::new(),
        class: "promise".to_owned(),
        source: "Severe issues: 24 hours".to_owned(),
        used_percent: used,
    }
}

pub(crate) fn clocks() -> Vec<ClockView> {
    vec![
        clock("Respond to the report", ClockState::Kept, "kept after 3 hours 12 minutes", Some(13)),
        ClockView {
            includes: vec!["evaluation".to_owned(), "expected resolution date".to_owned()],
            latest_arguable: Some(when(26, "23:59")),
            next_release: Some(when(27, "12:00")),
            source: "We will respond to your report within 7 business days with our evaluation of the report and an expected resolution date.".to_owned(),
            ..clock("Evaluate the report", ClockState::DueSoon, "due in 5 hours", Some(88))
        },
        clock("Send a progress update", ClockState::Broken, "2 days 4 hours late", Some(100)),
        ClockView {
            paused: Some("waiting for the reporter since 24 October, until 7 November at most".to_owned()),
            ..clock("Fix the vulnerability", ClockState::Paused, "14 days left when it goes on", Some(40))
        },
        ClockView { due: None, ..clock("Publish an advisory", ClockState::Measured, "3 days so far, no time was promised", None) },
    ]
}

/// One clock in every state.
pub(crate) fn every_clock() -> Vec<ClockView> {
    [
        ClockState::Kept,
        ClockState::KeptLate,
        ClockState::Broken,
        ClockState::Running,
        ClockState::DueSoon,
        ClockState::Paused,
        ClockState::Measured,
        ClockState::Waived,
        ClockState::Void,
    ]
    .into_iter()
    .map(|state| clock("Acknowledge the report", state, state.key(), Some(50)))
    .collect()
}

pub(crate) fn timeline() -> Timeline {
    Timeline {
        description:
            "The response was kept on the first day. The evaluation runs and is due on the seventh."
                .to_owned(),
        start: received(),
        end: When::new("2026-11-03T14:37:00Z", "3 November"),
        now: Some(560),
        rows: vec![
            TimelineRow {
                label: "Respond: kept".to_owned(),
                spans: vec![(Tone::Kept, 0, 60)],
                due: Some(100),
            },
            TimelineRow {
                label: "Evaluate: running".to_owned(),
                spans: vec![
                    (Tone::Running, 0, 300),
                    (Tone::Paused, 300, 400),
                    (Tone::Running, 400, 560),
                ],
                due: Some(800),
            },
            TimelineRow {
                label: "Progress update: broken".to_owned(),
                spans: vec![(Tone::Running, 0, 420), (Tone::Broken, 420, 560)],
                due: Some(420),
            },
        ],
    }
}

pub(crate) fn file(name: &str) -> FileView {
    FileView {
        name: name.to_owned(),
        size: "14 kB".to_owned(),
        href: "/mailbox/case/files/0192f1".to_owned(),
        inside: Some(crate::path::file_inside("sigtech", "K7Q2-M4XD", "0192f1")),
    }
}

pub(crate) fn entry(
    seq: u64,
    from: Speaker,
    audience: Audience,
    title: &str,
    text: Option<&str>,
) -> Entry {
    Entry {
        seq,
        when: when(23, "17:49"),
        recorded: None,
        who: match from {
            Speaker::Reporter => "Reporter",
            Speaker::Team => "Mara Lind",
            Speaker::System => "Candor",
        }
        .to_owned(),
        from,
        audience,
        title: title.to_owned(),
        text: text.map(str::to_owned),
        files: Vec::new(),
    }
}

/// What a reporter sees of a case.
pub(crate) fn shared_entries() -> Vec<Entry> {
    vec![
        entry(1, Speaker::System, Audience::Reporter, "Report received", None),
        entry(
            2,
            Speaker::Team,
            Audience::Reporter,
            "Acknowledged",
            Some(
                "Thank you, we have your report and are looking at it.\n\nWe reproduced the first half of it already. Which version of the SDK did you use?",
            ),
        ),
        Entry {
            files: vec![file("session.log")],
            ..entry(
                3,
                Speaker::Reporter,
                Audience::Reporter,
                "Message",
                Some("Version 8.11.2, with Python 3.12. The log is attached."),
            )
        },
        entry(5, Speaker::System, Audience::Reporter, "Severity assessed: high", None),
    ]
}

/// What the team sees of it.
pub(crate) fn all_entries() -> Vec<Entry> {
    let mut entries = shared_entries();
    entries.insert(
        3,
        Entry {
            recorded: Some(when(24, "09:02")),
            ..entry(
                4,
                Speaker::Team,
                Audience::Team,
                "Note",
                Some("Same root cause as last year's token bug? Ask platform before we answer."),
            )
        },
    );
    entries.push(entry(6, Speaker::System, Audience::Team, "Assigned to Mara Lind", None));
    entries.push(entry(7, Speaker::System, Audience::Public, "Advisory published", None));
    entries
}

/// Entries whose writers try to break out of the page.
pub(crate) fn hostile_entries() -> Vec<Entry> {
    vec![
        Entry {
            who: HOSTILE.to_owned(),
            files: vec![FileView { href: "javascript:alert(1)".to_owned(), ..file(HOSTILE) }],
            ..entry(1, Speaker::Reporter, Audience::Reporter, HOSTILE, Some(HOSTILE))
        },
        entry(2, Speaker::Reporter, Audience::Reporter, "Message", Some(ARABIC)),
    ]
}

pub(crate) fn answers() -> Vec<Answer> {
    let answer = |label: &str, text: &str| Answer {
        label: label.to_owned(),
        text: text.to_owned(),
        missing: text.is_empty(),
    };
    vec![
        answer("Type of issue", "Privilege escalation: a viewer's token can write."),
        answer("Affected source code", "sigtech/api/session.py\nsigtech/api/_token.py"),
        answer("Location of affected code", "tag 8.11.2"),
        answer("Configuration", ""),
        answer(
            "Reproduction steps",
            "1. Create a viewer token.\n2. Call Session.refresh() twice within a second.\n3. The second token carries the scope of the service account.",
        ),
        answer("Impact", "Anyone who can read can write to the strategies of their organisation."),
    ]
}

pub(crate) fn command(name: &str, label: &str, help: &str, fields: Vec<Field>) -> CommandView {
    CommandView {
        name: name.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
        audience: Some(Audience::Reporter),
        fields,
        availability: Availability::Open,
        error: None,
    }
}

pub(crate) fn refused(name: &str, label: &str, why: &str, instead: &[&str]) -> CommandView {
    CommandView {
        availability: Availability::Refused { why: why.to_owned(), instead: super::lines(instead) },
        ..command(name, label, "", Vec::new())
    }
}

/// A field of every kind, with help; wrong in every way if asked.
pub(crate) fn every_field(wrong: bool) -> Vec<Field> {
    let few = vec![
        Choice::new("low", "Low").help("Little harm, hard to reach."),
        Choice::new("medium", "Medium"),
        Choice::new("high", "High").help("Great harm, or easy to reach."),
    ];
    let many = [
        "resolved",
        "mitigated",
        "informative",
        "not-reproducible",
        "out-of-scope",
        "duplicate",
        "spam",
    ]
    .iter()
    .map(|value| Choice::new(*value, value.replace('-', " ")))
    .collect();
    let kinds = [
        ("text", FieldKind::Text),
        ("long", FieldKind::LongText),
        ("few", FieldKind::Choice(few)),
        ("many", FieldKind::Choice(many)),
        ("tick", FieldKind::Checkbox),
        ("day", FieldKind::Date),
        ("moment", FieldKind::Moment),
        ("mail", FieldKind::Email),
        ("secret", FieldKind::Secret),
        ("attached", FieldKind::Files),
    ];
    kinds
        .into_iter()
        .map(|(name, kind)| {
            let field =
                Field::text(name, format!("A {name} field")).kind(kind).help("What it is for.");
            match wrong {
                true => field.required().value(HOSTILE).error(format!("Fill in the {name} field")),
                false => field,
            }
        })
        .collect()
}

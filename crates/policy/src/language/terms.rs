//! `[disclosure]`, `[credit]`, `[reward]`, `[privacy]`, `[[retention]]`, `[intake]`, and what a team says
//! that it does besides.

use clock::Weekday;

use super::Kind::{
    Address, Flag, Https, Moment, Span, SpanOr, Text, Texts, TimeOfDay, Word, Words,
};
use super::{SOURCE, Section, key, tables, words};
use crate::credit::{CreditChoice, NameForm};
use crate::practice::{IncidentStep, WatchSubject};
use crate::promise::{AnchorEvent, Party};
use crate::retention::{Retained, RetainedFrom};
use crate::reward::RewardKind;

pub(super) const DISCLOSURE: Section = Section {
    path: "disclosure",
    about: "When a vulnerability becomes public, and who may decide so.",
    keys: &[
        key(
            "statement",
            Text,
            "What reporters are asked, as one sentence.",
            "\"Please tell nobody before a fix is released.\"",
        ),
        key(
            "until",
            Word(words::<AnchorEvent>),
            "Until when they are asked to keep it.",
            "\"fix released\"",
        ),
        key("places", Texts, "Places where it must not be told.", "[\"public issue\"]"),
        key(
            "from",
            Word(words::<AnchorEvent>),
            "The event that the three embargoes count from. Cases enforce those that count from the receipt.",
            "\"received\"",
        )
        .default("received"),
        key("preferred", Span, "The embargo that the team proposes.", "\"90 days\""),
        key("minimum", Span, "The shortest embargo that it accepts.", "\"7 days\""),
        key("maximum", Span, "The longest embargo that it accepts.", "\"120 days\""),
        key(
            "extension",
            Text,
            "When and how it may be extended, as a sentence.",
            "\"By agreement with the reporter.\"",
        ),
        key(
            "ended_by",
            Words(words::<Party>),
            "Who may end an embargo early. Without it: both sides.",
            "[\"team\", \"reporter\"]",
        ),
        key(
            "release_days",
            Words(words::<Weekday>),
            "The days of the week on which advisories are published. Never on a holiday.",
            "[\"monday\", \"tuesday\", \"wednesday\"]",
        ),
        key(
            "release_at",
            TimeOfDay,
            "The time of day at which they are. An explanation says the next such time for an advisory that is owed, and the last before it is due.",
            "16:00:00",
        ),
        key(
            "four_eyes",
            Flag,
            "Whether a second person agrees to an advisory, word for word, before it is published.",
            "true",
        )
        .default("false"),
        key("source", Texts, SOURCE, "\"We disclose after 90 days.\""),
        tables("venue", &VENUE),
    ],
};

const VENUE: Section = Section {
    path: "disclosure.venue",
    about: "A list or partner that is told under embargo, with a limit of its own.",
    keys: &[
        key("name", Text, "Its name, by which a case invites it.", "\"linux-distros\"").required(),
        key("to", Address, "How it is reached.", "\"https://example.org/distros\""),
        key(
            "maximum",
            Span,
            "How long it keeps a secret from when it was told. While an embargo lasts longer than that, a case does not invite it.",
            "\"14 days\"",
        ),
        key("source", Text, SOURCE, "\"We tell the distributors up to 14 days before.\""),
    ],
};

pub(super) const CREDIT: Section = Section {
    path: "credit",
    about: "Whether, how and where reporters are named.",
    keys: &[
        key(
            "choice",
            Word(words::<CreditChoice>),
            "`opt-in`: named only when they say so. `opt-out`: named unless they say no.",
            "\"opt-in\"",
        )
        .required(),
        key(
            "forms",
            Words(words::<NameForm>),
            "The forms in which they may be named.",
            "[\"name\", \"pseudonym\"]",
        ),
        key("hall_of_fame", Flag, "Whether a page lists those who reported.", "true")
            .default("false"),
        key("in_consultation", Flag, "Whether the wording is agreed with them first.", "true")
            .default("false"),
        key("source", Texts, SOURCE, "\"We credit you if you wish.\""),
    ],
};

pub(super) const REWARD: Section = Section {
    path: "reward",
    about: "What a reporter is given besides credit.",
    keys: &[
        key("kind", Word(words::<RewardKind>), "What is given.", "\"none\"").required(),
        key("source", Text, SOURCE, "\"We do not pay for reports.\""),
    ],
};

pub(super) const PRIVACY: Section = Section {
    path: "privacy",
    about: "What a reporter may keep to themselves, and what the team passes on.",
    keys: &[
        key("statement", Text, "What is said about personal data.", "\"We keep little.\""),
        key("policy_url", Https, "The whole privacy policy.", "\"https://example.org/privacy\""),
        key("anonymous", Flag, "Whether a report may come from somebody unnamed.", "true")
            .default("false"),
        key("pseudonym", Flag, "Whether a report may come under a pseudonym.", "true")
            .default("false"),
        key(
            "not_passed_on",
            Flag,
            "Whether personal details go to others only with permission or by law.",
            "true",
        )
        .default("false"),
        key("source", Texts, SOURCE, "\"You may report anonymously.\""),
    ],
};

pub(super) const RETENTION: Section = Section {
    path: "retention",
    about: "What is kept, why and how long: one row for each kind of record.",
    keys: &[
        key("what", Word(words::<Retained>), "What is kept.", "\"report\"").required(),
        key("why", Text, "Why, as a sentence.", "\"To answer the reporter.\"").required(),
        key("keep", SpanOr(&["for good"]), "How long.", "\"36 months\"").required(),
        key("after", Word(words::<RetainedFrom>), "From when the time counts.", "\"closed\"")
            .default("closed"),
    ],
};

pub(super) const INTAKE: Section = Section {
    path: "intake",
    about: "Whether reports are taken now.",
    keys: &[
        key("mode", Word(modes), "Whether reports are taken.", "\"open\"").required(),
        key(
            "condition",
            Text,
            "On what condition, when it is `restricted`.",
            "\"Only for the server.\"",
        ),
        key("from", Moment, "From when it is `paused`.", "2027-12-23T12:00:00Z"),
        key("until", Moment, "Until when it is `paused`.", "2028-01-03T08:00:00Z"),
        key("notice", Text, "What a reporter is told.", "\"We are away until January.\""),
        key(
            "urgent",
            Address,
            "Where urgent matter goes meanwhile; needed when intake is not open.",
            "\"urgent@example.org\"",
        ),
        key("source", Text, SOURCE, "\"We are away at the end of the year.\""),
    ],
};

fn modes() -> Vec<&'static str> {
    vec!["open", "restricted", "paused"]
}

pub(super) const WATCH: Section = Section {
    path: "watch",
    about: "Something the team says that it watches.",
    keys: &[
        key("subject", Word(words::<WatchSubject>), "What is watched.", "\"components\"")
            .required(),
        key("source", Text, SOURCE, "\"We watch our dependencies.\"").required(),
    ],
};

pub(super) const INCIDENT: Section = Section {
    path: "incident",
    about: "How the team answers an incident.",
    keys: &[
        key("steps", Words(words::<IncidentStep>), "The steps, in order.", "[\"identify\"]"),
        key("source", Texts, SOURCE, "\"We identify, contain and remediate.\""),
    ],
};

pub(super) const PRACTICE: Section = Section {
    path: "practice",
    about: "Something the team does for the security of what it makes.",
    keys: &[
        key("name", Text, "Its name.", "\"Data encryption\"").required(),
        key("benefit", Text, "What it is good for.", "\"Data protection\""),
        key("text", Text, "What is done, as a sentence.", "\"Data is encrypted at rest.\""),
        key("source", Text, SOURCE, "\"Encrypts data at rest.\""),
    ],
};

//! `[calendar]`, `[[promise]]`, `[[escalation]]`, `[review]`, `[changes]`: what is owed, and by when.

use clock::{Direction, Reading, Weekday};

use super::Kind::{
    Day, Days, Id, Span, SpanOr, Table, Text, Texts, TimeOfDay, Word, WordOr, Words,
};
use super::{SOURCE, Section, key, tables, words};
use crate::clause::{Confidence, Duty};
use crate::escalation::EscalationTrigger;
use crate::law::{MemberState, Role};
use crate::promise::{
    Act, AnchorEvent, AnchorTime, Class, Party, PauseReason, Regime, Strength, include,
};
use crate::severity::Severity;

pub(super) const CALENDAR: Section = Section {
    path: "calendar",
    about: "Which days count, and where. Needed for business days.",
    keys: &[
        key("zone", Text, "An IANA time zone: days begin and end there.", "\"Europe/Berlin\"")
            .required(),
        key(
            "workdays",
            Words(words::<Weekday>),
            "The days of the week on which the team works.",
            "[\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\"]",
        )
        .default("monday to friday"),
        key(
            "country",
            Text,
            "The country whose public holidays do not count, as an ISO 3166-1 code.",
            "\"DE\"",
        ),
        key(
            "subdivision",
            Text,
            "The part of that country, as an ISO 3166-2 code; needs `country`.",
            "\"BE\"",
        ),
        key("holidays", Days, "Days on which nobody works.", "[2027-12-25, 2028-01-01]"),
        key(
            "reading",
            Word(words::<Reading>),
            "How N business days are counted: `elapsed` from the moment itself, or `day count` until the end of the Nth day.",
            "\"elapsed\"",
        )
        .default("elapsed"),
        key("office_hours", Table(&OFFICE_HOURS), OFFICE_HOURS.about, ""),
        key(
            "note",
            Text,
            "What readers should know about it.",
            "\"Times may be longer around the end of the year.\"",
        ),
        tables("holiday", &HOLIDAY),
        tables("closure", &CLOSURE),
    ],
};

const OFFICE_HOURS: Section = Section {
    path: "calendar.office_hours",
    about: "From when to when the office is open on a business day, local time. Needed for business hours.",
    keys: &[
        key("open", TimeOfDay, "Opens at.", "09:00:00").required(),
        key("close", TimeOfDay, "Closes at; `00:00:00` is midnight.", "17:00:00").required(),
    ],
};

const HOLIDAY: Section = Section {
    path: "calendar.holiday",
    about: "A day on which nobody works, with its name.",
    keys: &[
        key("date", Day, "The day.", "2027-12-24").required(),
        key("name", Text, "Its name.", "\"Christmas Eve\""),
    ],
};

const CLOSURE: Section = Section {
    path: "calendar.closure",
    about: "Days on which nobody works although they are workdays.",
    keys: &[
        key("first", Day, "The first day.", "2027-12-27").required(),
        key("last", Day, "The last day.", "2027-12-31").required(),
        key("reason", Text, "Why.", "\"End of the year\""),
    ],
};

const SOON_OR_REGULARLY: &[&str] = &["as soon as possible", "regularly"];

pub(super) const PROMISE: Section = Section {
    path: "promise",
    about: "One promise: who owes what to whom, counted from which event, within what time.",
    keys: &[
        key("id", Id, "Its name within the policy.", "\"acknowledge\"").required(),
        key("do", Word(words::<Act>), "What is owed.", "\"acknowledge\"").required(),
        key("to", Word(words::<Party>), "Who it is owed to.", "\"reporter\"").default("reporter"),
        key(
            "from",
            WordOr(words::<AnchorEvent>, &FROM),
            "The event that starts it.",
            "\"received\"",
        )
        .default("received"),
        key(
            "within",
            SpanOr(SOON_OR_REGULARLY),
            "How much time there is. Needed, unless `every` says it.",
            "\"24 hours\"",
        ),
        key("at_least", Span, "The shorter end of a range, as in 3 to 5 days.", "\"12 hours\""),
        key(
            "target",
            Span,
            "The team's own aim, where no number is promised. Shown as an aim, never as a promise.",
            "\"14 days\"",
        ),
        key(
            "direction",
            Word(words::<Direction>),
            "Whether the time runs after the event or before it.",
            "\"after\"",
        )
        .default("after"),
        key("when", Table(&WHEN), WHEN.about, ""),
        key(
            "every",
            Span,
            "For a promise that recurs: the time from the last one kept to the next one due.",
            "\"7 days\"",
        ),
        key(
            "until",
            Word(words::<AnchorEvent>),
            "For a promise that recurs: the event that ends it.",
            "\"resolved\"",
        )
        .default("resolved, for updates"),
        key(
            "includes",
            Words(included),
            "What the act must contain to keep the promise.",
            "[\"evaluation\"]",
        ),
        key(
            "pause",
            Words(words::<PauseReason>),
            "What may pause it. Never allowed for a law.",
            "[\"awaiting reporter\"]",
        ),
        key(
            "pause_cap",
            Span,
            "How long all pauses together may last: hours, days or weeks.",
            "\"14 days\"",
        )
        .default("30 days"),
        key("class", Word(words::<Class>), "Who says that it is owed.", "\"promise\"")
            .default("promise"),
        key(
            "strength",
            Word(words::<Strength>),
            "How firmly a team words it: we do, we aim to, we expect to, we typically.",
            "\"firm\"",
        )
        .default("firm"),
        key(
            "source",
            Text,
            "The sentence of the published policy, or the clause of the law, word for word.",
            "\"We acknowledge reports within 24 hours.\"",
        )
        .required(),
        key(
            "clause",
            Text,
            "Where a law or a programme's rule is written.",
            "\"CRA Article 14(2)(a)\"",
        ),
        key(
            "confidence",
            Word(words::<Confidence>),
            "How a summary of a clause came about: read in the source, second-hand, or from memory.",
            "\"read\"",
        )
        .default("read"),
        key(
            "duty",
            Word(words::<Duty>),
            "Whether it must be done or only should: what should be done can be late, never broken.",
            "\"must\"",
        )
        .default("must"),
        key("valid_from", Day, "The first day on which it holds.", "2027-12-11"),
        key("valid_until", Day, "The last day on which it holds.", "2031-12-31"),
        key(
            "follows",
            Text,
            "The id of the promise whose notice starts this one; with `from = \"submitted\"`, the first such notice, with `\"notified\"`, the last.",
            "\"notification\"",
        ),
        key(
            "kept_with",
            Text,
            "The id of another promise: what keeps that one keeps this one as well.",
            "\"notification\"",
        ),
        key(
            "extension",
            Span,
            "How much longer the rule itself allows, when those it is owed to are told in time.",
            "\"24 hours\"",
        ),
        key("note", Text, "Exceptions, and what else must be known.", "\"Not on holidays.\""),
    ],
};

/// `[law]`.
pub(super) const LAW: Section = Section {
    path: "law",
    about: "The laws and the rules of programmes that apply. Each is a pack of promises beside the team's own.",
    keys: &[
        key(
            "packs",
            Words(pack_ids),
            "Which apply; `candor policy packs` lists them and says what each owes.",
            "[\"gdpr\"]",
        )
        .required(),
        key(
            "member_state",
            Word(words::<MemberState>),
            "The Member State of the main establishment, where decisions on the security of the products are predominantly taken. Left out when that is outside the European Union.",
            "\"DE\"",
        ),
    ],
};

fn pack_ids() -> Vec<&'static str> {
    crate::pack::packs().iter().map(|pack| pack.id.as_str()).collect()
}

fn included() -> Vec<&'static str> {
    include::ALL.iter().copied().chain(words::<Regime>()).collect()
}

const FROM: Section = Section {
    path: "promise.from",
    about: "The event, and which of its times counts.",
    keys: &[
        key("event", Word(words::<AnchorEvent>), "The event.", "\"attack observed\"").required(),
        key(
            "time",
            Word(words::<AnchorTime>),
            "When it happened, when the team learned of it, or, for a decision on a law's word, when it was taken.",
            "\"learned\"",
        )
        .default("happened, and learned for attacks, incidents, components and laws' words"),
    ],
};

const WHEN: Section = Section {
    path: "promise.when",
    about: "When it applies. Without it: always.",
    keys: &[
        key(
            "severity",
            Words(words::<Severity>),
            "The severities it applies to.",
            "[\"high\", \"critical\"]",
        ),
        key(
            "regime",
            Words(words::<Regime>),
            "What a law may call an event: it applies once one of these was decided to.",
            "[\"exploited\"]",
        ),
        key("role", Words(words::<Role>), "What the team is to the product.", "[\"manufacturer\"]"),
        key(
            "member_state",
            Words(words::<MemberState>),
            "The Member States of the main establishment.",
            "[\"IE\"]",
        ),
    ],
};

pub(super) const ESCALATION: Section = Section {
    path: "escalation",
    about: "Whom a reporter may turn to when the team is silent.",
    keys: &[
        key(
            "when",
            Word(words::<EscalationTrigger>),
            "What the reporter waited for in vain.",
            "\"no acknowledgement\"",
        )
        .required(),
        key(
            "after",
            Span,
            "How long they waited: from the report, or with `no engagement` from the team's last word.",
            "\"6 days\"",
        )
        .required(),
        key(
            "to",
            Text,
            "Whom they may turn to: an e-mail or `https` address, or words.",
            "\"board@example.org\"",
        )
        .required(),
        key("source", Text, SOURCE, "\"If you hear nothing, write to the board.\"").required(),
    ],
};

pub(super) const REVIEW: Section = Section {
    path: "review",
    about: "How often the policy itself is looked at again.",
    keys: &[
        key("every", SpanOr(&["regularly"]), "How often.", "\"12 months\"").required(),
        key("target", Span, "The team's own aim, when it is `regularly`.", "\"12 months\""),
        key("covers", Texts, "What is reviewed.", "[\"this policy\"]"),
        key("last", Day, "The day of the last review.", "2027-01-15"),
        key("source", Text, SOURCE, "\"We review this policy every year.\"").required(),
    ],
};

pub(super) const CHANGES: Section = Section {
    path: "changes",
    about: "What readers are told about changes of the policy.",
    keys: &[key("source", Texts, SOURCE, "\"This policy may change.\"")],
};

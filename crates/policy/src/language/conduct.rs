//! `[scope]`, `[report]`, `[rules]`, `[harbor]`: what is asked of reporters, and what they are assured of.

use super::Kind::{Entries, Id, Text, Texts, Word, Words};
use super::people::scope_items;
use super::{SOURCE, Section, key, tables, words};
use crate::harbor::HarborStatement;

pub(super) const SCOPE: Section = Section {
    path: "scope",
    about: "What reports are welcome about, and what not.",
    keys: &[
        scope_items("in", "What is in."),
        scope_items("out", "What is out: reports about it belong elsewhere."),
        scope_items("not_vulnerabilities", "What the team does not take for a vulnerability."),
    ],
};

pub(super) const REPORT: Section = Section {
    path: "report",
    about: "The form for a report. At least one of `required` and `wanted` must be there.",
    keys: &[
        key("intro", Text, "What is said above the form.", "\"Tell us as much as you can.\""),
        key(
            "required",
            Texts,
            "The fields without which no report can be sent, in order: well-known ones (listed below) or those of `[[report.field]]`.",
            "[\"details\", \"steps\"]",
        ),
        key("wanted", Texts, "The fields that help, in order.", "[\"title\", \"version\"]"),
        key("source", Texts, SOURCE, "\"Please include steps to reproduce.\""),
        tables("field", &FIELD),
    ],
};

const FIELD: Section = Section {
    path: "report.field",
    about: "A field of the policy's own, or other words for a well-known one.",
    keys: &[
        key("id", Id, "Its name in a stored report.", "\"steps\"").required(),
        key(
            "label",
            Text,
            "Its name for people. A field of the policy's own needs it.",
            "\"Steps to reproduce\"",
        ),
        key("help", Text, "What to write in it.", "\"What to do, step by step.\""),
        key("kind", Word(kinds), "What is written in it.", "\"long text\"").default("long text"),
        key("options", Texts, "What to choose from, for a choice.", "[\"Yes\", \"No\"]"),
        key("source", Text, SOURCE, "\"Steps to reproduce the issue\""),
    ],
};

fn kinds() -> Vec<&'static str> {
    vec!["text", "long text", "choice"]
}

pub(super) const RULES: Section = Section {
    path: "rules",
    about: "The rules of good faith. A well-known rule is named by its id (listed below); any other one is a table.",
    keys: &[
        key("asked", Entries(&RULE), "What a reporter is asked to do.", "[\"good-faith\"]"),
        key("forbidden", Entries(&RULE), "What a reporter must not do.", "[\"backdoor\"]"),
    ],
};

const RULE: Section = Section {
    path: "rules entry",
    about: "A rule of the policy's own, or other words for a well-known one.",
    keys: &[
        key("id", Id, "Its name.", "\"good-faith\"").required(),
        key(
            "text",
            Text,
            "The rule as a sentence. A rule that is not well known needs it.",
            "\"Act in good faith.\"",
        ),
        key("source", Text, SOURCE, "\"Please act in good faith.\""),
    ],
};

pub(super) const HARBOR: Section = Section {
    path: "harbor",
    about: "Safe harbor: what the team will not do to those who report in good faith. The statements `anti-hacking`, `anti-circumvention`, `terms of service` and `good faith` together make a full one.",
    keys: &[
        key(
            "statements",
            Words(words::<HarborStatement>),
            "The statements that are made.",
            "[\"no legal action\"]",
        )
        .required(),
        key(
            "conditions",
            Texts,
            "The conditions, as sentences. Without any, the rules are the conditions.",
            "[\"You have followed the rules of this policy.\"]",
        ),
        key("source", Texts, SOURCE, "\"We will not take legal action against you.\""),
    ],
};

//! The record as a plain form: fields of text that a person fills in, and back.
//!
//! [`fields`] writes a record into fields, [`read`] takes what was typed. What the form does not show stays
//! as it is, and a line that was not touched keeps everything that its record holds: typed text is compared
//! with what [`fields`] would write. Nothing here judges what is said; [`crate::problems`] does.

mod lines;
mod products;

use std::collections::BTreeMap;

use crate::model::{Advisory, Kind, Level, RemediationKind, Tlp};

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name under which it is sent.
    pub name: String,
    /// What is asked, in a few words.
    pub label: String,
    /// One or two sentences of help; may be empty.
    pub help: &'static str,
    /// What kind of answer is expected.
    pub answer: Answer,
    /// What the record says.
    pub value: String,
}

/// What kind of answer a field expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// One of these: what is sent, and what is read.
    OneOf(Vec<(&'static str, &'static str)>),
}

/// Fields under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub heading: String,
    /// The fields.
    pub fields: Vec<Field>,
}

/// A text that cannot be taken into the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The field.
    pub field: String,
    /// What to change, as a sentence.
    pub sentence: String,
}

/// How many products the form shows; more stay as they are.
pub const PRODUCTS_SHOWN: usize = 12;

fn field(name: &str, label: &str, help: &'static str, answer: Answer, value: String) -> Field {
    Field { name: name.to_owned(), label: label.to_owned(), help, answer, value }
}

/// The kinds of measure that have a field, in the order of the form.
const MEASURES: [(&str, &str, RemediationKind); 5] = [
    ("fix", "How to get the fix", RemediationKind::VendorFix),
    ("workarounds", "Workarounds", RemediationKind::Workaround),
    ("mitigations", "Mitigations", RemediationKind::Mitigation),
    ("no_fix_planned", "No fix is planned, and why", RemediationKind::NoFixPlanned),
    ("none_available", "No fix is available yet", RemediationKind::NoneAvailable),
];

/// The whole form of a record.
#[must_use]
pub fn fields(record: &Advisory) -> Vec<Group> {
    let line = |name: &str, label: &str, help, value: &str| {
        field(name, label, help, Answer::Line, value.to_owned())
    };
    let text = |name: &str, label: &str, help, value: &str| {
        field(name, label, help, Answer::Lines, value.to_owned())
    };
    let choice = |name: &str, label: &str, help, options: Vec<_>, value: &str| {
        field(name, label, help, Answer::OneOf(options), value.to_owned())
    };
    let kinds = vec![
        (Kind::SecurityAdvisory.as_str(), "Security advisory"),
        (Kind::Vex.as_str(), "Statement whether products are affected (VEX)"),
        (Kind::IncidentResponse.as_str(), "Incident"),
        (Kind::Informational.as_str(), "For information"),
    ];
    let tlp = Tlp::ALL.iter().map(|label| (label.as_str(), label.as_str())).collect();
    let mut levels = vec![("", "As the CVSS vectors say")];
    levels.extend(Level::ALL.iter().map(|level| (level.as_str(), level.as_str())));

    let mut groups = vec![Group {
        heading: "What it says".to_owned(),
        fields: vec![
            line("title", "Title", "What it is, in one line.", &record.title),
            text(
                "summary",
                "Summary",
                "Who is affected, what can happen, what to do.",
                &record.summary,
            ),
            text("details", "Details", "Everything else. Markdown.", &record.details),
            text("impact", "Impact", "What an attacker gains.", &record.impact),
        ],
    }];
    groups.extend(products::groups(record));
    let measures = MEASURES.iter().map(|(name, label, kind)| {
        let help = if *name == "fix" {
            "Empty: to update to the fixed versions. Several measures are set apart by a line ----."
        } else {
            ""
        };
        text(name, label, help, &lines::measures(record, *kind))
    });
    groups.push(Group { heading: "What to do".to_owned(), fields: measures.collect() });
    groups.push(Group {
        heading: "How bad it is".to_owned(),
        fields: vec![
            text("cvss", "CVSS vectors", "One on each line, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H. At most one of each version.", &lines::vectors(record)),
            choice("severity", "Severity in one word", "", levels, record.severity.level.map_or("", Level::as_str)),
            text("weaknesses", "Weaknesses", "CWE-79, one on each line, the most important first.", &lines::joined(&record.weaknesses)),
        ],
    });
    groups.push(Group {
        heading: "Names, people and dates".to_owned(),
        fields: vec![
            text("aliases", "Other identifiers of it", "Such as a CVE number, one on each line.", &lines::joined(&record.aliases)),
            text("related", "Identifiers of related ones", "", &lines::joined(&record.related)),
            text("upstream", "Identifiers upstream", "Of the component from which it comes.", &lines::joined(&record.upstream)),
            text("references", "References", "One on each line: a kind as OSV names it (FIX, REPORT, WEB …), the address, and a title if you like.", &lines::references(record)),
            text("credits", "Credits", "One on each line: role | name | consent | organization | addresses. The reporter is added by what they agreed to in the mailbox. A name without “given” as consent is not published.", &lines::credits(record)),
            text("timeline", "What happened when", "One on each line: 2026-10-05T08:00:00Z and a sentence.", &lines::timeline(record)),
            line("discovered", "Found on", "Such as 2026-10-05T08:00:00Z.", &record.discovered.map(|at| at.to_string()).unwrap_or_default()),
            line("made_public", "Public elsewhere since", "Only when that was not the first edition.", &record.made_public.map(|at| at.to_string()).unwrap_or_default()),
        ],
    });
    groups.push(Group {
        heading: "Kind of document".to_owned(),
        fields: vec![
            choice("kind", "Kind", "", kinds, record.kind.as_str()),
            line("language", "Language", "Such as en or de.", &record.language),
            choice(
                "tlp",
                "May be shared with (TLP)",
                "CLEAR and GREEN are published openly; the others are not published here.",
                tlp,
                record.tlp.as_str(),
            ),
        ],
    });
    groups
}

/// Takes what was typed into a record. Fields that were not sent leave it as it is.
///
/// # Errors
/// [`Unreadable`] for every text that no record holds; then nothing is taken.
pub fn read(
    base: &Advisory,
    typed: &BTreeMap<String, String>,
) -> Result<Advisory, Vec<Unreadable>> {
    let mut record = base.clone();
    let mut wrong = Vec::new();
    let shown: BTreeMap<String, String> = fields(base)
        .into_iter()
        .flat_map(|group| group.fields)
        .map(|field| (field.name, field.value))
        .collect();
    // A field that says what it said before changes nothing, however much more the record holds.
    let changed = |name: &str| {
        typed
            .get(name)
            .map(|text| text.trim())
            .filter(|text| shown.get(name).is_none_or(|value| value.trim() != *text))
    };
    for (name, place) in [
        ("title", &mut record.title),
        ("summary", &mut record.summary),
        ("details", &mut record.details),
        ("impact", &mut record.impact),
        ("language", &mut record.language),
    ] {
        if let Some(text) = changed(name) {
            text.clone_into(place);
        }
    }
    let mut into = lines::Into { wrong: &mut wrong };
    if let Some(text) = changed("cvss") {
        into.list("cvss", text, &mut record.severity.vectors);
    }
    if let Some(text) = changed("severity") {
        into.maybe("severity", text, &mut record.severity.level);
    }
    if let Some(text) = changed("weaknesses") {
        into.list("weaknesses", text, &mut record.weaknesses);
    }
    if let Some(text) = changed("aliases") {
        into.list("aliases", text, &mut record.aliases);
    }
    if let Some(text) = changed("related") {
        into.list("related", text, &mut record.related);
    }
    if let Some(text) = changed("upstream") {
        into.list("upstream", text, &mut record.upstream);
    }
    if let Some(text) = changed("kind") {
        into.one("kind", text, &mut record.kind);
    }
    if let Some(text) = changed("tlp") {
        into.one("tlp", text, &mut record.tlp);
    }
    if let Some(text) = changed("discovered") {
        into.maybe("discovered", text, &mut record.discovered);
    }
    if let Some(text) = changed("made_public") {
        into.maybe("made_public", text, &mut record.made_public);
    }
    if let Some(text) = changed("references") {
        record.references = lines::read_references(base, text);
    }
    if let Some(text) = changed("credits") {
        record.credits = into.credits(base, text);
    }
    if let Some(text) = changed("timeline") {
        record.timeline = into.timeline(text);
    }
    for (name, _, kind) in MEASURES {
        if let Some(text) = changed(name) {
            lines::put_measures(&mut record, kind, text);
        }
    }
    products::read(&mut record, typed, &changed, &mut into);
    if wrong.is_empty() { Ok(record) } else { Err(wrong) }
}

//! The advisory as a page: facts, sections and references as plain data.
//!
//! `pages` turns it into HTML; [`super::markdown`] and [`super::mail`] write it as text. Texts are as the
//! record has them (Markdown where the record says so); nothing here is escaped, so whoever renders must.

use super::Place;
use super::csaf::{commits_in_words, update_sentence};
use crate::model::{
    Advisory, Justification, Level, RemediationKind, Standing, Status, versions_in_words,
};

/// An advisory for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The title.
    pub title: String,
    /// What to know first, when the advisory is no longer or not yet what it seems.
    pub notice: Option<String>,
    /// The facts, each with its name.
    pub facts: Vec<Fact>,
    /// What is affected.
    pub products: Vec<ProductLine>,
    /// The texts, each with its heading.
    pub sections: Vec<Section>,
    /// Where to read more.
    pub references: Vec<Link>,
    /// Who is thanked, as they agreed.
    pub credits: Vec<String>,
    /// What happened when: the time in RFC 3339, and a sentence.
    pub timeline: Vec<(String, String)>,
    /// Every edition: number, time in RFC 3339, and what it changed.
    pub editions: Vec<(u32, String, String)>,
    /// The language of the texts.
    pub language: String,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub name: &'static str,
    /// What it says.
    pub value: String,
}

/// What is known about one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductLine {
    /// Its name.
    pub name: String,
    /// Its package: "PyPI: requests"; empty: none.
    pub package: String,
    /// "affected", "not affected" or "under investigation".
    pub standing: &'static str,
    /// Which versions, in words.
    pub versions: String,
    /// The versions with the fix.
    pub fixed: Vec<String>,
    /// Why it is not affected.
    pub reason: String,
}

/// A text with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// The text.
    pub text: String,
    /// Whether the text is Markdown; else it was made from names and versions, and is plain.
    pub is_markdown: bool,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What is there.
    pub title: String,
    /// The address.
    pub url: String,
}

impl Page {
    /// The page of an advisory.
    #[must_use]
    pub fn of(advisory: &Advisory, place: &Place) -> Self {
        Self {
            title: advisory.title.trim().to_owned(),
            notice: notice(advisory),
            facts: facts(advisory, place),
            products: products(advisory),
            sections: sections(advisory),
            references: advisory
                .references
                .iter()
                .map(|r| Link { title: r.display_title().to_owned(), url: r.url.clone() })
                .collect(),
            credits: advisory.named().map(crate::model::Credit::line_and_role).collect(),
            timeline: advisory
                .timeline
                .iter()
                .map(|moment| (moment.at.to_string(), moment.what.trim().to_owned()))
                .collect(),
            editions: advisory
                .revisions
                .iter()
                .map(|r| (r.number, r.at.to_string(), r.summary.trim().to_owned()))
                .collect(),
            language: advisory.language.clone(),
        }
    }
}

fn notice(advisory: &Advisory) -> Option<String> {
    match advisory.status {
        Status::Draft => Some("This is a draft; it was not published.".to_owned()),
        Status::Interim => Some("This advisory is expected to change soon.".to_owned()),
        Status::Final => None,
        Status::Withdrawn => {
            let why = advisory.revisions.last().map_or("", |revision| revision.summary.trim());
            Some(format!("This advisory was withdrawn. {why}").trim().to_owned())
        }
    }
}

fn facts(advisory: &Advisory, place: &Place) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |name: &'static str, value: String| {
        if !value.trim().is_empty() {
            facts.push(Fact { name, value });
        }
    };
    let joined = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(", ");
    add("Advisory", advisory.id.to_string());
    add("Also known as", joined(&mut advisory.aliases.iter().map(ToString::to_string)));
    add("Related", joined(&mut advisory.related.iter().map(ToString::to_string)));
    add("Comes from", joined(&mut advisory.upstream.iter().map(ToString::to_string)));
    add("Publisher", advisory.publisher.name.clone());
    add("Published", advisory.published().map(|at| at.to_string()).unwrap_or_default());
    if advisory.edition() > 1 {
        add("Changed", advisory.modified().map(|at| at.to_string()).unwrap_or_default());
        add("Edition", advisory.edition().to_string());
    }
    add(
        "Severity",
        advisory
            .severity
            .in_one_word()
            .map_or(String::new(), |level: Level| level.as_str().to_owned()),
    );
    for vector in &advisory.severity.vectors {
        let words = format!("{} ({})", vector.score(), vector);
        add(
            match vector.version() {
                crate::cvss::Version::V2 => "CVSS 2.0",
                crate::cvss::Version::V30 => "CVSS 3.0",
                crate::cvss::Version::V31 => "CVSS 3.1",
                crate::cvss::Version::V4 => "CVSS 4.0",
            },
            words,
        );
    }
    for selection in &advisory.severity.ssvc {
        if let Ok(outcome) = selection.decide() {
            add("SSVC", format!("{} ({})", outcome.name, selection.table));
        }
    }
    for id in &advisory.weaknesses {
        add("Weakness", id.weakness().map_or(id.to_string(), |w| format!("{id}: {}", w.name)));
    }
    add("Sharing", format!("TLP:{}", advisory.tlp));
    add("Address", place.page.clone());
    facts
}

fn products(advisory: &Advisory) -> Vec<ProductLine> {
    advisory
        .affected
        .iter()
        .map(|affected| {
            let package = affected.product.package.as_ref();
            let (standing, reason) = match &affected.standing {
                Standing::Affected => ("affected", String::new()),
                Standing::NotAffected { justification, statement } => {
                    let label = justification.map_or("", in_words);
                    ("not affected", format!("{label} {}", statement.trim()).trim().to_owned())
                }
                Standing::UnderInvestigation => ("under investigation", String::new()),
            };
            ProductLine {
                name: affected.product.display_name().to_owned(),
                package: package
                    .map(|p| format!("{}: {}", p.ecosystem, p.name))
                    .unwrap_or_default(),
                standing,
                versions: versions_in_words(affected),
                fixed: affected.fixed_versions().into_iter().map(str::to_owned).collect(),
                reason,
            }
        })
        .collect()
}

const fn in_words(label: Justification) -> &'static str {
    match label {
        Justification::ComponentNotPresent => "The component is not part of the product.",
        Justification::VulnerableCodeNotPresent => {
            "The vulnerable code is not part of the product."
        }
        Justification::VulnerableCodeNotInExecutePath => "The vulnerable code is never run.",
        Justification::VulnerableCodeCannotBeControlled => {
            "An attacker cannot reach or steer the vulnerable code."
        }
        Justification::InlineMitigationsExist => {
            "The product has protections that prevent exploitation."
        }
    }
}

fn sections(advisory: &Advisory) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut put = |heading: &'static str, text: &str, is_markdown: bool| {
        if !text.trim().is_empty() {
            sections.push(Section { heading, text: text.trim().to_owned(), is_markdown });
        }
    };
    put("Summary", &advisory.summary, true);
    put("Impact", &advisory.impact, true);
    put("Details", &advisory.details, true);
    let says_fix = advisory.remediations.iter().any(|r| r.kind == RemediationKind::VendorFix);
    if !says_fix {
        let updates: Vec<String> = advisory
            .affected
            .iter()
            .filter(|p| p.standing == Standing::Affected && !p.fixed_versions().is_empty())
            .map(update_sentence)
            .collect();
        put(RemediationKind::VendorFix.in_words(), &updates.join("\n"), false);
    }
    for remediation in &advisory.remediations {
        let link = remediation.url.as_ref().map(|url| format!("\n\n{url}")).unwrap_or_default();
        put(remediation.kind.in_words(), &format!("{}{link}", remediation.text.trim()), true);
    }
    put("Affected commits", &commits_in_words(advisory), false);
    sections
}

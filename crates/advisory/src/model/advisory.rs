//! The advisory itself.

use clock::Instant;
use serde::{Deserialize, Serialize};

use super::word::words;
use super::{
    AffectedProduct, Credit, Identifier, PublicId, Publisher, Reference, Remediation, Revision,
    Severity, Status, Tlp,
};
use crate::cwe::CweId;

/// What an advisory says, in one edition. One advisory is about one vulnerability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Advisory {
    /// Its own public identifier, through all editions.
    pub id: PublicId,
    /// Which kind of document it is.
    pub kind: Kind,
    /// Who publishes it.
    pub publisher: Publisher,
    /// What it is, in one line of plain text.
    pub title: String,
    /// What an affected person must know, in a few sentences.
    pub summary: String,
    /// Everything else, as Markdown.
    pub details: String,
    /// What an attacker gains, in words.
    pub impact: String,
    /// The language of the texts (BCP 47), such as `en` or `de-CH`.
    pub language: String,
    /// The same texts in other languages.
    pub translations: Vec<Translation>,
    /// What is affected, and what has the fix.
    pub affected: Vec<AffectedProduct>,
    /// What to do about it.
    pub remediations: Vec<Remediation>,
    /// The weaknesses behind it, most important first.
    pub weaknesses: Vec<CweId>,
    /// How bad it is.
    pub severity: Severity,
    /// Who is named.
    pub credits: Vec<Credit>,
    /// Where to read more.
    pub references: Vec<Reference>,
    /// What happened when, oldest first.
    pub timeline: Vec<Moment>,
    /// Other identifiers of the same vulnerability.
    pub aliases: Vec<Identifier>,
    /// Identifiers of other vulnerabilities that have to do with this one.
    pub related: Vec<Identifier>,
    /// Identifiers of the vulnerability of a component from which this one comes (OSV `upstream`).
    pub upstream: Vec<Identifier>,
    /// With whom it may be shared.
    pub tlp: Tlp,
    /// When the vulnerability was found.
    pub discovered: Option<Instant>,
    /// When the vulnerability became public anywhere, when that was not the first edition.
    pub made_public: Option<Instant>,
    /// Where the advisory stands.
    pub status: Status,
    /// Every published edition, oldest first; the last one is what this record says. Empty: never published.
    pub revisions: Vec<Revision>,
}

/// Which kind of document an advisory is. The words are the profiles of CSAF 2.0 (§4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A vulnerability of a product, and what to do.
    #[default]
    SecurityAdvisory,
    /// Whether products are affected by a vulnerability, mostly of a component.
    Vex,
    /// Something that happened to the publisher or its users.
    IncidentResponse,
    /// Something worth knowing that is no vulnerability.
    Informational,
}

words!(Kind, "a kind of advisory", {
    SecurityAdvisory = "security_advisory", Vex = "vex",
    IncidentResponse = "security_incident_response", Informational = "informational_advisory",
});

/// The texts in another language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Translation {
    /// The language (BCP 47).
    pub language: String,
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: String,
    /// The details.
    pub details: String,
    /// The impact.
    pub impact: String,
}

/// Something that happened, for the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// When.
    pub at: Instant,
    /// What, in one sentence.
    pub what: String,
}

impl Default for Advisory {
    fn default() -> Self {
        Self {
            id: PublicId::default(),
            kind: Kind::default(),
            publisher: Publisher::default(),
            title: String::new(),
            summary: String::new(),
            details: String::new(),
            impact: String::new(),
            language: "en".to_owned(),
            translations: Vec::new(),
            affected: Vec::new(),
            remediations: Vec::new(),
            weaknesses: Vec::new(),
            severity: Severity::default(),
            credits: Vec::new(),
            references: Vec::new(),
            timeline: Vec::new(),
            aliases: Vec::new(),
            related: Vec::new(),
            upstream: Vec::new(),
            tlp: Tlp::Clear,
            discovered: None,
            made_public: None,
            status: Status::default(),
            revisions: Vec::new(),
        }
    }
}

impl Advisory {
    /// Which edition this is, from 1; 0 when it was never published.
    #[must_use]
    pub fn edition(&self) -> u32 {
        self.revisions.last().map_or(0, |revision| revision.number)
    }

    /// When the first edition was published.
    #[must_use]
    pub fn published(&self) -> Option<Instant> {
        self.revisions.first().map(|revision| revision.at)
    }

    /// When this edition was published.
    #[must_use]
    pub fn modified(&self) -> Option<Instant> {
        self.revisions.last().map(|revision| revision.at)
    }

    /// When it was withdrawn, if it was: the moment of the edition that says so.
    #[must_use]
    pub fn withdrawn(&self) -> Option<Instant> {
        self.modified().filter(|_| self.status == Status::Withdrawn)
    }

    /// The CVE number among the aliases, or the advisory's own id when that is one.
    #[must_use]
    pub fn cve(&self) -> Option<&str> {
        let own = core::iter::once(self.id.as_str());
        own.chain(self.aliases.iter().map(Identifier::as_str)).find(|id| super::ids::is_cve(id))
    }

    /// Every version that has the fix, each once, in the order of the products.
    #[must_use]
    pub fn fixed_versions(&self) -> Vec<&str> {
        let mut all = Vec::new();
        for version in self.affected.iter().flat_map(AffectedProduct::fixed_versions) {
            if !all.contains(&version) {
                all.push(version);
            }
        }
        all
    }

    /// The credits that may be printed: those whose consent was given.
    pub fn named(&self) -> impl Iterator<Item = &Credit> {
        self.credits.iter().filter(|credit| credit.consent.allows())
    }

    /// The impact, summary and details as one text: what formats with a single description carry.
    #[must_use]
    pub fn description(&self) -> String {
        let mut text = self.summary.trim().to_owned();
        for part in [&self.impact, &self.details] {
            let part = part.trim();
            if !part.is_empty() {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(part);
            }
        }
        text
    }
}

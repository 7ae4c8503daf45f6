//! What each format asks for and an advisory does not say yet: asked before publication, in sentences.

use super::{Format, Place, cve, ghsa};
use crate::cvss::Version;
use crate::model::{Advisory, AffectedProduct, Kind, Order, Standing, Status};
use crate::problems::is_web_address;

/// A fact that a format asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The format.
    pub format: Format,
    /// The field of the record that would hold it.
    pub field: &'static str,
    /// Whether the format can do without.
    pub need: Need,
    /// What to add, in a sentence.
    pub sentence: String,
}

/// How much a format needs a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// The document would not be valid without it.
    Required,
    /// The document is valid, but its readers' tools will complain or know less.
    Recommended,
}

/// The facts that a format asks for and the advisory does not say, required ones first.
#[must_use]
pub fn missing(advisory: &Advisory, format: Format, place: &Place) -> Vec<Missing> {
    let mut list = List { format, found: Vec::new() };
    if advisory.id.is_empty() {
        list.required("id", "Give the advisory its identifier.");
    }
    for (name, url) in [("page", &place.page), ("csaf_folder", &place.csaf_folder)] {
        if !is_web_address(url) || !url.starts_with("https://") {
            list.required(name, "Say at which https address the advisory will be published.");
        }
    }
    if !place.csaf_folder.ends_with('/') {
        list.required("csaf_folder", "The address of the CSAF folder ends with a slash.");
    }
    match format {
        Format::Csaf20 | Format::Csaf21Draft => csaf(advisory, format, &mut list),
        Format::Osv => osv(advisory, &mut list),
        Format::Cve => cve_record(advisory, &mut list),
        Format::OpenVex => {
            if advisory.status == Status::Withdrawn {
                list.required(
                    "status",
                    "OpenVEX has no word for a withdrawn advisory; what it said before stays.",
                );
            }
            products_needed(advisory, &mut list);
        }
        Format::CycloneDx => products_needed(advisory, &mut list),
        Format::Ghsa => ghsa_body(advisory, &mut list),
        Format::Markdown | Format::Mail => {}
    }
    list.found.sort_by_key(|missing| missing.need);
    list.found
}

struct List {
    format: Format,
    found: Vec<Missing>,
}

impl List {
    fn add(&mut self, field: &'static str, need: Need, sentence: &str) {
        let missing = Missing { format: self.format, field, need, sentence: sentence.to_owned() };
        if !self.found.contains(&missing) {
            self.found.push(missing);
        }
    }
    fn required(&mut self, field: &'static str, sentence: &str) {
        self.add(field, Need::Required, sentence);
    }
    fn recommended(&mut self, field: &'static str, sentence: &str) {
        self.add(field, Need::Recommended, sentence);
    }
}

fn products_needed(advisory: &Advisory, list: &mut List) {
    if advisory.affected.is_empty() {
        list.required("affected", "Name at least one product and what is known about it.");
    }
}

fn affected(advisory: &Advisory) -> impl Iterator<Item = &AffectedProduct> {
    advisory.affected.iter().filter(|product| product.standing == Standing::Affected)
}

fn csaf(advisory: &Advisory, format: Format, list: &mut List) {
    if advisory.revisions.is_empty() && advisory.status.is_public() {
        list.required("revisions", "Enter the edition in the history.");
    }
    if format == Format::Csaf21Draft
        && advisory.status == Status::Withdrawn
        && advisory.revisions.len() < 2
    {
        list.required(
            "revisions",
            "A withdrawn document of CSAF 2.1 has an edition before the withdrawal.",
        );
    }
    match advisory.kind {
        Kind::Informational => {
            if !advisory.affected.is_empty() {
                list.required(
                    "kind",
                    "An informational advisory of CSAF names no products; make it a security advisory, or take them out.",
                );
            }
        }
        Kind::IncidentResponse => {}
        Kind::SecurityAdvisory | Kind::Vex => {
            products_needed(advisory, list);
            let severity = &advisory.severity;
            let old = severity.newest(|version| version != Version::V4).is_some();
            let conclusive =
                advisory.affected.iter().any(|p| p.standing != Standing::UnderInvestigation);
            if advisory.kind == Kind::SecurityAdvisory
                && !advisory.affected.is_empty()
                && !conclusive
            {
                list.required(
                    "affected",
                    "A security advisory of CSAF says of at least one product whether it is affected; until then publish it as VEX.",
                );
            }
            let stated = !advisory.affected.is_empty() && affected(advisory).next().is_some();
            if format == Format::Csaf20 && stated && !old {
                list.recommended(
                    "severity",
                    "CSAF 2.0 knows CVSS 2.0 to 3.1 only; add a 3.1 vector, or its readers see no score (finding 6.2.3).",
                );
            }
        }
    }
    if advisory.cve().is_none() && advisory.kind != Kind::Informational {
        list.recommended("aliases", "Add the CVE number, if there is one.");
    }
    if advisory.weaknesses.is_empty() && advisory.kind == Kind::SecurityAdvisory {
        list.recommended("weaknesses", "Name the weakness (CWE).");
    }
    if !advisory.weaknesses.is_empty()
        && !advisory.weaknesses.iter().filter_map(|id| id.weakness()).any(|w| w.offered)
    {
        list.recommended(
            "weaknesses",
            "The weakness is too new for CSAF's validators and goes into a note; add an older one if it fits.",
        );
    }
}

fn osv(advisory: &Advisory, list: &mut List) {
    if advisory.revisions.is_empty() {
        list.required(
            "revisions",
            "Enter the edition in the history: OSV needs the time of the last change.",
        );
    }
    if affected(advisory).next().is_none() && advisory.status != Status::Withdrawn {
        list.required("affected", "OSV lists affected products only; name at least one.");
    }
    for product in affected(advisory) {
        let git = product.ranges.iter().any(|range| range.order == Order::Git);
        if product.product.package.is_none() && !git {
            list.recommended(
                "affected",
                "A product in no ecosystem cannot be matched by OSV's readers; add the package, or the commits in its repository.",
            );
        }
    }
}

fn cve_record(advisory: &Advisory, list: &mut List) {
    if advisory.cve().is_none() {
        list.required("aliases", "Add the CVE number; reserve one, or ask a CNA for it.");
    }
    let organization = advisory.publisher.cve.as_ref();
    let uuid4 = |id: &str| {
        let dash = |place: usize| matches!(place, 8 | 13 | 18 | 23);
        id.len() == 36
            && id
                .chars()
                .enumerate()
                .all(|(place, c)| if dash(place) { c == '-' } else { c.is_ascii_hexdigit() })
            && id.chars().nth(14) == Some('4')
            && id.chars().nth(19).is_some_and(|c| "89abAB".contains(c))
    };
    if !organization.is_some_and(|organization| uuid4(&organization.id)) {
        list.required(
            "publisher.cve",
            "Only a CNA publishes CVE records; enter the organization's identifier in the CVE programme.",
        );
    }
    let short = |name: &str| (2..=32).contains(&name.chars().count());
    if organization.is_some_and(|organization| !short(&organization.short_name)) {
        list.required(
            "publisher.cve",
            "The short name in the CVE programme has 2 to 32 characters.",
        );
    }
    if advisory.status == Status::Withdrawn {
        return;
    }
    products_needed(advisory, list);
    let english = |language: &str| language == "en" || language.starts_with("en-");
    let translated =
        advisory.translations.iter().any(|t| english(&t.language) && !t.summary.trim().is_empty());
    if !english(&advisory.language) && !translated {
        list.required(
            "translations",
            "A CVE record needs a description in English; add a translation.",
        );
    }
    if advisory.summary.chars().count() > cve::LONGEST_DESCRIPTION {
        list.required("summary", "Keep the summary within 4096 characters for the CVE record.");
    } else if advisory.description().chars().count() > cve::LONGEST_DESCRIPTION {
        list.recommended(
            "details",
            "Summary, impact and details are longer than 4096 characters together; the CVE record carries the summary only.",
        );
    }
    let long =
        advisory.remediations.iter().any(|r| r.text.chars().count() > cve::LONGEST_DESCRIPTION);
    if long {
        list.required(
            "remediations",
            "Keep each measure within 4096 characters for the CVE record.",
        );
    }
    if advisory.severity.vectors.is_empty() {
        list.recommended("severity", "Add a CVSS vector: who reads CVE records expects one.");
    }
    if advisory.weaknesses.is_empty() {
        list.recommended(
            "weaknesses",
            "Name the weakness (CWE): who reads CVE records expects one.",
        );
    }
}

fn ghsa_body(advisory: &Advisory, list: &mut List) {
    if advisory.title.chars().count() > ghsa::LONGEST_SUMMARY {
        list.required("title", "Keep the title within 1024 characters for GitHub.");
    }
    if affected(advisory).next().is_none() && advisory.status != Status::Withdrawn {
        list.required("affected", "GitHub lists affected packages only; name at least one.");
    }
    let texts = [&advisory.summary, &advisory.details, &advisory.impact];
    let length: usize = texts.iter().map(|text| text.chars().count()).sum();
    if length > ghsa::LONGEST_DESCRIPTION / 2 {
        list.required("details", "Shorten the texts: GitHub takes 65535 characters in all.");
    }
    if advisory.severity.in_one_word().is_none() {
        list.recommended(
            "severity",
            "Assess the severity: GitHub publishes no advisory without it.",
        );
    }
    if advisory.named().any(|credit| credit.github.is_none()) {
        list.recommended(
            "credits",
            "GitHub credits accounts only; who has none is not named there.",
        );
    }
}

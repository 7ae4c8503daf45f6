//! CSAF 2.0 (OASIS Standard): security advisory, VEX, security incident response, informational advisory.
//!
//! Written so that no mandatory test (§6.1) and no optional one (§6.2) has a finding, whatever the record
//! says, once [`crate::missing`] lacks nothing that it asks for. CVSS 4.0 is unknown to this version and
//! stands in a note.

use serde_json::{Value, json};

use super::csaf::{self, Edition, Group, Leaf, note};
use super::filename;
use super::{GENERATOR, GENERATOR_VERSION, Place};
use crate::cvss::Version;
use crate::json::Object;
use crate::model::{Advisory, Kind, Status};

/// The name of a kind of document as CSAF writes it.
pub(crate) fn category(kind: Kind) -> String {
    format!("csaf_{}", kind.as_str())
}

/// The document.
#[must_use]
pub fn document(advisory: &Advisory, place: &Place) -> Value {
    let leaves = csaf::leaves(advisory, Edition::V20);
    let about_products = advisory.kind != Kind::Informational && !leaves.is_empty();
    let mut root = Object::default();
    root.put("document", header(advisory, place, about_products));
    if about_products {
        root.put("product_tree", csaf::product_tree(&leaves));
        root.put("vulnerabilities", vec![vulnerability(advisory, &leaves)]);
    }
    root.value()
}

fn header(advisory: &Advisory, place: &Place, about_products: bool) -> Value {
    let mut document = Object::of([
        ("category", category(advisory.kind).into()),
        ("csaf_version", "2.0".into()),
        ("publisher", publisher(advisory, Edition::V20)),
        (
            "distribution",
            json!({ "tlp": {
                "label": advisory.tlp.version_1(), "url": "https://www.first.org/tlp/",
            }}),
        ),
        ("tracking", tracking(advisory, if advisory.revisions.is_empty() { "0" } else { "1" })),
    ]);
    document.text("title", &title(advisory)).text("lang", &advisory.language);
    if let Some(level) = advisory.severity.in_one_word() {
        document.put("aggregate_severity", json!({ "text": level.as_str() }));
    }
    document.list("notes", document_notes(advisory, about_products));
    document.list("references", references(advisory, place, ""));
    if !about_products {
        document.list("acknowledgments", csaf::acknowledgments(advisory));
    }
    document.value()
}

/// The title; a withdrawn advisory says so in it, as CSAF 2.0 has no other place that readers show.
pub(crate) fn title(advisory: &Advisory) -> String {
    let title = advisory.title.trim();
    if advisory.status == Status::Withdrawn {
        format!("Withdrawn: {title}")
    } else {
        title.to_owned()
    }
}

/// The publisher. The drafts of 2.1 disagree on the name of the contact's field; there it is left out.
pub(crate) fn publisher(advisory: &Advisory, edition: Edition) -> Value {
    let publisher = &advisory.publisher;
    let mut object = Object::of([("category", publisher.category.as_str().into())]);
    object
        .text("name", &publisher.name)
        .text("namespace", &publisher.namespace)
        .text("issuing_authority", publisher.authority.as_deref().unwrap_or_default());
    if edition == Edition::V20 {
        object.text("contact_details", publisher.contact.as_deref().unwrap_or_default());
    }
    object.value()
}

/// Id, editions and dates. `first` is the version of a document that was never published.
pub(crate) fn tracking(advisory: &Advisory, first: &str) -> Value {
    let mut history: Vec<Value> = advisory
        .revisions
        .iter()
        .map(|revision| {
            let summary = revision.summary.trim();
            json!({
                "date": revision.at.to_string(),
                "number": revision.number.to_string(),
                "summary": if summary.is_empty() { "Published." } else { summary },
            })
        })
        .collect();
    let at = |moment: Option<clock::Instant>| {
        moment.unwrap_or(clock::Instant::from_second(0)).to_string()
    };
    let mut version = advisory.edition().to_string();
    if history.is_empty() {
        version = first.to_owned();
        history.push(json!({ "date": at(None), "number": version, "summary": "Draft." }));
    }
    let status = match advisory.status {
        Status::Draft => "draft",
        Status::Interim => "interim",
        Status::Final | Status::Withdrawn => "final",
    };
    let mut tracking = Object::of([
        ("current_release_date", at(advisory.modified()).into()),
        ("initial_release_date", at(advisory.published()).into()),
        ("revision_history", history.into()),
        ("status", status.into()),
        ("version", version.into()),
        (
            "generator",
            json!({
                "date": at(advisory.modified()),
                "engine": { "name": GENERATOR, "version": GENERATOR_VERSION },
            }),
        ),
    ]);
    tracking.text("id", advisory.id.as_str());
    tracking.value()
}

fn document_notes(advisory: &Advisory, about_products: bool) -> Vec<Value> {
    let mut notes = Vec::new();
    if advisory.status == Status::Withdrawn {
        let why = advisory.revisions.last().map_or("", |revision| revision.summary.as_str());
        notes.extend(note("general", "Withdrawn", &format!("This advisory was withdrawn. {why}")));
    }
    notes.extend(note("summary", "Summary", &advisory.summary));
    if !about_products {
        notes.extend(note("details", "Details", &advisory.details));
        notes.extend(note("description", "Impact", &advisory.impact));
        for remediation in &advisory.remediations {
            notes.extend(note("general", remediation.kind.in_words(), &remediation.text));
        }
    }
    notes.extend(timeline_note(advisory));
    notes.extend(ids_note("Related", &advisory.related));
    notes.extend(ids_note("Upstream", &advisory.upstream));
    notes
}

pub(crate) fn timeline_note(advisory: &Advisory) -> Option<Value> {
    let lines: Vec<String> = advisory
        .timeline
        .iter()
        .map(|moment| format!("{}: {}", moment.at, moment.what.trim()))
        .collect();
    note("other", "Timeline", &lines.join("\n"))
}

pub(crate) fn ids_note(title: &str, ids: &[crate::model::Identifier]) -> Option<Value> {
    note("other", title, &ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

/// The document's own address first (§6.2.11), then its page, then the record's references.
pub(crate) fn references(advisory: &Advisory, place: &Place, folder: &str) -> Vec<Value> {
    let file = filename::csaf(advisory.id.as_str());
    let mut all = vec![
        json!({
            "category": "self", "summary": "This document",
            "url": format!("{}{folder}{file}", place.csaf_folder),
        }),
        json!({ "category": "external", "summary": "Advisory page", "url": place.page }),
    ];
    all.extend(advisory.references.iter().filter(|r| r.url != place.page).map(|reference| {
        let summary = if reference.title.trim().is_empty() {
            reference.kind.in_words().to_owned()
        } else {
            format!("{}: {}", reference.kind.in_words(), reference.title.trim())
        };
        json!({ "category": "external", "summary": summary, "url": reference.url })
    }));
    all
}

/// The notes of the vulnerability: details and impact, and what this version has no field for.
pub(crate) fn vulnerability_notes(advisory: &Advisory, edition: Edition) -> Vec<Value> {
    let details =
        if advisory.details.trim().is_empty() { &advisory.summary } else { &advisory.details };
    let mut notes: Vec<Value> = note("description", "Details", details).into_iter().collect();
    notes.extend(note("details", "Impact", &advisory.impact));
    notes.extend(note("other", "Affected commits", &csaf::commits_in_words(advisory)));
    for remediation in &advisory.remediations {
        if csaf::is_only_a_note(advisory, remediation.kind) {
            notes.extend(note("general", remediation.kind.in_words(), &remediation.text));
        }
    }
    if edition == Edition::V20 {
        for vector in advisory.severity.vectors.iter().filter(|v| v.version() == Version::V4) {
            let words = format!("{vector} ({}, {})", vector.score(), vector.level());
            notes.extend(note("other", "CVSS 4.0", &words));
        }
        let written = written_weakness(advisory).map(|weakness| weakness.id);
        let others: Vec<String> = advisory
            .weaknesses
            .iter()
            .filter(|id| Some(**id) != written)
            .map(|id| id.weakness().map_or(id.to_string(), |w| format!("{id} {}", w.name)))
            .collect();
        notes.extend(note("other", "Weaknesses", &others.join("\n")));
    }
    let decisions: Vec<String> = advisory
        .severity
        .ssvc
        .iter()
        .filter_map(|selection| {
            Some(format!("{}: {}", selection.table, selection.decide().ok()?.name))
        })
        .collect();
    notes.extend(note("other", "SSVC", &decisions.join("\n")));
    notes
}

/// The weakness that the one field of CSAF 2.0 carries: the first whose name every validator knows.
fn written_weakness(advisory: &Advisory) -> Option<&'static crate::cwe::Weakness> {
    advisory.weaknesses.iter().filter_map(|id| id.weakness()).find(|weakness| weakness.offered)
}

fn vulnerability(advisory: &Advisory, leaves: &[Leaf<'_>]) -> Value {
    let mut object = Object::default();
    common(&mut object, advisory, leaves, Edition::V20);
    if let Some(weakness) = written_weakness(advisory) {
        object.put("cwe", json!({ "id": weakness.id.to_string(), "name": weakness.name }));
    }
    let public = advisory.made_public.or_else(|| advisory.published());
    object.maybe("release_date", public.map(|at| at.to_string()));
    object.list("scores", scores(advisory, leaves));
    object.value()
}

/// What both versions write alike about the vulnerability.
pub(crate) fn common(
    object: &mut Object,
    advisory: &Advisory,
    leaves: &[Leaf<'_>],
    edition: Edition,
) {
    let (flags, mut threats) = csaf::not_affected(leaves);
    let affected = csaf::ids(leaves, |group| *group == Group::Affected);
    if !advisory.impact.trim().is_empty() && !affected.is_empty() {
        threats.push(json!({
            "category": "impact", "details": advisory.impact.trim(), "product_ids": affected,
        }));
    }
    object
        .maybe("cve", advisory.cve())
        .maybe("discovery_date", advisory.discovered.map(|at| at.to_string()))
        .text("title", &advisory.title)
        .list("ids", csaf::other_ids(advisory))
        .list("notes", vulnerability_notes(advisory, edition))
        .list("acknowledgments", csaf::acknowledgments(advisory))
        .put("product_status", csaf::product_status(leaves))
        .list("flags", flags)
        .list("threats", threats)
        .list("remediations", csaf::remediations(advisory, leaves));
}

fn scores(advisory: &Advisory, leaves: &[Leaf<'_>]) -> Vec<Value> {
    let affected = csaf::ids(leaves, |group| *group == Group::Affected);
    let severity = &advisory.severity;
    let (v2, v3) =
        (severity.newest(|version| version == Version::V2), severity.newest(Version::is_3));
    if affected.is_empty() || (v2.is_none() && v3.is_none()) {
        return Vec::new();
    }
    let mut score = Object::of([("products", affected.into())]);
    score
        .maybe("cvss_v2", v2.map(crate::cvss::Vector::to_json))
        .maybe("cvss_v3", v3.map(crate::cvss::Vector::to_json));
    vec![score.value()]
}

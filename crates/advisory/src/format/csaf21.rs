//! CSAF 2.1 as of committee specification draft 03 (29 July 2026). **A draft**: nothing should rely on it.
//!
//! What differs from 2.0: TLP 2.0 labels, several weaknesses with the version of the list, metrics with
//! CVSS 4.0 and SSVC, several purls, a disclosure date, and profiles for what 2.0 forces into others
//! (withdrawn, advisories without an affected product).

use serde_json::{Value, json};

use super::Place;
use super::csaf::{self, Edition, Group, Leaf, note};
use super::csaf20::{category, common, publisher, references, title, tracking};
use crate::cvss::{Vector, Version};
use crate::json::Object;
use crate::model::{Advisory, Kind, Status};

/// The address of the schema, which the document names.
pub const SCHEMA: &str = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json";

/// The document.
#[must_use]
pub fn document(advisory: &Advisory, place: &Place) -> Value {
    let leaves = csaf::leaves(advisory, Edition::V21);
    let withdrawn = advisory.status == Status::Withdrawn;
    let about_products = advisory.kind != Kind::Informational && !leaves.is_empty() && !withdrawn;
    let mut root = Object::of([("$schema", SCHEMA.into())]);
    root.put("document", header(advisory, place, &leaves, about_products));
    if about_products {
        root.put("product_tree", csaf::product_tree(&leaves));
        root.put("vulnerabilities", vec![vulnerability(advisory, &leaves)]);
    }
    root.value()
}

/// The profile: a withdrawn advisory has its own, and so has one that names no affected product.
fn profile(advisory: &Advisory, leaves: &[Leaf<'_>]) -> String {
    let affected = leaves.iter().any(|leaf| leaf.group == Group::Affected);
    if advisory.status == Status::Withdrawn {
        "csaf_withdrawn".to_owned()
    } else if advisory.kind == Kind::SecurityAdvisory && !affected {
        "csaf_deprecated_security_advisory".to_owned()
    } else {
        category(advisory.kind)
    }
}

fn header(advisory: &Advisory, place: &Place, leaves: &[Leaf<'_>], about_products: bool) -> Value {
    let mut document = Object::of([
        ("category", profile(advisory, leaves).into()),
        ("csaf_version", "2.1".into()),
        ("publisher", publisher(advisory, Edition::V21)),
        (
            "distribution",
            json!({ "tlp": {
                "label": advisory.tlp.as_str(), "url": "https://www.first.org/tlp/",
            }}),
        ),
        ("tracking", tracking(advisory, "0")),
    ]);
    document.text("title", &title(advisory)).text("lang", &advisory.language);
    if let Some(level) = advisory.severity.in_one_word() {
        document.put("aggregate_severity", json!({ "text": level.as_str() }));
    }
    let mut notes = Vec::new();
    if advisory.status == Status::Withdrawn {
        let why = advisory.revisions.last().map_or("", |revision| revision.summary.as_str());
        let why = if why.trim().is_empty() { "The advisory was withdrawn." } else { why };
        notes.extend(note("description", "Reasoning for Withdrawal", why));
    } else {
        notes.extend(note("summary", "Summary", &advisory.summary));
        if !about_products {
            notes.extend(note("details", "Details", &advisory.details));
            notes.extend(note("description", "Impact", &advisory.impact));
        }
        notes.extend(super::csaf20::timeline_note(advisory));
    }
    document.list("notes", notes);
    document.list("references", references(advisory, place, "v2.1/"));
    if !about_products {
        document.list("acknowledgments", csaf::acknowledgments(advisory));
    }
    document.value()
}

fn vulnerability(advisory: &Advisory, leaves: &[Leaf<'_>]) -> Value {
    let mut object = Object::default();
    common(&mut object, advisory, leaves, Edition::V21);
    let cwes: Vec<Value> = advisory
        .weaknesses
        .iter()
        .filter_map(|id| id.weakness())
        .map(|weakness| {
            json!({
                "id": weakness.id.to_string(), "name": weakness.name,
                "version": crate::cwe::VERSION,
            })
        })
        .collect();
    object.list("cwes", cwes);
    let public = advisory.made_public.or_else(|| advisory.published());
    object.maybe("disclosure_date", public.map(|at| at.to_string()));
    object.list("metrics", metrics(advisory, leaves));
    object.value()
}

fn metrics(advisory: &Advisory, leaves: &[Leaf<'_>]) -> Vec<Value> {
    let affected = csaf::ids(leaves, |group| *group == Group::Affected);
    if affected.is_empty() {
        return Vec::new();
    }
    let severity = &advisory.severity;
    let about = advisory.cve().unwrap_or(advisory.id.as_str());
    let newest = |fits: fn(Version) -> bool| severity.newest(fits).map(Vector::to_json);
    let mut content = Object::default();
    content
        .maybe("cvss_v2", newest(|version| version == Version::V2))
        .maybe("cvss_v3", newest(Version::is_3))
        .maybe("cvss_v4", newest(|version| version == Version::V4));
    if let Some(level) = severity.level.filter(|_| severity.vectors.is_empty()) {
        content.put("qualitative_severity_rating", level.as_str());
    }
    // A decision taken after this edition belongs to the next one (§6.1.49).
    let known = |at| advisory.modified().is_some_and(|modified| at <= modified);
    if let Some(selection) = severity.ssvc.iter().find(|selection| known(selection.at)) {
        content.maybe("ssvc_v2", selection.to_json(about).ok());
    }
    if content.is_empty() {
        return Vec::new();
    }
    vec![json!({ "content": content.value(), "products": affected })]
}

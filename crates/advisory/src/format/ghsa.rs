//! The bodies of GitHub's repository security advisories API: create and update.
//!
//! The API has no field for references, timeline, own identifiers or impact; they go into the description
//! as sections. Credits name accounts of GitHub only.

use serde_json::{Value, json};

use super::Place;
use super::page::Page;
use crate::cvss::Version;
use crate::ecosystem;
use crate::json::Object;
use crate::model::{Advisory, AffectedProduct, Interval, Level, Standing, Status, UpTo};

/// The longest summary, in characters.
pub const LONGEST_SUMMARY: usize = 1024;
/// The longest description, in characters.
pub const LONGEST_DESCRIPTION: usize = 65_535;

/// The body that creates a draft advisory.
#[must_use]
pub fn create(advisory: &Advisory, place: &Place) -> Value {
    body(advisory, place).value()
}

/// The body that brings an advisory up to date, its state with it.
#[must_use]
pub fn update(advisory: &Advisory, place: &Place) -> Value {
    let mut object = body(advisory, place);
    let state = match advisory.status {
        Status::Draft => "draft",
        Status::Interim | Status::Final => "published",
        Status::Withdrawn => "closed",
    };
    object.put("state", state);
    object.value()
}

fn body(advisory: &Advisory, place: &Place) -> Object {
    let mut object = Object::default();
    object
        .text("summary", &advisory.title)
        .text("description", &description(advisory, place))
        .maybe("cve_id", advisory.cve());
    let vulnerabilities: Vec<Value> = advisory
        .affected
        .iter()
        .filter(|product| product.standing == Standing::Affected)
        .map(vulnerability)
        .collect();
    object.put("vulnerabilities", vulnerabilities);
    object.list("cwe_ids", advisory.weaknesses.iter().map(|id| id.to_string().into()).collect());
    let credits = advisory
        .named()
        .filter_map(|credit| {
            let login = credit.github.as_deref()?;
            Some(json!({ "login": login, "type": credit.role.as_str() }))
        })
        .collect();
    object.list("credits", credits);
    // One or the other: the API computes the word from a vector.
    match advisory.severity.newest(|version| version != Version::V2) {
        Some(vector) => object.put("cvss_vector_string", vector.to_string()),
        None => object.maybe(
            "severity",
            advisory
                .severity
                .in_one_word()
                .filter(|level| *level != Level::None)
                .map(Level::as_str),
        ),
    };
    object
}

/// The page as Markdown, without what the API has fields for.
fn description(advisory: &Advisory, place: &Place) -> String {
    let page = Page::of(advisory, place);
    super::markdown::body(&page)
}

fn vulnerability(affected: &AffectedProduct) -> Value {
    let product = &affected.product;
    let package = product.package.as_ref();
    let github = package.and_then(|package| ecosystem::find(&package.ecosystem)?.github);
    let name = match (package, github) {
        (Some(package), Some(_)) => package.name.as_str(),
        _ => product.display_name(),
    };
    let mut ranges: Vec<String> =
        affected.stretches().iter().map(|(_, interval)| range_text(interval)).collect();
    ranges.extend(affected.versions.iter().map(|version| format!("= {version}")));
    let mut object =
        Object::of([("package", json!({ "ecosystem": github.unwrap_or("other"), "name": name }))]);
    object
        .text("vulnerable_version_range", &ranges.join(" || "))
        .text("patched_versions", &affected.fixed_versions().join(", "));
    object.list(
        "vulnerable_functions",
        affected.functions.iter().map(|f| f.as_str().into()).collect(),
    );
    object.value()
}

fn range_text(interval: &Interval<'_>) -> String {
    let from = interval.from.map(|version| format!(">= {version}"));
    let to = match interval.to {
        UpTo::Open => None,
        UpTo::Before(version) | UpTo::Limit(version) => Some(format!("< {version}")),
        UpTo::Through(version) => Some(format!("<= {version}")),
    };
    match (from, to) {
        (None, None) => ">= 0".to_owned(),
        (Some(only), None) | (None, Some(only)) => only,
        (Some(from), Some(to)) => format!("{from}, {to}"),
    }
}

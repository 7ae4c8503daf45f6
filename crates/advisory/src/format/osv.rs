//! OSV 1.7.
//!
//! The record's ranges are OSV's own, so nothing is lost in them. What OSV has no field for (impact,
//! measures, weaknesses, standing) goes into `details` or `database_specific`.

use serde_json::{Value, json};

use super::Place;
use crate::cvss::Version;
use crate::json::Object;
use crate::model::{
    Advisory, AffectedProduct, Event, Identifier, Order, Range, RemediationKind, Standing,
};
use crate::purl::Purl;

/// The version of the schema that records follow.
pub const SCHEMA_VERSION: &str = "1.7.5";

/// The record. Only affected products are listed; OSV has no word for the others.
#[must_use]
pub fn record(advisory: &Advisory, place: &Place) -> Value {
    let mut object = Object::of([
        ("schema_version", SCHEMA_VERSION.into()),
        ("id", advisory.id.for_osv().into()),
        ("modified", time(advisory.modified())),
    ]);
    object
        .maybe("published", advisory.published().map(|at| at.to_string()))
        .maybe("withdrawn", advisory.withdrawn().map(|at| at.to_string()))
        .text("summary", &advisory.title)
        .text("details", &details(advisory))
        .list("aliases", ids(&advisory.aliases))
        .list("related", ids(&advisory.related))
        .list("upstream", ids(&advisory.upstream))
        .list("severity", severity(advisory));
    let affected = advisory
        .affected
        .iter()
        .filter(|product| product.standing == Standing::Affected)
        .map(|product| affected(advisory, product))
        .collect();
    object.list("affected", affected);
    let mut references = vec![json!({ "type": "ADVISORY", "url": place.page })];
    for reference in advisory.references.iter().filter(|r| r.url != place.page) {
        references.push(json!({ "type": reference.kind.as_str(), "url": reference.url }));
    }
    object.list("references", references);
    let credits = advisory
        .named()
        .map(|credit| {
            let mut object = Object::of([
                ("name", credit.line().into()),
                ("type", credit.role.as_str().to_uppercase().into()),
            ]);
            let contacts = credit.contacts.iter().map(|contact| contact.as_str().into());
            object.list("contact", contacts.collect());
            object.value()
        })
        .collect();
    object.list("credits", credits);
    object.put("database_specific", specific(advisory));
    object.value()
}

fn time(at: Option<clock::Instant>) -> Value {
    at.unwrap_or(clock::Instant::from_second(0)).to_string().into()
}

fn ids(ids: &[Identifier]) -> Vec<Value> {
    ids.iter().map(|id| id.as_str().into()).collect()
}

/// Summary and details, and as sections of their own what OSV has no field for.
fn details(advisory: &Advisory) -> String {
    let mut text = advisory.summary.trim().to_owned();
    let mut section = |heading: &str, body: &str| {
        if !body.trim().is_empty() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            if !heading.is_empty() {
                text.push_str(&format!("### {heading}\n\n"));
            }
            text.push_str(body.trim());
        }
    };
    section("", &advisory.details);
    section("Impact", &advisory.impact);
    for remediation in &advisory.remediations {
        let link = remediation.url.as_ref().map(|url| format!("\n\n<{url}>")).unwrap_or_default();
        section(remediation.kind.in_words(), &format!("{}{link}", remediation.text.trim()));
    }
    text
}

fn severity(advisory: &Advisory) -> Vec<Value> {
    // One of each major version: the schema has one type for 3.0 and 3.1.
    let severity = &advisory.severity;
    let newest = [
        ("CVSS_V2", severity.newest(|version| version == Version::V2)),
        ("CVSS_V3", severity.newest(Version::is_3)),
        ("CVSS_V4", severity.newest(|version| version == Version::V4)),
    ];
    newest
        .into_iter()
        .filter_map(|(kind, vector)| Some(json!({ "type": kind, "score": vector?.to_string() })))
        .collect()
}

fn affected(advisory: &Advisory, affected: &AffectedProduct) -> Value {
    let mut object = Object::default();
    let product = &affected.product;
    // A product in no ecosystem has no package; its ranges of versions cannot be typed and go into the
    // specific part.
    let package = product.package.as_ref();
    if let Some(package) = package {
        let mut of = Object::of([
            ("ecosystem", package.ecosystem.as_str().into()),
            ("name", package.name.as_str().into()),
        ]);
        let own = product.purl.as_deref().and_then(Purl::parse).map(|_| product.purl.clone());
        let made = || Purl::of_package(package).filter(|purl| !purl.needs_version());
        of.maybe("purl", own.unwrap_or_else(|| made().map(|purl| purl.to_string())));
        object.put("package", of.value());
    }
    object.list(
        "ranges",
        affected.ranges.iter().filter_map(|r| range(r, package.is_some())).collect(),
    );
    let mut versions: Vec<Value> =
        affected.versions.iter().map(|version| version.as_str().into()).collect();
    if affected.is_about_every_version() && package.is_some() && affected.fixed.is_empty() {
        let events = [json!({ "introduced": "0" })];
        object.put("ranges", vec![json!({ "type": "ECOSYSTEM", "events": events })]);
    }
    object.list("versions", core::mem::take(&mut versions));
    let mut specific = Object::default();
    if package.is_none() || !product.name.trim().is_empty() {
        specific.text("product", product.display_name());
    }
    specific.text("vendor", &product.vendor);
    specific.maybe("cpe", product.cpe.clone());
    if package.is_none() {
        specific.maybe(
            "purl",
            Some(Purl::of_product(product, &advisory.publisher.name, None).to_string()),
        );
        let of_versions = affected.ranges.iter().filter(|range| range.order != Order::Git);
        let mut stretches: Vec<Value> = of_versions.map(|range| events(range).into()).collect();
        if affected.is_about_every_version() && affected.fixed.is_empty() {
            stretches.push(json!([{ "introduced": "0" }]));
        }
        specific.list("ranges", stretches);
    }
    specific.maybe("repository", product.repository.clone());
    specific.list("fixed", affected.fixed.iter().map(|v| v.as_str().into()).collect());
    if !specific.is_empty() {
        object.put("database_specific", specific.value());
    }
    if !affected.functions.is_empty() {
        object.put("ecosystem_specific", json!({ "affected_functions": affected.functions }));
    }
    object.value()
}

fn range(range: &Range, has_package: bool) -> Option<Value> {
    if range.order != Order::Git && !has_package {
        return None;
    }
    let mut object =
        Object::of([("type", range.order.as_str().into()), ("events", events(range).into())]);
    object.maybe("repo", range.repository.clone());
    Some(object.value())
}

fn events(range: &Range) -> Vec<Value> {
    range
        .events
        .iter()
        .map(|event| match event {
            Event::Introduced(version) => json!({ "introduced": version }),
            Event::Fixed(version) => json!({ "fixed": version }),
            Event::LastAffected(version) => json!({ "last_affected": version }),
            Event::Limit(version) => json!({ "limit": version }),
        })
        .collect()
}

fn specific(advisory: &Advisory) -> Value {
    let mut object = Object::default();
    if advisory.edition() > 0 {
        object.put("edition", advisory.edition());
    }
    object.maybe(
        "severity",
        advisory.severity.in_one_word().map(|level| level.as_str().to_uppercase()),
    );
    object.list("cwe_ids", advisory.weaknesses.iter().map(|id| id.to_string().into()).collect());
    let workarounds: Vec<&str> = advisory
        .remediations
        .iter()
        .filter(|r| r.kind == RemediationKind::Workaround)
        .map(|r| r.text.as_str())
        .collect();
    object.text("workarounds", &workarounds.join("\n\n"));
    let not_affected: Vec<Value> = advisory
        .affected
        .iter()
        .filter(|product| product.standing != Standing::Affected)
        .map(|product| product.product.display_name().into())
        .collect();
    object.list("not_listed_as_affected", not_affected);
    object.put("tlp", advisory.tlp.as_str());
    object.value()
}

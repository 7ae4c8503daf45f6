//! OpenVEX 0.2.0.
//!
//! A statement names products at a version; there are no ranges. So a range is a statement about the
//! product without a version, whose notes say the range in words and as vers.

use serde_json::{Value, json};

use super::csaf::update_sentence;
use super::{GENERATOR, GENERATOR_VERSION, Place};
use crate::json::Object;
use crate::model::{Advisory, AffectedProduct, Justification, Order, RemediationKind, Standing};
use crate::purl::{Purl, vers};

/// The context that documents name.
pub const CONTEXT: &str = "https://openvex.dev/ns/v0.2.0";

/// The document.
#[must_use]
pub fn document(advisory: &Advisory, place: &Place) -> Value {
    let at = |moment: Option<clock::Instant>| {
        moment.unwrap_or(clock::Instant::from_second(0)).to_string()
    };
    let mut statements: Vec<Value> = Vec::new();
    for product in &advisory.affected {
        for statement in of_product(advisory, product) {
            if !statements.contains(&statement) {
                statements.push(statement);
            }
        }
    }
    let mut object = Object::of([
        ("@context", CONTEXT.into()),
        ("@id", format!("{}#openvex", place.page).into()),
        ("author", advisory.publisher.name.trim().into()),
        ("role", advisory.publisher.category.as_str().into()),
        ("timestamp", at(advisory.published()).into()),
        ("version", advisory.edition().max(1).into()),
        ("tooling", format!("{GENERATOR} {GENERATOR_VERSION}").into()),
        ("statements", statements.into()),
    ]);
    if advisory.edition() > 1 {
        object.put("last_updated", at(advisory.modified()));
    }
    object.value()
}

fn vulnerability(advisory: &Advisory) -> Value {
    let name = advisory.cve().unwrap_or(advisory.id.as_str());
    let mut aliases: Vec<Value> = Vec::new();
    let own = core::iter::once(advisory.id.as_str()).filter(|id| !id.is_empty());
    for id in own.chain(advisory.aliases.iter().map(crate::model::Identifier::as_str)) {
        if id != name && !aliases.contains(&Value::from(id)) {
            aliases.push(id.into());
        }
    }
    let mut object = Object::of([("name", name.into())]);
    object.text("description", &advisory.title).list("aliases", aliases);
    object.value()
}

/// A product, at a version or without one.
fn component(advisory: &Advisory, affected: &AffectedProduct, version: Option<&str>) -> Value {
    let product = &affected.product;
    let purl = Purl::of_product(product, &advisory.publisher.name, version).to_string();
    let mut identifiers = Object::of([("purl", purl.as_str().into())]);
    if let Some(cpe) = &product.cpe {
        identifiers.put(if cpe.starts_with("cpe:2.3:") { "cpe23" } else { "cpe22" }, cpe.as_str());
    }
    json!({ "@id": purl, "identifiers": identifiers.value() })
}

fn of_product(advisory: &Advisory, affected: &AffectedProduct) -> Vec<Value> {
    let mut statements = Vec::new();
    let stretches: Vec<(String, String)> = affected
        .stretches()
        .iter()
        .map(|(order, interval)| (interval.in_words(), vers(&affected.product, *order, interval)))
        .collect();
    let mut state = |products: Vec<Value>, notes: &str| {
        let mut object =
            Object::of([("vulnerability", vulnerability(advisory)), ("products", products.into())]);
        match &affected.standing {
            Standing::Affected => {
                object.put("status", "affected");
                object.put("action_statement", action(advisory, affected));
            }
            Standing::NotAffected { justification, statement } => {
                object.put("status", "not_affected");
                object.maybe("justification", justification.map(Justification::as_str));
                object.text("impact_statement", statement);
            }
            Standing::UnderInvestigation => {
                object.put("status", "under_investigation");
            }
        }
        object.text("status_notes", notes);
        statements.push(object.value());
    };
    if !affected.versions.is_empty() {
        let products =
            affected.versions.iter().map(|v| component(advisory, affected, Some(v))).collect();
        state(products, "");
    }
    let about_all = affected.is_about_every_version() && affected.fixed.is_empty();
    if !affected.ranges.is_empty() || about_all {
        let words: Vec<String> =
            stretches.iter().map(|(words, vers)| format!("{words} ({vers})")).collect();
        let mut notes = String::new();
        if !words.is_empty() {
            notes = format!("Versions: {}.", words.join("; "));
        }
        if affected.ranges.iter().any(|range| range.order == Order::Git) {
            let one = Advisory { affected: vec![affected.clone()], ..Advisory::default() };
            notes.push_str(&format!(" Commits: {}.", super::csaf::commits_in_words(&one)));
        }
        state(vec![component(advisory, affected, None)], notes.trim());
    }
    let fixed = affected.fixed_versions();
    if !fixed.is_empty() {
        let products: Vec<Value> =
            fixed.iter().map(|version| component(advisory, affected, Some(version))).collect();
        statements.push(json!({
            "vulnerability": vulnerability(advisory), "products": products, "status": "fixed",
        }));
    }
    statements
}

/// What to do, which the format demands of every affected product.
fn action(advisory: &Advisory, affected: &AffectedProduct) -> String {
    let has_fix = !affected.fixed_versions().is_empty();
    let says_fix = advisory.remediations.iter().any(|r| r.kind == RemediationKind::VendorFix);
    let mut sentences: Vec<String> = Vec::new();
    if has_fix && !says_fix {
        sentences.push(update_sentence(affected));
    }
    for remediation in &advisory.remediations {
        let is_none = matches!(
            remediation.kind,
            RemediationKind::NoFixPlanned | RemediationKind::NoneAvailable
        );
        if !(has_fix && is_none) {
            sentences.push(remediation.text.trim().to_owned());
        }
    }
    if sentences.is_empty() {
        sentences.push("No fix is available yet.".to_owned());
    }
    sentences.join("\n\n")
}

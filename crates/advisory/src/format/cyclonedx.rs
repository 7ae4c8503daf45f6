//! CycloneDX 1.6 with vulnerabilities (VEX).
//!
//! Each product is a component; a vulnerability entry exists for each standing, since the analysis of an
//! entry holds for everything it affects.

use serde_json::{Value, json};

use super::csaf::update_sentence;
use super::{GENERATOR, GENERATOR_VERSION, Place};
use crate::cvss::Version;
use crate::json::Object;
use crate::model::{Advisory, AffectedProduct, Justification, Name, RemediationKind, Standing};
use crate::purl::{Purl, vers};

/// The version of the specification that documents name.
pub const SPEC_VERSION: &str = "1.6";

/// The document.
#[must_use]
pub fn document(advisory: &Advisory, place: &Place) -> Value {
    let mut components: Vec<(String, Value)> = Vec::new();
    for affected in &advisory.affected {
        let (reference, component) = component(advisory, affected);
        if !components.iter().any(|(known, _)| *known == reference) {
            components.push((reference, component));
        }
    }
    let mut standings: Vec<(&Standing, Vec<&AffectedProduct>)> = Vec::new();
    for affected in &advisory.affected {
        match standings.iter_mut().find(|(known, _)| *known == &affected.standing) {
            Some((_, all)) => all.push(affected),
            None => standings.push((&affected.standing, vec![affected])),
        }
    }
    let vulnerabilities: Vec<Value> = standings
        .into_iter()
        .zip(1..)
        .map(|((standing, products), number)| {
            vulnerability(advisory, place, standing, &products, number)
        })
        .collect();
    let mut metadata = Object::of([
        (
            "tools",
            json!({ "components": [{
                "type": "application", "name": GENERATOR, "version": GENERATOR_VERSION,
            }]}),
        ),
        (
            "supplier",
            json!({
                "name": advisory.publisher.name.trim(), "url": [advisory.publisher.namespace],
            }),
        ),
    ]);
    metadata.maybe("timestamp", advisory.modified().map(|at| at.to_string()));
    let mut root = Object::of([
        ("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json".into()),
        ("bomFormat", "CycloneDX".into()),
        ("specVersion", SPEC_VERSION.into()),
        ("version", advisory.edition().max(1).into()),
        ("metadata", metadata.value()),
    ]);
    root.list("components", components.into_iter().map(|(_, component)| component).collect());
    root.list("vulnerabilities", vulnerabilities);
    root.value()
}

fn reference(advisory: &Advisory, affected: &AffectedProduct) -> String {
    Purl::of_product(&affected.product, &advisory.publisher.name, None).to_string()
}

fn component(advisory: &Advisory, affected: &AffectedProduct) -> (String, Value) {
    let product = &affected.product;
    let reference = reference(advisory, affected);
    let own = product.vendor.trim();
    let supplier = if own.is_empty() { advisory.publisher.name.trim() } else { own };
    let kind = if product.package.is_some() { "library" } else { "application" };
    let mut object = Object::of([
        ("type", kind.into()),
        ("bom-ref", reference.as_str().into()),
        ("purl", reference.as_str().into()),
        ("supplier", json!({ "name": supplier })),
    ]);
    object.text("name", product.display_name()).maybe("cpe", product.cpe.clone());
    (reference, object.value())
}

fn vulnerability(
    advisory: &Advisory,
    place: &Place,
    standing: &Standing,
    products: &[&AffectedProduct],
    number: u32,
) -> Value {
    let id = advisory.cve().unwrap_or(advisory.id.as_str());
    let mut object = Object::of([("bom-ref", format!("vulnerability-{number}").into())]);
    let source = json!({ "name": advisory.publisher.name.trim(), "url": place.page });
    object.text("id", id).put("source", source.clone());
    let mut references = Vec::new();
    if !advisory.id.is_empty() && id != advisory.id.as_str() {
        references.push(json!({ "id": advisory.id.as_str(), "source": source }));
    }
    for alias in advisory.aliases.iter().filter(|alias| alias.as_str() != id) {
        references.push(json!({
            "id": alias.as_str(), "source": { "name": alias.system().in_words() },
        }));
    }
    object.list("references", references);
    object.list("ratings", ratings(advisory));
    object.list("cwes", advisory.weaknesses.iter().map(|id| id.number().into()).collect());
    object.text("description", &advisory.title).text("detail", &advisory.description());
    object.text("recommendation", &texts(advisory, products, false));
    object.text("workaround", &texts(advisory, products, true));
    let mut advisories = vec![json!({ "title": "Advisory page", "url": place.page })];
    for reference in advisory.references.iter().filter(|r| r.url != place.page) {
        advisories.push(json!({ "title": reference.display_title(), "url": reference.url }));
    }
    object.list("advisories", advisories);
    object
        .maybe("created", advisory.discovered.map(|at| at.to_string()))
        .maybe("published", advisory.published().map(|at| at.to_string()))
        .maybe("updated", advisory.modified().map(|at| at.to_string()))
        .maybe("rejected", advisory.withdrawn().map(|at| at.to_string()));
    let credits = credits(advisory);
    if !credits.is_empty() {
        object.put("credits", credits.value());
    }
    object.put("analysis", analysis(advisory, standing, products));
    let affects = products.iter().map(|affected| affects(advisory, affected)).collect();
    object.list("affects", affects);
    let commits = super::csaf::commits_in_words(&Advisory {
        affected: products.iter().map(|product| (*product).clone()).collect(),
        ..Advisory::default()
    });
    let properties = commits
        .lines()
        .map(|line| json!({ "name": "candor:affected-commits", "value": line }))
        .collect();
    object.list("properties", properties);
    object.value()
}

fn ratings(advisory: &Advisory) -> Vec<Value> {
    let mut ratings: Vec<Value> = advisory
        .severity
        .vectors
        .iter()
        .map(|vector| {
            let method = match vector.version() {
                Version::V2 => "CVSSv2",
                Version::V30 => "CVSSv3",
                Version::V31 => "CVSSv31",
                Version::V4 => "CVSSv4",
            };
            json!({
                "method": method, "vector": vector.to_string(),
                "score": f64::from(vector.score().tenths()) / 10.0,
                "severity": vector.level().as_str(),
            })
        })
        .collect();
    for selection in &advisory.severity.ssvc {
        if let Ok(outcome) = selection.decide() {
            ratings.push(json!({
                "method": "SSVC", "justification": format!("{}: {}", selection.table, outcome.name),
            }));
        }
    }
    if let Some(level) = advisory.severity.level {
        ratings.push(json!({ "method": "other", "severity": level.as_str() }));
    }
    ratings
}

fn texts(advisory: &Advisory, products: &[&AffectedProduct], workaround: bool) -> String {
    let is_workaround =
        |kind| matches!(kind, RemediationKind::Workaround | RemediationKind::Mitigation);
    let mut texts: Vec<String> = advisory
        .remediations
        .iter()
        .filter(|remediation| is_workaround(remediation.kind) == workaround)
        .map(|remediation| remediation.text.trim().to_owned())
        .collect();
    if !workaround && texts.is_empty() {
        for product in products.iter().filter(|product| !product.fixed_versions().is_empty()) {
            texts.push(update_sentence(product));
        }
    }
    texts.join("\n\n")
}

fn credits(advisory: &Advisory) -> Object {
    let (mut organizations, mut individuals) = (Vec::new(), Vec::new());
    for credit in advisory.named() {
        match &credit.name {
            Name::Organization(name) => organizations.push(json!({ "name": name })),
            _ => individuals.push(json!({ "name": credit.line() })),
        }
    }
    let mut object = Object::default();
    object.list("organizations", organizations).list("individuals", individuals);
    object
}

fn analysis(advisory: &Advisory, standing: &Standing, products: &[&AffectedProduct]) -> Value {
    let mut object = Object::default();
    let fixed = products.iter().any(|product| !product.fixed_versions().is_empty());
    match standing {
        // Where only fixed versions are named, the vulnerability is resolved.
        Standing::Affected
            if products.iter().all(|p| p.is_about_every_version() && !p.fixed.is_empty()) =>
        {
            object.put("state", "resolved");
        }
        Standing::Affected => {
            object.put("state", "exploitable");
            let has = |kind| advisory.remediations.iter().any(|r| r.kind == kind);
            let mut response = Vec::new();
            if has(RemediationKind::NoFixPlanned) {
                response.push(Value::from("will_not_fix"));
            }
            if fixed || has(RemediationKind::VendorFix) {
                response.push("update".into());
            }
            if has(RemediationKind::Workaround) || has(RemediationKind::Mitigation) {
                response.push("workaround_available".into());
            }
            object.list("response", response);
        }
        Standing::NotAffected { justification, statement } => {
            object.put("state", "not_affected");
            object.maybe("justification", justification.map(justification_word));
            object.text("detail", statement);
        }
        Standing::UnderInvestigation => {
            object.put("state", "in_triage");
        }
    }
    object
        .maybe("firstIssued", advisory.published().map(|at| at.to_string()))
        .maybe("lastUpdated", advisory.modified().map(|at| at.to_string()));
    object.value()
}

/// The closest word of CycloneDX, whose list is another than that of CSAF and OpenVEX.
pub(crate) const fn justification_word(label: Justification) -> &'static str {
    match label {
        Justification::ComponentNotPresent => "requires_dependency",
        Justification::VulnerableCodeNotPresent => "code_not_present",
        Justification::VulnerableCodeNotInExecutePath => "code_not_reachable",
        Justification::VulnerableCodeCannotBeControlled => "requires_environment",
        Justification::InlineMitigationsExist => "protected_by_mitigating_control",
    }
}

fn affects(advisory: &Advisory, affected: &AffectedProduct) -> Value {
    let status = match affected.standing {
        Standing::Affected => "affected",
        Standing::NotAffected { .. } => "unaffected",
        Standing::UnderInvestigation => "unknown",
    };
    let mut versions = Vec::new();
    for (order, interval) in affected.stretches() {
        let range = vers(&affected.product, order, &interval);
        versions.push(json!({ "range": range, "status": status }));
    }
    for version in &affected.versions {
        versions.push(json!({ "version": version, "status": status }));
    }
    for version in affected.fixed_versions() {
        versions.push(json!({ "version": version, "status": "unaffected" }));
    }
    let mut object = Object::of([("ref", reference(advisory, affected).into())]);
    object.list("versions", versions);
    object.value()
}

//! CVE records, version 5.1.1 of the schema, valid under 5.2 as well: published and rejected.
//!
//! [`record`] is the whole record as the list holds it; [`container`] is the part that a CNA sends to CVE
//! Services (`{"cnaContainer": …}`). A withdrawn advisory becomes a rejected record.

use serde_json::{Value, json};

use super::csaf::update_sentence;
use super::{GENERATOR, GENERATOR_VERSION, Place};
use crate::cvss::Version;
use crate::ecosystem;
use crate::json::Object;
use crate::model::{
    Advisory, AffectedProduct, Interval, Order, ReferenceKind, RemediationKind, Standing, Status,
    UpTo,
};

/// The version of the schema that records name.
pub const DATA_VERSION: &str = "5.1.1";
/// The longest description, in characters.
pub const LONGEST_DESCRIPTION: usize = 4096;

/// The record.
#[must_use]
pub fn record(advisory: &Advisory, place: &Place) -> Value {
    let rejected = advisory.status == Status::Withdrawn;
    let state = if rejected { "REJECTED" } else { "PUBLISHED" };
    let mut metadata = Object::of([("state", state.into())]);
    metadata.maybe("cveId", advisory.cve());
    if let Some(organization) = &advisory.publisher.cve {
        metadata
            .put("assignerOrgId", organization.id.as_str())
            .text("assignerShortName", &organization.short_name);
    }
    metadata
        .maybe("datePublished", advisory.published().map(|at| at.to_string()))
        .maybe("dateUpdated", advisory.modified().map(|at| at.to_string()));
    if rejected {
        metadata.maybe("dateRejected", advisory.modified().map(|at| at.to_string()));
    }
    json!({
        "dataType": "CVE_RECORD",
        "dataVersion": DATA_VERSION,
        "cveMetadata": metadata.value(),
        "containers": { "cna": container(advisory, place) },
    })
}

/// The CNA's container: published, or rejected for a withdrawn advisory.
#[must_use]
pub fn container(advisory: &Advisory, place: &Place) -> Value {
    let mut provider = Object::default();
    if let Some(organization) = &advisory.publisher.cve {
        provider
            .put("orgId", organization.id.as_str())
            .text("shortName", &organization.short_name)
            .maybe("dateUpdated", advisory.modified().map(|at| at.to_string()));
    }
    let mut object = Object::of([("providerMetadata", provider.value())]);
    if advisory.status == Status::Withdrawn {
        let why = advisory.revisions.last().map_or("", |revision| revision.summary.trim());
        let why = if why.is_empty() { "The record was withdrawn by its CNA." } else { why };
        object.put("rejectedReasons", vec![json!({ "lang": "en", "value": why })]);
        return object.value();
    }
    let lang = advisory.language.as_str();
    let says = |text: &str| json!({ "lang": lang, "value": text.trim() });
    object
        .text("title", &advisory.title)
        .list("descriptions", descriptions(advisory))
        .list(
            "affected",
            advisory.affected.iter().map(|product| affected(advisory, product)).collect(),
        )
        .list("references", references(advisory, place))
        .list("metrics", metrics(advisory))
        .list("problemTypes", problem_types(advisory));
    let of = |kinds: &[RemediationKind]| {
        let texts = advisory.remediations.iter().filter(|r| kinds.contains(&r.kind));
        let mut texts: Vec<Value> = texts.map(|r| says(&r.text)).collect();
        texts.dedup();
        texts
    };
    object.list("workarounds", of(&[RemediationKind::Workaround, RemediationKind::Mitigation]));
    let mut solutions = of(&[
        RemediationKind::VendorFix,
        RemediationKind::NoFixPlanned,
        RemediationKind::NoneAvailable,
    ]);
    if solutions.is_empty() {
        for product in advisory.affected.iter().filter(|p| p.standing == Standing::Affected) {
            let sentence = json!({ "lang": "en", "value": update_sentence(product) });
            if !product.fixed_versions().is_empty() && !solutions.contains(&sentence) {
                solutions.push(sentence);
            }
        }
    }
    object.list("solutions", solutions);
    let timeline = advisory
        .timeline
        .iter()
        .map(|moment| json!({ "lang": lang, "time": moment.at.to_string(), "value": moment.what.trim() }))
        .collect();
    let mut credits: Vec<Value> = Vec::new();
    for credit in advisory.named() {
        let credit =
            json!({ "lang": "en", "type": credit.role.in_words(), "value": credit.line() });
        if !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    object.list("timeline", timeline).list("credits", credits);
    let public = advisory.made_public.or_else(|| advisory.published());
    object.maybe("datePublic", public.map(|at| at.to_string()));
    if !advisory.id.is_empty() {
        object.put("source", json!({ "advisory": advisory.id.as_str() }));
    }
    object.put("x_generator", json!({ "engine": format!("{GENERATOR} {GENERATOR_VERSION}") }));
    object.value()
}

/// The texts: each language once, each within the length that the schema allows.
fn descriptions(advisory: &Advisory) -> Vec<Value> {
    let fits = |text: &str| text.chars().count() <= LONGEST_DESCRIPTION;
    let whole = advisory.description();
    let own = if fits(&whole) { whole } else { advisory.summary.trim().to_owned() };
    let mut all = vec![json!({ "lang": advisory.language, "value": own })];
    for translation in &advisory.translations {
        let text = translation.summary.trim();
        if !text.is_empty() && fits(text) {
            all.push(json!({ "lang": translation.language, "value": text }));
        }
    }
    all
}

fn affected(advisory: &Advisory, affected: &AffectedProduct) -> Value {
    let product = &affected.product;
    let own = product.vendor.trim();
    let vendor = if own.is_empty() { advisory.publisher.name.trim() } else { own };
    let mut object = Object::default();
    object.text("vendor", vendor).text("product", product.display_name());
    let package = product.package.as_ref();
    let collection = package.and_then(|package| ecosystem::find(&package.ecosystem)?.collection);
    if let (Some(package), Some(collection)) = (package, collection) {
        object.put("collectionURL", collection).put("packageName", package.name.as_str());
    }
    object.maybe(
        "repo",
        product
            .repository
            .clone()
            .or_else(|| affected.ranges.iter().find_map(|range| range.repository.clone())),
    );
    object.list("cpes", product.cpe.iter().map(|cpe| cpe.as_str().into()).collect());
    let functions = affected.functions.iter().map(|name| json!({ "name": name })).collect();
    object.list("programRoutines", functions);
    let (word, other) = match affected.standing {
        Standing::Affected => ("affected", "unaffected"),
        Standing::NotAffected { .. } => ("unaffected", "unknown"),
        Standing::UnderInvestigation => ("unknown", "unknown"),
    };
    let mut versions: Vec<Value> = Vec::new();
    for range in &affected.ranges {
        let kind = match range.order {
            Order::Semver => "semver",
            Order::Git => "git",
            Order::Ecosystem => version_type(affected),
        };
        versions.extend(range.intervals().iter().map(|interval| version(interval, word, kind)));
    }
    for version in &affected.versions {
        versions.push(json!({ "version": version, "status": word }));
    }
    for version in &affected.fixed {
        versions.push(json!({ "version": version, "status": "unaffected" }));
    }
    let default = match (affected.is_about_every_version(), affected.fixed.is_empty()) {
        (true, true) => word,
        // A fixed version alone does not say what came before it.
        (true, false) => "unknown",
        (false, _) => other,
    };
    let mut unique: Vec<Value> = Vec::new();
    for version in versions {
        if !unique.contains(&version) {
            unique.push(version);
        }
    }
    object.put("defaultStatus", default).list("versions", unique);
    object.value()
}

/// The order of versions of a package: its purl type where the CVE programme uses that word.
fn version_type(affected: &AffectedProduct) -> &'static str {
    let package = affected.product.package.as_ref();
    let purl = package.and_then(|package| ecosystem::find(&package.ecosystem)?.purl);
    match purl.map(|purl| purl.split('/').next().unwrap_or(purl)) {
        Some("pypi") => "python",
        Some("maven") => "maven",
        Some("rpm") => "rpm",
        Some("npm" | "cargo" | "golang") => "semver",
        _ => "custom",
    }
}

fn version(interval: &Interval<'_>, status: &str, kind: &str) -> Value {
    let mut object = Object::of([
        ("version", interval.from.unwrap_or("0").into()),
        ("status", status.into()),
        ("versionType", kind.into()),
    ]);
    match interval.to {
        UpTo::Open => object.put("lessThan", "*"),
        UpTo::Before(version) | UpTo::Limit(version) => object.put("lessThan", version),
        UpTo::Through(version) => object.put("lessThanOrEqual", version),
    };
    object.value()
}

fn references(advisory: &Advisory, place: &Place) -> Vec<Value> {
    let mut all = vec![json!({ "url": place.page, "tags": ["vendor-advisory"] })];
    for reference in advisory.references.iter().filter(|r| r.url != place.page) {
        let mut object = Object::of([("url", reference.url.as_str().into())]);
        object.text("name", &reference.title);
        let tag = match reference.kind {
            ReferenceKind::Advisory => Some("third-party-advisory"),
            ReferenceKind::Fix => Some("patch"),
            ReferenceKind::Report => Some("issue-tracking"),
            ReferenceKind::Discussion => Some("mailing-list"),
            ReferenceKind::Article => Some("technical-description"),
            ReferenceKind::Evidence => Some("exploit"),
            ReferenceKind::Package => Some("product"),
            ReferenceKind::Detection => Some("x_detection"),
            ReferenceKind::Introduced => Some("x_introduced"),
            ReferenceKind::Git => Some("x_git"),
            ReferenceKind::Web => None,
        };
        object.list("tags", tag.into_iter().map(Value::from).collect());
        let value = object.value();
        if !all.contains(&value) {
            all.push(value);
        }
    }
    all
}

fn metrics(advisory: &Advisory) -> Vec<Value> {
    let mut all: Vec<Value> = advisory
        .severity
        .vectors
        .iter()
        .map(|vector| {
            let key = match vector.version() {
                Version::V2 => "cvssV2_0",
                Version::V30 => "cvssV3_0",
                Version::V31 => "cvssV3_1",
                Version::V4 => "cvssV4_0",
            };
            let mut object = Object::of([
                ("format", "CVSS".into()),
                ("scenarios", json!([{ "lang": "en", "value": "GENERAL" }])),
            ]);
            object.put(key, vector.to_json());
            object.value()
        })
        .collect();
    let about = advisory.cve().unwrap_or(advisory.id.as_str());
    for selection in &advisory.severity.ssvc {
        if let Ok(content) = selection.to_json(about) {
            all.push(json!({ "other": { "type": "ssvc", "content": content } }));
        }
    }
    if let Some(level) = advisory.severity.level {
        all.push(json!({ "other": { "type": "severity", "content": { "text": level.as_str() } } }));
    }
    all
}

fn problem_types(advisory: &Advisory) -> Vec<Value> {
    advisory
        .weaknesses
        .iter()
        .map(|id| {
            let words =
                id.weakness().map_or_else(|| id.to_string(), |w| format!("{id} {}", w.name));
            json!({ "descriptions": [{
                "lang": "en", "type": "CWE", "cweId": id.to_string(), "description": words,
            }]})
        })
        .collect()
}

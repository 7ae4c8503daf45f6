//! CVE records 5.x in: the container of the CNA. What others added (ADP) is not taken over.

use serde_json::Value;

use super::osv::withdraw;
use super::part::{Left, Part};
use super::{ImportError, MAX_PRODUCTS, revisions, split};
use crate::cvss::Vector;
use crate::ecosystem;
use crate::model::{
    Advisory, AffectedProduct, Consent, Credit, CreditRole, CveOrganization, Event, Moment, Name,
    Order, Package, Product, Range, Reference, ReferenceKind, Remediation, RemediationKind,
    Standing, Translation,
};

pub(super) fn records(value: Value, left: &mut Left) -> Result<Vec<Advisory>, ImportError> {
    let mut root = Part::root(value);
    root.known(&["dataType", "dataVersion"]);
    let mut advisory = Advisory { status: crate::model::Status::Final, ..Advisory::default() };
    let mut rejected = None;
    if let Some(mut metadata) = root.part("cveMetadata", left) {
        advisory.id = metadata.parsed("cveId", left).unwrap_or_default();
        let published = metadata.time("datePublished", left);
        let updated = metadata.time("dateUpdated", left);
        advisory.revisions = revisions(published, updated);
        let state = metadata.text("state", left).unwrap_or_default();
        let at = metadata.time("dateRejected", left).or(updated);
        rejected = at.filter(|_| state == "REJECTED");
        let organization = CveOrganization {
            id: metadata.text("assignerOrgId", left).unwrap_or_default(),
            short_name: metadata.text("assignerShortName", left).unwrap_or_default(),
        };
        advisory.publisher.name.clone_from(&organization.short_name);
        advisory.publisher.cve = Some(organization);
        metadata.known(&["dateReserved", "serial", "requesterUserId"]);
        metadata.finish(left);
    }
    if let Some(at) = rejected {
        withdraw(&mut advisory, at);
    }
    if let Some(mut containers) = root.part("containers", left) {
        if let Some(cna) = containers.part("cna", left) {
            container(&mut advisory, cna, left)?;
        }
        if containers.take("adp").is_some() {
            containers.leave("adp", "what others than the CNA added is not taken over", left);
        }
        containers.finish(left);
    }
    root.finish(left);
    Ok(vec![advisory])
}

fn container(advisory: &mut Advisory, mut cna: Part, left: &mut Left) -> Result<(), ImportError> {
    cna.known(&["providerMetadata", "x_generator", "dateAssigned"]);
    advisory.title = cna.text("title", left).unwrap_or_default();
    advisory.made_public = cna
        .time("datePublic", left)
        .filter(|public| advisory.published().is_none_or(|published| *public != published));
    descriptions(advisory, &mut cna, left);
    let products = cna.parts("affected", left);
    if products.len() > MAX_PRODUCTS {
        return Err(ImportError::TooManyProducts(products.len()));
    }
    for product in products {
        let affected = affected(product, left);
        advisory.affected.push(affected);
    }
    for item in cna.parts("references", left) {
        advisory.references.push(reference(item, left));
    }
    metrics(advisory, &mut cna, left);
    for mut problem in cna.parts("problemTypes", left) {
        for mut description in problem.parts("descriptions", left) {
            match description.parsed("cweId", left) {
                Some(id) if !advisory.weaknesses.contains(&id) => advisory.weaknesses.push(id),
                Some(_) => {}
                None => description.leave("", "a weakness without a number is not kept", left),
            }
            description.known(&["type", "description", "lang"]);
            description.finish(left);
        }
        problem.finish(left);
    }
    for (key, kind) in
        [("workarounds", RemediationKind::Workaround), ("solutions", RemediationKind::VendorFix)]
    {
        for mut item in cna.parts(key, left) {
            let text = item.text("value", left).unwrap_or_default();
            advisory.remediations.push(Remediation { kind, text, url: None, at: None });
            item.known(&["lang", "supportingMedia"]);
            item.finish(left);
        }
    }
    for mut item in cna.parts("timeline", left) {
        let (at, what) = (item.time("time", left), item.text("value", left));
        if let (Some(at), Some(what)) = (at, what) {
            advisory.timeline.push(Moment { at, what });
        }
        item.known(&["lang"]);
        item.finish(left);
    }
    for mut item in cna.parts("credits", left) {
        let role = item.text("type", left).unwrap_or_else(|| "finder".to_owned());
        advisory.credits.push(Credit {
            name: Name::Name(item.text("value", left).unwrap_or_default()),
            role: role.replace(' ', "_").parse().unwrap_or(CreditRole::Other),
            consent: Consent::PublicAlready,
            ..Credit::default()
        });
        item.known(&["lang", "user"]);
        item.finish(left);
    }
    let mut reasons = cna.parts("rejectedReasons", left).into_iter();
    if let Some(mut reason) = reasons.next()
        && let (Some(text), Some(last)) =
            (reason.text("value", left), advisory.revisions.last_mut())
    {
        last.summary = text;
    }
    if let Some(mut source) = cna.part("source", left) {
        if let Some(id) = source.parsed::<crate::model::Identifier>("advisory", left)
            && id.as_str() != advisory.id.as_str()
        {
            advisory.aliases.push(id);
        }
        source.known(&["discovery"]);
        source.finish(left);
    }
    cna.finish(left);
    Ok(())
}

fn descriptions(advisory: &mut Advisory, cna: &mut Part, left: &mut Left) {
    let mut texts: Vec<(String, String)> = Vec::new();
    for mut item in cna.parts("descriptions", left) {
        let lang = item.text("lang", left).unwrap_or_else(|| "en".to_owned());
        texts.push((lang, item.text("value", left).unwrap_or_default()));
        // The same text in HTML.
        item.known(&["supportingMedia"]);
        item.finish(left);
    }
    let english = |lang: &str| lang == "en" || lang.starts_with("en-") || lang.starts_with("en_");
    let main = texts.iter().position(|(lang, _)| english(lang)).unwrap_or(0);
    for (place, (language, text)) in texts.into_iter().enumerate() {
        if place == main {
            advisory.language = if english(&language) { "en".to_owned() } else { language };
            (advisory.summary, advisory.details) = split(&text);
        } else {
            let summary = text;
            advisory.translations.push(Translation { language, summary, ..Translation::default() });
        }
    }
}

fn reference(mut item: Part, left: &mut Left) -> Reference {
    let url = item.text("url", left).unwrap_or_default();
    let title = item.text("name", left).filter(|name| *name != url).unwrap_or_default();
    let mut kind = ReferenceKind::Web;
    for tag in item.texts("tags", left) {
        kind = match tag.as_str() {
            "vendor-advisory" | "third-party-advisory" => ReferenceKind::Advisory,
            "patch" => ReferenceKind::Fix,
            "issue-tracking" => ReferenceKind::Report,
            "mailing-list" => ReferenceKind::Discussion,
            "technical-description" => ReferenceKind::Article,
            "exploit" => ReferenceKind::Evidence,
            "product" => ReferenceKind::Package,
            "x_detection" => ReferenceKind::Detection,
            "x_introduced" => ReferenceKind::Introduced,
            "x_git" => ReferenceKind::Git,
            _ => kind,
        };
    }
    item.finish(left);
    Reference { kind, url, title }
}

fn metrics(advisory: &mut Advisory, cna: &mut Part, left: &mut Left) {
    for mut item in cna.parts("metrics", left) {
        for key in ["cvssV2_0", "cvssV3_0", "cvssV3_1", "cvssV4_0"] {
            let Some(mut cvss) = item.part(key, left) else { continue };
            let vectors = &mut advisory.severity.vectors;
            match cvss.parsed::<Vector>("vectorString", left) {
                Some(vector) if vectors.iter().any(|v| v.version() == vector.version()) => {
                    cvss.leave("", "a second vector of the same version is not kept", left);
                }
                Some(vector) => vectors.push(vector),
                None => {}
            }
        }
        if let Some(mut other) = item.part("other", left) {
            let kind = other.text("type", left).unwrap_or_default();
            let mut content = other.part("content", left);
            let word = content.as_mut().and_then(|content| content.text("text", left));
            match word.and_then(|word| word.to_lowercase().parse().ok()) {
                Some(level) => advisory.severity.level = Some(level),
                None => other.leave("", format!("a metric of the type “{kind}” is not kept"), left),
            }
        }
        item.known(&["format", "scenarios"]);
        item.finish(left);
    }
}

fn affected(mut item: Part, left: &mut Left) -> AffectedProduct {
    let mut product = Product {
        vendor: item.text("vendor", left).unwrap_or_default(),
        name: item.text("product", left).unwrap_or_default(),
        repository: item.text("repo", left),
        ..Product::default()
    };
    let collection = item.text("collectionURL", left);
    let name = item.text("packageName", left);
    match (collection.as_deref().and_then(ecosystem::of_collection), name) {
        (Some(ecosystem), Some(name)) => {
            product.package = Some(Package { ecosystem: ecosystem.name.to_owned(), name });
        }
        (None, Some(name)) if product.name.is_empty() => {
            item.leave("collectionURL", "the collection of packages is not known", left);
            product.name = name;
        }
        _ => {}
    }
    product.purl = item.text("packageURL", left);
    let mut cpes = item.texts("cpes", left).into_iter();
    product.cpe = cpes.next();
    if cpes.next().is_some() {
        item.leave("cpes", "only the first name is kept", left);
    }
    let mut functions = Vec::new();
    for mut routine in item.parts("programRoutines", left) {
        functions.extend(routine.text("name", left));
        routine.finish(left);
    }
    let default = item.text("defaultStatus", left).unwrap_or_else(|| "unknown".to_owned());
    let versions = item.parts("versions", left);
    let says = |status: &str| match status {
        "affected" => Standing::Affected,
        "unaffected" => Standing::NotAffected { justification: None, statement: String::new() },
        _ => Standing::UnderInvestigation,
    };
    // The product's standing is that of its versions, affected ones before all; of its default without any.
    let statuses: Vec<String> = versions.iter().filter_map(|v| v.peek_text("status")).collect();
    let standing = ["affected", "unknown", "unaffected"]
        .into_iter()
        .find(|status| statuses.iter().any(|known| known == status))
        .map_or_else(|| says(&default), says);
    let mut affected =
        AffectedProduct { product, standing, functions, ..AffectedProduct::default() };
    for version in versions {
        read_version(version, &mut affected, &says, left);
    }
    item.finish(left);
    affected
}

fn read_version(
    mut item: Part,
    affected: &mut AffectedProduct,
    says: &impl Fn(&str) -> Standing,
    left: &mut Left,
) {
    let status = item.text("status", left).unwrap_or_default();
    let version = item.text("version", left).unwrap_or_default();
    let kind = item.text("versionType", left).unwrap_or_default();
    let before = item.text("lessThan", left);
    let through = item.text("lessThanOrEqual", left);
    let changes = item.parts("changes", left);
    let same = says(&status) == affected.standing;
    let is_range = before.is_some() || through.is_some() || !changes.is_empty();
    if !same {
        if status == "unaffected" && !is_range && affected.standing == Standing::Affected {
            affected.fixed.push(version);
        } else {
            item.leave("", "what is said of other versions of the product is not kept", left);
        }
        return;
    }
    if !is_range {
        if version == "*" || version.eq_ignore_ascii_case("n/a") {
            item.leave("version", "it names no version", left);
        } else {
            affected.versions.push(version);
        }
        return;
    }
    let from =
        if ["unspecified", "n/a", "*", ""].contains(&version.as_str()) { "0" } else { &version };
    let order = match kind.as_str() {
        "semver" => Order::Semver,
        "git" => Order::Git,
        _ => Order::Ecosystem,
    };
    let mut events = vec![Event::Introduced(from.to_owned())];
    for mut change in changes {
        if let (Some(at), Some(status)) = (change.text("at", left), change.text("status", left)) {
            events.push(if status == "affected" {
                Event::Introduced(at)
            } else {
                Event::Fixed(at)
            });
        }
        change.finish(left);
    }
    if events.len() == 1 {
        events.extend(before.filter(|end| end != "*").map(Event::Fixed));
        events.extend(through.filter(|end| end != "*").map(Event::LastAffected));
    }
    let repository = affected.product.repository.clone().filter(|_| order == Order::Git);
    affected.ranges.push(Range { order, repository, events });
    item.finish(left);
}

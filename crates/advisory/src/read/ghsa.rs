//! GitHub advisories in: the REST API's (repository and global), and GraphQL's, which differ in how names
//! are written and lists are wrapped.

use serde_json::Value;

use super::osv::withdraw;
use super::part::{Left, Part};
use super::{ImportError, MAX_PRODUCTS, revisions, split};
use crate::cvss::Vector;
use crate::ecosystem;
use crate::model::{
    Advisory, AffectedProduct, Consent, Credit, CreditRole, Event, Identifier, Name, Order,
    Package, Product, Range, Reference, ReferenceKind, Status,
};

/// A member under either of its names.
fn either<T>(
    root: &mut Part,
    names: [&str; 2],
    mut get: impl FnMut(&mut Part, &str) -> Option<T>,
) -> Option<T> {
    let first = get(root, names[0]);
    let second = get(root, names[1]);
    first.or(second)
}

/// A list, or the `nodes` of a GraphQL connection.
fn nodes(root: &mut Part, key: &str, left: &mut Left) -> Vec<Part> {
    if root.peek_is_object(key) {
        root.part(key, left).map(|mut part| part.parts("nodes", left)).unwrap_or_default()
    } else {
        root.parts(key, left)
    }
}

pub(super) fn records(value: Value, left: &mut Left) -> Result<Vec<Advisory>, ImportError> {
    let mut root = Part::root(value);
    let mut advisory = Advisory::default();
    let id: Option<crate::model::PublicId> =
        either(&mut root, ["ghsa_id", "ghsaId"], |root, key| root.parsed(key, left));
    advisory.id = id.unwrap_or_default();
    advisory.title = root.text("summary", left).unwrap_or_default();
    let text = root.text("description", left).unwrap_or_default();
    (advisory.summary, advisory.details) = split(&text);
    let published =
        either(&mut root, ["published_at", "publishedAt"], |root, key| root.time(key, left));
    let updated = either(&mut root, ["updated_at", "updatedAt"], |root, key| root.time(key, left));
    advisory.revisions = revisions(published, updated);
    advisory.status = if published.is_some() { Status::Final } else { Status::Draft };
    let withdrawn =
        either(&mut root, ["withdrawn_at", "withdrawnAt"], |root, key| root.time(key, left));
    if let Some(at) = withdrawn {
        withdraw(&mut advisory, at);
    }
    aliases(&mut advisory, &mut root, left);
    severity(&mut advisory, &mut root, left);
    for mut item in nodes(&mut root, "cwes", left) {
        let id: Option<crate::cwe::CweId> =
            either(&mut item, ["cwe_id", "cweId"], |item, key| item.parsed(key, left));
        advisory.weaknesses.extend(id);
    }
    for id in root.parsed_list("cwe_ids", left) {
        if !advisory.weaknesses.contains(&id) {
            advisory.weaknesses.push(id);
        }
    }
    references(&mut advisory, &mut root, left);
    credits(&mut advisory, &mut root, left);
    let vulnerabilities = nodes(&mut root, "vulnerabilities", left);
    if vulnerabilities.len() > MAX_PRODUCTS {
        return Err(ImportError::TooManyProducts(vulnerabilities.len()));
    }
    advisory.affected = vulnerabilities.into_iter().map(|item| affected(item, left)).collect();
    // Addresses of the record itself and what only GitHub does with it.
    root.known(&[
        "url",
        "html_url",
        "permalink",
        "repository_advisory_url",
        "source_code_location",
        "type",
        "state",
        "created_at",
        "closed_at",
        "github_reviewed_at",
        "nvd_published_at",
        "author",
        "publisher",
        "submission",
        "collaborating_users",
        "collaborating_teams",
        "private_fork",
        "credits_detailed",
        "epss",
    ]);
    root.finish(left);
    Ok(vec![advisory])
}

fn aliases(advisory: &mut Advisory, root: &mut Part, left: &mut Left) {
    let mut add = |text: Option<String>| {
        let id: Option<Identifier> = text.and_then(|text| text.parse().ok());
        if let Some(id) = id.filter(|id| id.as_str() != advisory.id.as_str())
            && !advisory.aliases.contains(&id)
        {
            advisory.aliases.push(id);
        }
    };
    add(root.text("cve_id", left));
    for mut item in root.parts("identifiers", left) {
        add(item.text("value", left));
        item.known(&["type"]);
        item.finish(left);
    }
}

fn severity(advisory: &mut Advisory, root: &mut Part, left: &mut Left) {
    let word = root.text("severity", left).unwrap_or_default();
    let word = word.to_lowercase().replace("moderate", "medium");
    advisory.severity.level = word.parse().ok();
    let mut vectors: Vec<Vector> = Vec::new();
    let mut objects: Vec<Part> = root.part("cvss", left).into_iter().collect();
    for key in ["cvss_severities", "cvssSeverities"] {
        if let Some(mut all) = root.part(key, left) {
            for key in ["cvss_v3", "cvss_v4", "cvssV3", "cvssV4"] {
                objects.extend(all.part(key, left));
            }
        }
    }
    for mut object in objects {
        let vector: Option<Vector> =
            either(&mut object, ["vector_string", "vectorString"], |object, key| {
                object.parsed(key, left)
            });
        vectors.extend(vector.filter(|new| !vectors.iter().any(|v| v.version() == new.version())));
    }
    if let Some(vector) = root.parsed::<Vector>("cvss_vector_string", left) {
        vectors.push(vector);
    }
    // GitHub's word follows from the vector; said again it would stand against a later one.
    let newest = vectors.iter().max_by_key(|vector| vector.version());
    if newest.map(Vector::level) == advisory.severity.level {
        advisory.severity.level = None;
    }
    advisory.severity.vectors = vectors;
}

fn references(advisory: &mut Advisory, root: &mut Part, left: &mut Left) {
    let urls = if root.peek_is_texts("references") {
        root.texts("references", left)
    } else {
        let mut items = root.parts("references", left);
        items.iter_mut().filter_map(|item| item.text("url", left)).collect()
    };
    for url in urls {
        advisory.references.push(Reference { kind: ReferenceKind::Web, url, title: String::new() });
    }
}

fn credits(advisory: &mut Advisory, root: &mut Part, left: &mut Left) {
    for mut item in nodes(root, "credits", left) {
        let login = item
            .text("login", left)
            .or_else(|| item.part("user", left).and_then(|mut user| user.text("login", left)));
        let role = item.text("type", left).unwrap_or_default().to_lowercase();
        let Some(login) = login else {
            item.leave("", "a credit without an account is not kept", left);
            continue;
        };
        advisory.credits.push(Credit {
            name: Name::Pseudonym(login.clone()),
            role: role.parse().unwrap_or(CreditRole::Other),
            github: Some(login),
            consent: Consent::PublicAlready,
            ..Credit::default()
        });
    }
}

fn affected(mut item: Part, left: &mut Left) -> AffectedProduct {
    let mut product = Product::default();
    if let Some(mut package) = item.part("package", left) {
        let ecosystem = package.text("ecosystem", left).unwrap_or_default();
        let name = package.text("name", left).unwrap_or_default();
        match ecosystem::of_github(&ecosystem) {
            Some(ecosystem) => {
                product.package = Some(Package { ecosystem: ecosystem.name.to_owned(), name });
            }
            None => {
                if ecosystem != "other" {
                    package.leave("ecosystem", "this ecosystem is not known", left);
                }
                product.name = name;
            }
        }
        package.finish(left);
    }
    let mut affected = AffectedProduct { product, ..AffectedProduct::default() };
    let range =
        either(&mut item, ["vulnerable_version_range", "vulnerableVersionRange"], |item, key| {
            item.text(key, left)
        });
    let mut patched: Vec<String> = Vec::new();
    if let Some(text) = item.text("patched_versions", left) {
        patched.extend(text.split(',').map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()));
    }
    if item.peek_is_object("first_patched_version") || item.peek_is_object("firstPatchedVersion") {
        let object =
            either(&mut item, ["first_patched_version", "firstPatchedVersion"], |item, key| {
                item.part(key, left)
            });
        patched.extend(object.and_then(|mut object| object.text("identifier", left)));
    } else {
        patched.extend(item.text("first_patched_version", left));
        patched.extend(item.text("firstPatchedVersion", left));
    }
    for stretch in range.unwrap_or_default().split("||") {
        if let Err(why) = read_range(stretch.trim(), &mut affected, &mut patched) {
            item.leave("vulnerable_version_range", why, left);
        }
    }
    affected.fixed = patched;
    affected.functions =
        either(&mut item, ["vulnerable_functions", "vulnerableFunctions"], |item, key| {
            Some(item.texts(key, left)).filter(|functions| !functions.is_empty())
        })
        .unwrap_or_default();
    item.finish(left);
    affected
}

/// Reads one stretch: `>= 1.0, < 1.2`, `= 1.0`, `< 2`. A patched version that is no end of a stretch stays in
/// the list.
fn read_range(
    text: &str,
    affected: &mut AffectedProduct,
    patched: &mut Vec<String>,
) -> Result<(), String> {
    if text.is_empty() {
        return Ok(());
    }
    let (mut from, mut end, mut exact) = (None, None, None);
    for constraint in text.split(',').map(str::trim) {
        let (sign, version) = constraint
            .split_once(' ')
            .map(|(sign, version)| (sign, version.trim()))
            .ok_or_else(|| format!("“{constraint}” is no constraint like >= 1.0"))?;
        match sign {
            ">=" => from = Some(version.to_owned()),
            "<" => end = Some(Event::Fixed(version.to_owned())),
            "<=" => end = Some(Event::LastAffected(version.to_owned())),
            "=" => exact = Some(version.to_owned()),
            _ => {
                return Err(format!(
                    "“{sign}” has no counterpart: ranges begin at an affected version"
                ));
            }
        }
    }
    if let Some(version) = exact {
        affected.versions.push(version);
        return Ok(());
    }
    // `<= 1.2` with a patched version: the fix is known, so the end is.
    if matches!(end, Some(Event::LastAffected(_))) && patched.len() == 1 {
        end = patched.pop().map(Event::Fixed);
    }
    if let Some(Event::Fixed(version)) = &end {
        patched.retain(|known| known != version);
    }
    affected.ranges.push(Range::of(Order::Ecosystem, from.as_deref().unwrap_or("0"), end));
    Ok(())
}

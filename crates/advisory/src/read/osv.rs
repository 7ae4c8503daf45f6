//! OSV 1.x in.

use serde_json::Value;

use super::part::{Left, Part};
use super::{ImportError, MAX_PRODUCTS, revisions, split};
use crate::cvss::Vector;
use crate::model::{
    Advisory, AffectedProduct, Consent, Credit, CreditRole, Event, Level, Name, Order, Package,
    Product, Range, Reference, ReferenceKind, Revision, Status,
};
use crate::purl::Purl;

pub(super) fn records(value: Value, left: &mut Left) -> Result<Vec<Advisory>, ImportError> {
    let mut root = Part::root(value);
    root.known(&["schema_version"]);
    let mut advisory = Advisory {
        id: root.parsed("id", left).unwrap_or_default(),
        title: root.text("summary", left).unwrap_or_default().trim().to_owned(),
        ..Advisory::default()
    };
    let text = root.text("details", left).unwrap_or_default();
    (advisory.summary, advisory.details) = split(&text);
    advisory.aliases = root.parsed_list("aliases", left);
    advisory.related = root.parsed_list("related", left);
    advisory.upstream = root.parsed_list("upstream", left);
    let (published, modified) = (root.time("published", left), root.time("modified", left));
    advisory.revisions = revisions(published, modified);
    advisory.status = Status::Final;
    if let Some(at) = root.time("withdrawn", left) {
        withdraw(&mut advisory, at);
    }
    advisory.severity.vectors = severity(&mut root, &mut advisory.severity.level, left);
    let products = root.parts("affected", left);
    if products.len() > MAX_PRODUCTS {
        return Err(ImportError::TooManyProducts(products.len()));
    }
    let mut of_products: Vec<Vec<Vector>> = Vec::new();
    for mut product in products {
        let mut level = None;
        of_products.push(severity(&mut product, &mut level, left));
        advisory.severity.level = advisory.severity.level.or(level);
        advisory.affected.push(affected(product, left));
    }
    // One record has one severity: that of its products, when they agree.
    if advisory.severity.vectors.is_empty()
        && let Some(first) = of_products.first()
    {
        advisory.severity.vectors.clone_from(first);
    }
    if of_products.iter().any(|of| !of.is_empty() && *of != advisory.severity.vectors) {
        root.leave("affected", "products with severities of their own: the record has one", left);
    }
    for mut item in root.parts("references", left) {
        let kind = item.parsed("type", left).unwrap_or(ReferenceKind::Web);
        if let Some(url) = item.text("url", left) {
            advisory.references.push(Reference { kind, url, title: String::new() });
        }
        item.finish(left);
    }
    for mut item in root.parts("credits", left) {
        let role = item.text("type", left).unwrap_or_else(|| "OTHER".to_owned());
        let role = role.to_lowercase().parse().unwrap_or(CreditRole::Other);
        advisory.credits.push(Credit {
            name: Name::Name(item.text("name", left).unwrap_or_default()),
            role,
            contacts: item.texts("contact", left),
            consent: Consent::PublicAlready,
            ..Credit::default()
        });
        item.finish(left);
    }
    if let Some(mut specific) = root.part("database_specific", left) {
        advisory.weaknesses = specific.parsed_list("cwe_ids", left);
        if advisory.severity.level.is_none()
            && let Some(word) = specific.text("severity", left)
        {
            // GitHub's word MODERATE is CVSS's medium.
            let word = word.to_lowercase().replace("moderate", "medium");
            advisory.severity.level = word.parse().ok();
        }
        specific.known(&["edition", "tlp"]);
        specific.finish(left);
    }
    root.finish(left);
    Ok(vec![advisory])
}

/// Marks a record as withdrawn at a moment, which becomes its last edition.
pub(super) fn withdraw(advisory: &mut Advisory, at: clock::Instant) {
    advisory.status = Status::Withdrawn;
    let number = advisory.edition();
    match advisory.revisions.last_mut() {
        // The time of the last change is no earlier than the withdrawal; it is the withdrawal.
        Some(last) if last.at >= at || number > 1 => {
            last.at = at.max(last.at);
            last.summary = "Withdrawn.".to_owned();
        }
        _ => advisory.revisions.push(Revision {
            number: number + 1,
            at,
            summary: "Withdrawn.".to_owned(),
        }),
    }
}

fn severity(root: &mut Part, level: &mut Option<Level>, left: &mut Left) -> Vec<Vector> {
    let mut vectors: Vec<Vector> = Vec::new();
    for mut item in root.parts("severity", left) {
        let kind = item.text("type", left).unwrap_or_default();
        if kind == "Ubuntu" {
            let word = item.text("score", left).unwrap_or_default();
            *level = if word == "negligible" { Some(Level::Low) } else { word.parse().ok() };
        } else if let Some(vector) = item.parsed::<Vector>("score", left) {
            if vectors.iter().any(|known| known.version() == vector.version()) {
                item.leave("", "a second vector of the same version is not kept", left);
            } else {
                vectors.push(vector);
            }
        }
        item.finish(left);
    }
    vectors
}

fn affected(mut item: Part, left: &mut Left) -> AffectedProduct {
    let mut product = Product::default();
    if let Some(mut package) = item.part("package", left) {
        let named = Package {
            ecosystem: package.text("ecosystem", left).unwrap_or_default(),
            name: package.text("name", left).unwrap_or_default(),
        };
        if let Some(purl) = package.text("purl", left) {
            product.purl = own_purl(&purl, Purl::of_package(&named).as_ref());
        }
        package.finish(left);
        product.package = Some(named);
    }
    let mut ranges = Vec::new();
    for mut range in item.parts("ranges", left) {
        let order = range.parsed("type", left).unwrap_or(Order::Ecosystem);
        let repository = range.text("repo", left);
        let mut events = Vec::new();
        for mut event in range.parts("events", left) {
            for (key, of) in [
                ("introduced", Event::Introduced as fn(String) -> Event),
                ("fixed", Event::Fixed),
                ("last_affected", Event::LastAffected),
                ("limit", Event::Limit),
            ] {
                if let Some(version) = event.text(key, left) {
                    events.push(of(version));
                }
            }
            event.finish(left);
        }
        if order != Order::Git && !alternates(&events) {
            // OSV allows events in any order; the record keeps them in that of their versions.
            events.sort_by(|a, b| by_numbers(a.version(), b.version()));
            if !alternates(&events) {
                range.leave(
                    "events",
                    "the order of these versions is not clear; check the range",
                    left,
                );
            }
        }
        range.finish(left);
        ranges.push(Range { order, repository, events });
    }
    let versions = item.texts("versions", left);
    let mut fixed = Vec::new();
    if let Some(mut specific) = item.part("database_specific", left) {
        product.name = specific.text("product", left).unwrap_or_default();
        product.vendor = specific.text("vendor", left).unwrap_or_default();
        product.cpe = specific.text("cpe", left);
        product.repository = specific.text("repository", left);
        fixed = specific.texts("fixed", left);
        specific.finish(left);
    }
    let mut functions = Vec::new();
    if let Some(mut specific) = item.part("ecosystem_specific", left) {
        functions = specific.texts("affected_functions", left);
        specific.finish(left);
    }
    item.finish(left);
    AffectedProduct { product, ranges, versions, fixed, functions, ..AffectedProduct::default() }
}

/// A purl of the source that says more than the one that the package has anyway.
fn own_purl(given: &str, made: Option<&Purl>) -> Option<String> {
    let plain = Purl::parse(given).map(|purl| Purl { version: None, ..purl });
    if plain.is_some() && plain.as_ref() == made { None } else { Some(given.to_owned()) }
}

/// Whether every end follows a beginning and no two beginnings stand together.
fn alternates(events: &[Event]) -> bool {
    let begins = |event: &Event| matches!(event, Event::Introduced(_));
    events.first().is_none_or(begins)
        && events.iter().zip(events.iter().skip(1)).all(|(a, b)| begins(a) != begins(b))
}

/// Orders versions by their numbers, as nearly every ecosystem does; a word such as `rc1` comes before the
/// release. Good enough to put the events of one range in order, not to judge whether a version is in it.
fn by_numbers(a: &str, b: &str) -> core::cmp::Ordering {
    use core::cmp::Ordering;
    let (a, b) = (pieces(a), pieces(b));
    for place in 0..a.len().max(b.len()) {
        let order = match (a.get(place), b.get(place)) {
            (Some(Ok(a)), Some(Ok(b))) => a.cmp(b),
            (Some(Err(a)), Some(Err(b))) => a.cmp(b),
            // A number or the end of the version stands above a word, and a further number above the end.
            (Some(Ok(_)), _) | (None, Some(Err(_))) => Ordering::Greater,
            (Some(Err(_)), _) | (None, Some(Ok(_))) => Ordering::Less,
            (None, None) => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// Runs of digits as numbers, runs of letters as words; signs between them part.
fn pieces(version: &str) -> Vec<Result<u128, String>> {
    let mut pieces = Vec::new();
    let mut word = String::new();
    let mut digits = false;
    let mut close = |word: &mut String| {
        if !word.is_empty() {
            let text = core::mem::take(word);
            pieces.push(text.parse::<u128>().map_err(|_| text));
        }
    };
    for c in version.trim_start_matches('v').chars() {
        if !c.is_alphanumeric() || c.is_ascii_digit() != digits {
            close(&mut word);
        }
        if c.is_alphanumeric() {
            digits = c.is_ascii_digit();
            word.push(c);
        }
    }
    close(&mut word);
    pieces
}

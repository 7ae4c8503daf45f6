//! Products as fields: what each is called, and which of its versions are affected and fixed.
//!
//! Versions are written as people write them: `>= 1.0, < 1.2.3` on a line is a range, `1.2` alone is one
//! version, `all` every one, and `commit >= …, < …` a range of commits.

use std::collections::BTreeMap;

use super::lines::{Into, filled};
use super::{Answer, Field, Group, PRODUCTS_SHOWN, field};
use crate::model::{
    Advisory, AffectedProduct, Event, Justification, Order, Package, Product, Range, Standing, UpTo,
};

const STANDINGS: [(&str, &str); 3] = [
    ("affected", "Affected"),
    ("not_affected", "Not affected"),
    ("under_investigation", "Not known yet"),
];

fn name_of(number: usize, part: &str) -> String {
    format!("product-{number}-{part}")
}

/// The fields of every product that is shown, and of one more.
pub(super) fn groups(record: &Advisory) -> Vec<Group> {
    let shown = record.affected.len().min(PRODUCTS_SHOWN);
    let empty = AffectedProduct::default();
    let one_more = (record.affected.len() < PRODUCTS_SHOWN).then_some(&empty);
    record
        .affected
        .iter()
        .take(shown)
        .chain(one_more)
        .zip(1..)
        .map(|(product, number)| Group {
            heading: if number > record.affected.len() {
                if number == 1 { "Product".to_owned() } else { "Another product".to_owned() }
            } else {
                format!("Product {number}: {}", product.product.display_name())
            },
            fields: fields(product, number),
        })
        .collect()
}

fn fields(affected: &AffectedProduct, number: usize) -> Vec<Field> {
    let product = &affected.product;
    let line = |part: &str, label: &str, help, value: &str| {
        field(&name_of(number, part), label, help, Answer::Line, value.to_owned())
    };
    let package = |part: fn(&Package) -> &str| product.package.as_ref().map_or("", part);
    let (standing, justification, statement) = match &affected.standing {
        Standing::Affected => ("affected", "", ""),
        Standing::NotAffected { justification, statement } => {
            ("not_affected", justification.map_or("", Justification::as_str), statement.as_str())
        }
        Standing::UnderInvestigation => ("under_investigation", "", ""),
    };
    let reason = format!("{justification} {statement}").trim().to_owned();
    vec![
        line("name", "Name", "As people know it. Empty: the name of the package.", &product.name),
        line(
            "ecosystem",
            "Ecosystem",
            "As OSV names it, such as PyPI, npm, crates.io or Maven. Empty when it is in none.",
            package(|p| &p.ecosystem),
        ),
        line("package", "Package", "", package(|p| &p.name)),
        field(
            &name_of(number, "affected"),
            "Versions",
            "One range or version on each line: >= 1.0, < 1.2.3 or 2.0.1. Empty: every version before the fixed one, or every version.",
            Answer::Lines,
            versions(affected),
        ),
        field(
            &name_of(number, "fixed"),
            "Versions with the fix",
            "One on each line.",
            Answer::Lines,
            fixed_beside(affected).join("\n"),
        ),
        field(
            &name_of(number, "standing"),
            "What is known about these versions",
            "",
            Answer::OneOf(STANDINGS.to_vec()),
            standing.to_owned(),
        ),
        line(
            "reason",
            "Why it is not affected",
            "One of component_not_present, vulnerable_code_not_present, vulnerable_code_not_in_execute_path, vulnerable_code_cannot_be_controlled_by_adversary, inline_mitigations_already_exist, and a sentence; either may be missing.",
            &reason,
        ),
        line(
            "repository",
            "Repository",
            "Needed for ranges of commits.",
            product.repository.as_deref().unwrap_or_default(),
        ),
        line(
            "cpe",
            "CPE",
            "Such as cpe:2.3:a:vendor:product:*:*:*:*:*:*:*:*.",
            product.cpe.as_deref().unwrap_or_default(),
        ),
        line(
            "purl",
            "Package URL",
            "Only when it cannot be had from the package.",
            product.purl.as_deref().unwrap_or_default(),
        ),
    ]
}

/// Versions with the fix that no range shows.
fn fixed_beside(affected: &AffectedProduct) -> Vec<&str> {
    affected.fixed.iter().map(String::as_str).collect()
}

fn versions(affected: &AffectedProduct) -> String {
    let mut lines: Vec<String> = Vec::new();
    for range in &affected.ranges {
        for interval in range.intervals() {
            let mut parts = Vec::new();
            if let Some(from) = interval.from {
                parts.push(format!(">= {from}"));
            }
            match interval.to {
                UpTo::Open => {}
                UpTo::Before(version) => parts.push(format!("< {version}")),
                UpTo::Through(version) => parts.push(format!("<= {version}")),
                UpTo::Limit(version) => parts.push(format!("until {version}")),
            }
            let words = if parts.is_empty() { "all".to_owned() } else { parts.join(", ") };
            lines.push(if range.order == Order::Git { format!("commit {words}") } else { words });
        }
    }
    lines.extend(affected.versions.iter().cloned());
    lines.join("\n")
}

/// Takes the products that were typed. Those that the form does not show stay, behind them.
pub(super) fn read<'t>(
    record: &mut Advisory,
    typed: &'t BTreeMap<String, String>,
    changed: &impl Fn(&str) -> Option<&'t str>,
    into: &mut Into<'_>,
) {
    let mut products = core::mem::take(&mut record.affected);
    let behind = products.split_off(products.len().min(PRODUCTS_SHOWN));
    for number in 1..=PRODUCTS_SHOWN {
        let sent = typed.keys().any(|name| name.starts_with(&format!("product-{number}-")));
        if !sent {
            continue;
        }
        match products.get_mut(number - 1) {
            Some(known) => change(known, number, changed, into),
            None => {
                let mut new = AffectedProduct::default();
                change(&mut new, number, changed, into);
                products.push(new);
            }
        }
    }
    let is_blank = |affected: &AffectedProduct| {
        let Product { vendor: _, name, package, purl, cpe, repository, hashes } = &affected.product;
        name.is_empty()
            && package.is_none()
            && purl.is_none()
            && cpe.is_none()
            && repository.is_none()
            && hashes.is_empty()
            && affected.is_about_every_version()
            && affected.fixed.is_empty()
    };
    products.retain(|product| !is_blank(product));
    products.extend(behind);
    record.affected = products;
}

fn change<'t>(
    affected: &mut AffectedProduct,
    number: usize,
    changed: &impl Fn(&str) -> Option<&'t str>,
    into: &mut Into<'_>,
) {
    let part = |part: &str| changed(&name_of(number, part));
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    if let Some(text) = part("name") {
        text.clone_into(&mut affected.product.name);
    }
    let mut package = affected.product.package.take().unwrap_or_default();
    if let Some(text) = part("ecosystem") {
        text.clone_into(&mut package.ecosystem);
    }
    if let Some(text) = part("package") {
        text.clone_into(&mut package.name);
    }
    if package.ecosystem.is_empty() && !package.name.is_empty() {
        // A package of no ecosystem is a product's name.
        if affected.product.name.is_empty() {
            affected.product.name = package.name;
        }
    } else if package.name.is_empty() && !package.ecosystem.is_empty() {
        into.refuse(
            &name_of(number, "package"),
            "Name the package of this ecosystem, or leave the ecosystem empty.".to_owned(),
        );
    } else if !package.name.is_empty() {
        affected.product.package = Some(package);
    }
    if let Some(text) = part("repository") {
        affected.product.repository = some(text);
    }
    if let Some(text) = part("cpe") {
        affected.product.cpe = some(text);
    }
    if let Some(text) = part("purl") {
        affected.product.purl = some(text);
    }
    let fixed = part("fixed");
    if let Some(text) = fixed {
        affected.fixed = filled(text).map(str::to_owned).collect();
    }
    if let Some(text) = part("affected") {
        read_versions(affected, text);
    }
    if affected.is_about_every_version()
        && fixed.is_some()
        && let [only] = affected.fixed.as_slice()
    {
        // Only the fix was named: everything before it is affected.
        let end = Event::Fixed(only.clone());
        affected.ranges = vec![Range::of(Order::Ecosystem, "0", Some(end))];
        affected.fixed.clear();
    }
    let standing = part("standing").map(str::to_owned);
    let reason = part("reason");
    if standing.is_some() || reason.is_some() {
        let word = standing.unwrap_or_else(|| match &affected.standing {
            Standing::Affected => "affected".to_owned(),
            Standing::NotAffected { .. } => "not_affected".to_owned(),
            Standing::UnderInvestigation => "under_investigation".to_owned(),
        });
        let before = match &affected.standing {
            Standing::NotAffected { justification, statement } => {
                (*justification, statement.clone())
            }
            _ => (None, String::new()),
        };
        affected.standing = match word.as_str() {
            "affected" => Standing::Affected,
            "under_investigation" => Standing::UnderInvestigation,
            "not_affected" => {
                let (justification, statement) = reason.map_or(before, read_reason);
                Standing::NotAffected { justification, statement }
            }
            other => {
                into.refuse(
                    &name_of(number, "standing"),
                    format!(
                        "“{}” is no standing: write affected, not_affected or under_investigation.",
                        crate::problems::short(other)
                    ),
                );
                return;
            }
        };
    }
}

fn read_reason(text: &str) -> (Option<Justification>, String) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    match word.parse() {
        Ok(justification) => (Some(justification), rest.trim().to_owned()),
        Err(_) => (None, text.to_owned()),
    }
}

/// Reads lines of versions. What is no range is a version; [`crate::problems`] says when it is none either.
fn read_versions(affected: &mut AffectedProduct, text: &str) {
    let before = core::mem::take(&mut affected.ranges);
    affected.versions.clear();
    for line in filled(text) {
        let (is_git, words) = match line.strip_prefix("commit ") {
            Some(rest) => (true, rest.trim()),
            None => (false, line),
        };
        let Some(events) = events(words) else {
            let versions = words.split(',').map(|word| word.trim_start_matches([' ', '=']).trim());
            affected.versions.extend(versions.filter(|word| !word.is_empty()).map(str::to_owned));
            continue;
        };
        let order = if is_git {
            Order::Git
        } else {
            let same =
                before.iter().find(|range| range.order != Order::Git && range.events == events);
            same.map_or(Order::Ecosystem, |range| range.order)
        };
        let repository = is_git.then(|| affected.product.repository.clone()).flatten();
        affected.ranges.push(Range { order, repository, events });
    }
}

/// The events of a range in words: `>= 1.0, < 1.2.3`, `<= 2`, `all`.
fn events(words: &str) -> Option<Vec<Event>> {
    if words == "all" {
        return Some(vec![Event::Introduced("0".to_owned())]);
    }
    let mut from = None;
    let mut end = None;
    for part in words.split(',').map(str::trim) {
        if let Some(version) = part.strip_prefix(">=") {
            from = Some(version.trim().to_owned());
        } else if let Some(version) = part.strip_prefix("<=") {
            end = Some(Event::LastAffected(version.trim().to_owned()));
        } else if let Some(version) = part.strip_prefix('<') {
            end = Some(Event::Fixed(version.trim().to_owned()));
        } else if let Some(version) = part.strip_prefix("until ") {
            end = Some(Event::Limit(version.trim().to_owned()));
        } else {
            return None;
        }
    }
    let introduced = Event::Introduced(from.unwrap_or_else(|| "0".to_owned()));
    Some(core::iter::once(introduced).chain(end).collect())
}

//! Reads `[[product]]`.

use super::MAX_ENTRIES;
use super::address::{id, url};
use super::table::Table;
use crate::finding::Code;
use crate::product::{Product, ProductKind, SupportedVersion, VersionPattern};
use crate::support::numbers;

pub(super) fn product(table: &mut Table<'_>) -> Option<Product> {
    let id = id(table, "reports and scope name the product by it");
    let name = table.need_text("name", "it is the product's name for people");
    let kind = table.word("type").unwrap_or(ProductKind::Application);
    let role = table.word("role");
    let repository = url(table, "repository");
    let latest = table.text("latest");
    let versions_url = url(table, "versions_url");
    let versions_note = table.text("versions_note");
    let versions = table.tables("versions", MAX_ENTRIES, version);
    Some(Product {
        id: id?,
        name: name?,
        kind,
        role,
        repository,
        latest,
        versions_url,
        versions_note,
        versions,
    })
}

fn version(table: &mut Table<'_>) -> Option<SupportedVersion> {
    let text = table.need_text("version", "it says which versions the row is about");
    if !table.has("supported") {
        table.missing("supported", "it says whether these versions get security updates");
    }
    let supported = table.flag("supported");
    let until = table.date("until");
    let source = table.text("source");
    if until.is_some() && !supported {
        let message = "an end of support is given for versions that are not supported";
        table.error(Code::Contradiction, "until", message, "leave `until` out here");
    }
    let text = text?;
    let Some(pattern) = pattern(&text) else {
        let message = "these versions cannot be compared with others";
        let instead =
            "write `latest`, `any`, `1.2.3`, `1.2.x`, `< 2.0`, `<= 2.0`, `> 1.0` or `>= 1.0`";
        table.error(Code::UnknownValue, "version", message, instead);
        return None;
    };
    Some(SupportedVersion { pattern, supported, until, source })
}

/// Which versions are meant; `None` when a bound is not made of numbers and dots.
pub(super) fn pattern(text: &str) -> Option<VersionPattern> {
    let text = text.trim();
    let bound = |rest: &str| {
        let version = rest.trim().trim_start_matches(['v', 'V']);
        numbers(version).map(|_| version.to_owned())
    };
    if text == "latest" {
        Some(VersionPattern::Latest)
    } else if text == "any" {
        Some(VersionPattern::Any)
    } else if let Some(rest) = text.strip_prefix("<=") {
        Some(VersionPattern::Before { version: bound(rest)?, inclusive: true })
    } else if let Some(rest) = text.strip_prefix('<') {
        Some(VersionPattern::Before { version: bound(rest)?, inclusive: false })
    } else if let Some(rest) = text.strip_prefix(">=") {
        Some(VersionPattern::After { version: bound(rest)?, inclusive: true })
    } else if let Some(rest) = text.strip_prefix('>') {
        Some(VersionPattern::After { version: bound(rest)?, inclusive: false })
    } else if let Some(rest) = text.strip_suffix(".x").or_else(|| text.strip_suffix(".*")) {
        let parts = rest.trim_start_matches(['v', 'V']).split('.');
        parts
            .map(|part| part.parse().ok())
            .collect::<Option<Vec<u64>>>()
            .map(VersionPattern::Series)
    } else if text.contains(['<', '>', '*', ',', '|']) || text.split('.').any(|part| part == "x") {
        None
    } else {
        Some(VersionPattern::Exactly(text.to_owned()))
    }
}

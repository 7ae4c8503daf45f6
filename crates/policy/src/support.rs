//! Whether a version gets security updates, by the policy's table.
//!
//! Versions are compared only where every scheme agrees: as numbers with dots between them, with an
//! optional `v` before them. Anything else (dates with letters, pre-releases, commits) matches a row only
//! word for word; otherwise the answer is [`Support::Unknown`], never a guess.

use core::cmp::Ordering;

use clock::Date;

use crate::policy::Policy;
use crate::product::{Product, Support, SupportedVersion, VersionPattern};

/// Whether a row is about a version.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    Yes,
    No,
    Unsure,
}

impl Policy {
    /// Whether this version of this product gets security updates. `Unknown` when the policy has no such
    /// product, no table for it, or a row that cannot be compared with the version.
    #[must_use]
    pub fn supports_version(&self, product: &str, version: &str) -> Support {
        self.product(product).map_or(Support::Unknown, |product| product.supports(version, None))
    }

    /// The same on one day: a row ends with the last day it names.
    #[must_use]
    pub fn supports_version_on(&self, product: &str, version: &str, day: Date) -> Support {
        self.product(product)
            .map_or(Support::Unknown, |product| product.supports(version, Some(day)))
    }
}

impl Product {
    /// Whether this version gets security updates: the first row about it decides; a version that no row
    /// is about gets none. With a day, a row that ended before it supports nothing.
    #[must_use]
    pub fn supports(&self, version: &str, day: Option<Date>) -> Support {
        let version = plain(version);
        if self.versions.is_empty() || version.is_empty() {
            return Support::Unknown;
        }
        let mut unsure = false;
        let mut answer = Support::NotSupported;
        for row in &self.versions {
            let ended = row.until.zip(day).is_some_and(|(until, day)| until < day);
            let supported = row.supported && !ended;
            match self.matches(row, version) {
                Match::No => {}
                Match::Unsure => unsure |= supported,
                Match::Yes if supported => {
                    answer = Support::Supported;
                    break;
                }
                Match::Yes => break,
            }
        }
        if unsure && answer == Support::NotSupported { Support::Unknown } else { answer }
    }

    fn matches(&self, row: &SupportedVersion, version: &str) -> Match {
        match &row.pattern {
            VersionPattern::Any => Match::Yes,
            VersionPattern::Latest if version.eq_ignore_ascii_case("latest") => Match::Yes,
            VersionPattern::Latest => match self.latest.as_deref() {
                Some(latest) => same(version, latest),
                None => Match::Unsure,
            },
            VersionPattern::Exactly(wanted) => same(version, wanted),
            VersionPattern::Series(series) => match numbers(version) {
                Some(numbers) => {
                    let padded = numbers.iter().chain(core::iter::repeat(&0));
                    if padded.take(series.len()).eq(series) { Match::Yes } else { Match::No }
                }
                None => Match::Unsure,
            },
            VersionPattern::Before { version: bound, inclusive } => {
                ordered(version, bound, Ordering::Less, *inclusive)
            }
            VersionPattern::After { version: bound, inclusive } => {
                ordered(version, bound, Ordering::Greater, *inclusive)
            }
        }
    }
}

fn same(version: &str, wanted: &str) -> Match {
    let wanted = plain(wanted);
    if version == wanted {
        return Match::Yes;
    }
    match (numbers(version), numbers(wanted)) {
        (Some(one), Some(other)) if one == other => Match::Yes,
        (Some(_), Some(_)) => Match::No,
        // Two words that differ name two versions, unless one of them only points to a version.
        _ if version.eq_ignore_ascii_case("latest") => Match::Unsure,
        _ => Match::No,
    }
}

fn ordered(version: &str, bound: &str, side: Ordering, inclusive: bool) -> Match {
    match (numbers(version), numbers(plain(bound))) {
        (Some(version), Some(bound)) => {
            let order = version.cmp(&bound);
            if order == side || (inclusive && order == Ordering::Equal) {
                Match::Yes
            } else {
                Match::No
            }
        }
        _ => Match::Unsure,
    }
}

/// Without white space around it and without a leading `v`.
fn plain(version: &str) -> &str {
    let version = version.trim();
    match version.strip_prefix(['v', 'V']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => version,
    }
}

/// `1.2.0` as `[1, 2]`: trailing zeros say nothing. `None` when it is not only numbers and dots.
pub(crate) fn numbers(version: &str) -> Option<Vec<u64>> {
    let mut parts = version
        .split('.')
        .map(|part| {
            let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            if digits { part.parse().ok() } else { None }
        })
        .collect::<Option<Vec<u64>>>()?;
    while parts.last() == Some(&0) {
        parts.pop();
    }
    Some(parts)
}

//! What is affected: products, the versions of them, and what is known about each.

use serde::{Deserialize, Serialize};

use super::range::{Event, Interval, Order, Range, UpTo};
use super::word::words;

/// One product, and which of its versions are affected, fixed, or not affected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AffectedProduct {
    /// The product.
    pub product: Product,
    /// What the ranges and versions below are.
    pub standing: Standing,
    /// Ranges of versions or commits.
    pub ranges: Vec<Range>,
    /// Exactly these versions, beside the ranges. Neither ranges nor versions: every version.
    pub versions: Vec<String>,
    /// Versions with the fix that no range names.
    pub fixed: Vec<String>,
    /// Functions in which the vulnerability lies.
    pub functions: Vec<String>,
}

/// A product, by every name that readers may know it by.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Product {
    /// Who makes it; empty: the publisher.
    pub vendor: String,
    /// Its name for people; empty: the name of the package.
    pub name: String,
    /// The package it is distributed as.
    pub package: Option<Package>,
    /// Its package URL without a version (purl), when it cannot be had from the package.
    pub purl: Option<String>,
    /// Its name in the Common Platform Enumeration, 2.2 or 2.3.
    pub cpe: Option<String>,
    /// Where its source is.
    pub repository: Option<String>,
    /// Files it is delivered as.
    pub hashes: Vec<FileHash>,
}

/// A package of an ecosystem.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Package {
    /// The ecosystem as OSV names it, with its suffix: `PyPI`, `Debian:12`.
    pub ecosystem: String,
    /// The name within the ecosystem.
    pub name: String,
}

/// The SHA-256 of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileHash {
    /// The file's name.
    pub file: String,
    /// The algorithm, as CSAF names it: `sha256`, `sha512` …
    pub algorithm: String,
    /// The digest in lower-case hexadecimal digits.
    pub digest: String,
}

/// What is known about the versions of a product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// They are affected.
    #[default]
    Affected,
    /// They are not affected.
    NotAffected {
        /// Why, in the five words that CSAF and OpenVEX share.
        justification: Option<Justification>,
        /// Why, in a sentence.
        #[serde(default)]
        statement: String,
    },
    /// Nobody knows yet.
    UnderInvestigation,
}

/// Why a product is not affected (CSAF 2.0 §3.2.3.5, OpenVEX 0.2.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Justification {
    /// The component is not part of the product.
    ComponentNotPresent,
    /// The component is, its vulnerable code is not.
    VulnerableCodeNotPresent,
    /// The vulnerable code is never run.
    VulnerableCodeNotInExecutePath,
    /// An attacker cannot reach or steer the vulnerable code.
    VulnerableCodeCannotBeControlled,
    /// The product has protections that prevent exploitation.
    InlineMitigationsExist,
}

words!(Justification, "a justification", {
    ComponentNotPresent = "component_not_present",
    VulnerableCodeNotPresent = "vulnerable_code_not_present",
    VulnerableCodeNotInExecutePath = "vulnerable_code_not_in_execute_path",
    VulnerableCodeCannotBeControlled = "vulnerable_code_cannot_be_controlled_by_adversary",
    InlineMitigationsExist = "inline_mitigations_already_exist",
});

impl Product {
    /// What people call it: its name, or the package's.
    #[must_use]
    pub fn display_name(&self) -> &str {
        if self.name.trim().is_empty() {
            self.package.as_ref().map_or("", |package| package.name.as_str())
        } else {
            self.name.trim()
        }
    }
}

impl AffectedProduct {
    /// Every version with the fix, each once: ends of ranges of versions, then those beside them. Commits
    /// are not versions and are left out.
    #[must_use]
    pub fn fixed_versions(&self) -> Vec<&str> {
        let in_ranges = self
            .ranges
            .iter()
            .filter(|range| range.order != Order::Git)
            .flat_map(|range| &range.events)
            .filter_map(|event| match event {
                Event::Fixed(version) => Some(version.as_str()),
                _ => None,
            });
        let mut all = Vec::new();
        for version in in_ranges.chain(self.fixed.iter().map(String::as_str)) {
            if !all.contains(&version) {
                all.push(version);
            }
        }
        all
    }

    /// The stretches of versions (not of commits), each with its order: those of the ranges, or all versions
    /// when nothing is named at all.
    #[must_use]
    pub fn stretches(&self) -> Vec<(Order, Interval<'_>)> {
        if self.is_about_every_version() && self.fixed.is_empty() {
            return vec![(Order::Ecosystem, Interval { from: None, to: UpTo::Open })];
        }
        self.ranges
            .iter()
            .filter(|range| range.order != Order::Git)
            .flat_map(|range| range.intervals().into_iter().map(|interval| (range.order, interval)))
            .collect()
    }

    /// Whether neither a range nor a version is named: the statement is about the product as a whole.
    #[must_use]
    pub fn is_about_every_version(&self) -> bool {
        self.ranges.is_empty() && self.versions.is_empty()
    }
}

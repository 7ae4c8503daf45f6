//! Ranges of versions, as OSV writes them: a list of events along an order.
//!
//! Every other format's ranges are read off the intervals between the events. The crate does not order
//! versions (that needs each ecosystem's own rules); it takes the events in the order they are written,
//! which OSV recommends, and compares numbers only where the order is Semantic Versioning.

use serde::{Deserialize, Serialize};

use super::word::words;

/// A range: events along one order.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Range {
    /// Along which order.
    pub order: Order,
    /// For commits: the repository.
    pub repository: Option<String>,
    /// What happens along it, in that order.
    pub events: Vec<Event>,
}

/// The order of versions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Semantic Versioning 2.0.0.
    Semver,
    /// That of the package's ecosystem; for a product without one, that of its maker.
    #[default]
    Ecosystem,
    /// The commit graph of a git repository.
    Git,
}

words!(Order, "an order of versions", { Semver = "SEMVER", Ecosystem = "ECOSYSTEM", Git = "GIT" });

/// What happens at a version. The version is text; for [`Order::Git`] a full commit id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// From here on it is affected; `0`: from the first version.
    Introduced(String),
    /// From here on it has the fix.
    Fixed(String),
    /// This is the last one that is affected.
    LastAffected(String),
    /// Nothing is said about what comes from here on (git only).
    Limit(String),
}

impl Event {
    /// The version or commit.
    #[must_use]
    pub fn version(&self) -> &str {
        match self {
            Self::Introduced(version)
            | Self::Fixed(version)
            | Self::LastAffected(version)
            | Self::Limit(version) => version,
        }
    }
}

/// An affected stretch between two events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval<'a> {
    /// The first affected version; `None`: the first there is.
    pub from: Option<&'a str>,
    /// Where it ends.
    pub to: UpTo<'a>,
}

/// The end of an affected stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UpTo<'a> {
    /// It does not.
    Open,
    /// Before this version, which has the fix.
    Before(&'a str),
    /// At this version, the last affected one.
    Through(&'a str),
    /// Before this commit, about which nothing is said.
    Limit(&'a str),
}

impl Range {
    /// A range of versions from one event to another.
    #[must_use]
    pub fn of(order: Order, introduced: &str, end: Option<Event>) -> Self {
        let mut events = vec![Event::Introduced(introduced.to_owned())];
        events.extend(end);
        Self { order, repository: None, events }
    }

    /// The affected stretches, in the order of the events. Ends that follow no beginning are left out;
    /// [`crate::problems`] names them.
    #[must_use]
    pub fn intervals(&self) -> Vec<Interval<'_>> {
        let mut intervals = Vec::new();
        let mut open: Option<Option<&str>> = None;
        for event in &self.events {
            let to = match event {
                Event::Introduced(version) => {
                    if let Some(from) = open.take() {
                        intervals.push(Interval { from, to: UpTo::Open });
                    }
                    open = Some(Some(version.as_str()).filter(|version| *version != "0"));
                    continue;
                }
                Event::Fixed(version) => UpTo::Before(version),
                Event::LastAffected(version) => UpTo::Through(version),
                Event::Limit(version) => UpTo::Limit(version),
            };
            if let Some(from) = open.take() {
                intervals.push(Interval { from, to });
            }
        }
        if let Some(from) = open {
            intervals.push(Interval { from, to: UpTo::Open });
        }
        intervals
    }
}

impl Interval<'_> {
    /// The stretch in words: "from 1.0 before 1.2", "up to and including 3.1", "all versions".
    #[must_use]
    pub fn in_words(&self) -> String {
        let from = self.from.map(|version| format!("from {version}"));
        let to = match self.to {
            UpTo::Open => None,
            UpTo::Before(version) | UpTo::Limit(version) => Some(format!("before {version}")),
            UpTo::Through(version) => Some(format!("up to and including {version}")),
        };
        match (from, to) {
            (None, None) => "all versions".to_owned(),
            (Some(from), None) => format!("{from} on"),
            (None, Some(to)) => to,
            (Some(from), Some(to)) => format!("{from} {to}"),
        }
    }
}

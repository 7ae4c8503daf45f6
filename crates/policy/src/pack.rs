//! Packs: what a law or a programme's rules owe, as data in the language of a policy.
//!
//! A pack is one TOML text in `packs/`, read by the same readers as a policy and built into the program. Its
//! version is the SHA-256 of its text. A promise that was ever in a released pack stays in it with what it
//! counts: a law that changes gets a new promise with new days, so that every version of a pack answers
//! for the past as the one before it did (`docs/decisions/0136`).

use core::fmt;
use std::sync::LazyLock;

use clock::{Date, Direction, Pauses, Span};
use sha2::{Digest as _, Sha256};

use crate::clause::{Clause, Validity};
use crate::policy::Policy;
use crate::promise::{Act, Class, Condition, Promise, Within};

/// The texts of all packs, in the order in which they are listed to people.
const SOURCES: [&str; 10] = [
    include_str!("../../../packs/cra.toml"),
    include_str!("../../../packs/nis2.toml"),
    include_str!("../../../packs/gdpr.toml"),
    include_str!("../../../packs/dora.toml"),
    include_str!("../../../packs/psti.toml"),
    include_str!("../../../packs/cna.toml"),
    include_str!("../../../packs/bod-20-01.toml"),
    include_str!("../../../packs/openssf-badge.toml"),
    include_str!("../../../packs/distros.toml"),
    include_str!("../../../packs/kernel.toml"),
];

static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    SOURCES.iter().filter_map(|source| crate::parse::parse_pack(source).ok()).collect()
});

/// A law or the rules of a programme, as far as they set times.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its name in `[law] packs`, such as `cra`.
    pub id: String,
    /// Its short name for people.
    pub name: String,
    /// The law or the rules in full.
    pub title: String,
    /// Where the text of the law or the rules is.
    pub url: String,
    /// What it is for, in our words.
    pub about: String,
    /// What its promises are, unless one of them says otherwise.
    pub class: Class,
    /// Whether its periods are also counted by Regulation (EEC, Euratom) No 1182/71.
    pub counted_by_eu_rule: bool,
    /// Since when and until when it holds as a whole.
    pub validity: Validity,
    /// The day up to which we have followed the law or the rules.
    pub as_of: Date,
    /// Whether it asks what the team is to each product.
    pub needs_roles: bool,
    /// Whether it matters in which Member State the team has its main establishment.
    pub needs_member_state: bool,
    /// What it owes.
    pub promises: Vec<Promise>,
    /// What it owes without a beginning in a case.
    pub standing: Vec<Standing>,
    pub(crate) version: PackVersion,
}

/// A duty that no event of a case starts: to keep something for years, or to publish something.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Its name within the pack.
    pub id: String,
    /// What is to be kept or published.
    pub what: String,
    /// From when it is owed, in words.
    pub from: String,
    /// What is owed.
    pub kind: StandingKind,
    /// When it applies.
    pub when: Condition,
    /// Where it is written.
    pub clause: Clause,
    /// Our summary of the clause.
    pub summary: String,
}

/// What a standing duty owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StandingKind {
    /// Keep it this long.
    Keep {
        /// How long; months of the calendar.
        keep: Span,
        /// Whether it is kept until the end of the support period, where that is later.
        or_support_period: bool,
    },
    /// Publish the time within which these acts are done.
    PublishTimes(Vec<Act>),
}

impl Pack {
    /// The SHA-256 of its text.
    #[must_use]
    pub const fn version(&self) -> PackVersion {
        self.version
    }
    /// The promise with this id.
    #[must_use]
    pub fn promise(&self, id: &str) -> Option<&Promise> {
        self.promises.iter().find(|promise| promise.id == id)
    }
    /// The standing duty with this id.
    #[must_use]
    pub fn standing(&self, id: &str) -> Option<&Standing> {
        self.standing.iter().find(|standing| standing.id == id)
    }
}

impl Standing {
    /// The last day on which it is owed, when it began on `from` and support ends on `support_until`.
    /// `None` for what is owed without an end, or beyond the calendar.
    #[must_use]
    pub fn last_day(&self, from: Date, support_until: Option<Date>) -> Option<Date> {
        let StandingKind::Keep { keep, or_support_period } = self.kind else { return None };
        // The day on which it begins is not counted (Regulation 1182/71, Article 3(1)), so the last day
        // has the number of the day it began on.
        let calendar = clock::Calendar::utc();
        let begins = calendar.start_of_day(from)?;
        let end = clock::due(begins, keep, Direction::After, &calendar, Pauses::NONE).ok()?;
        let end = calendar.date(end.strict);
        Some(if or_support_period { end.max(support_until.unwrap_or(end)) } else { end })
    }

    /// The acts whose times a policy would have to publish and does not. A number is a time, and so is a
    /// recurring promise with one; an own aim that nobody promised is none.
    #[must_use]
    pub fn unpublished(&self, policy: &Policy) -> Vec<Act> {
        let StandingKind::PublishTimes(acts) = &self.kind else { return Vec::new() };
        let is_published = |act: &Act| {
            policy.promises.iter().any(|promise| {
                let has_number = matches!(promise.within, Within::Span(_));
                promise.act == *act && has_number && promise.class() != Class::Target
            })
        };
        acts.iter().copied().filter(|act| !is_published(act)).collect()
    }
}

/// Every pack that this program brings, in the order in which they are listed to people.
#[must_use]
pub fn packs() -> &'static [Pack] {
    &PACKS
}

/// The pack with this id.
#[must_use]
pub fn pack(id: &str) -> Option<&'static Pack> {
    PACKS.iter().find(|pack| pack.id == id)
}

/// The SHA-256 of a pack's text. Shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackVersion([u8; 32]);

impl PackVersion {
    /// The version of this text.
    #[must_use]
    pub fn of(source: &str) -> Self {
        Self(Sha256::digest(source.as_bytes()).into())
    }
    /// The first twelve digits, for people; never enough to look a version up by.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for PackVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PackVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PackVersion({self})")
    }
}

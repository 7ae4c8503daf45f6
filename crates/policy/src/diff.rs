//! What changed between two versions of a policy, in plain words: for the page of versions, its feed, and
//! whoever reviews a change of the file.
//!
//! Two policies that say the same have no changes, however their files are laid out; two that differ in
//! anything have at least one, which a test shows for every key of the language.

mod promises;
mod sections;

use core::fmt;

use crate::policy::Policy;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The section of the file, such as `promise`.
    pub section: &'static str,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// What changed: "acknowledgement: 48 hours → 24 hours".
    pub words: String,
    /// Who is affected, such as "reporters".
    pub affects: &'static str,
}

/// What kind of change it is. A promise is tightened when the team owes more or sooner, and loosened when it
/// owes less or later; where that cannot be told surely, it is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Something new.
    Added,
    /// Something taken out.
    Removed,
    /// The team owes more, or sooner.
    Tightened,
    /// The team owes less, or later.
    Loosened,
    /// Something said differently.
    Changed,
}

impl ChangeKind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Tightened => "tightened",
            Self::Loosened => "loosened",
            Self::Changed => "changed",
        }
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (affects {})", self.kind, self.words, self.affects)
    }
}

/// What changed from `before` to `after`, the promises first, in the order of the policy.
#[must_use]
pub fn diff(before: &Policy, after: &Policy) -> Vec<Change> {
    let mut changes = Changes::default();
    promises::promises(&mut changes, before, after);
    sections::all(&mut changes, before, after);
    changes.0
}

/// The changes so far.
#[derive(Default)]
struct Changes(Vec<Change>);

/// Where changes of one section go, and whom they affect.
struct Place<'c> {
    changes: &'c mut Changes,
    section: &'static str,
    affects: &'static str,
}

impl Changes {
    const fn at(&mut self, section: &'static str, affects: &'static str) -> Place<'_> {
        Place { changes: self, section, affects }
    }
}

impl Place<'_> {
    fn note(&mut self, kind: ChangeKind, words: impl Into<String>) {
        let (section, affects) = (self.section, self.affects);
        self.changes.0.push(Change { section, kind, words: words.into(), affects });
    }

    /// How many changes there are so far.
    const fn count(&self) -> usize {
        self.changes.0.len()
    }

    /// A value that may be absent.
    fn value<T: fmt::Display + PartialEq>(
        &mut self,
        what: &str,
        before: Option<&T>,
        after: Option<&T>,
    ) {
        match (before, after) {
            (None, Some(now)) => self.note(ChangeKind::Added, format!("{what}: {now}")),
            (Some(then), None) => self.note(ChangeKind::Removed, format!("{what}: {then}")),
            (Some(then), Some(now)) if then != now => {
                self.note(ChangeKind::Changed, format!("{what}: {then} → {now}"));
            }
            _ => {}
        }
    }

    /// A statement that is made or not.
    fn flag(&mut self, what: &str, before: bool, after: bool) {
        match (before, after) {
            (false, true) => self.note(ChangeKind::Added, what),
            (true, false) => self.note(ChangeKind::Removed, what),
            _ => {}
        }
    }

    /// The entries of a list, by what they say; their order where it counts.
    fn list(&mut self, what: &str, before: &[String], after: &[String], ordered: bool) {
        for gone in before.iter().filter(|entry| !after.contains(entry)) {
            self.note(ChangeKind::Removed, format!("{what}: {gone}"));
        }
        for new in after.iter().filter(|entry| !before.contains(entry)) {
            self.note(ChangeKind::Added, format!("{what}: {new}"));
        }
        let kept = |list: &[String], other: &[String]| {
            list.iter().filter(|entry| other.contains(entry)).cloned().collect::<Vec<_>>()
        };
        if ordered && kept(before, after) != kept(after, before) {
            self.note(
                ChangeKind::Changed,
                format!("{what}: now in the order {}", after.join(", ")),
            );
        }
    }
}

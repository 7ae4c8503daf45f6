//! Profiles: what a standard, law or programme asks of a published policy, row by row.
//!
//! A profile is data: rows with a clause and a question of `question.rs`. A row is met, not met, or cannot be
//! told from a text; a met row shows the words that show it. To add a profile, add a file with its rows and
//! name it in [`ALL`]; to add a row, find the question it asks, or write one.
//!
//! A met row says that the text says something, never that it is done. Nothing here is legal advice.

mod badge;
mod bod_20_01;
mod cra;
mod diostatus;
mod osps;
mod psti;
mod question;
mod scorecard;
mod tr_03183;

use crate::rules::Served;
use crate::source::{Place, Source};
use crate::subject::Subject;
use crate::tree::Tree;

/// What a standard asks of a published policy.
#[derive(Debug)]
pub struct Profile {
    /// Its name on the command line.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// A short name, for a badge.
    pub badge: &'static str,
    /// Where its rows come from, with the edition.
    pub source: &'static str,
    /// The best score, where the source gives one.
    pub most: Option<u8>,
    /// What it asks, in the order of the source.
    pub rows: &'static [Row],
    /// The score, where the source gives one.
    pub(crate) score: Option<Score>,
}

/// How rows become a score; none where the text is not what the source scores.
pub(crate) type Score = fn(&[RowResult]) -> Option<u8>;

/// One thing that is asked.
#[derive(Debug)]
pub struct Row {
    /// Its name within the profile.
    pub id: &'static str,
    /// The clause of the source.
    pub clause: &'static str,
    /// What is asked, in our own words.
    pub words: &'static str,
    pub(crate) ask: fn(&Asked<'_>) -> Answer,
}

/// What a row is asked of: one policy with what lies beside it.
pub(crate) struct Asked<'a> {
    pub(crate) subject: &'a Subject<'a>,
    pub(crate) served: Option<(&'a Source, &'a Served<'a>)>,
    pub(crate) tree: &'a Tree<'a>,
}

/// Whether a text shows what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It does.
    Met,
    /// No text can show it, or this one leaves it open.
    CannotTell,
    /// It does not.
    NotMet,
}

impl Outcome {
    /// The word, as JSON has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::CannotTell => "cannot tell",
            Self::NotMet => "not met",
        }
    }
}

/// The answer to a question.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    outcome: Outcome,
    shown: Option<Shown>,
    remark: String,
}

impl Answer {
    pub(crate) fn met(source: &Source, span: &core::ops::Range<usize>) -> Self {
        let shown = Shown {
            path: source.path().to_owned(),
            place: source.place(span),
            words: source.words(span),
        };
        Self { outcome: Outcome::Met, shown: Some(shown), remark: String::new() }
    }

    pub(crate) const fn met_by_itself() -> Self {
        Self { outcome: Outcome::Met, shown: None, remark: String::new() }
    }

    pub(crate) fn not_met(remark: impl Into<String>) -> Self {
        Self { outcome: Outcome::NotMet, shown: None, remark: remark.into() }
    }

    pub(crate) fn cannot_tell(remark: impl Into<String>) -> Self {
        Self { outcome: Outcome::CannotTell, shown: None, remark: remark.into() }
    }
}

/// The words that show it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Shown {
    /// The file.
    pub path: String,
    /// Where in it.
    pub place: Place,
    /// The words.
    pub words: String,
}

/// How one row came out.
#[derive(Debug, Clone)]
pub struct RowResult {
    /// The row.
    pub row: &'static Row,
    /// How it came out.
    pub outcome: Outcome,
    /// The words that show it, when it is met.
    pub shown: Option<Shown>,
    /// What is missing, or why it cannot be told.
    pub remark: String,
}

/// How a profile came out.
#[derive(Debug, Clone)]
pub struct ProfileResult {
    /// The profile.
    pub profile: &'static Profile,
    /// Its rows, in order.
    pub rows: Vec<RowResult>,
    /// The score, where the source gives one and the text can be scored.
    pub score: Option<u8>,
}

impl ProfileResult {
    /// How many rows came out like this.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == outcome).count()
    }

    /// The result in a few words.
    #[must_use]
    pub fn summary(&self) -> String {
        let counts = format!(
            "{} of {} met, {} cannot be told from a text",
            self.count(Outcome::Met),
            self.rows.len(),
            self.count(Outcome::CannotTell)
        );
        match (self.score, self.profile.most) {
            (Some(score), Some(most)) => format!("{score} of {most} ({counts})"),
            _ => counts,
        }
    }
}

/// Every profile, in the order in which they are listed.
pub const ALL: &[&Profile] = &[
    &scorecard::PROFILE,
    &badge::PROFILE,
    &osps::PROFILE,
    &bod_20_01::PROFILE,
    &cra::PROFILE,
    &psti::PROFILE,
    &tr_03183::PROFILE,
    &diostatus::PROFILE,
];

/// The profile with this id.
#[must_use]
pub fn named(id: &str) -> Option<&'static Profile> {
    ALL.iter().find(|profile| profile.id == id).copied()
}

impl Profile {
    /// Asks every row of every policy; a row is met when one of them meets it.
    pub(crate) fn judge(
        &'static self,
        subjects: &[Subject<'_>],
        served: Option<(&Source, &Served<'_>)>,
        tree: &Tree<'_>,
    ) -> ProfileResult {
        let rows: Vec<RowResult> = self
            .rows
            .iter()
            .map(|row| {
                let answers =
                    subjects.iter().map(|subject| (row.ask)(&Asked { subject, served, tree }));
                let answer = answers
                    .reduce(|first, other| {
                        let better = other.outcome == Outcome::Met && first.outcome != Outcome::Met;
                        if better { other } else { first }
                    })
                    .unwrap_or_else(|| Answer::not_met("there is no policy"));
                let Answer { outcome, shown, remark } = answer;
                RowResult { row, outcome, shown, remark }
            })
            .collect();
        let score = self.score.and_then(|score| score(&rows));
        ProfileResult { profile: self, rows, score }
    }
}

/// Whether the row with this id is met.
pub(crate) fn is_met(rows: &[RowResult], id: &str) -> bool {
    rows.iter().any(|row| row.row.id == id && row.outcome == Outcome::Met)
}

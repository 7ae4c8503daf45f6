//! How a program keeps its promises: counts per promise, small ones bucketed, with a chart and its table.

use crate::chart::{StackedBar, StackedBars, Tone};
use crate::{Frame, Here, Page, ProgramRef, When};

/// A program's statistics.
#[derive(askama::Template, Clone)]
#[template(path = "portal/statistics.html")]
pub struct StatisticsPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// Up to when cases were counted.
    pub as_of: When,
    /// One row per promise.
    pub promises: Vec<PromiseStatistic>,
    /// How small counts are treated, in a sentence; may be empty.
    pub bucketing: String,
    /// The ledger's newest checkpoint, if there is one.
    pub checkpoint: Option<Checkpoint>,
}

/// How one promise was kept.
#[derive(Clone)]
pub struct PromiseStatistic {
    /// What is promised, with its time: "Acknowledge within 24 hours".
    pub promise: String,
    /// The law or the rules of a programme that it comes from; empty for the team's own.
    pub law: String,
    /// Kept in time.
    pub kept: Count,
    /// Not kept in time.
    pub broken: Count,
    /// Not due yet.
    pub running: Count,
    /// The median time it took, in words; `None` when there are too few.
    pub median: Option<String>,
}

/// A count as it may be shown.
#[derive(Clone)]
pub struct Count {
    /// What is read: "12", "fewer than 5".
    pub words: String,
    /// How long its bar is; for a bucket, a value inside it.
    pub size: u32,
}

impl Count {
    /// A count that may be shown exactly.
    #[must_use]
    pub fn exact(count: u32) -> Self {
        Self { words: count.to_string(), size: count }
    }
}

/// A signed statement of the ledger's size and root.
#[derive(Clone)]
pub struct Checkpoint {
    /// The signed note, exactly.
    pub text: String,
    /// How many entries it covers.
    pub size: String,
    /// The verifier key.
    pub key: String,
}

impl StatisticsPage {
    /// The chart; the table beside it says the same.
    fn chart(&self) -> String {
        let bars = self
            .promises
            .iter()
            .map(|row| StackedBar {
                label: row.promise.clone(),
                parts: vec![
                    (Tone::Kept, row.kept.size),
                    (Tone::Broken, row.broken.size),
                    (Tone::Running, row.running.size),
                ],
            })
            .collect();
        StackedBars {
            title: self.frame.language.text("statistics-chart"),
            description: self.frame.language.text("statistics-chart-help"),
            id: "kept".to_owned(),
            bars,
        }
        .to_string()
    }
}

impl Page for StatisticsPage {
    const HERE: Here = Here::Statistics;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::statistics()
    }
}

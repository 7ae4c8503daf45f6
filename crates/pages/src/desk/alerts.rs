//! What the rules noticed: how often, day by day and rule by rule, and each alert with what was done.

use crate::chart::StackedBars;
use crate::{Frame, Here, Page, When};

/// The alerts that the reader may see.
#[derive(askama::Template, Clone)]
#[template(path = "desk/alerts.html")]
pub struct AlertsPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Alerts of each rule; nothing when there is none.
    pub by_rule: Option<StackedBars>,
    /// Alerts of each day of the last two weeks; nothing when there is none.
    pub by_day: Option<StackedBars>,
    /// The same as numbers: rule, not looked at, looked at.
    pub counts: Vec<(String, usize, usize)>,
    /// The alerts, newest first.
    pub rows: Vec<AlertRow>,
}

/// One alert.
#[derive(Clone)]
pub struct AlertRow {
    /// The id in addresses.
    pub id: String,
    /// When the rule was met.
    pub when: When,
    /// The rule's name.
    pub rule: String,
    /// What the rule counts.
    pub counts: String,
    /// What was counted.
    pub count: u64,
    /// About whom or what, in words.
    pub about: String,
    /// What was done.
    pub done: String,
    /// When somebody looked at it.
    pub seen: Option<When>,
    /// Whether the reader may say that they looked at it.
    pub may_see: bool,
}

impl Page for AlertsPage {
    const HERE: Here = Here::Alerts;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::audit::alerts()
    }
}

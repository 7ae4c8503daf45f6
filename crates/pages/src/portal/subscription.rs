//! Mail about a program's advisories: asking for it, confirming it, ending it. Each step is a page with a button:
//! programs that look into mail follow links, and nothing may come of that.

use crate::{Frame, Here, Input, Page, Problem, ProgramRef};

/// One step.
#[derive(askama::Template, Clone)]
#[template(path = "portal/subscription.html")]
pub struct SubscriptionPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// Which step.
    pub step: SubscriptionStep,
}

/// Where somebody stands with their subscription.
#[derive(Clone)]
pub enum SubscriptionStep {
    /// The form; what was typed, and what is wrong with it. Sent as `address`.
    Ask(Input),
    /// A question is on its way, if the address can get one.
    Asked,
    /// The link of the question was followed; what it holds.
    Confirm(String),
    /// It was confirmed.
    Confirmed,
    /// The link is too old, or none of ours.
    Old,
    /// No more subscribers are taken.
    Full,
    /// The link that ends it was followed; what it holds.
    End(String),
    /// It was ended.
    Ended,
}

impl SubscriptionStep {
    /// The message of the heading.
    const fn title(&self) -> &'static str {
        match self {
            Self::Ask(_) => "subscribe-title",
            Self::Asked => "subscribe-asked-title",
            Self::Confirm(_) => "subscribe-confirm-title",
            Self::Confirmed => "subscribe-confirmed-title",
            Self::Old => "subscribe-old-title",
            Self::Full => "subscribe-full-title",
            Self::End(_) => "subscribe-end-title",
            Self::Ended => "subscribe-ended-title",
        }
    }
}

impl SubscriptionPage {
    fn problems(&self) -> Vec<Problem> {
        let SubscriptionStep::Ask(address) = &self.step else { return Vec::new() };
        let target = Some("subscribe-address".to_owned());
        let wrong = address.error.iter();
        wrong.map(|words| Problem { target: target.clone(), words: words.clone() }).collect()
    }
}

impl Page for SubscriptionPage {
    const HERE: Here = Here::Advisories;

    fn has_problems(&self) -> bool {
        matches!(&self.step, SubscriptionStep::Ask(address) if address.error.is_some())
    }

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::advisory::subscription()
    }
}

//! The hall of fame: everyone who agreed to be named.

use crate::{Frame, Here, Link, Page, ProgramRef, When};

/// A program's hall of fame.
#[derive(askama::Template, Clone)]
#[template(path = "portal/credits.html")]
pub struct CreditsPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// How the policy gives credit, in a sentence; may be empty.
    pub rule: String,
    /// The people by year, the latest first.
    pub years: Vec<CreditYear>,
}

/// Everybody who was credited in a year.
#[derive(Clone)]
pub struct CreditYear {
    /// The year.
    pub year: String,
    /// The people.
    pub credits: Vec<CreditRow>,
}

/// Someone credited.
#[derive(Clone)]
pub struct CreditRow {
    /// The line they agreed to.
    pub line: String,
    /// When.
    pub when: When,
    /// For what, when that is public.
    pub advisory: Option<Link>,
}

impl Page for CreditsPage {
    const HERE: Here = Here::Credits;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::credits()
    }
}

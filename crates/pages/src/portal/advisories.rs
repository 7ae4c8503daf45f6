//! Advisories: the list, and one of them. The desk's preview shows the same body.

use crate::{Frame, Here, Level, Link, Page, ProgramRef, When};

/// A program's advisories, newest first.
#[derive(askama::Template, Clone)]
#[template(path = "portal/advisories.html")]
pub struct AdvisoriesPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The advisories, newest first.
    pub advisories: Vec<AdvisoryCard>,
}

/// An advisory in the list.
#[derive(Clone)]
pub struct AdvisoryCard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was first published.
    pub published: When,
    /// When it was last changed, if it was.
    pub updated: Option<When>,
    /// How grave it is.
    pub level: Level,
    /// One or two sentences.
    pub summary: String,
    /// Whether it is a replay of a public one.
    pub replay: bool,
}

/// One advisory.
#[derive(askama::Template, Clone)]
#[template(path = "portal/advisory.html")]
pub struct AdvisoryPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// What it says.
    pub body: AdvisoryBody,
}

/// What an advisory says.
#[derive(Clone)]
pub struct AdvisoryBody {
    /// Its id; for a draft, what it will be or "draft".
    pub id: String,
    /// Other names of the same vulnerability: CVE, GHSA.
    pub aliases: Vec<String>,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The whole text; line breaks are kept.
    pub details: String,
    /// How grave it is.
    pub level: Level,
    /// The CVSS vector or another scale; may be empty.
    pub severity: String,
    /// The weaknesses: "CWE-79: …".
    pub weaknesses: Vec<String>,
    /// Which versions are affected, one line each.
    pub affected: Vec<String>,
    /// In which versions it is fixed, one line each.
    pub fixed: Vec<String>,
    /// What can be done without the fix; may be empty.
    pub workarounds: String,
    /// Where to read more.
    pub references: Vec<Link>,
    /// Who is credited, one line each.
    pub credits: Vec<String>,
    /// What happened when.
    pub timeline: Vec<Milestone>,
    /// Which edition this is, from 1; 0 for a draft.
    pub edition: u32,
    /// When the first edition was published.
    pub published: Option<When>,
    /// When this edition was.
    pub updated: Option<When>,
}

/// Something that happened on the way to the advisory.
#[derive(Clone)]
pub struct Milestone {
    /// When.
    pub when: When,
    /// What.
    pub words: String,
}

impl Page for AdvisoriesPage {
    const HERE: Here = Here::Advisories;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::advisories()
    }
}

impl Page for AdvisoryPage {
    const HERE: Here = Here::Advisories;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::advisory()
    }
}

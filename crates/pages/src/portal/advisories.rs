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
    /// Whether people can ask for mail.
    pub by_mail: bool,
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
    /// The formats for machines.
    pub formats: Vec<Link>,
    /// The signatures beside them, and the key that they are made with.
    pub signatures: Vec<Link>,
}

/// What an advisory says.
#[derive(Clone)]
pub struct AdvisoryBody {
    /// Its id; for a draft, what it will be or "draft".
    pub id: String,
    /// Its title.
    pub title: String,
    /// What to know first: that it was withdrawn, or will change soon.
    pub notice: Option<String>,
    /// How grave it is.
    pub level: Level,
    /// Other names, CVSS, weaknesses: each with its lines.
    pub facts: Vec<Fact>,
    /// What is known about which product.
    pub products: Vec<ProductRow>,
    /// The texts, each with its heading; line breaks are kept.
    pub sections: Vec<Section>,
    /// Where to read more.
    pub references: Vec<Link>,
    /// Who is credited, one line each.
    pub credits: Vec<String>,
    /// What happened when.
    pub timeline: Vec<Milestone>,
    /// Every edition, oldest first, when there is more than one.
    pub editions: Vec<EditionRow>,
    /// Which edition this is, from 1; 0 for a draft.
    pub edition: u32,
    /// When the first edition was published.
    pub published: Option<When>,
    /// When this edition was.
    pub updated: Option<When>,
}

/// A fact of an advisory.
#[derive(Clone)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// What it says, one line each.
    pub lines: Vec<String>,
}

/// What is known about a product.
#[derive(Clone)]
pub struct ProductRow {
    /// Its name.
    pub name: String,
    /// Its package: "PyPI: requests"; may be empty.
    pub package: String,
    /// "affected", "not affected" or "under investigation".
    pub standing: String,
    /// Which versions, in words.
    pub versions: String,
    /// The versions with the fix; may be empty.
    pub fixed: String,
    /// Why it is not affected; may be empty.
    pub reason: String,
}

/// A text with a heading.
#[derive(Clone)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// The text.
    pub text: String,
}

/// One edition in the history.
#[derive(Clone)]
pub struct EditionRow {
    /// Which, from 1.
    pub number: u32,
    /// "interim", "final" or "withdrawn".
    pub stage: String,
    /// When it came out.
    pub when: When,
    /// What it changed, as its authors say.
    pub words: String,
    /// What it changed, line by line.
    pub changes: Vec<String>,
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
        crate::samples::advisory::advisories()
    }
}

impl Page for AdvisoryPage {
    const HERE: Here = Here::Advisories;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::advisory::advisory()
    }
}

//! The first page: the programs of this instance, or what to do when there is none.

use crate::{Frame, Here, Intake, Page};

/// The list of programs.
#[derive(askama::Template, Clone)]
#[template(path = "portal/home.html")]
pub struct HomePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The programs, in the order they are shown. None: the page explains how to get one.
    pub programs: Vec<ProgramCard>,
}

/// A program in the list.
#[derive(Clone)]
pub struct ProgramCard {
    /// The id in addresses.
    pub slug: String,
    /// The name.
    pub name: String,
    /// One or two sentences on what it protects; may be empty.
    pub summary: String,
    /// Whether it takes reports now.
    pub intake: Intake,
    /// Its promises, each in a few words: "acknowledges within 24 hours".
    pub promises: Vec<String>,
}

impl Page for HomePage {
    const HERE: Here = Here::Home;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::portal::home()
    }
}

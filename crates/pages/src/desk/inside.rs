//! What is inside an attachment: the names in an archive, the packets of a sealed message, the beginning of a text.
//! Nothing of it runs, loads or is drawn; what hides is spelled out.

use crate::{Frame, Here, Page, ProgramRef};

/// One attachment, looked into.
#[derive(askama::Template, Clone)]
#[template(path = "desk/inside.html")]
pub struct InsidePage {
    /// What surrounds the page.
    pub frame: Frame,
    /// Which program.
    pub program: ProgramRef,
    /// The handle of the case.
    pub handle: String,
    /// The sender's name for the file.
    pub name: String,
    /// Its size in words.
    pub size: String,
    /// What it is, in words.
    pub kind: String,
    /// Where it can be saved from.
    pub href: String,
    /// What to know before opening it, each a sentence.
    pub warnings: Vec<String>,
    /// What an archive or a message holds.
    pub entries: Vec<InsideEntry>,
    /// The beginning of a text, where it is one.
    pub text: Option<String>,
    /// How much of the text is shown, when it is not all.
    pub cut: Option<String>,
}

/// One entry of an archive.
#[derive(Clone)]
pub struct InsideEntry {
    /// Its name.
    pub name: String,
    /// What it is: "folder", "link".
    pub kind: String,
    /// Its size in words.
    pub size: String,
}

impl Page for InsidePage {
    const HERE: Here = Here::Queue;

    fn samples() -> Vec<(&'static str, Self)> {
        crate::samples::access::inside()
    }
}

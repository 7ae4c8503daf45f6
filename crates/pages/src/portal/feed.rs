//! The Atom feed of a program's advisories (RFC 4287).

use crate::{RenderError, When};

/// A program's advisories as a feed. It is XML, not a page.
#[derive(askama::Template, Clone)]
#[template(path = "portal/feed.xml", escape = "html")]
pub struct Feed {
    /// The feed's permanent id, an absolute IRI.
    pub id: String,
    /// The title: the program's name.
    pub title: String,
    /// The absolute address of the feed itself.
    pub self_href: String,
    /// The absolute address of the page it mirrors.
    pub page_href: String,
    /// When anything in it last changed. For a program without advisories: when its policy began.
    pub updated: When,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

/// One advisory in the feed.
#[derive(Clone)]
pub struct FeedEntry {
    /// Its permanent id, an absolute IRI.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its absolute address.
    pub href: String,
    /// When it was first published.
    pub published: When,
    /// When it was last changed.
    pub updated: When,
    /// One or two sentences.
    pub summary: String,
    /// Who issues it: the program's name.
    pub author: String,
}

impl Feed {
    /// The feed as XML.
    ///
    /// # Errors
    /// [`RenderError`] when the text cannot be written.
    pub fn render(&self) -> Result<String, RenderError> {
        Ok(askama::Template::render(self)?)
    }
}

//! The pages people read: plain view structs and templates that become HTML, SVG and Atom.
//!
//! A view holds text, times already put into words, and small enums of its own; whoever builds one has
//! already decided who may see what. This crate knows no HTTP, no SQL, no JSON and none of the rules: it
//! reads no clock and asks nothing. No page carries an inline style, an inline script or a load from
//! elsewhere, and one carries a script of ours: [`desk::PasskeyPage`], because browsers hand passkeys to scripts
//! only. Everything can be done without that page, so the strictest content security policy fits all others.
//!
//! Views hold report texts, receipts and form tokens. They therefore implement no `Debug`.
//!
//! Start at [`Page`], then [`Frame`] (what every page shares) and [`path`] (where every page lives).
//! [`language`] holds the words of the public pages. [`portal`] is what the public sees, [`desk`] what the team sees, [`problem`] what is shown when
//! something cannot be done. Text that somebody else wrote goes through [`visible()`] on its way out.

pub mod chart;
pub mod desk;
pub mod field;
pub mod frame;
pub mod language;
pub mod mail;
pub mod path;
pub mod portal;
pub mod problem;
mod qr;
mod samples;
#[cfg(test)]
mod tests;
pub mod timeline;
pub mod view;
mod visible;
pub mod words;

pub use field::{Choice, Field, FieldKind, Input, Problem, Why};
pub use frame::{Frame, Here, Note, NoteKind, ProgramRef, Section};
pub use language::{Language, Said};
pub use view::{
    Audience, Availability, ClockState, ClockView, CommandGroup, CommandLink, CommandView, Entry,
    FileView, Intake, IntakeState, Level, Link, Speaker, When,
};
pub use visible::{Visible, safe_href, visible, without_hidden};

/// The style sheet, served at [`path::STYLE`].
pub const STYLE_SHEET: &str = include_str!("../assets/style.css");
/// The one script, served at [`path::PASSKEY_SCRIPT`].
pub const PASSKEY_SCRIPT: &str = include_str!("../assets/passkey.js");
/// The icon, served at [`path::ICON`].
pub const ICON: &str = include_str!("../assets/icon.svg");

/// A page could not be written. Templates are checked when the program is built, so this is seen only
/// when memory for the text cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("the page could not be written: {0}. Reload it; nothing that was sent is lost")]
pub struct RenderError(#[from] askama::Error);

/// A page: a view and the template that shows it.
pub trait Page: askama::Template + Sized {
    /// Which entry of the navigation this page is.
    const HERE: Here = Here::Elsewhere;
    /// Whether the page carries the script [`PASSKEY_SCRIPT`]: its content security policy then allows it.
    const RUNS_SCRIPT: bool = false;

    /// Whether a form came back with something to correct: the title then begins with "Error:".
    fn has_problems(&self) -> bool {
        false
    }

    /// The page as HTML.
    ///
    /// # Errors
    /// [`RenderError`] when the text cannot be written.
    fn render(&self) -> Result<String, RenderError> {
        Ok(askama::Template::render(self)?)
    }

    /// The page in the situations worth looking at, named. Tests and the browser check render them all.
    fn samples() -> Vec<(&'static str, Self)>;
}

//! What was found, as text for people, JSON and SARIF for programs, and a badge for a page.

mod badge;
mod json;
mod sarif;
mod text;

pub use badge::badge;
pub use json::json;
pub use sarif::sarif;
pub use text::text;

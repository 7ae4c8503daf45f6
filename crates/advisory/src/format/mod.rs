//! The formats: one file each, from the one record.
//!
//! [`render`] is the way to publish: it refuses an advisory that has problems or lacks what the format
//! asks for. The functions in the files below it write what is there and judge nothing, for previews.

pub mod atom;
pub mod csaf;
pub mod csaf20;
pub mod csaf21;
pub mod cve;
pub mod cyclonedx;
pub mod filename;
pub mod ghsa;
pub mod mail;
pub mod markdown;
pub mod missing;
pub mod openvex;
pub mod osv;
pub mod osv_lint;
pub mod page;

use serde_json::Value;

use crate::json;
use crate::model::Advisory;
use crate::problems::{Problem, problems};
use missing::{Missing, Need, missing};

/// The name of the program in the documents it writes.
pub const GENERATOR: &str = "Candor";
/// Its version.
pub const GENERATOR_VERSION: &str = env!("CARGO_PKG_VERSION");

/// A format that an advisory is published in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// CSAF 2.0 (OASIS Standard, 18 November 2022).
    Csaf20,
    /// CSAF 2.1, a draft (committee specification draft 03): for trying out only.
    Csaf21Draft,
    /// OSV 1.7.
    Osv,
    /// A CVE record, version 5.1.
    Cve,
    /// OpenVEX 0.2.0.
    OpenVex,
    /// CycloneDX 1.6 with vulnerabilities (VEX).
    CycloneDx,
    /// The body of a GitHub repository advisory.
    Ghsa,
    /// Markdown.
    Markdown,
    /// A plain-text mail.
    Mail,
}

impl Format {
    /// Every format, in the order in which they are listed to people.
    pub const ALL: &'static [Self] = &[
        Self::Csaf20,
        Self::Csaf21Draft,
        Self::Osv,
        Self::Cve,
        Self::OpenVex,
        Self::CycloneDx,
        Self::Ghsa,
        Self::Markdown,
        Self::Mail,
    ];

    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csaf20 => "CSAF 2.0",
            Self::Csaf21Draft => "CSAF 2.1 (draft)",
            Self::Osv => "OSV",
            Self::Cve => "CVE record",
            Self::OpenVex => "OpenVEX",
            Self::CycloneDx => "CycloneDX VEX",
            Self::Ghsa => "GitHub advisory",
            Self::Markdown => "Markdown",
            Self::Mail => "Mail",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Mail => "text/plain; charset=utf-8",
            Self::CycloneDx => "application/vnd.cyclonedx+json; version=1.6",
            _ => "application/json",
        }
    }

    /// What stands in a file's name between the identifier and the ending. The two versions of CSAF share a
    /// name, as §5.1 of both demands; 2.1 lies in a folder `v2.1/` of its own.
    const fn infix(self) -> &'static str {
        match self {
            Self::Csaf20 | Self::Csaf21Draft => "",
            Self::Osv => ".osv",
            Self::Cve => ".cve",
            Self::OpenVex => ".openvex",
            Self::CycloneDx => ".cdx",
            Self::Ghsa => ".ghsa",
            Self::Markdown => ".md",
            Self::Mail => ".txt",
        }
    }
}

/// Where an advisory is published: what the record itself does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The https address of its page.
    pub page: String,
    /// The https address of the folder of its CSAF file, with a `/` at the end.
    pub csaf_folder: String,
}

/// An advisory in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The format.
    pub format: Format,
    /// Its file name; for CSAF as §5.1 of the standard demands.
    pub file_name: String,
    /// What is in the file. The same advisory and place give the same bytes.
    pub body: String,
}

/// Why an advisory is not rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the advisory is not ready for {}: {}", format.name(), sentences(problems, missing))]
pub struct NotReady {
    /// For which format.
    pub format: Format,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What the format needs and the advisory does not say.
    pub missing: Vec<Missing>,
}

fn sentences(problems: &[Problem], missing: &[Missing]) -> String {
    let problems = problems.iter().map(Problem::to_string);
    problems.chain(missing.iter().map(|m| m.sentence.clone())).collect::<Vec<_>>().join(" ")
}

/// Renders an advisory for publication.
///
/// # Errors
/// [`NotReady`] with everything that is wrong or missing.
pub fn render(advisory: &Advisory, format: Format, place: &Place) -> Result<Rendered, NotReady> {
    let problems = problems(advisory);
    let mut missing = missing(advisory, format, place);
    missing.retain(|missing| missing.need == Need::Required);
    if !problems.is_empty() || !missing.is_empty() {
        return Err(NotReady { format, problems, missing });
    }
    Ok(preview(advisory, format, place))
}

/// Renders an advisory as far as it is written, without judging it: for a preview beside the editor.
#[must_use]
pub fn preview(advisory: &Advisory, format: Format, place: &Place) -> Rendered {
    let written = |value: &Value| json::text(value);
    let body = match format {
        Format::Csaf20 => written(&csaf20::document(advisory, place)),
        Format::Csaf21Draft => written(&csaf21::document(advisory, place)),
        Format::Osv => written(&osv::record(advisory, place)),
        Format::Cve => written(&cve::record(advisory, place)),
        Format::OpenVex => written(&openvex::document(advisory, place)),
        Format::CycloneDx => written(&cyclonedx::document(advisory, place)),
        Format::Ghsa => written(&ghsa::create(advisory, place)),
        Format::Markdown => markdown::text(&page::Page::of(advisory, place)),
        Format::Mail => mail::text(&page::Page::of(advisory, place)),
    };
    let name = filename::csaf(advisory.id.as_str());
    let file_name = match format {
        Format::Csaf20 | Format::Csaf21Draft => name,
        Format::Markdown | Format::Mail => name.replace(".json", format.infix()),
        _ => name.replace(".json", &format!("{}.json", format.infix())),
    };
    Rendered { format, file_name, body }
}

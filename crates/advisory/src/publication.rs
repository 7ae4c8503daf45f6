//! What is published of an advisory, and where it lies below the program's address.
//!
//! One layout for what is served and for what is exported as files: `csaf/white/2026/x.json` as the standard
//! demands (CSAF 2.0 §7.1), everything else beside the advisory's page. The draft of CSAF 2.1 is not
//! published: it is no standard yet.

use crate::format::{Format, NotReady, Place, filename, preview};
use crate::missing;
use crate::model::{Advisory, Status, Tlp};
use crate::problems::problems;
use crate::{Missing, Need};

/// The formats in which an advisory is published, in the order in which they are listed to people.
pub const PUBLISHED: &[Format] = &[
    Format::Csaf20,
    Format::Osv,
    Format::Cve,
    Format::OpenVex,
    Format::CycloneDx,
    Format::Ghsa,
    Format::Markdown,
    Format::Mail,
];

/// The formats without which nothing is published. The others appear when the record says enough for them.
const ALWAYS: [Format; 3] = [Format::Csaf20, Format::Markdown, Format::Mail];

/// A document that is to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its format.
    pub format: Format,
    /// Its path below the program's address.
    pub path: String,
    /// What is in it.
    pub body: String,
}

/// Whether an advisory of this label may lie open. AMBER and RED are for named readers only (CSAF 2.0 §7.1.5).
#[must_use]
pub const fn is_open(tlp: Tlp) -> bool {
    matches!(tlp, Tlp::Clear | Tlp::Green)
}

/// The folder of a label, in the words of CSAF 2.0.
#[must_use]
pub fn folder(tlp: Tlp) -> String {
    tlp.version_1().to_ascii_lowercase()
}

/// The name under which a format lies beside the advisory's page.
#[must_use]
pub const fn name(format: Format) -> &'static str {
    match format {
        Format::Csaf20 => "csaf.json",
        Format::Csaf21Draft => "csaf-2.1-draft.json",
        Format::Osv => "osv.json",
        Format::Cve => "cve.json",
        Format::OpenVex => "openvex.json",
        Format::CycloneDx => "cyclonedx.json",
        Format::Ghsa => "ghsa.json",
        Format::Markdown => "advisory.md",
        Format::Mail => "advisory.txt",
    }
}

/// How the name of the signature beside a document ends: CSAF asks for OpenPGP (CSAF 2.0 §7.1.19), everything
/// else is signed as `minisign` does.
#[must_use]
pub const fn signature_end(format: Format) -> &'static str {
    match format {
        Format::Csaf20 | Format::Csaf21Draft => ".asc",
        _ => ".minisig",
    }
}

/// The format of such a name.
#[must_use]
pub fn named(text: &str) -> Option<Format> {
    PUBLISHED.iter().copied().find(|format| name(*format) == text)
}

/// An id as one segment of a path: what is no letter, digit, `-`, `.`, `_` or `+` becomes `_`.
#[must_use]
pub fn segment(id: &str) -> String {
    let keep = |c: char| if c.is_ascii_alphanumeric() || "-._+".contains(c) { c } else { '_' };
    let name: String = id.chars().map(keep).collect();
    // No segment climbs out of its folder or hides in it.
    if name.starts_with('.') { format!("_{name}") } else { name }
}

/// The year of the first edition, under which CSAF files lie (§7.1.11).
fn year(advisory: &Advisory) -> String {
    let at = advisory.published().map(|at| at.to_string()).unwrap_or_default();
    let year: String = at.chars().take_while(char::is_ascii_digit).collect();
    if year.len() == 4 { year } else { "0000".to_owned() }
}

/// Where an advisory is published by the program at this address (without a slash at its end).
#[must_use]
pub fn place(program: &str, advisory: &Advisory) -> Place {
    Place {
        page: format!("{program}/advisories/{}", segment(advisory.id.as_str())),
        csaf_folder: format!("{program}/csaf/{}/{}/", folder(advisory.tlp), year(advisory)),
    }
}

/// The path of a document below the program's address.
#[must_use]
pub fn path(advisory: &Advisory, format: Format) -> String {
    let id = advisory.id.as_str();
    match format {
        Format::Csaf20 => {
            format!("csaf/{}/{}/{}", folder(advisory.tlp), year(advisory), filename::csaf(id))
        }
        other => format!("advisories/{}/{}", segment(id), name(other)),
    }
}

/// What a format asks for and the record does not say. The address is left out: whoever runs a server
/// without https knows it, and no writer of an advisory can mend it.
#[must_use]
pub fn needs(advisory: &Advisory, format: Format, place: &Place) -> Vec<Missing> {
    let mut missing = missing(advisory, format, place);
    missing.retain(|missing| !matches!(missing.field, "page" | "csaf_folder"));
    missing
}

/// What stands between a record and its publication: nothing, or why it is refused.
///
/// # Errors
/// [`NotReady`] with everything that is wrong, or that CSAF asks for and the record does not say.
pub fn ready(advisory: &Advisory, place: &Place) -> Result<(), NotReady> {
    let problems = problems(advisory);
    let mut missing: Vec<Missing> = ALWAYS
        .iter()
        .flat_map(|format| needs(advisory, *format, place))
        .filter(|missing| missing.need == Need::Required)
        .collect();
    missing.dedup_by(|a, b| a.sentence == b.sentence);
    if problems.is_empty() && missing.is_empty() {
        Ok(())
    } else {
        Err(NotReady { format: Format::Csaf20, problems, missing })
    }
}

/// The documents of an edition, and the formats whose earlier documents go: those that the record no longer
/// says enough for. A withdrawal takes no document away; what cannot say it stays as it was.
///
/// # Errors
/// [`NotReady`], as [`ready`] says.
pub fn documents(
    advisory: &Advisory,
    program: &str,
) -> Result<(Vec<Document>, Vec<Format>), NotReady> {
    let place = place(program, advisory);
    ready(advisory, &place)?;
    let mut documents = Vec::new();
    let mut gone = Vec::new();
    for format in PUBLISHED.iter().copied() {
        let lacks = needs(advisory, format, &place);
        if lacks.iter().any(|missing| missing.need == Need::Required) {
            if advisory.status != Status::Withdrawn {
                gone.push(format);
            }
            continue;
        }
        let body = preview(advisory, format, &place).body;
        documents.push(Document { format, path: path(advisory, format), body });
    }
    Ok((documents, gone))
}

//! Which files of a repository say something about its security policy, and what each of them is.
//!
//! Pure: a tree is a list of paths with their bytes. Walking folders and limits on what is read from disk are
//! the caller's; [`wanted`] tells the caller which paths are worth opening at all.

use crate::source::Source;

/// The longest policy that is read, in bytes. What is longer is a finding, not a policy.
pub const MAX_POLICY_BYTES: usize = 1024 * 1024;

/// The folders in which a policy is looked for, in the order in which GitHub prefers them.
pub const FOLDERS: &[&str] = &[".github/", "", "docs/", "doc/"];
/// How a policy's file is named before its ending.
const STEMS: &[&str] = &["security", "vulnerability-disclosure-policy", "disclosure-policy"];
/// The endings of prose that is read.
const ENDINGS: &[&str] = &["md", "markdown", "mdown", "rst", "txt", "html", "htm", "xhtml", "adoc"];

/// A file of the tree. `bytes` may be the beginning of it only; `length` is its whole length.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its path from the root of the tree, with `/` between the parts.
    pub path: &'a str,
    /// What is in it, or the beginning of that.
    pub bytes: &'a [u8],
    /// How many bytes the whole file has.
    pub length: u64,
}

impl<'a> File<'a> {
    /// A file that was read whole.
    #[must_use]
    pub fn whole(path: &'a str, text: &'a str) -> Self {
        Self { path, bytes: text.as_bytes(), length: u64::try_from(text.len()).unwrap_or(u64::MAX) }
    }
}

/// What a file is, told from its path and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A policy in prose.
    Prose(prose::Format),
    /// A policy as data.
    PolicyToml,
    /// A security.txt.
    SecurityTxt,
}

/// The files that were read, and whether they are a whole tree or were named one by one.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    /// Whether a folder was given, so that the absence of a file means something.
    pub(crate) is_whole: bool,
    pub(crate) files: &'a [(FileKind, Source)],
}

impl Tree<'_> {
    pub(crate) fn prose(&self) -> impl Iterator<Item = &Source> {
        let is_prose = |kind: &FileKind| matches!(kind, FileKind::Prose(_));
        self.files.iter().filter(move |(kind, _)| is_prose(kind)).map(|(_, source)| source)
    }

    pub(crate) fn has(&self, kind: FileKind) -> bool {
        self.files.iter().any(|(other, _)| *other == kind)
    }
}

/// Whether a path of a tree is worth opening: by its name it may be a policy or a security.txt.
#[must_use]
pub fn wanted(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    if lower == ".well-known/security.txt" || lower.ends_with("/.well-known/security.txt") {
        return true;
    }
    let Some(name) = FOLDERS
        .iter()
        .filter_map(|folder| lower.strip_prefix(folder))
        .find(|name| !name.contains('/'))
    else {
        return false;
    };
    if name == "policy.toml" {
        return true;
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    STEMS.contains(&stem) && (ending.is_empty() || ENDINGS.contains(&ending))
}

/// What a file is. A `security.txt` outside `.well-known` is told from its text, since some projects call
/// their policy in plain text so.
#[must_use]
pub fn kind(source: &Source) -> FileKind {
    let lower = source.path().to_ascii_lowercase();
    let name = lower.rsplit('/').next().unwrap_or(&lower);
    if name == "security.txt"
        && (lower.contains(".well-known/") || crate::SecurityTxt::looks_like(source))
    {
        return FileKind::SecurityTxt;
    }
    if name.ends_with(".toml") {
        return FileKind::PolicyToml;
    }
    FileKind::Prose(prose::detect(Some(source.path()), source.text()))
}

/// Where a path comes in the order in which a host looks for a policy: smaller is sooner.
pub(crate) fn rank(path: &str) -> (usize, String) {
    let lower = path.to_ascii_lowercase();
    let folder = lower.rfind('/').map_or("", |at| lower.get(..=at).unwrap_or_default());
    let place = FOLDERS.iter().position(|known| *known == folder).unwrap_or(FOLDERS.len());
    (place, lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_and_folders_of_policies_are_wanted_and_others_are_not() {
        for path in [
            "SECURITY.md",
            ".github/SECURITY.md",
            "docs/security.rst",
            "doc/security.rst",
            "Security.txt",
            "SECURITY",
            "SECURITY.html",
            "policy.toml",
            ".well-known/security.txt",
            "website/static/.well-known/security.txt",
        ] {
            assert!(wanted(path), "{path}");
        }
        for path in [
            "README.md",
            "src/security.md",
            "docs/a/security.md",
            "security.rs",
            "policy.toml.bak",
            "well-known/security.txt",
        ] {
            assert!(!wanted(path), "{path}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_host() {
        let mut paths = ["docs/SECURITY.md", "SECURITY.md", ".github/SECURITY.md"];
        paths.sort_by_key(|path| rank(path));
        assert_eq!(paths, [".github/SECURITY.md", "SECURITY.md", "docs/SECURITY.md"]);
    }
}

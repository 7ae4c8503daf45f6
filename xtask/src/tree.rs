//! The project's text files, read once into memory.
//!
//! Every rule and generator takes a [`Tree`] and nothing else, so each is tested on a tree of two or
//! three made-up files. Only this module reads the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::TaskError;

/// Folders that hold no source of the project.
const IGNORED_FOLDERS: &[&str] = &[".git", "target", "node_modules", "candor-data", "artifacts"];
/// A text file of the project is never this long (bytes); longer ones are data.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Path (with `/`, from the project's root) to text of every file that is valid UTF-8.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: BTreeMap<String, String>,
}

/// The project's root folder.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

impl Tree {
    /// Reads the project this program was compiled in: the files git tracks or would track, or, in
    /// an unpacked archive without git, every file outside build folders.
    pub(crate) fn read() -> Result<Self, TaskError> {
        let root = root();
        let paths = match git_files(&root) {
            Some(paths) => paths,
            None => {
                let mut found = Vec::new();
                walk(&root, &root, &mut found)?;
                found
            }
        };
        let mut files = BTreeMap::new();
        for path in paths {
            let full = root.join(&path);
            // A file git still lists but which was deleted, or a link to a folder: not a text file.
            let Ok(meta) = std::fs::symlink_metadata(&full) else { continue };
            if !meta.is_file() || meta.len() > LONGEST {
                continue;
            }
            let bytes = std::fs::read(&full)
                .map_err(|source| TaskError::File { path: path.clone(), source })?;
            if let Ok(text) = String::from_utf8(bytes) {
                files.insert(path, text);
            }
        }
        Ok(Self { files })
    }

    /// A tree of made-up files.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
        Self { files }
    }

    /// How many text files there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Every file, in the order of the paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Every Rust source file.
    pub(crate) fn rust_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The crates under `crates/` plus `xtask`: name and the text of the manifest.
    pub(crate) fn crates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter_map(|(path, text)| {
            let folder = path.strip_suffix("/Cargo.toml")?;
            let name = folder.strip_prefix("crates/").unwrap_or(folder);
            let ours = folder == "xtask" || (folder != name && !name.contains('/'));
            ours.then_some((name, text))
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "a task asks git which files are the project's")]
fn git_files(root: &Path) -> Option<Vec<String>> {
    let output = std::process::Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()
        .ok()?;
    if !output.status.success() || output.stdout.is_empty() {
        return None;
    }
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) -> Result<(), TaskError> {
    let failed = |source| TaskError::File { path: folder.to_string_lossy().into_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            let name = entry.file_name();
            if !IGNORED_FOLDERS.iter().any(|ignored| name == *ignored) {
                walk(root, &path, found)?;
            }
        } else if kind.is_file()
            && let Ok(relative) = path.strip_prefix(root)
        {
            found.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_read_from_its_root() {
        let tree = Tree::read().unwrap();
        assert!(tree.text("Cargo.toml").is_some());
        assert!(tree.crates().any(|(name, _)| name == "clock"));
        assert!(tree.crates().any(|(name, _)| name == "xtask"));
    }

    #[test]
    fn a_walk_without_git_finds_the_same_sources() {
        let mut found = Vec::new();
        walk(&root(), &root().join("xtask"), &mut found).unwrap();
        assert!(found.iter().any(|path| path == "xtask/src/tree.rs"), "{found:?}");
    }

    #[test]
    fn a_nested_manifest_is_not_a_crate_of_ours() {
        let tree = Tree::of(&[
            ("crates/clock/Cargo.toml", ""),
            ("crates/clock/sub/Cargo.toml", ""),
            ("fuzz/Cargo.toml", ""),
            ("Cargo.toml", ""),
        ]);
        let names: Vec<&str> = tree.crates().map(|(name, _)| name).collect();
        assert_eq!(names, ["clock"]);
    }
}

//! Just enough reading of `Cargo.toml` and `Cargo.lock` for the house rules: sections and keys.
//!
//! The manifests of this workspace are written one key a line; nothing here reads TOML in general.

/// One key of a manifest: the section it stands in, its name, its value as written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    /// Line number, from 1.
    pub(crate) line: usize,
    /// `dependencies`, `lints.rust`, … without brackets.
    pub(crate) section: &'a str,
    /// `tokio` of `tokio.workspace = true`, and of `[dependencies.tokio]`.
    pub(crate) key: &'a str,
    /// What stands after the `=`; empty for a `[dependencies.tokio]` heading.
    pub(crate) value: &'a str,
}

/// Which kind of dependency a section lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Linked into the product.
    Normal,
    /// Run while building.
    Build,
    /// Used by tests only.
    Dev,
}

/// The keys of a manifest in the order they stand.
pub(crate) fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut section = "";
    let mut found = Vec::new();
    for (line, written) in (1..).zip(text.lines()) {
        let written = written.trim();
        if written.starts_with('#') {
            continue;
        }
        if let Some(heading) = written.strip_prefix('[') {
            section = heading.trim_start_matches('[').split(']').next().unwrap_or_default();
            // `[dependencies.tokio]` is a dependency whose keys follow one a line.
            if let Some((list, name)) = section.rsplit_once('.')
                && kind(list).is_some()
            {
                found.push(Entry { line, section: list, key: name, value: "" });
                section = "";
            }
            continue;
        }
        if let Some((key, value)) = written.split_once('=') {
            let key = key.split('.').next().unwrap_or(key).trim().trim_matches('"');
            found.push(Entry { line, section, key, value: value.trim() });
        }
    }
    found
}

/// The dependencies a manifest lists.
pub(crate) fn dependencies(text: &str) -> Vec<(Kind, Entry<'_>)> {
    entries(text)
        .into_iter()
        .filter_map(|entry| kind(entry.section).map(|kind| (kind, entry)))
        .collect()
}

fn kind(section: &str) -> Option<Kind> {
    // `target.'cfg(unix)'.dependencies` ends the same way.
    match section.rsplit('.').next()? {
        "dependencies" if section != "workspace.dependencies" => Some(Kind::Normal),
        "build-dependencies" => Some(Kind::Build),
        "dev-dependencies" => Some(Kind::Dev),
        _ => None,
    }
}

/// One package of a lock file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Locked<'a> {
    /// Line number of its name, from 1.
    pub(crate) line: usize,
    /// Its name.
    pub(crate) name: &'a str,
    /// Where it comes from; nothing for a crate of this workspace.
    pub(crate) source: Option<&'a str>,
}

/// The packages of a `Cargo.lock`.
pub(crate) fn locked(text: &str) -> Vec<Locked<'_>> {
    let mut found: Vec<Locked<'_>> = Vec::new();
    for entry in entries(text).into_iter().filter(|entry| entry.section == "package") {
        let value = entry.value.trim_matches('"');
        match entry.key {
            "name" => found.push(Locked { line: entry.line, name: value, source: None }),
            "source" => {
                if let Some(package) = found.last_mut() {
                    package.source = Some(value);
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_are_read_in_every_form() {
        let text = "[package]\nname = \"x\"\n[dependencies]\nclock.workspace = true\n\
                    toml = { version = \"1\" }\n[dependencies.serde]\nversion = \"1\"\n\
                    [target.'cfg(unix)'.dependencies]\nlibc = \"0\"\n\
                    [dev-dependencies]\n# none = \"1\"\nproptest.workspace = true\n";
        let names: Vec<(Kind, &str)> =
            dependencies(text).iter().map(|(kind, entry)| (*kind, entry.key)).collect();
        assert_eq!(
            names,
            [
                (Kind::Normal, "clock"),
                (Kind::Normal, "toml"),
                (Kind::Normal, "serde"),
                (Kind::Normal, "libc"),
                (Kind::Dev, "proptest"),
            ]
        );
    }

    #[test]
    fn the_workspace_table_lists_no_dependency_of_a_crate() {
        assert!(dependencies("[workspace.dependencies]\nserde = \"1\"\n").is_empty());
    }

    #[test]
    fn lock_entries_carry_their_source() {
        let text = "version = 4\n[[package]]\nname = \"a\"\nversion = \"1\"\n\
                    source = \"registry+x\"\n\n[[package]]\nname = \"b\"\n";
        let packages = locked(text);
        assert_eq!(packages.len(), 2);
        assert_eq!(packages.first().and_then(|package| package.source), Some("registry+x"));
        assert_eq!(packages.get(1).and_then(|package| package.source), None);
    }
}

//! Package ecosystems: what each is called by OSV, purl, vers, GitHub and CVE.
//!
//! The names are those of the OSV schema of 1 July 2026 (`$defs/ecosystemName`). A purl type stands where
//! the purl specification defines one; an ecosystem without one is written as `pkg:generic`.

/// One ecosystem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ecosystem {
    /// As OSV calls it, without a suffix.
    pub name: &'static str,
    /// Its purl type, with the namespace that its packages have after a `/`.
    pub purl: Option<&'static str>,
    /// As GitHub calls it in repository advisories.
    pub github: Option<&'static str>,
    /// The address of its collection of packages, as CVE records name it.
    pub collection: Option<&'static str>,
}

const fn of(name: &'static str, purl: &'static str) -> Ecosystem {
    Ecosystem { name, purl: Some(purl), github: None, collection: None }
}
const fn bare(name: &'static str) -> Ecosystem {
    Ecosystem { name, purl: None, github: None, collection: None }
}
const fn known(
    name: &'static str,
    purl: &'static str,
    github: Option<&'static str>,
    collection: &'static str,
) -> Ecosystem {
    Ecosystem { name, purl: Some(purl), github, collection: Some(collection) }
}

/// Every ecosystem that OSV knows.
pub const ECOSYSTEMS: &[Ecosystem] = &[
    of("AlmaLinux", "rpm/almalinux"),
    of("Alpaquita", "apk/alpaquita"),
    of("Alpine", "apk/alpine"),
    bare("Android"),
    of("Azure Linux", "rpm/azure-linux"),
    of("BellSoft Hardened Containers", "apk/bellsoft-hardened-containers"),
    of("Bioconductor", "bioconductor"),
    of("Bitnami", "bitnami"),
    of("Chainguard", "apk/chainguard"),
    bare("CleanStart"),
    known("ConanCenter", "conan", None, "https://conan.io/center"),
    known("CRAN", "cran", None, "https://cran.r-project.org"),
    known("crates.io", "cargo", Some("rust"), "https://crates.io"),
    of("Debian", "deb/debian"),
    bare("Docker Hardened Images"),
    bare("Echo"),
    bare("FreeBSD"),
    bare("GHC"),
    known("GitHub Actions", "githubactions", Some("actions"), "https://github.com/marketplace"),
    known("Go", "golang", Some("go"), "https://pkg.go.dev"),
    known("Hackage", "hackage", None, "https://hackage.haskell.org"),
    known("Hex", "hex", Some("erlang"), "https://hex.pm"),
    bare("Julia"),
    bare("Kubernetes"),
    bare("Linux"),
    of("Mageia", "rpm/mageia"),
    known("Maven", "maven", Some("maven"), "https://repo.maven.apache.org/maven2"),
    of("MinimOS", "apk/minimos"),
    known("npm", "npm", Some("npm"), "https://www.npmjs.com"),
    known("NuGet", "nuget", Some("nuget"), "https://www.nuget.org"),
    known("opam", "opam", None, "https://opam.ocaml.org"),
    of("openEuler", "rpm/openeuler"),
    of("openSUSE", "rpm/opensuse"),
    bare("OSS-Fuzz"),
    known("Packagist", "composer", Some("composer"), "https://packagist.org"),
    of("Photon OS", "rpm/photon"),
    known("Pub", "pub", Some("pub"), "https://pub.dev"),
    known("PyPI", "pypi", Some("pip"), "https://pypi.org"),
    of("Red Hat", "rpm/redhat"),
    of("Rocky Linux", "rpm/rocky-linux"),
    bare("Root"),
    known("RubyGems", "gem", Some("rubygems"), "https://rubygems.org"),
    of("SUSE", "rpm/suse"),
    Ecosystem { name: "SwiftURL", purl: Some("swift"), github: Some("swift"), collection: None },
    bare("TuxCare"),
    of("Ubuntu", "deb/ubuntu"),
    bare("VSCode"),
    of("Wolfi", "apk/wolfi"),
];

/// The ecosystem of a name with or without a suffix: `Debian:12` is Debian.
#[must_use]
pub fn find(name: &str) -> Option<&'static Ecosystem> {
    let base = name.split_once(':').map_or(
        name,
        |(base, suffix)| {
            if suffix.is_empty() { name } else { base }
        },
    );
    ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == base)
}

/// The ecosystem that a slip of the keyboard means: the same letters in another case, or a package manager's
/// name.
#[must_use]
pub fn likely(name: &str) -> Option<&'static Ecosystem> {
    let base = name.split(':').next().unwrap_or(name);
    let squeezed = |text: &str| text.to_lowercase().replace([' ', '-', '_', '.'], "");
    let wanted = match squeezed(base).as_str() {
        "pip" | "python" => "pypi".to_owned(),
        "cargo" | "rust" | "crates" => "cratesio".to_owned(),
        "gem" | "ruby" => "rubygems".to_owned(),
        "composer" | "php" => "packagist".to_owned(),
        "golang" => "go".to_owned(),
        "node" | "javascript" => "npm".to_owned(),
        "java" | "mavencentral" => "maven".to_owned(),
        "erlang" | "elixir" => "hex".to_owned(),
        "swift" => "swifturl".to_owned(),
        "actions" => "githubactions".to_owned(),
        other => other.to_owned(),
    };
    ECOSYSTEMS.iter().find(|ecosystem| squeezed(ecosystem.name) == wanted)
}

/// The ecosystem that GitHub calls so.
#[must_use]
pub fn of_github(name: &str) -> Option<&'static Ecosystem> {
    let name = name.to_lowercase();
    ECOSYSTEMS.iter().find(|ecosystem| ecosystem.github == Some(name.as_str()))
}

/// The ecosystem of a collection of packages in a CVE record.
#[must_use]
pub fn of_collection(url: &str) -> Option<&'static Ecosystem> {
    let url = url.trim_end_matches('/');
    ECOSYSTEMS.iter().find(|ecosystem| ecosystem.collection == Some(url))
}

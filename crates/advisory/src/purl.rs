//! Package URLs (purl) and version ranges (vers), as far as advisories write and read them.
//!
//! Sources: the purl specification (ECMA-427) §5, and the vers specification (ECMA-428 draft). A purl is
//! written in canonical form for the types of [`crate::ecosystem`]; reading keeps what identifies the
//! package and its version, and leaves qualifiers and subpath alone.

use crate::ecosystem::{self, ECOSYSTEMS};
use crate::model::{Interval, Order, Package, Product, UpTo};

/// The parts of a purl that identify a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purl {
    /// The type: `pypi`.
    pub kind: String,
    /// The namespace, decoded, with `/` between its parts; empty: none.
    pub namespace: String,
    /// The name, decoded.
    pub name: String,
    /// The version, decoded.
    pub version: Option<String>,
}

/// Writes `text` with everything but letters, digits and `.-_~` as percent escapes.
pub(crate) fn escape(text: &str, keep: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || ".-_~".contains(c) || (byte.is_ascii() && keep.contains(c))
        {
            out.push(c);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

impl Purl {
    /// Reads a purl; `None` when the text is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("pkg:")?.trim_start_matches('/');
        let rest = rest.split(['#', '?']).next()?;
        let (kind, rest) = rest.split_once('/')?;
        let first = kind.chars().next()?;
        let kind_ok = first.is_ascii_alphabetic()
            && kind.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
        if !kind_ok {
            return None;
        }
        // A version follows the last `@` of the last segment; a scope's `@` is escaped or begins one.
        let rest = rest.trim_end_matches('/');
        let (path, version) = match rest.rsplit_once('@') {
            Some((path, version))
                if !path.is_empty() && !version.contains('/') && !path.ends_with('/') =>
            {
                (path, Some(unescape(version)?))
            }
            _ => (rest, None),
        };
        let (namespace, name) = path.rsplit_once('/').unwrap_or(("", path));
        let (namespace, name) = (unescape(namespace)?, unescape(name)?);
        if name.is_empty() || text.contains(char::is_whitespace) {
            return None;
        }
        Some(Self { kind: kind.to_ascii_lowercase(), namespace, name, version })
    }

    /// The purl of a package of an ecosystem; `None` when the ecosystem has no purl type.
    #[must_use]
    pub fn of_package(package: &Package) -> Option<Self> {
        let purl = ecosystem::find(&package.ecosystem)?.purl?;
        let (kind, fixed) = purl.split_once('/').unwrap_or((purl, ""));
        let name = match kind {
            "pypi" => package.name.to_lowercase().replace('_', "-"),
            "composer" | "githubactions" | "hex" => package.name.to_lowercase(),
            _ => package.name.clone(),
        };
        let separator = if kind == "maven" { ':' } else { '/' };
        let (namespace, name) = name.rsplit_once(separator).unwrap_or(("", &name));
        let namespace = if fixed.is_empty() { namespace } else { fixed };
        Some(Self {
            kind: kind.to_owned(),
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            version: None,
        })
        .filter(|purl| !purl.name.is_empty())
    }

    /// The purl of a product, at a version if one is given: by the purl it names, by its package, or as
    /// `pkg:generic` under its vendor. Types whose purls must have a version fall back to that as well.
    #[must_use]
    pub fn of_product(product: &Product, publisher: &str, version: Option<&str>) -> Self {
        let given = product.purl.as_deref().and_then(Self::parse);
        let given = given.or_else(|| product.package.as_ref().and_then(Self::of_package));
        let given = given.filter(|purl| version.is_some() || !purl.needs_version());
        let purl = given.unwrap_or_else(|| {
            let vendor = if product.vendor.trim().is_empty() { publisher } else { &product.vendor };
            Self {
                kind: "generic".to_owned(),
                namespace: vendor.trim().to_owned(),
                name: product.display_name().to_owned(),
                version: None,
            }
        });
        Self { version: version.map(str::to_owned), ..purl }
    }

    /// Whether purls of its type are not valid without a version.
    #[must_use]
    pub fn needs_version(&self) -> bool {
        matches!(self.kind.as_str(), "swift" | "cran")
    }

    /// The package it names in OSV's words, when its type belongs to one ecosystem.
    #[must_use]
    pub fn package(&self) -> Option<Package> {
        let ecosystem = ECOSYSTEMS.iter().find(|ecosystem| {
            ecosystem.purl.is_some_and(|purl| match purl.split_once('/') {
                Some((kind, namespace)) => kind == self.kind && namespace == self.namespace,
                None => purl == self.kind,
            })
        })?;
        let separator = if self.kind == "maven" { ":" } else { "/" };
        let distribution = ecosystem.purl.is_some_and(|purl| purl.contains('/'));
        let name = if self.namespace.is_empty() || distribution {
            self.name.clone()
        } else {
            format!("{}{separator}{}", self.namespace, self.name)
        };
        Some(Package { ecosystem: ecosystem.name.to_owned(), name })
    }
}

impl core::fmt::Display for Purl {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "pkg:{}/", self.kind)?;
        for part in self.namespace.split('/').filter(|part| !part.is_empty()) {
            write!(f, "{}/", escape(part, ""))?;
        }
        f.write_str(&escape(&self.name, ""))?;
        match &self.version {
            Some(version) => write!(f, "@{}", escape(version, "")),
            None => Ok(()),
        }
    }
}

/// The vers scheme of a product: its purl type, or `generic`.
fn scheme(product: &Product, order: Order) -> String {
    let purl = product.purl.as_deref().and_then(Purl::parse);
    let purl = purl.or_else(|| product.package.as_ref().and_then(Purl::of_package));
    match purl.map(|purl| purl.kind) {
        Some(kind) if kind == "apk" => "alpine".to_owned(),
        Some(kind) => kind,
        None if order == Order::Semver => "semver".to_owned(),
        None => "generic".to_owned(),
    }
}

/// An affected stretch as a vers: `vers:pypi/>=1.0|<1.2`.
#[must_use]
pub fn vers(product: &Product, order: Order, interval: &Interval<'_>) -> String {
    let mut parts = Vec::new();
    if let Some(from) = interval.from {
        parts.push(format!(">={}", escape(from, "")));
    }
    match interval.to {
        UpTo::Open => {}
        UpTo::Before(version) | UpTo::Limit(version) => {
            parts.push(format!("<{}", escape(version, "")));
        }
        UpTo::Through(version) => parts.push(format!("<={}", escape(version, ""))),
    }
    let constraints = if parts.is_empty() { "*".to_owned() } else { parts.join("|") };
    format!("vers:{}/{constraints}", scheme(product, order))
}

/// What a vers of one stretch says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The scheme of versions: `pypi`.
    pub scheme: String,
    /// The first affected version; `None`: the first there is.
    pub from: Option<String>,
    /// The end, and whether it is affected itself; `None`: there is none.
    pub to: Option<(String, bool)>,
}

/// Reads a vers of the form that [`vers`] writes. `None` for unions, exclusions and exact versions.
#[must_use]
pub fn read_vers(text: &str) -> Option<Stretch> {
    let (scheme, constraints) = text.strip_prefix("vers:")?.split_once('/')?;
    let (mut from, mut to) = (None, None);
    if constraints.trim() != "*" {
        for constraint in constraints.split('|').map(str::trim) {
            if let Some(version) = constraint.strip_prefix(">=") {
                if from.replace(unescape(version)?).is_some() || to.is_some() {
                    return None;
                }
            } else if let Some(version) = constraint.strip_prefix("<=") {
                if to.replace((unescape(version)?, true)).is_some() {
                    return None;
                }
            } else if let Some(version) = constraint.strip_prefix('<') {
                if to.replace((unescape(version)?, false)).is_some() {
                    return None;
                }
            } else {
                return None;
            }
        }
    }
    Some(Stretch { scheme: scheme.to_owned(), from, to })
}

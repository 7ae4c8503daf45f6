//! What is wrong with an advisory, whatever it is rendered into: every finding with what to do about it.
//!
//! A draft may have problems; a publication may not ([`crate::render`] refuses). What only one format asks
//! for is in [`crate::missing`].

use crate::cvss::Version;
use crate::cwe::{CweId, Usage};
use crate::ecosystem;
use crate::model::{
    Advisory, AffectedProduct, Consent, Event, Name, Order, Range, RemediationKind, Standing,
};
use crate::ssvc::SelectionError;

/// The longest title, in characters: what the strictest reader (CVE) takes.
pub const LONGEST_TITLE: usize = 256;

/// Something wrong. The sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// No title.
    #[error("Write a title: what it is, in one line.")]
    NoTitle,
    /// A title of several lines or of control characters.
    #[error("Write the title in one line of plain text.")]
    TitleNotOneLine,
    /// Too long.
    #[error("Keep the title within {LONGEST_TITLE} characters; the rest belongs in the summary.")]
    TitleTooLong,
    /// Markup in the title.
    #[error("Take the markup “{0}” out of the title: a title is plain text.")]
    HtmlInTitle(String),
    /// No summary.
    #[error("Write a summary: who is affected, what can happen, what to do.")]
    NoSummary,
    /// No language, or none that there is.
    #[error("“{0}” is no language; write it like en, de or pt-BR.")]
    Language(String),
    /// No publisher.
    #[error("Say who publishes the advisory.")]
    NoPublisher,
    /// The publisher's namespace is no https address.
    #[error(
        "Give the publisher an address of its own, such as https://example.org; “{0}” is none."
    )]
    Namespace(String),
    /// A product without a name.
    #[error("Product {0} has neither a name nor a package; give it one.")]
    NoProduct(usize),
    /// An ecosystem that OSV does not know.
    #[error("“{name}” is no ecosystem that readers know{hint}", hint = hint(likely))]
    UnknownEcosystem {
        /// What was written.
        name: String,
        /// What was probably meant.
        likely: Option<&'static str>,
    },
    /// A purl that is none.
    #[error("“{0}” is no package URL; write it like pkg:pypi/requests, without a version.")]
    Purl(String),
    /// A CPE that is none.
    #[error("“{0}” is no CPE name; write it like cpe:2.3:a:vendor:product:*:*:*:*:*:*:*:*.")]
    Cpe(String),
    /// A digest that is none.
    #[error(
        "The digest of the file “{0}” is not hexadecimal, or shorter than 64 digits; use SHA-256 or longer."
    )]
    Hash(String),
    /// A range that cannot be.
    #[error("{product}: {problem}")]
    Range {
        /// The product.
        product: String,
        /// What is wrong.
        problem: RangeProblem,
    },
    /// The same version is said to be two things.
    #[error("{product} {version} is said to be both {one} and {other}; it can be only one.")]
    Contradiction {
        /// The product.
        product: String,
        /// The version.
        version: String,
        /// What it is.
        one: &'static str,
        /// What it is as well.
        other: &'static str,
    },
    /// Not affected, without a reason.
    #[error("{0} is said not to be affected; say why, with a justification or in a sentence.")]
    NotAffectedWithoutReason(String),
    /// Two vectors of one version.
    #[error("There are two CVSS {0} vectors; keep one.")]
    TwoVectors(Version),
    /// An SSVC decision that cannot be looked up.
    #[error("SSVC: {0}")]
    Ssvc(#[from] SelectionError),
    /// A weakness that does not exist.
    #[error("{0} is not in the list of weaknesses (CWE {version}).", version = crate::cwe::VERSION)]
    UnknownWeakness(CweId),
    /// A weakness that no vulnerability is mapped to.
    #[error("{0} is a category or was retired; choose the weakness that is meant.")]
    ProhibitedWeakness(CweId),
    /// Somebody named without having agreed.
    #[error("{0} has not agreed to be named; ask them, or take the credit out.")]
    CreditWithoutConsent(String),
    /// A credit without a name.
    #[error("A credit has no name; give one, or make it anonymous.")]
    CreditWithoutName,
    /// A reference that is no web address.
    #[error("“{0}” is no web address; write it in full, beginning with https://.")]
    Reference(String),
    /// A remediation that says nothing.
    #[error("A measure ({0}) says nothing; say what to do.")]
    EmptyRemediation(RemediationKind),
    /// "No fix", and every product has one.
    #[error(
        "It says that there is no fix, but every affected product has a fixed version; take one out."
    )]
    FixAndNoFix,
    /// The own id among the aliases.
    #[error("{0} is the advisory's own identifier; an alias is another's.")]
    OwnAlias(String),
    /// Revision numbers with gaps, or times that run backwards.
    #[error(
        "The history of editions is broken at edition {0}: numbers count from 1, times do not run backwards."
    )]
    History(u32),
    /// Found after it was published.
    #[error(
        "The vulnerability is said to have been found after the first edition was published; correct the date."
    )]
    FoundAfterPublication,
    /// Public without an edition.
    #[error("It is marked as published, but its history has no edition.")]
    PublishedWithoutEdition,
}

/// What is wrong with a range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RangeProblem {
    /// No `introduced`.
    #[error(
        "a range has no beginning; add the first affected version, or 0 for all before the end"
    )]
    NoBeginning,
    /// An end without a beginning before it.
    #[error("a range ends at {0} without having begun; put the first affected version before it")]
    EndWithoutBeginning(String),
    /// Ends where it begins.
    #[error("a range begins and ends before {0}: it contains no version")]
    Empty(String),
    /// Runs backwards, where Semantic Versioning orders.
    #[error("a range runs from {0} back to {1}; swap them")]
    Backwards(String, String),
    /// `fixed` and `last_affected` in one range.
    #[error("a range names both a fixed and a last affected version; the fixed one is enough")]
    FixedAndLastAffected,
    /// An event that is there twice.
    #[error("{0} is in a range twice")]
    Twice(String),
    /// No version after an event.
    #[error("an event of a range has no version")]
    NoVersion,
    /// A version that is prose.
    #[error("“{0}” is a range in words, not a version; write it as a range")]
    Prose(String),
    /// Not a semantic version.
    #[error("“{0}” is no semantic version (1.2.3); use the ecosystem's own order for this range")]
    NotSemver(String),
    /// Not a commit.
    #[error("“{0}” is no full commit id (40 or 64 lower-case hexadecimal digits)")]
    NotACommit(String),
    /// Commits without a repository.
    #[error("a range of commits names no repository")]
    NoRepository,
    /// `limit` outside git.
    #[error(
        "a limit is for ranges of commits; use the first version with the fix, or the last affected one"
    )]
    LimitOfVersions,
}

fn hint(likely: &Option<&'static str>) -> String {
    match likely {
        Some(name) => format!("; did you mean {name}?"),
        None => "; leave it empty when the product is in none.".to_owned(),
    }
}

/// Everything that is wrong with an advisory. Empty: it may be published in every format that lacks nothing.
#[must_use]
pub fn problems(advisory: &Advisory) -> Vec<Problem> {
    let mut found = Vec::new();
    texts(advisory, &mut found);
    for (place, affected) in advisory.affected.iter().enumerate() {
        product(place, affected, &mut found);
    }
    contradictions(advisory, &mut found);
    severity(advisory, &mut found);
    people(advisory, &mut found);
    remediations(advisory, &mut found);
    for reference in &advisory.references {
        if !is_web_address(&reference.url) {
            found.push(Problem::Reference(short(&reference.url)));
        }
    }
    if let Some(own) = advisory.aliases.iter().find(|alias| alias.as_str() == advisory.id.as_str())
    {
        found.push(Problem::OwnAlias(own.to_string()));
    }
    history(advisory, &mut found);
    found
}

pub(crate) fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

/// Whether a text is an absolute http or https address without spaces, controls or markup.
pub(crate) fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host_ok = |c: char| c.is_ascii_alphanumeric() || ".-:@_~[]%".contains(c);
        let is_hex = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_hexdigit());
        let mut escapes = rest.split('%').skip(1);
        !host.is_empty()
            && host.chars().all(host_ok)
            && rest
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c))
            && rest.matches('#').count() <= 1
            && escapes.all(|part| {
                let mut bytes = part.bytes();
                is_hex(bytes.next()) && is_hex(bytes.next())
            })
    })
}

/// The first piece of a text that a browser would take for markup.
pub(crate) fn markup(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (_, from) = rest.split_at(at);
        let mut chars = from.chars();
        let opener = chars.next();
        let after = chars.as_str();
        let tag = opener == Some('<')
            && after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let entity = opener == Some('&')
            && after.split_once(';').is_some_and(|(name, _)| {
                let name = name.strip_prefix('#').unwrap_or(name);
                (1..=10).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric())
            });
        if tag || entity {
            return Some(from.chars().take(20).collect());
        }
        rest = after;
    }
    None
}

/// The two-letter codes of ISO 639-1.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io \
is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my \
na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq \
sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Whether a text is a language of ISO 639-1, with a script and a region if any (BCP 47, RFC 5646).
pub(crate) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    if language.len() != 2 || !LANGUAGES.split(' ').any(|known| known == language) {
        return false;
    }
    let mut rest: Vec<&str> = parts.collect();
    if rest.first().is_some_and(|p| p.len() == 4 && p.chars().all(|c| c.is_ascii_alphabetic())) {
        rest.remove(0);
    }
    match rest.as_slice() {
        [] => true,
        [region] => region.len() == 2 && region.chars().all(|c| c.is_ascii_uppercase()),
        _ => false,
    }
}

fn texts(advisory: &Advisory, found: &mut Vec<Problem>) {
    let title = advisory.title.trim();
    if title.is_empty() {
        found.push(Problem::NoTitle);
    } else if title.chars().any(char::is_control) {
        found.push(Problem::TitleNotOneLine);
    }
    if title.chars().count() > LONGEST_TITLE {
        found.push(Problem::TitleTooLong);
    }
    if let Some(markup) = markup(title) {
        found.push(Problem::HtmlInTitle(markup));
    }
    if advisory.summary.trim().is_empty() {
        found.push(Problem::NoSummary);
    }
    let languages = core::iter::once(&advisory.language)
        .chain(advisory.translations.iter().map(|translation| &translation.language));
    for language in languages.filter(|language| !is_language(language)) {
        found.push(Problem::Language(short(language)));
    }
    if advisory.publisher.name.trim().is_empty() {
        found.push(Problem::NoPublisher);
    }
    if !is_web_address(&advisory.publisher.namespace) {
        found.push(Problem::Namespace(short(&advisory.publisher.namespace)));
    }
}

fn product(place: usize, affected: &AffectedProduct, found: &mut Vec<Problem>) {
    let product = &affected.product;
    let name = product.display_name().to_owned();
    if name.trim().is_empty() {
        found.push(Problem::NoProduct(place + 1));
    }
    if let Some(package) = &product.package
        && ecosystem::find(&package.ecosystem).is_none()
    {
        let likely = ecosystem::likely(&package.ecosystem).map(|ecosystem| ecosystem.name);
        found.push(Problem::UnknownEcosystem { name: short(&package.ecosystem), likely });
    }
    if let Some(purl) = &product.purl
        && crate::purl::Purl::parse(purl).is_none_or(|parsed| parsed.version.is_some())
    {
        found.push(Problem::Purl(short(purl)));
    }
    if let Some(cpe) = &product.cpe
        && !crate::cpe::is_cpe(cpe)
    {
        found.push(Problem::Cpe(short(cpe)));
    }
    for hash in &product.hashes {
        let digits = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if hash.digest.len() < 64 || !hash.digest.bytes().all(digits) {
            found.push(Problem::Hash(short(&hash.file)));
        }
    }
    let mut say = |problem| found.push(Problem::Range { product: name.clone(), problem });
    for range in &affected.ranges {
        range_problems(range, &mut say);
    }
    for version in affected.versions.iter().chain(&affected.fixed) {
        if version.trim().is_empty() {
            say(RangeProblem::NoVersion);
        } else if is_prose(version) {
            say(RangeProblem::Prose(short(version)));
        }
    }
    if let Standing::NotAffected { justification: None, statement } = &affected.standing
        && statement.trim().is_empty()
    {
        found.push(Problem::NotAffectedWithoutReason(name));
    }
}

/// Whether a version says a range in words or signs (CSAF 2.0 §6.1.31), or holds what no version does.
pub(crate) fn is_prose(version: &str) -> bool {
    let lower = version.to_lowercase();
    let words = [
        "after", "all", "before", "earlier", "later", "prior", "versions", "affected", "fixed",
        "any",
    ];
    version.contains(['<', '>', '=', '\n'])
        || lower.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

fn range_problems(range: &Range, say: &mut impl FnMut(RangeProblem)) {
    let mut begun: Option<&str> = None;
    let mut any_beginning = false;
    let (mut fixed, mut last) = (false, false);
    for (place, event) in range.events.iter().enumerate() {
        let version = event.version();
        if version.trim().is_empty() {
            say(RangeProblem::NoVersion);
            continue;
        }
        if range.events.iter().take(place).any(|earlier| earlier == event) {
            say(RangeProblem::Twice(short(version)));
        }
        match range.order {
            Order::Git => {
                let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
                let full = matches!(version.len(), 40 | 64) && version.bytes().all(hex);
                let from_the_first = version == "0" && matches!(event, Event::Introduced(_));
                if !full && !from_the_first {
                    say(RangeProblem::NotACommit(short(version)));
                }
            }
            Order::Semver if version != "0" && semver(version).is_none() => {
                say(RangeProblem::NotSemver(short(version)));
            }
            Order::Semver | Order::Ecosystem if is_prose(version) => {
                say(RangeProblem::Prose(short(version)));
            }
            Order::Semver | Order::Ecosystem => {}
        }
        match event {
            Event::Introduced(_) => {
                begun = Some(version);
                any_beginning = true;
                continue;
            }
            Event::Fixed(_) => fixed = true,
            Event::LastAffected(_) => last = true,
            Event::Limit(_) if range.order != Order::Git => say(RangeProblem::LimitOfVersions),
            Event::Limit(_) => {}
        }
        // Commits have many ends (one on each branch); versions have one end for each beginning.
        match begun {
            None if range.order == Order::Git && any_beginning => {}
            None => say(RangeProblem::EndWithoutBeginning(short(version))),
            Some(from) => {
                if from == version && !matches!(event, Event::LastAffected(_)) {
                    say(RangeProblem::Empty(short(version)));
                } else if range.order == Order::Semver
                    && let (Some(low), Some(high)) = (semver(from), semver(version))
                    && high < low
                {
                    say(RangeProblem::Backwards(short(from), short(version)));
                }
                begun = None;
            }
        }
    }
    if !any_beginning {
        say(RangeProblem::NoBeginning);
    }
    if fixed && last {
        say(RangeProblem::FixedAndLastAffected);
    }
    let no_repository = range.repository.as_deref().is_none_or(|url| url.trim().is_empty());
    if range.order == Order::Git && no_repository {
        say(RangeProblem::NoRepository);
    }
}

/// The numbers of a semantic version and whether it is a release, for comparing; `None` when it is none.
fn semver(text: &str) -> Option<([u64; 3], bool)> {
    let core = text.split('+').next()?;
    let (numbers, pre) = core.split_once('-').map_or((core, None), |(n, p)| (n, Some(p)));
    let mut parts = numbers.split('.').map(|part| {
        let plain = part == "0" || !part.starts_with('0');
        part.parse::<u64>().ok().filter(|_| plain && part.bytes().all(|b| b.is_ascii_digit()))
    });
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    (parts.next().is_none() && pre.is_none_or(|pre| !pre.is_empty()))
        .then_some((numbers, pre.is_none()))
}

/// Versions that two statements of one product call differently.
fn contradictions(advisory: &Advisory, found: &mut Vec<Problem>) {
    let mut said: Vec<(&AffectedProduct, &str, &'static str)> = Vec::new();
    let mut say = |affected: &'_ AffectedProduct,
                   word,
                   versions: Vec<&str>,
                   said: &[(&AffectedProduct, &str, &'static str)]| {
        for version in versions {
            let same = |other: &AffectedProduct| {
                other.product.display_name() == affected.product.display_name()
                    && other.product.vendor == affected.product.vendor
                    && other.product.package == affected.product.package
            };
            if let Some((_, _, one)) =
                said.iter().find(|(other, v, one)| *v == version && *one != word && same(other))
            {
                found.push(Problem::Contradiction {
                    product: affected.product.display_name().to_owned(),
                    version: short(version),
                    one,
                    other: word,
                });
            }
        }
    };
    for affected in &advisory.affected {
        let word = match affected.standing {
            Standing::Affected => "affected",
            Standing::NotAffected { .. } => "not affected",
            Standing::UnderInvestigation => "under investigation",
        };
        let versions: Vec<&str> = affected.versions.iter().map(String::as_str).collect();
        say(affected, word, versions.clone(), &said);
        said.extend(versions.into_iter().map(|version| (affected, version, word)));
        say(affected, "fixed", affected.fixed_versions(), &said);
        said.extend(affected.fixed_versions().into_iter().map(|v| (affected, v, "fixed")));
    }
}

fn severity(advisory: &Advisory, found: &mut Vec<Problem>) {
    let vectors = &advisory.severity.vectors;
    for (place, vector) in vectors.iter().enumerate() {
        if vectors.iter().take(place).any(|earlier| earlier.version() == vector.version()) {
            found.push(Problem::TwoVectors(vector.version()));
        }
    }
    for selection in &advisory.severity.ssvc {
        if let Err(error) = selection.decide() {
            found.push(Problem::Ssvc(error));
        }
    }
    for id in &advisory.weaknesses {
        match id.weakness() {
            None => found.push(Problem::UnknownWeakness(*id)),
            Some(weakness) if weakness.usage == Usage::Prohibited => {
                found.push(Problem::ProhibitedWeakness(*id));
            }
            Some(_) => {}
        }
    }
}

fn people(advisory: &Advisory, found: &mut Vec<Problem>) {
    for credit in &advisory.credits {
        let anonymous = credit.name == Name::Anonymous;
        if credit.name.as_str().trim().is_empty() {
            found.push(Problem::CreditWithoutName);
        } else if credit.consent == Consent::Unknown && !anonymous {
            found.push(Problem::CreditWithoutConsent(short(credit.name.as_str())));
        }
        for contact in credit.contacts.iter().filter(|_| credit.consent.allows()) {
            if !is_web_address(contact) && !contact.starts_with("mailto:") {
                found.push(Problem::Reference(short(contact)));
            }
        }
    }
}

fn remediations(advisory: &Advisory, found: &mut Vec<Problem>) {
    for remediation in &advisory.remediations {
        if remediation.text.trim().is_empty() {
            found.push(Problem::EmptyRemediation(remediation.kind));
        }
        if let Some(url) = &remediation.url
            && !is_web_address(url)
        {
            found.push(Problem::Reference(short(url)));
        }
    }
    let no_fix = advisory.remediations.iter().any(|remediation| {
        matches!(remediation.kind, RemediationKind::NoFixPlanned | RemediationKind::NoneAvailable)
    });
    let affected =
        || advisory.affected.iter().filter(|product| product.standing == Standing::Affected);
    if no_fix
        && affected().next().is_some()
        && affected().all(|product| !product.fixed_versions().is_empty())
    {
        found.push(Problem::FixAndNoFix);
    }
}

fn history(advisory: &Advisory, found: &mut Vec<Problem>) {
    let mut before = None;
    for (revision, number) in advisory.revisions.iter().zip(1_u32..) {
        if revision.number != number || before.is_some_and(|before| revision.at < before) {
            found.push(Problem::History(revision.number));
        }
        before = Some(revision.at);
    }
    if let (Some(found_at), Some(published)) = (advisory.discovered, advisory.published())
        && found_at > published
    {
        found.push(Problem::FoundAfterPublication);
    }
    if advisory.status.is_public() && advisory.revisions.is_empty() {
        found.push(Problem::PublishedWithoutEdition);
    }
}

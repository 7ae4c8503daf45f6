//! Random advisories that are ready to publish: what every property of the formats is tried with.

use advisory::cwe::{self, CweId};
use advisory::model::*;
use advisory::ssvc::{Selection, tables};
use advisory::{Advisory, Place};
use clock::Instant;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Where the samples are published.
pub(crate) fn place() -> Place {
    Place {
        page: "https://acme.example/p/acme/advisories/x".to_owned(),
        csaf_folder: "https://acme.example/p/acme/csaf/white/2026/".to_owned(),
    }
}

/// Plain text of one line: letters of several scripts, quotes, signs that formats escape.
fn line() -> impl Strategy<Value = String> {
    vec(
        select(vec![
            "overflow",
            "in",
            "the",
            "parser",
            "“quoted”",
            "naïve",
            "文字",
            "100%",
            "a/b",
            "it's",
            "\\back",
            "semi;colon",
            "*star*",
            "x_y",
            "|pipe|",
            "#1",
            "C++",
            "1.2.3",
            "Ω",
        ]),
        1..12,
    )
    .prop_map(|words| words.join(" "))
}

/// Text of several lines, with markup as a writer of Markdown would put it.
fn text() -> impl Strategy<Value = String> {
    vec(prop_oneof![4 => line(), 1 => Just("<b>not bold</b> & \"so\"".to_owned())], 1..4)
        .prop_map(|lines| lines.join("\n\n"))
}

fn maybe_text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), text()]
}

pub(crate) fn instant() -> impl Strategy<Value = Instant> {
    (1_500_000_000_i64..1_900_000_000).prop_map(Instant::from_second)
}

pub(crate) fn vector() -> impl Strategy<Value = advisory::cvss::Vector> {
    let pick = |key: &'static str, values: &'static [&'static str]| {
        select(values).prop_map(move |value| format!("{key}:{value}"))
    };
    let maybe = move |key: &'static str, values: &'static [&'static str]| {
        option::weighted(0.2, pick(key, values))
    };
    let cia = ["N", "L", "H"].as_slice();
    let v2 = (
        (
            pick("AV", &["L", "A", "N"]),
            pick("AC", &["H", "M", "L"]),
            pick("Au", &["M", "S", "N"]),
            pick("C", &["N", "P", "C"]),
            pick("I", &["N", "P", "C"]),
            pick("A", &["N", "P", "C"]),
        ),
        (
            maybe("E", &["U", "POC", "F", "H", "ND"]),
            maybe("RL", &["OF", "TF", "W", "U"]),
            maybe("RC", &["UC", "UR", "C"]),
        ),
        (
            maybe("CDP", &["N", "L", "LM", "MH", "H"]),
            maybe("TD", &["N", "L", "M", "H"]),
            maybe("CR", &["L", "M", "H"]),
        ),
    )
        .prop_map(|(a, b, c)| {
            let mut parts = vec![a.0, a.1, a.2, a.3, a.4, a.5];
            parts.extend([b.0, b.1, b.2, c.0, c.1, c.2].into_iter().flatten());
            parts.join("/")
        });
    let v3 = (
        select(vec!["CVSS:3.0", "CVSS:3.1"]),
        (
            pick("AV", &["N", "A", "L", "P"]),
            pick("AC", &["L", "H"]),
            pick("PR", cia),
            pick("UI", &["N", "R"]),
            pick("S", &["U", "C"]),
            pick("C", cia),
            pick("I", cia),
            pick("A", cia),
        ),
        (
            maybe("E", &["X", "U", "P", "F", "H"]),
            maybe("RL", &["X", "O", "T", "W", "U"]),
            maybe("RC", &["X", "U", "R", "C"]),
        ),
        (
            maybe("CR", &["X", "L", "M", "H"]),
            maybe("MAV", &["X", "N", "A", "L", "P"]),
            maybe("MPR", &["X", "N", "L", "H"]),
            maybe("MS", &["X", "U", "C"]),
            maybe("MC", &["X", "N", "L", "H"]),
        ),
    )
        .prop_map(|(version, a, b, c)| {
            let mut parts = vec![version.to_owned(), a.0, a.1, a.2, a.3, a.4, a.5, a.6, a.7];
            parts.extend([b.0, b.1, b.2, c.0, c.1, c.2, c.3, c.4].into_iter().flatten());
            parts.join("/")
        });
    let v4 = (
        (
            pick("AV", &["N", "A", "L", "P"]),
            pick("AC", &["L", "H"]),
            pick("AT", &["N", "P"]),
            pick("PR", cia),
            pick("UI", &["N", "P", "A"]),
        ),
        (
            pick("VC", cia),
            pick("VI", cia),
            pick("VA", cia),
            pick("SC", cia),
            pick("SI", cia),
            pick("SA", cia),
        ),
        (
            maybe("E", &["X", "A", "P", "U"]),
            maybe("CR", &["X", "H", "M", "L"]),
            maybe("MAT", &["X", "N", "P"]),
            maybe("MSI", &["X", "N", "L", "H", "S"]),
            maybe("S", &["X", "N", "P"]),
            maybe("U", &["X", "Clear", "Green", "Amber", "Red"]),
        ),
    )
        .prop_map(|(a, b, c)| {
            let mut parts =
                vec!["CVSS:4.0".to_owned(), a.0, a.1, a.2, a.3, a.4, b.0, b.1, b.2, b.3, b.4, b.5];
            parts.extend([c.0, c.1, c.2, c.3, c.4, c.5].into_iter().flatten());
            parts.join("/")
        });
    prop_oneof![1 => v2, 3 => v3, 2 => v4].prop_map(|text| text.parse().unwrap())
}

fn cwe() -> impl Strategy<Value = CweId> {
    let offered: Vec<CweId> = cwe::all().iter().filter(|w| w.offered).map(|w| w.id).collect();
    select(offered)
}

/// `count` versions that ascend, in the fashion of an ecosystem or as Semantic Versioning orders them.
fn versions(count: usize, semver: bool) -> impl Strategy<Value = Vec<String>> {
    let suffixes = if semver {
        vec!["", "-beta.1", "+build.5"]
    } else {
        vec!["", "rc1", "-beta.1", "+build.5", "~deb10", ".post2"]
    };
    let epochs = if semver { vec![""] } else { vec!["", "", "", "1:"] };
    (vec(1_u32..4, count), select(suffixes), select(epochs)).prop_map(|(steps, suffix, epoch)| {
        let mut number = 0;
        steps
            .into_iter()
            .map(|step| {
                number += step;
                format!("{epoch}{}.{number}.0{suffix}", number / 5)
            })
            .collect()
    })
}

fn commit() -> impl Strategy<Value = String> {
    vec(0_u8..16, 40).prop_map(|digits| digits.iter().map(|d| format!("{d:x}")).collect())
}

fn range() -> impl Strategy<Value = Range> {
    let versions_of = |order: Order| {
        (versions(4, order == Order::Semver), 0_u8..5, any::<bool>()).prop_map(
            move |(all, shape, from_zero)| {
                let first = if from_zero { "0".to_owned() } else { all[0].clone() };
                let mut events = vec![Event::Introduced(first)];
                match shape {
                    0 => {}
                    1 => events.push(Event::LastAffected(all[1].clone())),
                    2 => events.extend([
                        Event::Fixed(all[1].clone()),
                        Event::Introduced(all[2].clone()),
                        Event::Fixed(all[3].clone()),
                    ]),
                    _ => events.push(Event::Fixed(all[1].clone())),
                }
                Range { order, repository: None, events }
            },
        )
    };
    let git = (commit(), commit(), any::<bool>()).prop_map(|(from, to, zero)| Range {
        order: Order::Git,
        repository: Some("https://git.example/acme/thing.git".to_owned()),
        events: vec![Event::Introduced(if zero { "0".to_owned() } else { from }), Event::Fixed(to)],
    });
    prop_oneof![
        3 => versions_of(Order::Ecosystem),
        2 => versions_of(Order::Semver),
        1 => git,
    ]
}

fn package() -> impl Strategy<Value = Package> {
    select(vec![
        ("PyPI", "Requests_Extra"),
        ("npm", "@acme/widget"),
        ("crates.io", "acme-core"),
        ("Go", "acme.example/thing/v2"),
        ("Maven", "org.acme:thing-core"),
        ("NuGet", "Acme.Thing"),
        ("Packagist", "acme/thing"),
        ("RubyGems", "acme"),
        ("Debian:12", "acme-thing"),
        ("Hex", "acme"),
        ("Alpine:v3.20", "acme"),
        ("SwiftURL", "github.com/acme/thing"),
        ("Julia", "Acme"),
        ("OSS-Fuzz", "acme"),
    ])
    .prop_map(|(ecosystem, name)| Package {
        ecosystem: ecosystem.to_owned(),
        name: name.to_owned(),
    })
}

fn product(number: usize) -> impl Strategy<Value = Product> {
    (
        option::weighted(0.7, package()),
        select(vec!["", "Acme Inc.", "Müller & Söhne"]),
        option::weighted(0.3, Just("cpe:2.3:a:acme:thing:*:*:*:*:*:*:*:*".to_owned())),
        option::weighted(0.2, Just("https://git.example/acme/thing.git".to_owned())),
        any::<bool>(),
    )
        .prop_map(move |(package, vendor, cpe, repository, named)| Product {
            vendor: vendor.to_owned(),
            // A number in the name keeps two products of one advisory apart.
            name: if named || package.is_none() {
                format!("Thing {number}")
            } else {
                String::new()
            },
            package: package.map(|p| Package { name: format!("{}{number}", p.name), ..p }),
            purl: None,
            cpe,
            repository,
            hashes: Vec::new(),
        })
}

fn affected(number: usize) -> impl Strategy<Value = AffectedProduct> {
    let reason = (option::of(select(Justification::ALL)), line())
        .prop_map(|(justification, statement)| Standing::NotAffected { justification, statement });
    let standing = prop_oneof![6 => Just(Standing::Affected), 1 => reason, 1 => Just(Standing::UnderInvestigation)];
    (product(number), standing, vec(range(), 0..2), versions(3, false), 0_u8..5).prop_map(
        |(product, standing, mut ranges, some, shape)| {
            let is_affected = standing == Standing::Affected;
            if !is_affected {
                for range in &mut ranges {
                    range.events.truncate(1);
                }
            }
            // Names that no range uses, so that no version is said to be two things.
            let own: Vec<String> = some.iter().map(|version| format!("{version}.u")).collect();
            AffectedProduct {
                product,
                standing,
                ranges,
                versions: if shape == 1 || shape == 2 { own[..2].to_vec() } else { Vec::new() },
                fixed: if shape == 2 && is_affected { own[2..].to_vec() } else { Vec::new() },
                functions: if shape == 3 { vec!["acme::parse".to_owned()] } else { Vec::new() },
            }
        },
    )
}

fn credit() -> impl Strategy<Value = Credit> {
    let name = select(vec![
        Name::Name("Ada Łoś".to_owned()),
        Name::Acronym("A. L.".to_owned()),
        Name::Pseudonym("xX_0day_Xx".to_owned()),
        Name::Organization("Finders e.V.".to_owned()),
        Name::Anonymous,
    ]);
    (
        name,
        select(CreditRole::ALL),
        option::weighted(0.3, Just("Example University".to_owned())),
        select(vec![Consent::Given, Consent::ByPolicy, Consent::Refused]),
        any::<bool>(),
    )
        .prop_map(|(name, role, organization, consent, github)| Credit {
            organization: organization
                .filter(|_| !matches!(name, Name::Organization(_) | Name::Anonymous)),
            name,
            role,
            contacts: if github {
                vec!["https://finder.example/about".to_owned()]
            } else {
                Vec::new()
            },
            github: github.then(|| "finder-1".to_owned()),
            consent,
        })
}

fn reference() -> impl Strategy<Value = Reference> {
    (select(ReferenceKind::ALL), 0_u32..1000, prop_oneof![Just(String::new()), line()]).prop_map(
        |(kind, n, title)| Reference {
            kind,
            url: format!("https://read.example/{n}?q=a%20b#c"),
            title,
        },
    )
}

fn remediation(fix: bool) -> impl Strategy<Value = Remediation> {
    let mut kinds = vec![RemediationKind::Mitigation, RemediationKind::Workaround];
    if fix {
        kinds.push(RemediationKind::VendorFix);
    }
    (
        select(kinds),
        text(),
        option::weighted(0.3, Just("https://acme.example/fix".to_owned())),
        option::weighted(0.3, instant()),
    )
        .prop_map(|(kind, text, url, at)| Remediation { kind, text, url, at })
}

fn selection() -> impl Strategy<Value = Selection> {
    (0..tables().len(), vec(any::<prop::sample::Index>(), 8), instant()).prop_map(
        |(table, picks, at)| {
            let table = &tables()[table];
            let answers = table
                .questions()
                .iter()
                .zip(picks)
                .map(|(point, pick)| {
                    (point.key.clone(), point.values[pick.index(point.values.len())].key.clone())
                })
                .collect();
            Selection { table: table.id(), answers, at }
        },
    )
}

fn severity() -> impl Strategy<Value = Severity> {
    (vec(vector(), 1..4), vec(selection(), 0..2), option::weighted(0.3, select(&Level::ALL[1..])))
        .prop_map(|(vectors, ssvc, level)| {
            let mut kept: Vec<advisory::cvss::Vector> = Vec::new();
            for vector in vectors {
                // One of 3.0 and 3.1: OSV and CSAF carry one.
                let class = |v: &advisory::cvss::Vector| {
                    if v.version().is_3() { 3 } else { v.version() as u8 + 10 }
                };
                if !kept.iter().any(|known| class(known) == class(&vector)) {
                    kept.push(vector);
                }
            }
            // A 3.1 vector beside a lonely 4.0 one, as `missing` recommends.
            if kept.iter().all(|v| v.version() == advisory::cvss::Version::V4) {
                kept.push("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N".parse().unwrap());
            }
            Severity { level, vectors: kept, ssvc }
        })
}

fn revisions() -> impl Strategy<Value = Vec<Revision>> {
    (instant(), vec((1_i64..9_000_000, line()), 1..5)).prop_map(|(first, steps)| {
        let mut at = first.second();
        (1_u32..)
            .zip(steps)
            .map(|(number, (step, summary))| {
                at += step;
                Revision { number, at: Instant::from_second(at), summary }
            })
            .collect()
    })
}

/// An advisory without problems; most lack nothing for any format.
pub(crate) fn advisory() -> impl Strategy<Value = Advisory> {
    let products = (1_usize..4).prop_flat_map(|count| (0..count).map(affected).collect::<Vec<_>>());
    let texts = (line(), text(), maybe_text(), maybe_text());
    let who = (
        vec(credit(), 0..3),
        vec(reference(), 0..4),
        vec((instant(), line()), 0..3),
        subsequence(
            vec!["GHSA-aaaa-bbbb-cccc", "GCVE-1337-2026-7", "EUVD-2026-12", "PYSEC-2026-3"],
            0..3,
        ),
        subsequence(vec!["CVE-2025-11111", "ACME-2024-1"], 0..2),
    );
    let rest = (
        select(Tlp::ALL),
        option::weighted(0.3, instant()),
        vec(cwe(), 0..3),
        revisions(),
        prop_oneof![1 => Just(Status::Interim), 6 => Just(Status::Final), 1 => Just(Status::Withdrawn)],
        select(vec![
            Kind::SecurityAdvisory,
            Kind::SecurityAdvisory,
            Kind::Vex,
            Kind::IncidentResponse,
        ]),
        select(vec!["x_ACME-2026-0007", "ACME-SA-2026-0001", "PSF-2026-3", "2026_#01-A"]),
    );
    (texts, products, severity(), who, rest, any::<bool>())
        .prop_map(|((title, summary, details, impact), affected, severity, who, rest, has_cve)| {
            let (credits, references, timeline, aliases, related) = who;
            let (tlp, discovered, mut weaknesses, revisions, status, kind, id) = rest;
            weaknesses.dedup();
            let mut unique: Vec<Reference> = Vec::new();
            for reference in references {
                if !unique.iter().any(|known| known.url == reference.url) {
                    unique.push(reference);
                }
            }
            let mut aliases: Vec<Identifier> = aliases.iter().map(|a| a.parse().unwrap()).collect();
            if has_cve {
                aliases.push("CVE-2026-12345".parse().unwrap());
            }
            Advisory {
                id: id.parse().unwrap(),
                kind,
                publisher: publisher(),
                title,
                summary,
                details,
                impact,
                language: "en".to_owned(),
                translations: Vec::new(),
                remediations: Vec::new(),
                affected,
                weaknesses,
                severity,
                credits,
                references: unique,
                timeline: timeline.into_iter().map(|(at, what)| Moment { at, what }).collect(),
                aliases,
                related: related.iter().map(|r| r.parse().unwrap()).collect(),
                upstream: Vec::new(),
                tlp,
                discovered: discovered
                    .filter(|at| revisions.first().is_none_or(|first| *at <= first.at)),
                made_public: None,
                status,
                revisions,
            }
        })
        .prop_flat_map(|advisory| {
            let any_fix = advisory.affected.iter().any(|a| !a.fixed_versions().is_empty());
            vec(remediation(any_fix), 0..3)
                .prop_map(move |remediations| Advisory { remediations, ..advisory.clone() })
        })
}

pub(crate) fn publisher() -> Publisher {
    Publisher {
        name: "Acme Security Team".to_owned(),
        namespace: "https://acme.example".to_owned(),
        category: PublisherCategory::Vendor,
        contact: Some("security@acme.example".to_owned()),
        authority: None,
        cve: Some(CveOrganization {
            id: "8254265b-2729-46b6-b9e3-3dfca2d5bfca".to_owned(),
            short_name: "acme".to_owned(),
        }),
    }
}

/// The same `count` advisories on every run.
pub(crate) fn samples(count: usize) -> Vec<Advisory> {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = advisory();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

//! What is wrong with an advisory and what a format lacks is said before publication, each in a sentence.

use advisory::model::*;
use advisory::{Advisory, Format, Need, Place, Problem, RangeProblem, missing, problems, render};
use clock::Instant;

use crate::strategy::{place, publisher};

/// A small advisory that is ready for every format.
pub(crate) fn ready() -> Advisory {
    Advisory {
        id: "ACME-SA-2026-0001".parse().unwrap(),
        publisher: publisher(),
        title: "Crafted archives overwrite files".to_owned(),
        summary: "Unpacking a crafted archive writes outside of the target folder.".to_owned(),
        affected: vec![AffectedProduct {
            product: Product {
                package: Some(Package { ecosystem: "PyPI".to_owned(), name: "acme".to_owned() }),
                ..Product::default()
            },
            ranges: vec![Range::of(
                Order::Ecosystem,
                "1.0",
                Some(Event::Fixed("1.2.3".to_owned())),
            )],
            ..AffectedProduct::default()
        }],
        weaknesses: vec!["CWE-22".parse().unwrap()],
        severity: Severity {
            vectors: vec!["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N".parse().unwrap()],
            ..Severity::default()
        },
        aliases: vec!["CVE-2026-12345".parse().unwrap()],
        status: Status::Final,
        revisions: vec![Revision {
            number: 1,
            at: Instant::from_second(1_790_000_000),
            summary: "Published.".to_owned(),
        }],
        ..Advisory::default()
    }
}

fn sentences(change: impl FnOnce(&mut Advisory)) -> Vec<String> {
    let mut advisory = ready();
    change(&mut advisory);
    problems(&advisory).iter().map(ToString::to_string).collect()
}

fn range(range: Range) -> Vec<RangeProblem> {
    let mut advisory = ready();
    advisory.affected[0].ranges = vec![range];
    let of = |problem| match problem {
        Problem::Range { problem, .. } => problem,
        other => panic!("{other:?}"),
    };
    problems(&advisory).into_iter().map(of).collect()
}

#[test]
fn case_6_an_advisory_that_says_enough_is_ready_for_every_format() {
    assert_eq!(problems(&ready()), []);
    for format in Format::ALL {
        assert_eq!(missing(&ready(), *format, &place()), [], "{format:?}");
        assert!(render(&ready(), *format, &place()).is_ok());
    }
}

#[test]
fn html_in_a_title_is_refused() {
    for title in ["<b>x</b>", "a <script>", "x &amp; y", "&#60;", "</p>", "<!-- -->"] {
        let found = sentences(|a| a.title = title.to_owned());
        assert!(found.len() == 1 && found[0].contains("markup"), "{title}: {found:?}");
    }
    for title in ["a < b & c > d", "x<1", "AT&T", "i <3 you; & more"] {
        assert_eq!(sentences(|a| a.title = title.to_owned()), [""; 0], "{title}");
    }
    assert!(sentences(|a| a.title = "two\nlines".to_owned())[0].contains("one line"));
    assert!(sentences(|a| a.title = "x".repeat(257))[0].contains("256"));
}

#[test]
fn pol_8_a_credit_without_consent_is_refused_and_one_refused_is_left_out() {
    let credit =
        |consent| Credit { name: Name::Name("Ada".to_owned()), consent, ..Credit::default() };
    let found = sentences(|a| a.credits = vec![credit(Consent::Unknown)]);
    assert_eq!(found, ["Ada has not agreed to be named; ask them, or take the credit out."]);
    for consent in [Consent::Given, Consent::Refused, Consent::ByPolicy, Consent::PublicAlready] {
        assert_eq!(sentences(|a| a.credits = vec![credit(consent)]), [""; 0]);
    }
}

#[test]
fn an_unknown_ecosystem_is_refused_and_the_likely_one_is_named() {
    let with = |name: &str| {
        sentences(|a| {
            a.affected[0].product.package =
                Some(Package { ecosystem: name.to_owned(), name: "acme".to_owned() });
        })
    };
    assert_eq!(with("pypi"), ["“pypi” is no ecosystem that readers know; did you mean PyPI?"]);
    assert_eq!(
        with("COBOL"),
        ["“COBOL” is no ecosystem that readers know; leave it empty when the product is in none."]
    );
}

#[test]
fn impossible_ranges_are_refused_each_with_its_reason() {
    use RangeProblem as P;
    let ecosystem = |events: &[Event]| Range { events: events.to_vec(), ..Range::default() };
    let introduced = |v: &str| Event::Introduced(v.to_owned());
    let fixed = |v: &str| Event::Fixed(v.to_owned());
    let last = |v: &str| Event::LastAffected(v.to_owned());
    assert_eq!(range(ecosystem(&[])), [P::NoBeginning]);
    assert_eq!(
        range(ecosystem(&[fixed("1")])),
        [P::EndWithoutBeginning("1".to_owned()), P::NoBeginning]
    );
    assert_eq!(range(ecosystem(&[introduced("1"), fixed("1")])), [P::Empty("1".to_owned())]);
    assert_eq!(range(ecosystem(&[introduced("1"), last("1")])), []);
    let both = ecosystem(&[introduced("1"), fixed("2"), introduced("3"), last("4")]);
    assert_eq!(range(both), [P::FixedAndLastAffected]);
    let prose = ecosystem(&[introduced("0"), fixed("all versions before 2")]);
    assert_eq!(range(prose), [P::Prose("all versions before 2".to_owned())]);
    let twice = ecosystem(&[introduced("1"), fixed("2"), introduced("1"), fixed("3")]);
    assert_eq!(range(twice), [P::Twice("1".to_owned())]);
    let limit = ecosystem(&[introduced("0"), Event::Limit("2".to_owned())]);
    assert_eq!(range(limit), [P::LimitOfVersions]);
    let semver = |from: &str, to: &str| Range::of(Order::Semver, from, Some(fixed(to)));
    assert_eq!(
        range(semver("2.0.0", "1.0.0")),
        [P::Backwards("2.0.0".to_owned(), "1.0.0".to_owned())]
    );
    assert_eq!(range(semver("1.0", "2.0.0")), [P::NotSemver("1.0".to_owned())]);
    assert_eq!(range(semver("2.0.0-rc.1", "2.0.0")), []);
    let git = Range::of(Order::Git, "0", Some(fixed("abc")));
    assert_eq!(range(git), [P::NotACommit("abc".to_owned()), P::NoRepository]);
    let branches = Range {
        order: Order::Git,
        repository: Some("https://git.example/x".to_owned()),
        events: vec![introduced("0"), fixed(&"a".repeat(40)), fixed(&"b".repeat(40))],
    };
    assert_eq!(range(branches), [], "commits may have an end on each branch");
}

#[test]
fn a_version_cannot_be_affected_and_fixed() {
    let found = sentences(|a| a.affected[0].versions = vec!["1.2.3".to_owned()]);
    assert_eq!(found, ["acme 1.2.3 is said to be both affected and fixed; it can be only one."]);
}

#[test]
fn every_other_mistake_has_a_sentence() {
    let found = sentences(|a| {
        a.summary.clear();
        a.language = "klingon".to_owned();
        a.publisher.namespace = "acme".to_owned();
        a.references =
            vec![Reference { url: "www.acme.example".to_owned(), ..Reference::default() }];
        a.aliases.push("ACME-SA-2026-0001".parse().unwrap());
        a.weaknesses = vec!["CWE-99999".parse().unwrap(), "CWE-71".parse().unwrap()];
        a.severity.vectors.push("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N".parse().unwrap());
        a.affected[0].product.cpe = Some("acme:thing".to_owned());
        a.affected[0].product.purl = Some("pkg:pypi/acme@1".to_owned());
        a.affected.push(AffectedProduct {
            standing: Standing::NotAffected { justification: None, statement: String::new() },
            ..a.affected[0].clone()
        });
        a.affected[1].product = Product::default();
        a.affected[1].ranges.clear();
        a.revisions[0].number = 2;
        a.discovered = Some(Instant::from_second(1_900_000_000));
        a.remediations = vec![Remediation {
            kind: RemediationKind::NoneAvailable,
            text: String::new(),
            url: Some("fix".to_owned()),
            at: None,
        }];
    });
    expect_test::expect![[r#"
        Write a summary: who is affected, what can happen, what to do.
        “klingon” is no language; write it like en, de or pt-BR.
        Give the publisher an address of its own, such as https://example.org; “acme” is none.
        “pkg:pypi/acme@1” is no package URL; write it like pkg:pypi/requests, without a version.
        “acme:thing” is no CPE name; write it like cpe:2.3:a:vendor:product:*:*:*:*:*:*:*:*.
        Product 2 has neither a name nor a package; give it one.
         is said not to be affected; say why, with a justification or in a sentence.
        There are two CVSS 3.1 vectors; keep one.
        CWE-99999 is not in the list of weaknesses (CWE 4.20).
        CWE-71 is a category or was retired; choose the weakness that is meant.
        A measure (none_available) says nothing; say what to do.
        “fix” is no web address; write it in full, beginning with https://.
        It says that there is no fix, but every affected product has a fixed version; take one out.
        “www.acme.example” is no web address; write it in full, beginning with https://.
        ACME-SA-2026-0001 is the advisory's own identifier; an alias is another's.
        The history of editions is broken at edition 2: numbers count from 1, times do not run backwards.
        The vulnerability is said to have been found after the first edition was published; correct the date."#]]
    .assert_eq(&found.join("\n"));
}

#[test]
fn what_a_format_lacks_is_listed_for_that_format() {
    let mut bare = ready();
    bare.aliases.clear();
    bare.publisher.cve = None;
    bare.severity = Severity {
        vectors: vec![
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N".parse().unwrap(),
        ],
        ..Severity::default()
    };
    let fields = |format| {
        let all = missing(&bare, format, &place());
        all.iter().map(|m| (m.field, m.need)).collect::<Vec<_>>()
    };
    assert_eq!(
        fields(Format::Csaf20),
        [("severity", Need::Recommended), ("aliases", Need::Recommended)]
    );
    assert_eq!(
        fields(Format::Cve),
        [("aliases", Need::Required), ("publisher.cve", Need::Required)]
    );
    assert_eq!(fields(Format::Osv), []);
    let error = render(&bare, Format::Cve, &place()).unwrap_err().to_string();
    assert!(
        error.starts_with("the advisory is not ready for CVE record: Add the CVE number"),
        "{error}"
    );
}

#[test]
fn a_place_without_https_is_not_one() {
    let place = Place {
        page: "http://acme.example/x".to_owned(),
        csaf_folder: "https://a.example".to_owned(),
    };
    let fields: Vec<&str> =
        missing(&ready(), Format::Csaf20, &place).iter().map(|m| m.field).collect();
    assert_eq!(fields, ["page", "csaf_folder"]);
}

#[test]
fn a_record_in_another_language_needs_english_for_cve_only() {
    let mut german = ready();
    german.language = "de".to_owned();
    assert!(render(&german, Format::Csaf20, &place()).is_ok());
    assert!(render(&german, Format::Cve, &place()).is_err());
    german.translations = vec![Translation {
        language: "en".to_owned(),
        summary: "In English.".to_owned(),
        ..Translation::default()
    }];
    assert!(render(&german, Format::Cve, &place()).unwrap().body.contains("In English."));
}

#[test]
fn an_informational_advisory_names_no_products() {
    let mut note = ready();
    note.kind = Kind::Informational;
    assert!(render(&note, Format::Csaf20, &place()).is_err());
    note.affected.clear();
    let body = render(&note, Format::Csaf20, &place()).unwrap().body;
    assert!(body.contains("csaf_informational_advisory") && !body.contains("vulnerabilities"));
}

//! Rules about what may be reported and which versions get fixes.

use crate::finding::Severity::{Note, Warning};
use crate::rule::{Look, Notes, Rule};
use crate::subject::{Subject, span};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "no-scope",
        title: "no scope",
        severity: Note,
        why: "Reporters test what you do not own, and report what you do not take for a vulnerability.",
        write: "say what is in and what is out",
        example: "In scope: the Acme server and its clients. Out of scope: third-party plugins.",
        sources: &["BOD 20-01: scope", "ISO/IEC 29147 clause 9"],
        look: Look::Policy(no_scope),
    },
    Rule {
        code: "no-supported-versions",
        title: "no word on which versions get fixes",
        severity: Warning,
        why: "Users cannot tell whether their version is safe to keep, and reports on old versions end in argument.",
        write: "list the versions that get security updates, or say that only the newest does",
        example: "Only the newest release gets security updates.",
        sources: &["OSPS-DO-04.01", "CRA Annex II (7)", "UK PSTI Schedule 1 para. 3"],
        look: Look::Policy(no_supported_versions),
    },
    Rule {
        code: "versions-missing",
        title: "versions that are spoken of and named nowhere",
        severity: Warning,
        why: "The policy refuses reports on other versions and does not say which those are.",
        write: "name the versions, or take the reference out",
        example: "If you find a vulnerability in version 2.0 or later, report it.",
        sources: &[
            "a published policy that speaks of \"the above versions\" under a table of features",
        ],
        look: Look::Policy(versions_missing),
    },
    Rule {
        code: "versions-gap",
        title: "a gap in the table of supported versions",
        severity: Warning,
        why: "Nothing is said about the versions in between.",
        write: "let the rows follow each other",
        example: "| 0.15.x | yes |\n| < 0.15 | no |",
        sources: &["published tables with `0.15.x` and `< 0.14`"],
        look: Look::Policy(versions_gap),
    },
    Rule {
        code: "versions-template",
        title: "the table of supported versions of a template",
        severity: Warning,
        why: "The numbers are those of the template, not of this project.",
        write: "put your own versions into the table",
        example: "",
        sources: &["the template that GitHub offers for SECURITY.md"],
        look: Look::Policy(versions_template),
    },
    Rule {
        code: "versions-stale",
        title: "supported versions that have ended or look forgotten",
        severity: Warning,
        why: "The table says that a version gets fixes and it does not any more, or nobody has looked at it for years.",
        write: "bring the table up to date",
        example: "",
        sources: &["OSPS-DO-05.01"],
        look: Look::Policy(versions_stale),
    },
];

fn no_scope(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let scope = &subject.claims.scope;
    if !subject.says_little() && scope.inside.is_empty() && scope.outside.is_empty() {
        notes.absent("nothing says what is in scope and what is out");
    }
}

fn no_supported_versions(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let supported = &subject.claims.supported;
    let none = supported.form == prose::SupportForm::None && supported.dangling.is_none();
    // A service has no versions to choose from.
    let only_services = subject.data.as_ref().is_some_and(|policy| {
        use policy::ProductKind::{Api, Service, Website};
        !policy.products.is_empty()
            && policy.products.iter().all(|p| matches!(p.kind, Api | Service | Website))
    });
    if none && !only_services && !subject.says_little() {
        notes.absent("nothing says which versions get security updates");
    }
}

fn versions_missing(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if let Some(quote) = &subject.claims.supported.dangling {
        notes.at(&span(quote), "these versions are named nowhere");
    }
}

/// The versions a row is about, as a half-open range of numbers; `None` for what has no numbers.
fn range(version: &str) -> Option<(Vec<u64>, Option<Vec<u64>>)> {
    let text = version.trim().trim_start_matches(['v', 'V']);
    let numbers = |text: &str| {
        let text = text.trim().trim_start_matches(['v', 'V', '=']).trim();
        text.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u64>>>()
    };
    if let Some(rest) = text.strip_prefix("<=") {
        return Some((Vec::new(), Some(next(numbers(rest)?))));
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Some((Vec::new(), Some(numbers(rest)?)));
    }
    if let Some(rest) = text.strip_prefix(">=") {
        return Some((numbers(rest)?, None));
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Some((next(numbers(rest)?), None));
    }
    let series = [".x", ".X", ".*"].iter().find_map(|end| text.strip_suffix(end))?;
    let numbers = numbers(series)?;
    Some((numbers.clone(), Some(next(numbers))))
}

/// The first number after all that begin with these numbers.
fn next(mut numbers: Vec<u64>) -> Vec<u64> {
    if let Some(last) = numbers.last_mut() {
        *last = last.saturating_add(1);
    }
    numbers
}

/// Without zeros at the end, so that 1 and 1.0 are the same.
fn plain(numbers: &[u64]) -> &[u64] {
    let zeros = numbers.iter().rev().take_while(|number| **number == 0).count();
    numbers.get(..numbers.len() - zeros).unwrap_or_default()
}

fn versions_gap(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let rows = &subject.claims.supported.rows;
    let one_product =
        rows.iter().all(|row| row.product == rows.first().and_then(|r| r.product.clone()));
    let mut ranges: Vec<_> =
        rows.iter().filter_map(|row| range(&row.version).map(|range| (range, row))).collect();
    if !one_product || ranges.len() < 2 {
        return;
    }
    ranges.sort_by(|((one, _), _), ((other, _), _)| plain(one).cmp(plain(other)));
    for pair in ranges.windows(2) {
        let [((_, end), low), ((start, _), high)] = pair else { continue };
        let Some(end) = end else { return };
        // After 2.x comes 3; after 2.4.x may come 3.0, since 2.4 may have been the last.
        let (end, start) = (plain(end), plain(start));
        let crosses = end.first() != start.first() && end.len() > 1;
        let begins_major = start.len() <= 1;
        if end < start && !(crosses && begins_major && follows(end, start)) {
            let message = format!(
                "nothing is said about versions between {} and {}",
                low.version.trim(),
                high.version.trim()
            );
            notes.at(&span(&high.quote), message);
        }
    }
}

/// Whether the second begins the major version after the one that the first lies in.
fn follows(end: &[u64], start: &[u64]) -> bool {
    let first = |numbers: &[u64]| numbers.first().copied().unwrap_or(0);
    first(end).saturating_add(1) == first(start)
}

fn versions_template(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let rows = &subject.claims.supported.rows;
    let has = |version: &str| {
        rows.iter().any(|row| row.version.split_whitespace().collect::<String>() == version)
    };
    if ["5.1.x", "5.0.x", "4.0.x", "<4.0"].into_iter().all(has)
        && let Some(row) = rows.first()
    {
        notes.at(&span(&row.quote), "these are the versions of the template");
    }
}

fn versions_stale(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let Some(today) = super::disclosure::day(subject.now) else { return };
    let mut noted = false;
    if let Some(policy) = &subject.data {
        for row in policy.products.iter().flat_map(|product| &product.versions) {
            if row.supported && row.until.is_some_and(|until| until < today) {
                noted = true;
            }
        }
        if noted
            && let Some(row) = subject.claims.supported.rows.iter().find(|row| !row.said.is_empty())
        {
            notes
                .at(&span(&row.quote), "a version stands here as supported whose last day is past");
        }
        return;
    }
    for row in &subject.claims.supported.rows {
        let ended = super::disclosure::date_in(&row.said).is_some_and(|until| until < today);
        if row.supported == Some(true) && ended {
            notes.at(&span(&row.quote), "the day that is named here is past");
            continue;
        }
        let year = row.version.split('.').next().and_then(|first| first.trim().parse::<i16>().ok());
        let old = year.is_some_and(|year| (2000..=today.year() - 2).contains(&year));
        if row.supported == Some(true) && old && !noted {
            notes.at(
                &span(&row.quote),
                "this version is two years old or more: does it still get fixes?",
            );
            noted = true;
        }
    }
}

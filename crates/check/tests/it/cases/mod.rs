//! For every rule a text that triggers it and one that does not, as small as they can be.

mod policy_toml;
mod prose;
mod security_txt;
mod text;
mod tree;

use std::collections::BTreeSet;

/// Two trees for one rule.
pub(crate) struct Case {
    /// The rule.
    pub(crate) code: &'static str,
    /// Files that trigger it, and words of the finding (empty when something is absent).
    pub(crate) yes: (&'static [(&'static str, &'static str)], &'static str),
    /// Files that do not.
    pub(crate) no: &'static [(&'static str, &'static str)],
    /// Whether the files are a whole tree.
    pub(crate) whole: bool,
}

fn all() -> impl Iterator<Item = &'static Case> {
    prose::CASES
        .iter()
        .chain(text::CASES)
        .chain(policy_toml::CASES)
        .chain(security_txt::CASES)
        .chain(tree::CASES)
}

fn found(files: &[(&str, &str)], whole: bool) -> check::Report {
    if whole {
        return crate::check_tree(files);
    }
    let files: Vec<_> = files.iter().map(|(path, text)| check::File::whole(path, text)).collect();
    let options = check::Options { now: crate::now(), whole_tree: false, profiles: &[] };
    check::check(&files, &options)
}

/// Rules that need another day, or a text that is no text or no constant; `bad_input` shows both sides of them.
const ELSEWHERE: &[&str] = &[
    "not-read",
    "too-long",
    "endless-list",
    "out-of-force",
    "unknown-holidays",
    "too-large",
    "too-many",
    "securitytxt-too-long",
];

#[test]
fn every_rule_has_a_text_that_triggers_it_and_one_that_does_not() {
    let rules: BTreeSet<_> = check::rules().map(|rule| rule.code).collect();
    let cases: BTreeSet<_> = all().map(|case| case.code).chain(ELSEWHERE.iter().copied()).collect();
    let missing: Vec<_> = rules.difference(&cases).collect();
    let unknown: Vec<_> = cases.difference(&rules).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
    assert!(unknown.is_empty(), "no rule for {unknown:?}");
}

#[test]
fn no_two_rules_have_the_same_code() {
    let codes: Vec<_> = check::rules().map(|rule| rule.code).collect();
    let distinct: BTreeSet<_> = codes.iter().collect();
    assert_eq!(codes.len(), distinct.len());
}

#[test]
fn a_text_that_a_rule_is_about_triggers_it_at_its_words() {
    let mut wrong = Vec::new();
    for case in all() {
        let report = found(case.yes.0, case.whole);
        let hit = report.findings.iter().find(|finding| finding.code == case.code);
        match hit {
            None => wrong.push(format!(
                "{} is not found; found are {:?}",
                case.code,
                crate::codes(&report)
            )),
            Some(finding) if !finding.words.contains(case.yes.1) => {
                wrong.push(format!("{} is found at {:?}", case.code, finding.words));
            }
            Some(finding) => {
                let at_start = finding.place.is_empty();
                assert_eq!(at_start, finding.words.is_empty(), "{}", case.code);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_that_a_rule_is_not_about_does_not_trigger_it() {
    let mut wrong = Vec::new();
    for case in all() {
        let report = found(case.no, case.whole);
        wrong.extend(
            report.findings.iter().filter(|f| f.code == case.code).map(ToString::to_string),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_says_why_it_matters_and_what_to_write_in_whole_words() {
    for rule in check::rules() {
        assert!(rule.why.len() > 20 && rule.why.ends_with('.'), "{}", rule.code);
        assert!(rule.write.len() > 5 && !rule.write.ends_with('.'), "{}", rule.code);
        assert!(!rule.sources.is_empty() && !rule.title.ends_with('.'), "{}", rule.code);
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(rule.code.chars().all(kebab), "{}", rule.code);
    }
}

//! What is missing, ambiguous, contradictory or unenforceable in a security policy.
//!
//! [`check`] takes the files of a project (a `policy.toml`, a SECURITY.md or its like in Markdown,
//! reStructuredText, HTML or plain text, a security.txt) and returns a [`Report`]: findings with their code,
//! place, reason and remedy, and the profiles that were asked for (OpenSSF Scorecard, CRA, BOD 20-01 …), row by
//! row. [`text`], [`json`], [`sarif`] and [`badge`] show it.
//!
//! What this is not: a reader of files or of the network (texts come in as arguments), a reader of prose (that
//! is `prose`), a judge of whether promises are kept (that is `case`), or legal advice.
//!
//! How to read it: [`Rule`] says what a rule is and how to add one; `rules/` holds them, one file for each
//! subject; `subject.rs` is what they look at, the same for prose and for data; `profile/` holds the
//! standards as data over the questions of `profile/question.rs`; `output/` shows what came out.

mod data;
mod finding;
mod output;
mod profile;
mod report;
mod rule;
mod rules;
mod scorecard;
mod security_txt;
mod source;
mod subject;
mod tree;

use clock::Instant;

pub use finding::{Finding, Severity};
pub use output::{badge, json, sarif, text};
pub use profile::{
    ALL as PROFILES, Outcome, Profile, ProfileResult, Row, RowResult, Shown, named as profile,
};
pub use report::Report;
pub use rule::{Rule, all as rules, named as rule};
pub use rules::GROUPS;
pub use scorecard::{Scorecard, is_policy_path as is_scorecard_path};
pub use security_txt::{Field, FieldKind, SecurityTxt};
pub use source::{Excerpt, Place, Source};
pub use tree::{FOLDERS, File, FileKind, MAX_POLICY_BYTES, kind, wanted};

use rule::{Look, Notes};
use rules::Served;
use subject::Subject;
use tree::Tree;

/// What is asked of a check.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The moment of the check, against which dates of expiry are held.
    pub now: Instant,
    /// Whether the files are all that a folder holds, so that the absence of one means something.
    pub whole_tree: bool,
    /// The profiles to fill in, in this order.
    pub profiles: &'a [&'static Profile],
}

/// Checks the files of a project: every policy and every security.txt among them. Files that are neither (by
/// [`wanted`]) are not looked at when the tree is whole.
#[must_use]
pub fn check(files: &[File<'_>], options: &Options<'_>) -> Report {
    let mut findings = Vec::new();
    let mut read = Vec::new();
    let mut order: Vec<&File<'_>> =
        files.iter().filter(|file| !options.whole_tree || wanted(file.path)).collect();
    order.sort_by_key(|file| tree::rank(file.path));
    for file in order {
        if let Some(source) = source_of(file, &mut findings) {
            read.push((kind(&source), source));
        }
    }
    let tree = Tree { is_whole: options.whole_tree, files: &read };
    let mut subjects = Vec::new();
    for (kind, source) in tree.files {
        match kind {
            FileKind::Prose(format) => match prose::read(source.text(), *format) {
                Ok(document) => subjects.push(Subject::prose(source, document, options.now)),
                Err(error) => note_unread(source.path(), &error.to_string(), &mut findings),
            },
            FileKind::PolicyToml => match policy::parse(source.text()) {
                Ok(policy) => {
                    note_mistakes(source, policy.warnings(), &mut findings);
                    if let Some(day) = rules::disclosure::day(options.now) {
                        note_mistakes(source, &policy.findings_on(day), &mut findings);
                    }
                    subjects.push(Subject::data(source, policy, options.now));
                }
                Err(mistakes) => note_mistakes(source, &mistakes, &mut findings),
            },
            FileKind::SecurityTxt => {}
        }
    }
    for subject in &subjects {
        for rule in rules() {
            run(rule, subject, &mut findings);
        }
    }
    note_differences(&subjects, &mut findings);
    let contacts: Vec<String> = subjects
        .iter()
        .flat_map(|subject| &subject.claims.contacts)
        .map(|contact| contact.address.clone())
        .filter(|address| !address.is_empty())
        .collect();
    let files_served: Vec<(&Source, SecurityTxt)> = tree
        .files
        .iter()
        .filter(|(kind, _)| *kind == FileKind::SecurityTxt)
        .map(|(_, source)| (source, SecurityTxt::read(source)))
        .collect();
    let served: Vec<(&Source, Served<'_>)> = files_served
        .iter()
        .map(|(source, file)| {
            (*source, Served { file, now: options.now, contacts_of_policy: &contacts })
        })
        .collect();
    for (source, served) in &served {
        for rule in rules() {
            if let Look::SecurityTxt(look) = rule.look {
                look(served, &mut Notes::new(rule, source, &mut findings));
            }
        }
    }
    for rule in rules() {
        if let Look::Tree(look) = rule.look {
            look(&tree, &mut findings);
        }
    }
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
    findings.dedup();
    let first_served = served.first().map(|(source, served)| (*source, served));
    let profiles = options
        .profiles
        .iter()
        .map(|profile| profile.judge(&subjects, first_served, &tree))
        .collect();
    let files = tree.files.iter().map(|(_, source)| source.path().to_owned()).collect();
    Report { files, findings, profiles }
}

fn run(rule: &'static Rule, subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if let Look::Policy(look) = rule.look {
        look(subject, &mut Notes::new(rule, subject.source, findings));
    }
}

/// Runs the rule with this code alone.
pub(crate) fn run_one(code: &str, subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if let Some(rule) = rule(code) {
        run(rule, subject, findings);
    }
}

/// The text of a file, unless it is too long or no text at all, which is noted.
fn source_of(file: &File<'_>, findings: &mut Vec<Finding>) -> Option<Source> {
    let most = u64::try_from(MAX_POLICY_BYTES).unwrap_or(u64::MAX);
    if file.length > most {
        let message = format!("this file has {} bytes; at most {most} are read", file.length);
        note_file(rules::too_long(), file.path, &message, findings);
        return None;
    }
    let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file.bytes);
    match core::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Some(Source::new(file.path, text)),
        Ok(_) => {
            note_unread(file.path, "this is no text: it holds bytes of zero", findings);
            None
        }
        Err(error) => {
            let line =
                bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
            note_unread(file.path, &format!("this is no UTF-8 text from line {line} on"), findings);
            None
        }
    }
}

fn note_unread(path: &str, message: &str, findings: &mut Vec<Finding>) {
    note_file(rules::not_read(), path, message, findings);
}

fn note_file(rule: Option<&'static Rule>, path: &str, message: &str, findings: &mut Vec<Finding>) {
    if let Some(rule) = rule {
        let instead = rule.write.to_owned();
        findings.push(rule::note(rule, path, Place::START, String::new(), message, instead));
    }
}

/// The findings of the reader of `policy.toml`, in the form of all others.
fn note_mistakes(source: &Source, mistakes: &[policy::Finding], findings: &mut Vec<Finding>) {
    for mistake in mistakes {
        let Some(rule) = rules::of_code(mistake.code) else { continue };
        let width = u32::try_from(mistake.words.chars().count()).unwrap_or(0);
        let place = Place {
            line: mistake.line,
            column: mistake.column,
            end_line: mistake.line,
            end_column: mistake.column.saturating_add(width),
        };
        let mut finding = rule::note(
            rule,
            source.path(),
            place,
            mistake.words.clone(),
            &mistake.message,
            mistake.instead.clone(),
        );
        if mistake.is_warning() {
            finding.severity = Severity::Warning;
        }
        findings.push(finding.with_excerpt(source));
    }
}

/// Where the policy in prose says something else than the one that is data.
fn note_differences(subjects: &[Subject<'_>], findings: &mut Vec<Finding>) {
    let Some(rule) = rule(rules::contradiction::DISAGREE) else { return };
    let Some(data) = subjects.iter().find(|subject| subject.is_data()) else { return };
    for prose in subjects.iter().filter(|subject| !subject.is_data()) {
        for (span, message) in rules::contradiction::differences(data, prose) {
            Notes::new(rule, prose.source, findings).at(&span, message);
        }
    }
}

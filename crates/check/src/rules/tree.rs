//! Rules about the files of a repository together.

use crate::finding::Finding;
use crate::finding::Severity::{Error, Note, Warning};
use crate::rule::{Look, Rule, note};
use crate::source::Place;
use crate::tree::{FileKind, Tree};

const NO_POLICY: &str = "no-policy";
const SEVERAL: &str = "several-policies";
const NO_SECURITY_TXT: &str = "securitytxt-missing";

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: NO_POLICY,
        title: "no security policy",
        severity: Error,
        why: "Whoever finds a vulnerability has to guess whom to tell, and many will tell everybody.",
        write: "add SECURITY.md to the root, to `.github/` or to `docs/`",
        example: "# Security policy\n\nReport to security@acme.test. We acknowledge every report within 3 business days.",
        sources: &["OpenSSF Scorecard: Security-Policy", "OSPS-VM-02.01", "ISO/IEC 29147 clause 9"],
        look: Look::Tree(no_policy),
    },
    Rule {
        code: SEVERAL,
        title: "several policies in one repository",
        severity: Warning,
        why: "Hosts show one of them and tools read another; a reporter may hold the team to either.",
        write: "keep one, and let the others go",
        example: "",
        sources: &["GitHub shows `.github/` before the root before `docs/`"],
        look: Look::Tree(several),
    },
    Rule {
        code: NO_SECURITY_TXT,
        title: "no security.txt",
        severity: Note,
        why: "Scanners and coordinators look for a site's contact there before anywhere else.",
        write: "serve `/.well-known/security.txt` with at least `Contact` and `Expires`",
        example: "Contact: mailto:security@acme.test\nExpires: 2027-06-30T00:00:00Z",
        sources: &["RFC 9116", "BSI TR-03183-3"],
        look: Look::Tree(no_security_txt),
    },
];

fn noted(code: &str, path: &str, message: &str, findings: &mut Vec<Finding>) {
    if let Some(rule) = RULES.iter().find(|rule| rule.code == code) {
        let instead = rule.write.to_owned();
        findings.push(note(rule, path, Place::START, String::new(), message, instead));
    }
}

fn no_policy(tree: &Tree<'_>, findings: &mut Vec<Finding>) {
    if tree.is_whole && tree.prose().next().is_none() && !tree.has(FileKind::PolicyToml) {
        noted(NO_POLICY, "SECURITY.md", "this repository has no security policy", findings);
    }
}

fn several(tree: &Tree<'_>, findings: &mut Vec<Finding>) {
    let mut all = tree.prose();
    let Some(first) = all.next().filter(|_| tree.is_whole) else { return };
    for other in all {
        let same = first.text() == other.text();
        let how = if same { "has the same words as" } else { "says something else than" };
        noted(
            SEVERAL,
            other.path(),
            &format!("this policy {how} {}, which hosts show first", first.path()),
            findings,
        );
    }
}

fn no_security_txt(tree: &Tree<'_>, findings: &mut Vec<Finding>) {
    let has_policy = tree.prose().next().is_some() || tree.has(FileKind::PolicyToml);
    if tree.is_whole && has_policy && !tree.has(FileKind::SecurityTxt) {
        let message = "this repository holds no security.txt";
        noted(NO_SECURITY_TXT, ".well-known/security.txt", message, findings);
    }
}

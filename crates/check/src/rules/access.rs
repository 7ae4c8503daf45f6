//! Rules about what is asked of those who report.

use crate::finding::Severity::{Note, Warning};
use crate::rule::{Look, Notes, Rule};
use crate::subject::Subject;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "requires-personal-data",
        title: "personal data is demanded of reporters",
        severity: Warning,
        why: "Who must name themselves may not report at all; BOD 20-01 rules it out, and the data then has to be protected.",
        write: "make names and addresses optional, and take anonymous reports",
        example: "You may report anonymously.",
        sources: &[
            "BOD 20-01: personal data is not required",
            "GDPR Article 5(1)(c)",
            "UK PSTI Schedule 1",
        ],
        look: Look::Policy(requires_personal_data),
    },
    Rule {
        code: "requires-nda",
        title: "an agreement of silence is demanded first",
        severity: Warning,
        why: "Most reporters cannot or will not sign one, and publish instead.",
        write: "ask for a wait that ends, without a contract",
        example: "",
        sources: &[
            "CERT Guide to Coordinated Vulnerability Disclosure: no agreement of silence as a condition",
        ],
        look: Look::Policy(requires_nda),
    },
    Rule {
        code: "no-report-contents",
        title: "no word on what a report should contain",
        severity: Note,
        why: "The first answer then is a question, and a week is gone.",
        write: "list what you need to reproduce the problem",
        example: "Please include: affected version, steps to reproduce, impact.",
        sources: &["ISO/IEC 29147 clause 9", "BOD 20-01"],
        look: Look::Policy(no_report_contents),
    },
];

fn requires_personal_data(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let demanded = subject.sentence_with(&[
        &[
            "must include",
            "must provide",
            "must give",
            "must contain",
            "you must",
            "are required to",
            "is required",
            "mandatory",
            "we require",
        ],
        &[
            "full name",
            "real name",
            "your name",
            "phone number",
            "telephone",
            "home address",
            "postal address",
            "date of birth",
            "proof of identity",
            "passport",
        ],
    ]);
    if let Some(span) = demanded {
        notes.at(&span, "this demands personal data");
    }
}

fn requires_nda(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let demanded = subject.sentence_with(&[
        &[
            "non-disclosure agreement",
            "nondisclosure agreement",
            "confidentiality agreement",
            " nda",
        ],
        &[
            "must sign",
            "sign a",
            "sign our",
            "sign an",
            "required to sign",
            "after signing",
            "have signed",
            "agree to",
        ],
    ]);
    if let Some(span) = demanded {
        notes.at(&span, "this demands an agreement of silence");
    }
}

fn no_report_contents(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let report = &subject.claims.report;
    if !subject.says_little() && report.required.is_empty() && report.helpful.is_empty() {
        notes.absent("nothing says what a report should contain");
    }
}

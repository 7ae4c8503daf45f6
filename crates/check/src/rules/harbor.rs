//! Rules about what the team will not do to those who report in good faith.

use policy::{HarborGrade, HarborStatement};

use crate::finding::Severity::{Note, Warning};
use crate::rule::{Look, Notes, Rule};
use crate::subject::{Subject, span};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "no-safe-harbor",
        title: "no safe harbor",
        severity: Warning,
        why: "Without it, whoever tests in good faith risks a lawsuit, and the careful ones stay away.",
        write: "say that research under the policy is authorised and that you take no legal action over it",
        example: "We consider research under this policy authorised, and will not take legal action over it.",
        sources: &["disclose.io", "BOD 20-01", "OWASP vulnerability disclosure cheat sheet"],
        look: Look::Policy(no_safe_harbor),
    },
    Rule {
        code: "partial-safe-harbor",
        title: "a safe harbor that leaves something open",
        severity: Note,
        why: "A promise not to sue protects a report; only an authorisation protects the testing before it.",
        write: "make all four statements: authorised under anti-hacking law, exempt from anti-circumvention law, not bound by conflicting terms of service, in good faith",
        example: "We consider research under this policy authorised under anti-hacking laws, exempt from anti-circumvention laws and from conflicting terms of service, lawful and in good faith.",
        sources: &["disclose.io: levels 3 and 4"],
        look: Look::Policy(partial_safe_harbor),
    },
    Rule {
        code: "legal-threat",
        title: "a threat of legal action",
        severity: Warning,
        why: "People who would report read it and do not; it stops nobody who means harm.",
        write: "say instead what is allowed and that you take no legal action over it",
        example: "",
        sources: &["OWASP vulnerability disclosure cheat sheet: no threats"],
        look: Look::Policy(legal_threat),
    },
];

fn no_safe_harbor(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if !subject.says_little() && subject.claims.harbor.statements.is_empty() {
        notes.absent("nothing says what happens to those who test in good faith");
    }
}

fn partial_safe_harbor(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let harbor = &subject.claims.harbor;
    let (HarborGrade::Partial, Some((_, quote))) = (harbor.grade, harbor.statements.first()) else {
        return;
    };
    let full = [
        HarborStatement::AntiHacking,
        HarborStatement::AntiCircumvention,
        HarborStatement::TermsOfService,
        HarborStatement::GoodFaith,
    ];
    let missing: Vec<_> = full
        .iter()
        .filter(|wanted| !harbor.statements.iter().any(|(made, _)| made == *wanted))
        .map(|statement| statement.as_str())
        .collect();
    let count = missing.len();
    notes.at(
        &span(quote),
        format!("{count} of the four statements are not made: {}", missing.join(", ")),
    );
}

fn legal_threat(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if let Some(quote) = &subject.claims.harbor.threat {
        notes.at(&span(quote), "this threatens with legal action");
    }
}

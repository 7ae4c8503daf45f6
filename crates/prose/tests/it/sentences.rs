//! One sentence, one claim: the language that policies use, in our own words.

use prose::{Claims, CreditKind, Document, EscalationTrigger, Format, Promise, Way};

fn document(text: &str) -> Document {
    prose::read(text, Format::Markdown).expect("a short text")
}

fn claims(text: &str) -> Claims {
    prose::claims(&document(text))
}

/// A promise as one line: what, how much, of what, which calendar, severity, firmness.
fn line(promise: &Promise) -> String {
    let number = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
    let severity: Vec<&str> = promise.severity.iter().map(|s| s.as_str()).collect();
    format!(
        "{} {}..{} {} {}{}{} {} {} {}",
        promise.deed.as_str(),
        number(promise.time.min),
        number(promise.time.max),
        promise.time.unit.as_str(),
        promise.time.calendar.as_str(),
        if severity.is_empty() { "" } else { " " },
        severity.join("+"),
        promise.strength.as_str(),
        promise.trigger.as_str(),
        if promise.recurring { "recurring" } else { promise.direction.as_str() },
    )
}

#[test]
fn a_sentence_with_a_time_is_the_promise_that_it_makes() {
    for (sentence, expected) in [
        (
            "We will acknowledge your report within 48 hours.",
            &["acknowledge ..48 hours wall commit report_received after"][..],
        ),
        (
            "We aim to respond within two working days.",
            &["first_response ..2 days business aim report_received after"],
        ),
        (
            "You can expect an initial reply within 3-5 business days.",
            &["first_response 3..5 days business expect report_received after"],
        ),
        (
            "Normally we answer in five (5) days.",
            &["first_response ..5 days unspecified typical report_received after"],
        ),
        (
            "We acknowledge your email within 24 hours, and send a more detailed response within 72 hours.",
            &[
                "acknowledge ..24 hours wall commit report_received after",
                "detailed_response ..72 hours wall commit report_received after",
            ],
        ),
        (
            "Within 24 hours we will acknowledge it, and within 7 calendar days we will triage it.",
            &[
                "acknowledge ..24 hours wall commit report_received after",
                "triage ..7 days calendar commit report_received after",
            ],
        ),
        (
            "We will send you a progress update at least every 7 days.",
            &["status_update ..7 days unspecified commit report_received recurring"],
        ),
        (
            "We will fix critical vulnerabilities within 14 days of confirmation.",
            &["fix ..14 days unspecified critical commit confirmed after"],
        ),
        (
            "Distributors are notified at least 7 days before public disclosure.",
            &["advance_notice 7.. days unspecified commit public_disclosure at_least_before"],
        ),
    ] {
        let found = claims(&format!("# Reporting\n\n{sentence}\n"));
        let lines: Vec<String> = found.promises.iter().map(line).collect();
        assert_eq!(lines, expected, "{sentence}");
    }
}

#[test]
fn a_time_that_is_no_promise_makes_none() {
    for sentence in [
        "Each release is supported for 12 months.",
        "The key was created 2 years ago.",
        "Please give us 90 days before you publish.",
        "If you have not heard from us within 5 days, write again.",
        "Members may take leave for up to 3 months.",
    ] {
        assert_eq!(claims(&format!("# Reporting\n\n{sentence}\n")).promises, [], "{sentence}");
    }
}

#[test]
fn a_table_of_times_is_read_by_its_row_and_column() {
    let found = claims(
        "# Response times\n\n| Severity | First response | Fix |\n| --- | --- | --- |\n| Critical | 24 hours | 7 days |\n| Low | 5 business days | 90 days |\n",
    );
    let lines: Vec<String> = found.promises.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "first_response ..24 hours wall critical commit report_received after",
            "fix ..7 days unspecified critical commit report_received after",
            "first_response ..5 days business low commit report_received after",
            "fix ..90 days unspecified low commit report_received after",
        ]
    );
}

#[test]
fn silence_gives_the_reporter_a_right() {
    let found = claims(
        "# Reporting\n\nIf you have not received a reply within 48 hours, or have not heard from the team for the past five days, contact board@acme.example.\n",
    );
    let rights: Vec<_> = found
        .escalations
        .iter()
        .map(|e| (e.to.as_str(), e.trigger, e.after.and_then(|t| t.max)))
        .collect();
    assert_eq!(
        rights,
        [
            ("board@acme.example", EscalationTrigger::NoAcknowledgement, Some(48)),
            ("board@acme.example", EscalationTrigger::NoEngagement, Some(5)),
        ]
    );
}

#[test]
fn an_address_is_found_however_it_is_written() {
    for text in [
        "Report to security@acme.example.",
        "Report to [our mailbox](mailto:security@acme.example).",
        "Report to [our mailbox](security@acme.example).",
        "Report to `security@acme.example`.",
        "Report to security [at] acme [dot] example.",
        "Report to security (at) acme.example.",
        "Report to security&#64;acme.example.",
        "Report to <securityNOSPAM@acme.example>.",
    ] {
        let found = claims(&format!("# Reporting a vulnerability\n\n{text}\n"));
        let found: Vec<_> = found.contacts.iter().map(|c| (c.way, c.address.as_str())).collect();
        assert_eq!(found, [(Way::Email, "security@acme.example")], "{text}");
    }
}

#[test]
fn credit_is_a_choice_that_the_sentence_makes() {
    for (sentence, kind) in [
        ("We credit you unless you ask us not to.", CreditKind::OptOut),
        ("If you wish, we will credit you in the advisory.", CreditKind::OptIn),
        ("We will credit you in the advisory.", CreditKind::Yes),
        ("Thank you for your report.", CreditKind::Unspecified),
    ] {
        assert_eq!(claims(&format!("# Reporting\n\n{sentence}\n")).credit.kind, kind, "{sentence}");
    }
}

#[test]
fn what_looks_binding_and_matches_no_rule_is_listed() {
    let found = claims("# Reporting\n\nWe will bake a cake for the queen.\n");
    assert_eq!(found.not_understood.len(), 1);
    assert_eq!(found.not_understood[0].line, 3);
}

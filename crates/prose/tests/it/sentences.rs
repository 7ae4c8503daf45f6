//! One sentence, one claim: the language that policies use, in our own words.

use prose::{
    Bounty, CalendarKind, Claims, CreditKind, Document, EscalationTrigger, Format, Promise, Way,
};

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
        (
            "Every report is triaged and gets an initial response within 2 business days.",
            &["first_response ..2 days business commit report_received after"],
        ),
        (
            "Privately disclosed issues will be fixed or made public within 60 days.",
            &["fix ..60 days unspecified commit report_received after"],
        ),
        (
            "Each finding of our own is converted to a public issue within 60 days.",
            &["disclose ..60 days unspecified commit report_received after"],
        ),
        (
            "A two week window is given to members of the distributor list.",
            &["advance_notice ..2 weeks unspecified commit report_received after"],
        ),
        (
            "We will send updates at least every week. In practice this is usually every 2 days.",
            &[
                "status_update ..1 weeks unspecified commit report_received recurring",
                "status_update ..2 days unspecified typical report_received recurring",
            ],
        ),
        (
            "Updates are sent at least every 4 days; in practice this is usually every 24-48 hours.",
            &[
                "status_update ..4 days unspecified typical report_received recurring",
                "status_update 24..48 hours wall typical report_received recurring",
            ],
        ),
        (
            "* Low: ETA within 20 days",
            &["fix_timeline ..20 days unspecified low commit report_received after"],
        ),
        (
            "The resolution takes anywhere between some days to a month.",
            &["resolve ..1 months unspecified commit report_received after"],
        ),
        (
            "* Within 2 hours we publish the advisory that the maintainers of other projects wait for together with us.",
            &["publish_advisory ..2 hours wall commit report_received after"],
        ),
        (
            "We fix within 20 days for high-impact and 60 days for lower-severity issues.",
            &[
                "fix ..20 days unspecified high commit report_received after",
                "fix ..60 days unspecified low+medium commit report_received after",
            ],
        ),
        (
            "For a flaw with a simple mitigation, we expect report date to disclosure date to be 9 days.",
            &["disclose ..9 days unspecified expect report_received after"],
        ),
        (
            "Fix Release Day (Completed within 1-20 days of disclosure)",
            &["release 1..20 days unspecified commit report_received after"],
        ),
        (
            "A member answers the reporter in the tracker, usually, within 24 hours.",
            &["first_response ..24 hours wall typical report_received after"],
        ),
        (
            "After triage, you will receive a follow-up within 6 days with our assessment.",
            &["detailed_response ..6 days unspecified commit triage_done after"],
        ),
        (
            "Progress reports are sent every 10 days.",
            &["status_update ..10 days unspecified commit report_received recurring"],
        ),
        (
            "**Fix times**:\n\n* Critical: 1-7 days\n* Low: 1-3 months",
            &[
                "fix 1..7 days unspecified critical commit report_received after",
                "fix 1..3 months unspecified low commit report_received after",
            ],
        ),
        (
            "**Fix timeline**: depends on the severity\n\n* Critical: 1-7 days",
            &["fix 1..7 days unspecified critical commit report_received after"],
        ),
        (
            "We notify the announcement list of the release. We do this at least a week in advance.",
            &["advance_notice 1.. weeks unspecified commit public_disclosure at_least_before"],
        ),
        (
            "When a release falls between two planned ones, at least two weeks’ notice is given.",
            &["advance_notice 2.. weeks unspecified commit release at_least_before"],
        ),
        (
            "A three week window is given to members of the distributor list. In rare cases the team raises this window to five weeks.",
            &[
                "advance_notice ..3 weeks unspecified commit report_received after",
                "advance_notice ..5 weeks unspecified exception report_received after",
            ],
        ),
        (
            "### Fix (within 2-9 days)\n\nThese steps are completed within the first 9 days.",
            &["fix 2..9 days unspecified commit report_received after"],
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
        "We ask that you delay the publication of your report for at least 60 days.",
        "If we have not fixed a vulnerability within 60 days, you may publish it.",
        "Public zero days are fixed as soon as we can.",
        "GitHub will review the request, typically within 72 hours.",
        "This project follows a 60 day disclosure timeline.",
        "We will not publish details unless 60 days have passed since the report.",
        "Allow **20 days** for triage and remediation before you publish.",
        "This means that we ask for at least 40 days to prepare a patch.",
        "The release and its announcement are usually a week apart.",
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
fn if_not_goes_on_from_the_answer_that_was_promised() {
    let found = claims(
        "# Reporting\n\nYou should get a response within 48 hours. If not, contact board@acme.example.\n",
    );
    let rights: Vec<_> = found.escalations.iter().map(|e| e.after.and_then(|t| t.max)).collect();
    assert_eq!(rights, [Some(48)]);
}

#[test]
fn silence_lasts_as_long_as_the_answer_that_was_promised_just_above() {
    for text in [
        "We answer every report within 5 days. If you have not heard back, please write to board@acme.example.",
        "We answer every report within 5 days.\n\nIf you have not heard back by then, please write to board@acme.example.",
    ] {
        let found = claims(&format!("# Reporting\n\n{text}\n"));
        let rights: Vec<_> = found
            .escalations
            .iter()
            .map(|right| (right.to.as_str(), right.after.and_then(|time| time.max)))
            .collect();
        assert_eq!(rights, [("board@acme.example", Some(5))], "{text}");
    }
}

#[test]
fn what_days_are_may_be_said_once_for_all() {
    for (text, calendar) in [
        ("All times are given in business days.", CalendarKind::Business),
        ("By “days” we mean calendar days.", CalendarKind::Calendar),
        ("Days are working days in this policy.", CalendarKind::Business),
        ("Days that are not called business days are calendar days.", CalendarKind::Calendar),
        ("We count on your patience.", CalendarKind::Unspecified),
    ] {
        let found =
            claims(&format!("# Reporting\n\nWe fix every report within 20 days.\n\n{text}\n"));
        let calendars: Vec<_> = found.promises.iter().map(|p| p.time.calendar).collect();
        assert_eq!(calendars, [calendar], "{text}");
    }
}

#[test]
fn a_row_of_versions_may_name_its_last_day() {
    for table in [
        "| Version | Supported |\n| --- | --- |\n| 3.x | yes, until 2031-06-30 |\n",
        "| Version | Supported | End of life |\n| --- | --- | --- |\n| 3.x | ✅ | 2031-06-30 |\n",
    ] {
        let found = claims(&format!("# Supported versions\n\n{table}"));
        let row = &found.supported.rows[0];
        assert_eq!((row.supported, row.until.as_deref()), (Some(true), Some("2031-06-30")));
        let draft = prose::import(&found, &prose::About::default(), &prose::Answers::new());
        assert!(draft.toml.contains("until = 2031-06-30\n"), "{}", draft.toml);
    }
}

#[test]
fn a_word_in_a_table_means_what_the_text_says_it_means() {
    let found = claims(
        "# Supported versions\n\n| Version | Status |\n| --- | --- |\n| 3.x | Veteran |\n| 2.x | Retired |\n\n**Veteran**: security patches only.\n**Retired**: no further updates.\n",
    );
    let rows: Vec<_> = found.supported.rows.iter().map(|row| row.supported).collect();
    assert_eq!(rows, [Some(true), Some(false)]);
}

#[test]
fn a_span_of_disclosure_is_a_limit_and_no_promise() {
    for sentence in [
        "This project follows a 60 day disclosure timeline.",
        "We will not publish details unless 60 days have passed since the report.",
    ] {
        let found = claims(&format!("# Reporting\n\n{sentence}\n"));
        assert_eq!(found.promises, [], "{sentence}");
        let limits: Vec<_> = found.disclosure.limits.iter().map(|limit| limit.time.max).collect();
        assert_eq!(limits, [Some(60)], "{sentence}");
    }
}

#[test]
fn what_to_do_in_silence_may_stand_in_the_next_sentence() {
    let found = claims(
        "# Reporting\n\nIf after 3 days you have not received an answer, your mail may have been lost. In that case, please write to board@acme.example.\n",
    );
    let rights: Vec<_> = found.escalations.iter().map(|e| e.after.and_then(|t| t.max)).collect();
    assert_eq!(rights, [Some(3)]);
}

#[test]
fn private_reporting_is_a_contact_where_the_text_offers_it() {
    for (sentence, expected) in [
        (
            "This repository has [private vulnerability reporting](https://docs.github.com/x) enabled.",
            1,
        ),
        ("Open an advisory on the affected GitHub repository.", 1),
        ("Click \"Report a vulnerability\" in the Security tab.", 1),
        ("To report a vulnerability in the parser, write a letter.", 0),
        ("We discuss the fix in a GitHub Security Advisory via our team.", 0),
    ] {
        let found = claims(&format!("# Reporting\n\n{sentence}\n"));
        let ways: Vec<_> = found.contacts.iter().map(|contact| contact.way).collect();
        assert_eq!(ways, vec![Way::GithubPrivateReport; expected], "{sentence}");
    }
}

#[test]
fn fixed_and_made_public_within_a_time_is_a_limit_too() {
    let found = claims("# Disclosure\n\nWe aim to fix and disclose each issue within 60 days.\n");
    assert_eq!(found.disclosure.limits.len(), 1);
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
        "Report to `security at acme dot example`.",
        "Write to [security@acme.example](https://lists.acme.example/security).",
    ] {
        let found = claims(&format!("# Reporting a vulnerability\n\n{text}\n"));
        let found: Vec<_> = found.contacts.iter().map(|c| (c.way, c.address.as_str())).collect();
        assert_eq!(found, [(Way::Email, "security@acme.example")], "{text}");
    }
}

#[test]
fn an_address_that_is_for_something_else_is_no_contact() {
    for sentence in [
        "Bugs in [the library](https://acme.example/issue) should be reported by email.",
        "The lead will send a summary of the report to dev@acme.example.",
        "For general guidance, reach out to help@acme.example.",
        "As recommended by [a policy](https://acme.example/report), we report weekly.",
        "For vulnerabilities in:\n\n- the engine: report to its makers at <https://engine.example/security>",
        "Questions about this policy may be sent to policy@acme.example.",
        "Use desk@acme.example to reach the team. Do not use it to report vulnerabilities.",
        "If it concerns several vendors, you may report it to a number of implementers through [the circle](https://circle.example/report-form).",
        "Please report malicious packages through the [registry’s form](https://registry.example/security).",
        "If you receive no reply within 3 days, contact one of these:\n\n- ann@acme.example\n- bob@acme.example",
    ] {
        let found = claims(&format!("# Reporting\n\n{sentence}\n"));
        let others: Vec<_> =
            found.contacts.iter().filter(|c| !c.fallback).map(|c| c.address.as_str()).collect();
        assert_eq!(others, [""; 0], "{sentence}");
    }
}

#[test]
fn a_page_to_read_is_no_way_to_report_beside_one() {
    for sentence in [
        "What our [security policy](https://acme.example/security-policy) covers, we ask you to tell us.",
        "For additional information about security, please see https://acme.example/security.",
    ] {
        let found = claims(&format!(
            "# Reporting\n\nPlease report vulnerabilities to security@acme.example.\n\n{sentence}\n"
        ));
        let found: Vec<_> = found.contacts.iter().map(|c| c.address.as_str()).collect();
        assert_eq!(found, ["security@acme.example"], "{sentence}");
    }
}

#[test]
fn a_report_should_contain_what_the_text_asks_for() {
    for (text, required) in [
        (
            "Please, provide an explanation of the issue. In particular, outline the type of the issue and the assumptions you make.",
            &["details", "type", "requirements"][..],
        ),
        ("You must disclose whether you used an LLM in any way.", &["-"]),
        (
            "Please send us a description of the issue, the steps to reproduce it, and, if known, mitigations.",
            &["details", "steps"],
        ),
        (
            "Please include:\n\n- Steps to reproduce (a test case if available)\n- Proof of concept (if possible)",
            &["steps"],
        ),
        (
            "Please include:\n\n- Steps to reproduce, ideally with a proof of concept\n- A clear list of steps to reproduce",
            &["steps"],
        ),
        (
            "We will acknowledge your report and send a detailed response indicating:\n\n- Description of the issue",
            &[],
        ),
        ("Acme includes several measures:\n\n- Strong ciphers\n- Signed releases", &[]),
        ("Acme uses many tools to keep its quality, including:\n\n- Code review\n- Fuzzing", &[]),
        ("Some examples include:\n\n- Reading the data of others", &[]),
        (
            "Please include the affected version or commit, the impact, and relevant logs.",
            &["version", "impact", "-"],
        ),
        (
            "Please include:\n\n- Version of the server\n- Device model, operating system version, locale\n- Score (if known)",
            &["version", "version"],
        ),
        ("Here are details worth adding to your report:\n\n- Steps to reproduce", &[]),
        ("We provide fixes for the following versions:\n\n- version 2", &[]),
        ("Details of our policy with all versions can be found on our page.", &[]),
    ] {
        let found = claims(&format!("# Reporting a vulnerability\n\n{text}\n"));
        let fields: Vec<&str> =
            found.report.required.iter().map(|field| field.well_known.unwrap_or("-")).collect();
        assert_eq!(fields, required, "{text}");
    }
}

#[test]
fn a_link_to_the_versions_is_a_link() {
    let found = claims(
        "# Supported versions\n\nOur support policy, with the supported versions, can be found on [this page](https://acme.example/support).\n",
    );
    assert_eq!(found.supported.link.as_deref(), Some("https://acme.example/support"));
}

#[test]
fn credit_is_a_choice_that_the_sentence_makes() {
    for (sentence, kind) in [
        ("We credit you unless you ask us not to.", CreditKind::OptOut),
        ("If you wish, we will credit you in the advisory.", CreditKind::OptIn),
        ("We will credit you in the advisory.", CreditKind::Yes),
        (
            "Tell us whether we should mention your contribution. By default we do not publish it.",
            CreditKind::OptIn,
        ),
        (
            "Please include:\n\n- Your preferred credit name\n\nWe credit reporters by default unless you ask otherwise.",
            CreditKind::OptOut,
        ),
        ("Thank you for your report.", CreditKind::Unspecified),
        ("We thank these people for reporting vulnerabilities:", CreditKind::Yes),
        (
            "You name the severity that should be attributed to the vulnerability.",
            CreditKind::Unspecified,
        ),
        ("Depending on your choice, you will be credited in the advisory.", CreditKind::OptIn),
    ] {
        assert_eq!(claims(&format!("# Reporting\n\n{sentence}\n")).credit.kind, kind, "{sentence}");
    }
}

#[test]
fn money_is_what_the_sentence_makes_of_it() {
    for (sentence, kind) in [
        ("We do not offer a bug bounty.", Bounty::No),
        ("We cannot pay bounties, but may consider a reward in rare cases.", Bounty::Discretionary),
        ("We do not take reports from other bug bounty platforms.", Bounty::Unspecified),
        ("All bounty submissions there are rated by GitHub.", Bounty::Unspecified),
        ("Reports are rewarded with a bounty.", Bounty::Yes),
    ] {
        assert_eq!(claims(&format!("# Reporting\n\n{sentence}\n")).bounty.kind, kind, "{sentence}");
    }
}

#[test]
fn what_looks_binding_and_matches_no_rule_is_listed() {
    let found = claims("# Reporting\n\nWe will bake a cake for the queen.\n");
    assert_eq!(found.not_understood.len(), 1);
    assert_eq!(found.not_understood[0].line, 3);
}

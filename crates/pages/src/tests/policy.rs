//! What people must be able to read: the statements of a policy, and how a case stands, on the page where they look.

use crate::problem::{ProblemKind, ProblemPage};
use crate::{Frame, Page, desk, portal};

/// The first sample of a page, as people read it: text only, runs of space as one.
fn read<P: Page>() -> String {
    let (_, page) = P::samples().swap_remove(0);
    text(&Page::render(&page).unwrap())
}

fn text(html: &str) -> String {
    let main = html.split("<main").nth(1).unwrap();
    let without_tags: String = main
        .split('<')
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, text)| if tag.contains("aria-hidden") { " " } else { text })
        .collect::<Vec<_>>()
        .join(" ");
    without_tags.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(page: &str, parts: &[&str]) {
    let mut rest = page;
    for part in parts {
        let (_, after) = rest
            .split_once(part)
            .unwrap_or_else(|| panic!("{part:?} is not, or not here, in: {page}"));
        rest = after;
    }
}

#[test]
fn pol_1_contacts_stand_in_their_order_after_the_form() {
    says(
        &read::<portal::ProgramPage>(),
        &[
            "How to reach the team",
            "Report form on this site",
            "E-mail",
            "support@sigtech.example",
            "Private report on the repository host",
        ],
    );
}

#[test]
fn pol_2_supported_versions_are_a_table() {
    says(
        &read::<portal::ProgramPage>(),
        &[
            "Supported versions",
            "Python SDK",
            "latest",
            "Supported",
            "&#60; 8",
            "Not supported",
            "reports may be declined",
        ],
    );
}

#[test]
fn pol_3_scope_says_what_is_in_and_what_is_out() {
    says(
        &read::<portal::ProgramPage>(),
        &["In scope", "SigTech API", "Not in scope", "Python itself"],
    );
}

#[test]
fn pol_4_the_form_marks_what_is_asked_for_and_the_desk_what_is_missing() {
    let (_, form) =
        portal::ReportPage::samples().into_iter().find(|(name, _)| *name == "empty").unwrap();
    let form = text(&Page::render(&form).unwrap());
    says(&form, &["Type of issue", "Affected source code (optional)"]);
    says(&read::<desk::CasePage>(), &["5 of 6 given", "Missing:", "Configuration"]);
}

#[test]
fn pol_5_the_rules_of_good_faith_are_read_and_acknowledged() {
    says(&read::<portal::ProgramPage>(), &["Rules of good faith", "Do not place a backdoor"]);
    says(
        &read::<portal::ReportPage>(),
        &["Good faith", "aggressive automated scanning", "I have kept to these rules"],
    );
}

#[test]
fn pol_7_safe_harbor_says_what_is_stated_and_what_is_not() {
    says(
        &read::<portal::ProgramPage>(),
        &["Safe harbor", "Stated", "No legal action against you", "Not stated", "Help if others"],
    );
}

#[test]
fn pol_8_reward_and_credit_stand_together() {
    says(
        &read::<portal::ProgramPage>(),
        &["Credit and reward", "your name or acronym", "do not offer financial compensation"],
    );
}

#[test]
fn pol_9_a_report_needs_no_name_and_permission_is_asked_not_assumed() {
    let (_, form) =
        portal::ReportPage::samples().into_iter().find(|(name, _)| *name == "empty").unwrap();
    let html = Page::render(&form).unwrap();
    says(
        &text(&html),
        &["Anonymously", "Under a pseudonym", "By name", "You may pass my details on"],
    );
    let ticked = |id: &str| {
        html.split("<input").any(|input| {
            let tag = input.split("/>").next().unwrap_or_default();
            tag.contains(&format!("id=\"{id}\"")) && tag.contains("checked")
        })
    };
    assert!(ticked("report-identity-anonymous") && !ticked("report-pass_on"));
}

#[test]
fn pol_10_readers_see_what_changed_and_what_was_in_force_when() {
    says(
        &read::<portal::PolicyVersionsPage>(),
        &[
            "In force since",
            "23 October 2026",
            "Tightened",
            "48 hours → 24 hours",
            "affects reporters",
            "Until",
        ],
    );
}

#[test]
fn pol_11_the_privacy_page_says_what_why_how_long_and_who() {
    says(
        &read::<portal::PrivacyPage>(),
        &["The text of reports and messages", "To understand and fix", "2 years after", "The team"],
    );
}

#[test]
fn clk_6_a_broken_promise_is_broken_for_both_sides_in_words() {
    for page in [read::<portal::MailboxPage>(), read::<desk::CasePage>()] {
        says(&page, &["Send a progress update", "Broken", "2 days 4 hours late"]);
    }
    says(
        &read::<desk::QueuePage>(),
        &["1 case is late", "Late", "2 days late", "Send a progress update"],
    );
}

#[test]
fn clk_7_a_date_that_moved_is_told_with_its_reason() {
    says(
        &read::<portal::MailboxPage>(),
        &["Expected to be resolved", "20 November 2026", "6 November 2026", "broke token refresh"],
    );
}

#[test]
fn case_4_the_conversation_goes_both_ways() {
    says(
        &read::<portal::MailboxPage>(),
        &[
            "Conversation",
            "Which version of the SDK",
            "Version 8.11.2",
            "Write to the team",
            "Send the message",
        ],
    );
}

#[test]
fn case_7_credit_is_given_by_the_line_that_was_agreed() {
    says(&read::<portal::CreditsPage>(), &["Credits", "nyx", "SIG-2026-0003"]);
}

#[test]
fn a_refused_command_says_why_and_what_is_possible_instead() {
    says(
        &read::<desk::CasePage>(),
        &[
            "Record the fix as released",
            "Not now",
            "only after it is ready",
            "Possible instead:",
            "say when it is expected",
        ],
    );
}

#[test]
fn an_instance_without_a_program_says_what_to_do_next() {
    let (_, empty) =
        portal::HomePage::samples().into_iter().find(|(name, _)| *name == "empty").unwrap();
    says(
        &text(&Page::render(&empty).unwrap()),
        &["Write a policy", "candor serve --policy", "--demo"],
    );
}

#[test]
fn sec_10_what_is_not_there_and_what_may_not_be_known_are_one_page() {
    let page = |kind| {
        let frame = Frame::portal("Candor", "token");
        Page::render(&ProblemPage { frame, kind, detail: None, incident: None }).unwrap()
    };
    let hidden = text(&page(ProblemKind::NotFound));
    says(&hidden, &["does not exist, or it is not open to you"]);
    // Refused openly is only what the reader knows of; the page names nothing of it.
    let refused = text(&page(ProblemKind::Forbidden));
    says(&refused, &["Ask an owner of the program"]);
    let statuses: std::collections::BTreeSet<_> =
        ProblemKind::ALL.iter().map(|kind| kind.status()).collect();
    assert_eq!(statuses.len(), ProblemKind::ALL.len());
}

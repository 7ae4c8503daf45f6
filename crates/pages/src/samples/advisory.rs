//! Advisories for readers: the list, one of them, and its editions.

use super::{ARABIC, HOSTILE, in_program, lines, program, received, replayed, when};
use crate::desk::{DisclosurePage, ReportedField};
use crate::portal::*;
use crate::{Input, Level, Link};

type Samples<P> = Vec<(&'static str, P)>;

pub(crate) fn editions() -> Vec<EditionRow> {
    let row = |number, stage: &str, when, words: &str, changes: &[&str]| EditionRow {
        number,
        stage: stage.to_owned(),
        when,
        words: words.to_owned(),
        changes: lines(changes),
    };
    vec![
        row(1, "interim", when(30, "10:00"), "First edition.", &[]),
        row(
            2,
            "final",
            when(31, "08:15"),
            "The workaround was added.",
            &["Added the measure Workaround: Refresh from one place only."],
        ),
    ]
}

pub(crate) fn advisory_body() -> AdvisoryBody {
    let fact = |name: &str, values: &[&str]| Fact { name: name.to_owned(), lines: lines(values) };
    let section =
        |heading: &str, text: &str| Section { heading: heading.to_owned(), text: text.to_owned() };
    AdvisoryBody {
        id: "SIG-2026-0003".to_owned(),
        title: "A viewer's token can be refreshed into one that writes".to_owned(),
        notice: None,
        level: Level::High,
        facts: vec![
            fact("Also known as", &["CVE-2026-31337"]),
            fact(
                "CVSS 4.0",
                &["8.7 (CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N)"],
            ),
            fact("Weakness", &["CWE-362: race condition"]),
        ],
        products: vec![ProductRow {
            name: "Python SDK".to_owned(),
            package: "PyPI: sigtech".to_owned(),
            standing: "affected".to_owned(),
            versions: "from 8.0.0 before 8.12.0".to_owned(),
            fixed: "8.12.0".to_owned(),
            reason: String::new(),
        }],
        sections: vec![
            section(
                "Summary",
                "Refreshing a session twice within one second returned a token with the scope of the service account.",
            ),
            section(
                "Details",
                "Session.refresh() kept the scope of the request that held the lock.\n\nTwo refreshes within one second shared it, and the second one got what the first one was allowed.",
            ),
            section("Workaround", "Refresh from one place only."),
        ],
        references: vec![
            Link {
                href: "https://git.example/sigtech/sdk/commit/7c0ffee".to_owned(),
                text: "The fix".to_owned(),
            },
            Link { href: "javascript:alert(1)".to_owned(), text: HOSTILE.to_owned() },
        ],
        credits: lines(&["nyx", ARABIC]),
        timeline: vec![
            Milestone { when: received(), words: "Reported".to_owned() },
            Milestone { when: when(23, "17:49"), words: "Acknowledged".to_owned() },
            Milestone { when: when(30, "09:00"), words: "Fixed in 8.12.0".to_owned() },
        ],
        editions: editions(),
        edition: 2,
        published: Some(when(30, "10:00")),
        updated: Some(when(31, "08:15")),
    }
}

pub(crate) fn advisories() -> Samples<AdvisoriesPage> {
    let card = |id: &str, title: &str, level, replay: bool| {
        AdvisoryCard {
        id: id.to_owned(),
        title: title.to_owned(),
        published: when(30, "10:00"),
        updated: replay.then(|| when(31, "08:15")),
        level,
        summary: "Refreshing a session twice within one second returned a token with the scope of the service account.".to_owned(),
        replay,
    }
    };
    vec![
        (
            "full",
            AdvisoriesPage {
                frame: in_program(),
                program: program(),
                advisories: vec![
                    card(
                        "SIG-2026-0003",
                        "A viewer's token can be refreshed into one that writes",
                        Level::High,
                        false,
                    ),
                    card("SIG-2026-0002", HOSTILE, Level::Critical, true),
                    card("SIG-2026-0001", "Error pages show a stack trace", Level::Low, false),
                ],
                by_mail: true,
            },
        ),
        (
            "empty",
            AdvisoriesPage {
                frame: in_program(),
                program: program(),
                advisories: Vec::new(),
                by_mail: false,
            },
        ),
    ]
}

pub(crate) fn subscription() -> Samples<SubscriptionPage> {
    use SubscriptionStep as Step;
    let page = |step| SubscriptionPage { frame: in_program(), program: program(), step };
    let token = "QzEBAAAAAAAAAADx".to_owned();
    vec![
        ("ask", page(Step::Ask(Input::default()))),
        ("wrong", page(Step::Ask(Input::wrong(HOSTILE, "Write one address.")))),
        ("asked", page(Step::Asked)),
        ("confirm", page(Step::Confirm(token.clone()))),
        ("confirmed", page(Step::Confirmed)),
        ("old", page(Step::Old)),
        ("full", page(Step::Full)),
        ("end", page(Step::End(token))),
        ("ended", page(Step::Ended)),
    ]
}

pub(crate) fn advisory() -> Samples<AdvisoryPage> {
    let formats = |body: &AdvisoryBody| {
        ["csaf.json", "osv.json", "advisory.md"]
            .map(|name| Link {
                text: name.to_owned(),
                href: crate::path::advisory_file("sigtech", &body.id, name),
            })
            .to_vec()
    };
    let signature = |body: &AdvisoryBody| Link {
        text: "osv.json.minisig".to_owned(),
        href: crate::path::advisory_file("sigtech", &body.id, "osv.json.minisig"),
    };
    let page = |frame, body: AdvisoryBody| AdvisoryPage {
        frame,
        program: program(),
        formats: formats(&body),
        signatures: vec![signature(&body)],
        body,
    };
    let hostile_body = AdvisoryBody {
        title: HOSTILE.to_owned(),
        notice: Some(HOSTILE.to_owned()),
        sections: vec![Section { heading: "Summary".to_owned(), text: HOSTILE.to_owned() }],
        products: vec![ProductRow {
            name: HOSTILE.to_owned(),
            package: HOSTILE.to_owned(),
            standing: "not affected".to_owned(),
            versions: HOSTILE.to_owned(),
            fixed: HOSTILE.to_owned(),
            reason: HOSTILE.to_owned(),
        }],
        ..advisory_body()
    };
    let bare = AdvisoryBody {
        level: Level::Unknown,
        facts: Vec::new(),
        products: Vec::new(),
        sections: Vec::new(),
        references: Vec::new(),
        credits: Vec::new(),
        timeline: Vec::new(),
        editions: Vec::new(),
        edition: 1,
        updated: None,
        ..advisory_body()
    };
    let withdrawn = AdvisoryBody {
        notice: Some("This advisory was withdrawn. It was about another product.".to_owned()),
        ..advisory_body()
    };
    vec![
        ("full", page(in_program(), advisory_body())),
        ("bare", page(in_program(), bare)),
        ("withdrawn", page(in_program(), withdrawn)),
        ("hostile", page(replayed(in_program()), hostile_body)),
    ]
}

pub(crate) fn disclosure() -> Vec<(&'static str, DisclosurePage)> {
    let field = |label: &str, pieces: &[(&str, bool)], is_private| ReportedField {
        label: label.to_owned(),
        pieces: pieces.iter().map(|(text, public)| ((*text).to_owned(), *public)).collect(),
        is_private,
    };
    let full = DisclosurePage {
        frame: super::team().within(program()),
        program: program(),
        case: "0192f1a0-7c7e-7cc3-98c4-dc0c0c07398f".to_owned(),
        handle: "SIG-7Q4M".to_owned(),
        standing: "The reporter agreed that this report, which was declined, is disclosed.".to_owned(),
        told: vec!["“grey.heron@example.org” (how to reach them) is private to the case and stands in the publication.".to_owned()],
        fields: vec![
            field("Title", &[("A viewer's token can be refreshed ", true), ("on my server", false)], false),
            field("Steps", &[(HOSTILE, false)], false),
            field("How to reach them", &[("grey.heron@example.org", false)], true),
        ],
        body: Some(advisory_body()),
    };
    let empty = DisclosurePage { told: Vec::new(), body: None, ..full.clone() };
    vec![("full", full), ("empty", empty)]
}

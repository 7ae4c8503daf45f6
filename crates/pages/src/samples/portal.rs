//! Samples of the public pages.

use super::case::{answers, clocks, command, file, hostile_entries, shared_entries, timeline};
use super::{
    ARABIC, HASH, HOSTILE, OLDER_HASH, hostile, in_program, lines, mirrored, open, paused, program,
    public, received, replayed, when,
};
use crate::portal::*;
use crate::problem::{BusyPage, Kept, ProblemKind, ProblemPage};
use crate::{Choice, Field, FieldKind, Input, Link, NoteKind, When};

type Samples<P> = Vec<(&'static str, P)>;

pub(crate) fn home() -> Samples<HomePage> {
    let card = |slug: &str, name: &str, summary: &str, promises: &[&str], intake| ProgramCard {
        slug: slug.to_owned(),
        name: name.to_owned(),
        summary: summary.to_owned(),
        intake,
        promises: lines(promises),
    };
    let programs = vec![
        card(
            "simprints",
            "Simprints",
            "Biometric identification for aid and health programmes.",
            &[
                "says as soon as possible whether it accepts a report",
                "credits you unless you ask otherwise",
            ],
            open(),
        ),
        card(
            "features",
            "Feature Table",
            "",
            &["acknowledges within 24 hours", "sends regular updates"],
            open(),
        ),
        card(
            "ethical",
            "Ethical Rules",
            "Projects developed by the team itself.",
            &["answers within 7 business days, with an evaluation and an expected date"],
            paused(),
        ),
        card(
            "sigtech",
            "SigTech",
            "The SigTech API and the Python SDK.",
            &[
                "responds to severe issues within 24 hours",
                "responds to other issues within 72 hours",
            ],
            open(),
        ),
    ];
    vec![
        ("full", HomePage { frame: public(), programs: programs.clone() }),
        ("empty", HomePage { frame: public(), programs: Vec::new() }),
        (
            "hostile",
            HomePage {
                frame: hostile(public()),
                programs: vec![card("x", HOSTILE, HOSTILE, &[HOSTILE, ARABIC], open())],
            },
        ),
        ("rtl", HomePage { frame: mirrored(public()), programs }),
    ]
}

pub(crate) fn program_page() -> Samples<ProgramPage> {
    let promise =
        |id: &str, what: &str, within: &str, condition: &str, record: &str, source: &str| {
            PromiseRow {
                id: id.to_owned(),
                what: what.to_owned(),
                to: "the reporter".to_owned(),
                within: within.to_owned(),
                condition: condition.to_owned(),
                class: String::new(),
                record: record.to_owned(),
                source: source.to_owned(),
            }
        };
    let item = |what: &str, note: &str| ScopeItem { what: what.to_owned(), note: note.to_owned() };
    let full = ProgramPage {
        frame: in_program(),
        program: program(),
        summary: "We take the security of our software seriously and appreciate the support of our users in identifying and responsibly disclosing vulnerabilities.".to_owned(),
        intake: open(),
        contacts: vec![
            Contact { kind: "E-mail".to_owned(), href: "mailto:support@sigtech.example".to_owned(), text: "support@sigtech.example".to_owned(), note: String::new() },
            Contact { kind: "Private report on the repository host".to_owned(), href: "https://git.example/sigtech/sdk/security/advisories/new".to_owned(), text: "git.example/sigtech/sdk".to_owned(), note: "Needs an account there.".to_owned() },
            Contact { kind: "Telephone".to_owned(), href: "javascript:alert(1)".to_owned(), text: "not a link".to_owned(), note: String::new() },
        ],
        promises: vec![
            promise("respond-severe", "Respond to your report", "within 24 hours of receiving it", "when the severity is high or critical, or not yet known", "kept 12 of 13, median 5 h", "Severe issues: 24 hours"),
            promise("respond", "Respond to your report", "within 72 hours of receiving it", "when the severity is low or medium", "", "Other issues: 72 hours"),
            PromiseRow { class: "target".to_owned(), ..promise("decide", "Say whether it is accepted", "as soon as possible", "", "median 2 days", "We will let you know whether we accept the vulnerability as a valid security issue as soon as possible.") },
        ],
        laws: vec![
            LawLine { words: "Cyber Resilience Act (Regulation (EU) 2024/2847), since 2026-09-11, as manufacturer of Python SDK".to_owned(), href: "https://eur-lex.europa.eu/eli/reg/2024/2847/oj".to_owned(), promises: lines(&["We report actively exploited vulnerabilities to the authority within 24 hours after we learn of it."]) },
            LawLine { words: HOSTILE.to_owned(), href: "javascript:alert(1)".to_owned(), promises: Vec::new() },
        ],
        scope_in: vec![item("SigTech API", ""), item("Python SDK", "all released versions")],
        scope_out: vec![item("Third-party libraries", "report them to their own projects"), item("Python itself", "")],
        versions: vec![
            SupportedVersion { product: "Python SDK".to_owned(), versions: "latest".to_owned(), supported: Supported::Yes, note: String::new() },
            SupportedVersion { product: "Python SDK".to_owned(), versions: "< 8".to_owned(), supported: Supported::No, note: "reports may be declined".to_owned() },
        ],
        rules: lines(&["Do not place a backdoor in a system.", "Do not use Denial of Service attacks or brute force access.", "Do not use social engineering of our employees or contractors."]),
        harbor: vec![
            HarborStatement { what: "No legal action against you".to_owned(), given: true, source: "If you have followed the instructions above, we will not take any legal action against you concerning the report.".to_owned() },
            HarborStatement { what: "Help if others take legal action".to_owned(), given: false, source: String::new() },
        ],
        escalations: lines(&["If nobody has acknowledged your report after 6 business days, turn to board@example.org."]),
        disclosure: lines(&["Do not publicly disclose the vulnerability in a Github Issue or on a public forum such as Discord or Twitter."]),
        credit: lines(&["We mention your name or acronym, if you desire."]),
        reward: lines(&["We do not offer financial compensation."]),
        privacy: lines(&["Your personal details are not passed on without your permission, unless the law obliges it."]),
        version: HASH.to_owned(),
        since: received(),
        version_count: 2,
    };
    let bare = ProgramPage {
        intake: paused(),
        summary: String::new(),
        contacts: Vec::new(),
        promises: Vec::new(),
        laws: Vec::new(),
        scope_in: Vec::new(),
        scope_out: Vec::new(),
        versions: Vec::new(),
        rules: Vec::new(),
        harbor: Vec::new(),
        escalations: Vec::new(),
        disclosure: Vec::new(),
        credit: Vec::new(),
        reward: Vec::new(),
        privacy: Vec::new(),
        version_count: 1,
        ..full.clone()
    };
    let hostile_page = ProgramPage {
        frame: hostile(in_program()),
        summary: HOSTILE.to_owned(),
        promises: vec![promise(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)],
        scope_in: vec![item(HOSTILE, ARABIC)],
        rules: lines(&[HOSTILE]),
        version: HOSTILE.to_owned(),
        ..full.clone()
    };
    let rtl = ProgramPage { frame: mirrored(in_program()), ..full.clone() };
    vec![("full", full), ("bare", bare), ("hostile", hostile_page), ("rtl", rtl)]
}

fn versions() -> Vec<VersionRow> {
    let change = |kind, words: &str| Change {
        kind,
        words: words.to_owned(),
        affects: "reporters".to_owned(),
    };
    vec![
        VersionRow {
            hash: HASH.to_owned(),
            since: received(),
            until: None,
            changes: vec![
                change(
                    ChangeKind::Tightened,
                    "first answer when high or critical: 48 hours → 24 hours",
                ),
                change(ChangeKind::Loosened, "fix to our users: 60 days → 90 days"),
                change(ChangeKind::Changed, "reward: unstated → none"),
                change(ChangeKind::Added, "Scope: Python SDK"),
                change(ChangeKind::Removed, HOSTILE),
            ],
            is_first: false,
        },
        VersionRow {
            hash: OLDER_HASH.to_owned(),
            since: When::new("2026-01-05T09:00:00Z", "5 January 2026, 09:00 UTC"),
            until: Some(received()),
            changes: Vec::new(),
            is_first: true,
        },
    ]
}

pub(crate) fn policy_versions() -> Samples<PolicyVersionsPage> {
    vec![(
        "two",
        PolicyVersionsPage { frame: in_program(), program: program(), versions: versions() },
    )]
}

pub(crate) fn policy_source() -> Samples<PolicySourcePage> {
    let source = "[program]\nid = \"sigtech\"\nname = \"SigTech\"\n\n[[promise]]\nid      = \"respond-severe\"\ndo      = \"acknowledge\"\nwithin  = \"24 hours\"\nwhen    = { severity = [\"high\", \"critical\"] }\nsource  = \"Severe issues: 24 hours, and this line goes on far beyond the width of a narrow screen to see what happens then\"\n";
    versions()
        .into_iter()
        .zip(["current", "older"])
        .map(|(version, name)| {
            let source = format!("{source}# {HOSTILE}\n");
            (name, PolicySourcePage { frame: in_program(), program: program(), version, source })
        })
        .collect()
}

pub(crate) fn privacy() -> Samples<PrivacyPage> {
    let row = |what: &str, why: &str, how_long: &str, who: &str| RetentionRow {
        what: what.to_owned(),
        why: why.to_owned(),
        how_long: how_long.to_owned(),
        who: who.to_owned(),
    };
    vec![(
        "full",
        PrivacyPage {
            frame: in_program(),
            program: program(),
            statements: lines(&[
                "We will not pass on your personal details to third parties without your permission.",
                HOSTILE,
            ]),
            rows: vec![
                row(
                    "The text of reports and messages",
                    "To understand and fix the vulnerability",
                    "2 years after the case is closed",
                    "The team",
                ),
                row(
                    "Name and contact",
                    "To answer you and credit you",
                    "Until you withdraw them, 1 year after the case is closed at most",
                    "The team",
                ),
                row(
                    "Times and kinds of acts",
                    "To prove how promises were kept",
                    "For as long as the program runs",
                    "Anyone, without any text",
                ),
            ],
            contact: "privacy@sigtech.example".to_owned(),
        },
    )]
}

pub(crate) fn mailbox_entry() -> Samples<MailboxEntryPage> {
    let wrong = Input::wrong(
        "legal winer thank year wave",
        "This receipt opens no mailbox. Compare it word by word with what you wrote down",
    );
    vec![
        ("empty", MailboxEntryPage { frame: public(), receipt: Input::default() }),
        ("wrong", MailboxEntryPage { frame: public(), receipt: wrong }),
        ("hostile", MailboxEntryPage { frame: public(), receipt: Input::wrong(HOSTILE, HOSTILE) }),
    ]
}

pub(crate) fn mailbox() -> Samples<MailboxPage> {
    let write = command(
        "write",
        "Send the message",
        "The team answers here.",
        vec![
            Field::text("text", "Message").kind(FieldKind::LongText).required(),
            Field::text("files", "Files")
                .kind(FieldKind::Files)
                .help("Up to 10 files of 20 MB each."),
        ],
    );
    let full = MailboxPage {
        frame: replayed(in_program()),
        program: program(),
        handle: "SIG-7Q4M".to_owned(),
        headline: "The team accepted your report and works on a fix.".to_owned(),
        next: "The team owes you its evaluation and an expected date.".to_owned(),
        next_by: Some(when(24, "14:37")),
        asked: None,
        closing: None,
        clocks: clocks(),
        timeline: Some(timeline()),
        entries: shared_entries(),
        write: Some(write.clone()),
        embargo: Some(EmbargoView {
            words: "The team asks you to keep this quiet until it is fixed.".to_owned(),
            ends: Some(When::new("2026-12-01T00:00:00Z", "1 December 2026, 00:00 UTC")),
            reason: "The fix has to reach customers who update monthly.".to_owned(),
            accept: Some(command(
                "accept-embargo",
                "Accept these terms",
                "You keep it to yourself until then.",
                Vec::new(),
            )),
            decline: Some(command(
                "decline-embargo",
                "Decline",
                "Nothing is agreed; the team is told.",
                vec![Field::text("reason", "Why")],
            )),
            propose: Some(command(
                "propose-embargo",
                "Propose another end",
                "The team answers.",
                vec![Field::text("ends", "Until").kind(FieldKind::Moment).required()],
            )),
        }),
        expectation: Some(Expectation {
            expected: When::new("2026-11-20", "20 November 2026"),
            slips: vec![Slip {
                was: When::new("2026-11-06", "6 November 2026"),
                reason: "The first fix broke token refresh for older clients.".to_owned(),
            }],
        }),
        credit: CreditBox {
            words: "You have not answered. You are named only if you agree.".to_owned(),
            line: Some("nyx — finder".to_owned()),
            confirm: Some(vec![("line", "nyx".to_owned())]),
            agree: Some(command(
                "agree-credit",
                "Agree to be named",
                "By name, acronym or pseudonym.",
                vec![
                    Field::text("line", "Name").value("nyx"),
                    Field::text("form", "This is").kind(FieldKind::Choice(vec![
                        Choice::new("name", "A name"),
                        Choice::new("pseudonym", "A pseudonym"),
                    ])),
                ],
            )),
            decline: Some(command(
                "decline-credit",
                "Do not name me",
                "Ask not to be named.",
                Vec::new(),
            )),
        },
        withdraw: Some(command(
            "withdraw",
            "Withdraw the report",
            "The team stops working on it.",
            vec![Field::text("sure", "Yes, withdraw it").kind(FieldKind::Checkbox).required()],
        )),
        others: Vec::new(),
        report: answers(),
        files: vec![file("poc.py"), file(HOSTILE)],
        received: received(),
        version: HASH.to_owned(),
        advisory: None,
        expected_seq: 6,
    };
    let mut failed = write;
    failed.fields = vec![
        Field::text("text", "Message")
            .kind(FieldKind::LongText)
            .required()
            .value(HOSTILE)
            .error("Shorten the message"),
    ];
    failed.error = Some("Someone wrote meanwhile. Read it, then send again".to_owned());
    let asked = MailboxPage {
        asked: Some(
            "Which version of the SDK did you use?\nDoes it happen with a fresh token?".to_owned(),
        ),
        write: Some(failed),
        entries: hostile_entries(),
        timeline: None,
        ..full.clone()
    };
    let closed = MailboxPage {
        frame: in_program(),
        headline: "The team closed your report.".to_owned(),
        next: "Nothing more is owed.".to_owned(),
        next_by: None,
        closing: Some(Closing {
            class: "Resolved".to_owned(),
            reason: "Fixed in 8.12.0. Thank you.".to_owned(),
            when: when(30, "10:00"),
        }),
        clocks: Vec::new(),
        timeline: None,
        entries: Vec::new(),
        write: None,
        embargo: None,
        expectation: None,
        credit: CreditBox {
            words: "You are named in public.".to_owned(),
            line: Some(HOSTILE.to_owned()),
            confirm: None,
            agree: None,
            decline: None,
        },
        withdraw: None,
        advisory: Some(Link {
            href: "/p/sigtech/advisories/SIG-2026-0003".to_owned(),
            text: "SIG-2026-0003".to_owned(),
        }),
        ..full.clone()
    };
    let rtl = MailboxPage { frame: mirrored(in_program()), ..full.clone() };
    vec![("full", full), ("asked", asked), ("closed", closed), ("rtl", rtl)]
}

pub(crate) fn credits() -> Samples<CreditsPage> {
    let row = |line: &str, advisory: Option<&str>| CreditRow {
        line: line.to_owned(),
        when: When::new("2026-10-30", "30 October 2026"),
        advisory: advisory
            .map(|id| Link { href: format!("/p/sigtech/advisories/{id}"), text: id.to_owned() }),
    };
    let rule = "In mutual consultation, we can mention (if you desire) your name or acronym as the discoverer of the reported vulnerability on our hall of fame.".to_owned();
    vec![
        (
            "full",
            CreditsPage {
                frame: in_program(),
                program: program(),
                rule: rule.clone(),
                years: vec![
                    CreditYear {
                        year: "2026".to_owned(),
                        credits: vec![row("nyx", Some("SIG-2026-0003")), row(ARABIC, None)],
                    },
                    CreditYear {
                        year: "2025".to_owned(),
                        credits: vec![row(HOSTILE, Some("SIG-2025-0001"))],
                    },
                ],
            },
        ),
        ("empty", CreditsPage { frame: in_program(), program: program(), rule, years: Vec::new() }),
    ]
}

pub(crate) fn checkpoint() -> Checkpoint {
    Checkpoint {
        text: "candor.example/log/sigtech\n128\nnND/nri/U0xuHUrYSy0HtMeal2vzD9V4k/BO79C+QeI=\n\n— candor.example/log/sigtech Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n".to_owned(),
        size: "128".to_owned(),
        key: "candor.example/log/sigtech+c7b1e9a0+AV1mYzQ3p0mVQvXk3N4wMRe7CkcXb2v9YF5mQeqXo0Zf".to_owned(),
    }
}

pub(crate) fn statistics() -> Samples<StatisticsPage> {
    let few = Count { words: "fewer than 5".to_owned(), size: 2 };
    let row = |promise: &str, kept: Count, broken: Count, running: Count, median: Option<&str>| {
        PromiseStatistic {
            promise: promise.to_owned(),
            law: if median.is_none() { "Cyber Resilience Act".to_owned() } else { String::new() },
            kept,
            broken,
            running,
            median: median.map(str::to_owned),
        }
    };
    let full = StatisticsPage {
        frame: in_program(),
        program: program(),
        as_of: received(),
        promises: vec![
            row(
                "Respond within 24 hours when severe",
                Count::exact(41),
                few.clone(),
                few.clone(),
                Some("5 hours"),
            ),
            row(
                "Respond within 72 hours otherwise",
                Count::exact(17),
                Count::exact(6),
                Count::exact(0),
                Some("31 hours"),
            ),
            row(HOSTILE, few.clone(), Count::exact(0), few, None),
        ],
        bucketing: "Counts below 5 are not shown exactly, so that no single case can be told."
            .to_owned(),
        checkpoint: Some(checkpoint()),
    };
    let none = StatisticsPage { promises: Vec::new(), checkpoint: None, ..full.clone() };
    let rtl = StatisticsPage { frame: mirrored(in_program()), ..full.clone() };
    vec![("full", full), ("nothing", none), ("rtl", rtl)]
}

pub(crate) fn problem() -> Samples<ProblemPage> {
    let name = |kind| match kind {
        ProblemKind::NotFound => "404",
        ProblemKind::Forbidden => "403",
        ProblemKind::BadRequest => "400",
        ProblemKind::NotAllowed => "405",
        ProblemKind::Conflict => "409",
        ProblemKind::TooLarge => "413",
        ProblemKind::UnknownKind => "415",
        ProblemKind::Unprocessable => "422",
        ProblemKind::TooMany => "429",
        ProblemKind::Ours => "500",
        ProblemKind::Unavailable => "503",
        ProblemKind::Full => "507",
    };
    let page = |kind| ProblemPage { frame: public(), kind, detail: None, incident: None };
    let mut samples: Samples<_> =
        ProblemKind::ALL.into_iter().map(|kind| (name(kind), page(kind))).collect();
    samples.push((
        "hostile",
        ProblemPage {
            detail: Some(HOSTILE.to_owned()),
            incident: Some("7f3a-91c2".to_owned()),
            ..page(ProblemKind::Ours)
        },
    ));
    samples
}

pub(crate) fn busy() -> Samples<BusyPage> {
    let kept = |name: &str, label: Option<&str>, value: &str| Kept {
        name: name.to_owned(),
        label: label.map(str::to_owned),
        value: value.to_owned(),
    };
    vec![(
        "report",
        BusyPage {
            frame: in_program().note(NoteKind::Information, "many reports are arriving at once."),
            action: "/p/sigtech/report".to_owned(),
            kept: vec![
                kept("form_token", None, "form-token-of-the-sample"),
                kept("field.type", Some("Type of issue"), "Privilege escalation"),
                kept("field.steps", Some("Reproduction steps"), HOSTILE),
            ],
            file_count: 2,
            wait: "a minute".to_owned(),
        },
    )]
}

#[cfg(test)]
pub(crate) fn feed() -> Feed {
    let entry = |id: &str, title: &str| FeedEntry {
        id: format!("urn:candor:sigtech:{id}"),
        title: title.to_owned(),
        href: format!("https://candor.example/p/sigtech/advisories/{id}"),
        published: when(30, "10:00"),
        updated: when(31, "08:15"),
        summary: "Refreshing a session twice returned too much.".to_owned(),
        author: "SigTech".to_owned(),
    };
    Feed {
        id: "urn:candor:sigtech".to_owned(),
        title: "SigTech: advisories".to_owned(),
        self_href: "https://candor.example/p/sigtech/advisories.atom".to_owned(),
        page_href: "https://candor.example/p/sigtech/advisories".to_owned(),
        updated: when(31, "08:15"),
        entries: vec![
            entry("SIG-2026-0003", "A viewer's token can write"),
            entry("SIG-2026-0002", HOSTILE),
        ],
    }
}

//! Samples of the team's pages.

use super::advisory::{advisory_body, editions};
use super::case::{
    all_entries, answers, clocks, command, every_clock, every_field, file, hostile_entries,
    refused, timeline,
};
use super::portal::checkpoint;
use super::{
    ARABIC, HASH, HOSTILE, hostile, in_program, lines, mirrored, program, received, replayed, team,
    when,
};
use crate::desk::*;
use crate::{
    Audience, Choice, CommandGroup, CommandLink, CommandView, Field, FieldKind, Frame, Input,
    NoteKind, ProgramRef,
};

type Samples<P> = Vec<(&'static str, P)>;

/// The frame of the desk before anyone signed in.
fn nobody() -> Frame {
    Frame::desk("Candor", "csrf-token-of-the-sample", None)
}

pub(crate) fn setup() -> Samples<SetupPage> {
    let empty = SetupPage {
        frame: nobody(),
        setup_token: "one-time".to_owned(),
        name: Input::default(),
        passphrase_error: None,
        again_error: None,
        passphrase_rule: "At least 12 characters. Four random words are good.".to_owned(),
        sheets: false,
        error: None,
    };
    let wrong = SetupPage {
        sheets: true,
        name: Input::wrong(HOSTILE, "Shorten the name to 80 characters"),
        passphrase_error: Some("Make the passphrase at least 12 characters long".to_owned()),
        again_error: Some("Type the same passphrase twice".to_owned()),
        error: Some(
            "The address was used already. Start the program again to get a new one".to_owned(),
        ),
        ..empty.clone()
    };
    vec![("empty", empty), ("wrong", wrong)]
}

pub(crate) fn recovery_kit() -> Samples<RecoveryKitPage> {
    let asked = |inputs: [Input; 4]| {
        [3, 9, 14, 22]
            .into_iter()
            .zip(inputs)
            .map(|(position, input)| AskedWord { sheet: None, position, input })
            .collect()
    };
    let sheet = |name: Option<&str>| KitSheet {
        name: name.map(str::to_owned),
        words: lines(&[
            "hamster", "diagram", "private", "dutch", "cause", "delay", "private", "meat", "slide",
            "toddler", "razor", "book", "happy", "fancy", "gospel", "tennis", "maple", "dilemma",
            "loan", "word", "shrug", "inflict", "delay", "length",
        ]),
    };
    let page = |asked| RecoveryKitPage {
        frame: team(),
        name: "Mara Lind".to_owned(),
        sheets: vec![sheet(None)],
        made: received(),
        asked,
        kit_token: "kit-token".to_owned(),
    };
    vec![
        ("empty", page(asked(std::array::from_fn(|_| Input::default())))),
        (
            "wrong",
            page(asked([
                Input::of("private"),
                Input::wrong("slid", "Word 9 is different on the paper"),
                Input::of("fancy"),
                Input::wrong(HOSTILE, "Word 22 is different on the paper"),
            ])),
        ),
        (
            "sheets",
            RecoveryKitPage {
                sheets: ["sheet-1-3f9a77c1", "sheet-2-3f9a77c1", "sheet-3-3f9a77c1"]
                    .map(|name| sheet(Some(name)))
                    .into(),
                ..page(
                    [(1, 3), (2, 9), (3, 14)]
                        .map(|(sheet, position)| AskedWord {
                            sheet: Some(sheet),
                            position,
                            input: Input::default(),
                        })
                        .into(),
                )
            },
        ),
    ]
}

pub(crate) fn sign_in() -> Samples<SignInPage> {
    let empty = SignInPage {
        frame: nobody(),
        name: String::new(),
        error: None,
        next: "/desk".to_owned(),
        takes_passkeys: true,
        provider: Some("Example Login".to_owned()),
        needs_setup: true,
    };
    let wrong = SignInPage {
        name: HOSTILE.to_owned(),
        error: Some(
            "Name and passphrase do not belong together. Try again; capital letters matter"
                .to_owned(),
        ),
        needs_setup: false,
        ..empty.clone()
    };
    vec![("empty", empty), ("wrong", wrong)]
}

pub(crate) fn queue() -> Samples<QueuePage> {
    let row = |handle: &str,
               owed: &str,
               urgency: Urgency,
               due: &str,
               state: &str,
               assignee: Option<&str>| QueueRow {
        program: program(),
        case: "0192f1a0-7c7e-7cc3-98c4-dc0c0c07398f".to_owned(),
        handle: handle.to_owned(),
        owed: owed.to_owned(),
        to: if owed == "Nothing" { String::new() } else { "the reporter".to_owned() },
        due: (urgency != Urgency::None).then(|| when(24, "14:37")),
        due_words: due.to_owned(),
        urgency,
        others: usize::from(urgency == Urgency::Late) * 2,
        state: state.to_owned(),
        assignee: assignee.map(str::to_owned),
        unread: urgency == Urgency::Late,
        replay: urgency == Urgency::None,
    };
    let programs = vec![
        program(),
        ProgramRef { slug: "simprints".to_owned(), name: "Simprints".to_owned() },
        ProgramRef { slug: "ethical".to_owned(), name: "Ethical Rules".to_owned() },
    ];
    let full = QueuePage {
        frame: team(),
        programs,
        program: Some("sigtech".to_owned()),
        filter: CaseFilter::Open,
        rows: vec![
            row(
                "SIG-7Q4M",
                "Send a progress update",
                Urgency::Late,
                "2 days late",
                "Accepted",
                Some("Mara Lind"),
            ),
            row("SIG-2KX9", "Respond to the report", Urgency::Soon, "in 3 hours", "Received", None),
            row(
                "SIG-90PA",
                "Evaluate the report",
                Urgency::Later,
                "in 6 days",
                "Valid",
                Some(ARABIC),
            ),
            row(
                "SIG-51BC",
                "Nothing",
                Urgency::None,
                "",
                "Waiting for the reporter",
                Some(HOSTILE),
            ),
        ],
        next_page: Some("0192f1a0 &x".to_owned()),
        continued: false,
        late: 1,
        more_late: false,
        notices: vec![Notice {
            kind: NoteKind::Warning,
            words: "the policy file has an error; the version before it stays in force.".to_owned(),
            details: "sigtech.toml:12:11: \"24 huors\" is no time span\n  write \"24 hours\""
                .to_owned(),
        }],
    };
    let empty = QueuePage {
        rows: Vec::new(),
        next_page: None,
        late: 0,
        more_late: false,
        notices: Vec::new(),
        program: None,
        ..full.clone()
    };
    let last = QueuePage {
        filter: CaseFilter::Closed,
        rows: Vec::new(),
        next_page: None,
        continued: true,
        ..full.clone()
    };
    let rtl = QueuePage { frame: mirrored(team()), ..full.clone() };
    vec![("full", full), ("empty", empty), ("last", last), ("rtl", rtl)]
}

fn groups() -> Vec<CommandGroup> {
    let reason = || {
        Field::text("reason", "Reason")
            .kind(FieldKind::LongText)
            .required()
            .help("The reporter reads this, word for word.")
    };
    let group = |label: &str, commands: Vec<CommandView>| CommandGroup {
        label: label.to_owned(),
        commands,
        others: vec![
            CommandLink {
                name: "assign".to_owned(),
                label: format!("Assign the case ({label})"),
                is_open: true,
            },
            CommandLink {
                name: "reopen".to_owned(),
                label: format!("Open it again ({label})"),
                is_open: false,
            },
        ],
    };
    vec![
        group(
            "Talk to the reporter",
            vec![
                command(
                    "send-message",
                    "Send a message",
                    "The reporter reads it in the mailbox.",
                    vec![
                        Field::text("text", "Message").kind(FieldKind::LongText).required(),
                        Field::text("files", "Files").kind(FieldKind::Files),
                    ],
                ),
                command(
                    "request-information",
                    "Ask for information",
                    "Clocks that may pause do so until the answer.",
                    vec![Field::text("question", "Question").kind(FieldKind::LongText).required()],
                ),
                CommandView {
                    audience: Some(Audience::Team),
                    ..command(
                        "note",
                        "Write a note",
                        "For the team.",
                        vec![Field::text("text", "Note").kind(FieldKind::LongText).required()],
                    )
                },
            ],
        ),
        group(
            "Decide",
            vec![
                command(
                    "assess-severity",
                    "Assess the severity",
                    "Decides which promises apply.",
                    vec![
                        Field::text("severity", "Severity").required().kind(FieldKind::Choice(
                            ["low", "medium", "high", "critical"]
                                .iter()
                                .map(|s| Choice::new(*s, *s))
                                .collect(),
                        )),
                        Field::text("vector", "CVSS vector"),
                    ],
                ),
                command(
                    "accept",
                    "Accept the report",
                    "It is a vulnerability, and it will be worked on.",
                    vec![reason()],
                ),
                command(
                    "decline",
                    "Decline the report",
                    "With a reason that the policy knows.",
                    vec![
                        Field::text("class", "Class").required().kind(FieldKind::Choice(
                            [
                                "not-reproducible",
                                "out-of-scope",
                                "unsupported-version",
                                "insufficient-information",
                                "duplicate",
                                "spam",
                                "informative",
                            ]
                            .iter()
                            .map(|s| Choice::new(*s, s.replace('-', " ")))
                            .collect(),
                        )),
                        reason(),
                    ],
                ),
            ],
        ),
        group(
            "Fix and publish",
            vec![
                refused(
                    "release-fix",
                    "Record the fix as released",
                    "A fix can be released only after it is ready.",
                    &["record that the fix is ready", "say when it is expected"],
                ),
                refused(
                    "publish",
                    "Publish the advisory",
                    "The embargo is in force until 1 December 2026.",
                    &[],
                ),
            ],
        ),
    ]
}

pub(crate) fn case() -> Samples<CasePage> {
    let fact =
        |label: &str, value: &str| CaseFact { label: label.to_owned(), value: value.to_owned() };
    let frame = replayed(team().within(program()));
    let full = CasePage {
        frame,
        program: program(),
        case: "0192f1a0-7c7e-7cc3-98c4-dc0c0c07398f".to_owned(),
        handle: "SIG-7Q4M".to_owned(),
        title: "A viewer's token can be refreshed into one that writes".to_owned(),
        headline: "Valid; the team has not decided yet whether to accept it.".to_owned(),
        facts: vec![
            fact("Severity", "high (CVSS 8.1)"),
            fact("Embargo", "proposed until 1 December"),
            fact("Fix", "none yet"),
            fact("Public", "no"),
            fact("Attacks seen", "no"),
            fact("Assigned to", "Mara Lind"),
            fact("Reporter", "nyx (pseudonym)"),
        ],
        received: received(),
        version: HASH.to_owned(),
        report: answers(),
        files: vec![file("poc.py")],
        completeness: Completeness { given: 5, asked: 6, missing: lines(&["Configuration"]) },
        entries: all_entries(),
        shown: ShownEntries::ALL,
        clocks: clocks(),
        timeline: Some(timeline()),
        hints: vec![
            Hint {
                words: "Accept or decline: the evaluation is due in 5 hours".to_owned(),
                href: Some("#do-accept".to_owned()),
            },
            Hint { words: "Agree on an embargo while nothing is public".to_owned(), href: None },
        ],
        groups: groups(),
        expected_seq: 7,
        conflict: None,
        parties: "2 parties, 1 silent".to_owned(),
        may_share: true,
        restricted: false,
        may_edit_advisory: true,
        may_export: true,
    };
    let mut changed = groups();
    if let Some(talk) = changed.first_mut() {
        talk.commands = vec![CommandView {
            error: Some("Read what changed, then send it again or leave it".to_owned()),
            ..command("every", "Do everything", "A field of every kind.", every_field(true))
        }];
    }
    let conflict = CasePage {
        shown: ShownEntries { earlier: 460, first: 461, to_the_end: false },
        frame: hostile(team()),
        title: HOSTILE.to_owned(),
        headline: HOSTILE.to_owned(),
        facts: vec![fact("Reporter", HOSTILE), fact("Assigned to", ARABIC)],
        entries: hostile_entries(),
        clocks: every_clock(),
        timeline: None,
        groups: changed,
        completeness: Completeness { given: 6, asked: 6, missing: Vec::new() },
        conflict: Some(Conflict {
            changes: lines(&["Mara Lind accepted the report, 4 minutes ago", HOSTILE]),
        }),
        ..full.clone()
    };
    let observer = CasePage {
        frame: team().within(program()),
        entries: Vec::new(),
        clocks: Vec::new(),
        timeline: None,
        hints: Vec::new(),
        groups: Vec::new(),
        may_edit_advisory: false,
        may_export: false,
        ..full.clone()
    };
    let rtl = CasePage { frame: mirrored(team().within(program())), ..full.clone() };
    vec![("full", full), ("conflict", conflict), ("observer", observer), ("rtl", rtl)]
}

pub(crate) fn one_command() -> Samples<CommandPage> {
    let open = CommandPage {
        frame: team().within(program()),
        program: program(),
        case: "0192f1a0-7c7e-7cc3-98c4-dc0c0c07398f".to_owned(),
        handle: "SIG-7Q4M".to_owned(),
        title: "A viewer's token can be refreshed into one that writes".to_owned(),
        headline: "Valid; the team has not decided yet whether to accept it.".to_owned(),
        command: command("every", "Do everything", "A field of every kind.", every_field(false)),
        expected_seq: 7,
    };
    let wrong = CommandPage {
        frame: hostile(team()),
        title: HOSTILE.to_owned(),
        command: command("every", "Do everything", HOSTILE, every_field(true)),
        ..open.clone()
    };
    let closed = CommandPage {
        command: refused(
            "release-fix",
            "Record the fix as released",
            "A fix can be released only after it is ready.",
            &["record that the fix is ready", "say when it is expected"],
        ),
        ..open.clone()
    };
    vec![("open", open), ("wrong", wrong), ("refused", closed)]
}

pub(crate) fn editor() -> Samples<EditorPage> {
    let long = |name: &str, label: &str, help: &str| {
        Field::text(name, label).kind(FieldKind::LongText).help(help)
    };
    let fields = vec![
        Field::text("title", "Title")
            .required()
            .value("A viewer's token can be refreshed into one that writes"),
        long(
            "summary",
            "Summary",
            "One or two sentences for people who decide whether to read on.",
        )
        .required(),
        long("details", "Details", ""),
        long(
            "affected",
            "Affected versions",
            "One line per product, for example: Python SDK 8.0.0 up to 8.11.2",
        ),
        long("fixed", "Fixed versions", "One line per product."),
        Field::text("severity", "Severity").help("A CVSS vector, or words."),
        Field::text("cwe", "Weakness (CWE)"),
        long("references", "References", "One address per line."),
        long("workarounds", "Workarounds", ""),
        long("credits", "Credits", "One line per person, as they agreed."),
    ];
    let groups = |fields: Vec<Field>| {
        let (texts, others) = fields.split_at(fields.len().min(3));
        vec![
            FieldGroup { heading: "What it says".to_owned(), fields: texts.to_vec() },
            FieldGroup { heading: "Product 1: Python SDK".to_owned(), fields: others.to_vec() },
        ]
    };
    let draft = EditorPage {
        frame: team().within(program()),
        program: program(),
        case: "0192f1a0-7c7e-7cc3-98c4-dc0c0c07398f".to_owned(),
        handle: "SIG-7Q4M".to_owned(),
        groups: groups(fields.clone()),
        preview: None,
        missing: lines(&["The summary is empty.", "No fixed version and no workaround is named."]),
        hints: lines(&["“SDK” is no product of the policy."]),
        formats: vec![
            FormatNeeds { name: "CSAF 2.0".to_owned(), is_ready: true, lines: Vec::new() },
            FormatNeeds {
                name: "CVE record".to_owned(),
                is_ready: false,
                lines: lines(&["Add the CVE number; reserve one, or ask a CNA for it."]),
            },
        ],
        agreement: Some(AgreementBox {
            words:
                "The policy asks that a second person agrees to exactly this text; nobody has yet."
                    .to_owned(),
            may_agree: true,
        }),
        publication: Publication::Closed {
            why: "The embargo is in force until 1 December 2026. It has to end first.".to_owned(),
        },
        release: ReleaseBox { settled: None, at: Input::default() },
        editions: Vec::new(),
        credits: lines(&["nyx"]),
        cve: CveBox {
            done: None,
            number: None,
            may_reserve: true,
            may_return: false,
            may_send: false,
            request: "Request for a CVE ID\n\nProduct: Python SDK".to_owned(),
            broken: lines(&["A CVE record names at least one affected product."]),
        },
        draft: HASH.to_owned(),
        error: None,
        saved: None,
        expected_seq: 7,
    };
    let ready = EditorPage {
        preview: Some(advisory_body()),
        cve: CveBox {
            done: Some("CVE-2026-1000 stands in the draft.".to_owned()),
            number: Some("CVE-2026-1000".to_owned()),
            may_reserve: false,
            may_return: true,
            may_send: true,
            request: String::new(),
            broken: Vec::new(),
        },
        missing: Vec::new(),
        publication: Publication::Open {
            phrase: "SIG-2026-0003".to_owned(),
            confirm: Input::default(),
            effects: lines(&[
                "Anyone can read it at once, on the page, in the feed and as OSV.",
                "The reporter is told in the mailbox.",
            ]),
        },
        agreement: None,
        release: ReleaseBox { settled: Some(received()), at: Input::default() },
        editions: editions(),
        saved: Some(received()),
        ..draft.clone()
    };
    let mut wrong_fields = fields;
    if let Some(summary) = wrong_fields.get_mut(1) {
        summary.value = HOSTILE.to_owned();
        summary.error = Some("Write the summary in at most 300 characters".to_owned());
    }
    let wrong = EditorPage {
        frame: hostile(team()),
        groups: groups(wrong_fields),
        release: ReleaseBox {
            settled: None,
            at: Input::wrong(HOSTILE, "Choose a moment that is still to come"),
        },
        publication: Publication::Open {
            phrase: HOSTILE.to_owned(),
            confirm: Input::wrong("SIG-2026", "Type it exactly to publish"),
            effects: Vec::new(),
        },
        error: Some(
            "Mara Lind saved another text while you wrote. Yours is below, hers in the preview"
                .to_owned(),
        ),
        ..ready.clone()
    };
    vec![("draft", draft), ("ready", ready), ("wrong", wrong)]
}

pub(crate) fn ledger() -> Samples<LedgerPage> {
    let entry = |index, act: &str, about: &str, actor: &str| LedgerEntry {
        index,
        when: received(),
        act: act.to_owned(),
        about: about.to_owned(),
        actor: actor.to_owned(),
    };
    let full = LedgerPage {
        frame: team().within(program()),
        program: program(),
        checkpoint: Some(checkpoint()),
        signed: Some(received()),
        commands: lines(&[
            "candor verify --log https://candor.example/p/sigtech/ledger --key candor.example/log/sigtech+c7b1e9a0+AV1mYzQ3p0mVQvXk3N4wMRe7CkcXb2v9YF5mQeqXo0Zf",
            "candor verify --receipt proof.tlog-proof",
        ]),
        access: Some(crate::path::access_log("sigtech")),
        security: Some(crate::path::security("sigtech")),
        entries: vec![
            entry(127, "severity-assessed", "SIG-7Q4M", "member 4f2a"),
            entry(126, "report-received", "SIG-7Q4M", "reporter 9c1e"),
            entry(0, "policy-adopted", "9f2c51d0", HOSTILE),
        ],
    };
    let public = LedgerPage {
        frame: in_program(),
        access: None,
        security: None,
        entries: Vec::new(),
        ..full.clone()
    };
    let empty =
        LedgerPage { checkpoint: None, signed: None, commands: Vec::new(), ..public.clone() };
    vec![("full", full), ("public", public), ("empty", empty)]
}

pub(crate) fn members() -> Samples<MembersPage> {
    let member = |name: &str, role: &str, you| MemberRow {
        service: name == "importer",
        id: "0192f1a0".to_owned(),
        name: name.to_owned(),
        role: role.to_owned(),
        since: received(),
        you,
        removable: !you,
    };
    let fields = vec![
        Field::text("name", "Name").required(),
        Field::text("role", "Role").required().kind(FieldKind::Choice(vec![
            Choice::new("owner", "Owner").help("Everything in the program, members included."),
            Choice::new("analyst", "Analyst").help("Works on cases and publishes."),
            Choice::new("observer", "Observer").help("Reads, and changes nothing."),
        ])),
    ];
    let full = MembersPage {
        frame: team().within(program()),
        program: program(),
        members: vec![
            member("Mara Lind", "owner", true),
            member(ARABIC, "analyst", false),
            member(HOSTILE, "observer", false),
            member("importer", "observer", false),
        ],
        told: lines(&["312 subscribers get mail. 4 mails wait for the relay.", HOSTILE]),
        fields,
        error: None,
    };
    let wrong = MembersPage {
        fields: vec![
            Field::text("name", "Name")
                .required()
                .value(HOSTILE)
                .error("Somebody has this name already"),
        ],
        error: Some("The member was not added".to_owned()),
        ..full.clone()
    };
    let reader = MembersPage { fields: Vec::new(), told: Vec::new(), ..full.clone() };
    vec![("full", full), ("wrong", wrong), ("reader", reader)]
}

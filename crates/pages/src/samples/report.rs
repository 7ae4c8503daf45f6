//! Samples of the way of a report: the form, the receipt, the proof.

use super::case::{answers, every_field};
use super::{
    HASH, HOSTILE, hostile, in_program, lines, mirrored, open, paused, program, public, received,
    when,
};
use crate::portal::*;
use crate::{Choice, Field, FieldKind, Input, Why};

type Samples<P> = Vec<(&'static str, P)>;

pub(crate) fn report() -> Samples<ReportPage> {
    let fields = vec![
        Field::text("field.type", "Type of issue")
            .required()
            .help("For example data access or privilege escalation."),
        Field::text("field.version", "Affected version").why(Why {
            reason: "It is the first thing that the team looks for.".to_owned(),
            example: "4.2.1 from the package".to_owned(),
        }),
        Field::text("field.source", "Affected source code")
            .kind(FieldKind::LongText)
            .help("The full paths of the source files related to the issue."),
        Field::text("field.severity", "How severe do you think it is?").kind(FieldKind::Choice(
            vec![
                Choice::new("severe", "Severe").help("Answered within 24 hours."),
                Choice::new("other", "Other"),
            ],
        )),
        Field::text("field.steps", "Reproduction steps")
            .kind(FieldKind::LongText)
            .required()
            .help("Step by step, so that we can see it ourselves."),
    ];
    let empty = ReportPage {
        frame: in_program(),
        program: program(),
        intake: open(),
        version: HASH.to_owned(),
        promises: lines(&[
            "a response within 24 hours when it is severe",
            "a response within 72 hours otherwise",
        ]),
        out_of_scope: lines(&["Third-party libraries: report them to their own projects", HOSTILE]),
        checked: None,
        fields: fields.clone(),
        identity: Identity::Anonymous,
        name: Input::default(),
        contact: Input::default(),
        pass_on: false,
        credit: CreditWish::Later,
        credit_line: Input::default(),
        credit_rule: "We publicly credit you unless you ask otherwise.".to_owned(),
        files_help: "Up to 10 files of 20 MB each.".to_owned(),
        files_error: None,
        rules: lines(&[
            "Do not place a backdoor in a system.",
            "Do not use aggressive automated scanning.",
        ]),
        harbor: lines(&["The team will not take legal action against you."]),
        rules_accepted: false,
        rules_error: None,
        form_token: "form-token-of-the-sample".to_owned(),
        errors: Vec::new(),
    };
    let wrong = ReportPage {
        fields: vec![
            Field::text("field.type", "Type of issue")
                .required()
                .help("For example data access.")
                .error("Say what type of issue it is"),
            Field::text("field.steps", "Reproduction steps")
                .kind(FieldKind::LongText)
                .required()
                .value(format!("\n1. First\n{HOSTILE}"))
                .error("Shorten the steps to 20,000 characters; they have 20,412"),
        ],
        identity: Identity::Pseudonym,
        name: Input::wrong("", "Type the pseudonym, or report anonymously"),
        contact: Input::wrong(HOSTILE, "This is no address that can be reached"),
        pass_on: true,
        credit: CreditWish::Yes,
        credit_line: Input::wrong("", "Type the name to be credited by, or choose another answer"),
        files_error: Some(
            "The file \"dump.bin\" is larger than 20 MB. Choose the files again".to_owned(),
        ),
        rules_error: Some("Confirm that you keep to the rules".to_owned()),
        errors: lines(&["The form was open for more than a day. Check it and send it again"]),
        ..empty.clone()
    };
    let checked = ReportPage {
        checked: Some(Checked {
            given: 2,
            all: 4,
            empty: vec![
                Empty {
                    name: "field.type".to_owned(),
                    label: "Type of issue".to_owned(),
                    required: true,
                },
                Empty {
                    name: "field.source".to_owned(),
                    label: HOSTILE.to_owned(),
                    required: false,
                },
            ],
            version: "Version 7.1 gets no security updates any more.".to_owned(),
            preview: answers(),
        }),
        ..empty.clone()
    };
    let whole = ReportPage {
        checked: Some(Checked {
            given: 4,
            all: 4,
            empty: Vec::new(),
            version: String::new(),
            preview: answers(),
        }),
        ..empty.clone()
    };
    let every = |wrong| ReportPage { fields: every_field(wrong), ..empty.clone() };
    vec![
        ("every-field", every(false)),
        ("every-field-wrong", every(true)),
        ("wrong", wrong.clone()),
        ("rtl-wrong", ReportPage { frame: mirrored(in_program()), ..wrong }),
        ("checked", checked),
        ("checked-whole", whole),
        ("paused", ReportPage { intake: paused(), ..empty.clone() }),
        (
            "hostile",
            ReportPage {
                frame: hostile(in_program()),
                rules: lines(&[HOSTILE]),
                promises: lines(&[HOSTILE]),
                ..empty.clone()
            },
        ),
        ("empty", empty),
    ]
}

pub(crate) fn receipt() -> Samples<ReceiptPage> {
    let full = ReceiptPage {
        frame: in_program(),
        program: program(),
        handle: "SIG-7Q4M".to_owned(),
        words: lines(&[
            "legal", "winner", "thank", "year", "wave", "sausage", "worth", "useful", "legal",
            "winner", "thank", "yellow",
        ]),
        code: "7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZW".to_owned(),
        received: received(),
        version: HASH.to_owned(),
        owed: vec![
            Owed {
                what: "A response".to_owned(),
                due: Some(when(24, "14:37")),
                source: "Severe issues: 24 hours".to_owned(),
            },
            Owed {
                what: "Whether it is accepted".to_owned(),
                due: None,
                source: "We will let you know as soon as possible.".to_owned(),
            },
        ],
        file_count: 1,
    };
    let none = ReceiptPage {
        owed: Vec::new(),
        file_count: 0,
        frame: hostile(in_program()),
        ..full.clone()
    };
    let rtl = ReceiptPage { frame: mirrored(in_program()), ..full.clone() };
    vec![("full", full), ("nothing-promised", none), ("rtl", rtl)]
}

pub(crate) fn proof() -> Samples<ProofPage> {
    let page = |proof, verdict| ProofPage {
        frame: public(),
        proof,
        verdict,
        command: "candor verify --receipt candor-receipt.txt --key KEY".to_owned(),
    };
    let holds = Verdict::Holds {
        program: program(),
        index: 41,
        recorded: received(),
        version: HASH.to_owned(),
    };
    vec![
        ("empty", page(Input::default(), None)),
        ("holds", page(Input::default(), Some(holds))),
        ("fails", page(Input::of(HOSTILE), Some(Verdict::Fails(HOSTILE.to_owned())))),
        ("wrong", page(Input::wrong("", "Paste the text of the file, or choose the file."), None)),
    ]
}

//! Samples of the pages for and about outside parties of a case.

use super::case::{all_entries, command, every_field, hostile_entries, refused, shared_entries};
use super::{
    ARABIC, HOSTILE, hostile, in_program, mirrored, program, public, received, team, when,
};
use crate::desk::{CaseFact, PartiesPage, PartyGroup, PartyPage, PartyRow, StandingCount};
use crate::portal::{InvitationPage, PartyCasePage, PartyTermsPage};
use crate::{Choice, Field, FieldKind, Input};

type Samples<T> = Vec<(&'static str, T)>;

const CODE: &str = "7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZW";
const MARK: &str =
    "TLP:AMBER: within your organisation and to its clients, for those who must know";

pub(crate) fn invitation() -> Samples<InvitationPage> {
    let typed = InvitationPage { frame: public(), code: Input::default(), linked: false };
    let wrong = InvitationPage {
        frame: hostile(public()),
        code: Input::wrong(HOSTILE, "Nothing can be opened with this."),
        ..typed.clone()
    };
    let linked = InvitationPage { code: Input::of(CODE), linked: true, ..typed.clone() };
    vec![("typed", typed), ("wrong", wrong), ("linked", linked)]
}

pub(crate) fn terms() -> Samples<PartyTermsPage> {
    let asked = PartyTermsPage {
        frame: in_program(),
        program: program(),
        handle: "K7Q2-M4XD".to_owned(),
        party: "Acme Embedded".to_owned(),
        role: "Vendor".to_owned(),
        standing: "You are asked, and have not answered yet.".to_owned(),
        ends: Some(when(30, "12:00")),
        note: "Distributors may be told seven days before.".to_owned(),
        proposed: vec![when(28, "12:00")],
        tlp: MARK.to_owned(),
        rules: "Name the people who read along.".to_owned(),
        respond_by: Some(when(27, "09:00")),
        agree: Some("Agree to these terms, and see the case".to_owned()),
        until: when(31, "09:00"),
        commands: vec![
            command("revise-embargo", "Propose new terms", "", every_field(false)),
            command("decline-consent", "Decline", "The team reads the reason.", Vec::new()),
        ],
        error: None,
        expected_seq: 0,
    };
    let wrong = PartyTermsPage {
        frame: hostile(public()),
        party: HOSTILE.to_owned(),
        note: HOSTILE.to_owned(),
        rules: HOSTILE.to_owned(),
        commands: vec![command("revise-embargo", HOSTILE, HOSTILE, every_field(true))],
        error: Some(HOSTILE.to_owned()),
        ..asked.clone()
    };
    let declined = PartyTermsPage {
        frame: mirrored(in_program()),
        rules: ARABIC.to_owned(),
        standing: "You declined.".to_owned(),
        ends: None,
        note: String::new(),
        proposed: Vec::new(),
        respond_by: None,
        agree: None,
        commands: Vec::new(),
        ..asked.clone()
    };
    vec![("asked", asked), ("wrong", wrong), ("declined", declined)]
}

pub(crate) fn case() -> Samples<PartyCasePage> {
    let full = PartyCasePage {
        frame: in_program(),
        program: program(),
        handle: "K7Q2-M4XD".to_owned(),
        party: "Acme Embedded".to_owned(),
        standing: "Affected, no fix yet".to_owned(),
        ends: Some(when(30, "12:00")),
        tlp: MARK.to_owned(),
        rules: "Name the people who read along.".to_owned(),
        statement: "The parser of versions 2 and 3 is affected.".to_owned(),
        statement_by_team: true,
        until: when(31, "09:00"),
        entries: shared_entries(),
        write: Some(command("party-message", "Send", "Every party reads it.", every_field(false))),
        status: Some(command("record-status", "Say so", "", every_field(false))),
        others: vec![refused("revise-embargo", "Propose new terms", "No embargo.", &[])],
        expected_seq: 0,
    };
    let empty = PartyCasePage {
        ends: None,
        rules: String::new(),
        statement: String::new(),
        entries: Vec::new(),
        write: None,
        status: None,
        others: Vec::new(),
        ..full.clone()
    };
    let wrong = PartyCasePage {
        frame: hostile(public()),
        party: HOSTILE.to_owned(),
        rules: HOSTILE.to_owned(),
        statement: HOSTILE.to_owned(),
        entries: hostile_entries(),
        write: Some(command("party-message", HOSTILE, HOSTILE, every_field(true))),
        ..full.clone()
    };
    vec![("full", full), ("empty", empty), ("wrong", wrong)]
}

fn row(name: &str, silence: &str, statement: &str) -> PartyRow {
    PartyRow {
        party: "acme".to_owned(),
        name: name.to_owned(),
        role: "Vendor".to_owned(),
        asked: Some(received()),
        silence: silence.to_owned(),
        statement: statement.to_owned(),
        by_team: !statement.is_empty(),
        heard: silence.is_empty().then(received),
    }
}

fn group(key: &str, label: &str, silent: bool, rows: Vec<PartyRow>) -> PartyGroup {
    PartyGroup { key: key.to_owned(), label: label.to_owned(), silent, rows }
}

fn fact(label: &str, value: &str) -> CaseFact {
    CaseFact { label: label.to_owned(), value: value.to_owned() }
}

pub(crate) fn parties() -> Samples<PartiesPage> {
    let silent = vec![row("Acme Embedded", "14 days", ""), row("Borealis", "14 days", "")];
    let fields = vec![
        Field::text("name", "Name").required(),
        Field::text("role", "Role")
            .kind(FieldKind::Choice(vec![Choice::new("vendor", "Vendor")]))
            .required(),
    ];
    let count = |key: &str, label: &str, count| StandingCount {
        key: key.to_owned(),
        label: label.to_owned(),
        count,
    };
    let full = PartiesPage {
        frame: team().within(program()),
        program: program(),
        handle: "K7Q2-M4XD".to_owned(),
        title: "A window into the vault".to_owned(),
        facts: vec![fact("Embargo", "until 30 October 2026, 12:00 UTC"), fact("Mark", "TLP:AMBER")],
        warnings: Vec::new(),
        total: 3,
        silent: 2,
        standings: vec![
            count("asked", "Asked, no answer yet", 2),
            count("affected", "Affected", 1),
        ],
        shown: None,
        groups: vec![
            group("asked", "Asked, no answer yet", true, silent),
            group("affected", "Affected", false, vec![row("Cirrus", "", "All versions.")]),
        ],
        links: vec![("/x".to_owned(), "Write to every party".to_owned())],
        fields: fields.clone(),
        error: None,
    };
    let empty = PartiesPage {
        total: 0,
        silent: 0,
        standings: Vec::new(),
        groups: Vec::new(),
        fields: Vec::new(),
        ..full.clone()
    };
    let wrong = PartiesPage {
        frame: hostile(team()),
        title: HOSTILE.to_owned(),
        warnings: vec![HOSTILE.to_owned()],
        shown: Some("any-silent".to_owned()),
        groups: vec![group("asked", HOSTILE, true, vec![row(HOSTILE, "1 day", HOSTILE)])],
        fields: fields.into_iter().map(|field| field.value(HOSTILE).error("Say it")).collect(),
        error: Some(HOSTILE.to_owned()),
        ..full.clone()
    };
    vec![("full", full), ("empty", empty), ("wrong", wrong)]
}

pub(crate) fn party() -> Samples<PartyPage> {
    let full = PartyPage {
        frame: team().within(program()),
        program: program(),
        handle: "K7Q2-M4XD".to_owned(),
        party: "acme".to_owned(),
        name: "Acme Embedded".to_owned(),
        standing: "Affected, no fix yet".to_owned(),
        facts: vec![fact("Role", "Vendor"), fact("Contact", "psirt@acme.example")],
        statement: "All versions.".to_owned(),
        by_team: true,
        entries: all_entries(),
        commands: vec![command("record-status", "Record a status", "", every_field(false))],
        link: Some(Field::text("until", "Access until").kind(FieldKind::Moment)),
        link_label: "Make a new link".to_owned(),
        error: None,
        expected_seq: 12,
    };
    let empty = PartyPage {
        statement: String::new(),
        entries: Vec::new(),
        commands: Vec::new(),
        link: None,
        ..full.clone()
    };
    let wrong = PartyPage {
        frame: hostile(team()),
        name: HOSTILE.to_owned(),
        statement: HOSTILE.to_owned(),
        facts: vec![fact(HOSTILE, HOSTILE)],
        entries: hostile_entries(),
        commands: vec![command("record-status", HOSTILE, HOSTILE, every_field(true))],
        link: Some(Field::text("until", "Access until").value(HOSTILE).error("Not a moment")),
        error: Some(HOSTILE.to_owned()),
        ..full.clone()
    };
    vec![("full", full), ("empty", empty), ("wrong", wrong)]
}

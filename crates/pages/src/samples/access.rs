//! Samples of the pages about who may do what.

use super::{HOSTILE, hostile, program, received, team};
use crate::desk::{
    CaseFact, InsideEntry, InsidePage, OutlineEntry, OutlinePage, ProposalRow, ProposalsPage,
};
use crate::{Choice, Field, FieldKind};

pub(crate) fn outline() -> Vec<(&'static str, OutlinePage)> {
    let fact =
        |label: &str, value: &str| CaseFact { label: label.to_owned(), value: value.to_owned() };
    let entry = |seq, act: &str, actor: &str| OutlineEntry {
        seq,
        when: received(),
        act: act.to_owned(),
        actor: actor.to_owned(),
    };
    let full = OutlinePage {
        frame: team().within(program()),
        program: program(),
        handle: "K7Q2-M4XD".to_owned(),
        received: received(),
        facts: vec![
            fact("Status", "waiting for the reporter"),
            fact("Access", "restricted to the people named on it"),
        ],
        entries: vec![
            entry(1, "ReportReceived", "reporter"),
            entry(2, "Acknowledged", "member:0192f1a0-0000-7000-8000-000000000001"),
        ],
    };
    let wrong = OutlinePage {
        frame: hostile(team()),
        facts: vec![fact(HOSTILE, HOSTILE)],
        entries: vec![entry(1, HOSTILE, HOSTILE)],
        ..full.clone()
    };
    vec![("full", full), ("hostile", wrong)]
}

pub(crate) fn proposals() -> Vec<(&'static str, ProposalsPage)> {
    let erase = ProposalRow {
        id: "0192f1a0".to_owned(),
        words: "Erase this case".to_owned(),
        case: "K7Q2-M4XD".to_owned(),
        proposer: "Mara Lind".to_owned(),
        proposed: received(),
        reason: "The reporter asked for it.".to_owned(),
        phase: "waiting".to_owned(),
        by_itself: Some(received()),
        may_agree: false,
        may_do: false,
        stop: "Take back".to_owned(),
    };
    let agreed = ProposalRow {
        phase: "done".to_owned(),
        by_itself: None,
        stop: String::new(),
        ..erase.clone()
    };
    let export = ProposalRow {
        words: "Take the whole program out as a file".to_owned(),
        case: String::new(),
        phase: "agreed".to_owned(),
        by_itself: None,
        may_do: true,
        ..erase.clone()
    };
    let fields = vec![
        Field::text("act", "What").kind(FieldKind::Choice(vec![
            Choice::new("set-hold", "Keep this case from being erased"),
            Choice::new("erase-case", "Erase this case"),
        ])),
        Field::text("case", "Case").help("Its handle, such as K7Q2-M4XD."),
        Field::text("reason", "Why").required(),
    ];
    let full = ProposalsPage {
        frame: team().within(program()),
        program: program(),
        proposals: vec![erase.clone(), export, agreed],
        fields: fields.clone(),
    };
    let hostile_row = ProposalRow {
        words: HOSTILE.to_owned(),
        case: HOSTILE.to_owned(),
        proposer: HOSTILE.to_owned(),
        reason: HOSTILE.to_owned(),
        phase: HOSTILE.to_owned(),
        may_agree: true,
        may_do: true,
        ..erase
    };
    let mut wrong = fields;
    if let Some(reason) = wrong.get_mut(2) {
        reason.value = HOSTILE.to_owned();
        reason.error = Some("Say why".to_owned());
    }
    let refused = ProposalsPage {
        frame: hostile(team()),
        proposals: vec![hostile_row],
        fields: wrong,
        ..full.clone()
    };
    let empty = ProposalsPage { proposals: Vec::new(), fields: Vec::new(), ..full.clone() };
    vec![("full", full), ("refused", refused), ("empty", empty)]
}

pub(crate) fn inside() -> Vec<(&'static str, InsidePage)> {
    let entry = |name: &str, kind: &str, size: &str| InsideEntry {
        name: name.to_owned(),
        kind: kind.to_owned(),
        size: size.to_owned(),
    };
    let archive = InsidePage {
        frame: team().within(program()),
        program: program(),
        handle: "K7Q2-M4XD".to_owned(),
        name: "poc.zip".to_owned(),
        size: "14 KiB".to_owned(),
        kind: "ZIP archive".to_owned(),
        href: "/desk/p/sigtech/cases/K7Q2-M4XD/files/0192f1".to_owned(),
        warnings: vec!["It holds links, which can lead to files of yours.".to_owned()],
        entries: vec![entry("poc/", "folder", "0 B"), entry("poc/run.py", "file", "2 KiB")],
        text: None,
        cut: None,
    };
    let text = InsidePage {
        name: "trace.txt".to_owned(),
        kind: "text".to_owned(),
        warnings: Vec::new(),
        entries: Vec::new(),
        text: Some("line one\nline two\n".to_owned()),
        cut: Some("The first 256 KiB.".to_owned()),
        ..archive.clone()
    };
    let wrong = InsidePage {
        frame: hostile(team()),
        handle: HOSTILE.to_owned(),
        name: HOSTILE.to_owned(),
        href: "javascript:alert(1)".to_owned(),
        entries: vec![entry(HOSTILE, "file", "2 KiB")],
        text: Some(HOSTILE.to_owned()),
        ..archive.clone()
    };
    vec![("archive", archive), ("text", text), ("hostile", wrong)]
}

//! Samples of the pages about who did what.

use super::{HOSTILE, hostile, program, received, team};
use crate::chart::{StackedBar, StackedBars, Tone};
use crate::desk::{
    AccessLogPage, AccessOf, AccessRow, AlertRow, AlertsPage, SecurityLine, SecurityPage,
};

pub(crate) fn access_log() -> Vec<(&'static str, AccessLogPage)> {
    let row = |index, who: &str, what: &str, about: &str, why: &str| AccessRow {
        index,
        when: received(),
        who: who.to_owned(),
        what: what.to_owned(),
        about: about.to_owned(),
        case: None,
        why: why.to_owned(),
    };
    let read = AccessRow {
        case: Some(("sigtech".to_owned(), "K7Q2-M4XD".to_owned())),
        ..row(41, "Mara Lind", "restricted case read", "case K7Q2-M4XD", "I review the work on it")
    };
    let full = AccessLogPage {
        frame: team().within(program()),
        program: Some(program()),
        place: crate::path::access_log("sigtech"),
        rows: vec![read.clone(), row(40, "Ada", "member granted", "Ben", "")],
        next: Some("/desk/p/sigtech/access?before=40".to_owned()),
        continued: true,
        other: Some((crate::path::INSTANCE_LOG.to_owned(), "The whole instance".to_owned())),
    };
    let wrong = AccessLogPage {
        frame: hostile(team()),
        rows: vec![
            row(1, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
            AccessRow { about: HOSTILE.to_owned(), ..read },
        ],
        ..full.clone()
    };
    let instance = AccessLogPage {
        frame: team(),
        program: None,
        place: crate::path::INSTANCE_LOG.to_owned(),
        rows: vec![row(3, "anybody", "sign in failed", "account:unknown", "12 times")],
        next: None,
        continued: false,
        other: None,
    };
    let empty = AccessLogPage { rows: Vec::new(), ..instance.clone() };
    vec![("full", full), ("hostile", wrong), ("instance", instance), ("empty", empty)]
}

pub(crate) fn alerts() -> Vec<(&'static str, AlertsPage)> {
    let bars = |id: &str, title: &str, label: &str| StackedBars {
        title: title.to_owned(),
        description: "3 alerts of 2 rules; the table below has the numbers.".to_owned(),
        id: id.to_owned(),
        bars: vec![
            StackedBar { label: label.to_owned(), parts: vec![(Tone::Broken, 2), (Tone::Kept, 0)] },
            StackedBar {
                label: "grant-changed: 1".to_owned(),
                parts: vec![(Tone::Broken, 0), (Tone::Kept, 1)],
            },
        ],
    };
    let waiting = AlertRow {
        id: "0192f1a0".to_owned(),
        when: received(),
        rule: "reads-budget".to_owned(),
        counts: "distinct cases read by one person".to_owned(),
        count: 30,
        about: "Mara Lind".to_owned(),
        done: "the owners were told, and a factor is asked for".to_owned(),
        seen: None,
        may_see: true,
    };
    let seen = AlertRow {
        rule: "grant-changed".to_owned(),
        seen: Some(received()),
        may_see: false,
        ..waiting.clone()
    };
    let full = AlertsPage {
        frame: team(),
        by_rule: Some(bars("alerts-by-rule", "Alerts by rule", "reads-budget: 2")),
        by_day: Some(bars("alerts-by-day", "Alerts by day", "2026-10-23: 2")),
        counts: vec![("grant-changed".to_owned(), 0, 1), ("reads-budget".to_owned(), 2, 0)],
        rows: vec![waiting.clone(), AlertRow { may_see: false, ..waiting.clone() }, seen],
    };
    let wrong = AlertsPage {
        frame: hostile(team()),
        by_rule: Some(bars("alerts-by-rule", HOSTILE, HOSTILE)),
        by_day: None,
        counts: vec![(HOSTILE.to_owned(), 1, 0)],
        rows: vec![AlertRow {
            id: HOSTILE.to_owned(),
            rule: HOSTILE.to_owned(),
            counts: HOSTILE.to_owned(),
            about: HOSTILE.to_owned(),
            done: HOSTILE.to_owned(),
            ..waiting
        }],
    };
    let empty = AlertsPage {
        by_rule: None,
        by_day: None,
        counts: Vec::new(),
        rows: Vec::new(),
        ..full.clone()
    };
    vec![("full", full), ("hostile", wrong), ("empty", empty)]
}

pub(crate) fn security() -> Vec<(&'static str, SecurityPage)> {
    let line = SecurityLine {
        index: 41,
        when: received(),
        who: "Mara Lind".to_owned(),
        what: "restricted case read".to_owned(),
        about: "case:0192f1a0".to_owned(),
        why: "I review the work on it".to_owned(),
    };
    let member = AccessOf {
        name: "Mara Lind".to_owned(),
        role: "analyst".to_owned(),
        since: received(),
        last: Some(received()),
        stale: false,
        second_factor: true,
    };
    let full = SecurityPage {
        frame: team().within(program()),
        program: program(),
        made: received(),
        days: 30,
        reviewed: Some(received()),
        review_due: false,
        checks: vec![
            ("stale accounts".to_owned(), true, "everybody signed in within 60 days".to_owned()),
            ("backup".to_owned(), false, "none was written with `candor backup`".to_owned()),
        ],
        deviations: vec!["The program has fewer than two owners.".to_owned()],
        members: vec![
            member.clone(),
            AccessOf { last: None, stale: true, second_factor: false, ..member.clone() },
        ],
        alerts: vec![("reads-budget".to_owned(), 1, 2)],
        changes: vec![SecurityLine { why: String::new(), ..line.clone() }],
        reads: vec![line.clone()],
    };
    let bad = SecurityLine {
        who: HOSTILE.to_owned(),
        what: HOSTILE.to_owned(),
        about: HOSTILE.to_owned(),
        why: HOSTILE.to_owned(),
        ..line
    };
    let wrong = SecurityPage {
        frame: hostile(team()),
        reviewed: None,
        review_due: true,
        checks: vec![(HOSTILE.to_owned(), false, HOSTILE.to_owned())],
        deviations: vec![HOSTILE.to_owned()],
        members: vec![AccessOf { name: HOSTILE.to_owned(), role: HOSTILE.to_owned(), ..member }],
        alerts: vec![(HOSTILE.to_owned(), 1, 0)],
        changes: vec![bad.clone()],
        reads: vec![bad],
        ..full.clone()
    };
    let quiet = SecurityPage {
        deviations: Vec::new(),
        alerts: Vec::new(),
        changes: Vec::new(),
        reads: Vec::new(),
        ..full.clone()
    };
    vec![("full", full), ("hostile", wrong), ("quiet", quiet)]
}

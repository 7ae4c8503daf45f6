//! Every command against every class of state, as one table that a reader checks on one screen.

use expect_test::expect_file;

use super::script::{SIGTECH, World, letters, member};
use crate::{Actor, catalogue, open_commands};

/// The classes of state, each by a short life that leads there. The policy has no default embargo.
const COLUMNS: &[(&str, &str)] = &[
    ("S", "t+0 tick"),
    ("R", "t+0 report"),
    ("R told", "t+0 report; t+1h acknowledge"),
    ("R wait", "t+0 report; t+1h request-information"),
    ("R gone", "t+0 report; t+1h acknowledge; t+1h withdraw"),
    ("I", "t+0 report; t+1h invalidate"),
    (
        "I done",
        "t+0 report; t+1h propose-embargo ends=t+20d; t+1h reporter> accept-embargo; t+2h decline class=spam",
    ),
    ("V", "t+0 report; t+1h validate"),
    ("D", "t+0 report; t+1h validate; t+1h defer"),
    ("D dup", "t+0 report; t+0 2: report; t+1h mark-duplicate of=#2"),
    ("A", "t+0 report; t+1h accept"),
    ("A orig", "t+0 report; t+1h accept; t+1h 2: report; t+1h 2: mark-duplicate of=#1"),
    ("A F", "t+0 report; t+1h accept; t+1h fix-ready"),
    ("A FD", "t+0 report; t+1h accept; t+1h fix-released mitigation=release"),
    ("A emP", "t+0 report; t+1h accept; t+1h propose-embargo ends=t+20d"),
    ("A emP'", "t+0 report; t+1h accept; t+1h reporter> propose-embargo ends=t+20d"),
    (
        "A emA",
        "t+0 report; t+1h accept; t+1h propose-embargo ends=t+20d; t+1h reporter> accept-embargo",
    ),
    (
        "A emR",
        "t+0 report; t+1h accept; t+1h propose-embargo ends=t+20d; t+1h reporter> accept-embargo; t+2h revise-embargo ends=t+30d",
    ),
    (
        "A emX",
        "t+0 report; t+1h accept; t+1h propose-embargo ends=t+20d; t+1h reporter> accept-embargo; t+2h terminate-embargo",
    ),
    (
        "A emA A",
        "t+0 report; t+1h accept; t+1h propose-embargo ends=t+20d; t+1h reporter> accept-embargo; t+2h record-attack",
    ),
    ("A emP A", "t+0 report; t+1h accept; t+1h propose-embargo ends=t+20d; t+2h record-attack"),
    ("A P", "t+0 report; t+1h accept; t+1h record-public"),
    ("A PXA", "t+0 report; t+1h accept; t+1h record-exploit; t+1h record-attack"),
    ("A acme?", "t+0 report; t+1h accept; t+1h invite participant=acme role=vendor"),
    (
        "A acme",
        "t+0 report; t+1h accept; t+1h invite participant=acme role=vendor; t+2h consent participant=acme",
    ),
    ("A more?", "t+0 report; t+1h accept; t+1h extend promise=respond-severe until=t+9d"),
    ("C", "t+0 report; t+1h decline class=spam"),
    (
        "C P",
        "t+0 report; t+1h accept; t+1h fix-released mitigation=release; t+1h record-public; t+1h close class=resolved",
    ),
];

#[test]
fn every_command_against_every_class_of_state() {
    let worlds: Vec<_> = COLUMNS.iter().map(|(_, script)| World::run(SIGTECH, script)).collect();
    let mut legend: Vec<(&'static str, String, &'static str)> = Vec::new();
    let mut out = String::from(
        "What may be asked of a case, and when. Columns: RM letter (S start, R received, I invalid, V valid, D deferred,\n\
         A accepted, C closed); told = acknowledged, wait = for the reporter, gone = withdrawn, done = declined under an\n\
         embargo, dup/orig = a duplicate and its original; F, FD = fix ready, deployed; em = embargo (P' = the reporter's\n\
         proposal); P, X, A = public, exploit, attacks; acme? = invited, acme = taking part; more? = more time asked for.\n\
         + open; a letter: refused, see below. Made by `case::open_commands`; no default embargo in the policy.\n\n",
    );
    for (world, (name, script)) in worlds.iter().zip(COLUMNS) {
        assert_eq!(world.out, "", "{script}");
        out.push_str(&format!("{name:8} {}\n", letters(&world.case(1))));
    }
    for (title, actor) in [
        ("team", member()),
        ("reporter", Actor::Reporter),
        ("acme", Actor::Participant("acme".to_owned())),
    ] {
        out.push_str(&format!("\n{title:24}"));
        for (name, _) in COLUMNS {
            out.push_str(&format!("{:>5}", name.split(' ').next().unwrap_or_default()));
        }
        out.push_str(&format!("\n{:24}", ""));
        for (name, _) in COLUMNS {
            let rest: Vec<_> = name.split(' ').skip(1).collect();
            out.push_str(&format!("{:>5}", rest.concat()));
        }
        out.push('\n');
        for spec in catalogue().iter().filter(|spec| spec.is_for(&actor)) {
            out.push_str(&format!("{:24}", spec.name));
            for world in &worlds {
                let open = open_commands(&world.case(1), &actor, &world.policy, world.now);
                let (_, verdict) =
                    open.into_iter().find(|(other, _)| other.kind == spec.kind).unwrap();
                let cell = match verdict {
                    Ok(()) => '+',
                    Err(refusal) => {
                        let place = legend.iter().position(|(code, ..)| *code == refusal.code);
                        let place = place.unwrap_or_else(|| {
                            legend.push((refusal.code, refusal.sentence, refusal.source));
                            legend.len() - 1
                        });
                        sign(place)
                    }
                };
                out.push_str(&format!("{cell:>5}"));
            }
            out.push('\n');
        }
    }
    out.push_str("\nRefusals, each with the sentence of its first cell.\n");
    for (place, (code, sentence, source)) in legend.iter().enumerate() {
        out.push_str(&format!("{} {code}: {sentence} ({source})\n", sign(place)));
    }
    expect_file!["matrix.txt"].assert_eq(&out);
}

fn sign(place: usize) -> char {
    ('a'..='z').chain('A'..='Z').chain('0'..='9').nth(place).unwrap_or('?')
}

#[test]
fn what_a_refusal_offers_instead_is_open() {
    for (name, script) in COLUMNS {
        let world = World::run(SIGTECH, script);
        let case = world.case(1);
        for actor in [member(), Actor::Reporter] {
            let open = open_commands(&case, &actor, &world.policy, world.now);
            for (spec, verdict) in &open {
                let Err(refusal) = verdict else { continue };
                for kind in &refusal.instead {
                    let offered = open.iter().find(|(other, _)| other.kind == *kind).unwrap();
                    assert_eq!(
                        offered.1,
                        Ok(()),
                        "{name}: {} instead of {}",
                        kind.name(),
                        spec.name
                    );
                }
                assert!(refusal.sentence.ends_with('.'), "{}", refusal.sentence);
            }
        }
    }
}

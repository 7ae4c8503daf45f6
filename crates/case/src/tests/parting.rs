//! Parties of cases that are merged or split: nobody comes to see what it was not shown, nobody is taken to have
//! agreed to what it was not asked, and the narrower of two rules stays.

use super::script::{SIGTECH, WHOLE, World, at, seconds};
use crate::{
    Case, Event, Fact, NoticeState, PartyStanding, Tlp, disclosure_notice, evolve, taken_over,
};

/// How a party of the name `acme` may stand on a case, as a script.
const STANDINGS: [(&str, &str); 6] = [
    ("absent", ""),
    ("asked", "t+1d N: invite participant=acme role=vendor"),
    (
        "joined",
        "t+1d N: invite participant=acme role=vendor; t+1d N: acme> consent participant=acme; \
         t+1d N: acme> record-status participant=acme impact=not-affected statement=Ours",
    ),
    (
        "declined",
        "t+1d N: invite participant=acme role=vendor; t+1d N: acme> decline-consent participant=acme",
    ),
    ("silent", "t+0 N: invite participant=acme role=vendor hours=72"),
    (
        "removed",
        "t+1d N: invite participant=acme role=vendor; t+1d N: acme> consent participant=acme; \
         t+2d N: remove-party participant=acme",
    ),
];

/// How an embargo may stand, as a script.
const EMBARGOES: [&str; 3] = [
    "",
    "t+0 N: propose-embargo ends=t+40d; t+0 N: reporter> accept-embargo",
    "t+0 N: propose-embargo ends=t+20d; t+0 N: reporter> accept-embargo",
];

fn on(number: u8, script: &str) -> String {
    script.replace("N:", &format!("{number}:"))
}

/// What a party of the name `acme` sees of a case, as text.
fn seen(world: &World, number: u8) -> Vec<String> {
    if !world.case(number).may_see("acme") {
        return Vec::new();
    }
    let events = world.events(number).iter().filter(|event| event.is_for_party("acme"));
    events.map(|event| serde_json::to_string(&event.fact).unwrap()).collect()
}

#[test]
fn sec_13_no_party_comes_to_see_by_a_merge_or_a_split_what_it_was_not_shown() {
    let mut tried = 0;
    for (here, on_source) in STANDINGS {
        for (there, on_target) in STANDINGS {
            for own in EMBARGOES {
                for other in EMBARGOES {
                    for step in [
                        "t+6d 2: merge into=#1 parties=acme",
                        "t+6d 2: merge into=#1",
                        "t+6d 2: split into=#3 parties=acme",
                        "t+6d 2: split into=#3",
                    ] {
                        let before = format!(
                            "t+0 report; t+0 2: report; t+0 accept; t+0 2: accept; {}; {}; {}; {}; \
                             t+5d party-message text=SAID-ON-ONE; t+5d 2: party-message text=SAID-ON-TWO",
                            on(1, other),
                            on(2, own),
                            on(1, on_target),
                            on(2, on_source),
                        );
                        let mut world = World::run(SIGTECH, &before);
                        let earlier = [1, 2, 3].map(|number| seen(&world, number));
                        let out = world.out.clone();
                        world.give_all(step);
                        let what =
                            format!("{here} on two, {there} on one, {own:?}, {other:?}: {step}");
                        let refused = world.out != out;
                        let on_it = !matches!(here, "absent" | "removed");
                        let names = step.contains("parties");
                        assert_eq!(refused, names && !on_it, "{what}: {}", world.out);
                        for (number, earlier) in [1, 2, 3].into_iter().zip(earlier) {
                            let now = seen(&world, number);
                            // It may be shown less (terms that changed have to be agreed to anew); what is new
                            // is said to everybody on the case, and never a word that was written elsewhere.
                            for new in now.iter().filter(|fact| !earlier.contains(fact)) {
                                assert!(!earlier.is_empty(), "{what}: case {number} shows {new}");
                                assert!(
                                    new.contains("TlpSet"),
                                    "{what}: case {number} shows {new}"
                                );
                            }
                        }
                        tried += 1;
                    }
                }
            }
        }
    }
    assert_eq!(tried, 6 * 6 * 9 * 4);
}

#[test]
fn a_party_that_goes_along_is_asked_anew_and_brings_neither_its_consent_nor_its_status() {
    for step in ["t+6d 2: merge into=#1 parties=acme", "t+6d 2: split into=#3 parties=acme"] {
        let world = World::run(
            WHOLE,
            &format!(
                "t+0 report; t+0 2: report; t+0 accept; t+0 2: accept; {}; {step}",
                on(2, STANDINGS[2].1)
            ),
        );
        assert_eq!(world.out, "");
        let standing = |case: &Case| case.participants["acme"].standing(case.embargo.state.binds());
        let (from, to) = (world.case(2), world.case(if step.contains("merge") { 1 } else { 3 }));
        assert_eq!(
            standing(&from),
            PartyStanding::NotAffected,
            "what it said stands where it said it"
        );
        assert!(from.may_see("acme"), "what it saw it goes on seeing");
        assert_eq!(standing(&to), PartyStanding::Asked);
        let asked = &to.participants["acme"];
        assert_eq!((asked.impact, asked.statement.as_ref()), (None, None));
        assert!(asked.respond_by.is_some() && !to.may_see("acme"));
    }
}

#[test]
fn whoever_is_or_was_a_party_there_is_not_asked_again_by_a_merge() {
    for (there, on_target) in STANDINGS {
        let world = World::run(
            SIGTECH,
            &format!(
                "t+0 report; t+0 2: report; t+0 accept; t+0 2: accept; {}; {}; \
                 t+6d 2: merge into=#1 parties=acme",
                on(2, STANDINGS[2].1),
                on(1, on_target),
            ),
        );
        let asked = |fact: &Fact| matches!(fact, Fact::ParticipantInvited { .. });
        let invited = world.events(1).iter().filter(|event| asked(&event.fact)).count();
        assert_eq!(invited, 1, "{there}");
    }
}

#[test]
fn a_case_that_is_split_off_or_takes_another_in_is_marked_no_wider_than_either() {
    let world = World::run(SIGTECH, "t+0 report; t+1d set-tlp tlp=red; t+2d split into=#2");
    assert_eq!(world.case(2).tlp(), Tlp::Red);
    for (own, other, both) in
        [("red", "green", Tlp::Red), ("green", "red", Tlp::Red), ("green", "clear", Tlp::Green)]
    {
        let world = World::run(
            SIGTECH,
            &format!(
                "t+0 report; t+0 2: report; t+1d set-tlp tlp={own} reason=x; \
                 t+1d 2: set-tlp tlp={other} reason=x; t+2d 2: merge into=#1"
            ),
        );
        assert_eq!(world.case(1).tlp(), both, "{other} into {own}");
        assert_eq!(world.out, "");
    }
}

#[test]
fn the_parties_of_a_merged_case_are_told_when_it_is_published_and_nothing_that_was_written() {
    let world = World::run(
        WHOLE,
        &format!(
            "t+0 report; t+0 2: report; t+0 accept; t+0 2: accept; {}; \
             t+1d invite participant=beta role=vendor; t+1d beta> consent participant=beta; \
             t+2d 2: merge into=#1; t+2d beta> consent participant=beta; \
             t+3d notify-parties text=SECRET publishes=t+20d",
            on(2, STANDINGS[2].1)
        ),
    );
    let last = world.events(2).last().unwrap();
    assert!(matches!(last.fact, Fact::PartiesNotified { .. }), "{}", world.out);
    assert!(last.is_for_party("acme") && !serde_json::to_string(last).unwrap().contains("SECRET"));
    let notice = disclosure_notice(&world.case(2), &world.policy, world.now).unwrap();
    assert_eq!(notice.state, NoticeState::Kept);
    // A duplicate without a party is told nothing.
    let alone = World::run(
        WHOLE,
        "t+0 report; t+0 2: report; t+0 accept; t+1d invite participant=beta role=vendor; \
         t+1d beta> consent participant=beta; t+2d 2: merge into=#1; \
         t+3d notify-parties text=SECRET publishes=t+20d",
    );
    assert!(alone.events(2).iter().all(|event| event.fact.kind() != "PartiesNotified"));
}

#[test]
fn a_case_that_follows_another_takes_nothing_in() {
    for step in ["mark-duplicate of=#2", "merge into=#2"] {
        let world = World::run(
            SIGTECH,
            &format!(
                "t+0 report; t+0 2: report; t+0 3: report; t+1d 2: merge into=#3; t+2d {step}"
            ),
        );
        assert!(world.out.contains("[linked]"), "{step}: {}", world.out);
        assert_eq!(world.case(1).original, None, "nothing is written of a refused decision");
    }
}

#[test]
fn a_case_that_was_taken_over_keeps_the_earlier_embargo_and_the_narrower_mark() {
    let embargo =
        |ends: &str| format!("; t+0 propose-embargo ends={ends}; t+0 reporter> accept-embargo");
    let (short, long) = (embargo("t+20d"), embargo("t+40d"));
    for (past, here, ends, tlp) in [
        (short.as_str(), long.as_str(), Some("t+20d"), Tlp::Amber),
        (long.as_str(), short.as_str(), Some("t+20d"), Tlp::Amber),
        (short.as_str(), "", Some("t+20d"), Tlp::Amber),
        ("", short.as_str(), Some("t+20d"), Tlp::Amber),
        ("; t+0 set-tlp tlp=red", "; t+0 set-tlp tlp=green reason=x", None, Tlp::Red),
        ("; t+0 set-tlp tlp=green reason=x", "; t+0 set-tlp tlp=red", None, Tlp::Red),
        ("; t+0 set-tlp tlp=green reason=x", "", None, Tlp::Green),
    ] {
        let before = World::run(SIGTECH, &format!("t+0 report{past}")).case(1);
        let world = World::run(SIGTECH, &format!("t+0 report{here}"));
        let event = world.events(1)[0].clone();
        let now = at(seconds("t+1d"));
        let case = taken_over(&before, &world.case(1), now)
            .into_iter()
            .fold(world.case(1), |case, fact| evolve(case, &Event { fact, ..event.clone() }));
        let bound = case.embargo.terms.as_ref().map(|terms| terms.ends);
        assert_eq!(bound, ends.map(|ends| at(seconds(ends))), "{past} / {here}");
        assert_eq!(case.tlp(), tlp, "{past} / {here}");
    }
    // What is over binds nobody.
    let before = World::run(SIGTECH, &format!("t+0 report{short}")).case(1);
    let here = World::run(SIGTECH, "t+0 report").case(1);
    assert_eq!(taken_over(&before, &here, at(seconds("t+30d"))), []);
}

//! The outside parties of a case: asked under terms, heard or silent, told before publication, and shown only
//! what is theirs.

use clock::Instant;

use super::script::{SIGTECH, WHOLE, World, seconds};
use crate::state::{Consent, Embargo};
use crate::{
    Case, Fact, Impact, NoticeState, PartyStanding, TEAM, Tlp, Visibility, disclosure_notice,
};

/// A vendor that was asked on the first day, under the policy's embargo of thirty days.
const ASKED: &str = "t+0 report; t+1d accept; t+1d invite participant=acme role=vendor";

fn life(rest: &str) -> World {
    World::run(WHOLE, &format!("{ASKED}; {rest}"))
}

fn at(time: &str) -> Instant {
    super::script::at(seconds(time))
}

fn standing(case: &Case, name: &str) -> PartyStanding {
    case.participants[name].standing(case.embargo.state.binds())
}

#[test]
fn a_silent_vendor_is_never_shown_as_not_affected_and_counts_from_the_day_it_was_asked() {
    let mut seen = Vec::new();
    for (rest, expected, since) in [
        ("t+2d note", PartyStanding::Asked, Some("t+1d")),
        ("t+9d note", PartyStanding::NoAnswer, Some("t+1d")),
        ("t+2d acme> consent participant=acme", PartyStanding::Silent, Some("t+2d")),
        (
            "t+2d acme> consent participant=acme; t+3d acme> record-status participant=acme impact=unknown",
            PartyStanding::Looking,
            None,
        ),
        (
            "t+2d acme> consent participant=acme; t+3d acme> record-status participant=acme impact=not-affected",
            PartyStanding::NotAffected,
            None,
        ),
        ("t+2d acme> decline-consent participant=acme", PartyStanding::Declined, None),
    ] {
        let case = life(rest).case(1);
        assert_eq!(standing(&case, "acme"), expected, "{rest}");
        let party = &case.participants["acme"];
        let waited = party.silent_since(case.embargo.state.binds()).map(super::script::time_of);
        assert_eq!(waited.as_deref(), since, "{rest}");
        seen.push(expected);
    }
    assert_eq!(seen.iter().filter(|one| one.is_silent()).count(), 3);
}

#[test]
fn a_vendor_s_own_word_and_the_team_s_for_it_are_told_apart() {
    let own = life(
        "t+2d acme> consent participant=acme; t+3d acme> record-status participant=acme impact=affected statement=Ours",
    );
    let party = own.case(1).participants["acme"].clone();
    assert_eq!(party.impact, Some(Impact::Affected));
    assert!(!party.statement.unwrap().by_team);
    let for_it = life(
        "t+2d consent participant=acme; t+3d record-status participant=acme statement=\"They said no\"",
    );
    assert!(for_it.case(1).participants["acme"].statement.clone().unwrap().by_team);
}

#[test]
fn what_a_form_sends_back_unchanged_is_no_new_word() {
    let world = life(
        "t+2d acme> consent participant=acme; t+3d acme> record-status participant=acme impact=affected; \
         t+4d acme> record-status participant=acme report=received fix=aware impact=affected",
    );
    assert!(world.out.contains("t+4d record-status refused: [nothing-new]"), "{}", world.out);
}

#[test]
fn shortest_wins_a_longer_counter_proposal_never_lengthens_the_embargo_in_force() {
    let world = life(
        "t+2d acme> revise-embargo ends=t+60d; t+2d reporter> revise-embargo ends=t+20d; t+3d note",
    );
    assert_eq!(world.out, "");
    let embargo = world.case(1).embargo;
    assert_eq!(embargo.state, Embargo::Revise);
    assert_eq!(embargo.terms.as_ref().unwrap().ends, at("t+30d"), "the old terms bind");
    let ends: Vec<_> = embargo.proposals.iter().map(|one| one.terms.ends).collect();
    assert_eq!(ends, [at("t+20d"), at("t+60d")], "the shortest is decided first");
    // The team agrees: to the shortest, while the longer one stays a proposal.
    let agreed = life(
        "t+2d acme> revise-embargo ends=t+60d; t+2d reporter> revise-embargo ends=t+20d; t+3d accept-embargo",
    );
    let embargo = agreed.case(1).embargo;
    assert_eq!(embargo.terms.unwrap().ends, at("t+20d"));
    assert_eq!((embargo.state, embargo.proposals.len()), (Embargo::Revise, 1));
}

#[test]
fn a_party_whose_own_terms_are_agreed_takes_part_under_them() {
    let world = life("t+2d acme> revise-embargo ends=t+20d; t+3d accept-embargo");
    let case = world.case(1);
    assert_eq!(case.participants["acme"].consent, Consent::Signatory);
    assert!(case.may_see("acme"));
}

#[test]
fn a_leak_forces_a_decision_before_anything_else_is_done_with_the_embargo() {
    for command in [
        "revise-embargo ends=t+20d",
        "reporter> revise-embargo ends=t+20d",
        "acme> revise-embargo ends=t+20d",
        "accept-embargo",
        "reject-embargo",
        "invite participant=beta role=vendor",
    ] {
        let world = life(&format!("t+2d record-leak; t+3d {command}"));
        assert!(world.out.contains("[embargo-decision-owed]"), "{command}: {}", world.out);
    }
    for (decision, state, ends) in [
        ("keep-embargo", Embargo::Active, Some("t+30d")),
        ("shorten-embargo ends=t+5d", Embargo::Active, Some("t+5d")),
        ("terminate-embargo", Embargo::Exited, None),
    ] {
        let world = life(&format!("t+2d record-leak; t+3d {decision} reason=Because; t+3d note"));
        assert_eq!(world.out, "", "{decision}");
        let case = world.case(1);
        assert!(!case.embargo.decision_owed);
        assert_eq!(case.embargo.state, state);
        assert_eq!(case.embargo.terms.map(|terms| terms.ends), ends.map(at), "{decision}");
    }
}

#[test]
fn a_decision_is_recorded_with_its_reason_and_never_lengthens() {
    let world = life("t+2d shorten-embargo ends=t+5d");
    assert!(world.out.contains("[no-decision-owed]"), "{}", world.out);
    let world = life("t+2d record-leak; t+3d shorten-embargo ends=t+31d");
    assert!(world.out.contains("[embargo-not-shorter]"), "{}", world.out);
    let world = life("t+2d record-leak; t+3d shorten-embargo ends=t+9d reason=Seen-in-a-chat");
    let told = world.events(1).iter().rev().find_map(|event| match &event.fact {
        Fact::EmbargoShortened { reason, .. } => Some((reason.as_str(), event.visibility)),
        _ => None,
    });
    assert_eq!(told, Some(("Seen-in-a-chat", Visibility::Participants)));
}

#[test]
fn whoever_agreed_to_be_quiet_for_longer_stays_a_signatory_when_it_is_shortened() {
    let world = life(
        "t+2d acme> consent participant=acme; t+3d record-leak; t+3d shorten-embargo ends=t+9d; t+3d note",
    );
    assert_eq!(world.case(1).participants["acme"].consent, Consent::Signatory);
    assert!(world.case(1).may_see("acme"));
}

#[test]
fn without_an_embargo_there_is_nothing_to_leak() {
    let world = World::run(SIGTECH, "t+0 report; t+1d record-leak");
    assert!(world.out.contains("[nothing-to-leak]"), "{}", world.out);
}

#[test]
fn a_party_that_was_taken_off_sees_nothing_and_says_nothing() {
    let world = life(
        "t+2d acme> consent participant=acme; t+3d remove-party participant=acme; \
         t+4d acme> party-message text=Hello; t+4d acme> revise-embargo ends=t+9d; \
         t+4d acme> consent participant=acme; t+4d record-status participant=acme impact=affected",
    );
    assert_eq!(world.out.matches("refused").count(), 4, "{}", world.out);
    let case = world.case(1);
    assert!(!case.may_see("acme"));
    assert_eq!(standing(&case, "acme"), PartyStanding::Removed);
    let again = life(
        "t+2d acme> consent participant=acme; t+3d remove-party participant=acme; \
         t+4d invite participant=acme role=vendor; t+5d acme> consent participant=acme",
    );
    assert_eq!(again.out, "");
    assert!(again.case(1).may_see("acme"));
}

#[test]
fn each_party_sees_what_is_for_all_and_what_is_for_it() {
    let world = life(
        "t+1d invite participant=beta role=vendor; t+2d consent participant=acme; t+2d consent participant=beta; \
         t+3d party-message text=All; t+3d party-message to=acme text=OneA; t+3d note text=Ours; \
         t+3d beta> party-message to=beta text=OneB; t+3d message text=ToReporter",
    );
    assert_eq!(world.out, "");
    let texts = |sees: &dyn Fn(&crate::Event) -> bool| -> String {
        let words = world.events(1).iter().filter(|event| sees(event)).filter_map(|event| {
            match &event.fact {
                Fact::PartyMessageSent { text, .. }
                | Fact::NoteTaken { text }
                | Fact::MessageSent { text, .. } => Some(text.as_str()),
                _ => None,
            }
        });
        words.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(texts(&|event| event.is_for_party("acme")), "All OneA");
    assert_eq!(texts(&|event| event.is_for_party("beta")), "All OneB");
    assert_eq!(texts(&|event| event.is_for_reporter()), "ToReporter");
    let other = world.events(1).iter().any(|event| {
        event.is_for_party("acme") && event.fact.named_party().is_some_and(|name| name == "beta")
    });
    assert!(!other, "that beta takes part is between beta and the team");
}

#[test]
fn a_party_writes_to_the_team_or_to_all_and_to_no_other_party() {
    let world = life(
        "t+1d invite participant=beta role=vendor; t+2d acme> party-message text=Early; \
         t+2d consent participant=acme; t+3d acme> party-message to=beta text=Psst",
    );
    assert!(world.out.contains("t+2d party-message refused: [not-consented]"), "{}", world.out);
    assert!(world.out.contains("[to-another-party]"), "{}", world.out);
}

#[test]
fn a_mark_is_widened_with_a_reason_and_nothing_is_marked_wider_than_its_case() {
    let world = World::run(
        WHOLE,
        "t+0 report; t+1h message text=x tlp=green; t+1h set-tlp tlp=green; t+2h set-tlp tlp=red; \
         t+3h message text=x tlp=amber; t+4h set-tlp tlp=green reason=\"The patch is public\"; t+5h message text=x tlp=green",
    );
    assert_eq!(world.out.matches("[tlp-wider]").count(), 2, "{}", world.out);
    assert_eq!(world.out.matches("[tlp-widening]").count(), 1, "{}", world.out);
    assert_eq!(world.case(1).tlp(), Tlp::Green);
    assert!(Tlp::Clear.is_wider_than(Tlp::Green) && !Tlp::Red.is_wider_than(Tlp::AmberStrict));
}

#[test]
fn the_parties_are_told_three_days_before_disclosure_or_the_notice_is_missed() {
    let notice = |rest: &str, now: &str| {
        let world = life(&format!("t+2d consent participant=acme; {rest}"));
        assert_eq!(world.out, "", "{rest}");
        disclosure_notice(&world.case(1), &world.policy, at(now)).map(|one| (one.due, one.state))
    };
    let due = at("t+27d");
    assert_eq!(notice("t+3d note", "t+27d"), Some((due, NoticeState::Owed)));
    assert_eq!(notice("t+3d note", "t+27d1h"), Some((due, NoticeState::Missed)));
    assert_eq!(notice("t+27d notify-parties", "t+28d"), Some((due, NoticeState::Kept)));
    assert_eq!(notice("t+28d notify-parties", "t+28d"), Some((due, NoticeState::Missed)));
    let nobody = World::run(WHOLE, "t+0 report; t+1d accept").case(1);
    assert!(disclosure_notice(&nobody, &life("t+2d note").policy, at("t+2d")).is_none());
}

#[test]
fn the_policy_says_how_long_before_when_it_promises_it() {
    let promise = "\n[[promise]]\nid = \"warn\"\ndo = \"notify\"\nto = \"distributors\"\nfrom = \"disclosed\"\n\
        within = \"7 days\"\ndirection = \"at least before\"\nsource = \"We tell distributors a week before.\"\n";
    let world = World::run(
        &format!("{WHOLE}{promise}"),
        &format!("{ASKED}; t+2d consent participant=acme"),
    );
    let notice = disclosure_notice(&world.case(1), &world.policy, at("t+3d")).unwrap();
    assert_eq!(notice.due, at("t+23d"));
}

#[test]
fn a_party_of_the_team_s_is_not_taken_off() {
    let world = life(&format!(
        "t+2d remove-party participant={TEAM}; t+2d remove-party participant=reporter"
    ));
    assert_eq!(world.out.matches("[unknown-party]").count(), 2, "{}", world.out);
}

//! The embargo and its parties: how it begins, is negotiated and ends, and who may see what meanwhile.

use expect_test::expect;

use super::script::{SIGTECH, WHOLE, World, check_case};
use crate::state::{Consent, Embargo, Fix};
use crate::{Fact, Giver, TEAM, Visibility, next_hints};

#[test]
fn the_policys_own_embargo_is_in_force_when_the_reporter_says_nothing() {
    let world = World::run(WHOLE, "t+0 report");
    let case = world.case(1);
    assert_eq!(case.embargo.state, Embargo::Active);
    assert_eq!(case.embargo.terms.unwrap().ends.to_string(), "2026-12-02T09:00:00Z");
    assert!(case.participants.values().all(|party| party.consent == Consent::Signatory));
}

#[test]
fn a_policy_without_a_length_begins_no_embargo() {
    assert_eq!(World::run(SIGTECH, "t+0 report").case(1).embargo.state, Embargo::None);
}

#[test]
fn of_two_terms_the_shorter_is_in_force_and_the_longer_is_a_proposal() {
    let shorter = World::run(WHOLE, "t+0 report embargo=2026-11-20T00:00:00Z").case(1).embargo;
    assert_eq!(shorter.state, Embargo::Revise);
    assert_eq!(shorter.terms.unwrap().ends.to_string(), "2026-11-20T00:00:00Z");
    assert_eq!(shorter.proposals.iter().map(|p| p.by.as_str()).collect::<Vec<_>>(), [TEAM]);
    let longer = World::run(WHOLE, "t+0 report embargo=2027-01-20T00:00:00Z").case(1).embargo;
    assert_eq!(longer.terms.unwrap().ends.to_string(), "2026-12-02T09:00:00Z");
    assert_eq!(longer.proposals.iter().map(|p| p.by.as_str()).collect::<Vec<_>>(), ["reporter"]);
}

#[test]
fn a_proposal_is_answered_by_the_other_side_and_the_earliest_end_first() {
    check_case(
        SIGTECH,
        "t+0 report; t+1h propose-embargo ends=t+20d; t+2h accept-embargo; \
         t+3h reporter> propose-embargo ends=t+10d; t+4h accept-embargo; t+5h show; \
         t+6h reporter> accept-embargo",
        expect![[r#"
            t+2h accept-embargo refused: [embargo-own-proposal] The proposal on the table is yours; the other side agrees to it. Possible instead: propose-embargo, reject-embargo. (our rule)
            t+5h [R R Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              respond-severe #1 due t+1d: running
            t+6h [R A Vfdpxa] New: answer the reporter
              reporter: Received; the team has not answered yet
              respond-severe #1 due t+1d: running
        "#]],
    );
}

#[test]
fn the_old_terms_bind_while_new_ones_are_discussed() {
    let world = World::run(
        WHOLE,
        "t+0 report; t+1d revise-embargo ends=t+60d; t+2d reporter> reject-embargo",
    );
    let embargo = world.case(1).embargo;
    assert_eq!((embargo.state, embargo.proposals.len()), (Embargo::Active, 0));
    assert_eq!(embargo.terms.unwrap().ends.to_string(), "2026-12-02T09:00:00Z");
}

#[test]
fn an_embargo_ends_by_itself_when_its_time_has_come() {
    let world = World::run(WHOLE, "t+0 report; t+40d note");
    let ended = world.events(1).iter().find(|e| e.fact.kind() == "EmbargoTerminated").unwrap();
    assert_eq!(ended.happened.to_string(), "2026-12-02T09:00:00Z");
    assert_eq!(ended.actor, crate::Actor::System);
    assert_eq!(world.case(1).embargo.state, Embargo::Exited);
}

#[test]
fn publication_and_a_public_exploit_end_an_embargo_and_inform_every_vendor() {
    for (command, pxa) in [("record-public", "Pxa"), ("record-exploit", "PXa")] {
        let world = World::run(
            WHOLE,
            &format!(
                "t+0 report; t+1d accept; t+1d invite participant=acme role=vendor; t+2d {command}"
            ),
        );
        let case = world.case(1);
        assert_eq!((case.embargo.state, case.awareness.letters()), (Embargo::Exited, pxa));
        assert_eq!(case.participants["acme"].fix, Some(Fix::Aware), "{command}");
        let kinds: Vec<_> = world.events(1).iter().rev().take(2).map(|e| e.fact.kind()).collect();
        assert_eq!(kinds, ["EmbargoTerminated", "VendorInformed"]);
    }
}

#[test]
fn a_proposal_is_off_the_table_once_the_vulnerability_is_public() {
    let world = World::run(
        SIGTECH,
        "t+0 report; t+1h propose-embargo ends=t+20d; t+2h record-public; t+3h propose-embargo ends=t+9d",
    );
    assert_eq!(world.case(1).embargo.state, Embargo::None);
    assert!(world.out.contains("[embargo-too-late]"), "{}", world.out);
}

#[test]
fn attacks_during_an_embargo_force_a_decision_that_is_recorded() {
    check_case(
        SIGTECH,
        "t+0 report; t+1h propose-embargo ends=t+20d; t+2h reporter> accept-embargo; t+3h message; \
         t+1d record-attack; t+1d show; t+1d revise-embargo ends=t+30d; t+2d keep-embargo; t+2d keep-embargo",
        expect![[r#"
            t+1d [R A VfdpxA] Attacks or a leak seen: decide whether the embargo stays
              reporter: Attacks or a leak were seen; the team decides about the embargo
              respond-severe #1 due t+1d: kept t+3h
            t+1d revise-embargo refused: [embargo-decision-owed] Attacks or a leak were seen while the embargo binds: the team decides first whether to keep it, shorten it or end it. Possible instead: keep-embargo, shorten-embargo, terminate-embargo. (Vultron rules between the machines)
            t+2d keep-embargo refused: [no-decision-owed] No decision on the embargo is owed: that is so once attacks or a leak are seen while it binds. (Vultron rules between the machines)
            t+2d [R A VfdpxA] Judge whether it is real
              reporter: The team is looking into it
              respond-severe #1 due t+1d: kept t+3h
        "#]],
    );
}

#[test]
fn limits_of_the_policy_bind_what_the_team_agrees_to() {
    check_case(
        WHOLE,
        "t+0 report; t+1h acknowledge; t+2h revise-embargo ends=t+91d; t+2h revise-embargo ends=t+2d; \
         t+3h reporter> revise-embargo ends=t+200d; t+4h accept-embargo; t+5h tick",
        expect![[r#"
            t+2h revise-embargo refused: [embargo-too-long] The policy accepts an embargo of 90 days at most, which is until 2027-01-31T09:00:00Z. Possible instead: revise-embargo. (the policy of the program)
            t+2h revise-embargo refused: [embargo-too-short] The policy asks for an embargo of 7 days at least, which is until 2026-11-09T09:00:00Z. Possible instead: revise-embargo. (the policy of the program)
            t+4h accept-embargo refused: [embargo-too-long] The policy accepts an embargo of 90 days at most, which is until 2027-01-31T09:00:00Z. Possible instead: revise-embargo, reject-embargo. (the policy of the program)
            t+5h [R R Vfdpxa] Judge whether it is real
              reporter: The team is looking into it
              acknowledge #1 due t+2d: kept t+1h
              evaluate #1 due t+7d: running (missing: evaluation, expected resolution date)
              decide #1 due t+14d: running
              update #1 due t+7d: kept t+1h
              update #2 due t+7d1h: running
        "#]],
    );
}

#[test]
fn limits_that_count_from_a_later_event_bind_once_it_has_come() {
    let source =
        WHOLE.replace("maximum = \"90 days\"", "from = \"accepted\"\nmaximum = \"40 days\"");
    let world = World::run(
        &source,
        "t+0 report; t+1h propose-embargo ends=t+60d; t+2h acknowledge; t+1d accept; \
         t+1d propose-embargo ends=t+42d; t+1d propose-embargo ends=t+40d",
    );
    assert_eq!(world.out.matches("[embargo-too-long]").count(), 1, "{}", world.out);
    assert!(world.out.contains("an embargo of 40 days at most"), "{}", world.out);
    assert!(world.out.contains("t+1d propose-embargo refused"), "{}", world.out);
}

#[test]
fn once_a_fix_is_ready_only_a_short_embargo_may_still_be_agreed() {
    check_case(
        SIGTECH,
        "t+0 report; t+1h accept; t+2h fix-ready; t+3h propose-embargo ends=t+30d; \
         t+3h propose-embargo ends=t+9d; t+4h fix-released mitigation=release; t+5h reporter> accept-embargo",
        expect![[r#"
            t+3h propose-embargo refused: [embargo-fix-ready] A fix is ready: only a short embargo may still be agreed, until 2026-11-16T12:00:00Z at most. Possible instead: fix-released. (Vultron rules between the machines)
            t+5h accept-embargo refused: [embargo-fix-deployed] The fix is released: no new embargo begins. Possible instead: reject-embargo. (Vultron rules between the machines)
            t+5h [A P VFDpxa] Fix released: publish the advisory
              reporter: A fix is released
              respond-severe #1 due t+1d: kept t+1h
        "#]],
    );
}

#[test]
fn a_case_rests_and_does_not_close_while_its_embargo_is_in_force() {
    check_case(
        WHOLE,
        "t+0 report; t+1d decline class=not-a-vulnerability entry=self-xss; t+2d close class=not-a-vulnerability; \
         t+2d show; t+31d close class=spam; t+31d close class=not-a-vulnerability",
        expect![[r#"
            t+2d close refused: [close-under-embargo] A case is not closed while its embargo is in force: wait for the end, or end it. Possible instead: terminate-embargo, message. (Vultron rules between the machines)
            t+2d [I A Vfdpxa] Declined: not a vulnerability, closes when the embargo ends
              reporter: Declined: not a vulnerability
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+7d: kept t+1d
              decide #1 due t+14d: kept t+1d
              update #1 due t+7d: kept t+1d
            t+31d close refused: [close-class] The reporter was told "Not a vulnerability": close it as that. Possible instead: accept, validate. (our rule)
            t+31d [C X Vfdpxa] Closed: not a vulnerability
              reporter: Closed: not a vulnerability
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+7d: kept t+1d
              decide #1 due t+14d: kept t+1d
              update #1 due t+7d: kept t+1d
        "#]],
    );
}

#[test]
fn who_may_end_an_embargo_is_as_the_policy_says() {
    let source =
        WHOLE.replace("maximum = \"90 days\"", "maximum = \"90 days\"\nended_by = [\"reporter\"]");
    let world = World::run(
        &source,
        "t+0 report; t+1d terminate-embargo; t+1d decline class=spam embargo=end; t+2d reporter> terminate-embargo",
    );
    assert_eq!(world.out.matches("[embargo-end-not-yours]").count(), 2, "{}", world.out);
    assert_eq!(world.case(1).embargo.state, Embargo::Exited);
}

#[test]
fn pol_6_a_list_that_keeps_a_secret_for_less_time_than_the_embargo_lasts_is_not_told_yet() {
    let policy = format!(
        "{WHOLE}\n[[disclosure.venue]]\nname = \"linux-distros\"\nmaximum = \"14 days\"\n[[disclosure.venue]]\nname = \"partners\"\n"
    );
    check_case(
        &policy,
        "t+0 report; t+1d accept; t+2d invite participant=linux-distros role=observer; t+2d invite participant=partners role=observer; \
         t+17d invite participant=linux-distros role=observer",
        expect![[r#"
            t+2d invite refused: [venue-limit] linux-distros keeps a secret for 14 days at most, which is until 2026-11-18T09:00:00Z, and the embargo lasts until 2026-12-02T09:00:00Z: agree on an earlier end first, or tell it later. Possible instead: revise-embargo, terminate-embargo. (the policy of the program)
            t+17d [A A Vfdpxa] Accepted: make a fix
              reporter: Accepted; the team works on a fix
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+7d: BROKEN by 10d (missing: expected resolution date)
              decide #1 due t+14d: kept t+1d
              update #1 due t+7d: kept t+1d
              update #2 due t+8d: BROKEN by 9d
              fix-critical #1 due t+8d: BROKEN by 9d
        "#]],
    );
    // Without a word on how long it keeps a secret, and without an embargo, there is nothing to exceed.
    let world = World::run(
        &policy.replace("preferred = \"30 days\"\n", ""),
        "t+0 report; t+1d accept; t+2d invite participant=linux-distros role=observer",
    );
    assert!(!world.out.contains("refused"), "{}", world.out);
}

#[test]
fn a_party_is_invited_only_from_accepted_and_sees_nothing_before_it_consents() {
    let world = World::run(
        WHOLE,
        "t+0 report; t+1d invite participant=acme role=vendor; t+2d accept; t+2d invite participant=acme role=vendor",
    );
    assert!(world.out.contains("[invite-needs-accepted]"), "{}", world.out);
    let case = world.case(1);
    assert_eq!(case.participants["acme"].consent, Consent::Invited);
    assert!(!case.may_see("acme"));
    assert!(!case.may_see("stranger"));
    assert!(case.may_see(TEAM) && case.may_see("reporter"));
}

#[test]
fn a_party_that_consents_takes_part_and_its_claims_only_go_forward() {
    check_case(
        WHOLE,
        "t+0 report; t+1d accept; t+1d invite participant=acme role=vendor; t+2d acme> consent participant=acme; \
         t+3d acme> record-status participant=acme fix=ready; \
         t+3d acme> record-status participant=acme report=accepted fix=ready; \
         t+4d acme> record-status participant=acme report=received; \
         t+4d acme> record-status participant=reporter report=closed; \
         t+5d record-status participant=acme fix=ready; t+6d tick",
        expect![[r#"
            t+3d record-status refused: [fix-needs-accepted] A vendor has a fix only for a report that it has accepted: record that too. (Vultron rules between the machines)
            t+4d record-status refused: [status-goes-back] That party already said "accepted": a later word only goes forward. (Vultron ADR-0067)
            t+4d record-status refused: [own-status] How far the team is follows from what it does, and is not claimed. (our rule)
            t+5d record-status refused: [nothing-new] Say something new: whether it is affected, how far it is with the report or the fix, or a statement. (our rule)
            t+6d [A A Vfdpxa] Accepted: make a fix
              reporter: Accepted; the team works on a fix
              acknowledge #1 due t+2d: kept t+1d
              evaluate #1 due t+7d: running (missing: expected resolution date)
              decide #1 due t+14d: kept t+1d
              update #1 due t+7d: kept t+1d
              update #2 due t+8d: running
              fix-critical #1 due t+8d: running
        "#]],
    );
}

#[test]
fn an_invitation_that_is_not_answered_is_a_no() {
    let world = World::run(
        WHOLE,
        "t+0 report; t+1d accept; t+1d invite participant=acme role=vendor hours=1; t+3d note; t+5d note",
    );
    let silence =
        world.events(1).iter().find(|event| event.fact.kind() == "ConsentDeclined").unwrap();
    assert_eq!(super::script::time_of(silence.happened), "t+4d", "at least 72 hours");
    assert!(matches!(silence.fact, Fact::ConsentDeclined { by_silence: true, .. }));
    assert_eq!(world.case(1).participants["acme"].consent, Consent::Declined);
}

#[test]
fn changed_terms_lapse_the_consent_of_those_who_did_not_take_part_in_the_change() {
    let world = World::run(
        WHOLE,
        "t+0 report; t+1d accept; t+1d invite participant=acme role=vendor; t+2d consent participant=acme; \
         t+3d revise-embargo ends=t+50d; t+4d reporter> accept-embargo",
    );
    let case = world.case(1);
    assert_eq!(case.participants[TEAM].consent, Consent::Signatory);
    assert_eq!(case.participants["reporter"].consent, Consent::Signatory);
    assert_eq!(case.participants["acme"].consent, Consent::Invited, "lapsed, then asked again");
    assert!(!case.may_see("acme"));
}

#[test]
fn the_end_of_an_embargo_resets_consent_and_shuts_nobody_out_who_was_in() {
    let world = World::run(
        WHOLE,
        "t+0 report; t+1d accept; t+1d invite participant=acme role=vendor; t+2d consent participant=acme; \
         t+3d terminate-embargo",
    );
    let case = world.case(1);
    assert!(case.participants.values().all(|party| party.consent == Consent::NoEmbargo));
    assert!(case.may_see("acme"));
}

#[test]
fn nobody_speaks_for_the_reporter() {
    let world = World::run(WHOLE, "t+0 report; t+1d consent participant=reporter; t+1d answer");
    assert!(world.out.contains("[not-invited]"), "{}", world.out);
    let spec = crate::CommandKind::Answer.spec().unwrap();
    assert_eq!(spec.givers, [Giver::Reporter]);
}

#[test]
fn embargo_terms_are_open_to_the_parties_and_notes_are_not() {
    let world = World::run(WHOLE, "t+0 report; t+1d note; t+1d terminate-embargo");
    let seen: Vec<_> = world.events(1).iter().map(|e| (e.fact.kind(), e.visibility)).collect();
    assert!(seen.contains(&("EmbargoTerminated", Visibility::Participants)));
    assert!(seen.contains(&("NoteTaken", Visibility::Team)));
}

#[test]
fn hints_follow_the_six_letters_and_the_embargo() {
    let hints = |script: &str| -> String {
        let case = World::run(WHOLE, script).case(1);
        next_hints(&case).iter().map(|hint| hint.pattern).collect::<Vec<_>>().join(" ")
    };
    expect!["Vfd... V..p.. ...pxa .fd.xa"].assert_eq(&hints("t+0 report"));
    expect!["VFd... VFdp.. V..p.. ...pxa"]
        .assert_eq(&hints("t+0 report; t+1h accept; t+2h fix-ready"));
    expect!["Vfd... ...P.. ....X. .....A VfdP.."]
        .assert_eq(&hints("t+0 report; t+1h accept; t+2h record-exploit; t+3h record-attack"));
    expect!["...P.. VFDP.."].assert_eq(&hints(
        "t+0 report; t+1h accept; t+1h fix-released mitigation=release; t+2h record-public",
    ));
    expect!["V..p.. ...pxa VFDp.."]
        .assert_eq(&hints("t+0 report; t+1h accept; t+1h fix-released mitigation=release"));
    expect![[r#""#]].assert_eq(&hints("t+0 report; t+1h decline class=spam embargo=end"));
}

#[test]
fn pol_6_an_embargo_is_not_made_longer_than_a_list_that_was_told_keeps_a_secret() {
    let short = WHOLE.replace("preferred = \"30 days\"", "preferred = \"8 days\"");
    let policy = format!(
        "{short}\n[[disclosure.venue]]\nname = \"linux-distros\"\nmaximum = \"14 days\"\n[[disclosure.venue]]\nname = \"partners\"\n"
    );
    let told = "t+0 report; t+1d accept; t+3d invite participant=linux-distros role=observer; t+3d invite participant=partners role=observer";
    let refused = |rest: &str| World::run(&policy, &format!("{told}; {rest}")).out;
    // Counted from when the list was told, fourteen days are over on the seventeenth.
    assert!(
        refused("t+4d revise-embargo ends=t+20d").contains("[venue-limit] linux-distros"),
        "too long"
    );
    assert!(
        !refused("t+4d revise-embargo ends=t+16d").contains("venue-limit"),
        "it keeps that long"
    );
    // What the reporter asks for is on the table; the team does not agree to it.
    let asked = refused("t+4d reporter> revise-embargo ends=t+20d; t+5d accept-embargo");
    assert_eq!(asked.matches("[venue-limit]").count(), 1, "{asked}");
    // A list that was taken off the case keeps nothing any more.
    let removed =
        refused("t+4d remove-party participant=linux-distros; t+5d revise-embargo ends=t+20d");
    assert!(!removed.contains("venue-limit"), "{removed}");
}

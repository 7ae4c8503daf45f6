//! The life of a proposal: two people, or a delay, and never one person alone at once.

use access::joint::{DELAY, JointAct, JointRefusal, OPEN_FOR, Phase, Proposal};
use clock::Instant;

use crate::matrix::user;

const NOW: Instant = Instant::from_second(1_790_000_000);

fn later(duration: core::time::Duration) -> Instant {
    NOW.checked_add(duration).unwrap_or(NOW)
}

fn proposed(others: usize) -> Proposal {
    Proposal::new(JointAct::EraseCase, user(1), others, DELAY, NOW)
}

#[test]
fn sec_5_nobody_agrees_to_their_own_proposal() {
    assert_eq!(proposed(1).agree(user(1), NOW), Err(JointRefusal::SamePerson));
    assert_eq!(proposed(1).agree(user(2), NOW), Ok(Phase::Agreed));
}

#[test]
fn sec_5_nothing_is_carried_out_that_nobody_agreed_to() {
    let refused = proposed(1).carry_out(JointAct::EraseCase, later(DELAY));
    assert_eq!(refused, Err(JointRefusal::NotNow(Phase::Waiting)));
}

#[test]
fn sec_5_where_nobody_else_may_agree_a_proposal_waits_its_delay_and_not_a_second_less() {
    let alone = proposed(0);
    let second = core::time::Duration::from_secs(1);
    assert_eq!(alone.phase_at(later(DELAY - second)), Phase::Waiting);
    assert_eq!(alone.phase_at(later(DELAY)), Phase::Agreed);
    assert_eq!(alone.carry_out(JointAct::EraseCase, later(DELAY)), Ok(Phase::Done));
}

#[test]
fn a_waiting_proposal_can_be_taken_back_until_it_is_done() {
    let alone = proposed(0);
    assert_eq!(alone.stop(user(1), later(DELAY)), Ok(Phase::Withdrawn));
    assert_eq!(alone.stop(user(2), NOW), Ok(Phase::Rejected));
    let done = Proposal { phase: Phase::Done, ..alone };
    assert_eq!(done.stop(user(1), NOW), Err(JointRefusal::NotNow(Phase::Done)));
}

#[test]
fn an_agreement_is_for_the_act_that_was_proposed_and_ends() {
    let agreed = Proposal { phase: Phase::Agreed, ..proposed(1) };
    assert_eq!(agreed.carry_out(JointAct::LiftHold, NOW), Err(JointRefusal::OtherAct));
    let late = agreed.carry_out(JointAct::EraseCase, later(OPEN_FOR));
    assert_eq!(late, Err(JointRefusal::NotNow(Phase::Expired)));
}

#[test]
fn every_act_has_a_name_of_its_own_that_leads_back_to_it() {
    for act in JointAct::ALL {
        assert_eq!(JointAct::from_name(act.name()), Some(act));
    }
    for phase in Phase::ALL {
        assert_eq!(Phase::from_name(phase.name()), Some(phase));
    }
}

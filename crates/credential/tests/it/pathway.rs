//! The table of the ways in.

use credential::lost::{Loss, losses_markdown};
use credential::pathway::{Pathway, Strength, Visitor, pathways_markdown};
use expect_test::expect_file;

// ASVS 6.1.3, 6.4.2
#[test]
fn sec_4_the_ways_in_are_documented_as_they_are() {
    expect_file!["../../../../docs/ways-in.md"].assert_eq(&pathways_markdown());
}

#[test]
fn sec_4_no_member_gets_in_with_one_factor() {
    for pathway in Pathway::ALL {
        let facts = pathway.facts();
        if facts.complete_for_staff {
            assert!(facts.strength >= Strength::TwoFactors, "{pathway:?}");
            assert_eq!(facts.visitor, Visitor::Staff, "{pathway:?}");
        }
        if pathway.lets_in(true) {
            assert_eq!(facts.strength, Strength::PhishingResistant, "{pathway:?}");
            assert!(pathway.lets_in(false));
        }
        if facts.steps_up {
            assert!(facts.strength >= Strength::TwoFactors, "{pathway:?}");
        }
    }
}

#[test]
fn every_way_stands_in_the_table_once() {
    let mut all = Pathway::ALL.to_vec();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 10);
}

#[test]
fn sec_4_what_follows_from_a_loss_is_documented_as_it_is() {
    expect_file!["../../../../docs/lost.md"].assert_eq(&losses_markdown());
    let mut all = Loss::ALL.to_vec();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), Loss::ALL.len());
}

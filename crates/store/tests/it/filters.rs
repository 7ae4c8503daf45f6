//! The list of cases shows what `access` lets somebody see, and nothing else: the statements of the queue
//! against the rules, for random grants over random cases.

use access::{CaseFacts, Grant, Principal, ReadQueue, Role, Scope, SeeCase, Stage, Target, decide};
use policy::id::CaseId;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use store::{Store, queue};
use testkit::both_databases;

use crate::support::*;

/// Cases 0 to 23: every third restricted, every fifth closed, the last four in another program.
const CASES: u64 = 24;

fn facts_of(number: u64) -> CaseFacts {
    CaseFacts {
        program: program_named(if number >= CASES - 4 { "other" } else { "acme" }),
        case: case(number),
        stage: if number.is_multiple_of(5) { Stage::Closed } else { Stage::Open },
        restricted: number.is_multiple_of(3),
    }
}

async fn fill(store: &Store) {
    for number in 0..CASES {
        let facts = facts_of(number);
        write(store, move |tx| {
            let facts = facts.clone();
            Box::pin(async move {
                let target = Target::Program(facts.program.clone());
                let proof = decide(&Principal::Anonymous, target).unwrap();
                let mut row = case_row(number);
                row.next_due_at =
                    number.is_multiple_of(2).then(|| at(7 - number.cast_signed() % 7));
                row.close_class = (facts.stage == Stage::Closed).then(|| "resolved".to_owned());
                store::case_file::open(tx, &proof, facts.case, &row).await?;
                if facts.restricted {
                    let owner = owner_of(facts.program.clone());
                    let proof = decide(&owner, Target::Case(facts.clone())).unwrap();
                    store::case_file::restrict(tx, &proof, true).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
        let (of, stored) = (facts_of(number), facts_of(number));
        let found = read(store, move |tx| {
            let of = of.clone();
            Box::pin(async move { store::case_file::facts(tx, &of.program, of.case).await })
        });
        assert_eq!(found.await, Some(stored));
    }
}

fn grants() -> impl Strategy<Value = Vec<Grant>> {
    let name = prop_oneof![3 => Just("acme"), 1 => Just("other")];
    let scope = prop_oneof![
        1 => Just(Scope::Instance),
        2 => name.clone().prop_map(|name| Scope::Program(program_named(name))),
        9 => (name, 0..CASES).prop_map(|(name, n)| Scope::Case(program_named(name), case(n))),
    ];
    let grant = (scope, proptest::sample::select(Role::ALL.to_vec()))
        .prop_map(|(scope, role)| Grant::of_role(scope, role));
    proptest::collection::vec(grant, 0..40)
}

async fn listed(store: &Store, who: &Principal) -> (Vec<CaseId>, u64) {
    let proofs: Vec<_> = ["acme", "other"]
        .into_iter()
        .filter_map(|name| decide::<ReadQueue>(who, Target::Program(program_named(name))).ok())
        .collect();
    read(store, move |tx| {
        let proofs = proofs.clone();
        Box::pin(async move {
            let mut found = Vec::new();
            let mut after = None;
            // Small pages, so that what is named and what is not meet across their edges.
            loop {
                let page = queue::open_across(tx, &proofs, after, 5).await?;
                let Some(last) = page.last() else { break };
                after = Some(queue::After { at: last.next_due_at, case_id: last.case_id });
                found.extend(page.iter().map(|row| row.case_id));
            }
            let mut after = None;
            loop {
                let page = queue::closed_across(tx, &proofs, after, 2).await?;
                let Some(last) = page.last() else { break };
                after = Some(queue::After { at: Some(last.last_recorded), case_id: last.case_id });
                found.extend(page.iter().map(|row| row.case_id));
            }
            let mut open = 0;
            for proof in &proofs {
                open += queue::count_open(tx, proof).await?.counted;
            }
            Ok((found, open))
        })
    })
    .await
}

// ASVS 8.2.2, 8.3.1
#[test]
fn sec_5_the_list_shows_exactly_the_cases_that_decide_lets_somebody_see() {
    both_databases(|store| async move {
        fill(&store).await;
        let mut runner = TestRunner::deterministic();
        for _ in 0..Config::default().cases {
            let held = grants().new_tree(&mut runner).unwrap().current();
            let who = Principal::member(user(1), held);
            let seen: Vec<u64> = (0..CASES)
                .filter(|n| decide::<SeeCase>(&who, Target::Case(facts_of(*n))).is_ok())
                .collect();
            let (mut found, open) = listed(&store, &who).await;
            let shown = found.len();
            found.sort_unstable();
            found.dedup();
            assert_eq!(found.len(), shown, "a case is listed twice for {who:?}");
            assert_eq!(found, seen.iter().map(|n| case(*n)).collect::<Vec<_>>(), "{who:?}");
            let expected = seen.iter().filter(|n| facts_of(**n).stage == Stage::Open).count();
            assert_eq!(usize::try_from(open).unwrap(), expected, "the count for {who:?}");
        }
    });
}

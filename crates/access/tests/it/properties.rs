//! What must hold for every set of grants.

use access::{
    Breadth, CaseFacts, Denied, Grant, Level, PermissionKind, Permissions, Principal, ReadCase,
    ReadMailbox, ReadQueue, Role, Scope, Stage, Target, TokenScope, Verdict, decide, judge,
};
use policy::id::ProgramId;
use proptest::prelude::*;

use crate::matrix::{case, facts, program, user};

fn scope() -> impl Strategy<Value = Scope> {
    let name = prop_oneof![Just("ours"), Just("theirs")];
    prop_oneof![
        1 => Just(Scope::Instance),
        3 => name.clone().prop_map(|name| Scope::Program(program(name))),
        3 => (name, 0_u8..4).prop_map(|(name, number)| Scope::Case(program(name), case(number))),
    ]
}

fn grant() -> impl Strategy<Value = Grant> {
    let role = (scope(), proptest::sample::select(Role::ALL.to_vec()))
        .prop_map(|(scope, role)| Grant::of_role(scope, role));
    let kinds = proptest::sample::subsequence(PermissionKind::ALL.to_vec(), 0..8);
    let set =
        (scope(), kinds).prop_map(|(scope, kinds)| Grant::of_set(scope, Permissions::of(&kinds)));
    prop_oneof![3 => role, 1 => set]
}

fn grants() -> impl Strategy<Value = Vec<Grant>> {
    proptest::collection::vec(grant(), 0..6)
}

fn target() -> impl Strategy<Value = Target> {
    let name = prop_oneof![Just("ours"), Just("theirs")];
    let stage = proptest::sample::select(Stage::ALL.to_vec());
    prop_oneof![
        1 => Just(Target::Instance),
        2 => name.clone().prop_map(|name| Target::Program(program(name))),
        5 => (name, 0_u8..4, stage, any::<bool>()).prop_map(|(name, number, stage, restricted)| {
            Target::Case(CaseFacts { program: program(name), case: case(number), stage, restricted })
        }),
    ]
}

fn kind() -> impl Strategy<Value = PermissionKind> {
    proptest::sample::select(PermissionKind::ALL.to_vec())
}

fn token_parts() -> impl Strategy<Value = Vec<(PermissionKind, Option<ProgramId>)>> {
    let program =
        prop_oneof![Just(None), Just(Some(program("ours"))), Just(Some(program("theirs")))];
    proptest::collection::vec((kind(), program), 0..6)
}

fn holder(grants: &[Grant]) -> Principal {
    Principal::member(user(1), grants.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn sec_5_fewer_grants_never_allow_more(grants in grants(), dropped in 0_usize..6, kind in kind(), target in target()) {
        let all = judge(kind, &holder(&grants), &target);
        let mut fewer = grants.clone();
        if dropped < fewer.len() { fewer.remove(dropped); }
        let less = judge(kind, &holder(&fewer), &target);
        prop_assert!(less <= all, "{less:?} with fewer, {all:?} with all");
    }

    // ASVS 8.3.2
    #[test]
    fn sec_4_sec_5_a_token_does_nothing_that_its_account_may_not_or_its_scope_does_not_name(
        grants in grants(), parts in token_parts(), kind in kind(), target in target(),
    ) {
        let narrowed = TokenScope::new(parts.clone()).narrow(&grants);
        let of_token = judge(kind, &holder(&narrowed), &target);
        let of_account = judge(kind, &holder(&grants), &target);
        prop_assert!(of_token <= of_account, "{of_token:?} by token, {of_account:?} by the account");
        let here = |program: &Option<ProgramId>| program.is_none() || program.as_ref() == target.program();
        let is_named = parts.iter().any(|(named, program)| {
            here(program) && (*named == kind || (kind == PermissionKind::SeeCase && named.is_for_a_case()))
        });
        let is_grantable = kind.level() == Level::Case || PermissionKind::may_be_in_a_token(kind);
        if is_grantable && !is_named {
            prop_assert!(of_token < Verdict::Allowed, "{kind:?} is not in the scope");
        }
        if is_named && PermissionKind::may_be_in_a_token(kind) && kind != PermissionKind::RestrictCase
            && !matches!(&target, Target::Case(facts) if facts.restricted)
        {
            prop_assert_eq!(of_token == Verdict::Allowed, of_account == Verdict::Allowed);
        }
        for kind in [PermissionKind::ManageMembers, PermissionKind::SwitchMode, PermissionKind::AdministerInstance] {
            prop_assert!(judge(kind, &holder(&narrowed), &target) < Verdict::Allowed);
        }
    }

    // ASVS 8.2.2
    #[test]
    fn sec_5_a_restriction_never_allows_more(grants in grants(), kind in kind(), number in 0_u8..4, stage in proptest::sample::select(Stage::ALL.to_vec())) {
        let at = |restricted| Target::Case(CaseFacts { case: case(number), ..facts(stage, restricted) });
        prop_assert!(judge(kind, &holder(&grants), &at(true)) <= judge(kind, &holder(&grants), &at(false)));
    }

    #[test]
    fn sec_5_a_restricted_case_is_read_by_those_named_on_it_only(grants in grants(), kind in kind()) {
        let target = Target::Case(facts(Stage::Open, true));
        let named: Vec<Grant> = grants.iter().filter(|grant| {
            matches!(grant.scope(), Scope::Case(held, on) if *held == program("ours") && *on == case(1))
        }).cloned().collect();
        let keeps_order = matches!(kind, PermissionKind::SeeCase | PermissionKind::RestrictCase);
        if kind.is_for_a_case() && !keeps_order {
            let allowed = |grants: &[Grant]| judge(kind, &holder(grants), &target) == Verdict::Allowed;
            prop_assert_eq!(allowed(&grants), allowed(&named));
        }
    }

    // ASVS 8.4.1
    #[test]
    fn sec_5_what_is_held_in_one_program_gives_nothing_in_another(grants in grants(), kind in kind(), number in 0_u8..4, restricted: bool) {
        let elsewhere: Vec<Grant> = grants.iter().filter(|grant| {
            grant.scope().program().is_some_and(|held| *held == program("theirs"))
        }).cloned().collect();
        let here = CaseFacts { case: case(number), ..facts(Stage::Open, restricted) };
        for target in [Target::Program(program("ours")), Target::Case(here)] {
            prop_assert_eq!(judge(kind, &holder(&elsewhere), &target), judge(kind, &holder(&[]), &target));
        }
    }

    #[test]
    fn sec_5_nothing_is_refused_openly_that_may_not_be_known(grants in grants(), kind in kind(), target in target()) {
        // Whoever is told "no" about a case sees it in the list; whoever is told "not there" does not.
        if let Target::Case(facts) = &target {
            let sees = judge(PermissionKind::SeeCase, &holder(&grants), &target) == Verdict::Allowed;
            match judge(kind, &holder(&grants), &target) {
                Verdict::Forbidden => prop_assert!(sees),
                Verdict::Hidden => prop_assert!(!sees),
                Verdict::Allowed => {}
            }
            let listed = decide::<ReadQueue>(&holder(&grants), Target::Program(facts.program.clone()))
                .is_ok_and(|proof| {
                    let reach = proof.reach();
                    reach.named.contains(&facts.case)
                        || reach.breadth == Breadth::All
                        || (reach.breadth == Breadth::Unrestricted && !facts.restricted)
                });
            prop_assert_eq!(listed, sees);
        }
    }

    // ASVS 8.2.2
    #[test]
    fn sec_5_a_receipt_opens_its_own_case_and_no_other(mine in 0_u8..4, asked in 0_u8..4, elsewhere: bool) {
        let reporter = Principal::Reporter { program: program("ours"), case: case(mine) };
        let asked_in = if elsewhere { "theirs" } else { "ours" };
        let proof = decide::<ReadMailbox>(&reporter, Target::Mailbox(program(asked_in), case(asked)));
        prop_assert_eq!(proof.is_ok(), mine == asked && !elsewhere);
    }

    #[test]
    fn sec_5_a_set_never_holds_what_makes_owners(kinds in proptest::sample::subsequence(PermissionKind::ALL.to_vec(), 0..PermissionKind::ALL.len()), scope in scope()) {
        let held = Grant::of_set(scope, Permissions::of(&kinds)).permissions();
        for kind in [PermissionKind::ManageMembers, PermissionKind::SwitchMode, PermissionKind::AdministerInstance, PermissionKind::RunJobs, PermissionKind::AppendLedger] {
            prop_assert!(!held.holds(kind));
        }
    }
}

#[test]
fn a_more_powerful_role_holds_all_that_a_lesser_one_does() {
    for pair in [
        (Role::Owner, Role::Manager),
        (Role::Manager, Role::Analyst),
        (Role::Analyst, Role::AdvisoryEditor),
        (Role::Analyst, Role::Developer),
        (Role::Analyst, Role::Auditor),
        (Role::Auditor, Role::Observer),
    ] {
        assert!(pair.0.permissions().covers(pair.1.permissions()), "{pair:?}");
    }
}

#[test]
fn sec_5_a_case_that_is_hidden_and_one_that_is_not_there_are_refused_in_the_same_words() {
    let words = |denied: Result<_, Denied>| {
        denied.map(|_: access::Authorized<ReadCase>| ()).unwrap_err().to_string()
    };
    let anyone = &Principal::Anonymous;
    let existing = decide::<ReadCase>(anyone, Target::Case(facts(Stage::Open, false)));
    let elsewhere = CaseFacts { program: program("never"), ..facts(Stage::Open, true) };
    assert_eq!(words(existing), words(decide::<ReadCase>(anyone, Target::Case(elsewhere))));
}

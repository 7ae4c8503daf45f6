//! The permission table as one screen of text, and the properties it must have.
//!
//! `matrix.txt` is reviewed by people: a change of a rule shows as a change of a cell.

use access::{Denied, PermissionKind, Principal, ReadCase, ReadMailbox, Role, Target, decide};
use policy::id::{CaseId, ProgramId, UserId};
use proptest::prelude::*;

#[expect(clippy::expect_used, reason = "a name written in this file")]
fn program(name: &str) -> ProgramId {
    name.parse().expect("a program id")
}

fn case(number: u8) -> CaseId {
    CaseId::from_bytes([number; 16])
}

fn member(role: Option<Role>, administrator: bool) -> Principal {
    Principal::Member {
        user: UserId::from_bytes([9; 16]),
        roles: role.into_iter().map(|role| (program("ours"), role)).collect(),
        administrator,
    }
}

fn principals() -> Vec<(&'static str, Principal)> {
    vec![
        ("anyone", Principal::Anonymous),
        ("reporter", Principal::Reporter { program: program("ours"), case: case(1) }),
        ("observer", member(Some(Role::Observer), false)),
        ("analyst", member(Some(Role::Analyst), false)),
        ("owner", member(Some(Role::Owner), false)),
        ("stranger", member(None, false)),
        ("admin", member(None, true)),
        ("system", Principal::System),
    ]
}

fn matrix() -> String {
    let targets = [
        ("instance", Target::Instance),
        ("program", Target::Program(program("ours"))),
        ("case", Target::Case(program("ours"), case(1))),
        ("other program", Target::Program(program("theirs"))),
        ("other case", Target::Case(program("ours"), case(2))),
        ("case elsewhere", Target::Case(program("theirs"), case(3))),
    ];
    let mut text = format!("{:<20}{:<16}", "permission", "target");
    for (name, _) in principals() {
        text.push_str(&format!("{name:<10}"));
    }
    text.push('\n');
    for kind in PermissionKind::ALL {
        for (target_name, target) in &targets {
            if kind.is_for_a_case() != target.case().is_some() {
                continue;
            }
            let mut row = format!("{:<20}{target_name:<16}", kind.name());
            for (_, principal) in principals() {
                row.push_str(if kind.allows(&principal, target) {
                    "yes       "
                } else {
                    ".         "
                });
            }
            text.push_str(row.trim_end());
            text.push('\n');
        }
    }
    text
}

// ASVS 8.2.1
#[test]
fn sec_5_sec_13_the_permission_table_is_the_reviewed_one() {
    expect_test::expect_file!["../matrix.txt"].assert_eq(&matrix());
}

#[test]
fn sec_13_an_administrator_opens_no_case() {
    for kind in PermissionKind::ALL.iter().filter(|kind| kind.is_for_a_case()) {
        let target = Target::Case(program("ours"), case(1));
        assert!(!kind.allows(&member(None, true), &target), "{}", kind.name());
    }
}

#[test]
fn a_denial_says_nothing_about_what_exists() {
    let existing =
        decide::<ReadCase>(&Principal::Anonymous, Target::Case(program("ours"), case(1)));
    let absent = decide::<ReadCase>(&Principal::Anonymous, Target::Case(program("never"), case(7)));
    let words = |denied: Result<_, Denied>| {
        denied.map(|_: access::Authorized<ReadCase>| ()).unwrap_err().to_string()
    };
    assert_eq!(words(existing), words(absent));
}

proptest! {
    // ASVS 8.2.2
    #[test]
    fn sec_5_a_receipt_opens_its_own_case_and_no_other(mine in 0_u8..4, asked in 0_u8..4, elsewhere: bool) {
        let reporter = Principal::Reporter { program: program("ours"), case: case(mine) };
        let asked_in = if elsewhere { "theirs" } else { "ours" };
        let proof = decide::<ReadMailbox>(&reporter, Target::Case(program(asked_in), case(asked)));
        prop_assert_eq!(proof.is_ok(), mine == asked && !elsewhere);
    }

    // ASVS 8.4.1
    #[test]
    fn sec_5_a_role_gives_nothing_in_another_program(row in 0..PermissionKind::ALL.len(), role in 0_usize..3) {
        let kind = PermissionKind::ALL[row];
        let with_role = member(Some(Role::ALL[role]), false);
        let without = member(None, false);
        for target in [Target::Program(program("theirs")), Target::Case(program("theirs"), case(1))] {
            prop_assert_eq!(kind.allows(&with_role, &target), kind.allows(&without, &target));
        }
    }

    #[test]
    fn a_more_powerful_role_may_do_all_that_a_lesser_one_may(row in 0..PermissionKind::ALL.len(), on_case: bool) {
        let kind = PermissionKind::ALL[row];
        let target = if on_case { Target::Case(program("ours"), case(1)) } else { Target::Program(program("ours")) };
        for pair in Role::ALL.windows(2) {
            if kind.allows(&member(Some(pair[1]), false), &target) {
                prop_assert!(kind.allows(&member(Some(pair[0]), false), &target));
            }
        }
    }
}

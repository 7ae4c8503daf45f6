//! The permission matrix: every role against every action at every stage of a case, as a document that
//! people review. A change of a rule shows as a change of a cell.

use access::{
    CaseFacts, Grant, Level, PermissionKind, Principal, Role, Scope, Stage, Standing, Target,
    Verdict, judge,
};
use policy::id::{CaseId, ProgramId, UserId};

pub(crate) fn program(name: &str) -> ProgramId {
    name.parse().unwrap()
}

pub(crate) fn case(number: u8) -> CaseId {
    CaseId::from_bytes([number; 16])
}

pub(crate) fn user(number: u8) -> UserId {
    UserId::from_bytes([number; 16])
}

pub(crate) fn facts(stage: Stage, restricted: bool) -> CaseFacts {
    CaseFacts { program: program("ours"), case: case(1), stage, restricted }
}

fn member(standing: Standing, administrator: bool, grants: Vec<Grant>) -> Principal {
    Principal::Member { user: user(9), standing, grants: grants.into(), administrator }
}

pub(crate) fn holds(scope: Scope, role: Role) -> Principal {
    member(Standing::Confirmed, false, vec![Grant::of_role(scope, role)])
}

fn in_program(role: Role) -> Principal {
    holds(Scope::Program(program("ours")), role)
}

fn on_the_case(role: Role) -> Principal {
    holds(Scope::Case(program("ours"), case(1)), role)
}

/// Everybody, with a short name for the column.
fn principals() -> Vec<(&'static str, Principal)> {
    let mut all = vec![
        ("anyone", Principal::Anonymous),
        ("reporter", Principal::Reporter { program: program("ours"), case: case(1) }),
    ];
    for (name, role) in [
        ("owner", Role::Owner),
        ("manager", Role::Manager),
        ("analyst", Role::Analyst),
        ("editor", Role::AdvisoryEditor),
        ("developer", Role::Developer),
        ("auditor", Role::Auditor),
        ("observer", Role::Observer),
    ] {
        all.push((name, in_program(role)));
    }
    let owner_elsewhere = Grant::of_role(Scope::Program(program("theirs")), Role::Owner);
    let owner_here = Grant::of_role(Scope::Program(program("ours")), Role::Owner);
    all.extend([
        ("named analyst", on_the_case(Role::Analyst)),
        ("named developer", on_the_case(Role::Developer)),
        ("guest", on_the_case(Role::Guest)),
        ("party", Principal::party(program("ours"), case(1), true)),
        ("invited party", Principal::party(program("ours"), case(1), false)),
        ("instance auditor", holds(Scope::Instance, Role::Auditor)),
        ("owner elsewhere", member(Standing::Confirmed, false, vec![owner_elsewhere])),
        ("administrator", member(Standing::Confirmed, true, Vec::new())),
        ("invited owner", member(Standing::Invited, true, vec![owner_here.clone()])),
        ("disabled owner", member(Standing::Disabled, true, vec![owner_here])),
        ("system", Principal::System),
    ]);
    all
}

fn cell(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allowed => "allow",
        Verdict::Forbidden => "403",
        Verdict::Hidden => "404",
    }
}

fn targets(level: Level) -> Vec<(&'static str, Target)> {
    match level {
        Level::Instance => vec![("the instance", Target::Instance)],
        Level::Program => vec![
            ("the program", Target::Program(program("ours"))),
            ("another program", Target::Program(program("theirs"))),
        ],
        Level::Case => vec![
            ("open", Target::Case(facts(Stage::Open, false))),
            ("closed", Target::Case(facts(Stage::Closed, false))),
            ("erased", Target::Case(facts(Stage::Erased, false))),
            ("restricted", Target::Case(facts(Stage::Open, true))),
            (
                "another case",
                Target::Case(CaseFacts { case: case(2), ..facts(Stage::Open, false) }),
            ),
            (
                "another case, restricted",
                Target::Case(CaseFacts { case: case(2), ..facts(Stage::Open, true) }),
            ),
        ],
        Level::Mailbox => vec![
            ("own", Target::Mailbox(program("ours"), case(1))),
            ("another's", Target::Mailbox(program("ours"), case(2))),
        ],
    }
}

fn document() -> String {
    let everybody = principals();
    let mut text = "# Who may do what\n\n\
        Generated from the rules by `cargo xtask gen`; a cell that differs from the code fails the tests.\n\n\
        **allow**: it is done. **403**: refused to somebody who may know that the thing exists. **404**: the same\n\
        answer as for something that does not exist. (A page asks somebody who is not signed in to sign in.)\n\n\
        ## Roles\n\n| role | what it is for | holds |\n| --- | --- | --- |\n"
        .to_owned();
    for role in Role::ALL {
        let held: Vec<String> =
            role.permissions().iter().map(|kind| format!("`{}`", kind.name())).collect();
        text.push_str(&format!(
            "| {} (`{}`) | {} | {} |\n",
            role.label(),
            role.name(),
            role.help(),
            held.join(", ")
        ));
    }
    text.push_str(
        "\nA role is held in a program or on one case; auditors and observers also on the instance. A guest is \
         held on a case only, an owner in a program only. An instance may make sets of its own from: ",
    );
    let own: Vec<String> = PermissionKind::ALL
        .iter()
        .filter(|kind| kind.may_be_in_a_set())
        .map(|kind| format!("`{}`", kind.name()))
        .collect();
    text.push_str(&own.join(", "));
    text.push_str(".\n\n## Table\n\n\"Named\" holds the role on the one case; \"restricted\" is a case closed to all who are not named on it.\n\n");
    text.push_str("| action | on |");
    for (name, _) in &everybody {
        text.push_str(&format!(" {name} |"));
    }
    text.push_str("\n| --- | --- |");
    text.push_str(&" --- |".repeat(everybody.len()));
    text.push('\n');
    for kind in PermissionKind::ALL {
        for (on, target) in targets(kind.level()) {
            text.push_str(&format!("| `{}` | {on} |", kind.name()));
            for (_, principal) in &everybody {
                text.push_str(&format!(" {} |", cell(judge(*kind, principal, &target))));
            }
            text.push('\n');
        }
    }
    text
}

// ASVS 8.1.1, 8.2.1, 8.3.3
#[test]
fn sec_5_sec_13_the_permission_matrix_is_the_reviewed_one() {
    expect_test::expect_file!["../../../../docs/permissions.md"].assert_eq(&document());
}

#[test]
fn sec_13_an_administrator_opens_no_case() {
    let administrator = member(Standing::Confirmed, true, Vec::new());
    for kind in PermissionKind::ALL.iter().filter(|kind| kind.is_for_a_case()) {
        for (_, target) in targets(Level::Case) {
            assert_eq!(judge(*kind, &administrator, &target), Verdict::Hidden, "{}", kind.name());
        }
    }
}

#[test]
fn sec_5_an_unconfirmed_member_does_nothing_that_anyone_may_not() {
    let owner = Grant::of_role(Scope::Program(program("ours")), Role::Owner);
    for standing in [Standing::Invited, Standing::Disabled] {
        let invited = member(standing, true, vec![owner.clone()]);
        for kind in PermissionKind::ALL {
            for (_, target) in targets(kind.level()) {
                let anyone = judge(*kind, &Principal::Anonymous, &target);
                assert_eq!(judge(*kind, &invited, &target), anyone, "{}", kind.name());
            }
        }
    }
}

#[test]
fn sec_5_a_manager_s_role_is_asked_for_each_act_and_gives_no_members() {
    let manager = in_program(Role::Manager);
    let here = Target::Program(program("ours"));
    for kind in [PermissionKind::ManageMembers, PermissionKind::SwitchMode] {
        assert_eq!(judge(kind, &manager, &here), Verdict::Forbidden, "{}", kind.name());
    }
}

// ASVS 8.2.2
#[test]
fn sec_5_a_party_that_has_not_agreed_may_answer_and_nothing_else() {
    let invited = Principal::party(program("ours"), case(1), false);
    for kind in PermissionKind::ALL {
        for (name, target) in targets(kind.level()) {
            let anyone = judge(*kind, &Principal::Anonymous, &target);
            let answers =
                *kind == PermissionKind::AnswerInvitation && matches!(name, "open" | "restricted");
            let expected = if answers { Verdict::Allowed } else { anyone };
            assert_eq!(judge(*kind, &invited, &target), expected, "{} on {name}", kind.name());
        }
    }
}

#[test]
fn sec_13_the_matrix_shows_each_answer_for_each_level_that_has_it() {
    for level in [Level::Program, Level::Case] {
        let mut seen = std::collections::BTreeSet::new();
        for kind in PermissionKind::ALL.iter().filter(|kind| kind.level() == level) {
            for (_, target) in targets(level) {
                seen.extend(principals().iter().map(|(_, who)| judge(*kind, who, &target)));
            }
        }
        assert_eq!(seen.len(), 3, "{level:?}");
    }
}

//! `access::judge` and Cedar give the same answer to every question.

use access::{
    CaseFacts, Grant, PermissionKind, Permissions, Principal, Role, Scope, Stage, Standing, Target,
    Verdict, judge,
};
use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request};
use policy::id::{CaseId, ProgramId, UserId};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A grant as it is stored: what the instance wrote down, before `access` takes out what may not be held.
#[derive(Debug, Clone)]
enum Stored {
    Role(Scope, Role),
    Set(Scope, Vec<PermissionKind>),
}

impl Stored {
    fn grant(&self) -> Grant {
        match self {
            Self::Role(scope, role) => Grant::of_role(scope.clone(), *role),
            Self::Set(scope, kinds) => Grant::of_set(scope.clone(), Permissions::of(kinds)),
        }
    }
}

/// Who asks, as both sides understand it.
#[derive(Debug, Clone)]
enum Asking {
    Anyone,
    Reporter(ProgramId, CaseId),
    Party { program: ProgramId, case: CaseId, agreed: bool },
    System,
    Member { standing: Standing, administrator: bool, grants: Vec<Stored> },
}

impl Asking {
    fn principal(&self) -> Principal {
        match self {
            Self::Anyone => Principal::Anonymous,
            Self::Reporter(program, case) => {
                Principal::Reporter { program: program.clone(), case: *case }
            }
            Self::Party { program, case, agreed } => {
                Principal::party(program.clone(), *case, *agreed)
            }
            Self::System => Principal::System,
            Self::Member { standing, administrator, grants } => Principal::Member {
                user: UserId::from_bytes([9; 16]),
                standing: *standing,
                grants: grants.iter().map(Stored::grant).collect(),
                administrator: *administrator,
            },
        }
    }
}

fn uid(kind: &str, id: &str) -> Value {
    json!({ "type": kind, "id": id })
}

fn link(kind: &str, id: &str) -> Value {
    json!({ "__entity": uid(kind, id) })
}

fn place(program: &ProgramId, case: CaseId) -> String {
    format!("{program}/{case}")
}

fn entity(kind: &str, id: &str, attributes: Value) -> Value {
    json!({ "uid": uid(kind, id), "attrs": attributes, "parents": [] })
}

/// What Cedar is told: the file of roles and actions, and this question.
struct Question {
    entities: Vec<Value>,
    principals: Vec<Value>,
    resource: Value,
}

fn question(asking: &Asking, target: &Target) -> Question {
    let mut entities: Vec<Value> = serde_json::from_str(include_str!("../access.json")).unwrap();
    let may_of: Vec<Value> = Role::ALL
        .iter()
        .map(|role| {
            let stands = entities.iter().find(|entity| entity["uid"] == uid("Role", role.name()));
            stands.expect("every role stands in access.json")["attrs"]["may"].clone()
        })
        .collect();
    let mut add = |value: Value| {
        let all = &mut entities;
        if !all.iter().any(|known: &Value| known["uid"] == value["uid"]) {
            all.push(value);
        }
    };
    let resource = match target {
        Target::Instance => {
            add(entity("Instance", "here", json!({})));
            uid("Instance", "here")
        }
        Target::Program(program) => {
            add(entity("Program", program.as_str(), json!({})));
            uid("Program", program.as_str())
        }
        Target::Case(facts) => {
            let id = place(&facts.program, facts.case);
            add(entity(
                "Case",
                &id,
                json!({ "program": link("Program", facts.program.as_str()), "restricted": facts.restricted,
                    "stage": facts.stage.name() }),
            ));
            uid("Case", &id)
        }
        Target::Mailbox(program, case) => {
            let id = place(program, *case);
            add(entity("Mailbox", &id, json!({})));
            uid("Mailbox", &id)
        }
    };
    let mut principals = Vec::new();
    match asking {
        Asking::Anyone => {
            add(entity("Anyone", "anyone", json!({})));
            principals.push(uid("Anyone", "anyone"));
        }
        Asking::System => {
            add(entity("System", "system", json!({})));
            principals.push(uid("System", "system"));
        }
        Asking::Reporter(program, case) => {
            add(entity("Reporter", "r", json!({ "of": link("Mailbox", &place(program, *case)) })));
            principals.push(uid("Reporter", "r"));
        }
        Asking::Party { program, case, agreed } => {
            let may = match agreed {
                true => {
                    let guest = Role::ALL.iter().position(|known| *known == Role::Guest);
                    may_of[guest.expect("a guest is one of all")].clone()
                }
                false => json!([link("Action", "answer-invitation")]),
            };
            let on = place(program, *case);
            add(entity(
                "Case",
                &on,
                json!({ "program": link("Program", program.as_str()),
                "restricted": false, "stage": "open" }),
            ));
            add(entity("Party", "p", json!({ "may": may, "on": link("Case", &on) })));
            principals.push(uid("Party", "p"));
        }
        Asking::Member { standing, administrator, grants } => {
            let confirmed = *standing == Standing::Confirmed;
            let word = if confirmed { "confirmed" } else { "not" };
            add(entity("Member", "m", json!({ "standing": word, "administrator": administrator })));
            principals.push(uid("Member", "m"));
            for (number, stored) in grants.iter().enumerate().filter(|_| confirmed) {
                let id = number.to_string();
                let (scope, kind, role) = match stored {
                    Stored::Role(scope, role) => (scope, "role", role.name()),
                    Stored::Set(scope, _) => (scope, "set", ""),
                };
                let mut attributes = json!({ "kind": kind, "role": role });
                match scope {
                    Scope::Instance => attributes["scope"] = json!("instance"),
                    Scope::Program(program) => {
                        attributes["scope"] = json!("program");
                        attributes["on"] = link("Program", program.as_str());
                    }
                    Scope::Case(program, case) => {
                        let id = place(program, *case);
                        attributes["scope"] = json!("case");
                        attributes["on"] = link("Case", &id);
                        // Only its program is asked for, unless it is the target, which is there already.
                        add(entity(
                            "Case",
                            &id,
                            json!({ "program": link("Program", program.as_str()),
                            "restricted": false, "stage": "open" }),
                        ));
                    }
                }
                let may = match stored {
                    Stored::Role(_, role) => {
                        let place = Role::ALL.iter().position(|known| known == role);
                        may_of[place.expect("a role is one of all")].clone()
                    }
                    Stored::Set(_, kinds) => {
                        kinds.iter().map(|kind| link("Action", kind.name())).collect()
                    }
                };
                attributes["may"] = may;
                add(entity("Grant", &id, attributes));
                principals.push(uid("Grant", &id));
            }
        }
    }
    Question { entities, principals, resource }
}

fn read_uid(value: &Value) -> EntityUid {
    EntityUid::from_json(value.clone()).unwrap()
}

/// Cedar's three answers, one for each of these permissions.
fn cedar(
    policies: &PolicySet,
    asking: &Asking,
    kinds: &[PermissionKind],
    target: &Target,
) -> Vec<Verdict> {
    let Question { entities, principals, resource } = question(asking, target);
    let entities = Entities::from_json_value(Value::Array(entities), None).unwrap();
    let principals: Vec<EntityUid> = principals.iter().map(read_uid).collect();
    let resource = read_uid(&resource);
    let allowed = |action: &str| {
        let action = read_uid(&uid("Action", action));
        principals.iter().any(|principal| {
            let (principal, action, resource) =
                (principal.clone(), action.clone(), resource.clone());
            let request =
                Request::new(principal, action, resource, Context::empty(), None).unwrap();
            let answer = Authorizer::new().is_authorized(&request, policies, &entities);
            let errors: Vec<_> = answer.diagnostics().errors().map(ToString::to_string).collect();
            assert!(errors.is_empty(), "{errors:?}");
            answer.decision() == Decision::Allow
        })
    };
    let may_know = match target {
        Target::Case(_) => allowed("see-case"),
        _ => allowed("may-know"),
    };
    kinds
        .iter()
        .map(|kind| match (allowed(kind.name()), may_know) {
            (true, _) => Verdict::Allowed,
            (false, true) => Verdict::Forbidden,
            (false, false) => Verdict::Hidden,
        })
        .collect()
}

fn program(name: &str) -> ProgramId {
    name.parse().unwrap()
}

fn case(number: u8) -> CaseId {
    CaseId::from_bytes([number; 16])
}

fn programs() -> impl Strategy<Value = ProgramId> {
    prop_oneof![Just("ours"), Just("theirs")].prop_map(program)
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        1 => Just(Scope::Instance),
        3 => programs().prop_map(Scope::Program),
        3 => (programs(), 0_u8..2).prop_map(|(program, number)| Scope::Case(program, case(number))),
    ]
}

fn stored() -> impl Strategy<Value = Stored> {
    let kinds = proptest::sample::subsequence(PermissionKind::ALL.to_vec(), 0..8);
    prop_oneof![
        3 => (scope(), proptest::sample::select(Role::ALL.to_vec()))
            .prop_map(|(scope, role)| Stored::Role(scope, role)),
        2 => (scope(), kinds).prop_map(|(scope, kinds)| Stored::Set(scope, kinds)),
    ]
}

fn asking() -> impl Strategy<Value = Asking> {
    let standing = prop_oneof![
        6 => Just(Standing::Confirmed),
        1 => Just(Standing::Invited),
        1 => Just(Standing::Disabled),
    ];
    prop_oneof![
        1 => Just(Asking::Anyone),
        1 => Just(Asking::System),
        2 => (programs(), 0_u8..2).prop_map(|(program, number)| Asking::Reporter(program, case(number))),
        2 => (programs(), 0_u8..2, any::<bool>()).prop_map(|(program, number, agreed)| {
            Asking::Party { program, case: case(number), agreed }
        }),
        12 => (standing, any::<bool>(), proptest::collection::vec(stored(), 0..4))
            .prop_map(|(standing, administrator, grants)| Asking::Member { standing, administrator, grants }),
    ]
}

fn target() -> impl Strategy<Value = Target> {
    let stage = proptest::sample::select(Stage::ALL.to_vec());
    prop_oneof![
        1 => Just(Target::Instance),
        3 => programs().prop_map(Target::Program),
        2 => (programs(), 0_u8..2).prop_map(|(program, number)| Target::Mailbox(program, case(number))),
        8 => (programs(), 0_u8..2, stage, any::<bool>()).prop_map(|(program, number, stage, restricted)| {
            Target::Case(CaseFacts { program, case: case(number), stage, restricted })
        }),
    ]
}

fn policies() -> &'static PolicySet {
    static READ: std::sync::OnceLock<PolicySet> = std::sync::OnceLock::new();
    READ.get_or_init(|| include_str!("../access.cedar").parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn sec_5_cedar_and_access_answer_alike(asking in asking(), target in target()) {
        let policies = policies();
        let theirs = cedar(policies, &asking, PermissionKind::ALL, &target);
        for (kind, theirs) in PermissionKind::ALL.iter().copied().zip(theirs) {
            prop_assert_eq!(judge(kind, &asking.principal(), &target), theirs, "{}", kind.name());
        }
    }
}

#[test]
fn sec_5_a_rule_that_only_one_side_knows_is_noticed() {
    let policies: PolicySet =
        include_str!("../access.cedar").replace("&& !resource.restricted", "").parse().unwrap();
    let ours =
        CaseFacts { program: program("ours"), case: case(1), stage: Stage::Open, restricted: true };
    let analyst = Stored::Role(Scope::Program(program("ours")), Role::Analyst);
    let asking = Asking::Member {
        standing: Standing::Confirmed,
        administrator: false,
        grants: vec![analyst],
    };
    let target = Target::Case(ours);
    let kind = PermissionKind::ReadCase;
    let ours = judge(kind, &asking.principal(), &target);
    assert_ne!(cedar(&policies, &asking, &[kind], &target), [ours]);
}

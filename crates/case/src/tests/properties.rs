//! What holds for every life of a case: no illegal state, replay equals live, facts move machines only
//! along their tables.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;

use super::script::{SIGTECH, WHOLE, World, at, case_id, letters, member};
use crate::state::{Embargo, EmbargoStep, Fix, Report, Vulnerability, VulnerabilityStep};
use crate::{
    Actor, Case, Event, Fact, Place, TEAM, catalogue, clocks, decide, evolve, fold, headline,
    next_hints, open_commands, parse_command,
};

/// What must be true of every case after every decision.
fn check_invariants(case: &Case) -> Result<(), String> {
    let must =
        |holds: bool, what: &str| if holds { Ok(()) } else { Err(format!("{what}: {case:#?}")) };
    let embargo = &case.embargo;
    must(case.vulnerability().forced().is_none(), "a forced step is left undone")?;
    must(!(embargo.state.binds() && case.awareness.is_out()), "an embargo on what is public")?;
    must(!(embargo.state.binds() && case.report() == Report::Closed), "closed under an embargo")?;
    must(embargo.state.binds() == embargo.terms.is_some(), "terms exactly while they bind")?;
    let on_table = matches!(embargo.state, Embargo::Proposed | Embargo::Revise);
    must(on_table != embargo.proposals.is_empty(), "proposals exactly while on the table")?;
    must(
        !(embargo.state == Embargo::Proposed && case.awareness.is_out()),
        "a proposal on what is public",
    )?;
    must(!embargo.decision_owed || embargo.state.binds(), "a decision on nothing")?;
    must(
        case.fix() < Fix::Ready || case.milestones.accepted.is_some() || reopened(case),
        "a fix for what was never accepted",
    )?;
    must(case.waiting.is_empty() || case.report().is_active(), "waiting without working")?;
    must(case.outcome.is_some() || case.report() != Report::Closed, "closed without a reason")?;
    for (name, party) in &case.participants {
        must(!party.consent.adheres() || embargo.state.binds(), "consent to no embargo")?;
        must(
            !(case.awareness.public && party.fix == Some(Fix::Unaware)),
            "a vendor who does not read",
        )?;
        must(
            name == TEAM || name == "reporter" || party.joined || !case.may_see(name),
            "seen by a stranger",
        )?;
    }
    let received = case.received.is_some();
    must(received == case.participants.contains_key(TEAM), "a team exactly with a report")
}

/// Reopening forgets the acceptance and never the fix.
fn reopened(case: &Case) -> bool {
    case.milestones.fix_ready.is_some()
}

/// Whether one fact moves each machine along its table, or not at all.
fn check_move(before: &Case, event: &Event, after: &Case) -> Result<(), String> {
    let fact = &event.fact;
    let (rm, rm_after) = (before.report(), after.report());
    let one_step =
        rm == rm_after || Report::TABLE.iter().any(|row| (row.0, row.2) == (rm, rm_after));
    let two_steps = matches!(fact, Fact::MarkedDuplicate { .. } | Fact::Merged { .. })
        && rm_after == Report::Deferred;
    if !one_step && !two_steps {
        return Err(format!("RM {rm:?} to {rm_after:?} by {}", fact.kind()));
    }
    let (em, em_after) = (before.embargo.state, after.embargo.state);
    let em_step =
        em == em_after || Embargo::TABLE.iter().any(|row| (row.0, row.2) == (em, em_after));
    let both = match fact {
        // Proposed and agreed as one step.
        Fact::EmbargoBegan { .. } | Fact::MergedIn { .. } => {
            em.after(EmbargoStep::Propose).and_then(|p| p.after(EmbargoStep::Accept)).is_some()
        }
        // Agreed, and what is left on the table stands as a revision.
        Fact::EmbargoAccepted { .. } => em_after == Embargo::Revise,
        _ => false,
    };
    if !em_step && !both {
        return Err(format!("EM {em:?} to {em_after:?} by {}", fact.kind()));
    }
    if before.received.is_some() && !is_path(before.vulnerability(), after.vulnerability()) {
        return Err(format!("CS by {}", fact.kind()));
    }
    Ok(())
}

/// Whether the one state leads to the other by legal steps.
fn is_path(from: Vulnerability, to: Vulnerability) -> bool {
    from == to
        || VulnerabilityStep::ALL
            .into_iter()
            .filter_map(|step| from.after(step))
            .any(|next| is_path(next, to))
}

fn check_life(events: &[Event]) -> Result<(), String> {
    let mut case = Case::default();
    for (place, event) in events.iter().enumerate() {
        let next = evolve(case.clone(), event);
        check_move(&case, event, &next)?;
        case = next;
        // Facts of one decision share their time; between decisions the case must be sound.
        let ends_decision =
            events.get(place + 1).is_none_or(|later| later.recorded > event.recorded);
        if ends_decision {
            check_invariants(&case)?;
        }
    }
    Ok(())
}

/// Commands that move a machine, with fields that let them through.
const MOVES: &[(&str, &[(&str, &str)])] = &[
    ("validate", &[]),
    ("invalidate", &[("reason", "x")]),
    ("accept", &[]),
    ("defer", &[("reason", "x")]),
    ("decline", &[("class", "out-of-scope"), ("reason", "x")]),
    ("decline", &[("class", "out-of-scope"), ("reason", "x"), ("embargo", "end")]),
    ("close", &[("class", "resolved"), ("reason", "x"), ("embargo", "end")]),
    ("close", &[("class", "out-of-scope"), ("reason", "x")]),
    ("reopen", &[("reason", "x")]),
    ("fix-ready", &[]),
    ("fix-released", &[("mitigation", "release")]),
    ("record-public", &[]),
    ("record-exploit", &[]),
    ("record-attack", &[]),
    ("record-leak", &[]),
    ("shorten-embargo", &[("ends", "2026-11-07T00:00:00Z"), ("reason", "x")]),
    ("propose-embargo", &[("ends", "2026-11-09T00:00:00Z")]),
    ("revise-embargo", &[("ends", "2026-11-08T00:00:00Z")]),
    ("accept-embargo", &[]),
    ("reject-embargo", &[]),
    ("terminate-embargo", &[("reason", "x")]),
    ("keep-embargo", &[("reason", "x")]),
    ("request-information", &[("question", "x")]),
    ("mark-duplicate", &[("of", "02020202-0202-0202-0202-020202020202"), ("reason", "x")]),
];

fn step(
    world: &World,
    case: &Case,
    name: &str,
    fields: &[(&str, &str)],
    actor: &Actor,
) -> Option<Case> {
    let fields: BTreeMap<_, _> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let command = parse_command(name, &fields).unwrap();
    let facts = decide(case, &command, actor, &world.policy, world.now).ok()?;
    let mut next = case.clone();
    for new in facts.into_iter().filter(|new| new.on == Place::ThisCase) {
        let event = new.into_event(policy::id::EventId::from_bytes([0; 16]), None);
        let after = evolve(next.clone(), &event);
        if let Err(broken) = check_move(&next, &event, &after) {
            panic!("{broken} after {name} on {}", letters(&next));
        }
        next = after;
    }
    Some(next)
}

#[test]
fn no_sequence_of_commands_reaches_an_illegal_state_by_exhaustion() {
    let world = World::run(SIGTECH, "t+0 report");
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut machines: BTreeSet<String> = BTreeSet::new();
    let mut open = VecDeque::from([world.case(1)]);
    while let Some(case) = open.pop_front() {
        let sides: Vec<_> = case.embargo.proposals.iter().map(|p| p.by.as_str()).collect();
        let mark = format!(
            "{} {sides:?} {} {} {} {}",
            letters(&case),
            case.embargo.decision_owed,
            case.outcome.is_some(),
            case.original.is_some(),
            case.waiting.len(),
        );
        if !seen.insert(mark) {
            continue;
        }
        machines.insert(letters(&case));
        if let Err(broken) = check_invariants(&case) {
            panic!("{broken}");
        }
        for (name, fields) in MOVES {
            for actor in [member(), Actor::Reporter] {
                open.extend(step(&world, &case, name, fields, &actor));
            }
        }
    }
    let count = |letter: usize| -> BTreeSet<&str> {
        machines.iter().filter_map(|all| all.split(' ').nth(letter)).collect()
    };
    assert_eq!(count(0), BTreeSet::from(["A", "C", "D", "I", "R", "V"]));
    assert_eq!(count(1), BTreeSet::from(["A", "N", "P", "R", "X"]));
    let vulnerability = count(2);
    assert_eq!(vulnerability.len(), 18, "three of vfd and six of pxa: {vulnerability:?}");
    assert!(machines.len() > 200, "{} combinations", machines.len());
}

#[test]
fn an_event_that_the_tables_have_no_place_for_moves_no_machine() {
    let world = World::run(WHOLE, "t+0 report; t+1d accept");
    let before = world.case(1);
    let foreign = [
        Fact::Closed { class: crate::CloseClass::Spam, reason: "x".into() },
        Fact::Reopened { reason: "x".into() },
        Fact::Invalidated { reason: "x".into() },
        Fact::EmbargoRejected { reason: "x".into() },
        Fact::EmbargoBegan { terms: crate::Terms { ends: at(0), note: None } },
        Fact::ConsentGiven { participant: "stranger".to_owned() },
    ];
    for fact in foreign {
        let event = Event { fact, ..world.events(1)[0].clone() };
        let after = evolve(before.clone(), &event);
        assert_eq!(letters(&after), letters(&before), "{}", event.fact.kind());
        assert_eq!(after.participants, before.participants);
        assert_eq!(after.version, before.version + 1, "it is counted");
    }
}

/// Any command with any of a few values for its fields, by anybody, at any time.
fn any_steps() -> impl Strategy<Value = Vec<(u8, u32, usize, u64, u8)>> {
    prop::collection::vec((1_u8..4, 0_u32..200, 0..catalogue().len(), any::<u64>(), 0_u8..6), 0..40)
}

fn live(
    source: &str,
    steps: &[(u8, u32, usize, u64, u8)],
) -> (World, BTreeMap<policy::id::CaseId, Case>) {
    let mut world = World::run(source, "t+0 report; t+0 2: report; t+0 3: report");
    let mut cases: BTreeMap<_, _> =
        world.cases.iter().map(|(id, events)| (*id, fold(events))).collect();
    let mut hour = 0_i64;
    for (number, wait, which, seed, who) in steps {
        hour += i64::from(*wait);
        // Now and then the machine's clock is set back by a day.
        world.now = at(if seed % 11 == 0 { hour - 24 } else { hour } * 3_600);
        let spec = &catalogue()[*which];
        let fields: BTreeMap<_, _> = spec
            .fields
            .iter()
            .enumerate()
            .filter_map(|(place, field)| {
                let pick = usize::try_from((seed >> (place * 8)) % 256).unwrap();
                (field.required || pick % 2 == 0)
                    .then(|| (field.name.to_owned(), any_value(field.kind, pick, hour)))
            })
            .collect();
        let Ok(command) = parse_command(spec.name, &fields) else { continue };
        let actor = match who {
            0 | 1 => Actor::Reporter,
            2 => Actor::Participant("acme".to_owned()),
            _ => member(),
        };
        let id = case_id(*number);
        let before = cases.get(&id).cloned().unwrap_or_default();
        let Ok(facts) = decide(&before, &command, &actor, &world.policy, world.now) else {
            continue;
        };
        let written: BTreeMap<_, usize> =
            world.cases.iter().map(|(id, events)| (*id, events.len())).collect();
        if world.settle(id, facts).is_err() {
            continue;
        }
        for (id, events) in &world.cases {
            let from = written.get(id).copied().unwrap_or_default();
            let case = cases.remove(id).unwrap_or_default();
            cases.insert(*id, events[from..].iter().fold(case, evolve));
        }
    }
    (world, cases)
}

fn any_value(kind: crate::FieldKind, pick: usize, hour: i64) -> String {
    use crate::FieldKind;
    match kind {
        FieldKind::Text | FieldKind::LongText => "text".to_owned(),
        FieldKind::Lines => ["acme", "beta", "acme\nbeta"][pick % 3].to_owned(),
        FieldKind::Choice(choices) => choices[pick % choices.len()].0.to_owned(),
        FieldKind::Date => ["2026-11-20", "2026-12-20", "2027-06-01"][pick % 3].to_owned(),
        FieldKind::Instant => {
            at((hour + i64::try_from(pick).unwrap() * 6 - 96) * 3_600).to_string()
        }
        FieldKind::Severity => ["low", "medium", "high", "critical"][pick % 4].to_owned(),
        FieldKind::Count => (pick % 5 + 1).to_string(),
        FieldKind::Case | FieldKind::NewCase => {
            case_id(u8::try_from(pick % 6 + 1).unwrap()).to_string()
        }
        FieldKind::Member | FieldKind::Advisory => {
            "01010101-0101-7101-8101-010101010101".to_owned()
        }
        FieldKind::Promise => {
            ["acknowledge", "decide", "evaluate", "warn-csirt"][pick % 4].to_owned()
        }
        FieldKind::Participant => ["acme", "beta", "reporter", "team"][pick % 4].to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_commands_reaches_an_illegal_state(steps in any_steps()) {
        let (world, _) = live(WHOLE, &steps);
        for events in world.cases.values() {
            check_life(events).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn replay_equals_live(steps in any_steps()) {
        let (world, cases) = live(WHOLE, &steps);
        for (id, events) in &world.cases {
            let text = serde_json::to_string(events).unwrap();
            let read: Vec<Event> = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&fold(&read), &cases[id]);
            prop_assert_eq!(
                clocks(&world.policy, &read, world.now),
                clocks(&world.policy, events, world.now)
            );
        }
    }

    #[test]
    fn the_record_never_runs_backwards_and_nothing_lies_in_the_future(steps in any_steps()) {
        let (world, _) = live(WHOLE, &steps);
        for events in world.cases.values() {
            prop_assert!(events.is_sorted_by_key(|event| event.recorded));
            prop_assert!(events.iter().all(|event| event.happened <= event.learned && event.learned <= event.recorded));
        }
    }

    #[test]
    fn what_is_shown_as_open_is_refused_only_for_its_content(steps in any_steps()) {
        let (world, cases) = live(WHOLE, &steps);
        for case in cases.values() {
            for actor in [member(), Actor::Reporter] {
                let open = open_commands(case, &actor, &world.policy, world.now);
                for (spec, verdict) in open {
                    let fields: BTreeMap<_, _> = spec.fields.iter().filter(|field| field.required)
                        .map(|field| (field.name.to_owned(), any_value(field.kind, 0, 0)))
                        .collect();
                    let Ok(command) = parse_command(spec.name, &fields) else { continue };
                    let decided = decide(case, &command, &actor, &world.policy, world.now);
                    if let Err(shown) = verdict {
                        prop_assert_eq!(decided.map_err(|refusal| refusal.code), Err(shown.code));
                    }
                }
            }
        }
    }

    #[test]
    fn any_events_in_any_order_fold_and_never_panic(steps in any_steps(), order in any::<u64>()) {
        let (world, _) = live(WHOLE, &steps);
        let mut events: Vec<Event> = world.cases.values().flatten().cloned().collect();
        let mut state = order | 1;
        for place in (1..events.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap() % (place + 1);
            events.swap(place, other);
        }
        let case = fold(&events);
        let _ = (headline(&case), next_hints(&case), clocks(&world.policy, &events, at(0)));
        prop_assert_eq!(case.version, u64::try_from(events.len()).unwrap());
    }
}

//! The record: names and fields of facts that are stored for years, and what they show in debug output.

use serde_json::Value;

use super::script::{WHOLE, World};
use crate::{Event, Fact, fold};

/// A life that leaves every kind of fact behind.
const EVERYTHING: &str = "t+0 report credit=Ada embargo=2026-11-20T00:00:00Z; t+1h acknowledge; t+1h assign to=07070707-0707-7707-8707-070707070707; \
     t+2h review; t+3h request-information; t+4h answer; t+5h message; t+6h reporter> message; t+7h note; \
     t+8h invalidate; t+9h validate; t+10h accept; t+10h wait-for on=upstream; t+10h stop-waiting on=upstream; \
     t+11h assess-severity severity=high cvss=CVSS:4.0/AV:N; t+11h set-affected product=app versions=1 weakness=CWE-79 sources=src/a.c location=main; \
     t+12h progress; t+12h set-resolution-date date=2026-12-20; t+13h reporter> accept-embargo; t+13h reporter> revise-embargo ends=t+80d; t+13h reject-embargo; \
     t+14h invite participant=acme role=vendor; t+15h consent participant=acme; t+15h record-status participant=acme report=accepted; \
     t+16h invite participant=beta role=observer; t+16h decline-consent participant=beta; t+16h party-message to=acme tlp=red; t+16h notify-parties; t+16h set-tlp tlp=amber; t+16h invite participant=gamma role=vendor; t+16h remove-party participant=gamma; \
     t+17h record-attack; t+17h keep-embargo; t+17h record-leak; t+17h shorten-embargo ends=t+15d; \
     t+18h record-incident; t+18h record-upstream-notice; t+18h notify to=csirt promise=warn-csirt; \
     t+19h extend promise=decide until=t+40d; t+19h agree-extension promise=decide; t+20h extend promise=decide until=t+50d; \
     t+20h refuse-extension promise=decide; t+20h reporter> waive-promise promise=update; t+21h set-credit line=\"Ada L.\"; t+21h agree-credit; \
     t+21h 2: report; t+21h 2: mark-duplicate of=#1; t+21h 3: report; t+21h 3: merge into=#1; t+21h split into=#4; \
     t+22h progress; t+22h 2: accept; t+22h fix-ready; t+23h fix-released mitigation=release; t+23h record-exploit; \
     t+23h publish-advisory advisory=01010101-0101-7101-8101-010101010101 edition=1; t+24h close class=resolved; t+25h reopen; \
     t+26h validate; t+26h defer; t+26h close class=resolved; \
     t+27h 5: report; t+27h 5: withdraw; t+27h 5: decline class=withdrawn embargo=end; t+27h 5: decline-credit; t+27h 5: propose-disclosure; t+27h 5: refuse-disclosure; t+27h 5: agree-disclosure; \
     t+28h 6: report; t+28h 6: terminate-embargo; t+28h lengthen-period promise=fix-other; t+28h record-occasion what=authority-asked until=t+40h; \
     t+28h decide-regime regime=exploited applies=applies signal=t+20h assessed=t+24h aware=t+26h decided=t+27h";

fn everything() -> Vec<Event> {
    let world = World::run(WHOLE, EVERYTHING);
    assert_eq!(world.out, "", "nothing is refused");
    let mut events: Vec<Event> = world.cases.values().flatten().cloned().collect();
    // These come with a case from outside, and not from a decision about it.
    for fact in [
        Fact::Transferred {
            from: "app".to_owned(),
            log: "security.example.org/log/app".to_owned(),
        },
        Fact::HistoryTaken {
            log: "security.example.org/log/app".to_owned(),
            key: "security.example.org/log/app+00000000+AA==".to_owned(),
            compared: true,
            handle: "K7Q2-M4XD".to_owned(),
            events: 12,
            until: super::script::at(0),
            size: 345,
            digest: "00".repeat(32),
        },
    ] {
        let visibility = fact.visibility();
        let first = events.first().cloned();
        events.extend(first.map(|event| Event { visibility, fact, ..event }));
    }
    events
}

/// Every kind, from the source of `Fact::kind`, so that a new one cannot be forgotten here.
fn kinds() -> Vec<&'static str> {
    include_str!("../fact.rs")
        .lines()
        .filter_map(|line| {
            let (left, right) = line.trim().split_once(" => \"")?;
            left.starts_with("Self::").then(|| right.trim_end_matches("\","))
        })
        .collect()
}

#[test]
fn the_record_of_every_fact_keeps_its_form() {
    let events = everything();
    let mut forms = Vec::new();
    for kind in kinds() {
        let event = events.iter().find(|event| event.fact.kind() == kind);
        let event = event.unwrap_or_else(|| panic!("no script makes {kind}"));
        let json = serde_json::to_value(&event.fact).unwrap();
        assert_eq!(json["kind"], kind);
        forms.push(serde_json::to_string(&sorted(json)).unwrap());
    }
    expect_test::expect_file!["facts.jsonl"].assert_eq(&(forms.join("\n") + "\n"));
}

fn sorted(json: Value) -> Value {
    match json {
        Value::Object(map) => {
            let ordered: std::collections::BTreeMap<_, _> = map.into_iter().collect();
            ordered.into_iter().map(|(name, value)| (name, sorted(value))).collect()
        }
        other => other,
    }
}

#[test]
fn every_event_survives_being_written_and_read() {
    for event in everything() {
        let json = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
    }
}

#[test]
fn a_fact_of_the_first_form_is_still_read() {
    for line in include_str!("facts.jsonl").lines() {
        let fact: Fact = serde_json::from_str(line).unwrap();
        let again = sorted(serde_json::to_value(&fact).unwrap());
        assert_eq!(serde_json::to_string(&again).unwrap(), line);
    }
}

#[test]
fn a_fact_that_nobody_knows_is_an_error_and_not_a_guess() {
    assert!(serde_json::from_str::<Fact>(r#"{"kind":"Hacked"}"#).is_err());
    assert!(serde_json::from_str::<Fact>(r#"{"kind":"Validated","text":"é"}"#).is_ok());
}

#[test]
fn no_words_of_people_show_in_debug_output() {
    let world = World::run(
        WHOLE,
        "t+0 report credit=CANARY; t+1h message text=CANARY; t+2h decline class=spam reason=CANARY embargo=end",
    );
    let shown = format!("{:?} {:?}", world.events(1), fold(world.events(1)));
    assert!(!shown.contains("CANARY"), "{shown}");
}
